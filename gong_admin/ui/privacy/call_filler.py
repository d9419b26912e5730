"""Titles, dates and people of the calls that were found: offered with what they cost, read with
progress, and stopped on request. And who was given those calls."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.jobs import Job
from gong_admin.runtime.language import translate
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.privacy import call_reads
from gong_admin.services.privacy.lookup import CallFacts, calls_to_fill, fill_in
from gong_admin.services.words import counted
from gong_admin.ui.call_access.presenter import open_call_access
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.privacy.findings_view import FindingsView

_WORK = "fill"


class CallFiller:
    """For one view of findings; `close` it with the view. `case_id` gives the case they are of,
    whose log tells of the reading; "" for none."""

    def __init__(
        self,
        context: PanelContext,
        view: FindingsView,
        case_id: Callable[[], str] = lambda: "",
    ) -> None:
        self._context, self._view, self._case_id = context, view, case_id
        self._scope = TaskScope(self._failed)
        self._ids: tuple[str, ...] = ()
        self._job: Job | None = None
        view.fill_wanted.connect(self.fill)
        view.fill_cancelled.connect(self.cancel)
        view.access_wanted.connect(self._open_access)
        context.jobs.changed.connect(self._progressed)

    def offer(self, call_ids: Sequence[str]) -> None:
        """Offer to fill in these calls."""
        self._ids = tuple(dict.fromkeys(call_ids))
        if not self._ids:
            return
        choices, usage = self._context.settings.choices, self._context.session.usage
        cost = cost_text(
            calls_to_fill(len(self._ids)),
            choices.calls_per_second,
            usage.daily if usage is not None else None,
        )
        self._view.offer_fill(
            translate("privacy", "A lookup tells only the ids of calls"),
            translate("privacy", "Titles, dates and the other people of {0}: {1}.").format(
                counted(len(self._ids), "call"), cost
            ),
            translate("privacy", "Fill in"),
        )

    def fill(self) -> None:
        if self._ids:
            self._scope.start(_WORK, self._fill)

    def cancel(self) -> None:
        """Stop; what is offered stays."""
        self._scope.cancel(_WORK)
        self._view.show_filled()
        self.offer(self._ids)

    def forget(self) -> None:
        self._scope.cancel(_WORK)
        self._ids = ()

    def close(self) -> None:
        self._job = None
        self._scope.close()

    async def _fill(self, token: CancelToken) -> None:
        ids = self._ids
        job = self._context.jobs.begin(
            translate("privacy", "Filling in calls"), len(ids), self.cancel
        )
        self._job = job
        self._say(job)
        done = False
        try:
            work = self._work(ids)
            facts = await self._context.session.run(work, token=token, progress=job.report)
            done = True
        finally:
            if self._job is job:
                self._job = None
            job.finish(failed=not done and not token.cancelled)
        self._view.show_filled()
        self._view.show_facts(facts)
        if missing := len(ids) - len(facts):
            self._context.toast(
                translate("privacy", "{0} not told: this key may not see them").format(
                    counted(missing, "call")
                )
            )

    def _open_access(self, call_ids: Sequence[str]) -> None:
        open_call_access(self._context, self._scope, self._view, call_ids)

    def _work(self, ids: Sequence[str]) -> Callable[..., dict[str, CallFacts]]:
        if case_id := self._case_id():
            store = self._context.office.store
            return functools.partial(call_reads.fill_in, store=store, case_id=case_id, call_ids=ids)
        return functools.partial(fill_in, call_ids=ids)

    def _progressed(self, job: Job) -> None:
        if job is self._job:
            self._say(job)

    def _say(self, job: Job) -> None:
        done, total = job.progress.done, job.progress.total or len(self._ids)
        title = translate("privacy", "Filling in: {0:,} of {1:,} calls").format(done, total)
        self._view.show_filling(title, "", done / total if total else None)

    def _failed(self, error: Exception) -> None:
        self._view.show_filled(present(error))
        self.offer(self._ids)
