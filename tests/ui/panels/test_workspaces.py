"""The Workspaces panel on a real sandbox."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gong_admin.runtime.dataset import DataState
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.button import LinkButton


def lines(facts) -> dict[str, str]:
    """The facts that lead somewhere: label and words."""
    links = [link for link in facts.findChildren(LinkButton) if link.isVisibleTo(facts)]
    return dict(link.accessibleName().rsplit(": ", 1) for link in links)


def ready(panel, bench, qtbot):
    data, model = bench.data, panel.view.table.model
    lists = (data.workspaces, data.profiles, data.trackers, data.folders)
    qtbot.waitUntil(lambda: all(one.complete for one in lists))
    qtbot.waitUntil(lambda: model.counts() == (4, 4) and not model.busy)


@pytest.fixture
def workspaces(open_panel, bench, qtbot):
    panel = open_panel("workspaces")
    ready(panel, bench, qtbot)
    return panel


def test_each_workspace_counts_what_it_holds(workspaces, bench, qtbot):
    model = workspaces.view.table.model

    def numbers(key):
        return [int(model.text(row, model.column_number(key))) for row in range(4)]

    qtbot.waitUntil(lambda: sum(numbers("profiles")) == len(bench.data.profiles))
    assert sum(numbers("folders")) == len(bench.data.folders)
    assert all(numbers("trackers"))
    assert workspaces.view.header.caption().startswith("4 workspaces")


def test_the_detail_leads_to_what_is_inside(workspaces, bench, qtbot):
    workspaces.view.table.view.select_row(1)
    row = workspaces.view.table.selected_records()[0]
    view = workspaces.view
    assert view.detail.isVisible()
    assert view.detail.title() == row.name
    qtbot.waitUntil(lambda: "Trackers" in lines(view.facts))
    found = lines(view.facts)
    assert found["Permission profiles"] == str(row.profiles)
    assert found["People with a profile"] == "not loaded"
    names = [label.accessibleName() for label in view.detail.findChildren(Label)]
    assert row.name in names
    link = next(
        link
        for link in view.facts.findChildren(LinkButton)
        if link.accessibleName().startswith("Trackers")
    )
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert bench.current_key == "trackers"
    assert bench.workspace.current == row.id


def test_people_are_counted_once_their_profiles_are_read(workspaces, bench, qtbot):
    workspaces.view.table.view.select_row(0)
    row = workspaces.view.table.selected_records()[0]
    bench.data.members.refresh()
    qtbot.waitUntil(lambda: bench.data.members.complete)
    people = {m.user_id for m in bench.data.members.records if m.workspace_id == row.id}
    facts, count = workspaces.view.facts, f"{len(people):,}"
    qtbot.waitUntil(lambda: lines(facts).get("People with a profile") == count)
    assert "–" not in lines(facts).values()


def test_a_workspace_asked_for_is_selected(open_panel, bench, qtbot, workspaces):
    wanted = bench.data.workspaces.records[2].id
    bench.navigate("workspaces", wanted)
    assert workspaces.view.table.selected_keys() == [wanted]


def test_no_scope_names_it_and_retry_recovers(open_panel, bench, qtbot):
    panel = open_panel("workspaces", faults={"missing-scope": 1})
    state = panel.view.table.error_state
    qtbot.waitUntil(lambda: bench.data.workspaces.state is DataState.FAILED)
    assert "api:workspaces:read" in state.accessibleDescription()
    open_panel.sandbox.control("faults", {"missing-scope": 0})
    next(button for button in state.buttons() if button.text() == "Retry").click()
    qtbot.waitUntil(lambda: panel.view.table.model.counts() == (4, 4))
    panel.refresh()
    ready(panel, bench, qtbot)
