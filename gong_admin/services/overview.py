"""Figures of a company at a glance, computed from what has been read of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gong_admin.api.types.users import UserMetadata
from gong_admin.services.users import SETTINGS, Recording, recording

INACTIVE = "Inactive"

_STATE_WORDS = {
    Recording.RECORDED: "Recorded",
    Recording.IMPORT: "Imports only",
    Recording.PREVENTED: "Recording prevented",
    Recording.OFF: "Nothing captured",
    None: "Settings unknown",
}


@dataclass(frozen=True, slots=True)
class UserFigures:
    """Counts of users. `states` shares everybody out once; `settings` counts the active people
    who have each recording setting on."""

    active: int
    inactive: int
    recorded: int
    states: tuple[tuple[str, int], ...]
    settings: tuple[tuple[str, int], ...]


def user_figures(users: Iterable[UserMetadata]) -> UserFigures:
    """Count `users`; a person of whom Gong doesn't say whether they are active counts as not."""
    states: Counter[str] = Counter()
    switches: Counter[str] = Counter()
    for user in users:
        if not user.active:
            states[INACTIVE] += 1
            continue
        states[_STATE_WORDS[recording(user.settings)]] += 1
        for field, words in SETTINGS:
            switches[words] += user.settings is not None and bool(getattr(user.settings, field))
    inactive = states[INACTIVE]
    return UserFigures(
        active=states.total() - inactive,
        inactive=inactive,
        recorded=states[_STATE_WORDS[Recording.RECORDED]],
        states=tuple(states.most_common()),
        settings=tuple((words, switches[words]) for _field, words in SETTINGS),
    )
