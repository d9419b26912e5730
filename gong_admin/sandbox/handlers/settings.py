"""Workspaces, trackers, scorecards, briefs and the library: read only, as in Gong's API."""

from __future__ import annotations

from gong_admin.sandbox.errors import Refusal
from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.handlers.kinds import Handler
from gong_admin.sandbox.world import Wire


def workspaces(exchange: Exchange) -> Wire:
    return {"workspaces": exchange.world.workspaces.all()}


def trackers(exchange: Exchange) -> Wire:
    return {"keywordTrackers": exchange.world.trackers.all(_workspace(exchange))}


def scorecards(exchange: Exchange) -> Wire:
    return {"scorecards": exchange.world.scorecards.all()}


def briefs(exchange: Exchange) -> Wire:
    return {"briefs": exchange.world.briefs.all(_workspace(exchange))}


def folders(exchange: Exchange) -> Wire:
    workspace_id = _workspace(exchange)
    if workspace_id is None:
        every = exchange.world.workspaces.all()
        if len(every) > 1:
            raise Refusal(400, "workspaceId is required: the company has several workspaces")
        workspace_id = every[0]["id"]
    return {"folders": exchange.world.library.folders(workspace_id)}


def folder_content(exchange: Exchange) -> Wire:
    folder_id = exchange.text("folderId")
    if folder_id is None:
        raise Refusal(400, "folderId is required")
    content: Wire = exchange.world.library.content(folder_id)
    return content


def _workspace(exchange: Exchange) -> str | None:
    """The workspace that the request names. Raises Refusal 404 for an unknown one."""
    workspace_id = exchange.text("workspaceId")
    if workspace_id is not None and exchange.world.workspaces.get(workspace_id) is None:
        raise Refusal(404, f"Workspace {workspace_id} was not found")
    return workspace_id


HANDLERS: dict[str, Handler] = {
    "listWorkspaces": workspaces,
    "listTrackers": trackers,
    "listScorecards": scorecards,
    "listBriefs": briefs,
    "getLibraryStructure": folders,
    "getCallsInSpecificFolder": folder_content,
}
