"""The logs of the cases in the file: appended in the transaction of what they tell.

Whatever somebody has made of them, reading them raises nothing: what is not as it was written is
shown as such, and only what was written here is opened.
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from sqlite3 import Connection
from typing import Any

import msgspec

from gong_admin.services.privacy import chain
from gong_admin.services.privacy.chain import ChainReport, Head, Link
from gong_admin.services.privacy.keys import Keys
from gong_admin.services.privacy.store import rows
from gong_admin.services.privacy.store.database import Database
from gong_admin.services.privacy.unreadable import WrongKey

ALTERED = "altered"
"""In place of the event of an entry that is not as it was written."""

SEALED = "sealed"
"""The fact of the first entry that says that the end of the log is kept under a seal. It was not
always so, and somebody who takes the seal off must not be believed."""

_UNSEALED_BYTES = 32
_MOST_ENTRIES = 10**12


@dataclass(frozen=True, slots=True)
class LogEntry:
    """`facts` name nobody and stay; `private` may, and is None once it was removed. `altered`: it
    is not as it was written, and nothing it says is told; `at` is None where it is no time."""

    number: int
    at: dt.datetime | None
    event: str
    facts: dict[str, Any]
    private: dict[str, Any] | None
    altered: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """A log as it lay in the file at one moment, with the end that was kept apart; `kept` is None
    where there is none, or none that is genuine."""

    case_id: str
    rows: Sequence[tuple[Any, ...]]
    kept: Head | None
    sealed: bool


@dataclass(frozen=True)
class Log:
    """A log that was opened and checked. `genuine` says of each entry whether it is as it was
    written."""

    links: Sequence[Link]
    genuine: Sequence[bool]
    report: ChainReport
    kept: Head | None

    @property
    def head(self) -> Head | None:
        """Its end: where some is missing or altered, the end that it should have."""
        report = self.report
        if report.broken_at or report.cut or not self.links:
            return self.kept
        return Head(self.links[-1].number, self.links[-1].mac)

    @cached_property
    def entries(self) -> list[LogEntry]:
        return [_entry(*each) for each in zip(self.links, self.genuine, strict=True)]


class Journal:
    def __init__(self, database: Database, keys: Keys, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._keys = keys
        self._clock = clock

    def begin(self, case_id: str) -> None:
        """Before the first entry is written: from now on an end that is not there is missing."""
        self.keep(case_id, chain.start(self._keys, case_id))

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
        # Whatever somebody has made of the last one, the log goes on.
        last = rows_.execute(
            "SELECT number, CAST(mac AS BLOB) FROM log WHERE case_id = ? AND number < ? "
            "AND typeof(number) = 'integer' ORDER BY number DESC LIMIT 1",
            (case_id, _MOST_ENTRIES),
        ).fetchone()
        before = Head(*last) if last else chain.start(self._keys, case_id)
        facts = facts if last else {**facts, SEALED: True}
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
        return Head(link.number, link.mac, self._follows(rows_, case_id))

    def keep(self, case_id: str, head: Head) -> None:
        """Note the end of the log apart from it, once the transaction is on the disk. What was
        missing or changed before stays so: it must not be made good by the next entry."""
        if head.follows:
            sealed = chain.sealed(self._keys, case_id, head)
            self._database.keep_head(case_id, head.count, sealed)

    def head(self, case_id: str) -> Head | None:
        """The end of the log as it was kept apart; None where it is gone or was changed."""
        return self._kept(case_id)[0]

    def read(self, case_id: str, key: bytes | None) -> Log:
        """All of it. What is locked with another key than `key` counts as altered, what none is
        there for as removed."""
        with self._database.reading() as rows_:
            taken = self.take(rows_, case_id)
        return self.opened(taken, key)

    def take(self, rows_: Connection, case_id: str) -> Taken:
        """Only the rows, for who wants other things of the same moment as well."""
        # Read before the log: an entry that comes in between is behind this head, which is fine.
        kept, sealed = self._kept(case_id)
        # Whatever type and signs somebody may have written.
        columns = ("at", "event", "facts", "digest", "mac", "payload")
        blobs = ", ".join(f"CAST({one} AS BLOB)" for one in columns)
        found = rows_.execute(
            f"SELECT CAST(number AS INTEGER), {blobs} FROM log "  # noqa: S608
            "WHERE case_id = ? ORDER BY number",
            (case_id,),
        ).fetchall()
        return Taken(case_id, found, kept, sealed)

    def opened(self, taken: Taken, key: bytes | None) -> Log:
        links = [_link(taken.case_id, row, key) for row in taken.rows]
        report = chain.verify(self._keys, taken.case_id, links, taken.kept)
        genuine = [True] * len(links)
        if report.broken_at:
            genuine = chain.genuine(self._keys, taken.case_id, links)
        if links and self._is_unkept(taken, links[0], genuine[0]):
            report = replace(report, unkept=True)
        return Log(links, genuine, report, taken.kept)

    def _is_unkept(self, taken: Taken, first: Link, genuine: bool) -> bool:
        if taken.kept is None:
            return True
        return not taken.sealed and genuine and SEALED in msgspec.json.decode(first.facts)

    def _kept(self, case_id: str) -> tuple[Head | None, bool]:
        """The end that was kept apart, and whether it is under a seal."""
        found = self._database.head(case_id)
        if found is None:
            return None, False
        count, kept = found
        if len(kept) == _UNSEALED_BYTES:
            return Head(count, kept), False
        return chain.unsealed(self._keys, case_id, count, kept), True

    def _follows(self, rows_: Connection, case_id: str) -> bool:
        """Whether the log goes on where the end that is kept apart is."""
        kept, sealed = self._kept(case_id)
        if kept is None:
            return False
        of_entry = "SELECT {} FROM log WHERE case_id = ? AND number = ?"
        if not sealed:
            [facts] = rows_.execute(of_entry.format("facts"), (case_id, 1)).fetchone() or ("",)
            if f'"{SEALED}"' in str(facts):
                return False
        there = rows_.execute(of_entry.format("mac"), (case_id, kept.count)).fetchone()
        return not kept.count or there == (kept.mac,)


def _link(case_id: str, row: tuple[Any, ...], key: bytes | None) -> Link:
    """An entry as the chain sees it. What can't be unlocked has an empty payload, which never fits
    its digest."""
    number, at, event, facts, digest, mac, locked = row
    payload = None
    if locked is not None and key is not None:
        try:
            payload = rows.unlock(key, locked, f"log {case_id} {number}")
        except (WrongKey, zlib.error):
            payload = b""
    at, event, facts = (one.decode("utf-8", "replace") for one in (at, event, facts))
    return Link(number, at, event, facts, digest, mac, payload)


def _entry(link: Link, genuine: bool) -> LogEntry:
    if not genuine:
        return LogEntry(link.number, moment_of(link.at), ALTERED, {}, {}, altered=True)
    decode, salted = msgspec.json.decode, link.payload
    private = None if salted is None else decode(salted[chain.SALT_BYTES :])
    return LogEntry(link.number, moment_of(link.at), link.event, decode(link.facts), private)


def moment_of(text: str) -> dt.datetime | None:
    """When an entry was written; None for what is no time."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
