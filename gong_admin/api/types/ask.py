"""Ask Gong: answers and briefs that Gong writes from calls and emails, for credits."""

from __future__ import annotations

from typing import Annotated, Literal

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import Query, note
from gong_admin.api.types.common import CallId, CrmObjectType, DateTime, Url, WorkspaceNumber

TimePeriod = Annotated[
    Literal[
        "LAST_7DAYS",
        "LAST_30DAYS",
        "LAST_90DAYS",
        "LAST_90_DAYS_SINCE_LAST_ACTIVITY",
        "LAST_YEAR_SINCE_LAST_ACTIVITY",
        "LAST_YEAR",
        "THIS_WEEK",
        "THIS_MONTH",
        "THIS_YEAR",
        "THIS_QUARTER",
        "CUSTOM_RANGE",
        "ALL_CONVERSATIONS",
    ],
    note("From when calls and emails count."),
]
CustomFrom = Annotated[DateTime, note("For CUSTOM_RANGE: from then on.")]
CustomTo = Annotated[DateTime, note("For CUSTOM_RANGE: up to then.")]


class CallInfo(Model, frozen=True, kw_only=True):
    id: CallId | None = None
    title: str | None = None
    started: DateTime | None = None
    url: Url | None = None


class CallFinding(Model, frozen=True, kw_only=True):
    """A call that supports what Gong wrote."""

    call: CallInfo | None = None


class EmailInfo(Model, frozen=True, kw_only=True):
    id: str | None = None
    title: str | None = None
    sent_date_time: DateTime | None = None


class EmailFinding(Model, frozen=True, kw_only=True):
    """Emails that support what Gong wrote."""

    emails: list[EmailInfo] | None = None


# Questions


class AskEntity(Request, frozen=True, kw_only=True):
    workspace_id: Query[WorkspaceNumber]
    crm_entity_type: Query[CrmObjectType]
    crm_entity_id: Query[Annotated[str, note("The object's id in the CRM.")]]
    time_period: Query[TimePeriod]
    from_date_time: Query[CustomFrom | None] = None
    to_date_time: Query[CustomTo | None] = None
    question: Query[str]


class AnswerSection(Model, frozen=True, kw_only=True):
    answer_items: list[str] | None = None
    email_findings: list[EmailFinding] | None = None
    call_findings: list[CallFinding] | None = None


class AskEntityAnswer(Response, frozen=True, kw_only=True):
    num_of_calls_searched: int | None = None
    num_of_emails_searched: int | None = None
    answer: list[AnswerSection] | None = None


# Briefs


class GenerateBrief(Request, frozen=True, kw_only=True):
    workspace_id: Query[Annotated[WorkspaceNumber, note("Where the brief is set up.")]]
    brief_name: Query[Annotated[str, note("The name of an AI brief of the workspace.")]]
    crm_entity_type: Query[CrmObjectType]
    crm_entity_id: Query[Annotated[str, note("The object's id in the CRM.")]]
    time_period: Query[TimePeriod]
    from_date_time: Query[CustomFrom | None] = None
    to_date_time: Query[CustomTo | None] = None


class ConversationFindings(Model, frozen=True, kw_only=True):
    call_findings: list[CallFinding] | None = None
    email_findings: list[EmailFinding] | None = None


class WebFinding(Model, frozen=True, kw_only=True):
    """A page on the web; its address may lead there by a detour."""

    domain: str | None = None
    title: str | None = None
    url: Url | None = None


class ConnectionResult(Model, frozen=True, kw_only=True):
    name: str | None = None
    status: (
        Annotated[
            str,
            note(
                choices=(
                    "SUCCESS",
                    "AUTH_REQUIRED",
                    "FAILED",
                    "NOT_CONNECTED",
                    "NO_MATCHING_TOOLS",
                    "NO_USER_CONTEXT",
                    "UNKNOWN",
                )
            ),
        ]
        | None
    ) = None


class McpResult(Model, frozen=True, kw_only=True):
    """What came of asking connected systems."""

    connections: list[ConnectionResult] | None = None
    servers: list[str] | None = None
    mcp_status: Annotated[str, note(choices=("SUCCESS", "FAILURE", "CONNECTION_ERROR"))] | None = (
        None
    )
    error_message: str | None = None


class BriefSection(Model, frozen=True, kw_only=True):
    title: str | None = None
    section_summary: list[str] | None = None
    conversation_findings: ConversationFindings | None = None
    brief_section_type: (
        Annotated[str, note(choices=("Conversations", "Web", "CrmOrGongData", "McpConnection"))]
        | None
    ) = None
    web_findings: list[WebFinding] | None = None
    mcp_result: McpResult | None = None


class GenerateBriefAnswer(Response, frozen=True, kw_only=True):
    num_of_calls_searched: int | None = None
    num_of_emails_searched: int | None = None
    brief_sections: list[BriefSection] | None = None
