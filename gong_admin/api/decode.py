"""What Gong answered becomes a typed value, or one of `gong_admin.api.errors`."""

from __future__ import annotations

import re
import threading
from typing import Any, TypeVar

import msgspec

from gong_admin.api import errors
from gong_admin.api.network import Reply
from gong_admin.api.operation import Effect, Operation, Paging, Resp
from gong_admin.api.prepare import HttpRequest
from gong_admin.api.types.common import decode_hook

_Error = TypeVar("_Error", bound=errors.Answered)
_Shape = TypeVar("_Shape")

_decoders: dict[tuple[Any, bool], msgspec.json.Decoder[Any]] = {}
_making = threading.Lock()

_BODY_KEPT = 4096  # bytes of an error's body that are kept for "copy details"
_MESSAGES_KEPT = 20
_BOM = b"\xef\xbb\xbf"

# Gong has no error codes, so its sentences decide. Collected from the live service.
_SCOPE = re.compile(r"permission to use '?(api:[a-z0-9:_-]+)", re.IGNORECASE)
_BAD_CURSOR = re.compile(
    r"\bcursor\b.*\b(expired|invalid|unknown)\b|\b(verify|invalid|expired)\b.*\bcursor\b",
    re.IGNORECASE | re.DOTALL,
)
_NOTHING = re.compile(r"^\s*no\b.*\bfound\b", re.IGNORECASE | re.DOTALL)
_MISSING = re.compile(r"\bnot found\b|\bdoes(n't| not) exist\b|\bunknown\b", re.IGNORECASE)


def request_id(reply: Reply) -> str | None:
    """Gong's id of this request, from the body's `requestId` if it can be read."""
    return _text(_error_body(reply.body).get("requestId"))


def trace_id(reply: Reply) -> str | None:
    """The header beside it: often, not always, the same."""
    return reply.headers.get("x-traceid")


def decode(op: Operation[Any, Resp], request: HttpRequest, reply: Reply) -> Resp:
    """The typed value of a success (2xx).

    Raises `Garbled` where the body is no JSON and `WrongShape` where it is another JSON than
    documented. An empty body stands for an empty answer, except where something was asked for.
    """
    body = reply.body.removeprefix(_BOM)
    if not body.strip():
        if op.effect in (Effect.READ, Effect.SPENDS):
            raise _error(errors.Garbled, op, request, reply, ("Gong's answer was empty.",))
        return op.response()
    try:
        value: Resp = decoder(op.response).decode(body)
    except msgspec.ValidationError as problem:
        sentence = f"Gong's answer is not of the documented shape: {problem}"
        raise _error(errors.WrongShape, op, request, reply, (sentence,)) from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        sentence = _why_no_json(reply.headers.get("content-type", ""), body)
        raise _error(errors.Garbled, op, request, reply, (sentence,)) from None
    return value


def failure(op: Operation[Any, Any], request: HttpRequest, reply: Reply) -> errors.Answered:
    """The exception for an answer that is no success. `RateLimited.retry_at` is left to the
    caller, who knows the time."""
    status = reply.status
    if 300 <= status < 400:
        sentence = (
            "The server sends this request to another address. Redirects are not followed, because "
            "the key would go along; check the base URL."
        )
        return _error(errors.Redirected, op, request, reply, (sentence,))

    body = _error_body(reply.body)
    messages = _messages(body)
    kind = _kind(op, status, messages)
    error = _error(kind, op, request, reply, messages)
    if isinstance(error, errors.MissingScope):
        found = _SCOPE.search(" ".join(messages))
        error.scope = found[1] if found else ""
    elif isinstance(error, errors.Conflict):
        error.user_facing_error = _text(body.get("userFacingError")) or ""
        error.fix_url = _text(body.get("fixUrl")) or ""
        error.help_url = _text(body.get("helpUrl")) or ""
    return error


def garbled(
    op: Operation[Any, Any], request: HttpRequest, reply: Reply, sentence: str
) -> errors.Garbled:
    """For a body that did not even arrive whole."""
    return _error(errors.Garbled, op, request, reply, (sentence,))


def _kind(op: Operation[Any, Any], status: int, messages: tuple[str, ...]) -> type[errors.Answered]:
    said = " ".join(messages)
    if status >= 500:
        return errors.ServerError
    if 400 <= status < 500 and op.paging is Paging.CURSOR and _BAD_CURSOR.search(said):
        return errors.CursorExpired
    match status:
        case 401:
            return errors.MissingScope if _SCOPE.search(said) else errors.BadCredentials
        case 402:
            return errors.CreditsSpent
        case 403:
            return errors.NotAllowed
        case 404:
            return errors.NothingFound if _is_empty_result(op, messages) else errors.NotFound
        case 409:
            return errors.Conflict
        case 429:
            return errors.RateLimited
        case _ if 400 <= status < 500:
            return errors.BadRequest
        case _:
            return errors.Answered


def _is_empty_result(op: Operation[Any, Any], messages: tuple[str, ...]) -> bool:
    """Whether a 404 stands for an empty list.

    It does where Gong's sentence says so. Where the sentence is one that nobody has seen yet, it
    does for reads of lists, unless it says that a thing is missing. A 404 without any sentence of
    Gong's comes from something else than Gong's API.
    """
    if any(_NOTHING.search(message) for message in messages):
        return True
    return (
        bool(messages)
        and op.effect is Effect.READ
        and bool(op.items)
        and "{" not in op.path
        and not any(_MISSING.search(message) for message in messages)
    )


def _error(
    kind: type[_Error],
    op: Operation[Any, Any],
    request: HttpRequest,
    reply: Reply,
    messages: tuple[str, ...],
) -> _Error:
    return kind(
        reply.status,
        messages,
        operation_id=op.id,
        method=request.method,
        path=request.path,
        request_id=request_id(reply),
        trace_id=trace_id(reply),
        body=reply.body[:_BODY_KEPT].decode("utf-8", "replace"),
    )


def _error_body(body: bytes) -> dict[str, Any]:
    """The body as an object, {} for anything else: of an error nothing is taken for granted."""
    try:
        value = msgspec.json.decode(body.removeprefix(_BOM))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _messages(body: dict[str, Any]) -> tuple[str, ...]:
    said = body.get("errors")
    if isinstance(said, str):
        said = [said]
    if not isinstance(said, list):
        return ()
    return tuple(text for text in said if isinstance(text, str) and text.strip())[:_MESSAGES_KEPT]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _why_no_json(content_type: str, body: bytes) -> str:
    start = body[:256].lstrip().lower()
    if "html" in content_type or start.startswith((b"<!doctype", b"<html")):
        return (
            "A web page came in place of Gong's data. The base URL may be wrong, or a proxy or a "
            "sign-in page stands between this computer and Gong."
        )
    if start.startswith((b"{", b"[")):
        return "Gong's answer is damaged or was cut off on the way."
    return "What came is not Gong's data: it is no JSON."


def decoder(shape: type[_Shape], *, strict: bool = False) -> msgspec.json.Decoder[_Shape]:
    """The decoder of a type, made once. One at a time: msgspec lets go of the interpreter while it
    looks at a type, and another thread that meets the same type half done ends the process. So
    whoever decodes structs away from the window takes it from here.

    Not `strict`, since live answers hold numbers as texts where the document says numbers.
    """
    key = (shape, strict)
    found = _decoders.get(key)
    if found is None:
        with _making:
            found = _decoders.get(key)
            if found is None:
                found = msgspec.json.Decoder(shape, strict=strict, dec_hook=decode_hook)
                _decoders[key] = found
    return found
