"""What the Workspaces panel does: names, and how much of each thing a workspace holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QAction

from gong_admin.api import snippets
from gong_admin.api.catalogue.settings import LIST_WORKSPACES
from gong_admin.api.prepare import prepare
from gong_admin.api.types.settings import ListWorkspaces, Workspace
from gong_admin.models.column import Column, Kind
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import UserMessage
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import DatasetBinding, EmptyWords
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.workspaces.view import WorkspacesView


@dataclass(frozen=True, slots=True)
class Row:
    """A workspace with what has been read of its contents; None where nothing has."""

    id: str
    name: str
    description: str
    profiles: int | None
    members: int | None
    trackers: int | None
    folders: int | None


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """A profile of a workspace; `people` is None while its members have not been read."""

    id: str
    name: str
    people: int | None


COLUMNS: tuple[Column[Row], ...] = (
    Column("name", translate("workspaces", "Name"), lambda row: row.name, width=220),
    Column(
        "description",
        translate("workspaces", "Description"),
        lambda row: row.description,
        width=380,
    ),
    Column(
        "profiles",
        translate("workspaces", "Profiles"),
        lambda row: row.profiles,
        Kind.NUMBER,
        width=90,
    ),
    Column(
        "members",
        translate("workspaces", "People"),
        lambda row: row.members,
        Kind.NUMBER,
        width=90,
        visible=False,
    ),
    Column(
        "trackers",
        translate("workspaces", "Trackers"),
        lambda row: row.trackers,
        Kind.NUMBER,
        width=90,
    ),
    Column(
        "folders",
        translate("workspaces", "Library folders"),
        lambda row: row.folders,
        Kind.NUMBER,
        width=120,
    ),
    Column("id", translate("workspaces", "Workspace id"), lambda row: row.id, Kind.ID, width=180),
)


class WorkspacesPresenter(Presenter):
    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._target: str | None = None
        data = context.data
        model = RecordTableModel(COLUMNS, key=lambda row: row.id)
        self.view: WorkspacesView = WorkspacesView(
            model, table_host(context), context.settings, _request
        )
        self._binding = DatasetBinding(
            data.workspaces,
            self.view.table,
            self.view.header,
            context,
            EmptyWords(
                translate("workspaces", "No workspaces found"),
                translate("workspaces", "This company has none."),
                "api:workspaces:read",
            ),
            rows=self._rows,
        )
        self._binding.rebuild()
        self.view.table.previewed.connect(self._preview)
        self.view.followed.connect(self._follow)
        self.view.profile_followed.connect(self._open_profile)
        self.view.copied.connect(self._copied)
        self.view.refresh_requested.connect(self._refresh_contents)
        model.settled.connect(self._select_target)
        for dataset in (data.profiles, data.members, data.trackers, data.folders):
            dataset.changed.connect(self._recount)

    def shown(self, target: str | None) -> None:
        self._target = target
        data = self.context.data
        # Four cheap lists; the members of profiles cost more and are read elsewhere, on demand.
        for dataset in (data.workspaces, data.profiles, data.trackers, data.folders):
            dataset.ensure()
        self._select_target()

    def refresh(self) -> None:
        self.context.data.workspaces.refresh()
        self._refresh_contents()

    def _refresh_contents(self) -> None:
        """The lists that are counted here; the binding reads the workspaces themselves."""
        data = self.context.data
        for dataset in (data.profiles, data.trackers, data.folders):
            dataset.refresh()

    def actions(self) -> Sequence[QAction]:
        return self.view.table.table_actions()

    def focus_filter(self) -> None:
        self.view.table.focus_filter()

    def show_message(self, message: UserMessage) -> None:
        self.view.table.show_message(message)

    # -- rows ----------------------------------------------------------------------------------

    def _rows(self, records: Iterable[Workspace]) -> list[Row]:
        counts = self._counts()

        def count(name: str, workspace_id: str) -> int | None:
            return counts[name][workspace_id] if name in counts else None

        return [
            Row(
                id=record.id or "",
                name=record.name or record.id or "",
                description=record.description or "",
                profiles=count("profiles", record.id or ""),
                members=count("members", record.id or ""),
                trackers=count("trackers", record.id or ""),
                folders=count("folders", record.id or ""),
            )
            for record in records
        ]

    def _counts(self) -> dict[str, Counter[str]]:
        """How much each workspace holds of the lists that have been read to their end."""
        data = self.context.data
        counts: dict[str, Counter[str]] = {}
        if data.profiles.complete:
            counts["profiles"] = Counter(record.workspace_id for record in data.profiles.records)
        if data.members.complete:
            # A person may have several profiles in a workspace and counts once.
            seats = {(member.workspace_id, member.user_id) for member in data.members.records}
            counts["members"] = Counter(workspace_id for workspace_id, _ in seats)
        if data.trackers.complete:
            trackers = data.trackers.records
            counts["trackers"] = Counter(tracker.workspace_id or "" for tracker in trackers)
        if data.folders.complete:
            counts["folders"] = Counter(record.workspace_id for record in data.folders.records)
        return counts

    def _recount(self) -> None:
        self.view.table.model.upsert(self._rows(self.context.data.workspaces.records))
        chosen = self.view.table.selected_records()
        if len(chosen) == 1:
            self._preview(chosen[0])

    def _preview(self, row: Row) -> None:
        data = self.context.data
        people = Counter(member.profile_id for member in data.members.records)
        known = data.members.complete
        self.view.show_workspace(
            row,
            [
                ProfileLine(
                    record.id,
                    record.profile.name or record.id,
                    people[record.id] if known else None,
                )
                for record in data.profiles_in(row.id)
            ],
        )

    def _select_target(self) -> None:
        if self._target and self.view.table.select(self._target):
            self._target = None

    def _follow(self, panel: str, workspace_id: str) -> None:
        """Show a panel with this workspace chosen."""
        self.context.workspace.choose(workspace_id)
        self.context.navigate(panel, None)

    def _open_profile(self, profile_id: str) -> None:
        self.context.navigate("profiles", profile_id)

    def _copied(self, value: str) -> None:
        self.context.toast(translate("workspaces", "Copied {0}").format(value))


def _request(language: Literal["curl", "python"]) -> str:
    """The request behind the table."""
    request = prepare(LIST_WORKSPACES, ListWorkspaces())
    return snippets.curl(request) if language == "curl" else snippets.python(request)
