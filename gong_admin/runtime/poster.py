"""Calls from any thread, run on the thread that owns a `Poster`. Knows nothing of asyncio."""

from __future__ import annotations

import collections
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject


class Poster(QObject):
    """Hands calls from any thread to the thread this object lives on, in order.

    Signals are not emitted from worker threads in this program: PySide6 then adopts the thread
    and looks up receivers there. Posting an event is safe, and one event serves a whole burst.
    """

    _EVENT = QEvent.Type(QEvent.registerEventType())

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: collections.deque[Callable[[], object]] = collections.deque()

    def post(self, call: Callable[[], object]) -> None:
        """Run `call` soon on this object's thread. Safe from any thread."""
        self._calls.append(call)
        QCoreApplication.postEvent(self, QEvent(self._EVENT))

    def event(self, event: QEvent) -> bool:
        if event.type() != self._EVENT:
            return super().event(event)
        # Only what is there now: a call that posts again must not starve painting.
        for _ in range(len(self._calls)):
            self._calls.popleft()()
        return True
