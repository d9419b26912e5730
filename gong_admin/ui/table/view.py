"""The view of a table of records: painting, keys, pointer, selection, columns."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QWidget

from gong_admin.models.record_table import RecordTableModel
from gong_admin.models.selection import TableSelection
from gong_admin.ui.table.painted import PaintedTable
from gong_admin.ui.theme import theme

__all__ = ["TableView"]

_Index = QModelIndex | QPersistentModelIndex


class TableView(PaintedTable):
    """Shows a :class:`RecordTableModel`, with 100,000 rows as with ten.

    Rows are selected whole; the keyboard is on one cell of one of them. `chosen` holds what is
    selected, `columns` the arrangement of the columns.
    """

    opened = Signal(object)
    """A record was double-clicked, or Enter pressed on it."""
    previewed = Signal(object)
    """Space was pressed on a record."""
    selection_changed = Signal()
    """Other records are selected than before, or another one is current; see `chosen`."""
    copy_requested = Signal()
    text_typed = Signal(str)
    """Somebody began to type: the text belongs into the filter."""
    menu_requested = Signal(QPoint)
    """Context menu asked for on the rows, at a global position."""
    column_menu_requested = Signal(int, QPoint)
    """Context menu asked for on the header: the section or -1, and a global position."""
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: TableSelection | None = None
        self._header.sort_requested.connect(self._sort)
        self._header.menu_requested.connect(self.column_menu_requested)
        self.columns.changed.connect(self._expect_sorting)

    # -- model -------------------------------------------------------------------------------

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show another model; its columns get the places they were remembered in."""
        if model is not None and not isinstance(model, RecordTableModel):
            raise TypeError("a TableView shows a RecordTableModel")
        old = self.selectionModel()
        super().setModel(model)
        for former in (old, self._chosen):
            if former is not None:
                former.deleteLater()
        self._records, self._chosen = model, None
        self._hovered = -1
        self._forget_boxes()
        if model is not None:
            model.modelReset.connect(self._forget_boxes)
            model.sorting_changed.connect(self._show_sorting)
            self._chosen = TableSelection(model, self.selectionModel(), self)
            self._chosen.changed.connect(self.selection_changed)
            self.columns.adopt(model.columns)
            self._show_sorting()
            self._expect_sorting()

    @property
    def records(self) -> RecordTableModel[Any] | None:
        """The model shown."""
        return self._records

    def _expect_sorting(self) -> None:
        if self._records is not None:
            self._records.expect_sorting(column.key for column in self.columns.shown_columns())

    # -- selection ---------------------------------------------------------------------------

    @property
    def chosen(self) -> TableSelection:
        """The selected records, as ranges, ids and records. RuntimeError without a model."""
        if self._chosen is None:
            raise RuntimeError("the view has no model yet")
        return self._chosen

    def current_record(self) -> Any | None:
        """The record that the keyboard is on."""
        index = self.currentIndex()
        if self._records is None or not index.isValid():
            return None
        return self._records.record(index.row())

    def select_row(self, row: int) -> None:
        """Select one row alone and bring it into view."""
        model = self._records
        if model is None or not 0 <= row < model.rowCount():
            return
        index = model.index(row, max(0, self.currentIndex().column()))
        self.selectionModel().setCurrentIndex(index, _SELECT_ROW)
        self.scrollTo(index)

    def selectAll(self) -> None:
        """Select every row, as one range: Qt's own way asks for the flags of every cell."""
        model = self._records
        if model is None or not model.rowCount():
            return
        whole = QItemSelection(
            model.index(0, 0), model.index(model.rowCount() - 1, model.columnCount() - 1)
        )
        self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    # -- columns -----------------------------------------------------------------------------

    def sort_by(self, section: int, *, extra: bool = False) -> None:
        """One step on a column: ascending, then descending, then not at all.

        ``extra`` (Shift-click) adds the column behind the ones that sort already.
        """
        model = self._records
        if model is None:
            return
        key = model.columns[section].key
        before = dict(model.sorting())
        others = tuple(level for level in model.sorting() if level[0] != key) if extra else ()
        if key not in before:
            model.sort_by((*others, (key, False)))
        elif not before[key]:
            turned = tuple((k, True if k == key else down) for k, down in model.sorting())
            model.sort_by(turned if extra else ((key, True),))
        else:
            model.sort_by(others)

    def _sort(self, section: int, extra: bool) -> None:
        self.sort_by(section, extra=extra)

    def _show_sorting(self) -> None:
        if self._records is not None:
            keys = tuple(column.key for column in self._records.columns)
            self._header.show_sort(self._records.sorting(), keys)

    # -- keyboard ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keyboard = True
        record = self.current_record()
        key, plain = event.key(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if record is not None:
                self.opened.emit(record)
        elif key == Qt.Key.Key_Space and plain:
            if record is not None:
                self.previewed.emit(record)
        elif key == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._open_column_menu()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif self._is_text(event):
            self.text_typed.emit(event.text())
        else:
            super().keyPressEvent(event)
            self.viewport().update()
            return
        event.accept()

    def _open_column_menu(self) -> None:
        """The menu of the column that the keyboard is in, below its header."""
        section = self.currentIndex().column()
        left = max(0, self._header.sectionViewportPosition(section)) if section >= 0 else 0
        place = self._header.mapToGlobal(QPoint(left, self._header.height()))
        self.column_menu_requested.emit(section, place)

    def keyboardSearch(self, search: str) -> None:
        """Typing goes into the filter; Qt's search would ask 100,000 cells for their text."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and last row: here a row is one thing."""
        model = self._records
        ends = (QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd)
        if model is None or not model.rowCount() or action not in ends:
            return super().moveCursor(action, modifiers)
        row = 0 if action == ends[0] else model.rowCount() - 1
        return model.index(row, max(0, self.currentIndex().column()))

    @staticmethod
    def _is_text(event: QKeyEvent) -> bool:
        commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        commands |= Qt.KeyboardModifier.MetaModifier
        return (
            bool(event.text().strip())
            and event.text().isprintable()
            and not (event.modifiers() & commands)
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in _KEYBOARD_REASONS
        super().focusInEvent(event)
        model = self._records
        if self._by_keyboard and not self.currentIndex().isValid() and model and model.rowCount():
            # The ring must be somewhere, but arriving must not select: that would open a detail.
            shown = self.columns.shown_sections()
            self.selectionModel().setCurrentIndex(
                model.index(max(0, self.rowAt(0)), shown[0] if shown else 0),
                QItemSelectionModel.SelectionFlag.NoUpdate,
            )
        self.viewport().update()

    # -- pointer -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        row = self.rowAt(int(event.position().y()))
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton and self._records is not None:
            self.opened.emit(self._records.record(row))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self.menu_requested.emit(event.globalPos())
        else:  # from the keyboard: at the current row, not where the pointer happens to be
            rect = self.visualRect(self.currentIndex())
            place = QPoint(theme.size("edge_padding_x"), max(0, rect.bottom()))
            self.menu_requested.emit(self.viewport().mapToGlobal(place))
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        tip = self.tip_at(event.pos())
        if tip:
            QToolTip.showText(event.globalPos(), tip, self.viewport())
        else:
            QToolTip.hideText()


_SELECT_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)
_KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
