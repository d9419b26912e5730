"""What the Overview does: reads the cheap lists and shows figures as they come."""

from __future__ import annotations

from typing import Any

from gong_admin.api.pacing import Usage
from gong_admin.runtime.dataset import Dataset, DataState
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.services.overview import user_figures
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.overview.view import OverviewView


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
        self.view.followed.connect(self._follow)
        self.view.header.refresh_requested.connect(self.refresh)
        self.view.message.action_triggered.connect(self._act)
        for dataset in self._cheap:
            dataset.changed.connect(self._show)
        context.workspace.changed.connect(self._show)
        context.session.usageChanged.connect(self._show_usage)
        self._show()
        if context.session.usage is not None:
            self._show_usage(context.session.usage)

    def shown(self, target: str | None) -> None:  # noqa: ARG002 - nothing here to select
        for dataset in self._cheap:
            dataset.ensure()

    def refresh(self) -> None:
        for dataset in self._cheap:
            dataset.refresh()

    def show_message(self, message: UserMessage) -> None:
        self.view.message.show_message(message)

    # -- what is shown -------------------------------------------------------------------------

    def _show(self) -> None:
        reading = any(dataset.loading for dataset in self._cheap)
        times = [dataset.read_at for dataset in self._cheap if dataset.read_at is not None]
        self.view.header.set_busy(reading)
        self.view.header.set_data("reading…" if reading else "", min(times, default=None))
        problem = next((d.message for d in self._cheap if d.message is not None), None)
        if problem is not None:
            self.view.message.show_message(problem)
        else:
            self.view.message.clear()
        self._show_users()
        self._show_counts()

    def _show_users(self) -> None:
        users = self.context.data.users
        total = users.total if users.total is not None else len(users)
        if not users.records:
            for key in ("users", "recorded"):
                self.view.set_tile(key, "–", _state_words(users))
            return
        figures = user_figures(users.records)
        whole = users.complete
        part = "" if whole else f" of the first {len(users):,}"
        self.view.set_tile(
            "users", f"{total:,}", f"{figures.active:,} active, {figures.inactive:,} not{part}"
        )
        share = f"{figures.recorded / figures.active:.0%}" if figures.active else "–"
        self.view.set_tile(
            "recorded", share, f"{figures.recorded:,} of {figures.active:,} active{part}"
        )
        caption = "" if whole else f"first {len(users):,} of {total:,}"
        self.view.set_states(figures.states, caption)
        self.view.set_settings(figures.settings, caption or f"of {figures.active:,} active")

    def _show_counts(self) -> None:
        data, chosen = self.context.data, self.context.workspace.current
        where = data.workspace_name(chosen) if chosen else f"in {len(data.workspaces):,} workspaces"
        counts: dict[str, tuple[Dataset[Any], list[str | None]]] = {
            "profiles": (data.profiles, [r.workspace_id for r in data.profiles.records]),
            "trackers": (data.trackers, [r.workspace_id for r in data.trackers.records]),
            "folders": (data.folders, [r.workspace_id for r in data.folders.records]),
        }
        for key, (dataset, places) in counts.items():
            if not dataset.complete:
                self.view.set_tile(key, "–", _state_words(dataset))
                continue
            count = len(places) if chosen is None else places.count(chosen)
            self.view.set_tile(key, f"{count:,}", where)

    def _show_usage(self, usage: Usage) -> None:
        daily = f"of {usage.daily:,}, by this program" if usage.daily else "by this program"
        self.view.set_tile("calls", f"{usage.used_today:,}", daily)

    # -- what the user wants -------------------------------------------------------------------

    def _follow(self, panel: str, target: str) -> None:
        self.context.navigate(panel, target or None)

    def _act(self, action: ActionKind) -> None:
        if action in (ActionKind.RETRY, ActionKind.RELOAD):
            for dataset in self._cheap:
                if dataset.message is not None:
                    dataset.refresh()
        elif action in (ActionKind.RUN_DOCTOR, ActionKind.EDIT_CONNECTION):
            self.context.open_doctor()


def _state_words(dataset: Dataset[Any]) -> str:
    """Why a figure is not known."""
    if dataset.loading:
        return "reading…"
    if dataset.state is DataState.UNREAD:
        return "not read"
    if dataset.message is not None:
        return dataset.message.title
    return "none found" if dataset.complete else "incomplete"
