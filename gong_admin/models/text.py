"""The default texts of values in tables."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale


def cell_text(
    value: str | int | float | bool | datetime | tuple[str, ...] | None, *, grouped: bool = False
) -> str:
    """The text of a value: dates in local time and the user's language, None as nothing.

    `grouped` separates the thousands of numbers; ids and years are left as they are.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, datetime):
        return date_text(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, int):
        return f"{value:,}" if grouped else str(value)
    return f"{value:,.6g}" if grouped else f"{value:.6g}"


def yes_no(value: bool) -> str:
    """ "Yes" or "No" in the user's language."""
    if value:
        return QCoreApplication.translate("models", "Yes")
    return QCoreApplication.translate("models", "No")


def date_text(moment: datetime) -> str:
    """Day and minute in local time, the month as a word so that no country misreads it."""
    local = moment.astimezone()
    return f"{_day_text(local.toordinal())}, {local.hour:02}:{local.minute:02}"


def exact_text(moment: datetime) -> str:
    """The same moment in ISO 8601, to the second, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def day_text(moment: datetime) -> str:
    """The day of a moment in local time, for columns where the minute says nothing."""
    return _day_text(moment.astimezone().toordinal())


@lru_cache(maxsize=8192)
def _day_text(ordinal: int) -> str:
    # QLocale is slow and a table holds the same few thousand days over and over.
    day = datetime.fromordinal(ordinal)
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")
