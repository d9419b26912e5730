from __future__ import annotations

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from pytestqt.qtbot import QtBot

from gong_admin.models.column import Kind
from gong_admin.models.record_table import RecordTableModel
from gong_admin.models.roles import KindRole, RecordRole
from tests.unit.models.people import COLUMNS, Person, make_model, make_people, person_id


@pytest.fixture
def model(qtbot: QtBot) -> RecordTableModel[Person]:
    return make_model(100)


def ids(model: RecordTableModel[Person]) -> list[str]:
    return [model.record(row).id for row in range(model.rowCount())]


def test_keeps_qts_rules_through_every_kind_of_change(qtbot: QtBot) -> None:
    model = make_model()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    assert tester.model() is model
    people = make_people(3000)
    for first in range(0, 2000, 500):
        model.append_records(people[first : first + 500])
    keep = QPersistentModelIndex(model.index(7, 1))
    kept = model.key(7)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.append_records(people[2000:])
    model.finish()
    assert model.key(keep.row()) == kept
    model.set_filter("person-0")
    model.finish()
    model.upsert([Person(people[5].id, "Person-0 changed"), Person("new", "Person-0 new")])
    model.finish()
    model.remove([person.id for person in people[:1500:3]])
    model.set_facets({"active": {True, None}})
    model.finish()
    model.set_records(people[:50])
    model.set_filter("")
    model.set_facets({})
    model.sort(-1)
    model.finish()
    assert ids(model) == [person.id for person in people[:50]]


def test_cells_answer_only_the_roles_they_serve(model: RecordTableModel[Person]) -> None:
    index = model.index(1, 4)
    assert "2026" in model.data(index)
    assert model.data(index, Qt.ItemDataRole.ToolTipRole) == "2026-02-01T00:00:00Z"
    assert model.data(index, RecordRole) is model.record(1)
    assert model.data(index, KindRole) is Kind.DATE
    assert model.data(index, Qt.ItemDataRole.DecorationRole) is None
    assert model.data(model.index(0, 2)) == ""
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Name"
    right = model.data(model.index(0, 2), Qt.ItemDataRole.TextAlignmentRole)
    assert right & int(Qt.AlignmentFlag.AlignTrailing)


def test_filter_needs_every_word_in_any_column_in_any_case(model: RecordTableModel[Person]) -> None:
    model.set_filter("  MANAGERS  person-04 ")
    shown = model.shown()
    assert shown
    assert all("04" in person.name or "04" in person.id for person in shown)
    assert all("Managers" in person.profiles for person in shown)
    assert model.counts() == (len(shown), 100)


def test_filter_finds_what_is_shown_and_folds_letters_of_all_languages(qtbot: QtBot) -> None:
    model = make_model()
    model.set_records([Person("1", "Jörg STRASSE"), Person("2", "Ölaf Straße"), Person("3", "x")])
    model.set_filter("straße")
    assert ids(model) == ["1", "2"]
    model.set_filter("ÖL")
    assert ids(model) == ["2"]


def test_filter_finds_texts_that_hardly_repeat(qtbot: QtBot) -> None:
    model = make_model(1000)
    model.set_filter(model.key(777))
    model.finish()
    assert ids(model) == [make_people(1000)[777].id]
    changed = Person(ids(model)[0], "Somebody Else")
    model.upsert([changed])
    model.set_filter("somebody else")
    model.finish()
    assert ids(model) == [changed.id]
    model.set_filter(f"else {changed.id[-3:]}")
    model.finish()
    assert ids(model) == [changed.id]


def test_a_word_never_matches_across_two_columns(qtbot: QtBot) -> None:
    model = make_model()
    model.set_records([Person("12", "34")])
    model.set_filter("23")
    model.finish()
    assert ids(model) == []


def test_facets_show_rows_with_one_of_the_chosen_values(model: RecordTableModel[Person]) -> None:
    model.set_facets({"active": {True}, "profiles": {"Managers", "Sales"}, "calls": set()})
    assert {person.active for person in model.shown()} == {True}
    assert {person.profiles for person in model.shown()} == {("Sales",)}
    model.set_facets({"profiles": {None}})
    assert {person.profiles for person in model.shown()} == {()}


def test_facet_counts_leave_out_their_own_choice_but_not_the_others(
    model: RecordTableModel[Person],
) -> None:
    model.set_facets({"active": {True}})
    counts = {count.value: count.count for count in model.facet_counts("active")}
    assert counts == {True: 34, False: 33, None: 33}
    counts = {count.value: count.count for count in model.facet_counts("profiles")}
    assert counts == {"Sales": 34, "Managers": 0, None: 0}
    model.set_filter("person-03")
    assert sum(count.count for count in model.facet_counts("active")) == len(
        [p for p in make_people(100) if "person-03" in p.name.lower()]
    )
    assert {c.label for c in model.facet_counts("active")} == {"Yes", "No", ""}


def test_missing_values_sort_last_in_either_direction(model: RecordTableModel[Person]) -> None:
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(2, order)
        calls = [person.calls for person in model.shown()]
        known = [value for value in calls if value is not None]
        assert calls == known + [None] * (100 - len(known))
        assert known == sorted(known, reverse=order == Qt.SortOrder.DescendingOrder)


def test_rows_that_come_under_a_filter_are_shown_only_if_they_match(
    model: RecordTableModel[Person],
) -> None:
    model.set_filter("person-12")
    model.finish()
    before = model.rowCount()
    model.append_records([Person("x", "Person-12"), Person("y", "Person-11")])
    assert ids(model)[before:] == ["x"]
    assert model.counts() == (before + 1, 102)


def test_rows_that_come_into_a_sorted_table_are_sorted_in(
    qtbot: QtBot, model: RecordTableModel[Person]
) -> None:
    model.sort(1)
    with qtbot.waitSignal(model.settled):
        model.append_records([Person("first", "Aaron")])
        assert model.busy
    assert ids(model)[0] == "first"


def test_a_changed_record_moves_to_its_place_and_is_found_by_its_new_text(
    model: RecordTableModel[Person],
) -> None:
    changed = model.record(50)
    model.sort(1)
    model.upsert([Person(changed.id, "Aaron Zzz")])
    model.finish()
    assert ids(model)[0] == changed.id
    assert model.counts() == (100, 100)
    model.set_filter("zzz")
    model.finish()
    assert ids(model) == [changed.id]
    model.upsert([Person(changed.id, "Other")])
    model.finish()
    assert ids(model) == []


def test_a_changed_record_is_announced_where_it_is_shown(
    qtbot: QtBot, model: RecordTableModel[Person]
) -> None:
    with qtbot.waitSignal(model.dataChanged) as signal:
        model.upsert([Person(model.key(7), "Other")])
    assert [index.row() for index in signal.args[:2]] == [7, 7]
    assert model.text(7, 1) == "Other"


def test_removing_many_scattered_records(model: RecordTableModel[Person]) -> None:
    big = make_model(1000)
    gone = [person.id for person in make_people(1000)[::2]]
    big.sort(1)
    big.remove([*gone, "unknown"])
    assert big.counts() == (500, 500)
    assert not set(gone) & set(ids(big))
    big.sort(-1)
    assert ids(big) == [person.id for person in make_people(1000)[1::2]]
    assert big.row_of(gone[0]) is None
    assert big.record_of(gone[0]) is None


def test_a_removed_record_can_come_back(model: RecordTableModel[Person]) -> None:
    person = model.record(3)
    model.remove([person.id])
    model.upsert([person])
    assert ids(model)[-1] == person.id
    assert model.counts() == (100, 100)


def test_new_records_under_the_same_filter_and_order(model: RecordTableModel[Person]) -> None:
    model.set_filter("person-1")
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.set_records([Person("a", "Person-1"), Person("b", "Person-12"), Person("c", "No")])
    assert ids(model) == ["b", "a"]


def test_changes_while_new_records_are_taken_in_are_not_lost(qtbot: QtBot, ticking: None) -> None:
    model = make_model()
    people = make_people(60_000)
    model.set_filter("person")
    model.set_records(people)
    assert model.busy
    model.upsert([Person(people[0].id, "Changed person")])
    model.remove([people[1].id])
    model.set_filter("changed")
    model.finish()
    assert ids(model) == [people[0].id]
    assert model.counts() == (1, 59_999)


def test_a_large_table_shows_its_old_rows_until_the_new_ones_are_complete(
    qtbot: QtBot, ticking: None
) -> None:
    model = make_model(60_000)
    changes = QSignalSpy(model.filtered_changed)
    with qtbot.waitSignal(model.settled):
        model.set_filter("person-03")
        assert model.busy
        assert model.rowCount() == 60_000
    expected = len([p for p in make_people(60_000) if "-03" in p.name])
    assert changes.count() == 1
    assert model.rowCount() == expected


def test_a_filter_that_comes_back_shows_what_has_changed_meanwhile(
    model: RecordTableModel[Person],
) -> None:
    def asked(text: str) -> list[str]:
        model.set_filter(text)
        return ids(model)

    first = asked("person-01")
    assert asked("person-01x") == []
    assert asked("person-01") == first
    asked("")
    model.upsert([Person(first[0], "Somebody else"), Person("new", "Person-01 new")])
    assert asked("person-01") == [*first[1:], "new"]
    asked("")
    model.remove(first[1:2])
    assert asked("person-01") == [*first[2:], "new"]
    model.set_facets({"active": {True}})
    with_facet = ids(model)
    assert set(with_facet) < {*first[2:], "new"}
    model.set_facets({})
    assert ids(model) == [*first[2:], "new"]


def test_the_last_of_several_filters_wins(qtbot: QtBot) -> None:
    model = make_model(30_000)
    for text in ("p", "pe", "person-01", "person-02"):
        model.set_filter(text)
    model.finish()
    model.set_filter("person-12 managers")
    model.finish()
    texts = {person.id: f"{person.id} {person.name}" for person in make_people(30_000)}
    assert model.rowCount()
    assert all("12" in texts[key] for key in ids(model))
    assert all("Managers" in person.profiles for person in model.shown())


def test_filtering_from_within_a_change_is_safe(model: RecordTableModel[Person]) -> None:
    def once() -> None:
        model.filtered_changed.disconnect(once)
        model.set_filter("person-05")

    model.filtered_changed.connect(once)
    model.set_filter("person-04")
    model.finish()
    assert all("05" in person.name + person.id for person in model.shown())


def test_columns_must_differ(qtbot: QtBot) -> None:
    with pytest.raises(ValueError, match="same key"):
        RecordTableModel((COLUMNS[0], COLUMNS[0]), person_id)


def test_an_unknown_column_is_refused(model: RecordTableModel[Person]) -> None:
    with pytest.raises(KeyError):
        model.set_facets({"nothing": {1}})
    with pytest.raises(KeyError):
        model.sort_by([("nothing", False)])


def test_preparing_ahead_changes_nothing_that_is_shown(qtbot: QtBot, ticking: None) -> None:
    model = make_model(6000)
    model.sort(1)
    model.finish()
    before = ids(model)
    model.warm()
    assert not model.warming
    assert ids(model) == before
    model.sort(2)
    assert not model.busy  # its order was there already


def test_only_the_orders_that_are_expected_are_prepared(qtbot: QtBot, ticking: None) -> None:
    model = make_model(6000)
    model.warm()
    name, calls = model.columns[1].key, model.columns[2].key
    model.expect_sorting([calls])
    model.warm()
    model.sort_by([(calls, True)])
    assert not model.busy
    model.sort_by([(name, False)])  # takes a moment, and is as right
    assert model.busy
    model.finish()
    shown = [model.columns[1].sort_value(person) for person in model.shown()]
    assert shown == sorted(shown)


def test_a_large_table_keeps_what_a_view_holds_on_to_through_filters_and_orders(
    qtbot: QtBot,
) -> None:
    model = make_model(6000)
    held = QPersistentModelIndex(model.index(4321, 1))
    key = model.key(4321)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    model.finish()
    assert model.key(held.row()) == key
    assert model.row_of(key) == held.row()
    model.set_filter("person-0")
    model.finish()
    assert all(model.row_of(each) == row for row, each in enumerate(ids(model)))
    model.set_records(make_people(6000))
    model.finish()
    assert all(model.row_of(each) == row for row, each in enumerate(ids(model)))
