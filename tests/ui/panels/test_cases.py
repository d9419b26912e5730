"""The panel of privacy cases on a real sandbox."""

from __future__ import annotations

import datetime as dt
import secrets
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gong_admin.api.credentials import KeyPair
from gong_admin.api.retry import RetryPolicy
from gong_admin.runtime.case_office import OfficeState
from gong_admin.runtime.connections import Connection, ConnectionKind
from gong_admin.services.privacy import erasing
from gong_admin.services.privacy.case import Case, CaseState, Counts, SubjectState
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.ui.panels.cases.dialogs import (
    AddDialog,
    BackupDialog,
    DeleteDialog,
    ReduceDialog,
    RefuseDialog,
    RetentionDialog,
)
from gong_admin.ui.panels.cases.holds_dialog import HoldsDialog
from gong_admin.ui.privacy.new_case import NewCaseDialog, new_case
from gong_admin.ui.privacy.words import subject_state_words, subject_words
from gong_admin.ui.widgets.button import Button, IconButton
from gong_admin.ui.widgets.toast import Toast
from tests.ui import audit
from tests.ui.panels.cases_panel import NOBODY, SECONDS, Panel, panel, people

__all__ = ["panel", "people"]


def findings(root: Any) -> list[str]:
    """What is in the way of somebody who works by keyboard or hears the window read out."""
    root.window().activateWindow()
    QTest.qWaitForWindowActive(root.window())
    stops = audit.walk(root.window())
    stops = [stop for stop in stops if root.isAncestorOf(stop)]
    return [
        *audit.names(root),
        *audit.roles(root),
        *audit.twins(root),
        *audit.buddies(root),
        *audit.small(root),
        *audit.missed(root, stops),
        *audit.jumps(stops),
        *audit.unseen(stops),
    ]


# -- opening and listing -------------------------------------------------------------------------


def test_without_a_case_it_says_what_one_is_and_opens_the_first_by_keys(panel: Any) -> None:
    opened = panel()
    # The demo's are not kept; those of others are encrypted.
    assert "gone when you close" in opened.view.empty.accessibleDescription()
    # What needs no case is in the menu, as it is beside one.
    about_none = [opened.view._keys[key] for key in ("check", "holds", "retention")]
    assert all(action.isEnabled() for action in about_none)
    assert not opened.view._keys["close"].isEnabled()
    opened.view.empty.buttons()[0].click()
    dialog = opened.dialog(NewCaseDialog)
    assert "by" in dialog.fields._due._text.text()  # says until when, and where that stands
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible(), "a case without a reference was opened"
    QTest.keyClicks(dialog.fields.reference, "DSR-1")
    QTest.keyClick(dialog.fields.reference, Qt.Key.Key_Return)
    opened.until(lambda: opened.presenter.case is not None)
    opened.idle()
    assert opened.view.side.titles() == ["DSR-1"]
    assert opened.view.header.title() == "DSR-1"
    assert opened.view.main_button.text() == "Add subjects…"
    assert opened.bench.window.windowTitle().startswith("Orvane")


def test_the_list_has_the_urgent_ones_first_and_counts_the_open_ones(panel: Any) -> None:
    opened = panel()
    today = dt.date.today()
    opened.make(NOBODY, reference="Later", received=today - dt.timedelta(days=3))
    opened.make(NOBODY, reference="Soon", received=today - dt.timedelta(days=20))
    late = opened.make(NOBODY, reference="Late", received=today - dt.timedelta(days=60))
    closed = opened.make(NOBODY, reference="Over")
    opened.put(closed, "closed", state=CaseState.CLOSED)
    assert opened.view.side.titles() == ["Late", "Soon", "Later", "Over"]
    items = {item.title: item for item in opened.view.side.items()}
    assert "overdue" in items["Late"].subtitle
    assert items["Late"].group == "Needs attention"
    assert items["Over"].pill is not None
    assert items["Over"].pill[0] == "Closed"
    assert "0 of 1" in items["Soon"].subtitle
    navigation = opened.bench.window.navigation
    row = navigation._model.row_of("cases")
    assert "3" in navigation._model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    opened.presenter.choose(late.id)
    opened.idle()
    assert "overdue" in opened.view.header.caption()
    assert opened.view.header._pill.words() == "Overdue"


def test_others_open_a_case_with_the_people_they_have(panel: Any, run: Any) -> None:
    opened = panel()
    context = opened.presenter.context
    opened.presenter.scope.start(
        "test", new_case(context, [NewSubject("email", NOBODY, NOBODY)], opened.view)
    )
    dialog = opened.dialog(NewCaseDialog)
    assert NOBODY in dialog._whom.text()
    dialog.fields.reference.setText("DSR-2")
    dialog.button.click()
    opened.idle()
    assert [case.reference for case in opened.office.seen.cases] == ["DSR-2"]
    assert opened.view.header.title() == "DSR-2"


# -- looking up ----------------------------------------------------------------------------------


def test_a_list_is_looked_up_each_once_and_own_people_not_at_all(
    panel: Any, people: list[str], bench: Any, open_panel: Any
) -> None:
    opened = panel(faults={})
    bench.data.users.ensure()
    opened.until(lambda: bench.data.users.complete)
    own = bench.data.users.records[0].email_address
    case = opened.make(*people[:3], NOBODY, own)
    open_panel.sandbox.control("stats", None, "DELETE")
    opened.press_main()
    opened.idle()
    states = opened.states()
    assert states[NOBODY] == SubjectState.NOTHING
    assert states[own] == SubjectState.REFUSED
    (mine,) = (one for one in opened.subjects(case) if one.value == own)
    assert subject_words(mine) == "Not asked: Gong user"
    assert "not-asked" in opened.events(case)
    assert all(states[one] == SubjectState.FOUND for one in people[:3])
    asked = open_panel.sandbox.control("stats")["requests"]
    assert (
        sum(count for key, count in asked.items() if key == "findAllReferencesToEmailAddress") == 4
    ), asked
    assert opened.kept(case).state is CaseState.LOOKED_UP
    assert opened.view.main_button.text() == "Approve…"
    assert "3 of 5" in opened.view.stages.accessibleDescription()


def test_failed_ones_are_offered_to_be_retried(
    panel: Any, people: list[str], open_panel: Any
) -> None:
    opened = panel(faults={"server-error": 1})
    opened.bench.session.client._policy = RetryPolicy(
        first_wait=0.01, longest_wait=0.01, click_patience=3
    )
    opened.make(*people[:2])
    opened.press_main()
    opened.idle()
    failed = [one for one, state in opened.states().items() if state == SubjectState.FAILED]
    assert failed
    assert "failed" in opened.view.offer.words()
    open_panel.sandbox.control("faults", None, "DELETE")
    opened.view.offer.button.click()
    opened.idle()
    assert set(opened.states().values()) == {SubjectState.FOUND}
    assert not opened.view.offer.isVisible()


def test_what_stands_in_the_way_of_all_is_told_and_tried_again(
    panel: Any, people: list[str], open_panel: Any
) -> None:
    opened = panel(faults={})
    opened.make(*people[:2])
    open_panel.sandbox.control("faults", {"revoked-key": 1})
    opened.press_main()
    opened.idle()
    assert opened.view.messages.isVisible()
    assert set(opened.states().values()) == {SubjectState.WAITING}
    opened.view.messages.dismiss()
    opened.presenter.refresh()
    opened.idle()
    assert not opened.view.messages.isVisible(), "a message that was closed came back"


def test_a_subject_in_full_and_its_way_out(panel: Any, people: list[str], answers: Any) -> None:
    opened = panel()
    case = opened.make(*people[:2], NOBODY)
    opened.press_main()
    opened.idle()
    table, detail = opened.view.subjects.table, opened.view.detail
    subject = opened.subjects(case)[0]
    table.select(str(subject.id))
    opened.idle()
    assert detail.isVisible()
    assert detail.title() == people[0]
    detail.tabs.choose("found")
    opened.idle()
    found = opened.presenter.one._findings
    assert found.isVisible()
    assert found.table.model.rowCount() == subject.counts.calls
    assert found.offer.isVisible(), "titles and people of the calls are not offered"
    found.fill_wanted.emit()
    opened.until(lambda: "calls-read" in opened.events(case))
    answers.agree = True
    detail.remove.click()
    opened.idle()
    assert people[0] not in opened.states()
    assert "subjects-removed" in opened.events(case)
    # Another gets a place of its own: the log names the one that is gone by its place.
    added = opened.run(
        opened.office.run(CaseStore.add_subjects, case.id, [NewSubject("email", people[3])])
    )
    assert added == 1
    assert [one.position for one in opened.subjects(case)] == [2, 3, 4]


def test_adding_says_what_is_no_address(panel: Any, people: list[str]) -> None:
    opened = panel()
    opened.make(people[0])
    opened.presenter.act("add")
    dialog = opened.dialog(AddDialog)
    assert not dialog.button.isEnabled()
    dialog.text.setPlainText(f"{people[1]}\nnot one\n{people[0]}\n{people[1]}")
    assert dialog.button.text() == "Add 2"
    assert "Line 2" in dialog._said._text.text()
    # Longer ones are not read with every key, whatever their lines are.
    for many, said in (("\n", "200 lines"), (", ", "6,000 characters")):
        dialog.text.setPlainText(many.join(f"person{n}@corvane.test" for n in range(400)))
        assert not dialog.button.isEnabled()
        assert dialog.subjects() == []
        assert said in dialog._said._text.text()
    dialog.text.setPlainText(f"{people[1]}\nnot one\n{people[0]}\n{people[1]}")
    dialog.button.click()
    opened.idle()
    assert set(opened.states()) == set(people[:2])


def toasts(opened: Any) -> list[Toast]:
    found = opened.bench.window.findChildren(Toast)
    return [one for one in found if one.isVisible()]


# -- erasing and following -----------------------------------------------------------------------


def erased(opened: Any, *subjects: str) -> Case:
    """A case whose subjects were approved and erased, as the review does it."""
    case = opened.make(*subjects)
    opened.act("lookup")
    office = opened.office
    found = opened.subjects(case)
    opened.run(office.run(erasing.approve, opened.kept(case), found))
    opened.touch(case.id)
    assert opened.view.main_button.text() == "Erase…"
    opened.bench.session.lock.open()
    assert office.erase(case.id, erasing.Order([one.id for one in found]))
    opened.idle()
    return opened.kept(case)


def test_an_approval_is_taken_back_unless_another_window_has_sent_it(
    panel: Any, people: list[str]
) -> None:
    opened = panel()
    case = opened.make(*people[:2])
    opened.act("lookup")
    first, second = opened.subjects(case)
    opened.run(opened.office.run(erasing.approve, opened.kept(case), [first, second]))
    opened.touch(case.id)
    table, detail = opened.view.subjects.table, opened.view.detail
    table.select(str(first.id))
    opened.idle()
    detail.skip.click()
    opened.idle()
    assert [one.approved is None for one in opened.subjects(case)] == [True, False]
    table.select(str(second.id))
    opened.idle()
    second = opened.subjects(case)[1]
    sent = msgspec.structs.replace(second, state=SubjectState.ERASING, sent=second.looked_up)
    opened.run(opened.office.run(CaseStore.put, [sent], "erasure-taken"))
    detail.skip.click()
    opened.idle()
    assert opened.subjects(case)[1] == sent
    [toast] = toasts(opened)
    assert "another window" in toast.accessibleName()


def test_erased_people_are_followed_until_nothing_is_left(
    panel: Any, people: list[str], open_panel: Any
) -> None:
    opened = panel(faults={})
    case = erased(opened, *people[:2])
    assert opened.view.main_button.text() == "Look again"
    assert set(opened.states().values()) == {SubjectState.ERASING}
    # Evidence from before nothing was left is no proof of it.
    opened.run(opened.office.run(CaseStore.note, case.id, "evidence-made"))
    open_panel.sandbox.control("advance", {"seconds": 200_000})
    opened.press_main()
    opened.idle()
    assert set(opened.states().values()) == {SubjectState.GONE}
    assert opened.kept(case).state is CaseState.VERIFIED
    assert opened.view.main_button.text() == "Evidence pack…"
    opened.run(opened.office.run(CaseStore.note, case.id, "evidence-made"))
    opened.touch(case.id)
    assert opened.view.main_button.text() == "Close case…"
    opened.office.follow_now(opened.subjects(case))
    opened.idle()
    assert opened.view.main_button.text() == "Close case…"
    opened.view.subjects.table.select(str(opened.subjects(case)[0].id))
    opened.idle()
    chart = opened.view.detail.chart
    assert chart.isVisible()
    assert chart.words().endswith("→ 0")


def test_who_comes_back_is_an_alarm_wherever_one_is(panel: Any, people: list[str]) -> None:
    opened = panel()
    case = opened.make(people[0], reference="DSR-9")
    opened.act("lookup")
    subject = opened.subjects(case)[0]
    now = dt.datetime.now(dt.UTC)
    case = opened.put(
        opened.put(case, "x", state=CaseState.APPROVED), "erasing", state=CaseState.ERASING
    )
    gone = msgspec.structs.replace(
        subject,
        state=SubjectState.GONE,
        approved=subject.counts,
        sent=now,
        gone=now,
        counts=Counts(),
    )
    opened.run(opened.office.run(CaseStore.put, [gone], "nothing-left"))
    opened.touch(case.id)
    opened.bench.navigate("users")
    # Gong still holds everything: nothing was erased in truth.
    opened.office.follow_now([gone])
    opened.until(lambda: bool(opened.office.seen.alarms))
    navigation = opened.bench.window.navigation
    row = navigation._model.row_of("cases")
    assert "came back" in navigation._model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert toasts(opened), "nobody hears of it in another panel"
    opened.bench.navigate("cases", case.id)
    opened.idle()
    assert opened.view.alarm.isVisible()
    assert people[0] not in opened.view.alarm.accessibleName()
    # It leads to the case in which they are erased again.
    opened.view.alarm.buttons()[0].click()
    dialog = opened.dialog(NewCaseDialog)
    assert people[0] in dialog._whom.text()
    dialog.reject()
    opened.idle()
    # Here the alarm says it: not a toast as well.
    for toast in toasts(opened):
        toast.close()
    opened.office.came_back.emit(gone)
    assert not toasts(opened)
    opened.view.alarm.dismiss()
    opened.touch(case.id)
    assert not opened.view.alarm.isVisible()
    assert opened.view.side.items()[0].pill[0] == "Came back"
    assert opened.view.main_button.text() == "New case for them…"
    opened.press_main()
    dialog = opened.dialog(NewCaseDialog)
    assert people[0] in dialog._whom.text()
    dialog.fields.reference.setText("DSR-9b")
    dialog.button.click()
    opened.idle()
    assert opened.states() == {people[0]: SubjectState.WAITING}


@pytest.mark.parametrize("act", ["skip", "remove"])
def test_a_case_is_verified_without_whom_it_was_left_to_do(
    panel: Any, answers: Any, act: str
) -> None:
    opened = panel()
    case = opened.make(NOBODY, "b@corvane.test")
    for state in (CaseState.LOOKED_UP, CaseState.APPROVED, CaseState.ERASING):
        case = opened.put(case, "test", state=state)
    done, left = opened.subjects(case)
    now, counts = dt.datetime.now(dt.UTC), Counts(calls=1)
    done = msgspec.structs.replace(
        done, state=SubjectState.GONE, approved=counts, sent=now, gone=now, looked_up=now
    )
    left = msgspec.structs.replace(left, state=SubjectState.FOUND, approved=counts, counts=counts)
    opened.run(opened.office.run(CaseStore.put, [done, left], "test"))
    opened.touch(case.id)
    assert opened.view.main_button.text() == "Erase…"
    answers.agree = True
    opened.presenter.doing.act_on_one(act, left)
    opened.idle()
    assert opened.kept(case).state is CaseState.VERIFIED
    assert opened.view.main_button.text() == "Evidence pack…"


def test_what_is_left_after_a_month_is_said(panel: Any, people: list[str]) -> None:
    opened = panel()
    case = opened.make(people[0], reference="DSR-31")
    for state in (CaseState.LOOKED_UP, CaseState.APPROVED, CaseState.ERASING):
        case = opened.put(case, "test", state=state)
    sent = dt.datetime.now(dt.UTC) - dt.timedelta(days=31)
    [one] = opened.subjects(case)
    one = msgspec.structs.replace(one, state=SubjectState.ERASING, approved=Counts(), sent=sent)
    opened.run(opened.office.run(CaseStore.put, [one], "test"))
    opened.touch(case.id)
    opened.bench.navigate("users")
    opened.office.follow_due()
    opened.until(lambda: bool(opened.office.seen.given_up))
    opened.until(lambda: bool(toasts(opened)))
    assert people[0] not in toasts(opened)[0].accessibleName()
    opened.bench.navigate("cases", case.id)
    opened.idle()
    assert opened.view.side.items()[0].group == "Needs attention"
    assert opened.view.side.items()[0].pill[0] == "Not finished"
    opened.view.subjects.table.select(str(one.id))
    opened.idle()
    assert "a month" in opened.view.detail._hint._text.text()
    opened.act("follow")
    assert opened.presenter.office.troubles == {}
    opened.act("close")
    assert opened.view.side.items()[0].pill[0] == "Closed"


# -- the request ---------------------------------------------------------------------------------


def test_the_request_is_filled_in_saved_and_kept_in_the_log(panel: Any) -> None:
    opened = panel()
    case = opened.make(NOBODY, received=dt.date(2026, 1, 31))
    opened.view.tabs.choose("request")
    form = opened.view.request
    form.extended.setChecked(True)
    assert "30 Apr 2026" in form._extension._text.text()
    form.checked.setChecked(True)
    form.how.setText("Passport, shown on a call")
    form.notes.setPlainText("Asked twice.")
    assert form._foot.isVisible()
    opened.touch(case.id)
    assert form.notes.toPlainText() == "Asked twice.", "what was typed is gone"
    opened.make(NOBODY, reference="Another")
    assert form.notes.toPlainText() == ""
    opened.presenter.choose(case.id)
    opened.idle()
    assert form.notes.toPlainText() == "Asked twice.", "what was typed is gone"
    form.save_button.click()
    opened.idle()
    kept = opened.kept(case)
    assert (kept.extended, kept.identity_how, kept.notes) == (
        True,
        "Passport, shown on a call",
        "Asked twice.",
    )
    assert not form._foot.isVisible()
    entries = opened.run(opened.office.run(CaseStore.log, case.id))
    assert entries[-1].event == "request-changed"
    assert "notes" in entries[-1].facts["fields"]
    assert "Asked twice." not in str(entries[-1].facts)


def test_a_refusal_needs_a_ground_and_can_be_taken_back(panel: Any) -> None:
    opened = panel()
    case = opened.make(NOBODY)
    opened.presenter.act("refuse")
    dialog = opened.dialog(RefuseDialog)
    dialog.button.click()
    assert dialog.isVisible()
    assert "ground" in dialog._field.error()
    dialog.text.setPlainText("Manifestly unfounded")
    dialog.button.click()
    opened.idle()
    assert opened.kept(case).state is CaseState.REFUSED
    assert opened.kept(case).refusal_ground == "Manifestly unfounded"
    assert opened.view.main_button.text() == "Close case…"
    opened.act("reopen")
    assert opened.kept(case).state is CaseState.OPEN


def test_what_is_looked_up_can_be_approved_whatever_was_done_before(
    panel: Any, people: list[str], answers: Any
) -> None:
    opened = panel()
    case = opened.make(people[0])
    opened.act("lookup")
    approve = opened.view._keys["approve"]
    assert approve.isEnabled()
    opened.presenter.act("refuse")
    dialog = opened.dialog(RefuseDialog)
    dialog.text.setPlainText("Manifestly unfounded")
    dialog.button.click()
    opened.idle()
    opened.act("reopen")
    assert opened.kept(case).state is CaseState.LOOKED_UP
    # Another is open while somebody in it waits, and not any more without them.
    case = opened.make(people[1], NOBODY, reference="DSR-8")
    found, waits = opened.subjects(case)
    found = msgspec.structs.replace(found, state=SubjectState.FOUND, counts=Counts(calls=1))
    opened.run(opened.office.run(CaseStore.put, [found], "test"))
    opened.touch(case.id)
    assert not approve.isEnabled()
    answers.agree = True
    opened.presenter.doing.act_on_one("remove", waits)
    opened.idle()
    assert opened.kept(case).state is CaseState.LOOKED_UP
    assert approve.isEnabled()


def test_closing_loses_nothing_that_another_window_has_saved(panel: Any) -> None:
    opened = panel()
    case = opened.make(NOBODY)

    def noted(now: Case) -> Case:
        return msgspec.structs.replace(now, notes="Asked twice.")

    opened.run(opened.office.run(CaseStore.change, case.id, noted, "request-changed"))
    opened.act("close")
    assert opened.kept(case).state is CaseState.CLOSED
    assert opened.kept(case).notes == "Asked twice."
    opened.act("reopen")
    assert opened.kept(case).state is CaseState.OPEN
    assert opened.kept(case).notes == "Asked twice."


def test_a_disk_that_is_full_is_told_and_loses_nothing(panel: Any) -> None:
    opened = panel()
    case = opened.make(NOBODY)
    opened.view.tabs.choose("request")
    with opened.office.store.database.reading() as rows:
        pages = rows.execute("PRAGMA page_count").fetchone()[0]
        rows.execute(f"PRAGMA max_page_count = {pages}")
    opened.view.request.notes.setPlainText(long := secrets.token_hex(30_000))
    opened.view.request.save_button.click()
    opened.idle()
    assert opened.view.messages.isVisible()
    assert opened.kept(case).notes == ""
    with opened.office.store.database.reading() as rows:
        rows.execute("PRAGMA max_page_count = 1000000")
    opened.view.request.save_button.click()
    opened.idle()
    assert opened.kept(case).notes == long


# -- the end of a case ---------------------------------------------------------------------------


def test_a_case_is_closed_reduced_and_deleted(panel: Any, people: list[str]) -> None:
    opened = panel()
    case = opened.make(people[0])
    opened.act("lookup")
    assert not opened.view._keys["reduce"].isEnabled()
    opened.act("close")
    assert opened.kept(case).state is CaseState.CLOSED
    assert not opened.view.main_button.isVisible()
    opened.act("reopen")
    assert opened.kept(case).state is CaseState.LOOKED_UP
    opened.act("close")
    opened.presenter.act("reduce")
    dialog = opened.dialog(ReduceDialog)
    assert "proof needs" in dialog.title_label.text()
    QTest.keyClicks(dialog.line, "DSR-7")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    opened.idle()
    assert opened.kept(case).reduced is not None
    model = opened.presenter.model
    assert model.text(0, model.column_number("subject")) == "Subject 1"
    assert opened.view.header._pill.words() == "Reduced"
    [(found, _)] = opened.run(opened.office.run(CaseStore.recognise, "email", people[0]))
    assert found.id == case.id
    opened.presenter.act("delete")
    dialog = opened.dialog(DeleteDialog)
    assert not dialog.button.isEnabled()
    QTest.keyClicks(dialog.line, "DSR-")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert dialog.isVisible(), "closed without a word, with nothing deleted"
    assert dialog._field.error() == "It is not DSR-7."
    QTest.keyClicks(dialog.line, "7")
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    opened.idle()
    assert opened.kept(case).deleted is not None
    assert opened.view.header._pill.words() == "Deleted"
    opened.view.tabs.choose("log")
    opened.idle()
    assert opened.view.log.verdict.words() == "Unaltered"


def test_old_cases_are_offered_never_reduced_by_themselves(
    panel: Any, people: list[str], answers: Any
) -> None:
    opened = panel()
    clock = opened.office.store.clock
    opened.office.store.journal._clock = lambda: clock() - dt.timedelta(days=100)
    old = opened.make(people[0], reference="Old")
    opened.put(old, "closed", state=CaseState.CLOSED)
    opened.office.store.journal._clock = clock
    new = opened.make(people[1], reference="New")
    opened.put(new, "closed", state=CaseState.CLOSED)
    assert not opened.view.offer.isVisible()
    opened.presenter.act("retention")
    dialog = opened.dialog(RetentionDialog)
    assert not dialog.line.isVisible(), "cases are kept for ever unless one says otherwise"
    assert dialog.days() == 0
    dialog.choice._segments[1].click()
    assert dialog.line.isVisible()
    dialog.line.clear()
    assert not dialog.button.isEnabled()
    dialog.line.setText("90")
    assert "1 case" in dialog._said._text.text()
    dialog.button.click()
    opened.idle()
    assert "1 case was closed" in opened.view.offer.words()
    answers.agree = False
    opened.view.offer.button.click()
    opened.idle()
    assert opened.kept(old).reduced is None
    answers.agree = True
    opened.view.offer.button.click()
    opened.idle()
    assert opened.kept(old).reduced is not None
    assert opened.kept(new).reduced is None


# -- the log -------------------------------------------------------------------------------------


def test_the_log_says_whether_it_was_altered_and_forgets_people(
    panel: Any, people: list[str]
) -> None:
    opened = panel()
    opened.make(people[0])
    opened.view.tabs.choose("log")
    opened.idle()
    assert opened.view.log.verdict.words() == "Unaltered"
    model = opened.presenter.log_model
    private = model.column_number("private")
    assert people[0] in model.text(0, private)
    opened.view.log.table.select("1")
    opened.view.log.forget_button.click()
    opened.idle()
    assert model.text(0, private) == "removed"
    assert opened.view.log.verdict.words() == "Unaltered"
    with opened.office.store.database.writing() as rows:
        rows.execute("UPDATE log SET at = ? WHERE number = 1", ("yesterday",))
    opened.view.log.verify_button.click()
    opened.idle()
    assert opened.view.log.verdict.words() == "Altered"
    assert "Entry 1" in opened.view.log._words.text()
    assert model.text(0, model.column_number("event")) == "Altered: not as it was written"
    assert model.text(0, model.column_number("private")) == ""


def test_a_log_whose_end_is_lost_is_uncertain(panel: Any, people: list[str]) -> None:
    opened = panel()
    opened.make(people[0])
    opened.office.store.database._heads.execute("DELETE FROM heads")
    opened.view.tabs.choose("log")
    opened.idle()
    assert opened.view.log.verdict.words() == "Uncertain"
    assert "missing at the end is not known" in opened.view.log._words.text()


def test_cases_that_somebody_has_taken_out_are_missed(panel: Any, people: list[str]) -> None:
    opened = panel()
    opened.make(people[0])
    gone = opened.make(people[1])
    with opened.office.store.database.writing() as rows:
        for table, key in (("log", "case_id"), ("subjects", "case_id"), ("cases", "id")):
            rows.execute(f"DELETE FROM {table} WHERE {key} = ?", (gone.id,))
    opened.office.touched()
    opened.idle()
    assert opened.view.messages.isVisible()
    assert opened.view.messages._title.text() == "A case is missing"


# -- the do-not-erase list -----------------------------------------------------------------------


def test_the_do_not_erase_list_is_kept_with_reasons(panel: Any) -> None:
    opened = panel()
    opened.presenter.act("holds")
    dialog = opened.dialog(HoldsDialog)
    dialog.whom.setText("nonsense")
    dialog.add.click()
    assert dialog._whom.error()
    dialog.whom.setText("Marta.Ilves@Corvane.test")
    dialog.add.click()
    assert "reason" in dialog._why.error()
    QTest.keyClicks(dialog.why, "Litigation 17")
    QTest.keyClick(dialog.why, Qt.Key.Key_Return)
    opened.until(lambda: len(dialog._holds) == 1)
    assert dialog._holds[0].reason == "Litigation 17"
    cross = next(
        button
        for button in dialog.findChildren(IconButton)
        if button.accessibleName().startswith("Take ")
    )
    cross.click()
    opened.until(lambda: not dialog._holds)
    dialog.done_button.click()
    opened.idle()


# -- who keeps the key ---------------------------------------------------------------------------


def connect(bench: Any, sandbox: Any, run: Any) -> Any:
    """The panel on a company that is not the demo's, whose cases lie on the disk."""
    running = sandbox(users=61)
    bench.services.settings.update(calls_per_second=90.0, background_share=1.0)
    connection = Connection(
        name="Orvane",
        base_url=running.base_url,
        id="real",
        kind=ConnectionKind.SANDBOX,
        read_only=False,
    )
    run(bench.open(connection, KeyPair(running.access_key, running.access_key_secret)))
    bench.navigate("cases")
    return bench.current


def press(qtbot: Any, page: Any, words: str) -> None:
    """Press the button that says `words`, once it is there."""

    def found() -> list[Any]:
        return [
            button
            for button in page.findChildren(Button)
            if button.text() == words and button.isVisible()
        ]

    qtbot.waitUntil(lambda: bool(found()))
    found()[0].click()


def test_without_a_keyring_a_passphrase_keeps_them_over_a_restart(
    bench: Any, sandbox: Any, run: Any, qtbot: Any, answers: Any, tmp_path: Path
) -> None:
    first = connect(bench, sandbox, run)
    office, page = first.office, first.view.office_page
    qtbot.waitUntil(lambda: office.state is OfficeState.NEEDS_CHOICE, timeout=SECONDS)
    assert page.isVisible()
    page.passphrase.setText("too short")
    press(qtbot, page, "Use this passphrase")
    assert "12" in page._field.error()
    page.passphrase.setText("correct horse battery")
    page.again.setText("correct horse")
    press(qtbot, page, "Use this passphrase")
    assert "not the same" in page._field.error()
    page.again.setText("correct horse battery")
    QTest.keyClick(page.again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: office.state is OfficeState.OPEN, timeout=SECONDS)
    opened = Panel(first, bench, qtbot, run)
    opened.make(NOBODY, reference="Kept")
    # A backup of the key.
    backup = tmp_path / "cases.gongkey"

    async def save_file(*_: Any) -> Path:
        return backup

    answers.save_file = save_file
    first.act("backup")
    dialog = opened.dialog(BackupDialog)
    dialog.first.setText("another passphrase")
    dialog.again.setText("another passphrase")
    dialog.button.click()
    opened.idle()
    assert backup.exists()

    second = connect(bench, sandbox, run)
    office, page = second.office, second.view.office_page
    qtbot.waitUntil(lambda: office.state is OfficeState.NEEDS_PASSPHRASE, timeout=SECONDS)
    page.passphrase.setText("something else altogether")
    press(qtbot, page, "Open the cases")
    qtbot.waitUntil(lambda: bool(office.reason), timeout=SECONDS)
    assert "not the passphrase" in page._field.error()
    # Forgotten: the backup opens them.
    press(qtbot, page, "Restore from a backup…")

    async def open_file(*_: Any) -> Path:
        return backup

    answers.open_file = open_file
    press(qtbot, page, "Choose the backup…")
    qtbot.waitUntil(lambda: page._chosen.text() == backup.name, timeout=SECONDS)
    page.passphrase.setText("another passphrase")
    press(qtbot, page, "Restore the key")
    qtbot.waitUntil(lambda: office.state is OfficeState.OPEN, timeout=SECONDS)
    again = Panel(second, bench, qtbot, run)
    again.idle()
    assert again.view.side.titles() == ["Kept"]

    third = connect(bench, sandbox, run)
    office, page = third.office, third.view.office_page
    qtbot.waitUntil(lambda: office.state is OfficeState.NEEDS_PASSPHRASE, timeout=SECONDS)
    press(qtbot, page, "Start anew…")
    qtbot.waitUntil(lambda: office.state is OfficeState.NEEDS_CHOICE, timeout=SECONDS)
    assert answers.asked[-1] == "Start with no cases?"
    press(qtbot, page, "This session only")
    qtbot.waitUntil(lambda: office.state is OfficeState.OPEN, timeout=SECONDS)
    assert not office.seen.cases


# -- many, narrow, read out ----------------------------------------------------------------------


def test_five_thousand_are_shown_and_their_cost_is_said(panel: Any, answers: Any) -> None:
    opened = panel()
    case = opened.make(*(f"somebody{number}@corvane.test" for number in range(5_000)))
    assert opened.presenter.model.rowCount() == 5_000
    assert "0 of 5,000" in opened.view.side.items()[0].subtitle
    subjects = opened.subjects(case)
    changed = [
        msgspec.structs.replace(one, state=SubjectState.NOTHING, counts=Counts())
        for one in subjects[:100]
    ]
    opened.run(opened.office.run(CaseStore.put, changed, "looked-up"))
    opened.touch(case.id)
    model = opened.presenter.model
    assert model.text(0, model.column_number("state")) == subject_state_words(SubjectState.NOTHING)
    assert "4,900 of 5,000" in opened.view.stages.accessibleDescription()
    answers.agree = False
    opened.act("lookup")
    assert answers.asked == ["Look up 4,900 subjects?"]
    assert opened.presenter.running is None


@pytest.mark.parametrize("percent", [100, 200])
def test_it_can_be_used_by_keyboard_and_read_out(
    panel: Any, people: list[str], percent: int, bench: Any
) -> None:
    opened = panel()
    opened.make(*people[:3])
    bench.services.settings.update(text_percent=percent)
    for tab in ("subjects", "request", "log"):
        opened.view.tabs.choose(tab)
        opened.idle()
        assert findings(opened.view) == []


def test_dialogs_can_be_used_by_keyboard_and_read_out(panel: Any, people: list[str]) -> None:
    opened = panel()
    opened.make(people[0])
    for act, kind in (
        ("new", NewCaseDialog),
        ("add", AddDialog),
        ("refuse", RefuseDialog),
        ("holds", HoldsDialog),
        ("retention", RetentionDialog),
    ):
        opened.presenter.act(act)
        dialog = opened.dialog(kind)
        assert findings(dialog) == [], act
        dialog.reject()
        opened.idle()
