"""The model behind every table: any records, a tuple of columns, filter, facets and order."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, QTimer, Signal

from gong_admin.models.choices import FacetCount, facet_counts
from gong_admin.models.column import Column
from gong_admin.models.index import Query, RecordIndex, View
from gong_admin.models.ordering import positions_of
from gong_admin.models.roles import DISPLAY, SERVED, AnyIndex, column_data, header_data
from gong_admin.models.runs import runs_of
from gong_admin.models.steps import Slicer, Steps, drain
from gong_admin.models.warmer import Warmer

T = TypeVar("T")

_Ready = tuple[RecordIndex[T], View, "array[int] | None"]
"""What to show, with the places of rows as `positions_of` gives them where they are wanted."""
_CATCH_UP_MS = 300  # how often rows that arrive are sorted into a table during a load
_TAKEN_IN = 500  # records between two looks at the clock: a key may be made of several texts
_RUNS_REMOVED_SINGLY = 100
_ROWS_ANNOUNCED_SINGLY = 200


class RecordTableModel(QAbstractTableModel, Generic[T]):
    """Records as a table, filtered and sorted without ever holding up the window.

    `key` gives the unique id of a record, as text. Small tables change at once. Larger ones
    keep showing the rows they have, work in slices of a few milliseconds, and change once
    when all is worked out; `busy` tells, `settled` is emitted at the end.

    A change of the order keeps persistent indexes, and with them a view's selection. A change
    of which rows are shown resets the model; `TableSelection` keeps the selection over it.
    """

    filtered_changed = Signal()
    """Which rows are shown, or how many there are in all, has changed."""
    sorting_changed = Signal()
    """The table is to be sorted by other columns (see `sorting`)."""
    rearranging = Signal()
    """The rows shown are about to change places; comes before Qt's `layoutAboutToBeChanged`."""
    rearranged = Signal()
    """The rows have changed places; comes after Qt's `layoutChanged`."""
    settled = Signal()
    """All that was asked for is shown."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        key: Callable[[T], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._numbers = {column.key: number for number, column in enumerate(self._columns)}
        if len(self._numbers) != len(self._columns):
            raise ValueError("two columns have the same key")
        self._key = key
        self._index: RecordIndex[T] = RecordIndex(self._columns, key)
        self._incoming = False  # whether the work under way is for `set_records`
        self._later: list[Callable[[], None]] = []  # changes to the records that are coming
        self._query = Query()
        self._view = View(array("I"), bytearray(), self._query, self._index.version)
        self._rows = self._view.rows
        self._records = self._index.records
        self._positions: array[int] | None = None
        self._slicer = Slicer(self)
        self._warmer = Warmer(self)
        self.expect_sorting(column.key for column in self._columns if column.visible)
        self._catch_up = QTimer(self, singleShot=True, interval=_CATCH_UP_MS)
        self._catch_up.timeout.connect(self._recompute)

    # What the view reads

    @property
    def columns(self) -> tuple[Column[T], ...]:
        """The columns, in the model's order."""
        return self._columns

    def column_number(self, key: str) -> int:
        """Where the column with this key is; KeyError when there is none."""
        return self._numbers[key]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = DISPLAY) -> Any:
        if role not in SERVED or not index.isValid():
            return None
        record = self._records[self._rows[index.row()]]
        return column_data(self._columns[index.column()], record, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        return header_data(self._columns, section, orientation, role)

    def record(self, row: int) -> T:
        """The record shown in this row of the table."""
        return self._records[self._rows[row]]

    def text(self, row: int, column: int) -> str:
        """The text shown in this cell; for delegates, which ask for it at every painting."""
        return self._columns[column].text(self._records[self._rows[row]])

    def key(self, row: int) -> str:
        """The id of the record shown in this row."""
        return self._key(self._records[self._rows[row]])

    def record_of(self, key: str) -> T | None:
        """The record with this id, shown or not; None when there is none."""
        row = self._index.row_of(key)
        return None if row is None else self._records[row]

    def row_of(self, key: str) -> int | None:
        """The row of the table that shows the record with this id; None when none does."""
        row = self._index.row_of(key)
        if row is None:
            return None
        position = self._positions_now()[row]
        return None if position < 0 else position

    def rows_of(self, keys: Iterable[str]) -> list[int]:
        """The rows that show these records, in ascending order; ids not shown are left out."""
        positions = self._positions_now()
        rows = [row for key in keys if (row := self._index.row_of(key)) is not None]
        return sorted([position for row in rows if (position := positions[row]) >= 0])

    def keys(self, rows: range) -> list[str]:
        """The ids of the records shown in these rows."""
        records = map(self._records.__getitem__, self._rows[rows.start : rows.stop])
        return list(map(self._key, records))

    def shown(self) -> list[T]:
        """The records shown, from the top."""
        return list(map(self._records.__getitem__, self._rows))

    def counts(self) -> tuple[int, int]:
        """Rows shown, and rows in all."""
        return len(self._rows), len(self._index)

    # Records

    def set_records(self, records: Iterable[T]) -> None:
        """Show these records in place of those there are, under the same filters and order."""
        self._catch_up.stop()
        self._warmer.stop()
        self._later.clear()
        self._incoming = True
        self._slicer.start(self._index_anew(list(records)), self._show)

    def append_records(self, records: Iterable[T]) -> None:
        """Add a page of a load, best 500 to 1,000 records at a time.

        Under a filter only those that match are shown; in a sorted table they stand below
        until the next of the regular sortings, a fraction of a second later.
        """
        self.upsert(records)

    def upsert(self, records: Iterable[T]) -> None:
        """Add these records, or put them in the place of those with the same id."""
        if self._incoming:
            self._later.append(partial(self.upsert, list(records)))
            return
        self._warmer.stop()
        replaced, added = self._index.put(records)
        if added:
            self._append()
        if replaced:
            self._announce(replaced)
            if self._query.filters or self._query.sorting:
                self._recompute()
            else:
                self._view = replace(self._view, version=self._index.version)
        if not self._view.ordered and not self._slicer.busy and not self._catch_up.isActive():
            self._catch_up.start()
        if added or replaced:
            self.filtered_changed.emit()
        self._warmer.keep(self._index)

    def remove(self, keys: Iterable[str]) -> None:
        """Take out the records with these ids; unknown ids are ignored."""
        if self._incoming:
            self._later.append(partial(self.remove, list(keys)))
            return
        gone = self._index.remove(keys)
        if not gone:
            return
        positions = self._positions_now()
        shown = sorted(at for row in gone if (at := positions[row]) >= 0)
        runs = list(runs_of(shown))
        singly = len(runs) <= _RUNS_REMOVED_SINGLY
        if not singly:
            self.beginResetModel()
        for run in reversed(runs):
            if singly:
                self.beginRemoveRows(QModelIndex(), run.start, run.stop - 1)
            del self._rows[run.start : run.stop]
            self._positions = None
            if singly:
                self.endRemoveRows()
        for row in gone:
            self._view.mask[row] = 0
        self._view = replace(self._view, version=self._index.version)
        if not singly:
            self.endResetModel()
        self.filtered_changed.emit()

    def _append(self) -> None:
        rows, mask = drain(self._index.late(self._view))
        first = len(self._rows)
        if rows:
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._view = self._view.extended(rows, mask)
        self._positions = None  # which records have none has changed, even if none is shown
        if rows:
            self.endInsertRows()

    def _announce(self, rows: list[int]) -> None:
        positions = self._positions_now()
        shown = sorted(at for row in rows if (at := positions[row]) >= 0)
        many = len(shown) > _ROWS_ANNOUNCED_SINGLY
        for run in [range(shown[0], shown[-1] + 1)] if many else runs_of(shown):
            last = self.index(run.stop - 1, len(self._columns) - 1)
            self.dataChanged.emit(self.index(run.start, 0), last)

    # What to show

    @property
    def query(self) -> Query:
        """What was last asked for; shown once `busy` is false."""
        return self._query

    def set_filter(self, text: str) -> None:
        """Show only rows that contain every word of `text`, in any column, in any case."""
        self._ask(Query(tuple(text.casefold().split()), self._query.facets, self._query.sorting))

    def set_facets(self, facets: dict[str, set[Hashable]]) -> None:
        """Show only rows with one of the chosen values in each of these columns.

        A column without chosen values does not filter.
        """
        for key in facets:
            self.column_number(key)
        chosen = {key: frozenset(values) for key, values in facets.items() if values}
        self._ask(Query(self._query.terms, chosen, self._query.sorting))

    def facet_counts(self, column_key: str) -> tuple[FacetCount, ...]:
        """The values of a column with how many rows each would show under the other filters.

        The most frequent in all the other filters leave come first, then by text.
        """
        column = self._columns[self._numbers[column_key]]
        return facet_counts(self._index.facet_counts(column_key, self._query), column.label_of)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder, /) -> None:
        """Sort by one column; -1 is the order of loading. Equal rows keep that order."""
        if column < 0:
            self.sort_by(())
        else:
            descending = order == Qt.SortOrder.DescendingOrder
            self.sort_by(((self._columns[column].key, descending),))

    def sort_by(self, sorting: Sequence[tuple[str, bool]]) -> None:
        """Sort by several columns, pairs of key and "descending", the most significant first."""
        for key, _ in sorting:
            self.column_number(key)
        if tuple(sorting) != self._query.sorting:
            self._ask(Query(self._query.terms, self._query.facets, tuple(sorting)))
            self.sorting_changed.emit()

    def sorting(self) -> tuple[tuple[str, bool], ...]:
        """Pairs of column key and "descending", the most significant first."""
        return self._query.sorting

    # Work under way

    @property
    def busy(self) -> bool:
        """Whether rows are shown that are not yet what was asked for."""
        return self._slicer.busy or self._catch_up.isActive()

    def finish(self) -> None:
        """Bring the table up to date now, however long that takes."""
        while self.busy:
            if self._catch_up.isActive():
                self._recompute()
            self._slicer.finish()

    def expect_sorting(self, keys: Iterable[str]) -> None:
        """Prepare the orders of these columns ahead of time: those that a view shows. Other
        columns can be sorted by as well, a moment later."""
        self._warmer.expect(keys, self._index)

    def warm(self) -> None:
        """Prepare search and orders now; else that happens by and by, when nothing else does."""
        self.finish()
        self._warmer.finish(self._index)

    @property
    def warming(self) -> bool:
        """Whether search or orders are still to be prepared."""
        return self._warmer.busy

    def _ask(self, query: Query) -> None:
        if query != self._query:
            self._query = query
            self._recompute()

    def _recompute(self) -> None:
        if not self._incoming:  # else the work under way follows the newest query by itself
            self._catch_up.stop()
            self._warmer.pause()
            self._slicer.start(self._bring_up_to_date(), self._show)

    def _bring_up_to_date(self) -> Steps[_Ready[T]]:
        index = self._index
        while True:
            view = yield from index.view(self._query, self._view)
            positions: array[int] | None = None
            # A view asks for them: for what is selected, and its header at every change of order.
            if self._rearranges(index, view) or self.persistentIndexList():
                positions = yield from positions_of(view.rows, len(index.records))
            if view.version == index.version and len(view.mask) == len(index.records):
                return index, view, positions

    def _index_anew(self, records: list[T]) -> Steps[_Ready[T]]:
        index: RecordIndex[T] = RecordIndex(self._columns, self._key)
        for first in range(0, len(records), _TAKEN_IN):
            index.put(records[first : first + _TAKEN_IN])
            yield
        while True:
            query = self._query
            view = yield from index.view(query)
            if query == self._query:
                positions = yield from positions_of(view.rows, len(index.records))
                return index, view, positions

    def _show(self, ready: _Ready[T]) -> None:
        index, view, positions = ready
        self._incoming = False
        if self._rearranges(index, view):
            self._rearrange(view, positions)
        else:
            self._reset_to(index, view, positions)
        if not view.ordered:
            self._catch_up.start()
        self.filtered_changed.emit()
        later, self._later = self._later, []
        for change in later:
            change()
        if not self.busy:
            self.settled.emit()
        self._warmer.keep(self._index)

    def _rearranges(self, index: RecordIndex[T], view: View) -> bool:
        """Whether `view` shows the rows that are shown now, in whatever order."""
        now = self._view
        return (
            index is self._index
            and len(view.rows) == len(self._rows)
            and view.query.same_rows(now.query)
            and (not view.query.filters or view.version == now.version)
        )

    def _rearrange(self, view: View, positions: array[int] | None) -> None:
        self.rearranging.emit()
        self.layoutAboutToBeChanged.emit()
        old_rows = self._rows
        old = self.persistentIndexList()
        self._take(self._index, view, positions)
        if old:
            positions = self._positions_now()
            new = [self.index(positions[old_rows[i.row()]], i.column()) for i in old]
            self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()
        self.rearranged.emit()

    def _reset_to(self, index: RecordIndex[T], view: View, positions: array[int] | None) -> None:
        self.beginResetModel()
        self._take(index, view, positions)
        self.endResetModel()

    def _take(self, index: RecordIndex[T], view: View, positions: array[int] | None) -> None:
        self._index, self._records = index, index.records
        self._view, self._rows = view, view.rows
        self._positions = positions

    def _positions_now(self) -> array[int]:
        if self._positions is None:
            self._positions = drain(positions_of(self._rows, len(self._records)))
        return self._positions
