"""Chosen settings of one profile as edits to another, perhaps of another workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gong_admin.services.library import FolderTree
from gong_admin.services.lists import FolderRecord
from gong_admin.services.profiles.comparing import Column, Line, cell_of
from gong_admin.services.profiles.editing import value_at
from gong_admin.services.profiles.reading import Reading, Value
from gong_admin.services.profiles.setting import SettingKind

Match = Callable[[str], str | None]
"""The folder of the other workspace that stands for one of this; None where there is none."""


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


def matched(values: dict[str, Value], lines: Iterable[Line], match: Match) -> Copied:
    """The values for a profile of another workspace: people are the same everywhere, folders
    are found by their names."""
    found, missing = dict(values), list[str]()
    for line in lines:
        companion = line.companion
        if companion is None or companion.kind is not SettingKind.FOLDERS:
            continue
        ids = values.get(companion.key)
        if isinstance(ids, tuple):
            theirs = [(one, match(one)) for one in ids]
            missing += [one for one, other in theirs if other is None]
            found[companion.key] = tuple(other for _, other in theirs if other is not None)
    return Copied(found, tuple(missing))


def by_name(folders: Sequence[FolderRecord], source: str, target: str) -> Match:
    """Finds a folder of workspace `target` by the names on the way to it in `source`."""
    here = FolderTree(one for one in folders if one.workspace_id in (source, ""))
    there = FolderTree(one for one in folders if one.workspace_id in (target, ""))
    places: dict[tuple[str, ...], str] = {}
    for one in folders:
        if one.workspace_id in (target, ""):
            # Of two folders of one name the first counts.
            places.setdefault(tuple(there.path(one.id)), one.id)

    def match(folder_id: str) -> str | None:
        path = tuple(here.path(folder_id))
        return places.get(path) if path else None

    return match


def would_change(source: Column, target: Column, lines: Sequence[Line], chosen: set[int]) -> bool:
    """Whether copying the lines of those numbers would change anything."""
    return any(cell_of(source, lines, n) != cell_of(target, lines, n) for n in chosen)
