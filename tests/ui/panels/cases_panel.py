"""The panel of privacy cases with what a test does to it."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from gong_admin.runtime.case_office import OfficeState
from gong_admin.services.privacy.case import Case, CaseKind
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import CaseStore, NewSubject
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient

SECONDS = 15_000
NOBODY = "nobody.at.all@corvane.test"


class Panel:
    """The panel with what a test does to it."""

    def __init__(self, presenter: Any, bench: Any, qtbot: Any, run: Any) -> None:
        self.presenter, self.bench, self.qtbot, self.run = presenter, bench, qtbot, run
        self.view, self.office = presenter.view, presenter.office

    def until(self, test: Any) -> None:
        self.qtbot.waitUntil(test, timeout=SECONDS)

    def idle(self) -> None:
        """Nothing runs, and all that was written has been read again."""
        office = self.office
        self.until(
            lambda: (
                not self.presenter.scope.busy
                and not self.presenter._again.isActive()
                and not office._recount.isActive()
                and not office._scope.busy
                and not office._work.busy
                and not self.presenter.model.busy
            )
        )

    def make(self, *people: str, **values: Any) -> Case:
        """A case about these people, on top of the list."""
        draft = Case(
            id="",
            tenant=self.office.tenant,
            **{
                "reference": "DSR-7",
                "kind": CaseKind.ERASURE,
                "regime": Regime.GDPR,
                "received": dt.date.today(),
                "created": dt.datetime.now(dt.UTC),
                **values,
            },
        )
        subjects = [NewSubject("email", one, one) for one in people]
        case = self.run(self.office.run(CaseStore.create, draft, subjects))
        self.touch(case.id)
        self.presenter.choose(case.id)
        self.idle()
        return case

    def touch(self, case_id: str) -> None:
        self.office.touched(case_id)
        self.idle()

    def put(self, case: Case, event: str, **values: Any) -> Case:
        changed = self.run(
            self.office.run(CaseStore.update, msgspec.structs.replace(case, **values), event)
        )
        self.touch(case.id)
        return changed

    def subjects(self, case: Case) -> list[Any]:
        return self.run(self.office.run(CaseStore.subjects, case.id))

    def kept(self, case: Case) -> Case:
        return self.run(self.office.run(CaseStore.case, case.id))

    def events(self, case: Case) -> list[str]:
        return [one.event for one in self.run(self.office.run(CaseStore.log, case.id))]

    def states(self) -> dict[str, str]:
        model = self.presenter.model
        rows = [model.record(row) for row in range(model.rowCount())]
        return {row.value: row.state.value for row in rows}

    def press_main(self) -> None:
        self.qtbot.mouseClick(self.view.main_button, Qt.MouseButton.LeftButton)

    def act(self, what: str) -> None:
        self.presenter.act(what)
        self.idle()

    def dialog(self, kind: type) -> Any:
        self.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
        return QApplication.activeModalWidget()


@pytest.fixture
def panel(open_panel: Any, bench: Any, qtbot: Any, run: Any) -> Any:
    def open_it(**options: Any) -> Panel:
        presenter = open_panel("cases", users=61, **options)
        made = Panel(presenter, bench, qtbot, run)
        made.until(lambda: made.office.state is OfficeState.OPEN)
        made.idle()
        return made

    return open_it


@pytest.fixture
def people(sandbox: Any) -> list[str]:
    """Addresses of people outside of whom Gong holds something."""
    with contextlib.closing(PlainClient(sandbox(users=61))) as client:
        addresses = (party.get("emailAddress") for party in Known(client).externals)
        return list(dict.fromkeys(filter(None, addresses)))
