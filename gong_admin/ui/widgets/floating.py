"""What popups, menus and dialogs have in common: a card that is a window of its own.

Where the desktop blends windows, the card lies in a transparent margin that holds its shadow.
Where it doesn't, the window is the card and nothing else, cut to the card's round corners: what
would be transparent there is painted black.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget

from gong_admin.ui import paint
from gong_admin.ui.compositing import blends_windows
from gong_admin.ui.theme import theme

Kind = Literal["popup", "dialog"]


def prepare(window: QWidget) -> None:
    """Let a window be transparent where nothing is painted. Before it is shown."""
    if blends_windows():
        window.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)


def shadow_margin(kind: Kind) -> int:
    """Pixels around the card that hold its shadow, or the hairline that stands for it."""
    return theme.elevation(kind).margin if blends_windows() else 1


def cut(window: QWidget, kind: Kind) -> None:
    """Take the corners away where they can't be transparent. After each change of size."""
    if blends_windows():
        return
    shape = QPainterPath()
    radius = theme.elevation(kind).radius
    shape.addRoundedRect(QRectF(window.rect()), radius, radius)
    window.setMask(QRegion(shape.toFillPolygon().toPolygon()))


def paint_card(window: QWidget, card: QRect, kind: Kind) -> None:
    """Paint the card, and its shadow where it has one."""
    painter = QPainter(window)
    if blends_windows():
        paint.floating_card(painter, card, kind, theme.colour("raised"))
        return
    # In the control's grey: the border's is too faint to stand for a shadow.
    painter.fillRect(window.rect(), theme.colour("control"))
    paint.box(painter, card, theme.elevation(kind).radius - 1, theme.colour("raised"))
