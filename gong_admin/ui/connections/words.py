"""What is said about a connection and its address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gong_admin.models.text import date_text
from gong_admin.runtime.connections import Connection
from gong_admin.runtime.language import translate

if TYPE_CHECKING:
    from gong_admin.api.address import Address

KEY_PLACE = translate(
    "connections",
    "In Gong, a technical administrator finds the address and makes a key "
    "under Company settings, Ecosystem, API.",
)
_GENERAL_HOST = "api.gong.io"


def host_of(connection: Connection) -> str:
    """Where it leads, without the scheme: "us-12345.api.gong.io"."""
    return connection.base_url.partition("://")[2] or connection.base_url


def last_used_text(connection: Connection, now: dt.datetime) -> str:
    """When it was last opened, as one says it; "" for never."""
    used = connection.last_used
    if used is None:
        return ""
    days = (now.astimezone().date() - used.astimezone().date()).days
    if days <= 0:
        return translate("connections", "opened today")
    if days == 1:
        return translate("connections", "opened yesterday")
    return (
        translate("connections", "opened {0} days ago").format(days)
        if days < 30
        else translate("connections", "opened {0}").format(date_text(used))
    )


@dataclass(frozen=True, slots=True)
class AddressWords:
    """What can be said of an address while it is typed. `address` is None while it is none;
    `doubtful`: the host is not Gong's, so the person is asked before a key is sent there."""

    text: str
    address: Address | None = None
    wrong: bool = False
    doubtful: bool = False


def explain_address(typed: str) -> AddressWords:
    """Check what was typed, and say what it means."""
    # Here: the start page has words of this module and no address to check.
    from gong_admin.api.address import Address
    from gong_admin.api.errors import InsecureAddress

    if not typed.strip():
        return AddressWords(
            translate(
                "connections", "As Gong shows it beside the key: https://us-12345.api.gong.io"
            )
        )
    try:
        address = Address.parse(typed)
    except InsecureAddress as problem:
        return AddressWords(str(problem), wrong=True)
    if address.is_loopback:
        return AddressWords(
            translate("connections", "{0} is this computer: nothing leaves it.").format(
                address.url
            ),
            address,
        )
    if not address.is_gong:
        return AddressWords(
            translate(
                "connections", "{0} does not belong to Gong. Whoever runs it receives the key."
            ).format(address.host),
            address,
            doubtful=True,
        )
    if address.host == _GENERAL_HOST:
        return AddressWords(
            translate(
                "connections",
                "{0} works for some companies only. Gong shows your company's own "
                "address beside the key.",
            ).format(address.host),
            address,
        )
    return AddressWords(
        translate("connections", "{0} belongs to Gong, and is reached encrypted.").format(
            address.url
        ),
        address,
    )
