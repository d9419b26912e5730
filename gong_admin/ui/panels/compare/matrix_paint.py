"""Paints the cells and headings of the matrix, with everything that costs cached."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from gong_admin.models.profile_matrix import ProfileMatrix
from gong_admin.services.profiles.comparing import GROUPS, bars_of
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.ui.table.paint import Ink
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.level_glyph import glyph_width, paint_level

CARET = 12
_SWITCHES = {True: "check", False: "minus", None: "question"}
_DOT = 6


class MatrixPainter:
    """Draws with one :class:`Ink`; thrown away when colours, fonts or the scale change.

    `needles` are the filter's words, marked in the names of settings.
    """

    def __init__(self, scale: float) -> None:
        self.ink = Ink(scale)
        self._scale = scale
        self._glyphs: dict[tuple[int, str, str], QPixmap] = {}

    # -- cells -----------------------------------------------------------------------------------

    def cell(
        self, painter: QPainter, model: ProfileMatrix, row: int, column: int, rect: QRect
    ) -> None:
        """The words of a cell and what stands before them. The ground is there already."""
        line = model.line_at(row)
        if line is None:
            return
        ink, cell = self.ink, model.cell_at(row, column)
        differs = column > 0 and model.differs_at(row, column)
        value = cell[0]
        first, second = model.words_at(row, column)
        nothing = value in (None, False, "none")
        tone = "accent_text" if differs else "text2" if nothing else "text"
        left = rect.left() + theme.space.l
        bars = bars_of(line, cell)
        if bars is not None:
            faint = "accent_border" if differs else "border"
            mark = "accent_text" if differs else "text2"
            painter.drawPixmap(left, rect.top(), self._glyph(bars, mark, faint, rect.height()))
            left += glyph_width() + theme.space.s + 2
        elif line.setting is not None and line.setting.kind is SettingKind.SWITCH:
            name = _SWITCHES.get(value if isinstance(value, bool) else None, "question")
            side = theme.grown(14)
            picture = ink.icon(name, tone if differs or value is True else "text3", side)
            painter.drawPixmap(left, rect.top() + (rect.height() - side) // 2, picture)
            left += glyph_width() + theme.space.s + 2
        room = rect.right() - theme.space.s - left
        if model.staged_at(row, column):
            self._dot(painter, rect)
            room -= _DOT
        self._words(painter, first, second, tone, differs, left, rect, room)

    def _words(
        self,
        painter: QPainter,
        first: str,
        second: str,
        tone: str,
        differs: bool,
        left: int,
        rect: QRect,
        room: int,
    ) -> None:
        ink, role = self.ink, "strong" if differs else "body"
        if room <= 4:
            return
        drawing = ink.text(first, role, room)
        painter.setFont(ink.fonts[role])
        painter.setPen(ink.colour(tone))
        ink.draw_text(painter, drawing, left, rect.top(), rect.height())
        room -= int(drawing[1]) + theme.space.s
        if second and room > 24:
            painter.setFont(ink.fonts["secondary"])
            painter.setPen(ink.colour("text2"))
            left += int(drawing[1]) + theme.space.s
            ink.draw_text(
                painter, ink.text(second, "secondary", room), left, rect.top() + 1, rect.height()
            )

    def _dot(self, painter: QPainter, rect: QRect) -> None:
        """The mark of an edit that is not saved, at the cell's right end."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ink.colour("accent"))
        top = rect.top() + (rect.height() - _DOT) / 2
        painter.drawEllipse(QRectF(rect.right() - theme.space.s - _DOT + 2, top, _DOT, _DOT))
        painter.restore()

    def _glyph(self, bars: int, mark: str, faint: str, height: int) -> QPixmap:
        key = (bars, f"{mark}/{faint}", str(height))
        found = self._glyphs.get(key)
        if found is None:
            found = QPixmap(round(glyph_width() * self._scale), round(height * self._scale))
            found.setDevicePixelRatio(self._scale)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            whole = QRect(0, 0, glyph_width(), height)
            paint_level(painter, whole, bars, self.ink.colour(mark), self.ink.colour(faint))
            painter.end()
            self._glyphs[key] = found
        return found

    def outline(self, painter: QPainter, rect: QRect) -> None:
        """The edge of a selected cell: its ground alone is too like that of one that differs."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.ink.colour("accent"))
        painter.drawRect(rect.adjusted(0, 0, -2, -2))

    def ring(self, painter: QPainter, rect: QRect) -> None:
        """The focus ring of a cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.ink.colour("focus"), theme.size("focus_ring")))
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -3, -3), 4, 4)
        painter.restore()

    # -- names of settings and groups ------------------------------------------------------------

    def name(
        self,
        painter: QPainter,
        text: str,
        rect: QRect,
        *,
        risky: bool = False,
        needles: tuple[str, ...] = (),
    ) -> None:
        """The name of a setting, at the left of its row."""
        ink = self.ink
        left = rect.left() + theme.size("edge_padding_x") + CARET + 6
        room = rect.right() - theme.space.s - left
        if risky:
            room -= 22
        drawing = ink.text(text, "body", max(8, room))
        for needle in needles:
            found = ink.mark(text, needle, "body")
            if found is not None and found[0] < room:
                top = rect.top() + (rect.height() - 18) // 2
                mark = QRectF(left + found[0] - 1, top, min(found[1], room - found[0]) + 2, 18)
                painter.fillRect(mark, ink.colour("warn_tint"))
                mark.setTop(mark.bottom() - 1)
                painter.fillRect(mark, ink.colour("warn_mark"))
        painter.setFont(ink.fonts["body"])
        painter.setPen(ink.colour("text"))
        ink.draw_text(painter, drawing, left, rect.top(), rect.height())
        if risky:
            picture = ink.icon("warning", "warn_mark", 14)
            spot = min(left + int(drawing[1]) + theme.space.s, rect.right() - 14 - theme.space.s)
            painter.drawPixmap(spot, rect.top() + (rect.height() - 14) // 2, picture)

    def heading(self, painter: QPainter, group: str, size: int, folded: bool, rect: QRect) -> None:
        """Caret, title and count of a group, at the left of its row."""
        ink, left = self.ink, rect.left() + theme.size("edge_padding_x")
        picture = ink.icon("caret-right" if folded else "caret-down", "text2", CARET)
        painter.drawPixmap(left, rect.top() + (rect.height() - CARET) // 2, picture)
        left += CARET + 6
        room = rect.right() - theme.space.s - left - theme.size("matrix_group")
        drawing = ink.text(GROUPS[group], "strong", max(8, room))
        painter.setFont(ink.fonts["strong"])
        painter.setPen(ink.colour("text2"))
        ink.draw_text(painter, drawing, left, rect.top(), rect.height())
        painter.setFont(ink.fonts["secondary"])
        painter.setPen(ink.colour("text3"))
        count = ink.text(str(size), "secondary", theme.size("matrix_group"))
        ink.draw_text(
            painter, count, left + int(drawing[1]) + theme.space.s, rect.top(), rect.height()
        )
