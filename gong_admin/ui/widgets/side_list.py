"""A list at the side: a name with a line below it, filtered as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gong_admin.ui import paint
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.assistive import current_follows_selection
from gong_admin.ui.widgets.basics import Label, Pane, tight
from gong_admin.ui.widgets.fields import SearchField
from gong_admin.ui.widgets.pill import Tone, paint_pill, pill_width
from gong_admin.ui.widgets.scroll import OverlayScrollBars

Index = QModelIndex | QPersistentModelIndex
_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class SideItem:
    """One entry. `mark` stands in the accent at the right ("3 changes"); `pill` is a state there
    instead: words, tone and icon. `group` puts entries under headings, in the order in which they
    come."""

    key: str
    title: str
    subtitle: str = ""
    mark: str = ""
    group: str = ""
    pill: tuple[str, Tone, str] | None = None


class _Model(QAbstractListModel):
    """The entries that pass the filter, with a heading (a plain str) before each group."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: tuple[SideItem, ...] = ()
        self._needle = ""
        self.rows: list[SideItem | str] = []

    def items(self) -> tuple[SideItem, ...]:
        return self._items

    def set_items(self, items: Sequence[SideItem]) -> None:
        self._items = tuple(items)
        self._fill()

    def set_item(self, item: SideItem) -> None:
        self._items = tuple(item if one.key == item.key else one for one in self._items)
        row = self.row_of(item.key)
        if row >= 0:
            self.rows[row] = item
            index = self.index(row)
            self.dataChanged.emit(index, index)

    def set_filter(self, needle: str) -> None:
        self._needle = needle.strip().casefold()
        self._fill()

    def _fill(self) -> None:
        self.beginResetModel()
        self.rows, group = [], ""
        for item in self._items:
            if self._needle not in f"{item.title} {item.subtitle}".casefold():
                continue
            if item.group and item.group != group:
                self.rows.append(item.group)
                group = item.group
            self.rows.append(item)
        self.endResetModel()

    def row_of(self, key: str) -> int:
        for row, item in enumerate(self.rows):
            if isinstance(item, SideItem) and item.key == key:
                return row
        return -1

    def shown(self) -> int:
        return sum(1 for row in self.rows if isinstance(row, SideItem))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else row.title
        if isinstance(row, str):
            return None
        if role == _KEY:
            return row.key
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = row.pill[0] if row.pill else ""
            return ", ".join(part for part in (row.title, row.subtitle, row.mark, state) if part)
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.model().rows[index.row()]  # type: ignore[attr-defined]
        if isinstance(row, str):
            return QSize(100, theme.size("nav_group"))
        if row.subtitle:
            return QSize(100, theme.size("setting_row_two_lines"))
        return QSize(100, theme.size("nav_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.model().rows[index.row()]  # type: ignore[attr-defined]
        # The bar has the strip beside the rows: over a selected one it would cut off its end.
        area = QRect(option.rect).adjusted(0, 0, -theme.size("scrollbar"), 0)
        state = option.state
        colour = theme.colour
        inner = area.adjusted(theme.space.m, 0, -theme.space.m, 0)
        if isinstance(row, str):
            room = inner.adjusted(0, theme.space.xs, 0, 0)
            paint.text(painter, room, row, theme.font("secondary_medium"), colour("text2"))
            return
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            paint.box(painter, area, theme.radius.control, colour("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, area, theme.radius.control, colour("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint.box(painter, area, theme.radius.control, None, colour("focus"), 2)
        if row.mark:
            font = theme.font("secondary_strong")
            wide = paint.text_width(row.mark, font) + 2
            dot = QRect(inner.right() - wide - 10, inner.center().y() - 2, 6, 6)
            paint.box(painter, dot, 3, colour("accent"))
            paint.text(painter, inner, row.mark, font, colour("accent_text"), paint.RIGHT)
            inner.setRight(dot.left() - theme.space.s)
        name = theme.font("strong" if selected else "medium")
        if not row.subtitle:
            paint.text(painter, inner, row.title, name, colour("text"))
            return
        line = theme.font_px("body") + 4
        top = area.y() + (area.height() - 2 * line) // 2
        room = QRect(inner.x(), top, inner.width(), line)
        title = QRect(room)
        if row.pill is not None:
            words, tone, icon = row.pill
            wide = pill_width(words, icon)
            if wide > inner.width() // 2:
                words, wide = "", pill_width("", icon)  # no room for both: the name is worth more
            spot = QRect(inner.right() - wide + 1, top, wide, line)
            paint_pill(painter, spot, words, tone, icon, selected=selected)
            title.setRight(spot.left() - theme.space.s)
        paint.text(painter, title, row.title, name, colour("text"))
        room.translate(0, line)
        paint.text(painter, room, row.subtitle, theme.font("secondary"), colour("text2"))


class _View(QListView):
    def focusInEvent(self, event: Any) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            down = QListView.CursorAction.MoveDown
            self.setCurrentIndex(self.moveCursor(down, Qt.KeyboardModifier.NoModifier))


class SideList(Pane):
    """Filter and list. `chosen(key)` when the person goes to an entry, by click or by keys.

    The entry chosen stays so while the filter or the items change, as long as it is there.
    """

    chosen = Signal(str)

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__("surface_alt", parent)
        self.filter_field = SearchField(placeholder)
        self._model = _Model(self)
        self._view = _View()
        self._view.setModel(self._model)
        self._view.setItemDelegate(_Delegate(self._view))
        self._view.setAccessibleName(name)
        self._view.setMouseTracking(True)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._bars = OverlayScrollBars(self._view)
        self._empty = Label("", "secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._empty.setContentsMargins(0, 0, 8, 0)
        self._key = ""
        self._head = QHBoxLayout()
        self._head.setContentsMargins(12, 14, 12, 8)
        self._head.setSpacing(theme.space.xs)
        self._head.addWidget(self.filter_field, 1)
        body = QVBoxLayout()
        body.setContentsMargins(8, 0, 0, 0)
        body.addWidget(self._empty)
        body.addWidget(self._view, 1)
        column = QVBoxLayout(self)
        tight(column)
        column.addLayout(self._head)
        column.addLayout(body, 1)
        self._foot = Label("", "secondary", wrap=True)
        self._foot.setContentsMargins(20, theme.space.s, 12, theme.space.m)
        self._foot.hide()
        column.addWidget(self._foot)
        self._empty.hide()
        self.filter_field.textChanged.connect(self._filter)
        self.filter_field.left_downwards.connect(self._view.setFocus)
        self.filter_field.returnPressed.connect(self._view.setFocus)
        self._view.selectionModel().currentChanged.connect(self._current_changed)
        current_follows_selection(self._view)
        theme.changed.connect(self._view.doItemsLayout)

    def set_items(self, items: Sequence[SideItem]) -> None:
        self._model.set_items(items)
        self._show_chosen()

    def set_item(self, item: SideItem) -> None:
        """Show another state of one entry, in its place."""
        self._model.set_item(item)

    def items(self) -> tuple[SideItem, ...]:
        """All entries, whether the filter shows them or not."""
        return self._model.items()

    def add_button(self, button: QWidget) -> None:
        """Put a button beside the filter."""
        self._head.addWidget(button)

    def set_foot(self, words: str) -> None:
        """Say something about all entries, below them; "" for nothing."""
        self._foot.setText(words)
        self._foot.setVisible(bool(words))

    def key(self) -> str:
        """The key of the entry chosen, "" for none."""
        return self._key

    def choose(self, key: str) -> None:
        """Mark an entry without telling."""
        self._key = key
        self._show_chosen()

    def height_of_all(self) -> int:
        """Pixels that the filter and all entries take without scrolling."""
        delegate, option = self._view.itemDelegate(), QStyleOptionViewItem()
        rows = [self._model.index(row) for row in range(self._model.rowCount())]
        tall = sum(delegate.sizeHint(option, row).height() for row in rows)
        return tall + self._head.sizeHint().height() + theme.space.s

    def titles(self) -> list[str]:
        """The titles in sight, in order."""
        return [row.title for row in self._model.rows if isinstance(row, SideItem)]

    def _filter(self, needle: str) -> None:
        self._model.set_filter(needle)
        self._show_chosen()

    def _show_chosen(self) -> None:
        selection = self._view.selectionModel()
        blocked = selection.blockSignals(True)
        row = self._model.row_of(self._key)
        self._view.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())
        selection.blockSignals(blocked)
        if row >= 0:
            self._view.scrollTo(self._model.index(row))
        nothing = self._model.shown() == 0
        self._empty.setText(self.tr("Nothing matches") if self.filter_field.text() else "")
        self._empty.setVisible(nothing and bool(self.filter_field.text()))
        self._view.viewport().update()

    def _current_changed(self, current: QModelIndex) -> None:
        key = current.data(_KEY) if current.isValid() else None
        if key is not None and key != self._key:
            self._key = str(key)
            self.chosen.emit(self._key)
