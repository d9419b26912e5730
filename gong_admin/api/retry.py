"""Whether and when to ask again."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from gong_admin.api import errors
from gong_admin.api.operation import Effect
from gong_admin.api.slots import Priority

_A_DAY = 25 * 3600.0  # Gong's longest limit ends at the end of the day

# Another attempt cures neither a certificate nor a proxy that wants a password, nor brings a file.
_HOPELESS = frozenset({"tls", "ca-file", "proxy"})


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """At most `attempts` in all. Waits grow from `first_wait` to `longest_wait` seconds. Where Gong
    itself says when to come back, a click waits for `click_patience` and background work for
    `background_patience` seconds at most."""

    attempts: int = 4
    first_wait: float = 0.5
    longest_wait: float = 8.0
    click_patience: float = 30.0
    background_patience: float = 120.0

    def patience(self, priority: Priority) -> float:
        return self.click_patience if priority is Priority.CLICK else self.background_patience

    def wait(self, attempt: int) -> float:
        """Seconds before attempt `attempt` + 1: doubled each time, the upper half by chance, so
        that programs that failed together don't come back together."""
        most = min(self.longest_wait, self.first_wait * 2.0 ** min(attempt - 1, 30))
        return most * (0.5 + random.random() / 2)


def may_repeat(effect: Effect, error: errors.GongError) -> bool:
    """Whether a repetition is safe and has any hope.

    Safe is what changes nothing, and what certainly has not happened: a connection that was never
    made, a call refused for its rate. Gong has no idempotency keys: a write that timed out may have
    happened, and reading back is for whoever knows what to read.
    """
    if isinstance(error, errors.RateLimited):
        return True
    if isinstance(error, errors.ConnectionFailed):
        if error.reason in _HOPELESS:
            return False
        return effect is Effect.READ or not error.may_have_happened
    if isinstance(error, errors.WrongShape):
        return False
    return effect is Effect.READ and isinstance(error, errors.ServerError | errors.Garbled)


def retry_after(value: str | None, now: dt.datetime) -> float | None:
    """Seconds of a `Retry-After` header: a number or a date; None for what makes no sense
    (negative, longer than a day, neither number nor date)."""
    if value is None:
        return None
    value = value.strip()
    try:
        seconds = float(value) if value.isascii() else None
    except ValueError:
        seconds = _until(value, now)
    # A comparison is False for a NaN too.
    return seconds if seconds is not None and 0 <= seconds <= _A_DAY else None


def _until(value: str, now: dt.datetime) -> float | None:
    try:
        then = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if then.tzinfo is None:
        then = then.replace(tzinfo=dt.UTC)
    seconds = (then - now).total_seconds()
    # A date just past: the clocks differ a little, and Gong takes calls again.
    return 0.0 if -60 <= seconds < 0 else seconds
