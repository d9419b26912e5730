"""What an administrator should look at, found in what has been read of a company anyway.

Nothing here calls Gong, and nothing is claimed from a list of which only the beginning is known.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gong_admin.api.types.users import UserMetadata
from gong_admin.services.lists import Member, ProfileRecord
from gong_admin.services.profiles.reading import Reading, is_on, is_risky, read
from gong_admin.services.profiles.setting import LEADS_COUNT_UNDER, LEADS_UNPROVEN_UNDER
from gong_admin.services.profiles.settings_catalogue import COMPANIONS, LIBRARY_FOLDERS, SETTINGS
from gong_admin.services.users import Recording, recording
from gong_admin.services.words import counted

_IRREVERSIBLE = ("deleteCalls", "deleteEmails")
_NAMES = 3  # so many are named, the rest counted
_ROOM = 48  # characters for them, in a line beside others


@dataclass(frozen=True, slots=True)
class Finding:
    """`title` and `text` are one line each. `panel` and `target` say where to look; `action` is
    the word on the link."""

    icon: str
    tone: Literal["danger", "warn", "accent", "neutral"]
    title: str
    text: str
    panel: str = ""
    target: str = ""
    action: str = "Show"


@dataclass(frozen=True, slots=True)
class Known:
    """What has been read. `users` and `members` are None until they are complete. `profiles` are
    those of `workspace` (an id, None for all), `members` those of all workspaces."""

    profiles: Sequence[ProfileRecord] = ()
    users: Sequence[UserMetadata] | None = None
    members: Sequence[Member] | None = None
    workspace: str | None = None

    def members_here(self) -> Iterator[Member]:
        """The members that count, none while they are not known."""
        for member in self.members or ():
            if self.workspace in (None, member.workspace_id):
                yield member


def find(known: Known) -> list[Finding]:
    """Everything worth a look, the gravest first."""
    readings = {record.id: read(record.raw) for record in known.profiles}
    found = [
        *_irreversible(known, readings),
        *_powerful(known, readings),
        *_inactive_with_profile(known),
        *_without_profile(known),
        *_inactive_leads(known, readings),
        *_inactive_managers(known),
        *_without_members(known),
        *_idle_leads(readings),
        *_alike(known, readings),
        *_not_captured(known),
    ]
    grave = ("danger", "warn", "accent", "neutral")
    return sorted(found, key=lambda finding: grave.index(finding.tone))


# -- profiles ----------------------------------------------------------------------------------


def _irreversible(known: Known, readings: Mapping[str, Reading]) -> Iterator[Finding]:
    for setting in SETTINGS:
        if setting.key not in _IRREVERSIBLE:
            continue
        having = [reading for reading in readings.values() if is_on(reading, setting)]
        if having:
            yield Finding(
                "warning",
                "danger",
                f"{setting.name} is on in {counted(len(having), 'profile')}",
                _people(known, having) + _profiles(having),
                "profiles",
                having[0].id,
            )


def _powerful(known: Known, readings: Mapping[str, Reading]) -> Iterator[Finding]:
    risky = [setting for setting in SETTINGS if setting.risk]
    mighty = [
        reading
        for reading in readings.values()
        if sum(is_risky(reading, setting) for setting in risky) * 3 > 2 * len(risky)
    ]
    if mighty:
        yield Finding(
            "shield-warning",
            "danger",
            f"{counted(len(mighty), 'profile')} with most of the risky settings on",
            _people(known, mighty) + _profiles(mighty),
            "profiles",
            mighty[0].id,
        )


def _idle_leads(readings: Mapping[str, Reading]) -> Iterator[Finding]:
    counting = {LEADS_COUNT_UNDER, *LEADS_UNPROVEN_UNDER}
    idle = [
        reading
        for reading in readings.values()
        if any(
            reading.ids(companion.key) and reading.values[level] not in counting
            for level, companion in COMPANIONS.items()
            if companion.key != LIBRARY_FOLDERS
        )
    ]
    if idle:
        yield Finding(
            "users-three",
            "neutral",
            f"{counted(len(idle), 'profile')} with leads that have no effect",
            _profiles(idle),
            "profiles",
            idle[0].id,
        )


def _alike(known: Known, readings: Mapping[str, Reading]) -> Iterator[Finding]:
    places: dict[str, list[Reading]] = defaultdict(list)
    for record in known.profiles:
        places[record.workspace_id].append(readings[record.id])
    pairs: list[tuple[Reading, Reading, list[str]]] = []
    for place in places.values():
        for one, other in itertools.combinations(place, 2):
            differences = (s.name for s in SETTINGS if one.values[s.key] != other.values[s.key])
            first = list(itertools.islice(differences, 2))
            if len(first) < 2:
                pairs.append((one, other, first))
    if not pairs:
        return
    one, other, differences_of_first = pairs[0]
    names = f"{one.name.strip()} and {other.name.strip()}"
    apart = f"; only “{differences_of_first[0]}” differs" if differences_of_first else ""
    if len(pairs) == 1:
        title, text = "Two profiles are almost the same", f"{names}{apart}"
    else:
        title = f"{len(pairs):,} pairs of profiles are almost the same"
        text = f"{names}{apart}, and {counted(len(pairs) - 1, 'other pair')}"
    yield Finding("copy", "neutral", title, text, "profiles", one.id)


# -- profiles and people -----------------------------------------------------------------------


def _without_members(known: Known) -> Iterator[Finding]:
    if known.members is None:
        return
    held = {member.profile_id for member in known.members}
    bare = [record for record in known.profiles if record.id not in held]
    if bare:
        yield Finding(
            "shield",
            "neutral",
            f"{counted(len(bare), 'profile')} without members",
            _names([record.profile.name or record.id for record in bare]),
            "profiles",
            bare[0].id,
        )


def _inactive_with_profile(known: Known) -> Iterator[Finding]:
    if known.members is None or known.users is None:
        return
    inactive = {user.id for user in known.users if not user.active}
    holding = {m.user_id: m.name for m in known.members_here() if m.user_id in inactive}
    if holding:
        yield Finding(
            "user-minus",
            "warn",
            f"{counted(len(holding), 'inactive person', 'inactive people')} with a profile",
            _names(list(holding.values())),
            "users",
            next(iter(holding)),
        )


def _without_profile(known: Known) -> Iterator[Finding]:
    if known.members is None or known.users is None:
        return
    holding = {member.user_id for member in known.members}  # in whatever workspace
    bare = [user for user in known.users if user.active and user.id not in holding]
    if bare:
        people = counted(len(bare), "active person", "active people")
        yield Finding(
            "user-gear",
            "warn",
            f"{people} without a profile in any workspace",
            _names([_name(user) for user in bare]),
            "users",
            bare[0].id or "",
        )


def _inactive_leads(known: Known, readings: Mapping[str, Reading]) -> Iterator[Finding]:
    if known.users is None:
        return
    inactive = {user.id for user in known.users if not user.active}
    leaning = [
        reading
        for reading in readings.values()
        if any(
            reading.values[level] == LEADS_COUNT_UNDER
            and inactive.intersection(reading.ids(companion.key))
            for level, companion in COMPANIONS.items()
        )
    ]
    if leaning:
        yield Finding(
            "users-three",
            "warn",
            f"{counted(len(leaning), 'profile')} with inactive leads",
            _profiles(leaning),
            "profiles",
            leaning[0].id,
        )


# -- people ------------------------------------------------------------------------------------


def _inactive_managers(known: Known) -> Iterator[Finding]:
    users = {user.id: user for user in known.users or ()}
    orphans = [
        user
        for user in users.values()
        if user.active and user.manager_id in users and not users[user.manager_id].active
    ]
    if orphans:
        managers = {user.manager_id: _name(users[user.manager_id]) for user in orphans}
        yield Finding(
            "tree-structure",
            "warn",
            f"{counted(len(orphans), 'active person', 'active people')} led by somebody inactive",
            _names(list(managers.values())),
            "users",
            next(iter(managers)) or "",
        )


def _not_captured(known: Known) -> Iterator[Finding]:
    bare = [user for user in known.users or () if recording(user) is Recording.OFF]
    if bare:
        yield Finding(
            "microphone-slash",
            "accent",
            f"Nothing is captured of {counted(len(bare), 'active person', 'active people')}",
            _names([_name(user) for user in bare]),
            "users",
            bare[0].id or "",
        )


# -- words -------------------------------------------------------------------------------------


def _people(known: Known, readings: Sequence[Reading]) -> str:
    """How many have one of these profiles, as the beginning of a line; "" until it is known."""
    if known.members is None:
        return ""
    ids = {reading.id for reading in readings}
    having = {member.user_id for member in known.members if member.profile_id in ids}
    return f"{counted(len(having), 'person', 'people')}: "


def _profiles(readings: Sequence[Reading]) -> str:
    """The first few; of one name there can be one in each workspace."""
    words: list[str] = []
    rest, room = len(readings), _ROOM
    for name, count in Counter(reading.name.strip() for reading in readings).items():
        said = name if count == 1 else f"{name} in {count:,} workspaces"
        if words and (len(words) == _NAMES or len(said) > room):
            break
        words.append(said)
        rest -= count
        room -= len(said)
    return _listed(words, rest)


def _name(user: UserMetadata) -> str:
    name = " ".join(part.strip() for part in (user.first_name, user.last_name) if part)
    return name or user.email_address or user.id or ""


def _names(names: Sequence[str]) -> str:
    """The first few, each name once, and how many more."""
    distinct = list(dict.fromkeys(name.strip() for name in names))
    shown = distinct[:_NAMES]
    return _listed(shown, len(distinct) - len(shown))


def _listed(words: Sequence[str], rest: int) -> str:
    if rest:
        return f"{', '.join(words)} and {rest:,} more"
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
