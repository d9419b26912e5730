"""Audit: who did, saw and played what."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation, Paging
from gong_admin.api.types.audit import ListLogs, LogsPage

LIST_LOGS = Operation(
    id="listLogs",
    number=29,
    method="GET",
    path="/v2/logs",
    request=ListLogs,
    response=LogsPage,
    area="audit",
    title="Audit log",
    help="The entries of one type of log in a span of time.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="log_entries",
    scope="api:logs:read",
    example=ListLogs(
        log_type="UserActivityLog",
        from_date_time="2026-03-01T00:00:00Z",
        to_date_time="2026-03-08T00:00:00Z",
    ),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (LIST_LOGS,)
