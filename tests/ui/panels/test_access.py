"""Who can, and why: the panel on a real sandbox."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gong_admin.runtime.dataset import DataState
from gong_admin.runtime.tenant_data import full_name
from gong_admin.services.profiles.settings_catalogue import BY_KEY
from gong_admin.ui.panels.access.view import PERSON, REVIEW, SEES, WHO
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.key_values import KeyValueList
from tests.ui.test_accessibility import findings_of

CALLS = "callsAccess.permissionLevel"


def read(panel, qtbot):
    """Press the offer's button and wait for the first answer."""

    def buttons():
        found = panel.view.offer.findChildren(Button)
        return [one for one in found if one.isVisible() and one.text().startswith("Read them:")]

    qtbot.waitUntil(lambda: len(buttons()) == 1)
    (button,) = buttons()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: panel.view.asking)
    settled(panel.who.page.table, qtbot)


def settled(table, qtbot):
    qtbot.waitUntil(lambda: table.model.counts()[1] > 0 and not table.model.busy)


def offered(panel):
    return panel.view.offer.accessibleDescription()


@pytest.fixture
def access(open_panel, bench, qtbot):
    panel = open_panel("access")
    data = bench.data
    qtbot.waitUntil(lambda: data.users.complete and data.profiles.complete)
    read(panel, qtbot)
    return panel


def somebody(bench, *, with_reports=False):
    """A user with a profile; one whom others report to, if that is wanted."""
    seated = {member.user_id for member in bench.data.members.records}
    leads = {user.manager_id for user in bench.data.users.records}
    return next(
        user
        for user in bench.data.users.records
        if user.id in seated and user.active and (not with_reports or user.id in leads)
    )


def test_what_reading_costs_is_said_before_and_nothing_is_read(open_panel, bench, qtbot):
    panel = open_panel("access")
    data = bench.data
    qtbot.waitUntil(lambda: data.users.complete and data.profiles.complete)
    qtbot.waitUntil(lambda: f"{len(data.profiles)} API calls" in offered(panel))
    assert data.members.state is DataState.UNREAD
    assert not panel.view.asking
    read(panel, qtbot)
    assert panel.view.header.caption().startswith(f"{len(data.users):,} users, ")


def test_who_can_delete_calls_is_asked_at_first(access, bench):
    page, data = access.who.page, bench.data
    able = {r.id for r in data.profiles.records if r.profile.delete_calls}
    people = {m.user_id for m in data.members.records if m.profile_id in able}
    shown = {access.who.book.person(row.person).id for row in page.table.model.shown()}
    assert shown == people
    assert f"“Delete calls” set to On: {len(people):,} people" in page.summary


def test_another_setting_and_value(access, qtbot, bench):
    page = access.who.page
    page.ask(CALLS, "all")
    qtbot.waitUntil(lambda: "“Calls” set to All" in page.summary)
    settled(page.table, qtbot)
    able = {
        record.id
        for record in bench.data.profiles.records
        if record.profile.calls_access and record.profile.calls_access.permission_level == "all"
    }
    seats = [member for member in bench.data.members.records if member.profile_id in able]
    assert page.table.model.counts()[1] == len(seats)


def test_a_workspace_narrows_the_answers(access, bench, qtbot):
    page = access.who.page
    before = page.table.model.counts()[1]
    workspace = bench.data.workspaces.records[0]
    bench.workspace.choose(workspace.id)
    qtbot.waitUntil(lambda: 0 < page.table.model.counts()[1] < before)
    names = {access.who.book.profile(row.profile).workspace for row in page.table.model.shown()}
    assert names == {workspace.name}


def test_what_somebody_can_do_reached_from_elsewhere(access, bench, qtbot):
    user = somebody(bench)
    bench.navigate("access", user.id)
    page = access.person.page
    assert access.view.tabs.key() == PERSON
    assert page.first.text() == full_name(user)
    settled(page.table, qtbot)
    qtbot.waitUntil(lambda: full_name(user) in page.summary)
    seats = [member for member in bench.data.members.records if member.user_id == user.id]
    workspaces = {member.workspace_id for member in seats}
    assert page.table.model.counts()[1] == 58 * len(workspaces)
    header = page.table.model.headerData(
        page.table.model.column_number("first"), Qt.Orientation.Horizontal
    )
    assert header == full_name(user)
    assert not page.table.view.columns.is_shown("second")


def test_asked_for_before_anything_was_read(open_panel, bench, qtbot):
    panel = open_panel("users")
    qtbot.waitUntil(lambda: bench.data.users.complete)
    bench.navigate("access", bench.data.users.records[3].id)
    panel = bench.current
    qtbot.waitUntil(lambda: bench.data.profiles.complete)
    qtbot.waitUntil(lambda: "calls" in offered(panel))
    panel.view.read_wanted.emit()
    qtbot.waitUntil(lambda: panel.view.asking)
    assert panel.view.tabs.key() == PERSON
    assert panel.person.page.first.text() == full_name(bench.data.users.records[3])


def test_two_people_side_by_side_by_typing_their_names(access, bench, qtbot):
    first = somebody(bench, with_reports=True)
    second = next(user for user in bench.data.users.records if user.manager_id == first.id)
    access.ask_about(first.id)
    page = access.person.page
    settled(page.table, qtbot)
    page.second.setFocus()
    QTest.keyClicks(page.second, second.email_address)
    QTest.keyClick(page.second, Qt.Key.Key_Return)
    assert page.second.text() == full_name(second)
    qtbot.waitUntil(lambda: page.table.view.columns.is_shown("second"))
    assert page.table.view.columns.is_shown("second_through")
    qtbot.waitUntil(lambda: full_name(second) in page.summary)
    settled(page.table, qtbot)
    rows = page.table.model.shown()
    assert any(row.differs for row in rows)
    page.second.clear()
    QTest.keyClick(page.second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.table.view.columns.is_shown("second"))


def test_everybody_is_a_click_away_also_where_somebody_is_chosen(access, bench, qtbot):
    user = somebody(bench)
    access.ask_about(user.id)
    field = access.person.page.first
    bench.window.activateWindow()
    with qtbot.waitActive(bench.window):
        pass
    at_the_caret = QPoint(field.width() - 14, field.height() // 2)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton, pos=at_the_caret)
    assert field.offering
    assert len(field._found) > 1
    assert field.selectedText() == full_name(user)


def test_who_can_see_somebodys_calls_and_why(access, bench, qtbot):
    user = somebody(bench)
    access.ask_who_sees(user.id)
    page = access.sees.page
    assert access.view.tabs.key() == SEES
    settled(page.table, qtbot)
    assert full_name(user) in page.summary
    shown = page.table.model.shown()
    assert shown
    assert {row.answer.value for row in shown} <= {"Yes", "Possibly"}
    assert all(row.reason.endswith(".") for row in shown)
    # Everybody with a profile is judged; who can't is shown when that is asked for.
    seats = {(member.profile_id, member.user_id) for member in bench.data.members.records}
    assert page.table.model.counts()[1] < len(seats)
    page.show_everybody(True)
    qtbot.waitUntil(lambda: page.table.model.counts()[1] == len(seats))
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    for unknown in ("shares", "mentions", "library folders", "private calls", "technical"):
        assert unknown in said


def test_from_a_row_to_the_person(access, qtbot):
    table = access.who.page.table
    table.view.select_row(0)
    person = access.who.book.person(table.selected_records()[0].person)
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert access.view.tabs.key() == PERSON
    assert access.person.page.first.person == person.id


def test_rows_are_signed_off_and_open_again_when_they_change(access, bench, qtbot):
    access.view.tabs.choose(REVIEW)
    page, table = access.review.page, access.review.page.table
    settled(table, qtbot)
    table.view.select_row(0)
    key = table.selected_keys()[0]
    assert page.detail.isVisible()
    page.who.setText("")
    QTest.mouseClick(page.sign_button, Qt.MouseButton.LeftButton)
    assert table.model.record_of(key).status == "Open"
    page.who.setText("Dana")
    page.note.setPlainText("needed by support")
    QTest.mouseClick(page.sign_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: table.model.record_of(key).status == "Signed off")
    assert "Dana" in " ".join(label.text() for label in page.detail.findChildren(QLabel))

    # Somebody else has the profile as well: what was signed is not what is there now.
    finding = table.model.record_of(key).finding
    profile = finding.profile_id
    stranger = next(member for member in bench.data.members.records if member.profile_id != profile)
    from dataclasses import replace

    bench.data.members.put([replace(stranger, profile_id=profile)])
    qtbot.waitUntil(lambda: table.model.record_of(key).status == "Changed since")
    assert table.model.record_of(key).earlier.note == "needed by support"


def test_the_auditors_file_holds_every_person_and_every_signature(
    access, qtbot, tmp_path, monkeypatch, answers
):
    file: Path = tmp_path / "review.xlsx"

    async def save_file(*_):
        return file

    monkeypatch.setattr(answers, "save_file", save_file)
    access.view.tabs.choose(REVIEW)
    page, table = access.review.page, access.review.page.table
    settled(table, qtbot)
    table.view.select_row(0)
    page.who.setText("Dana")
    QTest.mouseClick(page.sign_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: table.selected_records()[0].signed is not None)
    signed = table.selected_records()[0].finding
    table.filter_bar.set_text("nothing is called this")  # a review leaves nothing out
    QTest.mouseClick(page.audit_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(file.exists)
    rows = list(load_workbook(file, read_only=True).active.iter_rows(values_only=True))
    head, lines = rows[0], rows[1:]
    findings = [row.finding for row in access.review.rows]
    assert len(lines) == sum(max(1, len(one.people)) for one in findings)
    by = head.index("Signed by")
    assert sum(line[by] == "Dana" for line in lines) == max(1, len(signed.people))


def test_people_of_a_finding_lead_to_their_access(access, qtbot):
    access.view.tabs.choose(REVIEW)
    table = access.review.page.table
    settled(table, qtbot)
    row = next(
        row for row in range(table.model.rowCount()) if table.model.record(row).finding.people
    )
    table.view.select_row(row)
    person = access.knowledge.company.people[table.model.record(row).finding.people[0]]
    facts = access.review.page.findChildren(KeyValueList)[0]
    facts.followed.emit(person.id)
    assert access.view.tabs.key() == PERSON
    assert access.person.page.first.person == person.id


def test_cancelled_half_way_and_read_on(open_panel, bench, qtbot):
    panel = open_panel(
        "access", faults={"latency": {"operations": ["listPermissionProfileUsers"], "seconds": 0.2}}
    )
    data = bench.data
    qtbot.waitUntil(lambda: data.users.complete and data.profiles.complete)
    panel.view.read_wanted.emit()
    qtbot.waitUntil(lambda: data.members.loading and len(data.members) > 0)
    assert not panel.view.loading_bar.isHidden()
    panel.view.loading_bar.cancelled.emit()
    qtbot.waitUntil(lambda: data.members.state is DataState.PARTIAL)
    assert not panel.view.asking  # nothing is answered from a part
    open_panel.sandbox.control("faults", method="DELETE")
    panel.view.read_wanted.emit()
    qtbot.waitUntil(lambda: panel.view.asking)


def test_what_can_not_be_read_is_told_and_tried_again(open_panel, bench, qtbot):
    panel = open_panel(
        "access", faults={"missing-scope": {"operations": ["listPermissionProfileUsers"]}}
    )
    data = bench.data
    qtbot.waitUntil(lambda: data.users.complete and data.profiles.complete)
    panel.view.read_wanted.emit()
    qtbot.waitUntil(lambda: panel.view.message_bar.isVisible())
    assert not panel.knowledge.reading
    open_panel.sandbox.control("faults", method="DELETE")
    panel.view.read_wanted.emit()
    qtbot.waitUntil(lambda: panel.view.asking)
    assert panel.view.message_bar.isHidden()


def test_all_settings_have_a_name_to_ask_by(access):
    combo = access.who.page.first_field()
    words = [combo.itemText(row) for row in range(combo.count())]
    assert "Calls and emails: Delete calls" in words
    assert len(set(words)) == len(words)
    assert all(combo.itemData(row) in BY_KEY for row in range(combo.count()))
    assert access.view.tabs.key() == WHO


def test_every_question_is_read_out_and_used_by_keyboard(access, bench, qtbot, loop):
    user = somebody(bench, with_reports=True)
    bench.window.activateWindow()
    qtbot.waitActive(bench.window)
    for tab in (WHO, PERSON, SEES, REVIEW):
        if tab == PERSON:
            access.ask_about(user.id)
        elif tab == SEES:
            access.ask_who_sees(user.id)
        else:
            access.view.tabs.choose(tab)
        table = access.view.tabs.page(tab).table
        settled(table, qtbot)
        if tab == REVIEW:
            table.view.select_row(0)
            qtbot.waitUntil(lambda: access.review.page.table.filter_bar.folded)  # for the details
        qtbot.waitUntil(lambda: not asyncio.all_tasks(loop))
        assert findings_of(bench.window, bench.window) == [], tab


def test_trying_again_reads_no_more_than_was_agreed_to(open_panel, bench, qtbot):
    panel = open_panel("access", faults={"server-error": {"operations": ["listUsers"]}})
    qtbot.waitUntil(lambda: panel.view.message_bar.isVisible())
    open_panel.sandbox.control("faults", method="DELETE")
    retry = next(
        one for one in panel.view.message_bar.buttons() if one.property("action") == "retry"
    )
    QTest.mouseClick(retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bench.data.users.complete)
    qtbot.waitUntil(lambda: panel.view.message_bar.isHidden())
    qtbot.waitUntil(lambda: "calls" in offered(panel))
    assert bench.data.members.state is DataState.UNREAD
