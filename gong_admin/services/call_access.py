"""Single calls opened to single people: who was given which, giving more, taking it back.

Gong's API tells, gives and takes only what was given through the API; shares and what permission
profiles allow are neither seen nor touched (Gong's document of `/v2/calls/users-access`). Gong
refuses a whole list when one call or one person in it is unknown and does not say which: such a
list is halved, by calls or by people, until the unknown ones stand alone.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.permissions import (
    ADD_USERS_ACCESS_TO_CALLS,
    DELETE_USERS_ACCESS_TO_CALLS,
    GET_USERS_ACCESS_TO_CALLS,
)
from gong_admin.api.client import Answer
from gong_admin.api.errors import BadRequest, GongError, NotFound, NothingFound
from gong_admin.api.operation import Operation, Req, Resp
from gong_admin.api.pacing import Priority
from gong_admin.api.types.permissions import (
    AddUsersAccessToCalls,
    CallsAccessFilter,
    CallUsers,
    DeleteUsersAccessToCalls,
    GetUsersAccessToCalls,
)
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress
from gong_admin.services.words import counted

CALLS_A_REQUEST = 50
"""Calls in one request. Gong names no limit; so many ids make a body of a few kilobytes."""

_ID = re.compile(r"\d{10,20}")
_SEPARATORS = re.compile(r"[\s,;]+")


class GuardedClient(Protocol):
    """What is needed of a client: reads, and writes that pass the lock and the journal."""

    def call(
        self, op: Operation[Req, Resp], request: Req, *, token: CancelToken, priority: Priority
    ) -> Answer[Resp]: ...

    def write(
        self,
        op: Operation[Req, Resp],
        request: Req,
        *,
        token: CancelToken,
        priority: Priority,
        subject: str,
        before: Any,
    ) -> Answer[Resp]: ...


class Act(enum.StrEnum):
    GRANT = "grant"
    REVOKE = "revoke"


class Result(enum.StrEnum):
    """What became of one call. Tables and files use these words."""

    DONE = "Done"
    NOTHING = "Nothing to do"
    NOT_FOUND = "Call not found"
    REFUSED = "Refused"
    NOT_TAKEN = "Not taken"  # answered as done, and the read back says otherwise
    UNCERTAIN = "Not known"  # neither the answer nor the read back is clear
    NOT_TRIED = "Not tried"


@dataclass(frozen=True, slots=True)
class CallGrants:
    """To whom a call was given through the API; `found` is False for a call that is unknown."""

    call_id: str
    user_ids: tuple[str, ...]
    found: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one call: `user_ids` are the people it was about, `text` Gong's sentence."""

    call_id: str
    user_ids: tuple[str, ...]
    result: Result
    text: str = ""


@dataclass(slots=True)
class Report:
    """All outcomes in the order of the calls. `stopped` is what ended the work before its end;
    `request_ids` are Gong's, for the proof."""

    outcomes: list[Outcome] = field(default_factory=list)
    stopped: Exception | None = None
    request_ids: list[str] = field(default_factory=list)

    def count(self, result: Result) -> int:
        return sum(one.result is result for one in self.outcomes)


def ids_in(text: str) -> tuple[list[str], list[str]]:
    """The call ids in a pasted text, each once, and the words that hold none. The address of a
    call stands for its id."""
    found: dict[str, None] = {}
    strange: list[str] = []
    for word in filter(None, _SEPARATORS.split(text)):
        match = _ID.search(word) if "/" in word else _ID.fullmatch(word.strip("\"'"))
        if match is None:
            strange.append(word)
        else:
            found[match[0]] = None
    return list(found), strange


def read_grants(
    client: GuardedClient,
    call_ids: Sequence[str],
    token: CancelToken,
    progress: ProgressReport = ignore_progress,
) -> list[CallGrants]:
    """To whom these calls were given, in their order. Raises `GongError`."""
    found: dict[str, CallGrants] = {}
    for chunk in _chunks(list(dict.fromkeys(call_ids))):
        found.update(_grants_of(client, chunk, token))
        progress(Progress(len(found), len(call_ids), "calls"))
    return [found[one] for one in dict.fromkeys(call_ids)]


def plan(act: Act, grants: Iterable[CallGrants], user_ids: Sequence[str]) -> list[CallUsers]:
    """What has to be sent so that these people have the calls, or have them no more: nobody gets
    what they have, and only what was given through the API is taken back."""
    wanted: list[CallUsers] = []
    for one in grants:
        has = set(one.user_ids)
        people = [user for user in user_ids if (user in has) is (act is Act.REVOKE)]
        if one.found and people:
            wanted.append(CallUsers(call_id=one.call_id, user_ids=people))
    return wanted


def request_of(
    act: Act, wanted: Sequence[CallUsers]
) -> tuple[Operation[Any, Any], AddUsersAccessToCalls | DeleteUsersAccessToCalls]:
    """The operation, and the request that it takes."""
    if act is Act.GRANT:
        return ADD_USERS_ACCESS_TO_CALLS, AddUsersAccessToCalls(call_access_list=list(wanted))
    return DELETE_USERS_ACCESS_TO_CALLS, DeleteUsersAccessToCalls(call_access_list=list(wanted))


def apply(
    client: GuardedClient,
    act: Act,
    wanted: Sequence[CallUsers],
    before: Mapping[str, CallGrants],
    token: CancelToken,
    progress: ProgressReport = ignore_progress,
    *,
    stops: tuple[type[Exception], ...] = (),
) -> Report:
    """Give or take `wanted` (see `plan`), then read back what came of it.

    Never raises for what Gong says: a call that is refused is told in its outcome. What makes
    going on pointless (no connection, cancelling, and the client's own errors named in `stops`)
    ends the work and is kept as `stopped`. `before` goes to the journal.
    """
    work = _Work(client, act, before, token)
    ending: tuple[type[Exception], ...] = (GongError, *stops)
    tried: list[CallUsers] = []
    try:
        for chunk in _chunks(wanted):
            tried.extend(chunk)
            work.send(chunk)
            progress(Progress(len(tried), len(wanted), "calls"))
    except ending as problem:
        work.stopped = problem
    work.read_back([one for one in tried if one.call_id not in work.results])
    outcomes = [
        work.results.get(one.call_id)
        or Outcome(one.call_id, tuple(one.user_ids), Result.NOT_TRIED, "The work had stopped.")
        for one in wanted
    ]
    return Report(outcomes, work.stopped, work.request_ids)


class _Work:
    """One run of `apply`: what has been answered, and what came of each call."""

    def __init__(
        self,
        client: GuardedClient,
        act: Act,
        before: Mapping[str, CallGrants],
        token: CancelToken,
    ) -> None:
        self._client, self._act, self._before, self._token = client, act, before, token
        self._answered: set[str] = set()  # calls of requests that Gong answered as done
        self._strangers: dict[str, str] = {}  # people that Gong refused, and its sentence
        self.results: dict[str, Outcome] = {}
        self.request_ids: list[str] = []
        self.stopped: Exception | None = None

    def send(self, chunk: Sequence[CallUsers]) -> None:
        """Send one list; where it is refused, its halves."""
        self._token.raise_if_cancelled()
        operation, request = request_of(self._act, chunk)
        known = [self._before[one.call_id] for one in chunk if one.call_id in self._before]
        try:
            answer = self._client.write(
                operation,
                request,
                token=self._token,
                priority=Priority.CLICK,
                subject=chunk[0].call_id if len(chunk) == 1 else counted(len(chunk), "call"),
                before={one.call_id: one.user_ids for one in known},
            )
        except (BadRequest, NotFound, NothingFound) as refusal:
            said = " ".join(refusal.messages) or str(refusal)
            people = list(dict.fromkeys(user for one in chunk for user in one.user_ids))
            if "user" in said.lower():
                self._send_by_people(chunk, people, said)
                return
            if len(chunk) == 1:
                result = Result.NOT_FOUND if "call" in said.lower() else Result.REFUSED
                self._note(chunk[0], result, said)
                return
            middle = len(chunk) // 2
            self.send(chunk[:middle])
            self.send(chunk[middle:])
            return
        self._answered.update(one.call_id for one in chunk)
        if answer.request_id:
            self.request_ids.append(answer.request_id)

    def _send_by_people(self, chunk: Sequence[CallUsers], people: list[str], said: str) -> None:
        if len(people) == 1:
            self._strangers[people[0]] = said
            return
        middle = len(people) // 2
        for half in (set(people[:middle]), set(people[middle:])):
            part = [
                CallUsers(call_id=one.call_id, user_ids=users)
                for one in chunk
                if (users := [user for user in one.user_ids if user in half])
            ]
            self.send(part)

    def read_back(self, calls: Sequence[CallUsers]) -> None:
        """Let Gong say what became of these calls; that counts, not the answer to the write."""
        if not calls:
            return
        ids = [one.call_id for one in calls]
        try:
            # Also after a cancel: what was sent has to be known.
            grants = read_grants(self._client, ids, CancelToken())
        except GongError as problem:
            for one in calls:
                self._note(one, Result.UNCERTAIN, f"It could not be read back: {problem}")
            self.stopped = self.stopped or problem
            return
        for one, now in zip(calls, grants, strict=True):
            self._compare(one, set(now.user_ids))

    def _compare(self, one: CallUsers, has: set[str]) -> None:
        given = self._act is Act.GRANT
        missing = [user for user in one.user_ids if (user in has) is not given]
        strangers = [user for user in missing if user in self._strangers]
        if not missing:
            self._note(one, Result.DONE)
        elif len(strangers) == len(missing):
            told = " ".join(dict.fromkeys(self._strangers[user] for user in strangers))
            rest = len(one.user_ids) - len(strangers)
            others = f" Done for {counted(rest, 'other person', 'others')}." if rest else ""
            self._note(one, Result.REFUSED, f"{told}: {', '.join(strangers)}.{others}")
        elif one.call_id in self._answered:
            people = counted(len(missing), "person", "people")
            self._note(one, Result.NOT_TAKEN, f"Read back: unchanged for {people}.")
        else:
            self._note(one, Result.NOT_TRIED, "Read back: nothing has changed.")

    def _note(self, one: CallUsers, result: Result, text: str = "") -> None:
        self.results[one.call_id] = Outcome(one.call_id, tuple(one.user_ids), result, text)


def _grants_of(
    client: GuardedClient, call_ids: Sequence[str], token: CancelToken
) -> dict[str, CallGrants]:
    token.raise_if_cancelled()
    request = GetUsersAccessToCalls(filter=CallsAccessFilter(call_ids=list(call_ids)))
    try:
        answer = client.call(
            GET_USERS_ACCESS_TO_CALLS, request, token=token, priority=Priority.CLICK
        )
    except (BadRequest, NotFound, NothingFound):
        if len(call_ids) == 1:
            return {call_ids[0]: CallGrants(call_ids[0], (), found=False)}
        middle = len(call_ids) // 2
        return {
            **_grants_of(client, call_ids[:middle], token),
            **_grants_of(client, call_ids[middle:], token),
        }
    told = {
        one.call_id: tuple(user.user_id for user in one.users or () if user.user_id)
        for one in answer.value.call_access_list or ()
    }
    # A call that Gong leaves out was given to nobody: an unknown one is refused.
    return {one: CallGrants(one, told.get(one, ())) for one in call_ids}


def _chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), CALLS_A_REQUEST):
        yield items[start : start + CALLS_A_REQUEST]
