"""The rows of a list, sorted into those that can be looked up and those that are set aside: each
row with anything in it ends in one of the two."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from gong_admin.api.cancel import CancelToken
from gong_admin.services.privacy.identifiers import (
    Identifier,
    IdentifierKind,
    NotAnIdentifier,
    recognise,
    visible,
)
from gong_admin.services.privacy.intake import (
    Intake,
    IntakeError,
    Mark,
    SetAside,
    Taken,
    mark_of,
    same_as,
)
from gong_admin.services.privacy.intake_cells import (
    A_DATE,
    Piece,
    doubt_in_line,
    is_meant,
    read_cell,
    reads_as_other,
)
from gong_admin.services.privacy.intake_columns import (
    UNTITLED,
    Expected,
    Role,
    Titles,
    find_titles,
)

MOST_ROWS = 100_000
"""More lines than any list of people should have: beyond, a file was taken by mistake."""

_LOOKED_AT = 20  # rows among which the titles are looked for
_SHOWN = 300  # characters of a row: more than the longest address
_BULLET = re.compile(r"^(?:[-*•–]|\d{1,3}[.)])\s+")  # before each line of a list
_A_NUMBER = 7  # digits; what has fewer in a column without a title is not missed


class Row(NamedTuple):
    """`line` is from 1. `doubt` is what is wrong with the row as a whole."""

    line: int
    cells: Sequence[str]
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that have their columns in common. `plain`: lines, not columns."""

    rows: Iterable[Row]
    sheet: str = ""
    plain: bool = False


@dataclass(slots=True)
class _Entry:
    """A row's outcome, or one of several: `found` without a `reason` is taken. `column` is where a
    number waits for what the rest of its column is."""

    line: int
    sheet: str
    text: str
    found: Identifier | None
    reason: str
    column: int = -1


@dataclass(slots=True)
class _Reading:
    """What all sources have in common. `meant`: something in them was to be looked up."""

    region: str
    token: CancelToken
    entries: list[_Entry] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    rows: int = 0
    meant: bool = False
    first_line: int = 0


def take(
    sources: Iterable[Source], region: str, token: CancelToken, *, of_file: bool = True
) -> Intake:
    """Read all sources. `of_file`: it may not be a list at all. Raises `IntakeError`,
    `Cancelled`."""
    reading = _Reading(region, token)
    for source in sources:
        _Table(source, reading).read()
    if of_file and not reading.rows:
        raise IntakeError("The file is empty.")
    if of_file and not reading.meant:
        raise IntakeError(
            "There is no column with email addresses or phone numbers in it.", reading.first_line
        )
    return _sorted(reading)


class _Table:
    """One source of rows."""

    def __init__(self, source: Source, reading: _Reading) -> None:
        self._source, self._reading = source, reading
        self._titles: Titles | None = None
        self._impure: set[int] = set()  # columns in which there is more than numbers

    def read(self) -> None:
        reading, waiting = self._reading, iter(self._source.rows)
        head = list(itertools.islice(self._filled(waiting), _LOOKED_AT))
        if not head:
            return
        reading.first_line = reading.first_line or head[0].line
        if self._source.sheet:
            reading.sheets.append(self._source.sheet)
        first = len(reading.entries)
        self._titles = find_titles([row.cells for row in head])
        if self._titles is not None:
            self._use(self._titles)
            for row in head[: self._titles.row]:
                self._row_aside(row, row.doubt or "It stands above the titles of the columns.")
            head = head[self._titles.row + 1 :]
        elif not self._source.plain:
            reading.columns += [] if "" in reading.columns else [""]
            if not any(one.isdigit() or one == "@" for cell in head[0].cells for one in cell):
                self._row_aside(head[0], "No address and no number: titles, perhaps.")
                head = head[1:]
        for row in itertools.chain(head, self._filled(waiting)):
            self._row(row)
        for one in reading.entries[first:]:
            if one.column in self._impure:
                one.reason = "Not everything in its column is a phone number."

    def _filled(self, rows: Iterator[Row]) -> Iterator[Row]:
        reading = self._reading
        for row in rows:
            if not any(cell.strip() for cell in row.cells):
                continue
            reading.rows += 1
            if reading.rows % 1000 == 0:
                reading.token.raise_if_cancelled()
            if reading.rows > MOST_ROWS:
                raise IntakeError(
                    f"A list has at most {MOST_ROWS:,} lines; this one goes on.", row.line
                )
            yield row

    def _use(self, titles: Titles) -> None:
        self._reading.meant = True
        self._reading.columns += [one for one in titles.used if one not in self._reading.columns]

    # -- rows ----------------------------------------------------------------------------------

    def _row(self, row: Row) -> None:
        entries = self._reading.entries
        first = len(entries)
        for number, cell in enumerate(row.cells):
            if cell := cell.strip():
                self._cell(row, number, cell)
        if len(entries) == first:
            self._row_aside(row, row.doubt or self._nothing(row))
        elif row.doubt:
            for one in entries[first:]:
                one.reason, one.column = row.doubt, -1

    def _row_aside(self, row: Row, reason: str) -> None:
        text = ", ".join(cell[:_SHOWN].strip() for cell in row.cells if cell.strip())
        self._add(row, Piece(text, None, reason))

    def _nothing(self, row: Row) -> str:
        """Why there is nothing to look up in a row."""
        filled = [cell for cell in row.cells if cell.strip()]
        if len(filled) == 1 and self._titles is None:
            try:
                recognise(filled[0], self._reading.region)
            except NotAnIdentifier as problem:
                return problem.reason
        if self._titles is not None and self._titles.used:
            under = ", ".join(f"“{title}”" for title in self._titles.used)
            return f"There is nothing under {under}."
        return "There is no email address and no phone number in it."

    def _add(self, row: Row, one: Piece, column: int = -1) -> None:
        self._reading.entries.append(
            _Entry(row.line, self._source.sheet, one.text, one.found, one.reason, column)
        )
        if one.found is not None:
            self._reading.meant = True

    # -- cells ---------------------------------------------------------------------------------

    def _cell(self, row: Row, number: int, cell: str) -> None:
        titles = self._titles
        columns = titles.columns if titles is not None else ()
        expected = columns[number] if number < len(columns) else UNTITLED
        if expected.elses or expected.role is Role.OTHER:
            self._others_cell(row, expected, cell)
        elif expected.role is not Role.OPEN:
            for one in read_cell(cell, self._reading.region):
                self._add(row, Piece(one.text, one.found, _doubt(expected.role, one)))
        elif self._source.plain:
            for one in read_cell(_BULLET.sub("", cell, count=1), self._reading.region):
                if one.found is not None or is_meant(one.text):
                    self._reading.meant = True
                    self._add(row, Piece(one.text, one.found, doubt_in_line(one)))
        else:
            self._open_cell(row, number, cell)

    def _others_cell(self, row: Row, expected: Expected, cell: str) -> None:
        """A cell of a column that should hold none, or somebody else's: shown, and not taken."""
        if expected.elses:
            reason = f"Under “{expected.title}”, it may be somebody else's."
            pieces = read_cell(cell, self._reading.region)
        elif "@" in cell or cell[0] == "+" or cell[:4].lower() == "tel:":
            reason = f"It stands under “{expected.title}”, which says neither address nor number."
            pieces = read_cell(cell, "")
        else:
            return
        for one in pieces:
            if one.found is not None and one.reason == "":
                self._add(row, Piece(one.text, one.found, reason))

    def _open_cell(self, row: Row, number: int, cell: str) -> None:
        """A cell of a column that nothing is known of: what is clearly an address or a number."""
        if "@" not in cell and not _may_be_number(cell):
            if any(one.isalnum() for one in cell):
                self._impure.add(number)
            return
        for one in read_cell(cell, self._reading.region):
            found = one.found
            if found is None:
                self._impure.add(number)
                if self._was_meant(one.text):
                    self._reading.meant = True
                    self._add(row, one)
            elif found.kind is IdentifierKind.EMAIL:
                self._add(row, one)
            elif not found.national:
                sure = found.given_out or one.text.lstrip("(").startswith("+")
                doubt = "" if sure else doubt_in_line(Piece(one.text, found))
                self._add(row, Piece(one.text, found, doubt))
            elif not found.given_out or reads_as_other(one.text):
                self._impure.add(number)
            else:
                self._add(row, one, number)

    def _was_meant(self, text: str) -> bool:
        """Whether what can't be looked up should be shown by itself, not only with its row."""
        if "@" in text:
            return " " not in text
        digits = sum(one.isdigit() for one in text)
        return not self._reading.region and digits >= _A_NUMBER and not reads_as_other(text)


def _doubt(role: Role, one: Piece) -> str:
    """What speaks against what stands in a column with a title of its own."""
    found = one.found
    if found is None or found.kind is IdentifierKind.EMAIL or not found.national:
        return one.reason
    if role is Role.EMAIL:
        return "A number without a country, in a column of addresses."
    other = reads_as_other(one.text)
    return other if other == A_DATE and not one.text.isdigit() else ""


def _may_be_number(cell: str) -> bool:
    return cell[0].isdigit() or cell[0] in "+(" or cell[:4].lower() == "tel:"


# -- sorting -----------------------------------------------------------------------------------


def _sorted(reading: _Reading) -> Intake:
    """Who is taken and what is set aside, each once, in the order of the file."""
    several = len(reading.sheets) > 1
    intake = Intake(columns=tuple(reading.columns), sheets=tuple(reading.sheets) if several else ())
    seen: dict[Mark, _Entry] = {}
    for sure in (True, False):
        for one in reading.entries:
            if one.found is not None and (not one.reason) is sure:
                seen.setdefault(mark_of(one.found), one)
    for one in reading.entries:
        sheet = one.sheet if several else ""
        if one.found is None:
            intake.aside.append(SetAside(one.line, _shown(one.text), one.reason, sheet=sheet))
            continue
        first = seen[mark_of(one.found)]
        if first is not one:
            there = first.sheet if several else ""
            reason = same_as(first.line, there, sheet)
            intake.aside.append(
                SetAside(one.line, one.found.shown, reason, first_line=first.line, sheet=sheet)
            )
        elif one.reason:
            intake.aside.append(
                SetAside(one.line, _shown(one.text), one.reason, sheet=sheet, found=one.found)
            )
        else:
            intake.taken.append(Taken(one.line, one.found, sheet))
    return intake


def _shown(text: str) -> str:
    text = visible(text[: _SHOWN + 1].strip())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
