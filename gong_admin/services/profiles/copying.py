"""Chosen settings of one profile as edits to another, perhaps of another workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gong_admin.services.profiles.comparing import Column, Line, cell_of
from gong_admin.services.profiles.editing import value_at
from gong_admin.services.profiles.reading import Reading, Value
from gong_admin.services.profiles.setting import SettingKind


@dataclass(frozen=True, slots=True)
class Copied:
    """Values by their places. `missing` are folders that the other workspace doesn't have: they
    are left out."""

    values: dict[str, Value]
    missing: tuple[str, ...] = ()


def values_of(source: Reading, lines: Iterable[Line]) -> dict[str, Value]:
    """What a profile has on some lines, their leads and folders included. What Gong never told
    can't be copied and is left out, as is what is new at Gong."""
    found: dict[str, Value] = {}
    for line in lines:
        for key in line.keys if line.editable else ():
            value = value_at(source, key)
            if value is not None:
                found[key] = value
    return found


def folders_in(values: Mapping[str, Value], lines: Iterable[Line]) -> tuple[str, ...]:
    """The folders among the values of some lines."""
    found: list[str] = []
    for line in lines:
        if line.companion is not None and line.companion.kind is SettingKind.FOLDERS:
            ids = values.get(line.companion.key)
            found += ids if isinstance(ids, tuple) else ()
    return tuple(dict.fromkeys(found))


def matched(
    values: Mapping[str, Value], lines: Iterable[Line], theirs: Mapping[str, str]
) -> Copied:
    """The values for a profile of another workspace: people are the same everywhere, for folders
    stand those of `theirs` (`creating.match_folders`)."""
    found, missing = dict(values), list[str]()
    for line in lines:
        companion = line.companion
        if companion is None or companion.kind is not SettingKind.FOLDERS:
            continue
        ids = values.get(companion.key)
        if isinstance(ids, tuple):
            missing += [one for one in ids if one not in theirs]
            found[companion.key] = tuple(theirs[one] for one in ids if one in theirs)
    return Copied(found, tuple(missing))


def would_change(source: Column, target: Column, lines: Sequence[Line], chosen: set[int]) -> bool:
    """Whether copying the lines of those numbers would change anything."""
    return any(cell_of(source, lines, n) != cell_of(target, lines, n) for n in chosen)
