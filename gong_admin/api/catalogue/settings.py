"""Settings: workspaces, trackers, scorecards and AI briefs. Gong lets nobody change them here."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation
from gong_admin.api.types.settings import (
    BriefsAnswer,
    ListBriefs,
    ListScorecards,
    ListTrackers,
    ListWorkspaces,
    ScorecardsAnswer,
    TrackersAnswer,
    WorkspacesAnswer,
)

LIST_BRIEFS = Operation(
    id="listBriefs",
    method="GET",
    path="/v2/settings/briefs",
    request=ListBriefs,
    response=BriefsAnswer,
    area="settings",
    title="AI briefs",
    help="The AI briefs that the company has set up, in all workspaces or in one.",
    effect=Effect.READ,
    items="briefs",
    scope="api:ai-briefer:read",
    example=ListBriefs(workspace_id="1284705093365184711"),
)

LIST_SCORECARDS = Operation(
    id="listScorecards",
    number=12,
    method="GET",
    path="/v2/settings/scorecards",
    request=ListScorecards,
    response=ScorecardsAnswer,
    area="settings",
    title="Scorecards",
    help="All scorecards with their questions.",
    effect=Effect.READ,
    items="scorecards",
    scope="api:settings:scorecards:read",
    example=ListScorecards(),
)

LIST_TRACKERS = Operation(
    id="listTrackers",
    number=11,
    method="GET",
    path="/v2/settings/trackers",
    request=ListTrackers,
    response=TrackersAnswer,
    area="settings",
    title="Keyword trackers",
    help="The keyword trackers of all workspaces or of one. Smart trackers are not told.",
    effect=Effect.READ,
    items="keyword_trackers",
    scope="api:settings:trackers:read",
    example=ListTrackers(workspace_id="1284705093365184711"),
)

LIST_WORKSPACES = Operation(
    id="listWorkspaces",
    number=25,
    method="GET",
    path="/v2/workspaces",
    request=ListWorkspaces,
    response=WorkspacesAnswer,
    area="settings",
    title="Workspaces",
    help="The company's workspaces.",
    effect=Effect.READ,
    items="workspaces",
    scope="api:workspaces:read",
    example=ListWorkspaces(),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (
    LIST_BRIEFS,
    LIST_SCORECARDS,
    LIST_TRACKERS,
    LIST_WORKSPACES,
)
