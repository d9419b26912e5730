"""Taking one profile out of a file: its own one of a snapshot, perhaps another company's, or
plain JSON as Gong's API gives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from gong_admin.api.decode import decoder
from gong_admin.services.profiles.editing import apply
from gong_admin.services.profiles.reading import Reading, Value, read
from gong_admin.services.profiles.rules import LIBRARY_SWITCHES
from gong_admin.services.profiles.setting import LEADS_COUNT_UNDER, SettingKind
from gong_admin.services.profiles.settings_catalogue import (
    BY_KEY,
    COMPANIONS,
    LIBRARY_FOLDERS,
    LIBRARY_LEVEL,
)
from gong_admin.services.snapshots.content import FORMAT, Item, Part, Person
from gong_admin.services.snapshots.layout import PROFILE_KIND, ProfileFile
from gong_admin.services.snapshots.store import SnapshotProblem
from gong_admin.services.snapshots.taking import make_item

_LARGEST = 4 * 1024 * 1024  # bytes; a profile has a few thousand


@dataclass(frozen=True, slots=True)
class ProfileFromFile:
    """A profile as it stood in a file. `folders` and `people` name what its settings mention,
    as far as the file tells."""

    item: Item
    workspace: str = ""
    folders: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A profile made to fit a workspace. `raw` is its JSON without the id; `matched` folders were
    found by their names, `unknown_folders` (ids and names) and `unknown_leads` left out, since
    Gong refuses ids it doesn't know. Each is the name where the file tells one, else the id.

    `library_closed`: none of its folders is there, so the library is closed, since Gong wants
    folders with that level. `own_team` are the settings that have lost all of their leads under a
    level that means the member's own team without them."""

    raw: bytes
    matched_folders: tuple[str, ...] = ()
    matched_leads: tuple[str, ...] = ()
    unknown_folders: tuple[tuple[str, str], ...] = ()
    unknown_leads: tuple[str, ...] = ()
    library_closed: bool = False
    own_team: tuple[str, ...] = ()


def read_profile(path: Path) -> ProfileFromFile:
    """The profile in a file. Raises `SnapshotProblem` with a sentence where there is none, and
    OSError where the file can't be read."""
    if path.stat().st_size > _LARGEST:
        raise SnapshotProblem("This file is too large to be a profile.", path)
    text = path.read_bytes()
    try:
        parts = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise SnapshotProblem("This file holds no JSON object.", path) from error
    try:
        return _of_snapshot(text, path) if "kind" in parts else _of_gong(text, parts, path)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise SnapshotProblem("This file holds no permission profile.", path) from error


def fit(
    profile: ProfileFromFile,
    *,
    folders: Mapping[str, str],
    user_of: Callable[[str, Person | None], str],
    chosen: Mapping[str, str] | None = None,
) -> Fitted:
    """Make a profile fit a workspace. `folders`: the paths of its library by folder id.
    `user_of(id, person)` gives the id of a lead in this company, "" where there is none. `chosen`
    are folders of the workspace that a person has named for some of its own, "" for none."""
    reading = read(profile.item.raw)
    by_path = {path.casefold(): key for key, path in folders.items()}
    matched: dict[str, str] = {}
    missing: dict[str, str] = {}
    kept: list[str] = []
    for one in reading.ids(LIBRARY_FOLDERS):
        path = profile.folders.get(one, "")
        if one in folders:
            kept.append(one)
        elif (here := (chosen or {}).get(one, "")) in folders:
            kept.append(here)
        elif path and path.casefold() in by_path:
            kept.append(by_path[path.casefold()])
            matched[one] = path
        else:
            missing[one] = path or one
    edits: dict[str, Value] = {}
    if tuple(kept) != reading.ids(LIBRARY_FOLDERS):
        edits[LIBRARY_FOLDERS] = tuple(dict.fromkeys(kept))
    closed = bool(missing) and not kept and reading.values[LIBRARY_LEVEL] == "specific-folders"
    if closed:
        edits |= {LIBRARY_LEVEL: "none", **dict.fromkeys(LIBRARY_SWITCHES, False)}
    leads = _leads(reading, profile, user_of)
    edits.update(leads.edits)
    raw = apply(profile.item.raw, edits)
    return Fitted(
        _without_id(raw),
        tuple(matched.values()),
        leads.matched,
        tuple(missing.items()),
        leads.unknown,
        closed,
        leads.own_team,
    )


@dataclass(frozen=True, slots=True)
class _Leads:
    edits: Mapping[str, Value]
    matched: tuple[str, ...]
    unknown: tuple[str, ...]
    own_team: tuple[str, ...]


def _leads(
    reading: Reading, profile: ProfileFromFile, user_of: Callable[[str, Person | None], str]
) -> _Leads:
    edits: dict[str, Value] = {}
    matched: dict[str, str] = {}
    unknown: dict[str, str] = {}
    own_team: list[str] = []
    for level_key, setting in COMPANIONS.items():
        if setting.kind is not SettingKind.LEADS:
            continue
        kept, differs = [], False
        for one in reading.ids(setting.key):
            person = profile.people.get(one)
            here = user_of(one, person)
            name = (person.name or person.email if person is not None else "") or one
            differs = differs or here != one
            if not here:
                unknown[one] = name
                continue
            kept.append(here)
            if here != one:
                matched[one] = name
        if differs:
            edits[setting.key] = tuple(dict.fromkeys(kept))
        if differs and not kept and reading.values[level_key] == LEADS_COUNT_UNDER:
            own_team.append(BY_KEY[level_key].name)
    return _Leads(edits, tuple(matched.values()), tuple(unknown.values()), tuple(own_team))


def _of_snapshot(text: bytes, path: Path) -> ProfileFromFile:
    class Head(msgspec.Struct):
        kind: str = ""
        format: int = 0

    head = msgspec.json.decode(text, type=Head)
    if head.kind == PROFILE_KIND and head.format > FORMAT:
        raise SnapshotProblem("This file was written by a newer version of this program.", path)
    if head.kind != PROFILE_KIND:
        raise SnapshotProblem("This file of a snapshot holds no permission profile.", path)
    file = decoder(ProfileFile, strict=True).decode(text)
    raw = msgspec.json.format(bytes(file.profile), indent=-1)
    people = {
        key: Person(one.get("name", ""), one.get("email", "")) for key, one in file.people.items()
    }
    item = _checked(make_item(Part.PROFILES, raw, file.workspace_id), path)
    return ProfileFromFile(item, file.workspace, file.folders, people)


def _of_gong(text: bytes, parts: Mapping[str, msgspec.Raw], path: Path) -> ProfileFromFile:
    """A profile as the API gives it, alone or under `profile`."""
    raw = bytes(parts["profile"]) if "profile" in parts else text
    raw = msgspec.json.format(raw, indent=-1)
    return ProfileFromFile(_checked(make_item(Part.PROFILES, raw), path))


def _checked(item: Item, path: Path) -> Item:
    reading = read(item.raw)
    if not item.name or all(value is None for value in reading.values.values()):
        raise SnapshotProblem("This file holds no permission profile.", path)
    return item


def _without_id(raw: bytes) -> bytes:
    profile = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    profile.pop("id", None)
    return msgspec.json.encode(profile)
