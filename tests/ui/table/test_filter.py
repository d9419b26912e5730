"""Filtering by text, facets and chips, as somebody does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gong_admin.ui.table.facet_popup import FacetPopup
from gong_admin.ui.table.filters_popup import FiltersPopup
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.widgets.states import EmptyState

Make = Callable[..., RecordTable]
KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def popup_of(table: RecordTable, kind: type[QWidget]) -> QWidget:
    found = [popup for popup in table.findChildren(kind) if popup.isVisible()]
    assert len(found) == 1
    return found[0]


def test_typing_in_the_rows_filters_at_once(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    qtbot.keyClick(table.view, "s")
    field = table.filter_bar.field
    assert field.hasFocus()
    qtbot.keyClicks(field, "ALES voss")
    table.model.finish()
    shown = table.model.shown()
    assert 0 < len(shown) < 60
    assert all("Sales" in person.title + (person.profile or "") for person in shown)
    assert all("Voss" in person.name + person.manager for person in shown)
    assert table.filter_bar.inline_count.text() == f"{len(shown)} of 60 shown"
    assert table.filter_bar.inline_count.isVisible()


def test_escape_clears_first_the_text_then_the_facets(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    bar = table.filter_bar
    bar.set_facet("title", frozenset({"Deal desk"}))
    bar.focus()
    qtbot.keyClicks(bar.field, "a")
    qtbot.keyClick(bar.field, KEY.Key_Escape)
    assert bar.text == ""
    assert bar.facets == {"title": frozenset({"Deal desk"})}
    qtbot.keyClick(bar.field, KEY.Key_Escape)
    assert bar.facets == {}
    assert table.model.counts() == (60, 60)


def test_a_facet_is_chosen_with_keys_alone(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    button = table.filter_bar.facet_buttons["title"]
    button.setFocus()
    qtbot.keyClick(button, KEY.Key_Return)
    popup = popup_of(table, FacetPopup)
    assert isinstance(popup, FacetPopup)
    qtbot.keyClicks(popup.search, "deal")
    assert popup.list.shown_values == ["Deal desk"]
    qtbot.keyClick(popup.search, KEY.Key_Down)
    qtbot.keyClick(popup.list, KEY.Key_Space)
    table.model.finish()
    assert {person.title for person in table.model.shown()} == {"Deal desk"}
    assert button.badge() == 1
    assert button.accessibleName() == "Title, 1 chosen"
    qtbot.keyClick(popup.list, KEY.Key_Escape)
    assert not table.findChildren(FacetPopup) or not popup.isVisible()


def test_choices_say_how_many_rows_they_show_under_the_other_filters(make_table: Make) -> None:
    table = make_table()
    table.filter_bar.set_facet("active", frozenset({True}))
    popup = table.filter_bar.open_facet("profile")
    assert popup is not None
    people = [p for p in table.model.shown() if p.active]
    model = popup.list.model()
    for row in range(model.rowCount()):
        words = model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        label = model.index(row, 0).data()
        wanted = None if label == "No profile" else label
        assert words == f"{label} {sum(p.profile == wanted for p in people)}"
    popup.close()


def test_a_click_ticks_and_invert_and_clear_work_on_all(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    popup = table.filter_bar.open_facet("profile")
    assert popup is not None
    model = popup.list.model()
    values = popup.list.shown_values
    rect = popup.list.visualRect(model.index(0, 0))
    qtbot.mouseClick(popup.list.viewport(), LEFT, pos=rect.center())
    assert table.filter_bar.facets["profile"] == frozenset(values[:1])
    qtbot.mouseClick(popup.invert_button, LEFT)
    assert table.filter_bar.facets["profile"] == frozenset(values[1:])
    qtbot.mouseClick(popup.clear_button, LEFT)
    assert table.filter_bar.facets == {}
    popup.close()


def test_a_chip_says_what_is_in_force_and_takes_it_away(make_table: Make, qtbot: QtBot) -> None:
    table = make_table()
    bar = table.filter_bar
    bar.set_facet("title", frozenset({"Deal desk", "Account manager"}))
    bar.set_facet("active", frozenset({True}))
    assert bar.chips["title"].text() == "Title Account manager +1"
    shown = table.model.counts()[0]
    assert bar.count_label.text() == f"{shown} of 60 shown"
    chip = bar.chips["title"]
    qtbot.mouseClick(chip, LEFT, pos=QPoint(chip.width() - 10, chip.height() // 2))
    assert set(bar.facets) == {"active"}
    chip = bar.chips["active"]
    chip.setFocus()
    qtbot.keyClick(chip, KEY.Key_Delete)
    assert bar.facets == {}
    assert bar.field.hasFocus()


def test_a_filter_that_hides_everything_offers_to_be_cleared(
    make_table: Make, qtbot: QtBot
) -> None:
    table = make_table()
    qtbot.keyClicks(table.filter_bar.field, "nobody-is-called-this")
    table.model.finish()
    state: EmptyState = table.no_match_state
    assert state.isVisible()
    assert state.accessibleName() == "No users match"
    (button,) = state.buttons()
    qtbot.mouseClick(button, LEFT)
    assert table.view.isVisible()
    assert table.model.counts() == (60, 60)


def test_a_narrow_window_folds_the_facets(make_table: Make, qtbot: QtBot) -> None:
    table = make_table(width=520)
    bar = table.filter_bar
    assert bar.folded
    assert bar.filters_button.isVisible()
    assert not bar.facet_buttons["title"].isVisible()
    qtbot.mouseClick(bar.filters_button, LEFT)
    popup = popup_of(table, FiltersPopup)
    assert isinstance(popup, FiltersPopup)
    qtbot.keyClick(popup.lines[0], KEY.Key_Return)
    choices = popup_of(table, FacetPopup)
    assert isinstance(choices, FacetPopup)
    choices.list.toggle(0)
    choices.close()
    assert bar.filters_button.badge() == 1
    assert bar.inline_count.isVisible()
    table.resize(1200, 700)
    assert not bar.folded
    assert bar.chips["title"].isVisible()


def test_the_filter_keeps_the_selected_people_that_are_shown(
    make_table: Make, qtbot: QtBot
) -> None:
    table = make_table()
    table.select(table.model.key(3))
    title = table.model.record(3).title
    kept = table.selected_keys()
    table.filter_bar.set_facet("title", frozenset({title}))
    table.model.finish()
    assert table.selected_keys() == kept
    table.filter_bar.clear()
    table.model.finish()
    assert table.selected_keys() == kept


def test_the_choices_open_at_their_top_where_one_of_them_is_nothing(
    make_table: Make, qtbot: QtBot
) -> None:
    table = make_table()
    assert None in [count.value for count in table.model.facet_counts("profile")]
    table.filter_bar.open_facet("profile")
    popup = popup_of(table, FacetPopup)
    assert isinstance(popup, FacetPopup)
    assert not popup.list.currentIndex().isValid()
    assert popup.list.verticalScrollBar().value() == 0
