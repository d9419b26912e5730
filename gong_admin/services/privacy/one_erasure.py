"""The erasure of one subject: looked up again just before, with its answer on the disk before the
next one leaves.

What was sent once without an answer may have been taken: whatever is found afterwards, and whatever
keeps it from being sent again, it stays what it is, and is followed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

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
from gong_admin.services.privacy import call_reads, held_calls, lookup
from gong_admin.services.privacy.case import AFTER_SENDING, Subject, SubjectState
from gong_admin.services.privacy.findings import Findings, more_than, parse
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.approving import hold
from gong_admin.services.privacy.store.holds import Holds
from gong_admin.services.privacy.store.writing import put_if_same
from gong_admin.services.writing import NothingSent, UnclearOutcome


@dataclass(frozen=True, slots=True)
class Done:
    """How a subject stands now, None where it was taken out meanwhile. `problem`: it could not be
    looked up, or Gong has not taken its erasure."""

    subject: Subject | None
    problem: bool = False


@dataclass(frozen=True, slots=True)
class _Shared:
    """What somebody on the do-not-erase list would lose, as the log says it."""

    facts: Mapping[str, Any]
    private: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Erasure:
    """Of a subject as it was read just `before`. `again`: it may be sent once more though its
    first answer is unknown."""

    client: Client
    store: CaseStore
    before: Subject
    again: bool
    token: CancelToken

    def carry_out(self) -> Done:
        """Raises `Cancelled`, `CaseGone`, and whatever stands in the way of all: `GongError`,
        `UnclearOutcome`, `NothingSent`. What is wrong with this subject alone is noted with it."""
        before = self.before
        if (before.state in AFTER_SENDING and not self.again) or before.approved is None:
            return Done(before)
        if self._is_held():
            return self._hold()
        shared = None
        try:
            looked = lookup.ask(self.client, self.store, before, token=self.token)
            approved = approved_findings(self.store, before)
            more = {} if approved is None else more_than(approved, looked.findings)
            as_approved = approved is not None and not more
            if as_approved and looked.findings.counts.held:
                shared = self._shared(looked)
        except lookup.OwnUser as refused:
            note, why = "The address of a Gong user.", lookup.refusal_facts(refused)
            return self._fail(SubjectState.REFUSED, note, "refused", why, {})
        except (Cancelled, *lookup.STOPPING):
            raise
        except GongError as problem:
            note = type(problem).__name__
            return self._fail(before.state, note, "not-sent", *lookup.failure_of(problem))
        if not as_approved:
            return self._skip(looked, SubjectState.MORE, "more-than-approved", {"more": more}, {})
        if not looked.findings.counts.held:
            gone = replace(_seen(before, looked), state=SubjectState.GONE, gone=looked.at)
            return self._after(gone, self._keep(looked, gone, "nothing-left", counted=True))
        if shared is not None:
            state, event = SubjectState.SHARED, "shared-with-held"
            return self._skip(looked, state, event, shared.facts, shared.private)
        if self._is_held():
            # Since then: to read who is on many calls takes minutes.
            self._note_lookup(looked, "overtaken")
            return self._hold()
        # Followed from its beginning, also where that had ended after a first sending.
        sending = replace(
            _seen(before, looked),
            state=SubjectState.SENDING,
            sent=dt.datetime.now(dt.UTC),
            grown=None,
            ended=None,
        )
        # On the disk before it leaves.
        if not self._keep(looked, sending, "sending", {"again": self.again}, counted=True):
            return self._after(sending, False)
        return self._send(sending)

    # -- what keeps it from leaving ------------------------------------------------------------

    def _is_held(self) -> bool:
        return Holds(self.store).has(self.before.kind, self.before.value)

    def _hold(self) -> Done:
        return Done(next(iter(hold(self.store, [self.before])), None))

    def _fail(
        self,
        state: SubjectState,
        note: str,
        event: str,
        facts: Mapping[str, Any],
        private: Mapping[str, Any],
    ) -> Done:
        """It could not be looked up."""
        after = replace(self.before, state=self.before.state if self.again else state, note=note)
        facts = self._as_before(facts)
        same = put_if_same(self.store, self.before, after, event, facts, private)
        return Done(self._after(after, same).subject, problem=True)

    def _skip(
        self,
        looked: lookup.Looked,
        state: SubjectState,
        event: str,
        facts: Mapping[str, Any],
        private: Mapping[str, Any],
    ) -> Done:
        """It is another than what was approved."""
        after = _seen(self.before, looked)
        if not self.again:
            after = replace(after, state=state)
        same = self._keep(looked, after, event, self._as_before(facts), private)
        return self._after(after, same)

    def _as_before(self, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the log says, with that it stays sent where it was."""
        return {**facts, "sent_before": True} if self.again else facts

    def _keep(
        self,
        looked: lookup.Looked,
        after: Subject,
        event: str,
        facts: Mapping[str, Any] | None = None,
        private: Mapping[str, Any] | None = None,
        *,
        counted: bool = False,
    ) -> bool:
        """Keep what came of the lookup, unless something has happened to the subject meanwhile."""
        return put_if_same(
            self.store,
            self.before,
            after,
            event,
            {**lookup.facts_of(looked), **(facts or {})},
            private,
            answers={"lookup": looked.raw},
            counted=counted,
            overtaken="looked-up",
        )

    def _note_lookup(self, looked: lookup.Looked, why: str) -> None:
        """That Gong was asked, where nothing is kept of what it told."""
        facts = {"subjects": [self.before.position], **lookup.facts_of(looked), why: True}
        self.store.note(self.before.case_id, "looked-up", facts)

    def _after(self, after: Subject, same: bool) -> Done:
        return Done(after if same else self.store.subject(self.before.id))

    def _shared(self, looked: lookup.Looked) -> _Shared | None:
        """None for nothing that was not allowed. Asked anew for each, of Gong too: whoever
        reviewed it may not have known."""
        store, found = self.store, looked.findings
        guard = held_calls.Guard.of(store, store.case(self.before.case_id).tenant)
        if not guard.people:
            return None
        allowed = held_calls.allowed_of(store, self.before)
        try:
            facts = call_reads.fill_in(
                self.client, store, self.before.case_id, found.call_ids, token=self.token
            )
        except (MissingScope, NotAllowed):
            facts = {}  # a key that may not read calls: nobody can know
        except GongError:
            self._note_lookup(looked, "dropped")
            raise
        unread = lookup.unread(found.call_ids, facts)
        clashes = held_calls.merged((*guard.known(found), *guard.met(facts)))
        left = allowed.rest(clashes)
        if not left and (not unread or allowed.unread):
            return None
        told = {"people": len(left), "calls": len({one for each in left for one in each.calls})}
        unknown = {} if allowed.unread else {"unread": unread}
        return _Shared({"shared": told | unknown}, {"held": [one.value for one in left]})

    # -- sending -------------------------------------------------------------------------------

    def _send(self, subject: Subject) -> Done:
        stopped: BaseException | None = None
        facts: dict[str, Any] = {}
        told: dict[str, Any] = {}
        state = SubjectState.ERASING
        try:
            answer = self._purge(subject)
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
            state = SubjectState.UNKNOWN
            facts, _ = lookup.failure_of(unclear_answer)
        except NothingSent as locked:
            state, facts, stopped = SubjectState.FOUND, {"problem": type(locked).__name__}, locked
        except Answered as refused:
            # A key that may not erase, or a day that is used up: the next would fare no better.
            stopped = refused if isinstance(refused, lookup.STOPPING) else None
            state = SubjectState.FOUND if stopped else SubjectState.NOT_TAKEN
            facts, told = lookup.failure_of(refused)
        except GongError as problem:
            lost = isinstance(problem, ConnectionFailed) and problem.may_have_happened
            state = SubjectState.UNKNOWN if lost else SubjectState.FOUND
            facts, stopped = {"problem": type(problem).__name__}, problem
        note = " ".join(told.get("messages", ())) or facts.get("problem", "")
        subject = replace(self._answered(subject, state, facts), note=note)
        taken = state is SubjectState.ERASING
        self.store.put([subject], _EVENTS[state], facts if taken else self._as_before(facts), told)
        if stopped is not None:
            raise stopped
        return Done(subject, problem=state is not SubjectState.ERASING)

    def _purge(self, subject: Subject) -> Any:
        how: dict[str, Any] = {"token": self.token, "priority": Priority.CLICK}
        if subject.kind == IdentifierKind.EMAIL.value:
            request = PurgeEmailAddress(email_address=subject.value)
            return self.client.call(PURGE_EMAIL_ADDRESS, request, **how)
        by_phone = PurgePhoneNumber(phone_number=subject.value)
        return self.client.call(PURGE_PHONE_NUMBER, by_phone, **how)

    def _answered(self, sent: Subject, state: SubjectState, facts: Mapping[str, Any]) -> Subject:
        """The subject as it stands after it was `sent`, in this state by what came of that."""
        before = self.before
        if state is SubjectState.ERASING:
            now = dt.datetime.now(dt.UTC)
            return replace(sent, state=state, answered=now, request_id=facts["request_id"])
        if state is SubjectState.UNKNOWN:
            request_id = before.request_id if self.again else None
            return replace(sent, state=state, answered=None, request_id=request_id)
        if self.again or state is SubjectState.FOUND:
            # Nothing new is on its way: as it was before.
            state = before.state if self.again else state
            return replace(before, state=state, counts=sent.counts, looked_up=sent.looked_up)
        return replace(sent, state=state, answered=None, request_id=facts["request_id"])


def _seen(subject: Subject, looked: lookup.Looked) -> Subject:
    return replace(subject, counts=looked.findings.counts, looked_up=looked.at, note="")


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
