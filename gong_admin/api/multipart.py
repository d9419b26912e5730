"""Uploading a file of any size with flat memory."""

from __future__ import annotations

import mimetypes
import secrets
from collections.abc import Iterator
from pathlib import Path

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import InvalidRequest
from gong_admin.api.network import UploadProgress
from gong_admin.api.prepare import FilePart

_CHUNK = 256 * 1024


class Multipart:
    """The body of a multipart request with one file, read while it is sent.

    An iterable of bytes whose `length` is known beforehand; each iteration opens the file anew.
    Raises `InvalidRequest` when the file can't be read or changes its length meanwhile, and
    `Cancelled` between two chunks.
    """

    def __init__(
        self, part: FilePart, token: CancelToken, progress: UploadProgress | None = None
    ) -> None:
        self._part = part
        self._token = token
        self._progress = progress
        boundary = secrets.token_hex(16)
        self.content_type = f"multipart/form-data; boundary={boundary}"
        self._head = (
            f"--{boundary}\r\n"
            f'Content-Disposition: form-data; name="{part.field}"; filename="{file_name(part)}"\r\n'
            f"Content-Type: {content_type(part.path)}\r\n\r\n"
        ).encode()
        self._tail = f"\r\n--{boundary}--\r\n".encode()
        try:
            if not part.path.is_file():
                raise self._unreadable("there is no such file")
            self._size = part.path.stat().st_size
        except OSError as problem:
            raise self._unreadable(_why(problem)) from None
        self.length = len(self._head) + self._size + len(self._tail)

    def __iter__(self) -> Iterator[bytes]:
        yield self._head
        sent = 0
        try:
            with self._part.path.open("rb", buffering=0) as file:
                while sent < self._size:
                    self._token.raise_if_cancelled()
                    chunk = file.read(min(_CHUNK, self._size - sent))
                    if not chunk:
                        raise self._unreadable("it became shorter while it was sent")
                    yield chunk
                    sent += len(chunk)
                    if self._progress is not None:
                        self._progress(sent, self._size)
        except OSError as problem:
            raise self._unreadable(_why(problem)) from None
        yield self._tail

    def _unreadable(self, why: str) -> InvalidRequest:
        return InvalidRequest({self._part.field: f"can't be read: {why}"})


def file_name(part: FilePart) -> str:
    """The name for the form, escaped as browsers do."""
    name = part.path.name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    return name.encode("utf-8", "replace").decode()


def content_type(path: Path) -> str:
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def _why(problem: OSError) -> str:
    return problem.strerror or type(problem).__name__
