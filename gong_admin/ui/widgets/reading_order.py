"""Where Tab goes next: on through a window as one reads it.

Qt goes through widgets as they were made. Here the layouts decide: pane by pane, in each from the
top left to the bottom right, however late and in whatever order its parts were made.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QSplitter, QWidget

from gong_admin.ui.widgets.laid_out import laid_out

_ROOM = 24  # pixels to keep in sight around what takes the focus, for its ring and its label


def move_focus(window: QWidget, forward: bool) -> bool:
    """Give the focus to the next (or the former) stop of `window`, around its ends.

    Whether there was one. What a window's `focusNextPrevChild` does.
    """
    widgets = list(_in_order(window))
    current: QWidget | None = window.focusWidget()
    while current is not None and current is not window and current not in widgets:
        current = current.parentWidget()
    # Before the first, and behind the last, where nothing has the focus.
    place = widgets.index(current) if current in widgets else (-1 if forward else len(widgets))
    after, before = widgets[place + 1 :], widgets[: max(0, place)]
    round_trip = after + before if forward else before[::-1] + after[::-1]
    for widget in round_trip:
        if _is_stop(widget):
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            _bring_into_sight(widget)
            widget.setFocus(reason)
            return True
    return False


def tab_stops(window: QWidget) -> list[QWidget]:
    """What Tab stops at in `window`, in order."""
    return [widget for widget in _in_order(window) if _is_stop(widget)]


def _is_stop(widget: QWidget) -> bool:
    # Who has a proxy passes the focus on to it: the proxy is the stop.
    by_tab = widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    return bool(by_tab) and widget.isEnabled() and widget.focusProxy() is None


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    """The visible descendants of `widget`, each before its own children."""
    for child in _children(widget):
        if child.isVisible() and not child.isWindow():
            yield child
            yield from _in_order(child)


def _children(widget: QWidget) -> list[QWidget]:
    """Children in the order of the layout, then those that lie where they were put."""
    if isinstance(widget, QSplitter):
        # The grip before a pane stands at that pane's beginning; the first one is never seen.
        return [
            part
            for place in range(widget.count())
            for part in (widget.handle(place), widget.widget(place))
            if part is not None
        ]
    layout = widget.layout()
    laid = list(_in_layout(layout)) if layout is not None else []
    free = [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child not in laid and child.isVisible()
    ]
    return laid + sorted(free, key=lambda child: (child.y(), child.x()))


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    parts = laid_out(layout)
    if isinstance(layout, QGridLayout):
        cell_of = layout.getItemPosition
        parts.sort(key=lambda part: cell_of(layout.indexOf(part))[:2])  # type: ignore[index]
    for part in parts:
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _in_layout(part)


def _bring_into_sight(widget: QWidget) -> None:
    ancestor = widget.parentWidget()
    while ancestor is not None:
        if isinstance(ancestor, QScrollArea):
            ancestor.ensureWidgetVisible(widget, _ROOM, _ROOM)
        ancestor = ancestor.parentWidget()
