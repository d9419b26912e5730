"""A tree in the look of the tables: library folders, operations of the console, filters."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.table.scrollbars import OverlayScrollBars
from gong_admin.ui.theme import theme

__all__ = ["IconNameRole", "NoteRole", "TreeView"]

_Index = QModelIndex | QPersistentModelIndex

IconNameRole = Qt.ItemDataRole.UserRole + 20
"""Name of the icon before an entry (str); none without."""
NoteRole = Qt.ItemDataRole.UserRole + 21
"""Small words at the right end of an entry (str): a count, a method."""

_CARET = 12
_STEP = 16


class _TreeDelegate(QStyledItemDelegate):
    """Paints an entry in one go: caret, icon, words, note; a group is set in stronger type."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(120, theme.size("nav_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view = self.parent()
        if not isinstance(view, TreeView):
            return
        rect = QRect(option.rect)
        row = QRect(0, rect.top(), view.viewport().width(), rect.height())
        chosen = view.selectionModel().isSelected(index)
        current = view.currentIndex() == index and view.hasFocus() and view.shows_focus
        ground = row.adjusted(8, 0, -8, 0)
        if chosen:
            paint.box(painter, ground, theme.radius.control, theme.colour("selected"))
        elif view.hovered == index:
            paint.box(painter, ground, theme.radius.control, theme.colour("hover"))
        if current:
            width = theme.size("focus_ring")
            paint.box(painter, ground, theme.radius.control, None, theme.colour("focus"), width)
        left = view.content_left(index)
        if index.model().hasChildren(index):
            name = "caret-down" if view.isExpanded(index) else "caret-right"
            spot = QRect(left, rect.top(), _CARET, rect.height())
            paint_icon(painter, name, spot, theme.colour("text3"), _CARET)
        left += _CARET + 6
        icon = index.data(IconNameRole)
        if icon:
            tint = "accent_text" if chosen else "text2"
            size = theme.size("icon")
            spot = QRect(left, rect.top(), size, rect.height())
            paint_icon(painter, f"{icon}-fill" if chosen else icon, spot, theme.colour(tint), size)
            left += size + theme.space.s
        end = row.right() - theme.size("edge_padding_x")
        note = str(index.data(NoteRole) or "")
        if note:
            font = theme.font("secondary")
            width = paint.text_width(note, font)
            place = QRect(end - width, rect.top(), width + 1, rect.height())
            paint.text(painter, place, note, font, theme.colour("text3"), paint.RIGHT, elide=False)
            end -= width + theme.space.s
        words = QRect(left, rect.top(), max(0, end - left), rect.height())
        font = theme.font("medium" if chosen else "body")
        paint.text(painter, words, str(index.data() or ""), font, theme.colour("text"))


class TreeView(QTreeView):
    """Shows the first column of any item model as a tree.

    The model may answer `IconNameRole` and `NoteRole`. `chosen(index)` when another entry is
    selected, `opened(index)` on Enter or a double click, `text_typed` when somebody begins to
    type: the text belongs into a filter. Left and Right close and open; a click on the caret too.
    """

    chosen = Signal(QModelIndex)
    opened = Signal(QModelIndex)
    text_typed = Signal(str)
    menu_requested = Signal(QModelIndex, QPoint)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered: _Index = QPersistentModelIndex()
        self.shows_focus = False
        self.setAccessibleName(name)
        self.setItemDelegate(_TreeDelegate(self))
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)  # the delegate indents, so that the ground reaches from edge to edge
        self.setExpandsOnDoubleClick(False)
        self.setAnimated(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self.bars = OverlayScrollBars(self)
        theme.changed.connect(self._retint)

    def content_left(self, index: _Index) -> int:
        """Where the caret of an entry begins, by its depth."""
        depth, above = 0, index.parent()
        while above.isValid() and above != self.rootIndex():
            depth, above = depth + 1, above.parent()
        return theme.size("edge_padding_x") + depth * _STEP

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        indexes = selected.indexes()
        if indexes:
            self.chosen.emit(indexes[0])

    # -- keyboard and pointer ----------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.shows_focus = True
        index = self.currentIndex()
        commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(index)
        elif event.key() == Qt.Key.Key_Space and index.isValid():
            self.setExpanded(index, not self.isExpanded(index))
        elif (
            event.text().strip()
            and event.text().isprintable()
            and not (event.modifiers() & commands)
        ):
            self.text_typed.emit(event.text())
        else:
            super().keyPressEvent(event)
            self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Typing goes into the filter."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.shows_focus = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        )
        super().focusInEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.shows_focus = False
        place = event.position().toPoint()
        index = self.indexAt(place)
        left = self.content_left(index) if index.isValid() else 0
        model = self.model()
        # The caret alone is too small to hit: six pixels around it count as well.
        if (
            index.isValid()
            and event.button() == Qt.MouseButton.LeftButton
            and left - 6 <= place.x() < left + _CARET + 6
            and model is not None
            and model.hasChildren(index)
        ):
            self.setExpanded(index, not self.isExpanded(index))
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(QPersistentModelIndex(self.indexAt(event.position().toPoint())))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(QPersistentModelIndex())
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index, place = self.indexAt(event.pos()), event.globalPos()
        else:
            index = self.currentIndex()
            below = QPoint(self.content_left(index), self.visualRect(index).bottom())
            place = self.viewport().mapToGlobal(below)
        if index.isValid():
            self.menu_requested.emit(index, place)

    def drawBranches(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        """Nothing: the delegate draws the carets."""

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        # Fusion would fill the row with its own selection colour first.
        self.itemDelegate().paint(painter, option, index)

    def _hover(self, index: QPersistentModelIndex) -> None:
        if index != self.hovered:
            self.hovered = index
            self.viewport().update()

    def _retint(self) -> None:
        self.doItemsLayout()
        self.viewport().update()
