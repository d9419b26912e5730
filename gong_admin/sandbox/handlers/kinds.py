"""What a handler is: one plain function an operation, from the checked inputs to the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.world import Wire

Handler = Callable[[Exchange], Wire]
"""Returns the answer's JSON without `requestId`; sets `exchange.status` where it is not 200.
Raises `Refused` for what Gong refuses."""


@dataclass(frozen=True, slots=True)
class UploadRule:
    """How a multipart body is taken in: the file's `part`, at most `limit` bytes, on disk for the
    `handler` if `keep`. `check` runs before the file is read, so that a large file for nothing is
    refused at once."""

    part: str
    limit: int
    keep: bool
    check: Callable[[Exchange], None]
    handler: Handler
