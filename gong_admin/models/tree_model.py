"""The model behind every tree: folders of the library, operations by area, a JSON answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, Signal

from gong_admin.models.column import Column
from gong_admin.models.roles import (
    DISPLAY,
    AnyIndex,
    RecordRole,
    column_data,
    header_data,
)

T = TypeVar("T")


class _Node(Generic[T]):
    """One record in the tree. `children` are those shown; None until somebody asks."""

    __slots__ = ("children", "parent", "record", "row")

    def __init__(self, record: T | None, parent: _Node[T] | None, row: int) -> None:
        self.record = record
        self.parent = parent
        self.row = row
        self.children: list[_Node[T]] | None = None


class RecordTreeModel(QAbstractItemModel, Generic[T]):
    """Records with records below them, read when a branch is first shown.

    `children` gives the records below one; it is asked once for each and must be cheap. `key`
    gives an id that is unique in the whole tree. Under a filter a record is shown when it
    matches, when one below it does, or when one above it does.
    """

    filtered_changed = Signal()
    """Which records are shown has changed."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], str],
        children: Callable[[T], Sequence[T]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._children_of = children
        self._top: list[T] = []
        self._terms: tuple[str, ...] = ()
        self._kept: dict[str, bool] = {}  # under a filter, by key: whether all below is shown
        self._root: _Node[T] = _Node(None, None, 0)

    @property
    def columns(self) -> tuple[Column[T], ...]:
        """The columns, in the model's order."""
        return self._columns

    def set_records(self, records: Iterable[T]) -> None:
        """Show these records at the top, with what is below them."""
        self._top = list(records)
        self._rebuild()

    def set_filter(self, text: str) -> None:
        """Show only records with every word of `text`, with those above and below them."""
        terms = tuple(text.casefold().split())
        if terms != self._terms:
            self._terms = terms
            self._rebuild()

    @property
    def filtered(self) -> bool:
        """Whether a filter is set; a view then does well to expand all."""
        return bool(self._terms)

    def record(self, index: AnyIndex) -> T | None:
        """The record at an index; None at the root."""
        return self._node(index).record

    def index_of(self, key: str) -> QModelIndex:
        """Where the record with this id is shown; invalid when it is not."""
        path = self._path_to(key, self._top)
        node = self._root
        for record in path:
            wanted = self._key(record)
            found = [n for n in self._shown(node) if self._key_of(n) == wanted]
            if not found:
                return QModelIndex()
            node = found[0]
        return QModelIndex() if node is self._root else self.createIndex(node.row, 0, node)

    # What Qt asks for

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._shown(self._node(parent))[row])

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]
        above = self._node(index).parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self._shown(self._node(parent)))

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: ARG002, B008
        return len(self._columns)

    def data(self, index: AnyIndex, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        record = self._node(index).record
        return None if record is None else column_data(self._columns[index.column()], record, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        return header_data(self._columns, section, orientation, role)

    # The tree

    def _node(self, index: AnyIndex) -> _Node[T]:
        if not index.isValid():
            return self._root
        node: _Node[T] = index.internalPointer()
        return node

    def _key_of(self, node: _Node[T]) -> str | None:
        return None if node.record is None else self._key(node.record)

    def _records_below(self, node: _Node[T]) -> Sequence[T]:
        return self._top if node.record is None else self._children_of(node.record)

    def _shown(self, node: _Node[T]) -> list[_Node[T]]:
        if node.children is None:
            records = self._records_below(node)
            above = self._key_of(node)
            if self._terms and not (above is not None and self._kept.get(above)):
                records = [record for record in records if self._key(record) in self._kept]
            elif self._terms:
                self._kept.update((self._key(record), True) for record in records)
            node.children = [_Node(record, node, row) for row, record in enumerate(records)]
        return node.children

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._kept = {}
        if self._terms:
            for record in self._top:
                self._keep_matching(record)
        self._root = _Node(None, None, 0)
        self.endResetModel()
        self.filtered_changed.emit()

    def _keep_matching(self, record: T) -> bool:
        """Note this record and those below it that lead to a match; whether there is one."""
        text = "\n".join([c.text(record) for c in self._columns if c.searchable]).casefold()
        matches = all(term in text for term in self._terms)
        if not matches and not any(
            [self._keep_matching(below) for below in self._children_of(record)]  # noqa: C419
        ):
            return False
        self._kept[self._key(record)] = matches
        return True

    def _path_to(self, key: str, records: Sequence[T]) -> list[T]:
        for record in records:
            if self._key(record) == key:
                return [record]
            below = self._path_to(key, self._children_of(record))
            if below:
                return [record, *below]
        return []


__all__ = ["RecordRole", "RecordTreeModel"]
