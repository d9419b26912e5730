"""Calls a day: offers what it costs, counts, keeps what was counted, and tells what stopped it."""

from __future__ import annotations

import asyncio
import collections
import datetime as dt
import functools
import importlib
from dataclasses import dataclass, field

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.call_counts import DayCount, count_calls, last_days
from gong_admin.services.progress import Progress
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.panels.overview.view import OverviewView
from gong_admin.ui.panels.overview.words import moment

DAYS = 30
_WORTH_A_CHART = 7  # days
_POLL = 0.05  # seconds between two looks at what the worker has counted


@dataclass
class _Counted:
    """What is known of one workspace (or all)."""

    days: dict[dt.date, int] = field(default_factory=dict)
    unfinished: dt.date | None = None  # the day that was not over when it was counted
    at: dt.datetime | None = None
    message: UserMessage | None = None

    def take(self, count: DayCount) -> None:
        self.days[count.day] = count.calls
        if count.day == _today():
            self.unfinished = count.day
        elif count.day == self.unfinished:
            self.unfinished = None

    def forget_all_but(self, days: list[dt.date]) -> None:
        """Keep of what was counted what is whole and among these days."""
        today = _today()
        self.days = {
            day: calls
            for day, calls in self.days.items()
            if day in days and (day == today or day != self.unfinished)
        }


class CallsADay:
    """Drives the card with the calls of the last 30 days, by workspace. One request a day, newest
    first, so that what was counted before a stop is the recent past."""

    def __init__(self, context: PanelContext, view: OverviewView) -> None:
        self._context = context
        self._view = view
        self._counted: dict[str | None, _Counted] = {}
        self._scopes: dict[str | None, TaskScope] = {}
        offer = view.calls_offer
        offer.wanted.connect(self.count)
        offer.cancelled.connect(self.cancel)
        offer.action_triggered.connect(self._act)
        view.calls_again.clicked.connect(self._again)
        context.workspace.changed.connect(self.show)

    def count(self) -> None:
        """Count the days that are not counted yet."""
        key = self._context.workspace.current
        counted = self._counted.setdefault(key, _Counted())
        counted.message = None
        counted.forget_all_but(last_days(_today(), DAYS))
        missing = [day for day in last_days(_today(), DAYS) if day not in counted.days]
        self._scope(key).start("count", functools.partial(self._count, key, missing))
        self.show()

    def cancel(self) -> None:
        """Stop counting; the days that were counted stay."""
        self._stop(self._context.workspace.current)

    def days(self) -> list[tuple[dt.date, int]]:
        """What is known of the workspace that is chosen, oldest first."""
        counted = self._counted.get(self._context.workspace.current, _Counted())
        return sorted(counted.days.items())

    def close(self) -> None:
        for scope in self._scopes.values():
            scope.close()

    def show(self) -> None:
        """Show what is known of the workspace that is chosen."""
        key, view = self._context.workspace.current, self._view
        counted = self._counted.get(key, _Counted())
        view.calls_again.hide()
        if self._busy(key):
            view.calls.set_caption("")
            done = sum(day in counted.days for day in last_days(_today(), DAYS))
            view.calls_offer.show_progress(
                translate("overview", "Counting calls: {0} of {1} days").format(done, DAYS),
                "",
                done / DAYS,
            )
        elif len(counted.days) >= _WORTH_A_CHART and counted.message is None:
            self._show_days(counted)
            return
        else:
            self._show_offer(counted)
        view.calls.show_instead(view.calls_offer)

    # -- inside --------------------------------------------------------------------------------

    def _show_days(self, counted: _Counted) -> None:
        view = self._view
        days = sorted(counted.days.items())
        missing = DAYS - len(days)
        caption = translate("overview", "{0:,} in {1} days").format(
            sum(counted.days.values()), len(days)
        )
        if counted.at is not None:
            caption += translate("overview", " · counted {0}").format(
                moment(counted.at, dt.datetime.now().astimezone())
            )
        view.calls.set_days(days, counted.unfinished)
        view.calls.set_caption(caption)
        view.calls.show_instead(None)
        view.calls_again.setText(
            translate("overview", "Count {0} more days").format(missing)
            if missing > 0
            else translate("overview", "Count again")
        )
        view.calls_again.show()

    def _show_offer(self, counted: _Counted) -> None:
        offer, choices = self._view.calls_offer, self._context.settings.choices
        self._view.calls.set_caption("")
        missing = DAYS - len(counted.days)
        cost = cost_text(missing, choices.reading_rate, choices.calls_per_day)
        if counted.days:
            offer.show_offer(
                translate("overview", "Counted so far: {0} of {1} days").format(
                    len(counted.days), DAYS
                ),
                cost,
                translate("overview", "Count {0} more days").format(missing),
            )
        else:
            offer.show_offer(
                translate("overview", "How many calls were recorded each day?"),
                cost,
                translate("overview", "Count the last {0} days").format(DAYS),
            )
        if counted.message is not None:
            offer.show_message(counted.message)
        else:
            offer.message.clear()

    def _again(self) -> None:
        counted = self._counted.get(self._context.workspace.current)
        if counted is not None and len(counted.days) >= DAYS:
            counted.days.clear()
        self.count()

    async def _count(self, key: str | None, days: list[dt.date], token: CancelToken) -> None:
        counted, context = self._counted[key], self._context
        inbox: collections.deque[DayCount] = collections.deque()
        job = context.jobs.begin(
            translate("overview", "Counting calls"),
            len(days),
            functools.partial(self._stop, key),
            page_size=1,
        )
        work = asyncio.ensure_future(
            context.bridge.run_background(
                count_calls, context.session.client, token, days, key, inbox.append
            )
        )
        # Loading the chart's library takes half a second: meanwhile, and beside the window.
        library = asyncio.ensure_future(context.bridge.run(importlib.import_module, "pyqtgraph"))
        try:
            while not work.done():
                await asyncio.wait({work}, timeout=_POLL)
                self._take(inbox, counted)
                job.report(Progress(len(days) - self._missing(counted, days), len(days), "days"))
                self.show()
            await work
            await library
            counted.at = dt.datetime.now().astimezone()
            job.finish()
        except BaseException:
            work.cancel()
            library.cancel()
            self._take(inbox, counted)
            job.finish(failed=not token.cancelled)
            raise

    @staticmethod
    def _take(inbox: collections.deque[DayCount], counted: _Counted) -> None:
        while inbox:
            counted.take(inbox.popleft())

    @staticmethod
    def _missing(counted: _Counted, days: list[dt.date]) -> int:
        return sum(day not in counted.days for day in days)

    def _busy(self, key: str | None) -> bool:
        scope = self._scopes.get(key)
        return scope is not None and scope.busy

    def _stop(self, key: str | None) -> None:
        if key in self._scopes:
            self._scopes[key].cancel()

    def _scope(self, key: str | None) -> TaskScope:
        if key not in self._scopes:
            scope = TaskScope(functools.partial(self._failed, key))
            scope.busy_changed.connect(self.show)
            self._scopes[key] = scope
        return self._scopes[key]

    def _failed(self, key: str | None, error: Exception) -> None:
        self._counted[key].message = present(error)

    def _act(self, action: ActionKind) -> None:
        self._context.act(action, self.count)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
