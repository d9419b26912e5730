"""Any operation by hand: requests from what a form holds, answers as one document.

A form holds plain values: a dict of Gong's names to what JSON can say (ids as text, files as
paths). Here they become a typed request, or a body sent as it was written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

import msgspec

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue import CATALOGUE
from gong_admin.api.check import check
from gong_admin.api.client import Answer, Client
from gong_admin.api.network import UploadProgress
from gong_admin.api.operation import Effect, Operation, Paging
from gong_admin.api.pacing import Priority
from gong_admin.api.prepare import HttpRequest, prepare
from gong_admin.api.spec import NumberId, ParamSpec, Place, describe
from gong_admin.api.types.common import decode_hook
from gong_admin.services.progress import Progress

AnyOperation = Operation[Any, Any]
Values = dict[str, Any]

_BODY_PLACES = (Place.BODY, Place.WHOLE)
_AT = re.compile(r" - at `\$([^`]*)`$")
_MEMBER = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")


@dataclass(frozen=True, slots=True)
class Draft:
    """A request that is ready to be sent. `raw_body`, where there is one, goes in place of the
    request's own body."""

    op: AnyOperation
    request: Any
    raw_body: bytes | None = None

    def http(self) -> HttpRequest:
        """The request as it would leave, without address and credentials."""
        return prepare(self.op, self.request, None, self.raw_body)

    def from_cursor(self, cursor: str) -> Draft:
        """The same request from another page on; of an operation with pages, without raw body."""
        return replace(self, request=msgspec.structs.replace(self.request, cursor=cursor or None))


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of a request: one answer, or the pages of a walk put together in one.

    `body` is exactly what Gong sent for one page; of several, the first page's document with all
    items and the last page's `records`. `error` ended a walk before its end, `stopped` says that
    the limit of pages or the user did. `items` counts what is listed, None where nothing is.
    """

    op: AnyOperation
    body: bytes
    status: int
    headers: Mapping[str, str]
    request_id: str | None
    trace_id: str | None
    seconds: float
    pages: int = 1
    items: int | None = None
    total: int | None = None
    empty_because: str = ""
    stopped: str = ""
    error: errors.GongError | None = None


def body_specs(op: AnyOperation) -> tuple[ParamSpec, ...]:
    """The inputs that make up the JSON body."""
    return tuple(spec for spec in describe(op.request) if spec.place in _BODY_PLACES)


def is_cursor(op: AnyOperation, spec: ParamSpec) -> bool:
    """Whether an input is the cursor of a paged operation, which paging sets by itself."""
    return op.paging is Paging.CURSOR and spec.field == "cursor"


def reader_of(op: AnyOperation) -> AnyOperation | None:
    """The operation that reads what `op` writes: at the same path, else at the nearest above it;
    of an erasure the search for the same data. None where Gong has none."""
    parts = op.path.replace("/erase-", "/").split("/")
    while parts:
        path = "/".join(parts)
        for other in CATALOGUE:
            if other.path == path and other.effect is Effect.READ:
                return other
        parts.pop()
    return None


def values_of(op: AnyOperation, request: Any) -> Values:
    """What a form would hold for `request`."""
    values: Values = {}
    for spec in describe(op.request):
        value = getattr(request, spec.field)
        if value is not None and value is not msgspec.UNSET:
            values[spec.name] = msgspec.to_builtins(value, enc_hook=_plain)
    return values


# Whose answers name things that no list of the program holds: the sort of thing, and the field of
# a record that is its id.
NAMED_BY: dict[str, tuple[str, str]] = {
    "listCalls": ("call", "id"),
    "listCallsExtensive": ("call", "metaData.id"),
    "getCallsInSpecificFolder": ("call", "id"),
    "listGenericCrmIntegration": ("integration", "integrationId"),
    "listFlows": ("flow", "id"),
}

_WRITTEN = dt.date(2026, 3, 20)  # the day that the examples of the catalogue look back from
_TIMES = ("date", "date-time")


def example_of(
    op: AnyOperation, known: Callable[[str], str], today: dt.date | None = None
) -> Values:
    """The operation's example, about people and things that this company has, and of these days.

    `known` gives the value of one thing of a sort (`ParamSpec.of`), "" where none is known; the
    example's own made-up value stays then. Times move by whole weeks, so that the span before
    `today` is asked for and a meeting still lies ahead.
    """
    weeks = ((today or dt.date.today()) - _WRITTEN) // dt.timedelta(weeks=1)
    later = dt.timedelta(weeks=max(0, weeks))

    def moved(value: str) -> str:
        day = dt.date.fromisoformat(value[:10]) + later
        return f"{day.isoformat()}{value[10:]}"

    def own(spec: ParamSpec, value: Any) -> Any:
        if isinstance(value, dict):
            return {
                each.name: own(each, value[each.name]) for each in spec.fields if each.name in value
            }
        if isinstance(value, list) and spec.item is not None:
            replaced = known(spec.of or spec.item.of) if spec.of or spec.item.of else ""
            return [replaced] if replaced else [own(spec.item, each) for each in value]
        if spec.of in _TIMES and isinstance(value, str):
            return moved(value)
        return (known(spec.of) if spec.of else "") or value

    values = values_of(op, op.example)
    return {
        spec.name: own(spec, values[spec.name])
        for spec in describe(op.request)
        if spec.name in values
    }


def build(op: AnyOperation, values: Mapping[str, Any]) -> Draft:
    """The request that says `values`. Raises `InvalidRequest` with the problem of each field."""
    specs = describe(op.request)
    problems = check((spec, values.get(spec.name)) for spec in specs)
    for name in _left_out(specs, values, ""):
        problems.setdefault(name, "is needed")
    if problems:
        raise errors.InvalidRequest(problems)
    try:
        request = msgspec.convert(dict(values), op.request, dec_hook=decode_hook)
    except msgspec.ValidationError as problem:
        raise _invalid(problem) from problem
    return Draft(op, request)


def _left_out(specs: Sequence[ParamSpec], values: Mapping[str, Any], path: str) -> Iterator[str]:
    """Dotted names of what a request makes no sense without, though Gong may take it."""
    for spec in specs:
        value, name = values.get(spec.name), path + spec.name
        if spec.needed and not value:
            yield name
        elif isinstance(value, Mapping):
            yield from _left_out(spec.fields, value, f"{name}.")


def build_raw(op: AnyOperation, values: Mapping[str, Any], text: str) -> Draft:
    """The request with `text` as its JSON body, and the rest from `values`.

    What the operation's types can say in full becomes a typed request, so that its pages can be
    walked; all else is sent as it stands. Raises `InvalidRequest` where `text` is not JSON.
    """
    raw = text.encode()
    try:
        body = msgspec.json.decode(raw)
    except msgspec.DecodeError as problem:
        raise errors.InvalidRequest({"body": f"is not JSON: {problem}"}) from problem
    outside = {
        spec.name: values[spec.name]
        for spec in describe(op.request)
        if spec.place not in _BODY_PLACES and spec.name in values
    }
    try:
        draft = build(op, {**outside, **values_of_body(op, body)})
        if draft.http().body is not None and msgspec.json.decode(draft.http().body or b"") == body:
            return draft
    except errors.InvalidRequest:
        pass  # Gong may know more than our types do: it is sent as it stands.
    problems = check(
        (spec, outside.get(spec.name))
        for spec in describe(op.request)
        if spec.place not in _BODY_PLACES
    )
    if problems:
        raise errors.InvalidRequest(problems)
    fields = {spec.field: outside.get(spec.name) for spec in describe(op.request)}
    return Draft(op, op.request(**fields), raw)


def values_of_body(op: AnyOperation, body: Any) -> Values:
    """The part of a form's values that a JSON body holds. Raises `InvalidRequest` where the body
    has members that the form has no field for."""
    specs = body_specs(op)
    if len(specs) == 1 and specs[0].place is Place.WHOLE:
        return {specs[0].name: body}
    if not isinstance(body, dict):
        raise errors.InvalidRequest({"body": "must be an object"})
    unknown = [name for name in body if name not in {spec.name for spec in specs}]
    if unknown:
        raise errors.InvalidRequest({"body": f"the form has no field for {', '.join(unknown)}"})
    return dict(body)


def body_text(op: AnyOperation, values: Mapping[str, Any]) -> str:
    """The JSON body for `values`, to be edited; also of a form that is not complete yet."""
    try:
        complete = build(op, values).http().body
    except errors.InvalidRequest:
        complete = None
    if complete is not None:
        return pretty(complete)
    specs = body_specs(op)
    if len(specs) == 1 and specs[0].place is Place.WHOLE:
        body: Any = values.get(specs[0].name, {})
    else:
        body = {spec.name: values[spec.name] for spec in specs if spec.name in values}
    return msgspec.json.format(msgspec.json.encode(body), indent=2).decode()


def fetch(
    client: Client,
    draft: Draft,
    *,
    token: CancelToken,
    progress: Callable[[Progress], None],
    pages: int = 1,
    upload: UploadProgress | None = None,
) -> Fetched:
    """Send a request that only reads; of a paged one, up to `pages` pages.

    What has come is returned even when a later page fails or is cancelled: `Fetched.error` and
    `stopped` tell. Raises what `Client.call` raises while nothing has come.
    """
    if pages <= 1:
        answer = client.call(
            draft.op, draft.request, token=token, raw_body=draft.raw_body, progress=upload
        )
        return of_answer(draft.op, answer)
    came: list[Answer[Any]] = []
    items, stopped, error = 0, "", None
    walk = client.pages(draft.op, draft.request, token=token, priority=_priority)
    try:
        for answer in walk:
            came.append(answer)
            items += len(getattr(answer.value, draft.op.items) or ())
            progress(Progress(items, _total(answer), _unit(draft.op)))
            if len(came) == pages and answer.value.records and answer.value.records.cursor:
                stopped = f"Stopped after {pages:,} pages, as asked."
                break
    except errors.Cancelled:
        if not came:
            raise
        stopped = "You cancelled the rest."
    except errors.GongError as problem:
        if not came:
            raise
        error = problem
    return _merged(draft.op, came, stopped, error)


def of_answer(op: AnyOperation, answer: Answer[Any]) -> Fetched:
    """One answer as it came."""
    listed = getattr(answer.value, op.items) if op.items else None
    items = len(listed or ()) if op.items else None
    return Fetched(
        op,
        answer.raw,
        answer.status,
        answer.headers,
        answer.request_id,
        answer.trace_id,
        answer.seconds,
        items=items,
        total=_total(answer),
        empty_because=answer.empty_because,
    )


def pretty(body: bytes) -> str:
    """A body indented for reading, every digit as it came; text that isn't JSON as it is."""
    try:
        return msgspec.json.format(body, indent=2).decode()
    except (msgspec.DecodeError, UnicodeDecodeError):
        return body.decode("utf-8", "replace")


def raw_request(http: HttpRequest) -> str:
    """The request as HTTP text, with a placeholder for the credentials."""
    lines = [f"{http.method} {http.target} HTTP/1.1", "Host: $GONG_URL"]
    lines.append("Authorization: Basic base64($GONG_ACCESS_KEY:$GONG_SECRET)")
    lines += [f"{name}: {value}" for name, value in http.headers]
    text = "\n".join(lines)
    if http.file is not None:
        return f"{text}\nContent-Type: multipart/form-data\n\n{http.file.field}: {http.file.path}"
    if http.body is not None:
        return f"{text}\n\n{pretty(http.body)}"
    return text + "\n"


def items_name(op: AnyOperation) -> str:
    """Gong's name of the field that holds the listed records, "" where nothing is listed."""
    specs = describe(op.response)
    return next((spec.name for spec in specs if spec.field == op.items), "")


def _merged(
    op: AnyOperation,
    came: list[Answer[Any]],
    stopped: str,
    error: errors.GongError | None,
) -> Fetched:
    """Several pages as one document. Members are copied as they stand, so no number changes."""
    last = came[-1]
    fetched = replace(
        of_answer(op, last),
        pages=len(came),
        seconds=sum(answer.seconds for answer in came),
        stopped=stopped,
        error=error,
    )
    if len(came) == 1:
        return fetched
    name = items_name(op)
    documents = [msgspec.json.decode(answer.raw, type=dict[str, msgspec.Raw]) for answer in came]
    whole: dict[str, Any] = dict(documents[0])
    if "records" in documents[-1]:
        whole["records"] = documents[-1]["records"]
    listed: list[msgspec.Raw] = []
    for document in documents:
        raw = document.get(name)
        if raw is not None:
            listed += msgspec.json.decode(raw, type=list[msgspec.Raw] | None) or []
    whole[name] = listed
    return replace(
        fetched, body=msgspec.json.encode(whole), items=len(listed), total=_total(came[0])
    )


def _priority(page: int) -> Priority:
    """Somebody waits for the first page; the others leave room for what is clicked meanwhile."""
    return Priority.CLICK if page == 0 else Priority.BACKGROUND


def _total(answer: Answer[Any]) -> int | None:
    records = getattr(answer.value, "records", None)
    return None if records is None else records.total_records


def _unit(op: AnyOperation) -> str:
    return "records" if not op.items else op.items.replace("_", " ")


def _plain(value: Any) -> Any:
    """Ids and files as text: what a form shows."""
    if isinstance(value, NumberId | PurePath):
        return str(value)
    raise NotImplementedError(f"no plain form of {type(value).__name__}")


def _invalid(problem: msgspec.ValidationError) -> errors.InvalidRequest:
    """Whatever `check` let through, at the field that msgspec names."""
    text = str(problem)
    at = _AT.search(text)
    if at is None:
        return errors.InvalidRequest({"": text})
    names = [member or index for member, index in _MEMBER.findall(at[1])]
    return errors.InvalidRequest({".".join(names): text[: at.start()]})
