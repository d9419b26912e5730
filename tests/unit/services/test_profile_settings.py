"""The catalogue of a profile's settings, and reading a profile into it."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gong_admin.api.spec import ParamSpec, describe
from gong_admin.api.types.permissions import CreateProfile
from gong_admin.services.profiles.reading import (
    companions_note,
    is_on,
    is_risky,
    read,
    value_words,
)
from gong_admin.services.profiles.setting import GROUP_TITLES, Group, SettingKind
from gong_admin.services.profiles.settings_catalogue import (
    BY_KEY,
    COMPANIONS,
    SETTINGS,
    settings_of,
    shown_settings,
)


def _leaves(specs: Any, path: str = "") -> list[str]:
    found = []
    for spec in specs:
        key = f"{path}.{spec.name}" if path else spec.name
        inner = _fields(spec)
        found += _leaves(inner, key) if inner else [key]
    return found


def _fields(spec: ParamSpec) -> Any:
    return spec.fields


def raw(**values: Any) -> bytes:
    return json.dumps({"id": "1", "name": "Any", **values}).encode()


# -- the catalogue -----------------------------------------------------------------------------


def test_it_has_exactly_the_settings_of_gongs_type() -> None:
    body = next(spec for spec in describe(CreateProfile) if spec.fields)
    theirs = [key for key in _leaves(body.fields) if key not in ("id", "name", "description")]
    assert sorted(theirs) == sorted(BY_KEY)


def test_the_68_are_made_up_as_the_document_says() -> None:
    kinds = Counter(setting.kind for setting in SETTINGS)
    library = [s for s in SETTINGS if s.kind is SettingKind.SWITCH and "." in s.key]
    assert len(SETTINGS) == len(BY_KEY) == 68
    assert kinds[SettingKind.LEVEL] + kinds[SettingKind.LIBRARY_LEVEL] == 10
    assert kinds[SettingKind.LEADS] == 9
    assert kinds[SettingKind.FOLDERS] == 1
    assert len(library) == 4
    assert kinds[SettingKind.SWITCH] - len(library) == 44


def test_every_setting_reads_as_a_name_and_a_sentence() -> None:
    for setting in SETTINGS:
        assert re.fullmatch(r"[A-Z].*[^.]", setting.name), setting.key
        assert re.fullmatch(r"[A-Z].*\.", setting.help), setting.key
        assert not setting.risk or setting.risk.endswith("."), setting.key
    names = Counter(setting.name for setting in SETTINGS)  # reviews and logs tell no group
    assert max(names.values()) == 1


def test_every_group_has_a_title_and_settings() -> None:
    assert set(GROUP_TITLES) == set(Group)
    assert all(settings_of(group) for group in Group)
    assert sum(len(shown_settings(group)) for group in Group) == 58  # leads and folders stand by


@pytest.mark.parametrize(
    "key",
    [
        "deleteCalls",
        "deleteEmails",
        "downloadCallMedia",
        "dealsDataExport",
        "exportCallsAndCoachingDataToCSV",
        "shareCallsWithCustomers",
        "manageGeneralBusinessSettings",
    ],
)
def test_what_can_do_harm_says_why(key: str) -> None:
    assert BY_KEY[key].risk


# -- reading -----------------------------------------------------------------------------------


def test_values_come_flat_with_ids_as_text() -> None:
    reading = read(
        raw(
            callsAccess={
                "permissionLevel": "managers-team",
                "teamLeadIds": ["70000000000000000001"],
            },
            forecastPermissions={"forecastAccess": {"permissionLevel": "own", "teamLeadIds": None}},
            libraryFolderAccess={"permissionLevel": "all", "manageStreams": True},
            deleteCalls=True,
            trimCalls=False,
            aiBuilder=None,
        )
    )
    values = reading.values
    assert values["callsAccess.permissionLevel"] == "managers-team"
    assert reading.ids("callsAccess.teamLeadIds") == ("70000000000000000001",)
    assert values["forecastPermissions.forecastAccess.permissionLevel"] == "own"
    assert values["libraryFolderAccess.manageStreams"] is True
    assert (values["deleteCalls"], values["trimCalls"]) == (True, False)
    assert values["aiBuilder"] is None
    assert values["listenInCalls"] is None  # not sent at all
    assert reading.unknown == ()


def test_what_is_not_known_is_kept_by_its_name() -> None:
    reading = read(
        raw(agentStudioAccess=True, usageAccess={"permissionLevel": "own", "since": {"year": 2026}})
    )
    assert [(one.key, one.value) for one in reading.unknown] == [
        ("agentStudioAccess", "true"),
        ("usageAccess.since", '{"year":2026}'),
    ]


def test_names_keep_their_stray_blanks() -> None:
    assert read(b'{"name": "Integration User "}').name == "Integration User "


def test_values_of_another_type_are_shown_not_hidden() -> None:
    reading = read(raw(deleteCalls="yes", callsAccess={"permissionLevel": 7, "teamLeadIds": [12]}))
    assert reading.values["deleteCalls"] == '"yes"'
    assert not is_on(reading, BY_KEY["deleteCalls"])
    assert reading.values["callsAccess.permissionLevel"] == "7"
    assert reading.ids("callsAccess.teamLeadIds") == ("12",)


@pytest.mark.parametrize(
    ("level", "leads", "words", "note"),
    [
        ("all", [], "All", ""),
        ("all", ["1"], "All", "no effect under All"),
        ("none", ["1"], "None", "no effect under None"),
        ("managers-team", None, "Team", ""),
        ("managers-team", ["1", "2"], "Team of 2 leads", ""),
        ("managers-team", ["1"], "Team of 1 lead", ""),
        ("report-to-them", ["1"], "Reports", "not known"),
        ("region", ["1"], "region", ""),
        (None, ["1"], "Not told", ""),
    ],
)
def test_levels_in_words(level: str | None, leads: Any, words: str, note: str) -> None:
    reading = read(raw(callsAccess={"permissionLevel": level, "teamLeadIds": leads}))
    setting = BY_KEY["callsAccess.permissionLevel"]
    assert value_words(reading, setting) == words
    said = companions_note(reading, setting)
    assert note in said
    assert bool(said) == bool(note)


def test_library_folders_in_words() -> None:
    setting = BY_KEY["libraryFolderAccess.permissionLevel"]
    some = read(
        raw(libraryFolderAccess={"permissionLevel": "specific-folders", "libraryFolderIds": ["1"]})
    )
    assert value_words(some, setting) == "1 chosen folder"
    left = read(raw(libraryFolderAccess={"permissionLevel": "all", "libraryFolderIds": ["1"]}))
    assert companions_note(left, setting) == "Without effect under All folders."


def test_risk_counts_only_where_it_is_on() -> None:
    delete, trim = BY_KEY["deleteCalls"], BY_KEY["trimCalls"]
    reading = read(raw(deleteCalls=True, trimCalls=True, deleteEmails=False))
    assert is_risky(reading, delete)
    assert not is_risky(reading, trim)
    assert not is_risky(reading, BY_KEY["deleteEmails"])


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
_NAMES = st.sampled_from(
    sorted({setting.path[0] for setting in SETTINGS} | {"somethingNew", "id", "name"})
)


@given(st.dictionaries(_NAMES, _JSON, max_size=12))
def test_any_object_can_be_read(profile: dict[str, Any]) -> None:
    reading = read(msgspec.json.encode(profile))
    assert set(reading.values) == set(BY_KEY)
    assert ("somethingNew" in profile) == any(u.key == "somethingNew" for u in reading.unknown)
    for setting in SETTINGS:
        assert value_words(reading, setting)
        if setting.key in COMPANIONS:
            companions_note(reading, setting)
