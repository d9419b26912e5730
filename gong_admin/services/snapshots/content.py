"""What a snapshot holds, in memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

from gong_admin.api.decode import decoder


class Part(StrEnum):
    """What a snapshot is made of. `unread` and `counts` of a manifest use these words."""

    WORKSPACES = "workspaces"
    PROFILES = "profiles"
    MEMBERS = "members"
    TRACKERS = "trackers"
    SCORECARDS = "scorecards"
    FOLDERS = "folders"


LISTED = (Part.WORKSPACES, Part.PROFILES, Part.TRACKERS, Part.SCORECARDS, Part.FOLDERS)
"""The parts that are lists of things with an id."""


@dataclass(frozen=True, slots=True)
class Item:
    """One workspace, profile, tracker, scorecard or folder. `raw` is its JSON as Gong sent it;
    `workspace_id` is "" where Gong tells none."""

    workspace_id: str
    id: str
    name: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name and address; kept only if that was chosen."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that was read. `items` by part and id, in the order of their ids; a part that was not
    read is not there, and `unread` says why. `members`: the ids of the people by profile id, in
    their order; None where they were not asked for."""

    items: Mapping[Part, Mapping[str, Item]]
    members: Mapping[str, tuple[str, ...]] | None = None
    people: Mapping[str, Person] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)

    def of(self, part: Part) -> Mapping[str, Item]:
        """The things of a part; none where it was not read."""
        return self.items.get(part, {})

    def workspace_name(self, workspace_id: str) -> str:
        """The workspace's name at that time; its id where it is not known."""
        found = self.of(Part.WORKSPACES).get(workspace_id)
        return (found.name if found is not None else "") or workspace_id

    def folder_path(self, folder_id: str) -> str:
        """The names from the top of the library down to a folder, "Sales / Onboarding"; "" for a
        folder that is not known."""
        folders, names, seen = self.of(Part.FOLDERS), [], set()
        at = folder_id
        while at in folders and at not in seen:
            seen.add(at)
            names.append(folders[at].name or at)
            at = parent_of(folders[at])
        return " / ".join(reversed(names))

    def counts(self) -> dict[str, int]:
        """How many there are of each part that was read."""
        found = {part.value: len(self.items[part]) for part in LISTED if part in self.items}
        if self.members is not None:
            found[Part.MEMBERS.value] = sum(len(ids) for ids in self.members.values())
        return found


class _Folder(msgspec.Struct):
    parent: str | int | None = msgspec.field(default=None, name="parentFolderId")


def parent_of(folder: Item) -> str:
    """The id of the folder above, "" at the top."""
    try:
        return str(decoder(_Folder, strict=True).decode(folder.raw).parent or "")
    except msgspec.ValidationError:
        return ""


class Origin(StrEnum):
    HAND = "hand"
    DAILY = "daily"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What shall be kept. Members cost a call a profile; `people` adds their names and addresses,
    without further calls."""

    members: bool = True
    people: bool = False


FORMAT = 1
"""The layout of a snapshot's folder; a higher one is of a newer version of this program."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a snapshot is, as its `manifest.json` says. `files` holds the SHA-256 of every other
    file by its path; `calls` is how many requests it took."""

    format: int
    tenant: str
    company: str
    host: str
    taken_at: dt.datetime
    origin: Origin
    options: Options
    counts: dict[str, int]
    calls: int
    unread: dict[str, str] = {}
    files: dict[str, str] = {}


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said of a snapshot afterwards: `about.json`, the only file that changes."""

    note: str = ""
    pinned: bool = False
