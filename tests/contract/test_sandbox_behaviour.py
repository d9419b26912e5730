"""The sandbox answers as the live Gong does: errors, limits, paging, and faults on demand."""

from __future__ import annotations

import base64
import concurrent.futures
import http.client
import json
from typing import Any

import pytest

from gong_admin.sandbox.process import SandboxFailed
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient
from tests.contract.requests_that_work import new_call

# -- errors ------------------------------------------------------------------------------------


def test_an_empty_result_is_a_404_with_a_sentence(client: PlainClient) -> None:
    span = {"fromDateTime": "2001-01-01T00:00:00Z", "toDateTime": "2001-01-02T00:00:00Z"}
    nothing = ["No calls found corresponding to the provided filters"]
    for reply in (
        client.get("/v2/calls", span),
        client.post("/v2/calls/extensive", {"filter": span}),
        client.post("/v2/calls/transcript", {"filter": span}),
    ):
        assert (reply.status, reply.errors) == (404, nothing)
    reply = client.get("/v2/logs", {"logType": "AccessLog", **span})
    assert reply.status == 404
    assert "No log records found" in reply.errors[0]


def test_a_key_that_sees_no_calls_gets_the_same_404(client: PlainClient, known: Known) -> None:
    span = {"fromDateTime": known.moment(30), "toDateTime": known.moment(0)}
    assert client.get("/v2/calls", span).status == 200
    empty = {"fromDateTime": "2001-01-01T00:00:00Z", "toDateTime": "2001-01-02T00:00:00Z"}
    nothing = client.get("/v2/calls", empty)
    client.sandbox.control("key", {"seesCalls": False})
    reply = client.get("/v2/calls", span)
    assert (reply.status, reply.errors) == (nothing.status, nothing.errors)


def test_stats_of_users_without_data_are_a_404(client: PlainClient) -> None:
    for path in ("activity/aggregate", "activity/day-by-day", "interaction"):
        body = {"filter": {"fromDate": "2001-01-01", "toDate": "2001-01-02"}}
        assert client.post(f"/v2/stats/{path}", body).status == 404


@pytest.mark.parametrize("scheme", ["Basic", "Bearer", "Digest"])
def test_bad_credentials(client: PlainClient, scheme: str) -> None:
    value = base64.b64encode(b"key:secret").decode()
    reply = client.send("GET", "/v2/users", headers={"Authorization": f"{scheme} {value}"})
    assert reply.status == 401
    if scheme == "Basic":
        assert reply.errors[0].startswith("Validate credentials failed")
        assert reply.headers["WWW-Authenticate"] == 'Basic realm="Gong.io API"'


def test_the_bearer_token_works_as_well(client: PlainClient) -> None:
    header = {"Authorization": f"Bearer {client.sandbox.bearer_token}"}
    assert client.send("GET", "/v2/workspaces", headers=header).status == 200


def test_a_missing_scope_is_named(client: PlainClient) -> None:
    client.sandbox.control("scopes", {"scopes": ["api:users:read"]})
    assert client.get("/v2/users").status == 200
    reply = client.get("/v2/workspaces")
    assert reply.status == 401
    assert reply.errors == ["You don't have permission to use 'api:workspaces:read' in your app."]
    assert "WWW-Authenticate" not in reply.headers


def test_the_media_scope_is_wanted_for_media_only(client: PlainClient, known: Known) -> None:
    body: dict[str, Any] = {"filter": {"callIds": [known.call]}}
    client.sandbox.control("scopes", {"scopes": ["api:calls:read:extensive"]})
    assert client.post("/v2/calls/extensive", body).status == 200
    body["contentSelector"] = {"exposedFields": {"media": True}}
    reply = client.post("/v2/calls/extensive", body)
    assert reply.status == 401
    assert "'api:calls:read:media-url'" in reply.errors[0]


def test_an_address_off_the_list_and_no_engage_licence(client: PlainClient, known: Known) -> None:
    query = {"flowOwnerEmail": known.flow_owner}
    client.sandbox.control("key", {"engageLicence": False})
    assert client.get("/v2/flows", query).status == 403
    assert client.get("/v2/users").status == 200
    client.sandbox.control("key", {"trustedAddress": False})
    assert client.get("/v2/users").status == 403


def test_unknown_path_and_wrong_verb(client: PlainClient) -> None:
    assert client.send("GET", "/v2/nothing", headers={"Authorization": None}).status == 401
    assert client.get("/v2/nothing").status == 404
    reply = client.send("DELETE", "/v2/users")
    assert (reply.status, reply.headers["Allow"]) == (405, "GET")


def test_extensive_wants_a_filter_which_may_be_empty(client: PlainClient) -> None:
    for path in ("/v2/users/extensive", "/v2/calls/extensive"):
        assert client.post(path, {}).status == 400
        assert client.post(path, {"filter": {}}).status == 200


def test_known_sentences(client: PlainClient) -> None:
    reply = client.get("/v2/permission-profile", {"profileId": "123"})
    assert (reply.status, reply.errors) == (400, ["Bad request"])
    reply = client.post("/v2/calls/users-access", {"filter": {"callIds": ["123"]}})
    assert (reply.status, reply.errors) == (400, ["Some calls not found"])
    reply = client.get("/v2/calls/123")
    assert reply.status == 404
    assert "123 was not found" in reply.errors[0]


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b"{", 400),
        ("application/json", b"[]", 400),
        ("application/json", b"\xff", 400),
        ("text/plain", b'{"filter": {}}', 415),
        ("application/json", b"[" * 100_000, 400),
        ("application/json", b" " * 10_000_001, 413),
    ],
)
def test_bodies_that_are_none(
    client: PlainClient, content_type: str, body: bytes, status: int
) -> None:
    reply = client.send(
        "POST", "/v2/users/extensive", None, body, headers={"Content-Type": content_type}
    )
    assert reply.status == status


def test_request_ids_differ_and_trace_ids_mostly_agree(client: PlainClient) -> None:
    replies = [client.get("/v2/workspaces") for _ in range(60)]
    assert len({reply.json["requestId"] for reply in replies}) == 60
    agreeing = [r for r in replies if r.headers["x-traceid"] == r.json["requestId"]]
    missing = [r for r in replies if r.headers["x-traceid"] is None]
    assert 30 < len(agreeing) < 60
    assert missing


# -- limits ------------------------------------------------------------------------------------


def test_the_fourth_call_at_once_is_refused(client: PlainClient) -> None:
    client.advance(10)
    client.sandbox.control("limits", {"rate": 0.01})
    replies = [client.get("/v2/workspaces") for _ in range(4)]
    assert [reply.status for reply in replies] == [200, 200, 200, 429]
    assert 1 <= int(replies[3].headers["Retry-After"]) <= 100
    client.advance(int(replies[3].headers["Retry-After"]))
    assert client.get("/v2/workspaces").status == 200


def test_the_day_is_full(client: PlainClient) -> None:
    used = client.sandbox.control("stats")["usedToday"]
    client.sandbox.control("limits", {"daily": used + 1})
    assert client.get("/v2/workspaces").status == 200
    reply = client.get("/v2/workspaces")
    assert reply.status == 429
    client.advance(int(reply.headers["Retry-After"]))
    assert client.get("/v2/workspaces").status == 200


# -- paging ------------------------------------------------------------------------------------


def test_pages_of_a_hundred_without_gap_or_repeat(client: PlainClient, known: Known) -> None:
    pages = list(client.walk("GET", "/v2/users"))
    records = [page["records"] for page in pages]
    assert [r["totalRecords"] for r in records] == [130, 130]
    assert [r["currentPageSize"] for r in records] == [100, 30]
    assert [r["currentPageNumber"] for r in records] == [0, 1]
    ids = [user["id"] for page in pages for user in page["users"]]
    assert len(set(ids)) == 130
    body = {"filter": {"userIds": ids}}
    again = client.walk("POST", "/v2/users/extensive", None, body)
    assert [user["id"] for page in again for user in page["users"]] == ids


def test_a_cursor_belongs_to_its_operation_and_inputs(client: PlainClient, known: Known) -> None:
    cursor = client.read("GET", "/v2/users")["records"]["cursor"]
    body = {"filter": {"fromDateTime": known.moment(90), "toDateTime": known.moment(0)}}
    for reply in (
        client.get("/v2/users", {"cursor": "abc"}),
        client.get("/v2/users", {"cursor": cursor, "includeAvatars": "true"}),
        client.post("/v2/users/extensive", {"cursor": cursor, "filter": {}}),
        client.post("/v2/calls/extensive", {"cursor": cursor, **body}),
    ):
        assert (reply.status, reply.errors) == (400, ["Failed to verify cursor"])
    assert client.get("/v2/users", {"cursor": cursor}).status == 200


def test_a_cursor_lives_an_hour_from_the_first_request(client: PlainClient, known: Known) -> None:
    query = {"fromDateTime": known.moment(90), "toDateTime": known.moment(0)}
    first = client.read("GET", "/v2/calls", query)["records"]["cursor"]
    client.advance(3000)
    second = client.read("GET", "/v2/calls", {**query, "cursor": first})["records"]["cursor"]
    client.advance(700)
    reply = client.get("/v2/calls", {**query, "cursor": second})
    assert 400 <= reply.status < 500
    assert "cursor has expired" in reply.errors[0]


# -- faults ------------------------------------------------------------------------------------


def test_answers_that_fail(client: PlainClient) -> None:
    client.faults(server_error=1)
    assert client.get("/v2/users").status == 500
    client.faults(server_error=0, rate_limit=1)
    reply = client.get("/v2/users")
    assert (reply.status, reply.headers["Retry-After"]) == (429, "1")
    client.faults(rate_limit=0, rate_limit_hours=1)
    reply = client.get("/v2/users")
    assert reply.status == 429
    assert int(reply.headers["Retry-After"]) > 3600
    client.faults(rate_limit_hours=0, revoked_key=1)
    reply = client.get("/v2/users")
    assert reply.status == 401
    assert "access token has been revoked" in reply.errors[0]
    client.faults(revoked_key=0, missing_scope=1)
    assert "'api:users:read'" in client.get("/v2/users").errors[0]
    client.faults(missing_scope=0, html=1)
    reply = client.get("/v2/users")
    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/html")
    with pytest.raises(json.JSONDecodeError):
        _ = reply.json


def test_connections_that_break(client: PlainClient) -> None:
    client.faults(drop={"count": 1})
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        client.get("/v2/users")
    client.faults(truncate={"count": 1})
    with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
        client.get("/v2/users")
    assert client.get("/v2/users").status == 200


def test_a_dropped_write_has_happened(client: PlainClient, known: Known) -> None:
    call = new_call(known)  # asks for the users first
    client.faults(drop={"count": 1, "operations": ["addCall"]})
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        client.post("/v2/calls", call)
    assert client.post("/v2/calls", call).status == 409


def test_cursors_that_expire_or_never_end(client: PlainClient) -> None:
    client.faults(cursor_expired=1)
    first = client.get("/v2/users")
    assert first.status == 200
    reply = client.get("/v2/users", {"cursor": first.json["records"]["cursor"]})
    assert "cursor has expired" in reply.errors[0]
    client.faults(cursor_expired=0, cursor_loop=1)
    cursor = client.read("GET", "/v2/users")["records"]["cursor"]
    again = client.read("GET", "/v2/users", {"cursor": cursor})["records"]["cursor"]
    assert again == cursor


def test_latency(client: PlainClient) -> None:
    client.sandbox.control("stats", method="DELETE")
    client.faults(latency={"count": 1, "seconds": 2, "operations": ["listUsers"]})
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        slow = pool.submit(client.get, "/v2/users")
        while "listUsers" not in client.sandbox.control("stats")["requests"]:
            assert not slow.done()
        other = PlainClient(client.sandbox)
        assert other.get("/v2/workspaces").status == 200
        other.close()
        assert not slow.done()
        assert slow.result().status == 200


def test_a_write_that_takes_only_part(client: PlainClient, known: Known) -> None:
    client.faults(ignored_setting=1)
    profile = known.profiles()[-1]
    changed = {name: not value for name, value in profile.items() if isinstance(value, bool)}
    answer = client.read(
        "PUT", "/v2/permission-profile", {"profileId": profile["id"]}, {**profile, **changed}
    )["profile"]
    taken = [name for name in changed if answer[name] == changed[name]]
    assert 0 < len(taken) < len(changed)


def test_unknown_fault_is_told(client: PlainClient) -> None:
    with pytest.raises(SandboxFailed, match="no fault is called"):
        client.faults(nonsense=1)
