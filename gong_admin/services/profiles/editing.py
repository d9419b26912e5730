"""Edits to a permission profile: what shall be different from what was read, and nothing else.

An edit is held by its place in the profile, never as a changed copy, so that what is sent is
always what Gong said last with the edits on top, its unknown settings included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import msgspec

from gong_admin.services.profiles.reading import Reading, Value, level_of, read
from gong_admin.services.profiles.setting import Setting, SettingKind
from gong_admin.services.profiles.settings_catalogue import BY_KEY, SETTINGS

NAME = "name"
DESCRIPTION = "description"
IDENTITY_TITLES = {NAME: "Name", DESCRIPTION: "Description"}

EDITABLE: tuple[str, ...] = (NAME, DESCRIPTION, *(setting.key for setting in SETTINGS))
"""Every place that can be edited, in the order in which it is shown."""

Edits = Mapping[str, Value]
"""The new values, by their place (`EDITABLE`)."""

NO_EDITS: Edits = MappingProxyType({})

_ORDER = {key: index for index, key in enumerate(EDITABLE)}


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One place that differs between two readings. `setting` is None for name and description."""

    key: str
    before: Value
    after: Value

    @property
    def setting(self) -> Setting | None:
        return BY_KEY.get(self.key)

    @property
    def title(self) -> str:
        return title_of(self.key)


def title_of(key: str) -> str:
    """What a place is called: the setting's name, "Name", "Description"; an unknown one's key."""
    setting = BY_KEY.get(key)
    return setting.name if setting is not None else IDENTITY_TITLES.get(key, key)


def value_at(reading: Reading, key: str) -> Value:
    """What stands at a place of `EDITABLE`. Raises KeyError for any other."""
    if key == NAME:
        return reading.name
    if key == DESCRIPTION:
        return reading.description
    return reading.values[key]


def same(one: Value, other: Value) -> bool:
    """Whether two values mean the same. The order of leads and folders has no meaning; False is
    not what was never told."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return sorted(one) == sorted(other)
    return type(one) is type(other) and one == other


def settable(key: str, value: Value) -> bool:
    """Whether an edit can bring about `value` as Gong sent it. Not so for what was of another
    type, which is held as its JSON, and for a level that this program doesn't know: that may be
    either."""
    setting = BY_KEY.get(key)
    if setting is None:
        return isinstance(value, str)
    if value is None:
        return True
    if setting.kind is SettingKind.SWITCH:
        return isinstance(value, bool)
    if setting.kind in (SettingKind.LEADS, SettingKind.FOLDERS):
        return isinstance(value, tuple)
    return level_of(setting, value) is not None


def effective(reading: Reading, edits: Edits) -> dict[str, Value]:
    """The edits that change something, in the order of `EDITABLE`."""
    changing = (key for key in edits if not same(value_at(reading, key), edits[key]))
    return {key: edits[key] for key in sorted(changing, key=_ORDER.__getitem__)}


def with_edits(reading: Reading, edits: Edits) -> Reading:
    """The reading as it would be with the edits on top."""
    if not edits:
        return reading
    values = {key: edits.get(key, value) for key, value in reading.values.items()}
    return replace(
        reading,
        name=_text(edits.get(NAME, reading.name)),
        description=_text(edits.get(DESCRIPTION, reading.description)),
        values=values,
    )


def changes(before: Reading, after: Reading) -> tuple[SettingChange, ...]:
    """Every place where two readings differ, in the order of `EDITABLE`. What this program does
    not know is compared by `unknown_changes`."""
    return tuple(
        SettingChange(key, value_at(before, key), value_at(after, key))
        for key in EDITABLE
        if not same(value_at(before, key), value_at(after, key))
    )


def unknown_changes(before: Reading, after: Reading) -> tuple[SettingChange, ...]:
    """What differs among the settings that this program has no name for; values are JSON."""
    was = {setting.key: setting.value for setting in before.unknown}
    now = {setting.key: setting.value for setting in after.unknown}
    return tuple(
        SettingChange(key, was.get(key), now.get(key))
        for key in dict.fromkeys((*was, *now))
        if was.get(key) != now.get(key)
    )


def apply(raw: bytes, edits: Edits) -> bytes:
    """The profile's JSON with the edits on top; untouched parts stay as Gong sent them, to the
    letter. Without effective edits it is `raw` itself.

    Raises `msgspec.DecodeError` if `raw` is not a JSON object.
    """
    wanted = effective(read(raw), edits)
    if not wanted:
        return raw
    profile = _open(raw)
    for key, value in wanted.items():
        setting = BY_KEY.get(key)
        _put(profile, (key,) if setting is None else setting.path, value)
    return msgspec.json.encode(profile)


def words(key: str, value: Value, names: Sequence[str] = ()) -> str:
    """A value on its own: "On", "Team", "Ines Okafor, Kenji Arakawa". `names` are those of the
    ids, in their order; without them ids stand for themselves."""
    if value is None:
        return "Not told"
    if isinstance(value, bool):
        return "On" if value else "Off"
    if isinstance(value, tuple):
        return ", ".join(names or value) if value else "None"
    setting = BY_KEY.get(key)
    if setting is None:
        return value or "Empty"
    level = level_of(setting, value)
    return level.word if level is not None else value


def ids_in(key: str, values: Iterable[Value]) -> tuple[str, ...]:
    """The ids of leads or folders among `values`; none for other settings."""
    setting = BY_KEY.get(key)
    if setting is None or setting.kind not in (SettingKind.LEADS, SettingKind.FOLDERS):
        return ()
    found = (one for value in values if isinstance(value, tuple) for one in value)
    return tuple(dict.fromkeys(found))


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _open(raw: bytes | msgspec.Raw) -> dict[str, msgspec.Raw]:
    return msgspec.json.decode(raw, type=dict[str, msgspec.Raw])


def _put(node: dict[str, msgspec.Raw], path: Sequence[str], value: Value) -> None:
    name, rest = path[0], path[1:]
    if not rest:
        node[name] = msgspec.Raw(msgspec.json.encode(value))
        return
    try:
        child = _open(node[name])
    except (KeyError, msgspec.ValidationError):  # not there, null, or of a shape nobody knows
        child = {}
    _put(child, rest, value)
    node[name] = msgspec.Raw(msgspec.json.encode(child))
