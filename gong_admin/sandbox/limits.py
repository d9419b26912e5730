"""Gong's limits: a leaky bucket a second and a number of calls a day, for the whole company."""

from __future__ import annotations

import datetime as dt
import math

from gong_admin.sandbox.clock import Clock

BURST = 3
"""Calls the bucket holds at a rate of 3 a second (documented by a third party)."""


class Limits:
    """Counts calls. `rate` is calls a second, `daily` calls a UTC day; 0 means unlimited."""

    def __init__(self, clock: Clock, rate: float, daily: int) -> None:
        self._clock = clock
        self.rate = rate
        self.daily = daily
        self._level = 0.0
        self._leaked = 0.0
        self._day: dt.date | None = None
        self.used_today = 0

    def take(self) -> int | None:
        """Let a call in (None), or say after how many whole seconds to come back.

        A refused call counts neither in the bucket nor in the day.
        """
        now = self._clock.now()
        if now.date() != self._day:
            self._day, self.used_today = now.date(), 0
        if self.daily and self.used_today >= self.daily:
            midnight = dt.datetime.combine(
                now.date() + dt.timedelta(days=1), dt.time(), tzinfo=dt.UTC
            )
            return max(1, math.ceil((midnight - now).total_seconds()))
        if self.rate:
            wait = self._fill()
            if wait is not None:
                return wait
        self.used_today += 1
        return None

    def _fill(self) -> int | None:
        seconds = self._clock.seconds()
        self._level = max(0.0, self._level - (seconds - self._leaked) * self.rate)
        self._leaked = seconds
        capacity = max(float(BURST), self.rate)
        if self._level + 1 > capacity + 1e-9:
            return max(1, math.ceil((self._level + 1 - capacity) / self.rate))
        self._level += 1
        return None
