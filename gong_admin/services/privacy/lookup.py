"""Looking people up in Gong: one, or all that wait in a case."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec.structs import replace

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.calls import LIST_CALLS_IN_DETAIL
from gong_admin.api.catalogue.privacy import FIND_EMAIL_ADDRESS, FIND_PHONE_NUMBER
from gong_admin.api.client import Client
from gong_admin.api.errors import (
    Answered,
    BadCredentials,
    BadRequest,
    BudgetSpent,
    Cancelled,
    ConnectionFailed,
    GongError,
    InvalidRequest,
    MissingScope,
    NotAllowed,
    RateLimited,
)
from gong_admin.api.pacing import Priority
from gong_admin.api.types.calls import (
    ContentSelector,
    DetailedCallsFilter,
    ExposedFields,
    ListCallsInDetail,
)
from gong_admin.api.types.privacy import FindEmailAddress, FindPhoneNumber
from gong_admin.services.lists import walk
from gong_admin.services.privacy.case import Case, CaseState, Subject, SubjectState
from gong_admin.services.privacy.findings import Findings, parse
from gong_admin.services.privacy.identifiers import IdentifierKind, compared
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.writing import put_seen
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress

UNNAMED = "?"
"""In place of somebody on a call of whom Gong tells nothing."""

AT_ONCE = 3
"""Lookups on their way together: enough for the allowed rate when Gong takes a second for each."""

_CALLS_A_REQUEST = 100
_OWN_USER = "gong user"  # in Gong's sentence about an address of one of its users

STOPPING = (BudgetSpent, BadCredentials, MissingScope, NotAllowed, RateLimited, ConnectionFailed)
"""What stands in the way of everything, not of one subject alone."""


NOT_ASKED = "The address of a Gong user; Gong was not asked."
"""The note of a subject that was recognised as one of the company's own."""

OWN_BY_NOW = "The address of a Gong user by now; Gong does not look it up."
"""The note of a subject that has become one after its erasure."""


class OwnUser(Exception):
    """The address is that of a Gong user of the company: what is theirs, Gong's support erases."""


@dataclass(frozen=True, slots=True)
class Looked:
    """An answer of Gong to a lookup. `at` in UTC, `seconds` of the request alone."""

    findings: Findings
    raw: bytes
    request_id: str | None
    at: dt.datetime
    seconds: float


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What is told about a call of a lookup on request: who else was on it."""

    call_id: str
    title: str
    started: str
    seconds: float | None
    url: str
    colleagues: tuple[str, ...]  # names of the company's own people
    outsiders: tuple[str, ...]  # addresses or names of others
    known_by: frozenset[str] = frozenset()  # all addresses and numbers of all of them
    complete: bool = True  # whether Gong told who was on it at all


def look_up(
    client: Client,
    kind: IdentifierKind,
    value: str,
    *,
    token: CancelToken,
    priority: Priority = Priority.CLICK,
) -> Looked:
    """Ask Gong what it holds. Raises `OwnUser`, `GongError`."""
    try:
        answer: Any
        if kind is IdentifierKind.EMAIL:
            answer = client.call(
                FIND_EMAIL_ADDRESS,
                FindEmailAddress(email_address=value),
                token=token,
                priority=priority,
            )
        else:
            answer = client.call(
                FIND_PHONE_NUMBER,
                FindPhoneNumber(phone_number=value),
                token=token,
                priority=priority,
            )
    except BadRequest as refused:
        if any(_OWN_USER in message.casefold() for message in refused.messages):
            raise OwnUser from refused
        raise
    return Looked(
        parse(kind, value, answer.raw),
        answer.raw,
        answer.request_id,
        dt.datetime.now(dt.UTC),
        answer.seconds,
    )


def ask(
    client: Client,
    store: CaseStore,
    subject: Subject,
    *,
    token: CancelToken,
    priority: Priority = Priority.CLICK,
) -> Looked:
    """As `look_up`, for a subject of a case: where an error came back, that is in the log. Raises
    `CaseGone` as well."""
    kind = IdentifierKind(subject.kind)
    try:
        return look_up(client, kind, subject.value, token=token, priority=priority)
    except GongError as problem:
        _note_failure(store, subject, problem)
        raise


def refusal_facts(refused: OwnUser) -> dict[str, Any]:
    """What the log says of a lookup that Gong refused."""
    cause = refused.__cause__
    answered = cause if isinstance(cause, Answered) else None
    return {
        "why": "own-user",
        "status": answered.status if answered else None,
        "request_id": answered.request_id if answered else None,
    }


def _note_failure(store: CaseStore, subject: Subject, problem: GongError) -> None:
    """Note a lookup that changed nothing, unless nothing can have reached Gong."""
    if isinstance(problem, Cancelled | BudgetSpent | InvalidRequest):
        return
    if isinstance(problem, ConnectionFailed) and not problem.may_have_happened:
        return
    facts, told = failure_of(problem)
    facts = {"subjects": [subject.position], **facts}
    store.note(subject.case_id, "lookup-failed", facts, told)


def failure_of(problem: GongError) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the log says of an error, for good and of people: Gong's sentences may quote the
    address."""
    answered = problem if isinstance(problem, Answered) else None
    facts = {
        "problem": type(problem).__name__,
        "status": answered.status if answered else None,
        "request_id": answered.request_id if answered else None,
    }
    return facts, {"messages": list(answered.messages) if answered else []}


def keep(store: CaseStore, subject: Subject, looked: Looked, event: str = "looked-up") -> Subject:
    """Keep what a lookup told with its subject, as it was when it was asked for, and note it in
    the log."""
    counts = looked.findings.counts
    after = replace(
        subject,
        state=SubjectState.FOUND if counts.held else SubjectState.NOTHING,
        counts=counts,
        looked_up=looked.at,
        note="",
    )
    return put_seen(store, subject, after, event, facts_of(looked), looked.raw)


def adopt(store: CaseStore, case_id: str, looked: Looked) -> None:
    """Take an answer over into a case that has its subject and has not looked it up yet: the same
    question is not asked twice. Raises `CaseGone`."""
    found = looked.findings
    for subject in store.subjects(case_id):
        same = subject.kind == found.kind.value and compared(subject.value) == compared(found.value)
        if same and subject.state is SubjectState.WAITING:
            keep(store, subject, looked)
    settle(store, case_id)


def facts_of(looked: Looked) -> dict[str, Any]:
    """What the log says of a lookup for good."""
    return {
        "counts": msgspec.to_builtins(looked.findings.counts),
        "request_id": looked.request_id,
        "seconds": round(looked.seconds, 3),
    }


def run(
    client: Client,
    store: CaseStore,
    case_id: str,
    *,
    token: CancelToken,
    states: Sequence[SubjectState] = (SubjectState.WAITING,),
    only: frozenset[int] | None = None,
    own: Callable[[str], bool] = lambda _address: False,
    changed: Callable[[Subject], None] = lambda _subject: None,
    progress: ProgressReport = ignore_progress,
) -> None:
    """Look up all subjects of a case that are in one of `states`, in the background, each once.

    Each answer is kept before it is told (`changed`, on a worker's thread). `own` knows the
    company's own addresses, which Gong refuses: they are not asked for. Stopped, or broken off by
    an error that stands in the way of all, the rest stays as it was, for the next run. Raises
    that error.
    """
    waiting = [
        one
        for one in store.subjects(case_id)
        if one.state in states and (only is None or one.id in only)
    ]
    done, counting = 0, threading.Lock()
    progress(Progress(0, len(waiting), "subjects"))

    def one(subject: Subject) -> None:
        nonlocal done
        token.raise_if_cancelled()
        subject = _one(client, store, subject, token, own)
        with counting:
            done += 1
            progress(Progress(done, len(waiting), "subjects"))
        changed(subject)

    each(waiting, one)
    settle(store, case_id)


def settle(store: CaseStore, case_id: str) -> Case:
    """Bring an open case's state in line with its subjects: looked up once none of them waits."""

    def looked_up(case: Case) -> Case | None:
        through = case.state is CaseState.OPEN and all_looked_up(store, case_id)
        return replace(case, state=CaseState.LOOKED_UP) if through else None

    return store.change(case_id, looked_up, "all-looked-up")


def all_looked_up(store: CaseStore, case_id: str) -> bool:
    """Whether a case has subjects, and none of them waits."""
    with store.database.reading() as rows:
        some, waiting = rows.execute(
            "SELECT count(*), sum(state = ?) FROM subjects WHERE case_id = ?",
            (SubjectState.WAITING.value, case_id),
        ).fetchone()
    return bool(some) and not waiting


def each(items: Sequence[Subject], work: Callable[[Subject], None]) -> None:
    """`work` on all items, some at once; the first error ends it and is raised when the others
    that were on their way have come back."""
    rest = iter(items)
    with ThreadPoolExecutor(AT_ONCE, "lookup") as pool:
        under_way: set[Future[None]] = set()
        failed: BaseException | None = None
        while True:
            while failed is None and len(under_way) < AT_ONCE and (one := next(rest, None)):
                under_way.add(pool.submit(work, one))
            if not under_way:
                break
            finished, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for future in finished:
                failed = failed or future.exception()
    if failed is not None:
        raise failed


def _one(
    client: Client,
    store: CaseStore,
    subject: Subject,
    token: CancelToken,
    own: Callable[[str], bool],
) -> Subject:
    kind = IdentifierKind(subject.kind)
    if kind is IdentifierKind.EMAIL and own(subject.value):
        after = replace(subject, state=SubjectState.REFUSED, note=NOT_ASKED)
        return put_seen(store, subject, after, "not-asked", {"why": "own-user"})
    try:
        looked = look_up(client, kind, subject.value, token=token, priority=Priority.BACKGROUND)
    except OwnUser as refused:
        after = replace(subject, state=SubjectState.REFUSED, note="The address of a Gong user.")
        return put_seen(store, subject, after, "refused", refusal_facts(refused))
    except (Cancelled, *STOPPING) as problem:
        _note_failure(store, subject, problem)
        raise
    except GongError as problem:
        after = replace(subject, state=SubjectState.FAILED, note=type(problem).__name__)
        facts, told = failure_of(problem)
        return put_seen(store, subject, after, "lookup-failed", facts, private=told)
    return keep(store, subject, looked)


def calls_to_fill(count: int) -> int:
    """The calls that `fill_in` needs for so many calls of a lookup."""
    return -(-count // _CALLS_A_REQUEST)


def fill_in(
    client: Client,
    call_ids: Sequence[str],
    *,
    token: CancelToken,
    progress: ProgressReport = ignore_progress,
    asked: Callable[[str | None], None] = lambda _request_id: None,
) -> dict[str, CallFacts]:
    """Titles, dates and participants of calls, by their id. Calls that Gong does not tell (this
    key may not see them), or without saying which they are, are missing. `asked` is told the id
    of each request. Raises `GongError`."""
    found: dict[str, CallFacts] = {}
    call_ids = list(dict.fromkeys(call_ids))
    for start in range(0, len(call_ids), _CALLS_A_REQUEST):
        progress(Progress(start, len(call_ids), "calls"))
        request = ListCallsInDetail(
            filter=DetailedCallsFilter(call_ids=list(call_ids[start : start + _CALLS_A_REQUEST])),
            content_selector=ContentSelector(exposed_fields=ExposedFields(parties=True)),
        )
        for answer in walk(client, LIST_CALLS_IN_DETAIL, request, token):
            asked(answer.request_id)
            for call in answer.value.calls or ():
                facts = _facts(call)
                if facts.call_id:
                    found[facts.call_id] = facts
    progress(Progress(len(call_ids), len(call_ids), "calls"))
    return found


def _facts(call: Any) -> CallFacts:
    meta = call.meta_data
    colleagues: dict[str, None] = {}
    outsiders: dict[str, None] = {}
    known_by: set[str] = set()
    for party in call.parties or ():
        known_by.update(filter(None, (party.email_address, party.phone_number)))
        inside = (party.affiliation or "").casefold() == "internal" or party.user_id
        named = party.name or party.email_address or party.phone_number or UNNAMED
        told = named if inside else party.email_address or named
        (colleagues if inside else outsiders)[told] = None
    return CallFacts(
        call_id=(meta.id if meta else None) or "",
        title=(meta.title if meta else None) or "",
        started=str((meta.started if meta else None) or ""),
        seconds=meta.duration if meta else None,
        url=(meta.url if meta else None) or "",
        colleagues=tuple(colleagues),
        outsiders=tuple(outsiders),
        known_by=frozenset(known_by),
        complete=call.parties is not None,
    )


def unread(call_ids: Iterable[str], facts: Mapping[str, CallFacts]) -> int:
    """Of how many of these calls it was not told who was on them."""
    return sum(one not in facts or not facts[one].complete for one in set(call_ids))
