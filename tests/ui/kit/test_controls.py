"""Controls by keyboard and mouse, as a person uses them."""

from __future__ import annotations

import time as clock
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from gong_admin.ui.widgets.avatar import avatar_index, initials
from gong_admin.ui.widgets.button import Button, IconButton
from gong_admin.ui.widgets.check_box import CheckBox
from gong_admin.ui.widgets.chip import Chip
from gong_admin.ui.widgets.date_field import DateField, DateTimeField, parse_moment
from gong_admin.ui.widgets.fields import Field, LineEdit, SearchField
from gong_admin.ui.widgets.focus_ring import _Ring
from gong_admin.ui.widgets.popup import Menu, Popup
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.select import Select, _Options
from gong_admin.ui.widgets.switch import Switch
from gong_admin.ui.widgets.tabs import TabBar

Show = Callable[..., QWidget]
Key = Qt.Key
CET = timezone(timedelta(hours=1))
LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return])
def test_space_and_enter_press_buttons_and_switches(shown: Show, qtbot: Any, key: Key) -> None:
    button, switch = Button("Export"), Switch("Differences only")
    shown(button, switch)
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)
    with qtbot.waitSignal(switch.toggled):
        qtbot.keyClick(switch, key)
    assert switch.isChecked()


def test_a_disabled_button_says_why_and_does_nothing(shown: Show, qtbot: Any) -> None:
    button = Button("Erase", tooltip="Erase this person")
    shown(button)
    button.set_disabled_because("This connection is read-only")
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.mouseClick(button, LEFT)
    assert button.toolTip() == "This connection is read-only"
    assert button.accessibleDescription() == "This connection is read-only"
    button.set_disabled_because("")
    assert button.isEnabled()
    assert button.toolTip() == "Erase this person"


def test_an_icon_button_has_a_name_and_a_tooltip(shown: Show) -> None:
    button = IconButton("arrows-clockwise", "Refresh", shortcut="F5")
    shown(button)
    assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name) == "Refresh"
    assert button.toolTip() == "Refresh (F5)"


def test_the_ring_shows_for_the_keyboard_and_not_for_a_click(shown: Show, qtbot: Any) -> None:
    first, second = Button("One"), Button("Two")
    window = shown(first, second)
    qtbot.mouseClick(first, LEFT)
    assert first.hasFocus()
    assert not [ring for ring in window.findChildren(_Ring) if ring.isVisible()]
    qtbot.keyClick(first, Key.Key_Tab)
    assert second.hasFocus()
    (ring,) = [ring for ring in window.findChildren(_Ring) if ring.isVisible()]
    assert ring.geometry().contains(second.geometry())
    second.move(second.pos() + QPoint(5, 5))
    assert ring.geometry().contains(second.geometry())
    second.clearFocus()
    assert not ring.isVisible()


def test_a_button_with_a_menu_opens_it_without_blocking(shown: Show, qtbot: Any) -> None:
    menu = Menu()
    copy = menu.add("Copy cells", icon="copy")
    button = Button("Export", menu=menu)
    shown(button)
    menu.setParent(button, menu.windowFlags())
    qtbot.mouseClick(button, LEFT)
    assert menu.isVisible()
    with qtbot.waitSignal(copy.triggered):
        qtbot.keyClick(menu, Key.Key_Down)
        qtbot.keyClick(menu, Key.Key_Return)
    assert not menu.isVisible()


def test_a_checked_entry_has_a_tick(qtbot: Any) -> None:
    menu = Menu()
    qtbot.addWidget(menu)
    action = menu.add("Compact rows", checked=False)
    assert action.icon().isNull()
    action.setChecked(True)
    assert not action.icon().isNull()


def test_esc_clears_a_search_and_then_passes(shown: Show, qtbot: Any) -> None:
    field = SearchField("Filter all columns")
    shown(field)
    field.setText("dana")
    assert field._clear.isVisible()
    qtbot.keyClick(field, Key.Key_Escape)
    assert field.text() == ""
    assert not field._clear.isVisible()
    with qtbot.waitSignal(field.left_downwards):
        qtbot.keyClick(field, Key.Key_Down)


def test_a_field_names_its_control_and_shows_what_is_wrong(shown: Show) -> None:
    edit = LineEdit()
    field = Field("Base URL", edit, help_text="As Gong shows it")
    shown(field)
    assert field.label.buddy() is edit
    assert edit.accessibleName() == "Base URL"
    field.set_error("An address begins with https://")
    assert edit.property("invalid")
    assert field.error() == edit.accessibleDescription() == "An address begins with https://"
    field.set_error("")
    assert not edit.property("invalid")
    assert edit.accessibleDescription() == "As Gong shows it"


def test_arrows_walk_through_segments_and_tab_leaves(shown: Show, qtbot: Any) -> None:
    segments = Segmented([("all", "All"), ("team", "Team"), ("own", "Own")], name="Calls")
    after = Button("After")
    shown(segments, after)
    heard: list[str] = []
    segments.changed.connect(heard.append)
    segments._segments[0].setFocus()
    qtbot.keyClick(segments._segments[0], Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Right)
    assert heard == ["team", "own", "all"]
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert after.hasFocus()
    segments.set_value("own")
    assert segments.value() == "own"
    assert len(heard) == 3
    with pytest.raises(KeyError):
        segments.set_value("nobody")


def test_a_chip_goes_by_its_cross_or_by_del(shown: Show, qtbot: Any) -> None:
    chip = Chip("Status", "Active")
    shown(chip)
    assert chip._cross().width() >= 24
    assert chip._cross().height() >= 24
    with qtbot.assertNotEmitted(chip.removed):
        qtbot.mouseClick(chip, LEFT, pos=QPoint(10, 12))
    with qtbot.waitSignal(chip.removed):
        qtbot.mouseClick(chip, LEFT, pos=chip._cross().center())
    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip, Key.Key_Delete)


def test_check_boxes_can_be_hit_on_their_words(shown: Show, qtbot: Any) -> None:
    box = CheckBox("Account executive")
    shown(box)
    spot = QPoint(box.sizeHint().width() - 4, box.height() // 2)
    qtbot.mouseClick(box, LEFT, pos=spot)
    assert box.isChecked()


def test_tabs_by_keyboard_with_counts_spoken(shown: Show, qtbot: Any) -> None:
    bar = TabBar("Details")
    bar.add_tab("settings", "Settings")
    bar.add_tab("calls", "Calls", 1480)
    shown(bar)
    bar.setFocus()
    with qtbot.waitSignal(bar.chosen) as told:
        qtbot.keyClick(bar, Key.Key_Right)
    assert told.args == ["calls"]
    assert bar.accessibleTabName(1) == "Calls, 1,480"
    bar.set_count("calls", None)
    assert bar.accessibleTabName(1) == "Calls"
    with pytest.raises(ValueError):
        bar.choose("nothing")


def test_a_popup_closes_with_esc_and_gives_the_focus_back(shown: Show, qtbot: Any) -> None:
    anchor = Button("Profile", caret=True)
    window = shown(anchor)
    popup = Popup(window, width=200)
    inside = CheckBox("Standard member")
    popup.body.addWidget(inside)
    popup.open_below(anchor)
    assert popup.isVisible()
    with qtbot.waitSignal(popup.closed):
        qtbot.keyClick(popup, Key.Key_Escape)
    assert not popup.isVisible()
    assert window.focusWidget() is anchor


def test_a_click_in_the_shadow_closes_a_popup(shown: Show, qtbot: Any) -> None:
    anchor = Button("Profile")
    popup = Popup(shown(anchor), width=200)
    popup.body.addWidget(CheckBox("Standard member"))
    popup.open_below(anchor)
    qtbot.mouseClick(popup, LEFT, pos=popup.card().center())
    assert popup.isVisible()
    qtbot.mouseClick(popup, LEFT, pos=QPoint(3, 3))
    assert not popup.isVisible()


def test_choosing_from_a_long_list_by_typing(shown: Show, qtbot: Any) -> None:
    options = [("", "Not sent")] + [(f"k{n}", f"Profile {n}") for n in range(20)]
    select = Select(options, name="Profile")
    shown(select)
    heard: list[str] = []
    select.changed.connect(heard.append)
    select.showPopup()
    (popup,) = select.findChildren(_Options)
    assert popup._field is not None
    qtbot.keyClicks(popup._field, "17")
    qtbot.keyClick(popup, Key.Key_Return)
    assert heard == ["k17"]
    assert select.value() == "k17"
    select.set_value("no such key")
    assert select.value() == ""


def test_the_wheel_over_a_form_changes_nothing(shown: Show, qtbot: Any) -> None:
    select = Select([("a", "A"), ("b", "B")])
    shown(select)
    qtbot.keyClick(select, Key.Key_Down)
    assert select.value() == "b"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2021-01-31", (date(2021, 1, 31), None)),
        ("2021-1-5 09:30", (date(2021, 1, 5), time(9, 30))),
        ("2021-01-31T09:30:10Z", (date(2021, 1, 31), time(9, 30, 10, tzinfo=UTC))),
        ("2021-01-31T09:30+01:00", (date(2021, 1, 31), time(9, 30, tzinfo=CET))),
        ("2021-01-31 09:30:10.25", (date(2021, 1, 31), time(9, 30, 10, 250_000))),
        ("31 Jan 2021", (date(2021, 1, 31), None)),
        ("31 January 2021, 14:05", (date(2021, 1, 31), time(14, 5))),
        ("31/01/2021", (date(2021, 1, 31), None)),
        ("2021-02-30", None),
        ("2021-01-31 25:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_as_people_type_them(typed: str, expected: tuple[date, time | None] | None) -> None:
    british = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    assert parse_moment(typed, british) == expected


def test_a_date_field_is_empty_or_readable_or_marked(shown: Show, qtbot: Any) -> None:
    field = DateTimeField(name="From", placeholder="Not sent", zone=UTC)
    other = Button("Next")
    shown(field, other)
    assert field.value() is None
    assert field.is_valid()
    field._edit.setFocus()
    qtbot.keyClicks(field._edit, "2021-01-31 09:30")
    qtbot.keyClick(field._edit, Key.Key_Return)
    assert field.value() == datetime(2021, 1, 31, 9, 30, tzinfo=UTC)
    assert field.text() == "31 Jan 2021, 09:30"
    field._edit.clear()
    qtbot.keyClicks(field._edit, "someday")
    qtbot.keyClick(field._edit, Key.Key_Return)
    assert field._edit.property("invalid")
    assert field.value() is None


@pytest.mark.skipif(not hasattr(clock, "tzset"), reason="the zone can't be changed here")
def test_a_moment_is_meant_in_the_zone_of_its_own_day(
    shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Summer time is another zone than winter time, whichever it is today."""
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    clock.tzset()
    try:
        field, day = DateTimeField(name="From"), DateField(name="Day")
        shown(field, day)
        for typed, sent in (
            ("15 Jul 2026, 10:00", datetime(2026, 7, 15, 8, tzinfo=UTC)),
            ("15 Jan 2026, 10:00", datetime(2026, 1, 15, 9, tzinfo=UTC)),
            ("2026-07-15T10:00:00.5Z", datetime(2026, 7, 15, 10, 0, 0, 500_000, tzinfo=UTC)),
        ):
            field._edit.setText(typed)
            assert field.value() == sent
            field._edit.editingFinished.emit()
            assert field.value() == sent
            again = field.text()
            field.set_value(sent)
            assert field.text() == again
        for written in (date(2026, 7, 1), date(2026, 1, 1)):
            day.set_day(written)
            assert day.text() == f"1 {written:%b} 2026"
            assert day.day() == written
    finally:
        monkeypatch.undo()
        clock.tzset()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Dana Whitfield", "DW"),
        ("Noor van Dijk", "ND"),
        ("Cher", "C"),
        ("x@y.test", "XY"),
        ("", "?"),
        ("  ", "?"),
        ("(unknown) Person", "P"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_person_keeps_their_colour() -> None:
    assert avatar_index("Dana Whitfield") == avatar_index("Dana Whitfield") == 1138267357
