"""Access to single calls, against the sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.credentials import KeyPair
from gong_admin.api.pacing import Pacer
from gong_admin.api.types.permissions import CallUsers
from gong_admin.runtime.errors import ChangesLocked, LocalProblem, MayHaveHappened
from gong_admin.runtime.guarded_client import GuardedClient
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.lock import ChangeLock
from gong_admin.services.call_access import (
    Act,
    CallGrants,
    Report,
    Result,
    apply,
    ids_in,
    plan,
    read_grants,
)
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient

UNKNOWN = "1111111111111111111"


@pytest.fixture(scope="module")
def company(sandbox: Any) -> Iterator[Known]:
    client = PlainClient(sandbox(users=60, fresh=True))
    yield Known(client)
    client.close()


@pytest.fixture
def world(company: Known, qtbot: Any, tmp_path: Any) -> Iterator[Any]:
    """`client`, `lock` (open), `journal`; `calls` and `people` are ids that exist."""
    running = company.client.sandbox
    address = Address.parse(running.base_url)

    class World:
        def __init__(self) -> None:
            self.control = running.control
            self.lock = ChangeLock("Orvane")
            self.journal = Journal(tmp_path / "journal.jsonl")
            self.pacer = Pacer(address.url, tmp_path, rate=0, daily=0)
            self.client = GuardedClient(
                address,
                KeyPair(running.access_key, running.access_key_secret),
                self.pacer,
                connection="Orvane",
                lock=self.lock,
                journal=self.journal,
            )
            self.calls = [call["id"] for call in company.calls[:8]]
            self.people = [user["id"] for user in company.users[:3]]

        def apply(self, act: Act, wanted: list[CallUsers], token: Any = None) -> Report:
            return apply(
                self.client, act, wanted, {}, token or CancelToken(), stops=(LocalProblem,)
            )

        def granted(self) -> dict[str, tuple[str, ...]]:
            found = read_grants(self.client, self.calls, CancelToken())
            return {one.call_id: one.user_ids for one in found}

    world = World()
    world.lock.open()
    yield world
    running.control("faults", method="DELETE")
    everybody = [CallUsers(call_id=one, user_ids=world.people) for one in world.calls]
    world.lock.open()
    world.apply(Act.REVOKE, everybody)
    world.lock.close()
    world.client.close()
    world.pacer.close()


def both(world: Any, calls: list[str]) -> list[CallUsers]:
    return [CallUsers(call_id=one, user_ids=world.people[:2]) for one in calls]


def test_ids_are_found_in_what_people_paste():
    text = """7782342274025937895, 7782342274025937895
    https://us-1.app.gong.io/call?id=5500112233445566778&highlights=1;"9000112233445566778" hello"""
    assert ids_in(text) == (
        ["7782342274025937895", "5500112233445566778", "9000112233445566778"],
        ["hello"],
    )


def test_a_plan_gives_only_what_is_missing_and_takes_only_what_was_given():
    grants = [CallGrants("1", ("a",)), CallGrants("2", ("a", "b")), CallGrants("3", (), False)]
    assert plan(Act.GRANT, grants, ["a", "b"]) == [CallUsers(call_id="1", user_ids=["b"])]
    assert plan(Act.REVOKE, grants, ["b"]) == [CallUsers(call_id="2", user_ids=["b"])]


def test_given_and_taken_back(world):
    report = world.apply(Act.GRANT, both(world, world.calls[:2]))
    assert [one.result for one in report.outcomes] == [Result.DONE] * 2
    assert set(world.granted()[world.calls[0]]) == set(world.people[:2])
    assert len(report.request_ids) == 1
    entry = world.journal.read().entries[-1]
    assert (entry.operation, entry.subject, entry.outcome) == (
        "addUsersAccessToCalls",
        "2 calls",
        "done",
    )
    report = world.apply(Act.REVOKE, both(world, world.calls[:1]))
    assert report.count(Result.DONE) == 1
    assert world.granted()[world.calls[0]] == ()
    assert set(world.granted()[world.calls[1]]) == set(world.people[:2])


def test_an_unknown_call_is_found_among_the_others(world):
    asked = [*world.calls[:3], UNKNOWN, *world.calls[3:5]]
    found = read_grants(world.client, asked, CancelToken())
    assert [one.call_id for one in found if not one.found] == [UNKNOWN]
    report = world.apply(Act.GRANT, both(world, asked))
    assert [one.call_id for one in report.outcomes] == asked
    results = {one.call_id: one.result for one in report.outcomes}
    assert results.pop(UNKNOWN) is Result.NOT_FOUND
    assert set(results.values()) == {Result.DONE}
    assert report.stopped is None


def test_an_unknown_person_is_refused_with_gongs_sentence(world):
    report = world.apply(Act.GRANT, [CallUsers(call_id=world.calls[0], user_ids=[UNKNOWN])])
    assert report.outcomes[0].result is Result.REFUSED
    assert report.outcomes[0].text == f"Some users not found: {UNKNOWN}."


def test_one_unknown_person_keeps_nobody_else_from_getting_the_calls(world):
    people = [world.people[0], UNKNOWN, *world.people[1:]]
    wanted = [CallUsers(call_id=one, user_ids=people) for one in world.calls]
    report = world.apply(Act.GRANT, wanted)
    assert all(set(users) == set(world.people) for users in world.granted().values())
    assert {one.result for one in report.outcomes} == {Result.REFUSED}
    told = {one.text for one in report.outcomes}
    assert told == {f"Some users not found: {UNKNOWN}. Done for 3 others."}
    writes = [one for one in world.journal.read().entries if one.operation]
    assert len(writes) < len(world.calls)


def test_nothing_is_sent_while_the_lock_is_closed(world):
    world.lock.close()
    report = world.apply(Act.GRANT, both(world, world.calls[:2]))
    assert isinstance(report.stopped, ChangesLocked)
    assert report.count(Result.NOT_TRIED) == 2
    assert world.granted()[world.calls[0]] == ()


def test_a_lost_answer_is_read_back(world):
    world.control("faults", {"drop": {"operations": ["addUsersAccessToCalls"]}})
    report = world.apply(Act.GRANT, both(world, world.calls[:2]))
    assert isinstance(report.stopped, MayHaveHappened)
    assert report.count(Result.DONE) == 2


def test_a_write_that_was_not_carried_out_is_told_as_such(world):
    world.control("faults", {"server-error": {"operations": ["addUsersAccessToCalls"]}})
    report = world.apply(Act.GRANT, both(world, world.calls[:2]))
    assert isinstance(report.stopped, MayHaveHappened)
    assert report.count(Result.NOT_TRIED) == 2


def test_what_can_not_be_read_back_is_not_claimed(world):
    world.control(
        "faults",
        {
            "server-error": {
                "operations": ["addUsersAccessToCalls", "getUsersAccessToCalls"],
            }
        },
    )
    report = world.apply(Act.GRANT, both(world, world.calls[:2]))
    assert report.count(Result.UNCERTAIN) == 2


def test_cancelled_before_it_began(world):
    token = CancelToken()
    token.cancel()
    report = world.apply(Act.GRANT, both(world, world.calls[:2]), token)
    assert report.stopped is not None
    assert report.count(Result.NOT_TRIED) == 2
    assert world.granted()[world.calls[0]] == ()
