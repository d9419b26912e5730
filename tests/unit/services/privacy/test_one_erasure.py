"""One erasure among others: sent again, found to be another than approved, overtaken, failing."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from gong_admin.api import errors
from gong_admin.api.catalogue.calls import LIST_CALLS_IN_DETAIL
from gong_admin.runtime.errors import ChangesLocked
from gong_admin.services.privacy.case import (
    Case,
    CaseState,
    Counts,
    Subject,
    SubjectState,
    may_become,
)
from gong_admin.services.privacy.erase_review import (
    before_approval,
    before_erasure,
    before_sending_again,
)
from gong_admin.services.privacy.erasing import Order, approve
from gong_admin.services.privacy.following import catch_up, next_look
from gong_admin.services.privacy.proof.agreement import agreement
from gong_admin.services.privacy.proof.evidence_summary import outcome
from gong_admin.services.privacy.store.approving import hold, withdraw
from gong_admin.services.privacy.store.cases import CaseGone
from gong_admin.services.privacy.store.holds import Holds
from gong_admin.services.privacy.store.removing import remove_subjects
from gong_admin.ui.panels.cases.log_words import facts_words
from tests.kill import people
from tests.unit.services.privacy.office import Office

pytestmark = pytest.mark.usefixtures("qapp")  # the lock has a timer
S = SubjectState
PURGE = "purge"
PURGES = ["purgeEmailAddress", "purgePhoneNumber"]
LOOKUPS = ["findAllReferencesToEmailAddress", "findAllReferencesToPhoneNumber"]
BEFORE = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
replaced = msgspec.structs.replace


def numbers(office: Office, count: int) -> list[str]:
    """Numbers that are one person's each."""
    return list(people._numbers(office.theirs, office.known, count))


# -- sent again --------------------------------------------------------------------------------


def unknown(office: Office, value: str) -> tuple[Case, Subject]:
    """An erasure that was on its way when the program was killed."""
    case = office.approved(value)
    [one] = office.store.subjects(case.id)
    case = office.store.update(replaced(case, state=CaseState.ERASING), "erasing")
    office.store.put([replaced(one, state=S.SENDING, sent=BEFORE)], "sending")
    return case, office.store.interrupted(case.id)[0]


def fault(office: Office, name: str, operations: list[str]) -> None:
    office.running.control("faults", {name: {"rate": 1, "operations": operations}})


def refuse_connection(office: Office) -> None:
    def cut(operation: str) -> None:
        if operation.startswith(PURGE):
            raise errors.ConnectionFailed("cut", reason="refused", may_have_happened=False)

    office.transport.before = cut


def approve_less(office: Office, one: Subject) -> None:
    """As if more had come since."""
    raw = msgspec.json.decode(office.store.answer(one, "approved") or b"")
    raw["calls"] = raw["calls"][1:]
    office.store.put([one], "test", answers={"approved": msgspec.json.encode(raw)})


OBSTACLES: dict[str, Callable[[Office, Subject], object]] = {
    "more": approve_less,  # first: erasures of others take calls as well
    "locked": lambda office, _one: office.lock.close(),
    "no connection": lambda office, _one: refuse_connection(office),
    "no right": lambda office, _one: fault(office, "missing-scope", PURGES),
    "no calls left": lambda office, _one: fault(office, "rate-limit-hours", PURGES),
    "refused": lambda office, _one: fault(office, "erase-guard", PURGES),
    "not looked up": lambda office, _one: fault(office, "server-error", LOOKUPS),
    "held": lambda office, one: Holds(office.store).put(one.kind, one.value, "lawsuit"),
    "shared": lambda office, _one: (
        Holds(office.store).put("email", "somebody.else@nowhere.test", "lawsuit"),
        fault(office, "missing-scope", [LIST_CALLS_IN_DETAIL.id]),
    ),
}


def test_whatever_keeps_it_from_leaving_again_it_was_sent(office: Office) -> None:
    for person, obstacle in zip(office.people(len(OBSTACLES)), OBSTACLES, strict=True):
        stays_sent(office, person, obstacle)


def test_a_number_that_was_sent_stays_sent_too(office: Office) -> None:
    for number, obstacle in zip(numbers(office, 2), ("more", "locked"), strict=True):
        stays_sent(office, number, obstacle)


def agrees(office: Office, case: Case) -> bool:
    """Whether what is kept is what the log tells."""
    store = office.store
    return bool(agreement(store.case(case.id), store.subjects(case.id), store.log(case.id)))


def stays_sent(office: Office, value: str, obstacle: str) -> None:
    case, before = unknown(office, value)
    store, again = office.store, Order([before.id], again=frozenset({before.id}))
    OBSTACLES[obstacle](office, before)
    try:
        office.erase(case, order=again)
    except (errors.GongError, ChangesLocked):
        pass
    else:
        assert obstacle in ("refused", "not looked up", "more", "held", "shared")
    [one] = store.subjects(case.id)
    assert (one.state, one.sent, one.request_id) == (S.UNKNOWN, BEFORE, None), obstacle
    if obstacle != "held":
        assert store.log(case.id)[-1].facts["sent_before"] is True
    assert agrees(office, case), obstacle
    # It is followed, is not among those that were never sent, and can't be taken out.
    assert next_look(one) is not None
    assert before_erasure(store, case.id).candidates == ()
    waiting = before_sending_again(store, case.id)
    assert bool(waiting.candidates) is (obstacle != "held")
    assert hold(store, [one]) == [one]
    assert remove_subjects(store, [one]) == 0
    words = outcome(store.case(case.id), [one])
    assert words == "1 erasure sent without a known answer; none finished yet."
    assert store.case(case.id).state is CaseState.ERASING
    # Nothing more leaves without the user's word, and with it as soon as nothing is in the way.
    sent = office.transport.count(PURGE)
    office.lock.open()
    office.pacer.insist()
    office.transport.before = lambda _operation: None
    office.running.control("faults", method="DELETE")
    Holds(store).remove(one.kind, one.value)
    Holds(store).remove("email", "somebody.else@nowhere.test")
    office.erase(case)
    assert office.transport.count(PURGE) == sent
    if obstacle == "more":
        [candidate] = before_approval(store, case.id).candidates
        assert candidate.more == {"calls": 1}
        approve(store, store.case(case.id), [candidate.subject])
        assert agrees(office, case)
    else:
        assert before_approval(store, case.id).candidates == ()
    [one] = office.erase(case, order=again)
    assert (one.state, bool(one.request_id)) == (S.ERASING, True), obstacle
    assert agrees(office, case), obstacle
    assert office.transport.count(PURGE) == sent + 1
    assert store.verify(case.id).intact


def test_what_gong_has_refused_stays_refused_where_it_is_not_sent_again(office: Office) -> None:
    case = office.approved(*office.people(1))
    fault(office, "erase-guard", PURGES)
    [refused] = office.erase(case)
    approve(office.store, office.store.case(case.id), [refused])
    office.lock.close()
    with pytest.raises(ChangesLocked):
        office.erase(case)
    [one] = office.store.subjects(case.id)
    assert (one.state, one.sent, one.request_id) == (S.FOUND, refused.sent, refused.request_id)
    assert outcome(office.store.case(case.id), [one]).startswith("1 erasure not accepted by Gong.")


# -- one among others --------------------------------------------------------------------------


def after_first(work: Callable[[], object], then: Callable[[], object]) -> Callable[[Any], None]:
    """To be told of what has changed: `work` once the first was erased, `then` after the next."""
    steps = iter((work, then))

    def changed(_subject: Subject) -> None:
        next(steps, lambda: None)()

    return changed


@pytest.mark.parametrize("stop", [False, True])
def test_one_that_can_not_be_looked_up_keeps_no_other_from_being_erased(
    office: Office, stop: bool
) -> None:
    case = office.approved(*office.people(2), *numbers(office, 1))
    first, second, third = office.store.subjects(case.id)

    def fail() -> None:
        fault(office, "server-error", LOOKUPS)

    def cure() -> None:
        office.running.control("faults", method="DELETE")

    order = Order([first.id, third.id, second.id], stop_at_problem=stop)
    second, third = office.erase(case, order=order, changed=after_first(fail, cure))[1:]
    assert (third.state, third.sent, third.note) == (S.FOUND, None, "ServerError")
    assert second.state is (S.FOUND if stop else S.ERASING)
    entry = office.last(case, "not-sent")
    assert entry.facts["subjects"] == [third.position]
    assert entry.facts["status"] == 500
    cure()
    subjects = office.erase(case)
    assert {one.state for one in subjects} == {S.ERASING}
    assert office.transport.count(PURGE) == 3
    assert agrees(office, case)


def test_a_lookup_is_in_the_log_though_nothing_can_be_read_of_its_calls(office: Office) -> None:
    case = office.approved(*office.people(1))
    Holds(office.store).put("phone", "+15550001234", "lawsuit")
    fault(office, "server-error", [LIST_CALLS_IN_DETAIL.id])
    [one] = office.erase(case)
    assert (one.state, one.note) == (S.FOUND, "ServerError")
    assert office.transport.count(PURGE) == 0
    entry = office.last(case, "looked-up")
    assert entry.number > office.last(case, "approved").number
    assert entry.facts["dropped"] is True
    assert entry.facts["request_id"]
    assert "not kept" in facts_words(entry)
    assert agrees(office, case)


def test_who_has_become_a_user_of_gong_is_left(office: Office) -> None:
    person, colleague = office.people(1)[0], office.known.active[0]["emailAddress"]
    case = office.open_case(colleague, person)
    own, other = office.look_up(case)
    found = Counts(emails=1)
    own = replaced(own, state=S.FOUND, counts=found)
    answers = {"lookup": msgspec.json.encode({"emails": [{"id": "1"}]})}
    office.store.put([own], "looked-up", answers=answers)
    approve(office.store, office.store.case(case.id), [own, other])
    own, other = office.erase(case)
    assert (own.state, other.state) == (S.REFUSED, S.ERASING)
    words = outcome(office.store.case(case.id), [own])
    assert "1 subject not sent: the address of a Gong user." in words


def test_what_another_window_does_during_a_run_holds_at_once(office: Office) -> None:
    case = office.approved(*office.people(5))
    subjects = office.store.subjects(case.id)

    def other_window() -> None:
        remove_subjects(office.store, [subjects[1]])
        withdraw(office.store, subjects[2])
        Holds(office.store).put("email", subjects[3].value, "lawsuit")

    left = office.erase(case, changed=after_first(other_window, lambda: None))
    assert [one.state for one in left][:3] == [S.ERASING, S.FOUND, S.HELD]
    assert [one.approved is None for one in left][:3] == [False, True, True]
    assert office.transport.count(PURGE) == 1 + (left[3].state is S.ERASING)
    assert agrees(office, case)


def test_a_hold_holds_that_comes_while_it_is_read_who_is_on_the_calls(office: Office) -> None:
    case = office.approved(*office.people(1))
    [one] = office.store.subjects(case.id)
    somebody = Holds(office.store)
    somebody.put("phone", "+15550001234", "lawsuit")
    office.transport.before = lambda operation: (
        somebody.put(one.kind, one.value, "lawsuit")
        if operation == LIST_CALLS_IN_DETAIL.id
        else None
    )
    [one] = office.erase(case)
    assert (one.state, one.approved) == (S.HELD, None)
    assert office.transport.count(PURGE) == 0
    assert agrees(office, case)


@pytest.mark.parametrize("deleted", [False, True])
def test_a_case_that_is_closed_in_another_window_is_erased_no_further(
    office: Office, deleted: bool
) -> None:
    case = office.approved(*office.people(2))

    def other_window() -> None:
        fresh = office.store.case(case.id)
        office.store.update(replaced(fresh, state=CaseState.CLOSED), "closed")
        if deleted:
            office.store.delete(case.id)

    office.erase(case, changed=after_first(other_window, lambda: None))
    assert office.transport.count(PURGE) == 1
    assert office.store.case(case.id).state is CaseState.CLOSED


def test_a_case_that_is_deleted_while_one_is_sent_ends_the_run(office: Office) -> None:
    case = office.approved(*office.people(2))

    def other_window(operation: str) -> None:
        if operation.startswith(PURGE):
            office.store.delete(case.id)

    office.transport.before = other_window
    with pytest.raises(CaseGone):
        office.erase(case)
    assert office.transport.count(PURGE) == 1


# -- the end of a run --------------------------------------------------------------------------


def test_a_run_that_sent_nothing_leaves_the_case_as_it_was(office: Office) -> None:
    case = office.approved(*office.people(1))
    [one] = office.store.subjects(case.id)
    Holds(office.store).put(one.kind, one.value, "lawsuit")
    [one] = office.erase(case)
    assert one.state is S.HELD
    now = office.store.case(case.id)
    assert now.state is CaseState.LOOKED_UP
    assert may_become(now.state, CaseState.REFUSED)
    # Off the list, it is approved anew before it goes.
    Holds(office.store).remove(one.kind, one.value)
    [one] = office.look_up(case, states=(S.HELD,))
    assert (one.state, one.approved) == (S.FOUND, None)
    assert before_erasure(office.store, case.id).candidates == ()
    approve(office.store, office.store.case(case.id), [one])
    assert [one.state for one in office.erase(case)] == [S.ERASING]
    assert agrees(office, case)


def test_a_run_that_was_killed_before_its_first_leaves_the_case_as_it_was(office: Office) -> None:
    case = office.approved(*office.people(1))
    office.store.update(replaced(case, state=CaseState.ERASING), "erasing")
    for ours in (False, True):
        catch_up(office.store, office.tenant, lambda _, ours=ours: contextlib.nullcontext(ours))
        state = office.store.case(case.id).state
        assert state is (CaseState.APPROVED if ours else CaseState.ERASING)


def test_a_case_of_which_nothing_was_left_before_is_verified(office: Office) -> None:
    [person] = office.people(1)
    first, second = office.approved(person), office.approved(person)
    office.erase(first)
    office.running.control("advance", {"seconds": 60})
    [one] = office.erase(second)
    assert (one.state, one.sent) == (S.GONE, None)
    assert agrees(office, second)
    assert office.store.case(second.id).state is CaseState.VERIFIED
    assert office.transport.count(PURGE) == 1
