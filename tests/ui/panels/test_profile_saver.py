"""Saving a profile from the window: review, conflict, result."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from gong_admin.api import errors
from gong_admin.api.retry import RetryPolicy
from gong_admin.runtime.errors import ChangesLocked, LocalProblem
from gong_admin.runtime.present import present
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.editing import NAME
from gong_admin.services.profiles.saving import Outcome, SaveResult
from gong_admin.ui.profile_changes.conflict import Conflict, ConflictDialog, ConflictRow
from gong_admin.ui.profile_changes.saver import ProfileSaver
from tests.contract.plain_client import PlainClient

PUT = "updatePermissionProfile"
Flip = Callable[..., dict[str, Any]]


class Desk:
    """A connection with its profiles read, and a saver that shows into `messages`."""

    def __init__(self, bench: Any, running: Any, run: Any) -> None:
        self.bench, self.run, self.running = bench, run, running
        self.data, self.context = bench.data, bench._context
        self.messages: list[Any] = []
        self.toasts: list[str] = []
        self.saver = ProfileSaver(self.context, self.messages.append)
        self.theirs = PlainClient(running)
        bench.session.lock.open()

    @property
    def staged(self) -> Any:
        return self.data.staged

    def record(self, name: str = "Standard team member") -> ProfileRecord:
        return next(each for each in self.data.profiles.records if each.profile.name == name)

    def of(self, record: ProfileRecord) -> dict[str, Any]:
        query = {"profileId": record.id}
        found: dict[str, Any] = self.theirs.read("GET", "/v2/permission-profile", query)["profile"]
        return found

    def write(self, record: ProfileRecord, **fields: Any) -> None:
        self.theirs.read("PUT", "/v2/permission-profile", {"profileId": record.id}, fields)

    def flip(self, record: ProfileRecord, *keys: str) -> dict[str, Any]:
        now = json.loads(record.raw)
        values = {key: not now[key] for key in keys}
        self.staged.edit(record, values, "Flip")
        return values

    def save(self, record: ProfileRecord, **options: Any) -> SaveResult | None:
        return self.run(self.saver.save(record, **options))  # type: ignore[no-any-return]

    def requests(self) -> dict[str, int]:
        found: dict[str, int] = self.running.control("stats", method="GET")["requests"]
        return found


USERS = 62  # no other test asks for so many: this company is changed, and put back


@pytest.fixture
def desk(bench: Any, open_panel: Any, qtbot: Any, run: Any) -> Any:
    open_panel("workspaces", users=USERS)
    bench.data.profiles.ensure()
    bench.data.users.ensure()
    qtbot.waitUntil(lambda: bench.data.profiles.complete and bench.data.users.complete)
    made = Desk(bench, open_panel.sandbox, run)
    made.running.control("stats", method="DELETE")
    loaded = list(bench.data.profiles.records)
    yield made
    made.running.control("faults", method="DELETE")
    for record in loaded:
        if made.of(record) != json.loads(record.raw):
            made.write(record, **json.loads(record.raw))
    made.theirs.close()


def test_edits_are_reviewed_and_saved(desk: Desk, answers: Any) -> None:
    record = desk.record()
    before = desk.of(record)
    values = desk.flip(record, "deleteCalls", "trimCalls")
    result = desk.save(record)

    assert result is not None
    assert result.outcome is Outcome.SAVED
    assert desk.of(record) == {**before, **values}
    (review,) = answers.reviews
    assert review.title == "Save 2 changes to Standard team member?"
    assert review.action == "Save 2 changes"
    assert {change.setting for change in review.changes} == {"Delete calls", "Trim calls"}
    members = desk.theirs.read("GET", "/v2/permission-profile/users", {"profileId": record.id})[
        "users"
    ]
    assert {change.extra for change in review.changes} == {f"{len(members):,}"}
    assert review.method == "PUT"
    assert record.id in review.request_line
    assert "once more" in review.footnote
    # What is shown is what Gong says, and nothing is staged any more.
    assert desk.staged.ids() == ()
    assert json.loads(desk.record().raw) == desk.of(record)
    assert desk.messages == []
    # Taken back, it is an edit that is saved in its turn.
    desk.staged.undo(record.id)
    desk.save(desk.record())
    assert desk.of(record) == before


def test_who_thinks_better_of_it_sends_nothing_and_keeps_the_edits(
    desk: Desk, answers: Any
) -> None:
    record = desk.record()
    values = desk.flip(record, "deleteCalls")
    answers.agree = False
    assert desk.save(record) is None
    assert desk.staged.edits(record.id) == values
    assert PUT not in desk.requests()


def test_risks_are_told(desk: Desk, answers: Any) -> None:
    records = desk.data.profiles.records
    record = next(each for each in records if not json.loads(each.raw)["deleteCalls"])
    desk.staged.edit(record, {"deleteCalls": True}, "On")
    answers.agree = False
    desk.save(record)
    (review,) = answers.reviews
    assert review.changes[0].risky
    assert "will be able to: delete calls" in review.warning_title


def test_names_of_leads_stand_in_the_review(desk: Desk, answers: Any) -> None:
    record, people = desk.record(), desk.data.users.records
    desk.staged.edit(
        record,
        {
            "callsAccess.permissionLevel": "managers-team",
            "callsAccess.teamLeadIds": tuple(person.id for person in people[:2]),
            "emailsAccess.permissionLevel": "managers-team",
            "emailsAccess.teamLeadIds": tuple(person.id for person in people[:6]),
        },
        "Leads",
    )
    answers.agree = False
    desk.save(record)
    lines = {change.setting: change for change in answers.reviews[0].changes}
    names = [desk.data.user_name(person.id) for person in people[:6]]
    assert lines["Calls: leads"].after == ", ".join(names[:2])
    assert lines["Emails: leads"].after == "6 leads"
    assert lines["Emails: leads"].note == f"Adds {', '.join(names)}."


def test_a_broken_rule_stops_it_before_the_review(desk: Desk, answers: Any) -> None:
    record = desk.record()
    desk.staged.edit(record, {NAME: "Collaborator"}, "Name")
    with pytest.raises(errors.InvalidRequest, match="is called “Collaborator”"):
        desk.save(record)
    assert answers.reviews == []


def test_the_lock_is_offered_to_be_opened(desk: Desk, answers: Any) -> None:
    record = desk.record()
    values = desk.flip(record, "deleteCalls")
    desk.bench.session.lock.close()
    answers.agree = False
    assert desk.save(record) is None
    assert answers.asked == ["Allow changes to Orvane?"]
    answers.agree = True
    assert desk.save(record) is not None
    assert desk.of(record)["deleteCalls"] is values["deleteCalls"]


def test_a_read_only_connection_says_so(desk: Desk, monkeypatch: Any) -> None:
    record = desk.record()
    desk.flip(record, "deleteCalls")
    lock = desk.bench.session.lock
    lock.close()
    monkeypatch.setattr(lock, "_read_only", True)
    with pytest.raises(ChangesLocked):
        desk.save(record)


def test_theirs_or_yours_for_each_setting(desk: Desk, answers: Any) -> None:
    record = desk.record()
    before = desk.of(record)
    values = desk.flip(record, "deleteCalls")
    desk.staged.edit(record, {"description": "Mine"}, "Description")
    desk.write(record, description="Theirs", trimCalls=not before["trimCalls"], ofTomorrow={"a": 1})
    answers.side = "yours"
    result = desk.save(record)
    assert result is not None
    assert result.outcome is Outcome.SAVED
    (conflict,) = answers.conflicts
    rows = {row.key: row for row in conflict.rows}
    assert rows["description"].choice == ""
    assert (rows["description"].theirs, rows["description"].yours) == ("Theirs", "Mine")
    assert rows["trimCalls"].choice == "theirs"
    assert (rows["deleteCalls"].choice, rows["deleteCalls"].fixed) == (
        "yours",
        "only you changed it",
    )
    assert (rows["ofTomorrow"].theirs, rows["ofTomorrow"].fixed) == ('{"a":1}', "kept")
    # Reviewed again, because the description replaces another one than was shown.
    assert len(answers.reviews) == 2
    line = next(each for each in answers.reviews[1].changes if each.setting == "Description")
    assert (line.before, line.after) == ("Theirs", "Mine")
    now = desk.of(record)
    assert now["description"] == "Mine"
    assert now["trimCalls"] is not before["trimCalls"]
    assert now["ofTomorrow"] == {"a": 1}
    assert now["deleteCalls"] is values["deleteCalls"]
    assert desk.staged.ids() == ()


def test_theirs_that_holds_is_not_staged_any_more(desk: Desk, answers: Any) -> None:
    record = desk.record()
    desk.staged.edit(record, {"description": "Mine"}, "Description")
    desk.write(record, description="Theirs")
    answers.side = "theirs"
    result = desk.save(record)
    assert result is not None
    assert result.outcome is Outcome.THEIRS
    assert desk.of(record)["description"] == "Theirs"
    assert desk.staged.ids() == ()
    assert PUT not in desk.requests() or desk.requests()[PUT] == 1  # theirs
    # One can still think better of it.
    desk.staged.undo(record.id)
    assert desk.staged.edits(record.id) == {"description": "Mine"}
    assert desk.save(desk.record()) is not None
    assert desk.of(record)["description"] == "Mine"


def test_only_what_was_let_go_is_sent_without_another_review(desk: Desk, answers: Any) -> None:
    record = desk.record()
    desk.flip(record, "deleteCalls")
    desk.write(record, description="Theirs")
    answers.side = "theirs"
    desk.save(record)
    assert len(answers.reviews) == 1
    assert desk.of(record)["description"] == "Theirs"


def test_giving_up_a_conflict_leaves_everything(desk: Desk, answers: Any) -> None:
    record = desk.record()
    values = desk.flip(record, "deleteCalls")
    desk.write(record, description="Theirs")
    result = desk.save(record)
    assert result is not None
    assert result.outcome is Outcome.CONFLICT
    assert desk.staged.edits(record.id) == values
    assert desk.staged.base(record.id) == record.raw


def test_what_gong_does_not_take_stays_staged_and_is_told(desk: Desk) -> None:
    record = desk.record()
    values = desk.flip(record, "deleteCalls", "trimCalls")
    desk.running.control("faults", {"ignored-setting": {"count": 1, "operations": [PUT]}})
    result = desk.save(record)
    assert result is not None
    assert result.outcome is Outcome.PARTLY
    (left,) = result.not_taken
    assert desk.staged.edits(record.id) == {left.key: values[left.key]}
    (message,) = desk.messages
    assert message.title == "Gong did not save every change to Standard team member"
    assert left.title in message.text


def test_whatever_goes_wrong_no_edit_is_lost(desk: Desk, answers: Any) -> None:
    """One fault after the other, on reading as on writing; then it is saved."""
    desk.context.session.client._policy = RetryPolicy(attempts=1, click_patience=0.1)
    record = desk.record()
    values = desk.flip(record, "deleteCalls", "trimCalls")
    before = desk.of(record)
    told: list[str] = []
    for operation in ("getPermissionProfile", PUT):
        for fault in ("server-error", "html", "revoked-key", "rate-limit-hours"):
            desk.running.control("faults", {fault: {"count": 1, "operations": [operation]}})
            try:
                desk.save(record, members=1)
            except (errors.GongError, LocalProblem) as problem:
                told.append(present(problem).title)
            desk.running.control("faults", method="DELETE")
            desk.context.session.client.pacer.insist()
            assert desk.staged.edits(record.id) == values
            assert desk.of(record) == before
    assert len(told) == 8
    assert desk.save(record, members=1) is not None
    assert desk.of(record) == {**before, **values}
    assert desk.staged.ids() == ()


def test_a_second_save_does_not_start_while_one_is_under_way(desk: Desk, answers: Any) -> None:
    record = desk.record()
    desk.flip(record, "deleteCalls")
    desk.staged.saving.add(record.id)
    assert desk.save(record) is None
    assert answers.reviews == []


def test_what_is_edited_while_it_is_saved_is_not_lost(desk: Desk, answers: Any) -> None:
    record = desk.record()
    values = desk.flip(record, "deleteCalls")
    real = desk.saver._send

    async def sending(plan: Any) -> Any:
        desk.staged.edit(record, {"deleteCalls": None}, "Meanwhile")
        desk.staged.edit(record, {"description": "Meanwhile"}, "Meanwhile")
        return await real(plan)

    desk.saver._send = sending  # type: ignore[method-assign]
    desk.save(record)
    assert desk.of(record)["deleteCalls"] is values["deleteCalls"]
    assert desk.staged.edits(record.id) == {"description": "Meanwhile", "deleteCalls": None}


# -- the dialog --------------------------------------------------------------------------------


def _rows() -> list[ConflictRow]:
    return [
        ConflictRow("description", "Description", "As it was", "Theirs", "Mine", ""),
        ConflictRow("a", "Calls", "Own", "All", "Team", ""),
        ConflictRow("b", "Trim calls", "Off", "On", "Off", "theirs"),
        ConflictRow("c", "Delete calls", "Off", "Off", "On", "yours", "only you changed it"),
        ConflictRow("d", "ofTomorrow", "Not there", "1", "–", "theirs", "kept"),
    ]


def test_nothing_goes_on_before_everything_is_decided(bench: Any, qtbot: Any) -> None:
    dialog = ConflictDialog(bench.window, Conflict("Sellers", _rows()))
    dialog.open()
    assert not dialog.button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    one, two = dialog._switches["description"], dialog._switches["a"]
    one.step(1)
    assert "1 setting" in dialog.button.toolTip()
    two.step(-1)
    assert dialog.button.isEnabled()
    assert dialog.choices() == {
        "description": "theirs",
        "a": "yours",
        "b": "theirs",
        "c": "yours",
        "d": "theirs",
    }
    dialog.reject()


def test_all_that_is_open_can_be_decided_at_once(bench: Any) -> None:
    dialog = ConflictDialog(bench.window, Conflict("Sellers", _rows()))
    dialog.open()
    (everything,) = (
        button
        for button in dialog.findChildren(type(dialog.button))
        if button.text() == "All yours"
    )
    everything.click()
    assert dialog.button.isEnabled()
    assert dialog.choices()["b"] == "theirs"
    assert dialog.choices()["a"] == "yours"
    dialog.reject()
