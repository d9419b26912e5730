"""Rows that are no `RecordTable` to a file: asked for where, written beside the window, told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.message import UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.export import ExportColumn, ExportFailed, ExportFormat, ExportValue, export
from gong_admin.ui import files
from gong_admin.ui.icons import icon
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.widgets.popup import Menu

_ICONS = {ExportFormat.CSV: "file-text", ExportFormat.XLSX: "table"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written: rows under columns, made one by one while they are written. `stem` begins
    the file's name, `what` says it in a sentence: "the settings of Collaborator"."""

    stem: str
    what: str
    columns: Sequence[ExportColumn]
    rows: Iterable[Sequence[ExportValue]]


class SheetExporter(QObject):
    """Asks where to and writes there, beside the window. `tell(message)` shows what went wrong.

    A subclass fills `menu` and `actions` with what it exports."""

    def __init__(
        self, parent: QWidget, host: TableHost, tell: Callable[[UserMessage], None]
    ) -> None:
        super().__init__(parent)
        self._window, self._host, self._tell = parent, host, tell
        self.scope = TaskScope(self._failed, self)
        self.menu = Menu(parent=parent)
        self.actions: list[QAction] = []

    def set_enabled(self, enabled: bool) -> None:
        """Whether there is anything to export."""
        for action in self.actions:
            action.setEnabled(enabled)

    def kinds(self) -> dict[ExportFormat, str]:
        """What each kind of file is called in a menu."""
        return {
            ExportFormat.CSV: self.tr("CSV"),
            ExportFormat.XLSX: self.tr("Excel"),
            ExportFormat.JSON: self.tr("JSON"),
        }

    def action(self, words: str, file_format: ExportFormat) -> QAction:
        """An action with the icon of a kind of file."""
        return QAction(icon(_ICONS.get(file_format, "brackets-curly")), words, self)

    def ask_where(self, title: str, stem: str, file_format: ExportFormat) -> QFileDialog:
        """Ask where to, without blocking: `fileSelected` tells the answer."""
        dialog = QFileDialog(self._window, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(file_format.value)
        dialog.setNameFilter(files.name_filter(file_format))
        dialog.setDirectory(str(files.last_folder(self._host.settings)))
        dialog.selectFile(files.dated_name(stem, file_format, self._host.company))
        dialog.setProperty("format", file_format.value)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def start(self, sheet: Sheet, path: Path, file_format: ExportFormat, job: str) -> None:
        """Write in the background, as a job of that title."""
        files.remember_folder(self._host.settings, path)
        token = CancelToken()
        work = self._work(sheet, path, file_format, job, token)
        self.scope.start(str(path), work, token=token)

    async def _work(
        self, sheet: Sheet, path: Path, file_format: ExportFormat, title: str, token: CancelToken
    ) -> None:
        job = self._host.jobs.begin(title, None, token.cancel)
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
        self._tell(files.not_written(error) if isinstance(error, ExportFailed) else present(error))
