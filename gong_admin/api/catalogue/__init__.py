"""All operations of Gong's API that this program knows, by area."""

from __future__ import annotations

from typing import Any

from gong_admin.api.catalogue import (
    ask,
    audit,
    calls,
    coaching,
    crm,
    engagement,
    flows,
    integration,
    library,
    meetings,
    permissions,
    privacy,
    settings,
    stats,
    tasks,
    users,
)
from gong_admin.api.operation import Operation

CATALOGUE: tuple[Operation[Any, Any], ...] = (
    *users.OPERATIONS,
    *permissions.OPERATIONS,
    *settings.OPERATIONS,
    *library.OPERATIONS,
    *privacy.OPERATIONS,
    *audit.OPERATIONS,
    *calls.OPERATIONS,
    *crm.OPERATIONS,
    *flows.OPERATIONS,
    *meetings.OPERATIONS,
    *engagement.OPERATIONS,
    *integration.OPERATIONS,
    *stats.OPERATIONS,
    *coaching.OPERATIONS,
    *tasks.OPERATIONS,
    *ask.OPERATIONS,
)

_BY_ID = {operation.id: operation for operation in CATALOGUE}


def operation(operation_id: str) -> Operation[Any, Any]:
    """The operation with Gong's operationId; KeyError when there is none."""
    return _BY_ID[operation_id]
