"""Calling Gong: prepared, paced, sent, repeated where that is safe, decoded."""

from __future__ import annotations

import datetime as dt
import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol

import msgspec

from gong_admin.api import errors
from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.credentials import Credentials
from gong_admin.api.decode import decode, failure, garbled, trace_id
from gong_admin.api.network import Network, Reply, TruncatedAnswer, UploadProgress
from gong_admin.api.operation import Effect, Operation, Paging, Req, Resp
from gong_admin.api.pacing import Pacer, Priority
from gong_admin.api.prepare import HttpRequest, prepare
from gong_admin.api.retry import RetryPolicy, may_repeat, retry_after

if TYPE_CHECKING:
    from gong_admin.api.transport import Transport

_EMPTY_PAGES = 10  # so many in a row are taken for an endless walk
# What these mean stands in the body: nothing found or no such thing, no scope or a revoked key.
_SAID_IN_WORDS = frozenset({400, 401, 403, 404})
_OVERSHOOT = 1_000  # items beyond twice the announced total, likewise


class Observer(Protocol):
    """Told after every attempt; `status` is None where no answer came. Never sees what was asked
    or answered."""

    def __call__(
        self, operation_id: str, status: int | None, seconds: float, request_id: str | None
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Answer(Generic[Resp]):
    """A success. `value` is typed, `raw` the body as it came. `seconds` is the time of the last
    attempt, without waiting for a slot. Names of `headers` are in lower case. `empty_because` is
    Gong's sentence where it answered 404 for an empty list, "" otherwise."""

    value: Resp
    raw: bytes
    status: int
    request_id: str | None
    trace_id: str | None
    seconds: float
    headers: Mapping[str, str]
    empty_because: str = ""


class Client:
    """One connection to one company's Gong. Thread-safe, cheap to make."""

    def __init__(
        self,
        address: Address,
        credentials: Credentials,
        pacer: Pacer,
        *,
        transport: Transport | None = None,
        observer: Observer | None = None,
        policy: RetryPolicy | None = None,
    ) -> None:
        if transport is None:
            # Here, because requests takes a third of the time that the first window has.
            from gong_admin.api.transport import Transport

            transport = Transport()
        self.address = address
        self.pacer = pacer
        self._credentials = credentials
        self._transport = transport
        self._observer = observer
        self._policy = policy or RetryPolicy()

    def call(
        self,
        op: Operation[Req, Resp],
        request: Req,
        *,
        token: CancelToken | None = None,
        priority: Priority = Priority.CLICK,
        raw_body: bytes | None = None,
        progress: UploadProgress | None = None,
        at_once: bool = False,
    ) -> Answer[Resp]:
        """Call once; of a paged operation, get one page.

        `raw_body` replaces the JSON body; `progress` is told how much of a file is sent. `at_once`
        is for what holds only now: it is sent at its next turn or not at all, and never again.
        Blocks, until the token is cancelled at the latest. Raises what `gong_admin.api.errors`
        lists; a read of a list for which Gong has nothing is no error but an empty answer.
        """
        http = prepare(op, request, self.address, raw_body)
        return self._send(op, http, token or CancelToken(), priority, progress, at_once)

    def pages(
        self,
        op: Operation[Req, Resp],
        request: Req,
        *,
        token: CancelToken | None = None,
        priority: Priority | Callable[[int], Priority] = Priority.BACKGROUND,
    ) -> Iterator[Answer[Resp]]:
        """Page after page until the last; of an operation without pages, its one answer.

        `priority` may differ by page, counted from 0: somebody waits for the first ones. A cursor
        in `request` is where the walk begins. Raises what `call` raises; `CursorExpired`
        says how many items had come by then, and `CursorLoop` ends a walk that would never end.
        """
        token = token or CancelToken()
        walk = _Walk(op)
        for page in itertools.count():
            http = prepare(op, request, self.address)
            urgency = priority(page) if callable(priority) else priority
            try:
                answer = self._send(op, http, token, urgency, None)
            except errors.CursorExpired as error:
                error.items_read = walk.items
                raise
            walk.count(answer.value)
            yield answer
            cursor = walk.next_cursor(request, answer.value)
            if cursor is None:
                return
            request = msgspec.structs.replace(request, cursor=cursor)

    def use_network(self, network: Network) -> None:
        """Take another proxy or other certificates from the next call on."""
        self._transport.use(network)

    def close(self) -> None:
        """Close idle connections. Calls under way end by themselves."""
        self._transport.close()

    def _send(
        self,
        op: Operation[Req, Resp],
        http: HttpRequest,
        token: CancelToken,
        priority: Priority,
        progress: UploadProgress | None,
        at_once: bool = False,
    ) -> Answer[Resp]:
        patience = 0.0 if at_once else self._policy.patience(priority)
        attempts = 1 if at_once else self._policy.attempts
        attempt = 1
        while True:
            self.pacer.acquire(token, priority, patience=patience)
            try:
                return self._attempt(op, http, token, attempt, progress)
            except errors.RateLimited as error:
                if attempt >= attempts or _seconds_until(error.retry_at) > patience:
                    raise
                # The pacer holds back this call as all others until Gong takes calls again.
            except (errors.Answered, errors.ConnectionFailed) as error:
                if attempt >= attempts or not may_repeat(op.effect, error):
                    raise
                token.wait(self._policy.wait(attempt))
            attempt += 1

    def _attempt(
        self,
        op: Operation[Req, Resp],
        http: HttpRequest,
        token: CancelToken,
        attempt: int,
        progress: UploadProgress | None,
    ) -> Answer[Resp]:
        """One exchange. What went wrong is raised, never with a secret that a server echoed."""
        started = time.monotonic()
        try:
            reply = self._transport.send(
                http,
                self._credentials,
                token=token,
                progress=progress,
                may_cut=op.effect is Effect.READ,
            )
            cut_off = ""
        except TruncatedAnswer as partial:
            reply, cut_off = partial.reply, partial.sentence
        except errors.ConnectionFailed:
            self._observe(op, None, time.monotonic() - started, None)
            raise

        try:
            answer = self._answer(op, http, reply, cut_off)
        except errors.Answered as error:
            self._observe(op, reply.status, reply.seconds, error.request_id)
            if isinstance(error, errors.RateLimited):
                self._hold(error, reply, attempt)
            raise _scrubbed(error, self._credentials) from None
        self._observe(op, reply.status, reply.seconds, answer.request_id)
        return answer

    def _answer(
        self, op: Operation[Req, Resp], http: HttpRequest, reply: Reply, cut_off: str
    ) -> Answer[Resp]:
        because = ""
        if cut_off and op.effect is Effect.READ and reply.status in _SAID_IN_WORDS:
            raise garbled(op, http, reply, cut_off)
        if not 200 <= reply.status < 300:
            error = failure(op, http, reply)
            if not isinstance(error, errors.NothingFound) or not _is_list(op):
                raise error
            value, because = op.response(), str(error)
            gongs_id = error.request_id
        elif cut_off:
            raise garbled(op, http, reply, cut_off)
        else:
            value = decode(op, http, reply)
            gongs_id = getattr(value, "request_id", None)
        return Answer(
            value=value,
            raw=reply.body,
            status=reply.status,
            request_id=gongs_id,
            trace_id=trace_id(reply),
            seconds=reply.seconds,
            headers=reply.headers,
            empty_because=because,
        )

    def _hold(self, error: errors.RateLimited, reply: Reply, attempt: int) -> None:
        """Let the pacer know of a 429, so that nobody asks before Gong takes calls again."""
        now = dt.datetime.now(dt.UTC)
        seconds = retry_after(reply.headers.get("retry-after"), now)
        if seconds is not None:
            error.retry_at = now + dt.timedelta(seconds=seconds)
        self.pacer.block(self._policy.wait(attempt) if seconds is None else seconds)

    def _observe(
        self, op: Operation[Any, Any], status: int | None, seconds: float, request_id: str | None
    ) -> None:
        if self._observer is not None:
            self._observer(op.id, status, seconds, request_id)


class _Walk:
    """Sees that a walk over pages ends."""

    def __init__(self, op: Operation[Any, Any]) -> None:
        self._op = op
        self._seen: set[str] = set()
        self._empty_pages = 0
        self.items = 0

    def count(self, value: Any) -> None:
        items = len(getattr(value, self._op.items) or ()) if self._op.items else 0
        self.items += items
        self._empty_pages = 0 if items else self._empty_pages + 1

    def next_cursor(self, request: Any, value: Any) -> str | None:
        """The cursor of the next page, None after the last. Raises `CursorLoop`."""
        records = getattr(value, "records", None)
        if self._op.paging is Paging.NONE or records is None or not records.cursor:
            return None
        cursor: str = records.cursor
        self._seen.add(request.cursor or "")
        total = records.total_records
        if (
            cursor in self._seen
            or self._empty_pages >= _EMPTY_PAGES
            or (total is not None and self.items > 2 * total + _OVERSHOOT)
        ):
            raise errors.CursorLoop(self.items)
        return cursor


def _is_list(op: Operation[Any, Any]) -> bool:
    return bool(op.items) and op.effect is Effect.READ


def _seconds_until(moment: dt.datetime | None) -> float:
    return (moment - dt.datetime.now(dt.UTC)).total_seconds() if moment is not None else 0.0


def _scrubbed(error: errors.Answered, credentials: Credentials) -> errors.Answered:
    error.messages = tuple(credentials.scrub(message) for message in error.messages)
    error.args = tuple(credentials.scrub(str(each)) for each in error.args)
    error.body = credentials.scrub(error.body)
    return error
