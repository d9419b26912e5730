"""Where secrets go: real keyring backends, refused ones, broken ones, and a real Secret Service."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import threading
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from gong_admin.runtime import credentials as module
from gong_admin.runtime.connections import AuthKind, Connection
from gong_admin.runtime.credentials import CredentialStore, Secret
from gong_admin.runtime.errors import SecretMissing

ROOT = Path(__file__).parents[3]
ACME = Connection(name="Acme", base_url="https://us-1.api.gong.test")
SECRET = Secret(AuthKind.KEY_PAIR, "made-up-secret", "made-up-key")


class Backend(keyring.backend.KeyringBackend):
    """Keeps what it is given, or fails in the way it is told."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.failure: Exception | None = None

    def _maybe_fail(self) -> None:
        if self.failure:
            raise self.failure

    def set_password(self, service, username, password):
        self._maybe_fail()
        self.kept[service, username] = password

    def get_password(self, service, username):
        self._maybe_fail()
        return self.kept.get((service, username))

    def delete_password(self, service, username):
        self._maybe_fail()
        del self.kept[service, username]


@pytest.fixture
def backend(monkeypatch):
    before = keyring.get_keyring()
    backend = Backend()
    keyring.set_keyring(backend)
    monkeypatch.setitem(module._ACCEPTED, Backend.__module__, "a keyring for tests")
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def store():
    store = CredentialStore(timeout=5)
    yield store
    store.close()


def test_kept_in_the_keyring_and_read_by_the_next_run(backend, store):
    assert store.save(ACME, SECRET).permanent
    other = CredentialStore()
    assert other.load(ACME) == SECRET
    assert other.forget(ACME) == ""
    with pytest.raises(SecretMissing):
        other.load(ACME)
    other.close()


def test_an_untrusted_backend_counts_as_none(backend, store, monkeypatch):
    monkeypatch.delitem(module._ACCEPTED, Backend.__module__)
    keeping = store.save(ACME, SECRET)
    assert not keeping.permanent
    assert keeping.reason
    assert backend.kept == {}
    assert store.load(ACME) == SECRET
    other = CredentialStore()
    with pytest.raises(SecretMissing):
        other.load(ACME)
    other.close()


@pytest.mark.parametrize(
    "failure",
    [
        keyring.errors.KeyringLocked("locked"),
        keyring.errors.InitError("no service"),
        keyring.errors.NoKeyringError("none"),
        keyring.errors.PasswordSetError("made-up-secret"),
        RuntimeError("made-up-secret"),
    ],
)
def test_a_failing_keyring_keeps_it_for_the_session(backend, store, failure):
    backend.failure = failure
    keeping = store.save(ACME, SECRET)
    assert not keeping.permanent
    assert "made-up-secret" not in keeping.reason
    assert store.load(ACME) == SECRET


def test_a_keyring_that_hangs_is_given_up(backend):
    release = threading.Event()
    store = CredentialStore(timeout=0.05)
    assert store.keeping.permanent
    backend.get_password = lambda *_: release.wait(10) and None
    with pytest.raises(SecretMissing) as raised:
        store.load(ACME)
    assert "does not answer" in raised.value.reason
    assert not store.save(ACME, SECRET).permanent
    assert store.load(ACME) == SECRET
    release.set()
    store.close()


def test_rubbish_in_the_keyring_is_told(backend, store):
    backend.kept["Gong Admin", ACME.id] = json.dumps({"auth": "magic"})
    with pytest.raises(SecretMissing) as raised:
        store.load(ACME)
    assert "not a key" in raised.value.reason


def test_nothing_prints_a_secret(backend, store):
    store.save(ACME, SECRET)
    for thing in (SECRET, store, store.keeping, SECRET.credentials()):
        assert "made-up-secret" not in repr(thing)


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs dbus-run-session and gnome-keyring",
)
def test_a_real_secret_service(tmp_path):
    # Not below tmp_path: the path of a socket must be short.
    with tempfile.TemporaryDirectory(prefix="ga-", dir="/tmp") as runtime:
        keep_in_a_real_secret_service(tmp_path, runtime)


def keep_in_a_real_secret_service(tmp_path, runtime):
    script = tmp_path / "keep.py"
    script.write_text(
        textwrap.dedent(
            """
            from gong_admin.runtime.credentials import CredentialStore, Secret
            from gong_admin.runtime.connections import AuthKind, Connection
            acme = Connection(id="1", name="Acme", base_url="https://us-1.api.gong.test")
            secret = Secret(AuthKind.KEY_PAIR, "made-up-secret", "made-up-key")
            first, second = CredentialStore(timeout=20), CredentialStore(timeout=20)
            keeping = first.save(acme, secret)
            assert keeping.permanent, keeping.reason
            assert second.load(acme) == secret
            assert second.forget(acme) == ""
            print(keeping.place)
            """
        )
    )
    ours = {k: v for k, v in os.environ.items() if k != "PYTHON_KEYRING_BACKEND"}
    done = subprocess.run(
        [
            "dbus-run-session",
            "--",
            "sh",
            "-c",
            "printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null "
            f'&& "{sys.executable}" "{script}"',
        ],
        cwd=ROOT,
        env={
            **ours,
            "HOME": str(tmp_path),
            "XDG_RUNTIME_DIR": runtime,
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "PYTHONPATH": str(ROOT),
        },
        capture_output=True,
        text=True,
        timeout=90,
    )
    assert done.stdout.strip() == "the Secret Service", done.stderr
