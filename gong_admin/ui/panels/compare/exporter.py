"""The matrix to a file, exactly as one sees it: its rows, its columns, its words."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from gong_admin.api.cancel import CancelToken
from gong_admin.models.column import Column
from gong_admin.models.profile_matrix import ProfileMatrix
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.export import ExportColumn, ExportFailed, ExportFormat, ExportValue, export
from gong_admin.services.profiles.comparing import GROUPS, cell_of, named_words
from gong_admin.ui import files
from gong_admin.ui.icons import icon
from gong_admin.ui.table.clipboard import cell_mime
from gong_admin.ui.table.clipboard import cells as cells_of
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.widgets.popup import Menu

_ICONS = {ExportFormat.CSV: "file-text", ExportFormat.XLSX: "table"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are made one by one while they are written, from what was shown at the moment of
    asking. There are `count` of them."""

    columns: Sequence[ExportColumn]
    rows: Iterable[Sequence[ExportValue]]
    count: int


def sheet_of(matrix: ProfileMatrix) -> Sheet:
    """What is shown now: the groups, the filter and the differences are those of the screen.
    Leads and folders stand with their names."""
    columns = [
        ExportColumn("group", translate("compare", "Group")),
        ExportColumn("setting", translate("compare", "Setting")),
    ]
    profiles = tuple(matrix.profiles)
    for profile in profiles:
        columns.append(ExportColumn(profile.id, f"{profile.name} ({profile.note})"))
    lines, name_of = tuple(matrix.lines), matrix.name_of
    numbers = [row.line for row in matrix.rows if not row.is_heading]

    def rows() -> Iterator[Sequence[ExportValue]]:
        for number in numbers:
            line = lines[number]
            cells = (
                named_words(line, cell_of(profile.now, lines, number), name_of)
                for profile in profiles
            )
            yield GROUPS[line.group], line.title, *cells

    return Sheet(columns, rows(), len(numbers))


def copied(matrix: ProfileMatrix, cells: Sequence[tuple[int, int]]) -> QMimeData:
    """Cells (row and column) for the clipboard, with the names of their settings and profiles."""
    rows = sorted({row for row, _ in cells if matrix.line_at(row) is not None})
    numbers = sorted({column for _, column in cells})

    def title(row: int) -> str:
        line = matrix.line_at(row)
        return line.title if line is not None else ""

    columns = [Column[int]("setting", translate("compare", "Setting"), title)]
    for number in numbers:
        words = functools.partial(_words, matrix, number)
        columns.append(Column[int](str(number), matrix.profiles[number].name, words))
    return cell_mime(*cells_of(columns, rows))


def _words(matrix: ProfileMatrix, column: int, row: int) -> str:
    return matrix.whole_words(row, column)


class MatrixExporter(QObject):
    """Asks where to and writes there, beside the window. `tell` shows what went wrong."""

    def __init__(
        self,
        parent: QWidget,
        host: TableHost,
        matrix: ProfileMatrix,
        tell: Callable[[UserMessage], None],
    ) -> None:
        super().__init__(parent)
        self._window, self._host, self._matrix, self._tell = parent, host, matrix, tell
        self.scope = TaskScope(self._failed, self)
        self.menu = Menu(parent=parent)
        self.actions: list[QAction] = []
        kinds = {
            ExportFormat.CSV: self.tr("CSV"),
            ExportFormat.XLSX: self.tr("Excel"),
            ExportFormat.JSON: self.tr("JSON"),
        }
        for file_format, kind in kinds.items():
            words = self.tr("Export the comparison as {0}…").format(kind)
            action = QAction(icon(_ICONS.get(file_format, "brackets-curly")), words, self)
            action.setData(file_format.value)
            action.triggered.connect(self._chosen)
            self.menu.addAction(action)
            self.actions.append(action)

    def set_enabled(self, enabled: bool) -> None:
        """Whether there is anything to export."""
        for action in self.actions:
            action.setEnabled(enabled)

    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.ask(ExportFormat(str(action.data())))

    def ask(self, file_format: ExportFormat) -> QFileDialog:
        """Ask where to, without blocking; written when that is answered."""
        dialog = QFileDialog(self._window, self.tr("Export the comparison"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(file_format.value)
        dialog.setNameFilter(files.name_filter(file_format))
        dialog.setDirectory(str(files.last_folder(self._host.settings)))
        dialog.selectFile(files.dated_name("profiles-compared", file_format, self._host.company))
        dialog.setProperty("format", file_format.value)
        dialog.fileSelected.connect(self._answered)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _answered(self, path: str) -> None:
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            self.write(Path(path), ExportFormat(str(dialog.property("format"))))

    def write(self, path: Path, file_format: ExportFormat) -> None:
        """Write what is shown now to `path`."""
        files.remember_folder(self._host.settings, path)
        sheet, token = sheet_of(self._matrix), CancelToken()
        self.scope.start(str(path), self._work(sheet, path, file_format, token), token=token)

    async def _work(
        self, sheet: Sheet, path: Path, file_format: ExportFormat, token: CancelToken
    ) -> None:
        job = self._host.jobs.begin(self.tr("Exporting the comparison"), None, token.cancel)
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
        what = self.tr("{0} settings of {1} profiles").format(
            f"{sheet.count:,}", f"{len(sheet.columns) - 2:,}"
        )
        files.tell_written(self._window, what, path)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, ExportFailed):
            self._tell(files.not_written(error))
        else:
            self._tell(present(error))
