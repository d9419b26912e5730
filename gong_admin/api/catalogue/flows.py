"""Flows: what there is, who is in them, putting people in and taking them out."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation, Paging
from gong_admin.api.types.flows import (
    AssignOverrides,
    AssignProspects,
    AssignProspectsAnswer,
    BulkAssignment,
    FlowFoldersPage,
    FlowsPage,
    FlowStepsAnswer,
    GetBulkAssignment,
    GetFlowSteps,
    GetProspectsFlows,
    ListFlowFolders,
    ListFlows,
    Prospect,
    ProspectsFlows,
    StepOverride,
    SubmitBulkAssignment,
    UnassignAnswer,
    UnassignFlows,
    UnassignProspect,
    VariableOverride,
)

LIST_FLOWS = Operation(
    id="listFlows",
    number=47,
    method="GET",
    path="/v2/flows",
    request=ListFlows,
    response=FlowsPage,
    area="flows",
    title="Flows",
    help="The company's flows, and the personal and shared ones of one person.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="flows",
    scope="api:flows:read",
    example=ListFlows(flow_owner_email="dana.whitfield@orvane.test"),
)

LIST_FLOW_FOLDERS = Operation(
    id="listFlowsFolders",
    method="GET",
    path="/v2/flows/folders",
    request=ListFlowFolders,
    response=FlowFoldersPage,
    area="flows",
    title="Folders of flows",
    help="The company's folders of flows, and the personal and shared ones of one person.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="flows_folders",
    scope="api:flows:read",
    example=ListFlowFolders(flow_folder_owner_email="dana.whitfield@orvane.test"),
)

# A POST that reads.
GET_PROSPECTS_FLOWS = Operation(
    id="getProspectsAssignedFlows",
    number=33,
    method="POST",
    path="/v2/flows/prospects",
    request=GetProspectsFlows,
    response=ProspectsFlows,
    area="flows",
    title="Flows of prospects",
    help="Which flows leads and contacts are in.",
    effect=Effect.READ,
    items="prospects_assigned",
    scope="api:flows:read",
    example=GetProspectsFlows(crm_prospects_ids=["CON-20017", "CON-20018"]),
)

ASSIGN_PROSPECTS = Operation(
    id="assignProspects",
    number=32,
    method="POST",
    path="/v2/flows/prospects/assign",
    request=AssignProspects,
    response=AssignProspectsAnswer,
    area="flows",
    title="Put prospects into a flow",
    help="Starts a flow for leads and contacts. Its steps reach them by email, call or message.",
    effect=Effect.OUTWARD,
    scope="api:flows:write",
    example=AssignProspects(
        crm_prospects_ids=["CON-20017", "CON-20018"],
        flow_id="2917365048213079465",
        flow_instance_owner_email="dana.whitfield@orvane.test",
        overrides=AssignOverrides(
            steps=[StepOverride(number=1, subject="Our talk in Malmö")],
            flow_instance_variables=[VariableOverride(name="event", value="Malmö 2026")],
        ),
    ),
)

ASSIGN_PROSPECTS_DESPITE_COOL_OFF = Operation(
    id="assignProspectsCoolOffOverrides",
    method="POST",
    path="/v2/flows/prospects/assign/cool-off-override",
    request=AssignProspects,
    response=AssignProspectsAnswer,
    area="flows",
    title="Put prospects into a flow despite cool-off",
    help="Starts a flow also for people whom another flow has reached only lately.",
    effect=Effect.OUTWARD,
    scope="api:flows:write",
    example=AssignProspects(
        crm_prospects_ids=["CON-20017"],
        flow_id="2917365048213079465",
        flow_instance_owner_email="dana.whitfield@orvane.test",
    ),
)

SUBMIT_BULK_ASSIGNMENT = Operation(
    id="submitFlowProspectsBulkAssignment",
    method="POST",
    path="/v2/flows/prospects/bulk-assignments",
    request=SubmitBulkAssignment,
    response=BulkAssignment,
    area="flows",
    title="Put many prospects into a flow",
    help="Starts a flow for up to 50 people, by CRM id or by name. Gong works on it after it has "
    "answered.",
    effect=Effect.OUTWARD,
    scope="api:flows:write",
    example=SubmitBulkAssignment(
        flow_instance_owner_email="dana.whitfield@orvane.test",
        flow_id="2917365048213079465",
        prospects=[
            Prospect(crm_id="CON-20017"),
            Prospect(
                first_name="Ines",
                last_name="Halloran",
                email="ines.halloran@lindqvist.test",
                company_name="Lindqvist Foods",
            ),
        ],
    ),
)

GET_BULK_ASSIGNMENT = Operation(
    id="getFlowProspectsBulkAssignment",
    method="GET",
    path="/v2/flows/prospects/bulk-assignments/{id}",
    request=GetBulkAssignment,
    response=BulkAssignment,
    area="flows",
    title="Status of a bulk assignment",
    help="How far Gong is with a bulk assignment, and what came of every person in it.",
    effect=Effect.READ,
    scope="api:flows:read",
    example=GetBulkAssignment(id="8836420571948302716"),
)

UNASSIGN_PROSPECT = Operation(
    id="unassignProspectFlows",
    method="POST",
    path="/v2/flows/prospects/unassign-flows-by-crm-id",
    request=UnassignProspect,
    response=UnassignAnswer,
    area="flows",
    title="Take a prospect out of flows",
    help="Ends one flow, or all flows, of a lead or contact.",
    effect=Effect.OUTWARD,
    scope="api:flows:write",
    example=UnassignProspect(crm_prospect_id="CON-20017"),
)

UNASSIGN_FLOWS = Operation(
    id="unassignFlows",
    method="POST",
    path="/v2/flows/prospects/unassign-flows-by-instance-id",
    request=UnassignFlows,
    response=UnassignAnswer,
    area="flows",
    title="End flow instances",
    help="Takes the prospects of these flow instances out of their flows.",
    effect=Effect.OUTWARD,
    scope="api:flows:write",
    example=UnassignFlows(
        flow_instance_ids=["4471903826150937284"],
        unassigned_by_user_email="dana.whitfield@orvane.test",
    ),
)

# A POST that reads.
GET_FLOW_STEPS = Operation(
    id="getFlowSteps",
    method="POST",
    path="/v2/flows/steps",
    request=GetFlowSteps,
    response=FlowStepsAnswer,
    area="flows",
    title="Steps of flows",
    help="Flows with their steps and the texts in them.",
    effect=Effect.READ,
    items="flows",
    scope="api:flows:read",
    example=GetFlowSteps(flow_ids=["2917365048213079465"]),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (
    LIST_FLOWS,
    LIST_FLOW_FOLDERS,
    GET_PROSPECTS_FLOWS,
    ASSIGN_PROSPECTS,
    ASSIGN_PROSPECTS_DESPITE_COOL_OFF,
    SUBMIT_BULK_ASSIGNMENT,
    GET_BULK_ASSIGNMENT,
    UNASSIGN_PROSPECT,
    UNASSIGN_FLOWS,
    GET_FLOW_STEPS,
)
