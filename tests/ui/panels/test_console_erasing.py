"""The console erases only whom a privacy case has approved, and through that case."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.case_office import OfficeState
from gong_admin.services.privacy import erasing, lookup
from gong_admin.services.privacy.case import Case, CaseKind, CaseState, SubjectState
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.services.privacy.store.holds import Holds
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient


class Console:
    """The console on the erasure by email address, and the cases beside it."""

    def __init__(self, panel: Any, bench: Any, running: Any, qtbot: Any) -> None:
        self.panel, self.bench, self.running, self.qtbot = panel, bench, running, qtbot
        self.office = bench._context.office
        self.office.ensure()
        qtbot.waitUntil(lambda: self.office.state is OfficeState.OPEN)

    def person(self, number: int = 0) -> str:
        client = PlainClient(self.running)
        try:
            address: str = Known(client).externals[number]["emailAddress"]
            return address
        finally:
            client.close()

    def case_of(self, address: str, *, approved: bool) -> Case:
        store: CaseStore = self.office.store
        client = self.bench.session.client
        case = store.create(
            Case(
                id="",
                tenant=self.office.tenant,
                reference="DSR-7",
                kind=CaseKind.ERASURE,
                regime=Regime.GDPR,
                received=dt.date(2026, 11, 1),
                created=dt.datetime.now(dt.UTC),
            ),
            [NewSubject("email", address)],
        )
        lookup.run(client, store, case.id, token=CancelToken())
        if approved:
            erasing.approve(store, store.case(case.id), store.subjects(case.id))
        return store.case(case.id)

    def send(self, address: str) -> str:
        """Send for an address; the title of what is told."""
        self.panel.view.request.set_values({"emailAddress": address})
        QTest.keyClick(
            self.panel.view.request.send, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
        self.qtbot.waitUntil(lambda: not self.panel._sender.busy)
        shown = self.panel.view.answer.message_bar.message()
        return "" if shown is None else shown.title

    def erasures(self) -> int:
        return len(self.running.control("erasures"))


@pytest.fixture
def console(open_panel: Any, bench: Any, qtbot: Any) -> Console:
    panel = open_panel("console", "purgeEmailAddress", faults={})
    bench.session.lock.open()
    return Console(panel, bench, open_panel.sandbox, qtbot)


def test_what_an_erasure_takes_is_told_with_its_lookup(console: Console) -> None:
    pane = console.panel.view.request
    assert pane._cost.whole_text() == "2 API calls, with lookup"
    console.panel.shown("purgePhoneNumber")
    assert pane._cost.whole_text().startswith("2 API calls")
    console.panel.shown("findAllReferencesToEmailAddress")
    assert pane._cost.whole_text() == "1 API call"


def test_without_a_case_nothing_leaves(console: Console, bench: Any, answers: Any) -> None:
    assert "needs a privacy case" in console.send(console.person())
    assert answers.reviews == []
    assert console.erasures() == 0
    [button] = console.panel.view.answer.message_bar.buttons()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bench.current_key == "cases"


def test_a_case_that_approved_nothing_is_not_enough(console: Console, answers: Any) -> None:
    address = console.person()
    console.case_of(address, approved=False)
    assert "needs a privacy case" in console.send(address)
    assert "needs a privacy case" in console.send(console.person(1))
    assert answers.reviews == []
    assert console.erasures() == 0


def test_what_a_case_approved_is_sent_through_it(console: Console, answers: Any) -> None:
    address = console.person()
    case = console.case_of(address, approved=True)
    assert "Gong took it" in console.send(address.upper().replace("@", " @ ").replace(" ", ""))
    [asked] = answers.reviews
    assert asked.destructive
    assert asked.retype
    assert any("DSR-7" in one.text for one in asked.consequences)
    [subject] = console.office.store.subjects(case.id)
    assert subject.state is SubjectState.ERASING
    assert [one["requestId"] for one in console.running.control("erasures")] == [subject.request_id]
    assert console.office.store.case(case.id).state is CaseState.ERASING
    # Sent once: the case is not ready to send it again.
    assert "needs a privacy case" in console.send(address)
    assert console.erasures() == 1


def test_a_no_sends_nothing(console: Console, answers: Any) -> None:
    address = console.person()
    console.case_of(address, approved=True)
    answers.agree = False
    assert console.send(address) == ""
    assert console.erasures() == 0


def test_a_hold_counts_here_as_well(console: Console) -> None:
    address = console.person()
    console.case_of(address, approved=True)
    Holds(console.office.store).put("email", address, "lawsuit")
    assert "do-not-erase" in console.send(address)
    assert console.erasures() == 0


def test_a_phone_number_needs_one_as_well(console: Console) -> None:
    panel = console.panel
    panel.shown("purgePhoneNumber")
    panel.view.request.set_values({"phoneNumber": "+442079460135"})
    panel.send()
    console.qtbot.waitUntil(lambda: not panel._sender.busy)
    assert "needs a privacy case" in panel.view.answer.message_bar.message().title
    assert console.erasures() == 0


def test_what_is_no_address_is_said(console: Console) -> None:
    assert console.send("nobody at all")
    assert console.erasures() == 0
