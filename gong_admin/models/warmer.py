"""Preparing search and orders of a large table while nobody asks for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from gong_admin.models.index import EVERY_TEXT, RecordIndex
from gong_admin.models.steps import Slicer

_FROM_ROWS = 500  # smaller tables are searched and sorted at once anyway
_QUIET_MS = 1000  # records that come outdate the orders: wait for the end of a load
_SLICE_MS = 2.0
_PAUSE_MS = 2


class Warmer(QObject):
    """Works on one index at a time, in short slices with pauses between them.

    Search texts follow a load page by page; orders are made once no more records come.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._index: RecordIndex[Any] | None = None
        self._sorted_by: tuple[str, ...] = ()
        self._slicer = Slicer(self, slice_ms=_SLICE_MS, pause_ms=_PAUSE_MS)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self._prepare_all)

    @property
    def busy(self) -> bool:
        """Whether there is still something to prepare."""
        return self._slicer.busy or self._quiet.isActive()

    def expect(self, sorted_by: Iterable[str], index: RecordIndex[Any]) -> None:
        """Prepare the orders of these columns from now on, and no others."""
        self._sorted_by = tuple(sorted_by)
        if len(index) >= _FROM_ROWS and not self._slicer.busy:
            self._index = index
            self._quiet.start()

    def stop(self) -> None:
        """Drop the work: the records are about to change."""
        self._quiet.stop()
        self._slicer.drop()

    def pause(self) -> None:
        """Leave the time to work that somebody waits for; `keep` goes on."""
        self._slicer.pause()

    def keep(self, index: RecordIndex[Any]) -> None:
        """Prepare this index by and by, or go on with it."""
        if len(index) < _FROM_ROWS:
            return
        if self._slicer.busy:
            self._slicer.resume()
        elif not self._quiet.isActive():
            self._index = index
            # Not now: taking in the records that are to be prepared was long enough.
            self._slicer.start(index.prepare_search(EVERY_TEXT), self._searchable, at_once=False)

    def finish(self, index: RecordIndex[Any]) -> None:
        """Prepare this index now, however long that takes."""
        self._index = index
        self._prepare_all()
        self._slicer.finish()

    def _searchable(self, _: None) -> None:
        self._quiet.start()

    def _prepare_all(self) -> None:
        self._quiet.stop()
        if self._index is not None:
            work = self._index.warm(self._sorted_by)
            self._slicer.start(work, self._prepared, at_once=False)

    def _prepared(self, _: None) -> None:
        self._index = None
