"""A picture of a window with everything that floats above it.

`QWidget.grab` sees one window only; a tour's pictures and a problem report want its popups,
menus and dialogs too, also where there is no screen to photograph.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget


def picture_of(window: QWidget) -> QPixmap:
    """`window` as it looks now, at its screen's pixel ratio, popups and dialogs included."""
    picture = window.grab()
    painter = QPainter(picture)
    origin = window.mapToGlobal(QPoint(0, 0))
    for floating in floating_above(window):
        painter.drawPixmap(floating.mapToGlobal(QPoint(0, 0)) - origin, floating.grab())
    painter.end()
    return picture


def floating_above(window: QWidget) -> list[QWidget]:
    """Visible windows that belong to `window`, each after the one that opened it."""
    found: list[tuple[int, QWidget]] = []
    for widget in QApplication.topLevelWidgets():
        depth, parent = 1, widget.parentWidget()
        while parent is not None and parent is not window:
            depth, parent = depth + 1, parent.parentWidget()
        if parent is window and widget.isVisible():
            found.append((depth, widget))
    return [widget for _depth, widget in sorted(found, key=lambda entry: entry[0])]
