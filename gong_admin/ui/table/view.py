"""The view of a table of records: painting, keys, pointer, selection, columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from gong_admin.models.column import Column
from gong_admin.models.record_table import RecordTableModel
from gong_admin.models.selection import TableSelection
from gong_admin.ui.table.columns import ColumnArranger
from gong_admin.ui.table.delegate import CellBox, RowPainter, RowStates
from gong_admin.ui.table.header import TableHeader
from gong_admin.ui.table.paint import Ink
from gong_admin.ui.table.scrollbars import OverlayScrollBars
from gong_admin.ui.theme import theme

__all__ = ["TableView"]

_Index = QModelIndex | QPersistentModelIndex


class TableView(QTableView):
    """Shows a :class:`RecordTableModel`, whole rows at a time, with 100,000 rows as with ten.

    It paints its rows itself in one go (see `delegate`), so nothing else runs between two cells
    of a repaint. Rows have one fixed height. Widths, order and visibility of the columns are the
    business of `columns`, a :class:`ColumnArranger`.
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
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records: RecordTableModel[Any] | None = None
        self._chosen: TableSelection | None = None
        self._compact = False
        self._hovered = -1
        self._by_keyboard = False
        self._painter = RowPainter(Ink(self.devicePixelRatioF()))
        self._boxes: tuple[CellBox, ...] | None = None
        self._header = TableHeader(self)
        self.setHorizontalHeader(self._header)
        self.columns = ColumnArranger(self, self._header)
        self._set_up()
        self.bars = OverlayScrollBars(self)
        theme.changed.connect(self._retint)
        self._retint()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Table"))
        rows = self.verticalHeader()
        rows.setVisible(False)
        # Measuring rows by their content takes seconds with 100,000 of them.
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        for changed in (self._header.sectionResized, self._header.sectionMoved):
            changed.connect(self._forget_boxes)
        self.horizontalScrollBar().valueChanged.connect(self._forget_boxes)
        self._header.sort_requested.connect(self._sort)

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
            model.sortingChanged.connect(self._show_sorting)
            self._chosen = TableSelection(model, self.selectionModel(), self)
            self._chosen.changed.connect(self.selection_changed)
            self.columns.adopt(model.columns)
            self._show_sorting()

    @property
    def records(self) -> RecordTableModel[Any] | None:
        """The model shown."""
        return self._records

    def set_needles(self, needles: Sequence[str]) -> None:
        """Mark these words, in lower case, wherever they occur in a cell."""
        self._painter.needles = tuple(needles)
        self.viewport().update()

    # -- density -----------------------------------------------------------------------------

    @property
    def compact(self) -> bool:
        """Whether rows have the smaller of the two heights."""
        return self._compact

    def set_compact(self, compact: bool) -> None:
        """Choose the height of the rows; the row at the top stays at the top."""
        top = self.rowAt(0)
        self._compact = compact
        self.verticalHeader().setMinimumSectionSize(theme.size("row_compact"))
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self.verticalScrollBar().setSingleStep(self.row_height())
        if top > 0 and self._records is not None:
            self.scrollTo(self._records.index(top, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        self.viewport().update()

    def row_height(self) -> int:
        """Pixels from one row to the next."""
        return theme.size("row_compact" if self._compact else "row")

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

    # -- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        area = event.rect()
        painter = QPainter(self.viewport())
        painter.fillRect(area, self._painter.ink.colour("surface"))
        model = self._records
        count = model.rowCount() if model is not None else 0
        height = self.row_height()
        offset = self.verticalOffset()
        first = max(0, (area.top() + offset) // height)
        last = min(count - 1, (area.bottom() + offset) // height)
        if model is not None and first <= last:
            boxes = [
                box
                for box in self.boxes()
                if box.left <= area.right() and box.left + box.width > area.left()
            ]
            self._painter.paint(
                painter,
                boxes,
                [(row, model.record(row)) for row in range(first, last + 1)],
                first * height - offset,
                height,
                self.viewport().width(),
                self._states(model, first, last),
            )
        painter.end()

    def _states(self, model: RecordTableModel[Any], first: int, last: int) -> RowStates:
        chosen = self.selectionModel()
        selected = {row for row in range(first, last + 1) if chosen.isSelected(model.index(row, 0))}
        current = self.currentIndex()
        focused = None
        if current.isValid() and self.hasFocus() and self._by_keyboard:
            focused = (current.row(), model.columns[current.column()].key)
        return RowStates(selected, self._hovered, focused)

    def boxes(self) -> tuple[CellBox, ...]:
        """Where the shown columns lie in the viewport, from the left."""
        if self._boxes is None:
            self._boxes = tuple(self._measure_boxes())
        return self._boxes

    def _measure_boxes(self) -> Iterator[CellBox]:
        if self._records is None:
            return
        header = self._header
        pad, edge = theme.size("cell_padding_x"), theme.size("edge_padding_x")
        shown = self.columns.shown_sections()
        for place, section in enumerate(shown):
            yield CellBox(
                self._records.columns[section],
                header.sectionViewportPosition(section),
                header.sectionSize(section),
                edge if place == 0 else pad,
                edge if place == len(shown) - 1 else pad,
                leads=place == 0,
            )

    def _forget_boxes(self) -> None:
        self._boxes = None
        self.viewport().update()

    def _retint(self) -> None:
        needles = self._painter.needles
        self._painter = RowPainter(Ink(self.devicePixelRatioF()))
        self._painter.needles = needles
        self._forget_boxes()
        self.set_compact(self._compact)
        self.bars.sync()

    # -- columns -----------------------------------------------------------------------------

    def wanted_column_width(self, section: int) -> int:
        """The width at which the header and the cells of the rows in sight are whole."""
        model = self._records
        widest = self._header.wanted_width(section)
        if model is None:
            return widest
        box = next((b for b in self.boxes() if b.column is model.columns[section]), None)
        if box is None:
            return widest
        first = max(0, self.rowAt(0))
        for row in range(first, min(model.rowCount(), first + 60)):
            widest = max(widest, self._painter.wanted_width(box, model.record(row)))
        return min(widest, 640)

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
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif self._is_text(event):
            self.text_typed.emit(event.text())
        else:
            super().keyPressEvent(event)
            self.viewport().update()
            return
        event.accept()

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

    def tip_at(self, position: QPoint) -> str:
        """What the pointer is told at a place of the viewport: the whole text, the exact time."""
        model, row = self._records, self.rowAt(position.y())
        box = next((b for b in self.boxes() if b.left <= position.x() < b.left + b.width), None)
        if model is None or row < 0 or box is None:
            return ""
        record = model.record(row)
        column: Column[Any] = box.column
        tip = column.tip(record)
        if not tip and self._painter.is_cut(box, record):
            tip = column.text(record)
        return tip

    def _show_tip(self, event: QHelpEvent) -> None:
        tip = self.tip_at(event.pos())
        if tip:
            QToolTip.showText(event.globalPos(), tip, self.viewport())
        else:
            QToolTip.hideText()

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        for changed in (self._hovered, row):
            if changed >= 0:
                top = self.rowViewportPosition(changed)
                self.viewport().update(0, top, self.viewport().width(), self.row_height())
        self._hovered = row

    # -- geometry ----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit()
        self._boxes = None

    def updateGeometries(self) -> None:
        """Leave room below the last row for the bar that lies over it."""
        super().updateGeometries()
        if self.horizontalScrollBar().maximum() > 0:
            bar = self.verticalScrollBar()
            rows = self._records.rowCount() if self._records is not None else 0
            length = rows * self.row_height() + theme.size("scrollbar")
            bar.setMaximum(max(0, length - self.viewport().height()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._retint()


_SELECT_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)
_KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
