"""Approving and erasing at the window: what is seen before, what is kept, what is never sent."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gong_admin.runtime.case_office import OfficeState
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.privacy.case import Case, CaseKind, CaseState, SubjectState
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.ui.privacy.erase_dialogs import EraseDialog
from gong_admin.ui.privacy.erase_flow import EraseFlow
from gong_admin.ui.privacy.erase_outcome import OutcomeDialog
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient

SECONDS = 15_000
PURGE = "purgeEmailAddress"


class Desk:
    """The cases panel, with the flow as a test drives it."""

    def __init__(self, presenter: Any, bench: Any, qtbot: Any, run: Any, sandbox: Any) -> None:
        self.presenter, self.bench, self.qtbot, self.run = presenter, bench, qtbot, run
        self.sandbox = sandbox
        self.context, self.office = presenter.context, presenter.office
        self.flow = EraseFlow(self.context, presenter.view)
        self.errors: list[Exception] = []
        self.scope = TaskScope(self.errors.append, presenter.view)
        self.until(lambda: self.office.state is OfficeState.OPEN)
        with contextlib.closing(PlainClient(sandbox)) as client:
            self.known = Known(client)
            addresses = (one.get("emailAddress") for one in self.known.externals)
            self.people = list(dict.fromkeys(filter(None, addresses)))

    def until(self, test: Any) -> None:
        self.qtbot.waitUntil(test, timeout=SECONDS)

    def make(self, *values: str) -> Case:
        draft = Case(
            id="",
            tenant=self.office.tenant,
            reference="DSR-7",
            kind=CaseKind.ERASURE,
            regime=Regime.GDPR,
            received=dt.date.today(),
            created=dt.datetime.now(dt.UTC),
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
    if dialog.ticks is not None:
        for box in dialog.ticks.boxes.values():
            box.setChecked(True)


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
    assert opened.sent() == 0

    opened.bench.session.lock.open()
    opened.start(opened.flow.erase(case.id))
    dialog = opened.dialog()
    assert "2 calls" in dialog._review.footnote
    assert opened.context.session.client is not None
    assert "$GONG_ACCESS_KEY" in dialog._review.request
    assert not dialog.button.isEnabled()
    QTest.keyClicks(dialog._retype, address[:-1])
    QTest.keyClick(dialog._retype, Qt.Key.Key_Return)
    assert dialog.isVisible(), "half an address was enough"
    QTest.keyClicks(dialog._retype, address[-1])
    assert "Tick off" in dialog.missing()
    tick(dialog)
    dialog.button.click()
    outcome = opened.dialog(OutcomeDialog)
    assert "1 taken by Gong" in outcome.outline.texts()[0] or address in outcome.outline.texts()[0]
    outcome.reject()
    opened.idle()
    assert opened.states(case) == [SubjectState.ERASING]
    assert opened.kept(case).ticked == ("crm", "mail")
    assert opened.last(case, "erasure-confirmed").facts["retyped"] is True
    assert opened.sent() == 1
