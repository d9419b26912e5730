"""Engage tasks: what people have on their to-do lists."""

from __future__ import annotations

from typing import Annotated, Literal

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import NumberId, Path, note
from gong_admin.api.types.common import (
    DateTime,
    Email,
    FlowNumber,
    Phone,
    Url,
    UserId,
    UserNumber,
    WorkspaceId,
)

TaskStatus = Literal["OPEN", "DONE", "DISMISSED"]
STATUSES = ("OPEN", "DONE", "DISMISSED")


class TasksFilter(Model, frozen=True, kw_only=True):
    user_id: Annotated[UserId, note("Whose tasks.", min_length=1)]
    workspace_id: WorkspaceId | None = None
    task_action: list[Literal["CALL"]]
    status: list[TaskStatus]
    # Required by the document, which nowhere says what it is. Tasks have the types FLOW and
    # MANUAL, so a list of those, in the plural like its name; other texts are let through.
    types: Annotated[
        list[Annotated[str, note(choices=("FLOW", "MANUAL"))]], note("Of a flow or not.")
    ]


class ListTasks(Request, frozen=True, kw_only=True):
    filter: TasksFilter


class Account(Model, frozen=True, kw_only=True):
    crm_id: str | None = None
    name: str | None = None
    crm_url: Url | None = None


class Opportunity(Model, frozen=True, kw_only=True):
    crm_id: str | None = None
    name: str | None = None
    crm_url: Url | None = None
    status: str | None = None
    stage: str | None = None
    amount: str | None = None
    probability: str | None = None
    close_date: str | None = None


class TaskStep(Model, frozen=True, kw_only=True):
    id: NumberId | None = None
    name: str | None = None
    step_number: int | None = None


class TaskFlow(Model, frozen=True, kw_only=True):
    id: FlowNumber | None = None
    name: str | None = None
    step: TaskStep | None = None


class ContactEmail(Model, frozen=True, kw_only=True):
    email: Email | None = None


class ContactPhone(Model, frozen=True, kw_only=True):
    raw: str | None = None
    extension: str | None = None
    country_code: int | None = None
    normalized: Phone | None = None
    label: str | None = None
    is_verified: bool | None = None


class ContactData(Model, frozen=True, kw_only=True):
    first_name: str | None = None
    last_name: str | None = None
    crm_url: Url | None = None
    company_name: str | None = None
    affiliation: Annotated[str, note(choices=("Us", "Them", "Unknown"))] | None = None
    emails: Annotated[list[ContactEmail], note(unique=True)] | None = None
    title: str | None = None
    timezone: str | None = None
    phone_numbers: Annotated[list[ContactPhone], note(unique=True)] | None = None
    city: str | None = None
    country: str | None = None
    state: str | None = None
    zipcode: str | None = None
    opt_out_channels: (
        Annotated[
            list[Annotated[str, note(choices=("CALLS", "EMAILS", "SMS_MESSAGES"))]],
            note(unique=True),
        ]
        | None
    ) = None
    linkedin_profile: Url | None = None


class Contact(Model, frozen=True, kw_only=True):
    crm_id: str | None = None
    type: Annotated[str, note(choices=("CONTACT", "LEAD"))] | None = None
    data: ContactData | None = None


class TaskPriority(Model, frozen=True, kw_only=True):
    id: NumberId | None = None
    name: str | None = None
    weight: Annotated[int, note("The higher, the more urgent.")] | None = None


class Task(Model, frozen=True, kw_only=True):
    """A to-do. Only one made by hand has a title, only one of a flow has a flow."""

    id: NumberId | None = None
    user_id: UserNumber | None = None
    created: DateTime | None = None
    updated: DateTime | None = None
    status: Annotated[str, note(choices=STATUSES)] | None = None
    type: Annotated[str, note(choices=("FLOW", "MANUAL"))] | None = None
    actions: Annotated[list[Annotated[str, note(choices=("CALL",))]], note(unique=True)] | None = (
        None
    )
    account: Account | None = None
    opportunity: Opportunity | None = None
    due_date: DateTime | None = None
    flow: TaskFlow | None = None
    contact: Contact | None = None
    additional_contacts: list[Contact] | None = None
    title: str | None = None
    priority: TaskPriority | None = None


class TasksAnswer(Response, frozen=True, kw_only=True):
    """Also what changing a task answers: the task as it is now."""

    tasks: list[Task] | None = None
    crm_type: (
        Annotated[str, note(choices=("SALESFORCE", "HUBSPOT", "MICROSOFT_DYNAMICS", "GENERIC"))]
        | None
    ) = None


class UpdateTask(Request, frozen=True, kw_only=True):
    task_id: Path[NumberId]
    user_id: Annotated[UserId, note("Whose task it is.")]
    status: TaskStatus | None = None
    due_date: DateTime | None = None
    priority: Annotated[str, note("The name of a priority.")] | None = None
