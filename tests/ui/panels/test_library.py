"""The Library panel on the sandbox: folders, their calls, all of them, faults."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gong_admin.services.export import ExportFormat
from gong_admin.ui.panels.library.places import EVERYTHING
from gong_admin.ui.table.tree_view import NoteRole
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.button import Button, LinkButton


def said(widget) -> str:
    """All words to be seen in a widget."""
    kinds = (Label, LinkButton)
    found = [w for kind in kinds for w in widget.findChildren(kind) if w.isVisibleTo(widget)]
    return " | ".join(w.text() for w in found)


def press(widget, words):
    found = [w for w in widget.findChildren(Button) if w.text() == words and w.isVisible()]
    assert len(found) == 1, f"{len(found)} buttons say {words!r}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def ready(panel, bench, qtbot):
    """All folders are in the tree."""
    model = panel.view.folders.model
    qtbot.waitUntil(lambda: bench.data.folders.complete and model.rowCount() > 1)
    qtbot.waitUntil(lambda: bench.data.workspaces.complete)


def folder(bench, name):
    """The id of the first folder of that name."""
    return next(entry.id for entry in bench.data.folders.records if entry.folder.name == name)


def go_to(panel, key, qtbot):
    """Click a place in the tree, and wait for its calls."""
    tree, model = panel.view.folders.tree, panel.view.folders.model
    index = model.index_of(key)
    tree.scrollTo(index)
    place = tree.visualRect(index).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: not panel.contents.reading_one, timeout=20_000)
    qtbot.waitUntil(lambda: not panel.view.table.model.busy)


def a_full_folder(panel, bench, qtbot):
    """Go to the first folder that holds calls, and give its id."""
    for record in bench.data.folders.records:
        go_to(panel, record.id, qtbot)
        if panel.view.table.model.rowCount() > 1:
            return record.id
    raise AssertionError("no folder holds calls")


def note(panel, key):
    return panel.view.folders.model.index_of(key).data(NoteRole)


@pytest.fixture
def library(open_panel, bench, qtbot):
    panel = open_panel("library")
    ready(panel, bench, qtbot)
    return panel


def test_folders_stand_under_their_workspaces_and_parents(library, bench):
    model = library.view.folders.model
    assert [model.index(row, 0).data() for row in range(model.rowCount())] == [
        "All folders",
        *[entry.name for entry in bench.data.workspaces.records],
    ]
    deepest = model.index_of(folder(bench, "Live demos"))
    above = [deepest.parent(), deepest.parent().parent(), deepest.parent().parent().parent()]
    assert [index.data() for index in above] == ["Product basics", "Week 1", "Onboarding"]
    assert "public folders that are not archived" in said(library.view.folders)


def test_a_click_on_a_folder_reads_it_once(library, bench, open_panel, qtbot):
    key = a_full_folder(library, bench, qtbot)
    count = library.view.table.model.rowCount()
    assert library.view.header.caption().startswith(f"{count} calls")
    assert note(library, key) == str(count)
    asked = open_panel.sandbox.control("stats")["requests"]["getCallsInSpecificFolder"]
    go_to(library, EVERYTHING, qtbot)
    go_to(library, key, qtbot)
    assert library.view.table.model.rowCount() == count
    assert open_panel.sandbox.control("stats")["requests"]["getCallsInSpecificFolder"] == asked


def test_arrow_keys_go_through_the_tree(library, bench, qtbot):
    pane = library.view.folders
    library.view.folders.field.setFocus()
    QTest.keyClick(pane.field, Qt.Key.Key_Down)
    assert bench.window.focusWidget() is pane.tree
    QTest.keyClick(pane.tree, Qt.Key.Key_Down)
    QTest.keyClick(pane.tree, Qt.Key.Key_Down)
    chosen = pane.tree.currentIndex().data()
    qtbot.waitUntil(lambda: library.view.detail.title() == chosen)
    assert chosen not in ("All folders", "EMEA Sales")


def test_the_filter_keeps_the_way_to_a_folder_and_esc_brings_all_back(library, qtbot):
    pane = library.view.folders
    QTest.keyClicks(pane.field, "live demos")
    names = []
    index = pane.model.index(0, 0)
    while index.isValid():
        names.append(index.data())
        assert pane.tree.isExpanded(index) or not pane.model.hasChildren(index)
        index = pane.model.index(0, 0, index)
    assert names == ["EMEA Sales", "Onboarding", "Week 1", "Product basics", "Live demos"]
    QTest.keyClicks(pane.field, "zzz")
    qtbot.waitUntil(lambda: "No folder matches" in said(pane))
    QTest.keyClick(pane.field, Qt.Key.Key_Escape)
    assert pane.model.rowCount() == 5


def test_what_was_closed_stays_closed_when_folders_are_read_again(library, bench, qtbot):
    pane = library.view.folders
    pane.tree.collapse(pane.model.index(1, 0))
    bench.data.folders.refresh()
    ready(library, bench, qtbot)
    assert not pane.tree.isExpanded(pane.model.index(1, 0))
    assert pane.tree.isExpanded(pane.model.index(2, 0))


def test_a_call_tells_where_it_lies_and_opens_in_the_browser(library, bench, qtbot, monkeypatch):
    a_full_folder(library, bench, qtbot)
    table = library.view.table
    table.view.select_row(0)
    row = table.selected_records()[0]
    qtbot.waitUntil(lambda: library.view.detail.title() == row.title)
    qtbot.waitUntil(lambda: row.path[-1] in said(library.view.call_facts))
    assert (row.call.note or "No note") in said(library.view.call_facts)
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    QTest.mouseClick(library.view.detail.open_button, Qt.MouseButton.LeftButton)
    assert opened == [QUrl(row.call.url)] * 2


def test_who_was_given_the_calls_that_are_chosen_is_asked_from_here(library, bench, qtbot):
    a_full_folder(library, bench, qtbot)
    table = library.view.table
    table.view.selectAll()
    ids = {row.call.id for row in table.selected_records()}
    library.view.access_action.trigger()
    dialog = QApplication.activeModalWidget()
    assert set(dialog.calls.toPlainText().split()) == ids
    dialog.reject()


def test_names_come_with_the_users(library, bench, qtbot):
    a_full_folder(library, bench, qtbot)
    table = library.view.table
    table.view.select_row(0)
    user_id = table.selected_records()[0].call.added_by
    bench.data.users.ensure()
    qtbot.waitUntil(lambda: bench.data.users.complete)
    name = bench.data.user_name(user_id)
    qtbot.waitUntil(lambda: name in said(library.view.call_facts))
    assert table.selected_records()[0].added_by == name != user_id


def test_all_folders_wait_for_a_click_that_says_its_cost(library, bench, qtbot):
    table = library.view.table
    count = len(bench.data.folders)
    assert f"All {count} folders" in said(table.empty_state)
    assert f"{count} API calls" in said(table.empty_state)
    press(table.empty_state, "Read all folders")
    qtbot.waitUntil(lambda: not library.contents.reading_many, timeout=20_000)
    qtbot.waitUntil(lambda: not table.model.busy)
    assert f"in {count} of {count} folders" in library.view.header.caption()
    assert table.model.rowCount() == int(note(library, EVERYTHING).replace(",", ""))
    assert table.view.columns.is_shown("folder")
    assert not library.view.all_button.isVisible()
    title = table.model.record(0).title
    table.filter_bar.set_text(title)
    qtbot.waitUntil(lambda: 0 < table.model.rowCount() < table.model.counts()[1])


def test_reading_all_can_be_cancelled_and_keeps_what_came(open_panel, bench, qtbot):
    panel = open_panel("library", faults={"latency": 0})
    ready(panel, bench, qtbot)
    slow = {"rate": 1, "operations": ["getCallsInSpecificFolder"], "seconds": 0.2}
    open_panel.sandbox.control("faults", {"latency": slow})
    panel.read_all()
    table = panel.view.table
    qtbot.waitUntil(lambda: panel.contents.progress.done >= 2)
    assert "Reading folders" in said(table.loading_bar)
    press(table.loading_bar, "Cancel")
    qtbot.waitUntil(lambda: not table.loading_bar.isVisible())
    came = len(panel.contents.known(panel._places[0].folders))
    assert 2 <= came < len(bench.data.folders)
    assert f"in {came} of " in panel.view.header.caption()
    qtbot.waitUntil(lambda: not bench.jobs.running)
    open_panel.sandbox.control("faults", {"latency": 0})
    QTest.mouseClick(panel.view.all_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not panel.contents.unread(panel._places[0].folders), timeout=20_000)


def test_a_folder_is_looked_at_while_all_are_read(open_panel, bench, qtbot):
    panel = open_panel("library", faults={"latency": 0})
    ready(panel, bench, qtbot)
    slow = {"rate": 1, "operations": ["getCallsInSpecificFolder"], "seconds": 0.5}
    open_panel.sandbox.control("faults", {"latency": slow})
    panel.read_all()
    last = bench.data.folders.records[-1].id
    go_to(panel, last, qtbot)
    assert panel.contents.get(last) is not None
    assert panel.contents.reading_many
    open_panel.sandbox.control("faults", {"latency": 0})
    qtbot.waitUntil(lambda: not panel.contents.reading_many, timeout=20_000)
    count = len(bench.data.folders)
    asked = open_panel.sandbox.control("stats")["requests"]["getCallsInSpecificFolder"]
    assert asked == count
    go_to(panel, EVERYTHING, qtbot)
    assert f"in {count} of {count} folders" in panel.view.header.caption()


def test_an_empty_folder_says_so(library, bench, qtbot):
    table = library.view.table
    for record in bench.data.folders.records:
        go_to(library, record.id, qtbot)
        if not table.model.rowCount():
            break
    assert table.empty_state.isVisible()
    assert "No calls in this folder" in said(table.empty_state)
    assert library.view.header.caption().startswith("0 calls")


def test_a_folder_asked_for_is_chosen_whatever_hides_it(library, bench, qtbot):
    target = folder(bench, "Live demos")
    other = bench.data.workspaces.records[2].id
    bench.workspace.choose(other)
    library.view.folders.field.setText("nothing like it")
    bench.navigate("library", target)
    qtbot.waitUntil(lambda: library.view.detail.title() == "Live demos")
    assert library.view.folders.tree.currentIndex().data() == "Live demos"
    assert bench.workspace.current is None


def test_the_workspace_of_the_top_bar_narrows_the_tree(library, bench):
    workspace = bench.data.workspaces.records[3]
    bench.workspace.choose(workspace.id)
    model = library.view.folders.model
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert shown == ["All folders", "Partner pitches"]


def test_the_folders_go_to_a_file(library, bench, answers, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "folders.json"

    async def save_file(title: str, suggested: Path, kind: str) -> Path:
        assert suggested.name.startswith("library-folders-")
        return path

    monkeypatch.setattr(answers, "save_file", save_file)
    library.view.folders_wanted.emit(ExportFormat.JSON)
    qtbot.waitUntil(path.exists)
    rows = json.loads(path.read_text(encoding="utf-8"))
    assert len(rows) == len(bench.data.folders)
    deep = next(row for row in rows if row["name"] == "Live demos")
    assert deep["path"] == "Onboarding / Week 1 / Product basics / Live demos"
    assert deep["level"] == 4
    assert deep["calls"] is None


def test_the_menu_offers_calls_and_folders(library, bench, qtbot):
    menu = library.view.table.commands.export_menu
    menu.aboutToShow.emit()
    words = [action.text() for action in menu.actions() if action.text()]
    assert f"{len(bench.data.folders)} folders as CSV…" in words
    assert any("shown" in text for text in words)


def test_the_request_is_that_of_the_folder(library, bench, qtbot):
    key = a_full_folder(library, bench, qtbot)
    actions = {action.text(): action for action in library.actions()}
    actions["Copy request as curl"].trigger()
    assert f"folder-content?folderId={key}" in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()


def test_a_calls_own_id_and_its_facts_are_copied(library, bench, qtbot):
    a_full_folder(library, bench, qtbot)
    table = library.view.table
    table.view.select_row(0)
    call = table.selected_records()[0].call
    clipboard = QGuiApplication.clipboard()
    table.commands.copy_id.trigger()
    assert clipboard.text() == call.id
    table.commands.copy_json.trigger()
    assert call.title in clipboard.text()
    assert call.id in clipboard.text()
    clipboard.clear()


# Every fault in every panel is in `tests/ui/test_every_fault.py`.
FAULTS = ["server-error", "missing-scope"]


@pytest.mark.parametrize("fault", FAULTS)
def test_folders_that_fail_are_told_and_read_again(open_panel, bench, qtbot, fault):
    only = {"rate": 1, "operations": ["getLibraryStructure"]}
    panel = open_panel("library", faults={fault: only})
    table = panel.view.table
    qtbot.waitUntil(lambda: table.error_state.isVisible(), timeout=20_000)
    if fault == "missing-scope":
        assert "api:library:read" in said(table.error_state)
    open_panel.sandbox.control("faults", {fault: 0})
    retry = [b for b in table.error_state.buttons() if b.text() == "Retry"]
    if retry:
        QTest.mouseClick(retry[0], Qt.MouseButton.LeftButton)
    else:
        panel.refresh()
    ready(panel, bench, qtbot)
    qtbot.waitUntil(lambda: not table.error_state.isVisible())
    assert not table.message_bar.isVisible()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_folder_that_fails_is_told_and_read_again(open_panel, bench, qtbot, fault):
    panel = open_panel("library", faults={"latency": 0})
    ready(panel, bench, qtbot)
    only = {"rate": 1, "operations": ["getCallsInSpecificFolder"]}
    open_panel.sandbox.control("faults", {fault: only})
    key = folder(bench, "Discovery calls")
    go_to(panel, key, qtbot)
    table = panel.view.table
    qtbot.waitUntil(lambda: table.error_state.isVisible())
    assert panel.view.folders.model.rowCount() == 5
    open_panel.sandbox.control("faults", {fault: 0})
    retry = [b for b in table.error_state.buttons() if b.text() == "Retry"]
    if retry:
        QTest.mouseClick(retry[0], Qt.MouseButton.LeftButton)
    else:
        panel.refresh()
    qtbot.waitUntil(lambda: panel.contents.get(key) is not None)
    qtbot.waitUntil(lambda: not table.error_state.isVisible())


def test_a_refresh_that_fails_keeps_folders_and_calls(open_panel, bench, qtbot):
    panel = open_panel("library", faults={"latency": 0})
    ready(panel, bench, qtbot)
    a_full_folder(panel, bench, qtbot)
    table = panel.view.table
    before = table.model.counts()
    open_panel.sandbox.control("faults", {"missing-scope": 1})
    panel.refresh()
    qtbot.waitUntil(lambda: table.message_bar.isVisible())
    assert table.model.counts() == before
    assert panel.view.folders.model.rowCount() == 5
