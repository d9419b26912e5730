"""The master key of the privacy cases: in the system's keyring, behind a passphrase, or made for
this session only.

Losing it loses the cases, so it can be written out as a backup that opens with a passphrase of its
own. Everything here may block (a keyring asks, a passphrase is stretched): through the bridge.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gong_admin.runtime import redact
from gong_admin.runtime.credentials import CredentialStore
from gong_admin.runtime.files import write_atomically
from gong_admin.services.privacy.keys import (
    WrongKey,
    locked_with_passphrase,
    new_key,
    unlocked_with_passphrase,
)

_NAME = "privacy cases"
KEY_FILE = "key"  # beside the cases; locked with the passphrase


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
        """A new key, kept in the keyring; None where it took none."""
        master = new_key()
        text = base64.b64encode(master).decode()
        return None if self._credentials.save_key(_NAME, text) else master

    def make_with_passphrase(self, passphrase: str) -> bytes:
        """A new key, kept behind a passphrase. Raises OSError."""
        master = new_key()
        write_atomically(self._folder / KEY_FILE, locked_with_passphrase(master, passphrase))
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

    def restore(self, path: Path, passphrase: str) -> tuple[bytes, Kept]:
        """The key from such a file, and where it is kept from now on: in the keyring, or behind
        the same passphrase. Raises `WrongKey`, OSError."""
        content = path.read_bytes()
        master = unlocked_with_passphrase(content, passphrase)
        if self._credentials.save_key(_NAME, base64.b64encode(master).decode()):
            write_atomically(self._folder / KEY_FILE, content)
            return master, Kept.PASSPHRASE
        return master, Kept.KEYRING
