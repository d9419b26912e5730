"""The event loop: asyncio on top of Qt's, and how Python behaves underneath it."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import time
from collections.abc import Callable
from typing import Any

# PySide6 before qasync, which otherwise takes whatever binding it finds first.
from PySide6.QtCore import QCoreApplication, QObject, QTimer

os.environ["QT_API"] = "pyside6"

import qasync

from gong_admin.runtime.poster import Poster

_COLLECT_EVERY = 500  # milliseconds
_LOOK_EVERY = 50  # milliseconds
_MUCH = 8_000  # objects that are not put off until the next collection: a few milliseconds' worth
_FULL_COLLECT_EVERY = 60.0  # seconds
_SETTLE_AFTER = 500  # milliseconds
_LOAD = 3_000  # objects that have come since the last look, and stay: a list is being read
_M_MMAP_THRESHOLD, _M_ARENA_MAX = -3, -8  # as in malloc.h
_LARGE = 256 * 1024  # bytes
_LONG = 0.008  # seconds that a collection may take: half a frame of a smooth scroll


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


def _keep_large_blocks_apart() -> None:
    """Have the C library give large blocks back to the system as soon as they are freed.

    glibc does so from 128 kB on, but learns from the first large block that is freed to keep such
    ones; after a hundred thousand records are sorted, that is some 10 MB of holes. And threads
    would keep apart what they free, in up to eight places for each core; Python's threads take
    turns anyway. See mallopt(3).
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    with contextlib.suppress(AttributeError):  # another C library
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, _LARGE)
        library.mallopt(_M_ARENA_MAX, 1)


class Collector(QObject):
    """Python's garbage collector, moved to the GUI thread.

    Left alone it runs on whichever thread allocates, and there destroys widgets that belong to
    this one, which ends the process. Keep one for the life of the application.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        self._last_full = time.monotonic()
        self._due = 0.0
        self._timer = QTimer(self, interval=min(_LOOK_EVERY, _COLLECT_EVERY))
        self._timer.timeout.connect(self._tick)
        self._settling = QTimer(self, interval=_SETTLE_AFTER, singleShot=True)
        self._settling.timeout.connect(self.settle)

    def start(self) -> None:
        gc.disable()
        _keep_large_blocks_apart()
        self._timer.start()

    def stop(self) -> None:
        """Give collecting back to Python: after the last window is gone."""
        self._timer.stop()
        self._settling.stop()
        gc.enable()

    def settle_soon(self) -> None:
        """Settle when what goes on now is over: what is collected may take part in it."""
        self._settling.start()

    def settle(self) -> None:
        """After start-up, or when another company has been opened: collect everything once, and
        spare what is left from later runs, which keeps their pauses short."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._last_full = time.monotonic()

    def _tick(self) -> None:
        young, _, old = gc.get_count()
        now = time.monotonic()
        # A thread that writes a large file makes so much in half a second that going through it
        # would be seen.
        if now < self._due and young < _MUCH:
            return
        self._due = now + _COLLECT_EVERY / 1000
        if old > self._thresholds[2] and time.monotonic() - self._last_full > _FULL_COLLECT_EVERY:
            self._collect_all()
        elif young > self._thresholds[0]:
            # Both younger generations, always: what survives is not looked at a second time, and
            # a pause is as short as the time since the last.
            gc.collect(1)
            if young > _LOAD:
                gc.freeze()

    def _collect_all(self) -> None:
        began = time.monotonic()
        gc.collect()
        self._last_full = time.monotonic()
        if self._last_full - began > _LONG:
            # It would be as long the next time, over the same things. Those that go meanwhile
            # are found when another company is opened.
            gc.freeze()
