"""Calls: lists, content, transcripts, and new ones with their recordings."""

from __future__ import annotations

from gong_admin.sandbox.errors import Refusal
from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.handlers.kinds import Handler, UploadRule
from gong_admin.sandbox.uploads import MEDIA_LIMIT
from gong_admin.sandbox.world import Wire
from gong_admin.sandbox.world.calls import Call

_NOTHING = "No calls found corresponding to the provided filters"
_MEDIA_SCOPE = "api:calls:read:media-url"


def list_calls(exchange: Exchange) -> Wire:
    start, end = exchange.moment_needed("fromDateTime"), exchange.moment_needed("toDateTime")
    if end < start:
        raise Refusal(400, "toDateTime lies before fromDateTime")
    calls = exchange.world.calls
    found = calls.find(start=start, end=end, workspace_id=exchange.text("workspaceId"))
    seen = found if exchange.account.sees_calls else []
    return exchange.page("calls", seen, make=calls.basic, nothing=_NOTHING)


def list_extensive(exchange: Exchange) -> Wire:
    calls = exchange.world.calls
    selector: Wire = exchange.body.get("contentSelector") or {}
    if (selector.get("exposedFields") or {}).get("media"):
        exchange.account.require(_MEDIA_SCOPE)
    return exchange.page(
        "calls",
        _filtered(exchange),
        make=lambda call: calls.extensive(call, selector),
        nothing=_NOTHING,
    )


def transcripts(exchange: Exchange) -> Wire:
    return exchange.page(
        "callTranscripts",
        _filtered(exchange),
        make=exchange.world.calls.transcript,
        nothing=_NOTHING,
    )


def _filtered(exchange: Exchange) -> list[Call]:
    wanted = exchange.filter
    found = exchange.world.calls.find(
        start=exchange.moment("fromDateTime"),
        end=exchange.moment("toDateTime"),
        workspace_id=wanted.get("workspaceId"),
        ids=wanted.get("callIds") or None,
        hosts=wanted.get("primaryUserIds") or None,
    )
    return found if exchange.account.sees_calls else []


def get_call(exchange: Exchange) -> Wire:
    calls = exchange.world.calls
    call_id = exchange.path["id"]
    if not exchange.account.sees_calls:
        raise Refusal(404, f"Call ID {call_id} was not found")
    return {"call": calls.basic(calls.get(call_id))}


def add_call(exchange: Exchange) -> Wire:
    return {"callId": exchange.world.calls.add(exchange.body)}


def outcomes(exchange: Exchange) -> Wire:
    return {"outcomes": exchange.world.calls.outcomes()}


def associations(exchange: Exchange) -> Wire:
    since = exchange.moment("fromDateTime")
    return exchange.page("associations", exchange.world.calls.associations(since))


def _check_media(exchange: Exchange) -> None:
    exchange.world.calls.get(exchange.path["id"])


def add_media(exchange: Exchange) -> Wire:
    call_id = exchange.path["id"]
    url = exchange.world.calls.add_media(call_id)
    exchange.status = 201
    return {"callId": call_id, "url": url}


HANDLERS: dict[str, Handler] = {
    "listCalls": list_calls,
    "listCallsExtensive": list_extensive,
    "getCallTranscripts": transcripts,
    "getCall": get_call,
    "addCall": add_call,
    "listCallOutcomes": outcomes,
    "listCRMCallsManualAssociation": associations,
}

UPLOADS: dict[str, UploadRule] = {
    "addCallRecording": UploadRule(
        part="mediaFile", limit=MEDIA_LIMIT, keep=False, check=_check_media, handler=add_media
    ),
}
