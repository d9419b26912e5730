"""The key of the privacy cases: found, made, kept behind a passphrase, backed up and restored."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gong_admin.runtime.case_keys import KEY_FILE, LOCK_FILE, CaseKeys, Kept
from gong_admin.runtime.credentials import CredentialStore
from gong_admin.runtime.file_lock import FileLock
from gong_admin.runtime.redact import redact
from gong_admin.services.privacy.unreadable import WrongKey
from tests.unit.runtime.case_keyring import Backend, backend_for

PLACE = ("Gong Admin keys", "privacy cases")


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[Backend]:
    yield from backend_for(monkeypatch)


@pytest.fixture
def credentials(backend: Backend) -> Iterator[CredentialStore]:
    store = CredentialStore(timeout=5)
    yield store
    store.close()


@pytest.fixture
def keys(credentials: CredentialStore, tmp_path: Path) -> CaseKeys:
    return CaseKeys(credentials, tmp_path)


def test_a_new_key_is_in_the_keyring_from_then_on(keys: CaseKeys, tmp_path: Path) -> None:
    assert keys.find(cases_exist=False).kept is Kept.NOWHERE
    master = keys.make_in_keyring()
    assert keys.find(cases_exist=True).kept is Kept.KEYRING
    assert keys.from_keyring() == master
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [(LOCK_FILE, b"")]


def test_two_windows_make_one_key(
    keys: CaseKeys, credentials: CredentialStore, tmp_path: Path
) -> None:
    other = CaseKeys(credentials, tmp_path)
    assert {each.find(cases_exist=False).kept for each in (keys, other)} == {Kept.NOWHERE}
    assert keys.make_in_keyring() == other.make_in_keyring() == keys.from_keyring()


def test_a_window_waits_for_one_that_makes_the_key(
    keys: CaseKeys, backend: Backend, tmp_path: Path
) -> None:
    theirs = base64.b64encode(b"k" * 32).decode()
    with ThreadPoolExecutor(1) as threads, FileLock(tmp_path / LOCK_FILE).held():
        making = threads.submit(keys.make_in_keyring)
        backend.kept[PLACE] = theirs
        assert not making.done()
    assert making.result() == b"k" * 32
    assert backend.kept == {PLACE: theirs}


def test_two_windows_choose_one_passphrase(
    keys: CaseKeys, credentials: CredentialStore, backend: Backend, tmp_path: Path
) -> None:
    backend.absent()
    other = CaseKeys(credentials, tmp_path)
    master = keys.make_with_passphrase("four plain words here")
    assert other.make_with_passphrase("four plain words here") == master
    with pytest.raises(WrongKey):
        other.make_with_passphrase("words of the other window")
    assert keys.from_passphrase("four plain words here") == master


def test_no_log_ever_shows_the_key(keys: CaseKeys, backend: Backend) -> None:
    keys.make_in_keyring()
    text = backend.kept[PLACE]
    assert text not in redact(f"the key is {text}.")


def test_without_a_keyring_there_is_a_passphrase(
    keys: CaseKeys, backend: Backend, tmp_path: Path
) -> None:
    backend.absent()
    found = keys.find(cases_exist=False)
    assert found.kept is Kept.NOWHERE
    assert found.reason
    assert keys.make_in_keyring() is None
    master = keys.make_with_passphrase("four plain words here")
    assert keys.find(cases_exist=True).kept is Kept.PASSPHRASE
    assert keys.from_passphrase("four plain words here") == master
    with pytest.raises(WrongKey):
        keys.from_passphrase("four plain words")
    content = (tmp_path / KEY_FILE).read_bytes()
    assert master not in content
    assert b"plain words" not in content
    if sys.platform != "win32":
        assert (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0


def test_a_locked_keyring_is_not_an_empty_one(keys: CaseKeys, backend: Backend) -> None:
    master = keys.make_in_keyring()
    backend.lock()
    found = keys.find(cases_exist=True)
    assert found.kept is Kept.LOST
    assert "locked" in found.reason
    backend.unlock()
    assert keys.find(cases_exist=True).kept is Kept.KEYRING
    assert keys.from_keyring() == master


def test_cases_without_a_key_are_not_given_another(keys: CaseKeys, backend: Backend) -> None:
    found = keys.find(cases_exist=True)
    assert found.kept is Kept.LOST
    assert backend.kept == {}


@pytest.mark.parametrize("text", ["not base64!", "", "===="])
def test_what_is_no_key_is_not_taken_for_one(keys: CaseKeys, backend: Backend, text: str) -> None:
    backend.kept[PLACE] = text
    with pytest.raises(WrongKey):
        keys.from_keyring()


def test_a_backup_opens_elsewhere(
    keys: CaseKeys, backend: Backend, credentials: CredentialStore, tmp_path: Path
) -> None:
    master = keys.make_in_keyring()
    assert master is not None
    keys.backup(master, tmp_path / "cases.key", "of the backup")
    backend.kept.clear()  # another computer
    elsewhere = CaseKeys(credentials, tmp_path / "elsewhere")
    with pytest.raises(WrongKey):
        elsewhere.from_backup(tmp_path / "cases.key", "another")
    assert elsewhere.from_backup(tmp_path / "cases.key", "of the backup") == master
    assert backend.kept == {}
    assert elsewhere.keep(master, "of the backup") is Kept.KEYRING
    assert backend.kept[PLACE] == base64.b64encode(master).decode()


def test_a_backup_without_a_keyring_becomes_a_passphrase(
    keys: CaseKeys, backend: Backend, tmp_path: Path
) -> None:
    master = keys.make_in_keyring()
    assert master is not None
    keys.backup(master, tmp_path / "cases.key", "of the backup")
    backend.lock()
    assert keys.from_backup(tmp_path / "cases.key", "of the backup") == master
    assert keys.keep(master, "of the backup") is Kept.PASSPHRASE
    assert keys.from_passphrase("of the backup") == master


def test_the_key_that_a_restored_one_replaces_is_set_aside(
    keys: CaseKeys, backend: Backend, tmp_path: Path
) -> None:
    before = keys.make_in_keyring()
    assert before is not None
    assert keys.keep(b"k" * 32, "of the backup") is Kept.KEYRING
    assert keys.from_keyring() == b"k" * 32
    assert base64.b64encode(before).decode() in backend.kept.values()


def test_the_passphrase_that_a_restored_key_replaces_is_set_aside(
    keys: CaseKeys, backend: Backend, tmp_path: Path
) -> None:
    backend.absent()
    before = keys.make_with_passphrase("four plain words here")
    assert keys.keep(b"k" * 32, "of the backup") is Kept.PASSPHRASE
    assert keys.from_passphrase("of the backup") == b"k" * 32
    [aside] = tmp_path.glob("set-aside-*")
    aside.replace(tmp_path / KEY_FILE)
    assert keys.from_passphrase("four plain words here") == before


@pytest.mark.parametrize("content", [b"", b"gong-admin-case-key-1\n", b"x" * 200])
def test_a_file_that_is_no_backup(keys: CaseKeys, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cases.key").write_bytes(content)
    with pytest.raises(WrongKey):
        keys.from_backup(tmp_path / "cases.key", "whatever")


def test_a_key_for_this_session_is_one(keys: CaseKeys, backend: Backend, tmp_path: Path) -> None:
    master = keys.for_session()
    assert keys.for_session() == master
    assert keys.find(cases_exist=False).kept is Kept.SESSION
    assert backend.kept == {}
    assert list(tmp_path.iterdir()) == []
