"""What is wrong with an edited profile, and the way out that is offered."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gong_admin.services.profiles.editing import NAME, Edits, with_edits
from gong_admin.services.profiles.reading import Reading, read
from gong_admin.services.profiles.rules import LIBRARY_SWITCHES, Problem, errors, problems, told
from gong_admin.services.profiles.settings_catalogue import LIBRARY_FOLDERS, LIBRARY_LEVEL

STREAMS = "libraryFolderAccess.manageStreams"
LEADS = "callsAccess.teamLeadIds"


def loaded(**fields: Any) -> Reading:
    return read(json.dumps({"id": "7", "name": "Sellers", **fields}).encode())


def about(key: str, found: tuple[Problem, ...]) -> Problem:
    (problem,) = (each for each in found if each.key == key)
    return problem


def assert_fixed(reading: Reading, edits: Edits, problem: Problem) -> None:
    """Taking the way out ends the problem."""
    assert problem.fix is not None
    assert problem.fix_words
    after = problems(with_edits(reading, edits), problem.fix)
    assert problem not in after
    assert not errors(after)


def test_nothing_is_wrong_with_a_plain_profile() -> None:
    assert problems(loaded(), {}) == ()
    assert problems(loaded(), {"deleteCalls": True}, other_names=["Others"]) == ()


@pytest.mark.parametrize("name", ["", "  "])
def test_a_name_is_needed(name: str) -> None:
    (problem,) = problems(loaded(), {NAME: name})
    assert problem.severity == "error"
    assert told(problem) == "Name: A profile needs a name."


def test_a_name_is_given_once_in_a_workspace() -> None:
    (problem,) = problems(loaded(), {NAME: "Leads"}, other_names=["Leads"])
    assert problem.severity == "error"
    (problem,) = problems(loaded(), {NAME: "leads  1"}, other_names=["Leads 1"])
    assert problem.severity == "warning"
    assert "“Leads 1”" in problem.text


def test_a_name_that_was_not_edited_is_nobodys_business() -> None:
    stray = loaded(name="Integration User ")
    assert problems(stray, {"deleteCalls": True}, other_names=["Integration User "]) == ()
    assert problems(stray, {NAME: "Integration User "}) == ()


def test_stray_blanks_that_were_typed_can_be_removed() -> None:
    (problem,) = problems(loaded(), {NAME: " Hunters "})
    assert problem.severity == "warning"
    assert problem.fix == {NAME: "Hunters"}


def test_library_switches_need_a_level() -> None:
    reading = loaded(
        libraryFolderAccess={"permissionLevel": "all", "manageStreams": True, "libraryFolderIds": 0}
    )
    edits: Edits = {LIBRARY_LEVEL: "none"}
    problem = about(STREAMS, problems(reading, edits))
    assert problem.severity == "error"
    assert_fixed(reading, edits, problem)
    assert not errors(problems(reading, {**edits, STREAMS: False}))


def test_folders_need_a_level_and_the_level_folders() -> None:
    reading = loaded(
        libraryFolderAccess={"permissionLevel": "specific-folders", "libraryFolderIds": ["1"]}
    )
    none: Edits = {LIBRARY_LEVEL: "none"}
    problem = about(LIBRARY_FOLDERS, problems(reading, none))
    assert problem.severity == "error"
    assert_fixed(reading, none, problem)
    cleared: Edits = {LIBRARY_FOLDERS: ()}
    problem = about(LIBRARY_FOLDERS, problems(reading, cleared))
    assert problem.severity == "error"
    assert_fixed(reading, cleared, problem)
    everything: Edits = {LIBRARY_LEVEL: "all"}
    problem = about(LIBRARY_FOLDERS, problems(reading, everything))
    assert problem.severity == "warning"
    assert_fixed(reading, everything, problem)


def test_what_gong_holds_already_keeps_nothing_from_being_saved() -> None:
    reading = loaded(
        libraryFolderAccess=dict.fromkeys((key.split(".")[1] for key in LIBRARY_SWITCHES), True)
        | {"permissionLevel": "none", "libraryFolderIds": ["1"]}
    )
    found = problems(reading, {"deleteCalls": True})
    assert {problem.key for problem in found} == {*LIBRARY_SWITCHES, LIBRARY_FOLDERS}
    assert not errors(found)


@pytest.mark.parametrize("level", ["all", "none"])
def test_leads_without_effect_can_be_cleared(level: str) -> None:
    reading = loaded(callsAccess={"permissionLevel": "managers-team", "teamLeadIds": ["1"]})
    edits: Edits = {"callsAccess.permissionLevel": level}
    problem = about(LEADS, problems(reading, edits))
    assert problem.severity == "warning"
    assert problem.fix == {LEADS: ()}
    assert_fixed(reading, edits, problem)


def test_leads_under_reports_are_told_to_be_unproven() -> None:
    reading = loaded(callsAccess={"permissionLevel": "report-to-them", "teamLeadIds": ["1"]})
    (problem,) = problems(reading, {})
    assert (problem.key, problem.severity, problem.fix) == (LEADS, "note", None)


def test_unknown_leads_and_folders_are_named_and_kept() -> None:
    reading = loaded(
        callsAccess={"permissionLevel": "managers-team", "teamLeadIds": ["1", "2", "3"]},
        libraryFolderAccess={"permissionLevel": "specific-folders", "libraryFolderIds": ["9"]},
    )
    assert problems(reading, {}) == ()
    found = problems(
        reading, {}, known_users={"2"}.__contains__, known_folders=set[str]().__contains__
    )
    assert about(LEADS, found).text == "Leads 1, 3 are not among the company's users, and kept."
    assert about(LEADS, found).fix == {LEADS: ("2",)}
    assert about(LIBRARY_FOLDERS, found).text.startswith("Folder 9 is not in the library")
    assert not errors(found)


def test_an_unknown_level_is_kept() -> None:
    (problem,) = problems(loaded(dealsAccess={"permissionLevel": "galaxy"}), {})
    assert problem.severity == "note"
    assert "“galaxy”" in problem.text
