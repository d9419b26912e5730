"""What the Overview does: reads the cheap lists and shows figures as they come."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QAction

from gong_admin.api.pacing import Usage
from gong_admin.runtime.dataset import Dataset, DataState
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.services.attention import Finding
from gong_admin.services.export import ExportFormat
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.overview.calls import CallsADay
from gong_admin.ui.panels.overview.entries import Entry
from gong_admin.ui.panels.overview.events import NewestChanges
from gong_admin.ui.panels.overview.export import FigureExport, Row, rows_of
from gong_admin.ui.panels.overview.figures import Insights, LiveUserFigures
from gong_admin.ui.panels.overview.view import OverviewView
from gong_admin.ui.panels.overview.words import calls_request, events_request

_FINDINGS = 5  # so many are shown at first
_DOCTOR = "doctor"  # stands for a panel where the connection's check is meant


class OverviewPresenter(Presenter):
    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        data = context.data
        self._cheap: tuple[Dataset[Any], ...] = (
            data.workspaces,
            data.users,
            data.profiles,
            data.trackers,
            data.folders,
        )
        self.view: OverviewView = OverviewView()
        self._in_front = False
        self._all_findings = False
        self._findings: list[Finding] = []
        self._problem: UserMessage | None = None  # a list's, as last shown
        self._users = LiveUserFigures(data.users, context.bridge, self.scope, self._show)
        self._insights = Insights(context, self.scope, self._show)
        self._calls = CallsADay(context, self.view)
        self._changes = NewestChanges(context, self.view)
        self._export = FigureExport(context, self.view, self._rows)
        self._actions = self._make_actions()
        self._connect()
        self._calls.show()

    def shown(self, target: str | None) -> None:  # noqa: ARG002 - nothing here to select
        self._in_front = True
        for dataset in self._cheap:
            dataset.ensure()
        self._changes.ensure()
        self._show()

    def hidden(self) -> None:
        self._in_front = False

    def refresh(self) -> None:
        for dataset in self._cheap:
            dataset.refresh()
        self._changes.refresh()

    def actions(self) -> Sequence[QAction]:
        return self._actions

    def show_message(self, message: UserMessage) -> None:
        self.view.message.show_message(message)

    def close(self) -> None:
        super().close()
        self._calls.close()
        self._changes.close()

    def _connect(self) -> None:
        context, view, data = self.context, self.view, self.context.data
        view.followed.connect(self._follow)
        view.header.refresh_requested.connect(self.refresh)
        view.message.action_triggered.connect(self._act)
        view.attention.chosen.connect(self._follow_finding)
        view.attention.more.connect(self._toggle_findings)
        view.profiles_offer.wanted.connect(data.members.refresh)
        view.profiles_offer.cancelled.connect(data.members.cancel)
        view.profiles_offer.action_triggered.connect(self._act_on_members)
        for dataset in (*self._cheap, data.members):
            dataset.changed.connect(self._show)
        context.workspace.changed.connect(self._show)
        context.session.usage_changed.connect(self._show_usage)
        if context.session.usage is not None:
            self._show_usage(context.session.usage)

    # -- what is shown -------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the state of all lists. Cheap: called with every page that comes."""
        if not self._in_front:
            return
        reading = [dataset for dataset in self._cheap if dataset.loading]
        times = [dataset.read_at for dataset in self._cheap if dataset.read_at is not None]
        header = self.view.header
        header.set_busy(bool(reading))
        header.set_data(
            translate("overview", "reading {0}…").format(reading[0].name) if reading else "",
            min(times, default=None),
        )
        if any(dataset.stale for dataset in self._cheap):
            header.set_state(
                translate("overview", "Out of date"),
                "warn",
                translate("overview", "Something has changed since"),
            )
        else:
            header.set_state("")
        problem = next((d.message for d in self._cheap if d.message is not None), None)
        if problem is not self._problem:
            # Anything else in the bar (a file that was not written) stays until it is closed.
            if problem is not None:
                self.view.message.show_message(problem)
            elif self.view.message.message() is self._problem:
                self.view.message.clear()
            self._problem = problem
        self._insights.update()
        self._show_users()
        self._show_counts()
        self._show_profiles()
        self._show_findings()
        self._changes.show()

    def _show_users(self) -> None:
        users, view = self.context.data.users, self.view
        figures = self._users.figures()
        counted = figures.active + figures.inactive
        if not counted:
            empty = users.complete
            for key in ("users", "recorded"):
                view.set_tile(key, "0" if empty and key == "users" else "–", _state_words(users))
            for chart in (view.states, view.settings):
                chart.set_caption(_state_words(users))
                chart.set_shares(())
            return
        total = max(counted, users.total or 0)
        caption = (
            translate("overview", "{0:,} of {1:,} read").format(counted, total)
            if counted < total
            else translate("overview", "{0:,} in all").format(total)
        )
        # Gong's users belong to the company; only their profiles are of a workspace.
        whole = translate("overview", "whole company, ") if self.context.workspace.current else ""
        part = translate("overview", " so far") if counted < total else ""
        people = translate("overview", "{0:,} active, {1:,} not{2}").format(
            figures.active, figures.inactive, part
        )
        recorded = translate("overview", "{0:,} of {1:,} active").format(
            figures.recorded, figures.active
        )
        if whole:
            people = recorded = translate("overview", "in the whole company")
        view.set_tile("users", f"{total:,}", people)
        share = f"{100 * figures.recorded / figures.active:.0f} %" if figures.active else "–"
        view.set_tile("recorded", share, recorded)
        view.states.set_shares(figures.states)
        view.states.set_caption(whole + caption)
        view.settings.set_shares(figures.settings)
        view.settings.set_caption(
            translate("overview", "{0}{1:,} active users").format(whole, figures.active)
        )

    def _show_counts(self) -> None:
        data, chosen = self.context.data, self.context.workspace.current
        spread = _count(len(data.workspaces), "workspace")
        where = translate("overview", "in {0}").format(
            data.workspace_name(chosen) if chosen else spread
        )
        counts: dict[str, tuple[Dataset[Any], list[str | None]]] = {
            "profiles": (data.profiles, [r.workspace_id for r in data.profiles.records]),
            "trackers": (data.trackers, [r.workspace_id for r in data.trackers.records]),
            "folders": (data.folders, [r.workspace_id for r in data.folders.records]),
        }
        for key, (dataset, places) in counts.items():
            if not places:
                self.view.set_tile(key, "0" if dataset.complete else "–", _state_words(dataset))
                continue
            count = len(places) if chosen is None else places.count(chosen)
            note = where if dataset.complete else _state_words(dataset)
            self.view.set_tile(key, f"{count:,}", note)

    def _show_usage(self, usage: Usage) -> None:
        daily = (
            translate("overview", "of {0:,}, by this program").format(usage.daily)
            if usage.daily
            else translate("overview", "by this program")
        )
        self.view.set_tile("calls", f"{usage.used_today:,}", daily)

    def _show_profiles(self) -> None:
        data, view, choices = self.context.data, self.view, self.context.settings.choices
        members, shares = data.members, self._insights.current.shares
        offer = view.profiles_offer
        if members.complete and shares is not None:
            chosen = self.context.workspace.current
            view.profiles.set_shares(shares)
            view.profiles.set_caption(
                data.workspace_name(chosen)
                if chosen
                else translate("overview", "in all workspaces")
            )
            view.profiles.show_instead(None)
            return
        view.profiles.set_caption("")
        if members.loading:
            done, of = members.progress.done, members.progress.total
            words = translate("overview", "Reading members: {0:,}").format(done) + (
                translate("overview", " of {0:,} profiles").format(of) if of else ""
            )
            offer.show_progress(words, "", done / of if of else None)
        else:
            calls = len(data.profiles) or 1
            cost = cost_text(calls, choices.reading_rate, choices.calls_per_day)
            title = translate("overview", "Who has which profile?")
            if members.state is DataState.PARTIAL:
                title = translate("overview", "Stopped after {0:,} members").format(len(members))
            offer.show_offer(
                title,
                cost,
                translate("overview", "Read the members of {0}").format(_count(calls, "profile")),
            )
            if members.message is not None:
                offer.show_message(members.message)
            else:
                offer.message.clear()
        view.profiles.show_instead(offer)

    def _show_findings(self) -> None:
        card = self.view.attention
        self._findings = [*self._missing_scopes(), *self._insights.current.findings]
        shown = self._findings if self._all_findings else self._findings[:_FINDINGS]
        card.set_entries([Entry(f.icon, f.tone, f.title, f.text, action=f.action) for f in shown])
        waiting = any(dataset.loading for dataset in self._cheap)
        if self._findings:
            card.set_note("")
        else:
            card.set_note(
                translate("overview", "Reading…")
                if waiting
                else translate("overview", "Nothing found in what has been read.")
            )
        caption = [] if self.context.data.members.complete else [self._unseen()]
        if self.context.workspace.current:
            caption.append(translate("overview", "people of the whole company"))
        card.heading.set_caption(", ".join(caption))
        rest = len(self._findings) - _FINDINGS
        words = (
            translate("overview", "Show fewer")
            if self._all_findings
            else translate("overview", "Show all {0:,}").format(len(self._findings))
        )
        card.set_more(words if rest > 0 else "")

    def _unseen(self) -> str:
        return translate("overview", "the members of profiles are not read yet")

    def _missing_scopes(self) -> list[Finding]:
        """What this key may not read, as far as it has shown."""
        messages = [d.message for d in (*self._cheap, self.context.data.members)]
        messages.append(self._changes.message)
        scopes = sorted(
            {
                value
                for message in messages
                if message is not None
                for label, value in message.details
                if label == "Missing scope"
            }
        )
        if not scopes:
            return []
        title = translate("overview", "This key lacks {0}").format(_count(len(scopes), "scope"))
        return [
            Finding(
                "key",
                "warn",
                title,
                ", ".join(scopes),
                _DOCTOR,
                action=translate("overview", "Check this key"),
            )
        ]

    # -- what the user wants -------------------------------------------------------------------

    def _follow(self, panel: str) -> None:
        self.context.navigate(panel, None)

    def _follow_finding(self, index: int) -> None:
        finding = self._findings[index]
        if finding.panel == _DOCTOR:
            self.context.open_doctor()
        else:
            self.context.navigate(finding.panel, finding.target or None)

    def _toggle_findings(self) -> None:
        self._all_findings = not self._all_findings
        self._show_findings()

    def _act(self, action: ActionKind) -> None:
        self.context.act(action, self._retry)

    def _retry(self) -> None:
        for dataset in self._cheap:
            if dataset.message is not None:
                dataset.refresh()

    def _act_on_members(self, action: ActionKind) -> None:
        self.context.act(action, self.context.data.members.refresh)

    def _make_actions(self) -> list[QAction]:
        named = {
            translate("overview", "Count the calls of the last 30 days"): self._calls.count,
            translate("overview", "Read who has which profile"): self.context.data.members.refresh,
            translate("overview", "Show more of the newest changes"): self._changes.more,
        }
        for language, name in (("curl", "curl"), ("python", translate("overview", "Python"))):
            words = translate("overview", "Copy the request for a day's calls as {0}")
            named[words.format(name)] = functools.partial(self._copy_calls, language)
            words = translate("overview", "Copy the request for the newest changes as {0}")
            named[words.format(name)] = functools.partial(self._copy_changes, language)
        made = []
        for text, act in named.items():
            action = self.view.action(text)
            action.triggered.connect(lambda _checked=False, act=act: act())
            made.append(action)
        return [*made, *self._make_export()]

    def _make_export(self) -> list[QAction]:
        copy = self.view.export_action(translate("overview", "Copy figures"), "copy")
        copy.triggered.connect(self._export.copy)
        made = [copy]
        for file_format, name in (
            (ExportFormat.CSV, "CSV"),
            (ExportFormat.XLSX, translate("overview", "Excel")),
            (ExportFormat.JSON, "JSON"),
        ):
            action = self.view.export_action(
                translate("overview", "Export figures as {0}…").format(name), "download-simple"
            )
            action.triggered.connect(functools.partial(self._save, file_format))
            made.append(action)
        return made

    def _save(self, file_format: ExportFormat, _checked: bool = False) -> None:
        self.scope.start("export", self._export.save(file_format))

    def _rows(self) -> list[Row]:
        figures, shares = self._users.figures(), self._insights.current.shares or ()
        return rows_of(self.view, figures, self._calls.days(), shares, self._findings)

    def _copy_calls(self, language: str) -> None:
        day = dt.datetime.now().astimezone().date()
        self.view.copy(calls_request(language, day, self.context.workspace.current))
        self.context.toast(translate("overview", "Request copied"))

    def _copy_changes(self, language: str) -> None:
        if self._changes.request is not None:
            self.view.copy(events_request(language, self._changes.request))
            self.context.toast(translate("overview", "Request copied"))


def _state_words(dataset: Dataset[Any]) -> str:
    """Why a figure is not known, or not whole."""
    if dataset.loading:
        return translate("overview", "reading…")
    if dataset.state is DataState.UNREAD:
        return translate("overview", "not read")
    if dataset.message is not None:
        return dataset.message.title
    return (
        translate("overview", "none found")
        if dataset.complete
        else translate("overview", "incomplete")
    )


def _count(number: int, one: str) -> str:
    return f"{number:,} {one}" if number == 1 else f"{number:,} {one}s"
