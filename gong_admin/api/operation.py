"""One operation of Gong's API, declared once.

Client, forms, documentation, the API console and the sandbox all read these declarations;
nothing else says what an operation's method, path or parameters are.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

Req = TypeVar("Req", bound="Request")
Resp = TypeVar("Resp", bound=msgspec.Struct)


class Effect(enum.StrEnum):
    """What calling an operation does. Retries, lock and review go by it, not by the verb."""

    READ = "read"  # changes nothing, costs one call
    SPENDS = "spends"  # changes nothing, costs credits
    WRITE = "write"  # changes what Gong holds; can be changed back
    OUTWARD = "outward"  # reaches people outside the program: mails, invitations, flows
    DESTRUCTIVE = "destructive"  # deletes for good


class Paging(enum.StrEnum):
    NONE = "none"
    CURSOR = "cursor"  # `records.cursor`; in the query on GET, at the body's top level on POST


class Request(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """Base of all request types. Fields carry their place by `Path`, `Query`, `Body` or `File`
    of `gong_admin.api.spec`; a field without one is a member of the JSON body. None: not sent."""


class Model(msgspec.Struct, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """Base of all types inside requests and answers.

    In answers every field is optional, because null occurs anywhere; unknown fields are dropped.
    """


class Response(Model, frozen=True, kw_only=True):
    """Base of all answers."""

    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class Operation(Generic[Req, Resp]):
    """`id` is Gong's operationId; `number` the one that our list of operations gives it, None
    where it gives none; `path` holds `{placeholders}` named like the path parameters; `items` the
    field of the answer that holds the records of a paged (or listed) result, by its Python name,
    "" where there is none;
    `scope` the scopes it needs, separated by blanks, "" where none is known; `title` a short
    name in our words ("Users by filter"); `help` one or two sentences in our words; `example` a
    request that the sandbox answers with a success in its default company."""

    id: str
    method: str
    path: str
    request: type[Req]
    response: type[Resp]
    area: str
    title: str
    help: str
    effect: Effect
    example: Any = None
    number: int | None = None
    paging: Paging = Paging.NONE
    items: str = ""
    scope: str = ""

    @property
    def scopes(self) -> tuple[str, ...]:
        return tuple(self.scope.split())
