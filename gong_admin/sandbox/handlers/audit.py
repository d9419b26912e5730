"""The audit logs."""

from __future__ import annotations

from gong_admin.sandbox.errors import Refusal
from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.handlers.kinds import Handler
from gong_admin.sandbox.world import Wire

_NOTHING = "No log records found corresponding to the provided log type and time range"


def list_logs(exchange: Exchange) -> Wire:
    start = exchange.moment_needed("fromDateTime")
    end = exchange.moment("toDateTime")
    if end is not None and end < start:
        raise Refusal(400, "toDateTime lies before fromDateTime")
    entries = exchange.world.audit.entries(exchange.need("logType"), start, end)
    return exchange.page("logEntries", entries, nothing=_NOTHING)


HANDLERS: dict[str, Handler] = {"listLogs": list_logs}
