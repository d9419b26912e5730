"""The selected records of a table, kept by id whatever happens to the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QObject,
    Signal,
)

from gong_admin.models.record_table import RecordTableModel
from gong_admin.models.runs import runs_of

_FLAGS = QItemSelectionModel.SelectionFlag


class TableSelection(QObject):
    """Whole selected rows of a view on a `RecordTableModel`, as ranges and as ids.

    Qt forgets a selection when a model is reset, and needs seconds to carry a hundred thousand
    rows over a sort. This one puts it back by id: rows that are still shown stay selected,
    rows that a filter hides are no longer selected. It never lists single cells.

    Create it with the selection model of the view (`view.selectionModel()`), after `setModel`.
    """

    changed = Signal()
    """Other records are selected, or another one is current."""

    def __init__(
        self,
        model: RecordTableModel[Any],
        selection: QItemSelectionModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._selection = selection
        self._kept: list[str] = []
        self._kept_all = False
        self._kept_current: str | None = None
        self._kept_column = 0
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        model.rearranging.connect(self._keep_and_clear)
        model.rearranged.connect(self._restore)
        selection.selectionChanged.connect(self._report)
        selection.currentRowChanged.connect(self._report)

    def ranges(self) -> list[range]:
        """Ranges of selected rows from the top, none touching another."""
        parts = self._selection.selection().toList()
        spans = sorted((part.top(), part.bottom() + 1) for part in parts if part.isValid())
        merged: list[range] = []
        for start, stop in spans:
            if merged and start <= merged[-1].stop:
                merged[-1] = range(merged[-1].start, max(stop, merged[-1].stop))
            else:
                merged.append(range(start, stop))
        return merged

    def rows(self) -> Iterator[int]:
        """The selected rows from the top."""
        return chain.from_iterable(self.ranges())

    def count(self) -> int:
        """How many rows are selected."""
        return sum(map(len, self.ranges()))

    def keys(self) -> list[str]:
        """The ids of the selected records, from the top."""
        return [key for rows in self.ranges() for key in self._model.keys(rows)]

    def records(self) -> list[Any]:
        """The selected records, from the top."""
        return list(map(self._model.record, self.rows()))

    def current_key(self) -> str | None:
        """The id of the record that the keyboard is on."""
        current = self._selection.currentIndex()
        return self._model.key(current.row()) if current.isValid() else None

    def select(self, keys: Iterable[str], *, current: str | None = None) -> None:
        """Select these records in place of the others, as far as they are shown.

        `current` becomes the one that the keyboard is on; without it that stays as it is.
        """
        self._select_rows(keys)
        if current is not None:
            self._set_current(current, 0)

    def _select_rows(self, keys: Iterable[str]) -> None:
        rows = self._model.rows_of(keys)
        last_column = self._model.columnCount() - 1
        chosen = QItemSelection()
        for run in runs_of(rows):
            first = self._model.index(run.start, 0)
            chosen.append(QItemSelectionRange(first, self._model.index(run.stop - 1, last_column)))
        self._selection.select(chosen, _FLAGS.ClearAndSelect)

    def _set_current(self, key: str, column: int) -> None:
        row = self._model.row_of(key)
        if row is not None:
            self._selection.setCurrentIndex(self._model.index(row, column), _FLAGS.NoUpdate)

    def _keep(self) -> None:
        self._kept = self.keys()
        self._kept_current = self.current_key()
        self._kept_column = self._selection.currentIndex().column()

    def _keep_and_clear(self) -> None:
        self._kept_all = self.count() == self._model.rowCount()
        if self._kept_all:  # and will be again: the same rows only change places
            return
        self._keep()
        blocked = self._selection.blockSignals(True)
        self._selection.clearSelection()
        self._selection.blockSignals(blocked)

    def _restore(self) -> None:
        if self._kept_all:
            self._kept_all = False
            return
        kept, self._kept = self._kept, []
        current, self._kept_current = self._kept_current, None
        if not kept and current is None:
            return
        before = len(kept)
        self._select_rows(kept)
        if current is not None:
            self._set_current(current, self._kept_column)
        # Qt clears silently before a reset; whoever shows the selection must hear of the loss.
        if self.count() != before or self.current_key() != current:
            self.changed.emit()

    def _report(self, *_: object) -> None:
        self.changed.emit()
