"""Erasing the subjects of an approved case: one after the other, each looked up again just before,
each answer on the disk before the next erasure leaves.

An erasure can't be called back and Gong has no idempotency keys (`behaviour.md`). So what is about
to leave is kept first: a program that is killed in between knows afterwards that it does not know,
and nothing is sent twice without the user's word.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.privacy import PURGE_EMAIL_ADDRESS, PURGE_PHONE_NUMBER
from gong_admin.api.client import Client
from gong_admin.api.errors import (
    Answered,
    Cancelled,
    ConnectionFailed,
    Garbled,
    GongError,
    MissingScope,
    NotAllowed,
    ServerError,
)
from gong_admin.api.pacing import Priority
from gong_admin.api.types.privacy import PurgeEmailAddress, PurgePhoneNumber
from gong_admin.services.privacy import held_calls, lookup
from gong_admin.services.privacy.case import (
    AFTER_SENDING,
    Approver,
    Case,
    CaseState,
    Subject,
    SubjectState,
)
from gong_admin.services.privacy.findings import Findings, more_than, parse
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.approving import NothingApproved, keep_approval
from gong_admin.services.privacy.store.holds import Holds
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress
from gong_admin.services.writing import NothingSent, UnclearOutcome

CALLS_A_SUBJECT = 2
"""A lookup and an erasure."""


def calls_of(calls: Iterable[int], *, holds: bool) -> int:
    """Calls to the API that erasing these subjects takes, each given by how many calls it was on.
    With anybody on the do-not-erase list (`holds`) who was on them is read each time."""
    return sum(CALLS_A_SUBJECT + (lookup.calls_to_fill(count) if holds else 0) for count in calls)


ERASES = {PURGE_EMAIL_ADDRESS.id: "emailAddress", PURGE_PHONE_NUMBER.id: "phoneNumber"}
"""The operations that only a case sends, and the input that says whom they concern."""


class Pause:
    """Held by the user between two subjects. Safe from any thread."""

    def __init__(self) -> None:
        self._go = threading.Event()
        self._go.set()

    @property
    def held(self) -> bool:
        return not self._go.is_set()

    def hold(self) -> None:
        self._go.clear()

    def go_on(self) -> None:
        self._go.set()

    def wait(self, token: CancelToken) -> None:
        """Until it is released. Raises `Cancelled`."""
        while not self._go.wait(0.1):
            token.raise_if_cancelled()
        token.raise_if_cancelled()


@dataclass(frozen=True, slots=True)
class Order:
    """What the user decided: which subjects in which order, seconds between two erasures, whether
    to end at the first that Gong does not take, and subjects whose first answer is unknown that
    shall be sent again all the same."""

    subjects: Sequence[int]
    seconds_between: float = 0.0
    stop_at_problem: bool = False
    again: frozenset[int] = field(default_factory=frozenset)


def approve(
    store: CaseStore,
    case: Case,
    subjects: Iterable[Subject],
    approver: Approver | None = None,
    facts: Mapping[str, Any] | None = None,
    private: Mapping[str, Any] | None = None,
    allowed: Mapping[int, bytes] | None = None,
) -> Case:
    """Keep what the lookups told as what may be erased, and the case as approved. An approval of
    others, made before and not carried out, is over with it. `facts` and `private` go into the
    log: what else was seen at the review, and what it says of people. `allowed` is what may go of
    people on the do-not-erase list, by subject (`held_calls.Allowed.packed`).

    A case that erases already goes on doing so: what has been sent can't be called back. Raises
    `NothingApproved` where there is nothing to erase, `NotAllowed`.
    """
    case = msgspec.structs.replace(case, approver=approver)
    told: dict[str, Any] = {"approver": msgspec.to_builtins(approver)} if approver else {}
    facts = {"approver": approver is not None, **(facts or {})}
    told |= private or {}
    return keep_approval(store, case, list(subjects), facts, told, allowed or {})


def run(
    client: Client,
    store: CaseStore,
    case_id: str,
    order: Order,
    *,
    token: CancelToken,
    pause: Pause | None = None,
    changed: Callable[[Subject], None] = lambda _subject: None,
    progress: ProgressReport = ignore_progress,
) -> None:
    """Erase. Returns when all was tried or the first problem came that `order` ends at.

    The caller holds the case, so that no other window erases it too, and has opened the lock.
    Raises `NothingApproved`; `Cancelled`, and whatever stands in the way of all: `GongError`,
    `UnclearOutcome`, a closed lock. What was done until then is kept.
    """
    store.change(case_id, _begun, "erasing")
    store.interrupted(case_id)
    by_id = {one.id: one for one in store.subjects(case_id)}
    wanted = [by_id[one] for one in order.subjects if one in by_id]
    holds = Holds(store)
    for number, subject in enumerate(wanted):
        progress(Progress(number, len(wanted), "subjects"))
        (pause or Pause()).wait(token)
        subject = _erase(client, store, holds, subject, order, token)
        changed(subject)
        if order.stop_at_problem and subject.state in (
            SubjectState.NOT_TAKEN,
            SubjectState.UNKNOWN,
        ):
            return
        if order.seconds_between and number + 1 < len(wanted):
            token.wait(order.seconds_between)
    progress(Progress(len(wanted), len(wanted), "subjects"))


def _begun(case: Case) -> Case | None:
    if case.state not in (CaseState.APPROVED, CaseState.ERASING):
        raise NothingApproved
    begins = case.state is CaseState.APPROVED
    return msgspec.structs.replace(case, state=CaseState.ERASING) if begins else None


def _erase(
    client: Client,
    store: CaseStore,
    holds: Holds,
    subject: Subject,
    order: Order,
    token: CancelToken,
) -> Subject:
    again = subject.id in order.again and subject.state is SubjectState.UNKNOWN
    if (subject.state in AFTER_SENDING and not again) or subject.approved is None:
        return subject
    if holds.has(subject.kind, subject.value):
        subject = msgspec.structs.replace(subject, state=SubjectState.HELD)
        store.put([subject], "held", {"why": "legal hold"})
        return subject
    kind = IdentifierKind(subject.kind)
    looked = lookup.ask(client, store, subject, token=token)
    counts = looked.findings.counts
    subject = msgspec.structs.replace(subject, counts=counts, looked_up=looked.at)
    facts, answers = lookup.facts_of(looked), {"lookup": looked.raw}
    approved = approved_findings(store, subject)
    if approved is None or (more := more_than(approved, looked.findings)):
        told = {} if approved is None else more
        subject = msgspec.structs.replace(subject, state=SubjectState.MORE)
        store.put([subject], "more-than-approved", {**facts, "more": told}, answers=answers)
        return subject
    if not counts.held:
        subject = msgspec.structs.replace(subject, state=SubjectState.GONE, gone=looked.at)
        store.put([subject], "nothing-left", facts, answers=answers, counted=True)
        return subject
    if (shared := _shared(client, store, subject, looked.findings, token)) is not None:
        # What was sent before stays what it is: sent, and its answer unknown.
        state = subject.state if again else SubjectState.SHARED
        subject = msgspec.structs.replace(subject, state=state)
        told, private = shared
        store.put([subject], "shared-with-held", {**facts, **told}, private, answers=answers)
        return subject
    subject = msgspec.structs.replace(
        subject, state=SubjectState.SENDING, sent=dt.datetime.now(dt.UTC), note=""
    )
    # On the disk before it leaves.
    store.put([subject], "sending", {**facts, "again": again}, answers=answers, counted=True)
    return _send(client, store, subject, kind, token)


def _shared(
    client: Client, store: CaseStore, subject: Subject, found: Findings, token: CancelToken
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """What somebody on the do-not-erase list would lose, as the log says it; None for nothing that
    was not allowed. Asked anew for each, of Gong too: whoever reviewed it may not have known."""
    guard = held_calls.Guard.of(store, store.case(subject.case_id).tenant)
    if not guard.people:
        return None
    allowed = held_calls.allowed_of(store, subject)
    try:
        facts = lookup.fill_in(client, found.call_ids, token=token)
    except (MissingScope, NotAllowed):
        facts = {}  # a key that may not read calls: nobody can know
    unread = lookup.unread(found.call_ids, facts)
    clashes = held_calls.merged((*guard.known(found), *guard.met(facts)))
    left = allowed.rest(clashes)
    if not left and (not unread or allowed.unread):
        return None
    told = {"people": len(left), "calls": len({one for each in left for one in each.calls})}
    unknown = {} if allowed.unread else {"unread": unread}
    return {"shared": told | unknown}, {"held": [one.value for one in left]}


def _send(
    client: Client, store: CaseStore, subject: Subject, kind: IdentifierKind, token: CancelToken
) -> Subject:
    stopped: BaseException | None = None
    facts: dict[str, Any] = {}
    told: dict[str, Any] = {}
    state = SubjectState.ERASING
    try:
        answer: Any
        if kind is IdentifierKind.EMAIL:
            request = PurgeEmailAddress(email_address=subject.value)
            answer = client.call(PURGE_EMAIL_ADDRESS, request, token=token, priority=Priority.CLICK)
        else:
            by_phone = PurgePhoneNumber(phone_number=subject.value)
            answer = client.call(PURGE_PHONE_NUMBER, by_phone, token=token, priority=Priority.CLICK)
        facts = {"status": answer.status, "request_id": answer.request_id}
    except UnclearOutcome as unclear:
        # The journal's file and the case's are two: where the first failed, this one knows.
        state = SubjectState.UNKNOWN if unclear.sent else SubjectState.FOUND
        facts = {"problem": type(unclear).__name__}
        stopped = None if unclear.sent else unclear
    except Cancelled as cancelled:
        # It may have been on its way.
        state, facts, stopped = SubjectState.UNKNOWN, {"problem": "Cancelled"}, cancelled
    except (ServerError, Garbled) as unclear_answer:
        state, facts = SubjectState.UNKNOWN, {"problem": type(unclear_answer).__name__}
    except NothingSent as locked:
        state, facts, stopped = SubjectState.FOUND, {"problem": type(locked).__name__}, locked
    except Answered as refused:
        # A key that may not erase, or a day that is used up: the next would fare no better.
        stopped = refused if isinstance(refused, lookup.STOPPING) else None
        state = SubjectState.FOUND if stopped else SubjectState.NOT_TAKEN
        facts = {
            "status": refused.status,
            "request_id": refused.request_id,
            "problem": type(refused).__name__,
        }
        told = {"messages": list(refused.messages)}
    except GongError as problem:
        lost = isinstance(problem, ConnectionFailed) and problem.may_have_happened
        state = SubjectState.UNKNOWN if lost else SubjectState.FOUND
        facts, stopped = {"problem": type(problem).__name__}, problem
    subject = msgspec.structs.replace(
        subject,
        state=state,
        sent=None if state is SubjectState.FOUND else subject.sent,
        answered=dt.datetime.now(dt.UTC) if state is SubjectState.ERASING else None,
        request_id=None if state is SubjectState.FOUND else facts.get("request_id"),
        note=" ".join(told.get("messages", ())) or facts.get("problem", ""),
    )
    store.put([subject], _EVENTS[state], facts, told)
    if stopped is not None:
        raise stopped
    return subject


_EVENTS = {
    SubjectState.ERASING: "erasure-taken",
    SubjectState.UNKNOWN: "answer-unknown",
    SubjectState.NOT_TAKEN: "erasure-refused",
    SubjectState.FOUND: "not-sent",
}


def approved_findings(store: CaseStore, subject: Subject) -> Findings | None:
    """What was found when it was approved; None where that was not kept."""
    raw = store.answer(subject, "approved")
    if raw is None:
        return None
    return parse(IdentifierKind(subject.kind), subject.value, raw)
