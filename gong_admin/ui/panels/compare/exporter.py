"""The matrix to a file, exactly as one sees it: its rows, its columns, its words."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from gong_admin.models.column import Column
from gong_admin.models.profile_matrix import MatrixProfile, ProfileMatrix
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import UserMessage
from gong_admin.services.export import ExportColumn, ExportFormat, ExportValue
from gong_admin.services.profiles.comparing import GROUPS, cell_of, named_words
from gong_admin.ui.sheet_export import Sheet, SheetExporter
from gong_admin.ui.table.clipboard import cell_mime
from gong_admin.ui.table.clipboard import cells as cells_of
from gong_admin.ui.table.host import TableHost


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

    def cell(profile: MatrixProfile, number: int) -> str:
        """A file can't mark what is not saved, so it says so, and what Gong holds."""
        now = cell_of(profile.now, lines, number)
        held = cell_of(profile.original, lines, number)
        words = named_words(lines[number], now, name_of)
        if now == held:
            return words
        return _not_saved(words, named_words(lines[number], held, name_of))

    def rows() -> Iterator[Sequence[ExportValue]]:
        for number in numbers:
            line = lines[number]
            yield GROUPS[line.group], line.title, *(cell(one, number) for one in profiles)

    what = translate("compare", "{0} settings of {1} profiles")
    told = what.format(f"{len(numbers):,}", f"{len(profiles):,}")
    return Sheet("profiles-compared", told, columns, rows())


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
    words = matrix.whole_words(row, column)
    edited = matrix.line_at(row) is not None and matrix.staged_at(row, column)
    return _not_saved(words, matrix.was_words(row, column)) if edited else words


def _not_saved(words: str, held: str) -> str:
    return translate("compare", "{0} (not saved; Gong: {1})").format(words, held)


class MatrixExporter(SheetExporter):
    """The menu of a comparison's export, and what it does."""

    def __init__(
        self,
        parent: QWidget,
        host: TableHost,
        matrix: ProfileMatrix,
        tell: Callable[[UserMessage], None],
    ) -> None:
        super().__init__(parent, host, tell)
        self._matrix = matrix
        for file_format, kind in self.kinds().items():
            words = self.tr("Export the comparison as {0}…").format(kind)
            action = self.action(words, file_format)
            action.setData(file_format.value)
            action.triggered.connect(self._chosen)
            self.menu.addAction(action)
            self.actions.append(action)

    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.ask(ExportFormat(str(action.data())))

    def ask(self, file_format: ExportFormat) -> QFileDialog:
        """Ask where to, without blocking; written when that is answered."""
        title = self.tr("Export the comparison")
        dialog = self.ask_where(title, "profiles-compared", file_format)
        dialog.fileSelected.connect(self._answered)
        return dialog

    def _answered(self, path: str) -> None:
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            self.write(Path(path), ExportFormat(str(dialog.property("format"))))

    def write(self, path: Path, file_format: ExportFormat) -> None:
        """Write what is shown now to `path`."""
        title = self.tr("Exporting the comparison")
        self.start(sheet_of(self._matrix), path, file_format, title)
