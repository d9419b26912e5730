"""Permission profiles, who is in them, and single grants of access to calls."""

from __future__ import annotations

import random

from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.faults import Fault
from gong_admin.sandbox.handlers.kinds import Handler
from gong_admin.sandbox.world import Wire


def list_profiles(exchange: Exchange) -> Wire:
    return {"profiles": exchange.world.profiles.in_workspace(exchange.need("workspaceId"))}


def get_profile(exchange: Exchange) -> Wire:
    return {"profile": exchange.world.profiles.get(exchange.need("profileId"))}


def create_profile(exchange: Exchange) -> Wire:
    ignored = _ignored(exchange, {})
    workspace_id = exchange.need("workspaceId")
    return {"profile": exchange.world.profiles.create(workspace_id, exchange.body, ignored)}


def update_profile(exchange: Exchange) -> Wire:
    profile_id = exchange.need("profileId")
    ignored = _ignored(exchange, exchange.world.profiles.get(profile_id))
    return {"profile": exchange.world.profiles.update(profile_id, exchange.body, ignored)}


def members(exchange: Exchange) -> Wire:
    return {"users": exchange.world.profiles.members(exchange.need("profileId"))}


def granted(exchange: Exchange) -> Wire:
    return {"callAccessList": exchange.world.access.granted(exchange.filter["callIds"])}


def grant(exchange: Exchange) -> Wire:
    exchange.world.access.grant(exchange.body.get("callAccessList") or [])
    return {}


def revoke(exchange: Exchange) -> Wire:
    exchange.world.access.revoke(exchange.body.get("callAccessList") or [])
    return {}


def _ignored(exchange: Exchange, profile: Wire) -> tuple[str, ...]:
    """The settings that a partial write leaves out (none without the fault): half of those that
    differ from `profile`, at least one, the same ones for the same request. What makes a profile
    a profile is always taken."""
    if not exchange.strikes(Fault.IGNORED_SETTING):
        return ()
    changed = {name for name, value in exchange.body.items() if value != profile.get(name)}
    settings = sorted(changed - {"id", "name", "description"})
    count = (len(settings) + 1) // 2
    return tuple(random.Random(f"{exchange.query}{settings}").sample(settings, count))


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
