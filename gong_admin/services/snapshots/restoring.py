"""What brings profiles back to how they were in a snapshot, and what nothing brings back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from gong_admin.services.profiles.editing import (
    NAME,
    Edits,
    SettingChange,
    apply,
    changes,
    unknown_changes,
)
from gong_admin.services.profiles.reading import Value, level_of, read
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.services.profiles.settings_catalogue import BY_KEY
from gong_admin.services.snapshots.comparing import Area, Difference, Event
from gong_admin.services.snapshots.content import Content, Item, Part


@dataclass(frozen=True, slots=True)
class ProfileRestore:
    """One profile that is still there: `now` as Gong said last, `edits` what brings it back.
    `left` are changes that can't be taken back."""

    now: Item
    edits: Edits
    left: tuple[SettingChange, ...] = ()


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What a restore would do. `lost` profiles can only be made anew, with a new id and without
    members; `newer` ones came since and stay; `members` came or went and stay as they are;
    `elsewhere` is how many differences are about things that Gong's API can't write."""

    profiles: tuple[ProfileRestore, ...]
    lost: tuple[Item, ...] = ()
    newer: tuple[Item, ...] = ()
    members: int = 0
    elsewhere: int = 0

    @property
    def items(self) -> tuple[ProfileRestore, ...]:
        """The profiles that would be written."""
        return tuple(one for one in self.profiles if one.edits)

    @property
    def left(self) -> tuple[tuple[Item, SettingChange], ...]:
        """Changes of settings that stay as they are."""
        return tuple((one.now, change) for one in self.profiles for change in one.left)


def plan(then: Content, now: Content, wanted: Iterable[Difference]) -> RestorePlan:
    """What takes back the `wanted` differences, which are those from `then` to `now`."""
    keys: dict[str, set[str]] = {}
    lost: dict[str, Item] = {}
    newer: dict[str, Item] = {}
    members = elsewhere = 0
    was, is_now = then.of(Part.PROFILES), now.of(Part.PROFILES)
    for one in wanted:
        if one.area is Area.SETTING and one.subject_id in was and one.subject_id in is_now:
            keys.setdefault(one.subject_id, set()).add(one.key)
        elif one.area is Area.PROFILE and one.event is Event.GONE and one.subject_id in was:
            lost[one.subject_id] = was[one.subject_id]
        elif one.area is Area.PROFILE and one.subject_id in is_now:
            newer[one.subject_id] = is_now[one.subject_id]
        elif one.area is Area.MEMBER:
            members += 1
        else:
            elsewhere += 1
    profiles = tuple(restore(was[key], is_now[key], wanted=keys[key]) for key in keys)
    return RestorePlan(profiles, tuple(lost.values()), tuple(newer.values()), members, elsewhere)


def restore(then: Item, now: Item, *, wanted: Collection[str] | None = None) -> ProfileRestore:
    """What brings one profile back; only the places in `wanted`, where that is given."""
    old, new = read(then.raw), read(now.raw)
    edits: dict[str, Value] = {}
    left: list[SettingChange] = []
    for change in changes(old, new):
        if wanted is not None and change.key not in wanted:
            continue
        if _can_be_written(then.raw, now.raw, change):
            edits[change.key] = change.before
        else:
            left.append(change)
    left += [c for c in unknown_changes(old, new) if wanted is None or c.key in wanted]
    return ProfileRestore(now, edits, tuple(left))


def _can_be_written(then: bytes, now: bytes, change: SettingChange) -> bool:
    """Whether an edit leads to just what stood there. Not so where Gong had sent something of
    another type, which is held as its JSON, or a level that nobody knows or that was none."""
    setting = BY_KEY.get(change.key)
    if setting is None:
        return change.key != NAME or bool(change.before)
    if setting.kind in (SettingKind.LEVEL, SettingKind.LIBRARY_LEVEL):
        return level_of(setting, change.before) is not None
    return _same_json(
        _at(then, setting.path), _at(apply(now, {change.key: change.before}), setting.path)
    )


def _same_json(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(str, one)) == sorted(map(str, other))
    return type(one) is type(other) and bool(one == other)


def _at(raw: bytes, path: tuple[str, ...]) -> Any:
    found: Any = msgspec.json.decode(raw)
    for name in path:
        found = found.get(name) if isinstance(found, dict) else None
    return found
