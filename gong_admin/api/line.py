"""Connections that can be cut from another thread, so that a cancelled call ends at once.

A thread that waits for an answer can't look at a token. Without this, cancelled calls to a Gong
that does not answer would keep the program's few threads until their timeouts.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from gong_admin.api.cancel import CancelToken

_here = threading.local()  # `.line` is what this thread sends on, None where it may not be cut


class _Line:
    """What one call is sent over, as soon as that is known."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: HTTPConnection | None = None
        self._cut = False

    def use(self, connection: HTTPConnection | None) -> None:
        with self._lock:
            self._connection = connection
            if self._cut:
                self._shut()

    def cut(self) -> None:
        """Make whoever reads from it or writes to it fail. Safe from any thread; does not wait."""
        with self._lock:
            self._cut = True
            self._shut()

    def _shut(self) -> None:
        sock = self._connection.sock if self._connection is not None else None
        if isinstance(sock, socket.socket):
            # The plain one: that of a TLS socket would take apart what the other thread uses.
            with contextlib.suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


@contextlib.contextmanager
def cut_on_cancel(token: CancelToken) -> Iterator[None]:
    """While this lasts, cancelling `token` cuts the connection that this thread sends over."""
    line = _here.line = _Line()
    forget = token.on_cancel(line.cut)
    try:
        yield
    finally:
        forget()
        line.use(None)
        _here.line = None


class _Told:
    """A connection that tells which call uses it."""

    def request(self, *args: Any, **kwargs: Any) -> None:
        line: _Line | None = getattr(_here, "line", None)
        assert isinstance(self, HTTPConnection)
        if line is not None:
            line.use(self)
        super().request(*args, **kwargs)  # type: ignore[misc]
        if line is not None:
            line.use(self)  # again: it may have been cut before there was a socket


class _Connection(_Told, HTTPConnection):
    pass


class _SecureConnection(_Told, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


POOLS = {"http": _Pool, "https": _SecurePool}
"""For urllib3's `PoolManager.pool_classes_by_scheme`."""
