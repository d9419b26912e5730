"""After an erasure: look again until nothing is left, and then whether it stays so.

Gong tells no progress (`behaviour.md`): the only way is the lookup. It is asked at growing
intervals, counted from when the erasure was sent; a CRM or mail system that still has the person
brings them back hours or days later, so looking goes on for a month.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from functools import partial

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Client
from gong_admin.api.pacing import Priority
from gong_admin.services.privacy import lookup
from gong_admin.services.privacy.case import (
    AFTER_SENDING,
    FOLLOWED,
    Case,
    CaseState,
    Subject,
    SubjectState,
)
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.cases import CaseGone, NotAllowed
from gong_admin.services.privacy.store.tally import overview
from gong_admin.services.privacy.store.writing import put_seen

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0

WHILE_ERASING: tuple[float, ...] = (
    *(_MINUTE, 5 * _MINUTE, 15 * _MINUTE, _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR),
    *(_DAY, 2 * _DAY, 4 * _DAY, 7 * _DAY, 14 * _DAY, 30 * _DAY),
)
"""Seconds after the erasure at which a subject is looked up while something is left."""

ONCE_GONE: tuple[float, ...] = (_HOUR, _DAY, 7 * _DAY, 30 * _DAY)
"""Seconds after nothing was left at which it is looked up whether it came back."""

_TO_BE_SENT = (SubjectState.FOUND, SubjectState.NOT_TAKEN)
"""States of a subject that is still to be erased if it is approved."""


def next_look(subject: Subject) -> dt.datetime | None:
    """When a subject is due; None for never again."""
    if subject.sent is None or not subject.value:
        return None
    looked = subject.looked_up or subject.sent
    if subject.state is SubjectState.GONE:
        return _after(subject.gone or subject.sent, looked, ONCE_GONE)
    if subject.state in FOLLOWED:
        return _after(subject.sent, looked, WHILE_ERASING)
    return None


def _after(start: dt.datetime, looked: dt.datetime, steps: Iterable[float]) -> dt.datetime | None:
    """The first step after the last look."""
    for seconds in steps:
        due = start + dt.timedelta(seconds=seconds)
        if due > looked:
            return due
    return None


def due(store: CaseStore, tenant: str, now: dt.datetime) -> list[Subject]:
    """The subjects of a tenant that should be looked up now, the longest overdue first."""
    found = [
        (when, one)
        for case in store.cases(tenant)
        if case.readable and case.state in (CaseState.ERASING, CaseState.VERIFIED, CaseState.CLOSED)
        for one in store.subjects(case.id)
        if (when := next_look(one)) is not None and when <= now
    ]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def next_due(store: CaseStore, tenant: str) -> dt.datetime | None:
    """When the next subject of a tenant will be due."""
    times = (
        next_look(one)
        for case in store.cases(tenant)
        if case.readable and case.state in (CaseState.ERASING, CaseState.VERIFIED, CaseState.CLOSED)
        for one in store.subjects(case.id)
    )
    return min((when for when in times if when is not None), default=None)


def follow(
    client: Client,
    store: CaseStore,
    subject: Subject,
    *,
    token: CancelToken,
    priority: Priority = Priority.BACKGROUND,
) -> Subject:
    """Look a subject up again and keep how it stands. Raises `GongError`."""
    # Whoever asks may have read it before the last look: what was gone must count as gone.
    subject = store.subject(subject.id) or subject
    kind = IdentifierKind(subject.kind)
    looked = lookup.look_up(client, kind, subject.value, token=token, priority=priority)
    counts = looked.findings.counts
    was_gone = subject.state is SubjectState.GONE
    event, state, gone = "still-there", subject.state, subject.gone
    if not counts.held:
        event, state, gone = "nothing-left", SubjectState.GONE, gone or looked.at
    elif was_gone:
        event, state, gone = "came-back", SubjectState.CAME_BACK, None
    after = msgspec.structs.replace(
        subject, state=state, counts=counts, looked_up=looked.at, gone=gone
    )
    subject = put_seen(store, subject, after, event, lookup.facts_of(looked), looked.raw)
    settle(store, subject.case_id)
    return subject


def settle(store: CaseStore, case_id: str) -> Case:
    """Bring a case's state in line with its subjects: verified when nothing is left of all that
    was sent and nothing approved is still to be sent, erasing again when something came back."""
    case = store.case(case_id)
    for now, then, event in (
        (CaseState.ERASING, CaseState.VERIFIED, "verified"),
        (CaseState.VERIFIED, CaseState.ERASING, "erasing"),
    ):
        # Seen first, so that nothing is written most of the times; then once more as it is written.
        if case.state is now and _state(store, case_id) is then:
            return store.change(case_id, partial(_become, store, now, then), event)
    return case


def _become(store: CaseStore, now: CaseState, then: CaseState, case: Case) -> Case | None:
    fits = case.state is now and _state(store, case.id) is then
    return msgspec.structs.replace(case, state=then) if fits else None


def reopen(store: CaseStore, case_id: str) -> Case:
    """Open a case again that was closed or refused, as far as its subjects are. Raises
    `NotAllowed`, `CaseGone`."""

    def opened(case: Case) -> Case:
        looked_up = lookup.all_looked_up(store, case_id)
        state = CaseState.LOOKED_UP if looked_up else CaseState.OPEN
        if case.state is CaseState.CLOSED:
            return msgspec.structs.replace(case, state=_state(store, case_id) or state)
        return msgspec.structs.replace(case, state=CaseState.OPEN)

    return store.change(case_id, opened, "reopened")


def _state(store: CaseStore, case_id: str) -> CaseState | None:
    """How far an erasure is by its subjects; None where nothing was begun. While it runs, whoever
    comes next is approved and not sent: it is not at its end before they are."""
    with store.database.reading() as rows:
        # Not by reading the subjects: a list has thousands, and this comes after each.
        counted = rows.execute(
            "SELECT state, count(*), sum(json_extract(fixed, '$.approved') IS NOT NULL) "
            "FROM subjects WHERE case_id = ? GROUP BY state",
            (case_id,),
        ).fetchall()
    begun = sum(count for state, count, _ in counted if state in AFTER_SENDING)
    gone = sum(count for state, count, _ in counted if state == SubjectState.GONE)
    unsent = sum(approved for state, _, approved in counted if state in _TO_BE_SENT)
    if not begun:
        return None
    return CaseState.VERIFIED if gone == begun and not unsent else CaseState.ERASING


def catch_up(
    store: CaseStore, tenant: str, alone: Callable[[str], AbstractContextManager[bool]]
) -> None:
    """Bring every case of a tenant in line with its subjects, and those with what is known: the
    program may have ended while an erasure was on its way, or between the answer about the last of
    them and what follows from it for the case.

    `alone` holds a case for erasing, unless another window does (False).
    """
    seen = overview(store, tenant)
    for case in seen.cases:
        # Another window may be at it, or have deleted it meanwhile.
        with contextlib.suppress(CaseGone, NotAllowed):
            if case.readable and seen.tally(case.id).of(SubjectState.SENDING):
                with alone(case.id) as ours:
                    if ours:
                        store.interrupted(case.id)
            if case.readable and case.state is CaseState.OPEN:
                lookup.settle(store, case.id)
            elif case.readable and case.state in (CaseState.ERASING, CaseState.VERIFIED):
                settle(store, case.id)
