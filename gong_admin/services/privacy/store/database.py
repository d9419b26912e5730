"""The file under the cases: its tables, its transactions, and how it forgets.

What is deleted is overwritten (`secure_delete`). The rollback journal holds the pages as they were
before, the key of a deleted case among them, so it is kept as a file of its own (`PERSIST`) and
overwritten after everything that was meant to be gone. What a file system or a disk keeps of
overwritten blocks is out of reach; there it helps that people are only in here encrypted.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

from gong_admin.services.privacy.unreadable import CasesUnreadable

_VERSION = 1  # also in the schema
_BUSY_SECONDS = 10.0
_IN_MEMORY = ":memory:"

_SCHEMA = """
CREATE TABLE cases (
    id TEXT PRIMARY KEY, tenant TEXT NOT NULL, created TEXT NOT NULL, state TEXT NOT NULL,
    label BLOB NOT NULL, wrapped_key BLOB, body BLOB, fixed TEXT NOT NULL
);
CREATE TABLE subjects (
    id INTEGER PRIMARY KEY AUTOINCREMENT, case_id TEXT NOT NULL REFERENCES cases (id),
    position INTEGER NOT NULL, fingerprint BLOB, state TEXT NOT NULL,
    fixed TEXT NOT NULL, body BLOB
);
CREATE INDEX subjects_by_case ON subjects (case_id, position);
CREATE INDEX subjects_by_fingerprint ON subjects (fingerprint);
CREATE TABLE answers (
    subject_id INTEGER NOT NULL REFERENCES subjects (id), what TEXT NOT NULL, at TEXT NOT NULL,
    body BLOB NOT NULL, PRIMARY KEY (subject_id, what)
);
CREATE TABLE series (
    subject_id INTEGER NOT NULL REFERENCES subjects (id), at TEXT NOT NULL, counts TEXT NOT NULL
);
CREATE INDEX series_by_subject ON series (subject_id, at);
CREATE TABLE log (
    case_id TEXT NOT NULL REFERENCES cases (id), number INTEGER NOT NULL, at TEXT NOT NULL,
    event TEXT NOT NULL, facts TEXT NOT NULL, digest BLOB NOT NULL, mac BLOB NOT NULL, payload BLOB,
    PRIMARY KEY (case_id, number)
);
CREATE TABLE holds (
    fingerprint BLOB PRIMARY KEY, at TEXT NOT NULL, body BLOB NOT NULL
);
PRAGMA user_version = 1;
"""

_HEADS_SCHEMA = """
CREATE TABLE IF NOT EXISTS heads (
    case_id TEXT PRIMARY KEY, count INTEGER NOT NULL, mac BLOB NOT NULL
)
"""


class Database:
    """`path` None keeps everything in memory. The heads of the logs lie in a file beside it.

    Safe from any thread and beside other processes. Every change is in `writing()`.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._rows = self._open(path)
        try:
            self._heads = self._open_heads(
                None if path is None else path.with_name(f"{path.stem}-heads{path.suffix}")
            )
        except BaseException:
            self._rows.close()
            raise
        # The program may have been killed before what it forgot was overwritten. Where another
        # window writes for long, that one does it.
        with contextlib.suppress(sqlite3.OperationalError, OSError):
            self._scrub_journal()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._told():
            yield self._rows

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Everything that is read in it is of one moment, whoever writes meanwhile. Others can't
        finish writing until it is over, so it is for reading rows, not for opening them up."""
        with self._lock, self._told():
            self._rows.execute("BEGIN")
            try:
                yield self._rows
            finally:
                if self._rows.in_transaction:
                    self._rows.execute("ROLLBACK")

    @contextlib.contextmanager
    def writing(self, *, forgetting: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it is on the disk afterwards, or nothing. `forgetting`: what was
        there before must not be found in the journal either."""
        with self._lock, self._told():
            self._rows.execute("BEGIN IMMEDIATE")
            try:
                yield self._rows
                self._rows.execute("COMMIT")
            except BaseException:
                # A disk that is full ends the transaction by itself.
                if self._rows.in_transaction:
                    self._rows.execute("ROLLBACK")
                raise
            if forgetting:
                self._scrub_journal()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Trouble with the file (a full disk, one that is damaged or locked for long) as OSError,
        which can be told to a person."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise
        except sqlite3.DatabaseError as problem:
            words = str(problem)
            if isinstance(problem, sqlite3.IntegrityError):
                words = "It was changed meanwhile, in another window perhaps, and nothing was kept."
            name = _IN_MEMORY if self.path is None else str(self.path)
            raise OSError(errno.EIO, words, name) from problem

    def keep_head(self, case_id: str, count: int, mac: bytes) -> None:
        """Note the end of a case's log apart from it. A head only ever grows."""
        with self._lock, self._told():
            self._heads.execute(
                "INSERT INTO heads VALUES (?, ?, ?) ON CONFLICT (case_id) DO UPDATE "
                "SET count = excluded.count, mac = excluded.mac WHERE excluded.count > count",
                (case_id, count, mac),
            )

    def head(self, case_id: str) -> tuple[int, bytes] | None:
        with self._lock, self._told():
            found = self._heads.execute(
                "SELECT CAST(count AS INTEGER), CAST(mac AS BLOB) FROM heads WHERE case_id = ?",
                (case_id,),
            ).fetchone()
        return (found[0], found[1]) if found else None

    def vanished(self) -> int:
        """Cases whose log has an end, and that are not in the file any more. Cases that are
        deleted stay in it, so somebody has taken them out."""
        with self._lock, self._told():
            # The ends first: they come after their cases.
            ended = self._heads.execute("SELECT case_id FROM heads WHERE count > 0").fetchall()
            known = {case_id for (case_id,) in self._rows.execute("SELECT id FROM cases")}
        return sum(case_id not in known for (case_id,) in ended)

    def close(self) -> None:
        with self._lock:
            self._rows.close()
            self._heads.close()

    # -- opening -------------------------------------------------------------------------------

    def _open(self, path: Path | None) -> sqlite3.Connection:
        connection = _connect(path)
        try:
            # Asked first of all: a file that is no database says so only now.
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in (0, _VERSION):
                connection.close()
                raise CasesUnreadable("The cases were kept by a newer version of this program.")
            if version == 0:
                self._make(connection)
        except sqlite3.DatabaseError as problem:
            connection.close()
            raise CasesUnreadable(f"The file of the cases can't be read: {problem}") from problem
        return connection

    def _make(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Another window may have been quicker.
            if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    connection.execute(statement)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    def _open_heads(self, path: Path | None) -> sqlite3.Connection:
        connection = _connect(path)
        try:
            connection.execute(_HEADS_SCHEMA)
        except sqlite3.DatabaseError as problem:
            connection.close()
            raise CasesUnreadable(
                f"The file with the ends of the cases' logs can't be read: {problem}"
            ) from problem
        return connection

    def _scrub_journal(self) -> None:
        """Overwrite the rollback journal while nobody else can be writing one."""
        if self.path is None:
            return
        journal = self.path.with_name(self.path.name + "-journal")
        if not journal.exists():
            return
        self._rows.execute("BEGIN IMMEDIATE")  # does not touch the journal before it writes
        try:
            with contextlib.suppress(FileNotFoundError), journal.open("r+b") as stream:
                stream.write(bytes(os.fstat(stream.fileno()).st_size))
                stream.flush()
                os.fsync(stream.fileno())
        finally:
            self._rows.execute("ROLLBACK")


def _connect(path: Path | None) -> sqlite3.Connection:
    if path is not None:
        path.touch(mode=0o600)
    connection = None
    try:
        connection = sqlite3.connect(
            _IN_MEMORY if path is None else path,
            timeout=_BUSY_SECONDS,
            isolation_level=None,  # transactions are begun and ended here
            check_same_thread=False,
        )
        # Text that is none is shown as such; it would end every query that meets it.
        connection.text_factory = _text
        for pragma in ("secure_delete = ON", "foreign_keys = ON", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")
        if path is not None:
            connection.execute("PRAGMA journal_mode = PERSIST")
    except sqlite3.DatabaseError as problem:
        if connection is not None:
            connection.close()
        raise CasesUnreadable(f"The file of the cases can't be opened: {problem}") from problem
    return connection


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")
