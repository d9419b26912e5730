"""The API console: find an operation, fill its form, send, read the answer."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gong_admin.api.catalogue import CATALOGUE, operation
from gong_admin.api.operation import Effect, Paging
from gong_admin.api.spec import Place, describe
from gong_admin.runtime import paths
from gong_admin.runtime.message import ActionKind
from gong_admin.ui.panels.console.answer_json import JsonText
from gong_admin.ui.panels.console.history import Sent
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient
from tests.contract.requests_that_work import REQUESTS
from tests.on_disk import files_below

CONTROL = Qt.KeyboardModifier.ControlModifier
_READS = [op for op in CATALOGUE if op.effect is Effect.READ]


@pytest.fixture(autouse=True)
def start_in_the_console(services):
    """The window opens with the panel that was used last: this one, so that no other reads."""
    window = msgspec.structs.replace(services.settings.choices.window, panel="console")
    services.settings.update(window=window)


@pytest.fixture
def panel(open_panel, qtbot):
    return open_panel("console", users=201)  # no other module asks for so many: some write to it


def send(panel, qtbot, timeout=20_000):
    """Press Ctrl+Enter and wait for the end."""
    QTest.keyClick(panel.view.request.send, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: not panel._sender.busy, timeout=timeout)


def message(panel):
    shown = panel.view.answer.message_bar.message()
    return None if shown is None else f"{shown.title} {shown.text}"


def history_file():
    return paths.state_dir() / "console" / "demo.json"


# -- finding -----------------------------------------------------------------------------------


def test_all_operations_are_listed_by_area_and_found_by_any_of_their_names(panel, bench):
    tree = panel.view.operations
    assert tree.shown() == list(CATALOGUE)
    bench.window.commands["filter"].trigger()
    assert bench.window.focusWidget() is tree.field
    for words in ("erase phone", "purgePhoneNumber", "data-privacy/erase-data-for-phone"):
        tree.field.setText(words)
        assert [op.id for op in tree.shown()] == ["purgePhoneNumber"]
    QTest.keyClick(tree.field, Qt.Key.Key_Return)
    assert panel.view.request.head.title() == "Erase a phone number"
    tree.field.setText("no such thing")
    assert tree.shown() == []
    QTest.keyClick(tree.field, Qt.Key.Key_Escape)
    assert tree.shown() == list(CATALOGUE)


def test_going_through_the_list_by_keys_shows_each_form_and_keeps_what_was_typed(panel):
    panel.shown("listCalls")
    panel.view.request.form.fields[0].input("workspaceId").set_value("77")
    tree = panel.view.operations.tree
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert panel.view.request.head.title() == "Add a call"
    QTest.keyClick(tree, Qt.Key.Key_Up)
    assert panel.view.request.form.values() == {"workspaceId": "77"}


def test_the_operation_shown_last_is_shown_again(panel, bench):
    panel.shown("listTrackers")
    assert bench.services.settings.view("console")["operation"] == "listTrackers"


# -- the request -------------------------------------------------------------------------------


def test_the_request_is_written_out_as_one_types_with_placeholders_for_the_key(
    panel, open_panel, qtbot
):
    panel.shown("getUser")
    answer = panel.view.answer
    assert "id is required" in answer.preview_text("curl")
    panel.view.request.form.fields[0].input("id").set_value("4711")
    panel.view.request.form.changed.emit()
    qtbot.waitUntil(lambda: "/v2/users/4711" in answer.preview_text("curl"))
    for language in ("curl", "python", "http"):
        text = answer.preview_text(language)
        assert "GONG_ACCESS_KEY" in text
        assert open_panel.sandbox.access_key not in text
        assert open_panel.sandbox.access_key_secret not in text


def test_what_is_missing_is_marked_and_nothing_is_sent(panel, open_panel, qtbot):
    panel.shown("getUser")
    QTest.keyClick(panel.view.request.send, Qt.Key.Key_Return, CONTROL)
    assert "id is required" in message(panel)
    assert panel.view.request.form.fields[0]._rows["id"].error() == "Is required"
    assert not panel._sender.busy
    assert panel.view.answer.answer is None


def test_a_body_is_edited_as_json_and_comes_back_into_the_form(panel, qtbot):
    panel.shown("listMultipleUsers")
    panel.fill_example()
    request = panel.view.request
    request._mode.step(1)
    assert json.loads(request.json_text())["filter"]["createdFromDateTime"]
    request.json.setPlainText('{"filter": {"includeAvatars": true}}')
    send(panel, qtbot)
    assert panel.view.answer.status.words() == "200 OK"
    request._mode.step(-1)
    assert request.json_text() is None
    assert request.values() == {"filter": {"includeAvatars": True}}


def test_json_that_the_form_cannot_hold_stays_json(panel):
    panel.shown("listMultipleUsers")
    request = panel.view.request
    request._mode.step(1)
    request.json.setPlainText('{"filter": {}, "newer": 1}')
    request._mode.step(-1)
    assert request.json_text() == '{"filter": {}, "newer": 1}'
    assert "no field for" in request._json_field.error()
    # It is sent as it stands: that all its pages can't be read is said, not passed over.
    request.paging.choose("all")
    panel.send()
    assert not panel._sender.busy
    assert "first page" in request._json_field.error()


def test_the_workspace_of_the_top_bar_is_filled_in(panel, bench, qtbot):
    qtbot.waitUntil(lambda: bench.data.workspaces.complete)
    chosen = bench.data.workspaces.records[1].id
    bench.workspace.choose(chosen)
    panel.shown("getLibraryStructure")
    assert panel.view.request.values() == {"workspaceId": chosen}


# -- reading -----------------------------------------------------------------------------------


@pytest.fixture
def known(open_panel, panel):
    """What there is in the company, to name it in requests."""
    client = PlainClient(open_panel.sandbox)
    yield Known(client)
    client.close()


def fill(panel, operation_id, known):
    """Fill the form with a request that names what exists, as if taken from the history."""
    op, sent = operation(operation_id), REQUESTS[operation_id](known)
    whole = next((s.name for s in describe(op.request) if s.place is Place.WHOLE), "")
    values = {**(sent.path or {}), **(sent.query or {})}
    if sent.body is not None:
        values |= {whole: sent.body} if whole else sent.body
    typed = {"true": True, "false": False}
    values = {
        name: typed.get(value, value) if isinstance(value, str) else value
        for name, value in values.items()
    }
    panel.fill_from(Sent("2026-01-01T00:00:00+00:00", operation_id, values))


def test_every_read_works_through_its_form(panel, known, qtbot):
    failed = {}
    for op in _READS:
        fill(panel, op.id, known)
        send(panel, qtbot)
        said = panel.view.answer.status.words()
        # Gong answers 404 where a list is empty; in a small company some are.
        if not said.startswith("200") and not (op.items and said.startswith("404")):
            failed[op.id] = (said, message(panel))
    assert failed == {}


def test_an_answer_is_shown_as_json_table_and_headers(panel, qtbot):
    panel.shown("listUsers")
    send(panel, qtbot)
    answer = panel.view.answer
    assert answer.status.words() == "200 OK"
    assert '"emailAddress"' in answer.json.text()
    QTest.mouseClick(answer.tabs.bar, Qt.MouseButton.LeftButton, pos=_tab(answer, 1))
    table = answer.table
    qtbot.waitUntil(lambda: table.model.counts()[1] == 100)
    titles = [column.title for column in table.model.columns]
    assert titles[:2] == ["id", "emailAddress"]
    table.filter_bar.field.setText("zzz-nobody")
    qtbot.waitUntil(lambda: table.model.counts()[0] == 0)
    answer.copy_answer()
    assert len(json.loads(QGuiApplication.clipboard().text())["users"]) == 100


def _tab(answer, index):
    return answer.tabs.bar.tabRect(index).center()


def test_all_pages_come_as_one_document(panel, qtbot):
    panel.shown("listUsers")
    panel.view.request.paging._choice.step(1)
    send(panel, qtbot)
    shown = json.loads(panel.view.answer.json.text())
    ids = [user["id"] for user in shown["users"]]
    assert len(ids) == len(set(ids)) == shown["records"]["totalRecords"] == 201
    assert "cursor" not in shown["records"]
    assert message(panel) is None


def test_the_limit_of_pages_is_kept_and_said(panel, qtbot):
    panel.shown("listUsers")
    paging = panel.view.request.paging
    paging._choice.step(1)
    paging._most.setText("1")
    send(panel, qtbot)
    cursor = json.loads(panel.view.answer.json.text())["records"]["cursor"]
    paging.choose("cursor", cursor)
    send(panel, qtbot)
    assert json.loads(panel.view.answer.json.text())["records"]["currentPageNumber"] == 1


def test_the_answer_is_saved_as_it_came(panel, qtbot, tmp_path, answers):
    panel.shown("listWorkspaces")
    send(panel, qtbot)
    target = tmp_path / "workspaces.json"

    async def save_file(_title: str, suggested: Path, _kind: str) -> Path:
        assert suggested.name == "listWorkspaces.json"
        return target

    answers.save_file = save_file
    panel._sender.save_answer()
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: not panel.scope.busy)
    assert json.loads(target.read_bytes()) == json.loads(panel.view.answer.json.text())


def test_a_long_answer_is_laid_out_line_by_line(panel, qtbot):
    body = json.dumps({"users": [{"id": str(n), "tags": ["a", "b"]} for n in range(50_000)]})
    text = JsonText.of(body.encode())
    view = panel.view.answer.json
    view.set_text(text)
    assert view.currentWidget() is view.long
    assert view.long.line_count() == len(text.lines) > 300_000
    view.long.toggle_fold(1)
    assert view.long.line_count() == 4  # the opening lines, the folded list's end, the end
    QTest.keyClick(view.long, Qt.Key.Key_C, CONTROL)
    assert json.loads(QGuiApplication.clipboard().text()) == json.loads(body)


# -- writing -----------------------------------------------------------------------------------


def test_a_write_asks_for_the_lock_then_for_a_review_and_is_journaled(
    panel, known, bench, answers, qtbot
):
    fill(panel, "addUsersAccessToCalls", known)
    send(panel, qtbot)
    assert answers.asked == ["Allow changes to Orvane?", "Send “Give access to calls”?"]
    assert panel.view.answer.status.words().startswith("20")
    (entry,) = bench.services.journal.read().entries
    assert (entry.operation, entry.outcome) == ("addUsersAccessToCalls", "done")


def test_what_is_missing_is_told_before_the_lock_is_asked_about(open_panel, bench, answers, qtbot):
    panel = open_panel("console", "createPermissionProfile")
    bench.session.lock.close()
    panel.view.request.form.set_values({"workspaceId": "17", "profile": {"library": True}})
    panel.send()
    qtbot.waitUntil(lambda: message(panel) is not None)
    assert "profile.name is needed" in message(panel)
    assert answers.asked == []


def test_a_no_in_the_review_sends_nothing(open_panel, bench, answers, qtbot):
    panel = open_panel("console", "addUsersAccessToCalls")
    bench.session.lock.open()
    answers.agree = False
    panel.fill_example()
    send(panel, qtbot)
    assert bench.services.journal.read().entries == []
    assert panel.view.answer.answer is None
    assert not history_file().exists()


def test_what_a_write_changed_is_read_again_where_it_is_shown(open_panel, bench, qtbot):
    profiles = open_panel("profiles", faults={})  # a company of this test's own
    qtbot.waitUntil(lambda: bench.data.profiles.complete, timeout=20_000)
    record = bench.data.profiles.records[0]
    bench.navigate("console", "updatePermissionProfile")
    console = bench.current
    renamed = {**json.loads(record.raw), "name": "Renamed by hand"}
    console.view.request.form.set_values({"profileId": record.id, "profile": renamed})
    bench.session.lock.open()
    send(console, qtbot)
    assert console.view.answer.status.words() == "200 OK"
    bench.navigate("profiles", record.id)
    qtbot.waitUntil(lambda: "Renamed by hand" in profiles.view.side.titles(), timeout=20_000)


def test_what_may_have_happened_can_be_looked_at(open_panel, bench, answers, qtbot):
    panel = open_panel("console", "registerGenericCrmIntegration", faults={})
    only = {"rate": 1, "operations": ["registerGenericCrmIntegration"]}
    open_panel.sandbox.control("faults", {"drop": only})
    bench.session.lock.open()
    panel.fill_example()
    send(panel, qtbot)
    assert "may have happened" in message(panel)
    (button,) = [one for one in panel.view.answer.message_bar.buttons() if "Check" in one.text()]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel.view.request.head.title() == "CRM integration"
    assert message(panel) is None


def test_a_write_that_gong_has_no_reading_for_offers_none(open_panel, bench, answers, qtbot):
    panel = open_panel("console", "integrationSettings", faults={})
    only = {"rate": 1, "operations": ["integrationSettings"]}
    open_panel.sandbox.control("faults", {"drop": only})
    bench.session.lock.open()
    panel.fill_example()
    send(panel, qtbot)
    assert "may have happened" in message(panel)
    assert [one.text() for one in panel.view.answer.message_bar.buttons()] == ["Copy details"]


def test_another_place_can_be_chosen_for_an_answer_that_could_not_be_saved(
    panel, answers, qtbot, tmp_path
):
    panel.shown("listWorkspaces")
    send(panel, qtbot)
    places = [tmp_path / "gone" / "answer.json", tmp_path / "answer.json"]

    async def save_file(*_):
        return places.pop(0)

    answers.save_file = save_file
    panel._sender.save_answer()
    qtbot.waitUntil(lambda: message(panel) is not None)
    button = panel.view.answer.message_bar.buttons()[0]
    assert button.text() == "Choose a file"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: (tmp_path / "answer.json").exists())


def test_a_file_is_uploaded(panel, known, bench, answers, qtbot, tmp_path):
    fill(panel, "uploadCrmData", known)
    file = tmp_path / "accounts.ldjson"
    file.write_text('{"objectId": "A-1", "modifiedDate": "2026-01-01T00:00:00Z"}\n')

    async def open_file(*_):
        return file

    answers.open_file = open_file
    field = panel.view.request.form.fields[0].input("dataFile")
    QTest.mouseClick(field.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: field.value() == str(file))
    qtbot.waitUntil(lambda: not panel.scope.busy)
    send(panel, qtbot)
    (entry,) = bench.services.journal.read().entries
    assert (entry.operation, entry.outcome) == ("uploadCrmData", "done")


# -- history -----------------------------------------------------------------------------------


def test_what_was_sent_is_kept_for_its_owner_and_fills_the_form_again(panel, qtbot):
    panel.shown("listMultipleUsers")
    panel.fill_example()
    values = panel.view.request.values()
    send(panel, qtbot)
    assert stat.S_IMODE(history_file().stat().st_mode) == 0o600
    panel.reset()
    panel.shown("listWorkspaces")
    popup = panel.view.show_history(panel._history.entries())
    popup.list.filter_field.setText("by filter")
    entries = popup.list._view
    spot = entries.visualRect(entries.model().index(0, 0)).center()
    QTest.mouseClick(entries.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert panel.view.request.head.title() == "Users by filter"
    assert panel.view.request.values() == values


def test_of_privacy_operations_nothing_is_kept(panel, qtbot, home):
    panel.shown("findAllReferencesToEmailAddress")
    panel.fill_example()
    address = panel.view.request.values()["emailAddress"]
    send(panel, qtbot)
    assert panel.view.answer.status.words() == "200 OK"
    panel.shown("listWorkspaces")
    send(panel, qtbot)
    assert [sent.operation for sent in panel._history.entries()] == ["listWorkspaces"]
    panel.shown("findAllReferencesToEmailAddress")
    assert panel.view.request.values() == {}
    for file, content in files_below(home):
        assert address.encode() not in content, file


# -- what goes wrong ---------------------------------------------------------------------------

_ONCE = {
    "server-error": "Gong",
    "missing-scope": "api:settings:scorecards:read",
    "revoked-key": "key",
}


@pytest.mark.parametrize("fault", _ONCE)
def test_a_fault_is_told_and_retry_recovers(open_panel, qtbot, fault):
    panel = open_panel("console", "listScorecards", faults={})
    sandbox = open_panel.sandbox
    sandbox.control("faults", {fault: {"rate": 1, "operations": ["listScorecards"]}})
    send(panel, qtbot, timeout=30_000)
    said = message(panel)
    assert said is not None
    assert _ONCE[fault] in said
    sandbox.control("faults", method="DELETE")
    panel.view.answer.message_action.emit(ActionKind.RETRY)
    qtbot.waitUntil(lambda: not panel._sender.busy, timeout=20_000)
    assert panel.view.answer.status.words() == "200 OK"
    assert message(panel) is None


@pytest.mark.parametrize(("fault", "came"), [("cursor-expired", 100), ("cursor-loop", 200)])
def test_a_walk_that_breaks_off_keeps_what_has_come(open_panel, qtbot, fault, came):
    panel = open_panel("console", "listUsers", faults={}, users=300)
    fault_of_users = {fault: {"rate": 1, "operations": ["listUsers"]}}
    open_panel.sandbox.control("faults", fault_of_users)
    panel.view.request.paging._choice.step(1)
    send(panel, qtbot)
    assert f"{came} of 300 users, incomplete" in message(panel)
    assert len(json.loads(panel.view.answer.json.text())["users"]) == came
    open_panel.sandbox.control("faults", method="DELETE")
    send(panel, qtbot)
    assert len(json.loads(panel.view.answer.json.text())["users"]) == 300
    assert message(panel) is None


def test_cancelling_ends_the_wait_at_once(open_panel, qtbot):
    panel = open_panel("console", "listScorecards", faults={})
    open_panel.sandbox.control(
        "faults", {"latency": {"rate": 1, "seconds": 30, "operations": ["listScorecards"]}}
    )
    QTest.keyClick(panel.view.request.send, Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: panel._sender.busy)
    assert panel.view.request.send.text() == "Cancel"
    QTest.keyClick(panel.view.request.send, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not panel._sender.busy)
    assert panel.view.request.send.text() == "Send"
    assert message(panel) is None


def test_a_refusal_of_gong_is_shown_as_it_came(panel, qtbot):
    panel.shown("getUser")
    panel.view.request.form.fields[0].input("id").set_value("1")
    send(panel, qtbot)
    assert panel.view.answer.status.words() == "404 Not Found"
    assert '"errors"' in panel.view.answer.json.text()
    assert panel._history.entries()[0].outcome == "404 Not Found"


def test_an_empty_list_says_why_it_may_be_empty(open_panel, qtbot):
    panel = open_panel("console", "listCalls")
    panel.view.request.form.set_values(
        {"fromDateTime": "1999-01-01T00:00:00Z", "toDateTime": "1999-01-02T00:00:00Z"}
    )
    send(panel, qtbot)
    assert "Gong found nothing" in message(panel)
    assert "api:calls:read:basic" in message(panel)


def test_paging_is_offered_where_there_are_pages(panel):
    for op in CATALOGUE:
        if op.id in ("listUsers", "getUser", "listLogs", "listTrackers"):
            panel.shown(op.id)
            assert panel.view.request.paging.isVisibleTo(panel.view) == (op.paging is Paging.CURSOR)
            names = [spec.name for spec in describe(op.request)]
            assert ("cursor" in names) == (op.paging is Paging.CURSOR)


def test_an_example_is_about_what_an_answer_has_named(panel, qtbot):
    panel.shown("listCalls")
    ever = {"fromDateTime": "2020-01-01T00:00:00Z", "toDateTime": "2040-01-01T00:00:00Z"}
    panel.view.request.form.set_values(ever)
    send(panel, qtbot)
    listed = json.loads(panel.view.answer.json.text())["calls"][0]["id"]
    panel.shown("getCall")
    panel.fill_example()
    assert panel.view.request.values() == {"id": listed}
    send(panel, qtbot)
    assert panel.view.answer.status.words() == "200 OK"
