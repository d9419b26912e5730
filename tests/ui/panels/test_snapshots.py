"""The Snapshots panel on a real sandbox."""

from __future__ import annotations

import base64
import http.client
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.message import ActionKind, Severity
from gong_admin.services.profiles import saving
from gong_admin.services.snapshots.comparing import Area, Difference, Event
from gong_admin.services.snapshots.content import Options, Origin, Part
from gong_admin.services.snapshots.store import SnapshotProblem
from gong_admin.ui.panels.snapshots.dialogs import (
    KeepingDialog,
    NoteDialog,
    PlaceDialog,
    TakeDialog,
)
from gong_admin.ui.panels.snapshots.rows import Names, make_rows
from gong_admin.ui.widgets.basics import Label
from tests.ui import audit

SECONDS = 15_000
PUT = "updatePermissionProfile"


def ask(running: Any, method: str, path: str, body: Any = None) -> Any:
    """Ask the sandbox as somebody else would, past this program."""
    address = urlsplit(running.base_url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port)
    key = base64.b64encode(f"{running.access_key}:{running.access_key_secret}".encode()).decode()
    head = {"Content-Type": "application/json", "Authorization": f"Basic {key}"}
    connection.request(method, path, None if body is None else json.dumps(body), head)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    assert answer.status == 200, text
    return json.loads(text)


def write(running: Any, profile_id: str, **values: Any) -> None:
    """Change a profile as somebody else would."""
    ask(running, "PUT", f"/v2/permission-profile?profileId={profile_id}", values)


class Panel:
    """The panel with what a test does to it."""

    def __init__(self, presenter: Any, bench: Any, qtbot: Any) -> None:
        self.presenter, self.bench, self.qtbot = presenter, bench, qtbot
        self.view = presenter.view

    def idle(self) -> None:
        self.qtbot.waitUntil(
            lambda: not self.presenter.scope.busy and not self.presenter.model.busy,
            timeout=SECONDS,
        )

    def take(self, note: str = "", **options: Any) -> None:
        before = len(self.presenter.context.snapshots.entries)
        self.presenter.keeper.take(Options(**options), note)
        self.qtbot.waitUntil(
            lambda: len(self.presenter.context.snapshots.entries) == before + 1, timeout=SECONDS
        )
        self.idle()

    def refresh(self) -> None:
        self.presenter.refresh()
        self.idle()

    def act(self, what: str) -> None:
        self.view.asked.emit(what)
        self.idle()

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        model = self.presenter.model
        found = [model.record(row) for row in range(model.rowCount())]
        return [
            (row.difference.area.value, row.subject, row.title, row.before, row.after)
            for row in found
        ]

    def dialog(self, kind: type) -> Any:
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
        return QApplication.activeModalWidget()


@pytest.fixture
def panel(open_panel: Any, bench: Any, qtbot: Any) -> Any:
    def open_it(*, fresh: bool = False) -> Panel:
        """`fresh`: in a sandbox of the test's own, for what would be in the way of others. They
        share one, and each begins with a snapshot of its own."""
        presenter = open_panel("snapshots", faults={} if fresh else None, users=61)
        qtbot.waitUntil(lambda: bench.data.profiles.complete, timeout=SECONDS)
        made = Panel(presenter, bench, qtbot)
        made.idle()
        return made

    return open_it


def test_without_a_snapshot_it_says_what_one_is_and_costs(panel: Any) -> None:
    opened = panel()
    words = opened.view.table.empty_state.accessibleDescription()
    assert "calls" in words
    assert not opened.view.side.isVisible()
    first = opened.view.table.empty_state.buttons()[0]
    assert first.text() == "Take a snapshot"


def test_what_changed_since_is_told_in_words(panel: Any, open_panel: Any) -> None:
    opened = panel()
    opened.take()
    assert opened.rows() == []
    assert opened.view.table.empty_state.isVisible()
    data = opened.bench.data
    record = data.profiles.records[0]
    on = not record.profile.delete_calls
    write(open_panel.sandbox, record.id, deleteCalls=on, callsAccess={"permissionLevel": "own"})
    opened.refresh()
    found = {(area, what): (before, after) for area, _, what, before, after in opened.rows()}
    assert found["setting", "Delete calls"] == (("Off", "On") if on else ("On", "Off"))
    assert found["setting", "Calls"][1] == "Own"
    assert opened.view.header.caption().startswith("2 changes since")
    # Members cost a call a profile, and wait for a click.
    assert "calls" in opened.view.offer.words()
    here = [one.id for one in data.profiles_in(record.workspace_id) if one.id != record.id]
    members = opened.presenter._shown.then.content.members
    person = next(person for key in here for person in members[key])
    open_panel.sandbox.control("members", {"userId": person, "profileId": record.id})
    opened.view.offer.button.click()
    opened.idle()
    opened.qtbot.waitUntil(lambda: opened.presenter.now.has_members, timeout=SECONDS)
    opened.idle()
    moved = [row for row in opened.rows() if row[0] == "member"]
    assert {(row[3], row[4]) for row in moved} == {
        ("Member", "–"),
        ("–", "Member"),
    }
    assert all(row[2] != person for row in moved), "people have names"
    assert opened.view.offer.words() == ""


def test_it_can_be_cancelled_and_then_leaves_nothing(panel: Any, open_panel: Any) -> None:
    opened = panel(fresh=True)
    open_panel.sandbox.control(
        "faults", {"latency": {"rate": 1, "operations": ["listPermissionProfileUsers"]}}
    )
    opened.presenter.keeper.take(Options(), "")
    opened.qtbot.waitUntil(lambda: opened.view.table.loading_bar.isVisible(), timeout=SECONDS)
    opened.view.table.loading_bar.cancelled.emit()
    opened.idle()
    assert opened.presenter.context.snapshots.entries == ()
    folder = opened.presenter.context.snapshots.folder
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_failure_is_told_and_leaves_nothing(panel: Any, open_panel: Any) -> None:
    opened = panel(fresh=True)
    open_panel.sandbox.control(
        "faults", {"server-error": {"rate": 1, "operations": ["listPermissionProfileUsers"]}}
    )
    opened.presenter.keeper.take(Options(), "")
    opened.idle()
    message = opened.view.table.message_bar.message()
    assert message is not None
    assert message.severity is Severity.ERROR
    assert opened.presenter.context.snapshots.entries == ()
    # Tried again from this message it would be taken, and is not from any later one.
    opened.presenter._message_action(ActionKind.RETRY)
    opened.idle()
    assert opened.presenter.context.snapshots.entries == ()
    opened.presenter._on_error(SnapshotProblem("This file holds no JSON object.", Path("x.json")))
    open_panel.sandbox.control("faults", method="DELETE")
    opened.presenter._message_action(ActionKind.RETRY)
    opened.idle()
    assert opened.presenter.context.snapshots.entries == ()
    opened.take()


def test_a_refresh_that_fails_keeps_what_was_there(panel: Any, open_panel: Any) -> None:
    opened = panel(fresh=True)
    opened.take(members=False)
    running, record = open_panel.sandbox, opened.bench.data.profiles.records[0]
    write(running, record.id, description="Changed")
    opened.refresh()
    before = opened.rows()
    assert before
    running.control("faults", {"server-error": {"rate": 1}})
    opened.refresh()
    assert opened.rows() == before
    message = opened.view.table.message_bar.message()
    assert message is not None
    assert message.severity is Severity.ERROR
    running.control("faults", {"server-error": 0})
    write(running, record.id, trimCalls=not record.profile.trim_calls)
    opened.refresh()
    assert len(opened.rows()) == len(before) + 1
    assert not opened.view.table.message_bar.isVisible()


def test_two_snapshots_are_compared_the_older_first(panel: Any, open_panel: Any) -> None:
    opened = panel()
    opened.take(members=False)
    first = opened.presenter.entry.key
    record = opened.bench.data.profiles.records[0]
    write(open_panel.sandbox, record.id, description="Something else")
    opened.take(members=False)
    opened.view.compared_with.emit(first)
    opened.idle()
    ((_, subject, what, _, after),) = opened.rows()
    assert (subject, what, after) == (
        (record.profile.name or "").strip(),
        "Description",
        "Something else",
    )
    assert not opened.view.action("restore-all").isEnabled()
    assert opened.view.action("restore-all").toolTip()


def test_notes_pins_and_deleting(panel: Any, answers: Any) -> None:
    opened = panel()
    opened.take(members=False)
    key = opened.presenter.entry.key
    opened.act("pin")
    assert opened.presenter.entry.about.pinned
    opened.view.asked.emit("note")
    dialog = opened.dialog(NoteDialog)
    dialog.line.setText("Before the reorganisation")
    dialog.button.click()
    opened.idle()
    assert opened.presenter.entry.about.note == "Before the reorganisation"
    assert opened.view.side.titles()
    answers.agree = False
    opened.act("delete")
    assert opened.presenter.entry.key == key
    answers.agree = True
    opened.act("delete")
    assert opened.presenter.context.snapshots.entries == ()
    assert not (opened.presenter.context.snapshots.folder / key).exists()


def test_the_dialog_says_what_each_choice_costs(panel: Any) -> None:
    opened = panel()
    opened.view.asked.emit("take")
    dialog = opened.dialog(TakeDialog)
    dear = dialog._cost_of(dialog.options())
    dialog._members.switch.setChecked(False)
    assert dialog.options() == Options(members=False, people=False)
    assert dialog._cost_of(dialog.options()) != dear
    assert not dialog._people.switch.isEnabled()
    dialog.note.setText("Mine")
    dialog.button.click()
    opened.idle()
    entry = opened.presenter.entry
    assert entry.about.note == "Mine"
    assert "members" not in entry.manifest.counts


def test_daily_ones_are_taken_once_a_day_after_they_were_agreed_to(panel: Any, qtbot: Any) -> None:
    opened = panel()
    snapshots = opened.presenter.context.snapshots
    snapshots.take_daily()
    opened.idle()
    assert snapshots.entries == ()
    agreed = snapshots.choices
    opened.take(people=True)
    assert (snapshots.choices.members, snapshots.choices.people) == (
        agreed.members,
        agreed.people,
    )
    assert snapshots.choices.by_hand == (True, True)
    snapshots.choose(by_hand_members=None, by_hand_people=None)
    opened.act("delete")
    opened.view.asked.emit("daily")
    dialog = opened.dialog(KeepingDialog)
    dialog._daily.switch.setChecked(True)
    dialog._members.switch.setChecked(False)
    dialog._count.clear()
    QTest.keyClicks(dialog._count, "99999")
    assert dialog.values()["keep_count"] == 9_999  # no more than the settings take
    dialog._count.setText("2")
    assert (dialog._days.text(), dialog._days.placeholderText()) == ("", "For ever")
    assert dialog.values()["keep_days"] == 0
    dialog.button.click()
    qtbot.waitUntil(lambda: len(snapshots.entries) == 1, timeout=SECONDS)
    assert snapshots.entries[0].manifest.origin == "daily"
    assert snapshots.choices.keep_count == 2
    snapshots.take_daily()
    qtbot.waitUntil(lambda: not snapshots._scope.busy, timeout=SECONDS)
    assert len(snapshots.entries) == 1
    opened.idle()


def test_a_setting_that_is_new_at_gong_is_told_in_words() -> None:
    new = Difference(
        Area.SETTING, Event.CHANGED, "1", "7", "Partners", "agentStudio", after="true", unknown=True
    )
    odd = replace(new, key="agentLimits", before='{"daily":4}', after="false")
    said = [
        (row.title, row.before, row.after) for row in make_rows([new, odd], Names(str, str, str))
    ]
    assert said == [
        ("New at Gong: agentStudio", "Not there", "On"),
        ("New at Gong: agentLimits", '{"daily":4}', "Off"),
    ]


def test_damage_is_said_and_the_rest_compared(panel: Any) -> None:
    opened = panel()
    opened.take(members=False)
    folder = opened.presenter.entry.folder
    paths = sorted((folder / "profiles").rglob("*.json"))
    paths[0].unlink()
    paths[1].write_bytes(paths[1].read_bytes().replace(b'"deleteCalls": ', b'"deleteCalls": 1'))
    opened.refresh()
    message = opened.view.table.message_bar.message()
    assert message is not None
    assert "is missing" in message.text
    assert not any(row[0] == "profile" for row in opened.rows())
    (folder / "manifest.json").write_text("{")
    opened.refresh()
    assert "can't be read" in opened.view.table.message_bar.message().text


def test_the_workspace_narrows_what_is_shown(panel: Any, open_panel: Any) -> None:
    opened = panel()
    opened.take(members=False)
    records = opened.bench.data.profiles.records
    one, other = records[0], records[-1]
    for record in (one, other):
        write(open_panel.sandbox, record.id, description="Another")
    opened.refresh()
    assert len(opened.rows()) == 2
    opened.bench.workspace.choose(one.workspace_id)
    opened.idle()
    assert [row[1] for row in opened.rows()] == [(one.profile.name or "").strip()]


# -- restoring ---------------------------------------------------------------------------------


def read_all(running: Any, presenter: Any) -> dict[str, Any]:
    """Every profile as Gong says it now, by id."""
    workspaces = {record.workspace_id for record in presenter.context.data.profiles.records}
    found = {}
    for workspace_id in workspaces:
        answer = ask(running, "GET", f"/v2/all-permission-profiles?workspaceId={workspace_id}")
        found.update({profile["id"]: profile for profile in answer["profiles"]})
    return found


def test_everything_comes_back_to_what_it_was(panel: Any, open_panel: Any, answers: Any) -> None:
    opened = panel()
    running = open_panel.sandbox
    records = opened.bench.data.profiles.records
    write(running, records[2].id, brandNew={"deep": [1, 2, None]})
    opened.take(members=False)
    before = read_all(running, opened.presenter)
    write(running, records[0].id, name="Another name", deleteCalls=True, trimCalls=True)
    write(running, records[2].id, callsAccess={"permissionLevel": "none", "teamLeadIds": []})
    last = records[-1]
    write(
        running,
        last.id,
        description="Changed",
        libraryFolderAccess={"permissionLevel": "all"},
        forecastPermissions={"forecastAccess": {"permissionLevel": "all", "teamLeadIds": []}},
    )
    opened.refresh()
    assert read_all(running, opened.presenter) != before
    assert len({row[1] for row in opened.rows()}) == 3
    opened.act("restore-all")
    assert read_all(running, opened.presenter) == before
    assert opened.rows() == []
    assert any("Restore from a snapshot" in title for title in answers.asked)


def test_one_setting_comes_back_and_the_rest_stays(panel: Any, open_panel: Any) -> None:
    opened = panel()
    running = open_panel.sandbox
    record = opened.bench.data.profiles.records[0]
    opened.take(members=False)
    was = record.profile.trim_calls
    write(running, record.id, trimCalls=not was, description="Stays")
    opened.refresh()
    titles = [row[2] for row in opened.rows()]
    opened.view.table.view.select_row(titles.index("Trim calls"))
    opened.view.snapshot_detail.restore_one.click()
    opened.idle()
    now = read_all(running, opened.presenter)[record.id]
    assert (now["trimCalls"], now["description"]) == (was, "Stays")
    assert [row[2] for row in opened.rows()] == ["Description"]


def test_what_no_restore_brings_back_is_said_first(
    panel: Any, open_panel: Any, answers: Any
) -> None:
    opened = panel()
    running = open_panel.sandbox
    record = opened.bench.data.profiles.records[0]
    opened.take(members=False)
    write(running, record.id, brandNew=1)
    opened.refresh()
    opened.act("restore-all")
    message = opened.view.table.message_bar.message()
    assert message is not None
    assert "brandNew" in message.text
    write(running, record.id, description="Changed")
    opened.refresh()
    answers.agree = False
    opened.act("restore-all")
    assert answers.asked[-1] == "Not everything can be restored"
    assert read_all(running, opened.presenter)[record.id]["description"] == "Changed"


def test_a_change_in_between_is_not_overwritten_unseen(
    panel: Any, open_panel: Any, answers: Any
) -> None:
    opened = panel()
    running = open_panel.sandbox
    record = opened.bench.data.profiles.records[0]
    opened.take(members=False)
    write(running, record.id, description="First")
    opened.refresh()
    write(running, record.id, description="Second, unseen")
    opened.act("restore-all")
    assert read_all(running, opened.presenter)[record.id]["description"] == "Second, unseen"


# -- by keyboard, and for somebody who hears it ----------------------------------------------


def findings(window: Any) -> list[str]:
    stops = audit.walk(window)
    found = [*audit.names(window), *audit.roles(window), *audit.twins(window)]
    found += [*audit.buddies(window), *audit.small(window), *audit.missed(window, stops)]
    return [*found, *audit.jumps(stops), *audit.unseen(stops)]


def test_differences_and_dialogs_are_used_by_keyboard(panel: Any, open_panel: Any) -> None:
    opened = panel()
    opened.take(members=False)
    record = opened.bench.data.profiles.records[0]
    write(open_panel.sandbox, record.id, deleteCalls=not record.profile.delete_calls)
    opened.refresh()
    opened.view.table.view.select_row(0)
    window = opened.bench.window
    window.activateWindow()
    opened.qtbot.waitActive(window)
    opened.idle()
    assert opened.view.detail.isVisible()
    assert findings(window) == []
    for what, kind in (("take", TakeDialog), ("daily", KeepingDialog), ("note", NoteDialog)):
        opened.view.asked.emit(what)
        dialog = opened.dialog(kind)
        assert findings(dialog) == []
        dialog.reject()
    opened.idle()


def test_what_was_read_before_a_snapshot_is_not_taken_for_now(
    panel: Any, open_panel: Any, run: Any
) -> None:
    opened = panel()
    opened.take(members=False)
    running, record = open_panel.sandbox, opened.bench.data.profiles.records[0]
    write(running, record.id, description="Before the second one")
    # The daily one, say: the panel has not read anything for it.
    options, token = Options(members=False), CancelToken()
    snapshots = opened.presenter.context.snapshots
    entry, _ = run(snapshots.take(options, Origin.DAILY, token))
    opened.presenter._choose(entry.key)
    opened.idle()
    assert opened.rows() == []
    assert opened.view.table.empty_state.accessibleName() == "Nothing differs"


# -- profiles made anew --------------------------------------------------------------------------


def test_a_lost_profile_is_made_anew_and_that_is_said_first(
    panel: Any, open_panel: Any, answers: Any
) -> None:
    opened = panel()
    opened.take(members=False)
    presenter = opened.presenter
    record = opened.bench.data.profiles.records[3]
    content = presenter.now.content
    # No operation of the API deletes a profile: Gong's own page does.
    left = {k: v for k, v in content.of(Part.PROFILES).items() if k != record.id}
    presenter.now.content = replace(content, items={**content.items, Part.PROFILES: left})
    presenter._start_comparing()
    opened.idle()
    assert [row[0] for row in opened.rows()] == ["profile"]
    opened.act("restore-all")
    assert "Not everything can be restored" in answers.asked
    made = [p for p in read_all(open_panel.sandbox, presenter).values() if p["id"] != record.id]
    twin = next(p for p in made if p["name"] == f"{(record.profile.name or '').rstrip()} 2")
    was = json.loads(record.raw)
    same = {k: v for k, v in twin.items() if k not in ("id", "name")}
    assert same == {k: v for k, v in was.items() if k not in ("id", "name")}


def test_a_profile_of_another_company_is_made_from_its_file(
    panel: Any, open_panel: Any, answers: Any, tmp_path: Any
) -> None:
    opened = panel()
    opened.take(members=False)
    folder = opened.presenter.entry.folder
    data = opened.bench.data
    path = tmp_path / "theirs.json"
    made = json.loads(next((folder / "profiles").rglob("*.json")).read_text())
    made["profile"] |= {"id": "999", "name": "Theirs", "brandNew": {"kept": True}}
    made["profile"]["callsAccess"] = {"permissionLevel": "managers-team", "teamLeadIds": ["123"]}
    made["people"] = {"123": {"name": "Nobody Here", "email": "nobody@else.test"}}
    path.write_text(json.dumps(made))

    async def file(*_: Any) -> Any:
        return path

    answers.open_file = file
    opened.view.asked.emit("import")
    dialog = opened.dialog(PlaceDialog)
    assert any("Nobody Here" in label.text() for label in dialog.findChildren(Label))
    dialog.button.click()
    opened.idle()
    found = [
        p for p in read_all(open_panel.sandbox, opened.presenter).values() if p["name"] == "Theirs"
    ]
    assert len(found) == 1
    assert found[0]["brandNew"] == {"kept": True}
    assert found[0]["callsAccess"]["teamLeadIds"] == []
    assert found[0]["id"] in {record.id for record in data.profiles.records}


def imported(opened: Any, answers: Any, path: Any) -> None:
    """Take the profile of a file into the workspace that is suggested."""

    async def file(*_: Any) -> Any:
        return path

    answers.open_file = file
    opened.view.asked.emit("import")
    opened.dialog(PlaceDialog).button.click()
    opened.idle()


def from_elsewhere(opened: Any, folder: Any, name: str, **values: Any) -> Any:
    """A file with a profile of another company."""
    record = opened.bench.data.profiles.records[0]
    profile = json.loads(record.raw) | {"id": "999", "name": name} | values
    path = folder / "theirs.json"
    path.write_text(json.dumps({"profile": profile}))
    return path


def held(opened: Any, running: Any, name: str) -> dict[str, Any]:
    profiles = read_all(running, opened.presenter).values()
    (made,) = [each for each in profiles if each["name"] == name]
    return dict(made)


LIBRARY_ELSEWHERE = {
    "permissionLevel": "specific-folders",
    "libraryFolderIds": ["77001", "77002"],
    "manageStreams": True,
}


def test_folders_of_another_company_are_asked_for(
    panel: Any, open_panel: Any, answers: Any, tmp_path: Any
) -> None:
    opened = panel()
    opened.take(members=False)
    questions: list[Any] = []

    def choose(asked: Any) -> dict[str, str]:
        questions.append(asked)
        return {"77001": asked.there[0][0], "77002": ""}

    answers.folders = choose
    path = from_elsewhere(
        opened, tmp_path, "Folders elsewhere", libraryFolderAccess=LIBRARY_ELSEWHERE
    )
    imported(opened, answers, path)
    made = held(opened, open_panel.sandbox, "Folders elsewhere")["libraryFolderAccess"]
    assert made["permissionLevel"] == "specific-folders"
    assert made["libraryFolderIds"] == [questions[0].there[0][0]]
    assert [one for one, _ in questions[0].folders] == ["77001", "77002"]


def test_what_changes_its_meaning_is_said_in_the_review(
    panel: Any, open_panel: Any, answers: Any, tmp_path: Any
) -> None:
    opened = panel()
    opened.take(members=False)
    answers.folders = lambda asked: dict.fromkeys([one for one, _ in asked.folders], "")
    calls = {"permissionLevel": "managers-team", "teamLeadIds": ["5550001"]}
    path = from_elsewhere(
        opened, tmp_path, "Nobody known", libraryFolderAccess=LIBRARY_ELSEWHERE, callsAccess=calls
    )
    imported(opened, answers, path)
    warnings = [one.text for one in answers.reviews[-1].consequences if one.severity == "warn"]
    assert "None of the folders is there" in warnings[0]
    assert "member's own manager: Calls" in warnings[1]
    made = held(opened, open_panel.sandbox, "Nobody known")
    assert made["libraryFolderAccess"]["permissionLevel"] == "none"
    assert made["callsAccess"] == {"permissionLevel": "managers-team", "teamLeadIds": []}


def test_all_users_are_offered_to_be_read_where_leads_are_looked_for(
    open_panel: Any, bench: Any, answers: Any, qtbot: Any, tmp_path: Any
) -> None:
    presenter = open_panel("snapshots", faults={}, users=2_100)
    qtbot.waitUntil(lambda: bench.data.profiles.complete, timeout=SECONDS)
    opened = Panel(presenter, bench, qtbot)
    opened.idle()
    calls = {"permissionLevel": "managers-team", "teamLeadIds": ["5550001"]}
    path = from_elsewhere(opened, tmp_path, "Many users", callsAccess=calls)
    imported(opened, answers, path)
    assert "Read all users first?" in answers.asked
    asked = answers.texts[answers.asked.index("Read all users first?")]
    assert "21 API calls" in asked
    assert bench.data.users.complete
    made = held(opened, open_panel.sandbox, "Many users")
    assert made["callsAccess"]["teamLeadIds"] == []


def test_what_a_file_holds_and_cannot_be_written_back_is_said(
    panel: Any, open_panel: Any, answers: Any, tmp_path: Any
) -> None:
    opened = panel()
    opened.take(members=False)
    record = opened.bench.data.profiles.records[0]
    profile = json.loads(record.raw)
    profile |= {"deleteCalls": not profile["deleteCalls"], "brandNewThing": {"x": 1}}
    path = tmp_path / "own.json"
    path.write_text(json.dumps(profile))

    async def file(*_: Any) -> Any:
        return path

    answers.open_file = file
    opened.act("import")
    said = answers.texts[answers.asked.index("Not everything can be restored")]
    assert "brandNewThing" in said
    assert [change.setting for change in answers.reviews[-1].changes] == ["Delete calls"]


def test_lost_profiles_are_made_after_one_review_each_for_itself(
    panel: Any, open_panel: Any, answers: Any
) -> None:
    opened = panel(fresh=True)
    opened.take(members=False)
    presenter, data = opened.presenter, opened.bench.data
    content = presenter.now.content
    lost = data.profiles.records[2:4]
    there = content.of(Part.PROFILES)
    left = {key: item for key, item in there.items() if key not in {one.id for one in lost}}
    presenter.now.content = replace(content, items={**content.items, Part.PROFILES: left})
    presenter._start_comparing()
    opened.idle()
    opened.act("restore-all")
    (review,) = answers.reviews
    assert review.title == "Make 2 profiles?"
    names = [each["name"] for each in read_all(open_panel.sandbox, presenter).values()]
    for record in lost:
        assert f"{(record.profile.name or '').rstrip()} 2" in names


def test_a_restore_that_stopped_half_way_is_gone_on_with_elsewhere(
    panel: Any, open_panel: Any, answers: Any, bench: Any, qtbot: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(saving, "LOOK_AGAIN", 0.01)
    opened = panel(fresh=True)
    opened.take(members=False)
    for record in opened.bench.data.profiles.records[:2]:
        write(open_panel.sandbox, record.id, deleteCalls=not record.profile.delete_calls)
    opened.refresh()
    bench.session.lock.open()
    open_panel.sandbox.control("faults", {"html": {"count": 1, "operations": [PUT]}})
    opened.act("restore-all")
    assert answers.outcomes[-1].summary == "1 saved, 1 failed"
    assert "Compare profiles" in opened.view.table.message_bar.message().text
    bench.navigate("compare")
    hint = bench.current.view.rest_hint
    qtbot.waitUntil(lambda: hint.isVisibleTo(bench.current.view), timeout=SECONDS)


def test_who_stops_at_the_first_review_is_asked_nothing_more(
    panel: Any, open_panel: Any, answers: Any
) -> None:
    opened = panel(fresh=True)
    opened.take(members=False)
    presenter, data = opened.presenter, opened.bench.data
    lost, changed = data.profiles.records[2:4]
    write(open_panel.sandbox, changed.id, deleteCalls=not changed.profile.delete_calls)
    opened.refresh()
    content = presenter.now.content
    left = {k: v for k, v in content.of(Part.PROFILES).items() if k != lost.id}
    presenter.now.content = replace(content, items={**content.items, Part.PROFILES: left})
    presenter._start_comparing()
    opened.idle()
    opened.bench.session.lock.open()
    real = answers.review

    async def refuse(review: Any) -> bool:
        await real(review)
        return False

    answers.review = refuse
    opened.act("restore-all")
    assert len(answers.reviews) == 1
    assert changed.profile.name.strip() in answers.reviews[0].title


def test_a_file_that_is_none_is_said_in_words(panel: Any, answers: Any, tmp_path: Any) -> None:
    opened = panel()
    path = tmp_path / "bad.json"
    path.write_text("{")

    async def file(*_: Any) -> Any:
        return path

    answers.open_file = file
    opened.act("import")
    message = opened.view.table.message_bar.message()
    assert "holds no JSON object" in message.text


def test_opening_the_connection_takes_todays(open_panel: Any, bench: Any, qtbot: Any) -> None:
    chosen = {"demo": {"daily": True, "members": False}}
    bench.services.settings.update(snapshots=chosen)
    presenter = open_panel("overview", users=61)
    snapshots = presenter.context.snapshots
    qtbot.waitUntil(lambda: len(snapshots.entries) == 1, timeout=SECONDS)
    assert snapshots.entries[0].manifest.origin == "daily"
    bench.navigate("snapshots")
    opened = Panel(bench.current, bench, qtbot)
    opened.idle()
    assert opened.presenter.entry.key == snapshots.entries[0].key
    qtbot.waitUntil(lambda: not snapshots._scope.busy, timeout=SECONDS)
