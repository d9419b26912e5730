"""Columns that give way where there is no room for all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gong_admin.models.column import Column, Kind
from gong_admin.models.record_table import RecordTableModel
from gong_admin.ui.table.column_popup import ColumnPopup
from gong_admin.ui.table.record_table import RecordTable
from tests.ui.table.conftest import Desk
from tests.ui.table.people import Person, people

_COLUMNS: tuple[Column[Person], ...] = (
    Column("email", "Email", lambda one: one.email, width=340),
    Column("calls", "Calls", lambda one: one.calls, Kind.NUMBER, width=80, spare=1),
    Column("created", "Created", lambda one: one.created, Kind.DATE, width=150, spare=2),
)


def make(qtbot: QtBot, desk: Desk, width: int) -> RecordTable:
    model: RecordTableModel[Person] = RecordTableModel(_COLUMNS, key=lambda one: one.id)
    model.set_records(people(20))
    table = RecordTable(model, desk.host, table_id="spare", name="People")
    qtbot.addWidget(table)
    table.resize(width, 500)
    with qtbot.waitExposed(table):
        table.show()
    return table


def in_sight(table: RecordTable) -> list[str]:
    return [box.column.key for box in table.view.boxes()]


def test_what_can_be_spared_gives_way_whole_and_comes_back(qtbot: QtBot, desk: Desk) -> None:
    table = make(qtbot, desk, 600)
    assert in_sight(table) == ["email", "calls", "created"]
    table.resize(500, 500)
    assert in_sight(table) == ["email", "calls"]
    assert table.view.horizontalHeader().length() == table.view.viewport().width()
    table.resize(360, 500)
    assert in_sight(table) == ["email"]
    table.resize(600, 500)
    assert in_sight(table) == ["email", "calls", "created"]


def test_what_gave_way_is_still_one_of_the_users_columns(qtbot: QtBot, desk: Desk) -> None:
    table = make(qtbot, desk, 360)
    columns = table.view.columns
    # Copied, exported and ticked in the list of columns as before.
    assert [column.key for column in columns.shown_columns()] == ["email", "calls", "created"]
    table.choose_columns()
    popup = table.findChild(ColumnPopup)
    assert isinstance(popup, ColumnPopup)
    qtbot.keyClick(popup.list, Qt.Key.Key_Down)
    qtbot.keyClick(popup.list, Qt.Key.Key_Space)  # without the calls
    popup.close()
    table.resize(600, 500)
    assert in_sight(table) == ["email", "created"]
    # What was only left out is not remembered as hidden.
    assert in_sight(make(qtbot, desk, 600)) == ["email", "created"]


def test_the_last_wanted_column_stays(qtbot: QtBot, desk: Desk) -> None:
    table = make(qtbot, desk, 360)
    columns = table.view.columns
    assert columns.show("calls", False)
    assert columns.show("email", False)
    assert not columns.show("created", False)
    table.resize(60, 500)
    assert in_sight(table) == ["created"]
