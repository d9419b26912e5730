"""What differs between two snapshots, or between a snapshot and Gong as it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from gong_admin.services.profiles.editing import changes, title_of, unknown_changes
from gong_admin.services.profiles.reading import Value, read
from gong_admin.services.profiles.setting import GROUP_TITLES
from gong_admin.services.profiles.settings_catalogue import BY_KEY
from gong_admin.services.snapshots.content import Content, Item, Part, parent_of
from gong_admin.services.snapshots.flat import Flat, flat, spoken


class Area(StrEnum):
    """What a difference is about, in the order in which they are shown."""

    PROFILE = "profile"
    SETTING = "setting"
    MEMBER = "member"
    WORKSPACE = "workspace"
    FOLDER = "folder"
    TRACKER = "tracker"
    SCORECARD = "scorecard"


class Event(StrEnum):
    CHANGED = "changed"
    CAME = "came"  # was not there before
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs. `subject` is the profile (tracker, folder …) it concerns, by its
    newest name; `key` the place in it, for a member the person's id; `title` what that place is
    called, and `group` the heading it stands under.

    `before` and `after` are values of a setting (ids for leads and folders), else words. A
    setting that this program has no name for is `unknown`; its values are JSON.
    """

    area: Area
    event: Event
    workspace_id: str
    subject_id: str
    subject: str
    key: str = ""
    title: str = ""
    group: str = ""
    before: Value = None
    after: Value = None
    unknown: bool = False

    @property
    def id(self) -> str:
        return f"{self.area}/{self.subject_id}/{self.key}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, by workspace, profile and setting: the same two sides always give the same
    list. `skipped` says which parts could not be compared, each with the reason."""

    differences: tuple[Difference, ...]
    skipped: tuple[tuple[Part, str], ...] = ()


_AREAS = {
    Part.WORKSPACES: Area.WORKSPACE,
    Part.FOLDERS: Area.FOLDER,
    Part.TRACKERS: Area.TRACKER,
    Part.SCORECARDS: Area.SCORECARD,
}
_RANK = {area: rank for rank, area in enumerate(Area)}
_HOUSEKEEPING = frozenset({"updated", "updaterUserId"})
"""Change with every other change; alone they are told all the same."""


def compare(before: Content, after: Content, *, lost: frozenset[str] = frozenset()) -> Comparison:
    """What is different in `after`. `lost` are ids of profiles of which one side could not be
    read: nothing is said of them."""
    found: list[Difference] = []
    skipped: list[tuple[Part, str]] = []
    for part in Part:
        why = _missing(part, before, after)
        if why:
            skipped.append((part, why))
        elif part is Part.PROFILES:
            found += _profiles(before, after, lost)
        elif part is Part.MEMBERS:
            found += _members(before, after, lost)
        else:
            found += _items(part, before, after)
    names = _workspace_names(before, after)
    place = {difference.id: index for index, difference in enumerate(found)}

    def order(one: Difference) -> tuple[bool, str, str, str, str, int, int]:
        profile = one.area in (Area.PROFILE, Area.SETTING, Area.MEMBER)
        where = names.get(one.workspace_id, one.workspace_id).casefold()
        return (
            not profile,
            where,
            one.workspace_id,
            one.subject.casefold() if profile else str(_RANK[one.area]),
            one.subject_id if profile else f"{one.subject.casefold()}/{one.subject_id}",
            _RANK[one.area],
            place[one.id],
        )

    return Comparison(tuple(sorted(found, key=order)), tuple(skipped))


def _missing(part: Part, before: Content, after: Content) -> str:
    """Why a part can't be compared, "" where it can."""
    for side in (before, after):
        if part.value in side.unread:
            return side.unread[part.value]
        there = side.members is not None if part is Part.MEMBERS else part in side.items
        # Without a single profile Gong has nothing to list: that is a list, and an empty one.
        if not there and part is not Part.PROFILES:
            return "not read"
    return ""


def _profiles(before: Content, after: Content, lost: frozenset[str]) -> Iterator[Difference]:
    was, now = before.of(Part.PROFILES), after.of(Part.PROFILES)
    for profile_id in sorted({*was, *now} - lost):
        old, new = was.get(profile_id), now.get(profile_id)
        if old is None and new is not None:
            yield _whole(Area.PROFILE, Event.CAME, new)
        elif new is None and old is not None:
            yield _whole(Area.PROFILE, Event.GONE, old)
        elif old is not None and new is not None and old.raw != new.raw:
            yield from setting_differences(old, new)


def setting_differences(old: Item, new: Item) -> Iterator[Difference]:
    """Every setting in which two readings of one profile differ."""
    one, other = read(old.raw), read(new.raw)
    for unknown, found in ((False, changes(one, other)), (True, unknown_changes(one, other))):
        for change in found:
            setting = BY_KEY.get(change.key)
            yield Difference(
                Area.SETTING,
                Event.CHANGED,
                new.workspace_id,
                new.id,
                new.name,
                change.key,
                title_of(change.key),
                GROUP_TITLES[setting.group][0] if setting is not None else "",
                change.before,
                change.after,
                unknown,
            )


def _members(before: Content, after: Content, lost: frozenset[str]) -> Iterator[Difference]:
    was, now = before.members or {}, after.members or {}
    # Of a profile that came or went, its members did too: that is one fact, not many.
    common = set(before.of(Part.PROFILES)) & set(after.of(Part.PROFILES)) & set(was) & set(now)
    for profile_id in sorted(common - lost):
        item = after.of(Part.PROFILES)[profile_id]
        old, new = set(was[profile_id]), set(now[profile_id])
        for event, people in ((Event.CAME, new - old), (Event.GONE, old - new)):
            for person in sorted(people):
                yield Difference(Area.MEMBER, event, item.workspace_id, item.id, item.name, person)


def _items(part: Part, before: Content, after: Content) -> Iterator[Difference]:
    was, now, area = before.of(part), after.of(part), _AREAS[part]
    for key in sorted({*was, *now}):
        old, new = was.get(key), now.get(key)
        if old is None and new is not None:
            yield _whole(area, Event.CAME, new)
        elif new is None and old is not None:
            yield _whole(area, Event.GONE, old)
        elif old is not None and new is not None and old.raw != new.raw:
            sides = (_of_folder(old, before), _of_folder(new, after))
            if part is not Part.FOLDERS:
                sides = (flat(old.raw), flat(new.raw))
            yield from _fields(area, new, *sides)


def _of_folder(item: Item, content: Content) -> Flat:
    """A folder as people see it: its name and where it lies."""
    fields = {key: value for key, value in flat(item.raw).items() if key != "parentFolderId"}
    parent = parent_of(item)
    return {**fields, "parentFolderId": (content.folder_path(parent) or parent) if parent else ""}


def _fields(area: Area, item: Item, was: Flat, now: Flat) -> Iterator[Difference]:
    differing = [key for key in sorted({*was, *now}) if was.get(key) != now.get(key)]
    telling = [key for key in differing if key not in _HOUSEKEEPING] or differing
    for key in telling:
        old, new = _telling(was.get(key), now.get(key))
        yield Difference(
            area,
            Event.CHANGED,
            item.workspace_id,
            item.id,
            item.name,
            key,
            spoken(key),
            "",
            old,
            new,
        )


def _telling(old: Value, new: Value) -> tuple[Value, Value]:
    """Of two long lists, what only one of them has: nobody finds a word among a hundred."""
    if isinstance(old, tuple) and isinstance(new, tuple) and set(old) != set(new):
        return (
            tuple(one for one in old if one not in new),
            tuple(one for one in new if one not in old),
        )
    return old, new


def _whole(area: Area, event: Event, item: Item) -> Difference:
    return Difference(area, event, item.workspace_id, item.id, item.name)


def _workspace_names(before: Content, after: Content) -> Mapping[str, str]:
    names = {key: item.name for key, item in before.of(Part.WORKSPACES).items()}
    names.update({key: item.name for key, item in after.of(Part.WORKSPACES).items()})
    return names
