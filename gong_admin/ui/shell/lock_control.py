"""The lock in the top bar: asks before it opens, shows how long it stays open."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from gong_admin.runtime.connections import Connection, ConnectionKind
from gong_admin.runtime.jobs import span
from gong_admin.runtime.lock import MINUTES_OPEN, ChangeLock
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.runtime.screen_lock import LISTENS
from gong_admin.ui.prompts import Prompts
from gong_admin.ui.shell.top_bar import TopBar
from gong_admin.ui.widgets.toast import show_toast

_REFRESH = 10_000  # milliseconds between two updates of the time left


class LockControl(QObject):
    """Binds one connection's `ChangeLock` to the top bar. End with `close`."""

    def __init__(
        self, lock: ChangeLock, bar: TopBar, prompts: Prompts, connection: Connection
    ) -> None:
        super().__init__(bar)
        self._lock = lock
        self._bar = bar
        self._prompts = prompts
        self.connection = connection
        self._scope = TaskScope(self._failed, self)
        self._timer = QTimer(self, interval=_REFRESH)
        self._timer.timeout.connect(self._show)
        lock.changed.connect(self._show)
        lock.closed.connect(self._closed)
        bar.lock_requested.connect(self.toggle)
        self._show()

    def toggle(self) -> None:
        """Close the lock, or ask to open it."""
        if self._lock.is_open:
            self._lock.close(self.tr("You closed it."))
        else:
            self._scope.start("open", self._ask())

    async def _ask(self) -> None:
        name = self.connection.name
        if self._lock.read_only:
            await self._prompts.confirm(
                self.tr("{0} is kept read-only").format(name),
                self.tr(
                    "This connection was set up so that nothing can be changed through it. "
                    "To allow changes, edit the connection first (Ctrl+Shift+O)."
                ),
                self.tr("Understood"),
            )
            return
        where = (
            self.tr(
                "This is your company's production tenant: what you change holds for "
                "everybody at once."
            )
            if self.connection.kind is ConnectionKind.PRODUCTION
            else self.tr("Nothing real can be harmed here.")
        )
        agreed = await self._prompts.confirm(
            self.tr("Allow changes to {0}?").format(name),
            (
                self.tr(
                    "{0} Every change is still shown for review before it is sent. The "
                    "lock closes by itself after {1:.0f} minutes without a change, when "
                    "the screen locks, and with this window."
                )
                if LISTENS
                else self.tr(
                    "{0} Every change is still shown for review before it is sent. The lock closes "
                    "by itself after {1:.0f} minutes without a change, and with this window."
                )
            ).format(where, MINUTES_OPEN),
            self.tr("Allow changes"),
        )
        if agreed:
            self._lock.open()

    def close(self) -> None:
        """The connection closes."""
        self._scope.close()
        self._timer.stop()
        self._lock.changed.disconnect(self._show)
        self._lock.closed.disconnect(self._closed)
        self._bar.lock_requested.disconnect(self.toggle)
        self._bar.show_lock(unlocked=False, detail="")
        self.deleteLater()

    def _show(self) -> None:
        is_open = self._lock.is_open
        detail = ""
        if is_open:
            detail = self.tr("Closes after {0} without a change").format(
                span(self._lock.seconds_left())
            )
            self._timer.start()
        else:
            self._timer.stop()
        self._bar.show_lock(unlocked=is_open, detail=detail)

    def _closed(self, why: str) -> None:
        show_toast(
            self._bar, self.tr("Read-only again. {0}").format(why).strip(), icon="lock-simple-fill"
        )

    def _failed(self, error: Exception) -> None:
        show_toast(self._bar, present(error).title, icon="warning")
