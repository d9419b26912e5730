"""Who can …?, and what can this person do?: the settings of profiles, asked from both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.services.access.company import Company, Profile
from gong_admin.services.access.sight import AREAS, Answer, reach
from gong_admin.services.profiles.reading import is_on, value_words
from gong_admin.services.profiles.setting import (
    GROUP_TITLES,
    LEVELS,
    LIBRARY_LEVELS,
    Group,
    Setting,
    SettingKind,
)
from gong_admin.services.profiles.settings_catalogue import SETTINGS, shown_settings
from gong_admin.services.words import counted

ANY_LEVEL = "any"
ON = "on"
OFF = "off"


class Holder(msgspec.Struct, frozen=True, gc=False):
    """Somebody who can, through one profile; both are numbers of the company. `words` is what the
    profile says, `reason` why the answer is what it is."""

    person: int
    profile: int
    answer: Answer
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What a profile gives somebody for one setting. `reach` says how many people that is about,
    "" for settings that are about nobody. `told` is False where Gong told nothing."""

    profile: int
    words: str
    on: bool
    reach: str
    told: bool = True


@dataclass(frozen=True, slots=True)
class Capability:
    """One setting in one workspace, for one person or for two; no grants where somebody has no
    profile there."""

    workspace_id: str
    workspace: str
    setting: Setting
    first: tuple[Grant, ...]
    second: tuple[Grant, ...]

    @property
    def key(self) -> str:
        return f"{self.workspace_id}/{self.setting.key}"

    @property
    def differs(self) -> bool | None:
        """Whether the two people can do different things, whatever their profiles are called;
        None where Gong does not tell of one of them."""
        if {one.profile for one in self.first} != {one.profile for one in self.second} and not all(
            one.told for one in (*self.first, *self.second)
        ):
            return None
        return {(one.words, one.reach) for one in self.first} != {
            (one.words, one.reach) for one in self.second
        }


ASKED: tuple[Setting, ...] = tuple(setting for group in Group for setting in shown_settings(group))
"""The settings that can be asked about, in the order in which they are shown. Leads and folders
belong to their level."""


def choices_of(setting: Setting) -> tuple[tuple[str, str], ...]:
    """The values that can be asked for: what `who_can` takes, and words."""
    if setting.kind is SettingKind.SWITCH:
        return ((ON, "On"), (OFF, "Off"))
    levels = LIBRARY_LEVELS if setting.kind is SettingKind.LIBRARY_LEVEL else LEVELS
    return ((ANY_LEVEL, "Any but None"), *((level.value, level.word) for level in levels))


def who_can(
    company: Company, setting: Setting, wanted: str, token: CancelToken | None = None
) -> list[Holder]:
    """Everybody whose profile has `wanted`, profile by profile; those of whom Gong did not tell
    count as "possibly". Raises `Cancelled`."""
    token = token or CancelToken()
    found: list[Holder] = []
    for index, profile in enumerate(company.profiles):
        token.raise_if_cancelled()
        answer = _has(profile, setting, wanted)
        if answer is Answer.NO:
            continue
        words = value_words(profile.reading, setting)
        reason = _reason(profile, setting, words, answer)
        found.extend(Holder(one, index, answer, words, reason) for one in profile.members)
    return found


def what_can(company: Company, first: int, second: int | None = None) -> list[Capability]:
    """All settings in every workspace where one of the two has a profile, first those where both
    have one."""
    people = (first,) if second is None else (first, second)
    places: dict[str, str] = {}
    seated: dict[str, set[int]] = {}
    for person in people:
        for seat in company.seats.get(person, ()):
            profile = company.profiles[seat]
            places[profile.workspace_id] = profile.workspace
            seated.setdefault(profile.workspace_id, set()).add(person)
    # Where both have a profile there is something to compare.
    order = sorted(places, key=lambda place: (-len(seated[place]), places[place].casefold()))
    return [
        Capability(
            workspace_id,
            workspace,
            setting,
            _grants(company, first, workspace_id, setting),
            () if second is None else _grants(company, second, workspace_id, setting),
        )
        for workspace_id, workspace in ((place, places[place]) for place in order)
        for setting in ASKED
    ]


def _grants(
    company: Company, person: int, workspace_id: str, setting: Setting
) -> tuple[Grant, ...]:
    return tuple(
        Grant(
            seat,
            value_words(company.profiles[seat].reading, setting),
            is_on(company.profiles[seat].reading, setting),
            reach_words(company, person, seat, setting.key),
            company.profiles[seat].reading.values[setting.key] is not None,
        )
        for seat in company.seats.get(person, ())
        if company.profiles[seat].workspace_id == workspace_id
    )


def reach_words(company: Company, person: int, profile: int, key: str) -> str:
    """How many people a level is about: "34 people", "34 people, perhaps more"."""
    if key not in AREAS:
        return ""
    count, more = reach(company, person, profile, key)
    if count is None or (count == 0 and not more):
        return ""
    people = counted(count, "person", "people")
    return f"{people}, perhaps more" if more else people


def _has(profile: Profile, setting: Setting, wanted: str) -> Answer:
    value = profile.reading.values[setting.key]
    if value is None:
        return Answer.POSSIBLY
    if wanted in (ON, OFF):
        if not isinstance(value, bool):
            return Answer.POSSIBLY  # of a type that a switch does not have
        return Answer.YES if value is (wanted == ON) else Answer.NO
    if wanted != ANY_LEVEL:
        return Answer.YES if value == wanted else Answer.NO
    if value == "none":
        return Answer.NO
    known: Sequence[str] = [level.value for level in (*LEVELS, *LIBRARY_LEVELS)]
    return Answer.YES if value in known else Answer.POSSIBLY


def _reason(profile: Profile, setting: Setting, words: str, answer: Answer) -> str:
    if answer is Answer.POSSIBLY:
        return f"Gong does not tell “{setting.name}” of {profile.name} in a way that is known."
    return f"“{setting.name}” is {words} in {profile.name}."


_GROUPS = {setting.key: GROUP_TITLES[setting.group][0] for setting in SETTINGS}


def group_of(setting: Setting) -> str:
    """The heading under which a setting stands."""
    return _GROUPS[setting.key]
