"""A list with something to unfold below each line: profiles and their changes, or outcomes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QWidget

from gong_admin.models.column import Column
from gong_admin.models.roles import ACCESSIBLE, DISPLAY, TOOLTIP, AnyIndex
from gong_admin.models.tree_model import RecordTreeModel
from gong_admin.ui.table.tree_view import IconNameRole, NoteRole, TreeView
from gong_admin.ui.theme import theme

_MOST_ROWS = 14
_FEW = 5  # so many lines are unfolded from the start


@dataclass(frozen=True, slots=True)
class Node:
    """One line. `key` is unique in the whole list; `note` stands at its right end."""

    key: str
    text: str
    note: str = ""
    icon: str = ""
    children: tuple[Node, ...] = ()


class _Model(RecordTreeModel[Node]):
    def __init__(self, parent: QObject | None = None) -> None:
        columns = (Column[Node]("text", "Text", lambda node: node.text),)
        super().__init__(columns, lambda node: node.key, lambda node: node.children, parent)

    def data(self, index: AnyIndex, role: int = DISPLAY) -> Any:
        node = self.record(index) if index.isValid() else None
        if node is None:
            return None
        if role == DISPLAY:
            return node.text
        if role == NoteRole:
            return node.note
        if role == IconNameRole:
            return node.icon
        if role == ACCESSIBLE:
            return f"{node.text}, {node.note}" if node.note else node.text
        if role == TOOLTIP:
            return f"{node.text}\n{node.note}".strip()
        return None


class Outline(TreeView):
    """Shows `Node`s; as high as they are, up to what a dialog has room for."""

    def __init__(self, name: str, nodes: Sequence[Node], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._nodes = tuple(nodes)
        self._model = _Model(self)
        self._model.set_records(self._nodes)
        self.setModel(self._model)
        if len(self._nodes) <= _FEW:
            self.expandAll()
        self.expanded.connect(self._fit)
        self.collapsed.connect(self._fit)
        if self._nodes:
            self.setCurrentIndex(self._model.index(0, 0))
        self._fit()

    def content_left(self, index: AnyIndex) -> int:
        # Below an icon nothing else has one: the words of both begin at the same place.
        left, above = super().content_left(index), index.parent()
        if above.isValid() and above.data(IconNameRole) and not index.data(IconNameRole):
            left = super().content_left(above) + theme.size("icon") + theme.space.s
        return left

    def texts(self) -> list[str]:
        """All lines with what is below them, as a test or a file wants them."""
        found = []
        for node in self._nodes:
            found.append(" | ".join(part for part in (node.text, node.note) if part))
            found += [f"  {below.text} {below.note}".rstrip() for below in node.children]
        return found

    def current_top(self) -> str:
        """The key of the line that the keyboard is on or below; "" for none."""
        index = self.currentIndex()
        while index.parent().isValid():
            index = index.parent()
        node = self._model.record(index) if index.isValid() else None
        return node.key if node is not None else ""

    def sizeHint(self) -> QSize:
        # All of it, where there is room: nobody should scroll for the last line.
        return QSize(super().sizeHint().width(), self.maximumHeight())

    def _fit(self, _index: object = None) -> None:
        rows = len(self._nodes)
        for row in range(min(rows, _MOST_ROWS)):
            index = self._model.index(row, 0)
            if self.isExpanded(index):
                rows += self._model.rowCount(index)
        height = max(1, min(rows, _MOST_ROWS)) * theme.size("nav_row") + theme.space.s
        self.setMinimumHeight(min(height, 5 * theme.size("nav_row")))
        self.setMaximumHeight(height)
        self.updateGeometry()
