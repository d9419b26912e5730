"""A row of the colours that a connection may wear."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from gong_admin.runtime.connections import ConnectionKind
from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.tenant_colour import COLOURS, colours_for
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import clear_layout, tight
from gong_admin.ui.widgets.focus_ring import FocusRing

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _Swatch(QAbstractButton):
    """One colour, ticked when it is chosen."""

    def __init__(self, owner: ColourRow, colour: str) -> None:
        super().__init__(owner)
        self.colour, self._owner = colour, owner
        self.setCheckable(True)
        self.setAutoExclusive(True)  # makes it a radio button to assistive technology
        self.setAccessibleName(COLOURS[colour])
        self.setToolTip(COLOURS[colour])
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        FocusRing(self, theme.radius.control)
        repaint_on_change(self)

    def sizeHint(self) -> QSize:
        return QSize(theme.size("control"), theme.size("control"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._owner.step(step)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, ink = theme.tenant_colours(self.colour)
        inset = theme.space.xs
        square = self.rect().adjusted(inset, inset, -inset, -inset)
        if self.isChecked():
            paint.box(painter, self.rect(), theme.radius.control, None, fill, 1.5)
        paint.box(painter, square, theme.radius.small, fill)
        if self.isChecked():
            side = theme.grown(12)
            spot = QRect(QPoint(0, 0), QSize(side, side))
            spot.moveCenter(self.rect().center())
            paint_icon(painter, "check", spot, ink, side)


class ColourRow(QWidget):
    """The colours for one kind of connection; `value` is the token of the one that is chosen."""

    changed = Signal()

    def __init__(self, name: str, kind: ConnectionKind, colour: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.swatches: list[_Swatch] = []
        self._row = QHBoxLayout(self)
        tight(self._row, theme.space.xs)
        self._show(kind, colour)

    def value(self) -> str:
        return next(one.colour for one in self.swatches if one.isChecked())

    def set_kind(self, kind: ConnectionKind) -> None:
        """Offer the colours for another kind; one that both may wear stays chosen."""
        if colours_for(kind) != tuple(one.colour for one in self.swatches):
            self._show(kind, self.value())

    def step(self, steps: int) -> None:
        """Choose the one so many to the right, and put the keyboard there."""
        colours = [one.colour for one in self.swatches]
        place = (colours.index(self.value()) + steps) % len(colours)
        self.swatches[place].click()
        self.swatches[place].setFocus(Qt.FocusReason.TabFocusReason)

    def choose(self, colour: str) -> None:
        """Choose a colour; one that is not offered means the first."""
        wanted = next((one for one in self.swatches if one.colour == colour), self.swatches[0])
        wanted.setChecked(True)

    def _show(self, kind: ConnectionKind, colour: str) -> None:
        clear_layout(self._row)
        self.swatches = [_Swatch(self, one) for one in colours_for(kind)]
        for swatch in self.swatches:
            swatch.clicked.connect(self.changed)
            self._row.addWidget(swatch)
        self._row.addStretch(1)
        self.choose(colour)
