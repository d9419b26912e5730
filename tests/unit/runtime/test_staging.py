"""Edits that are staged: undo, reset, bases that change, saves."""

from __future__ import annotations

import datetime as dt
import gc
import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gong_admin.api.types.permissions import PermissionProfile
from gong_admin.runtime.staging import StagedProfiles
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.editing import NAME, apply
from gong_admin.services.profiles.reading import read

READ_AT = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)


def record_of(profile_id: str = "7", **fields: Any) -> ProfileRecord:
    raw = json.dumps({"id": profile_id, "name": f"Sellers {profile_id}", **fields}).encode()
    return ProfileRecord("w1", msgspec.json.decode(raw, type=PermissionProfile), raw)


@pytest.fixture
def known() -> dict[str, ProfileRecord]:
    """What was read last, by id: tests change it as a refresh would."""
    return {}


@pytest.fixture
def staged(qapp: Any, known: dict[str, ProfileRecord]) -> Iterator[StagedProfiles]:
    made = StagedProfiles(known.get, lambda: READ_AT)
    yield made
    made.deleteLater()


@pytest.fixture
def told(staged: StagedProfiles) -> list[str]:
    names: list[str] = []
    staged.changed.connect(names.append)
    return names


def test_an_edit_lies_on_top_and_is_told(staged: StagedProfiles, told: list[str]) -> None:
    record = record_of(deleteCalls=False)
    assert staged.reading(record).values["deleteCalls"] is False
    staged.edit(record, {"deleteCalls": True}, "Delete calls: On")

    assert staged.edits("7") == {"deleteCalls": True}
    assert staged.reading(record).values["deleteCalls"] is True
    assert staged.original(record).values["deleteCalls"] is False
    assert staged.base("7") == record.raw
    assert staged.based_at("7") == READ_AT
    assert (staged.ids(), staged.count(), staged.changes()) == (("7",), 1, 1)
    assert told == ["7"]


def test_what_stands_there_already_is_no_edit_and_no_step(staged: StagedProfiles) -> None:
    record = record_of(deleteCalls=False, callsAccess={"teamLeadIds": ["1", "2"]})
    staged.edit(record, {"deleteCalls": False, "callsAccess.teamLeadIds": ("2", "1")}, "Nothing")
    assert not staged.can_undo()
    assert staged.edits("7") == {}
    staged.edit(record, {"deleteCalls": True}, "On")
    staged.edit(record, {"deleteCalls": False}, "Off again")
    assert staged.edits("7") == {}
    assert staged.ids() == ()
    staged.undo("7")
    assert staged.edits("7") == {"deleteCalls": True}


def test_a_place_that_does_not_exist_is_refused(staged: StagedProfiles) -> None:
    with pytest.raises(KeyError):
        staged.edit(record_of(), {"id": "8"}, "Id")
    assert not staged.can_undo()


def test_undo_goes_back_to_the_start_and_redo_to_the_end(
    staged: StagedProfiles, told: list[str]
) -> None:
    record = record_of()
    for number in range(300):
        staged.edit(record, {NAME: f"Name {number}"}, f"Name {number}")
        gc.collect(0)
    assert staged.undo_text("7") == "Name 299"
    for _ in range(300):
        staged.undo("7")
    assert not staged.can_undo("7")
    assert staged.edits("7") == {}
    assert staged.redo_text("7") == "Name 0"
    while staged.can_redo("7"):
        staged.redo("7")
    assert staged.edits("7") == {NAME: "Name 299"}
    assert len(told) == 900


def test_a_step_over_several_profiles_is_one(staged: StagedProfiles, told: list[str]) -> None:
    one, two, three = record_of("1"), record_of("2"), record_of("3", deleteCalls=True)
    values = {"deleteCalls": True}
    staged.edit_many([(one, values), (two, values), (three, values)], "Delete calls everywhere")
    assert staged.ids() == ("1", "2")
    assert told == [""]
    staged.undo()
    assert staged.ids() == ()
    staged.redo()
    assert staged.ids() == ("1", "2")
    # In one of them it can be taken back alone; the latest step is then what is left of it.
    staged.undo("1")
    assert staged.ids() == ("2",)
    staged.undo()
    assert staged.ids() == ()


def test_the_latest_step_comes_first_whichever_profile_it_concerned(
    staged: StagedProfiles,
) -> None:
    one, two = record_of("1"), record_of("2")
    staged.edit(one, {"deleteCalls": True}, "one")
    staged.edit(two, {"deleteCalls": True}, "two")
    assert staged.undo_text() == "two"
    staged.undo()
    assert staged.undo_text() == "one"
    assert staged.redo_text() == "two"
    staged.edit(one, {"trimCalls": True}, "one more")
    # As in every editor: what comes after something new can't be done again...
    assert not staged.can_redo()
    # ... but within its profile nothing new has come.
    assert staged.can_redo("2")


def test_reset_is_a_step_too(staged: StagedProfiles) -> None:
    one, two = record_of("1"), record_of("2")
    staged.edit(one, {"deleteCalls": True, "trimCalls": True}, "Two")
    staged.edit(two, {"deleteCalls": True}, "One")
    staged.reset("1", "trimCalls")
    assert staged.edits("1") == {"deleteCalls": True}
    staged.reset("1")
    assert staged.edits("1") == {}
    staged.undo("1")
    staged.undo("1")
    assert staged.edits("1") == {"deleteCalls": True, "trimCalls": True}
    staged.reset_all()
    assert staged.ids() == ()
    staged.undo()
    assert staged.changes() == 3


def test_typing_goes_on_in_one_step(staged: StagedProfiles) -> None:
    record = record_of()
    staged.edit(record, {"deleteCalls": True}, "On")
    for text in ("S", "Se", "Sel"):
        staged.edit(record, {NAME: text}, "Name", merge=True)
    assert staged.edits("7") == {NAME: "Sel", "deleteCalls": True}
    staged.undo("7")
    assert staged.edits("7") == {"deleteCalls": True}
    staged.redo("7")
    assert staged.edits("7") == {NAME: "Sel", "deleteCalls": True}


def test_a_refresh_leaves_edits_on_their_base(
    staged: StagedProfiles, known: dict[str, ProfileRecord]
) -> None:
    old = record_of(deleteCalls=False, trimCalls=False)
    staged.edit(old, {"deleteCalls": True}, "On")
    new = known["7"] = record_of(deleteCalls=False, trimCalls=True)
    assert staged.base("7") == old.raw
    assert staged.outdated(new)
    assert staged.reading(new).values["trimCalls"] is False
    staged.edit(new, {"scoreCalls": True}, "On")
    assert staged.base("7") == old.raw

    staged.rebase(new)
    assert not staged.outdated(new)
    assert staged.base("7") == new.raw
    assert staged.reading(new).values["trimCalls"] is True
    assert staged.edits("7") == {"deleteCalls": True, "scoreCalls": True}


def test_what_others_have_made_so_is_no_edit_after_a_rebase(staged: StagedProfiles) -> None:
    old = record_of(deleteCalls=False)
    staged.edit(old, {"deleteCalls": True}, "On")
    staged.rebase(record_of(deleteCalls=True))
    assert staged.edits("7") == {}
    staged.rebase(record_of(deleteCalls=False))
    assert staged.edits("7") == {}


def test_undo_after_a_rebase_goes_to_what_gong_says_now(staged: StagedProfiles) -> None:
    staged.edit(record_of(description="one"), {"description": "mine"}, "Description")
    staged.rebase(record_of(description="theirs"))
    staged.undo("7")
    assert staged.edits("7") == {}


def test_a_profile_without_edits_stands_on_what_was_read_last(
    staged: StagedProfiles, known: dict[str, ProfileRecord]
) -> None:
    staged.edit(record_of(trimCalls=False), {"deleteCalls": True}, "On")
    staged.undo("7")
    known["7"] = record_of(trimCalls=True)
    staged.redo("7")
    assert staged.base("7") == known["7"].raw


def test_an_edit_of_an_old_record_stands_on_what_was_read_last(
    staged: StagedProfiles, known: dict[str, ProfileRecord]
) -> None:
    old, known["7"] = record_of(deleteCalls=False), record_of(deleteCalls=False, trimCalls=True)
    staged.edit(old, {"deleteCalls": True}, "On")
    assert staged.base("7") == known["7"].raw


def test_undo_goes_on_across_a_save(
    staged: StagedProfiles, known: dict[str, ProfileRecord]
) -> None:
    record = record_of(deleteCalls=False)
    staged.edit(record, {"deleteCalls": True}, "On")
    staged.edit(record, {"trimCalls": True}, "Trim")
    saved = known["7"] = record_of(deleteCalls=True)
    staged.saved("7", saved.raw, ["deleteCalls"])
    assert staged.edits("7") == {"trimCalls": True}
    staged.undo("7")
    assert staged.edits("7") == {}
    staged.undo("7")
    assert staged.edits("7") == {"deleteCalls": False}
    staged.redo("7")
    assert staged.edits("7") == {}


def test_what_no_edit_can_bring_about_is_not_brought_back(staged: StagedProfiles) -> None:
    level = "callsAccess.permissionLevel"
    staged.edit(record_of(callsAccess={"permissionLevel": "galaxy"}), {level: "own"}, "Own")
    staged.saved("7", record_of(callsAccess={"permissionLevel": "own"}).raw, [level])
    staged.undo("7")
    assert staged.edits("7") == {}


def _drives(staged: StagedProfiles) -> dict[str, Callable[[], None]]:
    return {
        "undo": lambda: staged.undo("7"),
        "redo": lambda: staged.redo("7"),
        "undo all": staged.undo,
        "reset": lambda: staged.reset("7"),
    }


_texts = st.sampled_from(["x", " x", "", " Sellers "])
_values = st.fixed_dictionaries(
    {},
    optional={
        NAME: _texts,
        "description": _texts,
        "deleteCalls": st.sampled_from([True, False, None]),
        "callsAccess.teamLeadIds": st.sampled_from([None, (), ("1",), ("2", "1")]),
    },
)


@settings(max_examples=80)
@given(
    raw=st.fixed_dictionaries(
        {"id": st.just("7")},
        optional={
            "deleteCalls": st.sampled_from([True, None]),
            "name": st.sampled_from([" Sellers ", None]),
            "callsAccess": st.sampled_from([None, {"teamLeadIds": ["1", "2"], "new": 3}]),
            "unheardOf": st.just({"a": [1]}),
        },
    ),
    drives=st.lists(st.one_of(_values, st.sampled_from(["undo", "redo", "undo all", "reset"]))),
)
def test_load_edit_and_undo_sends_nothing(
    qapp: Any, raw: dict[str, Any], drives: list[Any]
) -> None:
    text = json.dumps(raw).encode()
    record = ProfileRecord("w1", msgspec.json.decode(text, type=PermissionProfile), text)
    staged = StagedProfiles(lambda _: record, lambda: READ_AT)
    try:
        for drive in drives:
            if isinstance(drive, str):
                _drives(staged)[drive]()
            else:
                staged.edit(record, drive, "Edit")
            made = read(apply(record.raw, staged.edits("7")))
            assert made == staged.reading(record)
        while staged.can_undo("7"):
            staged.undo("7")
        assert staged.edits("7") == {}
        assert apply(record.raw, staged.edits("7")) is record.raw
    finally:
        staged.deleteLater()
