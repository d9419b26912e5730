"""Coaching: what managers did for the people who report to them."""

from __future__ import annotations

from typing import Annotated

import msgspec

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import Query, note
from gong_admin.api.types.common import DateTime, Email, UserId, UserNumber, WorkspaceNumber


class GetCoaching(Request, frozen=True, kw_only=True):
    # The only operation whose parameters are written with hyphens.
    workspace_id: Query[WorkspaceNumber] = msgspec.field(name="workspace-id")
    manager_id: Query[UserNumber] = msgspec.field(name="manager-id")
    # Date-times, where the statistics take days.
    from_: Query[DateTime] = msgspec.field(name="from")
    to: Query[DateTime]


class CoachingUser(Model, frozen=True, kw_only=True):
    id: UserId | None = None
    email_address: Email | None = None
    first_name: str | None = None
    last_name: str | None = None
    title: str | None = None


class ReportCoaching(Model, frozen=True, kw_only=True):
    """One report, with the values of each metric by the metric's name."""

    report: CoachingUser | None = None
    metrics: dict[str, Annotated[list[str], note(unique=True)]] | None = None


class ManagerCoaching(Model, frozen=True, kw_only=True):
    manager: CoachingUser | None = None
    direct_reports_metrics: list[ReportCoaching] | None = None


class CoachingAnswer(Response, frozen=True, kw_only=True):
    coaching_data: list[ManagerCoaching] | None = None
