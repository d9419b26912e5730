"""Multipart uploads, read as they come: memory stays flat whatever the size of the file."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import IO

from aiohttp import BodyPartReader, web

from gong_admin.sandbox.errors import Refusal

CHUNK = 1 << 18
MEDIA_LIMIT = 1_500_000_000
"""Bytes of a recording."""
CRM_LIMIT = 200_000_000
"""Bytes of a CRM file."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has arrived. `content` is open at its start where it was kept, else None."""

    name: str
    size: int
    sha256: str
    content: IO[bytes] | None


@contextlib.asynccontextmanager
async def receive(
    request: web.BaseRequest, part_name: str, *, limit: int, keep: bool
) -> AsyncIterator[Upload]:
    """The file in the part called `part_name`, on disk for the time of the request if `keep`.

    Raises Refusal: 415 for a body that is not multipart, 400 for one without the part or with an
    empty file, 413 beyond `limit` bytes.
    """
    if request.content_type != "multipart/form-data":
        raise Refusal(415, "The request body is not multipart/form-data")
    with contextlib.ExitStack() as stack:
        content: IO[bytes] | None = None
        if keep:
            content = stack.enter_context(tempfile.TemporaryFile(prefix="gong-sandbox-"))
        upload = await _read(request, part_name, limit, content)
        if content is not None:
            content.seek(0)
        yield upload


async def _read(
    request: web.BaseRequest, part_name: str, limit: int, content: IO[bytes] | None
) -> Upload:
    try:
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader) and part.name == part_name:
                return await _read_part(part, limit, content)
    except ValueError as error:  # no boundary, or a body that does not keep to it
        raise Refusal(400, "The multipart body cannot be read") from error
    raise Refusal(400, f"The part '{part_name}' is missing")


async def _read_part(part: BodyPartReader, limit: int, content: IO[bytes] | None) -> Upload:
    size = 0
    digest = hashlib.sha256()
    while chunk := await part.read_chunk(CHUNK):
        size += len(chunk)
        if size > limit:
            raise Refusal(413, f"The file is larger than {limit} bytes")
        digest.update(chunk)
        if content is not None:
            content.write(chunk)
    if not size:
        raise Refusal(400, "The file is empty")
    return Upload(part.filename or "", size, digest.hexdigest(), content)
