"""Levels of access as rising bars beside the word: comparable at a glance, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme

_WIDTH, _BARS = 18, 4


def glyph_width() -> int:
    """Pixels that the bars take."""
    return theme.grown(_WIDTH)


def paint_level(painter: QPainter, rect: QRect, level: int, colour: QColor, faint: QColor) -> None:
    """Four bars at the left of `rect`, the first `level` of them in `colour`."""
    step, wide = theme.grown(5), theme.grown(3)
    base = rect.y() + (rect.height() + theme.grown(10)) // 2
    for index in range(_BARS):
        tall = theme.grown(4 + 2 * index)
        bar = QRect(rect.x() + index * step, base - tall, wide, tall)
        paint.box(painter, bar, 1, colour if index < level else faint)


class LevelGlyph(QWidget):
    """The bars and their word. `level` from 0 (none) to 4 (all); `differs` puts it in the
    accent, for a value unlike the one it is compared with."""

    def __init__(
        self, level: int, words: str, *, differs: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._level, self._words, self._differs = level, words, differs
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)
        self.set_level(level, words, differs=differs)

    def set_level(self, level: int, words: str, *, differs: bool = False) -> None:
        self._level, self._words, self._differs = level, words, differs
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def _font(self) -> str:
        return "strong" if self._differs else "medium"

    def sizeHint(self) -> QSize:
        words = paint.text_width(self._words, theme.font(self._font()))
        return QSize(glyph_width() + theme.space.s + words + 2, theme.size("pill"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour = QPainter(self), theme.colour
        ink = colour("accent_text") if self._differs else colour("text2")
        faint = colour("accent_border") if self._differs else colour("border")
        paint_level(painter, self.rect(), self._level, ink, faint)
        room = self.rect().adjusted(glyph_width() + theme.space.s, 0, 0, 0)
        words = colour("accent_text" if self._differs else "text" if self._level else "text2")
        paint.text(painter, room, self._words, theme.font(self._font()), words)
