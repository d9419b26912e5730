"""A document laid out on pages: pieces with a height, each of which knows how to be drawn.

All lengths are in dots of the page; `u` of them are a pixel of the web, which is what sizes are
given in. Small steps throughout: while Qt works the interpreter is held, and the window waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from gong_admin.runtime.pdf_text import Face, Line
from gong_admin.services.privacy.proof.document import (
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
)

# Ink on paper, whatever the window wears: not the theme's business.
_INK = QColor(0x1A, 0x1A, 0x1A)
_QUIET = QColor(0x55, 0x55, 0x55)
_RULE = QColor(0xD8, 0xD8, 0xD8)
_STRONG_RULE = QColor(0x8A, 0x8A, 0x8A)
_HEAD_FILL = QColor(0xF2, 0xF2, 0xF2)

_NAMES = 190  # pixels for the names of facts
_PAD_X, _PAD_Y = 5, 4  # pixels around the words of a cell
_WHOLE, _AT_A_TIME = 12, 6  # lines: a row of more is broken into so many at a page's end
_FEW = 3  # columns of a table that may be narrow
_BELOW_HEADING = 90  # pixels that must follow a heading on its page
_MEASURED = 40  # of a column's longest cells
_CHECK_EVERY = 20  # rows

Draw = Callable[[QPainter, float], None]


@dataclass(slots=True)
class Piece:
    """Something on a page. `head` is drawn again where the next piece begins a page; `room` must be
    free below it."""

    height: float
    draw: Draw
    head: Piece | None = None
    room: float = 0.0
    gap: float = 0.0  # above, but not at the top of a page


class Faces:
    def __init__(self, u: float) -> None:
        self.u = u
        self.title = Face(23 * u, strong=True)
        self.heading = Face(16 * u, strong=True)
        self.subheading = Face(13 * u, strong=True)
        self.body = Face(12.5 * u)
        self.quiet = Face(10.5 * u)
        self.cell = Face(10.5 * u)
        self.cell_head = Face(10 * u, strong=True)
        self.exact = Face(9.5 * u, fixed=True)
        self.footer = Face(9.5 * u)


def pieces(
    document: Document, faces: Faces, width: float, checked: Callable[[], None]
) -> Iterator[Piece]:
    """The document from top to bottom. `checked` is called now and then, and may raise."""
    u = faces.u
    yield _words(document.title, faces.title, _INK, width)
    yield _words(document.subtitle, faces.body, _QUIET, width, gap=2 * u)
    yield Piece(u, _rule(width, _STRONG_RULE, 1.5 * u), gap=10 * u)
    for block in document.blocks:
        checked()
        match block:
            case Heading(text, level):
                face = faces.heading if level == 1 else faces.subheading
                made = _words(text, face, _INK, width, gap=(22 if level == 1 else 14) * u)
                made.room = _BELOW_HEADING * u
                yield made
            case Paragraph(text, quiet):
                face, ink = (faces.quiet, _QUIET) if quiet else (faces.body, _INK)
                yield from _paragraph(text, face, ink, width, gap=(8 if quiet else 5) * u)
            case Facts(rows):
                yield from _facts(rows, faces, width)
            case Table():
                yield from _table(block, faces, width, checked)


# -- words -----------------------------------------------------------------------------------------


def _words(text: str, face: Face, ink: QColor, width: float, *, gap: float = 0.0) -> Piece:
    lines = face.lines(text, width)

    def draw(painter: QPainter, y: float) -> None:
        painter.setPen(ink)
        _draw_lines(painter, face, lines, 0.0, y, width)

    return Piece(len(lines) * face.height, draw, gap=gap)


def _paragraph(text: str, face: Face, ink: QColor, width: float, *, gap: float) -> Iterator[Piece]:
    """Line by line, so that it may go on on the next page."""
    for number, line in enumerate(face.lines(text, width)):
        yield Piece(face.height, _line(face, ink, line, width), gap=0.0 if number else gap)


def _line(face: Face, ink: QColor, line: Line, width: float) -> Draw:
    def draw(painter: QPainter, y: float) -> None:
        painter.setPen(ink)
        _draw_lines(painter, face, [line], 0.0, y, width)

    return draw


def _draw_lines(
    painter: QPainter,
    face: Face,
    lines: Sequence[Line],
    x: float,
    y: float,
    width: float,
    *,
    to_the_right: bool = False,
) -> None:
    painter.setFont(face.font)
    for number, line in enumerate(lines):
        if not line.text:
            continue
        left = x
        if to_the_right or line.right:
            left += width - face.width(line.text)
        painter.drawText(QPointF(left, y + number * face.height + face.ascent), line.text)


def _rule(width: float, ink: QColor, thick: float) -> Draw:
    def draw(painter: QPainter, y: float) -> None:
        painter.fillRect(QRectF(0, y, width, thick), ink)

    return draw


# -- rows ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cell:
    face: Face
    ink: QColor
    lines: list[Line]
    x: float
    width: float
    to_the_right: bool = False


def _facts(rows: Sequence[tuple[str, str]], faces: Faces, width: float) -> Iterator[Piece]:
    u = faces.u
    names = min(_NAMES * u, width / 2)
    for number, (name, value) in enumerate(rows):
        gap = 4 * u
        cells = [
            _Cell(faces.body, _QUIET, faces.body.lines(name, names - gap), 0, names - gap),
            _Cell(faces.body, _INK, faces.body.lines(value, width - names), names, width - names),
        ]
        for part, piece in enumerate(_row(cells, faces, width)):
            piece.gap = 0.0 if number or part else 4 * u
            yield piece


def _table(
    table: Table, faces: Faces, width: float, checked: Callable[[], None]
) -> Iterator[Piece]:
    u = faces.u
    pad = _PAD_X * u
    count = len(table.titles)
    kinds = [faces.exact if at in table.exact else faces.cell for at in range(count)]
    widths = _widths(table, kinds, faces, width - 2 * pad * count)
    width = sum(widths) + 2 * pad * count
    lefts = [sum(widths[:at]) + pad * (2 * at + 1) for at in range(count)]

    def cells(values: Sequence[str], head: bool) -> list[_Cell]:
        made = []
        for at, value in enumerate(values):
            face = faces.cell_head if head else kinds[at]
            lines = face.lines(value, widths[at])
            ink = _QUIET if head else _INK
            made.append(_Cell(face, ink, lines, lefts[at], widths[at], at in table.figures))
        return made

    [head] = _row(cells(table.titles, True), faces, width, fill=True)
    head.gap, head.room = 4 * u, 40 * u
    yield head
    for number, row in enumerate(table.rows):
        if not number % _CHECK_EVERY:
            checked()
        for piece in _row(cells(row, False), faces, width):
            piece.head = head
            yield piece


def _row(
    cells: Sequence[_Cell], faces: Faces, width: float, *, fill: bool = False
) -> Iterator[Piece]:
    """A row; a high one in several pieces, between which a page may end."""
    pad = _PAD_Y * faces.u
    line = max(cell.face.height for cell in cells)
    lines = max(len(cell.lines) for cell in cells)
    step = lines if lines <= _WHOLE else _AT_A_TIME
    for start in range(0, lines, step):
        end = min(start + step, lines)
        above, below = pad if start == 0 else 0.0, pad if end == lines else 0.0
        height = above + (end - start) * line + below
        draw = _part(cells, slice(start, end), above)
        if below:
            draw = _underlined(draw, height, width, faces.u, fill=fill)
        yield Piece(height, draw)


def _part(cells: Sequence[_Cell], lines: slice, above: float) -> Draw:
    base = max(cell.face.ascent for cell in cells)

    def draw(painter: QPainter, y: float) -> None:
        for cell in cells:
            painter.setPen(cell.ink)
            # Faces of different heights stand on one line.
            top = y + above + base - cell.face.ascent
            _draw_lines(
                painter,
                cell.face,
                cell.lines[lines],
                cell.x,
                top,
                cell.width,
                to_the_right=cell.to_the_right,
            )

    return draw


def _underlined(draw: Draw, height: float, width: float, u: float, *, fill: bool) -> Draw:
    thick = 0.75 * u

    def both(painter: QPainter, y: float) -> None:
        if fill:
            painter.fillRect(QRectF(0, y, width, height), _HEAD_FILL)
        draw(painter, y)
        rule = QRectF(0, y + height - thick, width, thick)
        painter.fillRect(rule, _STRONG_RULE if fill else _RULE)

    return both


def _widths(table: Table, kinds: Sequence[Face], faces: Faces, room: float) -> list[float]:
    """How wide the columns are: each as its words need, where there is room for all; else the wide
    ones give way, and those with figures don't."""
    natural, least = [], []
    for at, title in enumerate(table.titles):
        longest = sorted({row[at] for row in table.rows}, key=len, reverse=True)[:_MEASURED]
        # Longer ones are broken anyway.
        longest = [text[:200] for text in longest]
        head = faces.cell_head
        wide = max((kinds[at].width(text) for text in longest), default=0.0)
        natural.append(1 + max(wide, head.width(title)))
        firm = at in table.figures
        word = max((kinds[at].widest_word(text) for text in longest), default=0.0)
        least.append(natural[at] if firm else 1 + max(min(word, room / 5), head.widest_word(title)))
    if sum(natural) <= room:
        # What is left over goes to the widest column: a table fills the page, or half of it where
        # it is small, so that names and figures stay together.
        widest = natural.index(max(natural))
        full = room / 2 if len(natural) <= _FEW and sum(natural) < room / 2 else room
        natural[widest] += full - sum(natural)
        return natural
    if sum(least) >= room:
        return [one * room / sum(least) for one in least]
    widths, open_ = list(least), set(range(len(least)))
    spare = room - sum(least)
    while open_ and spare > 1:
        share, before = spare / len(open_), spare
        for at in sorted(open_):
            more = min(share, natural[at] - widths[at])
            widths[at] += more
            spare -= more
            if widths[at] >= natural[at] - 0.5:
                open_.discard(at)
        if spare >= before:
            break
    return widths
