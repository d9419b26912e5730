"""Whether what is kept of a case and its subjects is what its log tells.

The log shows when it was altered; the records beside it don't. So a proof does not take them at
their word: whoever sets a subject to "nothing left" by hand has no entry that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from gong_admin.services.privacy.case import Case, CaseState, Counts, Subject, SubjectState
from gong_admin.services.privacy.store import LogEntry

_S = SubjectState
_ANY = frozenset(SubjectState)

_BECOMES: dict[str, frozenset[SubjectState]] = {
    "sending": frozenset({_S.SENDING}),
    "erasure-taken": frozenset({_S.ERASING}),
    "answer-unknown": frozenset({_S.UNKNOWN}),
    "nothing-left": frozenset({_S.GONE, _S.NOTHING}),
    "came-back": frozenset({_S.CAME_BACK}),
}
"""What a subject is after an entry."""

_MAY_BECOME: dict[str, frozenset[SubjectState]] = {
    "refused": frozenset({_S.REFUSED}),
    "not-asked": frozenset({_S.REFUSED}),
    "lookup-failed": frozenset({_S.FAILED}),
    "erasure-refused": frozenset({_S.NOT_TAKEN, _S.UNKNOWN}),
    "not-sent": frozenset({_S.FOUND, _S.UNKNOWN}),
    "held": frozenset({_S.HELD}),
    "more-than-approved": frozenset({_S.MORE}),
    "shared-with-held": frozenset({_S.SHARED}),
    "approval-withdrawn": frozenset(),
    "still-there": frozenset(),
    "grown": frozenset(),
    "following-ended": frozenset(),
    "calls-read": frozenset(),
}
"""What it may be after one, or else what it was before: whoever was sent once stays so."""

_ANSWERS = ("erasure-taken", "erasure-refused", "answer-unknown")


@dataclass(frozen=True, slots=True)
class Agreement:
    """`subjects` are those, by number, of whom another thing is kept than the log tells; `missing`
    how many more it tells of than there are (less than 0: so many fewer); `state` whether the case
    is kept in another state."""

    subjects: tuple[int, ...] = ()
    missing: int = 0
    state: bool = False

    def __bool__(self) -> bool:
        return not (self.subjects or self.missing or self.state)


@dataclass(slots=True)
class _Told:
    """What the log tells of a subject."""

    states: frozenset[SubjectState] = frozenset({_S.WAITING})
    counts: Counts | None = None
    approved: Counts | None = None
    events: set[str] = field(default_factory=set)
    request_ids: set[str] = field(default_factory=set)


def agreement(case: Case, subjects: Iterable[Subject], log: Sequence[LogEntry]) -> Agreement:
    """`log` is one that is not altered."""
    told: dict[int, _Told] = {}
    count, state = 0, CaseState.OPEN.value
    for entry in log:
        facts = entry.facts
        state = facts.get("state", state)
        count += facts.get("subjects" if entry.event == "opened" else "added", 0)
        whom = facts.get("subjects")
        if not isinstance(whom, list) or facts.get("overtaken") or facts.get("dropped"):
            continue  # nothing of it was kept
        for number in whom:
            if entry.event == "subjects-removed":
                count -= 1
                told.pop(number, None)  # its number may be given again
            else:
                _tell(told.setdefault(number, _Told()), entry.event, facts)
    kept = list(subjects)
    others = [one.position for one in kept if not _agrees(one, told.get(one.position, _Told()))]
    return Agreement(tuple(others), count - len(kept), state != case.state.value)


def _tell(told: _Told, event: str, facts: dict[str, Any]) -> None:
    told.events.add(event)
    counts = Counts(**facts["counts"]) if facts.get("counts") else None
    if event == "subject-approved":
        told.approved = counts
    elif counts is not None:
        told.counts = counts
    if event in _ANSWERS and (request_id := facts.get("request_id")):
        told.request_ids.add(request_id)
    if event == "subject-approved":
        # Sent without an answer, and approved to be sent again.
        told.states = frozenset({_S.FOUND}) | (told.states & {_S.UNKNOWN})
    elif event == "looked-up" and counts is not None:
        told.states = frozenset({_S.FOUND if counts.held else _S.NOTHING})
    elif event in _BECOMES:
        told.states = _BECOMES[event]
    elif event in _MAY_BECOME:
        told.states |= _MAY_BECOME[event]
    else:
        told.states = _ANY


def _agrees(one: Subject, told: _Told) -> bool:
    return (
        one.state in told.states
        and one.counts == told.counts
        and (one.approved is None or told.approved in (None, one.approved))
        and (one.sent is None or "sending" in told.events)
        and (one.sent is not None or "erasure-taken" not in told.events)
        and (one.answered is None or "erasure-taken" in told.events)
        and (one.request_id is None or one.request_id in told.request_ids)
    )
