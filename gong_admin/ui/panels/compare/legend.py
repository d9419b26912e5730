"""What the marks in the cells mean, said beside the tools."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme

_WIDE, _TALL, _DOT = 24, 18, 6  # pixels: a piece of a cell, and the dot of an edit


class Legend(QWidget):
    """A mark and its words: a piece of a tinted cell, or with `dot` that of an edit."""

    def __init__(self, words: str, parent: QWidget | None = None, *, dot: bool = False) -> None:
        super().__init__(parent)
        self._words, self._dot = words, dot
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)

    def _mark(self) -> QSize:
        return QSize(_DOT, _DOT) if self._dot else QSize(_WIDE, _TALL)

    def sizeHint(self) -> QSize:
        wide = paint.text_width(self._words, theme.font("secondary"))
        mark = self._mark().width()
        return QSize(theme.space.s + mark + theme.space.s + wide + 2, theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        mark = self._mark()
        cell = QRect(QPoint(theme.space.s, (self.height() - mark.height()) // 2), mark)
        if self._dot:
            paint.box(painter, cell, _DOT / 2, theme.colour("accent"))
        else:
            # As the cells look: without an outline, with which it would be a box to tick.
            painter.fillRect(cell, theme.colour("accent_tint"))
            font, ink = theme.font("secondary_strong"), theme.colour("accent_text")
            paint.text(painter, cell, "Aa", font, ink, paint.CENTRE)
        room = self.rect().adjusted(cell.right() + theme.space.s, 0, 0, 0)
        paint.text(
            painter, room, self._words, theme.font("secondary"), theme.colour("text3"), elide=False
        )
