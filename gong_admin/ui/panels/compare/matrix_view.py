"""The matrix under a person's hands: keys, pointer, menus."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QKeyCombination,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
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
from PySide6.QtWidgets import QToolTip, QWidget

from gong_admin.models.profile_matrix import ProfileMatrix
from gong_admin.ui.panels.compare.matrix_grid import MatrixGrid

_Index = QModelIndex | QPersistentModelIndex
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class MatrixView(MatrixGrid):
    """Enter, F2 and a double click edit a cell, Space toggles it, Del takes its edit back. On a
    heading Enter, Space, Left and Right fold and unfold. Alt+Down opens the profile's menu."""

    edit_requested = Signal(int, int)
    """A cell is to be edited: its row and column."""
    toggle_requested = Signal(int, int)
    reset_requested = Signal(int, int)
    cell_menu_requested = Signal(int, int, QPoint)
    copy_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    text_typed = Signal(str)
    escaped = Signal()

    def __init__(self, matrix: ProfileMatrix, parent: QWidget | None = None) -> None:
        super().__init__(matrix, parent)
        self._anchor = QWidget(self.viewport())
        self._anchor.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._anchor.setFocusProxy(self)
        self._anchor.hide()

    # -- keyboard --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_keyboard = True
        key, index = event.key(), self.currentIndex()
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _REDO:
            self.redo_requested.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif index.isValid() and self._act(key, index.row(), index.column(), alt):
            pass
        elif self._is_text(event):
            self.text_typed.emit(event.text())
        else:
            super().keyPressEvent(event)
            self.viewport().update()
            return
        event.accept()

    def _act(self, key: int, row: int, column: int, alt: bool) -> bool:
        """Do what a key means on a cell or heading; whether it meant anything."""
        here, matrix = self.matrix.row(row), self.matrix
        if alt and key == Qt.Key.Key_Down:
            left = self.column_place(column)[0]
            place = self.head.mapToGlobal(QPoint(left, self.head.height()))
            self.column_menu_requested.emit(column, place)
            return True
        if here.is_heading:
            folded = matrix.is_collapsed(here.group)
            turn = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            turn = turn or (key == Qt.Key.Key_Left and not folded)
            turn = turn or (key == Qt.Key.Key_Right and folded)
            if turn:
                matrix.toggle_group(here.group)
            return turn
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_requested.emit(row, column)
        elif key == Qt.Key.Key_Space:
            self.toggle_requested.emit(row, column)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.reset_requested.emit(row, column)
        else:
            return False
        return True

    def keyboardSearch(self, search: str) -> None:
        """Typing goes into the filter."""

    @staticmethod
    def _is_text(event: QKeyEvent) -> bool:
        text = event.text()
        return bool(text.strip()) and text.isprintable() and not (event.modifiers() & _COMMANDS)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt itself would begin on the first heading.
        new, matrix = not self.currentIndex().isValid(), self.matrix
        super().focusInEvent(event)
        self._by_keyboard = event.reason() in _KEYBOARD or self._by_keyboard
        if new and matrix.rowCount() and matrix.columnCount():
            # On the first cell, past the heading above it.
            row = 1 if matrix.row(0).is_heading and matrix.rowCount() > 1 else 0
            self.go_to(row, 0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()

    def anchor(self, rect: QRect) -> QWidget:
        """Something for a popup to open below, over a cell; the keyboard comes back to here."""
        self._anchor.setGeometry(rect)
        self._anchor.show()
        return self._anchor

    # -- pointer ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = False
        index = self.indexAt(event.position().toPoint())
        if (
            index.isValid()
            and event.button() == Qt.MouseButton.LeftButton
            and self.matrix.row(index.row()).is_heading
        ):
            self.matrix.toggle_group(self.matrix.row(index.row()).group)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            if self.matrix.row(index.row()).is_heading:
                self.matrix.toggle_group(self.matrix.row(index.row()).group)
            else:
                self.edit_requested.emit(index.row(), index.column())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.hover(self.row_at(int(event.position().y())))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index, place = self.indexAt(event.pos()), event.globalPos()
        else:
            index = self.currentIndex()
            place = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        if index.isValid() and not self.matrix.row(index.row()).is_heading:
            self.cell_menu_requested.emit(index.row(), index.column(), place)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            tip = self.matrix.tip_at(index.row(), index.column()) if index.isValid() else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self.hover(-1)
        return super().viewportEvent(event)
