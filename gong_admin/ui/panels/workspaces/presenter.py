"""What the Workspaces panel does: names, and how much of each thing a workspace holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction

from gong_admin.api.types.settings import Workspace
from gong_admin.models.column import Column, Kind
from gong_admin.models.record_table import RecordTableModel
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


COLUMNS: tuple[Column[Row], ...] = (
    Column("name", "Name", lambda row: row.name, width=220),
    Column("description", "Description", lambda row: row.description, width=320),
    Column("profiles", "Profiles", lambda row: row.profiles, Kind.NUMBER, width=90),
    Column("members", "Members", lambda row: row.members, Kind.NUMBER, width=100, visible=False),
    Column("trackers", "Trackers", lambda row: row.trackers, Kind.NUMBER, width=90),
    Column("folders", "Library folders", lambda row: row.folders, Kind.NUMBER, width=120),
    Column("id", "Workspace id", lambda row: row.id, Kind.ID, width=180),
)


class WorkspacesPresenter(Presenter):
    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._target: str | None = None
        self._counts: dict[str, Counter[str]] = {}
        data = context.data
        model = RecordTableModel(COLUMNS, key=lambda row: row.id)
        self.view: WorkspacesView = WorkspacesView(model, table_host(context), context.settings)
        self._binding = DatasetBinding(
            data.workspaces,
            self.view.table,
            self.view.header,
            context,
            EmptyWords("No workspaces found", "This company has none.", "api:workspaces:read"),
            rows=self._rows,
        )
        self._binding.rebuild()
        self.view.table.previewed.connect(self._preview)
        self.view.followed.connect(self._follow)
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
        data = self.context.data
        for dataset in (data.workspaces, data.profiles, data.trackers, data.folders):
            dataset.refresh()

    def actions(self) -> Sequence[QAction]:
        return self.view.table.table_actions()

    def focus_filter(self) -> None:
        self.view.table.focus_filter()

    def show_message(self, message: UserMessage) -> None:
        self.view.table.show_message(message)

    # -- rows ----------------------------------------------------------------------------------

    def _rows(self, records: Iterable[Workspace]) -> list[Row]:
        data = self.context.data
        counts = {
            "profiles": Counter(record.workspace_id for record in data.profiles.records),
            "members": Counter(record.workspace_id for record in data.members.records),
            "trackers": Counter(record.workspace_id or "" for record in data.trackers.records),
            "folders": Counter(record.workspace_id for record in data.folders.records),
        }
        self._counts = counts

        def count(name: str, workspace_id: str) -> int | None:
            return counts[name][workspace_id] if data.by_name(name).complete else None

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

    def _recount(self) -> None:
        self.view.table.model.upsert(self._rows(self.context.data.workspaces.records))
        chosen = self.view.table.selected_records()
        if len(chosen) == 1:
            self._preview(chosen[0])

    def _preview(self, row: Row) -> None:
        self.view.show_workspace(
            row, [record.profile.name or "" for record in self.context.data.profiles_in(row.id)]
        )

    def _select_target(self) -> None:
        if self._target and self.view.table.select(self._target):
            self._target = None

    def _follow(self, panel: str, workspace_id: str) -> None:
        """Show a panel with this workspace chosen."""
        self.context.workspace.choose(workspace_id)
        self.context.navigate(panel, None)
