"""Lists that several parts of the window share: read once, shown in many places.

A `Dataset` is one list of a tenant (its users, its trackers). It knows how to read it, what has
come so far, how old it is and why it may be empty. Panels, charts, the palette and the pickers of
the forms show the same `Dataset` and never read the same list twice.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import enum
import queue
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.jobs import Job, Jobs
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.by_key import RowsByKey
from gong_admin.services.lists import Batch
from gong_admin.services.progress import Progress

T = TypeVar("T")

_POLL = 0.05  # seconds between two looks at what the worker has read
_WAITING = 5  # batches that may wait for that: a fast server does not outrun the window
_PORTION = 200  # records after which the window has its turn: a few milliseconds with all they do
_PAUSE = 0.008  # seconds for that
_TELL = 0.1  # seconds between two words about how far the reading is


class DataState(enum.StrEnum):
    UNREAD = "unread"  # nobody has asked yet
    LOADING = "loading"
    READY = "ready"
    PREVIEW = "preview"  # only the beginning: the rest costs so much that it waits for a click
    PARTIAL = "partial"  # cancelled or broken off: `records` holds what had come
    FAILED = "failed"  # nothing came; `message` says why


Reader = Callable[[CancelToken, Callable[[Batch[T]], None]], None]
"""Reads a whole list on a worker thread: hands over each batch, returns at the end."""


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a reading is where the number of records is not known before its end: one batch
    comes of each of `total` things (None while unknown), called `unit` in the plural."""

    unit: str
    total: Callable[[], int | None]


class _Gathered(Generic[T]):
    """Records in Gong's order, each once by key."""

    def __init__(self, key: Callable[[T], str]) -> None:
        self.records: list[T] = []
        self._key = key
        self._rows = RowsByKey(self.records, key)

    def get(self, key: str) -> T | None:
        row = self._rows.get(key)
        return None if row is None else self.records[row]

    def add(self, record: T) -> bool:
        """Take in a record unless there is one of its key; whether it was taken."""
        place = len(self.records)
        if self._rows.setdefault(self._key(record), place) != place:
            return False
        self.records.append(record)
        return True

    def put(self, record: T) -> None:
        """Take in a record in place of the one of its key."""
        row = self._rows.get(self._key(record))
        if row is None:
            self.add(record)
        else:
            self.records[row] = record


class Dataset(QObject, Generic[T]):
    """`records` in the order Gong gave them, each once by `key`. Lives on the GUI thread.

    While a list is read for the first time its records appear as they come (`appended`). A refresh
    shows the old ones until the new are complete, then swaps (`replaced`): nothing jumps, and a
    refresh that fails or is cancelled leaves what was there.
    """

    changed = Signal()  # state, totals, message or age differ
    appended = Signal(object)  # list of records added behind the ones before
    replaced = Signal()  # `records` is another list now, or some of it has been changed

    def __init__(
        self,
        name: str,
        unit: str,
        reader: Reader[T],
        key: Callable[[T], str],
        *,
        bridge: Bridge,
        jobs: Jobs,
        frugal: Reader[T] | None = None,
        steps: Steps | None = None,
        after: Dataset[Any] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`name` is a word for the list ("users"), `unit` the plural of what it counts.

        `frugal` reads in place of `reader` until somebody asks for the whole list: it gives a
        `held` batch and ends where the list is long. `steps` is for a list whose size is known
        in requests only. `after` is a list that this one is read by: while that is being read, it
        is waited for, so that it isn't read twice.
        """
        super().__init__(parent)
        self.name = name
        self.unit = unit
        self.state = DataState.UNREAD
        self.stale = False
        self.version = 0  # another whenever `records` has changed in any way
        self.total: int | None = None
        self.read_at: dt.datetime | None = None
        self.empty_because = ""
        self.request_id: str | None = None
        self.message: UserMessage | None = None
        self.job: Job | None = None  # the reading that is under way
        self._reader = reader
        self._frugal = frugal
        self._steps = steps
        self._after = after
        self._batches = 0  # of the reading that is under way
        self._whole = frugal is None  # whether everything may be read, whatever it costs
        self._held = False
        self._before: tuple[DataState, int | None] = DataState.UNREAD, None
        self._key = key
        self._bridge = bridge
        self._jobs = jobs
        self._shown: _Gathered[T] = _Gathered(key)
        self._incoming: _Gathered[T] | None = None  # a refresh gathers here
        self._written: list[T] = []  # put meanwhile: newer than what the refresh brings
        self._readings = 0  # begun so far
        self._closed = False
        self._scope = TaskScope(self._failed, self)

    @property
    def records(self) -> list[T]:
        """What has been read. Not to be changed."""
        return self._shown.records

    # -- asking ----------------------------------------------------------------------------------

    @property
    def loading(self) -> bool:
        return self.state is DataState.LOADING

    @property
    def complete(self) -> bool:
        return self.state is DataState.READY

    @property
    def progress(self) -> Progress:
        """What has come of the reading that is under way."""
        if self._steps is not None:
            return Progress(self._batches, self._steps.total(), self._steps.unit)
        done = len(self.records if self._incoming is None else self._incoming.records)
        return Progress(done, self.total, self.unit)

    def get(self, key: str | None) -> T | None:
        """The record with that key, None when it has not been read."""
        return None if key is None else self._shown.get(key)

    def __len__(self) -> int:
        return len(self.records)

    def ensure(self) -> None:
        """Read the list unless it is there, or being read. A failed one is not tried again here:
        that is what Retry is for."""
        if self.state is DataState.UNREAD or (self.stale and not self.loading):
            self.refresh()

    def refresh(self) -> None:
        """Read the list again from the start; of a long list that nobody has asked for as a
        whole, the beginning."""
        self._incoming = _Gathered(self._key) if self.records else None
        self._start()

    def read_whole(self) -> None:
        """Read the list to its end, now and from now on, whatever it costs."""
        self._whole = True
        # What follows the beginning is added to it, as in a first reading.
        anew = bool(self.records) and self.state is not DataState.PREVIEW
        self._incoming = _Gathered(self._key) if anew else None
        self._start()

    def _start(self) -> None:
        if not self.loading:
            self._before = self.state, self.total
        self.state = DataState.LOADING
        self.stale = False
        self.message = None
        self.total = None
        self._held = False
        self._batches = 0
        self._written = []
        self._readings += 1
        self.changed.emit()
        self._scope.start("read", self._read)

    def cancel(self) -> None:
        """Stop reading; keep what has come, or what was there before a refresh."""
        if not self.loading:
            return
        stopped = _stopped_at(self.progress)
        if self.records and self._incoming is None:
            self.message = UserMessage(
                Severity.INFO,
                f"Reading was cancelled{stopped}",
                "The list is incomplete. Reading it again starts at the beginning; what is here "
                "stays until the new list is complete.",
                actions=(ActionKind.RELOAD,),
            )
        self._scope.cancel()
        self._broken_off()

    def mark_stale(self) -> None:
        """What is shown is known to be out of date: read again when it is next looked at."""
        if self.state is not DataState.UNREAD:
            self.stale = True
            self.changed.emit()

    def put(self, records: Iterable[T]) -> None:
        """Replace records by newer ones of the same key, or add them (after a write)."""
        for record in records:
            self._shown.put(record)
            if self._incoming is not None:
                self._written.append(record)
        self.version += 1
        self.replaced.emit()
        self.changed.emit()

    def close(self) -> None:
        """The connection closes: nothing is told any more, not even that reading has stopped."""
        self._closed = True
        self._scope.close()

    async def finished(self) -> None:
        """Wait until nothing is read any more."""
        await self._scope.finished()

    # -- reading ---------------------------------------------------------------------------------

    async def _read(self, token: CancelToken) -> None:
        inbox: queue.Queue[Batch[T]] = queue.Queue(_WAITING)
        reading, into = self._readings, self._incoming or self._shown
        job = self.job = self._jobs.begin(f"Reading {self.name}", cancel=self.cancel)
        reader = self._reader if self._whole or self._frugal is None else self._frugal
        work = asyncio.ensure_future(self._work(reader, token, inbox))
        try:
            await self._follow(work, inbox, job)
            await work
            self._arrived()
            job.finish()
        except BaseException:
            if not work.done():
                # Nobody takes its batches any more: it must not wait for that.
                token.cancel()
            work.cancel()
            outcome = f"{job.title} stopped{_stopped_at(self.progress)}"
            job.finish("" if self._closed else outcome, failed=True)
            # What is left of an older reading belongs neither to the next one nor, after a refresh
            # that was cancelled, to what is shown.
            mine = reading == self._readings and into in (self._incoming, self._shown)
            while mine and not self._closed and self._take(inbox):
                pass
            raise
        finally:
            if self.job is job:
                self.job = None

    async def _work(
        self, reader: Reader[T], token: CancelToken, inbox: queue.Queue[Batch[T]]
    ) -> None:
        if self._after is not None:
            await self._after.finished()
        await self._bridge.run_background(reader, token, _giver(inbox, token))

    async def _follow(
        self, work: asyncio.Future[None], inbox: queue.Queue[Batch[T]], job: Job
    ) -> None:
        """Take in what `work` reads, until it has ended and all is taken.

        Looked at from here, not signalled from there, and in portions: however fast the server,
        the table grows in steps that the eye can follow, and scrolls meanwhile.
        """
        clock = asyncio.get_running_loop().time
        told, untold = 0.0, False
        while not (work.done() and inbox.empty()):
            # The one or the other, for both together are long.
            if untold and clock() - told >= _TELL:
                self.changed.emit()
                job.report(self.progress)
                told, untold, pause = clock(), False, _PAUSE
            elif self._take(inbox):
                untold, pause = True, _PAUSE
            else:
                pause = _POLL
            if not work.done():
                await asyncio.wait({work}, timeout=pause)
            elif not inbox.empty():
                await asyncio.sleep(_PAUSE)

    def _take(self, inbox: queue.Queue[Batch[T]]) -> bool:
        """Take in a portion of what has been read; whether there was anything."""
        fresh: list[T] = []
        into = self._shown if self._incoming is None else self._incoming
        before, taken = self._batches, 0
        while taken < _PORTION and not inbox.empty():
            batch = inbox.get_nowait()
            self._batches += 1
            taken += len(batch.records)
            self.total = batch.total if batch.total is not None else self.total
            self.empty_because = batch.empty_because
            self._held = batch.held
            self.request_id = batch.request_id
            fresh += filter(into.add, batch.records)
        if fresh and into is self._shown:
            self.version += 1
            self.appended.emit(fresh)
        return self._batches > before

    def _arrived(self) -> None:
        if self._incoming is not None:
            self._shown, self._incoming = self._incoming, None
            for record in self._written:
                self._shown.put(record)
            self._written = []
            self.version += 1
            self.replaced.emit()
        self.state = DataState.PREVIEW if self._held else DataState.READY
        self.read_at = dt.datetime.now(dt.UTC)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.message = present(error)
        self._broken_off()

    def _broken_off(self) -> None:
        if self._incoming is not None:
            # What was there before the refresh is still there, and as complete as it was.
            self._incoming = None
            self.state, self.total = self._before
        elif self.records:
            self.state = DataState.PARTIAL
        else:
            self.state = DataState.FAILED if self.message else DataState.UNREAD
        self.changed.emit()


def _stopped_at(progress: Progress) -> str:
    """ " at 600 of 6,000", as the end of a sentence; nothing where nothing had come."""
    if not progress.done:
        return ""
    of = f" of {progress.total:,}" if progress.total else ""
    return f" at {progress.done:,}{of}"


def _giver(inbox: queue.Queue[Batch[T]], token: CancelToken) -> Callable[[Batch[T]], None]:
    """What a worker hands its batches over with. It waits while the window is behind, until it is
    cancelled, for then nobody takes them any more."""

    def give(batch: Batch[T]) -> None:
        while True:
            token.raise_if_cancelled()
            try:
                inbox.put(batch, timeout=_POLL)
            except queue.Full:
                continue
            return

    return give
