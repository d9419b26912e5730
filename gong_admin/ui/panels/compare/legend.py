"""What the marks in the cells mean, said beside the tools."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme

_SIDE, _DOT = 14, 6  # pixels: a little cell, and the dot of an edit


class Legend(QWidget):
    """A mark and its words: a tinted cell, or with `dot` that of an edit."""

    def __init__(self, words: str, parent: QWidget | None = None, *, dot: bool = False) -> None:
        super().__init__(parent)
        self._words, self._dot = words, dot
        self._side = _DOT if dot else _SIDE
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)

    def sizeHint(self) -> QSize:
        wide = paint.text_width(self._words, theme.font("secondary"))
        return QSize(theme.space.s + self._side + theme.space.s + wide + 2, theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self._side
        cell = QRect(theme.space.s, (self.height() - side) // 2, side, side)
        if self._dot:
            paint.box(painter, cell, side / 2, theme.colour("accent"))
        else:
            fill, edge = theme.colour("accent_tint"), theme.colour("accent_border")
            paint.box(painter, cell, 3, fill, edge)
        room = self.rect().adjusted(cell.right() + theme.space.s, 0, 0, 0)
        paint.text(
            painter, room, self._words, theme.font("secondary"), theme.colour("text3"), elide=False
        )
