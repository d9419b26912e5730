"""Approving and erasing at the window: what is seen before, what is kept, what is never sent."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gong_admin.runtime.case_office import OfficeState
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.privacy.case import (
    SYSTEMS,
    Case,
    CaseKind,
    CaseState,
    Elsewhere,
    SubjectState,
)
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.services.privacy.store.holds import Holds
from gong_admin.services.privacy.store.removing import remove_subjects
from gong_admin.ui.privacy.erase_dialogs import EraseDialog
from gong_admin.ui.privacy.erase_flow import EraseFlow
from gong_admin.ui.privacy.erase_lists import UnfoldingLine
from gong_admin.ui.privacy.erase_outcome import OutcomeDialog
from gong_admin.ui.privacy.words import subject_words
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.button import Button
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient
from tests.ui import audit

SECONDS = 15_000
PURGE = "purgeEmailAddress"


class Desk:
    """The cases panel, with the flow as a test drives it."""

    def __init__(self, presenter: Any, bench: Any, qtbot: Any, run: Any, sandbox: Any) -> None:
        self.presenter, self.bench, self.qtbot, self.run = presenter, bench, qtbot, run
        self.sandbox = sandbox
        self.context, self.office = presenter.context, presenter.office
        self.flow = EraseFlow(self.context, presenter.view, presenter._read_now)
        self.errors: list[Exception] = []
        self.scope = TaskScope(self.errors.append, presenter.view)
        self.until(lambda: self.office.state is OfficeState.OPEN)
        with contextlib.closing(PlainClient(sandbox)) as client:
            self.known = Known(client)
            addresses = (one.get("emailAddress") for one in self.known.externals)
            self.people = list(dict.fromkeys(filter(None, addresses)))

    def until(self, test: Any) -> None:
        self.qtbot.waitUntil(test, timeout=SECONDS)

    def make(self, *values: str, checked: bool = True) -> Case:
        draft = Case(
            id="",
            tenant=self.office.tenant,
            reference="DSR-7",
            kind=CaseKind.ERASURE,
            regime=Regime.GDPR,
            received=dt.date.today(),
            created=dt.datetime.now(dt.UTC),
            identity_checked=checked,
        )
        new = [NewSubject("email" if "@" in one else "phone", one, one) for one in values]
        case: Case = self.run(self.office.run(CaseStore.create, draft, new))
        self.office.look_up(case.id)
        self.settled(case)
        return self.kept(case)

    def settled(self, case: Case) -> None:
        self.until(lambda: case.id not in self.office.jobs and not self.office._work.busy)

    def subjects(self, case: Case) -> list[Any]:
        found: list[Any] = self.run(self.office.run(CaseStore.subjects, case.id))
        return found

    def states(self, case: Case) -> list[SubjectState]:
        return [one.state for one in self.subjects(case)]

    def kept(self, case: Case) -> Case:
        found: Case = self.run(self.office.run(CaseStore.case, case.id))
        return found

    def last(self, case: Case, event: str) -> Any:
        entries = self.run(self.office.run(CaseStore.log, case.id))
        return next(one for one in reversed(entries) if one.event == event)

    def start(self, work: Any) -> None:
        self.scope.start("test", work, latest=False)

    def idle(self) -> None:
        self.until(lambda: not self.scope.busy)
        assert not self.errors

    def dialog(self, kind: type = EraseDialog) -> Any:
        self.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
        return QApplication.activeModalWidget()

    def approve(self, case: Case) -> None:
        self.start(self.flow.approve(case.id))
        self.dialog().button.click()
        self.idle()

    def confirm(self, case: Case, how: Callable[[Any], None] = lambda _dialog: None) -> Any:
        """Through the erasure's review; the list of outcomes, open."""
        self.bench.session.lock.open()
        self.start(self.flow.erase(case.id))
        dialog = self.dialog()
        tick(dialog)
        how(dialog)
        dialog._retype.setText(dialog._review.retype)
        assert dialog.button.isEnabled(), dialog.missing()
        dialog.button.click()
        return self.dialog(OutcomeDialog)

    def sent(self) -> int:
        return int(self.sandbox.control("stats")["requests"].get(PURGE, 0))

    def faults(self, **faults: Any) -> None:
        self.sandbox.control(
            "faults",
            {
                name.replace("_", "-"): {"rate": rate, "operations": [PURGE]}
                for name, rate in faults.items()
            },
        )


def tick(dialog: Any) -> None:
    if dialog.elsewhere is not None:
        for system in SYSTEMS:
            dialog.elsewhere.fields.choose(system, Elsewhere.DELETED)


@pytest.fixture
def desk(open_panel: Any, bench: Any, qtbot: Any, run: Any) -> Any:
    def open_it(**options: Any) -> Desk:
        presenter = open_panel("cases", users=61, faults={}, **options)
        return Desk(presenter, bench, qtbot, run, open_panel.sandbox)

    return open_it


# -- the approval --------------------------------------------------------------------------------


def test_one_is_reviewed_approved_retyped_and_erased(desk: Any) -> None:
    opened = desk()
    [address] = opened.people[:1]
    case = opened.make(address)
    opened.start(opened.flow.approve(case.id))
    dialog = opened.dialog()
    assert address in dialog.title_label.text()
    assert address not in dialog.windowTitle()
    assert "Not read" in dialog.others._words.text()
    opened.until(lambda: opened.context.data.folders.complete)
    dialog.others.button.click()
    opened.until(lambda: dialog.others._lines.isVisible())
    said = [
        label.accessibleName()
        for label in dialog.others._lines.findChildren(type(dialog.others._words))
    ]
    assert any(line.startswith("Colleagues (") for line in said), said
    assert not any(address in line for line in said), "who is erased is among the others"
    assert all(opened.last(case, "calls-read").facts["request_ids"])
    dialog.approver.note.setText("by mail")
    assert not dialog.button.isEnabled()
    dialog.approver.name.setText("Owen Price")
    dialog.button.click()
    opened.idle()
    case = opened.kept(case)
    assert case.state is CaseState.APPROVED
    assert case.approver is not None
    assert case.approver.name == "Owen Price"
    assert opened.last(case, "approved").facts["others_read"] is True
    assert [subject_words(one) for one in opened.subjects(case)] == ["Approved"]
    assert opened.sent() == 0

    opened.bench.session.lock.open()
    opened.start(opened.flow.erase(case.id))
    dialog = opened.dialog()
    assert dialog.others.read, "who else was on the calls is known since the approval"
    again = [
        label.accessibleName()
        for label in dialog.others._lines.findChildren(type(dialog.others._words))
    ]
    assert again[:-1] == said
    assert again[-1].startswith("Read on ")
    assert "2 API calls" in dialog._review.footnote
    assert opened.context.session.client is not None
    assert "$GONG_ACCESS_KEY" in dialog._review.request
    assert not dialog.button.isEnabled()
    QTest.keyClicks(dialog._retype, address[:-1])
    QTest.keyClick(dialog._retype, Qt.Key.Key_Return)
    assert dialog.isVisible(), "half an address was enough"
    QTest.keyClicks(dialog._retype, address[-1])
    assert "mail system" in dialog.missing()
    assert dialog.still.isVisible()
    assert "mail system" in dialog.still.text()
    tick(dialog)
    dialog.elsewhere.fields.choose("mail", Elsewhere.UNKNOWN)
    assert not dialog.still.isVisible()
    QTest.keyClick(dialog._retype, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter in a field has sent it"
    assert dialog.focusWidget() is dialog.button
    dialog.button.click()
    outcome = opened.dialog(OutcomeDialog)
    [told] = outcome.outline.texts()
    assert told.startswith(f"{address} | accepted by Gong, ")
    said = " ".join(one.text() for one in outcome.findChildren(Label))
    assert "ends when you close" in said, "the demo's cases don't outlive the program"
    outcome.reject()
    opened.idle()
    assert opened.states(case) == [SubjectState.ERASING]
    said = {"crm": Elsewhere.DELETED, "mail": Elsewhere.UNKNOWN}
    assert opened.kept(case).elsewhere == said
    assert opened.last(case, "erasure-confirmed").facts["elsewhere"] == said
    assert opened.last(case, "erasure-confirmed").facts["retyped"] is True
    assert opened.sent() == 1


def test_a_list_is_retyped_by_its_number_and_reference_and_erased_fewest_first(desk: Any) -> None:
    opened = desk()
    case = opened.make(*opened.people[:4])
    held = opened.people[3]
    opened.run(opened.office.run(lambda store: Holds(store).put("email", held.upper(), "Lawsuit")))
    opened.start(opened.flow.approve(case.id))
    dialog = opened.dialog()
    assert any("do-not-erase" in one.text for one in dialog._review.consequences)
    assert "3 subjects" in dialog.title_label.text()
    assert dialog.whom.line.label.accessibleName() == ", ".join(opened.people[:3])
    read_and_overrule(opened, dialog)
    dialog.button.click()
    opened.idle()
    assert opened.states(case)[3] is SubjectState.HELD

    order: list[int] = []
    opened.office.subjects_changed.connect(
        lambda seen: order.extend(
            one.id for one in seen if one.state is SubjectState.ERASING and one.id not in order
        )
    )

    def fewest(dialog: Any) -> None:
        assert "9 API calls" in dialog._review.footnote, "who was on the calls is read again"
        assert dialog._review.retype == "3 DSR-7"
        dialog.order.order.set_value("fewest")
        dialog.order.between.set_value("60")
        dialog.order.between.changed.emit("60")
        assert "2 min" in dialog.order.pauses.text()
        dialog.order.between.set_value("0")
        dialog.order.between.changed.emit("0")
        assert not dialog.order.pauses.isVisible()

    opened.presenter.choose(case.id)
    outcome = opened.confirm(case, fewest)
    assert len(outcome.outline.texts()) == 3
    behind = opened.presenter.view
    assert behind.main_button.text() == "Look again", "the panel is older than the outcome"
    assert "3 of 4" in behind.stages.accessibleDescription()
    outcome.reject()
    opened.idle()
    erased = [one for one in opened.subjects(case) if one.state is SubjectState.ERASING]
    by_time = sorted(erased, key=lambda one: one.sent)
    assert len(erased) == 3
    assert [one.counts.held for one in by_time] == sorted(one.counts.held for one in erased)
    assert opened.sent() == 3
    assert held not in str(outcome_text(opened, case))


def read_and_overrule(opened: Desk, dialog: Any) -> None:
    """What an approval asks for once somebody is on the do-not-erase list."""
    dialog.others.button.click()
    opened.until(lambda: dialog.others.read)
    if dialog.others.missing():
        dialog.others.without.setChecked(True)
    for box in dialog.stop.boxes.values():
        box.setChecked(True)


def test_calls_of_a_held_person_stop_the_approval_until_it_is_overruled(desk: Any) -> None:
    opened = desk()
    address, held = opened.people[:2]  # of the same call
    opened.run(opened.office.run(lambda store: Holds(store).put("email", held, "Lawsuit")))
    case = opened.make(address)
    opened.start(opened.flow.approve(case.id))
    dialog = opened.dialog()
    assert not dialog.stop.isVisible(), "nothing is known of who else was on the calls"
    assert dialog.others.missing()
    assert not dialog.button.isEnabled()
    dialog.others.button.click()
    opened.until(lambda: dialog.others.read)
    assert not dialog.others.missing()
    assert dialog.stop.isVisible()
    [box] = dialog.stop.boxes.values()
    assert held in dialog.stop.findChildren(Label)[0].accessibleName()
    assert any(
        f"{held} (on the do-not-erase list)" in label.accessibleName()
        for label in dialog.others._lines.findChildren(Label)
    )
    assert "do-not-erase" in dialog.missing()
    assert not dialog.button.isEnabled()
    box.setChecked(True)
    dialog.button.click()
    opened.idle()
    entry = opened.last(case, "approved")
    assert entry.facts["holds_overruled"] == 1
    assert entry.facts["held_calls"] >= 1
    assert "holds_unread" not in entry.facts
    assert entry.private["overruled"] == [held]

    def look(dialog: Any) -> None:
        assert dialog.others.read
        assert not dialog.stop.isVisible(), "what was overruled at the approval is asked again"

    outcome = opened.confirm(case, look)
    outcome.reject()
    opened.idle()
    assert opened.states(case) == [SubjectState.ERASING]


def test_who_is_put_on_hold_after_the_approval_still_stops_the_erasure(desk: Any) -> None:
    opened = desk()
    address, held = opened.people[:2]
    case = opened.make(address)
    opened.approve(case)
    opened.run(opened.office.run(lambda store: Holds(store).put("email", held, "Lawsuit")))
    outcome = opened.confirm(case)
    assert "do-not-erase" in outcome.outline.texts()[0]
    assert opened.sent() == 0
    assert opened.states(case) == [SubjectState.SHARED]
    buttons = {one.text(): one for one in outcome.findChildren(Button)}
    buttons["Approve anew…"].click()
    dialog = opened.dialog()
    # Going on without knowing is said in so many words, and kept.
    assert not dialog.button.isEnabled()
    dialog.others.without.setChecked(True)
    dialog.button.click()
    opened.idle()
    assert opened.last(case, "approved").facts["holds_unread"] is True
    # It does not send what is known to be theirs all the same.
    outcome = opened.confirm(case)
    outcome.reject()
    opened.idle()
    assert opened.states(case) == [SubjectState.SHARED]
    assert opened.sent() == 0


def test_an_unchecked_identity_is_checked_first_or_gone_on_with_for_a_reason(desk: Any) -> None:
    opened = desk()
    case = opened.make(opened.people[0], checked=False)
    panel = opened.presenter
    panel.choose(case.id)
    opened.until(lambda: panel.case is not None)
    panel.act("approve")
    dialog = opened.dialog()
    assert "identity" in dialog.missing()
    assert not dialog.button.isEnabled()
    dialog.identity.button.click()
    opened.until(lambda: panel.view.tabs.key() == "request")
    box = panel.view.request.checked
    opened.until(lambda: box.isVisible())
    opened.until(lambda: opened.bench.window.focusWidget() is box)
    panel.act("approve")
    dialog = opened.dialog()
    QTest.keyClicks(dialog.identity.why, "Known to us for years")
    assert dialog.button.isEnabled()
    dialog.button.click()
    opened.until(lambda: opened.kept(case).state is CaseState.APPROVED)
    entry = opened.last(case, "identity-unchecked")
    assert entry.facts["step"] == "approval"
    assert entry.private == {"reason": "Known to us for years"}
    opened.bench.session.lock.open()
    opened.until(lambda: not panel.doing._scope.is_running("erase"))
    panel.act("erase")
    dialog = opened.dialog()
    assert dialog.identity.reason() == "Known to us for years", "it has to be typed twice"
    dialog.reject()
    opened.until(lambda: not panel.doing._scope.is_running("erase"))


def test_who_else_is_unfolded_whole_and_known_for_fewer_subjects(desk: Any) -> None:
    opened = desk()
    case = opened.make(*opened.people[:8])
    opened.start(opened.flow.approve(case.id))
    dialog = opened.dialog()
    dialog.others.button.click()
    opened.until(lambda: dialog.others.read)
    lines = dialog.others._lines.findChildren(UnfoldingLine)
    folded = [one for one in lines if one.button.isVisible()]
    assert folded, "nobody else was on the calls"
    for line in folded:
        assert " more" in line.label.accessibleName()
        line.button.click()
        assert " more" not in line.label.accessibleName()
    dialog.reject()
    opened.idle()
    # One is not part of the next review: what was read is still known for the others.
    gone = opened.subjects(case)[7]
    opened.run(opened.office.run(remove_subjects, [gone]))
    opened.start(opened.flow.approve(case.id))
    dialog = opened.dialog()
    assert dialog.others.read
    dialog.reject()
    opened.idle()


def test_a_lookup_of_a_held_person_stops_the_approval_without_reading(desk: Any) -> None:
    opened = desk()
    address, held = opened.people[:2]
    case = opened.make(address, held)
    opened.run(opened.office.run(lambda store: Holds(store).put("email", held, "Lawsuit")))
    opened.start(opened.flow.approve(case.id))
    dialog = opened.dialog()
    assert dialog.stop.isVisible()
    dialog.others.without.setChecked(True)
    assert held in dialog.missing()
    dialog.reject()
    opened.idle()
    assert opened.states(case) == [SubjectState.FOUND] * 2


def outcome_text(opened: Desk, case: Case) -> list[str]:
    return [one.value for one in opened.subjects(case) if one.sent is not None]


def test_a_number_of_several_people_stops_the_approval_until_it_is_chosen(desk: Any) -> None:
    opened = desk()
    number = opened.sandbox.control("people")["sharedNumber"]
    case = opened.make(number, opened.people[0])
    shared = opened.subjects(case)[0]
    raw = msgspec.json.decode(opened.run(opened.office.run(CaseStore.answer, shared, "lookup")))
    raw["emailAddresses"] = ["first@skylark.test", "second@skylark.test"]
    answers = {"lookup": msgspec.json.encode(raw)}
    opened.run(opened.office.run(CaseStore.put, [shared], "test", answers=answers))
    opened.start(opened.flow.approve(case.id))
    dialog = opened.dialog()
    shown = dialog._figures
    assert "number" in dialog.missing()
    assert any("first@" in one.text() for one in dialog.numbers.findChildren(Label))
    assert not dialog.button.isEnabled()
    [unchosen] = dialog.numbers._open.values()
    assert unchosen.isVisible(), "nothing says why it can't be approved"
    [choice] = dialog.numbers.choices.values()
    segments = {one.key: one for one in choice._segments}
    segments["out"].click()
    assert not unchosen.isVisible()
    assert dialog.button.isEnabled()
    assert len(dialog.chosen()) == 1
    segments["all"].click()
    assert len(dialog.chosen()) == 2
    segments["out"].click()
    assert dialog._figures is not shown, "the figures count what is left out"
    dialog.button.click()
    opened.idle()
    by_phone, by_mail = opened.subjects(case)
    assert by_phone.approved is None
    assert by_mail.approved is not None


def test_roles_are_flagged_and_the_day_must_suffice(desk: Any, bench: Any) -> None:
    opened = desk()
    case = opened.make(*opened.people[:2])
    opened.approve(case)
    used = opened.run(opened.context.bridge.run(bench.session.client.pacer.usage)).used_today
    bench.services.settings.update(calls_per_day=used + 3)
    bench.session.client.pacer.set_limits(daily=used + 3)
    bench.session.lock.open()
    opened.start(opened.flow.erase(case.id))
    dialog = opened.dialog()
    dialog._retype.setText(dialog._review.retype)
    tick(dialog)
    assert not dialog.button.isEnabled()
    assert "suffice" in dialog.missing()
    dialog.over.box.setChecked(True)
    assert dialog.button.isEnabled()
    dialog.reject()
    opened.idle()
    assert opened.sent() == 0


# -- what goes wrong -----------------------------------------------------------------------------


def approve_anew(opened: Any, outcome: Any, more: str) -> None:
    """Approve what the outcome offers to; the review says how much `more` there is by now."""
    buttons = {one.text(): one for one in outcome.findChildren(Button)}
    buttons["Approve anew…"].click()
    dialog = opened.dialog()
    assert any(more in one.text for one in dialog._review.consequences)
    dialog.button.click()
    opened.idle()


def test_more_than_approved_is_skipped_shown_and_approved_anew(desk: Any) -> None:
    opened = desk()
    case = opened.make(*opened.people[:2])
    opened.approve(case)
    first = opened.subjects(case)[0]
    raw = msgspec.json.decode(opened.run(opened.office.run(CaseStore.answer, first, "approved")))
    raw["calls"] = raw["calls"][1:]  # one that came after the approval
    older = {"approved": msgspec.json.encode(raw)}
    opened.run(opened.office.run(CaseStore.put, [first], "test", answers=older))
    outcome = opened.confirm(case)
    assert "more than approved, by 1 call" in outcome.outline.texts()[0]
    assert opened.sent() == 1
    approve_anew(opened, outcome, "1 call")
    assert opened.kept(case).state is CaseState.ERASING
    outcome = opened.confirm(case)
    outcome.reject()
    opened.idle()
    assert opened.states(case) == [SubjectState.ERASING] * 2
    assert opened.sent() == 2


@pytest.mark.parametrize("fault", ["drop", "server_error", "truncate"])
def test_without_an_answer_nothing_is_sent_twice_but_on_request(desk: Any, fault: str) -> None:
    opened = desk()
    case = opened.make(*opened.people[:2])
    opened.approve(case)
    opened.faults(**{fault: 1})
    outcome = opened.confirm(case)
    outcome.reject()
    opened.idle()
    unknown = [one for one in opened.subjects(case) if one.state is SubjectState.UNKNOWN]
    assert len(unknown) == 1, "the first problem ends the run"
    sent = opened.sent()
    opened.sandbox.control("faults", None, "DELETE")
    # Going on erases the other one alone.
    outcome = opened.confirm(case)
    assert opened.sent() == sent + 1
    outcome.reject()
    opened.idle()
    # And only its own review sends the first again.
    opened.start(opened.flow.erase(case.id))
    dialog = opened.dialog()
    assert "again" in dialog.windowTitle()
    dialog.reject()
    opened.idle()
    assert opened.sent() == sent + 1
    outcome = opened.confirm(case)
    outcome.reject()
    opened.idle()
    assert SubjectState.UNKNOWN not in opened.states(case)
    assert opened.last(case, "erasure-confirmed").facts["again"] is True


def test_more_since_a_sending_without_an_answer_is_approved_before_it_goes_again(
    desk: Any,
) -> None:
    opened = desk()
    case = opened.make(opened.people[0])
    opened.approve(case)
    [one] = opened.subjects(case)
    raw = msgspec.json.decode(opened.run(opened.office.run(CaseStore.answer, one, "approved")))
    raw["calls"] = raw["calls"][1:]
    older = {"approved": msgspec.json.encode(raw)}
    erasing = msgspec.structs.replace(opened.kept(case), state=CaseState.ERASING)
    opened.run(opened.office.run(CaseStore.update, erasing, "erasing"))
    now = dt.datetime.now(dt.UTC)
    unknown = msgspec.structs.replace(one, state=SubjectState.UNKNOWN, sent=now)
    opened.run(opened.office.run(CaseStore.put, [unknown], "answer-unknown", answers=older))
    outcome = opened.confirm(case)
    [line] = outcome.outline.texts()
    assert "not sent again: more than approved, by 1 call" in line
    assert opened.sent() == 0
    approve_anew(opened, outcome, "1 call")
    assert opened.states(case) == [SubjectState.UNKNOWN]
    outcome = opened.confirm(case)
    outcome.reject()
    opened.idle()
    assert opened.states(case) == [SubjectState.ERASING]
    assert opened.sent() == 1


def test_a_refusal_of_gong_is_shown_and_ends_the_run(desk: Any) -> None:
    opened = desk()
    case = opened.make(*opened.people[:2])
    opened.approve(case)
    opened.faults(erase_guard=1)
    outcome = opened.confirm(case)
    assert "abnormal" in outcome.outline.texts()[0]
    assert "not sent" in outcome.outline.texts()[1]
    outcome.reject()
    opened.idle()
    assert opened.states(case) == [SubjectState.NOT_TAKEN, SubjectState.FOUND]


def test_nothing_leaves_without_the_lock(desk: Any, answers: Any) -> None:
    opened = desk()
    case = opened.make(opened.people[0])
    opened.start(opened.flow.erase(case.id))
    opened.idle()  # nothing is approved
    opened.approve(case)
    answers.agree = False
    opened.start(opened.flow.erase(case.id))
    opened.idle()
    assert any("Allow changes" in one for one in answers.asked)
    assert opened.sent() == 0


@pytest.mark.parametrize("percent", [100, 200])
def test_the_reviews_can_be_used_by_keyboard_and_read_out(
    desk: Any, bench: Any, percent: int
) -> None:
    opened = desk()
    case = opened.make(*opened.people[:3])
    bench.services.settings.update(text_percent=percent)
    bench.window.resize(1024, 640)
    opened.start(opened.flow.approve(case.id))
    dialog = opened.dialog()
    assert findings(dialog) == []
    dialog.button.click()
    opened.idle()

    def look(dialog: Any) -> None:
        assert findings(dialog) == []

    outcome = opened.confirm(case, look)
    assert findings(outcome) == []
    outcome.reject()
    opened.idle()


def findings(root: Any) -> list[str]:
    """What is in the way of somebody who works by keyboard or hears the window read out."""
    stops = audit.walk(root.window())
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
