"""From a typed request to what goes over the wire."""

from __future__ import annotations

import json
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gong_admin.api.address import Address
from gong_admin.api.catalogue import CATALOGUE
from gong_admin.api.errors import InvalidRequest
from gong_admin.api.operation import Effect, Model, Operation, Request, Response
from gong_admin.api.prepare import prepare
from gong_admin.api.spec import File, NumberId, Path, Query, WholeBody


class Window(Model, frozen=True, kw_only=True):
    from_date: Annotated[str, msgspec.Meta(min_length=10, max_length=10)]
    user_ids: Annotated[list[str], msgspec.Meta(max_length=3)] | None = None


class Everything(Request, frozen=True, kw_only=True):
    id: Path[str]
    workspace_id: Query[str] = msgspec.field(name="workspace-id")
    tags: Query[list[str]] | None = None
    deep: Query[bool] | None = None
    number: Query[NumberId] | None = None
    kind: Literal["CALL", "MAIL"] | None = None
    integration_id: NumberId | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=100)] | None = None
    filter: Window | None = None


class Whole(Request, frozen=True, kw_only=True):
    entries: WholeBody[list[Window]]


class Upload(Request, frozen=True, kw_only=True):
    media_file: File[FilePath]


class Nothing(Request, frozen=True, kw_only=True):
    pass


def operation(request: type[Request], method: str = "POST", path: str = "/v2/x") -> Any:
    return Operation(
        id="x",
        method=method,
        path=path,
        request=request,
        response=Response,
        area="x",
        title="X",
        help="X.",
        effect=Effect.READ,
    )


EVERYTHING = operation(Everything, "PUT", "/v2/things/{id}/parts")


def test_each_field_goes_to_its_place() -> None:
    http = prepare(
        EVERYTHING,
        Everything(
            id="a/b c?",
            workspace_id="12",
            tags=["one", "two&three"],
            deep=True,
            number=NumberId("5840192736450918273"),
            kind="CALL",
            integration_id=NumberId("5840192736450918273"),
            filter=Window(from_date="2026-03-01"),
        ),
        Address.parse("https://us-1.api.gong.io"),
    )
    assert http.url == (
        "https://us-1.api.gong.io/v2/things/a%2Fb%20c%3F/parts"
        "?workspace-id=12&tags=one&tags=two%26three&deep=true&number=5840192736450918273"
    )
    assert http.body == (
        b'{"kind":"CALL","integrationId":5840192736450918273,"filter":{"fromDate":"2026-03-01"}}'
    )
    assert ("Content-Type", "application/json") in http.headers
    assert not any(name == "Authorization" for name, _ in http.headers)


def test_members_that_are_not_set_are_not_sent() -> None:
    http = prepare(EVERYTHING, Everything(id="1", workspace_id="2"))
    assert http.body == b"{}"
    assert http.url == "/v2/things/1/parts?workspace-id=2"


@pytest.mark.parametrize("method", ["GET", "DELETE", "POST"])
def test_a_body_goes_with_any_verb_and_may_be_a_list(method: str) -> None:
    http = prepare(operation(Whole, method), Whole(entries=[Window(from_date="2026-03-01")]))
    assert (http.method, http.body) == (method, b'[{"fromDate":"2026-03-01"}]')


def test_without_fields_for_it_there_is_no_body() -> None:
    http = prepare(operation(Nothing), Nothing())
    assert http.body is None
    assert not any(name == "Content-Type" for name, _ in http.headers)


def test_a_file_is_described_and_not_read() -> None:
    http = prepare(operation(Upload), Upload(media_file=FilePath("/no/such/file.mp3")))
    assert http.file is not None
    assert (http.file.field, http.file.path) == ("mediaFile", FilePath("/no/such/file.mp3"))
    assert http.body is None


def test_a_raw_body_replaces_the_members_and_their_checks() -> None:
    http = prepare(operation(Whole), Whole(entries=None), raw_body=b"anything")  # type: ignore[arg-type]
    assert http.body == b"anything"


@pytest.mark.parametrize(
    ("changes", "name", "told"),
    [
        ({"id": ""}, "id", "required"),
        ({"id": ".."}, "id", "dots"),
        ({"workspace_id": None}, "workspace-id", "required"),
        ({"workspace_id": 7}, "workspace-id", "text"),
        ({"tags": "one"}, "tags", "list"),
        ({"tags": ["one", 2]}, "tags.1", "text"),
        ({"deep": "yes"}, "deep", "true or false"),
        ({"kind": "FAX"}, "kind", "CALL, MAIL"),
        ({"integration_id": NumberId("12a")}, "integrationId", "whole number"),
        ({"limit": 0}, "limit", "at least 1"),
        ({"limit": 101}, "limit", "at most 100"),
        ({"limit": True}, "limit", "number"),
        ({"limit": 1.5}, "limit", "whole"),
        ({"filter": Window(from_date="2026")}, "filter.fromDate", "at least 10 characters"),
        ({"filter": {"userIds": []}}, "filter.fromDate", "required"),
        (
            {"filter": Window(from_date="2026-03-01", user_ids=list("abcd"))},
            "filter.userIds",
            "at most 3 entries",
        ),
        ({"filter": "all"}, "filter", "object"),
        ({"id": "\ud800"}, "id", "half a character"),
    ],
)
def test_what_gong_would_refuse_is_not_sent(changes: Any, name: str, told: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        prepare(EVERYTHING, Everything(**{"id": "1", "workspace_id": "2", **changes}))
    assert list(refused.value.problems) == [name]
    assert told in refused.value.problems[name]


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(InvalidRequest) as refused:
        prepare(EVERYTHING, Everything(id="", workspace_id="", limit=0))
    assert set(refused.value.problems) == {"id", "workspace-id", "limit"}


texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(id=texts, workspace=texts, tags=st.lists(texts))
def test_any_text_survives_path_and_query(id: str, workspace: str, tags: list[str]) -> None:
    request = Everything(id=id, workspace_id=workspace, tags=tags)
    if not id or not workspace or id in (".", ".."):
        with pytest.raises(InvalidRequest):
            prepare(EVERYTHING, request)
        return
    url = urlsplit("https://gong.test" + prepare(EVERYTHING, request).target)
    assert url.path.count("/") == 4
    assert unquote(url.path.split("/")[3]) == id
    assert parse_qsl(url.query, keep_blank_values=True) == [
        ("workspace-id", workspace),
        *[("tags", tag) for tag in tags],
    ]


@pytest.mark.parametrize("op", CATALOGUE, ids=lambda op: op.id)
def test_every_example_of_the_catalogue_can_be_sent(op: Operation[Any, Any]) -> None:
    http = prepare(op, op.example)
    assert "{" not in http.path
    assert http.method == op.method
    if http.body is not None:
        json.loads(http.body)
