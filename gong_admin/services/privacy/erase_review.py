"""What has to be seen before an erasure: how much will go, whom a number stands for, who else
loses something, who may not be erased.

All of it comes from lookups that are kept with the case; only who else was on the calls, and the
library folders they lie in, is read on request (`read_others`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.library import GET_FOLDER_CALLS
from gong_admin.api.client import Client
from gong_admin.api.types.library import GetFolderCalls
from gong_admin.services.privacy import erasing, lookup
from gong_admin.services.privacy.case import Approver, Case, Counts, Subject, SubjectState
from gong_admin.services.privacy.findings import Findings, more_than, parse
from gong_admin.services.privacy.identifiers import (
    IdentifierKind,
    NotAnIdentifier,
    is_role,
    recognise,
)
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.approving import BEFORE_SENDING
from gong_admin.services.privacy.store.holds import Holds
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress

COUNTED = ("calls", "emails", "meetings", "records", "events")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subject with something to erase. `people` are the leads and contacts that a phone number
    matched, `addresses` those found with it; both empty for an email address. `more` is how much
    there is beyond what was approved before, by kind."""

    subject: Subject
    people: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    role: bool = False
    warnings: tuple[str, ...] = ()
    more: Mapping[str, int] = field(default_factory=dict)
    call_ids: tuple[str, ...] = ()

    @property
    def several(self) -> int:
        """How many people a phone number seems to stand for; 0 where it is one or nobody."""
        number = max(len(self.people), len(self.addresses))
        return number if number > 1 else 0


@dataclass(frozen=True, slots=True)
class Before:
    """A case before its approval or erasure. `held` are on the do-not-erase list and stay.
    `counts` is what goes with all candidates, `call_ids` are their calls, each once."""

    case: Case
    candidates: tuple[Candidate, ...]
    held: tuple[Subject, ...] = ()
    counts: Counts = field(default_factory=Counts)
    call_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Others:
    """Who else is on the calls that go. `folders` are names with how many of the calls lie in
    each; None where the library was not read. `untold`: calls that this key may not see."""

    calls: int
    colleagues: tuple[str, ...]
    outsiders: tuple[str, ...]
    untold: int = 0
    folders: tuple[tuple[str, int], ...] | None = None
    folders_read: int = 0


def before_approval(store: CaseStore, case_id: str) -> Before:
    """Everything of a case that may be approved now. Blocks; raises `CaseGone`."""
    return _before(store, case_id, lambda one: one.state in BEFORE_SENDING)


def before_erasure(store: CaseStore, case_id: str) -> Before:
    """Everything that was approved and not sent. Blocks; raises `CaseGone`."""
    return _before(
        store, case_id, lambda one: one.state is SubjectState.FOUND and one.approved is not None
    )


def before_sending_again(store: CaseStore, case_id: str) -> Before:
    """The erasures that were sent and got no answer. Blocks; raises `CaseGone`."""
    return _before(store, case_id, lambda one: one.state is SubjectState.UNKNOWN)


def _before(store: CaseStore, case_id: str, wanted: Any) -> Before:
    case = store.case(case_id)
    on_hold = {(one.kind, one.value.casefold()) for one in Holds(store).all()}
    candidates: list[Candidate] = []
    held: list[Subject] = []
    for one in store.subjects(case_id):
        if not wanted(one) or one.counts is None or not one.value:
            continue
        if (one.kind, one.value.casefold()) in on_hold:
            held.append(one)
        elif one.counts.held or one.state is SubjectState.UNKNOWN:
            candidates.append(_candidate(store, one))
    # Here, and not where it is shown: a list has a hundred thousand calls.
    calls = tuple(dict.fromkeys(one for each in candidates for one in each.call_ids))
    return Before(case, tuple(candidates), tuple(held), total(candidates), calls)


def _candidate(store: CaseStore, one: Subject) -> Candidate:
    raw = store.answer(one, "lookup")
    kind = IdentifierKind(one.kind)
    if raw is None:
        return Candidate(one)
    found = parse(kind, one.value, raw)
    phone = kind is IdentifierKind.PHONE
    return Candidate(
        one,
        people=tuple(dict.fromkeys(found.people())) if phone else (),
        addresses=found.addresses if phone else (),
        role=not phone and is_role(one.value),
        warnings=_warnings(one),
        more=_more(store, one, found),
        call_ids=found.call_ids,
    )


def _more(store: CaseStore, one: Subject, found: Findings) -> dict[str, int]:
    approved = erasing.approved_findings(store, one)
    return {} if approved is None else more_than(approved, found)


def _warnings(one: Subject) -> tuple[str, ...]:
    try:
        return recognise(one.value).warnings
    except NotAnIdentifier:
        return ()


def total(candidates: Iterable[Candidate]) -> Counts:
    """What goes with all of them: a call of two of them once, all else with each."""
    sums = dict.fromkeys(COUNTED, 0)
    calls: set[str] = set()
    for one in candidates:
        counts = one.subject.counts
        for kind in COUNTED:
            sums[kind] += getattr(counts, kind) if counts is not None else 0
        calls.update(one.call_ids)
        sums["calls"] -= len(one.call_ids)
    sums["calls"] += len(calls)  # those that have an id
    return Counts(**sums)


def folders_cost(calls: int, folders: int) -> int:
    """Calls to the API that `read_others` takes for so many calls and library folders."""
    return lookup.calls_to_fill(calls) + folders


def read_others(
    client: Client,
    call_ids: Sequence[str],
    folders: Sequence[tuple[str, str]] | None,
    erased: Collection[str],
    *,
    token: CancelToken,
    progress: ProgressReport = ignore_progress,
) -> Others:
    """Who is on these calls beside the `erased` (their addresses and numbers), and in which of
    the library `folders` (id, name) they lie; None leaves the library out. Raises `GongError`."""
    steps = folders_cost(len(call_ids), len(folders or ()))
    facts = lookup.fill_in(client, call_ids, token=token)
    gone = {one.casefold() for one in erased}
    colleagues: dict[str, None] = {}
    outsiders: dict[str, None] = {}
    for one in facts.values():
        colleagues.update(dict.fromkeys(one.colleagues))
        outsiders.update((other, None) for other in one.outsiders if other.casefold() not in gone)
    done = lookup.calls_to_fill(len(call_ids))
    wanted, hit = frozenset(call_ids), []
    for folder_id, name in folders or ():
        progress(Progress(done, steps, "calls"))
        answer = client.call(GET_FOLDER_CALLS, GetFolderCalls(folder_id=folder_id), token=token)
        there = {call.id for call in answer.value.calls or ()} & wanted
        if there:
            hit.append((name, len(there)))
        done += 1
    progress(Progress(steps, steps, "calls"))
    return Others(
        calls=len(call_ids),
        colleagues=tuple(sorted(colleagues, key=str.casefold)),
        outsiders=tuple(sorted(outsiders, key=str.casefold)),
        untold=len(wanted - facts.keys()),
        folders=None if folders is None else tuple(hit),
        folders_read=len(folders or ()),
    )


def keep_approval(
    store: CaseStore,
    case_id: str,
    reviewed: Sequence[Subject],
    *,
    approver: Approver | None,
    ticked: tuple[str, ...],
    facts: Mapping[str, Any],
) -> Case:
    """Approve what was reviewed, and mark in the case who is on the do-not-erase list. Raises
    what `erasing.approve` raises."""
    case = msgspec.structs.replace(store.case(case_id), ticked=ticked)
    return erasing.approve(store, case, reviewed, approver, {"ticked": list(ticked), **facts})


def keep_confirmation(
    store: CaseStore, case_id: str, ticked: tuple[str, ...], facts: Mapping[str, Any]
) -> None:
    """What was confirmed right before erasures leave."""
    case = msgspec.structs.replace(store.case(case_id), ticked=ticked)
    store.update(case, "erasure-confirmed", {"ticked": list(ticked), **facts})


def hold(store: CaseStore, held: Sequence[Subject]) -> None:
    """Show in the case who stays because of a legal hold; what was approved of them holds no
    more. Asked again at every erasure, so this is for people to see."""
    stayed = [msgspec.structs.replace(one, state=SubjectState.HELD) for one in held]
    if stayed:
        store.put(stayed, "held", {"why": "legal hold"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the subjects of a run, as the case has them now. `more` is by subject."""

    case: Case
    subjects: tuple[Subject, ...]
    more: Mapping[int, Mapping[str, int]] = field(default_factory=dict)

    def of(self, *states: SubjectState) -> tuple[Subject, ...]:
        return tuple(one for one in self.subjects if one.state in states)


def outcome(store: CaseStore, case_id: str, ids: Collection[int]) -> Outcome:
    """Blocks; raises `CaseGone`."""
    subjects = tuple(one for one in store.subjects(case_id) if one.id in ids)
    more = {}
    for one in subjects:
        if one.state is SubjectState.MORE and (raw := store.answer(one, "lookup")) is not None:
            more[one.id] = _more(store, one, parse(IdentifierKind(one.kind), one.value, raw))
    return Outcome(store.case(case_id), subjects, more)
