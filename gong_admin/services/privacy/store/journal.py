"""The logs of the cases in the file: appended in the transaction of what they tell."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any

import msgspec

from gong_admin.services.privacy import chain
from gong_admin.services.privacy.chain import ChainReport, Head, Link
from gong_admin.services.privacy.keys import Keys, WrongKey
from gong_admin.services.privacy.store import rows
from gong_admin.services.privacy.store.database import Database


@dataclass(frozen=True, slots=True)
class LogEntry:
    """`facts` name nobody and stay; `private` may, and is None once it was removed."""

    number: int
    at: dt.datetime
    event: str
    facts: dict[str, Any]
    private: dict[str, Any] | None


class Journal:
    def __init__(self, database: Database, keys: Keys, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock

    def append(
        self,
        rows_: Connection,
        case_id: str,
        key: bytes,
        event: str,
        facts: Mapping[str, Any],
        private: Mapping[str, Any],
    ) -> Head:
        """Within the transaction of `rows_`; the new end of the log, for `keep` afterwards."""
        last = rows_.execute(
            "SELECT number, mac FROM log WHERE case_id = ? ORDER BY number DESC LIMIT 1",
            (case_id,),
        ).fetchone()
        before = Head(*last) if last else chain.start(self._keys, case_id)
        link = chain.linked(
            self._keys,
            before,
            self._clock().isoformat(),
            event,
            msgspec.json.encode(facts).decode(),
            chain.salted(msgspec.json.encode(private)),
        )
        assert link.payload is not None
        locked = rows.lock(key, link.payload, f"log {case_id} {link.number}")
        rows_.execute(
            "INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(case_id, link.number, link.at, link.event, link.facts, link.digest, link.mac),
                locked,
            ),
        )
        return Head(link.number, link.mac)

    def keep(self, case_id: str, head: Head) -> None:
        """Note the end of the log apart from it, once the transaction is on the disk."""
        self._database.keep_head(case_id, head.count, head.mac)

    def head(self, case_id: str) -> Head | None:
        """The end of the log as it was kept apart."""
        kept = self._database.head(case_id)
        return None if kept is None else Head(*kept)

    def entries(self, case_id: str, key: bytes | None) -> list[LogEntry]:
        """Raises `WrongKey` where what is locked was altered: see `verify`."""
        return [
            LogEntry(
                link.number,
                dt.datetime.fromisoformat(link.at),
                link.event,
                msgspec.json.decode(link.facts),
                None
                if link.payload is None
                else msgspec.json.decode(link.payload[chain.SALT_BYTES :]),
            )
            for link in self._links(case_id, key)
        ]

    def links(self, case_id: str, key: bytes | None) -> list[Link]:
        """All entries as the chain sees them. What can't be unlocked has an empty payload."""
        return list(self._links(case_id, key, lenient=True))

    def verify(self, case_id: str, key: bytes | None) -> ChainReport:
        # Read before the log: an entry that comes in between is behind this head, which is fine.
        kept = self.head(case_id)
        return chain.verify(self._keys, case_id, self._links(case_id, key, lenient=True), kept)

    def _links(self, case_id: str, key: bytes | None, *, lenient: bool = False) -> Iterator[Link]:
        """`lenient`: what can't be unlocked is given as an altered payload, not as an error."""
        with self._database.reading() as rows_:
            found = rows_.execute(
                "SELECT number, at, event, facts, digest, mac, payload FROM log "
                "WHERE case_id = ? ORDER BY number",
                (case_id,),
            ).fetchall()
        for number, at, event, facts, digest, mac, locked in found:
            payload = None
            if locked is not None and key is not None:
                try:
                    payload = rows.unlock(key, locked, f"log {case_id} {number}")
                except (WrongKey, zlib.error):
                    if not lenient:
                        raise
                    payload = b""
            yield Link(number, at, event, facts, digest, mac, payload)
