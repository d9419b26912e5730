"""After an erasure: look again until nothing is left, and then whether it stays so.

Gong tells no progress (`behaviour.md`): the only way is the lookup. It is asked at growing
intervals, counted from when the erasure was sent; a CRM or mail system that still has the person
brings them back hours or days later, so looking goes on for a month. It never ends in silence: a
subject of whom something is left then says so.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Client
from gong_admin.api.errors import Cancelled, GongError
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
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.approving import put_back
from gong_admin.services.privacy.store.cases import CaseGone, NotAllowed
from gong_admin.services.privacy.store.tally import Tally, overview
from gong_admin.services.privacy.store.writing import put_seen
from gong_admin.services.privacy.unreadable import CasesUnreadable, WrongKey
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0

WHILE_ERASING: tuple[float, ...] = (
    *(_MINUTE, 5 * _MINUTE, 15 * _MINUTE, _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR),
    *(_DAY, 2 * _DAY, 4 * _DAY, 7 * _DAY, 14 * _DAY, 30 * _DAY),
)
"""Seconds after the erasure at which a subject is looked up while something is left."""

ONCE_GONE: tuple[float, ...] = (_HOUR, _DAY, 7 * _DAY, 30 * _DAY)
"""Seconds after nothing was left at which it is looked up whether it came back."""

_SENT_IN = (CaseState.ERASING, CaseState.VERIFIED, CaseState.CLOSED)
"""States of a case in which erasures were sent."""

_DAMAGED = (WrongKey, CasesUnreadable, msgspec.MsgspecError)
"""What reading a case raises that was altered or broken on the disk."""

_TO_BE_SENT = (SubjectState.FOUND, SubjectState.NOT_TAKEN)
"""States of a subject that is still to be erased if it is approved."""


def next_look(subject: Subject) -> dt.datetime | None:
    """When a subject is due; None for never again."""
    if subject.sent is None or not subject.value or subject.ended is not None:
        return None
    looked = subject.looked_up or subject.sent
    if subject.state is SubjectState.GONE:
        return _after(subject.gone or subject.sent, looked, ONCE_GONE)
    if subject.state in FOLLOWED:
        return _after(subject.back or subject.sent, looked, WHILE_ERASING)
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
        for one in _followed(store, tenant)
        if (when := next_look(one)) is not None and when <= now
    ]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _followed(store: CaseStore, tenant: str) -> Iterator[Subject]:
    """The subjects of the cases in which erasures were sent."""
    for case in store.cases(tenant):
        if case.readable and case.state in _SENT_IN:
            # A case that is damaged must not keep the others from being looked after.
            with contextlib.suppress(*_DAMAGED):
                yield from store.subjects(case.id)


def run(
    client: Client,
    store: CaseStore,
    subjects: Sequence[Subject],
    *,
    token: CancelToken,
    priority: Priority = Priority.BACKGROUND,
    changed: Callable[[Subject], None] = lambda _subject: None,
    turned: Callable[[Subject], None] = lambda _subject: None,
    failed: Callable[[Subject, GongError], None] = lambda _subject, _problem: None,
    progress: ProgressReport = ignore_progress,
) -> None:
    """Look these subjects up again, some at once, each told as it comes (`changed`), and told as
    well (`turned`) where something is to be done about it: it came back, there is more of it than
    before, or it is looked up no more. All three are called on other threads.

    An error about one of them is told (`failed`) and keeps nobody else from being looked up; what
    stands in the way of all ends it and is raised.
    """
    done, counting = 0, threading.Lock()
    progress(Progress(0, len(subjects), "subjects"))

    def one(subject: Subject) -> None:
        nonlocal done
        token.raise_if_cancelled()
        try:
            before, after = _follow(client, store, subject, token, priority)
        except CaseGone:
            pass  # closed and reduced meanwhile, or taken out: nothing to look after
        except (Cancelled, *lookup.STOPPING):
            raise
        except GongError as problem:
            failed(subject, problem)
        else:
            changed(after)
            if _is_news(before, after):
                turned(after)
        with counting:
            done += 1
            progress(Progress(done, len(subjects), "subjects"))

    lookup.each(subjects, one)


def look_again(
    client: Client,
    store: CaseStore,
    _case_id: str,
    *,
    subjects: Sequence[Subject],
    token: CancelToken,
    changed: Callable[[Subject], None],
    turned: Callable[[Subject], None],
    progress: ProgressReport,
) -> None:
    """As `run`, for somebody who has asked for it and waits: at a click's priority, and the first
    error is raised once all were asked."""
    problems: list[GongError] = []
    run(
        *(client, store, subjects),
        token=token,
        priority=Priority.CLICK,
        changed=changed,
        turned=turned,
        failed=lambda _subject, problem: problems.append(problem),
        progress=progress,
    )
    if problems:
        raise problems[0]


def follow(
    client: Client,
    store: CaseStore,
    subject: Subject,
    *,
    token: CancelToken,
    priority: Priority = Priority.CLICK,
) -> Subject:
    """Look a subject up again and keep how it stands. Raises `GongError`, and `CaseGone` where it
    is no more."""
    return _follow(client, store, subject, token, priority)[1]


def _follow(
    client: Client, store: CaseStore, subject: Subject, token: CancelToken, priority: Priority
) -> tuple[Subject, Subject]:
    """How it stood right before, and how it stands now."""
    # Whoever asks may have read it before the last look: what was gone must count as gone.
    before = store.subject(subject.id)
    if before is None or not before.value:
        raise CaseGone(subject.case_id)
    try:
        looked = lookup.ask(client, store, before, token=token, priority=priority)
    except lookup.OwnUser as refused:
        facts = lookup.refusal_facts(refused)
        after = msgspec.structs.replace(before, ended=store.clock(), note=lookup.OWN_BY_NOW)
        kept = put_seen(store, before, after, "refused", facts)
    else:
        event, after = _seen(before, looked)
        kept = put_seen(store, before, after, event, lookup.facts_of(looked), looked.raw)
    settle(store, before.case_id)
    # Another window was quicker, and has told of it.
    return (before if kept is after else kept), kept


def _seen(before: Subject, looked: lookup.Looked) -> tuple[str, Subject]:
    """What a look has shown, as the log calls it, and the subject after it."""
    counts, at = looked.findings.counts, looked.at
    note = "" if before.note == lookup.OWN_BY_NOW else before.note
    after = msgspec.structs.replace(before, counts=counts, looked_up=at, ended=None, note=note)
    if not counts.held:
        gone = before.gone or at
        return "nothing-left", msgspec.structs.replace(
            after, state=SubjectState.GONE, gone=gone, back=None, grown=None
        )
    if before.state is SubjectState.GONE:
        return "came-back", msgspec.structs.replace(
            after, state=SubjectState.CAME_BACK, gone=None, back=at
        )
    was = before.counts.held if before.counts is not None else counts.held
    event = "grown" if counts.held > was else "still-there"
    if counts.held != was:
        after = msgspec.structs.replace(after, grown=at if counts.held > was else None)
    if next_look(after) is None:
        event = "following-ended" if before.ended is None else event
        after = msgspec.structs.replace(after, ended=before.ended or at)
    return event, after


def _is_news(before: Subject, after: Subject) -> bool:
    came_back = after.back is not None and before.back is None
    grown = after.grown is not None and after.grown != before.grown
    return came_back or grown or (after.ended is not None and before.ended is None)


def settle(store: CaseStore, case_id: str) -> Case:
    """Bring a case's state in line with its subjects: verified when nothing is left of all that
    was sent and nothing approved is still to be sent, erasing again when something came back."""
    case = store.case(case_id)
    for now, then, event in (
        (CaseState.ERASING, CaseState.VERIFIED, "verified"),
        (CaseState.VERIFIED, CaseState.ERASING, "unverified"),
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

    store.change(case_id, opened, "reopened")
    # A refused one may have been looked up before; open, it could not be approved.
    return lookup.settle(store, case_id)


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
        if case.readable:
            # Another window may be at it, or have deleted it meanwhile; and one that is damaged
            # must not keep the others from being opened.
            with contextlib.suppress(CaseGone, NotAllowed, *_DAMAGED):
                _catch_up(store, case, seen.tally(case.id), alone)


def _catch_up(
    store: CaseStore,
    case: Case,
    tally: Tally,
    alone: Callable[[str], AbstractContextManager[bool]],
) -> None:
    # It may have ended before anything was sent as well.
    unsent = case.state is CaseState.ERASING and not tally.of(*FOLLOWED)
    if unsent or tally.of(SubjectState.SENDING):
        with alone(case.id) as ours:
            if ours:
                store.interrupted(case.id)
                put_back(store, case.id)
    if case.state is CaseState.OPEN:
        lookup.settle(store, case.id)
    elif case.state in (CaseState.ERASING, CaseState.VERIFIED):
        settle(store, case.id)
    if case.state in _SENT_IN and tally.of(*FOLLOWED):
        # A month was over before it was noted that following ends with it.
        for one in store.subjects(case.id):
            if one.state in FOLLOWED and one.sent and not one.ended and next_look(one) is None:
                after = msgspec.structs.replace(one, ended=one.looked_up or one.sent)
                put_seen(store, one, after, "following-ended", {})
