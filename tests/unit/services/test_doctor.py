"""The connection doctor against the sandbox: good keys, bad keys, narrow keys, nobody there."""

from __future__ import annotations

import socket

import pytest

from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Client
from gong_admin.api.credentials import KeyPair
from gong_admin.api.errors import Cancelled
from gong_admin.api.pacing import Pacer
from gong_admin.services.doctor import Verdict, examine


@pytest.fixture
def gong(sandbox):
    return sandbox(users=200)


@pytest.fixture
def connect(gong, tmp_path):
    clients = []

    def make(*, base_url: str = "", secret: str = "") -> Client:
        client = Client(
            Address.parse(base_url or gong.base_url),
            KeyPair(gong.access_key, secret or gong.access_key_secret),
            Pacer("test", tmp_path, rate=0),
        )
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.close()
        client.pacer.close()


def verdicts(diagnosis):
    return {check.scope: check.verdict for check in diagnosis.scopes}


def test_a_full_key_opens_every_panel(connect):
    seen = []
    diagnosis = examine(connect(), progress=seen.append)
    assert diagnosis.host.verdict is Verdict.GOOD
    assert diagnosis.credentials.verdict is Verdict.GOOD
    assert {check.verdict for check in diagnosis.panels} == {Verdict.GOOD}
    assert diagnosis.error is None
    assert (seen[0].done, seen[-1].done) == (0, seen[-1].total)


def test_writes_are_unknown_until_used_and_nothing_is_written(connect, gong):
    gong.control("stats", method="DELETE")
    found = verdicts(examine(connect()))
    for scope in ("api:calls:create", "api:data-privacy:delete", "api:flows:write"):
        assert found[scope] is Verdict.UNKNOWN
    from gong_admin.api.catalogue import operation
    from gong_admin.api.operation import Effect

    asked = gong.control("stats")["requests"]
    assert asked
    assert {operation(name).effect for name in asked} == {Effect.READ}


def test_a_narrow_key_names_what_each_panel_lacks(connect, gong):
    gong.control("scopes", {"scopes": ["api:users:read", "api:workspaces:read"]})
    try:
        diagnosis = examine(connect())
    finally:
        gong.control("scopes", {"scopes": None})
    found = verdicts(diagnosis)
    assert found["api:users:read"] is Verdict.GOOD
    assert found["api:library:read"] is Verdict.BAD
    panels = {check.panel: check for check in diagnosis.panels}
    assert panels["users"].verdict is Verdict.GOOD
    assert panels["library"].missing == ("api:library:read",)
    assert panels["library"].verdict is Verdict.BAD
    assert panels["overview"].verdict is Verdict.PARTLY  # it shows the users


def test_a_server_that_fails_again_and_again_is_not_asked_for_every_scope(connect, gong):
    gong.control("stats", method="DELETE")
    gong.control("faults", {"server-error": {}})
    try:
        diagnosis = examine(connect())
    finally:
        gong.control("faults", method="DELETE")
    assert diagnosis.error is not None
    assert len(gong.control("stats")["requests"]) <= 3


def test_what_belongs_to_a_workspace_is_asked_of_one_that_is_there(connect):
    found = {check.scope: check for check in examine(connect()).scopes}
    for scope in ("api:library:read", "api:settings:trackers:read"):
        assert found[scope].text.endswith("works.")


def test_a_wrong_key_stops_after_one_call(connect, gong):
    gong.control("stats", method="DELETE")
    diagnosis = examine(connect(secret="not-the-secret"))
    assert diagnosis.host.verdict is Verdict.GOOD
    assert diagnosis.credentials.verdict is Verdict.BAD
    assert {check.verdict for check in diagnosis.scopes} == {Verdict.SKIPPED}
    assert "not-the-secret" not in repr(diagnosis)


def test_nobody_there(connect):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        diagnosis = examine(connect(base_url=f"http://127.0.0.1:{port}"))
    assert diagnosis.host.verdict is Verdict.BAD
    assert diagnosis.credentials.verdict is Verdict.SKIPPED


def test_cancelled_between_two_checks(connect):
    token = CancelToken()

    def stop_at_third(progress) -> None:
        if progress.done == 3:
            token.cancel()

    with pytest.raises(Cancelled):
        examine(connect(), token=token, progress=stop_at_third)
