"""The sandbox's time: real time that can be pushed forward.

Everything that lasts (limits, cursors, erasures, uploads) reads this clock, so a test advances
an hour in no time.
"""

from __future__ import annotations

import datetime as dt
import time


class Clock:
    """Runs on from `start + elapsed`; `advance` jumps forward, never back.

    `start` is the moment the company was generated for, `elapsed` the seconds that had passed
    since then when the sandbox started.
    """

    def __init__(self, start: dt.datetime, elapsed: float = 0.0) -> None:
        self.start = start
        self._passed = elapsed
        self._origin = time.monotonic()

    def seconds(self) -> float:
        """Seconds since `start`, jumps included."""
        return time.monotonic() - self._origin + self._passed

    def now(self) -> dt.datetime:
        """The sandbox's present, in UTC."""
        return self.start + dt.timedelta(seconds=self.seconds())

    def advance(self, seconds: float) -> None:
        """Jump forward. Raises ValueError for a step back."""
        if seconds < 0:
            raise ValueError("time only goes forward")
        self._passed += seconds
