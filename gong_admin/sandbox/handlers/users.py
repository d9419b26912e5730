"""Users and their settings history."""

from __future__ import annotations

from gong_admin.sandbox.errors import Refusal
from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.handlers.kinds import Handler
from gong_admin.sandbox.world import Wire


def list_users(exchange: Exchange) -> Wire:
    return exchange.page("users", exchange.world.users.all(exchange.flag("includeAvatars")))


def list_by_filter(exchange: Exchange) -> Wire:
    wanted = exchange.filter
    found = exchange.world.users.find(
        ids=wanted.get("userIds"),
        created_from=exchange.moment("createdFromDateTime"),
        created_to=exchange.moment("createdToDateTime"),
        include_avatars=bool(wanted.get("includeAvatars")),
    )
    return exchange.page("users", found, nothing="No users found corresponding to the filter")


def get_user(exchange: Exchange) -> Wire:
    user_id = exchange.path["id"]
    user = exchange.world.users.get(user_id)
    if user is None:
        raise Refusal(404, f"User ID {user_id} was not found")
    return {"user": user}


def history(exchange: Exchange) -> Wire:
    return {"userSettingsHistory": exchange.world.users.history(exchange.path["id"])}


HANDLERS: dict[str, Handler] = {
    "listUsers": list_users,
    "listMultipleUsers": list_by_filter,
    "getUser": get_user,
    "getUserHistory": history,
}
