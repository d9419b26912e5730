"""The list of all operations: by area, filtered as one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from gong_admin.api.operation import Effect
from gong_admin.services.console import AnyOperation
from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.panels.console.words import EFFECTS, VERBS, area_title
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.assistive import current_follows_selection
from gong_admin.ui.widgets.basics import Label, Pane, tight
from gong_admin.ui.widgets.fields import SearchField
from gong_admin.ui.widgets.scroll import OverlayScrollBars

Index = QModelIndex | QPersistentModelIndex
_OPERATION = Qt.ItemDataRole.UserRole
_COUNT = Qt.ItemDataRole.UserRole + 1
_VERB_WIDTH = 40


class _Delegate(QStyledItemDelegate):
    """Headings with arrow and count; operations with their verb and, where it matters, a sign."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        heading = index.data(_OPERATION) is None
        return QSize(100, theme.size("nav_group" if heading else "nav_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        op = index.data(_OPERATION)
        area, state = QRect(option.rect), option.state
        area.setLeft(0)
        row = area.adjusted(8, 0, -8, 0)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        if selected and op is not None:
            paint.box(painter, row, theme.radius.control, theme.colour("selected"))
        elif state & QStyle.StateFlag.State_MouseOver:
            paint.box(painter, row, theme.radius.control, theme.colour("hover"))
        if focused and (self._tree.hasFocus()):
            paint.box(painter, row, theme.radius.control, None, theme.colour("focus"), 2)
        if op is None:
            self._paint_heading(painter, row, index)
        else:
            self._paint_operation(painter, row, op, selected=selected)

    def _paint_heading(self, painter: QPainter, row: QRect, index: Index) -> None:
        opened = self._tree.isExpanded(QModelIndex(index))  # type: ignore[arg-type]
        glyph = QRect(row.x() + 4, row.y(), 12, row.height())
        paint_icon(
            painter, "caret-down" if opened else "caret-right", glyph, theme.colour("text2"), 12
        )
        words = row.adjusted(24, 0, -12, 0)
        paint.text(
            painter,
            words,
            str(index.data(_COUNT)),
            theme.font("body"),
            theme.colour("text2"),
            paint.RIGHT,
        )
        words.setRight(words.right() - 32)
        paint.text(painter, words, str(index.data()), theme.font("medium"), theme.colour("text2"))

    def _paint_operation(
        self, painter: QPainter, row: QRect, op: AnyOperation, *, selected: bool
    ) -> None:
        tag, tint = VERBS[op.method]
        mono = theme.font("mono_caption")
        wide = max(_VERB_WIDTH, paint.text_width("POST", mono) + 2)
        verb = QRect(row.x() + 8, row.y(), wide, row.height())
        paint.text(painter, verb, tag, mono, theme.colour(tint), paint.RIGHT, elide=False)
        words = QRect(row)
        words.setLeft(verb.right() + 10)
        words.setRight(row.right() - 10)
        if op.effect is Effect.DESTRUCTIVE:
            spot = QRect(words.right() - 14, row.y(), 16, row.height())
            paint_icon(painter, "warning", spot, theme.colour("danger_mark"), 14)
            words.setRight(spot.left() - 4)
        font = theme.font("strong" if selected else "body")
        paint.text(painter, words, op.title, font, theme.colour("text"))


class _Tree(QTreeView):
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Nothing: the headings paint their own arrows, and the rows start at the edge."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and index.data(_OPERATION) is None and not event.modifiers():
            self.setExpanded(index, not self.isExpanded(index))
            return
        super().keyPressEvent(event)


class OperationTree(Pane):
    """`chosen(operation)` when a person goes to one, by click or by keys; `opened` when they
    clicked it or pressed Enter: they want to see its form."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, operations: Sequence[AnyOperation], parent: QWidget | None = None) -> None:
        super().__init__("surface_alt", parent)
        self.setMinimumWidth(176)
        self._operations = tuple(operations)
        self.field = SearchField(self.tr("Filter {0} operations").format(len(operations)))
        self._model = QStandardItemModel(self)
        self._places: dict[str, QStandardItem] = {}
        self.tree = _Tree()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(0)
        self.tree.setRootIsDecorated(False)
        self.tree.setMouseTracking(True)
        self.tree.setUniformRowHeights(False)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setAccessibleName(self.tr("Operations"))
        self.tree.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setItemDelegate(_Delegate(self.tree))
        self._fill()
        self.tree.setModel(self._model)
        self.tree.expandAll()
        self._bars = OverlayScrollBars(self.tree)
        self._nothing = Label(self.tr("No operation matches"), "secondary", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        tight(column)
        head = QVBoxLayout()
        head.setContentsMargins(12, 14, 12, 8)
        head.addWidget(self.field)
        column.addLayout(head)
        column.addWidget(self._nothing)
        column.addWidget(self.tree, 1)
        self._nothing.hide()
        self.field.textChanged.connect(self._filter)
        self.field.left_downwards.connect(self._enter)
        self.field.returnPressed.connect(self._enter)
        self.tree.clicked.connect(self._clicked)
        self.tree.activated.connect(self._activated)
        self.tree.selectionModel().currentChanged.connect(self._moved)
        current_follows_selection(self.tree)
        theme.changed.connect(self.tree.doItemsLayout)

    def choose(self, op: AnyOperation) -> None:
        """Mark an operation, without telling."""
        item = self._places[op.id]
        selection = self.tree.selectionModel()
        blocked = selection.blockSignals(True)
        self.tree.setCurrentIndex(item.index())
        selection.blockSignals(blocked)
        seen = self.tree.viewport().rect().contains(self.tree.visualRect(item.index()))
        if not seen:
            # Not at the very edge: what is beside it says where one is.
            self.tree.scrollTo(item.index(), QTreeView.ScrollHint.PositionAtCenter)
        self.tree.viewport().update()

    def shown(self) -> list[AnyOperation]:
        """The operations that pass the filter, from the top."""
        found = []
        for op in self._operations:
            item = self._places[op.id]
            heading = item.parent()
            if not self.tree.isRowHidden(item.row(), heading.index()):
                found.append(op)
        return found

    def _fill(self) -> None:
        headings: dict[str, QStandardItem] = {}
        for op in self._operations:
            heading = headings.get(op.area)
            if heading is None:
                heading = headings[op.area] = QStandardItem(area_title(op.area))
                heading.setEditable(False)
                heading.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self._model.appendRow(heading)
            item = QStandardItem(op.title)
            item.setEditable(False)
            item.setData(op, _OPERATION)
            effect = EFFECTS[op.effect][0]
            item.setData(f"{op.title}, {op.method}, {effect}", Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(f"{op.method} {op.path}\n{effect}. {op.help}")
            heading.appendRow(item)
            heading.setData(heading.rowCount(), _COUNT)
            self._places[op.id] = item

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        any_shown = False
        for row in range(self._model.rowCount()):
            heading = self._model.item(row)
            count = 0
            for child in range(heading.rowCount()):
                op = heading.child(child).data(_OPERATION)
                fits = all(word in _searched(op) for word in words)
                self.tree.setRowHidden(child, heading.index(), not fits)
                count += fits
            self.tree.setRowHidden(row, QModelIndex(), not count)
            heading.setData(count, _COUNT)
            any_shown = any_shown or count > 0
            if words:
                self.tree.setExpanded(heading.index(), True)
        self._nothing.setVisible(not any_shown)

    def _enter(self) -> None:
        shown = self.shown()
        if shown:
            self.tree.setFocus(Qt.FocusReason.TabFocusReason)
            current = self.tree.currentIndex().data(_OPERATION)
            if current is None or current not in shown:
                self.tree.setCurrentIndex(self._places[shown[0].id].index())

    def _clicked(self, index: QModelIndex) -> None:
        if index.data(_OPERATION) is None:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))
        else:
            self.opened.emit()

    def _activated(self, index: QModelIndex) -> None:
        if index.data(_OPERATION) is not None:
            self.opened.emit()

    def _moved(self, current: QModelIndex) -> None:
        op = current.data(_OPERATION)
        if op is not None:
            self.chosen.emit(op)


def _searched(op: AnyOperation) -> str:
    """The text that the filter looks into."""
    return f"{op.title} {op.method} {op.path} {op.id} {area_title(op.area)} {op.scope}".casefold()
