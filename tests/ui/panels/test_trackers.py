"""The Trackers panel on the sandbox: keywords, shared ones, filters, faults."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gong_admin.runtime.dataset import DataState
from gong_admin.services.tracker_filter import read_filter
from gong_admin.ui.widgets.basics import IconLabel, Label
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.chip import Chip


def said(widget) -> str:
    """All words to be seen in a widget."""
    kinds = (Label, LinkButton)
    found = [w for kind in kinds for w in widget.findChildren(kind) if w.isVisibleTo(widget)]
    return " | ".join(w.text() for w in found)


def links(widget) -> list[LinkButton]:
    return [w for w in widget.findChildren(LinkButton) if w.isVisibleTo(widget)]


def ready(panel, bench, qtbot):
    model = panel.view.table.model
    qtbot.waitUntil(lambda: bench.data.trackers.complete)
    qtbot.waitUntil(lambda: model.counts()[1] == len(bench.data.trackers) and not model.busy)


def column(panel, key):
    model = panel.view.table.model
    number = model.column_number(key)
    return [model.text(row, number) for row in range(model.rowCount())]


def choose(panel, name, qtbot):
    """Select the first tracker of that name by the keyboard's way."""
    row = column(panel, "name").index(name)
    panel.view.table.view.select_row(row)
    qtbot.waitUntil(lambda: panel.view.detail.title() == name)


@pytest.fixture
def trackers(open_panel, bench, qtbot):
    panel = open_panel("trackers")
    ready(panel, bench, qtbot)
    qtbot.waitUntil(lambda: bench.data.workspaces.complete)
    qtbot.waitUntil(lambda: not panel.view.table.model.busy)
    return panel


def test_codes_are_words_and_ids_are_names(trackers):
    assert set(column(trackers, "affiliation")) == {"Anyone", "Company", "Outsiders"}
    assert "EMEA Sales" in column(trackers, "workspace")
    assert any("German" in languages for languages in column(trackers, "languages"))
    assert "Every language" in column(trackers, "languages")
    assert any(
        text.startswith("First ") and text.endswith(" of call")
        for text in column(trackers, "said_at")
    )
    assert "trackers" in trackers.view.header.caption()


def test_every_field_of_a_tracker_is_a_column(trackers):
    keys = {each.key for each in trackers.view.table.model.columns}
    assert keys >= {
        "name", "workspace", "languages", "keywords", "affiliation", "said_at", "related",
        "part_of_question", "topics", "filter", "creator", "created", "updated", "updater", "id",
    }  # fmt: skip


def test_a_keyword_typed_into_the_filter_finds_its_trackers(trackers, qtbot):
    table = trackers.view.table
    table.focus_filter()
    QTest.keyClicks(table.filter_bar.field, "betriebsrat")
    qtbot.waitUntil(lambda: 0 < table.model.rowCount() < 20 and not table.model.busy)
    names = {name.split(" (")[0] for name in column(trackers, "name")}
    assert names == {"Data protection", "Works council"}
    choose(trackers, column(trackers, "name")[0], qtbot)
    page = trackers.view.keywords
    assert "Found by the filter of the table" in said(page)
    first = min(
        (chip for chip in page.findChildren(Chip) if chip.isVisibleTo(page)),
        key=lambda chip: chip.mapTo(page, chip.rect().topLeft()).y(),
    )
    assert "betriebsrat" in first.text().casefold()
    table.filter_bar.clear()
    assert "Found by the filter of the table" not in said(page)


def test_keywords_stand_by_language_and_can_be_filtered(trackers, qtbot):
    choose(trackers, "Price", qtbot)
    page = trackers.view.keywords
    qtbot.waitUntil(lambda: "English" in said(page))
    QTest.keyClicks(page.field, "list pr")

    def shown():
        return [chip.text() for chip in page.findChildren(Chip) if chip.isVisibleTo(page)]

    qtbot.waitUntil(lambda: shown() == ["list price"])
    assert "French" not in said(page)
    QTest.keyClicks(page.field, "zzz")
    qtbot.waitUntil(lambda: "No keyword matches" in said(page))


def test_a_shared_keyword_leads_to_the_other_tracker_and_back(trackers, qtbot):
    choose(trackers, "Price", qtbot)
    workspace = trackers.view.table.selected_records()[0].workspace
    trackers.view.detail.tabs.choose("overlaps")

    def others(name):
        """Those of this workspace: one for each keyword, not one for all of them."""
        found = [link for link in links(trackers.view.overlaps) if link.text() == name]
        return [link for link in found if " keyword" not in link.accessibleName()]

    qtbot.waitUntil(lambda: len(others("Renewal")) == 1)
    link = others("Renewal")[0]
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: trackers.view.detail.title() == "Renewal")
    assert trackers.view.table.selected_records()[0].workspace == workspace
    qtbot.waitUntil(lambda: len(others("Price")) == 1)


def test_shared_keywords_are_counted_as_the_wire_says(trackers):
    """Counted again from what Gong sent, in the plainest way."""
    row = trackers.view.table.model.record(column(trackers, "name").index("Competitor Velquist"))
    others = [
        entry
        for entry in trackers.context.data.trackers.records
        if entry.workspace_id == row.tracker.workspace_id and entry is not row.tracker
    ]
    everywhere = {
        keyword.casefold()
        for entry in others
        for language in entry.language_keywords or ()
        for keyword in language.keywords or ()
    }
    assert row.shared == sum(keyword.casefold() in everywhere for keyword in row.keywords) == 1


def test_a_way_to_a_hidden_tracker_clears_what_hides_it(trackers, bench, qtbot):
    target = trackers.view.table.model.record(0)
    other = next(
        entry.id
        for entry in bench.data.workspaces.records
        if entry.id != target.tracker.workspace_id
    )
    bench.workspace.choose(other)
    trackers.view.table.filter_bar.set_text("nothing like it")
    bench.navigate("trackers", target.id)
    qtbot.waitUntil(lambda: trackers.view.table.selected_keys() == [target.id])
    assert bench.workspace.current is None
    assert not trackers.view.table.filter_bar.active


def test_the_workspace_of_the_top_bar_narrows_the_list(trackers, bench, qtbot):
    workspace = bench.data.workspaces.records[0]
    bench.workspace.choose(workspace.id)
    qtbot.waitUntil(lambda: set(column(trackers, "workspace")) == {workspace.name})
    assert not trackers.view.table.filter_bar.facet_buttons["workspace"].isVisible()


def test_every_form_of_filter_can_be_looked_at(trackers, qtbot):
    table, page = trackers.view.table, trackers.view.filter_page
    trackers.view.detail.tabs.choose("filter")
    seen = set()

    def lines():
        return len([icon for icon in page.findChildren(IconLabel) if icon.isVisibleTo(page)])

    def size(node):
        return 1 + sum(size(child) for child in node.children)

    queries = [row.tracker.filter_query for row in table.model.shown()]
    for query in set(queries):
        table.view.select_row(queries.index(query))
        expected = size(read_filter(query))
        qtbot.waitUntil(lambda expected=expected: lines() == expected)
        trackers.view.detail.grab()  # paints the icons as well
        seen.add(said(page))
    assert any("At least one of these holds" in words for words in seen)
    assert any("None of these holds" in words for words in seen)
    assert any("Call direction is outbound" in words for words in seen)


def test_names_come_with_the_users(trackers, bench, qtbot):
    bench.data.users.ensure()
    qtbot.waitUntil(lambda: bench.data.users.complete)
    names = {f"{user.first_name} {user.last_name}" for user in bench.data.users.records}
    qtbot.waitUntil(lambda: set(column(trackers, "creator")) - {""} <= names)
    assert "Gong" in column(trackers, "updater")
    qtbot.waitUntil(trackers.view.table.filter_bar.facet_buttons["creator"].isVisible)


def test_the_note_says_what_the_api_cannot_do(trackers, qtbot):
    choose(trackers, "Price", qtbot)
    trackers.view.detail.tabs.choose("facts")
    qtbot.waitUntil(lambda: "Open trackers in Gong" in said(trackers.view.detail))
    assert "can't create, change or delete trackers" in said(trackers.view.detail)


def test_the_request_is_there_to_copy(trackers):
    actions = {action.text(): action for action in trackers.actions()}
    actions["Copy request as curl"].trigger()
    copied = QGuiApplication.clipboard().text()
    assert "/v2/settings/trackers" in copied
    assert "$GONG_SECRET" in copied
    QGuiApplication.clipboard().clear()


def test_an_unread_target_is_selected_when_it_comes(open_panel, bench, qtbot):
    first = open_panel("trackers")
    ready(first, bench, qtbot)
    wanted = bench.data.trackers.records[30].tracker_id
    panel = open_panel("trackers", wanted)
    qtbot.waitUntil(lambda: panel.view.table.selected_keys() == [wanted])


# Every fault in every panel is in `tests/ui/test_every_fault.py`.
FAULTS = ["server-error", "revoked-key"]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_and_reading_again_recovers(open_panel, bench, qtbot, fault):
    only = {"rate": 1, "operations": ["listTrackers"]}
    panel = open_panel("trackers", faults={fault: only})
    table = panel.view.table
    qtbot.waitUntil(lambda: bench.data.trackers.state is DataState.FAILED, timeout=20_000)
    qtbot.waitUntil(lambda: table.error_state.isVisible())
    open_panel.sandbox.control("faults", {fault: 0})
    retry = [b for b in table.error_state.buttons() if b.text() == "Retry"]
    if retry:
        QTest.mouseClick(retry[0], Qt.MouseButton.LeftButton)
    else:
        panel.refresh()
    ready(panel, bench, qtbot)
    assert not table.message_bar.isVisible()


def test_a_refresh_that_fails_loses_nothing(open_panel, bench, qtbot):
    panel = open_panel("trackers", faults={"latency": 0})
    ready(panel, bench, qtbot)
    choose(panel, "Budget", qtbot)
    before = panel.view.table.model.counts()
    open_panel.sandbox.control("faults", {"missing-scope": 1})
    panel.refresh()
    qtbot.waitUntil(lambda: panel.view.table.message_bar.isVisible())
    assert panel.view.table.model.counts() == before
    assert panel.view.detail.title() == "Budget"
