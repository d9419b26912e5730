"""The audit log."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import Query, note
from gong_admin.api.types.common import DateTime, Email, Records, UserId

LogType = Literal[
    "AccessLog",
    "UserActivityLog",
    "UserCallPlay",
    "ExternallySharedCallAccess",
    "ExternallySharedCallPlay",
]


class LogEntry(Model, frozen=True, kw_only=True):
    """One entry. `log_record` has other members for every type of log, and may hold tokens and
    IP addresses: mask them wherever it is shown. An impersonator is staff of Gong."""

    user_id: UserId | None = None
    user_email_address: Email | None = None
    user_full_name: str | None = None
    impersonator_user_id: str | None = None
    impersonator_email_address: Email | None = None
    impersonator_full_name: str | None = None
    impersonator_company_id: str | None = None
    event_time: DateTime | None = None
    log_record: dict[str, Any] | None = None


class ListLogs(Request, frozen=True, kw_only=True):
    log_type: Query[Annotated[LogType, note("Gong keeps AccessLog for 14 days.")]]
    from_date_time: Query[DateTime]
    to_date_time: Query[Annotated[DateTime, note("Empty: up to now.")] | None] = None
    cursor: Query[str | None] = None


class LogsPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    log_entries: list[LogEntry] | None = None
