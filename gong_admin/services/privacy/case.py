"""A privacy case: what was asked, about whom, how far it is, and what may follow.

A case is made of three kinds of things. Its record (`Case`) is what the officer fills in. Its
subjects (`Subject`) are the addresses and numbers, each with a state of its own. Its log is every
question and answer, only ever appended (`chain`).
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

from gong_admin.services.privacy.regimes import Regime, deadline


class CaseKind(StrEnum):
    ACCESS = "access"  # what is held is to be told
    ERASURE = "erasure"


class CaseState(StrEnum):
    OPEN = "open"
    LOOKED_UP = "looked-up"
    APPROVED = "approved"
    ERASING = "erasing"
    VERIFIED = "verified"  # nothing is left
    REFUSED = "refused"
    CLOSED = "closed"


_NEXT: dict[CaseState, frozenset[CaseState]] = {
    CaseState.OPEN: frozenset({CaseState.LOOKED_UP, CaseState.REFUSED, CaseState.CLOSED}),
    CaseState.LOOKED_UP: frozenset(
        {CaseState.OPEN, CaseState.APPROVED, CaseState.REFUSED, CaseState.CLOSED}
    ),
    CaseState.APPROVED: frozenset(
        {CaseState.LOOKED_UP, CaseState.ERASING, CaseState.REFUSED, CaseState.CLOSED}
    ),
    # What has been sent can't be called back: it is followed or closed. Back from it goes only a
    # run in which nothing was sent.
    CaseState.ERASING: frozenset(
        {CaseState.VERIFIED, CaseState.APPROVED, CaseState.LOOKED_UP, CaseState.CLOSED}
    ),
    # Something came back, or a subject was added.
    CaseState.VERIFIED: frozenset({CaseState.ERASING, CaseState.LOOKED_UP, CaseState.CLOSED}),
    CaseState.REFUSED: frozenset({CaseState.OPEN, CaseState.CLOSED}),
    # Opened again, it is as far as its subjects are.
    CaseState.CLOSED: frozenset(
        {CaseState.OPEN, CaseState.LOOKED_UP, CaseState.ERASING, CaseState.VERIFIED}
    ),
}


def may_become(now: CaseState, then: CaseState, kind: CaseKind = CaseKind.ERASURE) -> bool:
    """Whether a case may go from one state to another. An access request is never approved for
    erasure."""
    if kind is CaseKind.ACCESS and then in (CaseState.APPROVED, CaseState.ERASING):
        return False
    return then in _NEXT[now]


class SubjectState(StrEnum):
    WAITING = "waiting"
    FOUND = "found"
    NOTHING = "nothing-found"
    REFUSED = "refused"  # by Gong: the address of one of its users
    FAILED = "failed"
    HELD = "held"  # on the do-not-erase list
    MORE = "more-than-approved"  # skipped: there is more now than what was approved
    SHARED = "shared-with-held"  # skipped: what is theirs is also somebody's who is on that list
    SENDING = "sending"  # an erasure is about to leave or on its way
    UNKNOWN = "sent-answer-unknown"
    NOT_TAKEN = "not-taken"  # Gong refused the erasure
    ERASING = "erasing"  # Gong said yes; followed until nothing is left
    GONE = "gone"
    CAME_BACK = "came-back"


AFTER_SENDING = frozenset(
    {
        SubjectState.SENDING,
        SubjectState.UNKNOWN,
        SubjectState.ERASING,
        SubjectState.GONE,
        SubjectState.CAME_BACK,
    }
)
"""States of a subject for whom an erasure has, or may have, been sent."""

FOLLOWED = frozenset({SubjectState.UNKNOWN, SubjectState.ERASING, SubjectState.CAME_BACK})
"""States in which a subject is looked up again until nothing is left."""


class Elsewhere(StrEnum):
    """What a person says of somebody's data where Gong reads from."""

    DELETED = "deleted"
    NEVER = "never-there"
    UNKNOWN = "not-known"  # and goes on all the same


SYSTEMS = ("crm", "mail")
"""Where Gong reads from: what is not deleted there first comes back."""


class Approver(msgspec.Struct, frozen=True, kw_only=True):
    """Recorded, not verified: this program can't know who somebody is."""

    name: str
    at: dt.datetime
    note: str = ""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What the officer fills in. Kept encrypted with the case's own key, but for `reference`,
    `state`, dates and counts, which outlive it. Names of people do not belong in the reference.

    `tenant` is the address of the company's Gong. `id` is made by the store.
    """

    id: str
    tenant: str
    reference: str
    kind: CaseKind
    regime: Regime
    received: dt.date
    created: dt.datetime
    state: CaseState = CaseState.OPEN
    own_deadline: dt.date | None = None
    extended: bool = False
    extension_notice: dt.date | None = None  # when the person was told that it takes longer
    identity_checked: bool = False
    identity_how: str = ""
    refusal_ground: str = ""
    notes: str = ""
    approver: Approver | None = None
    elsewhere: dict[str, Elsewhere] = {}  # by system, as far as somebody has said it
    reduced: dt.datetime | None = None
    deleted: dt.datetime | None = None

    @property
    def deadline(self) -> dt.date | None:
        return deadline(self.regime, self.received, extended=self.extended, own=self.own_deadline)

    @property
    def readable(self) -> bool:
        """Whether what it held on people is still there."""
        return self.reduced is None and self.deleted is None


class Counts(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """How much Gong holds, by kind. `records` are leads and contacts."""

    calls: int = 0
    emails: int = 0
    meetings: int = 0
    records: int = 0
    events: int = 0
    numbers: int = 0  # related phone numbers
    addresses: int = 0  # related email addresses

    @property
    def held(self) -> int:
        """What an erasure would take; numbers and addresses are only ways to it."""
        return self.calls + self.emails + self.meetings + self.records + self.events


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """One address or number of a case. `value` is the normalised form, "" once the case was
    reduced. `counts` is what the last lookup told, `approved` what was approved; None before."""

    id: int
    case_id: str
    position: int
    kind: str  # "email" or "phone"
    value: str
    typed: str = ""
    state: SubjectState = SubjectState.WAITING
    counts: Counts | None = None
    approved: Counts | None = None
    looked_up: dt.datetime | None = None
    sent: dt.datetime | None = None
    answered: dt.datetime | None = None
    gone: dt.datetime | None = None  # since when nothing is left
    back: dt.datetime | None = None  # since when something is there again
    grown: dt.datetime | None = None  # when more was found than at the look before, and not less
    ended: dt.datetime | None = None  # since when it is looked up no more, though not gone
    request_id: str | None = None  # of the erasure
    note: str = ""  # why it failed or was refused, without naming the subject
