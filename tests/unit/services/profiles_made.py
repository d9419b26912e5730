"""Made-up permission profiles for tests: any settings, nulls, unknown fields, in any order."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from gong_admin.services.profiles.editing import EDITABLE, NAME
from gong_admin.services.profiles.reading import Value
from gong_admin.services.profiles.setting import LEVELS, LIBRARY_LEVELS, SettingKind
from gong_admin.services.profiles.settings_catalogue import BY_KEY, SETTINGS

IDS = st.lists(st.integers(10**17, 10**18).map(str), max_size=3, unique=True)
TEXTS = st.text("abc äé\u2028\\\"'", min_size=1, max_size=8)
UNKNOWN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


def value_of(key: str) -> st.SearchStrategy[Any]:
    """A value that an administrator may choose for a place of a profile."""
    setting = BY_KEY.get(key)
    if setting is None:
        return TEXTS
    if setting.kind is SettingKind.SWITCH:
        return st.booleans()
    if setting.kind is SettingKind.LEVEL:
        return st.sampled_from([level.value for level in LEVELS])
    if setting.kind is SettingKind.LIBRARY_LEVEL:
        return st.sampled_from([level.value for level in LIBRARY_LEVELS])
    return IDS


@st.composite
def profiles(draw: st.DrawFn, *, nulls: bool = True) -> bytes:
    """The JSON of a profile. With `nulls` some settings are null or not there at all."""
    profile: dict[str, Any] = {"id": "77", "name": draw(TEXTS), "description": draw(TEXTS)}
    for setting in SETTINGS:
        levels = setting.kind in (SettingKind.LEVEL, SettingKind.LIBRARY_LEVEL)
        fate = draw(st.integers(0, 9)) if nulls and not levels else 9
        if fate == 0:
            continue
        node = profile
        for name in setting.path[:-1]:
            node = node.setdefault(name, {})
        node[setting.path[-1]] = None if fate == 1 else draw(value_of(setting.key))
    for name, value in draw(st.dictionaries(TEXTS, UNKNOWN, max_size=3)).items():
        profile[f"new {name}"] = value
        profile["callsAccess"][f"new {name}"] = value
    keys = draw(st.permutations(list(profile)))
    return json.dumps(
        {key: profile[key] for key in keys}, ensure_ascii=draw(st.booleans())
    ).encode()


@st.composite
def edits(draw: st.DrawFn) -> dict[str, Value]:
    """Some edits, as a person makes them."""
    keys = draw(st.lists(st.sampled_from(EDITABLE), max_size=6, unique=True))
    made = {key: draw(value_of(key)) for key in keys}
    return {
        key: tuple(v) if isinstance(v, list) else v for key, v in made.items() if v or key != NAME
    }
