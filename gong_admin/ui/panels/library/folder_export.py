"""The tree of folders as a file: one row a folder, from the top down."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.services.export import (
    ExportColumn,
    ExportFailed,
    ExportFormat,
    ExportValue,
    export,
)
from gong_admin.services.users import moment
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.library.contents import FolderContents
from gong_admin.ui.panels.library.places import Place

_COLUMNS = (
    ExportColumn("workspace", "Workspace"),
    ExportColumn("path", "Path"),
    ExportColumn("name", "Name"),
    ExportColumn("level", "Level"),
    ExportColumn("calls", "Calls"),
    ExportColumn("createdBy", "Created by"),
    ExportColumn("updated", "Updated", is_date=True),
    ExportColumn("id", "Folder id"),
    ExportColumn("parentFolderId", "Parent folder id"),
)
_KINDS = {
    ExportFormat.CSV: "Comma-separated values (*.csv)",
    ExportFormat.XLSX: "Excel workbook (*.xlsx)",
    ExportFormat.JSON: "JSON (*.json)",
}


def folder_rows(
    places: list[Place], contents: FolderContents, context: PanelContext
) -> list[list[ExportValue]]:
    """A row for each folder among `places` and below; calls are counted where they were read."""
    rows: list[list[ExportValue]] = []

    def add(place: Place, above: tuple[str, ...]) -> None:
        names = above
        if place.record is not None:
            names = (*above, place.title)
            folder, content = place.record.folder, contents.get(place.key)
            rows.append(
                [
                    context.data.workspace_name(place.workspace_id),
                    " / ".join(names),
                    place.title,
                    len(names),
                    None if content is None else len(content.calls),
                    context.data.user_name(folder.created_by),
                    moment(folder.updated),
                    place.key,
                    folder.parent_folder_id or "",
                ]
            )
        for below in place.below:
            add(below, names)

    for place in places:
        add(place, ())
    return rows


async def export_folders(
    context: PanelContext,
    rows: list[list[ExportValue]],
    file_format: ExportFormat,
    folder: Path,
    token: CancelToken,
) -> UserMessage | None:
    """Ask where to and write `rows` there. What went wrong; None also when the user gave up."""
    suggested = folder / f"library-folders-{dt.date.today():%Y-%m-%d}.{file_format.value}"
    path = await context.prompts.save_file("Export folders", suggested, _KINDS[file_format])
    if path is None:
        return None
    try:
        written = await context.bridge.run_background(
            export, rows, _COLUMNS, path, file_format, total=len(rows), token=token
        )
    except ExportFailed as error:
        return UserMessage(
            Severity.ERROR,
            "The file was not written",
            str(error),
            (("File", str(error.path)),),
            (ActionKind.COPY_DETAILS,),
        )
    context.toast(f"Exported {written:,} folders to {path.name}")
    return None
