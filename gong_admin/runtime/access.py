"""How a tenant is reached as the settings say: the pace, the network, a client for a check."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

from gong_admin.api.address import Address
from gong_admin.api.credentials import Credentials
from gong_admin.api.network import Network
from gong_admin.api.pacing import Limits, Pacer
from gong_admin.runtime import paths
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.settings import Choices

if TYPE_CHECKING:
    from gong_admin.api.client import Client

PACING = ("calls_per_second", "calls_per_day", "background_share", "background_stop")
"""The settings that `limits_of` reads."""
NETWORK = ("proxy", "ca_file")
"""The settings that `network_of` reads."""
_KEPT = 7 * 86_400.0  # seconds


def limits_of(choices: Choices) -> Limits:
    """How many calls may be made, and how many of them by background work."""
    return Limits(
        rate=choices.calls_per_second,
        daily=choices.calls_per_day,
        background_share=choices.background_share,
        background_stop=choices.background_stop,
    )


def network_of(choices: Choices) -> Network:
    """The way to the network."""
    return Network(proxy=choices.proxy, ca_file=Path(choices.ca_file) if choices.ca_file else None)


async def make_pacer(base_url: str, choices: Choices, bridge: Bridge) -> Pacer:
    """The pacer of the tenant at `base_url`; all of one tenant share its count of the day."""
    limits = limits_of(choices)
    await bridge.run(_forget_old, paths.pacing_dir())
    return await bridge.run(
        Pacer,
        base_url,
        paths.pacing_dir(),
        rate=limits.rate,
        daily=limits.daily,
        background_share=limits.background_share,
        background_stop=limits.background_stop,
    )


def _forget_old(folder: Path) -> None:
    """Remove the counts of tenants that nobody has called for a week: each start of the demo has
    one of its own. Whoever has one open all the same begins a new one."""
    oldest = time.time() - _KEPT
    for path in folder.glob("calls-*"):
        with contextlib.suppress(OSError):  # another window was quicker, or has it open
            if path.stat().st_mtime < oldest:
                path.unlink()


@contextlib.asynccontextmanager
async def trial_client(
    base_url: str, credentials: Credentials, choices: Choices, bridge: Bridge
) -> AsyncIterator[Client]:
    """A client for reads, to check an address and a key without opening the connection.

    Raises `InsecureAddress`. Paced and counted like every other client of that tenant.
    """
    address = Address.parse(base_url)
    pacer = await make_pacer(address.url, choices, bridge)

    def make() -> Client:
        # Here, on a thread: the first client loads the HTTP library.
        from gong_admin.api.client import Client
        from gong_admin.api.transport import Transport

        return Client(address, credentials, pacer, transport=Transport(network_of(choices)))

    try:
        client = await bridge.run(make)
        try:
            yield client
        finally:
            client.close()
    finally:
        pacer.close()
