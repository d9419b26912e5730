"""A scripted server and clients that talk to it without limits or pauses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gong_admin.api.address import Address
from gong_admin.api.client import Client
from gong_admin.api.credentials import KeyPair
from gong_admin.api.pacing import Pacer
from gong_admin.api.retry import RetryPolicy
from tests.unit.api.scripted import ScriptedServer

KEY, SECRET = "AKEY7PLOVER", "s3cret-of-orvane"
AT_ONCE = RetryPolicy(first_wait=0.0, longest_wait=0.0)


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    server = ScriptedServer()
    yield server
    server.close()


@pytest.fixture
def make_client(server: ScriptedServer, tmp_path: Path) -> Iterator[Callable[..., Client]]:
    """A client of `server`; options go to `Client`."""
    made: list[Client] = []

    def make(**options: Any) -> Client:
        pacer = options.pop("pacer", None) or Pacer("orvane", tmp_path / "state", rate=0, daily=0)
        address = options.pop("address", None) or Address.parse(server.url)
        options.setdefault("policy", AT_ONCE)
        client = Client(address, KeyPair(KEY, SECRET), pacer, **options)
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()
        client.pacer.close()


@pytest.fixture
def client(make_client: Callable[..., Client]) -> Client:
    return make_client()
