"""Events that other systems report, and the settings of integrations."""

from __future__ import annotations

from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.handlers.kinds import Handler
from gong_admin.sandbox.world import Wire


def content_shared(exchange: Exchange) -> Wire:
    return {"integrationId": exchange.world.engagement.content_shared(exchange.body)}


def content_viewed(exchange: Exchange) -> Wire:
    return {"integrationId": exchange.world.engagement.content_viewed(exchange.body)}


def custom_action(exchange: Exchange) -> Wire:
    return {"integrationId": exchange.world.engagement.custom_action(exchange.body)}


def digital_interaction(exchange: Exchange) -> Wire:
    exchange.world.engagement.digital_interaction(exchange.body)
    return {}


def integration_settings(exchange: Exchange) -> Wire:
    return {"integrationId": exchange.world.engagement.integration_settings(exchange.body)}


HANDLERS: dict[str, Handler] = {
    "contentShared": content_shared,
    "contentViewed": content_viewed,
    "customAction": custom_action,
    "addDigitalInteraction": digital_interaction,
    "integrationSettings": integration_settings,
}
