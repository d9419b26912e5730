"""Learns when the person locks the screen or the computer goes to sleep, where it can.

Linux desktops tell over D-Bus. Elsewhere nothing is told, and the change lock closes by time.
"""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

LISTENS = sys.platform == "linux"
"""Whether this system tells at all."""


class ScreenLockWatch(QObject):
    """`locked` is emitted when the screen locks, or before the computer sleeps."""

    locked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sources: tuple[str, ...] = ()
        """The D-Bus interfaces that are listened to; empty where there is no bus."""
        if LISTENS:
            self.sources = self._listen()

    def _listen(self) -> tuple[str, ...]:
        from PySide6.QtDBus import QDBusConnection  # only here: half of the systems have none

        # Old desktops have only their own interface, new ones both; hearing it twice is harmless.
        wanted = (
            (QDBusConnection.sessionBus(), "org.freedesktop.ScreenSaver", "ActiveChanged", True),
            (QDBusConnection.sessionBus(), "org.gnome.ScreenSaver", "ActiveChanged", True),
            (QDBusConnection.systemBus(), "org.freedesktop.login1.Session", "Lock", False),
            (
                QDBusConnection.systemBus(),
                "org.freedesktop.login1.Manager",
                "PrepareForSleep",
                True,
            ),
        )
        heard = []
        for bus, interface, name, tells_state in wanted:
            # A str: PySide6 refuses the bytes that its own stubs ask for.
            slot: Any = SLOT("on_state(bool)" if tells_state else "on_lock()")
            if bus.isConnected() and bus.connect("", "", interface, name, self, slot):
                heard.append(interface)
        return tuple(heard)

    @Slot(bool)
    def on_state(self, active: bool) -> None:
        """The screen saver began or ended; the computer goes to sleep or wakes."""
        if active:
            self.locked.emit()

    @Slot()
    def on_lock(self) -> None:
        """The session was locked."""
        self.locked.emit()
