"""The overview: figures of the whole company, what they cost, and what goes wrong meanwhile."""

from __future__ import annotations

import csv
import datetime as dt
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableWidget

from gong_admin.runtime.message import ActionKind
from gong_admin.ui.widgets.button import LinkButton

LISTS = ("workspaces", "users", "profiles", "trackers", "folders")


def press(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def tile(overview, key):
    """A tile as a screen reader says it."""
    shown = overview.view.tiles[key]
    return f"{shown.accessibleName()}, {shown.accessibleDescription()}"


def read(overview):
    """Whether everything that is read at once has come."""
    data = overview.context.data
    return all(data.by_name(name).complete for name in LISTS) and bool(
        overview.view.events.entries()
    )


def rows(chart):
    """What the table behind a chart says."""
    table = chart.findChild(QTableWidget)
    return [
        [table.item(row, column).text() for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def total(chart):
    return sum(int(row[1].replace(",", "")) for row in rows(chart))


def titles(card):
    return [entry.title for entry in card.entries()]


def links(card, words):
    return [b for b in card.findChildren(LinkButton) if b.text() == words and b.isVisible()]


def link(card, words):
    return links(card, words)[0]


@pytest.fixture
def overview(open_panel, qtbot):
    """With everything read that is read without asking."""
    shown = open_panel("overview")
    qtbot.waitUntil(lambda: read(shown) and bool(titles(shown.view.attention)))
    return shown


def test_the_tiles_say_what_there_is(overview):
    data = overview.context.data
    users = data.users.records
    active = sum(bool(user.active) for user in users)
    assert tile(overview, "users") == f"Users: 200, {active} active, {200 - active} not"
    assert (
        tile(overview, "profiles") == f"Permission profiles: {len(data.profiles)}, in 4 workspaces"
    )
    share = re.fullmatch(
        r"Recorded: (\d+) %, ([\d,]+) of ([\d,]+) active", tile(overview, "recorded")
    )
    assert share
    percent, recorded, of = (int(part.replace(",", "")) for part in share.groups())
    assert of == active
    assert percent == round(100 * recorded / of)


def test_a_tile_leads_to_its_panel_by_keyboard(overview, bench):
    overview.view.tiles["trackers"].setFocus()
    QTest.keyClick(overview.view.tiles["trackers"], Qt.Key.Key_Space)
    assert bench.current_key == "trackers"


def test_users_are_shared_out_once(overview):
    assert total(overview.view.states) == 200


def test_little_is_read_before_somebody_asks(open_panel, qtbot):
    shown = open_panel("overview", faults={})
    qtbot.waitUntil(lambda: read(shown))
    asked = open_panel.sandbox.control("stats")["requests"]
    assert "listCalls" not in asked
    assert "listPermissionProfileUsers" not in asked
    assert asked["listLogs"] <= 4
    assert sum(asked.values()) < 25


def test_another_workspace_changes_the_counts(overview, qtbot):
    data = overview.context.data
    chosen = data.workspaces.records[1]
    overview.context.workspace.choose(chosen.id)
    here = len(data.profiles_in(chosen.id))
    assert tile(overview, "profiles") == f"Permission profiles: {here}, in {chosen.name}"
    # Users belong to no workspace.
    assert "whole company" in tile(overview, "users")
    assert "whole company" in tile(overview, "recorded")


def test_calls_a_day_say_their_cost_and_come_after_a_click(overview, qtbot):
    view = overview.view
    assert "30 API calls" in view.calls_offer.accessibleDescription()
    assert not view.calls.table_button.isVisible()
    press(view.calls_offer.button)
    qtbot.waitUntil(lambda: view.calls_again.isVisible())
    assert not view.calls_offer.isVisible()
    assert len(rows(view.calls)) == 30
    assert total(view.calls) > 100
    assert view.calls_again.text() == "Count again"


def test_counting_can_be_stopped_and_goes_on_where_it_was(open_panel, qtbot):
    shown = open_panel(
        "overview", faults={"latency": {"operations": ["listCalls"], "seconds": 0.2}}
    )
    view = shown.view
    press(view.calls_offer.button)
    qtbot.waitUntil(
        lambda: bool(re.search(r": ([89]|[12]\d) of 30", view.calls_offer.accessibleName()))
    )
    press(view.calls_offer.button)
    qtbot.waitUntil(lambda: view.calls_again.isVisible())
    counted = len(rows(view.calls))
    assert 8 <= counted < 30
    assert view.calls_again.text() == f"Count {30 - counted} more days"
    open_panel.sandbox.control("faults", {"latency": 0})
    press(view.calls_again)
    qtbot.waitUntil(lambda: len(rows(view.calls)) == 30)
    asked = open_panel.sandbox.control("stats")["requests"]["listCalls"]
    assert asked <= 31  # none twice, but for one that was on its way when it was stopped


@pytest.mark.parametrize(
    ("fault", "title"),
    [
        ("server-error", "Gong has a problem"),
        ("missing-scope", "This key is not allowed to do that"),
        ("revoked-key", "Gong did not accept the key"),
    ],
)
def test_counting_that_fails_says_why_and_recovers(open_panel, qtbot, fault, title):
    shown = open_panel("overview", faults={fault: {"operations": ["listCalls"]}})
    view = shown.view
    press(view.calls_offer.button)
    qtbot.waitUntil(lambda: view.calls_offer.message.isVisible(), timeout=30_000)
    assert view.calls_offer.message.message().title == title
    open_panel.sandbox.control("faults", {fault: 0})
    press(view.calls_offer.button)
    qtbot.waitUntil(lambda: len(rows(view.calls)) == 30)
    assert not view.calls_offer.isVisible()


def test_users_by_profile_come_after_a_click(overview, qtbot):
    view, data = overview.view, overview.context.data
    cost = f"{len(data.profiles)} API calls"
    assert cost in view.profiles_offer.accessibleDescription()
    before = titles(view.attention)
    press(view.profiles_offer.button)
    qtbot.waitUntil(lambda: view.profiles.table_button.isVisible())
    assert total(view.profiles) == len(data.members)
    # What they show is known now.
    overview.view.attention.more.emit()
    assert set(before) < set(titles(view.attention))
    assert any("without a profile" in title for title in titles(view.attention))


def test_a_finding_leads_to_the_record(overview, bench, qtbot):
    attention = overview.view.attention
    qtbot.waitUntil(lambda: titles(attention)[0].startswith("Delete calls is on in"))
    # The card is laid out anew with every list that arrives.
    qtbot.waitUntil(lambda: bool(links(overview.view.attention, "Show")))
    press(link(overview.view.attention, "Show"))
    assert bench.current_key == "profiles"


def test_newest_changes_are_sentences_newest_first_without_tokens(overview, qtbot):
    view = overview.view
    entries = view.events.entries()
    times = [entry.exact for entry in entries]
    assert times == sorted(times, reverse=True)
    for entry in entries:
        assert re.match(r"\S+ .*(changed|turned|added|removed) ", entry.title)
        assert not re.search(r"[A-Za-z0-9]{24,}", entry.title + entry.text)
    press(link(view.events, "Show more"))
    assert view.events.entries()[: len(entries)] == entries
    assert len(view.events.entries()) > len(entries)


def test_looking_further_back_finds_older_changes(overview, qtbot):
    view = overview.view
    for _ in range(60):
        if view.events.more_link.text() == "Look further back":
            break
        view.events.more.emit()
    oldest = view.events.entries()[-1].exact
    press(view.events.more_link)
    qtbot.waitUntil(lambda: view.events.entries()[-1].exact < oldest)


def test_a_key_without_the_audit_log_still_shows_the_rest(open_panel, qtbot):
    shown = open_panel("overview", faults={"missing-scope": {"operations": ["listLogs"]}})
    view = shown.view
    qtbot.waitUntil(lambda: view.events_message.isVisible())
    assert "api:logs:read" in view.events_message.message().text
    qtbot.waitUntil(lambda: tile(shown, "users").startswith("Users: 200"))
    qtbot.waitUntil(lambda: "This key lacks 1 scope" in titles(view.attention))
    assert not view.message.isVisible()
    open_panel.sandbox.control("faults", {"missing-scope": 0})
    retry = next(
        b for b in view.events_message.buttons() if b.property("action") == ActionKind.RETRY.value
    )
    press(retry)
    qtbot.waitUntil(lambda: bool(view.events.entries()))
    assert not view.events_message.isVisible()


@pytest.mark.parametrize("fault", ["server-error", "revoked-key"])
def test_a_list_that_fails_is_told_and_retry_brings_it(open_panel, qtbot, fault):
    shown = open_panel("overview", faults={fault: {"operations": ["listTrackers"]}})
    view = shown.view
    qtbot.waitUntil(lambda: view.message.isVisible(), timeout=30_000)
    qtbot.waitUntil(lambda: tile(shown, "users").startswith("Users: 200"))
    assert tile(shown, "trackers").startswith("Trackers: –")
    open_panel.sandbox.control("faults", {fault: 0})
    retry = next(
        b for b in view.message.buttons() if b.property("action") == ActionKind.RETRY.value
    )
    press(retry)
    qtbot.waitUntil(lambda: tile(shown, "trackers").endswith("in 4 workspaces"))
    assert not view.message.isVisible()


def test_a_narrow_panel_has_fewer_columns(overview, bench, qtbot):
    view = overview.view
    first, last = view.tiles["users"], view.tiles["calls"]
    assert first.y() == last.y()
    bench.window.resize(1024, 640)
    qtbot.waitUntil(lambda: first.geometry().bottom() < last.y())
    for card in (view.calls, view.attention, view.events):
        assert card.geometry().right() < view.width()


def test_the_requests_can_be_copied(overview):
    actions = {action.text(): action for action in overview.actions()}
    before = dt.datetime.now().astimezone().date()
    actions["Copy the request for a day's calls as curl"].trigger()
    copied = QGuiApplication.clipboard().text()
    assert "$GONG_URL" in copied
    assert "/v2/calls?" in copied
    days = (before, dt.datetime.now().astimezone().date())
    assert any(str(day) in copied for day in days)
    actions["Copy the request for the newest changes as Python"].trigger()
    assert "UserActivityLog" in QGuiApplication.clipboard().text()


def test_a_file_that_can_not_be_written_is_told_until_it_is_closed(
    overview, tmp_path, qtbot, monkeypatch
):
    async def save_nowhere(*_):
        return tmp_path / "no such folder" / "figures.csv"

    monkeypatch.setattr(overview.context.prompts, "save_file", save_nowhere)
    actions = {action.text(): action for action in overview.actions()}
    actions["Export figures as CSV…"].trigger()
    bar = overview.view.message
    qtbot.waitUntil(bar.isVisible)
    assert bar.message().title == "The file was not written"
    overview.context.data.trackers.refresh()
    qtbot.waitUntil(lambda: overview.context.data.trackers.complete)
    assert bar.isVisible()


def test_the_figures_can_be_exported_and_copied(overview, bench, tmp_path, qtbot, monkeypatch):
    file = tmp_path / "figures.csv"

    async def save_here(*_):
        return file

    monkeypatch.setattr(overview.context.prompts, "save_file", save_here)
    actions = {action.text(): action for action in overview.actions()}
    actions["Export figures as CSV…"].trigger()
    qtbot.waitUntil(file.exists)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        written = list(csv.reader(lines))
    assert written[0] == ["Group", "What", "Figure", "Remark"]
    assert written[1][:3] == ["Overview", "Users", "200"]
    assert any(row[0] == "Needs attention" for row in written)
    actions["Copy figures"].trigger()
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("Overview\tUsers\t200\t")
