"""What all processes on this machine know together about the calls to one tenant: a small file.

SQLite gives what is needed: one writer at a time, on every system, with no process to run. The
file holds little that is worth much: a lost one costs the day's count. So it is written without
waiting for the disk, thrown away when it is damaged, and done without when it can't be had.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gong_admin.api.slots import Slots

_log = logging.getLogger(__name__)

_VERSION = 1  # also in the schema
_BUSY_SECONDS = 2.0
_DAYS_KEPT = 31
_DAY = 86_400

_SCHEMA = """
CREATE TABLE rhythm (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    used_until REAL NOT NULL, background_until REAL NOT NULL, blocked_until REAL NOT NULL
);
INSERT INTO rhythm VALUES (1, 0, 0, 0);
CREATE TABLE calls (day INTEGER PRIMARY KEY, count INTEGER NOT NULL);
PRAGMA user_version = 1;
"""


@dataclass(slots=True)
class Page:
    """What is written in the ledger. `blocked_until` in seconds since 1970, 0 for not blocked;
    `used_today` counts the calls of the UTC day."""

    slots: Slots
    blocked_until: float
    used_today: int


class Ledger:
    """The file of one tenant. Every change goes through `open_page`, which no two threads or
    processes are in at the same time."""

    def __init__(self, tenant_key: str, state_dir: Path) -> None:
        # The tenant's name is nobody's business who looks into the folder.
        name = hashlib.sha256(tenant_key.encode()).hexdigest()[:20]
        self.path = state_dir / f"calls-{name}.sqlite3"
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._identity = (0, 0)
        self._alone = False
        self._memory = Page(Slots(), 0.0, 0)
        self._memory_day = 0

    @property
    def shared(self) -> bool:
        """False when the file can't be used: this process then counts for itself alone."""
        return not self._alone

    @contextlib.contextmanager
    def open_page(self, now: float) -> Iterator[Page]:
        """The page as it is; what is changed in it is written when the block ends well."""
        day = int(now // _DAY)
        with self._lock:
            page = self._begin(day)
            if page is None:
                page = self._memory
                if day != self._memory_day:
                    page.used_today = 0
                self._memory_day = day
                yield page
                return
            assert self._connection is not None
            try:
                yield page
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise
            self._memory, self._memory_day = page, day
            try:
                self._write(self._connection, day, page)
                self._connection.execute("COMMIT")
            except sqlite3.Error as problem:
                # The decision stands, only its record is lost: pacing must not stop work.
                lasting = not (_is_damage(problem) or _is_busy(problem) or self._was_taken_away())
                self._disconnect()
                if lasting:
                    self._give_up(problem)

    def close(self) -> None:
        with self._lock:
            self._disconnect()

    def _begin(self, day: int) -> Page | None:
        """Start a transaction and read; None when there is no file to be had for this call."""
        if self._alone:
            return None
        for attempt in (1, 2):
            try:
                if self._connection is None:
                    self._connection = self._connect()
                self._connection.execute("BEGIN IMMEDIATE")
                return self._read(self._connection, day)
            except sqlite3.Error as problem:
                taken_away = self._was_taken_away()
                self._disconnect()
                if _is_busy(problem):
                    return None
                mended = taken_away or (_is_damage(problem) and self._discard())
                if attempt == 2 or not mended:
                    self._give_up(problem)
                    return None
            except OSError as problem:
                self._give_up(problem)
                return None
        return None

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            # A rollback journal, because a home directory may lie on a network drive, where a
            # write-ahead log can't work; kept, because making a file for each call is slow.
            connection.execute("PRAGMA journal_mode = PERSIST")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
            elif version != _VERSION:
                raise sqlite3.DatabaseError(f"version {version} of the ledger")
            connection.execute("COMMIT")
            self._identity = _identity(self.path)
        except BaseException:
            connection.close()
            raise
        return connection

    def _read(self, connection: sqlite3.Connection, day: int) -> Page:
        row = connection.execute(
            "SELECT used_until, background_until, blocked_until, "
            "(SELECT count FROM calls WHERE day = ?) FROM rhythm",
            (day,),
        ).fetchone()
        if row is None:
            raise sqlite3.DatabaseError("the ledger has no rhythm")
        used_until, background_until, blocked_until, count = row
        return Page(Slots(used_until, background_until), blocked_until, count or 0)

    def _write(self, connection: sqlite3.Connection, day: int, page: Page) -> None:
        connection.execute(
            "UPDATE rhythm SET used_until = ?, background_until = ?, blocked_until = ?",
            (page.slots.used_until, page.slots.background_until, page.blocked_until),
        )
        connection.execute(
            "INSERT OR REPLACE INTO calls VALUES (?, ?)",
            (day, page.used_today),
        )
        connection.execute("DELETE FROM calls WHERE day < ?", (day - _DAYS_KEPT,))

    def _was_taken_away(self) -> bool:
        """Whether the open file is no longer the one at its path: somebody removed it, or another
        process found it damaged and began a new one."""
        if self._connection is None:
            return False
        try:
            return self._identity != _identity(self.path)
        except OSError:
            return True

    def _discard(self) -> bool:
        _log.warning("The count of today's calls was damaged and starts anew")
        try:
            for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
                path.unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _give_up(self, problem: Exception) -> None:
        _log.warning(
            "Calls are paced for this program alone, the shared count can't be used: %s", problem
        )
        self._disconnect()
        self._alone = True

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def _code(problem: sqlite3.Error) -> int:
    # Absent on errors that Python's module raises by itself.
    return getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_NOTADB)


def _is_busy(problem: sqlite3.Error) -> bool:
    return _code(problem) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _is_damage(problem: sqlite3.Error) -> bool:
    """Not our file, or not whole."""
    return _code(problem) & 0xFF in (
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_NOTADB,
        sqlite3.SQLITE_ERROR,
    )
