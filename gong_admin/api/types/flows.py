"""Engage flows: sequences of steps that reach people outside the company."""

from __future__ import annotations

from typing import Annotated

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import NumberId, Path, Query, note
from gong_admin.api.types.common import (
    DateTime,
    Email,
    FlowId,
    Records,
    Url,
    UserEmail,
    WorkspaceId,
)

VISIBILITIES = ("Company", "Personal", "Shared")

# Flows and their folders


class Flow(Model, frozen=True, kw_only=True):
    id: FlowId | None = None
    name: str | None = None
    folder_id: str | None = None
    folder_name: str | None = None
    visibility: Annotated[str, note(choices=VISIBILITIES)] | None = None
    creation_date: DateTime | None = None
    exclusive: Annotated[bool, note("Its prospects can be in no other flow.")] | None = None


class ListFlows(Request, frozen=True, kw_only=True):
    flow_owner_email: Query[
        Annotated[UserEmail, note("Whose personal and shared flows to add to the company's.")]
    ]
    cursor: Query[str | None] = None
    workspace_id: Query[WorkspaceId | None] = None
    folder_id: Query[str | None] = None
    most_recently_assigned: Query[
        Annotated[bool, note("Only the 20 that this person used last.")] | None
    ] = None


class FlowsPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    flows: list[Flow] | None = None


class FlowFolder(Model, frozen=True, kw_only=True):
    """A folder of flows. Gong writes the word `null` as a text where there is no parent."""

    id: str | None = None
    name: str | None = None
    folder_id: str | None = None
    folder_name: str | None = None
    visibility: Annotated[str, note(choices=VISIBILITIES)] | None = None
    creation_date: DateTime | None = None
    exclusive: bool | None = None


class ListFlowFolders(Request, frozen=True, kw_only=True):
    flow_folder_owner_email: Query[
        Annotated[UserEmail, note("Whose personal and shared folders to add to the company's.")]
    ]
    cursor: Query[str | None] = None
    parent_id: Query[Annotated[NumberId, note("Only this folder and those in it.")] | None] = None
    workspace_id: Query[WorkspaceId | None] = None


class FlowFoldersPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    # The document says `flows`, Gong answers `flowsFolders`.
    flows_folders: list[FlowFolder] | None = None


class GetFlowSteps(Request, frozen=True, kw_only=True):
    flow_ids: Annotated[list[FlowId], note("At most 20.", max_length=20)] | None = None


class FlowStep(Model, frozen=True, kw_only=True):
    id: str | None = None
    step_order: Annotated[int, note("Counted from 1.")] | None = None
    action: (
        Annotated[
            str,
            note(
                choices=(
                    "SEND_EMAIL",
                    "AUTO_SEND_EMAIL",
                    "CALL",
                    "LINKEDIN_CONNECT",
                    "LINKEDIN_MESSAGE",
                    "CUSTOM",
                )
            ),
        ]
        | None
    ) = None
    subject: str | None = None
    body: str | None = None
    is_reply: bool | None = None


class FlowWithSteps(Model, frozen=True, kw_only=True):
    id: FlowId | None = None
    name: str | None = None
    folder_id: str | None = None
    visibility: Annotated[str, note(choices=VISIBILITIES)] | None = None
    creation_date: DateTime | None = None
    exclusive: bool | None = None
    description: str | None = None
    steps: list[FlowStep] | None = None


class FlowStepsAnswer(Response, frozen=True, kw_only=True):
    flows: list[FlowWithSteps] | None = None


# Who is in which flow


class AssignedFlow(Model, frozen=True, kw_only=True):
    """A prospect in a flow: one flow instance."""

    flow_id: FlowId | None = None
    flow_name: str | None = None
    crm_prospect_id: str | None = None
    flow_instance_id: str | None = None
    flow_instance_owner_email: UserEmail | None = None
    flow_instance_owner_full_name: str | None = None
    flow_instance_create_date: DateTime | None = None
    flow_instance_status: (
        Annotated[
            str,
            note(
                choices=(
                    "Pending",
                    "Running",
                    "Paused",
                    "FinishedNoReply",
                    "FinishedResponse",
                    "Finished",
                )
            ),
        ]
        | None
    ) = None
    workspace_id: WorkspaceId | None = None
    exclusive: bool | None = None


class GetProspectsFlows(Request, frozen=True, kw_only=True):
    crm_prospects_ids: (
        Annotated[list[str], note("CRM ids of leads and contacts: open flows.", unique=True)] | None
    ) = None
    flow_instance_ids: (
        Annotated[list[str], note("Flow instances, also finished ones.", unique=True)] | None
    ) = None


class ProspectsFlows(Response, frozen=True, kw_only=True):
    prospects_assigned: list[AssignedFlow] | None = None


# Putting people into flows


class StepOverride(Model, frozen=True, kw_only=True):
    number: Annotated[int, note("The step, counted from 1.")]
    subject: str | None = None
    body: str | None = None


class VariableOverride(Model, frozen=True, kw_only=True):
    name: str
    value: str


class AssignOverrides(Model, frozen=True, kw_only=True):
    """What differs from the flow as it is set up."""

    steps: Annotated[list[StepOverride], note("Other texts for single steps.")] | None = None
    flow_instance_variables: (
        Annotated[list[VariableOverride], note("Values of the flow's variables.")] | None
    ) = None
    cool_off_override: (
        Annotated[bool, note("Also people whose cool-off time is not over.")] | None
    ) = None


class AssignProspects(Request, frozen=True, kw_only=True):
    # 100 by the newest document; an older one says 200.
    crm_prospects_ids: Annotated[
        list[str], note("CRM ids of leads and contacts, at most 100.", unique=True, max_length=100)
    ]
    flow_id: FlowId
    flow_instance_owner_email: Annotated[UserEmail, note("Who gets the to-dos.")]
    overrides: AssignOverrides | None = None
    flow_instance_description: str | None = None


class AssignmentFailure(Model, frozen=True, kw_only=True):
    flow_id: FlowId | None = None
    crm_prospect_id: str | None = None
    error_code: (
        Annotated[str, note(choices=("InvalidArgument", "InvalidState", "UnexpectedError"))] | None
    ) = None
    error_message: str | None = None


class AssignProspectsAnswer(Response, frozen=True, kw_only=True):
    """A prospect that Gong does not know comes back as not assigned, in an answer of 200."""

    prospects_assigned: list[AssignedFlow] | None = None
    prospects_not_assigned: list[AssignmentFailure] | None = None


class Prospect(Model, frozen=True, kw_only=True):
    """A person for a flow: by CRM id, or by name."""

    first_name: Annotated[str, note("Needed without a CRM id.")] | None = None
    last_name: Annotated[str, note("Needed without a CRM id.")] | None = None
    email: Email | None = None
    job_title: str | None = None
    linked_in_url: Url | None = None
    crm_id: str | None = None
    account_crm_id: str | None = None
    company_name: str | None = None


class SubmitBulkAssignment(Request, frozen=True, kw_only=True):
    flow_instance_owner_email: Annotated[UserEmail, note("Who gets the to-dos.")]
    flow_id: FlowId
    prospects: Annotated[list[Prospect], note("At most 50.", max_length=50)]


class GetBulkAssignment(Request, frozen=True, kw_only=True):
    id: Path[Annotated[str, note("The id that submitting gave.")]]


class BulkAssignmentResult(Model, frozen=True, kw_only=True):
    prospect: Prospect | None = None
    status: (
        Annotated[str, note(choices=("CRM_OPERATION_FAILED", "FLOW_ASSIGNMENT_FAILED", "ASSIGNED"))]
        | None
    ) = None
    crm_id: str | None = None
    flow_instance_id: str | None = None
    error_code: str | None = None
    error_message: str | None = None


class BulkAssignment(Response, frozen=True, kw_only=True):
    """How far Gong is with a bulk assignment; it works on after it has answered."""

    id: str | None = None
    status: (
        Annotated[str, note(choices=("PENDING", "IN_PROGRESS", "COMPLETED", "FAILED"))] | None
    ) = None
    total_count: int | None = None
    processed_count: int | None = None
    success_count: int | None = None
    failed_count: int | None = None
    results: list[BulkAssignmentResult] | None = None


# Taking people out of flows

UnassignedBy = Annotated[UserEmail, note("The user who asks for it, not the prospect.")]


class UnassignProspect(Request, frozen=True, kw_only=True):
    crm_prospect_id: str
    flow_id: Annotated[FlowId, note("Empty: out of all flows.")] | None = None
    unassigned_by_user_email: UnassignedBy | None = None


class UnassignFlows(Request, frozen=True, kw_only=True):
    flow_instance_ids: Annotated[list[str], note("At most 200.", unique=True, max_length=200)]
    unassigned_by_user_email: UnassignedBy | None = None


class UnassignAnswer(Response, frozen=True, kw_only=True):
    """Only what worked: an instance that is missing here is still running."""

    unassigned_flow_instance_ids: Annotated[list[str], note(unique=True)] | None = None
