"""Settings of one profile as edits to another."""

from __future__ import annotations

import json

from gong_admin.services.profiles.comparing import LINES
from gong_admin.services.profiles.copying import (
    Spread,
    folders_in,
    matched,
    values_of,
)
from gong_admin.services.profiles.editing import effective
from gong_admin.services.profiles.reading import read
from gong_admin.services.profiles.settings_catalogue import LIBRARY_FOLDERS, LIBRARY_LEVEL


def reading(**profile):
    return read(json.dumps({"id": "1", "name": "A", **profile}).encode())


def lines(*titles):
    return [line for line in LINES if line.title in titles]


SOURCE = reading(
    deleteCalls=True,
    trimCalls=None,
    callsAccess={"permissionLevel": "managers-team", "teamLeadIds": ["7"]},
    libraryFolderAccess={"permissionLevel": "specific-folders", "libraryFolderIds": ["f1", "f2"]},
)


def test_a_level_goes_with_its_leads_and_what_was_never_told_stays():
    assert values_of(SOURCE, lines("Calls", "Delete calls", "Trim calls")) == {
        "callsAccess.permissionLevel": "managers-team",
        "callsAccess.teamLeadIds": ("7",),
        "deleteCalls": True,
    }


def test_folders_become_those_of_the_other_workspace():
    library = lines("Library", "Calls")
    values = values_of(SOURCE, library)
    assert folders_in(values, library) == ("f1", "f2")
    copied = matched(values, library, {"f1": "g1"})
    assert copied.values[LIBRARY_FOLDERS] == ("g1",)
    assert copied.values[LIBRARY_LEVEL] == "specific-folders"
    assert copied.values["callsAccess.teamLeadIds"] == ("7",)  # people are the same everywhere
    assert copied.missing == ("f2",)


def test_where_no_folder_is_the_library_stays_as_it_is():
    library = lines("Library", "Calls")
    copied = matched(values_of(SOURCE, library), library, {})
    assert set(copied.values) == {"callsAccess.permissionLevel", "callsAccess.teamLeadIds"}
    assert copied.missing == ("f1", "f2")


def test_what_looks_the_same_is_no_edit():
    """A list that was never told, and an empty one."""
    calls = lines("Calls")
    own = reading(callsAccess={"permissionLevel": "own", "teamLeadIds": []})
    spread = Spread(own, "a", calls, ())
    never_told = reading(callsAccess={"permissionLevel": "own", "teamLeadIds": None})
    assert effective(never_told, spread.edits_for("b", never_told)) == {}
    edits = spread.edits_for("b", SOURCE)
    assert effective(SOURCE, edits) == {
        "callsAccess.permissionLevel": "own",
        "callsAccess.teamLeadIds": (),
    }
