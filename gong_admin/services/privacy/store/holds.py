"""The do-not-erase list: addresses and numbers under a legal hold, whatever case asks for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from sqlite3 import Connection

import msgspec

from gong_admin.api.decode import decoder
from gong_admin.services.privacy.identifiers import compared
from gong_admin.services.privacy.store import rows
from gong_admin.services.privacy.store.cases import CaseStore


@dataclass(frozen=True, slots=True)
class Hold:
    kind: str
    value: str
    reason: str
    at: dt.datetime


class _Body(msgspec.Struct):
    kind: str
    value: str
    reason: str


class Holds:
    """Kept beside the cases, locked with the same key."""

    def __init__(self, store: CaseStore) -> None:
        self._store = store

    def put(self, kind: str, value: str, reason: str) -> None:
        """Add an address or number, or change its reason."""
        mark = self._store.keys.fingerprint(kind, value)
        body = rows.lock(
            self._store.keys.wrap, msgspec.json.encode(_Body(kind, value, reason)), "hold"
        )
        with self._store.database.writing() as rows_:
            self._drop(rows_, kind, value)
            rows_.execute(
                "INSERT OR REPLACE INTO holds VALUES (?, ?, ?)",
                (mark, self._store.clock().isoformat(), body),
            )

    def remove(self, kind: str, value: str) -> None:
        with self._store.database.writing(forgetting=True) as rows_:
            self._drop(rows_, kind, value)

    def all(self) -> list[Hold]:
        """The oldest first."""
        with self._store.database.reading() as rows_:
            found = rows_.execute("SELECT at, body FROM holds ORDER BY at").fetchall()
        held = []
        for at, locked in found:
            body = self._body(locked)
            held.append(Hold(body.kind, body.value, body.reason, dt.datetime.fromisoformat(at)))
        return held

    def has(self, kind: str, value: str) -> bool:
        with self._store.database.reading() as rows_:
            return bool(self._marks(rows_, kind, value))

    def _marks(self, rows_: Connection, kind: str, value: str) -> list[bytes]:
        """Under which fingerprints it is kept: an older version made others."""
        found = rows_.execute(
            "SELECT fingerprint, body FROM holds WHERE fingerprint IN (?, ?)",
            self._store.keys.fingerprints(kind, value),
        ).fetchall()
        same = compared(value)
        return [mark for mark, locked in found if compared(self._body(locked).value) == same]

    def _drop(self, rows_: Connection, kind: str, value: str) -> None:
        for mark in self._marks(rows_, kind, value):
            rows_.execute("DELETE FROM holds WHERE fingerprint = ?", (mark,))

    def _body(self, locked: bytes) -> _Body:
        plain = rows.unlock(self._store.keys.wrap, locked, "hold")
        return decoder(_Body, strict=True).decode(plain)
