"""By when a request has to be answered."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Regime(StrEnum):
    GDPR = "gdpr"
    CCPA = "ccpa"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Rule:
    """`months` or `days` from the day of receipt; `extension` is how it may be made longer, in the
    same unit, once. `source` is where that stands."""

    title: str
    months: int = 0
    days: int = 0
    extension: int = 0
    source: str = ""


RULES: dict[Regime, Rule] = {
    Regime.GDPR: Rule("GDPR", months=1, extension=2, source="Regulation (EU) 2016/679, art. 12(3)"),
    # Both count calendar days from receipt.
    Regime.CCPA: Rule(
        "CCPA", days=45, extension=45, source="California Civil Code § 1798.130(a)(2)"
    ),
    Regime.OWN: Rule("Own deadline"),
}


def deadline(
    regime: Regime, received: dt.date, *, extended: bool = False, own: dt.date | None = None
) -> dt.date | None:
    """The last day. None for an own deadline that was not set."""
    rule = RULES[regime]
    if regime is Regime.OWN:
        return own
    if rule.months:
        return _months_later(received, rule.months + (rule.extension if extended else 0))
    return received + dt.timedelta(days=rule.days + (rule.extension if extended else 0))


def days_left(last_day: dt.date, today: dt.date) -> int:
    """Negative once it has passed."""
    return (last_day - today).days


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last day where there is none: 31 January, one month
    later, is the last of February (Regulation 1182/71, art. 3(2)(c))."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
