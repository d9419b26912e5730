"""The event loop: asyncio on top of Qt's, and how Python behaves underneath it."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from typing import Any

# PySide6 before qasync, which otherwise takes whatever binding it finds first.
from PySide6.QtCore import QCoreApplication, QObject, QTimer

os.environ["QT_API"] = "pyside6"

import qasync

from gong_admin.runtime.poster import Poster

_COLLECT_EVERY = 1_000  # milliseconds
_FULL_COLLECT_EVERY = 60.0  # seconds


class EventLoop(qasync.QEventLoop):  # type: ignore[misc]
    """qasync's loop, waking up through `Poster` instead of a signal across threads."""

    def __init__(self, app: QCoreApplication) -> None:
        self._poster = Poster()
        super().__init__(app)

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Any = None
    ) -> None:
        self._poster.post(lambda: self._arrived(callback, args, context))

    def _arrived(
        self, callback: Callable[..., object], args: tuple[Any, ...], context: Any
    ) -> None:
        if not self.is_closed():
            self.call_soon(callback, *args, context=context)


def create_loop(app: QCoreApplication) -> EventLoop:
    """The loop for `app`."""
    return EventLoop(app)


class Collector(QObject):
    """Python's garbage collector, moved to the GUI thread.

    Left alone it runs on whichever thread allocates, and there destroys widgets that belong to
    this one, which ends the process. Keep one for the life of the application.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._last_full = time.monotonic()
        self._timer = QTimer(self, interval=_COLLECT_EVERY)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give collecting back to Python: after the last window is gone."""
        self._timer.stop()
        gc.enable()

    def settle(self) -> None:
        """After start-up or a large load: collect once and spare what is left from later runs.

        Keeps the pause of a full collection short however much is loaded.
        """
        gc.collect()
        gc.freeze()
        self._last_full = time.monotonic()

    def _tick(self) -> None:
        young, middle, old = gc.get_count()
        now = time.monotonic()
        if old > self._thresholds[2] and now - self._last_full > _FULL_COLLECT_EVERY:
            gc.collect()
            self._last_full = now
        elif middle > self._thresholds[1]:
            gc.collect(1)
        elif young > self._thresholds[0]:
            gc.collect(0)
