"""A snapshot as files, and files as a snapshot.

    manifest.json                                what, when, of whom; the check sum of every file
    about.json                                   note and pin; the only file that changes
    workspaces.json trackers.json scorecards.json library.json
    profiles/WORKSPACE-ID/NAME-ID.json           one permission profile each
    members/WORKSPACE-ID/NAME-ID.json            the ids of the people who have it
    people.json                                  their names and addresses, if that was chosen

Everything under `profile` and in the lists is what Gong sent, with its keys sorted.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import msgspec

from gong_admin.api.decode import decoder
from gong_admin.services.profiles.reading import read
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.services.profiles.settings_catalogue import LIBRARY_FOLDERS, SETTINGS
from gong_admin.services.snapshots.canonical import canonical
from gong_admin.services.snapshots.content import FORMAT, Content, Item, Manifest, Part, Person
from gong_admin.services.snapshots.taking import make_item

MANIFEST = "manifest.json"
ABOUT = "about.json"
PROFILE_KIND = "permission-profile"
_MEMBERS_KIND = "profile-members"
_PEOPLE = "people.json"
_LISTS = {
    Part.WORKSPACES: "workspaces.json",
    Part.TRACKERS: "trackers.json",
    Part.SCORECARDS: "scorecards.json",
}
_LIBRARY = "library.json"
_NAME_AT_MOST = 60  # characters of a name inside a file's name
_UNREADABLE = (msgspec.DecodeError, RecursionError, UnicodeDecodeError)

Files = Mapping[str, bytes]
"""File contents by path, with "/" between folder and file."""


class ProfileFile(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A profile's file. `folders` and `people` name the folders and leads that its settings
    mention, so that the file says by itself what they are."""

    kind: str
    format: int
    workspace_id: str
    workspace: str
    profile: msgspec.Raw
    folders: dict[str, str] = {}
    people: dict[str, dict[str, str]] = {}


class _MembersFile(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    kind: str
    profile_id: str
    members: list[str]


class _Shelf(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    workspace_id: str
    folders: list[msgspec.Raw]


# -- writing -------------------------------------------------------------------------------------


def files_of(content: Content) -> dict[str, bytes]:
    """Every file of a snapshot but its manifest. The same content gives the same files."""
    files: dict[str, bytes] = {}
    for part, name in _LISTS.items():
        if part in content.items:
            files[name] = canonical([msgspec.Raw(i.raw) for i in _in_order(content, part)])
    if Part.FOLDERS in content.items:
        files[_LIBRARY] = canonical(_library(content))
    for item in _in_order(content, Part.PROFILES):
        place = _place(content, item)
        files[f"profiles/{place}"] = profile_file(content, item)
        if content.members is not None and item.id in content.members:
            files[f"members/{place}"] = canonical(
                {
                    "kind": _MEMBERS_KIND,
                    "profileId": item.id,
                    "members": sorted(content.members[item.id]),
                }
            )
    if content.people:
        files[_PEOPLE] = canonical({key: _person(p) for key, p in content.people.items()})
    return files


def profile_file(content: Content, item: Item) -> bytes:
    """The file of one profile of `content`; it can be read back on its own."""
    reading = read(item.raw)
    folders = {
        one: path for one in reading.ids(LIBRARY_FOLDERS) if (path := content.folder_path(one))
    }
    leads = {
        one
        for setting in SETTINGS
        if setting.kind is SettingKind.LEADS
        for one in reading.ids(setting.key)
    }
    file: dict[str, Any] = {
        "kind": PROFILE_KIND,
        "format": FORMAT,
        "workspaceId": item.workspace_id,
        "workspace": content.workspace_name(item.workspace_id),
        "folders": folders,
        "profile": msgspec.Raw(item.raw),
    }
    if content.people:
        known = {one: content.people[one] for one in leads if one in content.people}
        file["people"] = {one: _person(person) for one, person in known.items()}
    return canonical(file)


def check_sum(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()


def _in_order(content: Content, part: Part) -> list[Item]:
    found = content.of(part)
    return [found[key] for key in sorted(found)]


def _library(content: Content) -> list[dict[str, Any]]:
    shelves: dict[str, list[msgspec.Raw]] = {}
    for item in _in_order(content, Part.FOLDERS):
        shelves.setdefault(item.workspace_id, []).append(msgspec.Raw(item.raw))
    return [{"workspaceId": key, "folders": shelves[key]} for key in sorted(shelves)]


def _person(person: Person) -> dict[str, str]:
    return {"name": person.name, "email": person.email}


def _place(content: Content, item: Item) -> str:
    workspace = content.workspace_name(item.workspace_id)
    return f"{_file_name(workspace, item.workspace_id)}/{_file_name(item.name, item.id)}.json"


def _file_name(name: str, key: str) -> str:
    """A name that every file system takes and people recognise; the id keeps it apart."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:_NAME_AT_MOST].strip("-")
    safe = re.sub(r"[^A-Za-z0-9_-]", "_", key)
    return f"{words}-{safe}" if words and name != key else safe or "none"


# -- reading -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Reader:
    items: dict[Part, dict[str, Item]] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def content_of(manifest: Manifest, files: Files) -> tuple[Content, tuple[str, ...]]:
    """What the files of a snapshot hold, and sentences about those that are missing, can't be
    read, or are not as they were written. What can be read is there in any case."""
    reader = _Reader()
    for path in sorted(manifest.files):
        text = files.get(path)
        if text is None:
            reader.problems.append(f"{path} is missing.")
            continue
        try:
            _read_file(path, text, reader)
        except _UNREADABLE:
            reader.problems.append(f"{path} can't be read.")
            continue
        if check_sum(text) != manifest.files[path]:
            reader.problems.append(f"{path} was changed after the snapshot was taken.")
    others = sorted(set(files) - set(manifest.files) - {MANIFEST, ABOUT})
    reader.problems += [f"{path} does not belong to it and is ignored." for path in others]
    unread = dict(manifest.unread)
    no_members = not manifest.options.members or Part.MEMBERS.value in unread
    content = Content(
        {part: dict(sorted(found.items())) for part, found in reader.items.items()},
        None if no_members else reader.members,
        dict(sorted(reader.people.items())),
        unread,
    )
    return content, tuple(reader.problems)


def lost_profiles(manifest: Manifest, content: Content) -> frozenset[str]:
    """The ids of profiles that the manifest names and that could not be read. They are not to be
    taken for profiles that did not exist."""
    paths = (PurePosixPath(path) for path in manifest.files)
    named = {p.stem.rpartition("-")[2] for p in paths if p.parts[:1] == ("profiles",)}
    return frozenset(named - set(content.of(Part.PROFILES)))


def _read_file(path: str, text: bytes, reader: _Reader) -> None:
    kind = "".join(PurePosixPath(path).parts[:1])  # "" has none, nor has "."
    part = next((part for part, name in _LISTS.items() if name == path), None)
    if part is not None:
        found = reader.items.setdefault(part, {})
        for raw in msgspec.json.decode(text, type=list[msgspec.Raw]):
            _keep(found, make_item(part, _compact(raw)))
    elif path == _LIBRARY:
        found = reader.items.setdefault(Part.FOLDERS, {})
        for shelf in decoder(list[_Shelf], strict=True).decode(text):
            for raw in shelf.folders:
                _keep(found, make_item(Part.FOLDERS, _compact(raw), shelf.workspace_id))
    elif path == _PEOPLE:
        people = msgspec.json.decode(text, type=dict[str, dict[str, str]])
        reader.people.update(
            {key: Person(one.get("name", ""), one.get("email", "")) for key, one in people.items()}
        )
    elif kind == "profiles":
        file = decoder(ProfileFile, strict=True).decode(text)
        item = make_item(Part.PROFILES, _compact(file.profile), file.workspace_id)
        read(item.raw)
        _keep(reader.items.setdefault(Part.PROFILES, {}), item)
    elif kind == "members":
        listed = decoder(_MembersFile, strict=True).decode(text)
        reader.members[listed.profile_id] = tuple(sorted(set(listed.members)))


def _keep(found: dict[str, Item], item: Item) -> None:
    if item.id:
        found[item.id] = item


def _compact(raw: msgspec.Raw) -> bytes:
    return msgspec.json.format(bytes(raw), indent=-1)
