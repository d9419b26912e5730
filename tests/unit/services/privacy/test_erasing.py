"""Lookups, erasures and what follows, on the sandbox: nothing twice, nothing unapproved, nothing
forgotten."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.calls import LIST_CALLS_IN_DETAIL
from gong_admin.api.catalogue.privacy import FIND_EMAIL_ADDRESS
from gong_admin.runtime.errors import ChangesLocked
from gong_admin.services.privacy import following, lookup
from gong_admin.services.privacy.case import Approver, Case, CaseKind, CaseState, SubjectState
from gong_admin.services.privacy.erase_review import (
    before_approval,
    clashes_of,
    read_for_review,
    read_others,
)
from gong_admin.services.privacy.erasing import NothingApproved, Order, approve
from gong_admin.services.privacy.findings import more_than, parse
from gong_admin.services.privacy.held_calls import Allowed
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.keys import Keys
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.approving import withdraw
from gong_admin.services.privacy.store.cases import NotAllowed
from gong_admin.services.privacy.store.holds import Holds
from tests.unit.services.privacy.office import MASTER, Office

pytestmark = pytest.mark.usefixtures("qapp")  # the lock has a timer
FOUND, GONE = SubjectState.FOUND, SubjectState.GONE
PURGE, FIND = "purge", "findAll"


# -- looking up --------------------------------------------------------------------------------


def test_everything_found_is_counted_and_shown(reading: Office) -> None:
    [address] = reading.people(1)
    looked = lookup.look_up(reading.client, IdentifierKind.EMAIL, address, token=CancelToken())
    counts, tables = looked.findings.counts, looked.findings.tables()
    assert counts.held > 0
    told = {table.kind: len(table.rows) for table in tables}
    assert told == {kind: n for kind, n in msgspec.to_builtins(counts).items() if n}
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
    assert looked.request_id


def test_crm_fields_are_opened_and_lead_to_more(reading: Office) -> None:
    for address in reading.people(30):
        token = CancelToken()
        found = lookup.look_up(reading.client, IdentifierKind.EMAIL, address, token=token).findings
        if found.records:
            break
    [records] = [table for table in found.tables() if table.kind == "records"]
    assert len(records.columns) > 5  # its fields beside its ids
    assert any(address in row for row in records.rows)
    assert address not in found.addresses


def test_calls_are_filled_in_with_who_else_was_there(reading: Office) -> None:
    [address] = reading.people(1)
    token = CancelToken()
    found = lookup.look_up(reading.client, IdentifierKind.EMAIL, address, token=token).findings
    facts = lookup.fill_in(reading.client, found.call_ids, token=token)
    assert set(facts) == set(found.call_ids)
    assert all(one.title and one.started and one.colleagues for one in facts.values())
    assert all(address in one.outsiders for one in facts.values())
    assert lookup.calls_to_fill(101) == 2


def test_a_list_is_looked_up_once_each(reading: Office) -> None:
    colleague = reading.known.active[0]["emailAddress"]
    addresses = [*reading.people(5), "nobody.at.all@nowhere.test", colleague, "+15550000000"]
    case = reading.open_case(*addresses)
    subjects = reading.look_up(case)
    assert [one.state for one in subjects] == [
        *[FOUND] * 5,
        SubjectState.NOTHING,
        SubjectState.REFUSED,
        SubjectState.NOTHING,
    ]
    assert reading.transport.count(FIND) == 8
    reading.look_up(case)
    assert reading.transport.count(FIND) == 8
    assert reading.store.verify(case.id).intact


def test_own_addresses_are_not_asked_for(reading: Office) -> None:
    case = reading.open_case("own@orvane.test")
    [own] = reading.look_up(case, own=lambda address: address.endswith("@orvane.test"))
    assert own.state is SubjectState.REFUSED
    assert reading.transport.sent == []


def test_a_lookup_that_was_overtaken_puts_nothing_back(reading: Office) -> None:
    case = reading.open_case(*reading.people(2))
    first, second = reading.look_up(case)
    sent = replaced(first, state=SubjectState.SENDING, sent=dt.datetime.now(dt.UTC))
    looked = lookup.look_up(reading.client, IdentifierKind.EMAIL, first.value, token=CancelToken())
    reading.store.put([sent], "sending")  # in another window, while the lookup was on its way
    assert lookup.keep(reading.store, first, looked).state is SubjectState.SENDING
    assert lookup.keep(reading.store, second, looked).state is FOUND
    assert reading.store.subjects(case.id)[0] == sent
    assert reading.store.log(case.id)[-2].facts["overtaken"] is True


def test_a_list_that_is_stopped_goes_on(reading: Office) -> None:
    case, token = reading.open_case(*reading.people(12)), CancelToken()

    def stop(_subject: object) -> None:
        token.cancel()

    with pytest.raises(errors.Cancelled):
        lookup.run(reading.client, reading.store, case.id, token=token, changed=stop)
    states = [one.state for one in reading.store.subjects(case.id)]
    assert FOUND in states
    assert SubjectState.WAITING in states
    before = reading.transport.count(FIND)
    assert {one.state for one in reading.look_up(case)} == {FOUND}
    assert reading.transport.count(FIND) - before == states.count(SubjectState.WAITING)


@pytest.mark.parametrize("fault", ["server-error", "html", "truncate"])
def test_a_lookup_that_fails_can_be_tried_again(office: Office, fault: str) -> None:
    case = office.open_case(*office.people(2))
    office.running.control("faults", {fault: 1})
    assert {one.state for one in office.look_up(case)} == {SubjectState.FAILED}
    office.running.control("faults", method="DELETE")
    again = office.look_up(case, states=(SubjectState.FAILED,))
    assert {one.state for one in again} == {FOUND}
    assert office.store.verify(case.id).intact


@pytest.mark.parametrize("fault", ["rate-limit-hours", "revoked-key", "missing-scope", "drop"])
def test_what_stands_in_the_way_of_all_stops_a_list(office: Office, fault: str) -> None:
    case = office.open_case(*office.people(9))
    office.running.control("faults", {fault: 1})
    with pytest.raises(errors.GongError):
        office.look_up(case)
    office.running.control("faults", method="DELETE")
    assert {one.state for one in office.store.subjects(case.id)} == {SubjectState.WAITING}
    told = [one for one in office.store.log(case.id) if one.event == "lookup-failed"]
    assert 1 <= len(told) <= lookup.AT_ONCE  # of those that were on their way
    assert told[0].facts["problem"]
    assert (fault == "drop") == (told[0].facts["status"] is None)


# -- erasing -----------------------------------------------------------------------------------


def replaced(record: Any, **values: Any) -> Any:
    return msgspec.structs.replace(record, **values)


def wait_until_gone(office: Office, case: Case) -> None:
    office.running.control("advance", {"seconds": 60})
    for one in office.store.subjects(case.id):
        if following.next_look(one) is not None:
            following.follow(office.client, office.store, one, token=CancelToken())


def test_from_lookup_to_verified(office: Office) -> None:
    case = office.approved(*office.people(3))
    subjects = office.erase(case)
    assert {one.state for one in subjects} == {SubjectState.ERASING}
    assert all(one.request_id and one.answered for one in subjects)
    assert office.transport.count(PURGE) == 3
    assert office.store.case(case.id).state is CaseState.ERASING
    wait_until_gone(office, case)
    assert {one.state for one in office.store.subjects(case.id)} == {GONE}
    assert office.store.case(case.id).state is CaseState.VERIFIED
    counts = [counts.held for _, counts in office.store.series(subjects[0])]
    assert counts[0] > 0
    assert counts[-1] == 0
    assert office.store.verify(case.id).intact


def test_a_case_is_verified_once_all_that_was_approved_is_sent_and_gone(office: Office) -> None:
    case = office.approved(*office.people(3))
    first, second, third = office.store.subjects(case.id)
    office.erase(case, order=Order([first.id]))
    wait_until_gone(office, case)
    assert [one.state for one in office.store.subjects(case.id)] == [GONE, FOUND, FOUND]
    assert office.store.case(case.id).state is CaseState.ERASING
    # And so the rest can go; whoever is left out does not keep it from its end.
    office.erase(case, order=Order([second.id]))
    wait_until_gone(office, case)
    assert office.store.case(case.id).state is CaseState.ERASING
    withdraw(office.store, third)
    assert following.settle(office.store, case.id).state is CaseState.VERIFIED
    assert "verified" in office.events(case)


def test_nothing_is_erased_that_was_not_approved(office: Office) -> None:
    case = office.open_case(*office.people(2))
    office.look_up(case)
    with pytest.raises(NothingApproved):
        office.erase(case)
    waiting = office.open_case(*office.people(1))
    with pytest.raises(NothingApproved):
        approve(office.store, waiting, office.store.subjects(waiting.id))
    access = office.open_case(*office.people(1), kind=CaseKind.ACCESS)
    office.look_up(access)
    with pytest.raises(NotAllowed):
        approve(office.store, access, office.store.subjects(access.id))
    assert office.transport.count(PURGE) == 0


def test_an_approval_leaves_nothing_of_the_one_before(office: Office) -> None:
    case = office.approved(*office.people(3))
    _, second, _ = office.store.subjects(case.id)
    case = office.store.update(replaced(case, state=CaseState.LOOKED_UP), "state")
    approve(office.store, case, [second])
    assert [one.approved is not None for one in office.store.subjects(case.id)] == [
        False,
        True,
        False,
    ]
    office.erase(case)
    assert [one.state for one in office.store.subjects(case.id)] == [
        FOUND,
        SubjectState.ERASING,
        FOUND,
    ]


def test_an_approval_keeps_what_was_saved_since_the_case_was_read(office: Office) -> None:
    case = office.open_case(*office.people(1))
    read = office.store.case(case.id)
    subjects = office.look_up(case)
    office.store.change(case.id, lambda now: replaced(now, notes="Asked twice."), "request-changed")
    approved = approve(office.store, read, subjects, Approver(name="Ada", at=read.created))
    assert approved == office.store.case(case.id)
    assert (approved.notes, approved.state) == ("Asked twice.", CaseState.APPROVED)
    assert approved.approver is not None


@pytest.mark.parametrize(
    ("settle", "now", "state", "then"),
    [
        (lookup.settle, CaseState.OPEN, SubjectState.NOTHING, CaseState.LOOKED_UP),
        (following.settle, CaseState.ERASING, GONE, CaseState.VERIFIED),
        (following.settle, CaseState.VERIFIED, SubjectState.CAME_BACK, CaseState.ERASING),
    ],
)
def test_a_case_that_follows_its_subjects_loses_nothing_that_was_saved(
    reading: Office, settle: Any, now: CaseState, state: SubjectState, then: CaseState
) -> None:
    case, store = reading.open_case("ines@lindqvist.test"), reading.store
    for passed in (CaseState.LOOKED_UP, CaseState.APPROVED, CaseState.ERASING, CaseState.VERIFIED):
        if store.case(case.id).state is not now:
            store.update(replaced(case, state=passed), "test")
    store.put([replaced(one, state=state) for one in store.subjects(case.id)], "test")
    window = CaseStore(reading.folder / "cases.sqlite3", Keys.of(MASTER))
    writing = store.database.writing

    @contextlib.contextmanager
    def just_saved(**options: Any) -> Iterator[Any]:
        """Written right after somebody has saved the request in another window."""
        noted = {"notes": "Asked twice.", "identity_checked": True}
        window.change(case.id, lambda one: replaced(one, **noted), "request-changed")
        with writing(**options) as rows:
            yield rows

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store.database, "writing", just_saved)
        settle(store, case.id)
    window.close()
    kept = store.case(case.id)
    assert (kept.state, kept.notes, kept.identity_checked) == (then, "Asked twice.", True)
    assert store.verify(case.id).intact


def test_an_approval_that_fails_approves_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.open_case(*office.people(3))
    subjects = office.look_up(case)
    written, append = [], office.store.journal.append

    def full(*args: Any) -> Any:
        written.append(args)
        if len(written) == 3:
            raise OSError("no space left")
        return append(*args)

    monkeypatch.setattr(office.store.journal, "append", full)
    with pytest.raises(OSError, match="no space"):
        approve(office.store, office.store.case(case.id), subjects)
    monkeypatch.undo()
    assert all(one.approved is None for one in office.store.subjects(case.id))
    assert office.store.case(case.id).state is CaseState.LOOKED_UP
    assert office.store.verify(case.id).intact


def test_what_was_looked_up_since_the_review_is_not_approved(office: Office) -> None:
    case = office.open_case(*office.people(2))
    reviewed = office.look_up(case)
    office.look_up(case, states=(FOUND,), only=frozenset({reviewed[0].id}))
    approve(office.store, office.store.case(case.id), reviewed)
    assert [one.approved is not None for one in office.store.subjects(case.id)] == [False, True]


@pytest.mark.parametrize("fault", ["missing-scope", "revoked-key", "rate-limit-hours"])
def test_what_stands_in_the_way_of_all_stops_at_the_first(office: Office, fault: str) -> None:
    case = office.approved(*office.people(3))
    faults = {fault: {"rate": 1, "operations": ["purgeEmailAddress"]}}
    office.running.control("faults", faults)
    with pytest.raises(errors.Answered):
        office.erase(case)
    assert {one.state for one in office.store.subjects(case.id)} == {FOUND}
    assert office.transport.count(PURGE) == 1
    assert office.events(case)[-2:] == ["not-sent", "state"]
    # Nothing was sent: it can still be refused.
    assert office.store.case(case.id).state is CaseState.APPROVED
    assert not any(one["taken"] for one in office.running.control("erasures"))


@pytest.mark.parametrize("fault", ["missing-scope", "server-error"])
def test_a_lookup_right_before_an_erasure_that_fails_is_in_the_log(
    office: Office, fault: str
) -> None:
    case = office.approved(*office.people(1))
    office.running.control("faults", {fault: {"rate": 1, "operations": [FIND_EMAIL_ADDRESS.id]}})
    with contextlib.suppress(errors.GongError):
        office.erase(case)
    told = [one for one in office.store.log(case.id) if one.event == "lookup-failed"]
    assert told
    assert told[0].facts["subjects"] == [1]
    assert told[0].facts["status"]
    assert told[0].facts["request_id"]
    assert office.transport.count(PURGE) == 0


def test_more_than_approved_is_skipped(office: Office) -> None:
    case = office.approved(*office.people(2))
    [first, second] = office.store.subjects(case.id)
    raw = msgspec.json.decode(office.store.answer(first, "approved"))
    raw["calls"] = raw["calls"][1:]  # one that came after the approval
    office.store.put([first], "test", answers={"approved": msgspec.json.encode(raw)})
    office.erase(case)
    [first, second] = office.store.subjects(case.id)
    assert (first.state, second.state) == (SubjectState.MORE, SubjectState.ERASING)
    assert office.transport.count(PURGE) == 1


def test_what_is_new_is_told_by_kind() -> None:
    def found(**kinds: Any) -> Any:
        return parse(IdentifierKind.EMAIL, "a@b.test", msgspec.json.encode(kinds))

    calls = [{"id": "1"}, {"id": "2"}]
    assert more_than(found(calls=calls), found(calls=calls[:1])) == {}
    assert more_than(found(calls=calls[:1]), found(calls=calls[1:])) == {"calls": 1}
    assert more_than(found(), found(emails=[{}, {}])) == {"emails": 2}


def alone(office: Office) -> str:
    """Somebody who is on no call with the first two people."""
    token, calls = CancelToken(), []
    for address in office.people(40):
        found = lookup.look_up(office.client, IdentifierKind.EMAIL, address, token=token).findings
        calls.append((address, set(found.call_ids)))
    first = calls[0][1] | calls[1][1]
    return next(address for address, theirs in calls if theirs and not theirs & first)


def on_one_call(office: Office) -> tuple[str, str]:
    """Two people outside who were on a call together."""
    token, seen = CancelToken(), dict[str, str]()
    for address in office.people(40):
        found = lookup.look_up(office.client, IdentifierKind.EMAIL, address, token=token).findings
        for call in found.call_ids:
            if call in seen:
                return seen[call], address
        seen |= dict.fromkeys(found.call_ids, address)
    raise AssertionError("nobody was on a call with anybody")


def test_nothing_of_a_held_person_goes_with_others(office: Office) -> None:
    erased, held = on_one_call(office)
    case = office.approved(erased)
    Holds(office.store).put("email", held.upper(), "lawsuit")
    [one] = office.erase(case)
    assert one.state is SubjectState.SHARED
    assert office.transport.count(PURGE) == 0
    entry = office.last(case, "shared-with-held")
    assert entry.facts["shared"]["people"] == 1
    assert entry.facts["shared"]["calls"] >= 1
    assert entry.private == {"held": [held.upper()]}
    # Who was on the calls was read for it, and that is in the log.
    read_log = office.last(case, "calls-read").facts
    assert read_log["calls"] >= 1
    assert all(read_log["request_ids"])
    # Approved anew with it overruled, it goes: but not for somebody who is put on it later.
    before = before_approval(office.store, case.id)
    assert before.must_read
    token, entries = CancelToken(), len(office.store.log(case.id))
    calls, of_case = before.call_ids, (office.store, case.id)
    read = read_for_review(office.client, *of_case, calls, None, token=token)
    assert [one.event for one in office.store.log(case.id)[entries:]] == ["calls-read"]
    clashes = clashes_of(before.candidates, before.guard.met(read.facts))
    assert [each.value for each in clashes[one.id]] == [held.upper()]
    allowed = {one.id: Allowed().plus(False, clashes[one.id]).packed() or b""}
    approve(office.store, office.store.case(case.id), [one], allowed=allowed)
    Holds(office.store).put("phone", "+15550001234", "another lawsuit")
    [one] = office.erase(case)
    assert one.state is SubjectState.ERASING
    assert office.store.verify(case.id).intact


def test_calls_of_a_held_person_are_known_from_lookups_alone(office: Office) -> None:
    erased, held = on_one_call(office)
    Holds(office.store).put("email", held, "lawsuit")
    other = office.open_case(held)
    office.look_up(other)
    case = office.open_case(erased)
    office.look_up(case)
    sent = len(office.transport.sent)
    [candidate] = before_approval(office.store, case.id).candidates
    assert len(office.transport.sent) == sent
    [clash] = candidate.clashes
    assert clash.value == held
    assert clash.calls


def test_what_can_not_be_read_is_not_erased_beside_a_hold(office: Office) -> None:
    [address] = office.people(1)
    case = office.approved(address)
    Holds(office.store).put("email", "somebody.else@nowhere.test", "lawsuit")
    faults = {"missing-scope": {"rate": 1, "operations": [LIST_CALLS_IN_DETAIL.id]}}
    office.running.control("faults", faults)
    [one] = office.erase(case)
    assert one.state is SubjectState.SHARED
    assert office.last(case, "shared-with-held").facts["shared"]["unread"] > 0
    assert office.last(case, "calls-read").facts["status"] == 401
    # Unless somebody has said to go on without knowing.
    allowed = {one.id: Allowed(unread=True).packed() or b""}
    approve(office.store, office.store.case(case.id), [one], allowed=allowed)
    assert [one.state for one in office.erase(case)] == [SubjectState.ERASING]


@pytest.mark.parametrize("hidden", ["meta_data", "parties"])
def test_a_call_counts_as_read_once_gong_has_told_who_was_on_it(
    office: Office, monkeypatch: pytest.MonkeyPatch, hidden: str
) -> None:
    case = office.approved(*office.people(1))
    Holds(office.store).put("email", "somebody.else@nowhere.test", "lawsuit")
    pages = office.client.pages

    def hiding(*args: Any, **options: Any) -> Iterator[Any]:
        for answer in pages(*args, **options):
            first, *others = answer.value.calls
            calls = [replaced(first, **{hidden: None}), *others]
            yield dataclasses.replace(answer, value=replaced(answer.value, calls=calls))

    monkeypatch.setattr(office.client, "pages", hiding)
    before = before_approval(office.store, case.id)
    calls = [*before.call_ids, *before.call_ids]  # that one is named twice does not matter
    read = read_others(office.client, calls, None, token=CancelToken())
    assert read.others(calls, ()).untold == 1
    [one] = office.erase(case)
    assert one.state is SubjectState.SHARED
    assert office.transport.count(PURGE) == 0
    assert office.last(case, "shared-with-held").facts["shared"]["unread"] == 1


def test_a_legal_hold_blocks(office: Office) -> None:
    case = office.approved(office.people(1)[0], alone(office))
    held = office.store.subjects(case.id)[1]
    Holds(office.store).put(held.kind, held.value.upper(), "lawsuit")
    assert [one.state for one in office.erase(case)] == [
        SubjectState.ERASING,
        SubjectState.HELD,
    ]
    Holds(office.store).remove(held.kind, held.value)
    assert Holds(office.store).all() == []


def test_a_closed_lock_sends_nothing_and_loses_nothing(office: Office) -> None:
    case = office.approved(*office.people(2))
    office.lock.close()
    with pytest.raises(ChangesLocked):
        office.erase(case)
    assert {one.state for one in office.store.subjects(case.id)} == {FOUND}
    assert office.transport.count(PURGE) == 0
    office.lock.open()
    assert {one.state for one in office.erase(case)} == {SubjectState.ERASING}


def test_the_guard_is_told(office: Office) -> None:
    case = office.approved(*office.people(2))
    office.running.control("faults", {"erase-guard": 1})
    subjects = office.erase(case, order=Order([1, 2], stop_at_problem=True))
    assert [one.state for one in subjects] == [SubjectState.NOT_TAKEN, FOUND]
    assert "abnormal" in subjects[0].note
    office.running.control("faults", method="DELETE")
    # Tried again, once the reason is gone.
    again = office.erase(case)
    assert {one.state for one in again} == {SubjectState.ERASING}


@pytest.mark.parametrize("fault", ["drop", "truncate", "html", "server-error"])
def test_an_answer_that_never_came_is_unknown_and_not_sent_again(
    office: Office, fault: str
) -> None:
    case = office.approved(*office.people(3))

    def strike(operation: str) -> None:
        faults = {fault: 1} if operation.startswith(PURGE) else {fault: 0}
        office.running.control("faults", faults)

    office.transport.before = strike
    for _ in range(3):
        # An answer that did not come stops nothing or everything, and loses nothing.
        try:
            office.erase(case)
        except errors.GongError:
            continue
    assert {one.state for one in office.store.subjects(case.id)} == {SubjectState.UNKNOWN}
    assert office.transport.count(PURGE) == 3
    office.transport.before = lambda _operation: None
    office.running.control("faults", method="DELETE")
    office.erase(case)
    assert office.transport.count(PURGE) == 3
    # Only on the user's word.
    [first, *_] = office.store.subjects(case.id)
    office.erase(case, order=Order([first.id], again=frozenset({first.id})))
    assert office.transport.count(PURGE) in (3, 4)  # 3 where nothing was left of them by then
    assert office.store.verify(case.id).intact


def test_a_write_that_is_cancelled_is_unknown(office: Office) -> None:
    case, token = office.approved(*office.people(2)), CancelToken()

    def cancel(operation: str) -> None:
        if operation.startswith(PURGE):
            token.cancel()

    office.transport.before = cancel
    with contextlib.suppress(errors.Cancelled):
        office.erase(case, token=token)
    first, second = office.store.subjects(case.id)
    assert first.state in (SubjectState.UNKNOWN, SubjectState.ERASING)
    assert second.state is FOUND


# -- following ---------------------------------------------------------------------------------


def test_what_comes_back_is_an_alarm(office: Office) -> None:
    for address in office.people(40):
        token = CancelToken()
        found = lookup.look_up(office.client, IdentifierKind.EMAIL, address, token=token).findings
        if found.records:
            break
    office.running.control("faults", {"reimport": 1})
    case = office.approved(address)
    office.erase(case)
    office.running.control("advance", {"seconds": 10})
    [before] = office.store.subjects(case.id)
    one = following.follow(office.client, office.store, before, token=CancelToken())
    assert one.state is GONE
    assert office.store.case(case.id).state is CaseState.VERIFIED
    office.running.control("advance", {"seconds": 30})
    # Whoever asks has read it before it was gone.
    one = following.follow(office.client, office.store, before, token=CancelToken())
    assert one.state is SubjectState.CAME_BACK
    assert one.counts.records > 0
    assert office.store.case(case.id).state is CaseState.ERASING


def test_looks_come_at_growing_intervals(office: Office) -> None:
    case = office.approved(*office.people(1))
    [one] = office.erase(case)
    assert one.sent is not None
    looks = []
    while (when := following.next_look(one)) is not None:
        looks.append((when - one.sent).total_seconds())
        one = msgspec.structs.replace(one, looked_up=when)
    assert looks == list(following.WHILE_ERASING)
    assert following.due(office.store, office.tenant, one.sent) == []
    later = one.sent + dt.timedelta(minutes=2)
    assert [each.id for each in following.due(office.store, office.tenant, later)] == [one.id]
    gone = msgspec.structs.replace(one, state=GONE, gone=one.sent, looked_up=one.sent)
    assert following.next_look(gone) == one.sent + dt.timedelta(hours=1)


def test_a_reduced_case_is_not_followed(office: Office) -> None:
    case = office.approved(*office.people(1))
    office.erase(case)
    office.store.reduce(case.id)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=90)
    assert following.due(office.store, office.tenant, later) == []


def test_nobody_is_named_on_the_disk_after_a_whole_run(
    office: Office, tmp_path: Path, expected_logs: Callable[..., Any]
) -> None:
    addresses = office.people(3)
    case = office.approved(*addresses)
    office.running.control("faults", {"erase-guard": 0.5})
    office.erase(case)
    wait_until_gone(office, case)
    content = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    for address in addresses:
        assert address.encode() not in content
        assert address.partition("@")[0].encode() not in content
