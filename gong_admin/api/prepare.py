"""An operation and a request become the HTTP request that says it: checked, encoded, not sent."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from gong_admin.api.address import Address
from gong_admin.api.check import check
from gong_admin.api.errors import InvalidRequest
from gong_admin.api.operation import Operation, Req, Resp
from gong_admin.api.spec import ParamSpec, Place, describe
from gong_admin.api.types.common import encode_hook

_ENCODER = msgspec.json.Encoder(enc_hook=encode_hook)
_PLACEHOLDER = re.compile(r"\{([^}]+)\}")
_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class FilePart:
    """The one part of a multipart body: the form's field and the file, which is not read here."""

    field: str
    path: Path


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request as it would leave, without its credentials.

    `base` is the base URL, "" where none was given; `path` is quoted already, `query` is not. At
    most one of `body` and `file` is set.
    """

    operation_id: str
    method: str
    base: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    body: bytes | None = None
    file: FilePart | None = None

    @property
    def target(self) -> str:
        """Path and query, as in the request line."""
        query = urlencode(self.query, quote_via=quote, safe="")
        return f"{self.path}?{query}" if query else self.path

    @property
    def url(self) -> str:
        return self.base + self.target


def prepare(
    op: Operation[Req, Resp],
    request: Req,
    address: Address | None = None,
    raw_body: bytes | None = None,
) -> HttpRequest:
    """The HTTP request for `op`. `raw_body` takes the place of the JSON body, unchecked.

    Raises `InvalidRequest` for everything that Gong would certainly refuse: what is missing, of
    the wrong kind, out of bounds or not among the choices.
    """
    specs = describe(op.request)
    if raw_body is not None:
        specs = tuple(s for s in specs if s.place not in (Place.BODY, Place.WHOLE))
    values = [(spec, getattr(request, spec.field)) for spec in specs]
    problems = check(values)
    if problems:
        raise InvalidRequest(problems)

    segments: dict[str, str] = {}
    query: list[tuple[str, str]] = []
    members: dict[str, Any] = {}
    body = raw_body
    file: FilePart | None = None
    has_members = False
    for spec, value in values:
        has_members = has_members or spec.place is Place.BODY
        if _absent(value):
            continue
        match spec.place:
            case Place.PATH:
                segments[spec.name] = quote(_text(value), safe="")
            case Place.QUERY:
                query.extend(_pairs(spec, value))
            case Place.BODY:
                members[spec.name] = value
            case Place.WHOLE:
                body = _ENCODER.encode(value)
            case Place.FILE:
                file = FilePart(spec.name, Path(value))
    if has_members:
        body = _ENCODER.encode(members)
    headers = [("Accept", _JSON)]
    if body is not None:
        headers.append(("Content-Type", _JSON))
    return HttpRequest(
        operation_id=op.id,
        method=op.method,
        base=address.url if address is not None else "",
        path=_PLACEHOLDER.sub(lambda name: segments[name[1]], op.path),
        query=tuple(query),
        headers=tuple(headers),
        body=body,
        file=file,
    )


def _absent(value: Any) -> bool:
    return value is None or value is msgspec.UNSET


def _pairs(spec: ParamSpec, value: Any) -> list[tuple[str, str]]:
    """A list is sent as one pair an element, in order."""
    values = value if isinstance(value, list | tuple) else [value]
    return [(spec.name, _text(element)) for element in values]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, enum.Enum):
        return str(value.value)
    return str(value)
