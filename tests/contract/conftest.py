"""The sandbox as a stranger meets it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.contract.known import Known
from tests.contract.plain_client import PlainClient

# These take away what other operations have to name.
_TAKE_AWAY = ("deleteGenericCrmIntegration", "registerGenericCrmIntegration")


@pytest.fixture(scope="module")
def known(sandbox: Callable[..., Any]) -> Iterator[Known]:
    """A sandbox of the module's own, with two pages of users, and what is known about it."""
    client = PlainClient(sandbox(users=130, fresh=True))
    yield Known(client)
    client.close()


@pytest.fixture
def company(known: Known, sandbox: Callable[..., Any]) -> Iterator[Callable[[str], Known]]:
    """`company(operation_id)`: where to try it. The module's own sandbox, or one that may lose
    what it has."""
    with ExitStack() as stack:

        def company_for(operation_id: str) -> Known:
            if operation_id not in _TAKE_AWAY:
                return known
            client = PlainClient(sandbox(users=130, fresh=True))
            stack.callback(client.close)
            return Known(client)

        yield company_for


@pytest.fixture
def client(known: Known) -> Iterator[PlainClient]:
    """The module's sandbox; faults, limits and lost scopes are undone after the test."""
    control = known.client.sandbox.control
    yield known.client
    control("faults", method="DELETE")
    control("limits", {"rate": 0, "daily": 0})
    control("scopes", {"scopes": None})
    control("key", {"trustedAddress": True, "seesCalls": True, "engageLicence": True})
