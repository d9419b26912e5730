"""What the Library panel does: folders to choose from, their calls read when one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtGui import QAction

from gong_admin.api import snippets
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.library import GET_FOLDER_CALLS, GET_LIBRARY_STRUCTURE
from gong_admin.api.prepare import prepare
from gong_admin.api.types.library import GetFolderCalls, GetLibraryStructure
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.dataset import DataState
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.services.export import ExportFormat
from gong_admin.services.library import FolderContent, FolderTree
from gong_admin.ui.call_access.presenter import open_call_access
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.library.calls import COLUMNS, CallRow, make_rows
from gong_admin.ui.panels.library.contents import FolderContents
from gong_admin.ui.panels.library.folder_export import export_folders, folder_rows
from gong_admin.ui.panels.library.places import Place, build_places, find_place
from gong_admin.ui.panels.library.states import StateWriter
from gong_admin.ui.panels.library.view import LibraryView


class LibraryPresenter(Presenter):
    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        data = self._data = context.data
        self._target: str | None = None
        self._tree = FolderTree(())
        self._places: list[Place] = []
        self._place: Place | None = None
        self._names_of: object = None
        model = RecordTableModel(COLUMNS, key=lambda row: row.key)
        self.view: LibraryView = LibraryView(
            model, table_host(context), context.settings, self._request, self._note
        )
        self.contents = FolderContents(context, self.view)
        self._states = StateWriter(self.view, data.folders, self.contents)
        self.view.show_calls_of_many(False)
        self._connect()
        self._folders_changed()

    def _connect(self) -> None:
        view, data, contents = self.view, self._data, self.contents
        view.folders.chosen.connect(self._choose)
        view.table.previewed.connect(view.show_call)
        view.table.load_cancelled.connect(self._cancel)
        view.table.message_action.connect(self._act)
        view.table.empty_action.connect(self._empty_action)
        view.header.refresh_requested.connect(self.refresh)
        view.followed.connect(self._follow)
        view.all_requested.connect(self.read_all)
        view.folders_wanted.connect(self._export_folders)
        view.access_wanted.connect(self._open_access)
        contents.arrived.connect(self._content_arrived)
        contents.changed.connect(self._show_state)
        data.folders.changed.connect(self._show_state)
        data.folders.appended.connect(self._folders_changed)
        data.folders.replaced.connect(self._folders_changed)
        data.workspaces.changed.connect(self._names_may_differ)
        data.users.changed.connect(self._names_may_differ)
        self.context.workspace.changed.connect(self._folders_changed)
        self._all_action = QAction(
            translate("library", "Read the calls of all library folders"), view
        )
        self._all_action.triggered.connect(self.read_all)

    # -- what the window asks ------------------------------------------------------------------

    def shown(self, target: str | None) -> None:
        self._target = target or self._target
        self._data.workspaces.ensure()
        self._data.folders.ensure()
        self._select_target()
        self._show_state()

    def refresh(self) -> None:
        """The folders again, and what has been read of the place that is shown."""
        self._data.folders.refresh()
        if self._place is not None:
            known = self.contents.known(self._place.folders)
            if self._place.record is not None:
                self.contents.read_one(self._place.key)
            elif known:
                self.contents.read_many([content.folder_id for content in known])

    def actions(self) -> Sequence[QAction]:
        more = self.view.table.table_actions()
        return [self._all_action, self.view.open_action, self.view.access_action, *more]

    def focus_filter(self) -> None:
        self.view.table.focus_filter()

    def show_message(self, message: UserMessage) -> None:
        self.view.table.show_message(message)

    def close(self) -> None:
        super().close()
        self.contents.close()

    def read_all(self) -> None:
        """Read the folders that have not been read, and show the calls of all together."""
        place = self._place
        if place is None or place.record is not None:
            place = self._places[0] if self._places else None
        if place is None:
            return
        self.view.folders.choose(place.key)
        self._show_place(place)
        if unread := self.contents.unread(place.folders):
            self.contents.read_many(unread)

    # -- folders -------------------------------------------------------------------------------

    def _folders_changed(self) -> None:
        """The tree anew; the place that was shown stays while it is there."""
        self._tree = FolderTree(self._data.folders.records)
        self._places = build_places(
            self._tree, self.context.workspace.current, self._data.workspace_name
        )
        self.view.folders.show_places(self._places)
        self.view.set_folder_count(len(self._places[0].folders) if self._places else 0)
        before = self._place.key if self._place else ""
        place = find_place(self._places, before) or (self._places[0] if self._places else None)
        if place is not None:
            self.view.folders.choose(place.key)
        if place != self._place:
            self._show_place(place)
        self._select_target()
        self._show_state()

    def _names_may_differ(self) -> None:
        """Users and workspaces come page by page; names are taken once, at the end."""
        users, workspaces = self._data.users, self._data.workspaces
        state = users.read_at, workspaces.read_at, users.state
        if state != self._names_of and not users.loading and not workspaces.loading:
            self._names_of = state
            self._folders_changed()
            self._fill()
            self._describe_again()

    def _choose(self, key: str) -> None:
        place = find_place(self._places, key)
        if place is None:
            return
        self._show_place(place)
        if place.record is not None and self.contents.get(place.key) is None:
            self.contents.read_one(place.key)

    def _show_place(self, place: Place | None) -> None:
        self._place = place
        self.contents.look_away()
        self.view.forget_call()
        if place is not None:
            self.view.show_calls_of_many(place.record is None)
        self._fill()
        self._show_state()
        self._describe()

    def _note(self, place: Place) -> str:
        """How many calls lie there; nothing until all of it has been read."""
        known = self.contents.known(place.folders)
        if len(known) < len(place.folders):
            return ""
        return f"{sum(len(content.calls) for content in known):,}"

    # -- calls ---------------------------------------------------------------------------------

    def _fill(self) -> None:
        known = self.contents.known(self._place.folders) if self._place else []
        self.view.table.model.set_records([row for one in known for row in self._rows(one)])

    def _rows(self, content: FolderContent) -> list[CallRow]:
        return make_rows(content, self._tree, self._data)

    def _content_arrived(self, content: FolderContent, replaces: bool) -> None:
        if self._place is not None and content.folder_id in self._place.folders:
            if replaces:
                self._fill()
            else:
                self.view.table.model.append_records(self._rows(content))
            if not self.view.table.selected_count():
                self._describe()
        self.view.folders.notes_changed()

    def _describe(self) -> None:
        """The place in the detail pane."""
        place = self._place
        if place is None:
            self.view.show_detail(False)
            return
        creator = place.record.folder.created_by if place.record else None
        known = self.contents.known(place.folders)
        count = f"{sum(len(content.calls) for content in known):,}"
        if len(known) < len(place.folders):
            many = place.record is None and bool(known)
            count = (
                translate("library", "{0} in {1:,} folders read").format(count, len(known))
                if many
                else translate("library", "not read")
            )
        self.view.show_folder(
            place,
            " / ".join(self._tree.path(place.key)),
            self._data.workspace_name(place.workspace_id),
            self._data.user_name(creator),
            count,
        )

    def _describe_again(self) -> None:
        """What the detail pane shows, with newer names; its tab stays."""
        chosen = self.view.table.selected_records()
        if not chosen:
            self._describe()
        elif len(chosen) == 1 and self.view.detail.tabs.key() == "call":
            self.view.show_call(chosen[0])

    def _show_state(self) -> None:
        choices = self.context.settings.choices
        unread = len(self.contents.unread(self._places[0].folders)) if self._places else 0
        usage = self.context.session.usage
        cost = cost_text(unread, choices.reading_rate, usage.daily if usage else None)
        self.view.offer_all(0 if self.contents.reading_many else unread, cost)
        self._all_action.setEnabled(unread > 0 and not self.contents.reading_many)
        self._states.show(self._place, cost, choices.reading_rate)

    def _open_access(self) -> None:
        rows: list[CallRow] = self.view.table.selected_records()
        ids = dict.fromkeys(row.call.id for row in rows if row.call.id)
        open_call_access(self.context, self.scope, self.view, list(ids))

    # -- what the user chose -------------------------------------------------------------------

    def _cancel(self) -> None:
        if self._place is None or self._data.folders.loading:
            self._data.folders.cancel()
        elif self._place.record is None:
            self.contents.cancel_many()
        else:
            self.contents.look_away()

    def _act(self, action: ActionKind) -> None:
        self.context.act(action, self._retry)

    def _retry(self) -> None:
        folders = self._data.folders
        if folders.message is not None or folders.state is DataState.PARTIAL:
            folders.refresh()
        if self._place is not None and self.contents.one_failed is not None:
            self.contents.read_one(self._place.key)
        elif self._place is not None and self.contents.many_failed is not None:
            unread = self.contents.unread(self._place.folders)
            self.contents.read_many(unread or self._place.folders)

    def _empty_action(self, key: str) -> None:
        if key == "doctor":
            self.context.open_doctor()
        elif key == "all":
            self.read_all()
        elif key == "folder" and self._place is not None:
            self.contents.read_one(self._place.key)
        else:
            self._data.folders.refresh()

    def _follow(self, panel: str, record_id: str) -> None:
        if panel == "library":
            self._target = record_id
            self._select_target()
        else:
            self.context.navigate(panel, record_id)

    def _select_target(self) -> None:
        """Go to the folder that was asked for as soon as it is there."""
        target, workspace = self._target, self.context.workspace
        record = self._data.folders.get(target)
        if target is None or record is None:
            return
        if workspace.current not in (None, record.workspace_id):
            workspace.choose(None)  # the tree comes anew, and with it this is asked again
            return
        self._target = None
        self.view.folders.field.clear()
        self.view.folders.choose(target)
        self._choose(target)

    def _export_folders(self, file_format: ExportFormat) -> None:
        rows = folder_rows(self._places, self.contents, self.context)

        async def work(token: CancelToken) -> None:
            message = await export_folders(self.context, rows, file_format, token)
            if message is not None:
                self.show_message(message)

        self.scope.start("export", work)

    def _request(self, language: Literal["curl", "python"]) -> str:
        """The request behind the table: the calls of a folder, else the folders of a workspace."""
        place = self._place
        if place is not None and place.record is not None:
            request = prepare(GET_FOLDER_CALLS, GetFolderCalls(folder_id=place.key))
        else:
            chosen = place.workspace_id if place else ""
            workspace_id = chosen or self.context.workspace.current or self._first_workspace()
            structure = GetLibraryStructure(workspace_id=workspace_id)
            request = prepare(GET_LIBRARY_STRUCTURE, structure)
        return snippets.curl(request) if language == "curl" else snippets.python(request)

    def _first_workspace(self) -> str | None:
        return next(iter(self._tree.workspaces()), None) or None
