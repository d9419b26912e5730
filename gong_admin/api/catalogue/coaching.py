"""Coaching figures of a manager's team."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation
from gong_admin.api.spec import NumberId
from gong_admin.api.types.coaching import CoachingAnswer, GetCoaching

# Gong's own operationId, though it has nothing to do with listing users.
GET_COACHING = Operation(
    id="listUsers_1",
    number=52,
    method="GET",
    path="/v2/coaching",
    request=GetCoaching,
    response=CoachingAnswer,
    area="coaching",
    title="Coaching of a team",
    help="The coaching metrics of a manager and the people who report to them.",
    effect=Effect.READ,
    items="coaching_data",
    scope="api:coaching:read",
    example=GetCoaching(
        workspace_id=NumberId("1284705093365184711"),
        manager_id=NumberId("6182947305512870443"),
        from_="2026-03-01T00:00:00Z",
        to="2026-04-01T00:00:00Z",
    ),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (GET_COACHING,)
