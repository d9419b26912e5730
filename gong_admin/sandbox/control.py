"""What no Gong offers, under `/_sandbox/`: faults, time, and what is done in Gong's own pages.

    GET, PUT  faults    {"NAME": rate, …}; PUT replaces only the faults it names, DELETE ends all
    GET       now       {"now": ISO, "seconds": since the generated moment}
    POST      advance   {"seconds": n}
    POST      members   {"userId", "profileId"}: moves a person to another permission profile
    GET       stats     {"requests": by operation, "statuses", "arrivals", "usedToday"}; DELETE
    GET       erasures  [{"subject": SHA-256 of who it was about, "requestId", "status", "taken":
                        whether it was carried out}]: each request to erase, refused ones too
    GET       people    {"wellKnown": [{"emailAddress", "phoneNumber"}]: outsiders of whom much is
                        held, "sharedNumber": a phone number of several}
    PUT       scopes    {"scopes": [...]}; null for all
    PUT       limits    {"rate": calls a second, "daily": calls a day}; 0 for none
    PUT       key       {"trustedAddress": bool, "seesCalls": bool, "engageLicence": bool}

Answers are JSON; a mistake is 400 with `{"error": sentence}`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
from aiohttp import web

from gong_admin.sandbox.world import Refused

if TYPE_CHECKING:
    from gong_admin.sandbox.server import Gong

PREFIX = "/_sandbox/"
_LOOPBACK = {"127.0.0.1", "localhost", "[::1]", "::1"}


def is_local(request: web.BaseRequest) -> bool:
    """Whether the request names this machine as its host: a web page that has made a name of its
    own point here does not."""
    return (request.url.host or "") in _LOOPBACK


async def handle(gong: Gong, request: web.BaseRequest) -> web.Response:
    """Answer a request under `/_sandbox/`."""
    name = request.path.removeprefix(PREFIX)
    action = _ACTIONS.get((request.method, name))
    try:
        if action is None:
            return _answer(404, {"error": f"no {request.method} {name} here"})
        body: Any = None
        if request.method in ("POST", "PUT"):
            # A form of a web page can't send this type, so no page can control the sandbox.
            if request.content_type != "application/json":
                return _answer(415, {"error": "send application/json"})
            body = msgspec.json.decode(await request.read())
            if not isinstance(body, dict):
                raise TypeError("send a JSON object")
        gong.world.clock.advance_to(gong.clock.seconds())
        return _answer(200, action(gong, body))
    except KeyError as error:
        return _answer(400, {"error": f"{error.args[0]} is missing or unknown"})
    except (TypeError, ValueError, Refused) as error:
        return _answer(400, {"error": str(error)})


def _answer(status: int, content: Any) -> web.Response:
    return web.Response(
        status=status, body=msgspec.json.encode(content), content_type="application/json"
    )


def _faults(gong: Gong, _body: Any) -> Any:
    return gong.faults.as_dict()


def _set_faults(gong: Gong, body: Any) -> Any:
    for name, rate in body.items():
        gong.faults.set(name, rate)
    return gong.faults.as_dict()


def _clear_faults(gong: Gong, _body: Any) -> Any:
    gong.faults.clear()
    return {}


def _now(gong: Gong, _body: Any) -> Any:
    return {"now": gong.clock.now().isoformat(), "seconds": gong.clock.seconds()}


def _advance(gong: Gong, body: Any) -> Any:
    gong.clock.advance(float(body["seconds"]))
    gong.world.clock.advance_to(gong.clock.seconds())
    return _now(gong, None)


def _move_member(gong: Gong, body: Any) -> Any:
    gong.world.profiles.move(body["userId"], body["profileId"])
    return {}


def _stats(gong: Gong, _body: Any) -> Any:
    statistics = gong.statistics
    return {
        "requests": statistics.requests,
        "statuses": statistics.statuses,
        "arrivals": list(statistics.arrivals),
        "usedToday": gong.limits.used_today,
    }


def _clear_stats(gong: Gong, _body: Any) -> Any:
    gong.statistics.clear()
    return {}


def _erasures(gong: Gong, _body: Any) -> Any:
    return gong.statistics.erasures


def _people(gong: Gong, _body: Any) -> Any:
    outsiders = gong.world.outsiders
    return {
        "wellKnown": [
            {"emailAddress": one.email, "phoneNumber": one.phone} for one in outsiders.famous
        ],
        "sharedNumber": outsiders.shared_number(),
    }


def _scopes(gong: Gong, body: Any) -> Any:
    scopes = body["scopes"]
    gong.account.scopes = None if scopes is None else frozenset(scopes)
    return {"scopes": None if scopes is None else sorted(scopes)}


def _limits(gong: Gong, body: Any) -> Any:
    gong.limits.rate = float(body.get("rate", gong.limits.rate))
    gong.limits.daily = int(body.get("daily", gong.limits.daily))
    return {"rate": gong.limits.rate, "daily": gong.limits.daily}


def _key(gong: Gong, body: Any) -> Any:
    account = gong.account
    account.trusted_address = bool(body.get("trustedAddress", account.trusted_address))
    account.sees_calls = bool(body.get("seesCalls", account.sees_calls))
    account.engage_licence = bool(body.get("engageLicence", account.engage_licence))
    return {
        "trustedAddress": account.trusted_address,
        "seesCalls": account.sees_calls,
        "engageLicence": account.engage_licence,
    }


_ACTIONS: dict[tuple[str, str], Callable[[Gong, Any], Any]] = {
    ("GET", "faults"): _faults,
    ("PUT", "faults"): _set_faults,
    ("DELETE", "faults"): _clear_faults,
    ("GET", "now"): _now,
    ("POST", "advance"): _advance,
    ("POST", "members"): _move_member,
    ("GET", "stats"): _stats,
    ("DELETE", "stats"): _clear_stats,
    ("GET", "erasures"): _erasures,
    ("GET", "people"): _people,
    ("PUT", "scopes"): _scopes,
    ("PUT", "limits"): _limits,
    ("PUT", "key"): _key,
}
