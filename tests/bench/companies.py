"""A company of any size as the program reads it: users in a tree, profiles, members."""

from __future__ import annotations

import random
from dataclasses import dataclass

import msgspec

from gong_admin.api.types.permissions import PermissionProfile
from gong_admin.api.types.settings import Workspace
from gong_admin.api.types.users import UserMetadata
from gong_admin.services.lists import Member, ProfileRecord
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.services.profiles.settings_catalogue import COMPANIONS, SETTINGS

_LEVELS = ("all", "managers-team", "report-to-them", "own", "none")
_SPAN = 8  # people below each manager
_FIRST = ("Ines", "Kenji", "Amara", "Hugh", "Ruth", "Marcus", "Lucía", "Pavel")
_LAST = ("Okafor", "Arakawa", "Nwosu", "Penrose", "Calloway", "Teague", "Ferrán", "Horák")


@dataclass(frozen=True, slots=True)
class Lists:
    """What is read of a company."""

    users: list[UserMetadata]
    workspaces: list[Workspace]
    profiles: list[ProfileRecord]
    members: list[Member]


def build_company(users: int, profiles: int, seed: int = 7) -> Lists:
    """Everybody has a manager but one, and a profile in one workspace or two; one user in twenty
    is inactive."""
    chance = random.Random(seed)
    places = [Workspace(id=f"90{number}", name=f"Workspace {number}") for number in range(4)]
    people = [
        UserMetadata(
            id=_id(number),
            first_name=_FIRST[number % len(_FIRST)],
            last_name=f"{_LAST[number // 8 % len(_LAST)]} {number}",
            email_address=f"person{number}@example.test",
            title="Account executive",
            manager_id=_id((number - 1) // _SPAN) if number else None,
            active=chance.random() > 0.05,
        )
        for number in range(users)
    ]
    made = [_profile(chance, number, users, places) for number in range(profiles)]
    members = []
    for person in people:
        for number in chance.sample(range(profiles), chance.choice((1, 1, 1, 2))):
            record = made[number]
            name = f"{person.first_name} {person.last_name}"
            members.append(Member(record.workspace_id, record.id, person.id or "", name, ""))
    return Lists(people, places, made, members)


def _profile(
    chance: random.Random, number: int, users: int, places: list[Workspace]
) -> ProfileRecord:
    raw: dict[str, object] = {"id": f"80{number:04}", "name": f"Profile {number}"}
    for setting in SETTINGS:
        if setting.kind is SettingKind.SWITCH and "." not in setting.key:
            raw[setting.key] = chance.random() < 0.3
        elif setting.kind is SettingKind.LEVEL:
            leads = [_id(chance.randrange(users)) for _ in range(chance.choice((0, 0, 0, 2, 5)))]
            owner = raw
            *path, last = setting.path
            for name in path:
                owner = owner.setdefault(name, {})  # type: ignore[assignment]
            owner[last] = chance.choice(_LEVELS)
            owner[COMPANIONS[setting.key].path[-1]] = leads
    encoded = msgspec.json.encode(raw)
    place = places[number % len(places)].id or ""
    return ProfileRecord(place, msgspec.json.decode(encoded, type=PermissionProfile), encoded)


def _id(number: int) -> str:
    return str(6_000_000_000_000_000_000 + number)
