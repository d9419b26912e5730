"""A keyring for tests of the case office: one that works, one that is locked, none at all."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.errors
import pytest

from gong_admin.runtime import credentials as module


class Backend(keyring.backend.KeyringBackend):
    """Keeps what it is given, or fails as it is told."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.failure: Exception | None = None

    def set_password(self, service: str, username: str, password: str) -> None:
        self._maybe_fail()
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        self._maybe_fail()
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        self._maybe_fail()
        del self.kept[service, username]

    def lock(self) -> None:
        self.failure = keyring.errors.KeyringLocked()

    def unlock(self) -> None:
        self.failure = None

    def absent(self) -> None:
        """As on a computer without one."""
        keyring.set_keyring(keyring.backends.fail.Keyring())

    def _maybe_fail(self) -> None:
        if self.failure is not None:
            raise self.failure


def backend_for(monkeypatch: pytest.MonkeyPatch) -> Iterator[Backend]:
    """The keyring of this test, accepted as one that encrypts."""
    before, backend = keyring.get_keyring(), Backend()
    keyring.set_keyring(backend)
    monkeypatch.setitem(module._ACCEPTED, Backend.__module__, "a keyring for tests")
    yield backend
    keyring.set_keyring(before)
