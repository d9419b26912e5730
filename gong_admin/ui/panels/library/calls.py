"""Calls of the library as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gong_admin.api.types.library import LibraryCall
from gong_admin.models.column import Column, Kind
from gong_admin.models.text import day_text
from gong_admin.runtime.language import translate
from gong_admin.runtime.tenant_data import TenantData
from gong_admin.services.library import FolderContent, FolderTree
from gong_admin.services.users import moment


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call, or a part of one, in a folder. The same call may lie in several folders, and in one
    folder with several parts, hence a `key` of its own."""

    key: str
    call: LibraryCall
    folder_id: str
    path: tuple[str, ...]
    workspace: str
    added_by: str

    @property
    def title(self) -> str:
        return self.call.title or self.call.id or ""

    @property
    def folder(self) -> str:
        return " / ".join(self.path)

    @property
    def added(self) -> datetime | None:
        return moment(self.call.created)

    @property
    def start(self) -> int | None:
        """Where the part begins, in seconds; None for a whole call."""
        return self.call.snippet.from_sec if self.call.snippet else None

    @property
    def end(self) -> int | None:
        return self.call.snippet.to_sec if self.call.snippet else None


def make_rows(content: FolderContent, tree: FolderTree, data: TenantData) -> list[CallRow]:
    """The rows of one folder, with names as far as they have been read."""
    record = tree.get(content.folder_id)
    path = tree.path(content.folder_id)
    workspace = data.workspace_name(record.workspace_id) if record else ""
    return [
        CallRow(
            f"{content.folder_id}/{number}/{call.id}",
            call,
            content.folder_id,
            path,
            workspace,
            data.user_name(call.added_by),
        )
        for number, call in enumerate(content.calls)
    ]


def clock(seconds: int | None) -> str:
    """A place in a call as its player shows it: "3:05", "1:02:09"."""
    if seconds is None:
        return ""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def snippet_text(row: CallRow) -> str:
    """The part that is meant: "3:05–7:10"."""
    if row.start is None and row.end is None:
        return translate("library", "Whole call")
    return f"{clock(row.start or 0)}–{clock(row.end) or 'end'}"


COLUMNS: tuple[Column[CallRow], ...] = (
    Column("title", translate("library", "Call"), lambda row: row.title, width=220),
    Column("note", translate("library", "Note"), lambda row: row.call.note or "", width=190),
    Column(
        "snippet",
        translate("library", "Part"),
        snippet_text,
        width=130,
        sort_key=lambda row: -1 if row.start is None else row.start,
    ),
    Column("added_by", translate("library", "Added by"), lambda row: row.added_by, width=120),
    Column(
        "added",
        translate("library", "Added"),
        lambda row: row.added,
        Kind.DATE,
        width=120,
        display=lambda row: day_text(row.added) if row.added else "",
    ),
    Column(
        "folder",
        translate("library", "Folder"),
        lambda row: row.folder,
        width=180,
        facet=True,
        visible=False,
    ),
    Column(
        "workspace",
        translate("library", "Workspace"),
        lambda row: row.workspace,
        width=130,
        facet=True,
        visible=False,
    ),
    Column(
        "from",
        translate("library", "From second"),
        lambda row: row.start,
        Kind.NUMBER,
        width=100,
        visible=False,
    ),
    Column(
        "to",
        translate("library", "To second"),
        lambda row: row.end,
        Kind.NUMBER,
        width=100,
        visible=False,
    ),
    Column(
        "url",
        translate("library", "Link"),
        lambda row: row.call.url or "",
        Kind.MONO,
        width=260,
        visible=False,
    ),
    Column(
        "id",
        translate("library", "Call id"),
        lambda row: row.call.id or "",
        Kind.ID,
        width=180,
        visible=False,
    ),
)
