"""The local journal: what this program did to a tenant, kept on this computer.

One JSON object a line, only ever appended: a line before a request leaves, and one when its
outcome is known. So even a program that is killed in between leaves a trace of what it sent.
Operations on data subjects leave no trace of whom they concerned.
"""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import threading
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gong_admin.api.operation import Operation

_PRIVACY_PATH = "/v2/data-privacy/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One call that was not a mere read.

    `outcome`: `sent` (no answer was recorded), `done`, `refused`, `uncertain`, `not-sent`,
    `not-written` (no clear answer, and reading back showed that nothing came of it).
    `subject` is what it concerned (a profile's id); `before` and `after` what Gong said.
    """

    id: str
    time: dt.datetime
    tenant: str
    connection: str
    operation: str
    effect: str
    subject: str = ""
    outcome: str = "sent"
    status: int | None = None
    request_id: str | None = None
    seconds: float | None = None
    before: Any = None
    after: Any = None
    problem: str = ""


@dataclass(slots=True)
class History:
    """`entries` in the order they were sent; `damaged` counts lines that can't be read."""

    entries: list[Entry] = field(default_factory=list)
    damaged: int = 0


class Journal:
    """The file at `path`, mode 0600. Safe from any thread and beside other processes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._unanswered: set[str] = set()

    @property
    def unanswered(self) -> bool:
        """Whether something of this program has left for Gong and is not known to have ended."""
        return bool(self._unanswered)

    def begin(
        self,
        operation: Operation[Any, Any],
        *,
        tenant: str,
        connection: str,
        subject: str = "",
        before: Any = None,
    ) -> str:
        """Record that `operation` is about to be sent; returns the entry's id.

        Raises OSError, and then nothing should be sent.
        """
        entry_id = uuid.uuid4().hex
        private = is_private(operation)
        self._append(
            {
                "id": entry_id,
                "time": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
                "tenant": tenant,
                "connection": connection,
                "operation": operation.id,
                "effect": operation.effect.value,
                "subject": "" if private else subject,
                "before": None if private else before,
                "private": private,
            }
        )
        self._unanswered.add(entry_id)
        return entry_id

    def finish(
        self,
        entry_id: str,
        operation: Operation[Any, Any],
        outcome: str,
        *,
        status: int | None = None,
        request_id: str | None = None,
        seconds: float | None = None,
        after: Any = None,
        problem: str = "",
    ) -> None:
        """Record what became of it. Raises OSError."""
        self._unanswered.discard(entry_id)
        private = is_private(operation)
        self._append(
            {
                "id": entry_id,
                "outcome": outcome,
                "status": status,
                "request_id": request_id,
                "seconds": seconds,
                "after": None if private else after,
                # Gong's sentences may quote whom the request concerned.
                "problem": "" if private else problem,
            }
        )

    def found(
        self, entry_id: str, operation: Operation[Any, Any], outcome: str, after: Any
    ) -> None:
        """Record what reading back has shown of an entry that was `uncertain`; what was recorded
        with it stays. Raises OSError."""
        after = None if is_private(operation) else after
        self._append({"id": entry_id, "outcome": outcome, "after": after})

    def read(self) -> History:
        """Everything recorded so far. A line that was cut off by a crash is counted, not lost."""
        history = History()
        found: dict[str, dict[str, Any]] = {}
        try:
            lines = self._path.read_bytes().splitlines()
        except FileNotFoundError:
            return history
        for line in filter(None, lines):
            try:
                record = json.loads(line)
                found.setdefault(record["id"], {}).update(record)
            except (ValueError, KeyError, TypeError):
                history.damaged += 1
        for record in found.values():
            record.pop("private", None)
            try:
                record["time"] = dt.datetime.fromisoformat(record["time"])
                history.entries.append(Entry(**record))
            except (ValueError, KeyError, TypeError):
                history.damaged += 1
        return history

    def _append(self, record: dict[str, Any]) -> None:
        line = json.dumps(record, ensure_ascii=False, default=str).encode() + b"\n"
        with self._lock:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                size = os.fstat(descriptor).st_size
                if size and _last_byte(descriptor, size) != b"\n":
                    line = b"\n" + line  # whoever wrote last was killed in the middle
                # One write: lines of two processes never mix.
                written = os.write(descriptor, line)
                if written != len(line):
                    raise OSError(
                        errno.ENOSPC, "the journal could not be written in full", str(self._path)
                    )
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def is_private(operation: Operation[Any, Any]) -> bool:
    """Whether nothing may be kept of whom or what a call concerned."""
    return operation.path.startswith(_PRIVACY_PATH)


def _last_byte(descriptor: int, size: int) -> bytes:
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1)
