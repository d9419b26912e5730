"""Levels of access as rising bars beside the word: comparable at a glance, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter

from gong_admin.ui import paint
from gong_admin.ui.theme import theme

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
