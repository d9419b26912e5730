"""Editing permission profiles on a real sandbox: staged, marked, taken back, saved."""

from __future__ import annotations

import datetime as dt
import json
import random

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gong_admin.api.catalogue.permissions import UPDATE_PROFILE
from gong_admin.api.types.permissions import PermissionProfile, UpdateProfile
from gong_admin.runtime.draft_keeper import DraftKeeper
from gong_admin.runtime.drafts import Draft, DraftStore, Keep
from gong_admin.runtime.message import ActionKind
from gong_admin.runtime.tenant_data import full_name
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.reading import Value
from gong_admin.services.profiles.setting import LEVELS, LIBRARY_LEVELS, SettingKind
from gong_admin.services.profiles.settings_catalogue import SETTINGS
from gong_admin.ui.panels.profiles.chips import LinkChip
from gong_admin.ui.panels.profiles.identity_dialog import IdentityDialog
from gong_admin.ui.profile_changes.new_dialog import Wanted
from gong_admin.ui.profile_changes.people import PeopleIndex
from gong_admin.ui.prompts import WindowPrompts
from gong_admin.ui.theme import apply_theme
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.pick_popup import PickPopup
from gong_admin.ui.widgets.review import ReviewDialog
from tests.ui.panels.test_profiles import go_to, line, lines, press, ready, said

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WAIT = 10_000


def begin(panel, bench, qtbot):
    """All lists read, changes allowed, the window in front."""
    ready(panel, bench, qtbot)
    qtbot.waitUntil(lambda: bench.data.users.complete, timeout=WAIT)
    bench.session.lock.open()
    bench.window.activateWindow()
    with qtbot.waitActive(bench.window):
        pass
    return panel


@pytest.fixture
def profiles(open_panel, bench, qtbot):
    return begin(open_panel("profiles"), bench, qtbot)


@pytest.fixture
def own(open_panel, bench, qtbot):
    """The same with a sandbox of the test's own, for what is written."""
    return begin(open_panel("profiles", faults={}), bench, qtbot)


def row(panel, name: str):
    """The line of a setting by its name."""
    rows = panel.view.settings_view.rows()
    return next(one for one in rows if one.accessibleName().startswith(f"{name}: "))


def toggle(panel, name: str) -> None:
    QTest.mouseClick(row(panel, name).switch, Qt.MouseButton.LeftButton)


def level(panel, name: str, words: str) -> None:
    control = row(panel, name).levels
    segment = next(one for one in control._segments if one.text() == words)
    QTest.mouseClick(segment, Qt.MouseButton.LeftButton)


def key(panel, which, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the keyboard is."""
    window = QApplication.activePopupWidget() or panel.view.window()
    QTest.keyClick(window.focusWidget() or window, which, modifiers)


def edits(panel) -> dict:
    return dict(panel.context.data.staged.edits(panel.current().id))


def marks(panel) -> dict[str, str]:
    return {item.title: item.mark for item in panel.view.side.items() if item.mark}


def cards(panel) -> list[str]:
    return [card.accessibleName() for card in panel.view.detail.changes.cards()]


def held(panel) -> dict:
    """The profile shown as the sandbox holds it now."""
    return json.loads(panel.current().raw)


# -- by keyboard -------------------------------------------------------------------------------


def test_find_change_three_settings_review_and_save_by_keyboard_alone(open_panel, bench, qtbot):
    bench.prompts = WindowPrompts(bench.window)
    panel = begin(open_panel("profiles", faults={}), bench, qtbot)
    window = bench.window
    panel.view.side.filter_field.setFocus()  # the list of profiles is where the panel begins
    QTest.keyClicks(window.focusWidget(), "Solutions eng")
    key(panel, Qt.Key.Key_Down)
    assert panel.view.header.title() == "Solutions engineer"
    for words, press_it in (
        ("download call media", Qt.Key.Key_Space),
        ("delete emails", Qt.Key.Key_Return),
        ("whose emails", Qt.Key.Key_Left),
    ):
        key(panel, Qt.Key.Key_F, CONTROL)
        QTest.keyClicks(window.focusWidget(), words)
        key(panel, Qt.Key.Key_Return)
        key(panel, press_it)
    assert edits(panel) == {
        "emailsAccess.permissionLevel": "report-to-them",
        "downloadCallMedia": True,
        "deleteEmails": True,
    }
    open_panel.sandbox.control("stats", method="DELETE")
    key(panel, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: bool(window.findChildren(ReviewDialog)), timeout=WAIT)
    dialog = window.findChildren(ReviewDialog)[0]
    qtbot.waitUntil(dialog.isVisible)
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not edits(panel), timeout=WAIT)
    assert held(panel)["downloadCallMedia"] is True
    assert held(panel)["deleteEmails"] is True
    assert held(panel)["emailsAccess"]["permissionLevel"] == "report-to-them"
    sent = open_panel.sandbox.control("stats")["requests"]
    assert sent["updatePermissionProfile"] == 1
    qtbot.waitUntil(lambda: not panel.scope.busy, timeout=WAIT)


def test_undo_and_redo_without_end_by_keys(profiles):
    go_to(profiles, "Solutions engineer")
    profiles.view.settings_view.area.setFocus()
    before = lines(profiles)
    for name in ("Delete calls", "Trim calls", "Delete calls", "Accounts"):
        toggle(profiles, name)
    level(profiles, "Calls", "Own")
    after = edits(profiles)
    assert len(after) == 3
    for _ in range(7):  # two more than there is to undo
        key(profiles, Qt.Key.Key_Z, CONTROL)
    assert lines(profiles) == before
    assert not edits(profiles)
    for _ in range(3):
        key(profiles, Qt.Key.Key_Z, CONTROL | SHIFT)
    for _ in range(4):
        key(profiles, Qt.Key.Key_Y, CONTROL)
    assert edits(profiles) == after
    assert not profiles.view.redo_button.isEnabled()


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


# -- rules -------------------------------------------------------------------------------------


def fix(widget, words: str) -> None:
    found = [link for link in widget.findChildren(LinkButton) if link.text() == words]
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def test_leads_without_effect_are_cleared_by_a_click(profiles):
    go_to(profiles, "Solutions engineer")
    level(profiles, "Calls", "All")
    calls = row(profiles, "Calls")
    assert "no effect under All" in calls.problem_words()
    fix(calls, "Clear the leads")
    assert calls.chips.names() == []
    assert calls.problem_words() == ""
    assert edits(profiles)["callsAccess.teamLeadIds"] == ()


def test_what_gong_would_refuse_is_said_at_the_setting_and_not_sent(own, answers, qtbot):
    go_to(own, "Business admin")
    level(own, "Library", "None")
    streams = row(own, "Manage streams")
    assert "above None" in streams.problem_words()
    own.view.mode.step(1)  # the row with the problem is out of sight
    own.editor.save()
    assert streams.isVisible()
    qtbot.waitUntil(lambda: not own.scope.busy, timeout=WAIT)
    assert not answers.reviews
    fix(streams, "Turn off what needs a level")
    assert streams.problem_words() == ""


def test_a_name_is_required_and_unique_and_not_trimmed_unless_edited(profiles):
    go_to(profiles, "Integration User")
    raw_name = held(profiles)["name"]
    assert raw_name != raw_name.strip()

    def dialog() -> IdentityDialog:
        profiles.view.settings_view.area.setFocus()
        key(profiles, Qt.Key.Key_F2)
        return profiles.view.window().findChildren(IdentityDialog)[-1]

    one = dialog()
    one.description.setPlainText("For machines")
    QTest.mouseClick(one.button, Qt.MouseButton.LeftButton)
    assert edits(profiles).keys() <= {"description"}
    one = dialog()
    one.name.selectAll()
    QTest.keyClicks(one.name, "Marketing")
    assert not one.button.isEnabled()
    assert "called “Marketing”" in said(one)
    one.name.selectAll()
    QTest.keyClick(one.name, Qt.Key.Key_Delete)
    assert "needs a name" in said(one)
    QTest.keyClicks(one.name, "Machines ")
    QTest.keyClick(one.name, Qt.Key.Key_Return)
    assert edits(profiles)["name"] == "Machines"
    assert profiles.view.header.title() == "Machines"
    assert "Machines" in profiles.view.side.titles()
    assert any(card.startswith("Name: ") for card in cards(profiles))


# -- saving ------------------------------------------------------------------------------------


def test_what_gong_did_not_take_stays_marked_and_is_told(own, open_panel, answers, qtbot):
    go_to(own, "Solutions engineer")
    toggle(own, "Delete calls")
    toggle(own, "Trim calls")
    open_panel.sandbox.control("faults", {"ignored-setting": 1})
    QTest.mouseClick(own.view.save_bar.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(own.view.message_bar.isVisible, timeout=WAIT)
    assert "did not take all" in said(own.view.message_bar)
    assert len(answers.reviews) == 1
    left = edits(own)
    assert left
    assert set(left) <= {"deleteCalls", "trimCalls"}
    for field in left:
        assert held(own)[field] is False
    qtbot.waitUntil(lambda: not own.scope.busy, timeout=WAIT)


def test_a_refusal_leaves_the_edits_and_tells(own, open_panel, qtbot):
    go_to(own, "Solutions engineer")
    toggle(own, "Delete calls")
    only = {"rate": 1, "operations": ["updatePermissionProfile"]}
    open_panel.sandbox.control("faults", {"revoked-key": only})
    own.editor.save()
    qtbot.waitUntil(own.view.message_bar.isVisible, timeout=WAIT)
    assert edits(own) == {"deleteCalls": True}
    qtbot.waitUntil(own.view.save_bar.save_button.isEnabled, timeout=WAIT)
    # What is tried again is the save.
    open_panel.sandbox.control("faults", {"revoked-key": 0})
    own._message_action(ActionKind.RETRY)
    qtbot.waitUntil(lambda: not edits(own), timeout=WAIT)
    assert held(own)["deleteCalls"] is True
    assert not own.view.message_bar.isVisible()


def test_a_closed_lock_is_asked_about_when_one_saves(own, bench, answers, qtbot):
    go_to(own, "Solutions engineer")
    toggle(own, "Delete calls")
    bench.session.lock.close()
    assert own.view.save_bar.save_button.isEnabled()
    answers.agree = False
    own.editor.save()
    qtbot.waitUntil(lambda: bool(answers.asked) and not own.scope.busy, timeout=WAIT)
    assert answers.asked == ["Allow changes to Orvane?"]
    assert edits(own) == {"deleteCalls": True}
    answers.agree = True
    own.editor.save()
    qtbot.waitUntil(lambda: not edits(own), timeout=WAIT)
    assert held(own)["deleteCalls"] is True


def test_a_review_that_is_not_agreed_to_changes_nothing(own, open_panel, answers, qtbot):
    go_to(own, "Solutions engineer")
    toggle(own, "Delete calls")
    answers.agree = False
    open_panel.sandbox.control("stats", method="DELETE")
    own.editor.save()
    qtbot.waitUntil(lambda: bool(answers.reviews) and not own.scope.busy, timeout=WAIT)
    assert edits(own) == {"deleteCalls": True}
    assert "updatePermissionProfile" not in open_panel.sandbox.control("stats")["requests"]
    assert own.view.save_bar.save_button.isEnabled()


@pytest.mark.parametrize("side", ["theirs", "yours", ""])
def test_what_somebody_else_changed_meanwhile_is_decided_and_never_lost(
    own, bench, answers, run, qtbot, side
):
    go_to(own, "Solutions engineer")
    level(own, "Emails", "All")
    toggle(own, "Delete calls")
    theirs = held(own)
    assert theirs["emailsAccess"]["permissionLevel"] == "own"
    theirs["emailsAccess"]["permissionLevel"] = "report-to-them"
    theirs["trimCalls"] = True
    body = json.dumps(theirs).encode()
    request = UpdateProfile(profile_id=own.current().id, profile=PermissionProfile())
    run(bench.session.call(UPDATE_PROFILE, request, raw_body=body))
    answers.side = side
    own.editor.save()
    qtbot.waitUntil(lambda: bool(answers.conflicts) and not own.scope.busy, timeout=WAIT)
    if not side:  # given up: nothing was sent, and nothing is forgotten
        assert edits(own) == {"emailsAccess.permissionLevel": "all", "deleteCalls": True}
        return
    assert not edits(own)
    now = held(own)
    wanted = "report-to-them" if side == "theirs" else "all"
    assert now["emailsAccess"]["permissionLevel"] == wanted
    assert now["deleteCalls"] is True
    assert now["trimCalls"] is True
    assert line(own, "Trim calls") == "Trim calls: On"


# -- new profiles ------------------------------------------------------------------------------


def test_a_clone_is_made_and_shown(own, answers, qtbot, monkeypatch):
    go_to(own, "Solutions engineer")
    here = own.current().workspace_id
    asked = []

    async def new_profile(question):
        asked.append(question)
        return Wanted("Presales", "", (here,))

    monkeypatch.setattr(own.context.prompts, "new_profile", new_profile, raising=False)
    QTest.mouseClick(own.view.clone_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: own.view.header.title() == "Presales", timeout=WAIT)
    assert asked[0].title == "Clone Solutions engineer"
    assert len(answers.reviews) == 1
    assert own.view.side.key() == own.current().id
    assert held(own)["callsAccess"]["permissionLevel"] == "managers-team"


def test_a_profile_is_compared_with_others(profiles, bench):
    go_to(profiles, "Solutions engineer")
    mine = profiles.current().id
    QTest.mouseClick(profiles.view.compare_button, Qt.MouseButton.LeftButton)
    assert bench.current is not profiles
    bench.navigate("profiles")
    assert profiles.current().id == mine


# -- what others did, and what was left --------------------------------------------------------


def read_anew(panel, **changes) -> ProfileRecord:
    """What a refresh would bring after somebody else has changed the profile shown."""
    record = panel.current()
    raw = json.dumps({**json.loads(record.raw), **changes}).encode()
    profile = msgspec.structs.replace(record.profile)
    newer = ProfileRecord(record.workspace_id, profile, raw)
    panel.context.data.profiles.put([newer])
    return newer


def test_what_was_read_since_is_offered_and_the_edits_go_on_top(profiles):
    go_to(profiles, "Solutions engineer")
    toggle(profiles, "Delete calls")
    assert not profiles.view.rebase_bar.isVisible()
    read_anew(profiles, trimCalls=True)
    assert profiles.view.rebase_bar.isVisible()
    assert line(profiles, "Trim calls") == "Trim calls: Off"
    press(profiles.view.rebase_bar, "Put on top")
    assert not profiles.view.rebase_bar.isVisible()
    assert line(profiles, "Trim calls") == "Trim calls: On"
    assert line(profiles, "Delete calls") == "Delete calls: On, was Off"


def test_without_edits_what_was_read_since_is_simply_shown(profiles):
    go_to(profiles, "Solutions engineer")
    read_anew(profiles, trimCalls=True)
    assert line(profiles, "Trim calls") == "Trim calls: On"
    assert not profiles.view.rebase_bar.isVisible()


@pytest.fixture
def killed(profiles, tmp_path, bench, qtbot):
    """A run before this one was killed while the profile shown had edits."""
    go_to(profiles, "Solutions engineer")
    record = profiles.current()
    now = dt.datetime.now(dt.UTC)
    edited: dict[str, Value] = {"deleteCalls": True, "name": "Presales"}
    draft = Draft(
        record.id,
        "Solutions engineer",
        record.workspace_id,
        edited,
        record.raw,
        now - dt.timedelta(days=2),
        now - dt.timedelta(hours=3),
    )
    before = DraftStore(tmp_path)
    before.keep([Keep(record.id, 1, draft)])
    before.close()
    bench.data.staged.keep_with(DraftKeeper(DraftStore(tmp_path), bench.services.bridge))
    qtbot.waitUntil(lambda: bool(bench.data.staged.recovered()), timeout=WAIT)
    return profiles


def test_edits_of_a_killed_run_are_offered_with_their_age_and_brought_back(killed):
    bar = killed.view.draft_bar
    assert bar.isVisible()
    assert "2 changes not saved" in bar.words()
    assert "Made 3 h ago, on top of what Gong said 2 days ago" in bar.words()
    assert marks(killed) == {"Solutions engineer": "Not saved"}
    assert not edits(killed)
    go_to(killed, "Marketing")
    assert not bar.isVisible()
    go_to(killed, "Solutions engineer")
    press(bar, "Bring back")
    assert not bar.isVisible()
    assert edits(killed) == {"name": "Presales", "deleteCalls": True}
    assert marks(killed) == {"Presales": "2 changes"}
    assert line(killed, "Delete calls") == "Delete calls: On, was Off"


def test_edits_of_a_killed_run_are_discarded(killed):
    press(killed.view.draft_bar, "Discard")
    assert not killed.view.draft_bar.isVisible()
    assert not edits(killed)
    assert marks(killed) == {}


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
