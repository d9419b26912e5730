"""What has to be seen before an erasure: how much will go, whom a number stands for, who else
loses something, who may not be erased.

All of it comes from lookups that are kept with the case; only who else was on the calls, and the
library folders they lie in, is read (`read_others`): on request, or because somebody is on the
do-not-erase list and may have been on them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.library import GET_FOLDER_CALLS
from gong_admin.api.client import Client
from gong_admin.api.types.library import GetFolderCalls
from gong_admin.services.privacy import erasing, lookup
from gong_admin.services.privacy.call_reads import noted
from gong_admin.services.privacy.case import (
    Approver,
    Case,
    Counts,
    Elsewhere,
    Subject,
    SubjectState,
)
from gong_admin.services.privacy.findings import Findings, more_than, parse
from gong_admin.services.privacy.held_calls import Allowed, Clash, Guard, allowed_of, merged
from gong_admin.services.privacy.identifiers import (
    IdentifierKind,
    NotAnIdentifier,
    compared,
    is_role,
    recognise,
)
from gong_admin.services.privacy.lookup import CallFacts
from gong_admin.services.privacy.one_erasure import approved_findings
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.approving import BEFORE_SENDING, allow
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress

COUNTED = ("calls", "emails", "meetings", "records", "events")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A subject with something to erase. `people` are the leads and contacts that a phone number
    matched, `addresses` those found with it; both empty for an email address. `more` is how much
    there is beyond what was approved before, by kind. `clashes` are people on the do-not-erase
    list who would lose something, as far as lookups told; `allowed` what was said to go of them
    all the same."""

    subject: Subject
    people: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    role: bool = False
    warnings: tuple[str, ...] = ()
    more: Mapping[str, int] = field(default_factory=dict)
    call_ids: tuple[str, ...] = ()
    clashes: tuple[Clash, ...] = ()
    allowed: Allowed = field(default_factory=Allowed)

    @property
    def several(self) -> int:
        """How many people a phone number seems to stand for; 0 where it is one or nobody."""
        number = max(len(self.people), len(self.addresses))
        return number if number > 1 else 0


@dataclass(frozen=True, slots=True)
class Before:
    """A case before its approval or erasure. `held` are on the do-not-erase list and stay.
    `counts` is what goes with all candidates, `call_ids` are their calls, each once. `guard` is the
    do-not-erase list."""

    case: Case
    candidates: tuple[Candidate, ...]
    held: tuple[Subject, ...] = ()
    counts: Counts = field(default_factory=Counts)
    call_ids: tuple[str, ...] = ()
    guard: Guard = field(default_factory=Guard)

    @property
    def must_read(self) -> bool:
        """Whether somebody on the do-not-erase list may be on calls that go."""
        return bool(self.guard.people and self.call_ids)

    @property
    def shared(self) -> int:
        """How many calls more than one of the candidates were on."""
        return sum(len(one.call_ids) for one in self.candidates) - len(self.call_ids)


@dataclass(frozen=True, slots=True)
class Others:
    """Who else is on the calls that go. `folders` are names with how many of the calls lie in
    each; None where the library was not read. `untold`: calls whose people Gong did not tell;
    `unnamed`: calls with somebody of whom Gong tells neither name, address nor number."""

    calls: int
    colleagues: tuple[str, ...]
    outsiders: tuple[str, ...]
    untold: int = 0
    unnamed: int = 0
    folders: tuple[tuple[str, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class CallsRead:
    """What was read of calls: for whatever review takes some of them. `folders` are the library's,
    with the calls in each; None where they were not read."""

    asked: frozenset[str]
    facts: Mapping[str, CallFacts]
    folders: tuple[tuple[str, frozenset[str]], ...] | None = None

    def covers(self, call_ids: Iterable[str]) -> bool:
        return self.asked.issuperset(call_ids)

    def others(self, call_ids: Sequence[str], erased: Collection[str]) -> Others:
        """Who is on these calls beside the `erased` (their addresses and numbers)."""
        gone = {compared(one) for one in erased}
        colleagues: dict[str, None] = {}
        outsiders: dict[str, None] = {}
        told = [self.facts[one] for one in call_ids if one in self.facts]
        for one in told:
            colleagues.update(dict.fromkeys(one.colleagues))
            outsiders.update(dict.fromkeys(one.outsiders))
        named = [one for one in outsiders if compared(one) not in gone and one != lookup.UNNAMED]
        wanted = frozenset(call_ids)
        hit = [(name, len(there & wanted)) for name, there in self.folders or ()]
        return Others(
            calls=len(call_ids),
            colleagues=tuple(sorted(colleagues.keys() - {lookup.UNNAMED}, key=str.casefold)),
            outsiders=tuple(sorted(named, key=str.casefold)),
            untold=lookup.unread(call_ids, self.facts),
            unnamed=sum(lookup.UNNAMED in (*one.colleagues, *one.outsiders) for one in told),
            folders=None if self.folders is None else tuple((n, c) for n, c in hit if c),
        )


def before_approval(store: CaseStore, case_id: str) -> Before:
    """Everything of a case that may be approved now: what was sent without an answer where there is
    more of it than was approved, for only then is it not sent again. Blocks; raises `CaseGone`."""

    def wanted(one: Subject) -> bool:
        if one.state is SubjectState.UNKNOWN:
            return bool(_more_by_now(store, one))
        return one.state in BEFORE_SENDING

    return _before(store, case_id, wanted)


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
    guard = Guard.of(store, case.tenant)
    on_hold = {(one.kind, compared(one.value)) for one in guard.people}
    candidates: list[Candidate] = []
    held: list[Subject] = []
    for one in store.subjects(case_id):
        if not wanted(one) or one.counts is None or not one.value:
            continue
        if (one.kind, compared(one.value)) in on_hold:
            held.append(one)
        elif one.counts.held or one.state is SubjectState.UNKNOWN:
            candidates.append(_candidate(store, one, guard))
    # Here, and not where it is shown: a list has a hundred thousand calls.
    calls = tuple(dict.fromkeys(one for each in candidates for one in each.call_ids))
    return Before(case, tuple(candidates), tuple(held), total(candidates), calls, guard)


def _candidate(store: CaseStore, one: Subject, guard: Guard) -> Candidate:
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
        clashes=guard.known(found),
        allowed=allowed_of(store, one),
    )


def _more_by_now(store: CaseStore, one: Subject) -> dict[str, int]:
    raw = store.answer(one, "lookup")
    return {} if raw is None else _more(store, one, parse(IdentifierKind(one.kind), one.value, raw))


def _more(store: CaseStore, one: Subject, found: Findings) -> dict[str, int]:
    approved = approved_findings(store, one)
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


def clashes_of(
    candidates: Iterable[Candidate], met: Sequence[Clash]
) -> dict[int, tuple[Clash, ...]]:
    """Who on the do-not-erase list would lose something, by subject: as lookups told, and by who
    was on the calls (`met`, from `Guard.met`)."""
    # By call, and not each of them anew for each candidate: a list has a hundred thousand calls,
    # and the review waits for this.
    on_call: dict[str, list[Clash]] = {}
    for one in met:
        for call_id in one.calls:
            alone = Clash(one.kind, one.value, frozenset({("calls", call_id)}))
            on_call.setdefault(call_id, []).append(alone)
    found = {}
    for each in candidates:
        theirs = (clash for call_id in each.call_ids for clash in on_call.get(call_id, ()))
        found[each.subject.id] = merged((*each.clashes, *theirs))
    return {id_: clashes for id_, clashes in found.items() if clashes}


def folders_cost(calls: int, folders: int) -> int:
    """Calls to the API that `read_others` takes for so many calls and library folders."""
    return lookup.calls_to_fill(calls) + folders


def read_others(
    client: Client,
    call_ids: Sequence[str],
    folders: Sequence[tuple[str, str]] | None,
    *,
    token: CancelToken,
    progress: ProgressReport = ignore_progress,
    asked: Callable[[str | None], None] = lambda _request_id: None,
) -> CallsRead:
    """Who is on these calls, and in which of the library `folders` (id, name) they lie; None
    leaves the library out. `asked` is told the id of each request. Raises `GongError`."""
    steps = folders_cost(len(call_ids), len(folders or ()))
    facts = lookup.fill_in(client, call_ids, token=token, asked=asked)
    done = lookup.calls_to_fill(len(call_ids))
    wanted, hit = frozenset(call_ids), []
    for folder_id, name in folders or ():
        progress(Progress(done, steps, "calls"))
        answer = client.call(GET_FOLDER_CALLS, GetFolderCalls(folder_id=folder_id), token=token)
        asked(answer.request_id)
        there = {call.id for call in answer.value.calls or () if call.id} & wanted
        if there:
            hit.append((name, frozenset(there)))
        done += 1
    progress(Progress(steps, steps, "calls"))
    return CallsRead(wanted, facts, None if folders is None else tuple(hit))


def read_for_review(
    client: Client,
    store: CaseStore,
    case_id: str,
    call_ids: Sequence[str],
    folders: Sequence[tuple[str, str]] | None,
    *,
    token: CancelToken,
    progress: ProgressReport = ignore_progress,
) -> CallsRead:
    """As `read_others`. Raises `GongError`, `CaseGone`."""
    with noted(store, case_id, len(call_ids)) as asked:
        return read_others(client, call_ids, folders, token=token, progress=progress, asked=asked)


def keep_approval(
    store: CaseStore,
    case_id: str,
    reviewed: Sequence[Subject],
    *,
    approver: Approver | None,
    elsewhere: dict[str, Elsewhere],
    facts: Mapping[str, Any],
    private: Mapping[str, Any],
    allowed: Mapping[int, bytes],
) -> Case:
    """Approve what was reviewed. `allowed` is what may go of people on the do-not-erase list, by
    subject. Raises what `erasing.approve` raises."""
    facts = {"elsewhere": dict(elsewhere), **facts}
    case = msgspec.structs.replace(store.case(case_id), elsewhere=elsewhere)
    return erasing.approve(store, case, reviewed, approver, facts, private, allowed)


def keep_confirmation(
    store: CaseStore,
    case_id: str,
    confirmed: Sequence[Subject],
    *,
    elsewhere: dict[str, Elsewhere],
    facts: Mapping[str, Any],
    private: Mapping[str, Any],
    allowed: Mapping[int, bytes],
) -> None:
    """What was confirmed right before erasures leave."""
    facts = {"elsewhere": dict(elsewhere), **facts}
    how = partial(msgspec.structs.replace, elsewhere=elsewhere)
    store.change(case_id, how, "erasure-confirmed", facts, private)
    allow(store, confirmed, allowed)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the subjects of a run, as the case has them now. `more` is by subject what
    there is beyond what was approved, so that it was not sent, or not sent again."""

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
        if one.state in (SubjectState.MORE, SubjectState.UNKNOWN):
            more[one.id] = _more_by_now(store, one)
    return Outcome(store.case(case_id), subjects, more)
