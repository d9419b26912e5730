"""Access to single calls: the dialog on a real sandbox."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gong_admin.api.types.permissions import CallUsers
from gong_admin.runtime.tenant_data import full_name
from gong_admin.services.call_access import Act
from gong_admin.ui.call_access.presenter import open_call_access
from gong_admin.ui.call_access.words import names, review
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient
from tests.ui.panels.conftest import answers, bench, open_panel, services
from tests.ui.test_accessibility import findings_of

__all__ = ["answers", "bench", "open_panel", "services"]

UNKNOWN = "1111111111111111111"


READS = "getUsersAccessToCalls"


@pytest.fixture
def opened(open_panel, bench, qtbot):
    """The dialog over a window on a sandbox of its own; `calls` and `people` exist there."""
    panel = open_panel("users", faults={})
    qtbot.waitUntil(lambda: bench.data.users.complete)
    client = PlainClient(open_panel.sandbox)
    known = Known(client)
    calls = [call["id"] for call in known.calls[:3]]
    client.close()
    access = open_call_access(panel.context, panel.scope, panel.view)
    yield SimpleNamespace(
        access=access,
        dialog=access.dialog,
        calls=calls,
        people=[user.id for user in bench.data.users.records[:2]],
        control=open_panel.sandbox.control,
    )
    if shiboken6.isValid(access.dialog):
        access.dialog.reject()


def press(button):
    assert button.isEnabled(), button.toolTip()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def shown(opened, column):
    model = opened.dialog.model
    number = model.column_number(column)
    return {model.record(row).call_id: model.text(row, number) for row in range(model.rowCount())}


def fill(opened, calls, people):
    opened.dialog.calls.setPlainText("\n".join(calls))
    opened.dialog.people.set_value(people)
    opened.access.check()


def idle(opened, qtbot):
    qtbot.waitUntil(lambda: not opened.access._busy)
    qtbot.waitUntil(lambda: not opened.dialog.model.busy)


def test_given_seen_and_taken_back(opened, qtbot, answers, bench):
    fill(opened, [*opened.calls[:2], UNKNOWN], opened.people)
    assert "you are asked to allow them" in opened.dialog.grant_button.toolTip()
    press(opened.dialog.grant_button)
    idle(opened, qtbot)
    assert "asked" not in opened.dialog.grant_button.toolTip()
    # The lock was closed: opened on the way, then the review.
    assert answers.asked == [
        "Allow changes to Orvane?",
        "Give 2 people access to 2 calls?",
    ]
    assert shown(opened, "result") == {
        opened.calls[0]: "Done",
        opened.calls[1]: "Done",
        UNKNOWN: "Call not found",
    }
    name = full_name(bench.data.users.records[0])
    assert name in shown(opened, "people")[opened.calls[0]]

    fill(opened, opened.calls[:1], opened.people[:1])
    press(opened.dialog.revoke_button)
    idle(opened, qtbot)
    assert answers.asked[-1] == "Take 1 call back from 1 person?"
    fill(opened, opened.calls, [])
    press(opened.dialog.read_button)
    idle(opened, qtbot)
    counts = shown(opened, "count")
    assert [counts[one] for one in opened.calls] == ["1", "2", "0"]


def test_nothing_is_sent_that_was_not_agreed_to(opened, qtbot, answers, bench):
    bench.session.lock.open()
    answers.agree = False
    fill(opened, opened.calls, opened.people)
    press(opened.dialog.grant_button)
    idle(opened, qtbot)
    assert answers.asked == ["Give 2 people access to 3 calls?"]
    assert set(shown(opened, "people").values()) == {""}
    assert bench.services.journal.read().entries == []


def test_who_was_given_nothing_can_lose_nothing(opened, qtbot, answers, bench):
    bench.session.lock.open()
    fill(opened, opened.calls, opened.people)
    press(opened.dialog.revoke_button)
    idle(opened, qtbot)
    assert answers.asked == []
    assert opened.dialog.message_bar.message().title == "Nothing to do"
    assert "in Gong itself" in opened.dialog.message_bar.message().text


def test_what_is_no_call_is_said_and_nothing_can_be_pressed(opened):
    assert not opened.dialog.read_button.isEnabled()
    fill(opened, ["hello", opened.calls[0]], opened.people)
    assert "hello" in opened.dialog._calls_field.error()
    assert not opened.dialog.grant_button.isEnabled()
    fill(opened, [f"https://app.gong.io/call?id={opened.calls[0]}"], [])
    assert opened.dialog._calls_field.error() == ""
    assert opened.dialog.read_button.isEnabled()
    assert not opened.dialog.grant_button.isEnabled()  # nobody is named
    assert opened.access.call_ids == [opened.calls[0]]


def test_a_write_without_an_answer_is_read_back(opened, qtbot, bench):
    bench.session.lock.open()
    opened.control("faults", {"drop": {"operations": ["addUsersAccessToCalls"]}})
    fill(opened, opened.calls, opened.people)
    press(opened.dialog.grant_button)
    idle(opened, qtbot)
    assert set(shown(opened, "result").values()) == {"Done"}
    assert "Given for 3 calls" in opened.dialog.message_bar.message().text


def test_reading_that_fails_is_told_and_tried_again(opened, qtbot):
    opened.control("faults", {"missing-scope": {"operations": ["getUsersAccessToCalls"]}})
    fill(opened, opened.calls, [])
    press(opened.dialog.read_button)
    idle(opened, qtbot)
    assert "api:call-user-access:read" in opened.dialog.message_bar.message().text
    opened.control("faults", method="DELETE")
    press(opened.dialog.read_button)
    idle(opened, qtbot)
    assert opened.dialog.message_bar.message() is None
    assert len(shown(opened, "result")) == 3


def test_closed_while_it_works_its_end_is_told_all_the_same(opened, qtbot, bench):
    bench.session.lock.open()
    told = []
    context = opened.access._context
    object.__setattr__(context, "toast", told.append)
    opened.control("faults", {"latency": {"operations": ["addUsersAccessToCalls"], "seconds": 0.3}})
    fill(opened, opened.calls, opened.people)
    press(opened.dialog.grant_button)
    qtbot.waitUntil(lambda: bool(bench.services.journal.read().entries))
    opened.dialog.reject()
    qtbot.waitUntil(lambda: told == ["Given for 3 calls."])


@pytest.mark.parametrize("asked_gong", [True, False])
def test_closed_before_the_review_nothing_is_asked_or_sent(
    opened, qtbot, answers, bench, asked_gong
):
    bench.session.lock.open()
    opened.control("faults", {"latency": {"operations": [READS], "seconds": 0.3}})
    fill(opened, opened.calls, opened.people)
    press(opened.dialog.grant_button)
    if asked_gong:
        served = lambda: opened.control("stats")["requests"].get(READS, 0)  # noqa: E731
        qtbot.waitUntil(lambda: served() > 0)
    opened.dialog.reject()
    qtbot.waitUntil(lambda: not opened.access._busy)
    assert answers.asked == []
    assert bench.services.journal.read().entries == []


def test_a_lock_that_closes_by_itself_is_shown(opened, bench):
    bench.session.lock.open()
    fill(opened, opened.calls, opened.people)
    assert "asked" not in opened.dialog.grant_button.toolTip()
    bench.session.lock.close("The screen was locked.")
    assert "you are asked to allow them" in opened.dialog.grant_button.toolTip()


def test_a_long_review_names_every_call_in_its_request(opened):
    calls = [str(7_000_000_000_000_000_000 + number) for number in range(120)]
    wanted = [CallUsers(call_id=one, user_ids=["9"]) for one in calls]
    connection = opened.access._context.session.connection
    asked = review(connection, Act.GRANT, wanted, {}, lambda one: f"Person {one}")
    assert asked.title == "Give 1 person access to 120 calls?"
    assert all(one in asked.request for one in calls)
    assert "80 more calls" in asked.changes[-1].setting
    assert asked.request_note == "3 requests"


def test_many_names_are_counted():
    assert names([], str) == "Nobody"
    assert names(list("abcdefgh"), str) == "a, b, c, d, e, f and 2 more"


def test_the_dialog_is_read_out_and_used_by_keyboard(opened, qtbot):
    fill(opened, opened.calls, opened.people)
    press(opened.dialog.read_button)
    idle(opened, qtbot)
    qtbot.waitActive(opened.dialog)
    assert findings_of(opened.dialog, opened.dialog) == []
