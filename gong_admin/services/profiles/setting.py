"""What one setting of a permission profile is, before anybody has given it a value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SettingKind(StrEnum):
    LEVEL = "level"  # one of `LEVELS`
    LEADS = "leads"  # user ids that go with a level
    LIBRARY_LEVEL = "library-level"  # one of `LIBRARY_LEVELS`
    FOLDERS = "folders"  # library folder ids
    SWITCH = "switch"


class Group(StrEnum):
    """The headings under which settings are shown, in this order."""

    ACCESS = "access"
    LIBRARY = "library"
    CALLS = "calls"
    DEALS = "deals"
    FORECAST = "forecast"
    ENGAGE = "engage"
    ANALYTICS = "analytics"
    CRM = "crm"
    AI = "ai"
    ADMINISTRATION = "administration"


GROUP_TITLES: dict[Group, tuple[str, str]] = {
    # group: (title, what it is about)
    Group.ACCESS: ("Level of access", "whose records a member sees"),
    Group.LIBRARY: ("Library", "what a member does with folders"),
    Group.CALLS: ("Calls and emails", ""),
    Group.DEALS: ("Deals and accounts", ""),
    Group.FORECAST: ("Forecast", ""),
    Group.ENGAGE: ("Engage", "flows, templates and to-dos"),
    Group.ANALYTICS: ("Coaching and analytics", ""),
    Group.CRM: ("CRM", ""),
    Group.AI: ("AI", ""),
    Group.ADMINISTRATION: ("Administration", ""),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One value of a profile.

    `key` is its place in Gong's JSON, with a dot between object and field. `name` and `help` are
    ours. `risk` says why a setting deserves a second look when it is on, "" for most.
    `level_key` is, for leads and folders, the level they go with.
    """

    key: str
    group: Group
    kind: SettingKind
    name: str
    help: str
    risk: str = ""
    level_key: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The names to follow in the JSON of a profile."""
        return tuple(self.key.split("."))


@dataclass(frozen=True, slots=True)
class Level:
    """A value of a level. `bars`, 0 to 4, is how far it reaches; `meaning` says whose records."""

    value: str
    word: str
    bars: int
    meaning: str


# Meanings: Gong's help, "Available permission settings".
LEVELS: tuple[Level, ...] = (
    Level("all", "All", 4, "everybody's"),
    Level(
        "managers-team",
        "Team",
        3,
        "those of the member's manager and of everybody below; with leads, theirs and of all below",
    ),
    Level("report-to-them", "Reports", 2, "the member's own and those of everybody below"),
    Level("own", "Own", 1, "only where the member took part"),
    Level("none", "None", 0, "nobody's"),
)
LIBRARY_LEVELS: tuple[Level, ...] = (
    Level("all", "All folders", 4, "every folder of the company's library"),
    Level("specific-folders", "Chosen folders", 2, "the folders named here and what is in them"),
    Level("none", "None", 0, "no folder"),
)
LEADS_COUNT_UNDER = "managers-team"
"""The level under which leads decide whose records are seen."""

LEADS_UNPROVEN_UNDER = frozenset({"report-to-them", "own"})
"""Gong keeps leads here too; whether they have an effect has not been seen."""
