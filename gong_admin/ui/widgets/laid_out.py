"""What lies in a layout, without asking Qt's layouts for their items.

PySide keeps what `itemAt` returns as long as the layout, and does not learn that the item has
gone with its widget. Whatever lies at that address later, a scroll bar say, was then taken for a
`QWidgetItem`: an AttributeError, or the end of the program (seen with PySide6 6.11).
"""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def laid_out(layout: QLayout) -> list[QWidget | QLayout]:
    """The widgets and layouts that were put into this one, in order; no spacers."""
    host = layout.parentWidget()
    widgets = host.children() if host is not None else []
    parts = [
        (place, part)
        for part in (*widgets, *layout.children())
        if isinstance(part, QWidget | QLayout) and (place := layout.indexOf(part)) >= 0
    ]
    return [part for _, part in sorted(parts, key=lambda pair: pair[0])]


def laid_out_widgets(layout: QLayout) -> list[QWidget]:
    """The widgets alone."""
    return [part for part in laid_out(layout) if isinstance(part, QWidget)]


def width_wanted(widget: QWidget) -> int:
    """The width that a layout gives it where there is room for all."""
    return max(widget.minimumWidth(), min(widget.sizeHint().width(), widget.maximumWidth()))
