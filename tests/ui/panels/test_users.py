"""The Users panel on a real sandbox: by keyboard and mouse, its costs, and when things go wrong."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gong_admin.runtime.dataset import DataState
from gong_admin.runtime.message import ActionKind
from gong_admin.services.overview import tally
from gong_admin.ui.widgets.basics import ElidedLabel, Label
from gong_admin.ui.widgets.button import Button, LinkButton

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def said(widget) -> str:
    """All words that a widget shows."""
    labels = [w for w in widget.findChildren(Label) if w.isVisibleTo(widget)]
    links = [w for w in widget.findChildren(LinkButton) if w.isVisibleTo(widget)]
    texts = [w.whole_text() if isinstance(w, ElidedLabel) else w.text() for w in labels]
    return " | ".join([*texts, *(w.text() for w in links)])


def press(widget, words: str) -> None:
    """Press the button or link that says this."""
    found = [
        w
        for kind in (Button, LinkButton)
        for w in widget.findChildren(kind)
        if w.text() == words and w.isVisibleTo(widget)
    ]
    assert len(found) == 1, f"{len(found)} buttons say {words!r}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


@pytest.fixture
def users(open_panel, bench, qtbot):
    """The panel with 200 users, all read."""
    panel = open_panel("users")
    ready(panel, bench, qtbot)
    return panel


def ready(panel, bench, qtbot, count=200):
    data, model = bench.data, panel.view.table.model
    qtbot.waitUntil(lambda: data.users.complete and data.profiles.complete)
    qtbot.waitUntil(lambda: model.counts()[1] == count and not model.busy)


def load_profiles(panel, bench, qtbot):
    QTest.mouseClick(panel.view.load_profiles, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bench.data.members.complete)
    qtbot.waitUntil(lambda: not panel.view.table.model.busy)


def column(panel, key):
    model = panel.view.table.model
    number = model.column_number(key)
    return [model.text(row, number) for row in range(model.rowCount())]


def test_everybody_is_listed_with_manager_and_recording(users, bench):
    assert users.view.header.caption().startswith("200 users")
    names = column(users, "name")
    assert len(set(column(users, "id"))) == 200
    managers = {name for name in column(users, "manager") if name}
    assert managers <= set(names)  # named, not numbered
    shares = Counter(column(users, "recording"))
    assert shares["Inactive"] == sum(not user.active for user in bench.data.users.records) > 0
    assert dict(shares) == dict(tally(bench.data.users.records).figures().states)  # as Overview
    shown = [c.key for c in users.view.table.view.columns.shown_columns()]
    assert shown == ["name", "email", "title", "manager", "recording", "status"]


def test_every_field_of_a_user_is_a_column(users):
    keys = {column.key for column in users.view.table.model.columns}
    assert len(keys) == 28
    number = users.view.table.model.column_number("recording")
    tips = {users.view.table.model.columns[number].tip(u) for u in users._data.users.records}
    assert any("“Web conferences recorded” is on" in tip for tip in tips)


def test_down_from_the_filter_shows_a_person(users, qtbot):
    users.focus_filter()
    field = users.view.table.filter_bar.field
    field.setText("stefan")
    qtbot.waitUntil(lambda: users.view.table.model.counts()[0] < 200)
    QTest.keyClick(field, Qt.Key.Key_Down)
    detail = users.view.user_detail
    assert detail.isVisible()
    assert detail.title() == column(users, "name")[0]
    qtbot.waitUntil(lambda: "Web conferences recorded" in said(detail))
    words = said(detail)
    assert "Gong Connect enabled" in words
    assert "Gong's API can't change" in words


def test_the_button_of_the_details_is_down_while_they_are_seen(users):
    button = users.view.detail_button
    assert not button.isEnabled()
    assert not button.isChecked()
    users.view.table.view.select_row(0)
    assert button.isChecked()
    button.click()
    assert users.view.user_detail.isHidden()
    assert not button.isChecked()
    button.click()
    assert users.view.user_detail.isVisible()
    assert button.isChecked()


def test_a_manager_and_a_report_are_one_press_away(users, qtbot):
    table, detail = users.view.table, users.view.user_detail
    number = table.model.column_number("manager")
    row = next(r for r in range(200) if table.model.text(r, number))
    manager = table.model.text(row, number)
    table.view.select_row(row)
    name = detail.title()
    qtbot.waitUntil(lambda: manager in said(detail.facts))
    press(detail.facts, manager)
    assert detail.title() == manager
    qtbot.waitUntil(lambda: name in said(detail.facts))
    press(detail.facts, "Show them in the table")
    qtbot.waitUntil(lambda: name in column(users, "name"))
    assert set(column(users, "manager")) == {manager}


def test_history_is_read_when_it_is_looked_at(users, open_panel, qtbot):
    open_panel.sandbox.control("stats", method="DELETE")
    users.view.table.view.select_row(3)
    users.view.table.view.select_row(4)
    detail = users.view.user_detail
    assert "getUserHistory" not in str(open_panel.sandbox.control("stats"))
    detail.tabs.choose("history")
    assert "Reading the settings history" in said(detail.history)
    model = detail.history.timeline.model()
    qtbot.waitUntil(lambda: model.rowCount() > 0)
    everything = model.rowCount()
    lines = [model.index(row, 0).data() for row in range(everything)]
    assert any("from the start" in line for line in lines)
    titles = [detail.history.choice.itemText(i) for i in range(detail.history.choice.count())]
    assert titles[0] == "All settings"
    detail.history.choice.setCurrentIndex(1)
    detail.history.choice.activated.emit(1)
    assert 0 < model.rowCount() < everything


def test_profiles_wait_for_a_click_that_says_its_cost(users, bench, qtbot):
    view = users.view
    calls = len(bench.data.profiles)
    assert bench.data.members.state is DataState.UNREAD
    assert view.load_profiles.text() == f"Load profiles: {calls} API calls"
    assert "profile" not in [c.key for c in view.table.view.columns.shown_columns()]
    assert not view.table.filter_bar.facet_buttons["profile"].isVisible()
    view.table.view.select_row(5)
    view.user_detail.tabs.choose("access")
    assert f"{calls} API calls" in said(view.user_detail.access)
    load_profiles(users, bench, qtbot)
    assert not view.load_profiles.isVisible()
    assert "profile" in [c.key for c in view.table.view.columns.shown_columns()]
    assert any(column(users, "profile"))
    bar = view.table.filter_bar
    bar.open_facet("profile")
    bar.set_facet("profile", frozenset({"Collaborator"}))
    qtbot.waitUntil(lambda: view.table.model.counts()[0] < 200)
    assert all("Collaborator" in names for names in column(users, "profile"))
    qtbot.waitUntil(
        lambda: all(w.name in said(view.user_detail.access) for w in bench.data.workspaces.records)
    )


def test_a_workspace_narrows_the_list_once_profiles_are_known(users, bench, qtbot):
    workspace = bench.data.workspaces.records[-1]
    bench.workspace.choose(workspace.id)
    assert "users of all workspaces" in users.view.offer_bar.words()
    assert workspace.name in users.view.offer_bar.words()
    assert users.view.table.model.counts()[1] == 200
    assert not users.view.load_profiles.isVisible()  # one button for one thing
    said_meanwhile = []
    bench.data.members.changed.connect(lambda: said_meanwhile.append(users.view.offer_bar.words()))
    QTest.mouseClick(users.view.offer_bar.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bench.data.members.complete)
    profiles = len(bench.data.profiles)
    assert any(f" of {profiles} profiles so far" in words for words in said_meanwhile)
    here = {m.user_id for m in bench.data.members.records if m.workspace_id == workspace.id}
    qtbot.waitUntil(lambda: users.view.table.model.counts()[1] == len(here) < 200)
    assert set(column(users, "id")) == here
    assert not users.view.offer_bar.isVisible()


def test_somebody_asked_for_is_selected_when_they_arrive(open_panel, bench, qtbot, sandbox):
    panel = open_panel("users")
    ready(panel, bench, qtbot)
    last = bench.data.users.records[-1].id
    panel.view.table.filter_bar.set_text("nobody is called so")
    qtbot.waitUntil(lambda: panel.view.table.model.counts()[0] == 0)
    bench.navigate("users", last)
    qtbot.waitUntil(lambda: panel.view.table.selected_keys() == [last])


def test_a_target_is_selected_although_the_list_still_loads(open_panel, bench, qtbot, sandbox):
    known = open_panel("users")
    ready(known, bench, qtbot)
    last = bench.data.users.records[-1].id
    bench.close_connection()
    panel = open_panel("users", last)
    qtbot.waitUntil(lambda: panel.view.table.selected_keys() == [last])


def test_nobody_with_that_id(users, bench, qtbot):
    before = len(bench.data.users)
    bench.navigate("users", "123")
    qtbot.waitUntil(lambda: not users.scope.busy and not users._target)
    assert len(bench.data.users) == before


def test_addresses_of_several_are_copied(users):
    view = users.view.table.view
    view.select_row(0)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_E, CTRL_SHIFT)
    users.view.copy_emails.trigger()
    assert QGuiApplication.clipboard().text().split("\n") == column(users, "email")[:2]


def test_the_request_is_there_to_copy(users):
    users.view.table.commands.copy_request_as_curl()
    text = QGuiApplication.clipboard().text()
    assert "/v2/users" in text
    assert "$GONG_ACCESS_KEY" in text


# -- many users --------------------------------------------------------------------------------


def test_a_long_list_waits_for_a_click_that_says_its_cost(open_panel, bench, qtbot, sandbox):
    sandbox(users=2300).control("stats", method="DELETE")
    panel = open_panel("users", users=2300)
    model, bar = panel.view.table.model, panel.view.offer_bar
    qtbot.waitUntil(lambda: bench.data.users.state is DataState.PREVIEW)
    assert "first 100 of 2,300 users" in bar.words()
    assert "23 API calls" in bar.words()
    assert panel.view.header.caption().startswith("100 of 2,300 users")
    assert open_panel.sandbox.control("stats")["requests"]["listUsers"] == 1
    assert model.counts()[1] == 100
    panel.refresh()
    qtbot.waitUntil(lambda: bench.data.users.state is DataState.PREVIEW)
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    ready(panel, bench, qtbot, 2300)
    assert not bar.isVisible()
    assert panel.view.header.caption().startswith("2,300 users")


def test_somebody_beyond_the_beginning_is_read_alone(open_panel, bench, qtbot):
    panel = open_panel("users", users=2300)
    qtbot.waitUntil(lambda: bench.data.users.state is DataState.PREVIEW)
    bench.data.users.read_whole()
    ready(panel, bench, qtbot, 2300)
    last = bench.data.users.records[-1].id
    bench.close_connection()
    panel = open_panel("users", last, users=2300)
    qtbot.waitUntil(lambda: panel.view.table.selected_keys() == [last])
    assert bench.data.users.state is DataState.PREVIEW


# -- when it takes its time ---------------------------------------------------------------------


def test_reading_can_be_stopped_and_begun_again(open_panel, bench, qtbot):
    only = {"rate": 1, "operations": ["listUsers"]}
    panel = open_panel("users", faults={"latency": only})
    table = panel.view.table
    qtbot.waitUntil(table.loading_bar.isVisible)
    press(table.loading_bar, "Cancel")
    qtbot.waitUntil(table.empty_state.isVisible)
    assert bench.data.users.state is DataState.UNREAD
    open_panel.sandbox.control("faults", {"latency": 0})
    press(table.empty_state, "Read now")
    ready(panel, bench, qtbot)


def test_a_429_is_waited_for_without_a_word(open_panel, bench, qtbot):
    once = {"count": 1, "operations": ["listUsers"]}
    panel = open_panel("users", faults={"rate-limit": once})
    ready(panel, bench, qtbot)
    assert panel.view.table.message_bar.message() is None


# -- when things go wrong ----------------------------------------------------------------------

BROKEN = [
    ("server-error", 1, ActionKind.RETRY),
    ("missing-scope", 1, ActionKind.RETRY),
    ("revoked-key", 1, None),
]


@pytest.mark.parametrize(("fault", "rate", "action"), BROKEN)
def test_a_fault_is_told_and_retry_recovers(open_panel, bench, qtbot, fault, rate, action):
    only = {"rate": rate, "operations": ["listUsers"]}
    panel = open_panel("users", faults={fault: only})
    table = panel.view.table
    qtbot.waitUntil(lambda: bench.data.users.state is DataState.FAILED, timeout=20_000)
    words = said(table.error_state)
    assert words
    if fault == "missing-scope":
        assert "api:users:read" in words
    open_panel.sandbox.control("faults", {fault: 0})
    if action is not None and any(
        button.text() == "Retry" for button in table.error_state.buttons()
    ):
        press(table.error_state, "Retry")
    else:
        panel.refresh()
    ready(panel, bench, qtbot)


def test_a_spent_day_is_told_at_once(open_panel, bench, qtbot):
    panel = open_panel("users", faults={"rate-limit-hours": 1})
    qtbot.waitUntil(lambda: bench.data.users.state is DataState.FAILED)
    state = panel.view.table.error_state
    assert "Gong takes" in said(state)
    offered = [button.text() for button in state.buttons()]
    assert offered[0].startswith("Retry at ")
    assert offered[1:] == ["Retry now", "Copy details"]
    assert "users" not in panel.view.header.caption()


@pytest.mark.parametrize("fault", ["cursor-loop", "cursor-expired"])
def test_what_had_come_stays_when_a_walk_breaks_off(open_panel, bench, qtbot, fault):
    only = {"rate": 1, "operations": ["listUsers"]}
    panel = open_panel("users", faults={fault: only})
    qtbot.waitUntil(lambda: bench.data.users.state is DataState.PARTIAL, timeout=20_000)
    assert panel.view.table.model.counts()[1] == 100
    assert panel.view.header.caption().startswith("100 of 200 users")
    assert panel.view.table.message_bar.isVisible()
    open_panel.sandbox.control("faults", {fault: 0})
    panel.view.table.message_bar.buttons()[0].click()
    ready(panel, bench, qtbot)
    assert not panel.view.table.message_bar.isVisible()


def test_a_refresh_that_fails_loses_nothing(open_panel, bench, qtbot):
    panel = open_panel("users", faults={"latency": 0})
    ready(panel, bench, qtbot)
    open_panel.sandbox.control("faults", {"missing-scope": 1})
    panel.refresh()
    qtbot.waitUntil(lambda: panel.view.table.message_bar.isVisible())
    assert bench.data.users.complete
    assert panel.view.table.model.counts() == (200, 200)


def test_a_history_that_fails_is_told_in_its_tab(open_panel, bench, qtbot):
    only = {"rate": 1, "operations": ["getUserHistory"]}
    panel = open_panel("users", faults={"missing-scope": only})
    ready(panel, bench, qtbot)
    panel.view.table.view.select_row(0)
    tab = panel.view.user_detail.history
    panel.view.user_detail.tabs.choose("history")
    qtbot.waitUntil(lambda: tab.message_bar.isVisible())
    assert "api:users:read" in said(tab)
    assert not panel.view.table.message_bar.isVisible()
    open_panel.sandbox.control("faults", {"missing-scope": 0})
    tab.action_chosen.emit(ActionKind.RETRY)
    qtbot.waitUntil(lambda: tab.timeline.model().rowCount() > 0)


def test_profiles_that_fail_are_told_and_can_be_tried_again(open_panel, bench, qtbot):
    only = {"rate": 1, "operations": ["listPermissionProfileUsers"]}
    panel = open_panel("users", faults={"missing-scope": only})
    ready(panel, bench, qtbot)
    QTest.mouseClick(panel.view.load_profiles, Qt.MouseButton.LeftButton)
    bar = panel.view.profiles_message
    qtbot.waitUntil(bar.isVisible)
    assert "api:users:read" in said(bar)
    open_panel.sandbox.control("faults", {"missing-scope": 0})
    bar.action_triggered.emit(ActionKind.RETRY)
    qtbot.waitUntil(lambda: bench.data.members.complete)
    assert not bar.isVisible()


def test_from_the_profiles_of_a_user_to_what_they_can_do(users, bench, qtbot):
    users.view.table.view.select_row(0)
    users.view.user_detail.access.access_button.click()
    assert bench.current_key == "access"
    assert bench.current._target == users.view.table.selected_keys()[0]
