"""The Permission profiles panel on a real sandbox: by keyboard and mouse, and when things fail."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gong_admin.runtime.dataset import DataState
from gong_admin.services.export import ExportFormat
from gong_admin.ui.panels.profiles.access_row import AccessRow
from gong_admin.ui.panels.profiles.chips import LinkChip
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.button import Button, LinkButton
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.side_list import SideList


def said(widget) -> str:
    """All words that a widget shows, those of painted lines by their accessible names."""
    kinds = (Label, LinkButton, Button, LinkChip)
    found = [w for kind in kinds for w in widget.findChildren(kind) if w.isVisibleTo(widget)]
    return " | ".join(w.text() for w in found)


def press(widget, words: str) -> None:
    """Press the button or link that says this."""
    found = [
        w
        for kind in (Button, LinkButton, LinkChip)
        for w in widget.findChildren(kind)
        if w.text() == words and w.isVisibleTo(widget)
    ]
    assert found, f"nothing says {words!r}"
    QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)


def lines(panel) -> list[str]:
    """The settings in sight as a screen reader says them."""
    rows = panel.view.settings_view.shown_rows()
    assert all(row.isVisibleTo(panel.view.settings_view) for row in rows)
    return [row.accessibleName() for row in rows]


def line(panel, start: str) -> str:
    return next(words for words in lines(panel) if words.startswith(f"{start}: "))


def ready(panel, bench, qtbot) -> None:
    data = bench.data
    qtbot.waitUntil(
        lambda: data.profiles.complete and data.folders.complete and data.workspaces.complete
    )


def go_to(panel, title: str) -> None:
    """Choose a profile in the side list: filter by its name, then by arrows."""
    side: SideList = panel.view.side
    side.filter_field.setText(title)
    QTest.keyClick(side.filter_field, Qt.Key.Key_Down)
    for key in [Qt.Key.Key_Up] * 3 + [Qt.Key.Key_Down] * 6:
        if panel.view.header.title() != title:
            QTest.keyClick(panel.view.window().focusWidget(), key)
    side.filter_field.clear()
    assert panel.view.header.title() == title


@pytest.fixture
def profiles(open_panel, bench, qtbot):
    panel = open_panel("profiles")
    ready(panel, bench, qtbot)
    return panel


# -- list --------------------------------------------------------------------------------------


def test_the_first_profile_is_shown_with_all_its_settings(profiles, bench):
    assert profiles.view.header.title() == "Business admin"
    workspace = bench.data.workspaces.records[0].name
    assert profiles.view.header.caption() == f"{workspace} · just now"
    shown = lines(profiles)
    assert len(shown) == 58 + 1  # leads and folders stand with their level; one is new at Gong
    assert line(profiles, "Delete calls") == "Delete calls: On"
    assert "agentStudioAccess: true" in shown


def test_profiles_stand_under_their_workspaces(profiles, bench):
    data = bench.data
    groups = {item.group for item in profiles.view.side.items()}
    assert groups == {workspace.name for workspace in data.workspaces.records}
    assert len(profiles.view.side.titles()) == len(data.profiles)
    placeholder = profiles.view.side.filter_field.placeholderText()
    assert placeholder == f"Filter {len(data.profiles)} profiles"


def test_the_chosen_workspace_narrows_the_list(profiles, bench):
    workspace = bench.data.workspaces.records[1]
    bench.workspace.choose(workspace.id)
    expected = [r.profile.name.strip() for r in bench.data.profiles_in(workspace.id)]
    assert profiles.view.side.titles() == expected
    assert profiles.view.header.caption().startswith(workspace.name)
    assert {item.group for item in profiles.view.side.items()} == {""}


def test_arrows_go_from_profile_to_profile(profiles):
    titles = profiles.view.side.titles()
    side = profiles.view.side
    side.filter_field.setFocus()
    QTest.keyClick(side.filter_field, Qt.Key.Key_Down)
    focus = profiles.view.window().focusWidget()
    for title in titles[1:4]:
        QTest.keyClick(focus, Qt.Key.Key_Down)
        assert profiles.view.header.title() == title


def test_a_profile_asked_for_is_shown_also_from_another_workspace(profiles, bench):
    first, other = bench.data.workspaces.records[:2]
    bench.workspace.choose(first.id)
    wanted = bench.data.profiles_in(other.id)[-1]
    bench.navigate("profiles", wanted.id)
    assert profiles.current() == wanted
    assert bench.workspace.current == other.id
    assert profiles.view.side.key() == wanted.id


def test_a_target_is_shown_although_the_list_still_loads(profiles, open_panel, bench, qtbot):
    wanted = bench.data.profiles.records[-1].id
    bench.close_connection()
    panel = open_panel("profiles", wanted)
    qtbot.waitUntil(lambda: panel.view.side.key() == wanted)
    assert panel.current().id == wanted


# -- reading a profile -------------------------------------------------------------------------


def test_leads_are_named_once_the_users_have_been_read(open_panel, bench, qtbot):
    # The users are refused at first, so that they aren't read beside the panel.
    only = {"rate": 1, "operations": ["listUsers"]}
    panel = open_panel("profiles", faults={"revoked-key": only})
    ready(panel, bench, qtbot)
    go_to(panel, "Enablement")
    calls = panel.view.settings_view.rows()[0]
    assert isinstance(calls, AccessRow)
    leads = json.loads(panel.current().raw)["callsAccess"]["teamLeadIds"]
    assert calls.chips.names() == leads
    qtbot.waitUntil(lambda: not bench.data.users.loading)
    assert "by their ids" in said(panel.view)
    open_panel.sandbox.control("faults", {"revoked-key": 0})
    press(panel.view.names_hint, "Read users")
    qtbot.waitUntil(lambda: bench.data.users.complete)
    assert calls.chips.names() == [bench.data.user_name(lead) for lead in leads]
    assert not any(name.isdigit() for name in calls.chips.names())
    assert not panel.view.names_hint.isVisible()


def test_leads_without_effect_are_pointed_out(profiles):
    go_to(profiles, "Enablement")
    calls, coaching = (profiles.view.settings_view.rows()[index] for index in (0, 6))
    assert calls.accessibleName().startswith("Calls: All")
    assert "no effect under All" in said(calls)
    assert coaching.accessibleName().startswith("Coaching: Reports")
    assert "is not known" in said(coaching)
    go_to(profiles, "Solutions engineer")
    assert calls.accessibleName().startswith("Calls: Team of 3 leads")
    assert "effect" not in said(calls)


def test_a_lead_leads_to_the_person(profiles, bench, qtbot):
    go_to(profiles, "Solutions engineer")
    calls = profiles.view.settings_view.rows()[0]
    chip = calls.findChildren(LinkChip)[0]
    asked = []
    profiles.view.followed.disconnect(bench.navigate)
    profiles.view.followed.connect(lambda *target: asked.append(target))
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert asked == [("users", chip.key)]


def test_chosen_folders_have_their_names(profiles, bench):
    go_to(profiles, "Marketing")
    words = line(profiles, "Library")
    folders = json.loads(profiles.current().raw)["libraryFolderAccess"]["libraryFolderIds"]
    assert words.startswith("Library: 2 chosen folders")
    assert all(bench.data.folder_name(one) in words for one in folders)
    assert not any(one in words for one in folders)


def test_what_gong_did_not_say_is_neither_on_nor_off(profiles):
    go_to(profiles, "SDR")
    assert line(profiles, "AI builder") == "AI builder: Not told"
    assert line(profiles, "Delete calls") == "Delete calls: Off"


def test_what_shows_is_what_gong_sent(profiles):
    """Every switch of every profile, compared with its JSON."""
    words = {True: "On", False: "Off", None: "Not told"}
    for record in profiles.context.data.profiles.records:
        profiles.view.side.chosen.emit(record.id)
        raw = json.loads(record.raw)
        for row in profiles.view.settings_view._switches:
            value = raw
            for name in row.setting.path:
                value = value[name]
            assert row.accessibleName() == f"{row.setting.name}: {words[value]}"


# -- filter ------------------------------------------------------------------------------------


def test_ctrl_f_filters_the_settings(profiles):
    profiles.focus_filter()
    field = profiles.view.filter_field
    assert profiles.view.window().focusWidget() is field
    QTest.keyClicks(field, "delete emails")
    assert lines(profiles) == ["Delete emails: On"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert len(lines(profiles)) == 59


def test_settings_are_found_by_gongs_own_name(profiles):
    profiles.view.filter_field.setText("engageManageCompanySequences")
    assert lines(profiles) == ["Manage company flows: On"]


def test_a_filter_that_hides_everything_says_so(profiles):
    profiles.view.filter_field.setText("no such thing")
    nothing = profiles.view.settings_view.nothing
    assert nothing.isVisible()
    assert "No setting matches" in said(nothing)
    press(nothing, "Show all settings")
    assert len(lines(profiles)) == 59
    assert profiles.view.window().focusWidget() is profiles.view.filter_field


def test_only_what_is_on_and_only_what_is_risky(profiles):
    mode: Segmented = profiles.view.mode
    go_to(profiles, "SDR (dialler pilot)")
    mode.step(2)  # past what is changed
    assert lines(profiles) == ["Download call media: On"]
    assert "1 of 11 shown" in said(profiles.view.settings_view)
    risky = profiles.view.settings_view.shown_rows()[0]
    assert "out of reach" in risky.remark
    go_to(profiles, "SDR")
    assert "No risky setting is on" in said(profiles.view.settings_view.nothing)
    mode.step(1)
    shown = lines(profiles)
    assert "Score calls: On" in shown
    assert not any(words.endswith((": Off", ": Not told", ": None")) for words in shown)


# -- members -----------------------------------------------------------------------------------


def test_members_are_read_on_demand_for_one_call(profiles, open_panel, bench, qtbot):
    go_to(profiles, "SDR")
    open_panel.sandbox.control("stats", method="DELETE")
    detail = profiles.view.detail
    qtbot.waitUntil(lambda: "Costs 1 call" in said(detail))
    assert "no way to move a person" in said(detail)
    press(detail, "Read members")
    model = detail.members.model
    qtbot.waitUntil(lambda: model.counts()[1] > 0)
    sent = open_panel.sandbox.control("stats")["requests"]
    assert sent == {"listPermissionProfileUsers": 1}
    count = model.counts()[1]
    assert f"{count} members" in profiles.view.header.caption()
    assert bench.data.members.state is DataState.UNREAD
    go_to(profiles, "Enablement")
    assert model.counts()[1] == 0
    go_to(profiles, "SDR")
    assert model.counts()[1] == count  # not read a second time
    assert open_panel.sandbox.control("stats")["requests"] == sent


def test_members_of_all_profiles_at_once(profiles, bench, qtbot):
    button = profiles.view.count_button
    calls = len(bench.data.profiles)
    assert f"{calls} API calls" in button.toolTip()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bench.data.members.complete)
    counts = [item.subtitle for item in profiles.view.side.items()]
    assert all(words.endswith(("members", "member")) for words in counts)
    go_to(profiles, "Trainee 2023")
    assert profiles.view.header.caption().split(" · ")[1] == "0 members"
    assert "Nobody has this profile" in said(profiles.view.detail)


def test_a_member_leads_to_the_person(profiles, bench, qtbot):
    press(profiles.view.detail, "Read members")
    members = profiles.view.detail.members
    qtbot.waitUntil(lambda: members.model.counts()[1] > 0)
    asked = []
    profiles.view.followed.disconnect(bench.navigate)
    profiles.view.followed.connect(lambda *target: asked.append(target))
    members.view.select_row(0)
    members.view.setFocus()
    QTest.keyClick(members.view, Qt.Key.Key_Return)
    assert asked == [("users", members.selected_records()[0].user_id)]


@pytest.mark.parametrize("fault", ["server-error", "missing-scope"])
def test_members_that_fail_are_told_beside_the_settings(open_panel, bench, qtbot, fault):
    only = {"rate": 1, "operations": ["listPermissionProfileUsers"]}
    panel = open_panel("profiles", faults={fault: only})
    ready(panel, bench, qtbot)
    detail = panel.view.detail
    press(detail, "Read members")
    qtbot.waitUntil(detail.members.error_state.isVisible, timeout=30_000)
    assert len(lines(panel)) == 59
    assert not panel.view.message_bar.isVisible()
    if fault == "missing-scope":
        assert "api:users:read" in said(detail)
    open_panel.sandbox.control("faults", {fault: 0})
    if fault == "server-error":
        press(detail.members.error_state, "Retry")
    else:
        panel.members.read()
    qtbot.waitUntil(lambda: detail.members.model.counts()[1] > 0)


def test_what_the_api_cant_do_is_said(profiles, qtbot):
    detail = profiles.view.detail
    detail.tabs.choose("about")
    qtbot.waitUntil(lambda: "Profile id" in said(detail))
    words = said(detail)
    assert "can't delete a profile" in words
    assert profiles.current().id in words
    assert "46 of 48" not in words
    assert "48 of 48" in words
    assert "68 settings in all: 48 switches, 10 levels, 9 lists of leads" in words
    assert "58 lines" in words
    assert len(profiles.view.settings_view.rows()) == 58 + ("New at Gong" in words)


# -- out of the program ------------------------------------------------------------------------


def test_the_request_can_be_copied(profiles):
    actions = {action.text(): action for action in profiles.actions()}
    actions["Copy request for profiles as curl"].trigger()
    text = QGuiApplication.clipboard().text()
    assert f"/v2/all-permission-profiles?workspaceId={profiles.current().workspace_id}" in text
    assert "$GONG_ACCESS_KEY" in text
    actions["Copy profile as JSON"].trigger()
    assert json.loads(QGuiApplication.clipboard().text())["id"] == profiles.current().id


def test_the_settings_of_one_profile_go_to_a_file(profiles, qtbot, tmp_path):
    go_to(profiles, "Marketing")
    path = tmp_path / "marketing.json"
    profiles.exporter.write(path, ExportFormat.JSON, all_profiles=False)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: not profiles.exporter.scope.busy)
    rows = {row["field"]: row for row in json.loads(path.read_text(encoding="utf-8"))}
    assert len(rows) == 68 + 1
    assert rows["callsAccess.permissionLevel"]["value"] == "All"
    assert rows["market"]["value"] is True
    assert len(rows["libraryFolderAccess.libraryFolderIds"]["ids"]) == 2
    assert rows["agentStudioAccess"]["value"] == "false"


def test_what_is_not_saved_is_in_no_file(profiles, bench, qtbot, tmp_path):
    go_to(profiles, "Marketing")
    record = profiles.current()
    held = record.profile.delete_calls
    bench.data.staged.edit(record, {"deleteCalls": not held}, "Delete calls")
    path = tmp_path / "marketing.json"
    profiles.exporter.write(path, ExportFormat.JSON, all_profiles=False)
    qtbot.waitUntil(lambda: path.exists() and not profiles.exporter.scope.busy)
    rows = {row["field"]: row for row in json.loads(path.read_text(encoding="utf-8"))}
    assert rows["deleteCalls"]["value"] is held
    assert profiles._sheet(False).what.endswith("without 1 change not saved yet")
    bench.data.staged.reset(record.id)


def test_all_profiles_side_by_side_in_a_file(profiles, bench, qtbot, tmp_path):
    path = tmp_path / "all.csv"
    profiles.exporter.write(path, ExportFormat.CSV, all_profiles=True)
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: not profiles.exporter.scope.busy)
    head, *rows = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 68 + 1
    assert head.count("(") >= len(bench.data.profiles)


def test_a_file_that_cant_be_written_is_told(profiles, qtbot, tmp_path):
    profiles.exporter.write(tmp_path / "gone" / "a.csv", ExportFormat.CSV, all_profiles=False)
    qtbot.waitUntil(profiles.view.message_bar.isVisible)
    assert "The file was not written" in said(profiles.view.message_bar)


# -- when things go wrong ----------------------------------------------------------------------

BROKEN = [
    ("server-error", True),
    ("revoked-key", False),
]


@pytest.mark.parametrize(("fault", "retry"), BROKEN)
def test_a_fault_is_told_and_reading_again_recovers(open_panel, bench, qtbot, fault, retry):
    only = {"rate": 1, "operations": ["listPermissionProfile"]}
    panel = open_panel("profiles", faults={fault: only})
    error = panel.view.error_state
    qtbot.waitUntil(error.isVisible, timeout=30_000)
    qtbot.waitUntil(lambda: bench.data.profiles.message.title in said(error))
    assert panel.view.header.title() == "Permission profiles"
    assert not panel.view.filter_field.isVisible()
    open_panel.sandbox.control("faults", {fault: 0})
    if retry:
        press(error, "Retry")
    else:
        panel.refresh()
    ready(panel, bench, qtbot)
    assert len(lines(panel)) == 59


def test_what_had_come_stays_when_reading_breaks_off(open_panel, bench, qtbot):
    panel = open_panel("profiles", faults={"latency": 0})
    ready(panel, bench, qtbot)
    everything = panel.view.side.titles()
    go_to(panel, "Enablement")
    only = {"rate": 1, "operations": ["listPermissionProfile"]}
    open_panel.sandbox.control("faults", {"revoked-key": only})
    panel.refresh()
    qtbot.waitUntil(panel.view.message_bar.isVisible)
    assert panel.view.side.titles() == everything
    assert panel.view.header.title() == "Enablement"
    QTest.keyClick(panel.view.message_bar, Qt.Key.Key_Escape)
    go_to(panel, "SDR")
    assert not panel.view.message_bar.isVisible()
    panel.refresh()
    qtbot.waitUntil(panel.view.message_bar.isVisible)
    open_panel.sandbox.control("faults", {"revoked-key": 0})
    panel.refresh()
    ready(panel, bench, qtbot)
    qtbot.waitUntil(lambda: not panel.view.message_bar.isVisible())


def test_a_rate_limit_is_waited_for(open_panel, bench, qtbot):
    only = {"count": 2, "operations": ["listPermissionProfile"]}
    panel = open_panel("profiles", faults={"rate-limit": only})
    ready(panel, bench, qtbot)
    assert len(panel.view.side.titles()) == len(bench.data.profiles)
    assert open_panel.sandbox.control("stats")["statuses"]["429"] == 2
