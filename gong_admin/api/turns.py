"""One at a time, and each job in its turn."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from gong_admin.api.cancel import CancelToken

_JOBS_REMEMBERED = 256


@dataclass(slots=True, eq=False)
class _Waiter:
    job: int
    ready: threading.Event = field(default_factory=threading.Event)


class Turns:
    """A lock that goes round between jobs (a job is known by its token): one with many threads
    gets no more turns than one with a single thread. Waiting ends at once on cancel."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._taken = False
        self._waiting: list[_Waiter] = []
        self._turn = 0
        self._last_turn: dict[int, int] = {}

    @contextlib.contextmanager
    def turn(self, token: CancelToken) -> Iterator[None]:
        """Wait for the turn and have it for the block. Raises `Cancelled`."""
        waiter = _Waiter(id(token))
        with self._lock:
            if self._taken:
                self._waiting.append(waiter)
            else:
                self._grant(waiter)
        forget = token.on_cancel(waiter.ready.set)
        waiter.ready.wait()
        forget()
        with self._lock:
            if waiter in self._waiting:
                # Woken by the cancel alone.
                self._waiting.remove(waiter)
                token.raise_if_cancelled()
        try:
            token.raise_if_cancelled()
            yield
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        with self._lock:
            self._taken = False
            if self._waiting:
                following = min(self._waiting, key=lambda each: self._last_turn.get(each.job, 0))
                self._waiting.remove(following)
                self._grant(following)

    def _grant(self, waiter: _Waiter) -> None:
        self._taken = True
        self._turn += 1
        if len(self._last_turn) >= _JOBS_REMEMBERED:
            self._last_turn.clear()
        self._last_turn[waiter.job] = self._turn
        waiter.ready.set()
