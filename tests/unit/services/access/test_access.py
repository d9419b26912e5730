"""The answers about access in words, and the rows of the review."""

from __future__ import annotations

import pytest

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled
from gong_admin.services.access.capability import (
    ASKED,
    choices_of,
    reach_words,
    what_can,
    who_can,
)
from gong_admin.services.access.company import Company
from gong_admin.services.access.review import Finding, FindingKind, findings
from gong_admin.services.access.sight import AREAS, Answer, who_sees
from gong_admin.services.profiles.settings_catalogue import BY_KEY
from tests.unit.services.access.companies import company, level, profile, user

CALLS = "callsAccess.permissionLevel"

# ruth leads ines and kenji; ines leads amara; hugh is gone.
PEOPLE = [
    user("ruth"),
    user("ines", "ruth"),
    user("kenji", "ruth"),
    user("amara", "ines"),
    user("hugh", "ruth", active=False),
]


def reasons(ours: Company, subject: str) -> dict[str, tuple[Answer, str]]:
    found = who_sees(ours, ours.number[subject], CALLS)
    return {ours.people[one.viewer].id: (one.answer, one.reason) for one in found}


def sighted(calls: dict, *members: str) -> Company:
    return company(PEOPLE, [profile("f", callsAccess=calls)], {"f": list(members)})


def test_a_team_is_that_of_the_manager():
    found = reasons(sighted(level("managers-team"), "amara", "kenji", "ruth"), "ines")
    assert found["amara"] == (Answer.YES, "Level Team: Ines is their manager.")
    assert found["kenji"] == (Answer.YES, "Level Team: Ines is below their manager Ruth.")
    assert found["ruth"] == (
        Answer.NO,
        "Level Team: they have no manager, so there is no team.",
    )


def test_leads_take_the_place_of_the_manager():
    found = reasons(sighted(level("managers-team", "ines"), "kenji", "ruth"), "amara")
    yes = (Answer.YES, "Level Team of 1 lead: Amara is below Ines, a lead.")
    assert found == {"kenji": yes, "ruth": yes}
    found = reasons(sighted(level("managers-team", "ines"), "ruth", "kenji"), "kenji")
    assert found["ruth"][0] is Answer.NO
    assert found["kenji"][0] is Answer.POSSIBLY  # what they took part in


def test_leads_under_reports_are_possible_at_most():
    answer, why = reasons(sighted(level("report-to-them", "ines"), "kenji"), "amara")["kenji"]
    assert answer is Answer.POSSIBLY
    assert why == (
        "Amara is below Ines, a lead of this profile; whether leads count under Reports is not "
        "known."
    )


def test_a_level_that_nobody_knows_is_named():
    assert reasons(sighted(level("whole-planet"), "kenji"), "amara")["kenji"] == (
        Answer.POSSIBLY,
        "Level “whole-planet” is not known to this program: Gong decides.",
    )
    assert reasons(sighted(level(None), "kenji"), "amara")["kenji"] == (
        Answer.POSSIBLY,
        "Not told: Gong decides.",
    )


def test_areas_begin_with_what_is_asked_most():
    assert list(AREAS.values())[:3] == ["Calls", "Emails", "Deals"]


def test_how_many_a_level_is_about():
    ours = sighted(level("report-to-them"), "ines")
    assert reach_words(ours, ours.number["ines"], 0, CALLS) == "2 people"
    ours = sighted(level("own", "ines"), "kenji")
    assert reach_words(ours, ours.number["kenji"], 0, CALLS) == "1 person, perhaps more"
    assert reach_words(ours, ours.number["kenji"], 0, "deleteCalls") == ""


# -- settings ------------------------------------------------------------------------------------


def test_who_can_and_through_which_profile():
    ours = company(
        PEOPLE,
        [
            profile("on", deleteCalls=True),
            profile("off", deleteCalls=False),
            profile("new", "w2", deleteCalls=None),
        ],
        {"on": ["ruth"], "off": ["ines"], "new": ["ruth", "kenji"]},
    )
    found = who_can(ours, BY_KEY["deleteCalls"], "on")
    assert [(ours.name(one.person), one.profile, one.answer) for one in found] == [
        ("Ruth", 0, Answer.YES),
        ("Ruth", 2, Answer.POSSIBLY),
        ("Kenji", 2, Answer.POSSIBLY),
    ]
    assert found[0].reason == "“Delete calls” is On in Profile on."
    off = who_can(ours, BY_KEY["deleteCalls"], "off")
    assert [ours.name(one.person) for one in off if one.answer is Answer.YES] == ["Ines"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("any", ["all", "own"]), ("all", ["all"]), ("none", ["none"]), ("managers-team", [])],
)
def test_who_has_a_level(wanted, found):
    names = ("all", "own", "none")
    ours = company(
        PEOPLE,
        [profile(name, callsAccess=level(name)) for name in names],
        {name: ["ruth"] for name in names},
    )
    holders = who_can(ours, BY_KEY[CALLS], wanted)
    assert [ours.profiles[one.profile].id for one in holders] == found


def test_every_setting_can_be_asked_about():
    ours = sighted(level("all"), "ruth")
    for setting in ASKED:
        for wanted, words in choices_of(setting):
            assert words
            who_can(ours, setting, wanted)
    assert len(ASKED) == 44 + 10 + 4


def test_two_people_side_by_side():
    ours = company(
        PEOPLE,
        [
            profile("a", callsAccess=level("report-to-them"), deleteCalls=True),
            profile("b", "w2", callsAccess=level("all"), deleteCalls=True),
        ],
        {"a": ["ines", "kenji"], "b": ["kenji"]},
    )
    rows = what_can(ours, ours.number["ines"], ours.number["kenji"])
    assert len(rows) == 2 * len(ASKED)
    assert [row.workspace for row in rows[:: len(ASKED)]] == ["EMEA", "Americas"]
    by_key = {row.key: row for row in rows}
    calls = by_key[f"w1/{CALLS}"]
    assert [grant.words for grant in (*calls.first, *calls.second)] == ["Reports", "Reports"]
    assert [grant.reach for grant in calls.first] == ["2 people"]
    assert calls.differs  # the same level, and other people below
    assert not by_key["w1/deleteCalls"].differs
    assert by_key["w2/deleteCalls"].first == ()


def test_what_gong_does_not_tell_of_one_neither_differs_nor_is_the_same():
    ours = company(
        PEOPLE,
        [profile("told", deleteCalls=False), profile("untold", deleteCalls=None)],
        {"told": ["ines"], "untold": ["kenji", "amara"]},
    )
    ines, kenji, amara = (ours.number[one] for one in ("ines", "kenji", "amara"))

    def compared(first: int, second: int) -> bool | None:
        [row] = [row for row in what_can(ours, first, second) if row.setting.key == "deleteCalls"]
        return row.differs

    assert compared(ines, kenji) is None
    assert compared(kenji, amara) is False  # through the very same profile


# -- the review ----------------------------------------------------------------------------------


def reviewed(ours: Company) -> dict[FindingKind, list[Finding]]:
    found: dict[FindingKind, list[Finding]] = {kind: [] for kind in FindingKind}
    for one in findings(ours):
        found[one.kind].append(one)
    return found


def odd_company(*more: str) -> Company:
    return company(
        [*PEOPLE, user("owen"), user("gone", active=False)],
        [
            profile("admin", deleteCalls=True, callsAccess=level("all")),
            profile("team", callsAccess=level("managers-team", "ines", "nobody", "hugh")),
            profile("idle", callsAccess=level("all", "ines")),
        ],
        {"admin": ["ruth", "hugh", *more], "team": ["ines", "kenji", "amara"]},
    )


def test_what_gong_does_not_tell_is_reviewed_as_such():
    ours = company(
        [*PEOPLE, user("silent", active=None)],
        [profile("direct", callsAccess=level("report-to-them", "ines"))],
        {"direct": ["kenji"]},
    )
    found = reviewed(ours)
    assert "Silent" in [one.title for one in found[FindingKind.NO_PROFILE]]
    assert found[FindingKind.LEADS] == []
    assert [one.profile for one in found[FindingKind.LEADS_UNPROVEN]] == ["Profile direct"]


def test_what_there_is_to_review():
    ours = odd_company()
    found = reviewed(ours)
    assert [(one.title, one.profile) for one in found[FindingKind.RISKY]] == [
        ("Delete calls", "Profile admin")
    ]
    assert found[FindingKind.RISKY][0].text.startswith("On for 2 people.")
    assert [one.title for one in found[FindingKind.INACTIVE]] == ["Hugh"]
    assert "Delete calls, everybody's calls" in found[FindingKind.INACTIVE][0].text
    # "gone" is inactive: nobody expects a profile.
    assert [one.title for one in found[FindingKind.NO_PROFILE]] == ["Owen"]
    assert [one.title for one in found[FindingKind.NO_PEOPLE]] == ["Profile idle"]
    assert [(one.profile, one.text) for one in found[FindingKind.LEADS]] == [
        (
            "Profile team",
            "Not among the users: nobody. Inactive, with whoever is still below: Hugh.",
        ),
        ("Profile idle", "Leads have no effect under All; they count under Team."),
    ]


def test_a_row_keeps_its_key_and_its_state_follows_what_it_says():
    before, same, after = (
        {one.key: one.state for one in findings(ours)}
        for ours in (odd_company(), odd_company(), odd_company("owen"))
    )
    assert before == same
    changed = {key for key in before if after.get(key) != before[key]}
    assert changed == {"risky/admin/deleteCalls", "no_profile/owen"}


def test_all_questions_stop_when_they_are_cancelled():
    ours, token = odd_company(), CancelToken()
    token.cancel()
    for ask in (
        lambda: who_sees(ours, 0, CALLS, token),
        lambda: who_can(ours, BY_KEY["deleteCalls"], "on", token),
        lambda: findings(ours, token),
    ):
        with pytest.raises(Cancelled):
            ask()
