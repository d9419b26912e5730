"""What services that write need of the client, and what it may raise beside `GongError`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from gong_admin.api.errors import GongError

if TYPE_CHECKING:
    # The window imports this before anything is open, and the client takes long to load.
    from gong_admin.api.cancel import CancelToken
    from gong_admin.api.client import Answer
    from gong_admin.api.operation import Operation, Req, Resp
    from gong_admin.api.pacing import Priority


class UnclearOutcome(Exception):
    """A write may have taken place: read back before saying anything. Raised by `Writer.write`.

    `sent` is False where it certainly did not leave."""

    sent = True

    def found_out(self, *, written: bool, after: Any = None) -> None:
        """Reading back has shown what came of it: for whoever keeps a record of writes. `after` is
        what Gong says now. Never raises."""


class AnswerWithout(UnclearOutcome):
    """Gong took a write, and its answer does not hold what was made or changed; nor could that be
    read. `cause` is the error."""

    def __init__(self, operation: str, cause: GongError) -> None:
        super().__init__(f"{operation}: taken, but the answer does not tell")
        self.operation = operation
        self.cause = cause


class NothingSent(Exception):
    """A write was refused on this side, by the lock say: nothing has left. Raised by
    `Writer.write`."""


class NotWritten(GongError):
    """A write got no clear answer, and reading back shows that nothing came of it. `cause` is
    what went wrong."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__(f"not written: {cause}")
        self.cause = cause


class Writer(Protocol):
    """A client whose writes pass the lock and are kept in the journal."""

    def call(
        self,
        op: Operation[Req, Resp],
        request: Req,
        *,
        token: CancelToken | None = None,
        priority: Priority = ...,
    ) -> Answer[Resp]:
        """As `Client.call`."""
        ...

    def write(
        self,
        op: Operation[Req, Resp],
        request: Req,
        *,
        token: CancelToken | None = None,
        priority: Priority = ...,
        raw_body: bytes | None = None,
        at_once: bool = False,
        subject: str = "",
        before: Any = None,
    ) -> Answer[Resp]:
        """As `call`; the journal keeps what the write concerns and how that was before. With
        `at_once` it neither waits until Gong takes calls again nor is it ever repeated.

        Raises `GongError` where nothing was changed, and `UnclearOutcome`.
        """
        ...
