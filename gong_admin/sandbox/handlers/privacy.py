"""What Gong holds on a person, and its erasure."""

from __future__ import annotations

from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.faults import Fault
from gong_admin.sandbox.handlers.kinds import Handler
from gong_admin.sandbox.world import Wire


def email_references(exchange: Exchange) -> Wire:
    found: Wire = exchange.world.people.email_references(exchange.need("emailAddress"))
    return found


def phone_references(exchange: Exchange) -> Wire:
    found: Wire = exchange.world.people.phone_references(exchange.need("phoneNumber"))
    return found


def erase_email(exchange: Exchange) -> Wire:
    exchange.world.people.erase_email(
        exchange.need("emailAddress"),
        guard=exchange.strikes(Fault.ERASE_GUARD),
        reimport=exchange.seconds(Fault.REIMPORT),
    )
    return {}


def erase_phone(exchange: Exchange) -> Wire:
    exchange.world.people.erase_phone(
        exchange.need("phoneNumber"),
        guard=exchange.strikes(Fault.ERASE_GUARD),
        reimport=exchange.seconds(Fault.REIMPORT),
    )
    return {}


HANDLERS: dict[str, Handler] = {
    "findAllReferencesToEmailAddress": email_references,
    "findAllReferencesToPhoneNumber": phone_references,
    "purgeEmailAddress": erase_email,
    "purgePhoneNumber": erase_phone,
}
