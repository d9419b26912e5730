"""Where snapshots are kept: a folder for each, in one folder for each tenant.

A snapshot is written beside its place and renamed at the end, so it is there whole or not at
all. Folders are for their owner alone (0700), files too (0600).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import secrets
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gong_admin.api.decode import decoder
from gong_admin.services.snapshots.canonical import canonical
from gong_admin.services.snapshots.content import (
    FORMAT,
    About,
    Content,
    Manifest,
    Options,
    Origin,
)
from gong_admin.services.snapshots.layout import (
    ABOUT,
    MANIFEST,
    check_sum,
    content_of,
    files_of,
    lost_profiles,
)
from gong_admin.services.snapshots.taking import Taken

_UNFINISHED = ".taking-"
_LEFTOVER_AFTER = 24 * 3600  # seconds; younger ones may be another window's, still being written
_LARGEST = 256 * 1024 * 1024  # bytes of a file that is still taken for one of ours


class SnapshotProblem(OSError):
    """A snapshot that can't be used; the text is a sentence for people. `filename` says which."""

    def __init__(self, sentence: str, path: Path) -> None:
        super().__init__(None, sentence, str(path))


@dataclass(frozen=True, slots=True)
class Tenant:
    """Whose snapshot it is."""

    id: str
    company: str
    host: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A snapshot as listed. `key` is its folder's name. Where the manifest can't be read,
    `manifest` is None and `problem` says why."""

    key: str
    folder: Path
    manifest: Manifest | None
    about: About
    problem: str = ""

    @property
    def kept(self) -> bool:
        """Whether a person has said that it matters: no retention deletes it."""
        return self.about.pinned or bool(self.about.note)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot with what is in it. `problems` are sentences about damaged files, `lost` the ids
    of profiles that could not be read."""

    manifest: Manifest
    content: Content
    problems: tuple[str, ...] = ()
    lost: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Retention:
    """How many snapshots are kept, and for how many days; 0 for any number."""

    count: int = 0
    days: int = 0


class SnapshotStore:
    """The snapshots below `folder`, which is made when the first is saved. Any thread; several
    programs may use the same folder. Methods raise OSError where the disk fails them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def entries(self) -> tuple[Entry, ...]:
        """All snapshots, the newest first."""
        if not self.folder.is_dir():
            return ()
        places = (place for place in self.folder.iterdir() if not place.name.startswith("."))
        found = [_entry(place) for place in places if place.is_dir()]
        return tuple(sorted(found, key=_age, reverse=True))

    def save(self, taken: Taken, tenant: Tenant, options: Options, origin: Origin) -> Entry:
        """Keep what was taken."""
        self._sweep()
        _private(self.folder)
        files = files_of(taken.content)
        manifest = Manifest(
            format=FORMAT,
            tenant=tenant.id,
            company=tenant.company,
            host=tenant.host,
            taken_at=taken.at.astimezone(dt.UTC),
            origin=origin,
            options=options,
            counts=taken.content.counts(),
            calls=taken.calls,
            unread=dict(taken.content.unread),
            files={path: check_sum(text) for path, text in files.items()},
        )
        unfinished = self.folder / f"{_UNFINISHED}{secrets.token_hex(6)}"
        try:
            _private(unfinished)
            for path, text in files.items():
                _write(unfinished / path, text)
            # The rest is vouched for by its check sums: waiting for the disk once is enough.
            _write(unfinished / MANIFEST, canonical(msgspec.to_builtins(manifest)), sync=True)
            place = self._place(unfinished, manifest.taken_at)
        except BaseException as error:
            shutil.rmtree(unfinished, ignore_errors=True)
            if isinstance(error, OSError) and error.filename is None:
                # A full disk doesn't say which file it was: name the place at least.
                why = f"The snapshot was not kept: {error.strerror or error}."
                raise SnapshotProblem(why, self.folder) from error
            raise
        return _entry(place)

    def load(self, key: str) -> Snapshot:
        """A snapshot with what is in it. Raises `SnapshotProblem` where nothing can be read."""
        return load_folder(self._existing(key))

    def describe(self, key: str, about: About) -> Entry:
        """Keep what a person says of it."""
        place = self._existing(key)
        beside = place / f".{ABOUT}.{secrets.token_hex(4)}"
        try:
            _write(beside, canonical(msgspec.to_builtins(about)))
            beside.replace(place / ABOUT)
        finally:
            beside.unlink(missing_ok=True)
        return _entry(place)

    def delete(self, key: str) -> None:
        """Delete it for good. It leaves the list first, so that none is ever half there."""
        place = self._existing(key)
        doomed = self.folder / f"{_UNFINISHED}{secrets.token_hex(6)}"
        place.rename(doomed)
        shutil.rmtree(doomed)

    def retain(self, retention: Retention, now: dt.datetime) -> tuple[str, ...]:
        """Delete what is too old or one too many; returns the keys. Never the newest, never one
        that is pinned or has a note, never one that can't be read."""
        free = [e for e in self.entries() if e.manifest is not None and not e.kept]
        doomed = [e for e in free[1:] if _too_old(e, retention, now)]
        if retention.count:
            doomed += [e for e in free[max(1, retention.count) :] if e not in doomed]
        for entry in doomed:
            self.delete(entry.key)
        return tuple(entry.key for entry in doomed)

    def copy(self, key: str, folder: Path) -> Path:
        """A copy inside `folder`, to be kept in git or sent to somebody. The name is free."""
        place = self._existing(key)
        target = folder / place.name
        for number in range(2, 1000):
            if not target.exists():
                break
            target = folder / f"{place.name}-{number}"
        try:
            return Path(shutil.copytree(place, target))
        except shutil.Error as error:
            shutil.rmtree(target, ignore_errors=True)
            raise SnapshotProblem("The snapshot could not be copied whole.", target) from error

    def _existing(self, key: str) -> Path:
        place = self.folder / key
        if not key or Path(key).name != key or key.startswith(".") or not place.is_dir():
            raise SnapshotProblem("This snapshot is not there any more.", place)
        return place

    def _place(self, unfinished: Path, at: dt.datetime) -> Path:
        name = f"{at:%Y-%m-%dT%H-%M-%SZ}"
        for number in range(1, 1000):
            place = self.folder / (name if number == 1 else f"{name}-{number}")
            if place.exists():  # a rename would put it inside of the other one, or in its place
                continue
            unfinished.rename(place)
            return place
        raise SnapshotProblem("Too many snapshots have been taken within one second.", self.folder)

    def _sweep(self) -> None:
        """Delete what a killed program left unfinished."""
        with contextlib.suppress(OSError):
            for place in self.folder.glob(f"{_UNFINISHED}*"):
                if time.time() - place.stat().st_mtime > _LEFTOVER_AFTER:
                    shutil.rmtree(place, ignore_errors=True)


def load_folder(folder: Path) -> Snapshot:
    """A snapshot that lies anywhere. Raises `SnapshotProblem` where nothing can be read."""
    manifest = _manifest(folder)
    content, problems = content_of(manifest, _files(folder, manifest))
    return Snapshot(manifest, content, problems, lost_profiles(manifest, content))


def safe_name(tenant_id: str) -> str:
    """The name of a tenant's folder."""
    return re.sub(r"[^A-Za-z0-9._-]", "_", tenant_id).lstrip(".") or "_"


def _entry(folder: Path) -> Entry:
    about = _about(folder)
    try:
        return Entry(folder.name, folder, _manifest(folder), about)
    except SnapshotProblem as problem:
        return Entry(folder.name, folder, None, about, problem.strerror or "")


def _age(entry: Entry) -> tuple[float, str]:
    at = entry.manifest.taken_at.timestamp() if entry.manifest is not None else 0.0
    return at, entry.key


def _manifest(folder: Path) -> Manifest:
    path = folder / MANIFEST
    try:
        text = path.read_bytes()
        manifest = decoder(Manifest, strict=True).decode(text)
    except FileNotFoundError as error:
        raise SnapshotProblem("There is no snapshot: manifest.json is missing.", path) from error
    except OSError as error:
        raise SnapshotProblem(f"It can't be opened: {error.strerror}.", path) from error
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        later = _later_format(text)
        raise SnapshotProblem(later or "Its manifest.json can't be read.", path) from error
    if manifest.format > FORMAT:
        raise SnapshotProblem(_later_format(text), path)
    if manifest.taken_at.tzinfo is None:
        raise SnapshotProblem("Its manifest.json doesn't say when it was taken.", path)
    return manifest


def _later_format(text: bytes) -> str:
    class Head(msgspec.Struct):
        format: int = 0

    try:
        head = msgspec.json.decode(text, type=Head)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return ""
    if head.format <= FORMAT:
        return ""
    return "It was taken by a newer version of this program, which alone can read it."


def _about(folder: Path) -> About:
    try:
        return decoder(About, strict=True).decode((folder / ABOUT).read_bytes())
    except (OSError, msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return About()


def _files(folder: Path, manifest: Manifest) -> Mapping[str, bytes]:
    """The files that lie in the folder itself. Links are not followed: a folder from elsewhere
    must not make this program read what it doesn't hold."""
    found: dict[str, bytes] = {}
    for root, folders, names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(root) / name
            if name.startswith(".") or path.is_symlink() or not path.is_file():
                continue
            relative = path.relative_to(folder).as_posix()
            with contextlib.suppress(OSError):  # which counts as missing
                known = relative in manifest.files and path.stat().st_size <= _LARGEST
                found[relative] = path.read_bytes() if known else b""
    return found


def _too_old(entry: Entry, retention: Retention, now: dt.datetime) -> bool:
    at = entry.manifest.taken_at if entry.manifest is not None else now
    return bool(retention.days) and now - at > dt.timedelta(days=retention.days)


def _private(folder: Path) -> None:
    missing: Sequence[Path] = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode=0o700, exist_ok=True)


def _write(path: Path, text: bytes, *, sync: bool = False) -> None:
    _private(path.parent)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, 0o600), "wb") as stream:
        stream.write(text)
        if sync:
            stream.flush()
            os.fsync(stream.fileno())
