"""Files that tables and panels are exported to: their names and kinds, and where they went last."""

from __future__ import annotations

import functools
import re
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QWidget

from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.services.export import ExportFailed, ExportFormat
from gong_admin.ui.links import open_folder
from gong_admin.ui.table.layout import Views
from gong_admin.ui.widgets.toast import show_toast

_REMEMBERED = "export"  # the name under which the last folder is kept among the layouts


def name_filter(file_format: ExportFormat) -> str:
    """The kind of file, as a file dialog says it."""
    translate = QCoreApplication.translate
    return {
        ExportFormat.CSV: translate("files", "Comma-separated values (*.csv)"),
        ExportFormat.XLSX: translate("files", "Excel workbook (*.xlsx)"),
        ExportFormat.JSON: translate("files", "JSON (*.json)"),
    }[file_format]


def dated_name(stem: str, file_format: ExportFormat, company: str = "") -> str:
    """A name that sorts by day and says what it holds: "users-orvane-2026-11-22.csv"."""
    of = "-".join(re.findall(r"\w+", company.lower()))
    parts = (stem, of, f"{date.today():%Y-%m-%d}")
    return f"{'-'.join(part for part in parts if part)}.{file_format.value}"


def tell_written(widget: QWidget, what: str, path: Path) -> None:
    """Say over the window of `widget` that `what` is in the file at `path`; offer its folder."""
    offer = QCoreApplication.translate("files", "Open folder")
    toast = show_toast(widget, written(what, path), action=offer)
    toast.action_triggered.connect(functools.partial(open_folder, path.parent))


def written(what: str, path: Path) -> str:
    """The sentence that says that `what` is in the file at `path` now."""
    folder = path.parent
    if folder.is_relative_to(Path.home()):
        place = Path("~") / folder.relative_to(Path.home())
    else:
        place = folder
    translate = QCoreApplication.translate
    return translate("files", "Exported {0} to {1} in {2}").format(what, path.name, place)


def last_folder(settings: Views) -> Path:
    """Where the last file went; at first the user's documents, downloads or home, whichever is
    there. Never a folder that does not exist: the dialog would open where the program runs."""
    kept = settings.view(_REMEMBERED).get("folder")
    if isinstance(kept, str) and Path(kept).is_dir():
        return Path(kept)
    places = QStandardPaths.StandardLocation
    for place in (places.DocumentsLocation, places.DownloadLocation):
        folder = QStandardPaths.writableLocation(place)
        if folder and Path(folder).is_dir():
            return Path(folder)
    return Path.home()


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
