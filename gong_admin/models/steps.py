"""Long work on the GUI thread, a few milliseconds at a time.

The work is a generator that yields often (every few hundred microseconds). A worker thread
would be no better: Python's lock lets one of the two run, and each painted cell would wait
for it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from time import perf_counter
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

R = TypeVar("R")

Steps = Generator[None, None, R]
"""Work that yields whenever it may be interrupted, and returns its result."""


def drain(steps: Steps[R]) -> R:
    """Do all the work now, and return its result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: R = end.value
            return result


class Slicer(QObject):
    """Runs one piece of work between the events of the GUI thread.

    `slice_ms` bounds how long events wait; `pause_ms` is left between the slices (0: only
    events that are waiting come between). New work takes the place of old, which is dropped; it
    begins at once, and `first_ms` bounds that, because somebody waits for it.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        slice_ms: float = 2.0,
        pause_ms: int = 0,
        first_ms: float = 3.0,
    ) -> None:
        super().__init__(parent)
        self._slice = slice_ms / 1000
        self._first = max(first_ms, slice_ms) / 1000
        self._steps: Steps[Any] | None = None
        self._done: Callable[[Any], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(pause_ms)
        self._timer.timeout.connect(self._run_slice)

    @property
    def busy(self) -> bool:
        """Whether work is under way."""
        return self._steps is not None

    def start(self, steps: Steps[R], done: Callable[[R], None], *, at_once: bool = True) -> None:
        """Take up this work, and hand its result to `done` unless it is dropped before.

        The first slice is done before this returns, and so is all work that fits in it; not
        `at_once`, it waits for the first pause like all others.
        """
        self.drop()
        self._steps, self._done = steps, done
        self._timer.start()
        if at_once:
            self._run_until(perf_counter() + self._first)

    def drop(self) -> None:
        """Forget the work under way."""
        self._timer.stop()
        if self._steps is not None:
            self._steps.close()
            self._steps = self._done = None

    def pause(self) -> None:
        """Stop for now and keep the work."""
        self._timer.stop()

    def resume(self) -> None:
        """Go on after `pause`."""
        if self._steps is not None:
            self._timer.start()

    def finish(self) -> None:
        """Do the rest of the work now."""
        if self._steps is not None:
            self._run_until(None)

    def _run_slice(self) -> None:
        self._run_until(perf_counter() + self._slice)

    def _run_until(self, deadline: float | None) -> None:
        steps, done = self._steps, self._done
        if steps is None or done is None:
            return
        try:
            next(steps)
            while deadline is None or perf_counter() < deadline:
                next(steps)
            return
        except StopIteration as end:
            result = end.value
            self.drop()
        except BaseException:
            self.drop()
            raise
        done(result)
