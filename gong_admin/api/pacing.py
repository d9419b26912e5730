"""When a call may leave. All calls to a tenant pass one `Pacer`, in every process of this machine.

Gong allows a company some calls a second and some thousand a day, for all its integrations
together, and tells nobody what is left. So this program keeps to the rate, leaves the others their
part while it works in the background, and counts its own calls.
"""

from __future__ import annotations

import datetime as dt
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import BudgetSpent, Cancelled, RateLimited
from gong_admin.api.slots import Priority, Rates
from gong_admin.api.turns import Turns

if TYPE_CHECKING:
    from gong_admin.api.ledger import Page

__all__ = ["Limits", "Pacer", "Priority", "Usage"]

_FLUSH_CALLS = 250
_FLUSH_SECONDS = 1.0
_USAGE_SECONDS = 1.0  # how old a figure `usage` may return
_LONGEST_BLOCK = 25 * 3600.0  # Gong's longest limit is a day


@dataclass(frozen=True, slots=True)
class Limits:
    """`rate` in calls a second and `daily` in calls a UTC day, 0 for no limit. Background work
    uses at most `background_share` of the rate and stops at `background_stop` of the day."""

    rate: float = 3.0
    daily: int = 10_000
    background_share: float = 0.7
    background_stop: float = 0.8

    def __post_init__(self) -> None:
        if not (0 <= self.rate < 10_000 and self.daily >= 0):
            raise ValueError("A limit can't be negative")
        if not (0 < self.background_share <= 1 and 0 <= self.background_stop <= 1):
            raise ValueError("A share lies between 0 and 1")


@dataclass(frozen=True, slots=True)
class Usage:
    """`used_today`: the calls of this UTC day by this program, on this machine; what others of the
    company used is not known. `daily` is 0 for no limit. `blocked_until`: until then Gong takes no
    calls (UTC), None when it does."""

    used_today: int
    daily: int
    blocked_until: dt.datetime | None


class Clock(Protocol):
    """The time of day in seconds since 1970, and waiting; tests bring their own."""

    def now(self) -> float: ...

    def wait(self, token: CancelToken, seconds: float) -> None: ...


class _SystemClock:
    def now(self) -> float:
        return time.time()

    def wait(self, token: CancelToken, seconds: float) -> None:
        token.wait(seconds)


class Pacer:
    """Thread-safe. Several for one tenant agree through the ledger in `state_dir`; `tenant_key` is
    whatever names the tenant, such as its base URL."""

    def __init__(
        self,
        tenant_key: str,
        state_dir: Path,
        *,
        rate: float = 3.0,
        daily: int = 10_000,
        background_share: float = 0.7,
        background_stop: float = 0.8,
        clock: Clock | None = None,
    ) -> None:
        # Here, because limits are needed before the first pacer is, and SQLite with it.
        from gong_admin.api.ledger import Ledger

        self._limits = Limits(rate, daily, background_share, background_stop)
        self._clock = clock or _SystemClock()
        self._ledger = Ledger(tenant_key, state_dir)
        self._turns = Turns()
        self._lock = threading.Lock()
        self._uncounted = 0  # calls of unlimited tenants that the ledger doesn't have yet
        self._used_today = 0
        self._blocked_until = 0.0
        self._known_at = float("-inf")
        self._insisted = False

    @property
    def limits(self) -> Limits:
        return self._limits

    def set_limits(
        self,
        *,
        rate: float | None = None,
        daily: int | None = None,
        background_share: float | None = None,
        background_stop: float | None = None,
    ) -> None:
        """Change what is given; holds from the next call on. ValueError for what makes no sense."""
        given = {
            "rate": rate,
            "daily": daily,
            "background_share": background_share,
            "background_stop": background_stop,
        }
        changes = {name: value for name, value in given.items() if value is not None}
        self._limits = replace(self._limits, **changes)  # type: ignore[arg-type]

    def acquire(self, token: CancelToken, priority: Priority, *, patience: float) -> None:
        """Wait until the next call may leave, and count it.

        `patience` is for how many seconds to wait where Gong takes no calls at all. Raises
        `RateLimited` beyond that, `BudgetSpent` for background work that has used its part of the
        day, and `Cancelled`.
        """
        token.raise_if_cancelled()
        if not self._limits.rate:
            self._acquire_unlimited(token, priority, patience)
        elif priority is Priority.CLICK:
            self._acquire_slot(token, priority, patience)
        else:
            with self._turns.turn(token):
                self._acquire_slot(token, priority, patience)

    def block(self, seconds: float) -> None:
        """Gong refuses all calls for so long: nobody asks before."""
        now = self._clock.now()
        until = now + min(max(0.0, seconds), _LONGEST_BLOCK)
        with self._ledger.open_page(now) as page:
            page.blocked_until = max(_believable(page.blocked_until, now), until)
            self._learn(page, now)

    def insist(self) -> None:
        """Let the next call ask Gong although it said to wait: a person tries again. Cheap."""
        self._insisted = True

    def usage(self) -> Usage:
        """For the status bar: cheap, at most a second old."""
        now = self._clock.now()
        if not 0 <= now - self._known_at < _USAGE_SECONDS:
            self._flush(now)
        blocked = self._blocked_until if self._blocked_until > now else 0.0
        return Usage(
            self._used_today + self._uncounted,
            self._limits.daily,
            dt.datetime.fromtimestamp(blocked, dt.UTC) if blocked else None,
        )

    def close(self) -> None:
        """Write what is not yet counted, and close the ledger."""
        if self._uncounted:
            self._flush(self._clock.now())
        self._ledger.close()

    def _acquire_slot(self, token: CancelToken, priority: Priority, patience: float) -> None:
        while True:
            now = self._clock.now()
            limits = self._limits
            rates = Rates(limits.rate, limits.background_share)
            taken, wait = False, 0.0
            with self._ledger.open_page(now) as page:
                self._unblock(page)
                blocked = _believable(page.blocked_until, now) - now
                if blocked <= 0:
                    self._check_budget(page.used_today, priority)
                    taken, wait = page.slots.claim(now, rates, priority)
                    page.used_today += taken
                self._learn(page, now)
            if blocked > 0:
                self._sit_out(token, blocked, now, patience)
                continue
            if wait:
                try:
                    self._clock.wait(token, wait)
                except Cancelled:
                    if taken:
                        self._give_back(rates)
                    raise
            # While it waited, another call may have been told that Gong takes none.
            if taken and self._blocked_until <= self._clock.now():
                return
            if taken:
                self._give_back(rates)

    def _give_back(self, rates: Rates) -> None:
        now = self._clock.now()
        with self._ledger.open_page(now) as page:
            page.slots.give_back(now, rates)
            page.used_today = max(0, page.used_today - 1)
            self._learn(page, now)

    def _acquire_unlimited(self, token: CancelToken, priority: Priority, patience: float) -> None:
        """No rhythm to keep, so the ledger is only told now and then."""
        while True:
            now = self._clock.now()
            due = self._uncounted >= _FLUSH_CALLS or not 0 <= now - self._known_at < _FLUSH_SECONDS
            if due or self._insisted:
                self._flush(now)
            blocked = self._blocked_until - now
            if blocked > 0:
                self._sit_out(token, blocked, now, patience)
                continue
            with self._lock:
                self._check_budget(self._used_today + self._uncounted, priority)
                self._uncounted += 1
            return

    def _sit_out(self, token: CancelToken, blocked: float, now: float, patience: float) -> None:
        if blocked > patience:
            error = RateLimited(429, ("Gong takes no calls at the moment.",))
            error.retry_at = dt.datetime.fromtimestamp(now + blocked, dt.UTC)
            raise error
        self._clock.wait(token, blocked)

    def _check_budget(self, used: int, priority: Priority) -> None:
        limits = self._limits
        if not limits.daily or priority is not Priority.BACKGROUND:
            return
        stop = int(limits.daily * limits.background_stop)
        if used >= stop:
            raise BudgetSpent(used, stop)

    def _flush(self, now: float) -> None:
        with self._ledger.open_page(now) as page, self._lock:
            page.used_today += self._uncounted
            self._uncounted = 0
            self._unblock(page)
            self._learn(page, now)

    def _unblock(self, page: Page) -> None:
        if self._insisted:
            self._insisted = False
            page.blocked_until = 0.0

    def _learn(self, page: Page, now: float) -> None:
        self._used_today = page.used_today
        self._blocked_until = _believable(page.blocked_until, now)
        self._known_at = now


def _believable(blocked_until: float, now: float) -> float:
    """0 for an end that lies further off than any limit of Gong's: the clock was set back."""
    return blocked_until if blocked_until <= now + _LONGEST_BLOCK else 0.0
