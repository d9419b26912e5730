"""The tree of folders as a file: one row a folder, from the top down."""

from __future__ import annotations

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import UserMessage
from gong_admin.services.export import (
    ExportColumn,
    ExportFailed,
    ExportFormat,
    ExportValue,
    export,
)
from gong_admin.services.users import moment
from gong_admin.ui import files
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.library.contents import FolderContents
from gong_admin.ui.panels.library.places import Place

_COLUMNS = (
    ExportColumn("workspace", translate("library", "Workspace")),
    ExportColumn("path", translate("library", "Path")),
    ExportColumn("name", translate("library", "Name")),
    ExportColumn("level", translate("library", "Level")),
    ExportColumn("calls", translate("library", "Calls")),
    ExportColumn("createdBy", translate("library", "Created by")),
    ExportColumn("updated", translate("library", "Updated"), is_date=True),
    ExportColumn("id", translate("library", "Folder id")),
    ExportColumn("parentFolderId", translate("library", "Parent folder id")),
)


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
    token: CancelToken,
) -> UserMessage | None:
    """Ask where to and write `rows` there. What went wrong; None also when the user gave up."""
    name = files.dated_name("library-folders", file_format, context.session.connection.name)
    path = await context.prompts.save_file(
        translate("library", "Export folders"),
        files.last_folder(context.settings) / name,
        files.name_filter(file_format),
    )
    if path is None:
        return None
    files.remember_folder(context.settings, path)
    try:
        count = await context.bridge.run_background(
            export, rows, _COLUMNS, path, file_format, total=len(rows), token=token
        )
    except ExportFailed as error:
        return files.not_written(error)
    context.toast(files.written(translate("library", "{0:,} folders").format(count), path))
    return None
