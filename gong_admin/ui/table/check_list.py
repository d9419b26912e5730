"""A list of things to tick: the choices of a facet, the columns of a table."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gong_admin.ui import paint
from gong_admin.ui.table.scrollbars import OverlayScrollBars
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.check_box import paint_check_mark

__all__ = ["CheckItem", "CheckList"]

_Index = QModelIndex | QPersistentModelIndex
_MEASURED = 200  # lines; the first have the highest figures, and measuring all takes time


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line: what it stands for, its words, and a figure behind them. `depth` indents what
    stands below something else."""

    value: Hashable
    label: str
    note: str = ""
    depth: int = 0


class _CheckModel(QAbstractListModel):
    """The items that contain the search words, and which of all items are ticked."""

    ticked = Signal(object, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[CheckItem, ...] = ()
        self.shown: list[CheckItem] = []
        self.checked: set[Hashable] = set()
        self._words: list[str] = []

    def fill(self, items: Sequence[CheckItem], checked: Collection[Hashable]) -> None:
        self.beginResetModel()
        self.items, self.checked = tuple(items), set(checked)
        self._search()
        self.endResetModel()

    def search(self, text: str) -> None:
        self.beginResetModel()
        self._words = text.casefold().split()
        self._search()
        self.endResetModel()

    def _search(self) -> None:
        self.shown = [
            item for item in self.items if all(w in item.label.casefold() for w in self._words)
        ]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def flags(self, _index: _Index) -> Qt.ItemFlag:
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.label} {item.note}".strip()
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if item.value in self.checked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        item, on = self.shown[index.row()], Qt.CheckState(value) == Qt.CheckState.Checked
        if on:
            self.checked.add(item.value)
        else:
            self.checked.discard(item.value)
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit(item.value, on)
        return True


class _CheckDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, theme.size("nav_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        view = self.parent()
        if not isinstance(model, _CheckModel) or not isinstance(view, CheckList):
            return
        item = model.shown[index.row()]
        on = item.value in model.checked
        rect = QRect(option.rect)
        current = view.currentIndex() == index and view.hasFocus()
        scrolls = view.verticalScrollBar().maximum() > 0
        # Whole beside the bar, not below it.
        ground = rect.adjusted(4, 0, -(theme.size("scrollbar") + 2 if scrolls else 4), 0)
        if view.hovered == index.row() or current:
            paint.box(painter, ground, theme.radius.small, theme.colour("hover"))
        if current:
            ring = ground.adjusted(1, 1, -1, -1)
            paint.box(painter, ring, theme.radius.small, None, theme.colour("focus"), 2)
        side = theme.size("checkbox")
        left = rect.left() + theme.space.m + 2 + item.depth * theme.space.l
        mark = QRect(left, rect.top() + (rect.height() - side) // 2, side, side)
        paint_check_mark(painter, mark, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        note_width = paint.text_width(item.note, theme.font("body")) if item.note else 0
        end = rect.right() - theme.space.m - 1
        words = QRect(mark.right() + 11, rect.top(), 0, rect.height())
        # A long note gives way to the words: it only tells two of one name apart. What they leave
        # free is its own.
        room = end - words.left()
        free = room - paint.text_width(item.label, theme.font("body")) - theme.space.m
        note_width = min(note_width, max(room // 2, free))
        words.setRight(end - note_width - (theme.space.m if item.note else 0))
        paint.text(painter, words, item.label, theme.font("body"), theme.colour("text"))
        if item.note:
            place = QRect(end - note_width, rect.top(), note_width + 1, rect.height())
            tint = theme.colour("text2")
            paint.text(painter, place, item.note, theme.font("body"), tint, paint.RIGHT)


class CheckList(QListView):
    """Items with a check box each. Space, Enter and a click tick; Alt+Up and Alt+Down ask to move.

    `ticked(value, on)` after each change. Up on the first line is told by `left_upwards`, so that
    the field above takes the focus back.
    """

    ticked = Signal(object, bool)
    move_requested = Signal(object, int)  # value, -1 up or +1 down
    left_upwards = Signal()

    def __init__(self, name: str, *, rows: int = 10, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered = -1
        self._rows = rows
        self._pressed = -1
        self._model = _CheckModel(self)
        self._model.ticked.connect(self.ticked)
        self.setModel(self._model)
        self.setItemDelegate(_CheckDelegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        OverlayScrollBars(self)

    # -- content -----------------------------------------------------------------------------

    def fill(self, items: Sequence[CheckItem], checked: Collection[Hashable]) -> None:
        """Show these items in place of those there are."""
        was_somewhere, here = self.currentIndex().isValid(), self.current_value()
        self._model.fill(items, checked)
        if was_somewhere:  # None is a value too: that of what has none
            self._go_to(here)
        self.updateGeometry()

    def search(self, text: str) -> None:
        """Show only items with all these words."""
        self._model.search(text)
        if self._model.shown:
            self.setCurrentIndex(self._model.index(0, 0))

    def set_checked(self, checked: Collection[Hashable]) -> None:
        """Tick exactly these, without telling."""
        self._model.checked = set(checked)
        self.viewport().update()

    @property
    def checked(self) -> frozenset[Hashable]:
        """What is ticked, shown or not."""
        return frozenset(self._model.checked)

    @property
    def shown_values(self) -> list[Hashable]:
        """What the search left, from the top."""
        return [item.value for item in self._model.shown]

    def current_value(self) -> Hashable | None:
        """The line that the keyboard is on."""
        row = self.currentIndex().row()
        return self._model.shown[row].value if 0 <= row < len(self._model.shown) else None

    def toggle(self, row: int) -> None:
        """Tick a shown line, or take its tick away."""
        index = self._model.index(row, 0)
        on = self._model.shown[row].value in self._model.checked
        state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        self._model.setData(index, state, Qt.ItemDataRole.CheckStateRole)

    def focus_first(self) -> None:
        """Take the keyboard, on the line it was last on or the first."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.currentIndex().isValid() and self._model.shown:
            self.setCurrentIndex(self._model.index(0, 0))

    def _go_to(self, value: Hashable | None) -> None:
        for row, item in enumerate(self._model.shown):
            if item.value == value:
                self.setCurrentIndex(self._model.index(row, 0))
                return

    # -- keyboard and pointer ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, key = self.currentIndex().row(), event.key()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and alt:
            value = self.current_value()
            if value is not None:
                self.move_requested.emit(value, -1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.toggle(row)
        elif key == Qt.Key.Key_Up and row <= 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)
            self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """The search field above does this."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = self.indexAt(event.position().toPoint()).row()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        if row >= 0 and row == self._pressed and event.button() == Qt.MouseButton.LeftButton:
            self.toggle(row)
        self._pressed = -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    # -- geometry ----------------------------------------------------------------------------

    def wanted_width(self) -> int:
        """The width at which every line and its figure are whole."""
        font = theme.font("body")
        lines = (
            item.depth * theme.space.l
            + paint.text_width(item.label, font)
            + (paint.text_width(item.note, font) + theme.space.m if item.note else 0)
            for item in self._model.items[:_MEASURED]
        )
        around = 2 * (theme.space.m + 2) + theme.size("checkbox") + 11
        return max(lines, default=0) + around

    def sizeHint(self) -> QSize:
        count = max(1, min(self._rows, len(self._model.items)))
        return QSize(theme.size("facet_popup"), count * theme.size("nav_row"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
