"""One tenant that is open in the window: its client, its lock and the day's calls."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.credentials import Credentials
from gong_admin.api.network import Network, UploadProgress
from gong_admin.api.operation import Operation, Req, Resp
from gong_admin.api.pacing import Pacer, Priority, Usage
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.connections import Connection
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.lock import ChangeLock
from gong_admin.runtime.scope import TaskScope

if TYPE_CHECKING:
    from gong_admin.api.client import Answer
    from gong_admin.runtime.guarded_client import GuardedClient

_log = logging.getLogger(__name__)
_USAGE_EVERY = 2_000  # milliseconds

P = ParamSpec("P")
T = TypeVar("T")


class TenantSession(QObject):
    """Made by `open`, ended by `close`. Lives on the GUI thread."""

    usage_changed = Signal(object)  # `Usage`: the day's calls, and until when Gong takes none

    def __init__(
        self,
        connection: Connection,
        client: GuardedClient,
        lock: ChangeLock,
        bridge: Bridge,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.connection = connection
        self.client = client
        self.lock = lock
        self._bridge = bridge
        self._usage: Usage | None = None
        self._scope = TaskScope(self._usage_failed, self)
        self._timer = QTimer(self, interval=_USAGE_EVERY)
        self._timer.timeout.connect(self.refresh_usage)
        self._timer.start()
        lock.setParent(self)

    def rename(self, saved: Connection) -> None:
        """It is called and coloured like `saved` from now on. Where it leads, and what may be done
        there, stays as it was opened."""
        self.connection = msgspec.structs.replace(
            self.connection, name=saved.name, kind=saved.kind, colour=saved.colour
        )

    @property
    def usage(self) -> Usage | None:
        """As last told by `usage_changed`; None before that."""
        return self._usage

    async def call(
        self,
        op: Operation[Req, Resp],
        request: Req,
        *,
        token: CancelToken | None = None,
        priority: Priority = Priority.CLICK,
        raw_body: bytes | None = None,
        progress: UploadProgress | None = None,
        subject: str = "",
        before: Any = None,
    ) -> Answer[Resp]:
        """Call one operation beside the window. Raises what `GuardedClient.write` raises.

        `subject` and `before` are kept in the journal with a write. Cancelling the awaiting task
        also cancels the call itself.
        """
        token = token or CancelToken()
        with _cancelling(token):
            return await self._bridge.run(
                self.client.write,
                op,
                request,
                token=token,
                priority=priority,
                raw_body=raw_body,
                progress=progress,
                subject=subject,
                before=before,
            )

    async def run(
        self,
        service: Callable[Concatenate[GuardedClient, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run a service function (`gong_admin.services`) on this tenant for something clicked."""
        return await self._bridge.run(service, self.client, *args, **kwargs)

    async def run_background(
        self,
        service: Callable[Concatenate[GuardedClient, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Like `run`, for long loads."""
        return await self._bridge.run_background(service, self.client, *args, **kwargs)

    def refresh_usage(self) -> None:
        """Look at the day's calls; other instances on this machine count as well."""
        if not self._scope.busy:
            self._scope.start("usage", self._read_usage())

    def close(self) -> None:
        """Close the lock, take no more calls. What is on its way ends by its own."""
        self._timer.stop()
        self._scope.close()
        self.lock.close("The connection was closed.")
        self.client.close()
        self.client.pacer.close()

    async def _read_usage(self) -> None:
        usage = await self._bridge.run(self.client.pacer.usage)
        if usage != self._usage:
            self._usage = usage
            self.usage_changed.emit(usage)

    def _usage_failed(self, error: Exception) -> None:
        _log.warning("the day's calls can't be read: %s", type(error).__qualname__)


async def open_session(
    connection: Connection,
    credentials: Credentials,
    *,
    bridge: Bridge,
    journal: Journal,
    pacer: Pacer,
    network: Network | None = None,
    lock: ChangeLock | None = None,
) -> TenantSession:
    """Open `connection`; sends nothing yet. Raises `InsecureAddress`.

    The client is made on a thread, because the first one loads the HTTP library.
    """
    address = Address.parse(connection.base_url)
    change_lock = lock or ChangeLock(connection.name, read_only=connection.read_only)

    def make() -> GuardedClient:
        from gong_admin.api.transport import Transport
        from gong_admin.runtime.guarded_client import GuardedClient

        return GuardedClient(
            address,
            credentials,
            pacer,
            connection=connection.name,
            lock=change_lock,
            journal=journal,
            transport=Transport(network),
            observer=_log_attempt,
        )

    client = await bridge.run(make)
    return TenantSession(connection, client, change_lock, bridge)


def _log_attempt(
    operation_id: str, status: int | None, seconds: float, request_id: str | None
) -> None:
    _log.info("%s: %s in %.3f s, request %s", operation_id, status, seconds, request_id)


@contextlib.contextmanager
def _cancelling(token: CancelToken) -> Iterator[None]:
    """Cancels the token when the awaiting task is cancelled, so that the work stops as well."""
    try:
        yield
    except asyncio.CancelledError:
        token.cancel()
        raise
