"""What a profile says: its settings as one flat view, whatever else Gong sent kept beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from gong_admin.services.profiles.setting import (
    LEADS_COUNT_UNDER,
    LEADS_UNPROVEN_UNDER,
    LEVELS,
    LIBRARY_LEVELS,
    Level,
    Setting,
    SettingKind,
)
from gong_admin.services.profiles.settings_catalogue import (
    COMPANIONS,
    LIBRARY_FOLDERS,
    SETTINGS,
)
from gong_admin.services.words import counted

Value = bool | str | tuple[str, ...] | None
"""A switch, a level, or ids. None where Gong sent null or nothing. A value of a type that the
setting does not have is its JSON text, so that nothing that was sent is hidden."""

_IDENTITY = frozenset({"id", "name", "description"})
_BY_VALUE = {level.value: level for level in LEVELS}
_LIBRARY_BY_VALUE = {level.value: level for level in LIBRARY_LEVELS}


@dataclass(frozen=True, slots=True)
class UnknownSetting:
    """Something in a profile that this program has no name for. `value` is its JSON."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One profile as read. `values` holds every key of `SETTINGS`. Name and description are as
    Gong sent them, stray blanks included."""

    id: str
    name: str
    description: str
    values: Mapping[str, Value]
    unknown: tuple[UnknownSetting, ...]

    def ids(self, key: str) -> tuple[str, ...]:
        """The leads or folders under `key`; none where nothing was told."""
        value = self.values[key]
        return value if isinstance(value, tuple) else ()


def read(raw: bytes) -> Reading:
    """Open up a profile's JSON. Raises `msgspec.DecodeError` if it isn't a JSON object."""
    profile = msgspec.json.decode(raw, type=dict[str, Any])
    values = {setting.key: _value(setting, _at(profile, setting.path)) for setting in SETTINGS}
    return Reading(
        id=str(profile.get("id") or ""),
        name=str(profile.get("name") or ""),
        description=str(profile.get("description") or ""),
        values=values,
        unknown=tuple(_unknown(profile, "", _IDENTITY)),
    )


def level_of(setting: Setting, value: Value) -> Level | None:
    """The level that `value` names; None where none was told, or one that is not known."""
    known = _LIBRARY_BY_VALUE if setting.kind is SettingKind.LIBRARY_LEVEL else _BY_VALUE
    return known.get(value) if isinstance(value, str) else None


def is_on(reading: Reading, setting: Setting) -> bool:
    """Whether the setting allows anything: a switch that is on, a level above none."""
    value = reading.values[setting.key]
    if setting.kind is SettingKind.SWITCH:
        return value is True
    if isinstance(value, tuple):
        return bool(value)
    return isinstance(value, str) and value != "none"


def is_risky(reading: Reading, setting: Setting) -> bool:
    """Whether the setting is one of the risky ones and on."""
    return bool(setting.risk) and is_on(reading, setting)


def value_words(reading: Reading, setting: Setting) -> str:
    """The value in words: "On", "Team of 2 leads", "7 chosen folders". Ids are counted."""
    value = reading.values[setting.key]
    if value is None:
        return "Not told"
    if isinstance(value, bool):
        return "On" if value else "Off"
    if isinstance(value, tuple):
        return f"{len(value):,}"
    level = level_of(setting, value)
    if level is None:
        return value or '""'
    companions = reading.ids(COMPANIONS[setting.key].key)
    if value == LEADS_COUNT_UNDER and companions:
        return f"Team of {counted(len(companions), 'lead')}"
    if value == "specific-folders":
        return counted(len(companions), "chosen folder")
    return level.word


def companions_note(reading: Reading, setting: Setting) -> str:
    """What to know about the leads or folders of a level, "" for nothing: without effect, or
    with one that nobody has seen."""
    companion = COMPANIONS[setting.key]
    if not reading.ids(companion.key):
        return ""
    value = reading.values[setting.key]
    level = level_of(setting, value)
    if level is None:
        return ""
    if companion.key == LIBRARY_FOLDERS:
        return "" if value == "specific-folders" else f"Without effect under {level.word}."
    if value == LEADS_COUNT_UNDER:
        return ""
    if value in LEADS_UNPROVEN_UNDER:
        return f"Whether leads count under {level.word} is not known."
    return f"Leads have no effect under {level.word}; they count under Team."


def _at(profile: Mapping[str, Any], path: Sequence[str]) -> Any:
    found: Any = profile
    for name in path:
        if not isinstance(found, dict):
            return None
        found = found.get(name)
    return found


def _value(setting: Setting, sent: Any) -> Value:
    if sent is None:
        return None
    if setting.kind is SettingKind.SWITCH:
        if isinstance(sent, bool):
            return sent
    elif setting.kind in (SettingKind.LEADS, SettingKind.FOLDERS):
        if isinstance(sent, list):
            return tuple(one if isinstance(one, str) else _json(one) for one in sent)
    elif isinstance(sent, str):
        return sent
    return _json(sent)


def _known_names() -> dict[str, frozenset[str]]:
    """The names that are known inside each object, by the object's path ("" for the profile)."""
    names: dict[str, set[str]] = {}
    for setting in SETTINGS:
        for depth in range(len(setting.path)):
            names.setdefault(".".join(setting.path[:depth]), set()).add(setting.path[depth])
    return {path: frozenset(found) for path, found in names.items()}


_KNOWN = _known_names()


def _unknown(
    part: Mapping[str, Any], path: str, besides: frozenset[str] = frozenset()
) -> Iterator[UnknownSetting]:
    for name, value in part.items():
        if name in besides:
            continue
        key = f"{path}.{name}" if path else name
        if name not in _KNOWN[path]:
            yield UnknownSetting(key, _json(value))
        elif isinstance(value, dict) and key in _KNOWN:
            yield from _unknown(value, key)


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
