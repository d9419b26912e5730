"""Library: the folders that everybody may find, and what is in them."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation
from gong_admin.api.types.library import (
    FolderCalls,
    GetFolderCalls,
    GetLibraryStructure,
    LibraryStructure,
)

GET_FOLDER_CALLS = Operation(
    id="getCallsInSpecificFolder",
    number=43,
    method="GET",
    path="/v2/library/folder-content",
    request=GetFolderCalls,
    response=FolderCalls,
    area="library",
    title="Calls of a library folder",
    help="The calls and snippets that lie in one folder.",
    effect=Effect.READ,
    items="calls",
    scope="api:library:read",
    example=GetFolderCalls(folder_id="3380412957716240851"),
)

GET_LIBRARY_STRUCTURE = Operation(
    id="getLibraryStructure",
    number=54,
    method="GET",
    path="/v2/library/folders",
    request=GetLibraryStructure,
    response=LibraryStructure,
    area="library",
    title="Library folders",
    help="The public folders of a workspace's library. Private and archived ones are not told.",
    effect=Effect.READ,
    items="folders",
    scope="api:library:read",
    example=GetLibraryStructure(workspace_id="1284705093365184711"),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (GET_FOLDER_CALLS, GET_LIBRARY_STRUCTURE)
