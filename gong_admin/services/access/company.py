"""Everything that the questions about access are answered from, indexed once.

Made from three lists: users (with their managers), permission profiles (with their settings), and
the members of the profiles. What the lists only mention is kept as well: a manager or lead who is
not among the users still has people below, and a member who is not still holds a profile.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.types.users import UserMetadata
from gong_admin.services.access.tree import NOBODY, Tree
from gong_admin.services.lists import Member, ProfileRecord
from gong_admin.services.profiles.reading import Reading, read
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.services.profiles.settings_catalogue import SETTINGS

_LOOK_EVERY = 4096  # people between two looks at the token


class Person(msgspec.Struct, frozen=True, gc=False):
    """Somebody. `active` is None where Gong did not say. `known`: among the users; others are
    only mentioned as a manager, a lead or a member."""

    id: str
    name: str
    email: str = ""
    title: str = ""
    manager_id: str = ""
    active: bool | None = None
    known: bool = True


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile with its settings and the numbers of its members, in Gong's order."""

    id: str
    name: str
    workspace_id: str
    workspace: str
    reading: Reading
    members: tuple[int, ...]


class Company:
    """People and profiles by number. Never changed once made, so safe from any thread."""

    def __init__(self, people: Sequence[Person], profiles: Sequence[Profile]) -> None:
        """`people` as for `build`: every manager and lead who is mentioned is among them."""
        self.people = people
        self.profiles = profiles
        self.number = {person.id: index for index, person in enumerate(people)}
        self.tree = Tree([self.number.get(person.manager_id, NOBODY) for person in people])
        self.seats: dict[int, list[int]] = {}
        for index, profile in enumerate(profiles):
            for member in profile.members:
                self.seats.setdefault(member, []).append(index)
        known = [0] * len(people)
        for index, person in enumerate(people):
            known[self.tree.place[index]] = int(person.known)
        self._known_before = [0, *itertools.accumulate(known)]

    @property
    def users(self) -> int:
        """How many users there are, without those who are only mentioned."""
        return self._known_before[-1]

    def name(self, number: int) -> str:
        return self.people[number].name

    def known_below(self, above: Iterable[int]) -> int:
        """How many users these are, with everybody below them, each counted once."""
        before = self._known_before
        return sum(before[end] - before[start] for start, end in self.tree.ranges(above))

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """The numbers of these people; an id that nobody has is left out."""
        return [self.number[one] for one in dict.fromkeys(ids) if one in self.number]

    def workspaces(self) -> dict[str, str]:
        """The workspaces that have profiles, id to name, in the profiles' order."""
        return {profile.workspace_id: profile.workspace for profile in self.profiles}


def build(
    users: Iterable[UserMetadata],
    profiles: Iterable[ProfileRecord],
    members: Iterable[Member],
    workspaces: Mapping[str, str],
    *,
    name_of: Callable[[UserMetadata], str],
    token: CancelToken,
) -> Company:
    """Index the lists. `workspaces` are names by id. Raises `Cancelled`."""
    people: dict[str, Person] = {}
    for index, user in enumerate(users):
        if index % _LOOK_EVERY == 0:
            token.raise_if_cancelled()
        if user.id:
            people[user.id] = Person(
                user.id,
                name_of(user),
                user.email_address or "",
                user.title or "",
                user.manager_id or "",
                user.active,
            )
    for manager_id in {person.manager_id for person in people.values() if person.manager_id}:
        people.setdefault(manager_id, Person(manager_id, manager_id, known=False))

    seats: dict[str, dict[str, None]] = {}
    for member in members:
        seats.setdefault(member.profile_id, {})[member.user_id] = None
        if member.user_id not in people:
            name = member.name or member.email or member.user_id
            people[member.user_id] = Person(member.user_id, name, member.email, known=False)

    read_profiles = [(record, read(record.raw)) for record in profiles]
    for _, reading in read_profiles:
        for setting in SETTINGS:
            if setting.kind is SettingKind.LEADS:
                for lead in reading.ids(setting.key):
                    people.setdefault(lead, Person(lead, lead, known=False))
    token.raise_if_cancelled()

    number = {person_id: index for index, person_id in enumerate(people)}
    return Company(
        tuple(people.values()),
        [
            Profile(
                record.id,
                reading.name.strip() or record.id,
                record.workspace_id,
                workspaces.get(record.workspace_id, record.workspace_id),
                reading,
                tuple(number[one] for one in seats.get(record.id, ())),
            )
            for record, reading in read_profiles
        ],
    )
