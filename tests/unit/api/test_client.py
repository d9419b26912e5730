"""Calls and walks over pages, against a server that answers what the test says."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Callable
from email.utils import format_datetime
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gong_admin.api import errors
from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue import operation
from gong_admin.api.client import Client
from gong_admin.api.pacing import Pacer, Priority
from gong_admin.api.retry import RetryPolicy
from tests.unit.api.conftest import AT_ONCE, KEY, SECRET
from tests.unit.api.scripted import Cut, Received, ScriptedServer, reply

USERS = operation("listUsers")
USERS_BY_FILTER = operation("listMultipleUsers")
USER = operation("getUser")
WORKSPACES = operation("listWorkspaces")
GRANT = operation("addUsersAccessToCalls")
NONE_FOUND = {"requestId": "r9", "errors": ["No calls found corresponding to the provided filters"]}
FAILED = {"requestId": "r5", "errors": ["Something went wrong"]}


def users(*ids: int, cursor: str | None = None, total: int | None = None) -> dict[str, Any]:
    records: dict[str, Any] = {"totalRecords": len(ids) if total is None else total}
    if cursor is not None:
        records["cursor"] = cursor
    return {"requestId": "r1", "records": records, "users": [{"id": str(each)} for each in ids]}


# -- one call -----------------------------------------------------------------------------------


def test_an_answer_carries_what_a_support_request_needs(
    client: Client, server: ScriptedServer
) -> None:
    server.then(reply(users(1), headers={"X-TraceId": "t1"}))
    answer = client.call(USERS, USERS.request())
    assert [user.id for user in answer.value.users] == ["1"]
    assert (answer.status, answer.request_id, answer.trace_id) == (200, "r1", "t1")
    assert answer.raw.startswith(b'{"requestId"')
    assert answer.seconds > 0
    assert answer.empty_because == ""


def test_nothing_found_is_an_empty_list_with_its_reason(
    client: Client, server: ScriptedServer
) -> None:
    server.then(reply(NONE_FOUND, 404))
    answer = client.call(USERS, USERS.request())
    assert answer.value == USERS.response()
    assert answer.empty_because == NONE_FOUND["errors"][0]
    assert (answer.status, answer.request_id) == (404, "r9")


def test_a_thing_that_is_not_there_is_an_error(client: Client, server: ScriptedServer) -> None:
    server.then(reply({"errors": ["User ID 7 was not found"]}, 404))
    with pytest.raises(errors.NotFound, match="User ID 7"):
        client.call(USER, USER.example)
    assert len(server.received) == 1


@pytest.mark.parametrize(
    "trouble",
    [
        reply(FAILED, 500),
        reply(raw=b"<html>busy</html>", status=503),
        reply(raw=b"<html>sign in</html>"),
        Cut(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"users": ['),
        Cut(b'HTTP/1.1 404 Not Found\r\nContent-Length: 90\r\n\r\n{"errors": ["No us'),
        Cut(b'HTTP/1.1 401 Unauthorized\r\nContent-Length: 90\r\n\r\n{"errors": ["Mis'),
        Cut(b""),
        reply(FAILED, 429, {"Retry-After": "0"}),
        reply(FAILED, 429),
    ],
)
def test_a_read_survives_passing_trouble(
    client: Client, server: ScriptedServer, trouble: bytes
) -> None:
    server.then(trouble, trouble, reply(users(1)))
    assert client.call(USERS, USERS.request()).status == 200
    assert len(server.received) == 3


def test_repeating_is_bounded(client: Client, server: ScriptedServer) -> None:
    server.then(reply(FAILED, 500))
    with pytest.raises(errors.ServerError) as failed:
        client.call(USERS, USERS.request())
    assert failed.value.request_id == "r5"
    assert len(server.received) == AT_ONCE.attempts


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (reply(FAILED, 500), errors.ServerError),
        (reply(raw=b"<html>sign in</html>"), errors.Garbled),
        (Cut(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"), errors.Garbled),
        (Cut(b""), errors.ConnectionFailed),
    ],
)
def test_a_write_that_may_have_happened_is_sent_once(
    client: Client, server: ScriptedServer, trouble: bytes, kind: type[Exception]
) -> None:
    server.then(trouble)
    with pytest.raises(kind):
        client.call(GRANT, GRANT.example)
    assert len(server.received) == 1


def test_a_write_refused_for_its_rate_is_sent_again(client: Client, server: ScriptedServer) -> None:
    server.then(reply(FAILED, 429, {"Retry-After": "0"}), reply({"requestId": "r2"}))
    assert client.call(GRANT, GRANT.example).request_id == "r2"
    assert server.received[0].body == server.received[1].body


def test_a_write_that_never_left_is_tried_again(make_client: Callable[..., Client]) -> None:
    seen: list[int | None] = []
    with socket.socket() as held:  # what is bound and doesn't listen refuses
        held.bind(("127.0.0.1", 0))
        client = make_client(
            address=Address.parse(f"http://127.0.0.1:{held.getsockname()[1]}"),
            observer=lambda _id, status, *_: seen.append(status),
        )
        with pytest.raises(errors.ConnectionFailed) as failed:
            client.call(GRANT, GRANT.example)
    assert not failed.value.may_have_happened
    assert seen == [None] * AT_ONCE.attempts


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_limit_of_hours_is_told_and_holds_all_calls(
    make_client: Callable[..., Client], server: ScriptedServer, tmp_path: Path, form: str
) -> None:
    # Made here: a date from when the tests were collected is minutes old in a long run.
    then = format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(hours=2))
    value = "7200" if form == "seconds" else then
    pacer = Pacer("orvane", tmp_path / "hours", rate=0)
    client = make_client(pacer=pacer)
    server.then(reply({"errors": ["Daily limit"]}, 429, {"Retry-After": value}))
    with pytest.raises(errors.RateLimited) as limited:
        client.call(USERS, USERS.request())
    in_two_hours = dt.datetime.now(dt.UTC) + dt.timedelta(hours=2)
    for moment in (limited.value.retry_at, pacer.usage().blocked_until):
        assert moment is not None
        assert abs(moment - in_two_hours) < dt.timedelta(minutes=1)
    with pytest.raises(errors.RateLimited):
        client.call(USERS, USERS.request())
    assert len(server.received) == 1


@pytest.mark.parametrize("value", ["-5", "99999999999999", "soon", "NaN", ""])
def test_a_mad_retry_after_is_no_reason_to_give_up(
    client: Client, server: ScriptedServer, value: str
) -> None:
    server.then(reply(FAILED, 429, {"Retry-After": value}), reply(users(1)))
    assert client.call(USERS, USERS.request()).status == 200


def test_a_redirect_is_an_error_and_the_key_stays_here(
    client: Client, server: ScriptedServer
) -> None:
    server.then(reply({}, 302, {"Location": "https://evil.test/"}))
    with pytest.raises(errors.Redirected):
        client.call(USERS, USERS.request())
    assert len(server.received) == 1


def test_secrets_that_a_server_echoes_are_in_no_error(
    client: Client, server: ScriptedServer
) -> None:
    def echo(request: Received) -> bytes:
        sentence = f"Refused {request.headers['authorization']} of {KEY} {SECRET}"
        return reply({"errors": [sentence]}, 400)

    server.answer = echo
    with pytest.raises(errors.BadRequest) as refused:
        client.call(USERS, USERS.request())
    error = refused.value
    shown = f"{error} {error!r} {error.messages} {error.body} {vars(error)}"
    assert "Refused" in shown
    assert SECRET not in shown
    assert server.received[0].headers["authorization"].split()[1] not in shown


def test_the_observer_sees_every_attempt_and_no_content(
    make_client: Callable[..., Client], server: ScriptedServer
) -> None:
    seen: list[tuple[Any, ...]] = []
    client = make_client(observer=lambda *attempt: seen.append(attempt))
    server.then(Cut(b""), reply(FAILED, 500), reply(users(1)))
    client.call(USERS, USERS.request())
    assert [(id, status, request_id) for id, status, _, request_id in seen] == [
        ("listUsers", None, None),
        ("listUsers", 500, "r5"),
        ("listUsers", 200, "r1"),
    ]


def test_a_raw_body_is_sent_as_it_is(client: Client, server: ScriptedServer) -> None:
    server.then(reply(users()))
    client.call(USERS_BY_FILTER, USERS_BY_FILTER.example, raw_body=b'{"any": 1}')
    assert server.received[0].body == b'{"any": 1}'


def test_a_cancel_ends_the_wait_between_attempts(
    make_client: Callable[..., Client], server: ScriptedServer
) -> None:
    token = CancelToken()
    client = make_client(
        policy=RetryPolicy(first_wait=600, longest_wait=600),
        observer=lambda *_: token.cancel(),
    )
    server.then(reply(FAILED, 500))
    with pytest.raises(errors.Cancelled):
        client.call(USERS, USERS.request(), token=token)
    assert len(server.received) == 1


# -- pages --------------------------------------------------------------------------------------


@pytest.mark.parametrize("op", [USERS, USERS_BY_FILTER], ids=lambda op: op.method)
def test_a_walk_repeats_its_inputs_and_adds_the_cursor(
    op: Any, client: Client, server: ScriptedServer
) -> None:
    server.then(
        reply(users(1, 2, cursor="c/1+", total=5)),
        reply(users(3, 4, cursor="c2", total=5)),
        reply(users(5, total=5)),
    )
    ids = [user.id for answer in client.pages(op, op.example) for user in answer.value.users]
    assert ids == ["1", "2", "3", "4", "5"]
    first, *later = server.received
    for request, cursor in zip(later, ["c/1+", "c2"], strict=True):
        if op is USERS:
            assert sorted(request.query) == sorted([*first.query, ("cursor", cursor)])
            assert request.body == b""
        else:
            assert request.json == {**first.json, "cursor": cursor}
            assert request.query == []


def test_an_operation_without_pages_gives_its_one_answer(
    client: Client, server: ScriptedServer
) -> None:
    server.then(reply({"workspaces": [{"id": "1"}]}))
    (answer,) = client.pages(WORKSPACES, WORKSPACES.request())
    assert [each.id for each in answer.value.workspaces] == ["1"]


def test_a_walk_over_nothing_says_why(client: Client, server: ScriptedServer) -> None:
    server.then(reply(NONE_FOUND, 404))
    (answer,) = client.pages(USERS, USERS.request())
    assert answer.empty_because


def test_an_expired_cursor_says_how_far_the_walk_came(
    client: Client, server: ScriptedServer
) -> None:
    server.then(
        reply(users(1, 2, cursor="a", total=9)),
        reply(users(3, cursor="b", total=9)),
        reply({"errors": ["cursor has expired"]}, 400),
    )
    walk = client.pages(USERS, USERS.request())
    assert [len(answer.value.users) for answer in islice(walk, 2)] == [2, 1]
    with pytest.raises(errors.CursorExpired) as expired:
        next(walk)
    assert expired.value.items_read == 3


def test_trouble_in_the_middle_of_a_walk_loses_nothing(
    client: Client, server: ScriptedServer
) -> None:
    server.then(
        reply(users(1, cursor="a", total=2)), Cut(b""), reply(FAILED, 500), reply(users(2, total=2))
    )
    ids = [user.id for page in client.pages(USERS, USERS.request()) for user in page.value.users]
    assert ids == ["1", "2"]


def test_a_walk_is_cancelled_between_pages(client: Client, server: ScriptedServer) -> None:
    server.answer = lambda _: reply(users(1, cursor=f"c{len(server.received)}", total=1000))
    token = CancelToken()
    walk = client.pages(USERS, USERS.request(), token=token)
    assert len(list(islice(walk, 3))) == 3
    token.cancel()
    with pytest.raises(errors.Cancelled):
        next(walk)
    assert len(server.received) == 3


def test_background_work_that_has_used_its_day_stops_between_pages(
    make_client: Callable[..., Client], server: ScriptedServer, tmp_path: Path
) -> None:
    client = make_client(pacer=Pacer("orvane", tmp_path / "day", rate=0, daily=5))
    server.answer = lambda _: reply(users(1, cursor=f"c{len(server.received)}", total=1000))
    walk = client.pages(USERS, USERS.request())
    assert len(list(islice(walk, 4))) == 4
    with pytest.raises(errors.BudgetSpent):
        next(walk)
    assert client.call(USERS, USERS.request(), priority=Priority.CLICK).status == 200


@given(
    pages=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from("abcdefgh") | st.none()), max_size=40
    )
)
@settings(max_examples=60)
def test_any_sequence_of_cursors_comes_to_an_end(
    client: Client, server: ScriptedServer, pages: list[tuple[int, str | None]]
) -> None:
    """Whatever cursors come: every page that came is handed over, none is asked for twice."""
    server.received.clear()
    script = [*pages, (1, None)]
    server.answer = lambda _: reply(
        users(
            *range(script[len(server.received) - 1][0]), cursor=script[len(server.received) - 1][1]
        )
    )
    came, looped = [], False
    try:
        for answer in client.pages(USERS, USERS.request()):
            came.append(len(answer.value.users or ()))
    except errors.CursorLoop as loop:
        looped = True
        came_items = loop.items_read
    asked = [dict(received.query).get("cursor", "") for received in server.received]
    assert len(asked) == len(set(asked)) == len(came)
    assert came == [count for count, _ in script[: len(came)]]
    if looped:
        assert came_items == sum(came)
    else:
        assert script[len(came) - 1][1] is None


@pytest.mark.parametrize("items", [(), (1, 2, 3)], ids=["without items", "beyond the total"])
def test_ever_new_cursors_that_lead_nowhere_come_to_an_end(
    client: Client, server: ScriptedServer, items: tuple[int, ...]
) -> None:
    server.answer = lambda _: reply(users(*items, cursor=f"c{len(server.received)}", total=5))
    with pytest.raises(errors.CursorLoop) as loop:
        list(islice(client.pages(USERS, USERS.request()), 1000))
    assert loop.value.items_read == len(items) * len(server.received)
