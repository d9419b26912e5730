"""The window as a whole: a connection opens, panels follow, everything closes again."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from gong_admin.runtime.dataset import DataState
from gong_admin.services.export import ExportFormat
from gong_admin.ui.palette.palette import Palette
from gong_admin.ui.shell.lock_control import LockControl
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.focus_ring import _Ring


def key(widget, code, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, code, modifier)


def test_without_a_connection_nothing_can_be_navigated(bench):
    assert not bench.window.navigation.isVisible()
    assert bench.window.pages.currentWidget() is bench.start_page
    bench.navigate("users")
    assert bench.current is None


def test_opening_shows_the_company_and_counts_what_is_read(bench, connect, qtbot):
    connect()
    assert bench.window.windowTitle().startswith("Orvane")
    assert bench.window.navigation.isVisible()
    bench.navigate("workspaces")
    qtbot.waitUntil(lambda: bench.data.trackers.complete and bench.data.folders.complete)
    table = bench.current.view.table
    qtbot.waitUntil(lambda: table.model.counts() == (4, 4))
    names = {table.model.text(row, 0) for row in range(4)}
    assert "EMEA Sales" in names
    rows = bench.window.navigation.list.model()
    said = [
        rows.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(rows.rowCount())
    ]
    assert "Workspaces, 4" in said


def test_arrow_keys_in_the_navigation_open_panels(bench, connect):
    connect()
    bench.navigate("workspaces")
    listing = bench.window.navigation.list
    listing.setFocus()
    key(listing, Qt.Key.Key_Up)
    assert bench.current_key == "access"
    key(listing, Qt.Key.Key_Down)
    assert bench.current_key == "workspaces"


def test_the_palette_finds_a_workspace_and_goes_there(bench, connect, qtbot):
    connect()
    qtbot.waitUntil(lambda: bench.data.workspaces.complete)
    bench.window.commands["palette"].trigger()
    palette = bench.window.findChild(Palette)
    assert any(label.text().endswith("to search") for label in palette.findChildren(QLabel))
    palette.field.setText("partner")
    assert any(label.text().endswith("found") for label in palette.findChildren(QLabel))
    key(palette.field, Qt.Key.Key_Return)
    assert bench.current_key == "workspaces"
    table = bench.current.view.table
    qtbot.waitUntil(lambda: [row.name for row in table.selected_records()] == ["Partner Desk"])


def test_a_person_found_in_the_palette_has_the_keyboard(bench, connect, qtbot):
    connect()
    bench.data.users.ensure()
    qtbot.waitUntil(lambda: bench.data.users.complete)
    bench.window.navigation.list.setFocus()
    person = bench.data.users.records[7]
    bench.window.commands["palette"].trigger()
    palette = bench.window.findChild(Palette)
    palette.field.setText(person.id)
    key(palette.field, Qt.Key.Key_Return)
    table = bench.current.view.table
    qtbot.waitUntil(lambda: table.selected_keys() == [person.id])
    qtbot.waitUntil(lambda: bench.window.focusWidget() is table.view)


def test_the_palette_lists_commands_and_escape_gives_the_keyboard_back(bench, connect):
    connect()
    bench.window.navigation.list.setFocus()
    bench.window.commands["palette"].trigger()
    palette = bench.window.findChild(Palette)
    palette.field.setText("go to api")
    assert "API console" in palette.list.currentIndex().data()
    key(palette.field, Qt.Key.Key_Escape)
    assert bench.window.focusWidget() is bench.window.navigation.list


def test_the_lock_opens_after_a_question_and_closes_at_once(bench, connect, answers, qtbot):
    connect()
    bar = bench.window.top_bar
    assert bar.lock.text() == "Read-only"
    bench.window.commands["lock"].trigger()
    qtbot.waitUntil(lambda: bench.session.lock.is_open)
    assert bar.lock.text() == "Changes allowed"
    assert answers.asked == ["Allow changes to Orvane?"]
    bench.window.commands["lock"].trigger()
    assert not bench.session.lock.is_open
    assert bar.lock.text() == "Read-only"


def test_the_lock_stays_closed_when_the_user_thinks_better_of_it(bench, connect, answers, qtbot):
    connect()
    answers.agree = False
    bench.window.commands["lock"].trigger()
    qtbot.waitUntil(lambda: bool(answers.asked))
    assert not bench.session.lock.is_open


def test_a_workspace_that_was_chosen_is_chosen_again(bench, connect, qtbot):
    connect()
    qtbot.waitUntil(lambda: bench.data.workspaces.complete)
    wanted = bench.data.workspaces.records[1]
    bench.window.top_bar.workspace_chosen.emit(wanted.id)
    assert bench.window.top_bar.workspace.text() == wanted.name
    connect()
    qtbot.waitUntil(lambda: bench.data.workspaces.complete)
    assert bench.workspace.current == wanted.id


def test_closing_a_connection_in_the_middle_of_reading_leaves_nothing(bench, connect, qtbot):
    connect(users=2000)
    data = bench.data
    data.users.ensure()
    qtbot.waitUntil(lambda: len(data.users) > 0)
    bench.close_connection()
    qtbot.waitUntil(lambda: not bench.jobs.running)
    assert bench.session is None
    assert bench.window.pages.currentWidget() is bench.start_page


def test_workspaces_are_read_once_for_all_lists_that_need_them(bench, connect, qtbot):
    gong = connect(fresh=True)
    data = bench.data
    data.profiles.ensure()
    data.folders.ensure()
    qtbot.waitUntil(lambda: data.profiles.complete and data.folders.complete, timeout=20_000)
    assert gong.control("stats")["requests"]["listWorkspaces"] == 1
    assert len(data.profiles) > 0
    data.workspaces.refresh()  # one that fails or is stopped holds up nobody
    data.profiles.refresh()
    data.workspaces.cancel()
    qtbot.waitUntil(lambda: data.profiles.complete, timeout=20_000)


def test_nothing_of_a_lock_is_left_when_another_connection_is_opened(bench, connect, qtbot):
    for _ in range(3):
        connect(users=200)
    qtbot.waitUntil(lambda: len(bench.window.top_bar.findChildren(LockControl)) == 1)


def test_closing_a_connection_while_a_table_is_written_leaves_nothing(
    bench, connect, run, qtbot, tmp_path
):
    connect(users=2000)
    bench.navigate("users")
    table = bench.current.view.table
    qtbot.waitUntil(lambda: table.model.rowCount() > 100)
    table.commands.exporter.write(tmp_path / "users.xlsx", ExportFormat.XLSX)
    scope = table.commands.exporter.scope
    assert scope.busy
    bench.leave()
    run(bench.finished())
    assert not scope.busy  # it has ended before its table went


def test_the_window_remembers_its_panel(bench, connect, services, qtbot):
    connect()
    bench.navigate("trackers")
    bench.window.close()
    assert services.settings.choices.window.panel == "trackers"


def test_cancel_keeps_what_has_come(bench, connect, qtbot):
    connect(users=2000)
    users = bench.data.users
    users.ensure()
    qtbot.waitUntil(lambda: 0 < len(users) < 2000)
    users.cancel()
    assert users.state is DataState.PARTIAL
    kept = list(users.records)
    qtbot.waitUntil(lambda: not bench.jobs.running)
    assert users.records[: len(kept)] == kept
    assert len(users) < 2000
    stopped = f" at {len(kept):,} of 2,000"
    assert users.message.title == f"Reading was cancelled{stopped}"
    shown = bench.window.status_bar.findChildren(Label)
    assert f"Reading users stopped{stopped}" in [label.text() for label in shown]


def test_a_failed_refresh_keeps_the_old_rows_and_retry_recovers(bench, connect, qtbot):
    sandbox = connect(fresh=True)
    trackers = bench.data.trackers
    trackers.ensure()
    qtbot.waitUntil(lambda: trackers.complete)
    before = list(trackers.records)
    sandbox.control("faults", {"html": 1.0})
    trackers.refresh()
    qtbot.waitUntil(lambda: trackers.message is not None, timeout=30_000)
    assert trackers.records == before
    sandbox.control("faults", {"html": 0})
    trackers.refresh()
    qtbot.waitUntil(lambda: trackers.complete)
    assert trackers.message is None


def test_the_focus_ring_of_collapse_is_whole_at_the_edge(bench, connect):
    connect()
    buttons = bench.window.navigation.findChildren(Button)
    (collapse,) = [button for button in buttons if button.text() == "Collapse"]
    collapse.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.sendEvent(
        collapse, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason)
    )
    (ring,) = [ring for ring in bench.window.findChildren(_Ring) if not ring.isHidden()]
    assert bench.window.rect().contains(ring.geometry())


def test_panels_of_a_closed_connection_hear_of_no_other(bench, connect, qtbot):
    connect()
    for key in bench.panel_titles():
        bench.navigate(key)
    qtbot.waitUntil(lambda: bench.data.workspaces.complete)
    bench.window.top_bar.workspace_chosen.emit(bench.data.workspaces.records[1].id)
    bench.close_connection()
    qtbot.waitUntil(lambda: not bench.jobs.running)
    qtbot.waitUntil(lambda: bench.window.pages.count() == 1)  # the panels are gone
    connect()  # chooses the workspace again
    qtbot.waitUntil(lambda: bench.data.workspaces.complete)
    bench.window.top_bar.workspace_chosen.emit(None)
    assert bench.workspace.current is None


def test_the_palette_goes_with_the_connection_it_lists(bench, connect, qtbot):
    connect()
    bench.window.commands["palette"].trigger()
    palette = bench.window.findChild(Palette)
    assert palette.isVisible()
    bench.close_connection()
    assert not palette.isVisible()
    qtbot.waitUntil(lambda: bench.window.findChild(Palette) is None)
    bench.window.commands["palette"].trigger()  # and opens again without one
    assert bench.window.findChild(Palette).isVisible()
