"""Audit entries: the newest are found in few calls, and say what happened without tokens."""

from __future__ import annotations

import datetime as dt

import pytest

from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Client
from gong_admin.api.credentials import KeyPair
from gong_admin.api.pacing import Pacer
from gong_admin.api.types.audit import LogEntry
from gong_admin.services.audit import MASK, masked, newest_events, tell

SECRET = "q8Zt5mN0vB2xL7rK4wHs9dYf"


def entry(columns, *, operation="UPDATE", table="company_user", custom=None, **members):
    row = {"operation": operation, "columnChanges": columns}
    record = {"tableChanges": [{"tableName": table, "rowChanges": [row]}], "customData": custom}
    return LogEntry(user_full_name="Dana Whitfield", log_record=record, **members)


def column(name, old, new):
    return {"columnName": name, "oldValue": old, "newValue": new}


def said(event):
    return tell(event, {"12": "Kim Lee"}.get)


@pytest.mark.parametrize(
    ("event", "sentence", "detail"),
    [
        (
            entry([column("emails_imported", "true", "false")], custom={"changedUserName": "Jo"}),
            "Dana Whitfield turned “emails imported” off for Jo",
            "",
        ),
        (
            entry([column("manager_id", None, "12")], custom={"changedUserName": "Jo"}),
            "Dana Whitfield changed the manager of Jo",
            "to Kim Lee",
        ),
        (
            entry([column("title", "Lead", "Head")], table="company_user"),
            "Dana Whitfield changed the title of a user",
            "Lead → Head",
        ),
        (
            entry([column("keywords", "price", "price,quote,10,000")], table="tracker"),
            "Dana Whitfield changed the keywords of a tracker",
            "price → price, quote,10,000",
        ),
        (
            entry([column("recipientCount", None, "4")], operation="INSERT", table="call_share"),
            "Dana Whitfield added a call share",
            "recipients: 4",
        ),
        (
            entry([column("count", None, "4")], operation="INSERT", table="call_share"),
            "Dana Whitfield added a call share",
            "count: 4",
        ),
        (
            entry([], operation="DELETE", table="tracker", custom={"trackerName": "Price"}),
            "Dana Whitfield removed the tracker Price",
            "",
        ),
        (
            entry(
                [column("level", "own", "all"), column("trim", "false", "true")],
                table="permission_profile",
                custom={"profileName": "Sales"},
            ),
            "Dana Whitfield changed the permission profile Sales",
            "level: own → all · trim: off → on",
        ),
    ],
)
def test_an_entry_is_a_sentence(event, sentence, detail):
    told = said(event)
    assert (told.sentence, told.detail) == (sentence, detail)


def test_what_gongs_staff_did_is_told():
    told = said(entry([column("title", "a", "b")], impersonator_full_name="Robin Ashdown"))
    assert told.impersonated
    assert "Robin Ashdown of Gong, signed in as Dana Whitfield" in told.detail


@pytest.mark.parametrize(
    "record",
    [
        None,
        {},
        {"tableChanges": None},
        {"tableChanges": [None, {"rowChanges": "?"}]},
        {"tableChanges": [{"rowChanges": [{"columnChanges": [3]}]}], "customData": [1]},
        {"action": "LOGIN"},
        {"httpRequest": {"path": f"/welcome?loginToken={SECRET}"}},
    ],
)
def test_an_entry_of_another_shape_still_says_who(record):
    told = tell(LogEntry(user_email_address="dana@orvane.test", log_record=record), str)
    assert told.sentence.startswith("dana@orvane.test ")
    assert SECRET not in told.sentence + told.detail


@pytest.mark.parametrize(
    ("name", "value"),
    [("session_token", "abc"), ("csrfValue", "1"), ("note", SECRET), ("url", f"/a?t={SECRET}")],
)
def test_credentials_are_hidden(name, value):
    assert MASK in masked(name, value)
    assert SECRET not in masked(name, value)


def test_ids_and_words_are_not_hidden():
    assert masked("rowId", "7401928365501274839") == "7401928365501274839"
    assert masked("name", "Temp - migration helpers") == "Temp - migration helpers"


def test_no_secret_gets_through_from_a_whole_log(sandbox, tmp_path):
    client = client_of(sandbox(), tmp_path)
    found = newest_events(client, CancelToken(), now(sandbox()), want=100)
    for event in found.events:
        told = tell(event.entry, str)
        token = event.entry.log_record["httpRequest"]["sessionToken"]
        assert token not in told.sentence + told.detail


def test_the_newest_come_first_and_going_further_back_repeats_none(sandbox, tmp_path):
    client = client_of(sandbox(), tmp_path)
    first = newest_events(client, CancelToken(), now(sandbox()))
    times = [event.when for event in first.events]
    assert times == sorted(times, reverse=True)
    assert len(times) >= 20
    then = newest_events(client, CancelToken(), first.since)
    assert then.events
    assert max(event.when for event in then.events) < min(times)


def test_a_busy_day_is_narrowed_to_what_is_wanted(sandbox, tmp_path):
    busy = sandbox(users=6000)
    client = client_of(busy, tmp_path)
    # A week day's afternoon, with some seventy entries an hour.
    until = now(busy).replace(hour=18)
    until -= dt.timedelta(days=1 + (until - dt.timedelta(days=1)).weekday() % 5)
    while until.weekday() > 4:
        until -= dt.timedelta(days=1)
    before = busy.control("stats")["requests"].get("listLogs", 0)
    found = newest_events(client, CancelToken(), until, want=20)
    assert len(found.events) >= 20
    assert not found.crowded
    assert busy.control("stats")["requests"]["listLogs"] - before <= 5


def now(running):
    return dt.datetime.fromisoformat(running.control("now")["now"])


def client_of(running, tmp_path):
    keys = KeyPair(running.access_key, running.access_key_secret)
    return Client(Address.parse(running.base_url), keys, Pacer("t", tmp_path, rate=0))
