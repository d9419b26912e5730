from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from gong_admin.models.record_table import RecordTableModel
from gong_admin.models.runs import runs_of
from gong_admin.models.selection import TableSelection
from tests.unit.models.people import Person, make_model, make_people

Table = tuple[RecordTableModel[Person], QItemSelectionModel, TableSelection]


@pytest.fixture
def table(qtbot: QtBot) -> Table:
    model = make_model(200)
    selection = QItemSelectionModel(model, model)
    return model, selection, TableSelection(model, selection, model)


def test_selecting_by_id_makes_ranges_of_whole_rows(table: Table) -> None:
    model, selection, chosen = table
    keys = [model.key(row) for row in (3, 4, 5, 9)]
    chosen.select([*keys, "unknown"], current=keys[1])
    assert chosen.ranges() == [range(3, 6), range(9, 10)]
    assert chosen.count() == 4
    assert chosen.keys() == keys
    assert [person.id for person in chosen.records()] == keys
    assert chosen.current_key() == keys[1]
    assert selection.isRowSelected(4)


def test_sorting_takes_the_selection_along(table: Table) -> None:
    model, _, chosen = table
    keys = {model.key(row) for row in (3, 4, 5, 9)}
    chosen.select(keys, current=model.key(4))
    current = chosen.current_key()
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.finish()
    assert set(chosen.keys()) == keys
    assert chosen.current_key() == current


def test_everything_selected_stays_selected_over_a_sort(table: Table) -> None:
    model, _, chosen = table
    chosen.select([model.key(row) for row in range(200)])
    model.sort(1)
    model.finish()
    assert chosen.ranges() == [range(200)]


def test_rows_that_a_filter_hides_are_no_longer_selected(qtbot: QtBot, table: Table) -> None:
    model, _, chosen = table
    chosen.select([model.key(row) for row in range(26)])
    with qtbot.waitSignal(chosen.changed):
        model.set_filter("person-05")
    assert {person.name[:9] for person in chosen.records()} == {"Person-05"}
    left = chosen.keys()
    model.set_filter("")
    assert chosen.keys() == left
    assert chosen.count() < 26


def test_selecting_all_of_a_filtered_table_selects_only_those(table: Table) -> None:
    model, _, chosen = table
    model.set_filter("person-05")
    shown = [person.id for person in model.shown()]
    chosen.select(shown)
    model.set_filter("")
    assert sorted(chosen.keys()) == sorted(shown)


def test_a_refresh_keeps_the_records_that_are_still_there(table: Table) -> None:
    model, _, chosen = table
    keys = [model.key(row) for row in (3, 150)]
    chosen.select(keys, current=keys[0])
    model.set_records(make_people(100)[::-1])
    model.finish()
    assert chosen.keys() == [keys[0]]
    assert chosen.current_key() == keys[0]


def test_a_changed_record_stays_selected(table: Table) -> None:
    model, _, chosen = table
    key = model.key(8)
    model.sort(1)
    chosen.select([key])
    model.upsert([Person(key, "Zzz")])
    model.finish()
    assert chosen.keys() == [key]
    assert model.row_of(key) == 199


def test_removing_a_selected_record_is_told(qtbot: QtBot, table: Table) -> None:
    model, _, chosen = table
    chosen.select([model.key(3), model.key(4)])
    with qtbot.waitSignal(chosen.changed):
        model.remove([model.key(3)])
    assert chosen.count() == 1


def test_runs() -> None:
    assert list(runs_of([1, 2, 3, 7, 9, 10])) == [range(1, 4), range(7, 8), range(9, 11)]
    assert list(runs_of([])) == []
