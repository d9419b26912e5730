"""Permission profiles, who is in them, and single grants of access to calls."""

from __future__ import annotations

import random
from typing import Any

from gong_admin.sandbox.errors import Refusal
from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.faults import Fault
from gong_admin.sandbox.handlers.kinds import Handler
from gong_admin.sandbox.world import Wire


def list_profiles(exchange: Exchange) -> Wire:
    workspace_id = exchange.need("workspaceId")
    if exchange.world.workspaces.get(workspace_id) is None:
        raise Refusal(400, "Bad request")
    return {"profiles": exchange.world.profiles.in_workspace(workspace_id)}


def get_profile(exchange: Exchange) -> Wire:
    return {"profile": _profile(exchange)}


def create_profile(exchange: Exchange) -> Wire:
    body = exchange.body
    if exchange.strikes(Fault.IGNORED_SETTING):
        ignored = _some(list(body), exchange)
        body = {name: value for name, value in body.items() if name not in ignored}
    return {"profile": exchange.world.profiles.create(exchange.need("workspaceId"), body)}


def update_profile(exchange: Exchange) -> Wire:
    profile = _profile(exchange)
    ignored: tuple[str, ...] = ()
    if exchange.strikes(Fault.IGNORED_SETTING):
        changed = [name for name, value in exchange.body.items() if value != profile.get(name)]
        ignored = _some(changed, exchange)
    updated = exchange.world.profiles.update(profile["id"], exchange.body, ignored=ignored)
    return {"profile": updated}


def members(exchange: Exchange) -> Wire:
    return {"users": exchange.world.profiles.members(_profile(exchange)["id"])}


def granted(exchange: Exchange) -> Wire:
    return {"callAccessList": exchange.world.access.granted(exchange.filter["callIds"])}


def grant(exchange: Exchange) -> Wire:
    exchange.world.access.grant(exchange.body.get("callAccessList") or [])
    return {}


def revoke(exchange: Exchange) -> Wire:
    exchange.world.access.revoke(exchange.body.get("callAccessList") or [])
    return {}


def _profile(exchange: Exchange) -> Wire:
    profile: Wire | None = exchange.world.profiles.get(exchange.need("profileId"))
    if profile is None:
        raise Refusal(400, "Bad request")
    return profile


def _some(names: list[str], exchange: Exchange) -> tuple[str, ...]:
    """The settings that a partial write leaves out: one in two, at least one, the same each time
    for the same request. What makes a profile a profile is always taken."""
    settings: list[Any] = sorted(set(names) - {"id", "name", "description"})
    if not settings:
        return ()
    chosen = random.Random(f"{exchange.query}{settings}").sample(settings, (len(settings) + 1) // 2)
    return tuple(chosen)


HANDLERS: dict[str, Handler] = {
    "listPermissionProfile": list_profiles,
    "getPermissionProfile": get_profile,
    "createPermissionProfile": create_profile,
    "updatePermissionProfile": update_profile,
    "listPermissionProfileUsers": members,
    "getUsersAccessToCalls": granted,
    "addUsersAccessToCalls": grant,
    "deleteUsersAccessToCalls": revoke,
}
