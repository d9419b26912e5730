"""Editing permission profiles on a real sandbox: staged, marked, taken back."""

from __future__ import annotations

import json
import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gong_admin.api.types.permissions import PermissionProfile
from gong_admin.runtime.tenant_data import full_name
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.setting import LEVELS, LIBRARY_LEVELS, SettingKind
from gong_admin.services.profiles.settings_catalogue import SETTINGS
from gong_admin.ui.panels.profiles.chips import LinkChip
from gong_admin.ui.profile_changes.people import PeopleIndex
from gong_admin.ui.theme import apply_theme
from gong_admin.ui.widgets.pick_popup import PickPopup
from tests.ui.panels.profile_editor import (
    WAIT,
    begin,
    cards,
    edits,
    held,
    key,
    level,
    marks,
    row,
    toggle,
)
from tests.ui.panels.test_profiles import go_to, line, lines


@pytest.fixture
def profiles(open_panel, bench, qtbot):
    return begin(open_panel("profiles"), bench, qtbot)


# -- what an edit looks like -------------------------------------------------------------------


def test_an_edit_is_marked_with_what_was_there(profiles):
    go_to(profiles, "Solutions engineer")
    assert line(profiles, "Delete calls") == "Delete calls: Off"
    toggle(profiles, "Delete calls")
    level(profiles, "Emails", "All")
    assert line(profiles, "Delete calls") == "Delete calls: On, was Off"
    assert line(profiles, "Emails") == "Emails: All, was Own"
    assert row(profiles, "Delete calls").changed
    assert row(profiles, "Emails").levels.is_staged()
    assert marks(profiles) == {"Solutions engineer": "2 changes"}
    assert cards(profiles) == [
        "Emails: Own → All",
        "Delete calls: Off → On. A deleted recording can't be brought back.",
    ]
    assert profiles.view.save_bar.words() == (
        "2 changes 1 risky · 3 API calls · nothing is sent until you save"
    )
    assert profiles.view.detail.tabs.key() == "changes"
    assert not row(profiles, "Trim calls").changed


def test_one_edit_or_all_are_reset(profiles):
    go_to(profiles, "Solutions engineer")
    for name in ("Delete calls", "Trim calls", "Score calls"):
        toggle(profiles, name)
    card = profiles.view.detail.changes.cards()[1]
    QTest.mouseClick(card.button, Qt.MouseButton.LeftButton)
    assert len(cards(profiles)) == 2
    QTest.mouseClick(profiles.view.save_bar.reset_button, Qt.MouseButton.LeftButton)
    assert not edits(profiles)
    assert profiles.view.save_bar.words() == ""
    assert marks(profiles) == {}
    QTest.mouseClick(profiles.view.undo_button, Qt.MouseButton.LeftButton)
    assert len(edits(profiles)) == 2


def test_a_long_value_stands_above_the_one_that_takes_its_place(profiles, qtbot):
    go_to(profiles, "Business admin")
    profiles.editor._renamed("Business admin", "Looks after all of Gong for the business")
    card = profiles.view.detail.changes.cards()[0]
    line_of_text = card._values._line()
    qtbot.waitUntil(lambda: card._values.height() == 2 * line_of_text)
    profiles.editor._renamed("Business admin", "")
    profiles.editor._reset_one("description")
    profiles.editor._renamed("Admin", profiles.current().profile.description)
    card = profiles.view.detail.changes.cards()[0]
    qtbot.waitUntil(lambda: card._values.height() == line_of_text)


def test_edits_stay_when_one_goes_elsewhere(profiles, bench):
    go_to(profiles, "Solutions engineer")
    toggle(profiles, "Delete calls")
    go_to(profiles, "Enablement")
    assert profiles.view.save_bar.words() == ""
    assert not any(", was " in words for words in lines(profiles))
    toggle(profiles, "Trim calls")
    bench.navigate("users")
    bench.navigate("profiles")
    assert marks(profiles) == {"Solutions engineer": "1 change", "Enablement": "1 change"}
    go_to(profiles, "Solutions engineer")
    assert line(profiles, "Delete calls") == "Delete calls: On, was Off"
    # Undo belongs to what is seen.
    profiles.editor.undo()
    assert marks(profiles) == {"Enablement": "1 change"}


def test_only_what_is_changed_is_shown_and_nothing_vanishes_under_the_pointer(profiles):
    go_to(profiles, "Solutions engineer")
    mode = profiles.view.mode
    mode.step(3)
    shown = lines(profiles)
    toggle(profiles, "Trim calls" if any("Trim" in one for one in shown) else "Score calls")
    assert len(lines(profiles)) == len(shown)
    mode.step(-2)
    assert len(lines(profiles)) == 1
    assert ", was " in lines(profiles)[0]


def test_name_and_description_have_a_line_among_what_is_changed(profiles):
    go_to(profiles, "Solutions engineer")
    before = len(lines(profiles))
    record = profiles.current()
    profiles.context.data.staged.edit(record, {"name": "Presales"}, "Name")
    assert len(lines(profiles)) == before  # the title tells it
    profiles.view.settings_view.set_mode("changed")
    assert lines(profiles) == ["Name: Presales, was Solutions engineer"]
    profiles.editor.undo()
    profiles.view.settings_view.set_mode("changed")
    assert lines(profiles) == []


def test_edits_of_a_profile_that_gong_lists_no_more_are_told_and_dropped(profiles):
    data = profiles.context.data
    go_to(profiles, "Solutions engineer")
    toggle(profiles, "Trim calls")
    assert profiles.view.gone_bar.words() == ""
    raw = json.dumps({**held(profiles), "id": "404", "name": "Pilot"}).encode()
    gone = ProfileRecord("1", PermissionProfile(id="404", name="Pilot"), raw)
    data.staged.edit(gone, {"scoreCalls": not held(profiles)["scoreCalls"]}, "Score calls")
    assert "Pilot: 1 change." in profiles.view.gone_bar.words()
    QTest.mouseClick(profiles.view.gone_bar.button, Qt.MouseButton.LeftButton)
    assert data.staged.ids() == (profiles.current().id,)
    assert profiles.view.gone_bar.words() == ""


def test_a_line_grows_with_what_is_said_below_its_value(profiles, bench, qtbot):
    go_to(profiles, "Solutions engineer")
    settings = profiles.view.settings_view
    for mode in ("changed", "all"):  # put in order anew
        settings.set_mode(mode)
        QApplication.processEvents()
    one = row(profiles, "Calls")
    before = one.height()
    level(profiles, "Calls", "Reports")
    assert one.problem_words() == "Whether leads count under Reports is not known."
    qtbot.waitUntil(lambda: one.height() > before, timeout=WAIT)
    assert one.height() == one.heightForWidth(one.width())


def test_only_what_differs_from_another_profile(profiles, bench):
    go_to(profiles, "Solutions engineer")
    mine = profiles.current()
    other = next(r for r in bench.data.profiles.records if r.profile.name == "Marketing")
    profiles.view.differs.set_value(other.id)
    profiles.view.differs.changed.emit(other.id)
    one, two = json.loads(mine.raw), json.loads(other.raw)
    for name, field in (("Score calls", "scoreCalls"), ("Trim calls", "trimCalls")):
        assert any(w.startswith(f"{name}:") for w in lines(profiles)) == (one[field] != two[field])
    assert row(profiles, "Score calls").remark == "Marketing: Off"
    profiles.view.clear_filter()
    assert len(lines(profiles)) == len(profiles.view.settings_view.rows())


def test_an_unknown_setting_is_shown_and_not_editable(profiles):
    unknown = row(profiles, "agentStudioAccess")
    assert unknown.controls() == []
    assert "can't be changed here" in unknown.remark


def test_after_any_edits_the_lines_say_what_a_fresh_look_says(profiles):
    """Only the lines that an edit touches are brought up to date: never too few of them."""
    dice, editor, view = random.Random(7), profiles.editor, profiles.view
    go_to(profiles, "Solutions engineer")
    people = [user.id for user in profiles.context.data.users.records[:9]]
    for step in range(120):
        setting = dice.choice(SETTINGS)
        act = dice.randrange(8)
        if act == 0:
            editor.undo()
        elif act == 1:
            editor.redo()
        elif act == 2:
            editor._reset_one(setting.key)
        elif act == 3:
            view.mode.step(1)
        elif setting.kind is SettingKind.SWITCH:
            editor._give(setting.key, dice.random() < 0.5)
        elif setting.kind is SettingKind.LEVEL:
            editor._give(setting.key, dice.choice(LEVELS).value)
        elif setting.kind is SettingKind.LIBRARY_LEVEL:
            editor._give(setting.key, dice.choice(LIBRARY_LEVELS).value)
        elif setting.kind is SettingKind.LEADS:
            editor._give(setting.key, tuple(dice.sample(people, dice.randrange(4))))
        if step % 20 == 19:
            seen = _all_said(profiles)
            editor.show(profiles.current(), moved=True)
            assert _all_said(profiles) == seen
    while profiles.context.data.staged.can_undo(profiles.current().id):
        editor.undo()
    assert not edits(profiles)
    assert not any(row_.changed for row_ in view.settings_view.rows())


def _all_said(panel) -> list:
    rows = panel.view.settings_view.rows()
    said_by_rows = [
        (r.accessibleName(), r.accessibleDescription(), r.changed, r.problem_words()) for r in rows
    ]
    return [*said_by_rows, cards(panel), panel.view.save_bar.words(), marks(panel)]


@pytest.fixture
def large_text(qapp):
    """Text twice as large, until the end of the test."""
    yield lambda: apply_theme(qapp, "light", text_scale=2.0)
    apply_theme(qapp, "light")


def test_with_large_text_in_a_small_window_everything_is_there(profiles, bench, large_text, qtbot):
    go_to(profiles, "Solutions engineer")
    toggle(profiles, "Delete calls")
    large_text()
    bench.window.resize(1024, 640)
    view = profiles.view
    area = view.settings_view.area
    qtbot.waitUntil(lambda: not row(profiles, "Calls")._wide)
    qtbot.waitUntil(lambda: area.widget().width() <= area.viewport().width())
    assert bench.window.width() == 1024
    for part in (view.save_bar.save_button, view.save_bar.reset_button, view.undo_button):
        corner = part.mapTo(view, part.rect().bottomRight())
        assert view.rect().contains(corner), part.accessibleName() or part.text()
    calls = row(profiles, "Calls")
    segments = calls.levels._segments
    assert all(one.width() >= 60 and one.height() >= 40 for one in segments)
    right = segments[-1].mapTo(area.widget(), segments[-1].rect().bottomRight())
    assert right.x() <= area.viewport().width()
    assert view.mode.width() >= view.mode.minimumSizeHint().width()


# -- the lock ----------------------------------------------------------------------------------


def test_while_the_lock_is_closed_all_is_seen_and_nothing_is_edited(profiles, bench):
    go_to(profiles, "Solutions engineer")
    toggle(profiles, "Delete calls")
    bench.session.lock.close()
    switch = row(profiles, "Trim calls").switch
    assert switch.isVisible()
    assert not switch.isEnabled()
    assert "Ctrl+L" in switch.accessibleDescription()
    assert not row(profiles, "Calls").levels.isEnabled()
    assert not row(profiles, "Calls").add_button.isEnabled()
    toggle(profiles, "Trim calls")
    assert list(edits(profiles)) == ["deleteCalls"]
    bench.session.lock.open()
    toggle(profiles, "Trim calls")
    assert len(edits(profiles)) == 2


# -- people and folders ------------------------------------------------------------------------


def test_leads_are_picked_by_name_and_taken_away_by_keys(profiles, bench, qtbot):
    go_to(profiles, "Solutions engineer")
    calls = row(profiles, "Calls")
    before = calls.chips.names()
    calls.add_button.setFocus()
    key(profiles, Qt.Key.Key_Return)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, PickPopup)
    person = next(
        u
        for u in bench.data.users.records
        if u.active and u.id not in held(profiles)["callsAccess"]["teamLeadIds"]
    )
    name = bench.data.user_name(person.id)
    QTest.keyClicks(popup.search, person.email_address)
    qtbot.waitUntil(lambda: popup.list.shown_values == [person.id])
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    assert calls.chips.names() == [*before, name]
    assert edits(profiles)["callsAccess.teamLeadIds"][-1] == person.id
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    chip = calls.findChildren(LinkChip)[-1]
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Delete)
    assert calls.chips.names() == before
    assert not edits(profiles)
    # The keyboard stays nearby.
    assert calls.isAncestorOf(profiles.view.window().focusWidget())


def test_a_lead_nobody_knows_is_picked_and_kept_by_id(profiles, qtbot):
    go_to(profiles, "Solutions engineer")
    calls = row(profiles, "Calls")
    QTest.mouseClick(calls.add_button, Qt.MouseButton.LeftButton)
    popup = QApplication.activePopupWidget()
    QTest.keyClicks(popup.search, "987654321987")
    QTest.keyClick(popup.search, Qt.Key.Key_Return)
    popup.close()
    assert "987654321987" in calls.chips.names()
    assert "987654321987 is not among the company's users, and kept" in calls.problem_words()


def test_people_are_found_by_name_address_and_id(profiles, bench, qtbot):
    """The search in pieces finds what looking at everybody finds."""
    users = bench.data.users.records
    index = PeopleIndex(bench.data)
    with qtbot.waitSignal(index.grown):
        index.ensure()
    qtbot.waitUntil(lambda: not index._timer.isActive())
    person = users[57]
    for needle in (
        full_name(person),
        full_name(person).upper(),
        person.email_address,
        person.id,
        person.last_name[1:4],
        "orvane",
        "no such person",
    ):
        found = [item.value for item in index.find(needle)]
        words = needle.casefold()
        texts = {u.id: f"{full_name(u)} {u.email_address} {u.id}".casefold() for u in users}
        expected = {one for one, text in texts.items() if words in text}
        assert set(found) <= expected
        assert len(found) == min(40, len(expected))
        starts = [texts[one].startswith(words) for one in found]
        assert starts == sorted(starts, reverse=True)
    assert [item.value for item in index.find("", ["123", person.id])][:2] == ["123", person.id]
    index.close()


def test_folders_are_picked_from_the_tree(profiles, bench):
    go_to(profiles, "Solutions engineer")
    level(profiles, "Library", "Chosen folders")
    library = row(profiles, "Library")
    assert "at least one folder" in library.problem_words()
    QTest.mouseClick(library.add_button, Qt.MouseButton.LeftButton)
    popup = QApplication.activePopupWidget()
    here = profiles.current().workspace_id
    mine = {f.id for f in bench.data.folders.records if f.workspace_id == here}
    assert set(popup.list.shown_values) == mine
    QTest.keyClick(popup.search, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Space)
    popup.close()
    assert len(edits(profiles)["libraryFolderAccess.libraryFolderIds"]) == 1
    assert library.accessibleName().startswith("Library: 1 chosen folder (")
    assert library.problem_words() == ""


# -- members -----------------------------------------------------------------------------------


def test_a_change_says_how_many_members_it_touches(profiles, qtbot):
    go_to(profiles, "Solutions engineer")
    toggle(profiles, "Trim calls")
    assert cards(profiles) == ["Trim calls: Off → On"]
    profiles.members.read()
    qtbot.waitUntil(lambda: "members" in profiles.view.header.caption(), timeout=WAIT)
    count = profiles.member_count(profiles.current().id)
    assert cards(profiles) == [f"Trim calls: Off → On. Touches {count} members"]
    # They need not be read again to save.
    assert "2 API calls" in profiles.view.save_bar.words()
