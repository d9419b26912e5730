"""The button that tries again by itself when Gong takes calls again."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from gong_admin.models.text import day_text
from gong_admin.ui.widgets.button import Button, Kind

_LOOK_EVERY = 5_000  # milliseconds; a timer over hours would not count while a computer sleeps


class RetryLater(Button):
    """ "Retry at 04:12": pressed once it waits, pressed again it doesn't. `due` when it is time.

    Goes with the message it belongs to, and the waiting with it.
    """

    due = Signal()

    def __init__(
        self, moment: dt.datetime, *, kind: Kind = "secondary", parent: QWidget | None = None
    ) -> None:
        """`moment` has a time zone, the reader's own."""
        super().__init__(kind=kind, icon="timer", parent=parent)
        self._moment = moment
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self.clicked.connect(self._toggle)
        self._tell()

    @property
    def waiting(self) -> bool:
        return self._timer.isActive()

    def look(self) -> None:
        """Try again where it is time."""
        if self.waiting and dt.datetime.now(dt.UTC) >= self._moment:
            self._timer.stop()
            self._tell()
            self.due.emit()

    def _toggle(self) -> None:
        if self.waiting:
            self._timer.stop()
        else:
            self._timer.start()
        self._tell()
        self.look()

    def _tell(self) -> None:
        when = f"{self._moment:%H:%M}"
        if self._moment - dt.datetime.now(dt.UTC) >= dt.timedelta(days=1):
            when = f"{day_text(self._moment)}, {when}"
        self.set_active(self.waiting)
        if self.waiting:
            self.setText(self.tr("Will retry at {0}").format(when))
            self.set_tooltip(self.tr("Press again not to wait any more"))
        else:
            self.setText(self.tr("Retry at {0}").format(when))
            self.set_tooltip(self.tr("Tries again by itself then, as long as this message is here"))
