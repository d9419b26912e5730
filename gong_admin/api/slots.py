"""When the next call may leave: the arithmetic of pacing, without threads, files or clocks.

Gong takes some calls a second and a few more at once. A click goes at most one call ahead of an
even rhythm, background work half a call: enough to make up for a late wake-up, so that no slot is
lost, and far enough from Gong's own limit for a busy computer or the network to bunch calls.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

_MOST_RESERVED = 20  # clicks that may wait in line with a slot of their own
_TINY = 1e-6  # seconds; floats of today's size can't be told apart below


class Priority(enum.IntEnum):
    """A click of a person goes before everything that runs by itself."""

    CLICK = 0
    BACKGROUND = 1


_AHEAD = {Priority.CLICK: 1.0, Priority.BACKGROUND: 0.5}
"""How many slots a call may be ahead of the rhythm."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Calls a second in all, 0 for no limit, and the part of them that background work may use."""

    rate: float
    background_share: float

    @property
    def interval(self) -> float:
        return 1.0 / self.rate

    @property
    def background_interval(self) -> float:
        return 1.0 / (self.rate * self.background_share)


@dataclass(slots=True)
class Slots:
    """Until when the calls already sent have used up the rhythm, for all of them and for
    background work, in seconds since 1970."""

    used_until: float = 0.0
    background_until: float = 0.0

    def claim(self, now: float, rates: Rates, priority: Priority) -> tuple[bool, float]:
        """Whether a slot was taken, and how many seconds to wait.

        A click always gets its slot, perhaps one that is yet to come: sleep, then send. Background
        work only gets one that is there: sleep, then claim again. So a click waits for at most
        one slot beside the clicks before it, in this and every other process.
        """
        self._heal(now, rates)
        interval = rates.interval
        ahead = _AHEAD[priority]
        wait = self.used_until - ahead * interval - now
        if priority is Priority.BACKGROUND:
            wait = max(wait, self.background_until - ahead * rates.background_interval - now)
            if wait > _TINY:
                return False, wait
            self.background_until = max(self.background_until, now) + rates.background_interval
        elif wait > _MOST_RESERVED * interval:
            return False, interval
        self.used_until = max(self.used_until, now) + interval
        return True, max(0.0, wait) if wait > _TINY else 0.0

    def give_back(self, now: float, rates: Rates) -> None:
        """Return a slot that was reserved and will not be used."""
        self.used_until = max(now, self.used_until - rates.interval)

    def _heal(self, now: float, rates: Rates) -> None:
        """A clock that was set back must not stop all calls until it has caught up."""
        most = now + (_MOST_RESERVED + 3) * rates.interval
        if self.used_until > most:
            self.used_until = now
        if self.background_until > now + 3 * rates.background_interval:
            self.background_until = now
