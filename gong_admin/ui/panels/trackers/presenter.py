"""What the Trackers panel does: names for ids, and which keywords are listened for twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtGui import QAction

from gong_admin.api import snippets
from gong_admin.api.catalogue.settings import LIST_TRACKERS
from gong_admin.api.prepare import prepare
from gong_admin.api.types.settings import ListTrackers, Tracker
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import UserMessage
from gong_admin.services.trackers import Overlaps
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import DatasetBinding, EmptyWords
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.trackers.rows import COLUMNS, Row, make_rows
from gong_admin.ui.panels.trackers.view import Overlap, TrackersView


class TrackersPresenter(Presenter):
    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._target: str | None = None
        self._overlaps = Overlaps(())
        self._names_of: object = None  # when the names in the rows were read
        data = context.data
        model = RecordTableModel(COLUMNS, key=lambda row: row.id)
        self.view: TrackersView = TrackersView(
            model, table_host(context), context.settings, _request
        )
        self._binding = DatasetBinding(
            data.trackers,
            self.view.table,
            self.view.header,
            context,
            EmptyWords(
                translate("trackers", "No trackers found"),
                translate("trackers", "This company has no keyword trackers, or only smart ones."),
                "api:settings:trackers:read",
                "crosshair",
            ),
            rows=self._rows,
            related=True,
        )
        self._rebuild()
        self.view.table.previewed.connect(self._preview)
        self.view.followed.connect(self._follow)
        model.settled.connect(self._select_target)
        context.workspace.changed.connect(self._rebuild)
        data.trackers.replaced.connect(self._preview_again)
        data.trackers.appended.connect(self._preview_again)
        data.users.changed.connect(self._names_may_differ)
        data.workspaces.changed.connect(self._names_may_differ)

    def shown(self, target: str | None) -> None:
        self._target = target
        self.context.data.workspaces.ensure()
        self.context.data.trackers.ensure()
        self._select_target()

    def refresh(self) -> None:
        self.context.data.trackers.refresh()

    def actions(self) -> Sequence[QAction]:
        return self.view.table.table_actions()

    def focus_filter(self) -> None:
        self.view.table.focus_filter()

    def show_message(self, message: UserMessage) -> None:
        self.view.table.show_message(message)

    # -- rows ----------------------------------------------------------------------------------

    def _rows(self, records: Sequence[Tracker]) -> list[Row]:
        # What one shares depends on all the others.
        self._overlaps = Overlaps(records)
        chosen = self.context.workspace.current
        shown = [record for record in records if chosen in (None, record.workspace_id)]
        return make_rows(shown, self.context.data, self._overlaps)

    def _rebuild(self) -> None:
        bar = self.view.table.filter_bar
        bar.offer("workspace", self.context.workspace.current is None)
        bar.offer("creator", self.context.data.users.complete)
        self._binding.rebuild()
        self._preview_again()

    def _names_may_differ(self) -> None:
        """Users and workspaces come page by page; the rows take their names once, at the end."""
        data = self.context.data
        state = data.users.read_at, data.workspaces.read_at, data.users.state
        if state != self._names_of and not data.users.loading:
            self._names_of = state
            self._rebuild()

    # -- detail --------------------------------------------------------------------------------

    def _preview(self, row: Row) -> None:
        self.view.show_tracker(row, self._overlaps_of(row))

    def _preview_again(self) -> None:
        chosen = self.view.table.selected_records()
        if len(chosen) == 1:
            self._preview(chosen[0])

    def _overlaps_of(self, row: Row) -> list[Overlap]:
        """One entry for each other tracker, with the words shared with it."""
        words: dict[str, list[str]] = {}
        others: dict[str, Tracker] = {}
        for shared in self._overlaps.of(row.tracker):
            other_id = shared.other.tracker_id or ""
            others[other_id] = shared.other
            words.setdefault(other_id, []).append(shared.keyword)
        return [
            Overlap(
                other_id,
                other.tracker_name or other_id,
                self.context.data.workspace_name(other.workspace_id),
                tuple(words[other_id]),
                other.workspace_id == row.tracker.workspace_id,
            )
            for other_id, other in others.items()
        ]

    # -- going places --------------------------------------------------------------------------

    def _follow(self, panel: str, record_id: str) -> None:
        if panel == "trackers":
            self._target = record_id
            self._select_target()
        else:
            self.context.navigate(panel, record_id)

    def _select_target(self) -> None:
        """Select what was asked for as soon as it is there, out of the way of any filter."""
        if not self._target:
            return
        record = self.context.data.trackers.get(self._target)
        table, workspace = self.view.table, self.context.workspace
        if record is None or table.model.busy:
            return
        if workspace.current not in (None, record.workspace_id):
            workspace.choose(None)  # rows come anew, and with them this is asked again
        elif table.select(self._target):
            self._target = None
        elif table.filter_bar.active:
            table.filter_bar.clear()


def _request(language: Literal["curl", "python"]) -> str:
    """The request behind the table."""
    request = prepare(LIST_TRACKERS, ListTrackers())
    return snippets.curl(request) if language == "curl" else snippets.python(request)
