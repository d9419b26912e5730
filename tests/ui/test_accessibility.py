"""Every panel and every dialog without a mouse, and for somebody who hears it."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gong_admin.runtime.jobs import Jobs
from gong_admin.ui.palette.palette import Palette
from gong_admin.ui.panels import PANELS
from gong_admin.ui.panels.console.answer_json import JsonText
from gong_admin.ui.panels.console.json_lines import JsonLines
from gong_admin.ui.theme import apply_theme, theme
from gong_admin.ui.widgets.dialog import ConfirmDialog, Dialog
from gong_admin.ui.widgets.popup import Popup
from gong_admin.ui.widgets.splitter import Splitter
from tests.ui import audit
from tests.ui.panels.conftest import open_panel
from tests.ui.shell.conftest import answers, bench, connect, services

__all__ = ["answers", "bench", "connect", "open_panel", "services"]

KEYS = [spec.key for spec in PANELS]
# The same act offered twice: in the head of the panel, and where there is nothing yet.
# The cross of a dialog and the button below.
SAME_ACT = frozenset({"Read all folders", "Close"})
Key = Qt.Key


@pytest.fixture
def ready(open_panel, bench, qtbot, loop):
    """`ready("users")`: a panel that has read what it reads, in the window that is in front."""

    def open_and_wait(key, target=None):
        panel = open_panel(key, target)
        jobs: Jobs = bench.jobs
        qtbot.waitUntil(lambda: not jobs.running and bench.data.users.complete)
        bench.window.activateWindow()
        qtbot.waitActive(bench.window)
        qtbot.waitUntil(lambda: not asyncio.all_tasks(loop))
        return panel

    return open_and_wait


def findings_of(window, root):
    """All that is wrong with `root`, which is `window` or a part of it."""
    stops = audit.walk(window)
    backwards = audit.walk(window, back=True)
    found = [*audit.names(root), *audit.roles(root), *audit.twins(root, same_act=SAME_ACT)]
    found += [*audit.buddies(root), *audit.small(root), *audit.missed(root, stops)]
    found += [*audit.jumps(stops)]
    if set(backwards) != set(stops):
        found.append("Shift+Tab makes another round than Tab")
    found += audit.unseen(stops)
    return found


@pytest.mark.parametrize("key", KEYS)
def test_a_panel_is_read_out_and_used_by_keyboard(ready, bench, key):
    ready(key)
    assert findings_of(bench.window, bench.window) == []


def test_the_editor_of_a_profile_is_read_out_and_used_by_keyboard(ready, bench, qtbot):
    """With changes allowed, edits, and a setting that something is wrong with."""
    panel = ready("profiles")
    bench.session.lock.open()
    rows = {
        row.setting.key: row for row in panel.view.settings_view.rows() if hasattr(row, "setting")
    }
    rows["deleteCalls"].switch.click()
    rows["callsAccess.permissionLevel"].levels.step(1)
    rows["libraryFolderAccess.permissionLevel"].levels.step(-1)
    qtbot.waitUntil(panel.view.save_bar.isVisible)
    # What stands beside an edit changes the height of rows; the layout follows in its own time.
    qtbot.waitUntil(lambda: findings_of(bench.window, bench.window) == [])


def test_the_details_of_a_user_are_read_out_and_used_by_keyboard(ready, bench, qtbot):
    panel = ready("users")
    view = panel.view.table.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Key.Key_Down)
    qtbot.waitUntil(
        lambda: panel.view.detail.isVisible() and not panel.view.detail._rest.isActive()
    )
    assert findings_of(bench.window, bench.window) == []
    stops = [stop for stop in audit.walk(bench.window) if panel.view.detail.isAncestorOf(stop)]
    copies = [audit.name_of(stop) for stop in stops if audit.name_of(stop).startswith("Copy ")]
    assert copies
    assert len(set(copies)) == len(copies)
    # Esc leaves the pane from anywhere in it, and the rows have the keyboard again.
    stops[-1].setFocus()
    QTest.keyClick(stops[-1], Key.Key_Escape)
    assert not panel.view.detail.isVisible()
    assert bench.window.focusWidget() is view


# -- dialogs -------------------------------------------------------------------------------------

COMMANDS = ["add-connection", "connections", "settings", "shortcuts", "about", "doctor"]


def dialog_in(bench):
    return next((d for d in bench.window.findChildren(Dialog) if d.isVisible()), None)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_dialog_is_read_out_used_by_keyboard_and_left_by_esc(bench, connect, qtbot, command):
    connect()
    bench.window.activateWindow()
    bench.window.commands[command].trigger()
    qtbot.waitUntil(lambda: dialog_in(bench) is not None)
    dialog = dialog_in(bench)
    dialog.activateWindow()
    qtbot.waitActive(dialog)
    if command == "doctor":
        qtbot.waitUntil(lambda: dialog.found is not None, timeout=30_000)
    pages = dialog.tabs.keys() if command == "settings" else [""]
    for page in pages:
        if page:
            dialog.tabs.choose(page)
        assert findings_of(dialog, dialog) == [], page
    assert audit.name_of(dialog) == dialog.windowTitle()
    QTest.keyClick(dialog.focusWidget() or dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: dialog_in(bench) is None)


def test_a_question_is_read_out_with_its_text(bench, qtbot):
    dialog = ConfirmDialog(bench.window, "Remove Orvane?", "Its key is forgotten.", "Remove")
    dialog.open()
    qtbot.waitActive(dialog)
    assert audit.name_of(dialog) == "Remove Orvane?"
    assert audit.description_of(dialog) == "Its key is forgotten."
    assert findings_of(dialog, dialog) == []
    dialog.reject()


def test_popups_are_read_out_used_by_keyboard_and_left_by_esc(ready, bench, qtbot):
    table = ready("users").view.table
    facet = next(iter(table.filter_bar.facet_buttons.values()))
    for button in (facet, table.filter_bar.columns_button):
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Key.Key_Space)
        popup = next(p for p in bench.window.findChildren(Popup) if p.isVisible())
        assert audit.name_of(popup)
        assert findings_of(popup, popup) == []
        QTest.keyClick(popup.focusWidget() or popup, Key.Key_Escape)
        assert not popup.isVisible()
        assert bench.window.focusWidget() is button


def test_the_palette_is_left_by_esc_to_where_one_was(ready, bench):
    view = ready("users").view.table.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    bench.window.commands["palette"].trigger()
    palette = bench.window.findChild(Palette)
    QTest.keyClicks(palette.field, "trackers")
    assert "Trackers" in audit.description_of(palette.field)
    QTest.keyClicks(palette.field, " no such thing")
    assert audit.description_of(palette.field) == "Nothing found"
    QTest.keyClick(palette.field, Key.Key_Escape)
    assert bench.window.focusWidget() is view


# -- what the pointer does, by keys ----------------------------------------------------------------


def test_the_borders_of_panes_move_by_arrow_keys(ready, bench):
    panel = ready("profiles")
    splitter = panel.view.outer
    assert isinstance(splitter, Splitter)
    border = splitter.handle(1)
    assert border in audit.walk(bench.window)
    assert audit.name_of(border) == "Width of the profile list"
    border.setFocus(Qt.FocusReason.TabFocusReason)
    before = splitter.sizes()[0]
    QTest.keyClick(border, Key.Key_Right)
    assert splitter.sizes()[0] == before + 16
    QTest.keyClick(border, Key.Key_Left)
    assert splitter.sizes()[0] == before
    QTest.keyClick(border, Key.Key_Home)
    assert splitter.sizes()[0] < before


def test_a_column_is_sorted_sized_and_hidden_from_the_rows(ready, qtbot):
    table = ready("users").view.table
    view = table.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Key.Key_Right)
    column = table.model.columns[view.currentIndex().column()]

    def choose(words):
        QTest.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        menu = table._column_menu
        assert menu.isVisible()
        action = next(a for a in menu.actions() if a.text().startswith(words))
        menu.setActiveAction(action)
        QTest.keyClick(menu, Key.Key_Return)

    choose("Sort descending")
    qtbot.waitUntil(lambda: table.model.sorting() == ((column.key, True),))
    section = view.currentIndex().column()
    wide = view.columnWidth(section)
    choose("Wider")
    assert view.columnWidth(section) == wide + 32
    choose("Narrower")
    assert view.columnWidth(section) == wide
    choose("Hide")
    assert not view.columns.is_shown(column.key)


def test_long_json_is_walked_folded_and_selected_by_keys(qtbot):
    text = JsonText.of(b'{"users": [{"id": 1}, {"id": 2}], "more": false}')
    view = JsonLines("Answer as JSON")
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    view.set_lines(text.lines, text.folds)
    whole = view.line_count()
    QTest.keyClick(view, Key.Key_Down)  # on the list of users
    QTest.keyClick(view, Key.Key_Left)
    assert view.line_count() < whole
    QTest.keyClick(view, Key.Key_Left)  # folded already
    assert view.line_count() < whole
    QTest.keyClick(view, Key.Key_Right)
    assert view.line_count() == whole
    QTest.keyClick(view, Key.Key_Home)
    QTest.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_text() == "\n".join(text.lines[:2])
    QTest.keyClick(view, Key.Key_End)
    assert view.selected_text() == ""


def test_a_chart_gives_way_to_its_figures_by_keys(ready, bench):
    panel = ready("overview")
    buttons = [w for w in audit.controls(panel.view) if "as a table" in audit.name_of(w)]
    assert buttons
    for button in buttons:
        QTest.keyClick(button, Key.Key_Space)
        assert "as a chart" in audit.name_of(button)


# -- what is heard ---------------------------------------------------------------------------------


def test_the_rows_of_a_table_and_the_navigation_are_heard(ready, bench):
    panel = ready("users")
    model, view = panel.view.table.model, panel.view.table.view
    heard = QAccessible.queryAccessibleInterface(view)
    assert heard.role() == QAccessible.Role.Table
    columns = model.columnCount() + 1  # one more for the heads of the rows
    for section in view.columns.shown_sections():
        title, cell = heard.child(section + 1), heard.child(columns + section + 1)
        assert title.text(QAccessible.Text.Name) == model.columns[section].title
        assert cell.text(QAccessible.Text.Name) == model.index(0, section).data()
    navigation = bench.window.navigation.list.model()
    said = [
        navigation.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in range(navigation.rowCount())
    ]
    assert "Users, 200" in said


def test_assistive_technology_goes_to_a_panel_by_selecting_it(ready, bench, qtbot):
    ready("users")
    navigation = bench.window.navigation
    index = navigation.list.model().index(navigation.list.model().row_of("workspaces"))
    with qtbot.waitSignal(navigation.opened) as told:
        navigation.list.selectionModel().select(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
    assert told.args == ["workspaces"]


def test_one_of_a_few_is_a_group_of_radio_buttons(ready):
    mode = ready("profiles").view.mode
    buttons = audit.controls(mode)
    assert [audit.role_of(b) for b in buttons] == [QAccessible.Role.RadioButton] * 4
    assert audit.description_of(buttons[0]) == "Which settings"
    states = [QAccessible.queryAccessibleInterface(b).state().checked for b in buttons]
    assert states == [1, 0, 0, 0]


# -- larger text -----------------------------------------------------------------------------------


@pytest.fixture
def text_scale(qapp):
    yield lambda scale: apply_theme(qapp, "light", text_scale=scale)
    apply_theme(qapp, "light")


def test_the_window_grows_with_the_text_at_once_and_still_fits_a_small_screen(
    ready, bench, qtbot, text_scale
):
    ready("users")
    window = bench.window
    before = window.top_bar.height(), window.status_bar.height()
    window.resize(1024, 640)
    text_scale(2.0)
    qtbot.waitUntil(lambda: window.top_bar.height() == theme.size("topbar"))
    assert window.status_bar.height() >= 1.9 * before[1]
    assert window.top_bar.height() >= 1.9 * before[0]
    assert window.width() == 1024
    assert window.minimumSizeHint().width() <= 1024
    bars: list[QWidget] = [window.top_bar, window.status_bar]
    for bar in bars:
        for part in bar.findChildren(QWidget):
            if part.isVisibleTo(bar) and part.parent() is bar:
                assert bar.rect().contains(part.geometry()), audit.what(part)
