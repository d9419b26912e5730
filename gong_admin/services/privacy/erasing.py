"""Erasing the subjects of an approved case: one after the other, each looked up again just before,
each answer on the disk before the next erasure leaves.

An erasure can't be called back and Gong has no idempotency keys (`behaviour.md`). So what is about
to leave is kept first: a program that is killed in between knows afterwards that it does not know,
and nothing is sent twice without the user's word.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.privacy import PURGE_EMAIL_ADDRESS, PURGE_PHONE_NUMBER
from gong_admin.api.client import Client
from gong_admin.services.privacy import following, lookup
from gong_admin.services.privacy.case import Approver, Case, CaseState, Subject, SubjectState
from gong_admin.services.privacy.one_erasure import Erasure
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.approving import NothingApproved, keep_approval, put_back
from gong_admin.services.privacy.store.cases import CaseGone
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress

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
    """Erase. Returns when all was tried, the first problem came that `order` ends at, or the case
    was closed in another window.

    The caller holds the case, so that no other window erases it too, and has opened the lock.
    Raises `NothingApproved`, `CaseGone`; `Cancelled`, and whatever stands in the way of all:
    `GongError`, `UnclearOutcome`, `NothingSent`. What was done until then is kept. What is wrong
    with one subject alone is noted with it, and the next one comes.
    """
    store.change(case_id, _begun, "erasing")
    try:
        _run(client, store, case_id, order, token, pause or Pause(), changed, progress)
    finally:
        # That it is gone is told by what has happened before.
        with contextlib.suppress(CaseGone):
            put_back(store, case_id)
            following.settle(store, case_id)


def _begun(case: Case) -> Case | None:
    if case.state not in (CaseState.APPROVED, *_GOES_ON):
        raise NothingApproved
    begins = case.state is CaseState.APPROVED
    return msgspec.structs.replace(case, state=CaseState.ERASING) if begins else None


_GOES_ON = (CaseState.ERASING, CaseState.VERIFIED)


def _run(
    client: Client,
    store: CaseStore,
    case_id: str,
    order: Order,
    token: CancelToken,
    pause: Pause,
    changed: Callable[[Subject], None],
    progress: ProgressReport,
) -> None:
    store.interrupted(case_id)
    total = len(order.subjects)
    for number, subject_id in enumerate(order.subjects):
        progress(Progress(number, total, "subjects"))
        pause.wait(token)
        if store.case(case_id).state not in _GOES_ON:
            return
        # As it is now: in another window it may have been taken out, held, or its approval
        # withdrawn.
        subject = store.subject(subject_id)
        if subject is None or subject.case_id != case_id:
            continue
        again = subject_id in order.again and subject.state is SubjectState.UNKNOWN
        done = Erasure(client, store, subject, again, token).carry_out()
        if done.subject is not None:
            changed(done.subject)
        if order.stop_at_problem and done.problem:
            return
        if order.seconds_between and number + 1 < total:
            token.wait(order.seconds_between)
    progress(Progress(total, total, "subjects"))
