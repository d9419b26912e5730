"""Figures of a company at a glance, computed from what has been read of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gong_admin.api.types.users import UserMetadata
from gong_admin.services.lists import Member, ProfileRecord
from gong_admin.services.users import SETTINGS, Recording, recording


@dataclass(frozen=True, slots=True)
class UserFigures:
    """Counts of users. `states` shares everybody out once; `settings` counts the active people
    who have each recording setting on."""

    active: int
    inactive: int
    recorded: int
    states: tuple[tuple[str, int], ...]
    settings: tuple[tuple[str, int], ...]


class UserTally:
    """Counts users as they come. Not safe from several threads at once."""

    def __init__(self) -> None:
        self._states: Counter[Recording] = Counter()
        self._settings: Counter[str] = Counter()

    def add(self, users: Iterable[UserMetadata]) -> None:
        """Count further users. One of whom Gong doesn't say that they are active is not."""
        for user in users:
            state = recording(user)
            self._states[state] += 1
            if state is not Recording.INACTIVE and user.settings is not None:
                for field, words in SETTINGS:
                    if getattr(user.settings, field):
                        self._settings[words] += 1

    def figures(self) -> UserFigures:
        """What has been counted so far."""
        inactive = self._states[Recording.INACTIVE]
        return UserFigures(
            active=self._states.total() - inactive,
            inactive=inactive,
            recorded=self._states[Recording.RECORDED],
            states=tuple((state.value, self._states[state]) for state in +self._states),
            settings=tuple((words, self._settings[words]) for _field, words in SETTINGS),
        )


def tally(users: Iterable[UserMetadata]) -> UserTally:
    """A tally of `users`."""
    made = UserTally()
    made.add(users)
    return made


def profile_shares(
    profiles: Sequence[ProfileRecord],
    members: Iterable[Member],
    workspace_names: Mapping[str, str],
) -> list[tuple[str, int]]:
    """How many people have each of `profiles`, by its name; with the workspace's name behind it
    where `workspace_names` has several."""
    held = Counter(member.profile_id for member in members)
    several = len({record.workspace_id for record in profiles}) > 1
    shares = []
    for record in profiles:
        name = (record.profile.name or record.id).strip()
        where = workspace_names.get(record.workspace_id, record.workspace_id)
        shares.append((f"{name} ({where})" if several else name, held[record.id]))
    return shares
