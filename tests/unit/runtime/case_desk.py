"""A window's worth of the program without the window: a case office and a user at it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gong_admin.api.credentials import KeyPair
from gong_admin.api.pacing import Pacer
from gong_admin.api.retry import RetryPolicy
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.case_office import CaseOffice, OfficeState
from gong_admin.runtime.connections import Connection, ConnectionKind
from gong_admin.runtime.credentials import CredentialStore
from gong_admin.runtime.jobs import Jobs
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.session import open_session
from gong_admin.services.privacy import erasing
from gong_admin.services.privacy.case import Case, CaseKind, Subject, SubjectState
from gong_admin.services.privacy.erasing import Order
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import NewSubject
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient


class Desk:
    """Opens and closes an office, and does what a user does."""

    def __init__(self, running: Any, folder: Path, run: Callable[..., Any], qtbot: Any) -> None:
        self.running, self.folder, self._run, self._qtbot = running, folder, run, qtbot
        folder.mkdir(exist_ok=True)
        self.bridge, self.jobs, self.credentials = Bridge(), Jobs(), CredentialStore(timeout=5)
        self.told: list[Subject] = []
        self.back: list[Subject] = []
        self.is_open = False

    def open(self, kind: ConnectionKind = ConnectionKind.PRODUCTION, *, wake: bool = False) -> Any:
        connection = Connection(
            name="Orvane", base_url=self.running.base_url, kind=kind, read_only=False
        )
        self.session = self._run(
            open_session(
                connection,
                KeyPair(self.running.access_key, self.running.access_key_secret),
                bridge=self.bridge,
                journal=Journal(self.folder / "journal.jsonl"),
                pacer=Pacer(connection.base_url, self.folder, rate=0, daily=0),
            )
        )
        self.session.client._policy = RetryPolicy(first_wait=0.01, longest_wait=0.02)
        office = self.office = CaseOffice(
            self.session, self.credentials, self.folder, self.bridge, self.jobs
        )
        self.is_open = True
        office.subjects_changed.connect(self.told.extend)
        office.came_back.connect(self.back.append)
        if wake:
            office.wake()
        else:
            office.ensure()
            self.until(lambda: office.state is not OfficeState.OPENING)
        return office

    def until(self, there: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(there, timeout=20_000)

    def becomes(self, state: OfficeState) -> None:
        self.until(lambda: self.office.state is state)

    def close(self) -> None:
        self.is_open = False
        self.office.close()
        self.session.close()
        self._run(self.office.finished())
        self.office.deleteLater()
        self.session.deleteLater()

    def end(self) -> None:
        if self.is_open:
            self.close()
        self._run(self.bridge.shut_down(5))
        self.credentials.close()

    # -- what a user does ----------------------------------------------------------------------

    def people(self, count: int) -> list[str]:
        client = PlainClient(self.running)
        try:
            return [party["emailAddress"] for party in Known(client).externals[:count]]
        finally:
            client.close()

    def new_case(self, *addresses: str) -> Case:
        draft = Case(
            id="",
            tenant=self.office.tenant,
            reference="DSR-1",
            kind=CaseKind.ERASURE,
            regime=Regime.GDPR,
            received=dt.date(2026, 11, 1),
            created=dt.datetime.now(dt.UTC),
        )
        return self.office.store.create(draft, [NewSubject("email", one) for one in addresses])

    def work_ends(self, case: Case) -> None:
        self.until(lambda: case.id not in self.office.jobs)

    def followed(self) -> None:
        self.until(lambda: not self.office._work.is_running("follow"))

    def approved(self, count: int) -> Case:
        """A case with everything looked up and approved, and the lock open."""
        case = self.new_case(*self.people(count))
        self.office.look_up(case.id)
        self.work_ends(case)
        case = self.office.store.case(case.id)
        self.session.lock.open()
        return erasing.approve(self.office.store, case, self.subjects(case))

    def erase(self, case: Case, **options: Any) -> bool:
        order = Order([one.id for one in self.subjects(case)], **options)
        return self.office.erase(case.id, order)

    def subjects(self, case: Case) -> list[Subject]:
        return self.office.store.subjects(case.id)

    def states(self, case: Case) -> set[SubjectState]:
        return {one.state for one in self.subjects(case)}
