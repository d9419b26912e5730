"""Logs and records that somebody has changed on the disk: shown as what they are, never a fault,
and proven to nobody."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.message import Severity
from gong_admin.runtime.present import is_expected, present
from gong_admin.services.privacy import chain, following
from gong_admin.services.privacy.case import (
    Approver,
    Case,
    CaseState,
    Counts,
    SubjectState,
)
from gong_admin.services.privacy.chain import ChainReport
from gong_admin.services.privacy.keys import Keys
from gong_admin.services.privacy.proof.agreement import Agreement
from gong_admin.services.privacy.proof.evidence import evidence_document, gather
from gong_admin.services.privacy.proof.evidence_files import LOG, verify_log
from gong_admin.services.privacy.proof.evidence_pack import Wanted, make_evidence
from gong_admin.services.privacy.proof.pack import check_pack, read_part
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.services.privacy.store.approving import withdraw
from gong_admin.services.privacy.store.holds import Holds
from gong_admin.services.privacy.store.journal import Journal, Log, Taken
from gong_admin.services.privacy.store.removing import remove_subjects
from gong_admin.services.privacy.store.tally import overview
from gong_admin.services.privacy.unreadable import CasesUnreadable, WrongKey
from gong_admin.ui.panels.cases.log_words import facts_words, private_words, recorded
from gong_admin.ui.panels.cases.reading import read_case, read_log
from tests.unit.services.privacy.office import Office
from tests.unit.services.privacy.test_store import ADDRESS, MASTER, filled

KEYS = Keys.of(MASTER)
FOUND = Counts(calls=3, emails=2)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "cases").mkdir()
    return tmp_path / "cases" / "cases.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[CaseStore]:
    opened = CaseStore(path, KEYS)
    yield opened
    opened.close()


def erased(store: CaseStore) -> Case:
    """A case of two, one of them erased, as the log and the records tell alike."""
    case = filled(store)
    [one, other] = store.subjects(case.id)
    counts = msgspec.to_builtins(FOUND)
    one = msgspec.structs.replace(one, state=SubjectState.FOUND, counts=FOUND)
    store.put([one], "looked-up", {"counts": counts}, answers={"lookup": b"{}"})
    other = msgspec.structs.replace(other, state=SubjectState.FAILED)
    store.put([other], "lookup-failed", {"problem": "Garbled"})
    one = msgspec.structs.replace(one, approved=FOUND)
    store.put([one], "subject-approved", {"counts": counts})
    one = msgspec.structs.replace(one, state=SubjectState.SENDING, sent=store.clock())
    store.put([one], "sending", {"counts": counts})
    one = msgspec.structs.replace(
        one, state=SubjectState.ERASING, answered=store.clock(), request_id="r-1"
    )
    store.put([one], "erasure-taken", {"status": 200, "request_id": "r-1"})
    return case


def change(path: Path, statement: str, *values: Any) -> None:
    """As somebody else does, past the program."""
    with sqlite3.connect(path) as other:
        other.execute(statement, values)
    other.close()


def printed(store: CaseStore, case: Case) -> str:
    document = evidence_document(
        gather(store, case.id), made_at=dt.datetime.now(dt.UTC), signer="", program="", company=""
    )
    return repr(document.blocks)


def packed(store: CaseStore, case: Case, folder: Path, *, personal: bool = True) -> Path:
    return make_evidence(
        store,
        case.id,
        Wanted(folder / "evidence", packed=False, personal=personal),
        lambda document, *_: repr(document.blocks).encode(),
        program="Gong Admin",
        company="Orvane",
        token=CancelToken(),
    )


def checked(path: Path) -> ChainReport:
    report = verify_log(read_part(path, LOG), KEYS, check_pack(path, frozenset()).about)
    assert report is not None
    return report


# -- the log -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("facts", "no json"),
        ("facts", '{"state": "zzz", "subjects": 5, "counts": 7}'),
        ("facts", "[1,\n2]"),
        ("facts", b"\xff\xfe"),
        ("at", "yesterday"),
        ("at", b"\xff"),
        ("at", "2026-01-01"),
        ("event", 7),
        ("digest", "text"),
        ("mac", 12.5),
        ("payload", b"x"),
        ("payload", "text"),
        ("payload", 5),
        ("number", 999),
        ("number", 2**63 - 1),
        ("number", "three"),
    ],
)
def test_an_altered_entry_is_shown_as_one(
    store: CaseStore, path: Path, tmp_path: Path, column: str, value: Any
) -> None:
    case = erased(store)
    whole, _ = read_log(store, case.id)
    change(path, f"UPDATE log SET {column} = ? WHERE number = 3", value)
    entries, report = read_log(store, case.id)
    assert report.broken_at == 3
    assert read_case(store, case.id, {}).case == store.case(case.id)
    assert len(entries) == len(whole)
    for entry in entries:
        assert facts_words(entry) + private_words(entry) + recorded(entry)
    altered = [entry for entry in entries if entry.altered]
    assert 1 <= len(altered) <= 2  # with the one behind it
    assert {(entry.event, str(entry.facts), str(entry.private)) for entry in altered} == {
        ("altered", "{}", "{}")
    }
    # Whoever was not touched says what it said.
    assert [one for one in entries if not one.altered] == [one for one in whole if one in entries]
    assert "Altered: not as it was written" in printed(store, case)
    assert "entry 3 is not as it was written" in printed(store, case)
    assert checked(packed(store, case, tmp_path)).broken_at == 3
    assert "evidence-made" in [entry.event for entry in store.log(case.id)]


def test_text_that_is_none_does_not_keep_the_log_from_being_read(
    store: CaseStore, path: Path
) -> None:
    case = erased(store)
    change(path, "UPDATE log SET event = CAST(x'fffe' AS TEXT) WHERE number = 3")
    assert store.verify(case.id).broken_at == 3
    assert not read_case(store, case.id, {}).proven


@pytest.mark.parametrize("at", ["yesterday", b"\xff", 5])
def test_a_closing_at_no_time_keeps_no_case_from_being_listed(
    store: CaseStore, path: Path, at: Any
) -> None:
    case = filled(store)
    store.update(msgspec.structs.replace(case, state=CaseState.CLOSED), "closed")
    change(path, "UPDATE log SET at = ? WHERE event = 'closed'", at)
    seen = overview(store, case.tenant)
    assert [one.id for one in seen.cases] == [case.id]
    assert seen.tally(case.id).closed is None


# -- the end that is kept apart ------------------------------------------------------------------


def heads(path: Path) -> Path:
    return path.with_name("cases-heads.sqlite3")


def cut(path: Path, number: int) -> bytes:
    """Cut the log behind an entry; the signature of that."""
    change(path, "DELETE FROM log WHERE number > ?", number)
    with sqlite3.connect(path) as other:
        [mac] = other.execute("SELECT mac FROM log WHERE number = ?", (number,)).fetchone()
    other.close()
    return bytes(mac)


def test_a_log_whose_end_is_not_kept_any_more_is_not_called_unaltered(
    store: CaseStore, path: Path, tmp_path: Path
) -> None:
    case = erased(store)
    store.close()
    cut(path, 4)
    heads(path).unlink()
    again = CaseStore(path, KEYS)
    report = again.verify(case.id)
    assert (report.unkept, report.intact) == (True, False)
    assert "kept apart is gone or was changed" in printed(again, case)
    assert checked(packed(again, case, tmp_path)).intact  # as far as it goes
    # Nor once more is written.
    again.note(case.id, "still-there")
    assert again.verify(case.id).unkept
    again.close()


@pytest.mark.parametrize("seal", [b"", bytes(32), b"x"])
def test_a_forged_end_is_none(store: CaseStore, path: Path, seal: bytes) -> None:
    case = erased(store)
    mac = cut(path, 4)
    change(heads(path), "UPDATE heads SET count = 4, mac = ?", mac + seal)
    assert store.verify(case.id).unkept
    store.note(case.id, "still-there")
    assert store.verify(case.id).unkept


def test_a_cut_shows_however_much_is_written_afterwards(store: CaseStore, path: Path) -> None:
    case = erased(store)
    cut(path, 4)
    assert store.verify(case.id).cut == 2
    for _ in range(3):
        store.note(case.id, "still-there")
    assert not store.verify(case.id).intact


def test_a_log_from_before_the_ends_had_a_seal_is_unaltered(store: CaseStore, path: Path) -> None:
    """As earlier programs kept it: nothing in the first entry, and the bare signature apart."""
    case = erased(store)
    first = store.read_log(case.id).links[0]
    facts = json.loads(first.facts)
    del facts["sealed"]
    with store.database.writing() as rows:
        rows.execute("DELETE FROM log WHERE number > 1")
        old = chain.linked(
            *(KEYS, chain.start(KEYS, case.id), first.at, first.event, json.dumps(facts)),
            first.payload or b"",
        )
        rows.execute(
            "UPDATE log SET facts = ?, digest = ?, mac = ?", (old.facts, old.digest, old.mac)
        )
    store.database._heads.execute("UPDATE heads SET count = 1, mac = ?", (old.mac,))
    assert store.verify(case.id).intact
    store.note(case.id, "still-there")
    assert store.verify(case.id).intact
    # From then on it has one.
    mac = cut(path, 1)
    change(heads(path), "UPDATE heads SET count = 1, mac = ?", mac + bytes(32))
    assert store.verify(case.id).unkept


def test_a_case_that_was_taken_out_is_missed(store: CaseStore, path: Path) -> None:
    case = erased(store)
    assert overview(store, case.tenant).vanished == 0
    for table in ("answers", "subjects", "log", "cases"):
        change(path, f"DELETE FROM {table}")
    assert store.cases() == []
    assert overview(store, case.tenant).vanished == 1


# -- the records beside the log ------------------------------------------------------------------


def test_records_that_fit_their_log_are_said_to(store: CaseStore) -> None:
    case = erased(store)
    assert gather(store, case.id).agreement == Agreement()
    store.put(store.subjects(case.id)[:1], "still-there", {"counts": msgspec.to_builtins(FOUND)})
    store.update(msgspec.structs.replace(case, state=CaseState.LOOKED_UP), "all-looked-up")
    remove_subjects(store, store.subjects(case.id))
    assert len(store.subjects(case.id)) == 1
    assert gather(store, case.id).agreement
    assert "is what the log tells" in printed(store, case)
    assert "can't be relied on" not in printed(store, case)
    store.reduce(case.id)
    assert gather(store, case.id).agreement


def forged(**values: Any) -> str:
    pairs = "".join(f", '$.{key}', json('{json.dumps(value)}')" for key, value in values.items())
    return f"UPDATE subjects SET fixed = json_set(fixed{pairs}) WHERE position = 1"


NONE = msgspec.to_builtins(Counts())


@pytest.mark.usefixtures("qapp")
def test_what_happened_in_a_case_is_what_its_log_tells(sandbox: Any, tmp_path: Path) -> None:
    office = Office(sandbox(fresh=True), tmp_path)
    case = office.approved(*office.people(3))
    store, [held, withdrawn, one] = office.store, office.store.subjects(case.id)
    Holds(store).put(held.kind, held.value, "court")
    assert withdraw(store, withdrawn)
    office.erase(case)
    following.follow(office.client, store, store.subjects(case.id)[2], token=CancelToken())
    assert gather(store, case.id).agreement
    remove_subjects(store, [withdrawn])
    store.add_subjects(case.id, [NewSubject("email", one.value), NewSubject("phone", "+49171123")])
    assert gather(store, case.id).agreement
    office.close()


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE subjects SET state = 'gone' WHERE position = 1", Agreement((1,))),
        (forged(counts=NONE), Agreement((1,))),
        (forged(approved=NONE), Agreement((1,))),
        (forged(request_id="r-2"), Agreement((1,))),
        (forged(sent=None), Agreement((1,))),
        ("UPDATE subjects SET fixed = json_set(fixed, '$.sent', '2026-01-01T00:00:00Z') "
         "WHERE position = 2", Agreement((2,))),
        ("DELETE FROM subjects WHERE position = 2", Agreement(missing=1)),
        ("UPDATE cases SET state = 'verified'", Agreement(state=True)),
    ],
)  # fmt: skip
def test_forged_records_are_told_from_what_the_log_tells(
    store: CaseStore, path: Path, statement: str, found: Agreement
) -> None:
    case = erased(store)
    change(path, statement)
    assert store.verify(case.id).intact
    assert gather(store, case.id).agreement == found
    words = printed(store, case)
    assert "Not what the log tells" in words
    assert words.index("can't be relied on") < words.index("Received")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE subjects SET fixed = 'no json'",
        "UPDATE subjects SET fixed = '[1]'",
        "UPDATE subjects SET fixed = x'ff'",
        "UPDATE subjects SET state = 'erased'",
        "UPDATE subjects SET body = zeroblob(99)",
        "UPDATE cases SET fixed = '{}'",
        "UPDATE cases SET label = x''",
    ],
)
def test_records_that_cant_be_read_are_told(store: CaseStore, path: Path, statement: str) -> None:
    case = filled(store)
    change(path, statement)
    with pytest.raises((WrongKey, CasesUnreadable)) as told:
        read_case(store, case.id, {})
    assert is_expected(told.value)
    assert present(told.value).severity is Severity.ERROR


def test_a_state_that_is_none_keeps_no_case_from_being_listed(store: CaseStore, path: Path) -> None:
    case = filled(store)
    change(path, "UPDATE subjects SET state = 'erased' WHERE position = 1")
    assert overview(store, case.tenant).tally(case.id).total == 1


# -- the evidence --------------------------------------------------------------------------------


def test_evidence_is_of_one_moment(
    store: CaseStore, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody is looked up again in another window while it is made."""
    case = erased(store)
    other, opened = CaseStore(path, KEYS), Journal.opened

    def slowly(self: Journal, taken: Taken, key: bytes | None) -> Log:
        other.note(case.id, "still-there")
        return opened(self, taken, key)

    with monkeypatch.context() as patched:
        patched.setattr(Journal, "opened", slowly)
        pack = packed(store, case, tmp_path)
    assert store.log(case.id)[-2].event == "still-there"
    report = checked(pack)
    assert (report.intact, report.count) == (True, 6)
    assert "are as they were written" in read_part(pack, "evidence.pdf").decode()
    other.close()


def test_a_pack_with_fingerprints_holds_no_sentence_about_anybody(
    store: CaseStore, tmp_path: Path
) -> None:
    case = erased(store)
    [one, _] = store.subjects(case.id)
    note = f"The address {ADDRESS} can't be erased"
    one = msgspec.structs.replace(one, state=SubjectState.NOT_TAKEN, note=note)
    store.put([one], "erasure-refused", {"status": 400}, {"messages": [note]})
    approver = Approver(name="Tilda Brannigan", at=store.clock(), note=f"for {ADDRESS}")
    reference = f"DSR {ADDRESS.upper()}"
    store.update(msgspec.structs.replace(case, reference=reference, approver=approver), "request")
    path = packed(store, case, tmp_path, personal=False)
    everything = b"".join(file.read_bytes() for file in path.rglob("*.*"))
    for word in (ADDRESS.encode(), ADDRESS.upper().encode(), b"can't be erased", b"Note"):
        assert word not in everything
    assert b"Tilda Brannigan" in everything
    assert b"The name of the approver is in it" in everything
