"""New profiles from the window: new, cloned, into other workspaces."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from PySide6.QtCore import Qt

from gong_admin.api import errors
from gong_admin.runtime.errors import MayHaveHappened
from gong_admin.services.profiles import creating
from gong_admin.services.profiles.creating import CreatePlan, blank, cloned
from gong_admin.services.profiles.reading import is_on, read
from gong_admin.services.profiles.settings_catalogue import LIBRARY_FOLDERS, SETTINGS
from gong_admin.ui.profile_changes.folder_dialog import FolderDialog, FolderQuestion
from gong_admin.ui.profile_changes.new_dialog import NewProfile, NewProfileDialog, Wanted
from gong_admin.ui.profile_changes.new_profile import ProfileCreator
from tests.ui.panels.test_profile_saver import Desk, desk

__all__ = ["desk"]

POST = "createPermissionProfile"


def creator(desk: Desk) -> ProfileCreator:
    return ProfileCreator(desk.context, desk.messages.append)


def workspace_ids(desk: Desk) -> list[str]:
    return [each.id for each in desk.data.workspaces.records]


def test_a_new_profile_allows_nothing_until_it_is_edited(desk: Desk, answers: Any) -> None:
    here = workspace_ids(desk)[1]
    answers.wanted = lambda asked: Wanted("Newcomers", "Not much", tuple(asked.chosen))
    (record,) = desk.run(creator(desk).new(here))
    assert record.workspace_id == here
    assert desk.data.profiles.get(record.id) is not None
    reading = read(json.dumps(desk.of(record)).encode())
    assert (reading.name, reading.description) == ("Newcomers", "Not much")
    assert not [setting.key for setting in SETTINGS if is_on(reading, setting)]
    (review,) = answers.reviews
    assert review.title == "Make Newcomers?"
    assert "neither deletes" in review.consequences[-1].text
    assert desk.messages == []


def test_a_clone_goes_into_several_workspaces(desk: Desk, answers: Any) -> None:
    record = desk.record("Collaborator")
    places = tuple(workspace_ids(desk)[:3])
    answers.wanted = lambda asked: Wanted("Helpers", asked.description, places)
    made = desk.run(creator(desk).clone(record))
    assert tuple(each.workspace_id for each in made) == places
    original = read(record.raw)
    for each in made:
        reading = read(json.dumps(desk.of(each)).encode())
        assert reading.name == "Helpers"
        assert reading.values == original.values
    assert answers.reviews[0].title == "Make Helpers in 3 workspaces?"
    assert answers.reviews[0].request.count("POST /v2/permission-profile") == 3


def test_what_is_offered_for_a_clone_is_free(desk: Desk, answers: Any) -> None:
    record = desk.record("Collaborator")
    desk.flip(record, "deleteCalls")
    asked: list[NewProfile] = []
    answers.wanted = asked.append
    assert desk.run(creator(desk).clone(record)) == ()
    assert asked[0].name == "Collaborator copy"
    assert asked[0].name_elsewhere == "Collaborator"
    assert "without 1 change" in asked[0].note


def test_folders_are_asked_for_where_there_is_no_counterpart(desk: Desk, answers: Any) -> None:
    found = [each for each in desk.data.profiles.records if read(each.raw).ids(LIBRARY_FOLDERS)]
    record = found[0]
    own = read(record.raw).ids(LIBRARY_FOLDERS)
    elsewhere = next(each for each in workspace_ids(desk) if each != record.workspace_id)
    questions: list[FolderQuestion] = []

    def choose(asked: FolderQuestion) -> dict[str, str]:
        questions.append(asked)
        (first, *_), rest = asked.there, asked.folders[1:]
        return {asked.folders[0][0]: first[0], **{folder: "" for folder, _ in rest}}

    answers.wanted = lambda asked: Wanted("Readers", "", (elsewhere,))
    answers.folders = choose
    (made,) = desk.run(creator(desk).clone(record))
    there = read(made.raw).ids(LIBRARY_FOLDERS)
    if questions:
        assert len(there) == questions[0].matched + 1
        assert len(own) == questions[0].matched + len(questions[0].folders)
    else:
        assert len(there) == len(own)
    query = {"workspaceId": elsewhere}
    folders = desk.theirs.read("GET", "/v2/library/folders", query)["folders"]
    assert set(there) <= {folder["id"] for folder in folders}


def test_who_thinks_better_of_it_makes_nothing(desk: Desk, answers: Any) -> None:
    answers.wanted = lambda asked: Wanted("Never", "", tuple(asked.chosen))
    answers.agree = False
    assert desk.run(creator(desk).new()) == ()
    assert POST not in desk.requests()


def test_a_broken_rule_stops_it_before_the_review(desk: Desk, answers: Any) -> None:
    here = workspace_ids(desk)[0]
    for name in ("Collaborator", " "):
        with pytest.raises(errors.InvalidRequest) as problem:
            desk.run(creator(desk).create([CreatePlan(here, blank(name))]))
        assert problem.value.problems[""].startswith(f"{desk.data.workspace_name(here)}: Name")
    assert answers.reviews == []


def test_what_was_made_before_something_failed_is_told(desk: Desk, answers: Any) -> None:
    one, two, _ = workspace_ids(desk)[:3]
    # Somebody made it in the second one, which nobody here has read.
    desk.theirs.read(
        "POST", "/v2/permission-profile", {"workspaceId": two}, json.loads(blank("Both"))
    )
    plans = [CreatePlan(each, blank("Both")) for each in (one, two)]
    (made,) = desk.run(creator(desk).create(plans))
    assert made.record.workspace_id == one
    (message,) = desk.messages
    assert message.title.startswith("1 of 2 profiles made")
    assert desk.data.workspace_name(two) in message.text
    assert desk.data.profiles.stale


def test_what_may_have_been_made_is_not_called_missing(
    desk: Desk, answers: Any, monkeypatch: Any
) -> None:
    """The answer to the second is lost, and so is the look for it."""
    one, two, three = workspace_ids(desk)[:3]
    sent: list[str] = []
    real = creating.create

    def create(client: Any, plan: CreatePlan, **options: Any) -> Any:
        sent.append(plan.workspace_id)
        if len(sent) == 2:
            cause = errors.ConnectionFailed("late", reason="timeout", may_have_happened=True)
            raise MayHaveHappened("Create", cause)
        return real(client, plan, **options)

    monkeypatch.setattr(creating, "create", create)
    plans = [CreatePlan(each, blank("Perhaps")) for each in (one, two, three)]
    desk.run(creator(desk).create(plans))
    (message,) = desk.messages
    name = desk.data.workspace_name
    assert f"Made: {name(one)}. Perhaps made, look there: {name(two)}." in message.text
    assert f"Not tried: {name(three)}." in message.text


def test_one_that_cannot_be_made_keeps_no_other_back(desk: Desk, answers: Any) -> None:
    here = workspace_ids(desk)[0]
    wrong = cloned(blank("x"), "Wrong", "", None)
    wrong = json.dumps(
        {**json.loads(wrong), "libraryFolderAccess": {"permissionLevel": "specific-folders"}}
    ).encode()
    # Somebody has made one of that name, which nobody here has read.
    desk.theirs.read(
        "POST", "/v2/permission-profile", {"workspaceId": here}, json.loads(blank("There"))
    )
    plans = [CreatePlan(here, each) for each in (wrong, blank("There"), blank("Good"))]
    (made,) = desk.run(creator(desk).create(plans, each_alone=True, warnings=["Mind this."]))
    assert made.record.profile.name == "Good"
    (message,) = desk.messages
    assert "Made: Good. Not made: Wrong, There." in message.text
    assert "Choose at least one folder" in message.text
    assert "Mind this." in [each.text for each in answers.reviews[0].consequences]


def test_what_nobody_waits_for_any_more_is_read_again(
    desk: Desk, answers: Any, monkeypatch: Any
) -> None:
    async def broken_off(*_: Any, **__: Any) -> None:
        raise asyncio.CancelledError

    monkeypatch.setattr(type(desk.context.session), "run", broken_off)
    with pytest.raises(asyncio.CancelledError):
        desk.run(creator(desk).create([CreatePlan(workspace_ids(desk)[0], blank("Later"))]))
    assert desk.data.profiles.stale


# -- the dialogs -------------------------------------------------------------------------------


def _asked(**options: Any) -> NewProfile:
    return NewProfile(
        **{
            "title": "Clone Sellers",
            "workspaces": [("a", "EMEA"), ("b", "APAC")],
            "chosen": ("a",),
            "names": {"a": {"Sellers"}, "b": {"Buyers"}},
            "name": "Sellers copy",
            "name_elsewhere": "Sellers",
            "home": "a",
            "several": True,
            **options,
        }
    )


def test_a_name_must_be_free_wherever_it_goes(bench: Any, qtbot: Any) -> None:
    dialog = NewProfileDialog(bench.window, _asked())
    dialog.open()
    assert dialog.button.isEnabled()
    assert dialog.wanted() == Wanted("Sellers copy", "", ("a",))
    dialog._boxes["b"].click()
    dialog._boxes["a"].click()
    # Elsewhere its own name is free.
    assert dialog.wanted() == Wanted("Sellers", "", ("b",))
    dialog.name.clear()
    qtbot.keyClicks(dialog.name, "Buyers")
    assert not dialog.button.isEnabled()
    assert "APAC" in dialog._name.error()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.name, " 2 ")
    assert dialog.wanted().name == "Buyers 2"
    dialog._boxes["b"].click()
    assert dialog.button.toolTip() == "Choose a workspace."
    dialog.reject()


def test_an_empty_name_is_no_mistake_before_it_is_typed(bench: Any) -> None:
    dialog = NewProfileDialog(bench.window, _asked(name="", several=False))
    dialog.open()
    assert not dialog.button.isEnabled()
    assert dialog._name.error() == ""
    dialog.reject()


def test_a_folder_may_be_left_out(bench: Any) -> None:
    asked = FolderQuestion("Sellers", "APAC", [("1", "Sales / Best")], [("11", "Best")], 2)
    dialog = FolderDialog(bench.window, asked)
    dialog.open()
    assert dialog.choices() == {"1": ""}
    dialog._selects["1"].set_value("11")
    assert dialog.choices() == {"1": "11"}
    dialog.reject()
