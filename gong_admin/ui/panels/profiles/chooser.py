"""Choosing leads among the users, and folders in the library, for one setting at a time."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6

from gong_admin.runtime.language import translate
from gong_admin.runtime.tenant_data import TenantData
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.reading import Reading, Value
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.services.profiles.settings_catalogue import BY_KEY
from gong_admin.ui.panels.profiles.view import ProfilesView
from gong_admin.ui.profile_changes.people import PeopleIndex, find_folders
from gong_admin.ui.table.check_list import CheckItem
from gong_admin.ui.widgets.pick_popup import PickPopup


class Chooser:
    """Opens the list below a setting; `give(key, ids)` for each tick in it."""

    def __init__(
        self, data: TenantData, view: ProfilesView, give: Callable[[str, Value], None]
    ) -> None:
        self._data = data
        self._view = view
        self._give = give
        self._people = PeopleIndex(data, view)
        self._people.grown.connect(self._look_again)
        data.users.changed.connect(self._note)
        self._popup: PickPopup | None = None
        self._key = ""
        self._chosen: tuple[str, ...] = ()

    def open(self, key: str, record: ProfileRecord, reading: Reading) -> None:
        """Open the list for the setting `key`: leads or folders."""
        row = self._view.settings_view.level_row(key)
        if row is None:
            return
        self.close_popup()
        self._key, self._chosen = key, reading.ids(key)
        if BY_KEY[key].kind is SettingKind.FOLDERS:
            folders = self._data.folders
            folders.ensure()
            find = find_folders(folders.records, record.workspace_id, self._chosen)
            popup = PickPopup(
                translate("profiles", "Find a folder"), find, self._chosen, self._view
            )
        else:
            self._people.ensure()
            popup = PickPopup(
                translate("profiles", "Find a person"), self._find_person, self._chosen, self._view
            )
        popup.ticked.connect(self._ticked)
        popup.read_wanted.connect(self._read)
        self._popup = popup
        self._note()
        popup.open_below(row.add_button)

    def show_chosen(self, reading: Reading) -> None:
        """The edits have changed, perhaps by undo: tick what is chosen now."""
        popup = self._open_popup()
        if popup is not None:
            self._chosen = reading.ids(self._key)
            popup.set_chosen(self._chosen)

    def close_popup(self) -> None:
        popup, self._popup = self._popup, None
        if popup is not None and shiboken6.isValid(popup):
            popup.close()

    def close(self) -> None:
        """The panel goes."""
        self._data.users.changed.disconnect(self._note)
        self._people.close()
        self.close_popup()

    # -- inside --------------------------------------------------------------------------------

    def _open_popup(self) -> PickPopup | None:
        # It is deleted when it closes.
        popup = self._popup
        if popup is not None and shiboken6.isValid(popup) and popup.isVisible():
            return popup
        return None

    def _find_person(self, needle: str) -> list[CheckItem]:
        return self._people.find(needle, self._chosen)

    def _ticked(self, one: str, on: bool) -> None:
        rest = tuple(each for each in self._chosen if each != one)
        self._chosen = (*rest, one) if on else rest
        self._give(self._key, self._chosen)

    def _look_again(self) -> None:
        popup = self._open_popup()
        if popup is not None:
            popup.refresh()

    def _note(self) -> None:
        popup = self._popup
        if popup is None or not shiboken6.isValid(popup):
            return
        if BY_KEY[self._key].kind is SettingKind.LEADS:
            popup.set_note(*self._people.note())

    def _read(self) -> None:
        self._data.users.read_whole()
