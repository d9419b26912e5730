"""Edits on top of any profile: what is sent is what was read, plus the edits."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gong_admin.services.profiles.editing import (
    DESCRIPTION,
    EDITABLE,
    NAME,
    Edits,
    apply,
    changes,
    effective,
    settable,
    unknown_changes,
    value_at,
    with_edits,
)
from gong_admin.services.profiles.reading import Value, read
from gong_admin.services.profiles.setting import LEVELS, LIBRARY_LEVELS, SettingKind
from gong_admin.services.profiles.settings_catalogue import BY_KEY, SETTINGS

_ids = st.lists(st.text("0123456789", min_size=1, max_size=4), unique=True, max_size=4)
_texts = st.text(' aÄ\u200b"\\/', max_size=5)
_numbers = st.floats(allow_nan=False, allow_infinity=False)  # JSON knows neither
_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | _texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3),
    max_leaves=6,
)
_strange = {"galaxy": 1, "": None, "settings": {"of": ["tomorrow"]}}


def _sent(kind: SettingKind) -> st.SearchStrategy[Any]:
    """What Gong may have sent for a setting, now and then of another type."""
    usual: dict[SettingKind, st.SearchStrategy[Any]] = {
        SettingKind.SWITCH: st.booleans(),
        SettingKind.LEADS: _ids,
        SettingKind.FOLDERS: _ids,
        SettingKind.LEVEL: st.sampled_from([*(level.value for level in LEVELS), "of tomorrow"]),
        SettingKind.LIBRARY_LEVEL: st.sampled_from([level.value for level in LIBRARY_LEVELS]),
    }
    return st.none() | usual[kind] | usual[kind] | _json


def _edited(key: str) -> st.SearchStrategy[Value]:
    setting = BY_KEY.get(key)
    if setting is None:
        return _texts
    if setting.kind is SettingKind.SWITCH:
        return st.booleans()
    if setting.kind in (SettingKind.LEADS, SettingKind.FOLDERS):
        return _ids.map(tuple)
    levels = LIBRARY_LEVELS if setting.kind is SettingKind.LIBRARY_LEVEL else LEVELS
    return st.sampled_from([level.value for level in levels])


@st.composite
def profiles(draw: st.DrawFn) -> bytes:
    """A profile's JSON: any part missing, null or strange, unknown names everywhere, any order."""
    profile: dict[str, Any] = {"id": "7"}
    for setting in draw(st.lists(st.sampled_from(SETTINGS), unique=True, max_size=12)):
        node = profile
        for name in setting.path[:-1]:
            node = node.setdefault(name, {})
            if not isinstance(node, dict):
                break
        else:
            node[setting.path[-1]] = draw(_sent(setting.kind))
    for name in draw(st.lists(st.sampled_from(["callsAccess", "forecastPermissions"]))):
        profile[name] = draw(st.none() | st.just(_strange))
    for name in (NAME, DESCRIPTION):
        if draw(st.booleans()):
            profile[name] = draw(st.none() | _texts)
    profile |= draw(st.dictionaries(st.sampled_from(["x", "ofTomorrow", "ß"]), _json))
    ordered = draw(st.permutations(list(profile)))
    text = json.dumps({name: profile[name] for name in ordered}, ensure_ascii=draw(st.booleans()))
    return text.encode()


@st.composite
def edits(draw: st.DrawFn) -> Edits:
    keys = draw(st.lists(st.sampled_from(EDITABLE), unique=True, max_size=6))
    return {key: draw(_edited(key)) for key in keys}


@given(raw=profiles())
def test_nothing_is_sent_without_edits(raw: bytes) -> None:
    assert apply(raw, {}) is raw
    loaded = read(raw)
    same = {key: value_at(loaded, key) for key in EDITABLE}
    assert effective(loaded, same) == {}
    assert apply(raw, same) is raw


@given(raw=profiles(), wanted=edits())
def test_what_is_sent_is_what_was_read_plus_the_edits(raw: bytes, wanted: Edits) -> None:
    sent = apply(raw, wanted)
    before, after = read(raw), read(sent)
    assert after == with_edits(before, wanted)
    # What nobody edited is as it was, to the last unknown field.
    assert {change.key for change in changes(before, after)} == set(effective(before, wanted))
    assert unknown_changes(before, after) == ()
    assert list(json.loads(sent))[: len(json.loads(raw))] == list(json.loads(raw))


@given(raw=profiles(), wanted=edits())
def test_edits_can_be_taken_back(raw: bytes, wanted: Edits) -> None:
    before = read(raw)
    was = {key: value_at(before, key) for key in wanted}
    # What Gong sent as something else than the setting is can't be brought back by an edit.
    back = {key: value for key, value in was.items() if settable(key, value)}
    after = read(apply(apply(raw, wanted), back))
    assert {key: value_at(after, key) for key in back} == back
    if back == was:
        assert after == before


@settings(max_examples=60)
@given(raw=profiles(), wanted=edits(), data=st.data())
def test_edits_in_any_order_are_one_save(raw: bytes, wanted: Edits, data: st.DataObject) -> None:
    at_once = read(apply(raw, wanted))
    one_by_one = raw
    for key in data.draw(st.permutations(list(wanted))):
        one_by_one = apply(one_by_one, {key: wanted[key]})
    assert read(one_by_one) == at_once
