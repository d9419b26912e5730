"""Requests from plain values, bodies as text, pages put together."""

from __future__ import annotations

import datetime as dt
import json

import msgspec
import pytest

from gong_admin.api.catalogue import CATALOGUE, operation
from gong_admin.api.errors import InvalidRequest
from gong_admin.services import console


@pytest.mark.parametrize("op", CATALOGUE, ids=lambda op: op.id)
def test_an_example_survives_the_way_through_values_and_back(op):
    values = console.values_of(op, op.example)
    assert json.loads(json.dumps(values)) == values  # nothing but JSON: the history keeps it
    assert console.build(op, values).request == op.example


@pytest.mark.parametrize(
    "op", [op for op in CATALOGUE if console.body_specs(op)], ids=lambda op: op.id
)
def test_a_body_edited_as_text_says_the_same(op):
    values = console.values_of(op, op.example)
    draft = console.build_raw(op, values, console.body_text(op, values))
    assert draft.raw_body is None
    assert draft.request == op.example


def test_what_the_types_do_not_know_is_sent_as_written():
    op = operation("listMultipleUsers")
    text = '{"filter": {}, "newerThanThisProgram": 12345678901234567890}'
    draft = console.build_raw(op, {}, text)
    assert draft.raw_body == text.encode()
    assert draft.http().body == text.encode()


def test_text_that_is_not_json_is_told_and_not_sent():
    with pytest.raises(InvalidRequest) as caught:
        console.build_raw(operation("listMultipleUsers"), {}, '{"filter": ')
    assert "is not JSON" in caught.value.problems["body"]


def test_a_path_is_still_needed_beside_a_body_as_text():
    op = operation("updateMeeting")
    with pytest.raises(InvalidRequest) as caught:
        console.build_raw(op, {}, '{"unknown": true}')
    assert caught.value.problems == {"meetingId": "is required"}


def test_what_makes_no_sense_without_a_field_is_not_sent():
    new = operation("createPermissionProfile")
    with pytest.raises(InvalidRequest) as caught:
        console.build(new, {"workspaceId": "17", "profile": {"library": True}})
    assert caught.value.problems == {"profile.name": "is needed"}
    assert console.build(new, {"workspaceId": "17", "profile": {"name": "Partners"}})
    with pytest.raises(InvalidRequest) as caught:
        console.build(operation("addUsersAccessToCalls"), {})
    assert caught.value.problems == {"callAccessList": "is needed"}


def test_problems_carry_the_dotted_name_of_their_field():
    op = operation("listMultipleUsers")
    with pytest.raises(InvalidRequest) as caught:
        console.build(op, {"filter": {"userIds": ["1", 2]}})
    assert list(caught.value.problems) == ["filter.userIds.1"]


def test_a_readable_body_keeps_every_digit():
    body = b'{"id":12345678901234567890,"share":0.1000000000000000055}'
    assert msgspec.json.decode(console.pretty(body)) == msgspec.json.decode(body)
    assert "12345678901234567890" in console.pretty(body)
    assert "0.1000000000000000055" in console.pretty(body)
    assert console.pretty(b"<html>") == "<html>"


@pytest.mark.parametrize(
    ("writes", "reads"),
    [
        ("updatePermissionProfile", "getPermissionProfile"),
        ("addCallRecording", "getCall"),
        ("assignProspects", "getProspectsAssignedFlows"),
        ("purgePhoneNumber", "findAllReferencesToPhoneNumber"),
        ("addMeeting", None),
    ],
)
def test_what_was_written_is_read_by(writes: str, reads: str | None) -> None:
    found = console.reader_of(operation(writes))
    assert (found.id if found else None) == reads


def test_times_of_examples_move_with_the_days() -> None:
    op = next(op for op in CATALOGUE if op.id == "listCalls")

    def span(today: dt.date) -> list[str]:
        values = console.example_of(op, lambda _of: "", today)
        return [values["fromDateTime"], values["toDateTime"]]

    assert span(dt.date(2026, 3, 20)) == ["2026-03-01T00:00:00Z", "2026-03-08T00:00:00Z"]
    assert span(dt.date(2026, 3, 31)) == ["2026-03-08T00:00:00Z", "2026-03-15T00:00:00Z"]
    meeting = next(op for op in CATALOGUE if op.id == "addMeeting")
    for today in (dt.date(2026, 3, 20), dt.date(2027, 12, 31)):
        starts = console.example_of(meeting, lambda _of: "", today)["startTime"]
        assert dt.date.fromisoformat(starts[:10]) > today, "still ahead"
