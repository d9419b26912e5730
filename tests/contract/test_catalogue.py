"""The catalogue is whole and agrees with itself, and with the table of operations."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import msgspec
import pytest

from gong_admin.api.catalogue import CATALOGUE, operation
from gong_admin.api.operation import Effect, Operation, Paging
from gong_admin.api.spec import Kind, Place, describe
from gong_admin.api.types.common import decode_hook, encode_hook
from tests.contract import gong_document

each = pytest.mark.parametrize("op", CATALOGUE, ids=[op.id for op in CATALOGUE])


def test_ids_and_routes_are_unique() -> None:
    assert len({op.id for op in CATALOGUE}) == len(CATALOGUE)
    assert len({(op.method, op.path) for op in CATALOGUE}) == len(CATALOGUE)


def test_an_operation_is_found_by_its_id() -> None:
    assert operation("getUser").path == "/v2/users/{id}"
    with pytest.raises(KeyError):
        operation("getUsers")


def test_the_brief_is_covered() -> None:
    numbers = [op.number for op in CATALOGUE if op.number is not None]
    assert sorted(numbers) == list(range(1, 55))


def test_the_table_says_the_same() -> None:
    names = {"data privacy": "privacy", "ask Gong": "ask"}
    rows = {
        row.id: (
            row.number,
            row.method,
            row.path,
            names.get(row.area, row.area),
            row.scope,
            row.cursor,
        )
        for row in gong_document.operations_table()
    }
    ours = {
        op.id: (op.number, op.method, op.path, op.area, op.scope, op.paging is Paging.CURSOR)
        for op in CATALOGUE
    }
    assert ours == rows


@each
def test_placeholders_are_the_path_parameters(op: Operation[Any, Any]) -> None:
    placeholders = re.findall(r"{(\w+)}", op.path)
    parameters = [spec.name for spec in describe(op.request) if spec.place is Place.PATH]
    assert placeholders == parameters


@each
def test_a_body_has_one_form(op: Operation[Any, Any]) -> None:
    """Members, or one whole value, or one file."""
    places = [spec.place for spec in describe(op.request)]
    whole, files = places.count(Place.WHOLE), places.count(Place.FILE)
    assert (Place.BODY in places) + whole + files <= 1
    for spec in describe(op.request):
        if spec.place in (Place.PATH, Place.FILE):
            assert spec.required


@each
def test_the_example_survives_json(op: Operation[Any, Any]) -> None:
    assert isinstance(op.example, op.request)
    sent = msgspec.json.encode(op.example, enc_hook=encode_hook)
    assert msgspec.json.decode(sent, type=op.request, dec_hook=decode_hook) == op.example


@each
def test_the_example_names_nobody_who_exists(op: Operation[Any, Any]) -> None:
    sent = msgspec.json.encode(op.example, enc_hook=encode_hook).decode()
    hosts = re.findall(r"@([\w.-]+)", sent) + re.findall(r"https?://([\w.-]+)", sent)
    assert all(host.endswith(".test") for host in hosts)
    assert set(re.findall(r"\b(?:19|20)\d\d(?=-\d\d)", sent)) <= {"2026"}


@each
def test_texts_are_there(op: Operation[Any, Any]) -> None:
    assert op.title
    assert not op.title.endswith(".")
    assert op.help.endswith(".")
    assert len(op.help) < 200


@each
def test_items_are_a_list_of_the_answer(op: Operation[Any, Any]) -> None:
    answer = {spec.field: spec for spec in describe(op.response)}
    if op.items:
        assert answer[op.items].kind in (Kind.LIST, Kind.SET)
    assert op.items or op.paging is Paging.NONE


@each
def test_paging_goes_both_ways(op: Operation[Any, Any]) -> None:
    """The cursor can be sent where Gong wants it, and is found in the answer."""
    sent = {spec.field: spec for spec in describe(op.request)}
    received = {spec.field: spec for spec in describe(op.response)}
    assert ("cursor" in sent) == (op.paging is Paging.CURSOR)
    assert ("records" in received) == (op.paging is Paging.CURSOR)
    if op.paging is Paging.CURSOR:
        cursor = sent["cursor"]
        assert cursor.place is (Place.QUERY if op.method == "GET" else Place.BODY)
        assert not cursor.required
        assert {member.field for member in received["records"].fields} >= {
            "cursor",
            "total_records",
        }


def test_effects() -> None:
    """What is retried, locked, reviewed and retyped hangs on these: no change by accident."""

    def with_effect(*effects: Effect) -> set[str]:
        return {op.id for op in CATALOGUE if op.effect in effects}

    assert with_effect(Effect.SPENDS) == {"askEntity", "generateBrief"}
    assert with_effect(Effect.DESTRUCTIVE) == {
        "purgeEmailAddress",
        "purgePhoneNumber",
        "deleteGenericCrmIntegration",
    }
    assert with_effect(Effect.OUTWARD) == {
        "addMeeting",
        "updateMeeting",
        "deleteMeeting",
        "assignProspects",
        "assignProspectsCoolOffOverrides",
        "submitFlowProspectsBulkAssignment",
        "unassignFlows",
        "unassignProspectFlows",
    }
    assert with_effect(Effect.WRITE) == {
        "createPermissionProfile",
        "updatePermissionProfile",
        "addUsersAccessToCalls",
        "deleteUsersAccessToCalls",
        "addCall",
        "addCallRecording",
        "uploadCrmData",
        "uploadCrmSchemaField",
        "registerGenericCrmIntegration",
        "customAction",
        "contentShared",
        "contentViewed",
        "addDigitalInteraction",
        "integrationSettings",
        "updateReminder",
    }
    reading_posts = {op.id for op in CATALOGUE if op.effect is Effect.READ and op.method == "POST"}
    assert reading_posts == {
        "listMultipleUsers",
        "getUsersAccessToCalls",
        "listCallsExtensive",
        "getCallTranscripts",
        "integrationStatus",
        "getProspectsAssignedFlows",
        "getFlowSteps",
        "listMultipleUsersAggregateActivity",
        "listMultipleUsersAggregateByPeriod",
        "listMultipleUsersDayByDayActivity",
        "listAnsweredScorecards",
        "listInteractionStats",
        "listTasks",
    }


def test_scopes_are_listed_one_by_one() -> None:
    assert operation("listCallsExtensive").scopes == (
        "api:calls:read:extensive",
        "api:calls:read:media-url",
    )
    assert operation("getPermissionProfile").scopes == ()


def test_a_declaration_can_not_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        operation("getUser").path = "/v2/elsewhere"  # type: ignore[misc]
