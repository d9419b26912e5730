"""Chips: a filter in force, or a person or thing chosen, that can be taken away."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.avatar import paint_avatar
from gong_admin.ui.widgets.focus_ring import FocusRing

_PAD, _GAP, _CROSS, _HIT = 8, 4, 12, 24


class Chip(QAbstractButton):
    """`label` in grey, `value` behind it in ink, a cross to remove it.

    Del, Backspace, Enter and Space remove it too: to assistive technology it is a button that
    does. `avatar` is a person's name, for chips that
    stand for one. The widget is a little taller than the chip it paints, so that the cross can
    be hit within 24 pixels.
    """

    removed = Signal()

    def __init__(
        self,
        label: str,
        value: str = "",
        *,
        removable: bool = True,
        avatar: str = "",
        max_width: int = 280,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label, self._value = label, value
        self._removable, self._avatar, self._max_width = removable, avatar, max_width
        self._over_cross = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        words = f"{label} {value}".strip()
        self.setAccessibleName(self.tr("{0}, remove").format(words) if removable else words)
        self.setToolTip(words)
        if removable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            FocusRing(self, theme.size("chip") / 2, inset=1)
            self.clicked.connect(self.removed)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        repaint_on_change(self)

    def text(self) -> str:
        return f"{self._label} {self._value}".strip()

    def sizeHint(self) -> QSize:
        width = 2 * _PAD + paint.text_width(self._label, theme.font(self._label_font()))
        if self._value:
            width += _GAP + paint.text_width(self._value, theme.font("secondary_medium"))
        if self._avatar:
            width += self._avatar_side() + _GAP - 2
        if self._removable:
            width += _GAP + _CROSS
        return QSize(min(width + 2, self._max_width), max(_HIT, theme.size("chip") + 2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _label_font(self) -> str:
        return "secondary" if self._value else "secondary_medium"

    def _avatar_side(self) -> int:
        return theme.size("chip") - 6

    def _cross(self) -> QRect:
        """Where a click removes the chip."""
        return QRect(self.width() - _HIT, 0, _HIT, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        tall = theme.size("chip")
        area = QRect(0, (self.height() - tall) // 2, self.width(), tall)
        colour = theme.colour
        fill = colour("raised") if theme.dark else colour("surface")
        paint.box(painter, area, tall / 2, fill, colour("border"))
        x, end = _PAD, self.width() - _PAD
        if self._removable:
            end -= _CROSS + _GAP
            spot = QPoint(self.width() - _PAD - _CROSS, area.y() + (tall - _CROSS) // 2)
            if self._over_cross:
                paint.box(
                    painter,
                    QRect(spot, QSize(_CROSS, _CROSS)).adjusted(-2, -2, 2, 2),
                    8,
                    colour("pressed"),
                )
            tint = colour("text" if self._over_cross else "text2")
            paint_icon(painter, "x", spot, tint, _CROSS)
        if self._avatar:
            side = self._avatar_side()
            x -= 4
            paint_avatar(painter, QRect(x, area.y() + 3, side, side), self._avatar)
            x += side + _GAP + 2
        font = theme.font(self._label_font())
        wide = min(paint.text_width(self._label, font) + 1, end - x)
        tint = colour("text2" if self._value else "text")
        paint.text(painter, QRect(x, area.y(), wide, tall), self._label, font, tint)
        if self._value:
            x += wide + _GAP - 1
            room = QRect(x, area.y(), end - x + 1, tall)
            paint.text(painter, room, self._value, theme.font("secondary_medium"), colour("text"))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position().toPoint())

    def leaveEvent(self, _event: object) -> None:
        self._point_at(QPoint(-1, -1))

    def _point_at(self, point: QPoint) -> None:
        over = self._removable and self._cross().contains(point)
        if over != self._over_cross:
            self._over_cross = over
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The words are no button to the pointer, only the cross is.
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and self._cross().contains(event.position().toPoint()):
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Space)
        if self._removable and event.key() in (*keys, Qt.Key.Key_Enter):
            self.removed.emit()
            return
        super().keyPressEvent(event)
