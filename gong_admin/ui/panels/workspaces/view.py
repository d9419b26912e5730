"""How the Workspaces panel looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.settings import Settings
from gong_admin.ui.links import GONG_WORKSPACES, open_page
from gong_admin.ui.list_panel import ListPanelView
from gong_admin.ui.table.actions import RequestTexts
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.detail_pane import DetailPane
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.states import Hint

if TYPE_CHECKING:
    from gong_admin.ui.panels.workspaces.presenter import ProfileLine, Row

_PROFILE = "profile:"


class WorkspacesView(ListPanelView):
    """`followed(panel, workspace_id)`: the user wants to see what a workspace holds;
    `profile_followed(id)`: one of its profiles."""

    followed = Signal(str, str)
    profile_followed = Signal(str)
    copied = Signal(str)

    def __init__(
        self,
        model: RecordTableModel[Any],
        host: TableHost,
        settings: Settings,
        request: RequestTexts,
    ) -> None:
        table = RecordTable(
            model,
            host,
            table_id="workspaces",
            name=self.tr("Workspaces"),
            placeholder=self.tr("Filter all columns"),
            request=request,
        )
        self.facts = KeyValueList()
        self.facts.followed.connect(self._follow)
        self._workspace_id = ""
        self._description = Label("", "secondary", wrap=True, selectable=True)
        detail = DetailPane(self.tr("Workspace"))
        detail.open_button.show()
        detail.open_requested.connect(self._open_gong)
        hint = Hint(
            self.tr("Gong's API can't create, rename or delete workspaces."),
            link=self.tr("Open workspaces in Gong"),
        )
        hint.followed.connect(self._open_gong)
        content = QWidget()
        column = QVBoxLayout(content)
        tight(column, theme.space.l)
        column.addWidget(self._description)
        column.addWidget(self.facts)
        column.addWidget(hint)
        detail.add_tab("facts", self.tr("Contents"), content)
        super().__init__(self.tr("Workspaces"), table, detail, settings, "workspaces")
        # Only now is there a signal of this object to pass it on to.
        self.facts.copied.connect(self.copied)

    def show_workspace(self, row: Row, profiles: Sequence[ProfileLine]) -> None:
        """Fill the detail pane."""
        self._workspace_id = row.id
        self.detail.set_head(row.name)
        facts = self.facts
        facts.clear()
        self._description.setText(row.description)
        self._description.setVisible(bool(row.description))
        facts.add_section(self.tr("In this workspace"))
        for label, count, panel in (
            (self.tr("Permission profiles"), row.profiles, "profiles"),
            (self.tr("People with a profile"), row.members, "users"),
            (self.tr("Trackers"), row.trackers, "trackers"),
            (self.tr("Library folders"), row.folders, "library"),
        ):
            known = self.tr("not loaded") if count is None else f"{count:,}"
            facts.add_link(label, known, panel)
        facts.add_section(self.tr("Identity"))
        facts.add(self.tr("Workspace id"), row.id, mono=True, copyable=True)
        if profiles:
            facts.add_section(self.tr("Permission profiles"), self.tr("people"))
            for profile in profiles:
                words = "–" if profile.people is None else f"{profile.people:,}"
                facts.add_link(profile.name, words, f"{_PROFILE}{profile.id}")
        self.show_detail(True)

    def _follow(self, key: str) -> None:
        if key.startswith(_PROFILE):
            self.profile_followed.emit(key.removeprefix(_PROFILE))
        else:
            self.followed.emit(key, self._workspace_id)

    def _open_gong(self) -> None:
        open_page(GONG_WORKSPACES)
