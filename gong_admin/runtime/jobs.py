"""The jobs that run: how far each is, how long it will take, and how to stop it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from gong_admin.runtime.poster import Poster
from gong_admin.services.progress import Progress

_SHOW_EVERY = 50  # milliseconds between two updates of the window
_PACE_OVER = 15.0  # seconds of the past from which the pace is taken
_NEAR_LIMIT = 0.8  # at this share of the allowed calls, the limit is what one waits for


class Job:
    """One piece of work that the status bar shows. Made by `Jobs.begin`.

    `report`, `finish` and `cancel` are safe from any thread; the rest belongs to the GUI thread.
    """

    def __init__(
        self,
        jobs: Jobs,
        title: str,
        total: int | None,
        cancel: Callable[[], None] | None,
        page_size: int,
        asks: bool,
    ) -> None:
        self.title = title
        self.asks = asks
        self.progress = Progress(0, total, "")
        self.outcome = ""
        self.failed = False
        self.gap = 0.0  # seconds of rest that were asked for between two of its things
        self.started = jobs.clock()
        self._jobs = jobs
        self._cancel = cancel
        self._page_size = page_size
        self._marks: deque[tuple[float, int]] = deque([(self.started, 0)])

    @property
    def can_cancel(self) -> bool:
        return self._cancel is not None

    def report(self, progress: Progress) -> None:
        """Say how far the work is. Cheap: the window learns of it at most 20 times a second."""
        self.progress = progress
        self._jobs.mark(self)

    def finish(self, outcome: str = "", *, failed: bool = False) -> None:
        """The work has ended; `outcome` is a short sentence, kept for the history of jobs."""
        self._jobs.end(self, outcome, failed)

    def cancel(self) -> None:
        """Ask the work to stop. It leaves the list when it has."""
        if self._cancel is not None:
            self._cancel()

    def seconds_left(self) -> float | None:
        """From the pace of the last seconds; None until there is one, or without a total.

        Never less than what the allowed calls take: the first of them go out at once, and a pace
        that begins like that doesn't last. Nor less than the rests that were asked for.
        """
        pace = self._pace()
        if self.progress.total is None:
            return None
        resting = max(0, self.progress.total - self.progress.done - 1) * self.gap
        if not pace:
            return resting or None
        if limit := self._jobs.calls_per_second():
            pace = min(pace, limit * self._page_size)
        return max(resting, (self.progress.total - self.progress.done) / pace)

    def describe(self) -> str:
        """Of the status bar: "1,200 of 8,431 users, 12 s left at 2.1 API calls a second"."""
        done, total, unit = self.progress.done, self.progress.total, self.progress.unit
        if total is None and not done:
            return self.title
        counts = f"{done:,}" if total is None else f"{done:,} of {total:,}"
        text = f"{counts} {unit}".strip()
        left = self.seconds_left()
        if left is None:
            return text
        text = f"{text}, {span(left)} left"
        if self.gap:
            return f"{text} with {span(self.gap)} of rest between two"
        limit = self._jobs.calls_per_second()
        pace = self._pace() or 0.0
        if limit and pace >= _NEAR_LIMIT * limit * self._page_size:
            text = f"{text} at {limit:.2g} API calls a second"
        return text

    def remember(self) -> None:
        """Note the present count for the pace; called with each update of the window."""
        now = self._jobs.clock()
        self._marks.append((now, self.progress.done))
        while len(self._marks) > 2 and now - self._marks[0][0] > _PACE_OVER:
            self._marks.popleft()

    def _pace(self) -> float | None:
        (first, at_first), (last, at_last) = self._marks[0], self._marks[-1]
        if last - first < 0.5 or at_last <= at_first:
            return None
        return (at_last - at_first) / (last - first)


class Jobs(QObject):
    """All running jobs. `added`, `changed` and `removed` carry the `Job`, `settled` a title."""

    added = Signal(object)
    changed = Signal(object)
    removed = Signal(object)
    settled = Signal(str)

    def __init__(
        self,
        *,
        calls_per_second: Callable[[], float] = lambda: 0.0,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        """`calls_per_second` is what background work may use now; 0 for no limit."""
        super().__init__(parent)
        self.calls_per_second = calls_per_second
        self.clock = clock
        self._running: list[Job] = []
        self._dirty: set[Job] = set()
        self._poster = Poster(self)
        self._timer = QTimer(self, interval=_SHOW_EVERY, singleShot=True)
        self._timer.timeout.connect(self._show)

    @property
    def running(self) -> tuple[Job, ...]:
        return tuple(self._running)

    def begin(
        self,
        title: str,
        total: int | None = None,
        cancel: Callable[[], None] | None = None,
        *,
        page_size: int = 100,
        asks: bool = False,
    ) -> Job:
        """Show a new job. `page_size` is how many things one call brings; `asks`: whoever closes
        the window meanwhile is asked whether to. GUI thread."""
        job = Job(self, title, total, cancel, page_size, asks)
        self._running.append(job)
        self.added.emit(job)
        return job

    def settle(self, title: str) -> None:
        """That a job of this title failed is nobody's concern any more. GUI thread."""
        self.settled.emit(title)

    def cancel_all(self) -> None:
        for job in self.running:
            job.cancel()

    def mark(self, job: Job) -> None:
        """`job` has news. Any thread."""
        if job not in self._dirty:
            self._dirty.add(job)
            self._poster.post(self._wake)

    def end(self, job: Job, outcome: str, failed: bool) -> None:
        """`job` is over. Any thread."""
        self._poster.post(lambda: self._remove(job, outcome, failed))

    def _wake(self) -> None:
        # A job that is over has no news, however late its last ones arrive.
        if any(job in self._dirty for job in self._running) and not self._timer.isActive():
            self._timer.start()

    def _show(self) -> None:
        dirty, self._dirty = self._dirty, set()
        for job in dirty:
            if job in self._running:
                job.remember()
                self.changed.emit(job)

    def _remove(self, job: Job, outcome: str, failed: bool) -> None:
        self._dirty.discard(job)
        if job in self._running:
            job.outcome, job.failed = outcome, failed
            self._running.remove(job)
            if not self._running:
                self._timer.stop()
            self.removed.emit(job)


def span(seconds: float) -> str:
    """A duration in its two largest units: "12 s", "3 min 20 s", "2 h 5 min"."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
