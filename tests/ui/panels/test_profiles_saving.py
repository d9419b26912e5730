"""Saving edited profiles, and making new ones, on a real sandbox; drafts, and what others did."""

from __future__ import annotations

import asyncio
import datetime as dt
import json

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gong_admin.api.catalogue.permissions import UPDATE_PROFILE
from gong_admin.api.types.permissions import PermissionProfile, UpdateProfile
from gong_admin.runtime.draft_keeper import DraftKeeper
from gong_admin.runtime.drafts import Draft, DraftStore, Keep
from gong_admin.runtime.message import ActionKind
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.reading import Value
from gong_admin.ui.panels.profiles.identity_dialog import IdentityDialog
from gong_admin.ui.profile_changes.new_dialog import Wanted
from gong_admin.ui.prompts import WindowPrompts
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.review import ReviewDialog
from tests.ui.panels.profile_editor import (
    CONTROL,
    SHIFT,
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
from tests.ui.panels.test_profiles import go_to, line, lines, press, said


@pytest.fixture
def profiles(open_panel, bench, qtbot):
    return begin(open_panel("profiles"), bench, qtbot)


@pytest.fixture
def own(open_panel, bench, qtbot):
    """The same with a sandbox of the test's own, for what is written."""
    return begin(open_panel("profiles", faults={}), bench, qtbot)


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


_LIBRARY_SWITCHES = (
    "Manage public folders",
    "Manage streams",
    "Manage calls in folders",
    "Share folders and streams",
)


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
    bar = own.view.save_bar
    assert "4 problems" in bar.words()
    assert not bar.save_button.isEnabled()
    own.view.mode.step(1)
    QTest.mouseClick(bar.problem_link, Qt.MouseButton.LeftButton)
    first = row(own, "Manage public folders")
    assert first.isVisible()
    ways_out = [row(own, name).findChildren(LinkButton) for name in _LIBRARY_SWITCHES]
    assert [len(links) for links in ways_out] == [1, 0, 0, 0]
    fix(first, "Turn off what needs a level")
    assert streams.problem_words() == ""
    assert "problem" not in bar.words()
    assert bar.save_button.isEnabled()


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
    assert "did not save every" in said(own.view.message_bar)
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


def test_no_other_is_begun_while_one_is_made(own, answers, qtbot, monkeypatch):
    go_to(own, "Solutions engineer")
    here = own.current().workspace_id
    asked, answered = [], asyncio.Event()

    async def new_profile(question):
        asked.append(question)
        await answered.wait()
        return Wanted("Only one", "", (here,))

    monkeypatch.setattr(own.context.prompts, "new_profile", new_profile, raising=False)
    QTest.mouseClick(own.view.clone_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert not own.view.clone_button.isEnabled()
    assert not own.view.new_button.isEnabled()
    own.writes.new()  # by the palette
    answered.set()
    qtbot.waitUntil(lambda: own.view.header.title() == "Only one", timeout=WAIT)
    assert own.view.clone_button.isEnabled()
    assert [question.title for question in asked] == ["Clone Solutions engineer"]


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
    press(profiles.view.rebase_bar, "Keep both")
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


def test_edits_to_a_profile_that_is_gone_are_named_and_dropped(killed, monkeypatch):
    """Nothing in the list stands for them: else they would never be seen, and never go."""
    profiles, gone = killed.context.data.profiles, killed.current().id
    real = profiles.get
    monkeypatch.setattr(profiles, "get", lambda key: None if key == gone else real(key))
    profiles.changed.emit()
    go_to(killed, "Marketing")
    bar = killed.view.gone_bar
    assert "Solutions engineer: 2 changes" in bar.words()
    press(bar, "Drop these changes")
    assert bar.words() == ""
    assert killed.context.data.staged.recovered() == ()
