"""The master key of the privacy cases: in the system's keyring, behind a passphrase, or made for
this session only.

Losing it loses the cases, so it can be written out as a backup that opens with a passphrase of its
own. Everything here may block (a keyring asks, a passphrase is stretched): through the bridge.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import datetime as dt
import errno
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gong_admin.runtime import redact
from gong_admin.runtime.credentials import CredentialStore
from gong_admin.runtime.file_lock import FileLock
from gong_admin.runtime.files import write_atomically
from gong_admin.services.privacy.keys import (
    locked_with_passphrase,
    new_key,
    unlocked_with_passphrase,
)
from gong_admin.services.privacy.unreadable import WrongKey

_NAME = "privacy cases"
KEY_FILE = "key"  # beside the cases; locked with the passphrase
LOCK_FILE = ".key.lock"
_PATIENCE = 75.0  # seconds; longer than a keyring may ask the user in another window
_BETWEEN = 0.1  # seconds between two tries


class Kept(StrEnum):
    """Where the master key is."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105
    SESSION = "session"  # this program's memory
    LOST = "lost"  # there are cases, and no key
    NOWHERE = "nowhere"  # there is none yet, and no keyring to put one into


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of the key before anybody is asked. `reason` says why the keyring won't do,
    in a sentence, "" where it does."""

    kept: Kept
    reason: str = ""


class CaseKeys:
    """`folder` is that of the cases."""

    def __init__(self, credentials: CredentialStore, folder: Path) -> None:
        self._credentials = credentials
        self._folder = folder
        self._session: bytes | None = None

    def find(self, *, cases_exist: bool) -> Found:
        """Where the key is, without asking the user. Blocks."""
        if self._session is not None:
            return Found(Kept.SESSION)
        text, problem = self._credentials.load_key(_NAME)
        if text:
            return Found(Kept.KEYRING)
        if (self._folder / KEY_FILE).exists():
            return Found(Kept.PASSPHRASE, problem)
        if cases_exist:
            return Found(Kept.LOST, problem)
        return Found(Kept.NOWHERE, problem)

    def from_keyring(self) -> bytes:
        """Raises `WrongKey` where the keyring holds none."""
        text, _ = self._credentials.load_key(_NAME)
        try:
            master = base64.b64decode(text, validate=True)
        except binascii.Error:
            raise WrongKey from None
        if not master:
            raise WrongKey
        redact.guard(text)
        return master

    def make_in_keyring(self) -> bytes | None:
        """A new key, kept in the keyring, or the one that another window has made there meanwhile;
        None where it took none. Raises OSError."""
        with self._alone():
            there, problem = self._credentials.load_key(_NAME)
            if problem or (self._folder / KEY_FILE).exists():
                return None
            if not there and self._credentials.save_key(_NAME, _text(new_key())):
                return None
            try:
                # What it gives back is what every window will have.
                return self.from_keyring()
            except WrongKey:
                return None

    def make_with_passphrase(self, passphrase: str) -> bytes:
        """A new key, kept behind a passphrase. Where another window has made one meanwhile, that
        one: raises `WrongKey` for another passphrase. Raises OSError."""
        with self._alone():
            path = self._folder / KEY_FILE
            if path.exists():
                return self.from_passphrase(passphrase)
            master = new_key()
            write_atomically(path, locked_with_passphrase(master, passphrase))
            return master

    def from_passphrase(self, passphrase: str) -> bytes:
        """Raises `WrongKey`, OSError."""
        return unlocked_with_passphrase((self._folder / KEY_FILE).read_bytes(), passphrase)

    def for_session(self) -> bytes:
        """A key that nobody keeps. The cases are kept in memory with it."""
        self._session = self._session or new_key()
        return self._session

    def backup(self, master: bytes, path: Path, passphrase: str) -> None:
        """Write the key to a file of the user's own. Raises OSError."""
        write_atomically(path, locked_with_passphrase(master, passphrase))

    def from_backup(self, path: Path, passphrase: str) -> bytes:
        """The key from such a file. Nothing is kept of it yet. Raises `WrongKey`, OSError."""
        return unlocked_with_passphrase(path.read_bytes(), passphrase)

    def keep(self, master: bytes, passphrase: str) -> Kept:
        """Keep a key that came from a backup and is known to fit; where: in the keyring, or behind
        this passphrase. What was there before is set aside, for it may be the only copy of a key.
        Raises OSError."""
        with self._alone():
            aside = f"set-aside-{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S-%f}"
            if self._into_keyring(_text(master), aside):
                return Kept.KEYRING
            path = self._folder / KEY_FILE
            if path.exists():
                write_atomically(self._folder / f"{aside}-{KEY_FILE}", path.read_bytes())
            write_atomically(path, locked_with_passphrase(master, passphrase))
            return Kept.PASSPHRASE

    def _into_keyring(self, text: str, aside: str) -> bool:
        before, _ = self._credentials.load_key(_NAME)
        if before == text:
            return True
        if before and self._credentials.save_key(f"{_NAME} {aside}", before):
            return False
        return not self._credentials.save_key(_NAME, text)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """While no other window makes or replaces a key."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lock, pause = FileLock(self._folder / LOCK_FILE), threading.Event()
        for _ in range(round(_PATIENCE / _BETWEEN)):
            if lock.take():
                break
            pause.wait(_BETWEEN)
        else:
            words = "Another window is busy with the key of the privacy cases."
            raise OSError(errno.ETIMEDOUT, words, str(lock.path))
        try:
            yield
        finally:
            lock.release()


def _text(master: bytes) -> str:
    """A key as a keyring takes it."""
    return base64.b64encode(master).decode()
