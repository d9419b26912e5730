"""The AI operations, which cost credits."""

from __future__ import annotations

from gong_admin.sandbox.errors import Refusal
from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.handlers.kinds import Handler
from gong_admin.sandbox.world import Wire


def ask_entity(exchange: Exchange) -> Wire:
    answer: Wire = exchange.world.ask.ask(_query(exchange))
    return answer


def generate_brief(exchange: Exchange) -> Wire:
    answer: Wire = exchange.world.ask.brief(_query(exchange))
    return answer


def _query(exchange: Exchange) -> Wire:
    """The parameters, one value each. Raises Refusal 400 for a custom range without its ends."""
    query = {name: values[0] for name, values in exchange.query.items() if values[0]}
    start, end = exchange.moment("fromDateTime"), exchange.moment("toDateTime")
    if query["timePeriod"] == "CUSTOM_RANGE" and (start is None or end is None):
        raise Refusal(400, "A custom range needs fromDateTime and toDateTime")
    return query


HANDLERS: dict[str, Handler] = {"askEntity": ask_entity, "generateBrief": generate_brief}
