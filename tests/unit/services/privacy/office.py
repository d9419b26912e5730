"""A privacy office on the sandbox: a store, a client as the program uses it, people to ask for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.credentials import KeyPair
from gong_admin.api.pacing import Pacer
from gong_admin.api.retry import RetryPolicy
from gong_admin.api.transport import Transport
from gong_admin.runtime.guarded_client import GuardedClient
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.lock import ChangeLock
from gong_admin.services.privacy import erasing, lookup
from gong_admin.services.privacy.case import Case, CaseKind, CaseState, Subject
from gong_admin.services.privacy.keys import Keys
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import CaseStore, LogEntry, NewSubject
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient

MASTER = bytes(range(32))


class Watched(Transport):
    """Counts what leaves, and tells before it does."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []
        self.before: Callable[[str], None] = lambda _operation: None

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.before(request.operation_id)
        self.sent.append(request.operation_id)
        return super().send(request, *args, **kwargs)

    def count(self, start: str) -> int:
        return sum(one.startswith(start) for one in self.sent)


class Office:
    """`folder` holds everything on the disk; `running` is the sandbox."""

    def __init__(self, running: Any, folder: Path) -> None:
        self.running, self.folder = running, folder
        self.theirs = PlainClient(running)
        self.known = Known(self.theirs)
        self.transport = Watched()
        self.lock = ChangeLock("Orvane")
        self.lock.open()
        address = Address.parse(running.base_url)
        self.tenant = address.url
        self.pacer = Pacer(address.url, folder, rate=0, daily=0)
        self.client = GuardedClient(
            address,
            KeyPair(running.access_key, running.access_key_secret),
            self.pacer,
            connection="Orvane",
            lock=self.lock,
            journal=Journal(folder / "journal.jsonl"),
            transport=self.transport,
        )
        self.client._policy = RetryPolicy(first_wait=0.01, longest_wait=0.01, click_patience=3)
        self.store = CaseStore(folder / "cases.sqlite3", Keys.of(MASTER))

    def people(self, count: int) -> list[str]:
        """Addresses of people outside of whom Gong holds something."""
        addresses = (party.get("emailAddress") for party in self.known.externals)
        return list(dict.fromkeys(filter(None, addresses)))[:count]

    def open_case(self, *addresses: str, kind: CaseKind = CaseKind.ERASURE) -> Case:
        draft = Case(
            id="",
            tenant=self.tenant,
            reference="DSR-1",
            kind=kind,
            regime=Regime.GDPR,
            received=dt.date(2026, 11, 1),
            created=dt.datetime.now(dt.UTC),
        )
        new = [NewSubject("email" if "@" in one else "phone", one) for one in addresses]
        return self.store.create(draft, new)

    def look_up(self, case: Case, **options: Any) -> list[Subject]:
        lookup.run(self.client, self.store, case.id, token=CancelToken(), **options)
        return self.store.subjects(case.id)

    def approved(self, *addresses: str) -> Case:
        """A case with everything looked up and approved."""
        case = self.open_case(*addresses)
        self.look_up(case)
        case = self.store.update(_replaced(case, state=CaseState.LOOKED_UP), "looked-up")
        return erasing.approve(self.store, case, self.store.subjects(case.id))

    def erase(self, case: Case, **options: Any) -> list[Subject]:
        ids = [one.id for one in self.store.subjects(case.id)]
        order = options.pop("order", None) or erasing.Order(ids)
        token = options.pop("token", CancelToken())
        erasing.run(self.client, self.store, case.id, order, token=token, **options)
        return self.store.subjects(case.id)

    def events(self, case: Case) -> list[str]:
        return [entry.event for entry in self.store.log(case.id)]

    def last(self, case: Case, event: str) -> LogEntry:
        return [entry for entry in self.store.log(case.id) if entry.event == event][-1]

    def close(self) -> None:
        self.lock.close()
        self.client.close()
        self.theirs.close()
        self.pacer.close()
        self.store.close()


def _replaced(case: Case, **values: Any) -> Case:
    return msgspec.structs.replace(case, **values)
