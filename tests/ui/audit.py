"""What somebody meets who uses a window by keyboard or hears it read out.

Each function returns findings in words, an empty list where all is well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QScrollArea,
    QSplitterHandle,
    QWidget,
)

SMALLEST = 24  # pixels that a pointer can be expected to hit
_ROOM_FOR_RING = 5
_SHADE = 12  # of 255: a difference in a pixel that counts as one


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    if isinstance(widget, QComboBox):
        # On Linux Qt says the value, and the name only by the label or the description.
        said = f"{description_of(widget)} {' '.join(_labels(widget))}"
        return widget.accessibleName() if widget.accessibleName() in said else ""
    return str(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name))


def _labels(widget: QWidget) -> list[str]:
    return [
        label.text()
        for label in widget.window().findChildren(QLabel)
        if label.buddy() is widget and label.isVisible()
    ]


def description_of(widget: QWidget) -> str:
    return str(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description))


def role_of(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def what(widget: QWidget) -> str:
    """A widget in words, for a finding."""
    place = widget.mapTo(widget.window(), QPoint(0, 0))
    return f"{type(widget).__name__} {name_of(widget)!r} at {place.x()},{place.y()}"


def controls(root: QWidget) -> list[QWidget]:
    """The visible widgets that can be pressed or take the focus."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root)
        and widget.window() is root.window()
        and widget.focusProxy() is None
        and (_takes_tab(widget) or isinstance(widget, QAbstractButton))
    ]


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


# -- what is read out --------------------------------------------------------------------------


def names(root: QWidget) -> list[str]:
    """Controls without a name, or with one that is no words."""
    found = []
    for widget in controls(root):
        name = name_of(widget)
        if not name.strip():
            found.append(f"no name: {what(widget)}")
        elif not any(letter.isalpha() for letter in name):
            found.append(f"a name without words: {what(widget)}")
    return found


def roles(root: QWidget) -> list[str]:
    """Tab stops of which nobody could say what they are: no button, no field, no list."""
    nothing = (QAccessible.Role.Client, QAccessible.Role.NoRole, QAccessible.Role.StaticText)
    return [
        f"no role: {what(widget)}"
        for widget in controls(root)
        if _takes_tab(widget)
        and role_of(widget) in nothing
        # What scrolls says in its description what keys do.
        and not (isinstance(widget, QAbstractScrollArea) and description_of(widget))
    ]


def twins(root: QWidget, *, same_act: frozenset[str] = frozenset()) -> list[str]:
    """Buttons that can't be told from each other, apart from those known to do the same."""
    buttons = [w for w in controls(root) if isinstance(w, QAbstractButton) and w.isEnabled()]
    said = Counter(
        (name_of(w), description_of(w) if role_of(w) == QAccessible.Role.RadioButton else "")
        for w in buttons
    )
    return [
        f"{n} times: {name!r}" for (name, _), n in said.items() if n > 1 and name not in same_act
    ]


def buddies(root: QWidget) -> list[str]:
    """Labels with a buddy of another name: then voice and eye disagree."""
    found = []
    for label in root.findChildren(QLabel):
        buddy = label.buddy()
        if buddy is None or not label.isVisibleTo(root):
            continue
        words = label.text().replace("&", "")
        if words not in name_of(buddy.focusProxy() or buddy):
            found.append(f"{words!r} stands before {what(buddy)}")
    return found


def small(root: QWidget) -> list[str]:
    """What is hard to hit."""
    return [
        f"{widget.width()}×{widget.height()}: {what(widget)}"
        for widget in controls(root)
        if not isinstance(widget, QSplitterHandle)
        and min(widget.width(), widget.height()) < SMALLEST
    ]


# -- the keyboard ------------------------------------------------------------------------------


def press_tab(window: QWidget, *, back: bool = False) -> QWidget | None:
    """Press Tab where the focus is; where it is then."""
    key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
    shift = Qt.KeyboardModifier.ShiftModifier if back else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window.focusWidget() or window, key, shift)
    return window.focusWidget()


def walk(window: QWidget, *, back: bool = False) -> list[QWidget]:
    """The round that Tab makes through a window. AssertionError where it never comes back."""
    start = press_tab(window, back=back)
    assert start is not None, "Tab leads nowhere"
    stops = [start]
    for _ in range(200):
        stop = press_tab(window, back=back)
        if stop is start:
            return stops
        assert stop is not None, f"Tab leads nowhere from {what(stops[-1])}"
        assert stop not in stops, f"Tab is caught at {what(stops[-1])}"
        stops.append(stop)
    raise AssertionError("Tab never comes back to where it began")


def missed(root: QWidget, stops: list[QWidget]) -> list[str]:
    """What can take the focus, but never gets it by Tab."""
    return [
        f"Tab passes over {what(widget)}"
        for widget in controls(root)
        if _takes_tab(widget) and widget.isEnabled() and widget not in stops
    ]


def jumps(stops: list[QWidget]) -> list[str]:
    """Where Tab goes against the reading: to the left in a line, or up in a column."""
    found: list[tuple[int, str]] = []
    for before, after in pairwise([*stops, stops[0]]):
        a, b = _place(before), _place(after)
        overlap = min(a.bottom(), b.bottom()) - max(a.top(), b.top())
        same_line = overlap > min(a.height(), b.height()) / 2
        same_column = min(a.right(), b.right()) > max(a.left(), b.left())
        inside = a.contains(b)  # a button in a field comes after the field
        leftwards = same_line and b.right() <= a.left()
        if not inside and (leftwards or (same_column and b.bottom() <= a.top())):
            found.append((a.top() - b.top(), f"from {what(before)} back to {what(after)}"))
    # One of them is the way from the end back to the beginning.
    return [words for _, words in sorted(found)[:-1]]


def _place(widget: QWidget) -> QRect:
    """Where it is, in the content of what scrolls it: that is what one reads."""
    return QRect(_origin(widget), widget.size())


def _origin(widget: QWidget) -> QPoint:
    place = widget.mapTo(widget.window(), QPoint(0, 0))
    above = widget.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, QScrollArea):
            place.setY(place.y() + above.verticalScrollBar().value())
        above = above.parentWidget()
    return place


def unseen(stops: list[QWidget]) -> list[str]:
    """Where the focus can't be seen: with and without it, the same is painted."""
    return [f"no sign of the focus: {what(stop)}" for stop in stops if not _shows_focus(stop)]


def _shows_focus(widget: QWidget) -> bool:
    window = widget.window()
    _scroll_to(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
    edge = _ROOM_FOR_RING
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    area = place.adjusted(-edge, -edge, edge, edge).intersected(window.rect())
    focused = window.grab(area).toImage()
    widget.clearFocus()
    QApplication.processEvents()
    return _differs(focused, window.grab(area).toImage())


def _scroll_to(widget: QWidget) -> None:
    """As Tab does on its way."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()


def _differs(one: QImage, other: QImage) -> bool:
    return any(_changed(one, other)) if one.size() == other.size() else True


def _changed(one: QImage, other: QImage) -> Iterator[bool]:
    """Whether pixels differ; of large pictures some are looked at, along lines close together."""
    one, other = (i.convertToFormat(QImage.Format.Format_Grayscale8) for i in (one, other))
    if one == other:
        yield False
        return
    for y in range(one.height()):
        a: Any = bytes(one.constScanLine(y))
        b: Any = bytes(other.constScanLine(y))
        if a != b:
            yield any(abs(p - q) >= _SHADE for p, q in zip(a, b, strict=True))
