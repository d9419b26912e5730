"""The client that the window works with: writes pass the lock and leave their mark in the journal.

Services are given this one, so that no path to Gong goes around either.
"""

from __future__ import annotations

import contextlib
import time
from functools import partial
from typing import Any

import msgspec

from gong_admin.api import errors
from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Answer, Client, Observer
from gong_admin.api.credentials import Credentials
from gong_admin.api.network import UploadProgress
from gong_admin.api.operation import Effect, Operation, Req, Resp
from gong_admin.api.pacing import Pacer, Priority
from gong_admin.api.transport import Transport
from gong_admin.runtime.errors import MayHaveHappened, ProofNotKept
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.lock import ChangeLock

_NO_CLEAR_ANSWER = (errors.ServerError, errors.Garbled)


class GuardedClient(Client):
    """Everything but a read is refused while `lock` is closed, and goes to `journal`."""

    def __init__(
        self,
        address: Address,
        credentials: Credentials,
        pacer: Pacer,
        *,
        connection: str,
        lock: ChangeLock,
        journal: Journal,
        transport: Transport | None = None,
        observer: Observer | None = None,
    ) -> None:
        super().__init__(address, credentials, pacer, transport=transport, observer=observer)
        self._connection = connection
        self._lock = lock
        self._journal = journal

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
        """As `Client.call`. Also raises `ChangesLocked`, `ProofNotKept`, and `MayHaveHappened`
        in place of an error that leaves open whether a write took place."""
        return self.write(
            op,
            request,
            token=token,
            priority=priority,
            raw_body=raw_body,
            progress=progress,
            at_once=at_once,
        )

    def write(
        self,
        op: Operation[Req, Resp],
        request: Req,
        *,
        token: CancelToken | None = None,
        priority: Priority = Priority.CLICK,
        raw_body: bytes | None = None,
        progress: UploadProgress | None = None,
        at_once: bool = False,
        subject: str = "",
        before: Any = None,
    ) -> Answer[Resp]:
        """As `call`, with what the journal shall keep beside the answer: what it concerned and
        how that was before."""

        def send() -> Answer[Resp]:
            return super(GuardedClient, self).call(
                op,
                request,
                token=token,
                priority=priority,
                raw_body=raw_body,
                progress=progress,
                at_once=at_once,
            )

        if op.effect is Effect.READ:
            return send()
        self._lock.check(op.title)
        try:
            entry = self._journal.begin(
                op,
                tenant=self.address.url,
                connection=self._connection,
                subject=subject,
                before=before,
            )
        except OSError as problem:
            raise ProofNotKept(op.title, problem, before_sending=True) from problem

        started = time.monotonic()
        try:
            answer = send()
        except BaseException as error:
            self._note_failure(op, entry, error, time.monotonic() - started)
            if isinstance(error, errors.GongError) and may_have_happened(error):
                note = partial(self._note_found, op, entry)
                raise MayHaveHappened(op.title, error, note) from error
            raise
        self._lock.wrote()
        try:
            self._journal.finish(
                entry,
                op,
                "done",
                status=answer.status,
                request_id=answer.request_id,
                seconds=round(answer.seconds, 3),
                after=_plain(answer.raw),
            )
        except OSError as problem:
            raise ProofNotKept(op.title, problem, before_sending=False) from problem
        return answer

    def _note_failure(
        self, op: Operation[Any, Any], entry: str, error: BaseException, seconds: float
    ) -> None:
        answered = error if isinstance(error, errors.Answered) else None
        outcome = "uncertain"
        if isinstance(error, errors.GongError) and not may_have_happened(error):
            outcome = "refused" if answered is not None else "not-sent"
        if isinstance(error, errors.Cancelled):
            outcome = "uncertain"  # it may have been on its way
        try:
            self._journal.finish(
                entry,
                op,
                outcome,
                status=answered.status if answered else None,
                request_id=answered.request_id if answered else None,
                seconds=round(seconds, 3),
                problem=" ".join(answered.messages) if answered else type(error).__qualname__,
            )
        except OSError as problem:
            # The line before sending is kept, and reads as "no answer recorded": still true.
            error.add_note(f"its outcome could not be written to the journal: {problem.strerror}")

    def _note_found(self, op: Operation[Any, Any], entry: str, written: bool, after: Any) -> None:
        # Where that can't be kept, "uncertain" stands, which was true when it was written.
        with contextlib.suppress(OSError):
            self._journal.found(entry, op, "done" if written else "not-written", after)


def may_have_happened(error: errors.GongError) -> bool:
    """Whether a write that ended with `error` may have taken place all the same."""
    if isinstance(error, errors.ConnectionFailed):
        return error.may_have_happened
    return isinstance(error, _NO_CLEAR_ANSWER)


def _plain(raw: bytes) -> Any:
    """The answer as it came, for the journal; None where it is not JSON."""
    try:
        return msgspec.json.decode(raw)
    except msgspec.DecodeError:
        return None
