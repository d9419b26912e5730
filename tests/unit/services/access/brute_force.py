"""Who sees whose records, answered the long way: the rules word by word, over plain dictionaries.

It knows nothing of the program. A company is `{"users": {id: manager id or None}, "profiles":
[{"id", "workspace", "level", "leads", "members"}]}`, with one level that stands for all of them.
"""

from __future__ import annotations

from typing import Any

YES, POSSIBLY, NO = "Yes", "Possibly", "No"


def below(company: dict[str, Any], person: str) -> set[str]:
    """The person and everybody below: whoever reports to one of them, again and again, until
    nobody is added."""
    found = {person}
    while True:
        more = {who for who, manager in company["users"].items() if manager in found} - found
        if not more:
            return found
        found |= more


def answer(company: dict[str, Any], viewer: str, profile: dict[str, Any], subject: str) -> str:
    """Whether `viewer`, as a member of `profile`, sees the records of `subject`."""
    level, leads = profile["level"], profile["leads"] or []
    under_leads = {who for lead in leads for who in below(company, lead)}
    manager = company["users"].get(viewer)
    if level == "all":
        # "all"
        return YES
    if level == "managers-team":
        # Without leads the person's manager and everyone below that manager; with leads, each
        # lead and everyone below each.
        team = under_leads if leads else (below(company, manager) if manager else set())
        if subject in team:
            return YES
        # What one took part in is nowhere said to count beside the team, nor not to count.
        return POSSIBLY if subject == viewer else NO
    if level == "report-to-them":
        # The person and everyone below the person; the effect of leads is unproven.
        if subject in below(company, viewer):
            return YES
        return POSSIBLY if subject in under_leads else NO
    if level == "own":
        # Only what the person took part in; leads are kept there too, and unproven.
        if subject == viewer:
            return YES
        return POSSIBLY if subject in under_leads else NO
    if level == "none":
        return NO
    # A level that was not told, or that nobody knows.
    return POSSIBLY


def who_sees(company: dict[str, Any], subject: str) -> dict[tuple[str, str], str]:
    """The answer for every member of every profile, by (profile id, viewer)."""
    return {
        (profile["id"], viewer): answer(company, viewer, profile, subject)
        for profile in company["profiles"]
        for viewer in profile["members"]
    }


def certain(company: dict[str, Any], viewer: str, profile: dict[str, Any]) -> set[str]:
    """The users whose records are surely seen."""
    return {who for who in company["users"] if answer(company, viewer, profile, who) == YES}


def perhaps(company: dict[str, Any], viewer: str, profile: dict[str, Any]) -> set[str]:
    """The users of whom it can't be said."""
    return {who for who in company["users"] if answer(company, viewer, profile, who) == POSSIBLY}
