"""Looking again after an erasure, on the sandbox: who is asked for, what is told, how it ends."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

import pytest
from msgspec.structs import replace

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.services.privacy import following, lookup
from gong_admin.services.privacy.case import CaseState, Counts, Subject, SubjectState
from gong_admin.services.privacy.store.tally import overview
from tests.unit.services.privacy.office import Office

pytestmark = pytest.mark.usefixtures("qapp")  # the lock has a timer
GONE, FIND = SubjectState.GONE, "findAll"


def followed(office: Office, *addresses: str, ago: dt.timedelta, **values: Any) -> list[Subject]:
    """Subjects of a case that erases, sent that long ago; in truth Gong still holds all of it."""
    case = office.open_case(*addresses)
    for state in (CaseState.LOOKED_UP, CaseState.APPROVED, CaseState.ERASING):
        office.store.update(replace(case, state=state), "test")
    sent = dt.datetime.now(dt.UTC) - ago
    known = {"state": SubjectState.ERASING, "approved": Counts(calls=1), "sent": sent, **values}
    office.store.put([replace(one, **known) for one in office.store.subjects(case.id)], "test")
    return office.store.subjects(case.id)


def look_again(office: Office, subjects: list[Subject]) -> dict[str, list[Any]]:
    """What `run` tells, by its name."""
    told: dict[str, list[Any]] = {"changed": [], "turned": [], "failed": []}
    following.run(
        *(office.client, office.store, subjects),
        token=CancelToken(),
        changed=told["changed"].append,
        turned=told["turned"].append,
        failed=lambda one, problem: told["failed"].append((one.id, type(problem).__name__)),
    )
    return told


def test_following_ends_with_a_word_where_something_is_left(reading: Office) -> None:
    weeks = dt.timedelta(days=31)
    [one] = followed(reading, *reading.people(1), ago=weeks)
    case_id, store = one.case_id, reading.store
    told = look_again(reading, [one])
    [ended] = told["turned"]
    assert ended.ended == ended.looked_up
    assert following.next_look(ended) is None
    assert store.log(case_id)[-1].event == "following-ended"
    assert [case.id for case in overview(store, reading.tenant).given_up] == [case_id]
    # Asked once more by hand, it is told no second time; closed with it, it is nobody's concern.
    assert look_again(reading, [ended])["turned"] == []
    store.change(case_id, lambda case: replace(case, state=CaseState.CLOSED), "closed")
    assert overview(store, reading.tenant).given_up == ()
    following.reopen(store, case_id)
    assert overview(store, reading.tenant).given_up != ()


def test_what_was_looked_up_for_a_month_before_that_was_noted_is_noted(reading: Office) -> None:
    weeks = dt.timedelta(days=31)
    now = dt.datetime.now(dt.UTC)
    [one] = followed(reading, *reading.people(1), ago=weeks, looked_up=now)
    following.catch_up(reading.store, reading.tenant, lambda _: contextlib.nullcontext(True))
    assert reading.store.subjects(one.case_id)[0].ended == now
    assert len(overview(reading.store, reading.tenant).given_up) == 1


def test_who_comes_back_late_is_looked_up_from_then_on(reading: Office) -> None:
    long = dt.timedelta(days=40)
    values = {"state": GONE, "gone": dt.datetime.now(dt.UTC) - long, "counts": Counts()}
    [one] = followed(reading, *reading.people(1), ago=long, **values)
    [back] = look_again(reading, [one])["turned"]
    assert back.state is SubjectState.CAME_BACK
    assert back.back is not None
    assert following.next_look(back) == back.back + dt.timedelta(minutes=1)


def test_more_than_at_the_look_before_is_told(reading: Office) -> None:
    few = Counts(calls=1)
    [one] = followed(reading, *reading.people(1), ago=dt.timedelta(hours=2), counts=few)
    [grown] = look_again(reading, [one])["turned"]
    assert grown.state is SubjectState.ERASING
    assert reading.store.log(one.case_id)[-1].event == "grown"
    assert overview(reading.store, reading.tenant).tally(one.case_id).grown == 1
    # As long as it does not go down; and it is told once.
    assert look_again(reading, [grown])["turned"] == []
    assert reading.store.subjects(one.case_id)[0].grown == grown.grown
    reading.store.put([replace(grown, counts=Counts(calls=10_000))], "test")
    look_again(reading, [grown])
    assert reading.store.subjects(one.case_id)[0].grown is None


def test_one_that_fails_keeps_nobody_else_from_being_followed(reading: Office) -> None:
    colleague = reading.known.active[0]["emailAddress"]
    people = [*reading.people(2), "no address at all", colleague]
    first, second, odd, own = followed(reading, *people, ago=dt.timedelta(hours=2))
    gone = followed(reading, reading.people(3)[2], ago=dt.timedelta(hours=2))
    reading.store.reduce(gone[0].case_id)
    asked = len(reading.transport.sent)
    told = look_again(reading, [odd, own, *gone, first, second])
    assert told["failed"] == [(odd.id, "BadRequest")]
    assert {one.id for one in told["changed"]} == {first.id, second.id, own.id}
    assert len(reading.transport.sent) - asked == 4
    # Who has become a Gong user is not asked for again, and it is known why.
    [turned] = told["turned"]
    assert (turned.id, turned.note) == (own.id, lookup.OWN_BY_NOW)
    assert following.next_look(turned) is None
    log = {one.facts["subjects"][0]: one for one in reading.store.log(first.case_id)[4:]}
    assert (log[3].event, log[3].facts["status"]) == ("lookup-failed", 400)
    assert (log[4].event, log[4].facts["why"]) == ("refused", "own-user")
    assert log[4].facts["request_id"]


def test_what_is_clicked_goes_when_the_day_has_no_more_for_the_background(
    office: Office,
) -> None:
    subjects = followed(office, *office.people(2), ago=dt.timedelta(hours=2))
    told: list[Subject] = []
    before = office.events(office.store.case(subjects[0].case_id))
    office.pacer.set_limits(daily=1_000_000, background_stop=0.0)
    with pytest.raises(errors.BudgetSpent):
        look_again(office, subjects)
    # Nothing was asked, so the log tells nothing.
    assert office.events(office.store.case(subjects[0].case_id)) == before
    following.look_again(
        *(office.client, office.store, subjects[0].case_id),
        subjects=subjects,
        token=CancelToken(),
        changed=told.append,
        turned=lambda _subject: None,
        progress=lambda _progress: None,
    )
    assert {one.id for one in told} == {one.id for one in subjects}


def test_what_stands_in_the_way_of_all_ends_following(office: Office) -> None:
    subjects = followed(office, *office.people(9), ago=dt.timedelta(hours=2))
    office.running.control("faults", {"revoked-key": 1})
    with pytest.raises(errors.BadCredentials):
        look_again(office, subjects)
    assert office.transport.count(FIND) <= lookup.AT_ONCE
    assert office.events(office.store.case(subjects[0].case_id))[-1] == "lookup-failed"
