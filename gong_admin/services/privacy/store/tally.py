"""How far all cases are, counted from what needs no case's key: for the list of cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from gong_admin.services.privacy.case import Case, CaseState, SubjectState
from gong_admin.services.privacy.store.cases import CaseStore

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


@dataclass(frozen=True, slots=True)
class Tally:
    """Subjects of a case by state. `approved` of those found were approved for erasure and not
    sent yet. `unsent` of those gone were so before anything was sent for them. `closed` is when
    the case was closed last, `answered` whether an answer to an access request was written."""

    states: Mapping[SubjectState, int] = field(default_factory=dict)
    approved: int = 0
    closed: dt.datetime | None = None
    answered: bool = False
    unsent: int = 0

    def of(self, *states: SubjectState) -> int:
        return sum(self.states.get(state, 0) for state in states)

    @property
    def total(self) -> int:
        return sum(self.states.values())

    def done(self, case: Case) -> int:
        """Subjects of which nothing is left to do where the case is now: what was found is only
        the beginning of an erasure."""
        left = self.of(*_LEFT_TO_DO)
        if case.state in (CaseState.APPROVED, CaseState.ERASING):
            left += self.of(SubjectState.FOUND)
        return self.total - left


@dataclass(frozen=True, slots=True)
class Overview:
    """All cases of a tenant, the newest first, with how far each is."""

    cases: tuple[Case, ...] = ()
    tallies: Mapping[str, Tally] = field(default_factory=dict)

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


def overview(store: CaseStore, tenant: str) -> Overview:
    """Read them. Blocks."""
    cases = tuple(store.cases(tenant))
    with store.database.reading() as rows:
        counted = rows.execute(
            "SELECT case_id, state, count(*), sum(json_extract(fixed, '$.approved') IS NOT NULL), "
            "sum(json_extract(fixed, '$.sent') IS NULL) "
            "FROM subjects GROUP BY case_id, state"
        ).fetchall()
        closings = rows.execute(
            "SELECT case_id, max(at) FROM log WHERE event = 'closed' GROUP BY case_id"
        ).fetchall()
        answers = rows.execute("SELECT DISTINCT case_id FROM log WHERE event = 'access-made'")
        answered = {case_id for (case_id,) in answers.fetchall()}
    states: dict[str, dict[SubjectState, int]] = {}
    approved: dict[str, int] = {}
    unsent: dict[str, int] = {}
    for case_id, state, count, with_approval, without_sending in counted:
        if state == SubjectState.GONE.value:
            unsent[case_id] = without_sending
        states.setdefault(case_id, {})[SubjectState(state)] = count
        if state in (SubjectState.FOUND.value, SubjectState.NOT_TAKEN.value):
            approved[case_id] = approved.get(case_id, 0) + int(with_approval or 0)
    closed = {case_id: dt.datetime.fromisoformat(at) for case_id, at in closings}
    tallies = {
        one.id: Tally(
            states.get(one.id, {}),
            approved.get(one.id, 0),
            closed.get(one.id),
            one.id in answered,
            unsent.get(one.id, 0),
        )
        for one in cases
    }
    return Overview(cases, tallies)


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
