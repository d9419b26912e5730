"""JSON of any length: only the lines in sight are ever laid out, coloured and painted.

A text widget lays out all it holds, which takes seconds for an answer of some megabytes. This one
keeps lines, and paints those between two scroll positions.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.assistive import announce
from gong_admin.ui.widgets.focus_ring import FocusRing
from gong_admin.ui.widgets.scroll import OverlayScrollBars

_TOKENS = re.compile(
    r'(?P<key>"(?:\\.|[^"\\])*")(?=\s*:)|(?P<string>"(?:\\.|[^"\\])*"?)'
    r"|(?P<literal>true|false|null)|(?P<number>-?\d[\d.eE+-]*)|(?P<punct>[\[\]{},:]+)"
)
_LONGEST = 2_000  # characters of one line that are painted; copying gives all of it
_PAD = 8
_SAID = 300  # characters of a line that are read out


class JsonLines(QAbstractScrollArea):
    """Lines with numbers, folds and selection.

    Up, Down, Page, Home and End go from line to line, with Shift they select; Left and Right fold
    and unfold, Space does either; Ctrl+C copies what is selected, or all.
    """

    copied = Signal()

    def __init__(self, name: str = "JSON", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[str] = []
        self._folds: dict[int, int] = {}
        self._folded: set[int] = set()
        self._visible: list[int] | range = range(0)
        self._anchor: tuple[int, int] | None = None
        self._cursor: tuple[int, int] | None = None
        self._row = 0  # the visible line that the keyboard is on
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self._bars = OverlayScrollBars(self)
        FocusRing(self, theme.radius.small, inset=3)  # inside: it fills its pane
        theme.changed.connect(self._measure)

    def set_lines(self, lines: list[str], folds: dict[int, int]) -> None:
        """Show these; `folds` as `fold_ranges` of the JSON view gives them."""
        self._lines, self._folds, self._folded = lines, folds, set()
        self._visible = range(len(lines))
        self._anchor = self._cursor = None
        self._row = 0
        self.setAccessibleDescription(
            self.tr("{0:,} lines; Ctrl+C copies all of them").format(len(lines))
        )
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._measure()

    def text(self) -> str:
        """All of it, folded or not."""
        return "\n".join(self._lines)

    def line_count(self) -> int:
        """How many lines are in sight, folded ones left out."""
        return len(self._visible)

    def selected_text(self) -> str:
        if self._anchor is None or self._cursor is None or self._anchor == self._cursor:
            return ""
        (first, start), (last, end) = sorted((self._anchor, self._cursor))
        if first == last:
            return self._lines[first][start:end]
        middle = self._lines[first + 1 : last]
        return "\n".join((self._lines[first][start:], *middle, self._lines[last][:end]))

    def toggle_fold(self, line: int) -> None:
        """Fold or unfold what begins at `line`; nothing where nothing does."""
        if line not in self._folds:
            return
        self._folded ^= {line}
        visible: list[int] = []
        number, count = 0, len(self._lines)
        while number < count:
            visible.append(number)
            number = self._folds[number] + 1 if number in self._folded else number + 1
        self._visible = visible
        self._row = bisect_right(visible, line) - 1
        self._measure()

    # -- geometry ------------------------------------------------------------------------------

    def _row_height(self) -> int:
        return QFontMetrics(theme.font("mono")).lineSpacing() + 1

    def _gutter(self) -> int:
        digits = len(str(max(99, len(self._lines))))
        return QFontMetrics(theme.font("mono_caption")).horizontalAdvance("0") * digits + 36

    def _character(self) -> float:
        return QFontMetrics(theme.font("mono")).horizontalAdvance("0" * 100) / 100

    def _measure(self) -> None:
        rows = max(1, self.viewport().height() // self._row_height())
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, len(self._visible) - rows + 1))
        bar.setPageStep(rows)
        bar.setSingleStep(3)
        longest = max((len(line) for line in self._lines[:5_000]), default=0)
        width = round(min(longest, _LONGEST) * self._character()) + self._gutter() + 2 * _PAD
        across = self.horizontalScrollBar()
        across.setRange(0, max(0, width - self.viewport().width()))
        across.setPageStep(self.viewport().width())
        across.setSingleStep(20)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("surface"))
        height, gutter = self._row_height(), self._gutter()
        first = self.verticalScrollBar().value()
        rows = self.viewport().height() // height + 2
        shift = self.horizontalScrollBar().value()
        for place, line in enumerate(self._visible[first : first + rows]):
            top = place * height + _PAD // 2
            if self.hasFocus() and first + place == self._row:
                area = QRect(0, top, self.viewport().width(), height)
                painter.fillRect(area, theme.colour("selected"))
            painter.setClipRect(gutter, 0, self.viewport().width(), self.viewport().height())
            self._paint_selection(painter, line, top, height, gutter - shift)
            self._paint_line(painter, self._lines[line], top, height, gutter - shift)
            painter.setClipping(False)
            self._paint_number(painter, line, top, height, gutter)

    def _paint_number(
        self, painter: QPainter, line: int, top: int, height: int, gutter: int
    ) -> None:
        ink = theme.colour("syn_punct")
        room = QRect(0, top, gutter - 22, height)
        font = theme.font("mono_caption")
        paint.text(painter, room, str(line + 1), font, ink, paint.RIGHT, elide=False)
        if line in self._folds:
            glyph = "caret-right" if line in self._folded else "caret-down"
            paint_icon(painter, glyph, QRect(gutter - 20, top, 14, height), ink, 10)

    def _paint_line(self, painter: QPainter, text: str, top: int, height: int, left: int) -> None:
        font, wide = theme.font("mono"), self._character()
        shown = text[:_LONGEST]
        for match in _TOKENS.finditer(shown):
            token = match.lastgroup or "punct"
            ink = theme.colour(f"syn_{token}")
            spot = QRect(round(left + match.start() * wide), top, 100_000, height)
            paint.text(painter, spot, match[0], font, ink, elide=False)
        if len(text) > _LONGEST:
            spot = QRect(round(left + _LONGEST * wide), top, 1_000, height)
            paint.text(painter, spot, "…", font, theme.colour("text3"), elide=False)

    def _paint_selection(
        self, painter: QPainter, line: int, top: int, height: int, left: int
    ) -> None:
        if self._anchor is None or self._cursor is None or self._anchor == self._cursor:
            return
        (first, start), (last, end) = sorted((self._anchor, self._cursor))
        if not first <= line <= last:
            return
        begin = start if line == first else 0
        stop = end if line == last else len(self._lines[line]) + 1
        wide = self._character()
        area = QRect(round(left + begin * wide), top, round((stop - begin) * wide), height)
        painter.fillRect(area, theme.colour("accent_tint2"))

    # -- mouse and keys ------------------------------------------------------------------------

    def _place_at(self, point: QPoint) -> tuple[int, int] | None:
        """Line and column under a point of the viewport."""
        if not len(self._visible):
            return None
        row = self.verticalScrollBar().value() + (point.y() - _PAD // 2) // self._row_height()
        line = self._visible[max(0, min(row, len(self._visible) - 1))]
        x = point.x() - self._gutter() + self.horizontalScrollBar().value()
        column = round(x / self._character())
        return line, max(0, min(column, len(self._lines[line])))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        place = self._place_at(point)
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if point.x() < self._gutter():
            self.toggle_fold(place[0])
            return
        self._anchor = self._cursor = place
        self._row = bisect_right(self._visible, place[0]) - 1
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton or self._anchor is None:
            return
        bar = self.verticalScrollBar()
        if point.y() < 0:
            bar.setValue(bar.value() - 1)
        elif point.y() > self.viewport().height():
            bar.setValue(bar.value() + 1)
        self._cursor = self._place_at(point)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text() or self.text())
            self.copied.emit()
            return
        if event.matches(QKeySequence.StandardKey.SelectAll) and self._lines:
            self._anchor = (0, 0)
            self._cursor = (len(self._lines) - 1, len(self._lines[-1]))
            self.viewport().update()
            return
        if not self._key_on_line(event):
            super().keyPressEvent(event)

    def _key_on_line(self, event: QKeyEvent) -> bool:
        """Whether it was a key that goes to another line or folds this one."""
        if not len(self._visible):
            return False
        key, line = event.key(), self._visible[self._row]
        page, last = self.verticalScrollBar().pageStep(), len(self._visible) - 1
        goals = {
            Qt.Key.Key_Up: self._row - 1,
            Qt.Key.Key_Down: self._row + 1,
            Qt.Key.Key_PageUp: self._row - page,
            Qt.Key.Key_PageDown: self._row + page,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        goal = goals.get(Qt.Key(key))
        if goal is not None:
            extends = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._go_to(max(0, min(goal, last)), extends=extends)
            return True
        folds = {
            Qt.Key.Key_Left: line not in self._folded,
            Qt.Key.Key_Right: line in self._folded,
            Qt.Key.Key_Space: True,
            Qt.Key.Key_Return: True,
        }
        if line in self._folds and folds.get(Qt.Key(key), False):
            self.toggle_fold(line)
            announce(self, self.tr("Folded") if line in self._folded else self.tr("Unfolded"))
            return True
        return False

    def _go_to(self, row: int, *, extends: bool) -> None:
        """Put the keyboard on a visible line, bring it into sight and say it."""
        before, self._row = self._visible[self._row], row
        line = self._visible[row]
        if extends:
            self._anchor = self._anchor or (before, 0)
            self._cursor = (line, len(self._lines[line]) if (line, 0) >= self._anchor else 0)
        else:
            self._anchor = self._cursor = None
        bar = self.verticalScrollBar()
        rows = max(1, self.viewport().height() // self._row_height())
        bar.setValue(max(row - rows + 1, min(bar.value(), row)))
        self.viewport().update()
        announce(self, self._lines[line][:_SAID])
