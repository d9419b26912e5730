"""The HTTP server: every request passes here, in the order in which Gong looks at it."""

from __future__ import annotations

import asyncio
import collections
import contextlib
import gc
import hashlib
import logging
import random
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import msgspec
from aiohttp import web

from gong_admin.api.catalogue import CATALOGUE
from gong_admin.api.spec import Place, describe
from gong_admin.sandbox import control, faults, validate
from gong_admin.sandbox.auth import Account, missing_scope, revoked
from gong_admin.sandbox.clock import Clock
from gong_admin.sandbox.errors import Refusal, RequestIds, error_body
from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.faults import Fault, Faults
from gong_admin.sandbox.handlers import HANDLERS, UPLOADS
from gong_admin.sandbox.limits import Limits
from gong_admin.sandbox.paging import Cursors
from gong_admin.sandbox.routes import AnyOperation, Routes
from gong_admin.sandbox.uploads import receive
from gong_admin.sandbox.world import Refused, World

log = logging.getLogger(__name__)

BODY_LIMIT = 10_000_000
"""Bytes of a JSON body."""
NEED_JSON = frozenset({"getCrmObjects"})
"""Operations that want a JSON body and say everything in the query all the same."""
WITHOUT_CALLS = frozenset(
    {
        "listUsers",
        "listMultipleUsers",
        "getUser",
        "getUserHistory",
        "listWorkspaces",
        "listPermissionProfile",
        "getPermissionProfile",
        "listPermissionProfileUsers",
        "listTrackers",
        "getLibraryStructure",
    }
)
"""Operations that can be answered while the calls are still being generated."""
ERASE_BY = {"purgeEmailAddress": "emailAddress", "purgePhoneNumber": "phoneNumber"}
"""The operations that erase, and the parameter that says whom."""
_ARRIVALS_KEPT = 100_000
_HTML = (
    b"<!DOCTYPE html>\n<html><head><title>Access to this page is filtered</title></head>"
    b"<body><h1>Sign in to the company network</h1></body></html>\n"
)


@dataclass(slots=True)
class Statistics:
    """What came in, for tests: `arrivals` in seconds of a monotonic clock, refused calls too;
    `erasures` every request to erase, in their order."""

    requests: collections.Counter[str] = field(default_factory=collections.Counter)
    statuses: collections.Counter[int] = field(default_factory=collections.Counter)
    arrivals: collections.deque[float] = field(
        default_factory=lambda: collections.deque(maxlen=_ARRIVALS_KEPT)
    )
    erasures: list[dict[str, Any]] = field(default_factory=list)

    def note_erasure(self, asked: str, request_id: str, status: int, *, taken: bool) -> None:
        """Whom it was about is kept as a digest alone, here as everywhere."""
        digest = hashlib.sha256(asked.strip().casefold().encode()).hexdigest()
        self.erasures.append(
            {"subject": digest, "requestId": request_id, "status": status, "taken": taken}
        )

    def clear(self) -> None:
        self.requests.clear()
        self.statuses.clear()
        self.arrivals.clear()
        self.erasures.clear()


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]
    operation_id: str = ""


class Gong:
    """One company's Gong. Runs on one event loop; handlers are plain functions, so no state is
    ever seen half changed. `latency` is what an answer takes, in seconds."""

    def __init__(
        self,
        world: World,
        clock: Clock,
        *,
        seed: int = 7,
        rate: float = 3.0,
        daily: int = 10_000,
        latency: float = 0.08,
    ) -> None:
        self.world = world
        self.clock = clock
        self.latency = latency
        self.account = Account()
        self.limits = Limits(clock, rate, daily)
        self.faults = Faults(seed)
        self.statistics = Statistics()
        self._cursors = Cursors(clock, f"{seed}:{clock.start.isoformat()}")
        self._request_ids = RequestIds(seed)
        self._random = random.Random(f"{seed}:latency")
        self._routes = Routes(CATALOGUE)
        self._calls_are_there = asyncio.Event()

    def warm_up(self) -> None:
        """Begin to generate the calls, which takes a second (ten in a large company), on a thread
        of its own; the cheap lists are served meanwhile. Call it once, on the running loop."""
        loop = asyncio.get_running_loop()
        usual_interval = sys.getswitchinterval()

        def generate() -> None:
            gc.disable()  # everything made here stays
            sys.setswitchinterval(0.0005)  # requests get the interpreter when they come
            try:
                self.world.calls.find()
            except Exception:
                log.exception("the calls could not be generated")
            sys.setswitchinterval(usual_interval)
            gc.freeze()
            gc.enable()
            # The loop is closed where the sandbox was told to stop in the meantime.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._calls_are_there.set)

        # What both sides use is made before the thread starts.
        self.world.users.all()
        self.world.library.ids_by_workspace()
        # A daemon, so that a sandbox that is told to stop does not wait for it.
        threading.Thread(target=generate, name="calls", daemon=True).start()

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request; the entry point for aiohttp."""
        if not control.is_local(request):
            return web.Response(status=403, text="This sandbox is for this machine only\n")
        if request.path.startswith(control.PREFIX):
            return await control.handle(self, request)
        arrived = time.monotonic()
        self.statistics.arrivals.append(arrived)
        self.world.clock.advance_to(self.clock.seconds())
        request_id, headers = self._request_ids.next()
        answer = await self._answer(request, request_id, headers)
        self.statistics.statuses[answer.status] += 1
        if (name := ERASE_BY.get(answer.operation_id)) is not None:
            taken = answer.status == 200 and answer.body is not _HTML
            asked = parse_qs(request.rel_url.raw_query_string).get(name, [""])[0]
            self.statistics.note_erasure(asked, request_id, answer.status, taken=taken)
        await self._wait(arrived, answer.operation_id)
        return await self._send(request, answer)

    async def _wait(self, arrived: float, operation_id: str) -> None:
        seconds = self.latency * self._random.uniform(0.6, 1.4) if self.latency else 0.0
        seconds += self.faults.seconds(Fault.LATENCY, operation_id) or 0.0
        remaining = arrived + seconds - time.monotonic()
        if remaining > 0:
            await asyncio.sleep(remaining)

    async def _answer(
        self, request: web.BaseRequest, request_id: str, headers: dict[str, str]
    ) -> Answer:
        operation_id = ""
        try:
            self.account.authenticate(request.headers.get("Authorization"))
            operation, path = self._routes.find(request.method, request.rel_url.raw_path)
            operation_id = operation.id
            self.statistics.requests[operation_id] += 1
            if self.faults.strikes(Fault.HTML, operation_id):
                return Answer(200, _HTML, {"Content-Type": "text/html"}, operation_id)
            self._admit(operation)
            status, content = await self._carry_out(request, operation, path)
            if status < 300 and "requestId" not in content and operation_id != "deleteMeeting":
                content = {"requestId": request_id, **content}
        except Refused as refused:
            status = refused.status
            content = error_body(refused, request_id)
            if isinstance(refused, Refusal):
                headers |= refused.headers
        except Exception:
            log.exception("the sandbox failed in %s", operation_id or request.path)
            status = 500
            content = {"requestId": request_id, "errors": ["Internal server error"]}
        headers["Content-Type"] = "application/json;charset=UTF-8"
        return Answer(status, msgspec.json.encode(content), headers, operation_id)

    def _admit(self, operation: AnyOperation) -> None:
        """Whether this call may happen at all. Raises Refusal."""
        strikes = self.faults.strikes
        if strikes(Fault.REVOKED_KEY, operation.id):
            raise revoked()
        if operation.scopes and strikes(Fault.MISSING_SCOPE, operation.id):
            raise missing_scope(operation.scopes[0])
        self.account.authorise(operation)
        if strikes(Fault.RATE_LIMIT_HOURS, operation.id):
            raise too_many(faults.HOURS)
        if strikes(Fault.RATE_LIMIT, operation.id):
            raise too_many(1)
        wait = self.limits.take()
        if wait is not None:
            raise too_many(wait)
        if strikes(Fault.SERVER_ERROR, operation.id):
            raise Refusal(500, "An unexpected error occurred, try again later")

    async def _carry_out(
        self, request: web.BaseRequest, operation: AnyOperation, path: dict[str, str]
    ) -> tuple[int, dict[str, Any]]:
        if operation.id not in WITHOUT_CALLS:
            await self._calls_are_there.wait()
        request_type: type[msgspec.Struct] = operation.request
        specs = describe(request_type)
        query = parse_qs(request.rel_url.raw_query_string, keep_blank_values=True)
        validate.check_parameters(specs, path, query)
        exchange = Exchange(
            operation=operation,
            world=self.world,
            account=self.account,
            faults=self.faults,
            cursors=self._cursors,
            path=path,
            query=query,
        )
        rule = UPLOADS.get(operation.id)
        if rule is not None:
            rule.check(exchange)
            async with receive(request, rule.part, limit=rule.limit, keep=rule.keep) as upload:
                # Files take their time, and the sandbox goes on meanwhile.
                self.world.clock.advance_to(self.clock.seconds())
                exchange.upload = upload
                content = rule.handler(exchange)
            return exchange.status, content
        if operation.id in NEED_JSON:
            if request.content_type != "application/json":
                raise unsupported(request)
        elif any(spec.place in (Place.BODY, Place.WHOLE) for spec in specs):
            exchange.body = await self._json(request)
            validate.check_body(specs, exchange.body)
            if exchange.body is None:
                exchange.body = {}
        content = HANDLERS[operation.id](exchange)
        return exchange.status, content

    async def _json(self, request: web.BaseRequest) -> Any:
        raw = bytearray()
        async for chunk in request.content.iter_any():
            raw += chunk
            if len(raw) > BODY_LIMIT:
                raise Refusal(413, f"The request body is larger than {BODY_LIMIT} bytes")
        if not raw:
            return None
        if request.content_type != "application/json":
            raise unsupported(request)
        try:
            return msgspec.json.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Refusal(400, "The request body is not valid JSON") from error

    async def _send(self, request: web.BaseRequest, answer: Answer) -> web.StreamResponse:
        operation_id = answer.operation_id
        if operation_id and self.faults.strikes(Fault.DROP, operation_id):
            return await _cut(request, b"", answer)
        if operation_id and self.faults.strikes(Fault.TRUNCATE, operation_id):
            return await _cut(request, answer.body[: len(answer.body) // 2], answer)
        return web.Response(status=answer.status, body=answer.body, headers=answer.headers)


def unsupported(request: web.BaseRequest) -> Refusal:
    return Refusal(415, f"Content type '{request.content_type}' is not supported")


def too_many(seconds: int) -> Refusal:
    return Refusal(429, "API rate limit exceeded", headers={"Retry-After": str(seconds)})


async def _cut(request: web.BaseRequest, part: bytes, answer: Answer) -> web.StreamResponse:
    """Send the head and `part` of the body (nothing at all when empty), then close for good."""
    response = web.StreamResponse(status=answer.status, headers=answer.headers)
    response.content_length = len(answer.body)
    response.force_close()
    if part:
        await response.prepare(request)
        await response.write(part)
    if request.transport is not None:
        request.transport.close() if part else request.transport.abort()
    return response
