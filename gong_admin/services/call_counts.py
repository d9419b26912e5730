"""How many calls took place on each day, by one cheap request a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.calls import LIST_CALLS
from gong_admin.api.client import Client
from gong_admin.api.pacing import Priority
from gong_admin.api.types.calls import ListCalls


@dataclass(frozen=True, slots=True)
class DayCount:
    """Calls that began on `day`, from midnight to midnight on this computer's clock."""

    day: dt.date
    calls: int


def last_days(today: dt.date, count: int) -> list[dt.date]:
    """`count` days up to and with `today`, newest first."""
    return [today - dt.timedelta(days=back) for back in range(count)]


def day_request(day: dt.date, workspace_id: str | None, zone: dt.tzinfo | None = None) -> ListCalls:
    """The request whose `totalRecords` is the count of a day, in `zone` or local time.

    A day has 23 or 25 hours when the clocks change.
    """
    return ListCalls(
        from_date_time=_midnight(day, zone),
        to_date_time=_midnight(day + dt.timedelta(days=1), zone),
        workspace_id=workspace_id,
    )


def count_calls(
    client: Client,
    token: CancelToken,
    days: Sequence[dt.date],
    workspace_id: str | None,
    give: Callable[[DayCount], None],
) -> None:
    """Count each of `days`, in this order, handing over each as it comes. None on a day is 0.

    Raises what `Client.call` raises; what was given before stays good.
    """
    for day in days:
        calls = 0
        request = day_request(day, workspace_id)
        for answer in client.pages(LIST_CALLS, request, token=token, priority=Priority.CLICK):
            records = answer.value.records
            if records is not None and records.total_records is not None:
                calls = records.total_records
                break
            # Gong always tells the total; should it not, the pages are counted.
            calls += len(answer.value.calls or ())
        give(DayCount(day, calls))


def _midnight(day: dt.date, zone: dt.tzinfo | None) -> str:
    naive = dt.datetime.combine(day, dt.time())
    return (naive.replace(tzinfo=zone) if zone else naive.astimezone()).isoformat()
