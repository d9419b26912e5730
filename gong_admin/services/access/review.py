"""What an auditor looks at: risky switches and who holds them, and what does not fit together."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from gong_admin.api.cancel import CancelToken
from gong_admin.services.access.company import Company, Profile
from gong_admin.services.profiles.reading import companions_note, is_risky, level_of, value_words
from gong_admin.services.profiles.setting import (
    LEADS_COUNT_UNDER,
    LEADS_UNPROVEN_UNDER,
    Setting,
    SettingKind,
)
from gong_admin.services.profiles.settings_catalogue import BY_KEY, SETTINGS
from gong_admin.services.words import counted


class FindingKind(enum.StrEnum):
    """What is looked for. Tables, facets and files use these words."""

    RISKY = "Risky switch"
    INACTIVE = "Inactive with power"
    NO_PROFILE = "No profile"
    NO_PEOPLE = "Profile without people"
    LEADS = "Leads without effect"
    LEADS_UNPROVEN = "Leads of unproven effect"


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the review. `key` names it for ever; `state` is a digest of what it says, so
    that a signature holds only as long as nothing has changed. `people` are numbers of the
    company; `workspace` and `profile` are names, "" where it is about no single one."""

    key: str
    kind: FindingKind
    title: str
    text: str
    workspace: str
    profile: str
    profile_id: str
    people: tuple[int, ...]
    state: str


def findings(company: Company, token: CancelToken | None = None) -> list[Finding]:
    """Everything there is to review, kind by kind. Raises `Cancelled`."""
    token = token or CancelToken()
    found: list[Finding] = []
    for part in (_risky, _inactive, _without_profile, _without_people, _leads):
        token.raise_if_cancelled()
        found.extend(part(company))
    return found


def _risky(company: Company) -> Iterator[Finding]:
    for profile in company.profiles:
        for setting in SETTINGS:
            if is_risky(profile.reading, setting):
                holders = counted(len(profile.members), "person", "people")
                yield _finding(
                    company,
                    FindingKind.RISKY,
                    f"{profile.id}/{setting.key}",
                    setting.name,
                    f"On for {holders}. {setting.risk}",
                    profile,
                    profile.members,
                    value_words(profile.reading, setting),
                )


def _inactive(company: Company) -> Iterator[Finding]:
    for profile in company.profiles:
        power = _power(profile)
        if not power:
            continue
        for member in profile.members:
            if company.people[member].active is False:
                yield _finding(
                    company,
                    FindingKind.INACTIVE,
                    f"{profile.id}/{company.people[member].id}",
                    company.name(member),
                    f"Inactive, and has again on the day of return: {', '.join(power)}.",
                    profile,
                    (member,),
                    "\n".join(power),
                )


def _power(profile: Profile) -> list[str]:
    """What makes a profile worth taking away: risky switches, and everybody's records."""
    reading = profile.reading
    found = [setting.name for setting in SETTINGS if is_risky(reading, setting)]
    everything = [
        setting.name
        for setting in SETTINGS
        if setting.kind is SettingKind.LEVEL and reading.values[setting.key] == "all"
    ]
    if everything:
        found.append(f"everybody's {', '.join(everything).lower()}")
    return found


def _without_profile(company: Company) -> Iterator[Finding]:
    for number, person in enumerate(company.people):
        if person.known and person.active is not False and number not in company.seats:
            yield _finding(
                company,
                FindingKind.NO_PROFILE,
                person.id,
                person.name,
                "Active, and without a profile in any workspace."
                if person.active
                else "Without a profile in any workspace; whether active, Gong doesn't tell.",
                None,
                (number,),
                "",
            )


def _without_people(company: Company) -> Iterator[Finding]:
    for profile in company.profiles:
        if not profile.members:
            yield _finding(
                company,
                FindingKind.NO_PEOPLE,
                profile.id,
                profile.name,
                "Nobody has this profile. Gong's API can't delete it; Gong's admin centre can.",
                profile,
                (),
                "",
            )


def _leads(company: Company) -> Iterator[Finding]:
    for profile in company.profiles:
        for setting in SETTINGS:
            if setting.kind is not SettingKind.LEADS:
                continue
            leads = company.numbers(profile.reading.ids(setting.key))
            level = BY_KEY[setting.level_key]
            why = _no_effect(company, profile, level, leads) if leads else ""
            if why:
                chosen = level_of(level, profile.reading.values[level.key])
                unproven = chosen is not None and chosen.value in LEADS_UNPROVEN_UNDER
                yield _finding(
                    company,
                    FindingKind.LEADS_UNPROVEN if unproven else FindingKind.LEADS,
                    f"{profile.id}/{setting.key}",
                    setting.name,
                    why,
                    profile,
                    tuple(leads),
                    value_words(profile.reading, level),
                )


def _no_effect(company: Company, profile: Profile, level: Setting, leads: list[int]) -> str:
    """Why leads count for nothing, or for less than it seems; "" where they do their work."""
    reading = profile.reading
    known = level_of(level, reading.values[level.key])
    if known is None or known.value != LEADS_COUNT_UNDER:
        return companions_note(reading, level)
    unknown = [company.name(lead) for lead in leads if not company.people[lead].known]
    gone = [company.name(lead) for lead in leads if company.people[lead].active is False]
    parts = []
    if unknown:
        parts.append(f"Not among the users: {', '.join(unknown)}.")
    if gone:
        parts.append(f"Inactive, with whoever is still below: {', '.join(gone)}.")
    return " ".join(parts)


def _finding(
    company: Company,
    kind: FindingKind,
    key: str,
    title: str,
    text: str,
    profile: Profile | None,
    people: tuple[int, ...],
    value: str,
) -> Finding:
    ids = sorted(company.people[one].id for one in people)
    digest = hashlib.blake2b("\n".join((text, value, *ids)).encode(), digest_size=16)
    return Finding(
        f"{kind.name.lower()}/{key}",
        kind,
        title,
        text,
        profile.workspace if profile else "",
        profile.name if profile else "",
        profile.id if profile else "",
        people,
        digest.hexdigest(),
    )
