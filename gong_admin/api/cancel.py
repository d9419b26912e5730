"""Cancelling work that runs on another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

from gong_admin.api.errors import Cancelled


class CancelToken:
    """One per job. The caller keeps it and calls `cancel`; the work asks it between steps.

    Everything in `api` and `services` that may take longer than one request accepts a token.
    Waiting is done on the token (`wait`), never with `time.sleep`, so that a cancel takes
    effect at once. Safe to use from any thread; a cancelled token stays cancelled.
    """

    __slots__ = ("_callbacks", "_event", "_lock")

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: dict[int, Callable[[], None]] = {}

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()

    def cancel(self) -> None:
        """Cancel the job; runs the callbacks of `on_cancel` on this thread, once."""
        with self._lock:
            if self._event.is_set():
                return
            self._event.set()
            callbacks = list(self._callbacks.values())
            self._callbacks.clear()
        for callback in callbacks:
            callback()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` when the job has been cancelled."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Sleep for `seconds`, or raise `Cancelled` as soon as the job is cancelled."""
        if self._event.wait(max(0.0, seconds)):
            raise Cancelled

    def on_cancel(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call `callback` on cancel (at once if already cancelled); returns its removal."""
        with self._lock:
            if not self._event.is_set():
                key = id(callback)
                self._callbacks[key] = callback
                return lambda: self._forget(key)
        callback()
        return lambda: None

    def _forget(self, key: int) -> None:
        with self._lock:
            self._callbacks.pop(key, None)
