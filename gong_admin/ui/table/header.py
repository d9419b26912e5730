"""The header of a table: words, the arrow of the sort, dragging, resizing, the columns' menu."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QHeaderView, QWidget

from gong_admin.models.index import Sorting
from gong_admin.ui.icons import icon_pixmap
from gong_admin.ui.theme import theme

__all__ = ["TableHeader"]

_ARROW = 12


class TableHeader(QHeaderView):
    """A horizontal header painted from the tokens.

    It reports what the user asks for and leaves the doing to the table: ``sort_requested`` holds
    the logical section and whether it is an additional level (Shift-click); ``resized_by_user``
    and ``moved_by_user`` come after a drag, not after the table laid itself out.
    """

    sort_requested = Signal(int, bool)
    menu_requested = Signal(int, QPoint)  # logical section or -1, global position
    autosize_requested = Signal(int)
    resized_by_user = Signal(int)
    moved_by_user = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sort: tuple[tuple[int, bool], ...] = ()
        self._arranging = False
        self._resized = -1
        self._moved = False
        self._pressed_at: QPoint | None = None
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setFirstSectionMovable(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setMinimumSectionSize(48)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Columns"))
        self.sectionResized.connect(self._note_resize)
        self.sectionMoved.connect(self._note_move)
        self.sectionHandleDoubleClicked.connect(self.autosize_requested)
        self._retint()
        theme.changed.connect(self._retint)

    # -- sort ------------------------------------------------------------------------------

    def show_sort(self, levels: Sorting, keys: tuple[str, ...]) -> None:
        """Show the arrows of ``levels``; ``keys`` names the columns in logical order."""
        places = {key: place for place, key in enumerate(keys)}
        self._sort = tuple((places[key], descending) for key, descending in levels if key in places)
        self.viewport().update()

    # -- layout from the table ---------------------------------------------------------------

    def arranging(self) -> _Arranging:
        """A context in which resizing and moving is the table's doing, not the user's."""
        return _Arranging(self)

    # -- painting ----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        height = self.viewport().height()
        end = self.length() - self.offset()
        if end < self.viewport().width():
            painter.fillRect(
                end, 0, self.viewport().width() - end, height, theme.colour("surface_alt")
            )
        painter.fillRect(0, height - 1, self.viewport().width(), 1, theme.colour("separator"))
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        painter.fillRect(rect, theme.colour("surface_alt"))
        model = self.model()
        text = str(model.headerData(logical, Qt.Orientation.Horizontal) or "")
        level = next((n for n, (s, _) in enumerate(self._sort) if s == logical), None)
        painter.setFont(self.font())
        painter.setPen(theme.colour("text" if level is not None else "text3"))
        metrics = QFontMetrics(self.font())
        box = rect.adjusted(self.left_padding(logical), 0, -self.right_padding(logical), 0)
        room = box.width() - (_ARROW + 4 if level is not None else 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        width = metrics.horizontalAdvance(shown)
        if self._is_right_aligned(logical):
            left = box.right() + 1 - width - (_ARROW + 4 if level is not None else 0)
        else:
            left = box.left()
        painter.drawText(
            QRect(left, box.top(), width + 2, box.height()),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            shown,
        )
        if level is not None:
            name = "arrow-down" if self._sort[level][1] else "arrow-up"
            # The levels behind the first are quieter: they only decide ties.
            tint = "text" if level == 0 else "text3"
            arrow = icon_pixmap(name, theme.colour(tint), _ARROW, self.devicePixelRatioF())
            painter.drawPixmap(
                left + width + 4, box.top() + (box.height() - _ARROW) // 2, _ARROW, _ARROW, arrow
            )
        hovered = self.logicalIndexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        if self.underMouse() and hovered == logical and self._is_near_grip():
            painter.fillRect(
                rect.right(), rect.top() + 8, 1, rect.height() - 16, theme.colour("control")
            )

    def left_padding(self, logical: int) -> int:
        """The first column starts where the panel's other content does."""
        first = self.visualIndex(logical) == self._first_visible()
        return theme.size("edge_padding_x" if first else "cell_padding_x")

    def right_padding(self, logical: int) -> int:
        """The last column ends where the other content does; figures keep away from the words
        that begin right behind them."""
        edge, pad = theme.size("edge_padding_x"), theme.size("cell_padding_x")
        if self.visualIndex(logical) == self._last_visible():
            return edge
        return pad + theme.space.s if self._is_right_aligned(logical) else pad

    def wanted_width(self, logical: int) -> int:
        """The width at which the section's own word and its arrow are whole."""
        text = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        return (
            QFontMetrics(self.font()).horizontalAdvance(text)
            + self.left_padding(logical)
            + self.right_padding(logical)
            + _ARROW
            + 4
        )

    # -- pointer -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position().toPoint()
        self._resized, self._moved = -1, False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed = self._pressed_at
        at_grip = self._is_near_grip()
        super().mouseReleaseEvent(event)
        self._pressed_at = None
        if self._resized >= 0:
            self.resized_by_user.emit(self._resized)
        elif self._moved:
            self.moved_by_user.emit()
        elif (
            pressed is not None
            and not at_grip
            and event.button() == Qt.MouseButton.LeftButton
            and self.logicalIndexAt(pressed) >= 0
            and self.logicalIndexAt(pressed) == self.logicalIndexAt(event.position().toPoint())
        ):
            extra = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.sort_requested.emit(self.logicalIndexAt(pressed), extra)
        self._resized, self._moved = -1, False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(self.logicalIndexAt(event.pos()), event.globalPos())
        event.accept()

    # -- helpers -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewport().update()

    def _is_near_grip(self) -> bool:
        return self.cursor().shape() == Qt.CursorShape.SplitHCursor or (
            self.viewport().cursor().shape() == Qt.CursorShape.SplitHCursor
        )

    def _is_right_aligned(self, logical: int) -> bool:
        value = self.model().headerData(
            logical, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        return value is not None and bool(int(value) & int(Qt.AlignmentFlag.AlignRight))

    def _first_visible(self) -> int:
        return next(
            (v for v in range(self.count()) if not self.isSectionHidden(self.logicalIndex(v))), 0
        )

    def _last_visible(self) -> int:
        places = range(self.count() - 1, -1, -1)
        return next((v for v in places if not self.isSectionHidden(self.logicalIndex(v))), 0)

    def _note_resize(self, logical: int, _old: int, _new: int) -> None:
        if not self._arranging and self._pressed_at is not None:
            self._resized = logical

    def _note_move(self) -> None:
        if not self._arranging:
            self._moved = True
            if (
                self._pressed_at is None
            ):  # moved by a menu or a key, there is no release to wait for
                self.moved_by_user.emit()

    def _retint(self) -> None:
        self.setFont(theme.font("secondary_medium"))
        self.setFixedHeight(theme.size("table_header"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Button, theme.colour("surface_alt"))
        self.setPalette(palette)
        self.viewport().update()


class _Arranging:
    def __init__(self, header: TableHeader) -> None:
        self._header = header

    def __enter__(self) -> None:
        self._header._arranging = True

    def __exit__(self, *_exc: object) -> None:
        self._header._arranging = False
