"""The Compare profiles panel on a real sandbox: by keyboard and mouse, and when things fail."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gong_admin.services.export import ExportFormat
from gong_admin.services.profiles.editing import with_edits
from gong_admin.services.profiles.rules import errors, problems
from gong_admin.services.profiles.settings_catalogue import BY_KEY, LIBRARY_FOLDERS, LIBRARY_LEVEL
from gong_admin.ui.panels.compare.alike_popup import AlikePopup
from gong_admin.ui.panels.compare.choose_popup import ChoosePopup
from gong_admin.ui.profile_changes.saver import folders_known_in
from gong_admin.ui.widgets.pick_popup import PickPopup

ROLES = Qt.ItemDataRole


def ready(panel, bench, qtbot):
    data = bench.data
    qtbot.waitUntil(
        lambda: data.profiles.complete and data.workspaces.complete and panel.matrix.rowCount() > 0
    )
    qtbot.waitUntil(lambda: len(panel.matrix.profiles) == len(panel.compared()))


@pytest.fixture
def compare(open_panel, bench, qtbot):
    panel = open_panel("compare")
    ready(panel, bench, qtbot)
    bench.session.lock.open()
    panel.view.table.setFocus()
    return panel


def row_of(panel, title):
    matrix = panel.matrix
    for number in range(matrix.rowCount()):
        line = matrix.line_at(number)
        if line is not None and line.title == title:
            return number
    raise AssertionError(f"no row {title}")


def go_to(panel, title, column):
    panel.view.table.setFocus()
    panel.view.table.go_to(row_of(panel, title), column)


def key(panel, *keys, modifier=Qt.KeyboardModifier.NoModifier):
    for each in keys:
        QTest.keyClick(panel.view.table, each, modifier)


def cell(panel, title, column):
    matrix = panel.matrix
    return matrix.data(matrix.index(row_of(panel, title), column), ROLES.AccessibleTextRole)


def popup(panel, kind):
    (found,) = [w for w in panel.view.findChildren(kind) if w.isVisible()]
    return found


def names(panel):
    return [profile.name for profile in panel.matrix.profiles]


# -- what is compared --------------------------------------------------------------------------


def test_all_profiles_stand_beside_the_standard_one(compare, bench):
    assert names(compare)[0] == "Standard team member"
    assert len(names(compare)) == len(bench.data.profiles)
    assert compare.view.header.caption().startswith(f"{len(names(compare))} profiles")
    assert "settings differ" in compare.view.table.corner.words()
    assert compare.view.differences.isChecked()


def test_the_workspace_above_narrows_what_is_compared(compare, bench, qtbot):
    workspace = bench.data.workspaces.records[1]
    bench.workspace.choose(workspace.id)
    qtbot.waitUntil(lambda: len(names(compare)) == len(bench.data.profiles_in(workspace.id)))
    assert all(profile.note == workspace.name for profile in compare.matrix.profiles)


def test_another_profile_as_the_baseline_by_its_menu(compare, qtbot):
    table = compare.view.table
    table.go_to(1, 1)
    second = names(compare)[1]
    key(compare, Qt.Key.Key_Down, modifier=Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(compare)[0] == second)
    assert compare.view.baseline_button.accessibleName() == f"Baseline: {second}"


def test_profiles_are_chosen_by_name(compare, qtbot):
    compare.view.profiles_button.click()
    choose = popup(compare, ChoosePopup)
    choose.none_button.click()
    qtbot.waitUntil(lambda: not names(compare) or len(names(compare)) == 1)
    choose.search.setText("collaborator")
    choose.all_button.click()
    choose.close()
    qtbot.waitUntil(lambda: len(names(compare)) > 1)
    assert all("ollaborator" in name for name in names(compare)[1:])


def test_arriving_with_a_profile_makes_it_the_baseline(compare, bench, qtbot):
    record = bench.data.profiles.records[-1]
    bench.navigate("compare", record.id)
    qtbot.waitUntil(lambda: compare.matrix.profiles[0].id == record.id)


def test_the_baseline_and_the_heading_stay_in_sight(compare, qtbot):
    table = compare.view.table
    compare.view.differences.setChecked(False)
    last, row = len(names(compare)) - 1, row_of(compare, "Delete calls")
    table.go_to(row, last)
    assert table.horizontalScrollBar().value() > 0
    assert table.verticalScrollBar().value() > 0
    assert table.column_at(3) == 0
    assert table.indexAt(QPoint(3, 3)).row() == table.sticky_heading()[0]
    place = table.visualRect(table.matrix.index(row, last))
    assert table.viewport().rect().contains(place)
    key(compare, Qt.Key.Key_Home)
    assert table.currentIndex().column() == 0
    assert table.visualRect(table.currentIndex()).left() == 0
    # From the baseline to the right comes its neighbour, out from under it.
    key(compare, Qt.Key.Key_Right)
    neighbour = table.visualRect(table.currentIndex())
    assert neighbour.left() >= table.columnWidth(0)


def test_the_keyboard_begins_at_the_first_value(compare, bench, qtbot):
    table = compare.view.table
    bench.window.activateWindow()
    compare.view.filter_field.setFocus()
    table.setCurrentIndex(QModelIndex())
    qtbot.waitUntil(bench.window.isActiveWindow)
    table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(table.hasFocus)
    assert compare.matrix.line_at(table.currentIndex().row()) is not None


def test_groups_fold_by_keyboard_and_by_click(compare):
    table, matrix = compare.view.table, compare.matrix
    table.go_to(0, 0)
    before = matrix.rowCount()
    key(compare, Qt.Key.Key_Left)
    assert matrix.rowCount() < before
    assert matrix.is_collapsed("access")
    key(compare, Qt.Key.Key_Right)
    assert matrix.rowCount() == before
    QTest.mouseClick(table.side.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert matrix.is_collapsed("access")


def test_typing_goes_into_the_filter(compare):
    table = compare.view.table
    QTest.keyClicks(table, "d")
    assert compare.view.filter_field.text() == "d"
    QTest.keyClicks(compare.view.filter_field, "elete")
    titles = {
        line.title for n in range(compare.matrix.rowCount()) if (line := compare.matrix.line_at(n))
    }
    assert titles == {"Delete calls", "Delete emails", "Manage deal boards"}
    QTest.keyClick(compare.view.filter_field, Qt.Key.Key_Escape)
    assert compare.view.filter_field.text() == ""


# -- editing -----------------------------------------------------------------------------------


def test_space_turns_a_switch_and_ctrl_z_takes_it_back(compare, bench):
    go_to(compare, "Trim calls", 1)
    before = cell(compare, "Trim calls", 1)
    key(compare, Qt.Key.Key_Space)
    after = cell(compare, "Trim calls", 1)
    assert after != before
    assert ", not saved" in after
    assert bench.data.staged.count() == 1
    assert compare.view.save_button.isVisible()
    key(compare, Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert cell(compare, "Trim calls", 1) == before
    assert bench.data.staged.count() == 0
    key(compare, Qt.Key.Key_Y, modifier=Qt.KeyboardModifier.ControlModifier)
    assert cell(compare, "Trim calls", 1) == after
    key(compare, Qt.Key.Key_Delete)
    assert cell(compare, "Trim calls", 1) == before


def test_one_value_for_all_chosen_cells_of_a_row(compare, bench):
    go_to(compare, "Trim calls", 1)
    key(compare, Qt.Key.Key_Right, Qt.Key.Key_Right, modifier=Qt.KeyboardModifier.ShiftModifier)
    key(compare, Qt.Key.Key_Space)
    said = {
        cell(compare, "Trim calls", column).split(": ")[1].split(",")[0] for column in (1, 2, 3)
    }
    assert len(said) == 1
    key(compare, Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert bench.data.staged.count() == 0  # one step took all of them back


def give_all(panel, title, column):
    """The entry of the menu that spreads a cell over its row."""
    panel.editor.open_menu(row_of(panel, title), column, QPoint(0, 0))
    menu = QApplication.activePopupWidget()
    (entry,) = [each for each in menu.actions() if "compared profiles" in each.text()]
    return entry


def test_a_row_is_given_folders_of_each_profiles_own_workspace(compare, bench, qtbot):
    data = bench.data
    qtbot.waitUntil(lambda: data.folders.complete)
    levels = [data.staged.reading(record).values[LIBRARY_LEVEL] for record in compare.compared()]
    source = compare.compared()[levels.index("specific-folders")]
    column = next(n for n, one in enumerate(compare.matrix.profiles) if one.id == source.id)
    give_all(compare, "Library", column).trigger()
    place = {record.id: record.workspace_id for record in data.folders.records}
    given = [record for record in compare.compared() if data.staged.edits(record.id)]
    assert {record.workspace_id for record in given} >= {source.workspace_id}
    for record in given:
        now = with_edits(data.staged.original(record), data.staged.edits(record.id))
        assert {place[one] for one in now.ids(LIBRARY_FOLDERS)} <= {record.workspace_id}
        assert not errors(problems(data.staged.original(record), data.staged.edits(record.id)))


def test_what_was_never_told_is_given_to_nobody(compare, bench, qtbot):
    data = bench.data
    record = next(r for r in data.profiles.records if r.profile.ai_builder is None)
    compare.view.differences.setChecked(False)
    column = next(n for n, one in enumerate(compare.matrix.profiles) if one.id == record.id)
    title = BY_KEY["aiBuilder"].name
    assert not give_all(compare, title, column).isEnabled()
    QApplication.activePopupWidget().close()


def test_a_folder_of_another_workspace_is_told(bench, compare, qtbot):
    data = bench.data
    qtbot.waitUntil(lambda: data.folders.complete)
    here, *_, there = sorted({record.workspace_id for record in data.folders.records})
    known = folders_known_in(data, here)
    folders = {one.workspace_id: one.id for one in data.folders.records}
    assert known(folders[here])
    assert not known(folders[there])


def test_a_level_is_chosen_from_a_menu(compare):
    go_to(compare, "Emails", 0)
    key(compare, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert [a.text() for a in menu.actions()[:5]] == ["All", "Team", "Reports", "Own", "None"]
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert ": All" in cell(compare, "Emails", 0)


def test_leads_are_picked_by_name(compare, bench, qtbot):
    qtbot.waitUntil(lambda: bench.data.users.complete or not bench.data.users.loading)
    compare.editor.pick(row_of(compare, "Calls"), 0)
    pick = popup(compare, PickPopup)
    qtbot.waitUntil(lambda: len(pick.list.shown_values) > 3)
    pick.search.setText("a")
    QTest.keyClick(pick.search, Qt.Key.Key_Return)
    pick.close()
    assert "not saved" in cell(compare, "Calls", 0)


def test_a_closed_lock_is_offered_to_be_opened(compare, bench, answers, qtbot):
    bench.session.lock.close()
    answers.agree = False
    go_to(compare, "Trim calls", 1)
    key(compare, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: answers.asked == ["Allow changes to Orvane?"])
    assert bench.data.staged.count() == 0
    answers.agree = True
    key(compare, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bench.data.staged.count() == 1)


def test_chosen_cells_go_to_the_clipboard(compare):
    go_to(compare, "Delete calls", 0)
    key(compare, Qt.Key.Key_Right, modifier=Qt.KeyboardModifier.ShiftModifier)
    key(compare, Qt.Key.Key_C, modifier=Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["Setting", *names(compare)[:2]]
    assert lines[1].split("\t")[0] == "Delete calls"
    assert len(lines) == 2


# -- alike -------------------------------------------------------------------------------------


def test_the_nearest_pairs_are_listed_and_compared(compare, qtbot):
    compare.view.alike_button.click()
    alike = popup(compare, AlikePopup)
    qtbot.waitUntil(lambda: bool(alike.pairs.titles()))
    listed = alike.pairs.titles()
    # Copies in several workspaces stand in one line, with all of them.
    assert listed[0].startswith("Business admin, 4 times | The same in everything · EMEA Sales, ")
    assert sum("Business admin, " in one for one in listed) == 1
    at = next(n for n, one in enumerate(listed) if "Differ in" in one)
    QTest.keyClick(alike.pairs, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(compare) == ["Business admin"] * 4)
    compare.view.alike_button.click()
    alike = popup(compare, AlikePopup)
    qtbot.waitUntil(lambda: alike.pairs.titles() == listed)
    alike.pairs.setCurrentIndex(alike.pairs.model().index(at, 0))
    QTest.keyClick(alike.pairs, Qt.Key.Key_Return)
    one, other = listed[at].split(" | ")[0].split(" and ")
    qtbot.waitUntil(lambda: names(compare) == [one, other])


def test_members_that_were_read_before_are_there_at_once(open_panel, bench, qtbot):
    open_panel("profiles")
    bench.data.members.ensure()
    qtbot.waitUntil(lambda: bench.data.members.complete, timeout=20_000)
    bench.navigate("compare", None)
    panel = bench.current
    ready(panel, bench, qtbot)
    qtbot.waitUntil(lambda: panel.members.known)
    assert "member" in panel.matrix.profiles[0].note


def test_profiles_without_members_are_known_after_a_click(compare, bench, qtbot):
    compare.view.alike_button.click()
    alike = popup(compare, AlikePopup)
    alike.choice.set_value("empty")
    alike._show_page()
    assert "calls" in alike._note.text()
    assert alike._read.isVisibleTo(alike)
    alike._read.click()
    qtbot.waitUntil(lambda: bench.data.members.complete)
    qtbot.waitUntil(lambda: compare.members.known)
    having = {member.profile_id for member in bench.data.members.records}
    empty = [r for r in bench.data.profiles.records if r.id not in having]
    qtbot.waitUntil(lambda: len(alike.empty.titles()) == len(empty))
    alike.close()
    assert "member" in compare.matrix.profiles[0].note


# -- export ------------------------------------------------------------------------------------


def test_the_file_holds_what_one_sees(compare, qtbot, tmp_path):
    compare.view.filter_field.setText("delete")
    path = tmp_path / "compared.csv"
    compare.exporter.write(path, ExportFormat.CSV)
    qtbot.waitUntil(path.exists)
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][:2] == ["Group", "Setting"]
    assert len(rows[0]) == 2 + len(names(compare))
    assert rows[0][2].startswith("Standard team member (")
    shown = [
        line.title for n in range(compare.matrix.rowCount()) if (line := compare.matrix.line_at(n))
    ]
    assert [row[1] for row in rows[1:]] == shown
    assert set(rows[1][2:]) <= {"On", "Off", "Not told"}


def test_what_is_not_saved_is_marked_in_the_file(compare, qtbot, tmp_path):
    go_to(compare, "Delete calls", 1)
    before = cell(compare, "Delete calls", 1).split(": ")[1].split(",")[0]
    key(compare, Qt.Key.Key_Space)
    path = tmp_path / "compared.csv"
    compare.exporter.write(path, ExportFormat.CSV)
    qtbot.waitUntil(path.exists)
    rows = csv.reader(path.read_text(encoding="utf-8-sig").splitlines())
    row = next(each for each in rows if each[1] == "Delete calls")
    assert row[3].endswith(f"(not saved; Gong: {before})")
    assert not row[2].endswith(")")
    compare.editor.copy_cells()
    assert f"(not saved; Gong: {before})" in QApplication.clipboard().text()
