"""The settings of one profile, or of all side by side, to a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.export import ExportColumn, ExportFailed, ExportFormat, ExportValue, export
from gong_admin.services.profiles.reading import Reading
from gong_admin.services.profiles.table import (
    ONE_PROFILE,
    NameOf,
    columns_of_several,
    rows_of_one,
    rows_of_several,
)
from gong_admin.ui import files
from gong_admin.ui.icons import icon
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.widgets.popup import Menu

_ICONS = {ExportFormat.CSV: "file-text", ExportFormat.XLSX: "table"}


@dataclass(frozen=True)
class Sheet:
    """What is written: rows under columns. `stem` begins the file's name, `what` says it."""

    stem: str
    what: str
    columns: Sequence[ExportColumn]
    rows: Iterable[Sequence[ExportValue]]


def sheet_of_one(reading: Reading, name_of: NameOf) -> Sheet:
    """The settings of one profile, a row each."""
    name = reading.name.strip() or reading.id
    stem = "profile-" + "-".join("".join(c if c.isalnum() else " " for c in name).split())
    rows = list(rows_of_one(reading, name_of))
    return Sheet(
        stem.lower(), translate("profiles", "the settings of {0}").format(name), ONE_PROFILE, rows
    )


def sheet_of_several(readings: Sequence[Reading], places: Sequence[str], name_of: NameOf) -> Sheet:
    """The settings of profiles side by side; `places` are the workspaces that they belong to."""
    titles = [f"{reading.name} ({place})" for reading, place in zip(readings, places, strict=True)]
    return Sheet(
        "permission-profiles",
        translate("profiles", "the settings of {0} profiles").format(f"{len(readings):,}"),
        columns_of_several(readings, titles),
        list(rows_of_several(readings, name_of)),
    )


class SettingsExporter(QObject):
    """Asks where to and writes there, beside the window.

    `sheet(all_profiles)` is asked for what to write at the moment of writing; None when there is
    nothing. `tell(message)` shows what went wrong.
    """

    def __init__(
        self,
        parent: QWidget,
        host: TableHost,
        sheet: Callable[[bool], Sheet | None],
        tell: Callable[[UserMessage], None],
    ) -> None:
        super().__init__(parent)
        self._window, self._host, self._sheet, self._tell = parent, host, sheet, tell
        self.scope = TaskScope(self._failed, self)
        self.menu = Menu(parent=parent)
        self.actions: list[QAction] = []
        for all_profiles in (False, True):
            if all_profiles:
                self.menu.addSeparator()
            for file_format in ExportFormat:
                action = self._action(file_format, all_profiles)
                self.menu.addAction(action)
                self.actions.append(action)

    def _action(self, file_format: ExportFormat, all_profiles: bool) -> QAction:
        kind = {
            ExportFormat.CSV: self.tr("CSV"),
            ExportFormat.XLSX: self.tr("Excel"),
            ExportFormat.JSON: self.tr("JSON"),
        }[file_format]
        words = (
            self.tr("Export all profiles shown as {0}…")
            if all_profiles
            else self.tr("Export this profile as {0}…")
        )
        glyph = icon(_ICONS.get(file_format, "brackets-curly"))
        action = QAction(glyph, words.format(kind), self)
        action.setData((file_format.value, all_profiles))
        action.triggered.connect(self._chosen)
        return action

    def set_enabled(self, enabled: bool) -> None:
        """Whether there is anything to export."""
        for action in self.actions:
            action.setEnabled(enabled)

    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            file_format, all_profiles = action.data()
            self.ask(ExportFormat(file_format), all_profiles=bool(all_profiles))

    def ask(self, file_format: ExportFormat, *, all_profiles: bool) -> QFileDialog | None:
        """Ask where to, without blocking; written when that is answered."""
        sheet = self._sheet(all_profiles)
        if sheet is None:
            return None
        dialog = QFileDialog(self._window, self.tr("Export {0}").format(sheet.what))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(file_format.value)
        dialog.setNameFilter(files.name_filter(file_format))
        dialog.setDirectory(str(files.last_folder(self._host.settings)))
        dialog.selectFile(files.dated_name(sheet.stem, file_format, self._host.company))
        dialog.setProperty("format", file_format.value)
        dialog.setProperty("all", all_profiles)
        dialog.fileSelected.connect(self._answered)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _answered(self, path: str) -> None:
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            file_format = ExportFormat(str(dialog.property("format")))
            self.write(Path(path), file_format, all_profiles=bool(dialog.property("all")))

    def write(self, path: Path, file_format: ExportFormat, *, all_profiles: bool) -> None:
        """Write what is shown now to `path`."""
        sheet = self._sheet(all_profiles)
        if sheet is not None:
            files.remember_folder(self._host.settings, path)
            token = CancelToken()
            self.scope.start(str(path), self._work(sheet, path, file_format, token), token=token)

    async def _work(
        self, sheet: Sheet, path: Path, file_format: ExportFormat, token: CancelToken
    ) -> None:
        job = self._host.jobs.begin(self.tr("Exporting settings"), None, token.cancel)
        written = False
        try:
            await self._host.bridge.run_background(
                export, sheet.rows, sheet.columns, path, file_format, token=token
            )
            written = True
        except ExportFailed as error:
            self._failed(error)
            return
        finally:
            job.finish(failed=not written and not token.cancelled)
        files.tell_written(self._window, sheet.what, path)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, ExportFailed):
            self._tell(files.not_written(error))
        else:
            self._tell(present(error))
