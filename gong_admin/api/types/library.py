"""The library: public folders and the calls in them."""

from __future__ import annotations

from typing import Annotated

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import Query, note
from gong_admin.api.types.common import CallId, DateTime, FolderId, Url, UserId, WorkspaceId


class LibraryFolder(Model, frozen=True, kw_only=True):
    id: FolderId | None = None
    name: str | None = None
    parent_folder_id: Annotated[FolderId, note("None for a folder at the top.")] | None = None
    created_by: UserId | None = None
    updated: DateTime | None = None


class GetLibraryStructure(Request, frozen=True, kw_only=True):
    workspace_id: (
        Query[Annotated[WorkspaceId, note("Needed where the company has several workspaces.")]]
        | None
    ) = None


class LibraryStructure(Response, frozen=True, kw_only=True):
    folders: list[LibraryFolder] | None = None


class Snippet(Model, frozen=True, kw_only=True):
    """A part of a call, in seconds from its start."""

    from_sec: int | None = None
    to_sec: int | None = None


class LibraryCall(Model, frozen=True, kw_only=True):
    """A call, or a part of one, in a folder. `created` is when it was put there."""

    id: CallId | None = None
    title: str | None = None
    note: str | None = None
    added_by: UserId | None = None
    created: DateTime | None = None
    url: Url | None = None
    snippet: Snippet | None = None


class GetFolderCalls(Request, frozen=True, kw_only=True):
    # Optional in the document, though without it there is no folder to read.
    folder_id: Query[FolderId | None] = None


class FolderCalls(Response, frozen=True, kw_only=True):
    id: FolderId | None = None
    name: str | None = None
    created_by: UserId | None = None
    updated: DateTime | None = None
    calls: list[LibraryCall] | None = None
