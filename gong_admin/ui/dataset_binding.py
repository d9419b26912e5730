"""Shows a dataset in a table: rows as they come, progress, age, and why there may be none."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject

from gong_admin.api.pacing import Usage
from gong_admin.runtime.dataset import Dataset, DataState
from gong_admin.runtime.jobs import Job, span
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind
from gong_admin.ui.context import PanelContext
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.widgets.panel_header import PanelHeader
from gong_admin.ui.widgets.states import Reason, StateAction

R = TypeVar("R")

_PAGE = 100  # records that one call brings


@dataclass(frozen=True, slots=True)
class EmptyWords:
    """What an empty list says. `nothing` is a sentence; `scope` what the key needs to see it."""

    title: str
    nothing: str
    scope: str = ""
    icon: str = "magnifying-glass"


class DatasetBinding(QObject, Generic[R]):
    """Binds one dataset to one table and its panel's head, as long as the panel lives.

    `rows` turns records into rows (and leaves out those of other workspaces); call `rebuild` when
    what it depends on has changed. With `related`, a row depends on all records: `rows` is given
    all of them even where only some have come.
    """

    def __init__(
        self,
        dataset: Dataset[Any],
        table: RecordTable,
        header: PanelHeader,
        context: PanelContext,
        empty: EmptyWords,
        *,
        rows: Callable[[Sequence[Any]], Iterable[R]] = list,
        related: bool = False,
    ) -> None:
        super().__init__(table)
        self.dataset = dataset
        self._table = table
        self._header = header
        self._context = context
        self._empty = empty
        self._rows = rows
        dataset.changed.connect(self._show)
        context.jobs.changed.connect(self._job_changed)
        dataset.appended.connect(self.rebuild if related else self._append)
        dataset.replaced.connect(self.rebuild)
        table.load_cancelled.connect(dataset.cancel)
        table.message_action.connect(self.act)
        table.empty_action.connect(self._empty_action)
        header.refresh_requested.connect(dataset.refresh)
        self.rebuild()

    def rebuild(self) -> None:
        """Make all rows anew; the selection stays by id."""
        self._table.model.set_records(self._rows(self.dataset.records))
        self._show()

    def act(self, action: ActionKind) -> None:
        """Do what the user chose in a message about this list."""
        self._context.act(action, self.dataset.refresh)

    # -- inside --------------------------------------------------------------------------------

    def _append(self, records: list[Any]) -> None:
        self._table.model.append_records(self._rows(records))

    def _show(self) -> None:
        dataset, table = self.dataset, self._table
        self._header.set_busy(dataset.loading)
        self._header.set_data(self._facts(), dataset.read_at)
        if dataset.state is DataState.PARTIAL:
            self._header.set_state(
                self.tr("Incomplete"), "warn", self.tr("Reading stopped before the end")
            )
        elif dataset.state is DataState.PREVIEW:
            self._header.set_state(
                self.tr("First part only"), "accent", self.tr("The rest is read when you ask")
            )
        elif dataset.stale:
            self._header.set_state(
                self.tr("Out of date"), "warn", self.tr("Something has changed since")
            )
        else:
            self._header.set_state("")
        if dataset.loading:
            self._show_progress()
            return
        table.show_loaded()
        if dataset.message is not None:
            table.show_message(dataset.message)
        elif dataset.state is DataState.UNREAD:
            table.set_empty(
                self.tr("Not read yet"),
                icon="arrows-clockwise",
                actions=[
                    StateAction("refresh", self.tr("Read now"), "arrows-clockwise", primary=True)
                ],
            )
        else:
            self._say_empty()

    def _show_progress(self) -> None:
        progress = self.dataset.progress
        self._table.show_loading(
            self._loading_title(),
            self._loading_detail(),
            progress.done / progress.total if progress.total else None,
        )

    def _job_changed(self, job: Job) -> None:
        # The status bar tells the time left with each of these; both tell the same.
        if job is self.dataset.job and self.dataset.loading:
            self._show_progress()

    def _say_empty(self) -> None:
        words, dataset = self._empty, self.dataset
        reasons = [Reason("calendar-x", self.tr("Nothing there"), words.nothing)]
        actions = [StateAction("refresh", self.tr("Read again"), "arrows-clockwise", primary=True)]
        if words.scope:
            reasons.append(
                Reason(
                    "key",
                    self.tr("Or this key may not see it"),
                    self.tr("Gong answers the same when a key lacks the scope"),
                    words.scope,
                )
            )
            actions.append(StateAction("doctor", self.tr("Check this key"), "key"))
        self._table.set_empty(
            words.title,
            icon=words.icon,
            reasons=reasons,
            actions=actions,
            footnote=self.tr("Gong answered 404") if dataset.empty_because else "",
            code=(dataset.request_id or "") if dataset.empty_because else "",
        )

    def _empty_action(self, key: str) -> None:
        if key == "doctor":
            self._context.open_doctor()
        else:
            self.dataset.refresh()

    def _facts(self) -> str:
        dataset = self.dataset
        if dataset.loading and not dataset.records:
            return "reading…"
        count, total = len(dataset), dataset.total
        incomplete = (DataState.PARTIAL, DataState.LOADING, DataState.PREVIEW)
        if dataset.state in incomplete and total and count < total:
            return self.tr("{0:,} of {1:,} {2}").format(count, total, dataset.unit)
        if dataset.state in (DataState.UNREAD, DataState.FAILED):
            return ""  # how many there are is not known
        shown = self._table.model.counts()[1]
        unit = dataset.unit
        return f"{shown:,} {unit}" if shown != 1 or not unit.endswith("s") else f"1 {unit[:-1]}"

    def _loading_title(self) -> str:
        progress, name = self.dataset.progress, self.dataset.name
        if progress.total:
            return self.tr("Reading {0}: {1:,} of {2:,}").format(
                name, progress.done, progress.total
            )
        return (
            self.tr("Reading {0}: {1:,}").format(name, progress.done)
            if progress.done
            else self.tr("Reading {0}…").format(name)
        )

    def _loading_detail(self) -> str:
        """What the rest costs, in time and in calls."""
        progress = self.dataset.progress
        if not progress.total or progress.done >= progress.total:
            return ""
        calls = math.ceil((progress.total - progress.done) / _PAGE)
        left = self.dataset.job.seconds_left() if self.dataset.job is not None else None
        text = call_words(calls, more=True)
        if left is not None:
            text = self.tr("{0} left. {1}").format(span(left), text)
        usage: Usage | None = self._context.session.usage
        if usage is None or not usage.daily:
            return text
        share = _share(calls, usage.daily)
        return self.tr("{0}, {1} of today's {2:,}.").format(text, share, usage.daily)


def cost_text(calls: int, rate: float, daily: int | None, *, more: bool = False) -> str:
    """What reading costs, as shown before it starts: "24 API calls, 11 s at 2.1 a second, 0.2 % of
    a day's 10,000". `more`: it goes on, "24 more API calls".

    `rate` is the calls a second that the reading may take (`Choices.reading_rate`), `daily` the
    calls a day; without one of them nothing is said of it.
    """
    parts = [call_words(calls, more=more)]
    if rate and calls > 1:  # how long a single call takes has nothing to do with the rate
        parts.append(
            translate("dataset_binding", "{0} at {1:.2g} a second").format(span(calls / rate), rate)
        )
    if daily:
        parts.append(
            translate("dataset_binding", "{0} of a day's {1:,}").format(_share(calls, daily), daily)
        )
    return ", ".join(parts)


def call_words(calls: int, *, more: bool = False) -> str:
    """Requests to Gong, counted. They are never just "calls": those are what Gong records."""
    if more:
        words = (
            translate("dataset_binding", "{0:,} more API call")
            if calls == 1
            else translate("dataset_binding", "{0:,} more API calls")
        )
    else:
        words = (
            translate("dataset_binding", "{0:,} API call")
            if calls == 1
            else translate("dataset_binding", "{0:,} API calls")
        )
    return words.format(calls)


def _share(calls: int, daily: int) -> str:
    """A part of the day's calls; what is next to nothing is not called nothing."""
    share = 100 * calls / daily
    if 0 < share < 0.1:
        return translate("dataset_binding", "less than 0.1 %")
    return translate("dataset_binding", "{0} %").format(f"{share:.1f}".removesuffix(".0"))
