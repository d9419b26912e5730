"""Users: who is in Gong, and what Gong captures of them."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation, Paging
from gong_admin.api.types.users import (
    GetUser,
    GetUserHistory,
    ListUsers,
    ListUsersByFilter,
    UserAnswer,
    UserHistory,
    UsersFilter,
    UsersPage,
)

LIST_USERS = Operation(
    id="listUsers",
    number=19,
    method="GET",
    path="/v2/users",
    request=ListUsers,
    response=UsersPage,
    area="users",
    title="Users",
    help="Everybody who has a place in this Gong, active or not, 100 a page.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="users",
    scope="api:users:read",
    example=ListUsers(include_avatars=False),
)

LIST_USERS_BY_FILTER = Operation(
    id="listMultipleUsers",
    number=24,
    method="POST",
    path="/v2/users/extensive",
    request=ListUsersByFilter,
    response=UsersPage,
    area="users",
    title="Users by filter",
    help="Users with certain ids, or created within a span of time.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="users",
    scope="api:users:read",
    example=ListUsersByFilter(
        filter=UsersFilter(
            created_from_date_time="2026-01-01T00:00:00Z",
            created_to_date_time="2026-04-01T00:00:00Z",
        )
    ),
)

GET_USER = Operation(
    id="getUser",
    number=38,
    method="GET",
    path="/v2/users/{id}",
    request=GetUser,
    response=UserAnswer,
    area="users",
    title="One user",
    help="One user with everything Gong tells of them.",
    effect=Effect.READ,
    scope="api:users:read",
    example=GetUser(id="6182947305512870443"),
)

GET_USER_HISTORY = Operation(
    id="getUserHistory",
    number=2,
    method="GET",
    path="/v2/users/{id}/settings-history",
    request=GetUserHistory,
    response=UserHistory,
    area="users",
    title="A user's settings history",
    help="When which of a user's recording and import settings was changed, and to what.",
    effect=Effect.READ,
    items="user_settings_history",
    scope="api:users:read",
    example=GetUserHistory(id="6182947305512870443"),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (
    LIST_USERS,
    LIST_USERS_BY_FILTER,
    GET_USER,
    GET_USER_HISTORY,
)
