"""Choosing: many by name, one of a few or none, and what stood there before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gong_admin.api.types.library import LibraryFolder
from gong_admin.services.lists import FolderRecord
from gong_admin.ui.profile_changes.people import find_folders
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.offer_bar import OfferBar
from gong_admin.ui.widgets.pick_popup import CheckItem, PickPopup
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.side_list import SideItem, SideList
from gong_admin.ui.widgets.was import WasLabel

Show = Callable[..., QWidget]
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton

PEOPLE = (CheckItem("1", "Ines Okafor", "ines@orvane.test"), CheckItem("2", "Kenji Arakawa"))


def _find(needle: str) -> list[CheckItem]:
    return [one for one in PEOPLE if needle.casefold() in one.label.casefold()]


def test_people_are_picked_by_keys_and_the_list_stays_open(shown: Show, qtbot: Any) -> None:
    anchor = Button("Lead")
    shown(anchor)
    popup = PickPopup("Find a person", _find, {"1"}, anchor)
    heard: list[tuple[str, bool]] = []
    popup.ticked.connect(lambda one, on: heard.append((one, on)))
    popup.open_below(anchor)
    qtbot.keyClick(popup.search, Key.Key_Return)  # nothing is typed: nothing is meant
    assert heard == []
    qtbot.keyClicks(popup.search, "kenji")
    qtbot.keyClick(popup.search, Key.Key_Return)
    assert heard == [("2", True)]
    popup.search.clear()
    qtbot.keyClick(popup.search, Key.Key_Down)
    qtbot.keyClick(popup.list, Key.Key_Space)
    assert heard == [("2", True), ("1", False)]
    assert popup.isVisible()
    popup.set_chosen({"1"})
    assert popup.list.checked == {"1"}
    qtbot.keyClicks(popup.search, "zzz")
    assert popup.list.isHidden() or not popup.list.isVisible()
    popup.close()


def test_what_is_missing_from_the_list_is_said_with_a_way_to_it(shown: Show, qtbot: Any) -> None:
    anchor = Button("Lead")
    shown(anchor)
    popup = PickPopup("Find a person", _find, (), anchor)
    popup.set_note("Only 1,000 users have been read.", "Read all users")
    popup.open_below(anchor)
    with qtbot.waitSignal(popup.read_wanted):
        qtbot.mouseClick(popup._link, LEFT)
    popup.close()


def _folder(folder_id: str, name: str, parent: str = "", workspace: str = "w") -> FolderRecord:
    return FolderRecord(
        workspace, LibraryFolder(id=folder_id, name=name, parent_folder_id=parent or None)
    )


FOLDERS = [
    _folder("1", "Onboarding"),
    _folder("2", "Discovery", "1"),
    _folder("3", "Archive"),
    _folder("4", "Discovery", "3"),
    _folder("5", "Elsewhere", workspace="other"),
]


def test_folders_are_found_in_their_tree_and_told_apart_by_their_place() -> None:
    find = find_folders(FOLDERS, "w", ("2", "99"))
    shown = [(item.value, item.depth) for item in find("")]
    assert shown == [("3", 0), ("4", 1), ("1", 0), ("2", 1), ("99", 0)]
    assert [(item.value, item.note) for item in find("disc")] == [
        ("4", "Archive"),
        ("2", "Onboarding"),
    ]
    assert [item.value for item in find("99")] == ["99"]


def test_none_of_a_few_can_hold_and_any_can_be_chosen_then(shown: Show, qtbot: Any) -> None:
    segments = Segmented([("all", "All"), ("own", "Own"), ("none", "None")], name="Calls")
    shown(segments)
    heard: list[str] = []
    segments.changed.connect(heard.append)
    segments.clear_value()
    assert segments.value() == ""
    first = segments._segments[0]
    assert first.focusPolicy() & Qt.FocusPolicy.TabFocus
    first.setFocus()
    qtbot.keyClick(first, Key.Key_Right)
    assert segments.value() == "all"
    segments.clear_value()
    qtbot.keyClick(first, Key.Key_Left)
    assert segments.value() == "none"
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Right)
    assert heard == ["all", "none", "all"]


def test_one_entry_of_a_side_list_changes_in_its_place(shown: Show, qtbot: Any) -> None:
    side = SideList("Profiles", "Filter profiles")
    shown(side)
    side.set_items([SideItem("1", "Sales"), SideItem("2", "SDR")])
    side.choose("2")
    side.set_item(SideItem("2", "SDR", mark="3 changes"))
    assert side.items()[1].mark == "3 changes"
    assert side.key() == "2"
    index = side._model.index(1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "SDR, 3 changes"
    qtbot.keyClicks(side.filter_field, "sales")
    side.set_item(SideItem("2", "SDR", mark="4 changes"))  # out of sight now
    side.filter_field.clear()
    assert side._model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "SDR, 4 changes"


def test_an_offer_can_be_declined(shown: Show, qtbot: Any) -> None:
    bar = OfferBar()
    shown(bar)
    bar.offer("3 changes not saved", "Made 3 h ago.", "Bring back", "Discard")
    assert bar.words() == "3 changes not saved Made 3 h ago."
    with qtbot.waitSignal(bar.declined), qtbot.assertNotEmitted(bar.accepted):
        qtbot.mouseClick(bar.other_button, LEFT)
    bar.offer("Users not read", "", "Read")
    assert bar.other_button.isHidden()


def test_what_was_there_is_said_before_the_remark(shown: Show) -> None:
    label = WasLabel("Removes calls for everybody.")
    shown(label)
    label.set_words("Off", "Removes calls for everybody.")
    assert label.accessibleName() == "Was Off Removes calls for everybody."
