"""A server that answers exactly what a test says, byte by byte, however broken."""

from __future__ import annotations

import contextlib
import json
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass
class Received:
    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Cut(bytes):
    """Raw bytes, after which the connection is closed."""


def reply(
    body: Any = None, status: int = 200, headers: dict[str, str] | None = None, *, raw: bytes = b""
) -> bytes:
    """A whole answer; `body` as JSON, or `raw` as it is."""
    content = raw or (b"" if body is None else json.dumps(body).encode())
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(content)}"]
    if not raw:
        lines.append("Content-Type: application/json")
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


Script = Callable[[Received], bytes]


@dataclass
class ScriptedServer:
    """`answer` is called for each request; `then` lines up answers, the last of them for ever.
    `received` has what came, `read_body` False leaves bodies to the script's `connection`."""

    context: ssl.SSLContext | None = None
    received: list[Received] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self.answer: Script = lambda _: reply({})
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                outer._serve(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = False
            allow_reuse_address = True

            def handle_error(self, *_: Any) -> None:
                """Clients hang up in the middle: that is what these tests are about."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}
        )
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"{'https' if self.context else 'http'}://127.0.0.1:{self.port}"

    def then(self, *answers: bytes) -> None:
        left = list(answers)
        self.answer = lambda _: left.pop(0) if len(left) > 1 else left[0]

    def close(self) -> None:
        for each in list(self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _serve(self, connection: socket.socket) -> None:
        self.connections += 1
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.context is not None:
            connection = self.context.wrap_socket(connection, server_side=True)
        self._open.add(connection)
        try:
            with connection, connection.makefile("rb") as stream:
                while self._exchange(connection, stream):
                    pass
        finally:
            self._open.discard(connection)

    def _exchange(self, connection: socket.socket, stream: Any) -> bool:
        line = stream.readline().decode("latin-1").split()
        if len(line) != 3:
            return False
        headers: dict[str, str] = {}
        while (header := stream.readline().decode("latin-1").strip()) != "":
            name, _, value = header.partition(":")
            headers[name.strip().lower()] = value.strip()
        body = stream.read(int(headers.get("content-length", "0")))
        received = Received(line[0], line[1], headers, body)
        self.received.append(received)
        answer = self.answer(received)
        if answer:
            connection.sendall(answer)
        return bool(answer) and not isinstance(answer, Cut)
