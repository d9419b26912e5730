"""How the Workspaces panel looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.settings import Settings
from gong_admin.ui.list_panel import ListPanelView
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import tight
from gong_admin.ui.widgets.detail_pane import DetailPane
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.states import Hint

if TYPE_CHECKING:
    from gong_admin.ui.panels.workspaces.presenter import Row

_GONG_PAGE = "https://app.gong.io/company/workspaces"


class WorkspacesView(ListPanelView):
    """`followed(panel, workspace_id)`: the user wants to see what a workspace holds."""

    followed = Signal(str, str)

    def __init__(self, model: RecordTableModel[Any], host: TableHost, settings: Settings) -> None:
        table = RecordTable(
            model, host, table_id="workspaces", name="Workspaces", placeholder="Filter all columns"
        )
        self._facts = KeyValueList()
        self._facts.followed.connect(self._follow)
        self._workspace_id = ""
        detail = DetailPane("Workspace")
        hint = Hint(
            "Gong's API can't create, rename or delete workspaces.",
            link="Open workspaces in Gong",
        )
        hint.followed.connect(self._open_gong)
        content = QWidget()
        column = QVBoxLayout(content)
        tight(column, theme.space.l)
        column.addWidget(self._facts)
        column.addWidget(hint)
        detail.add_tab("facts", "Contents", content)
        super().__init__("Workspaces", table, detail, settings, "workspaces")

    def show_workspace(self, row: Row, profiles: Sequence[str]) -> None:
        """Fill the detail pane."""
        self._workspace_id = row.id
        self.detail.set_head(row.name, row.description)
        facts = self._facts
        facts.clear()
        facts.add_section("Contents")
        for label, count, panel in (
            ("Permission profiles", row.profiles, "profiles"),
            ("Trackers", row.trackers, "trackers"),
            ("Library folders", row.folders, "library"),
        ):
            if count is None:
                facts.add(label, "not read")
            else:
                facts.add_link(label, f"{count:,}", panel)
        facts.add(
            "Members with a profile", "not read" if row.members is None else f"{row.members:,}"
        )
        facts.add_section("Identity")
        facts.add("Workspace id", row.id, mono=True, copyable=True)
        if profiles:
            facts.add_section("Permission profiles", f"{len(profiles):,}")
            for name in profiles:
                facts.add(name, "")
        self.show_detail(True)

    def _follow(self, panel: str) -> None:
        self.followed.emit(panel, self._workspace_id)

    def _open_gong(self) -> None:
        QDesktopServices.openUrl(QUrl(_GONG_PAGE))
