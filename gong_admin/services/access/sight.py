"""Who can see a person's calls, emails or deals, through which profile, and why (or why not).

The rules are Gong's help, "Available permission settings", as collected for this program: a level
reaches over the tree of managers; leads count under Team. Where a rule has not been seen at work,
the answer is "possibly", and says so.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.services.access.company import Company, Profile
from gong_admin.services.access.tree import NOBODY
from gong_admin.services.profiles.reading import level_of
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.services.profiles.settings_catalogue import BY_KEY, COMPANIONS, SETTINGS
from gong_admin.services.words import counted


class Answer(enum.StrEnum):
    YES = "Yes"
    POSSIBLY = "Possibly"
    NO = "No"


AREAS: dict[str, str] = {
    setting.key: setting.name for setting in SETTINGS if setting.kind is SettingKind.LEVEL
}
"""The levels that are about people's records: key to name, calls first."""

NOT_IN_THE_API = (
    "shares",
    "mentions",
    "library folders",
    "private calls",
    "technical administrators",
    "access to single calls",
)
"""What also opens or closes records and can't be known from the API's profiles."""

OTHERS_ON_A_CALL = (
    "Somebody with the answer No still opens a call when another person on it is within their "
    "reach."
)


class Sight(msgspec.Struct, frozen=True, gc=False):
    """Whether one person sees another's records through one profile. `viewer` and `profile` are
    numbers of the company; `reason` is a sentence."""

    viewer: int
    profile: int
    answer: Answer
    reason: str


Said = tuple[Answer, str]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A profile's level for one kind of record. `level` is "" where it is not known, and `word`
    what to call it; `leads` are numbers of people."""

    level: str
    word: str
    leads: tuple[int, ...]


def who_sees(
    company: Company, subject: int, area: str, token: CancelToken | None = None
) -> list[Sight]:
    """What everybody with a profile can see of `subject`, profile by profile, "No" included.

    `area` is a key of `AREAS`. Raises `Cancelled`.
    """
    token = token or CancelToken()
    found: list[Sight] = []
    above = frozenset(company.tree.chain(subject))
    for index, profile in enumerate(company.profiles):
        token.raise_if_cancelled()
        judge = _judge(company, profile, subject, area, above)
        for viewer in profile.members:
            found.append(Sight(viewer, index, *judge(viewer)))
    return found


def sees(company: Company, viewer: int, profile: int, subject: int, area: str) -> Sight:
    """What one person can see of another through one profile."""
    above = frozenset(company.tree.chain(subject))
    judge = _judge(company, company.profiles[profile], subject, area, above)
    return Sight(viewer, profile, *judge(viewer))


def reach(company: Company, viewer: int, profile: int, area: str) -> tuple[int | None, bool]:
    """Of how many users somebody sees the records for certain (None where the level is not
    known), and whether there may be more."""
    rule = _rule(company, company.profiles[profile], area)
    tree, leads = company.tree, rule.leads
    match rule.level:
        case "all":
            return company.users, False
        case "managers-team":
            manager = tree.parent(viewer)
            above: Sequence[int] = leads or (() if manager == NOBODY else (manager,))
            covered = any(tree.below(one, viewer) for one in above)
            return company.known_below(above), not covered
        case "report-to-them":
            certain = company.known_below([viewer])
            return certain, company.known_below([viewer, *leads]) > certain
        case "own":
            herself = any(tree.below(one, viewer) for one in leads)
            return 1, company.known_below(leads) > int(herself)
        case "none":
            return 0, False
    return None, True


def _rule(company: Company, profile: Profile, area: str) -> _Rule:
    setting, reading = BY_KEY[area], profile.reading
    value = reading.values[area]
    level = level_of(setting, value)
    leads = tuple(company.numbers(reading.ids(COMPANIONS[area].key)))
    if level is None:
        return _Rule("", value if isinstance(value, str) else "", leads)
    return _Rule(level.value, level.word, leads)


def _judge(
    company: Company, profile: Profile, subject: int, area: str, above: frozenset[int]
) -> Callable[[int], Said]:
    """What answers for each member of a profile. `above` are the subject and all their managers:
    somebody is below a person when that person is among these."""
    rule, name = _rule(company, profile, area), company.name
    who, things = name(subject), AREAS[area].lower()
    lead = next((one for one in rule.leads if one in above), NOBODY)

    def unproven(otherwise: Said) -> Said:
        if lead == NOBODY:
            return otherwise
        return (
            Answer.POSSIBLY,
            f"{_under(who, subject, lead, name)}, a lead of this profile; whether leads count "
            f"under {rule.word} is not known.",
        )

    match rule.level:
        case "all":
            everybody: Said = (Answer.YES, f"Level All: everybody's {things}.")
            return lambda _viewer: everybody
        case "managers-team" if rule.leads:
            return _by_leads(rule, subject, lead, name)
        case "managers-team":
            return _by_manager(company, subject, above)
        case "report-to-them":
            below: Said = (Answer.YES, f"Level Reports: {who} is below them.")
            own: Said = (Answer.YES, f"Level Reports: their own {things}.")
            rest = unproven((Answer.NO, f"Level Reports: {who} is not below them."))

            def by_reports(viewer: int) -> Said:
                if viewer == subject:
                    return own
                return below if viewer in above else rest

            return by_reports
        case "own":
            mine: Said = (Answer.YES, f"Level Own: their own {things}.")
            others = unproven((Answer.NO, "Level Own: only that in which they took part."))
            return lambda viewer: mine if viewer == subject else others
        case "none":
            nothing: Said = (Answer.NO, f"Level None: nobody's {things}.")
            return lambda _viewer: nothing
    known = f"Level “{rule.word}” is not known to this program" if rule.word else "Not told"
    untold: Said = (Answer.POSSIBLY, f"{known}: Gong decides.")
    return lambda _viewer: untold


def _by_leads(
    rule: _Rule, subject: int, lead: int, name: Callable[[int], str]
) -> Callable[[int], Said]:
    """Team with leads: the leads and everybody below each; the same for all members."""
    who, several = name(subject), counted(len(rule.leads), "lead")
    if lead != NOBODY:
        yes: Said = (
            Answer.YES,
            f"Level Team of {several}: {_under(who, subject, lead, name)}, a lead.",
        )
        if lead == subject:
            yes = (Answer.YES, f"Level Team of {several}: {who} is one.")
        return lambda _viewer: yes
    no: Said = (Answer.NO, f"Level Team of {several}: {who} is neither one nor below one.")
    return lambda viewer: _OWN_BESIDE_TEAM if viewer == subject else no


_OWN_BESIDE_TEAM: Said = (
    Answer.POSSIBLY,
    "Level Team does not reach them: whether what they took part in counts all the same is not "
    "known.",
)


def _by_manager(company: Company, subject: int, above: frozenset[int]) -> Callable[[int], Said]:
    """Team without leads: each member's manager and everybody below that manager."""
    who, parent, name = company.name(subject), company.tree.parent, company.name
    alone: Said = (Answer.NO, "Level Team: they have no manager, so there is no team.")
    said: dict[int, Said] = {}

    def by_manager(viewer: int) -> Said:
        manager = parent(viewer)
        if viewer == subject:
            if manager not in above:
                return _OWN_BESIDE_TEAM
            return (Answer.YES, f"Level Team: themselves, in the team of {name(manager)}.")
        if manager == NOBODY:
            return alone
        answer = said.get(manager)
        if answer is None:
            if manager == subject:
                answer = (Answer.YES, f"Level Team: {who} is their manager.")
            elif manager in above:
                answer = (Answer.YES, f"Level Team: {who} is below their manager {name(manager)}.")
            else:
                answer = (Answer.NO, f"Level Team: {who} is not below {name(manager)}.")
            said[manager] = answer
        return answer

    return by_manager


def _under(who: str, subject: int, lead: int, name: Callable[[int], str]) -> str:
    return f"{who} is {name(lead)}" if lead == subject else f"{who} is below {name(lead)}"
