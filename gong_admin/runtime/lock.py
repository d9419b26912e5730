"""The lock of a connection: nothing is changed in Gong while it is closed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gong_admin.runtime.errors import ChangesLocked
from gong_admin.runtime.poster import Poster

MINUTES_OPEN = 15.0
_LOOK_EVERY = 5_000  # milliseconds


def passed_time() -> tuple[float, float]:
    """Two clocks in seconds: one stands still while some computers sleep, one may be set."""
    return time.monotonic(), time.time()


class ChangeLock(QObject):
    """Closed at first; once opened, closes when 15 minutes have passed without a write.

    `check` and `wrote` are safe from any thread, so that the gate is where the request leaves and
    not only in the window; all else belongs to the GUI thread.
    """

    changed = Signal(bool)  # whether changes are allowed now
    closed = Signal(str)  # why, in a sentence

    def __init__(
        self,
        connection: str,
        *,
        read_only: bool = False,
        minutes: float = MINUTES_OPEN,
        clock: Callable[[], tuple[float, float]] = passed_time,
        parent: QObject | None = None,
    ) -> None:
        """`read_only`: it can't be opened at all, until the connection is edited."""
        super().__init__(parent)
        self._connection = connection
        self._read_only = read_only
        self._seconds = minutes * 60
        self._clock = clock
        self._guard = threading.Lock()
        self._since: tuple[float, float] | None = None  # of the last write or the opening
        self._poster = Poster(self)
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._look)

    @property
    def read_only(self) -> bool:
        return self._read_only

    @property
    def is_open(self) -> bool:
        return self.seconds_left() > 0

    def seconds_left(self) -> float:
        """Until it closes by itself; 0 when it is closed. Any thread."""
        with self._guard:
            return self._left()

    def open(self) -> None:
        """Allow changes. Raises `ChangesLocked` on a read-only connection."""
        if self._read_only:
            raise ChangesLocked(self._connection, "Allow changes", for_good=True)
        was_open = self.is_open
        with self._guard:
            self._since = self._clock()
        self._timer.start()
        if not was_open:
            self.changed.emit(True)

    def close(self, why: str = "") -> None:
        """Allow no more changes; what was already sent goes on."""
        with self._guard:
            was_open, self._since = self._since is not None, None
        self._timer.stop()
        if was_open:
            self.changed.emit(False)
            self.closed.emit(why)

    def check(self, operation: str) -> None:
        """Raise `ChangesLocked` unless a write may leave now. Any thread.

        Looks at the clock itself: a timer that comes late never lets a write through.
        """
        if self.seconds_left() <= 0:
            raise ChangesLocked(self._connection, operation, for_good=self._read_only)

    def wrote(self) -> None:
        """A write took place: the time starts anew. Any thread."""
        with self._guard:
            if self._since is None:
                return  # closed meanwhile, and perhaps gone with its connection
            if self._left() > 0:
                self._since = self._clock()
                return
        self._poster.post(self._look)

    def _left(self) -> float:
        if self._since is None:
            return 0.0
        # Whichever clock moved more: neither sleep nor a clock set back keeps the lock open.
        now = self._clock()
        passed = max(now[0] - self._since[0], now[1] - self._since[1])
        return max(0.0, self._seconds - passed)

    def _look(self) -> None:
        if not self.is_open:
            self.close(f"{self._seconds / 60:.0f} minutes passed without a change.")
