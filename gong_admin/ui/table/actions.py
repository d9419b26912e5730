"""What can be done with a table's rows: the actions of its menu, its shortcuts, the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from gong_admin.services.export import ExportFormat
from gong_admin.ui.copied import put
from gong_admin.ui.icons import icon as themed_icon
from gong_admin.ui.table.clipboard import cell_mime, cells, record_json
from gong_admin.ui.table.export_menu import ExportMenu, TableExporter
from gong_admin.ui.widgets.popup import Menu

if TYPE_CHECKING:
    from gong_admin.ui.table.record_table import RecordTable

__all__ = ["RequestTexts", "TableActions"]

RequestTexts = Callable[[Literal["curl", "python"]], str]
"""Gives the request that filled the table, as a command or a script without credentials; ""
where there is none yet."""

_AT_ONCE = 2_000  # rows that are copied without a detour over another thread: some milliseconds


class TableActions(QObject):
    """Owns the actions of one :class:`RecordTable` and does what they say."""

    def __init__(self, table: RecordTable, request: RequestTexts | None) -> None:
        super().__init__(table)
        self._table = table
        self._request = request
        self._own: list[QAction] = []
        self._menu: Menu | None = None
        self.exporter = TableExporter(table)
        self.export_menu = ExportMenu(self.exporter, table)
        copy_key = QKeySequence(QKeySequence.StandardKey.Copy)
        self.copy = self._make(self.tr("Copy cells"), "copy", self.copy_cells, copy_key)
        self.copy_id = self._make(
            self.tr("Copy id"), "fingerprint-simple", self.copy_ids, QKeySequence("Ctrl+Shift+C")
        )
        self.copy_json = self._make(self.tr("Copy as JSON"), "brackets-curly", self.copy_as_json)
        self.copy_curl = self._make(
            self.tr("Copy request as curl"), "terminal", self.copy_request_as_curl
        )
        self.copy_python = self._make(
            self.tr("Copy request as Python"), "code", self.copy_request_as_python
        )
        self.select_all = self._make(
            self.tr("Select all"),
            "selection-all",
            table.view.selectAll,
            QKeySequence(QKeySequence.StandardKey.SelectAll),
        )
        unit = table.unit
        self.exports = [
            self._make(self.tr("Export {0} as CSV…").format(unit), "file-text", self._export_csv),
            self._make(self.tr("Export {0} as Excel…").format(unit), "table", self._export_xlsx),
            self._make(
                self.tr("Export {0} as JSON…").format(unit), "brackets-curly", self._export_json
            ),
        ]
        self.columns = self._make(
            self.tr("Choose columns…"), "sliders-horizontal", table.choose_columns
        )
        self.compact = self._make(self.tr("Compact rows"), "rows", self._toggle_compact)
        self.compact.setCheckable(True)
        self.clear_filter = self._make(self.tr("Clear filter"), "x", table.filter_bar.clear)
        self.refresh()

    def _make(
        self,
        text: str,
        icon: str,
        act: Callable[[], None],
        key: QKeySequence | None = None,
    ) -> QAction:
        action = QAction(themed_icon(icon), text, self)
        if key is not None:
            action.setShortcut(key)
            # The table acts on the key itself; a second owner would make it ambiguous.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        return action

    def add(self, action: QAction) -> None:
        """Put a panel's own action on top."""
        self._own.append(action)

    def all(self) -> list[QAction]:
        """Every action, in the order of the menu."""
        requests = [self.copy_curl, self.copy_python] if self._request is not None else []
        return [
            *self._own,
            self.copy,
            self.copy_id,
            self.copy_json,
            *requests,
            self.select_all,
            *self.exports,
            self.columns,
            self.compact,
            self.clear_filter,
        ]

    def refresh(self) -> None:
        """Enable what can be done now."""
        table = self._table
        some = table.view.chosen.count() > 0
        shown = table.model.rowCount() > 0
        for action in (self.copy, self.copy_id, self.copy_json):
            action.setEnabled(some)
        for action in (*self.exports, self.select_all):
            action.setEnabled(shown)
        self.clear_filter.setEnabled(table.filter_bar.active)
        self.compact.setChecked(table.view.compact)

    def open_menu(self, place: QPoint) -> None:
        """Open the menu of the rows at a global position."""
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = Menu(parent=self._table)
        if self._own:
            menu.addActions(self._own)
            menu.addSeparator()
        menu.addActions([self.copy, self.copy_id, self.copy_json])
        if self._request is not None:
            menu.addSeparator()
            menu.addActions([self.copy_curl, self.copy_python])
        menu.addSeparator()
        menu.addAction(self.select_all)
        menu.addActions(self.exports)
        menu.addSeparator()
        menu.addActions([self.columns, self.compact])
        menu.popup(place)

    # -- copying -----------------------------------------------------------------------------

    def copy_cells(self) -> None:
        """The selected rows as cells for a spreadsheet, under the titles of the columns."""
        table = self._table
        records = table.selected_records()
        if not records:
            return
        columns = table.view.columns.shown_columns()
        if len(records) <= _AT_ONCE:
            self._put_cells(cells(columns, records), len(records))
            return

        async def later() -> None:
            made = await table.host.bridge.run(cells, columns, records)
            self._put_cells(made, len(records))

        self.exporter.scope.start("copy", later())

    def _put_cells(self, made: tuple[str, str], count: int) -> None:
        put(cell_mime(*made))
        self._table.host.toast(
            self.tr("Copied 1 row")
            if count == 1
            else self.tr("Copied {0} rows").format(f"{count:,}")
        )

    def copy_ids(self) -> None:
        """The ids of the selected records, one a line: what their column `id` says, since a model's
        own keys may be longer where a thing can stand in a table twice."""
        table = self._table
        named = [column for column in table.model.columns if column.key == "id"]
        if named:
            keys = [named[0].text(record) for record in table.selected_records()]
        else:
            keys = table.selected_keys()
        if keys:
            QGuiApplication.clipboard().setText("\n".join(keys))
            self._table.host.toast(
                self.tr("Copied 1 id")
                if len(keys) == 1
                else self.tr("Copied {0} ids").format(f"{len(keys):,}")
            )

    def copy_as_json(self) -> None:
        """The selected records as JSON."""
        records = self._table.selected_records()
        if records:
            QGuiApplication.clipboard().setText(record_json(records))
            self._table.host.toast(self.tr("Copied as JSON"))

    def copy_request_as_curl(self) -> None:
        """The request behind the table, for a terminal."""
        self._copy_request("curl")

    def copy_request_as_python(self) -> None:
        """The request behind the table, as a script."""
        self._copy_request("python")

    def _copy_request(self, language: Literal["curl", "python"]) -> None:
        text = self._request(language) if self._request is not None else ""
        if text:
            QGuiApplication.clipboard().setText(text)
            self._table.host.toast(self.tr("Copied the request, without credentials"))
        else:
            self._table.host.toast(self.tr("No request has been sent yet"))

    # -- others ------------------------------------------------------------------------------

    def _export_csv(self) -> None:
        self.exporter.ask(ExportFormat.CSV)

    def _export_xlsx(self) -> None:
        self.exporter.ask(ExportFormat.XLSX)

    def _export_json(self) -> None:
        self.exporter.ask(ExportFormat.JSON)

    def _toggle_compact(self) -> None:
        self._table.set_compact(self.compact.isChecked())
