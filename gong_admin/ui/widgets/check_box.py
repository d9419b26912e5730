"""The check box, with a painted mark."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.focus_ring import FocusRing


def paint_check_mark(
    painter: QPainter, rect: QRect, state: Qt.CheckState, *, enabled: bool = True
) -> None:
    """The box of a check box, filling `rect`; delegates draw theirs with it."""
    colour = theme.colour
    if state == Qt.CheckState.Unchecked:
        fill = colour("surface") if not theme.dark else None
        paint.box(
            painter, rect, theme.radius.small, fill, colour("control" if enabled else "border")
        )
        return
    paint.box(painter, rect, theme.radius.small, colour("accent" if enabled else "disabled"))
    name = "check-bold" if state == Qt.CheckState.Checked else "minus-bold"
    paint_icon(painter, name, rect, colour("on_accent"), 12)


class CheckBox(QCheckBox):
    """A check box with its words."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        FocusRing(self, theme.radius.small, inset=-1)
        repaint_on_change(self)

    def sizeHint(self) -> QSize:
        words = paint.text_width(self.text(), theme.font("body"))
        side = theme.size("checkbox")
        return QSize(side + (theme.space.s + words + 1 if self.text() else 0), max(24, side))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.size("checkbox")
        mark = QRect(0, (self.height() - side) // 2, side, side)
        paint_check_mark(painter, mark, self.checkState(), enabled=self.isEnabled())
        tint = theme.colour("text" if self.isEnabled() else "disabled")
        room = self.rect().adjusted(side + theme.space.s, 0, 0, 0)
        paint.text(painter, room, self.text(), theme.font("body"), tint)
