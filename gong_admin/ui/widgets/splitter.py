"""Panes beside each other whose borders move, by pointer and by keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QSplitter, QSplitterHandle, QWidget

from gong_admin.ui.theme import theme

_STEP, _LEAP = 16, 96  # pixels for an arrow key, alone and with Shift
_LINE = 3  # pixels of the border while it has the focus


class Splitter(QSplitter):
    """A splitter with borders one pixel wide. Tab stops at a border; arrow keys move it (farther
    with Shift), Home and End go as far as the panes allow.

    `borders` names the borders for screen readers, from the first on: "Width of the details".
    """

    def __init__(
        self,
        orientation: Qt.Orientation,
        borders: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self._borders = tuple(borders)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)

    def createHandle(self) -> QSplitterHandle:
        """Called by Qt for each pane; the handle before the first is never shown."""
        name = self._borders[self.count() - 1] if 0 < self.count() <= len(self._borders) else ""
        return _Border(self, name)


class _Border(QSplitterHandle):
    def __init__(self, splitter: Splitter, name: str) -> None:
        super().__init__(splitter.orientation(), splitter)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("Arrow keys move the border"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across = self.orientation() == Qt.Orientation.Horizontal
        less, more = (
            (Qt.Key.Key_Left, Qt.Key.Key_Right) if across else (Qt.Key.Key_Up, Qt.Key.Key_Down)
        )
        step = _LEAP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        # The border is the middle of a grip that is wider than it.
        border = self.contentsRect().translated(self.pos())
        start = border.x() if across else border.y()
        splitter = self.splitter()
        whole = splitter.width() if across else splitter.height()
        goals = {less: start - step, more: start + step}
        goals |= {Qt.Key.Key_Home: 0, Qt.Key.Key_End: whole}
        goal = goals.get(Qt.Key(event.key()))
        if goal is None:
            super().keyPressEvent(event)
        else:
            # Qt keeps it within what the panes need.
            self.moveSplitter(max(0, min(goal, whole)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Qt cuts the grip to the one pixel of the border; the focus takes more to be seen.
        self.clearMask()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setMask(QRegion(self.contentsRect()))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.hasFocus():
            super().paintEvent(event)
            return
        middle, line = self.rect().center(), self.rect()
        if self.orientation() == Qt.Orientation.Horizontal:
            line = QRect(middle.x() - _LINE // 2, 0, _LINE, self.height())
        else:
            line = QRect(0, middle.y() - _LINE // 2, self.width(), _LINE)
        QPainter(self).fillRect(line, theme.colour("focus"))
