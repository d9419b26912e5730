"""The focus ring: drawn around a control, outside it, so that nothing changes size.

Shown when the keyboard (or the program) brought the focus, not after a click: the pointer is cue
enough then.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from gong_admin.ui.paint import box
from gong_admin.ui.theme import theme

_GAP = 1
_BY_KEYBOARD = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
}
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.ZOrderChange}


class _Ring(QWidget):
    """The painted ring. Lies beside the control's ancestors, never takes the pointer."""

    def __init__(self, parent: QWidget, radius: float) -> None:
        super().__init__(parent)
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        width = theme.size("focus_ring")
        box(painter, self.rect(), self._radius + width + _GAP, None, theme.colour("focus"), width)


class FocusRing(QObject):
    """Gives `widget` its ring. `inset` moves it inwards where the control paints smaller."""

    def __init__(self, widget: QWidget, radius: float, *, inset: int = 0) -> None:
        super().__init__(widget)
        self._widget, self._radius, self._inset = widget, radius, inset
        self._ring: _Ring | None = None
        self._clicked = False  # the focus last came with a click
        self._watched: list[QWidget] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._widget:
            if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
                self._focused(event.reason())
            elif kind == QEvent.Type.MouseButtonPress:
                self._clicked = True
                self._hide()
            elif kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
                self._hide()
        if self._ring is not None and kind in _MOVES:
            self._place()
        return False

    def _focused(self, reason: Qt.FocusReason) -> None:
        if reason == Qt.FocusReason.ActiveWindowFocusReason:
            # The window came back to the front: as it was when it left.
            if not self._clicked:
                self._show()
            return
        self._clicked = reason not in _BY_KEYBOARD
        if not self._clicked:
            self._show()

    def _host(self) -> QWidget | None:
        """The farthest ancestor that scrolls and moves with the control: the ring needs room."""
        host = self._widget.parentWidget()
        while host is not None and not host.isWindow():
            above = host.parentWidget()
            if isinstance(above, QAbstractScrollArea) or (
                above is not None and isinstance(above.parentWidget(), QAbstractScrollArea)
            ):
                break
            host = above
        return host

    def _show(self) -> None:
        self._hide()
        host = self._host()
        if host is None:
            return
        self._ring = _Ring(host, self._radius)
        ancestor: QWidget | None = self._widget.parentWidget()
        while ancestor is not None and ancestor is not host:
            ancestor.installEventFilter(self)
            self._watched.append(ancestor)
            ancestor = ancestor.parentWidget()
        self._place()
        self._ring.show()
        self._ring.raise_()

    def _hide(self) -> None:
        for ancestor in self._watched:
            ancestor.removeEventFilter(self)
        self._watched.clear()
        if self._ring is not None:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None

    def _place(self) -> None:
        if self._ring is None:
            return
        host = self._ring.parentWidget()
        if host is None:
            return
        origin = self._widget.mapTo(host, QPoint(0, 0))
        outside = theme.size("focus_ring") + _GAP - self._inset
        area = QRect(origin, self._widget.size())
        ring = area.adjusted(-outside, -outside, outside, outside)
        # At the window's edge there is no room outside: closer to the control, but whole.
        self._ring.setGeometry(ring.intersected(host.rect()))
