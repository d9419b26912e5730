"""Keeping what may be erased: all of it with the case that is approved, in one step."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from sqlite3 import Connection
from typing import Any

import msgspec

from gong_admin.services.privacy.case import (
    AFTER_SENDING,
    Case,
    CaseState,
    Subject,
    SubjectState,
    may_become,
)
from gong_admin.services.privacy.chain import Head
from gong_admin.services.privacy.store import writing
from gong_admin.services.privacy.store.cases import CaseStore, NotAllowed

BEFORE_SENDING = frozenset(
    {SubjectState.FOUND, SubjectState.NOT_TAKEN, SubjectState.MORE, SubjectState.SHARED}
)
MAY_BE_APPROVED = BEFORE_SENDING | {SubjectState.UNKNOWN}
"""Who was sent without an answer as well: for more than before, so that it can be sent again."""

_TO_BE_SENT = frozenset({SubjectState.FOUND, SubjectState.NOT_TAKEN})
OVERRULED = "overruled"
"""What was allowed of somebody on the do-not-erase list, as it is kept beside Gong's answers."""


class NothingApproved(Exception):
    """The case is not approved, or nothing in it."""


def keep_approval(
    store: CaseStore,
    case: Case,
    approved: Collection[Subject],
    facts: Mapping[str, Any],
    private: Mapping[str, Any],
    allowed: Mapping[int, bytes],
) -> Case:
    """Keep what was found of these subjects as what may be erased, and the case as approved, with
    the approver and what was said of elsewhere as they are in `case`. A case that erases already
    goes on doing so: what has been sent can't be called back. What was approved of others before,
    and not sent, is approved no more: a review ended half-way, or another choice, must not leave
    anything behind. Whoever was looked up again since `approved` was read is left out as well:
    that is not what was reviewed.

    All or nothing, whenever the program ends. Raises `NothingApproved`, `NotAllowed`, `CaseGone`.
    """
    reviewed = {one.id: one.looked_up for one in approved}
    with store.database.writing() as written:
        now = store.case(case.id)
        key = store.key_of(written, case.id)
        count = 0
        for one in store.subjects(case.id):
            known = one.state in MAY_BE_APPROVED and one.counts is not None
            if known and one.id in reviewed and reviewed[one.id] == one.looked_up:
                _approve(store, written, key, one, allowed.get(one.id))
                count += 1
            elif one.approved is not None and one.state not in AFTER_SENDING:
                _withdraw(store, written, key, one)
        if not count:
            raise NothingApproved
        begun = now.state in (CaseState.ERASING, CaseState.VERIFIED)
        state = CaseState.ERASING if begun else CaseState.APPROVED
        # The rest of it may have been written by somebody else since it was read.
        case = msgspec.structs.replace(
            now, state=state, approver=case.approver, elsewhere=case.elsewhere
        )
        if now.state is not case.state and not may_become(now.state, case.state, now.kind):
            raise NotAllowed(now.state, case.state)
        facts = {**facts, "subjects": count, "state": case.state.value}
        store.write_case(written, case, key)
        head = store.journal.append(written, case.id, key, "approved", facts, private)
    store.journal.keep(case.id, head)
    return case


def withdraw(store: CaseStore, subject: Subject) -> bool:
    """Take the approval of a subject back. False where there is none to be taken back any more:
    it was sent meanwhile, in another window say. Raises `CaseGone`."""
    with store.database.writing() as written:
        key, one = store.key_of(written, subject.case_id), store.subject(subject.id)
        if one is None or one.approved is None or one.state in AFTER_SENDING:
            return False
        head = _withdraw(store, written, key, one)
    store.journal.keep(subject.case_id, head)
    return True


def hold(store: CaseStore, subjects: Sequence[Subject]) -> list[Subject]:
    """Leave subjects of one case out because they are on the do-not-erase list; how they stand
    now. What was approved of them holds no more: once they are off the list, they are approved
    anew. Whoever has, or may have, been sent stays what it is. Raises `CaseGone`."""
    if not subjects:
        return []
    case_id, stand = subjects[0].case_id, []
    with store.database.writing() as written:
        key = store.key_of(written, case_id)
        for one in filter(None, (store.subject(each.id) for each in subjects)):
            if one.state not in AFTER_SENDING:
                one = msgspec.structs.replace(one, state=SubjectState.HELD, approved=None)
                _unapprove(written, key, one)
            stand.append(one)
        if not stand:
            return []
        facts = {"subjects": [one.position for one in stand], "why": "legal hold"}
        head = store.journal.append(written, case_id, key, "held", facts, {})
    store.journal.keep(case_id, head)
    return stand


def allow(store: CaseStore, subjects: Collection[Subject], allowed: Mapping[int, bytes]) -> None:
    """Keep what was allowed right before an erasure, which is what holds for it. Raises
    `CaseGone`."""
    with store.database.writing() as written:
        # But those that were taken out of the case since.
        for one in filter(None, (store.subject(each.id) for each in subjects)):
            _allow(store, written, store.key_of(written, one.case_id), one, allowed.get(one.id))


def _allow(
    store: CaseStore, written: Connection, key: bytes, one: Subject, allowed: bytes | None
) -> None:
    written.execute("DELETE FROM answers WHERE subject_id = ? AND what = ?", (one.id, OVERRULED))
    if allowed is not None:
        writing.write_answer(written, key, one, OVERRULED, allowed, store.clock().isoformat())


def _approve(
    store: CaseStore, written: Connection, key: bytes, one: Subject, allowed: bytes | None
) -> None:
    answer = store.answer(one, "lookup")
    if answer is not None:
        writing.write_answer(written, key, one, "approved", answer, store.clock().isoformat())
    _allow(store, written, key, one, allowed)
    # Sent without an answer, it stays that.
    state = one.state if one.state in AFTER_SENDING else SubjectState.FOUND
    one = msgspec.structs.replace(one, state=state, approved=one.counts)
    writing.write_subject(written, key, one)
    told = {"subjects": [one.position], "counts": msgspec.to_builtins(one.counts)}
    store.journal.append(written, one.case_id, key, "subject-approved", told, {})


def put_back(store: CaseStore, case_id: str) -> None:
    """Bring a case back that was to be erased and of which nothing was sent at all, after a run
    that ended: it is approved still, or looked up where nothing of the approval is left. Only for
    whoever holds the case for erasing. Raises `CaseGone`."""

    def back(case: Case) -> Case | None:
        if case.state is not CaseState.ERASING:
            return None
        subjects = store.subjects(case_id)
        if any(one.sent is not None for one in subjects):
            return None
        if any(one.state in _TO_BE_SENT and one.approved is not None for one in subjects):
            return msgspec.structs.replace(case, state=CaseState.APPROVED)
        # Of those of whom nothing was left before, it can be verified that it is so.
        gone = any(one.state is SubjectState.GONE for one in subjects)
        return None if gone else msgspec.structs.replace(case, state=CaseState.LOOKED_UP)

    store.change(case_id, back, "state")


def _withdraw(store: CaseStore, written: Connection, key: bytes, one: Subject) -> Head:
    _unapprove(written, key, one)
    told = {"subjects": [one.position]}
    return store.journal.append(written, one.case_id, key, "approval-withdrawn", told, {})


def _unapprove(written: Connection, key: bytes, one: Subject) -> None:
    gone = "DELETE FROM answers WHERE subject_id = ? AND what IN ('approved', ?)"
    written.execute(gone, (one.id, OVERRULED))
    writing.write_subject(written, key, msgspec.structs.replace(one, approved=None))
