"""The switch: on or off, at once. Off differs by form too, not by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.focus_ring import FocusRing

_HIT = 24  # pixels that a pointer can be expected to hit


class Switch(QAbstractButton):
    """A switch with optional words behind it; `toggled` tells. Give it an accessible name where
    its words stand elsewhere."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        checked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setText(text)
        self.setAccessibleName(name or text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        FocusRing(self, theme.size("switch_h") / 2)
        repaint_on_change(self)

    def set_disabled_because(self, reason: str) -> None:
        """Disable, and say why to pointer and screen reader; enable again with ""."""
        self.setEnabled(not reason)
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        words = paint.text_width(self.text(), theme.font("body")) + 1 if self.text() else 0
        width = theme.size("switch_w") + (theme.space.s + words if words else 0)
        height = theme.size("control") if words else max(_HIT, theme.size("switch_h"))
        return QSize(width, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        wide, tall = theme.size("switch_w"), theme.size("switch_h")
        track = QRect(0, (self.height() - tall) // 2, wide, tall)
        colour, enabled = theme.colour, self.isEnabled()
        if self.isChecked():
            paint.box(painter, track, tall / 2, colour("accent" if enabled else "disabled"))
            side = tall - 4
            knob = QRectF(track.right() + 1 - side - 2, track.y() + 2, side, side)
            paint.box(painter, knob, side / 2, colour("on_accent"))
        else:
            edge = colour("control" if enabled else "border")
            paint.box(painter, track, tall / 2, colour("surface"), edge)
            side = tall - 8
            knob = QRectF(track.x() + 4, track.y() + 4, side, side)
            paint.box(painter, knob, side / 2, edge)
        if self.text():
            room = self.rect().adjusted(wide + theme.space.s, 0, 0, 0)
            tint = colour("text" if enabled else "disabled")
            paint.text(painter, room, self.text(), theme.font("body"), tint)
