"""The Lookup panel with what a test does to it, and Gong as another program sees it."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from gong_admin.services.privacy.store import CaseStore
from gong_admin.ui.privacy.new_case import NewCaseDialog
from gong_admin.ui.widgets.button import Button, LinkButton
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient

SECONDS = 15_000
NOBODY = "nobody.at.all@corvane.test"
BY_EMAIL = "findAllReferencesToEmailAddress"
BY_PHONE = "findAllReferencesToPhoneNumber"


class Lookup:
    """The panel with what a test does to it, and Gong as another program sees it."""

    def __init__(self, presenter: Any, running: Any, bench: Any, qtbot: Any) -> None:
        self.presenter, self.view, self.bench, self.qtbot = presenter, presenter.view, bench, qtbot
        self.running = running
        self.gong = PlainClient(running)
        self.known = Known(self.gong)

    @property
    def box(self) -> Any:
        return self.view.box

    @property
    def findings(self) -> Any:
        return self.view.findings

    def type(self, text: str) -> None:
        self.box.field.setFocus()
        self.box.field.selectAll()
        QTest.keyClicks(self.box.field, text)

    def enter(self) -> None:
        QTest.keyClick(self.box.field, Qt.Key.Key_Return)

    def look_up(self, text: str) -> None:
        """Type it, press Enter, and wait for an answer of any kind."""
        self.box.set_text(text)
        before = self.presenter.current
        self.enter()
        self.wait(
            lambda: self.presenter.current is not before and self.presenter.current is not None
        )
        self.wait(lambda: self.page is not self.view.stack.widget(1))

    def wait(self, condition: Any) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=SECONDS)

    @property
    def page(self) -> Any:
        return self.view.stack.currentWidget()

    def says(self, words: str) -> bool:
        labels = self.view.findChildren(QLabel)
        return any(
            words.casefold() in (one.accessibleName() or one.text()).casefold()
            or words.casefold() in one.text().casefold()
            for one in labels
            if one.isVisible()
        )

    def press(self, words: str) -> None:
        buttons = [*self.view.findChildren(Button), *self.view.findChildren(LinkButton)]
        found = [one for one in buttons if one.isVisible() and one.text().startswith(words)]
        assert len(found) == 1, [one.text() for one in buttons if one.isVisible()]
        QTest.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def asked(self) -> int:
        """Lookups that Gong has got."""
        requests = self.running.control("stats")["requests"]
        return sum(requests.get(name, 0) for name in (BY_EMAIL, BY_PHONE))

    def rows(self) -> list[Any]:
        table = self.findings.table
        self.wait(lambda: not table.model.busy)
        return table.model.shown()

    def held(self, address: str) -> Any:
        """What Gong holds on an address, as another program reads it."""
        path = "/v2/data-privacy/data-for-email-address"
        return self.gong.read("GET", path, query={"emailAddress": address})

    def somebody(self) -> str:
        """An outsider of whom Gong holds calls and emails."""
        for party in self.known.externals:
            held = self.held(party["emailAddress"])
            if len(held["emails"]) > 2 and len(held["calls"]) > 1 and held["customerData"]:
                return str(party["emailAddress"])
        raise AssertionError("nobody is known that well")

    def new_case(self) -> NewCaseDialog:
        """The dialog for a new case, once it is there."""
        self.wait(lambda: len(self._dialogs()) == 1)
        return self._dialogs()[0]

    def open_case(self, reference: str) -> None:
        """Fill the dialog for a new case and accept it."""
        dialog = self.new_case()
        dialog.fields.reference.setText(reference)
        QTest.keyClick(dialog.fields.reference, Qt.Key.Key_Return)
        self.wait(lambda: not self._dialogs())

    def _dialogs(self) -> list[NewCaseDialog]:
        found = self.bench.window.findChildren(NewCaseDialog)
        return [one for one in found if one.isVisible()]

    def subjects(self, run: Any, reference: str) -> list[Any]:
        office = self.presenter.context.office
        case = next(one for one in run(office.run(CaseStore.cases)) if one.reference == reference)
        return list(run(office.run(CaseStore.subjects, case.id)))


@pytest.fixture
def lookup(open_panel, bench, qtbot):
    presenter = open_panel("lookup")
    qtbot.waitUntil(lambda: bench.data.workspaces.complete, timeout=SECONDS)
    panel = Lookup(presenter, open_panel.sandbox, bench, qtbot)
    yield panel
    panel.running.control("faults", method="DELETE")
    panel.gong.close()
