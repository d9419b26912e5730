"""Hosts outside Gong's domain: a key goes there only once somebody has said yes to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from gong_admin.runtime.connections import Connection, Connections
from gong_admin.runtime.language import translate
from gong_admin.ui.connections.words import explain_address

if TYPE_CHECKING:
    from gong_admin.ui.prompts import Prompts


def is_trusted(connection: Connection) -> bool:
    """Whether its key may be sent where it leads."""
    return connection.host_confirmed or not explain_address(connection.base_url).doubtful


async def trusted(
    connection: Connection, connections: Connections, prompts: Prompts
) -> Connection | None:
    """The connection once its host is trusted, after a question where need be; None for a no.
    A yes is kept."""
    if is_trusted(connection):
        return connection
    agreed = await prompts.confirm(
        translate("connections", "Send the key of {0} to this host?").format(connection.name),
        explain_address(connection.base_url).text,
        translate("connections", "I trust this host with the key"),
        danger=True,
    )
    if not agreed:
        return None
    confirmed = msgspec.structs.replace(connection, host_confirmed=True)
    connections.save(confirmed)
    return confirmed
