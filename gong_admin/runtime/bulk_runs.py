"""Lists of profiles that are saved one after the other, kept on this computer while that goes on.

What was done and what was not is known whatever ends a run: a cancel, an error, a kill, a power
cut. One file a run, a line before each profile is begun and one after it is done:

    <tenant>/<run>.jsonl    {"title": …, "items": […]}  {"begun": 0}  {"done": 0, "state": …}
    <tenant>/<run>.lock     held while the run goes on

It holds the profiles as they were when their edits were made, so that a run that is gone on with
reads, compares and writes as the first one would have.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from weakref import WeakKeyDictionary

from gong_admin.runtime import paths
from gong_admin.runtime.connections import ConnectionKind
from gong_admin.runtime.file_lock import FileLock
from gong_admin.runtime.present import is_expected, present
from gong_admin.runtime.tenant_place import tenant_place
from gong_admin.services.profiles.bulk import (
    OPEN,
    BulkItem,
    BulkOutcome,
    BulkReport,
    State,
    nothing_done,
)
from gong_admin.services.profiles.editing import EDITABLE
from gong_admin.services.profiles.saving import SavePlan

if TYPE_CHECKING:
    from gong_admin.runtime.session import TenantSession

_FORMAT = 1
BROKEN_OFF = "The program ended while this profile was being saved."


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run that is over and left something to do. `at` is when it began (UTC). `shared`: it lies
    where older versions kept those of several companies."""

    id: str
    title: str
    at: dt.datetime
    report: BulkReport
    shared: bool = False

    def is_of(self, profile: Callable[[str], object | None]) -> bool:
        """Whether it is of the company whose profiles `profile` gives by their ids."""
        return any(profile(each.item.plan.profile_id) for each in self.report.outcomes)


class BulkRuns:
    """The runs of one tenant below `folder`, which is made when there is one; None keeps them in
    memory only. Those below `older` are found as well, and none is kept there. Safe from any
    thread; everything may wait for the disk."""

    def __init__(self, folder: Path | None, older: Path | None = None) -> None:
        self._folder, self._older = folder, older
        self._guard = threading.Lock()
        self._left: dict[str, StoredRun] = {}  # those in memory

    @property
    def on_disk(self) -> bool:
        """Whether the lists outlive the program."""
        return self._folder is not None

    def begin(self, title: str, items: Sequence[BulkItem], replaces: str = "") -> RunLog:
        """Keep the list before anything is sent. `replaces` is a run whose rest this one takes
        over. Raises OSError, and then nothing should be sent."""
        log = RunLog(self, title, items, self._folder)
        if replaces:
            self.forget(replaces)
        return log

    def left(self) -> tuple[StoredRun, ...]:
        """Runs that nobody is at work on and that left something, the latest first."""
        with self._guard:
            found = list(self._left.values())
        for path in self._files():
            lock = FileLock(path.with_suffix(".lock"))
            try:
                if not lock.take():
                    continue
            except OSError:
                continue
            try:
                run = _read(path)
            finally:
                lock.release()
            if run is not None and _has_left(run.report):
                found.append(replace(run, shared=path.parent == self._older))
            elif run is not None:
                self.forget(run.id)
        return tuple(sorted(found, key=lambda run: run.at, reverse=True))

    def forget(self, run_id: str) -> None:
        """The list of a run is not needed any more."""
        with self._guard:
            self._left.pop(run_id, None)
        for folder in self._folders():
            for ending in (".jsonl", ".lock"):
                with contextlib.suppress(OSError):
                    (folder / f"{run_id}{ending}").unlink(missing_ok=True)

    def amend(self, run_id: str, outcome: BulkOutcome) -> None:
        """Note what became of a profile after its run was over. Raises OSError."""
        profile_id = outcome.item.plan.profile_id
        with self._guard:
            kept = self._left.get(run_id)
            if kept is not None:
                them = [
                    outcome if one.item.plan.profile_id == profile_id else one
                    for one in kept.report.outcomes
                ]
                self._left[run_id] = replace(kept, report=BulkReport(tuple(them)))
        for path in self._files():
            run = _read(path) if path.stem == run_id else None
            for number, one in enumerate(run.report.outcomes if run is not None else ()):
                if one.item.plan.profile_id == profile_id:
                    with path.open("a", encoding="utf-8") as stream:
                        _append(stream, _line(number, outcome))

    def _folders(self) -> list[Path]:
        return [folder for folder in (self._folder, self._older) if folder is not None]

    def _files(self) -> list[Path]:
        found: list[Path] = []
        for folder in self._folders():
            with contextlib.suppress(OSError):
                found += sorted(folder.glob("*.jsonl"))
        return found

    def ended(self, run: StoredRun) -> None:
        """A run is over: forget it, unless it left something."""
        if not _has_left(run.report):
            self.forget(run.id)
        elif self._folder is None:
            with self._guard:
                self._left[run.id] = run


class RunLog:
    """One run that goes on. `begun` and `done` are called on the worker's thread."""

    def __init__(
        self, runs: BulkRuns, title: str, items: Sequence[BulkItem], folder: Path | None
    ) -> None:
        self.id = uuid.uuid4().hex
        self._runs, self._title = runs, title
        self._at = dt.datetime.now(dt.UTC)
        self._outcomes = nothing_done(items)
        self._lock: FileLock | None = None
        self._stream: TextIO | None = None
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = FileLock(folder / f"{self.id}.lock")
            # Where the disk knows no locks the list is kept all the same.
            self._lock.take()
            path = folder / f"{self.id}.jsonl"
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            self._stream = os.fdopen(descriptor, "w", encoding="utf-8")
            head = {"format": _FORMAT, "title": title, "at": self._at.isoformat()}
            self._write(head | {"items": [_plain(item) for item in items]})

    def begun(self, number: int) -> None:
        """A profile is about to be read. Raises OSError."""
        self._write({"begun": number})

    def done(self, number: int, outcome: BulkOutcome) -> None:
        """It is known what became of it. Raises OSError."""
        self._outcomes[number] = replace(outcome, problem=told(outcome))
        self._write(_line(number, outcome))

    def close(self) -> None:
        """The run is over, whatever ended it."""
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.close()
            self._stream = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        report = BulkReport(tuple(self._outcomes))
        self._runs.ended(StoredRun(self.id, self._title, self._at, report))

    def _write(self, line: dict[str, Any]) -> None:
        if self._stream is not None:
            _append(self._stream, line)


def told(outcome: BulkOutcome) -> str:
    """What to say of an outcome beside its state, in a sentence or two; "" for nothing."""
    if outcome.problem:
        return outcome.problem
    if outcome.error is not None:
        if not is_expected(outcome.error):
            return "The program failed here. See the crash report."
        message = present(outcome.error)
        return f"{message.title}. {message.text}".strip()
    return outcome.result.note if outcome.result is not None else ""


_RUNS: WeakKeyDictionary[TenantSession, BulkRuns] = WeakKeyDictionary()


def runs_of(session: TenantSession) -> BulkRuns:
    """The runs of the tenant that is open, the same for everybody who asks; those of a demo go
    with it."""
    found = _RUNS.get(session)
    if found is None:
        folder, older = None, None
        if session.connection.kind is not ConnectionKind.DEMO:
            place = tenant_place(session.client.address.url, session.connection.id)
            folder = paths.state_dir() / "bulk" / place.name
            older = paths.state_dir() / "bulk" / place.older if place.older else None
        found = _RUNS[session] = BulkRuns(folder, older)
    return found


def _line(number: int, outcome: BulkOutcome) -> dict[str, Any]:
    """What is kept of an outcome."""
    request_id = outcome.result.request_id if outcome.result is not None else None
    line = {"done": number, "state": outcome.state.value, "problem": told(outcome)}
    return line | ({"request_id": request_id} if request_id else {})


def _append(stream: TextIO, line: dict[str, Any]) -> None:
    stream.write(json.dumps(line) + "\n")
    stream.flush()
    os.fsync(stream.fileno())


def _has_left(report: BulkReport) -> bool:
    return any(each.state in OPEN or each.state is State.CONFLICT for each in report.outcomes)


def _plain(item: BulkItem) -> dict[str, Any]:
    plan = item.plan
    return {
        "workspace_id": plan.workspace_id,
        "profile_id": plan.profile_id,
        # JSON has no bytes; what is not UTF-8 comes back as it was.
        "base": plan.base.decode("utf-8", "surrogateescape"),
        "edits": dict(plan.edits),
        "name": item.name,
        "workspace_name": item.workspace_name,
    }


def _item(plain: dict[str, Any]) -> BulkItem:
    edits = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in plain["edits"].items()
        if key in EDITABLE
    }
    plan = SavePlan(
        str(plain["workspace_id"]),
        str(plain["profile_id"]),
        str(plain["base"]).encode("utf-8", "surrogateescape"),
        edits,
    )
    return BulkItem(plan, str(plain["name"]), str(plain["workspace_name"]))


def _read(path: Path) -> StoredRun | None:
    """A run as its file tells it; None where that can't be read, or is of another version."""
    try:
        lines = _lines(path)
        head = next(lines)
        if head.get("format") != _FORMAT:
            return None
        outcomes = nothing_done([_item(each) for each in head["items"]])
        for line in lines:
            _apply(outcomes, line)
        at = dt.datetime.fromisoformat(str(head["at"]))
        return StoredRun(path.stem, str(head["title"]), at, BulkReport(tuple(outcomes)))
    except (OSError, StopIteration, KeyError, TypeError, ValueError, IndexError, AttributeError):
        return None


def _apply(outcomes: list[BulkOutcome], line: dict[str, Any]) -> None:
    if "begun" in line:
        number = int(line["begun"])
        # Until the line that says what became of it.
        outcomes[number] = replace(outcomes[number], state=State.UNCERTAIN, problem=BROKEN_OFF)
    elif "done" in line:
        number = int(line["done"])
        state, problem = State(line["state"]), str(line.get("problem", ""))
        outcomes[number] = replace(outcomes[number], state=state, problem=problem)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of the file; a last line that was cut off is left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            return
        if isinstance(found, dict):
            yield found
