"""Chosen settings of one profile as edits to another, perhaps of another workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gong_admin.services.lists import FolderRecord
from gong_admin.services.profiles.comparing import Line
from gong_admin.services.profiles.creating import match_folders
from gong_admin.services.profiles.editing import value_at
from gong_admin.services.profiles.reading import Reading, Value
from gong_admin.services.profiles.setting import SettingKind


@dataclass(frozen=True, slots=True)
class Copied:
    """Values by their places. `missing` are folders that the other workspace doesn't have: they
    are left out, and where it has none of them the library is not copied."""

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
            there = tuple(theirs[one] for one in ids if one in theirs)
            if there or not ids or values.get(line.key) != "specific-folders":
                found[companion.key] = there
            else:
                # Gong wants folders with that level: the library stays as it is.
                for key in line.keys:
                    found.pop(key, None)
    return Copied(found, tuple(missing))


class Spread:
    """What a profile has on some lines, for others of any workspace. `missing` are the folders
    that a workspace asked for so far does not have."""

    def __init__(
        self,
        source: Reading,
        workspace_id: str,
        lines: Iterable[Line],
        folders: Iterable[FolderRecord],
    ) -> None:
        self._lines = tuple(lines)
        self._values = values_of(source, self._lines)
        self._folders = tuple(folders)
        self._by_workspace = {workspace_id: self._values}
        self.missing: set[str] = set()

    def edits_for(self, workspace_id: str, target: Reading) -> dict[str, Value]:
        """The values that a profile of a workspace gets. A list that it was never told and one
        that is empty are the same to everybody, so that is no edit."""
        if workspace_id not in self._by_workspace:
            ids = folders_in(self._values, self._lines)
            theirs = match_folders(ids, self._folders, workspace_id) if ids else {}
            copied = matched(self._values, self._lines, theirs)
            self._by_workspace[workspace_id] = copied.values
            self.missing.update(copied.missing)
        return {
            key: value
            for key, value in self._by_workspace[workspace_id].items()
            if value != () or value_at(target, key)
        }
