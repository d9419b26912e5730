"""A call that is cancelled while it waits for Gong: it ends now, not at its timeout."""

from __future__ import annotations

import threading

import pytest

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue import operation
from gong_admin.api.client import Client
from gong_admin.api.errors import Cancelled
from tests.unit.api.scripted import Received, ScriptedServer, reply

WORKSPACES = operation("listWorkspaces")
GRANT = operation("addUsersAccessToCalls")
BEGUN = b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"workspaces": ['


class Slow:
    """A server that keeps whoever asks waiting until `go`, then says `answer`."""

    def __init__(self, server: ScriptedServer, answer: bytes) -> None:
        self.asked, self.go = threading.Event(), threading.Event()
        self._answer = answer
        server.answer = self._wait

    def _wait(self, _: Received) -> bytes:
        self.asked.set()
        assert self.go.wait(10)
        return self._answer


def cancel_when_asked(slow: Slow, token: CancelToken) -> threading.Thread:
    def cancel() -> None:
        assert slow.asked.wait(10)
        token.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    return thread


def test_a_read_ends_while_the_server_is_silent(client: Client, server: ScriptedServer) -> None:
    slow, token = Slow(server, reply({})), CancelToken()
    thread = cancel_when_asked(slow, token)
    with pytest.raises(Cancelled):  # the server has not said a word by now
        client.call(WORKSPACES, WORKSPACES.request(), token=token)
    thread.join()
    slow.go.set()


def test_a_read_ends_in_the_middle_of_an_answer(client: Client, server: ScriptedServer) -> None:
    server.then(BEGUN)  # and no more: the connection stays open
    token = CancelToken()
    timer = threading.Timer(0.2, token.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        client.call(WORKSPACES, WORKSPACES.request(), token=token)
    timer.join()


def test_a_write_goes_on_until_its_outcome_is_known(client: Client, server: ScriptedServer) -> None:
    slow, token = Slow(server, reply({"requestId": "r1"})), CancelToken()
    cancelling = cancel_when_asked(slow, token)

    def answer_then() -> None:
        cancelling.join()
        slow.go.set()

    answering = threading.Thread(target=answer_then)
    answering.start()
    assert client.call(GRANT, GRANT.example, token=token).request_id == "r1"
    answering.join()


def test_a_connection_that_was_cut_is_not_used_again(
    client: Client, server: ScriptedServer
) -> None:
    slow, token = Slow(server, reply({})), CancelToken()
    thread = cancel_when_asked(slow, token)
    with pytest.raises(Cancelled):
        client.call(WORKSPACES, WORKSPACES.request(), token=token)
    thread.join()
    slow.go.set()
    server.then(reply({"workspaces": []}))
    assert client.call(WORKSPACES, WORKSPACES.request()).status == 200
