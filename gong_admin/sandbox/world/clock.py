"""Time in the sandbox: the company's time zone, the moving now, and what happens later."""

from __future__ import annotations

import datetime as dt
import heapq
import itertools
from collections.abc import Callable

UTC = dt.UTC


class CompanyZone(dt.tzinfo):
    """Central European time by the rule in force since 1996.

    Written out because zoneinfo finds no data on Windows without a further package.
    """

    def utcoffset(self, moment: dt.datetime | None) -> dt.timedelta:
        if moment is None:
            return dt.timedelta(hours=1)
        return dt.timedelta(hours=1) + self.dst(moment)

    def dst(self, moment: dt.datetime | None) -> dt.timedelta:
        if moment is None:
            return dt.timedelta(0)
        wall = moment.replace(tzinfo=None)
        starts = _last_sunday(wall.year, 3) + dt.timedelta(hours=2)
        ends = _last_sunday(wall.year, 10) + dt.timedelta(hours=3 - moment.fold)
        return dt.timedelta(hours=1 if starts <= wall < ends else 0)

    def tzname(self, moment: dt.datetime | None) -> str:
        return "CEST" if self.dst(moment) else "CET"

    def fromutc(self, moment: dt.datetime) -> dt.datetime:
        utc = moment.replace(tzinfo=None)
        starts = _last_sunday(utc.year, 3) + dt.timedelta(hours=1)
        ends = _last_sunday(utc.year, 10) + dt.timedelta(hours=1)
        hours = 2 if starts <= utc < ends else 1
        fold = int(ends <= utc < ends + dt.timedelta(hours=1))
        return (utc + dt.timedelta(hours=hours)).replace(tzinfo=self, fold=fold)


def _last_sunday(year: int, month: int) -> dt.datetime:
    last = dt.datetime(year, month, 31)
    return last - dt.timedelta(days=(last.weekday() + 1) % 7)


COMPANY_ZONE = CompanyZone()
COMPANY_ZONE_NAME = "Europe/Berlin"


def start_of_day(day: dt.date) -> dt.datetime:
    """Midnight of `day` in the company's time zone."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=COMPANY_ZONE)


def iso(moment: dt.datetime, decimals: int = 0) -> str:
    """`2026-05-12T09:30:00Z`, with 0, 3 or 6 decimals. Gong uses all three."""
    text = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    if decimals:
        text += f".{moment.microsecond:06d}"[: decimals + 1]
    return text + "Z"


def iso_local(moment: dt.datetime, decimals: int = 0) -> str:
    """The same moment with the company's offset: `2026-05-12T11:30:00+02:00`."""
    local = moment.astimezone(COMPANY_ZONE)
    return local.isoformat(timespec={0: "seconds", 3: "milliseconds", 6: "microseconds"}[decimals])


def parse(text: str) -> dt.datetime:
    """An ISO 8601 date-time; without an offset it is UTC. ValueError when it is none."""
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Clock:
    """Sandbox time. It stands still until `advance_to` moves it; what was planned runs then.

    `start` is the moment the world was built for, `now` the present in the sandbox.
    """

    def __init__(self, start: dt.datetime) -> None:
        self.start = start.astimezone(UTC)
        self.now = self.start
        self._planned: list[tuple[dt.datetime, int, Callable[[], None]]] = []
        self._order = itertools.count()

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        """Run `action` when sandbox time has moved on by `seconds`."""
        due = self.now + dt.timedelta(seconds=seconds)
        heapq.heappush(self._planned, (due, next(self._order), action))

    def advance_to(self, elapsed: float) -> None:
        """Move to `elapsed` seconds after `start` (never back), running what is due in order."""
        target = self.start + dt.timedelta(seconds=elapsed)
        while self._planned and self._planned[0][0] <= target:
            due, _, action = heapq.heappop(self._planned)
            self.now = max(self.now, due)
            action()
        self.now = max(self.now, target)
