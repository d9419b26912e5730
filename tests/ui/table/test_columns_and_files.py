"""Columns that are remembered, cells on the clipboard, rows in files, and the states between."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gong_admin.models.column import Column, Kind
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.services.export import ExportFormat
from gong_admin.ui.table.clipboard import cells
from gong_admin.ui.table.column_popup import ColumnPopup
from gong_admin.ui.table.header_menu import HeaderMenu
from gong_admin.ui.table.layout import TableLayout, fit_widths, merge_order
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.states import Reason
from gong_admin.ui.widgets.toast import Toast
from tests.ui.table.conftest import Desk
from tests.ui.table.people import people

Make = Callable[..., RecordTable]
KEY, CTRL, LEFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


def keys_shown(table: RecordTable) -> list[str]:
    return [column.key for column in table.view.columns.shown_columns()]


# -- columns -----------------------------------------------------------------------------------


def test_columns_sort_and_density_are_as_they_were_left(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    table.choose_columns()
    popup = table.findChild(ColumnPopup)
    assert isinstance(popup, ColumnPopup)
    qtbot.keyClick(popup.list, KEY.Key_Down)  # Email
    qtbot.keyClick(popup.list, KEY.Key_Space)
    qtbot.keyClick(popup.list, KEY.Key_Down)  # Title
    qtbot.keyClick(popup.list, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(popup.list, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    popup.compact_box.click()
    popup.close()
    table.model.sort_by((("calls", True), ("name", False)))
    left = keys_shown(table)
    assert left[:3] == ["title", "name", "manager"]

    again = make_table()
    assert keys_shown(again) == left
    assert again.view.compact
    assert again.model.sorting() == (("calls", True), ("name", False))


def test_chosen_facets_are_remembered_and_typed_text_is_not(make_table: Make, desk: Desk) -> None:
    table = make_table()
    key = next(iter(table.filter_bar.facet_buttons))
    value = next(
        count.value for count in table.model.facet_counts(key) if isinstance(count.value, str)
    )
    table.filter_bar.set_facet(key, frozenset({value}))
    table.filter_bar.set_text("somebody@orvane.test")
    again = make_table()
    assert again.filter_bar.facets == {key: frozenset({value})}
    assert again.filter_bar.text == ""
    assert "somebody" not in json.dumps(desk.views.kept)
    again.filter_bar.clear()
    assert not make_table().filter_bar.active


def test_the_last_column_stays(make_table: Make) -> None:
    table = make_table()
    for key in keys_shown(table)[1:]:
        assert table.view.columns.show(key, False)
    assert not table.view.columns.show("name", False)
    assert keys_shown(table) == ["name"]


def test_a_dragged_border_keeps_its_width_for_the_next_time(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    header = table.view.horizontalHeader()
    edge = header.sectionViewportPosition(2)
    before = header.sectionSize(1)
    view = header.viewport()
    middle = header.height() // 2
    qtbot.mouseMove(view, QPoint(edge - 1, middle))
    qtbot.mousePress(view, LEFT, pos=QPoint(edge - 1, middle))
    qtbot.mouseMove(view, QPoint(edge + 39, middle))
    qtbot.mouseRelease(view, LEFT, pos=QPoint(edge + 39, middle))
    assert header.sectionSize(1) == before + 40
    assert table.model.sorting() == ()  # a drag is no click
    again = make_table(width=1100)
    assert again.view.horizontalHeader().sectionSize(1) == before + 40


def test_double_click_on_a_border_fits_the_rows_in_sight(make_table: Make, qtbot: QtBot) -> None:
    table = make_table(width=900)
    header = table.view.horizontalHeader()
    edge = QPoint(header.sectionViewportPosition(2) - 1, header.height() // 2)
    qtbot.mouseMove(header.viewport(), edge)
    qtbot.mouseDClick(header.viewport(), LEFT, pos=edge)
    view = table.view
    email = next(box for box in view.boxes() if box.column.key == "email")
    for row in range(10):
        assert view.tip_at(QPoint(email.left + 9, view.rowViewportPosition(row) + 9)) == ""


def test_columns_fill_the_room_and_scroll_when_there_is_too_little(
    make_table: Make, qtbot: QtBot
) -> None:
    table = make_table(width=1300)
    header = table.view.horizontalHeader()
    assert header.length() == table.view.viewport().width()
    view, bar = table.view, table.view.bars.horizontal
    assert not bar.isVisible()
    table.resize(500, 700)
    assert header.length() > view.viewport().width()
    qtbot.waitUntil(bar.isVisible)
    # The bar has a strip of its own: it lies across no row.
    bar_top = bar.mapTo(view, QPoint(0, 0)).y()
    assert view.viewport().geometry().bottom() < bar_top
    table.resize(1300, 700)
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_widths_are_shared_by_what_was_wanted() -> None:
    assert fit_widths([100, 100, 50], [60, 60, 50], [True, True, False], 350) == [150, 150, 50]
    assert fit_widths([100, 100, 50], [60, 60, 50], [True, True, False], 200) == [75, 75, 50]
    assert fit_widths([100, 100, 50], [60, 90, 50], [True, True, False], 200) == [60, 90, 50]
    assert fit_widths([100, 200], [100, 100], [True, True], 250) == [100, 150]
    assert fit_widths([100, 100], [90, 90], [False, True], 120) == [100, 100]


def test_a_layout_survives_new_columns_and_broken_settings() -> None:
    assert merge_order(["c", "a", "gone"], ["a", "b", "c"]) == ["c", "a", "b"]
    broken = {"columns": [{"key": 3}, "x", {"key": "a", "width": "wide"}], "sort": {"a": 1}}
    layout = TableLayout.from_json(broken)
    assert [(c.key, c.width, c.visible) for c in layout.columns] == [("a", None, True)]
    assert layout.sort == ()
    assert TableLayout.from_json(layout.to_json()) == layout


def test_the_menu_of_a_column_sorts_and_hides_it(make_table: Make) -> None:
    table = make_table()
    header = table.view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(7) + 10, 10)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, header.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(header.viewport(), event)
    menu = table.findChild(HeaderMenu)
    assert isinstance(menu, HeaderMenu)
    entries = {action.text(): action for action in menu.actions()}
    entries["Sort descending"].trigger()
    assert table.model.sorting() == (("calls", True),)
    entries["Hide Calls"].trigger()
    assert "calls" not in keys_shown(table)
    menu.close()


# -- clipboard ---------------------------------------------------------------------------------


def test_ctrl_c_copies_the_shown_cells_of_the_selected_rows(
    make_table: Make, qtbot: QtBot, desk: Desk
) -> None:
    table = make_table()
    table.view.columns.show("id", True)
    table.select(table.model.key(0))
    qtbot.keyClick(table.view, KEY.Key_C, CTRL)
    mime = QGuiApplication.clipboard().mimeData()
    titles, row, rest = mime.text().split("\n")
    assert titles.split("\t")[0] == "Name"
    person = table.model.record(0)
    copied = dict(zip(titles.split("\t"), row.split("\t"), strict=True))
    assert copied["User id"] == person.id
    assert copied["Calls"] == str(person.calls)
    assert copied["Active"] == "Yes"
    assert rest == ""
    assert f"<td style=\"mso-number-format:'\\@'\">{person.id}</td>" in mime.html()
    assert desk.toasts == ["Copied 1 row"]


def test_many_rows_are_copied_beside_the_window(make_table: Make, qtbot: QtBot, desk: Desk) -> None:
    table = make_table(3000)
    table.view.selectAll()
    table.commands.copy.trigger()
    qtbot.waitUntil(lambda: desk.toasts == ["Copied 3,000 rows"])
    assert QGuiApplication.clipboard().text().count("\n") == 3001


@pytest.mark.parametrize(
    ("value", "pasted"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd", "'-cmd"),
        (" =x", "' =x"),
        ("+44 20 7946 0000", "+44 20 7946 0000"),
        ("-12.5", "-12.5"),
        ("two\nlines", "two lines"),
        ("<b>", "<b>"),
    ],
)
def test_no_cell_becomes_a_formula(value: str, pasted: str) -> None:
    column: Column[str] = Column("a", "A", lambda text: text, Kind.TEXT)
    text, table = cells([column], [value])
    assert text == f"A\n{pasted}\n"
    assert "<b>" not in table


def test_ids_json_and_requests_are_copied(make_table: Make, desk: Desk) -> None:
    table = make_table()
    board = QGuiApplication.clipboard()
    table.select(table.model.key(2))
    table.commands.copy_id.trigger()
    assert board.text() == table.model.key(2)
    table.commands.copy_json.trigger()
    assert json.loads(board.text())["email"] == table.model.record(2).email
    table.commands.copy_curl.trigger()
    assert board.text() == "curl $GONG_URL/v2/users"
    table.commands.copy_python.trigger()
    assert board.text() == "python $GONG_URL/v2/users"


def test_what_needs_a_selection_is_off_without_one(make_table: Make) -> None:
    table = make_table()
    assert not table.commands.copy.isEnabled()
    table.select(table.model.key(0))
    assert table.commands.copy.isEnabled()
    assert {action.text() for action in table.table_actions()} >= {
        "Copy cells",
        "Copy as JSON",
        "Export users as CSV…",
        "Choose columns…",
    }


# -- files -------------------------------------------------------------------------------------


def answer(table: RecordTable, path: Path) -> None:
    """Type a path into the file dialog and press Save."""
    (dialog,) = [d for d in table.findChildren(QFileDialog) if d.isVisible()]
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(path.name)
    dialog.accept()


def test_what_the_filter_shows_is_exported_as_csv(
    make_table: Make, qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    table = make_table()
    table.filter_bar.set_text("deal desk")
    table.model.finish()
    shown = table.model.shown()
    menu = table.commands.export_menu
    menu.aboutToShow.emit()
    first = menu.actions()[0]
    assert first.text() == f"All {len(shown)} shown as CSV…"
    first.trigger()
    before = date.today()
    name = table.commands.exporter.suggested_name(ExportFormat.CSV)
    assert name in {f"users-{day:%Y-%m-%d}.csv" for day in (before, date.today())}
    with qtbot.waitSignal(table.commands.exporter.finished):
        answer(table, tmp_path / "people.csv")
    with (tmp_path / "people.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["Email"] for row in rows] == [person.email for person in shown]
    assert "User id" not in rows[0]
    told = table.findChild(Toast)
    assert told is not None
    assert told.accessibleName() == f"Exported {len(shown)} users to people.csv in {tmp_path}"
    assert [link.text() for link in told.findChildren(LinkButton)] == ["Open folder"]
    assert table.commands.exporter.folder() == str(tmp_path)
    qtbot.waitUntil(lambda: not desk.jobs.running)


def test_a_first_export_starts_in_a_folder_that_is_there(
    make_table: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    exporter = make_table().commands.exporter
    assert exporter.folder() == str(tmp_path)
    (tmp_path / "Downloads").mkdir()
    assert exporter.folder() == str(tmp_path / "Downloads")
    (tmp_path / "Documents").mkdir()
    assert exporter.folder() == str(tmp_path / "Documents")


def test_selected_rows_are_exported_with_ids_as_text(
    make_table: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    table = make_table()
    table.view.columns.show("id", True)
    table.view.chosen.select([table.model.key(1), table.model.key(4)])
    table.commands.exporter.ask(ExportFormat.XLSX, selected=True)
    with qtbot.waitSignal(table.commands.exporter.finished):
        answer(table, tmp_path / "two.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "two.xlsx").active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    ids = [row[head.index("User id")] for row in rows]
    assert ids == [table.model.record(1).id, table.model.record(4).id]


def test_a_failed_export_says_why_and_asks_again(
    make_table: Make, qtbot: QtBot, tmp_path: Path
) -> None:
    table = make_table()
    table.commands.exporter.write(tmp_path / "gone" / "a.csv", ExportFormat.CSV)
    qtbot.waitUntil(table.message_bar.isVisible)
    message = table.message_bar.message()
    assert message is not None
    assert message.title == "The file was not written"
    assert str(tmp_path / "gone") in message.text
    choose = next(b for b in table.message_bar.buttons() if b.property("action") == "choose-file")
    qtbot.mouseClick(choose, LEFT)
    with qtbot.waitSignal(table.commands.exporter.finished):
        answer(table, tmp_path / "b.csv")
    assert (tmp_path / "b.csv").exists()
    assert not table.message_bar.isVisible()


# -- states ------------------------------------------------------------------------------------


def test_a_load_shows_numbers_then_rows(make_table: Make, qtbot: QtBot) -> None:
    table = make_table(0)
    table.show_loading("Reading users: 300 of 1,284", "4 s left", 0.23)
    assert table.loading_bar.accessibleName() == "Reading users: 300 of 1,284"
    assert table.loading_bar.isVisible()
    assert table._skeleton.isVisible()
    with qtbot.waitSignal(table.load_cancelled):
        table.loading_bar._cancel.click()
    table.model.append_records(people(10))
    table.model.finish()
    assert not table._skeleton.isVisible()
    assert table.loading_bar.isVisible()
    table.show_loaded()
    assert not table.loading_bar.isVisible()
    assert table.view.isVisible()


def test_nothing_there_says_why(make_table: Make) -> None:
    table = make_table(0)
    table.set_empty("No users found", reasons=[Reason("key", "Or not for you", "A scope", "x:y")])
    assert table.empty_state.isVisible()
    assert "x:y" in table.empty_state.accessibleDescription()
    assert not table.view.isVisible()


def test_an_error_stands_above_the_rows_or_in_their_place(make_table: Make, qtbot: QtBot) -> None:
    message = UserMessage(Severity.ERROR, "Gong did not answer", "", (), (ActionKind.RETRY,))
    table = make_table()
    table.show_message(message)
    assert table.message_bar.isVisible()
    assert table.view.isVisible()
    with qtbot.waitSignal(table.message_action) as chosen:
        table.message_bar.buttons()[0].click()
    assert chosen.args == [ActionKind.RETRY]

    empty = make_table(0)
    empty.show_message(message)
    assert empty.error_state.isVisible()
    assert not empty.message_bar.isVisible()
    empty.clear_message()
    assert empty.empty_state.isVisible()


def test_the_menu_of_the_rows_opens_from_the_keyboard(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    table.select(table.model.key(1))
    viewport = table.view.viewport()
    reason = QContextMenuEvent.Reason.Keyboard  # what Shift+F10 and the menu key send
    event = QContextMenuEvent(reason, QPoint(0, 0), viewport.mapToGlobal(QPoint(0, 0)))
    QApplication.sendEvent(viewport, event)
    menu = table.commands._menu
    assert menu is not None
    assert menu.isVisible()
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[:3] == ["Copy cells", "Copy id", "Copy as JSON"]
    menu.close()


def test_cells_on_the_clipboard_do_not_crash_the_end() -> None:
    script = (
        "from PySide6.QtWidgets import QApplication\n"
        "from gong_admin.ui import copied\n"
        "from gong_admin.ui.table.clipboard import cell_mime\n"
        "qt = QApplication([])\n"
        "copied.put(cell_mime('text', '<table></table>'))\n"
        "copied.release()\n"
        "assert qt.clipboard().text() == 'text'\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], check=False)
    assert ended.returncode == 0
