"""A client that is not ours: the standard library over a plain connection, and nothing assumed.

What the sandbox answers is judged by it, so that a mistake the client and the sandbox share
cannot hide.
"""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlencode, urlsplit


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    raw: bytes

    @cached_property
    def json(self) -> Any:
        return json.loads(self.raw)

    @property
    def errors(self) -> list[str]:
        return self.json["errors"]


class PlainClient:
    """One kept-alive connection to a running sandbox, with its credentials."""

    def __init__(self, sandbox: Any) -> None:
        self.sandbox = sandbox
        address = urlsplit(sandbox.base_url)
        self._connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        pair = f"{sandbox.access_key}:{sandbox.access_key_secret}"
        self.basic = "Basic " + base64.b64encode(pair.encode()).decode()

    def close(self) -> None:
        self._connection.close()

    def send(
        self,
        method: str,
        path: str,
        query: Any = None,
        body: Any = None,
        *,
        file: tuple[str, bytes] | None = None,
        headers: dict[str, str | None] | None = None,
    ) -> Reply:
        """`query` is what urlencode takes (lists are repeated), `body` becomes JSON, `file` is
        the name and content of a multipart body. A header of None is left out."""
        all_headers: dict[str, str | None] = {"Authorization": self.basic}
        content: bytes | None = None
        if file is not None:
            boundary = "xXboundaryXx"
            all_headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
            content = (
                (
                    f'--{boundary}\r\nContent-Disposition: form-data; name="{file[0]}"; '
                    f'filename="file.bin"\r\nContent-Type: application/octet-stream\r\n\r\n'
                ).encode()
                + file[1]
                + f"\r\n--{boundary}--\r\n".encode()
            )
        elif body is not None:
            all_headers["Content-Type"] = "application/json"
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
        all_headers |= headers or {}
        url = path + (f"?{urlencode(query, doseq=True, quote_via=quote)}" if query else "")
        sent = {name: value for name, value in all_headers.items() if value is not None}
        try:
            self._connection.request(method, url, content, sent)
            response = self._connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        except (http.client.HTTPException, OSError):
            self._connection.close()
            raise

    def get(self, path: str, query: Any = None) -> Reply:
        return self.send("GET", path, query)

    def post(self, path: str, body: Any, query: Any = None) -> Reply:
        return self.send("POST", path, query, body)

    def read(self, method: str, path: str, query: Any = None, body: Any = None) -> Any:
        """The answer's JSON; anything but a success fails the test."""
        reply = self.send(method, path, query, body)
        assert 200 <= reply.status < 300, (method, path, query, body, reply.status, reply.raw[:500])
        return reply.json

    def walk(self, method: str, path: str, query: Any = None, body: Any = None) -> Iterator[Any]:
        """Page after page of a paged operation."""
        cursor = None
        while True:
            if method == "GET":
                page = self.read(method, path, {**(query or {}), **_with(cursor)}, body)
            else:
                page = self.read(method, path, query, {**(body or {}), **_with(cursor)})
            yield page
            cursor = page["records"].get("cursor")
            if cursor is None:
                return

    def faults(self, **rates: Any) -> None:
        """Set faults; `_` stands for `-` in their names."""
        rated = {name.replace("_", "-"): rate for name, rate in rates.items()}
        self.sandbox.control("faults", rated)

    def advance(self, seconds: float) -> None:
        self.sandbox.control("advance", {"seconds": seconds})


def _with(cursor: str | None) -> dict[str, str]:
    return {} if cursor is None else {"cursor": cursor}
