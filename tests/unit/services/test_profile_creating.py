"""New profiles on the sandbox: from nothing, and like others, also elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from gong_admin.api import errors
from gong_admin.api.types.library import LibraryFolder
from gong_admin.sandbox.faults import Fault
from gong_admin.services.lists import FolderRecord
from gong_admin.services.profiles import creating
from gong_admin.services.profiles.creating import (
    LOST_ANSWER,
    CreatePlan,
    CreateResult,
    blank,
    cloned,
    create,
    match_folders,
)
from gong_admin.services.profiles.reading import is_on, read
from gong_admin.services.profiles.saving import WITHOUT_SWITCHES
from gong_admin.services.profiles.settings_catalogue import LIBRARY_FOLDERS, LIBRARY_LEVEL, SETTINGS
from gong_admin.services.writing import NotWritten, UnclearOutcome
from tests.contract.known import Known
from tests.unit.services.test_profile_saving import World, answered_without_a_profile

POST = "createPermissionProfile"
LIST = "listPermissionProfile"


@pytest.fixture(scope="module")
def running(sandbox: Any) -> Any:
    return sandbox(users=60, fresh=True)


@pytest.fixture
def world(running: Any, qtbot: Any, tmp_path: Any) -> Iterator[World]:
    made = World(running, tmp_path)
    yield made
    made.close()


def make(world: World, body: bytes) -> CreateResult:
    return create(world.mine, CreatePlan(world.workspace, body))


def named(world: World, name: str) -> list[dict[str, Any]]:
    return [each for each in Known(world.theirs).profiles() if each["name"] == name]


def test_a_blank_profile_allows_nothing(world: World) -> None:
    result = make(world, blank("Newcomers", "Nothing yet"))
    assert result.not_taken == ()
    (made,) = named(world, "Newcomers")
    assert result.record.id == made["id"]
    reading = read(json.dumps(made).encode())
    assert reading.description == "Nothing yet"
    assert not [setting.key for setting in SETTINGS if is_on(reading, setting)]
    assert result.request_id


def test_a_clone_is_like_its_original(world: World) -> None:
    original = read(world.loaded)
    raw = json.loads(world.loaded) | {"ofTomorrow": {"a": [1]}}
    result = make(world, cloned(json.dumps(raw).encode(), "Twins", "Second"))
    made = read(result.record.raw)
    assert result.not_taken == ()
    assert (made.name, made.description) == ("Twins", "Second")
    assert made.id != original.id
    assert made.values == original.values
    assert json.loads(result.record.raw)["ofTomorrow"] == {"a": [1]}


def test_a_name_that_is_taken_is_told_before_anything_is_sent(world: World) -> None:
    make(world, blank("Once"))
    world.transport.sent.clear()
    with pytest.raises(errors.InvalidRequest, match="called “Once”"):
        make(world, blank("Once"))
    assert POST not in world.transport.sent


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.TRUNCATE])
def test_a_lost_answer_makes_no_second_one(world: World, fault: Fault) -> None:
    world.running.control("faults", {fault: {"count": 1, "operations": [POST]}})
    result = make(world, blank(f"After {fault}"))
    assert result.note == LOST_ANSWER
    assert result.trouble is None
    (made,) = named(world, f"After {fault}")
    assert made["id"] == result.record.id


def test_what_was_surely_not_made_is_said_so(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(creating, "LOOK_AGAIN", 0.01)
    world.running.control("faults", {"html": {"count": 1, "operations": [POST]}})
    with pytest.raises(NotWritten):
        make(world, blank("Never"))
    assert named(world, "Never") == []


def test_what_was_taken_and_not_told_may_have_been_made(world: World, monkeypatch: Any) -> None:
    answered_without_a_profile(world, monkeypatch)
    assert make(world, blank("Found again")).note == LOST_ANSWER
    world.transport.sent.clear()
    world.transport.before = lambda _: (
        world.running.control("faults", {"server-error": {"rate": 1, "operations": [LIST]}})
        if POST in world.transport.sent
        else None
    )
    with pytest.raises(UnclearOutcome):
        make(world, blank("Not told"))
    world.transport.before = lambda _: None
    world.running.control("faults", method="DELETE")
    assert len(named(world, "Not told")) == 1


def test_what_gong_does_not_take_is_said(world: World) -> None:
    world.running.control("faults", {"ignored-setting": {"count": 1, "operations": [POST]}})
    body = json.loads(blank("Half")) | {"deleteCalls": True, "trimCalls": True, "library": True}
    result = make(world, json.dumps(body).encode())
    assert result.not_taken
    made = read(result.record.raw)
    for change in result.not_taken:
        assert made.values[change.key] == change.after != change.before


def test_the_librarys_switches_without_a_level_are_left_out(world: World, monkeypatch: Any) -> None:
    real = world.mine.write

    def refusing(op: Any, request: Any, **options: Any) -> Any:
        if (
            op.id == POST
            and "manageStreams" in json.loads(options["raw_body"])["libraryFolderAccess"]
        ):
            raise errors.BadRequest(400, ("libraryFolderAccess can't be set",))
        return real(op, request, **options)

    monkeypatch.setattr(world.mine, "write", refusing)
    result = make(world, blank("Readers"))
    assert result.note == WITHOUT_SWITCHES
    assert len(named(world, "Readers")) == 1


def folder(folder_id: str, name: str, workspace: str, parent: str | None = None) -> FolderRecord:
    return FolderRecord(workspace, LibraryFolder(id=folder_id, name=name, parent_folder_id=parent))


def test_folders_are_matched_by_where_they_are_and_else_by_name() -> None:
    folders = [
        folder("1", "Sales", "a"),
        folder("2", "Best calls", "a", "1"),
        folder("3", "Best calls", "a"),
        folder("4", "Only here", "a"),
        folder("5", "Elsewhere", "a"),
        folder("11", "sales ", "b"),
        folder("12", "Best  Calls", "b", "11"),
        folder("13", "Best calls", "b"),
        folder("14", "Other", "b"),
        folder("15", "Elsewhere", "b", "14"),
    ]
    found = match_folders(["1", "2", "3", "4", "5", "unknown"], folders, "b")
    assert found == {"1": "11", "2": "12", "3": "13", "5": "15"}


def test_a_clone_elsewhere_has_the_folders_of_there() -> None:
    raw = json.dumps(
        {
            "id": "7",
            "libraryFolderAccess": {
                "permissionLevel": "specific-folders",
                "libraryFolderIds": ["1", "4", "2"],
            },
        }
    ).encode()
    assert read(cloned(raw, "x", "", {"1": "11", "2": "12"})).ids(LIBRARY_FOLDERS) == ("11", "12")
    assert read(cloned(raw, "x", "")).ids(LIBRARY_FOLDERS) == ("1", "4", "2")
    assert "id" not in json.loads(cloned(raw, "x", ""))
    closed = read(cloned(raw, "x", "", {}))
    assert (closed.values[LIBRARY_LEVEL], closed.ids(LIBRARY_FOLDERS)) == ("none", ())
