"""The matrix as a grid: settings down, profiles across; both edges and the baseline always show.

Geometry, colours, what lies where. Knows no keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QFrame, QTableView, QWidget

from gong_admin.models.profile_matrix import ProfileMatrix, Row
from gong_admin.ui.panels.compare.matrix_headers import Corner, ProfileHeader, SettingHeader
from gong_admin.ui.panels.compare.matrix_paint import MatrixPainter
from gong_admin.ui.table.scrollbars import OverlayScrollBars
from gong_admin.ui.theme import theme

_Index = QModelIndex | QPersistentModelIndex
_NAMES, _COLUMN, _COLUMN_MOST = 264, 168, 320  # pixels at the usual size of text
_MOVE = QItemSelectionModel.SelectionFlag.ClearAndSelect


class MatrixGrid(QTableView):
    """Shows a :class:`ProfileMatrix`.

    The names of settings are the vertical header and the profiles' the horizontal one, so that
    both stay; the first column is painted and found at the left whatever is scrolled to, and so
    is the heading of the group at the top. Columns and rows below are numbers of the model.
    """

    column_menu_requested = Signal(int, QPoint)
    """The menu of a profile is wanted: its column, and a global position."""
    row_menu_requested = Signal(int, QPoint)

    def __init__(self, matrix: ProfileMatrix, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = matrix
        self.painter = MatrixPainter(self.devicePixelRatioF())
        self.needles: tuple[str, ...] = ()
        self.hovered_row = -1
        self._by_keyboard = False
        self._place: tuple[Row, str, int] | None = None
        # Qt asks for places and sizes from here on.
        self.corner = Corner(self)
        self.head = ProfileHeader(self)
        self.side = SettingHeader(self)
        self.setHorizontalHeader(self.head)
        self.setVerticalHeader(self.side)
        self._set_up()
        self.bars = OverlayScrollBars(self)
        self.setModel(matrix)
        matrix.modelAboutToBeReset.connect(self._remember)
        matrix.rebuilt.connect(self._restore)
        self.head.menu_requested.connect(self.column_menu_requested)
        self.head.chosen.connect(self._go_to_column)
        self.side.menu_requested.connect(self.row_menu_requested)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self.side.viewport().update)
        theme.changed.connect(self._retint)
        self._fit_rows()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        for button in self.findChildren(QAbstractButton):
            # Qt's own, below the corner. It does nothing here, and is there for screen readers.
            button.setAccessibleName(self.tr("Select all"))
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("Settings by profile"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # -- geometry --------------------------------------------------------------------------------

    def names_width(self) -> int:
        """How wide the names of settings are: as drawn, but never more than there is room for."""
        drawn = round(_NAMES * max(1.0, theme.text_scale))
        return max(120, min(drawn, round(self.width() * 0.36)))

    def column_place(self, column: int) -> tuple[int, int]:
        """Left edge in the viewport and width of a column."""
        width = self.columnWidth(column)
        return (0 if column == 0 else self.columnViewportPosition(column)), width

    def column_at(self, x: int) -> int:
        """The column at a place of the viewport; -1 for none."""
        count = self.matrix.columnCount()
        if count and 0 <= x < self.columnWidth(0):
            return 0
        return self.columnAt(x) if x >= 0 else -1

    def row_at(self, y: int) -> int:
        """The row at a place of the viewport, the heading that stays at the top included."""
        sticky = self.sticky_heading()
        if sticky is not None and 0 <= y < sticky[1] + sticky[2]:
            return sticky[0]
        return self.rowAt(y)

    def visible_columns(self, left: int, right: int) -> Iterator[tuple[int, int, int]]:
        """Number, left edge and width of the columns between two places; the baseline last, as
        it lies over the others."""
        count = self.matrix.columnCount()
        if not count:
            return
        pinned = self.columnWidth(0)
        first = max(1, self.columnAt(max(0, pinned, left)))
        for column in range(first, count):
            place = self.columnViewportPosition(column)
            if place > right:
                break
            yield column, place, self.columnWidth(column)
        if left < pinned:
            yield 0, 0, pinned

    def visible_rows(self, top: int, bottom: int) -> Iterator[tuple[int, int, int]]:
        """Number, top edge and height of the rows between two places."""
        row = max(0, self.rowAt(max(0, top)))
        for number in range(row, self.matrix.rowCount()):
            place = self.rowViewportPosition(number)
            if place > bottom:
                return
            yield number, place, self.rowHeight(number)

    def sticky_heading(self) -> tuple[int, int, int] | None:
        """Row, top edge and height of the heading that is painted at the top in place of what is
        scrolled away; None while it stands there by itself."""
        matrix = self.matrix
        first = self.rowAt(0)
        if first < 0 or (self.rowViewportPosition(first) >= 0 and matrix.row(first).is_heading):
            return None
        heading = matrix.row_of(Row(matrix.row(first).group))
        height = self.rowHeight(heading)
        following = next(
            (n for n in range(first + 1, matrix.rowCount()) if matrix.row(n).is_heading), -1
        )
        top = 0
        if following >= 0:
            # The next heading pushes it away.
            top = min(0, self.rowViewportPosition(following) - height)
        return heading, top, height

    def indexAt(self, place: QPoint) -> QModelIndex:
        row, column = self.row_at(place.y()), self.column_at(place.x())
        return self.matrix.index(row, column) if row >= 0 and column >= 0 else QModelIndex()

    def visualRect(self, index: _Index) -> QRect:
        if not index.isValid():
            return QRect()
        left, width = self.column_place(index.column())
        top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
        return QRect(left, top, width, height)

    def scrollTo(
        self,
        index: _Index,
        _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell in sight, from below the baseline and the heading that stays as well."""
        if not index.isValid():
            return
        rect, bar = self.visualRect(index), self.verticalScrollBar()
        cover = 0 if self.matrix.row(index.row()).is_heading else theme.size("matrix_group")
        if rect.top() < cover:
            bar.setValue(bar.value() + rect.top() - cover)
        elif rect.bottom() >= self.viewport().height():
            bar.setValue(bar.value() + rect.bottom() + 1 - self.viewport().height())
        if index.column() > 0:
            pinned, bar = self.columnWidth(0), self.horizontalScrollBar()
            if rect.left() < pinned:
                bar.setValue(bar.value() + rect.left() - pinned)
            elif rect.right() >= self.viewport().width():
                bar.setValue(bar.value() + rect.right() + 1 - self.viewport().width())

    def updateGeometries(self) -> None:
        super().updateGeometries()
        view = self.viewport().geometry()
        self.corner.setGeometry(0, 0, view.left(), view.top())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """As wide as there is room for, within what can be read."""
        count = self.matrix.columnCount()
        if not count:
            return
        scale, room = max(1.0, theme.text_scale), self.viewport().width()
        least = min(round(_COLUMN * scale), max(120, room // 2))
        width = max(least, min(room // count, round(_COLUMN_MOST * scale)))
        if width != self.head.defaultSectionSize() or self.columnWidth(0) != width:
            self.head.setDefaultSectionSize(width)
        self.horizontalScrollBar().setSingleStep(width // 2)

    def _fit_rows(self) -> None:
        small, large = theme.size("matrix_row"), theme.size("matrix_group")
        self.side.setMinimumSectionSize(min(small, large))
        self.side.setDefaultSectionSize(small)
        for number, row in enumerate(self.matrix.rows):
            if row.is_heading:
                self.side.resizeSection(number, large)
        self.verticalScrollBar().setSingleStep(small)

    # -- painting --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        area, ink = event.rect(), self.painter.ink
        painter = QPainter(self.viewport())
        painter.fillRect(area, ink.colour("surface"))
        columns = list(self.visible_columns(area.left(), area.right()))
        for row, top, height in self.visible_rows(area.top(), area.bottom()):
            self._paint_row(painter, columns, row, top, height)
        sticky = self.sticky_heading()
        if sticky is not None:
            self._paint_row(painter, [], *sticky)
        painter.end()

    def _paint_row(
        self,
        painter: QPainter,
        columns: Sequence[tuple[int, int, int]],
        row: int,
        top: int,
        height: int,
    ) -> None:
        ink, matrix = self.painter.ink, self.matrix
        width = self.viewport().width()
        current = self.currentIndex() if self.hasFocus() and self._by_keyboard else QModelIndex()
        if matrix.row(row).is_heading:
            painter.fillRect(0, top, width, height, ink.colour("surface_alt"))
            painter.fillRect(0, top + height - 1, width, 1, ink.colour("separator"))
            if current.row() == row:
                self.painter.ring(painter, QRect(0, top, width, height))
            return
        chosen = self.selectionModel()
        ground = "hover" if row == self.hovered_row else "surface"
        line = ink.colour("separator")
        for column, left, wide in columns:
            rect = QRect(left, top, wide, height)
            selected = chosen.isSelected(matrix.index(row, column))
            differs = column > 0 and matrix.differs_at(row, column)
            fill = "selected" if selected else "accent_tint" if differs else ground
            painter.fillRect(rect, ink.colour(fill))
            self.painter.cell(painter, matrix, row, column, rect)
            painter.fillRect(left + wide - 1, top, 1, height, line)
            if selected:
                self.painter.outline(painter, rect)
            if current.row() == row and current.column() == column:
                self.painter.ring(painter, rect)
            # Cells at the right lie below the baseline, and so does their line.
            painter.fillRect(left, top + height - 1, wide, 1, line)
        last = max((left + wide for _, left, wide in columns), default=0)
        if last < width:
            painter.fillRect(last, top, width - last, height - 1, ink.colour(ground))
            painter.fillRect(last, top + height - 1, width - last, 1, line)

    def _retint(self) -> None:
        self.painter = MatrixPainter(self.devicePixelRatioF())
        self.head.fit()
        self._fit_rows()
        self._fit_columns()
        self.updateGeometries()
        self.viewport().update()
        self.side.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._retint()

    def set_needles(self, text: str) -> None:
        """Mark these words in the names of settings."""
        self.needles = tuple(text.casefold().split())
        self.side.viewport().update()

    # -- where the keyboard is -------------------------------------------------------------------

    def _remember(self) -> None:
        index = self.currentIndex()
        self._place = None
        if index.isValid() and index.column() < len(self.matrix.profiles):
            here = self.matrix.row(index.row())
            self._place = here, self.matrix.profiles[index.column()].id, index.row()

    def _restore(self) -> None:
        """After other rows or columns: the same cell, or the one that took its place."""
        self._fit_rows()
        self._fit_columns()
        matrix = self.matrix
        if self._place is not None and matrix.rowCount() and matrix.columnCount():
            row, profile_id, number = self._place
            found = matrix.row_of(row)
            number = found if found >= 0 else min(number, matrix.rowCount() - 1)
            column = max(0, matrix.column_number(profile_id))
            self.selectionModel().setCurrentIndex(matrix.index(number, column), _MOVE)
        self.viewport().update()
        self.side.viewport().update()

    def go_to(self, row: int, column: int) -> None:
        """Put the keyboard on a cell and bring it in sight."""
        index = self.matrix.index(row, column)
        self.selectionModel().setCurrentIndex(index, _MOVE)
        self.scrollTo(index)

    def chosen_columns(self, row: int) -> list[int]:
        """The columns whose cells are selected in a row; the one of the keyboard at least."""
        indexes = self.selectionModel().selectedIndexes()
        found = sorted({index.column() for index in indexes if index.row() == row})
        return found or [max(0, self.currentIndex().column())]

    def _go_to_column(self, column: int) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        row = max(0, self.currentIndex().row())
        if self.matrix.rowCount():
            self.go_to(row, column)

    def press_name(self, row: int) -> None:
        """A name was clicked: a heading folds, a setting takes the keyboard with its whole row."""
        here = self.matrix.row(row)
        if here.is_heading:
            self.matrix.toggle_group(here.group)
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.go_to(row, max(0, self.currentIndex().column()))

    def hover(self, row: int) -> None:
        """The pointer is on a row; -1 for none."""
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()
            self.side.viewport().update()
