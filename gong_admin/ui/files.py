"""Files that tables and panels are exported to: their names and kinds, and where they went last."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.services.export import ExportFailed, ExportFormat
from gong_admin.ui.table.layout import Views

_REMEMBERED = "export"  # the name under which the last folder is kept among the layouts


def name_filter(file_format: ExportFormat) -> str:
    """The kind of file, as a file dialog says it."""
    translate = QCoreApplication.translate
    return {
        ExportFormat.CSV: translate("files", "Comma-separated values (*.csv)"),
        ExportFormat.XLSX: translate("files", "Excel workbook (*.xlsx)"),
        ExportFormat.JSON: translate("files", "JSON (*.json)"),
    }[file_format]


def dated_name(stem: str, file_format: ExportFormat) -> str:
    """A name that sorts by day and says what it holds: "users-2026-11-22.csv"."""
    return f"{stem}-{date.today():%Y-%m-%d}.{file_format.value}"


def last_folder(settings: Views) -> Path:
    """Where the last file went; the user's documents at first."""
    kept = settings.view(_REMEMBERED).get("folder")
    if isinstance(kept, str) and Path(kept).is_dir():
        return Path(kept)
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(documents))


def remember_folder(settings: Views, path: Path) -> None:
    """Keep the folder of the file at `path` for the next one."""
    settings.set_view(_REMEMBERED, {"folder": str(path.parent)})


def not_written(error: ExportFailed, action: ActionKind = ActionKind.COPY_DETAILS) -> UserMessage:
    """What to tell about a file that could not be written; `action` is what is offered."""
    translate = QCoreApplication.translate
    return UserMessage(
        Severity.ERROR,
        translate("files", "The file was not written"),
        str(error),
        ((translate("files", "File"), str(error.path)),),
        (action,),
    )
