"""Reading who else is on the calls that an erasure takes: offered with its cost, and stopped when
the review is closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gong_admin.api.cancel import CancelToken
from gong_admin.models.text import date_text
from gong_admin.runtime.jobs import Job
from gong_admin.runtime.language import translate
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.privacy.erase_review import (
    Before,
    CallsRead,
    Others,
    folders_cost,
    read_for_review,
)
from gong_admin.services.words import counted
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.privacy.erase_parts import OthersBox
from gong_admin.ui.privacy.erase_words import Line, others_lines

_WORK = "others"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read for a review, and when. It holds for the next one that takes these calls, or
    some of them."""

    calls: CallsRead
    at: dt.datetime


class OthersReader:
    """Works for one review. `seen` once it was read, or was `known` from the review before; `told`
    is called with it then. `close` it with the review."""

    def __init__(
        self,
        context: PanelContext,
        before: Before,
        box: OthersBox,
        known: Seen | None = None,
        told: Callable[[CallsRead], None] = lambda _read: None,
    ) -> None:
        self._context, self._before, self._box, self._told = context, before, box, told
        self._ids = before.call_ids
        self._erased = tuple(one.subject.value for one in before.candidates)
        self._scope = TaskScope(self._failed)
        self._job: Job | None = None
        self.seen = known if known is not None and known.calls.covers(self._ids) else None
        box.wanted.connect(self.read)
        box.cancelled.connect(self.cancel)
        context.jobs.changed.connect(self._progressed)
        context.data.folders.changed.connect(self._offer)
        if self.seen is not None:
            read = translate("erase", "Read on {0}, for the approval.")
            when = read.format(date_text(self.seen.at))
            self._show(("clock", Line(when, when)))
            return
        context.data.folders.ensure()
        self._offer()

    @property
    def others(self) -> Others | None:
        return None if self.seen is None else self.seen.calls.others(self._ids, self._erased)

    def _show(self, *more: tuple[str, Line]) -> None:
        """Show what was read."""
        seen, others = self.seen, self.others
        assert seen is not None
        assert others is not None
        lines = others_lines(others, self._before.guard)
        # First: who is stopped for somebody's sake is known with the lines that say so.
        self._told(seen.calls)
        self._box.show_lines([*lines, *more], complete=not others.untold)

    def read(self) -> None:
        if not self._scope.is_running(_WORK):
            self._scope.start(_WORK, self._read)

    def cancel(self) -> None:
        """Stop; it is offered again."""
        self._scope.cancel(_WORK)
        self._job = None
        self._offer()

    def close(self) -> None:
        """The review is closed: nothing reaches it any more."""
        self._context.jobs.changed.disconnect(self._progressed)
        self._context.data.folders.changed.disconnect(self._offer)
        self._job = None
        self._scope.close()

    def _folders(self) -> list[tuple[str, str]] | None:
        folders = self._context.data.folders
        if not folders.complete:
            return None
        return [(one.id, one.folder.name or one.id) for one in folders.records if one.id]

    def _offer(self, why: str = "") -> None:
        if self.seen is not None or self._job is not None:
            return
        folders, calls = self._folders(), len(self._ids)
        choices, usage = self._context.settings.choices, self._context.session.usage
        cost = cost_text(
            folders_cost(calls, len(folders or ())),
            choices.calls_per_second,
            usage.daily if usage is not None else None,
        )
        what = translate(
            "erase", "Not read: who was on these {0}, and where the library has them. It takes {1}."
        )
        if folders is None:
            what = translate(
                "erase",
                "Not read: who was on these {0}. Without the library, whose folders are not known "
                "yet, it takes {1}.",
            )
        self._box.offer(f"{why} {what.format(counted(calls, 'call'), cost)}".strip())

    async def _read(self, token: CancelToken) -> None:
        folders: Sequence[tuple[str, str]] | None = self._folders()
        steps = folders_cost(len(self._ids), len(folders or ()))
        job = self._context.jobs.begin(
            translate("erase", "Reading who else is on the calls"), steps, self.cancel
        )
        self._job = job
        self._progressed(job)
        done = False
        try:
            calls = await self._context.session.run(
                read_for_review,
                self._context.office.store,
                self._before.case.id,
                self._ids,
                folders,
                token=token,
                progress=job.report,
            )
            done = True
        finally:
            job.finish(failed=not done and not token.cancelled)
            if self._job is job:
                self._job = None
        self.seen = Seen(calls, dt.datetime.now(dt.UTC))
        self._show()

    def _progressed(self, job: Job) -> None:
        if job is not self._job:
            return
        done, of = job.progress.done, job.progress.total or 1
        title = translate("erase", "Reading who else: {0:,} of {1:,}").format(done, of)
        self._box.show_progress(title, done / of)

    def _failed(self, error: Exception) -> None:
        self._job = None
        message = present(error)
        self._offer(f"{message.title}.")
