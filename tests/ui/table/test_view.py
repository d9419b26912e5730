"""The rows of a table: keys, pointer, selection, what is painted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import SchemeChoice, apply_theme, theme

Make = Callable[..., RecordTable]
KEY, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def place(table: RecordTable, row: int, x: int = 60) -> QPoint:
    view = table.view
    return QPoint(x, view.rowViewportPosition(row) + view.row_height() // 2)


def click(
    qtbot: QtBot, table: RecordTable, row: int, modifier: Qt.KeyboardModifier | None = None
) -> None:
    keys = modifier or Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, keys, place(table, row))


def test_arrows_home_and_end_move_over_rows(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    click(qtbot, table, 0)
    qtbot.keyClick(table.view, KEY.Key_Down)
    assert list(table.view.chosen.rows()) == [1]
    qtbot.keyClick(table.view, KEY.Key_End)
    assert list(table.view.chosen.rows()) == [59]
    assert table.view.rowAt(table.view.viewport().height() - 5) == 59
    qtbot.keyClick(table.view, KEY.Key_Home)
    assert list(table.view.chosen.rows()) == [0]


def test_shift_and_ctrl_select_ranges_and_single_rows(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    click(qtbot, table, 2)
    click(qtbot, table, 5, SHIFT)
    click(qtbot, table, 8, CTRL)
    assert list(table.view.chosen.rows()) == [2, 3, 4, 5, 8]
    qtbot.keyClick(table.view, KEY.Key_A, CTRL)
    assert table.selected_count() == 60


def test_enter_and_double_click_open_and_space_previews(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    click(qtbot, table, 3)
    record = table.model.record(3)
    with qtbot.waitSignal(table.activated) as opened:
        qtbot.keyClick(table.view, KEY.Key_Return)
    assert opened.args == [record]
    with qtbot.waitSignal(table.previewed) as previewed:
        qtbot.keyClick(table.view, KEY.Key_Space)
    assert previewed.args == [record]
    with qtbot.waitSignal(table.activated) as opened:
        qtbot.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place(table, 7))
    assert opened.args == [table.model.record(7)]


def test_tab_leaves_the_table_and_arriving_selects_nothing(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    table.view.clearFocus()
    table.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.view.currentIndex().isValid()
    assert table.selected_count() == 0
    qtbot.keyClick(table.view, KEY.Key_Tab)
    assert not table.view.hasFocus()


def test_sorting_keeps_the_selected_people(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    click(qtbot, table, 2)
    click(qtbot, table, 4, CTRL)
    chosen = set(table.selected_keys())
    header = table.view.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(7) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    table.model.finish()
    assert table.model.sorting() == (("calls", False),)
    calls = [record.calls for record in table.model.shown()]
    assert calls == sorted(calls)
    assert set(table.selected_keys()) == chosen
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    table.model.finish()
    assert table.model.sorting() == (("calls", True),)
    # A third click goes back to the order of loading.
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert table.model.sorting() == ()


def test_shift_click_adds_a_level_to_the_sort(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    header = table.view.horizontalHeader()

    def press(section: int, keys: Qt.KeyboardModifier) -> None:
        spot = QPoint(header.sectionViewportPosition(section) + 20, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, keys, spot)

    press(2, Qt.KeyboardModifier.NoModifier)
    press(7, SHIFT)
    assert table.model.sorting() == (("title", False), ("calls", False))
    press(7, SHIFT)
    assert table.model.sorting() == (("title", False), ("calls", True))


def test_new_records_keep_selection_and_place(make_table: Make, qtbot: QtBot) -> None:
    from tests.ui.table.people import people

    table = make_table(200)
    click(qtbot, table, 4)
    chosen = table.selected_keys()
    table.view.verticalScrollBar().setValue(1000)
    table.model.append_records(people(260)[200:])
    table.model.finish()
    assert table.model.counts() == (260, 260)
    assert table.selected_keys() == chosen
    assert table.view.verticalScrollBar().value() == 1000


def test_a_cut_text_and_an_exact_time_are_told_to_the_pointer(make_table: Make) -> None:
    table = make_table()
    view = table.view
    table.view.columns.show("id", True)
    boxes = {box.column.key: box for box in view.boxes()}
    date = boxes["created"]
    assert view.tip_at(place(table, 0, date.left + 20)) == "2019-01-07T09:42:00Z"
    view.horizontalHeader().resizeSection(1, 60)
    email = next(box for box in view.boxes() if box.column.key == "email")
    assert view.tip_at(place(table, 0, email.left + 20)) == table.model.record(0).email
    name = next(box for box in view.boxes() if box.column.key == "name")
    assert view.tip_at(place(table, 0, name.left + 20)) == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_selected_and_hovered_rows_are_tinted(
    make_table: Make, qtbot: QtBot, dressed: QApplication, scheme: SchemeChoice
) -> None:
    apply_theme(dressed, scheme)
    table = make_table()
    click(qtbot, table, 1)
    for row in (2, 4):
        qtbot.mouseMove(table.view.viewport(), place(table, row))
    image = table.view.viewport().grab().toImage()

    def at(row: int, x: int) -> str:
        return image.pixelColor(x, place(table, row).y()).name()

    assert at(1, 0) == theme.colour("accent").name()
    assert at(1, 8) == theme.colour("selected").name()
    assert at(4, 8) == theme.colour("hover").name()
    assert at(2, 8) == theme.colour("surface").name()
    line = table.view.rowViewportPosition(6) - 1
    assert image.pixelColor(8, line).name() == theme.colour("separator").name()


def test_compact_rows_are_lower_and_the_top_row_stays(make_table: Make) -> None:
    table = make_table(500)
    table.view.verticalScrollBar().setValue(100 * table.view.row_height())
    table.set_compact(True)
    assert table.view.rowHeight(0) == theme.size("row_compact")
    assert table.view.rowAt(0) == 100


def test_rows_and_columns_are_named_for_a_screen_reader(make_table: Make) -> None:
    table = make_table()
    assert table.view.accessibleName() == "Users"
    assert table.filter_bar.field.accessibleName()
    assert table.filter_bar.columns_button.accessibleName() == "Choose columns"
    assert table.view.horizontalHeader().accessibleName() == "Columns"
    assert table.model.headerData(0, Qt.Orientation.Horizontal) == "Name"
