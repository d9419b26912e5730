"""Calls a day: one request each, from midnight to midnight, none on a quiet day."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Client
from gong_admin.api.credentials import KeyPair
from gong_admin.api.pacing import Pacer
from gong_admin.services.call_counts import count_calls, day_request, last_days


def test_the_last_days_are_newest_first():
    today = dt.date(2026, 3, 1)
    assert last_days(today, 3) == [today, dt.date(2026, 2, 28), dt.date(2026, 2, 27)]


def test_a_day_is_as_long_as_the_clocks_say():
    berlin = zoneinfo.ZoneInfo("Europe/Berlin")
    request = day_request(dt.date(2026, 3, 29), None, berlin)
    start, end = (
        dt.datetime.fromisoformat(text) for text in (request.from_date_time, request.to_date_time)
    )
    assert end.astimezone(dt.UTC) - start.astimezone(dt.UTC) == dt.timedelta(hours=23)


def test_one_call_a_day_and_a_quiet_day_is_nought(sandbox, tmp_path):
    running = sandbox()
    keys = KeyPair(running.access_key, running.access_key_secret)
    client = Client(Address.parse(running.base_url), keys, Pacer("t", tmp_path, rate=0))
    today = dt.datetime.fromisoformat(running.control("now")["now"]).date()
    before = running.control("stats")["requests"].get("listCalls", 0)
    counted = []
    days = [*last_days(today, 10), today + dt.timedelta(days=400)]
    count_calls(client, CancelToken(), days, None, counted.append)
    assert [count.day for count in counted] == days
    assert counted[-1].calls == 0
    assert sum(count.calls for count in counted) > 0
    assert running.control("stats")["requests"]["listCalls"] - before == len(days)
