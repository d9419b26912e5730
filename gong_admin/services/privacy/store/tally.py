"""How far all cases are, counted from what needs no case's key: for the list of cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gong_admin.services.privacy.case import FOLLOWED, Case, CaseState, SubjectState
from gong_admin.services.privacy.store.cases import CaseStore
from gong_admin.services.privacy.store.journal import moment_of

_LEFT_TO_DO = frozenset(
    {
        SubjectState.WAITING,
        SubjectState.FAILED,
        SubjectState.SENDING,
        SubjectState.UNKNOWN,
        SubjectState.NOT_TAKEN,
        SubjectState.MORE,
        SubjectState.SHARED,
        SubjectState.ERASING,
        SubjectState.CAME_BACK,
    }
)

_STATES = frozenset(one.value for one in SubjectState)


@dataclass(frozen=True, slots=True)
class Tally:
    """Subjects of a case by state. `approved` of those found were approved for erasure and not
    sent yet. `unsent` of those gone were so before anything was sent for them. `ended` are looked
    up no more though something is, or may be, left of them, the last of them since `ended_last`;
    of `grown` there is more than at the look before. `closed` is when the case was closed last,
    `answered` whether an answer to an access request was written."""

    states: Mapping[SubjectState, int] = field(default_factory=dict)
    approved: int = 0
    closed: dt.datetime | None = None
    answered: bool = False
    unsent: int = 0
    ended: int = 0
    ended_last: dt.datetime | None = None
    grown: int = 0

    def of(self, *states: SubjectState) -> int:
        return sum(self.states.get(state, 0) for state in states)

    @property
    def total(self) -> int:
        return sum(self.states.values())

    def given_up(self, case: Case) -> int:
        """Of how many something is, or may be, left that nobody looks after: it waits for somebody
        until the case is closed with it."""
        if not case.readable or self.ended_last is None:
            return 0
        closed = self.closed if case.state is CaseState.CLOSED else None
        return 0 if closed is not None and closed >= self.ended_last else self.ended

    def done(self, case: Case) -> int:
        """Subjects of which nothing is left to do where the case is now: what was found is only
        the beginning of an erasure."""
        left = self.of(*_LEFT_TO_DO)
        if case.state in (CaseState.APPROVED, CaseState.ERASING):
            left += self.of(SubjectState.FOUND)
        return self.total - left


@dataclass(frozen=True, slots=True)
class Overview:
    """All cases of a tenant, the newest first, with how far each is. `vanished`: so many, of
    whatever tenant, were kept here and are not in the file any more."""

    cases: tuple[Case, ...] = ()
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    vanished: int = 0

    def tally(self, case_id: str) -> Tally:
        return self.tallies.get(case_id) or Tally()

    @property
    def unsettled(self) -> int:
        """Cases that somebody still has to do something in."""
        done = (CaseState.CLOSED, CaseState.REFUSED)
        return sum(one.readable and one.state not in done for one in self.cases)

    @property
    def alarms(self) -> tuple[Case, ...]:
        """Cases in which something came back."""
        return tuple(
            one
            for one in self.cases
            if one.readable and self.tally(one.id).of(SubjectState.CAME_BACK)
        )

    @property
    def given_up(self) -> tuple[Case, ...]:
        """Cases in which something is left and nobody looks any more."""
        return tuple(one for one in self.cases if self.tally(one.id).given_up(one))


def overview(store: CaseStore, tenant: str) -> Overview:
    """Read them. Blocks."""
    cases = tuple(store.cases(tenant))
    with store.database.reading() as rows:
        counted = rows.execute(
            "SELECT case_id, state, count(*), sum(json_extract(fixed, '$.approved') IS NOT NULL), "
            "sum(json_extract(fixed, '$.sent') IS NULL), "
            "sum(json_extract(fixed, '$.ended') IS NOT NULL), max(json_extract(fixed, '$.ended')), "
            "sum(json_extract(fixed, '$.grown') IS NOT NULL) "
            "FROM subjects GROUP BY case_id, state"
        ).fetchall()
        closings = rows.execute(
            "SELECT case_id, CAST(max(at) AS TEXT) FROM log WHERE event = 'closed' GROUP BY case_id"
        ).fetchall()
        answers = rows.execute("SELECT DISTINCT case_id FROM log WHERE event = 'access-made'")
        answered = {case_id for (case_id,) in answers.fetchall()}
    states: dict[str, dict[SubjectState, int]] = {}
    sums: dict[str, dict[str, Any]] = {}
    for case_id, state, count, approved, unsent, ended, ended_last, grown in counted:
        if state not in _STATES:
            continue  # somebody has written it by hand: told where the case is read
        states.setdefault(case_id, {})[SubjectState(state)] = count
        mine = sums.setdefault(case_id, {"approved": 0, "ended": 0, "grown": 0})
        if state in (SubjectState.FOUND, SubjectState.NOT_TAKEN):
            mine["approved"] += approved
        elif state == SubjectState.GONE:
            mine["unsent"] = unsent
        elif state in FOLLOWED:
            mine["ended"] += ended
            mine["grown"] += grown
            last = dt.datetime.fromisoformat(ended_last) if ended else None
            mine["ended_last"] = max(filter(None, (mine.get("ended_last"), last)), default=None)
    closed = {case_id: moment_of(at) for case_id, at in closings}
    tallies = {
        one.id: Tally(
            states.get(one.id, {}),
            closed=closed.get(one.id),
            answered=one.id in answered,
            **sums.get(one.id, {}),
        )
        for one in cases
    }
    return Overview(cases, tallies, store.database.vanished())


def outlived(seen: Overview, days: int, now: dt.datetime) -> tuple[Case, ...]:
    """Cases that were closed so many days ago and still hold what they held on people. None for
    0 days: they are kept."""
    if not days:
        return ()
    since = now - dt.timedelta(days=days)
    return tuple(
        case
        for case in seen.cases
        if case.readable
        and case.state is CaseState.CLOSED
        and (closed := seen.tally(case.id).closed) is not None
        and closed <= since
    )
