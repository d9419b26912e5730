"""Rows of a table to a file: the menu, the question where to, the work, the word at the end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled
from gong_admin.models.column import Column
from gong_admin.models.export_rows import export_columns, export_rows
from gong_admin.runtime.message import ActionKind
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.export import ExportFailed, ExportFormat, export
from gong_admin.ui import files
from gong_admin.ui.widgets.popup import Menu

if TYPE_CHECKING:
    from gong_admin.ui.table.record_table import RecordTable

__all__ = ["ExportMenu", "TableExporter"]


class TableExporter(QObject):
    """Writes the shown columns of a table's rows to a file, beside the window.

    With ``selected`` only the selected rows are written, else all that the filter shows. The
    folder is remembered for all tables. Progress and cancelling are in the list of jobs.
    """

    finished = Signal(object)
    """A file was written: its path."""

    def __init__(self, table: RecordTable) -> None:
        super().__init__(table)
        self._table = table
        self._again: tuple[ExportFormat, bool] | None = None
        self.scope = TaskScope(self._failed, self)
        table.message_action.connect(self._message_action)

    def ask(self, file_format: ExportFormat, *, selected: bool = False) -> QFileDialog:
        """Ask where to, without blocking; the file is written when that is answered."""
        dialog = QFileDialog(self._table, self.tr("Export {0}").format(self._table.unit))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(file_format.value)
        dialog.setNameFilter(files.name_filter(file_format))
        dialog.setDirectory(self.folder())
        dialog.selectFile(self.suggested_name(file_format))
        dialog.setProperty("format", file_format.value)
        dialog.setProperty("selected", selected)
        dialog.fileSelected.connect(self._answered)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def folder(self) -> str:
        """Where the last file went; the user's documents at first."""
        return str(files.last_folder(self._table.host.settings))

    def suggested_name(self, file_format: ExportFormat) -> str:
        """A name that sorts by day and says what it holds: "users-orvane-2026-11-22.csv"."""
        table = self._table
        stem = "-".join(table.name.lower().split())
        return files.dated_name(stem, file_format, table.host.company)

    def write(self, path: Path, file_format: ExportFormat, *, selected: bool = False) -> None:
        """Write the rows as they are now; what changes in the table later is not in the file."""
        self._again = (file_format, selected)
        table = self._table
        records = table.selected_records() if selected else table.model.shown()
        columns = table.view.columns.shown_columns()
        files.remember_folder(table.host.settings, path)
        token = CancelToken()
        self.scope.start(
            str(path), self._work(path, file_format, columns, records, token), token=token
        )

    async def _work(
        self,
        path: Path,
        file_format: ExportFormat,
        columns: Sequence[Column[Any]],
        records: Sequence[Any],
        token: CancelToken,
    ) -> None:
        table, total = self._table, len(records)
        title = self.tr("Exporting {0}").format(table.unit)
        job = table.host.jobs.begin(title, total, token.cancel)
        written = 0
        try:
            written = await table.host.bridge.run_background(
                export,
                export_rows(records, columns),
                export_columns(columns),
                path,
                file_format,
                total=total,
                token=token,
                progress=job.report,
            )
        except Cancelled:
            table.host.toast(self.tr("Export cancelled, no file was written"))
            raise
        except ExportFailed as error:
            self._failed(error)
            return
        finally:
            job.finish(failed=not written and total > 0)
        files.tell_written(table, f"{written:,} {table.unit}", path)
        self.finished.emit(path)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, ExportFailed):
            self._table.show_message(files.not_written(error, ActionKind.CHOOSE_FILE))
        else:
            self._table.show_message(present(error))

    def _message_action(self, kind: ActionKind) -> None:
        if kind is ActionKind.CHOOSE_FILE and self._again is not None:
            self._table.clear_message()
            self.ask(self._again[0], selected=self._again[1])

    def _answered(self, path: str) -> None:
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            file_format = ExportFormat(str(dialog.property("format")))
            self.write(Path(path), file_format, selected=bool(dialog.property("selected")))


class ExportMenu(Menu):
    """The menu behind a panel's Export button; says how many rows each entry writes."""

    def __init__(self, exporter: TableExporter, table: RecordTable) -> None:
        super().__init__(parent=table)
        self._exporter = exporter
        self._table = table
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        shown = self._table.model.rowCount()
        chosen = self._table.selected_count()
        self._section(self.tr("All {0} shown").format(f"{shown:,}"), shown, selected=False)
        if chosen:
            self.addSeparator()
            self._section(self.tr("{0} selected").format(f"{chosen:,}"), chosen, selected=True)

    def _section(self, what: str, count: int, *, selected: bool) -> None:
        kinds: tuple[tuple[str, str, ExportFormat], ...] = (
            (self.tr("{0} as CSV…"), "file-text", ExportFormat.CSV),
            (self.tr("{0} as Excel…"), "table", ExportFormat.XLSX),
            (self.tr("{0} as JSON…"), "brackets-curly", ExportFormat.JSON),
        )
        for words, icon, file_format in kinds:
            reason = "" if count else self.tr("There are no rows to export")
            action: QAction = self.add(words.format(what), icon=icon, disabled_because=reason)
            action.setProperty("format", file_format.value)
            action.setProperty("selected", selected)
            action.triggered.connect(self._chosen)

    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._exporter.ask(
                ExportFormat(str(action.property("format"))),
                selected=bool(action.property("selected")),
            )
