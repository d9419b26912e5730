"""A table that paints its own rows: geometry, colours, what lies where. Knows no keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from gong_admin.models.column import Column
from gong_admin.models.record_table import RecordTableModel
from gong_admin.ui.table.columns import ColumnArranger
from gong_admin.ui.table.delegate import CellBox, RowPainter, RowStates
from gong_admin.ui.table.header import TableHeader
from gong_admin.ui.table.paint import Ink
from gong_admin.ui.table.scrollbars import OverlayScrollBars
from gong_admin.ui.theme import theme

__all__ = ["PaintedTable"]


class PaintedTable(QTableView):
    """Whole rows of one fixed height, painted in one go (see `delegate`).

    Nothing else runs between two cells of a repaint, and no cell costs a style option and an
    index. `columns` arranges widths, order and visibility.
    """

    viewport_resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records: RecordTableModel[Any] | None = None
        self._compact = False
        self._hovered = -1
        self._by_keyboard = False  # the ring is shown where the keyboard, not the pointer, is used
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
        shown = self.columns.shown_sections()
        for place, section in enumerate(shown):
            yield CellBox(
                self._records.columns[section],
                header.sectionViewportPosition(section),
                header.sectionSize(section),
                header.left_padding(section),
                header.right_padding(section),
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

    # -- measuring ---------------------------------------------------------------------------

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
        self.viewport_resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._retint()
