"""What stands in place of a chart that costs calls: the offer, then how far it is, or why not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.runtime.message import UserMessage
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.meter import Meter


class Offer(QWidget):
    """`wanted` when the person takes the offer or wants another try, `cancelled` when they stop
    the work; `action_triggered(ActionKind)` for what a message offers."""

    wanted = Signal()
    cancelled = Signal()
    action_triggered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working = False
        self.message = MessageBar()
        self.message.action_triggered.connect(self.action_triggered)
        self._title = Label("", "strong", wrap=True)
        self._text = Label("", "secondary", wrap=True)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._meter = Meter(self.tr("Progress"), width=240)
        self.button = Button("")
        self.button.clicked.connect(self._pressed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.s)
        column.addWidget(self.message)
        column.addStretch(4)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addWidget(self._meter, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.space.xs)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(5)

    def show_offer(self, title: str, cost: str, action: str) -> None:
        """Offer `action` (the words on the button), with what it costs."""
        self._say(title, cost, action, "play", working=False)
        self._meter.hide()

    def show_progress(self, title: str, text: str, share: float | None) -> None:
        """Say how far the work is; `share` from 0 to 1, None while the end is unknown."""
        self.message.clear()
        self._say(title, text, self.tr("Cancel"), "", working=True)
        self._meter.setVisible(share is not None)
        self._meter.set_value(share or 0.0)

    def show_message(self, message: UserMessage) -> None:
        """Say above the offer why the last try failed."""
        self.message.show_message(message)

    def _say(self, title: str, text: str, action: str, icon: str, *, working: bool) -> None:
        self._working = working
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.button.setText(action)
        self.button.set_icon_name(icon)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def _pressed(self) -> None:
        (self.cancelled if self._working else self.wanted).emit()
