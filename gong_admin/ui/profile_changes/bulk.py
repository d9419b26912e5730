"""Saving many profiles: one review for all, a job, what became of each, and going on."""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.permissions import UPDATE_PROFILE
from gong_admin.runtime.bulk_runs import RunLog, StoredRun, runs_of
from gong_admin.runtime.guarded_client import GuardedClient
from gong_admin.runtime.language import translate
from gong_admin.runtime.present import is_expected
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles import bulk
from gong_admin.services.profiles.bulk import BulkItem, BulkOutcome, BulkReport, State
from gong_admin.services.profiles.editing import Edits, same, value_at
from gong_admin.services.profiles.reading import read
from gong_admin.services.profiles.rules import Problem
from gong_admin.services.profiles.rules import told as told_problem
from gong_admin.services.profiles.saving import Outcome, SavePlan, SaveResult
from gong_admin.services.progress import ProgressReport
from gong_admin.services.words import counted
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.profile_changes.bulk_dialogs import FORGET, LOOK, REST
from gong_admin.ui.profile_changes.bulk_rules import judged, warnings_of
from gong_admin.ui.profile_changes.bulk_words import (
    BulkReview,
    changed_only,
    edits_of,
    left_out_rows,
    merged,
    outcomes_of,
    place,
    requests_of,
    review_rows,
    review_title,
    stopped_words,
)
from gong_admin.ui.profile_changes.review import name_of
from gong_admin.ui.profile_changes.saver import ProfileSaver, allow_changes
from gong_admin.ui.tenant_colour import colour_of
from gong_admin.ui.widgets.review import Consequence

_POLL = 0.1  # seconds between two looks at what has been saved

Item = tuple[ProfileRecord, Edits]
"""A profile and what shall be different in it. The record's `raw` is what the edits were made
on, which need not be what was read last."""


class BulkSaver:
    """One at a time for a tenant and panel. Coroutines of the GUI thread."""

    def __init__(self, context: PanelContext) -> None:
        self._context = context
        self._runs = runs_of(context.session)
        self._busy = False
        self._staged: dict[str, Edits] = {}  # by profile, when the run began

    @property
    def busy(self) -> bool:
        """Whether a run is under way, or asked about."""
        return self._busy

    async def run(self, title: str, items: Sequence[Item], action: str = "") -> BulkReport | None:
        """Ask once for all, save one after the other, show what became of each. `title` names
        what is done, as in "Copy 3 settings", `action` the button: "Restore {0}" ("Save {0}").

        None when there was nothing to save or the person thought better of it. Raises
        `InvalidRequest` where a rule keeps all of them from being saved, and `ChangesLocked`.
        """
        return await self._alone(self._asked(title, self._items(items), action))

    async def left(self) -> tuple[StoredRun, ...]:
        """Runs that stopped half-way, of this program or an earlier one, the latest first."""
        found = await self._context.bridge.run(self._runs.left)
        profiles = self._context.data.profiles
        if any(run.shared for run in found):
            # At the start they are still being read, and nobody looks again after that.
            await profiles.finished()
        return tuple(run for run in found if not run.shared or run.is_of(profiles.get))

    async def forget(self, runs: Sequence[StoredRun]) -> None:
        """The lists of such runs are not needed any more."""
        for stored in runs:
            await self._context.bridge.run(self._runs.forget, stored.id)

    async def show(self, stored: StoredRun) -> BulkReport | None:
        """The list of such a run, and whatever is chosen there."""
        return await self._alone(self._settled(stored.title, stored.report, stored.id, seen=False))

    # -- before anything is sent -----------------------------------------------------------------

    async def _alone(self, work: Coroutine[Any, Any, BulkReport | None]) -> BulkReport | None:
        if self._busy:
            self._context.toast(translate("profile_changes", "Profiles are being saved already"))
            work.close()
            return None
        self._busy = True
        try:
            return await work
        finally:
            self._busy = False

    def _items(self, items: Sequence[Item]) -> list[BulkItem]:
        workspace = self._context.data.workspace_name
        return [
            BulkItem(
                SavePlan(record.workspace_id, record.id, record.raw, edits),
                record.profile.name or record.id,
                workspace(record.workspace_id),
            )
            for record, edits in items
        ]

    async def _asked(self, title: str, items: Sequence[BulkItem], action: str) -> BulkReport | None:
        context = self._context
        wanted = await context.bridge.run(changed_only, items)
        if not wanted:
            context.toast(translate("profile_changes", "There is nothing to save"))
            return None
        good, wrong = await context.bridge.run(judged, context.data, wanted)
        if not good:
            told = "; ".join(
                f"{place(item)}: {' '.join(told_problem(each) for each in found)}"
                for item, found in wrong[:3]
            )
            raise errors.InvalidRequest({"": told})
        if not await allow_changes(context, title):
            return None
        if not await context.prompts.review_many(await self._review(title, good, wrong, action)):
            return None
        report, run_id = await self._send(title, good)
        return await self._settled(title, report, run_id)

    async def _review(
        self,
        title: str,
        items: Sequence[BulkItem],
        wrong: Sequence[tuple[BulkItem, Sequence[Problem]]],
        action: str = "",
    ) -> BulkReview:
        context, connection = self._context, self._context.session.connection
        members = await context.bridge.run(self._members)
        warnings = await context.bridge.run(warnings_of, items)
        rows, summary, risky = await context.bridge.run(
            review_rows, items, members, name_of(context.data), warnings
        )
        consequences = []
        if warnings:
            text = translate("profile_changes", "{0} with a warning, which stands in the row.")
            consequences.append(Consequence(text.format(counted(len(warnings), "profile")), "warn"))
        if risky:
            named = ", ".join(each[0].lower() + each[1:] for each in risky)
            text = translate(
                "profile_changes",
                "People will be able to: {0}. It takes effect at once for all who have these "
                "profiles.",
            ).format(named)
            consequences.append(Consequence(text, "danger"))
        if members is None:
            text = translate(
                "profile_changes", "How many people have these profiles has not been read."
            )
            consequences.append(Consequence(text, "info", "users"))
        else:
            touched = sum(members.get(item.plan.profile_id, 0) for item in items)
            text = translate("profile_changes", "{0} in these profiles are touched.").format(
                counted(touched, "membership")
            )
            consequences.append(Consequence(text, "info", "users"))
        choices, calls = context.settings.choices, bulk.CALLS_EACH * len(items)
        profiles = counted(len(items), "profile")
        return BulkReview(
            title=review_title(title, counted(edits_of(items), "change"), profiles),
            action=(action or translate("profile_changes", "Save {0}")).format(profiles),
            tenant=connection.name,
            tenant_kind=connection.kind.value.capitalize(),
            tenant_colour=colour_of(connection),
            rows=rows,
            summary=summary,
            left_out=left_out_rows(wrong),
            consequences=consequences,
            cost=cost_text(calls, choices.calls_per_second, choices.calls_per_day),
            requests=await context.bridge.run(requests_of, items, context.session.client.address),
        )

    def _members(self) -> Mapping[str, int] | None:
        """How many people have each profile; None where that was not read. On a worker."""
        members = self._context.data.members
        if not members.complete:
            return None
        counts: dict[str, int] = {}
        for member in list(members.records):
            counts[member.profile_id] = counts.get(member.profile_id, 0) + 1
        return counts

    # -- sending ---------------------------------------------------------------------------------

    async def _send(
        self,
        title: str,
        items: Sequence[BulkItem],
        replaces: str = "",
        besides: BulkReport | None = None,
    ) -> tuple[BulkReport, str]:
        """Save all of `items`; what became of them, and the name of the list that was kept."""
        context, token = self._context, CancelToken()
        inbox: queue.SimpleQueue[BulkOutcome] = queue.SimpleQueue()
        kept = () if besides is None else besides.conflicts
        ids = {item.plan.profile_id for item in items}
        context.data.staged.saving.update(ids)
        self._staged = {one: context.data.staged.edits(one) for one in ids}
        job = context.jobs.begin(
            translate("profile_changes", "{0}: saving").format(title),
            len(items),
            token.cancel,
            page_size=1,
            asks=True,
        )
        work = asyncio.ensure_future(
            context.session.run_background(
                self._work, title, list(items), kept, replaces, token, job.report, inbox.put
            )
        )
        try:
            while not work.done():
                await asyncio.wait({work}, timeout=_POLL)
                self._take(inbox)
            report, run_id = await work
            self._take(inbox)
        except BaseException:
            token.cancel()  # what is on its way ends by itself, and is noted in the list
            job.finish(failed=True)
            raise
        finally:
            context.data.staged.saving.difference_update(ids)
        job.finish(failed=report.stopped_by is not None)
        if report.counts[State.UNCERTAIN]:
            context.data.wrote(UPDATE_PROFILE.id)
        return report, run_id

    def _work(
        self,
        client: GuardedClient,
        title: str,
        items: list[BulkItem],
        kept: Sequence[BulkOutcome],
        replaces: str,
        token: CancelToken,
        progress: ProgressReport,
        put: Callable[[BulkOutcome], None],
    ) -> tuple[BulkReport, str]:
        """On a worker's thread: keep the list, and go through it."""
        everything = [*items, *(outcome.item for outcome in kept)]
        log = self._runs.begin(title, everything, replaces)
        try:
            for number, outcome in enumerate(kept, start=len(items)):
                log.done(number, outcome)
            report = bulk.run(
                client,
                items,
                token=token,
                progress=progress,
                on_start=log.begun,
                on_outcome=_both(log, put),
            )
        finally:
            log.close()
        return report, log.id

    def _take(self, inbox: queue.SimpleQueue[BulkOutcome]) -> None:
        """Show what Gong says now of the profiles that are done."""
        data, done = self._context.data, list[BulkOutcome]()
        while not inbox.empty():
            done.append(inbox.get())
        records: list[tuple[BulkOutcome, ProfileRecord]] = []
        for outcome in done:
            result = outcome.result
            if result is None or outcome.state is State.CONFLICT:
                continue
            record = result.record(outcome.item.plan.workspace_id)
            if record is not None:
                records.append((outcome, record))
        if not records:
            return
        data.profiles.put([record for _, record in records])
        for outcome, record in records:
            result = outcome.result
            if outcome.state is State.UNCHANGED or result is None:
                data.staged.rebase(record)
            else:
                self._settle_edits(outcome, record, [change.key for change in result.written])

    def _settle_edits(
        self, outcome: BulkOutcome, record: ProfileRecord, written: Sequence[str]
    ) -> None:
        """Take what Gong has off the staged edits. What was edited again meanwhile stays an edit,
        and so does what was taken back: it has been sent by then."""
        staged, before = self._context.data.staged, self._staged.get(record.id, {})
        now = staged.edits(record.id)
        back = [key for key in written if key in before and key not in now]
        staged.saved(record.id, record.raw, written)
        if back:
            was = read(outcome.item.plan.base)
            staged.edit(
                record,
                {key: value_at(was, key) for key in back},
                translate("profile_changes", "Take back"),
            )

    # -- afterwards ------------------------------------------------------------------------------

    async def _settled(
        self, title: str, report: BulkReport, run_id: str, *, seen: bool = True
    ) -> BulkReport:
        """Show what became of each, until the person closes the list. `seen`: the changes have
        been reviewed since the program was started."""
        context, names = self._context, name_of(self._context.data)
        while True:
            stopped = stopped_words(report)
            outcomes = await context.bridge.run(outcomes_of, title, report, names, stopped)
            outcomes = replace(outcomes, outlives=self._runs.on_disk)
            choice = await context.prompts.show_outcomes(outcomes)
            if choice == REST:
                if not await allow_changes(context, title):
                    continue
                if not seen:
                    review = await self._review(title, report.rest, ())
                    if not await context.prompts.review_many(review):
                        continue
                    seen = True
                again, run_id = await self._send(title, report.rest, run_id, report)
                report = merged(report, again)
            elif choice.startswith(LOOK):
                report = await self._looked(report, run_id, choice.removeprefix(LOOK))
            else:
                if choice == FORGET or not outcomes.kept:
                    await context.bridge.run(self._runs.forget, run_id)
                if report.stopped_by is not None and not is_expected(report.stopped_by):
                    raise report.stopped_by
                return report

    async def _looked(self, report: BulkReport, run_id: str, profile_id: str) -> BulkReport:
        """Save one profile that others have changed, with a person's eyes on it; what came of it
        is kept in the list."""
        context = self._context
        plan = next(
            each.item.plan for each in report.outcomes if each.item.plan.profile_id == profile_id
        )
        current = context.data.profiles.get(profile_id)
        if current is None:
            context.toast(translate("profile_changes", "This profile has not been read"))
            return report
        record = ProfileRecord(plan.workspace_id, current.profile, plan.base)
        result = await ProfileSaver(context).save(record, plan.edits)
        if result is None:
            return report
        if result.outcome is not Outcome.CONFLICT:
            self._give_up(plan, result)
        outcomes = tuple(
            bulk.outcome_of(each.item, result) if each.item.plan.profile_id == profile_id else each
            for each in report.outcomes
        )
        looked_at = next(each for each in outcomes if each.item.plan.profile_id == profile_id)
        await context.bridge.run(self._runs.amend, run_id, looked_at)
        return BulkReport(outcomes, report.cancelled, report.stopped_by)

    def _give_up(self, plan: SavePlan, result: SaveResult) -> None:
        """Take what was decided against off the staged edits, too."""
        staged, profile_id = self._context.data.staged, plan.profile_id
        sent = {change.key for change in (*result.written, *result.not_taken)}
        now = staged.edits(profile_id)
        given_up = [
            key
            for key, value in plan.edits.items()
            if key not in sent and key in now and same(now[key], value)
        ]
        if given_up:
            staged.drop(profile_id, given_up, translate("profiles", "Take theirs"))
        record = result.record(plan.workspace_id)
        if record is not None and result.outcome is Outcome.THEIRS:
            staged.rebase(record)


def _both(log: RunLog, put: Callable[[BulkOutcome], None]) -> Callable[[int, BulkOutcome], None]:
    """Show an outcome, and keep it: shown also where the disk is full."""

    def done(number: int, outcome: BulkOutcome) -> None:
        put(outcome)
        log.done(number, outcome)

    return done
