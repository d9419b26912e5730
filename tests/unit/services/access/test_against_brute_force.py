"""The answers about access, against an engine that does it the long way."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gong_admin.services.access.company import Company
from gong_admin.services.access.sight import reach, sees, who_sees
from tests.unit.services.access import brute_force
from tests.unit.services.access.companies import company, level, profile, user

_AREA = "callsAccess.permissionLevel"
_LEVELS = ("all", "managers-team", "report-to-them", "own", "none", None, "whole-planet")
_PEOPLE = [f"p{number}" for number in range(8)]
_GHOSTS = ["gone1", "gone2"]  # mentioned, and not among the users


@st.composite
def companies(draw: st.DrawFn) -> dict[str, Any]:
    """Anything goes: circles, people who manage themselves, managers and leads who are gone,
    members of several profiles, members who are no users."""
    ids = _PEOPLE[: draw(st.integers(1, len(_PEOPLE)))]
    anybody = st.sampled_from([*ids, *_GHOSTS])
    users = {one: draw(st.none() | anybody) for one in ids}
    profiles = [
        {
            "id": f"f{number}",
            "workspace": draw(st.sampled_from(["w1", "w2"])),
            "level": draw(st.sampled_from(_LEVELS)),
            "leads": draw(st.lists(anybody, max_size=3, unique=True)),
            "members": draw(st.lists(anybody, max_size=6, unique=True)),
        }
        for number in range(draw(st.integers(1, 4)))
    ]
    return {"users": users, "profiles": profiles}


def as_read(plain: dict[str, Any]) -> Company:
    return company(
        [user(one, manager) for one, manager in plain["users"].items()],
        [
            profile(one["id"], one["workspace"], callsAccess=level(one["level"], *one["leads"]))
            for one in plain["profiles"]
        ],
        {one["id"]: one["members"] for one in plain["profiles"]},
    )


@given(companies())
@settings(max_examples=300)
def test_who_sees_whom(plain: dict[str, Any]) -> None:
    ours = as_read(plain)
    for subject in plain["users"]:
        found = {
            (ours.profiles[one.profile].id, ours.people[one.viewer].id): one.answer.value
            for one in who_sees(ours, ours.number[subject], _AREA)
        }
        assert found == brute_force.who_sees(plain, subject)


@given(companies())
@settings(max_examples=200)
def test_one_pair_and_how_many(plain: dict[str, Any]) -> None:
    ours = as_read(plain)
    for index, one in enumerate(plain["profiles"]):
        for viewer in one["members"]:
            number = ours.number[viewer]
            for subject in plain["users"]:
                said = sees(ours, number, index, ours.number[subject], _AREA)
                assert said.answer.value == brute_force.answer(plain, viewer, one, subject)
                assert said.reason.endswith(".")
            count, more = reach(ours, number, index, _AREA)
            if count is None:
                assert one["level"] in (None, "whole-planet")
            elif viewer in plain["users"]:
                assert count == len(brute_force.certain(plain, viewer, one))
                assert more == bool(brute_force.perhaps(plain, viewer, one))


@given(companies())
@settings(max_examples=200)
def test_everybody_below(plain: dict[str, Any]) -> None:
    ours = as_read(plain)
    for one in [*plain["users"], *ours.number]:
        number = ours.number[one]
        expected = brute_force.below(plain, one)
        tree = ours.tree
        assert {p.id for n, p in enumerate(ours.people) if tree.below(number, n)} == expected
        assert ours.known_below([number, number]) == len(expected & set(plain["users"]))
