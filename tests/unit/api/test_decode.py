"""What Gong's answers are taken for."""

from __future__ import annotations

import ast
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gong_admin.api import errors
from gong_admin.api.catalogue import CATALOGUE, operation
from gong_admin.api.decode import decode, decoder, failure
from gong_admin.api.network import Reply
from gong_admin.api.operation import Model, Operation, Response
from gong_admin.api.prepare import HttpRequest, prepare
from gong_admin.api.spec import NumberId
from gong_admin.services import privacy

USERS = operation("listUsers")
USER = operation("getUser")
CALLS = operation("listCalls")
STATS = operation("listCallsExtensive")
MEETING = operation("addMeeting")
GRANT = operation("addUsersAccessToCalls")


def request_of(op: Operation[Any, Any]) -> HttpRequest:
    return prepare(op, op.example)


def answer(
    status: int,
    body: Any = None,
    *,
    raw: bytes | None = None,
    headers: dict[str, str] | None = None,
) -> Reply:
    content = json.dumps(body).encode() if raw is None else raw
    return Reply(status, headers or {}, content, 0.1)


def error_of(op: Operation[Any, Any], status: int, *sentences: str, **more: Any) -> errors.Answered:
    body = {"requestId": "4al018gzaztcr8nbukw", "errors": list(sentences), **more}
    return failure(op, request_of(op), answer(status, body, headers={"x-traceid": "8b1"}))


# -- errors ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("op", "status", "sentence", "kind"),
    [
        (CALLS, 404, "No calls found corresponding to the provided filters", errors.NothingFound),
        (STATS, 404, "The users have no data in that time", errors.NothingFound),
        (CALLS, 404, "Workspace 12 was not found", errors.NotFound),
        (USER, 404, "User ID 77 was not found", errors.NotFound),
        (USER, 404, "Nobody by that id", errors.NotFound),
        (CALLS, 401, "Validate credentials failed for that key", errors.BadCredentials),
        (CALLS, 401, "access token has been revoked", errors.BadCredentials),
        (CALLS, 402, "No credits are left", errors.CreditsSpent),
        (CALLS, 403, "Your IP is not trusted", errors.NotAllowed),
        (CALLS, 400, "Failed to verify cursor", errors.CursorExpired),
        (CALLS, 410, "cursor has expired", errors.CursorExpired),
        (USER, 400, "Failed to verify cursor", errors.BadRequest),  # pages not: no walk to end
        (CALLS, 400, "Bad request", errors.BadRequest),
        (CALLS, 405, "Wrong verb", errors.BadRequest),
        (CALLS, 415, "Unsupported media type", errors.BadRequest),
        (CALLS, 422, "Two profiles of one name", errors.BadRequest),
        (CALLS, 409, "There is one already", errors.Conflict),
        (CALLS, 429, "Too many requests", errors.RateLimited),
        (CALLS, 500, "Oops", errors.ServerError),
        (CALLS, 503, "cursor has expired", errors.ServerError),
        (CALLS, 302, "Go elsewhere", errors.Redirected),
        (CALLS, 304, "", errors.Redirected),
    ],
)
def test_each_refusal_becomes_its_own_error(
    op: Operation[Any, Any], status: int, sentence: str, kind: type[errors.Answered]
) -> None:
    error = error_of(op, status, sentence)
    assert type(error) is kind
    assert (error.status, error.operation_id, error.method) == (status, op.id, op.method)
    assert (error.request_id, error.trace_id) == ("4al018gzaztcr8nbukw", "8b1")
    if kind is not errors.Redirected and sentence:
        assert error.messages == (sentence,)


def test_a_missing_scope_is_named() -> None:
    error = error_of(
        CALLS, 401, "You don't have permission to use 'api:calls:read:basic' in your app."
    )
    assert isinstance(error, errors.MissingScope)
    assert error.scope == "api:calls:read:basic"


def test_a_conflict_of_meetings_says_how_to_fix_it() -> None:
    error = error_of(
        MEETING, 409, "No calendar", userFacingError="Connect it", fixUrl="", helpUrl=None
    )
    assert isinstance(error, errors.Conflict)
    assert (error.user_facing_error, error.fix_url, error.help_url) == ("Connect it", "", "")


def test_a_404_that_is_not_gongs_is_no_empty_list() -> None:
    page = answer(404, raw=b"<html>nginx</html>")
    assert type(failure(CALLS, request_of(CALLS), page)) is errors.NotFound


def test_a_write_that_misses_its_subject_is_no_empty_list() -> None:
    assert type(error_of(GRANT, 404, "The flow can't be used")) is errors.NotFound


@pytest.mark.parametrize(
    "raw",
    [b"", b"null", b"[]", b'"x"', b"<html>", b'{"errors": 5}', b'{"errors": [{"a": 1}, null]}',
     b'{"requestId": 5, "errors": {}}', b"\xff\xfe", b"[" * 5000],
)  # fmt: skip
def test_error_bodies_of_any_kind_are_survived(raw: bytes) -> None:
    error = failure(CALLS, request_of(CALLS), answer(500, raw=raw))
    assert type(error) is errors.ServerError
    assert error.messages == ()
    assert str(error) == "HTTP 500"
    assert error.body == raw[:4096].decode("utf-8", "replace")


def test_a_sentence_that_is_no_list_is_kept() -> None:
    error = failure(CALLS, request_of(CALLS), answer(400, {"errors": "Bad request"}))
    assert error.messages == ("Bad request",)


# -- successes ---------------------------------------------------------------------------------


class Item(Model, frozen=True, kw_only=True):
    id: str | None = None
    number: NumberId | None = None
    low: float | None = None
    flag: bool | None = None


class Items(Response, frozen=True, kw_only=True):
    items: list[Item] | None = None


def decoded(raw: bytes) -> Items:
    shaped = Operation(
        id="x", method="GET", path="/v2/x", request=USERS.request, response=Items, area="x",
        title="X", help="X.", effect=USERS.effect, items="items",
    )  # fmt: skip
    return decode(shaped, request_of(USERS), answer(200, raw=raw))


def test_ids_keep_all_their_digits_and_nulls_and_news_are_survived() -> None:
    value = decoded(
        b'{"items": [{"id": "7401928365501274839", "number": 9223372036854775807, "low": "0.25",'
        b'"flag": null, "brandNew": {"deep": [1]}}, {"number": "5840192736450918273"}], "new": 1}'
    )
    assert value.items is not None
    assert value.items[0].id == "7401928365501274839"
    assert value.items[0].number == "9223372036854775807"
    assert value.items[0].low == 0.25
    assert value.items[1].number == "5840192736450918273"


def test_the_word_null_stays_a_text() -> None:
    value = decoded(b'{"items": [{"id": "null"}]}')
    assert value.items is not None
    assert value.items[0].id == "null"


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert decoded(b'\xef\xbb\xbf{"items": []}').items == []


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"<!DOCTYPE html><p>Sign in", "web page"),
        (b'{"items": [{"id": "1"', "cut off"),
        (b'{"items": [\xff]}', "cut off"),
        (b"OK", "no JSON"),
        (b"", "empty"),
        (b" \n", "empty"),
    ],
)
def test_what_is_no_json_is_garbled(raw: bytes, told: str) -> None:
    with pytest.raises(errors.Garbled, match=told) as garbled:
        decoded(raw)
    assert type(garbled.value) is errors.Garbled


@pytest.mark.parametrize("raw", [b"[]", b'"x"', b'{"items": 5}', b'{"items": [{"number": 1.5}]}'])
def test_json_of_another_shape_says_where(raw: bytes) -> None:
    with pytest.raises(errors.WrongShape, match="documented shape"):
        decoded(raw)


def test_an_empty_answer_to_a_write_is_a_success() -> None:
    assert decode(GRANT, request_of(GRANT), answer(200, raw=b"")) == GRANT.response()


# -- any bytes at all ---------------------------------------------------------------------------

PAGE = json.dumps(
    {
        "requestId": "r1",
        "records": {"totalRecords": 2, "currentPageSize": 2, "currentPageNumber": 0, "cursor": "é"},
        "users": [{"id": "6182947305512870443", "active": True, "created": "2026-01-01T00:00:00Z"}],
        "items": [{"id": "1", "number": 12}],
        "errors": ["No calls found"],
    },
    ensure_ascii=False,
).encode()


@given(st.data())
@settings(max_examples=300)
def test_mutilated_bodies_give_a_value_or_an_error_of_ours(data: st.DataObject) -> None:
    op = data.draw(st.sampled_from(CATALOGUE))
    body = bytearray(PAGE)
    for _ in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, len(body) - 1))
        body[place] = data.draw(st.integers(0, 255))
    raw = bytes(body[: data.draw(st.integers(0, len(body)))])
    status = data.draw(st.sampled_from([200, 201, 302, 400, 401, 404, 409, 429, 500]))
    reply = answer(status, raw=raw)
    try:
        outcome: object = (decode if status < 300 else failure)(op, request_of(op), reply)
    except errors.Garbled as garbled:
        outcome = garbled
    expected = (op.response, errors.Garbled) if status < 300 else errors.Answered
    assert isinstance(outcome, expected)


def test_the_decoder_of_a_type_is_made_once_however_many_threads_want_it() -> None:
    """Two at a time end the process now and then, inside msgspec."""
    ready = threading.Barrier(8)

    def want(kind: type[msgspec.Struct]) -> object:
        ready.wait()
        return decoder(kind)

    with ThreadPoolExecutor(8) as threads:
        for number in range(50):
            fields = [(f"field_{place}", int | None, None) for place in range(20)]
            kind = msgspec.defstruct(f"Answer{number}", fields)
            assert len(set(map(id, threads.map(want, [kind] * 8)))) == 1


def test_the_cases_are_decoded_with_these_decoders_alone() -> None:
    """The cases are read on several threads from the start; see `decoder`."""
    folder = Path(privacy.__file__).parent
    found = []
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            what = ast.unparse(node.func)
            typed = any(given.arg == "type" for given in node.keywords)
            if (what == "msgspec.json.decode" and typed) or what == "msgspec.json.Decoder":
                found.append(f"{file.relative_to(folder)}: {ast.unparse(node)}")
    assert found == []
