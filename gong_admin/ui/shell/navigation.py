"""The navigation on the left: grouped panels with icon, word and count; collapsible to icons."""

from __future__ import annotations

from collections.abc import Sequence
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
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.panel_spec import PanelSpec
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.assistive import current_follows_selection
from gong_admin.ui.widgets.button import Button, IconButton

_Index = QModelIndex | QPersistentModelIndex
_KEY = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_ICON = Qt.ItemDataRole.UserRole + 2
_ALERT = Qt.ItemDataRole.UserRole + 3
_ROOT = QModelIndex()


class _Rows(QAbstractListModel):
    """Headings (text alone) and panels, in the order of the specs."""

    def __init__(self, specs: Sequence[PanelSpec], parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[PanelSpec | str] = []
        self._counts: dict[str, int] = {}
        self._alerts: dict[str, str] = {}
        group = ""
        for spec in specs:
            if spec.group != group:
                group = spec.group
                self.rows.append(group)
            self.rows.append(spec)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if isinstance(row, str):
            return row if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        alert = self._alerts.get(row.key, "")
        if role == Qt.ItemDataRole.ToolTipRole:
            told = alert or row.help
            return f"{row.title}: {told}" if told else row.title
        if role == _ALERT:
            return alert
        if role == _KEY:
            return row.key
        if role == _ICON:
            return row.icon
        if role == _COUNT:
            return self._counts.get(row.key)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = self._counts.get(row.key)
            said = row.title if count is None else f"{row.title}, {count:,}"
            return f"{said}, {alert}" if alert else said
        return None

    def row_of(self, key: str) -> int:
        for number, row in enumerate(self.rows):
            if isinstance(row, PanelSpec) and row.key == key:
                return number
        return -1

    def set_alert(self, key: str, words: str) -> None:
        if self.row_of(key) >= 0 and self._alerts.get(key, "") != words:
            self._alerts[key] = words
            index = self.index(self.row_of(key))
            self.dataChanged.emit(index, index)

    def set_count(self, key: str, count: int | None) -> None:
        if self.row_of(key) < 0 or self._counts.get(key) == count:
            return
        if count is None:
            self._counts.pop(key, None)
        else:
            self._counts[key] = count
        index = self.index(self.row_of(key))
        self.dataChanged.emit(index, index)


class _Delegate(QStyledItemDelegate):
    """Paints a row; the current one has a tint, a solid icon and heavier words."""

    collapsed = False

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        if index.data(_KEY) is None:
            height = theme.size("nav_group") if not self.collapsed else 2 * theme.space.xs + 1
        else:
            height = theme.size("nav_row")
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        inner = area.adjusted(theme.space.s, 0, -theme.space.s, 0)
        if index.data(_KEY) is None:
            self._heading(painter, inner, index.data())
            return
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            paint.box(painter, inner, theme.radius.control, theme.colour("nav_selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, inner, theme.radius.control, theme.colour("hover"))
        if state & QStyle.StateFlag.State_HasFocus:
            width = theme.size("focus_ring")
            paint.box(painter, inner, theme.radius.control, None, theme.colour("focus"), width)
        tint = theme.colour("accent_text" if selected else "text2")
        icon = index.data(_ICON) + ("-fill" if selected else "")
        glyph = theme.size("icon")
        spot = QRect(inner.left() + theme.space.s, inner.top(), glyph, inner.height())
        if self.collapsed:
            spot.moveCenter(inner.center())
        paint_icon(painter, icon, spot, tint, glyph)
        if index.data(_ALERT):
            mark = QRect(spot.right() - 3, spot.center().y() - glyph // 2 - 1, 8, 8)
            paint.box(painter, mark, 4, theme.colour("danger_mark"), theme.colour("canvas"))
        if self.collapsed:
            return
        words = inner.adjusted(2 * theme.space.s + glyph, 0, -theme.space.s, 0)
        count = index.data(_COUNT)
        if count is not None:
            font = theme.font("secondary")
            text = f"{count:,}"
            paint.text(painter, words, text, font, theme.colour("text3"), paint.RIGHT)
            words.setRight(words.right() - paint.text_width(text, font) - theme.space.s)
        font = theme.font("strong" if selected else "body")
        paint.text(painter, words, index.data(), font, theme.colour("text"))

    def _heading(self, painter: QPainter, area: QRect, words: str) -> None:
        if self.collapsed:
            painter.fillRect(
                QRect(area.left() + 4, area.center().y(), area.width() - 8, 1),
                theme.colour("separator"),
            )
            return
        spot = area.adjusted(theme.space.s, theme.space.xs, 0, 0)
        font = theme.font("secondary_medium")
        paint.text(painter, spot, words, font, theme.colour("text3"))


class _List(QListView):
    """Arrow keys move and open; letters jump; headings are stepped over by Qt itself."""

    opened = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            key = self.currentIndex().data(_KEY)
            if key:
                self.opened.emit(key)


class _Collapse(Button):
    """Stands in the column of the panels, so icon and word are where theirs are."""

    def sizeHint(self) -> QSize:
        return QSize(theme.size("nav"), theme.size("nav_row"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        inner = self.rect().adjusted(theme.space.s, 0, -theme.space.s, 0)
        if self.isDown() or self.underMouse():
            tint = theme.colour("pressed" if self.isDown() else "hover")
            paint.box(painter, inner, theme.radius.control, tint)
        glyph = theme.size("icon")
        spot = QRect(inner.left() + theme.space.s, inner.top(), glyph, inner.height())
        paint_icon(painter, self._icon_name, spot, theme.colour("text2"), glyph)
        words = inner.adjusted(2 * theme.space.s + glyph, 0, -theme.space.s, 0)
        paint.text(painter, words, self.text(), theme.font("body"), theme.colour("text2"))


class Navigation(QFrame):
    """Emits `opened(panel_key)` when the user chooses a panel."""

    opened = Signal(str)
    collapsed_changed = Signal(bool)

    def __init__(self, specs: Sequence[PanelSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "canvas")
        self._by_window = False
        self._by_user = False
        self._model = _Rows(specs, self)
        self._delegate = _Delegate(self)
        self.list = _List(self)
        self.list.setAccessibleName(self.tr("Panels"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        current_follows_selection(self.list)
        self.list.opened.connect(self.opened)

        self._collapse = _Collapse(self.tr("Collapse"), kind="ghost", icon="caret-double-left")
        self._expand = IconButton("caret-double-right", self.tr("Expand the navigation"))
        self._collapse.clicked.connect(self._collapse_clicked)
        self._expand.clicked.connect(self._collapse_clicked)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space.s, 0, theme.space.xs)
        column.setSpacing(theme.space.xs)
        column.addWidget(self.list, 1)
        column.addWidget(self._collapse)
        column.addWidget(self._expand, 0, Qt.AlignmentFlag.AlignHCenter)
        self._apply()
        theme.changed.connect(self._apply)

    # -- what is shown -----------------------------------------------------------------------

    def set_current(self, key: str) -> None:
        """Mark a panel as the open one, without opening it again."""
        selection = self.list.selectionModel()
        selection.blockSignals(True)
        self.list.setCurrentIndex(self._model.index(self._model.row_of(key)))
        selection.blockSignals(False)
        self.list.viewport().update()

    def set_count(self, key: str, count: int | None) -> None:
        """The number beside a panel; None shows none."""
        self._model.set_count(key, count)

    def set_alert(self, key: str, words: str) -> None:
        """A mark at a panel's icon, and what it means; "" takes it away."""
        self._model.set_alert(key, words)

    @property
    def collapsed(self) -> bool:
        return self._by_user or self._by_window

    @property
    def collapsed_by_user(self) -> bool:
        """The user's own choice, apart from what a narrow window forces."""
        return self._by_user

    def set_collapsed(self, collapsed: bool) -> None:
        """The user's own choice, remembered by the window."""
        self._by_user = collapsed
        self._apply()

    def set_narrow(self, narrow: bool) -> None:
        """The window has no room for words: icons only, until it is wider again."""
        if narrow != self._by_window:
            self._by_window = narrow
            self._apply()

    def _collapse_clicked(self) -> None:
        if self._by_window:
            # In a narrow window the click opens it for this once.
            self._by_window = False
            self._by_user = False
        else:
            self._by_user = not self._by_user
        self._apply()
        self.collapsed_changed.emit(self._by_user)

    def _apply(self) -> None:
        collapsed = self.collapsed
        self._delegate.collapsed = collapsed
        self.setFixedWidth(theme.size("nav_collapsed" if collapsed else "nav"))
        self._collapse.setVisible(not collapsed)
        self._expand.setVisible(collapsed)
        self.list.scheduleDelayedItemsLayout()

    def _current_changed(self, current: QModelIndex) -> None:
        key = current.data(_KEY)
        if key:
            self.opened.emit(key)
