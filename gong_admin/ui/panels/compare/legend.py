"""What a tinted cell means, said beside the tools."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme

_SIDE = 14


class Legend(QWidget):
    """A little cell and its words."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)

    def sizeHint(self) -> QSize:
        wide = paint.text_width(self._words, theme.font("secondary"))
        return QSize(theme.space.s + _SIDE + theme.space.s + wide + 2, theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        cell = QRect(theme.space.s, (self.height() - _SIDE) // 2, _SIDE, _SIDE)
        fill, edge = theme.colour("accent_tint"), theme.colour("accent_border")
        paint.box(painter, cell, 3, fill, edge)
        room = self.rect().adjusted(cell.right() + theme.space.s, 0, 0, 0)
        paint.text(
            painter, room, self._words, theme.font("secondary"), theme.colour("text3"), elide=False
        )
