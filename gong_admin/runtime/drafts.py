"""Edits that were never saved, as they are kept on this computer.

A run of the program has a folder of its own below the tenant's, with a file a profile, and holds a
lock beside it as long as it lives. So a run never takes the drafts of another that is still at
work, and takes those of one that was killed.

    <tenant>/<run>.lock
    <tenant>/<run>/<profile id>.json    {"edits": {place: value}, "base": JSON as text, …}
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gong_admin.runtime.file_lock import FileLock
from gong_admin.runtime.files import read_json_object, write_json
from gong_admin.services.profiles.editing import EDITABLE, Edits
from gong_admin.services.profiles.reading import Value

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Draft:
    """The edits to one profile.

    `base` is the profile's JSON that they were made on, as Gong sent it at `based_at`;
    `edited_at` is when the last of them was made. Both times are UTC. `run` and `profile_id`
    together tell one draft from all others. `shared`: it lies where older versions kept those of
    several companies, so its profile may be another's.
    """

    profile_id: str
    name: str
    workspace_id: str
    edits: Edits
    base: bytes
    based_at: dt.datetime
    edited_at: dt.datetime
    run: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Keep:
    """What shall be kept of a profile from now on; nothing for `draft` None. `number` grows with
    every change, so that what is written late doesn't replace what is newer."""

    profile_id: str
    number: int
    draft: Draft | None


class DraftStore:
    """The drafts of one tenant below `folder`, which is made when there is one to keep. What is
    below `older` is recovered too, and nothing is kept there. Safe from any thread; all but
    `close` may wait for the disk."""

    def __init__(self, folder: Path, older: Path | None = None) -> None:
        self._folder, self._older = folder, older
        self._parents: dict[str, Path] = {}  # of the runs below `older`
        self._guard = threading.Lock()
        self._run = ""
        self._lock: FileLock | None = None
        self._numbers: dict[str, int] = {}
        self._claimed: dict[str, FileLock] = {}
        self._closed = False

    def keep(
        self, changes: Sequence[Keep], forget: Sequence[Draft] = (), *, sync: bool = True
    ) -> None:
        """Write what has changed, then forget recovered drafts that went into it.

        Raises OSError; what was written before that is kept.
        """
        with self._guard:
            if self._closed:
                return
            for change in changes:
                if change.number > self._numbers.get(change.profile_id, 0):
                    self._write(change, sync)
                    self._numbers[change.profile_id] = change.number
            for draft in forget:
                if draft.run not in self._claimed:
                    continue
                self._path(draft.run, draft.profile_id).unlink(missing_ok=True)
                self._let_go(draft.run)

    def recover(self) -> tuple[Draft, ...]:
        """The drafts of runs that live no more, the latest first. They are this run's to offer
        until it closes; what it has neither adopted nor forgotten is offered by the next."""
        found: list[Draft] = []
        with self._guard:
            if self._closed:
                return ()
            for place in (self._folder, self._older):
                if place is None or not place.is_dir():
                    continue
                for folder in sorted(place.iterdir()):
                    if folder.is_dir() and folder.name != self._run:
                        found += self._claim(folder)
        return tuple(sorted(found, key=_edited_at, reverse=True))

    def close(self) -> None:
        """Let go of everything: what is kept can be recovered from now on."""
        with self._guard:
            self._closed = True
            if self._lock is not None:
                self._end(self._run, self._lock)
            for run, lock in self._claimed.items():
                self._end(run, lock)
            self._lock, self._claimed = None, {}

    # -- within, with `_guard` held --------------------------------------------------------------

    def _path(self, run: str, profile_id: str) -> Path:
        return self._below(run) / run / f"{quote(profile_id, safe='')}.json"

    def _below(self, run: str) -> Path:
        return self._parents.get(run, self._folder)

    def _write(self, change: Keep, sync: bool) -> None:
        if change.draft is not None:
            self._begin()
            write_json(self._path(self._run, change.profile_id), _plain(change.draft), sync=sync)
        elif self._lock is not None:
            self._path(self._run, change.profile_id).unlink(missing_ok=True)

    def _begin(self) -> None:
        """Make this run's folder. The lock comes first: a folder without one is a dead run's."""
        if self._lock is not None:
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        run = uuid.uuid4().hex
        lock = FileLock(self._folder / f"{run}.lock")
        # Where the disk knows no locks drafts are kept all the same.
        lock.take()
        (self._folder / run).mkdir(mode=0o700)
        self._run, self._lock = run, lock

    def _claim(self, folder: Path) -> list[Draft]:
        run, shared = folder.name, folder.parent == self._older
        if shared:
            self._parents[run] = folder.parent
        lock = self._claimed.get(run) or FileLock(folder.parent / f"{run}.lock")
        try:
            if not lock.take():
                return []
        except OSError:  # not ours to write in
            return []
        drafts = [_draft(read_json_object(path), run) for path in sorted(folder.glob("*.json"))]
        found = [replace(draft, shared=shared) for draft in drafts if draft is not None]
        if found:
            self._claimed[run] = lock
        else:
            self._end(run, lock)
        return found

    def _let_go(self, run: str) -> None:
        if run in self._claimed and not any((self._below(run) / run).glob("*.json")):
            self._end(run, self._claimed.pop(run))

    def _end(self, run: str, lock: FileLock) -> None:
        """Release a run; its folder goes if nothing is in it."""
        with contextlib.suppress(OSError):
            (self._below(run) / run).rmdir()
            # A lock that is held can't be deleted everywhere.
            lock.release()
            lock.path.unlink(missing_ok=True)
        lock.release()


def _edited_at(draft: Draft) -> dt.datetime:
    return draft.edited_at


def _plain(draft: Draft) -> dict[str, Any]:
    return {
        "version": _VERSION,
        "profile_id": draft.profile_id,
        "name": draft.name,
        "workspace_id": draft.workspace_id,
        "edits": dict(draft.edits),
        # Text, not an object: what is sent some day is what Gong said, to the letter.
        "base": draft.base.decode(),
        "based_at": draft.based_at.isoformat(),
        "edited_at": draft.edited_at.isoformat(),
    }


def _draft(found: Mapping[str, Any], run: str) -> Draft | None:
    """None for what this version can't read; the file stays as it is."""
    try:
        if found["version"] != _VERSION:
            return None
        edits = {
            key: _value(found["edits"][key])
            for key in sorted(found["edits"], key=EDITABLE.index)  # ValueError for an unknown one
        }
        return Draft(
            profile_id=str(found["profile_id"]),
            name=str(found["name"]),
            workspace_id=str(found["workspace_id"]),
            edits=edits,
            base=found["base"].encode(),
            based_at=dt.datetime.fromisoformat(found["based_at"]).astimezone(dt.UTC),
            edited_at=dt.datetime.fromisoformat(found["edited_at"]).astimezone(dt.UTC),
            run=run,
        )
    except (KeyError, ValueError, TypeError, AttributeError):
        return None


def _value(found: Any) -> Value:
    if isinstance(found, list):
        return tuple(str(each) for each in found)
    if found is None or isinstance(found, bool | str):
        return found
    raise ValueError(found)
