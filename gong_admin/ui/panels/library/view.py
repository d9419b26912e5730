"""How the Library panel looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.models.record_table import RecordTableModel
from gong_admin.models.text import date_text, exact_text
from gong_admin.runtime.language import translate
from gong_admin.runtime.settings import Settings
from gong_admin.services.export import ExportFormat
from gong_admin.services.users import moment
from gong_admin.ui.icons import icon
from gong_admin.ui.links import GONG_LIBRARY, open_page
from gong_admin.ui.list_panel import ListPanelView
from gong_admin.ui.panels.library.calls import CallRow, snippet_text
from gong_admin.ui.panels.library.places import Place
from gong_admin.ui.panels.library.tree_pane import TreePane
from gong_admin.ui.table.actions import RequestTexts
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.detail_pane import DetailPane
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.states import Hint

_FILES = (
    (ExportFormat.CSV, "CSV", "file-text"),
    (ExportFormat.XLSX, translate("library", "Excel"), "table"),
    (ExportFormat.JSON, "JSON", "brackets-curly"),
)


class LibraryView(ListPanelView):
    """Folders at the left, the calls of the chosen one in the table.

    `followed(panel, id)`: the user wants to see a user, a workspace or a folder.
    `folders_wanted(ExportFormat)`: a file of the folders. `all_requested`: read all folders.
    """

    followed = Signal(str, str)
    folders_wanted = Signal(object)
    access_wanted = Signal()  # to the calls that are selected
    all_requested = Signal()

    def __init__(
        self,
        model: RecordTableModel[Any],
        host: TableHost,
        settings: Settings,
        request: RequestTexts,
        note: Callable[[Place], str],
    ) -> None:
        table = RecordTable(
            model,
            host,
            table_id="library",
            name=self.tr("Library calls"),
            unit="calls",
            placeholder=self.tr("Filter calls"),
            request=request,
        )
        self.folders = TreePane(note)
        self._toast = host.toast
        self._call: CallRow | None = None
        self._folder_count = 0
        self._heads = {"call": (self.tr("No call chosen"), ""), "folder": ("", "")}
        detail = DetailPane(self.tr("Library entry"))
        self.call_facts = KeyValueList()
        self.folder_facts = KeyValueList()
        self.call_facts.followed.connect(self._follow)
        self.folder_facts.followed.connect(self._follow)
        detail.add_tab("folder", self.tr("Folder"), self._folder_page())
        detail.add_tab("call", self.tr("Call"), self.call_facts)
        super().__init__(self.tr("Library"), table, detail, settings, "library", side=self.folders)
        self._add_head()
        detail.tab_chosen.connect(self._show_head)
        self.call_facts.copied.connect(self._copied)
        self.folder_facts.copied.connect(self._copied)
        detail.open_requested.connect(self.open_call)
        self.open_action = QAction(icon("arrow-square-out"), self.tr("Open call in Gong"), self)
        self.open_action.triggered.connect(self.open_call)
        table.add_record_action(self.open_action)
        self.access_action = QAction(icon("key"), self.tr("Who was given access…"), self)
        self.access_action.triggered.connect(self.access_wanted)
        table.add_record_action(self.access_action)
        table.activated.connect(self._activated)
        table.commands.export_menu.aboutToShow.connect(self._add_folder_exports)

    def _add_head(self) -> None:
        self.all_button = Button(self.tr("Read all folders"), icon="stack")
        self.all_button.clicked.connect(self.all_requested)
        self.header.add_action(self.all_button)
        self.header.add_action(self.detail_button)  # stays at the right end

    def _folder_page(self) -> QWidget:
        hint = Hint(
            self.tr("Gong's API can't change folders or put calls into them."),
            link=self.tr("Open library in Gong"),
        )
        hint.followed.connect(self._open_gong)
        page = QWidget()
        column = QVBoxLayout(page)
        tight(column, theme.space.l)
        column.addWidget(self.folder_facts)
        column.addWidget(hint)
        return page

    # -- what is shown -------------------------------------------------------------------------

    def show_calls_of_many(self, many: bool) -> None:
        """Whether calls of several folders are shown: they tell their folder then."""
        self.table.view.columns.show("folder", many)
        self.table.filter_bar.offer("folder", many)
        self.table.filter_bar.offer("workspace", many)

    def offer_all(self, unread: int, cost: str) -> None:
        """Offer to read the folders that have not been read; `cost` says what it takes."""
        self.all_button.setVisible(unread > 0)
        self.all_button.set_tooltip(cost)

    def set_folder_count(self, count: int) -> None:
        self._folder_count = count

    def show_folder(
        self, place: Place, path: str, workspace: str, creator: str, calls: str
    ) -> None:
        """Tell about the chosen place in the detail pane; a call chosen before is forgotten."""
        facts = self.folder_facts
        facts.clear()
        facts.add_section(self.tr("Folder") if place.record else self.tr("Folders"))
        if place.record is not None:
            folder = place.record.folder
            facts.add(self.tr("Path"), path)
            facts.add(self.tr("Calls"), calls)
            facts.add(self.tr("Folders in it"), f"{len(place.below):,}")
            updated = moment(folder.updated)
            facts.add(
                self.tr("Updated"),
                date_text(updated) if updated else "",
                tooltip=exact_text(updated) if updated else "",
            )
            if folder.created_by:
                facts.add_link(self.tr("Created by"), creator, f"users:{folder.created_by}")
            else:
                facts.add(self.tr("Created by"), "")
            facts.add_section(self.tr("Identity"))
            facts.add_link(self.tr("Workspace"), workspace, f"workspaces:{place.workspace_id}")
            facts.add(self.tr("Folder id"), place.key, mono=True, copyable=True)
        else:
            facts.add(self.tr("Folders"), f"{len(place.folders):,}")
            facts.add(self.tr("Calls"), calls)
        self._heads["folder"] = (place.title, workspace)
        self._go_to("folder")
        self.show_detail(True)

    def forget_call(self) -> None:
        """No call is chosen."""
        self.table.view.clearSelection()
        self._call = None
        self.call_facts.clear()
        self.call_facts.add_full(Hint(self.tr("Choose a call in the table.")))
        self._heads["call"] = (self.tr("No call chosen"), "")
        self._show_head(self.detail.tabs.key())

    def show_call(self, row: CallRow) -> None:
        """Tell about a call in the detail pane."""
        self._call = row
        facts = self.call_facts
        facts.clear()
        facts.add_section(self.tr("In the library"))
        facts.add_link(
            self.tr("Folder"), row.path[-1] if row.path else row.folder_id, row.folder_id
        )
        facts.add(self.tr("Part"), snippet_text(row))
        facts.add(
            self.tr("Added"),
            date_text(row.added) if row.added else "",
            tooltip=exact_text(row.added) if row.added else "",
        )
        if row.call.added_by:
            facts.add_link(self.tr("Added by"), row.added_by, f"users:{row.call.added_by}")
        facts.add_section(self.tr("Note"))
        note = Label(
            row.call.note or self.tr("No note"),
            tone="" if row.call.note else "text3",
            wrap=True,
            selectable=True,
        )
        facts.add_full(note)
        facts.add_section(self.tr("Identity"))
        facts.add(self.tr("Call id"), row.call.id or "", mono=True, copyable=True)
        self._heads["call"] = (row.title, row.folder)
        self._go_to("call")
        self.show_detail(True)

    # -- inside --------------------------------------------------------------------------------

    def _go_to(self, tab: str) -> None:
        self.detail.tabs.choose(tab)
        self._show_head(tab)

    def _show_head(self, tab: str) -> None:
        self.detail.set_head(*self._heads.get(tab, ("", "")))
        openable = self._call is not None and bool(self._call.call.url)
        self.detail.open_button.setVisible(tab == "call" and openable)
        self.open_action.setEnabled(openable)

    def _activated(self, row: CallRow) -> None:
        self.show_call(row)
        self.open_call()

    def open_call(self) -> None:
        """Show the chosen call in Gong, in the system's browser."""
        if not open_page((self._call.call.url if self._call else None) or ""):
            self._toast(self.tr("Gong gave no web address for this call"))

    def _copied(self, _: str) -> None:
        self._toast(self.tr("Copied the id"))

    def _open_gong(self) -> None:
        open_page(GONG_LIBRARY)

    def _follow(self, key: str) -> None:
        panel, _, record_id = key.rpartition(":")
        self.followed.emit(panel or "library", record_id)

    def _add_folder_exports(self) -> None:
        """The menu is filled anew each time it opens; the folders come below the calls."""
        menu = self.table.commands.export_menu
        menu.addSeparator()
        reason = "" if self._folder_count else self.tr("No folders have been read")
        for file_format, words, name in _FILES:
            text = self.tr("{0:,} folders as {1}…").format(self._folder_count, words)
            action = menu.add(text, icon=name, disabled_because=reason)
            action.setData(file_format)
            action.triggered.connect(self._export_folders)

    def _export_folders(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.folders_wanted.emit(ExportFormat(action.data()))
