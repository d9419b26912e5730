"""Cursors: opaque, bound to the operation and its inputs, good for an hour from the first page."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import Any

import msgspec

from gong_admin.sandbox.clock import Clock
from gong_admin.sandbox.errors import Refusal

PAGE_SIZE = 100
LIFETIME = 3600.0
"""Seconds a cursor lives, counted from the FIRST request of the walk."""

_SIGNATURE = 12


class Position(msgspec.Struct, array_like=True, frozen=True):
    """Where a walk stands: `inputs` is the fingerprint of operation and inputs, `started` the
    sandbox second of the first request, `page` the number of the page to give, from 0."""

    inputs: bytes
    started: float
    page: int

    def next(self) -> Position:
        return Position(self.inputs, self.started, self.page + 1)


class Cursors:
    """Makes and checks cursors. Nothing is kept: a cursor holds its position, signed."""

    def __init__(self, clock: Clock, key: str) -> None:
        self._clock = clock
        self._key = hashlib.sha256(key.encode()).digest()

    def start(self, inputs: bytes) -> Position:
        return Position(inputs, self._clock.seconds(), 0)

    def encode(self, position: Position) -> str:
        payload = msgspec.msgpack.encode(position)
        return base64.urlsafe_b64encode(self._sign(payload) + payload).decode().rstrip("=")

    def decode(self, cursor: str, inputs: bytes) -> Position:
        """The position in `cursor`. Raises Refusal 400 for a bad, foreign or expired one."""
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError) as error:
            raise bad_cursor() from error
        signature, payload = raw[:_SIGNATURE], raw[_SIGNATURE:]
        if not hmac.compare_digest(signature, self._sign(payload)):
            raise bad_cursor()
        position = msgspec.msgpack.decode(payload, type=Position)
        if position.inputs != inputs:
            raise bad_cursor()
        if self._clock.seconds() - position.started >= LIFETIME:
            raise expired_cursor()
        return position

    def _sign(self, payload: bytes) -> bytes:
        return hmac.digest(self._key, payload, "sha256")[:_SIGNATURE]


def fingerprint(operation_id: str, query: dict[str, list[str]], body: Any) -> bytes:
    """Of everything that must stay the same during a walk: all inputs but the cursor."""
    inputs = {name: values for name, values in query.items() if name != "cursor"}
    rest = (
        {name: value for name, value in body.items() if name != "cursor"}
        if isinstance(body, dict)
        else body
    )
    encoded = msgspec.json.encode([operation_id, inputs, rest], order="deterministic")
    return hashlib.blake2b(encoded, digest_size=9).digest()


def bad_cursor() -> Refusal:
    return Refusal(400, "Failed to verify cursor")


def expired_cursor() -> Refusal:
    return Refusal(400, "The cursor has expired, repeat the request without a cursor")
