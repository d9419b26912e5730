"""Flows: what a person may see of them, and who is in them."""

from __future__ import annotations

from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.handlers.kinds import Handler
from gong_admin.sandbox.world import Wire


def list_flows(exchange: Exchange) -> Wire:
    found = exchange.world.flows.flows(
        exchange.need("flowOwnerEmail"),
        exchange.text("workspaceId"),
        exchange.text("folderId"),
        exchange.flag("mostRecentlyAssigned"),
    )
    return exchange.page("flows", found)


def list_folders(exchange: Exchange) -> Wire:
    found = exchange.world.flows.folders(
        exchange.need("flowFolderOwnerEmail"),
        exchange.text("workspaceId"),
        exchange.text("parentId"),
    )
    # Gong's document says `flows`; its live answer says this.
    return exchange.page("flowsFolders", found)


def steps(exchange: Exchange) -> Wire:
    return {"flows": exchange.world.flows.steps(exchange.body.get("flowIds") or [])}


def assigned(exchange: Exchange) -> Wire:
    found = exchange.world.flows.assigned(
        exchange.body.get("crmProspectsIds") or [], exchange.body.get("flowInstanceIds") or []
    )
    return {"prospectsAssigned": found}


def assign(exchange: Exchange) -> Wire:
    answer: Wire = exchange.world.flows.assign(exchange.body)
    return answer


def assign_despite_cool_off(exchange: Exchange) -> Wire:
    answer: Wire = exchange.world.flows.assign(exchange.body, override=True)
    return answer


def bulk_assign(exchange: Exchange) -> Wire:
    exchange.status = 202
    answer: Wire = exchange.world.flows.bulk_assign(exchange.body)
    return answer


def bulk_status(exchange: Exchange) -> Wire:
    answer: Wire = exchange.world.flows.bulk_status(exchange.path["id"])
    return answer


def unassign_instances(exchange: Exchange) -> Wire:
    return {"unassignedFlowInstanceIds": exchange.world.flows.unassign_instances(exchange.body)}


def unassign_prospect(exchange: Exchange) -> Wire:
    return {"unassignedFlowInstanceIds": exchange.world.flows.unassign_prospect(exchange.body)}


HANDLERS: dict[str, Handler] = {
    "listFlows": list_flows,
    "listFlowsFolders": list_folders,
    "getFlowSteps": steps,
    "getProspectsAssignedFlows": assigned,
    "assignProspects": assign,
    "assignProspectsCoolOffOverrides": assign_despite_cool_off,
    "submitFlowProspectsBulkAssignment": bulk_assign,
    "getFlowProspectsBulkAssignment": bulk_status,
    "unassignFlows": unassign_instances,
    "unassignProspectFlows": unassign_prospect,
}
