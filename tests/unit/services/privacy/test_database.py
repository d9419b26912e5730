"""The file under the cases: what it forgets, and how it tells that something is wrong with it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import msgspec
import pytest

from gong_admin.services.privacy.case import SubjectState
from gong_admin.services.privacy.keys import Keys
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.database import Database
from gong_admin.services.privacy.store.removing import remove_subjects
from gong_admin.services.privacy.unreadable import CasesUnreadable
from tests.unit.services.privacy.test_store import MASTER, filled, on_disk


def test_what_was_forgotten_right_before_a_kill_is_overwritten_at_the_next_start(
    store: CaseStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = filled(store)
    with store.database.reading() as rows:
        key = rows.execute("SELECT wrapped_key FROM cases").fetchone()[0]

    def killed(_database: Database) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(Database, "_scrub_journal", killed)
        with pytest.raises(SystemExit):
            store.delete(case.id)
    store.close()
    assert key in on_disk(path)
    again = CaseStore(path, Keys.of(MASTER))
    assert not again.case(case.id).readable
    assert key not in on_disk(path)
    again.close()


def test_an_answer_on_a_subject_that_was_taken_out_meanwhile_is_told(store: CaseStore) -> None:
    case = filled(store)
    [one, _] = store.subjects(case.id)
    remove_subjects(store, [one])
    found = msgspec.structs.replace(one, state=SubjectState.FOUND)
    with pytest.raises(OSError, match="changed meanwhile") as told:
        store.put([found], "looked-up", answers={"lookup": b"{}"})
    assert told.value.filename == str(store.database.path)
    assert store.log(case.id)[-1].event == "subjects-removed"


def test_a_file_that_is_damaged_later_on_is_told(store: CaseStore, path: Path) -> None:
    case = filled(store)
    content = bytearray(path.read_bytes())
    content[24:28] = b"\xff" * 4  # it was changed: what is remembered of it counts no more
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(OSError, match="malformed") as told:
        store.subjects(case.id)
    assert told.value.filename == str(path)


def test_a_file_that_cant_be_opened_is_let_go_of(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def remembered(*args: object, **options: object) -> sqlite3.Connection:
        made.append(connect(*args, **options))  # type: ignore[call-overload]
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", remembered)
    path.with_name("cases-heads.sqlite3").write_bytes(b"no database" * 99)
    with pytest.raises(CasesUnreadable):
        Database(path)
    assert len(made) == 2
    for one in made:
        with pytest.raises(sqlite3.ProgrammingError):
            one.execute("SELECT 1")
