"""Meetings that Gong schedules for its users."""

from __future__ import annotations

from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.handlers.kinds import Handler
from gong_admin.sandbox.world import Wire


def add(exchange: Exchange) -> Wire:
    answer: Wire = exchange.world.meetings.add(exchange.body)
    return answer


def update(exchange: Exchange) -> Wire:
    answer: Wire = exchange.world.meetings.update(exchange.path["meetingId"], exchange.body)
    return answer


def delete(exchange: Exchange) -> Wire:
    answer: Wire = exchange.world.meetings.delete(exchange.path["meetingId"], exchange.body)
    return answer


def integration_status(exchange: Exchange) -> Wire:
    emails = exchange.body.get("emails") or []
    return {"users": exchange.world.meetings.integration_status(emails)}


HANDLERS: dict[str, Handler] = {
    "addMeeting": add,
    "updateMeeting": update,
    "deleteMeeting": delete,
    "integrationStatus": integration_status,
}
