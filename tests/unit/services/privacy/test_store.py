"""The cases on the disk: nothing lost, nothing readable without its key, nothing altered unseen."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gong_admin.services.privacy.case import (
    Case,
    CaseKind,
    CaseState,
    Counts,
    Subject,
    SubjectState,
)
from gong_admin.services.privacy.keys import (
    Keys,
    locked_with_passphrase,
    new_key,
    unlocked_with_passphrase,
)
from gong_admin.services.privacy.regimes import Regime, deadline
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.services.privacy.store.approving import (
    OVERRULED,
    allow,
    hold,
    keep_approval,
    withdraw,
)
from gong_admin.services.privacy.store.cases import CaseGone, NotAllowed
from gong_admin.services.privacy.store.holds import Holds
from gong_admin.services.privacy.store.removing import remove_subjects
from gong_admin.services.privacy.store.writing import put_seen
from gong_admin.services.privacy.unreadable import CasesUnreadable, WrongKey
from tests.unit.services.privacy.office import MASTER

ADDRESS = "ines.halloran@lindqvist.test"
NUMBER = "+442079460135"
NOTES = "asked by letter from Tilda Brannigan"


def draft(**values: object) -> Case:
    plain = Case(
        id="",
        tenant="https://us-1.api.gong.test",
        reference="DSR-2026-014",
        kind=CaseKind.ERASURE,
        regime=Regime.GDPR,
        received=dt.date(2026, 1, 31),
        created=dt.datetime.now(dt.UTC),
        notes=NOTES,
    )
    return msgspec.structs.replace(plain, **values)


def filled(store: CaseStore) -> Case:
    return store.create(
        draft(), [NewSubject("email", ADDRESS, ADDRESS.upper()), NewSubject("phone", NUMBER)]
    )


def on_disk(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


def test_what_was_kept_is_there_when_the_file_is_opened_again(store: CaseStore, path: Path) -> None:
    case = filled(store)
    store.close()
    again = CaseStore(path, Keys.of(MASTER))
    assert again.cases() == [case]
    assert again.case(case.id).notes == NOTES
    assert [(one.kind, one.value, one.typed) for one in again.subjects(case.id)] == [
        ("email", ADDRESS, ADDRESS.upper()),
        ("phone", NUMBER, ""),
    ]
    assert again.verify(case.id).intact
    again.close()


def test_nobody_is_named_on_the_disk(store: CaseStore, path: Path) -> None:
    case = filled(store)
    [one, _] = store.subjects(case.id)
    found = msgspec.structs.replace(one, state=SubjectState.FOUND, counts=Counts(calls=3))
    raw = b'{"emails": [{"from": "%b"}]}' % ADDRESS.encode()
    store.put([found], "looked-up", private={"raw": raw.decode()}, answers={"lookup": raw})
    store.note(case.id, "note", private={"text": NOTES})
    assert store.answer(found, "lookup") == raw
    content = on_disk(path).lower()
    for secret in (ADDRESS, "halloran", NUMBER, NUMBER[1:], "brannigan", "DSR-2026-014"):
        assert secret.lower().encode() not in content
    if os.name == "posix":
        assert {file.stat().st_mode & 0o077 for file in path.parent.iterdir()} == {0}


def test_another_key_opens_nothing(store: CaseStore, path: Path) -> None:
    filled(store)
    other = CaseStore(path, Keys.of(new_key()))
    with pytest.raises(WrongKey):
        other.cases()
    other.close()


def test_a_passphrase_keeps_the_key(store: CaseStore) -> None:
    content = locked_with_passphrase(MASTER, "correct horse")
    assert MASTER not in content
    assert unlocked_with_passphrase(content, "correct horse") == MASTER
    for wrong in ((content, "Correct horse"), (content[:-1], "correct horse"), (b"", "x")):
        with pytest.raises(WrongKey):
            unlocked_with_passphrase(*wrong)


def test_the_log_tells_everything_in_order(store: CaseStore) -> None:
    case = filled(store)
    store.note(case.id, "looked-up", {"calls": 3}, {"who": ADDRESS})
    store.update(msgspec.structs.replace(case, state=CaseState.LOOKED_UP), "state")
    opened, looked_up, state = store.log(case.id)
    assert opened.facts["subjects"] == 2
    assert opened.private == {
        "subjects": [["email", ADDRESS, ADDRESS.upper()], ["phone", NUMBER, ""]]
    }
    assert (looked_up.event, looked_up.facts, looked_up.private) == (
        "looked-up",
        {"calls": 3},
        {"who": ADDRESS},
    )
    assert state.facts["state"] == "looked-up"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE log SET facts = '{\"calls\":2}' WHERE number = 2",
        "UPDATE log SET event = 'other' WHERE number = 2",
        "UPDATE log SET at = '2020-01-01T00:00:00+00:00' WHERE number = 2",
        "UPDATE log SET payload = (SELECT payload FROM log WHERE number = 1) WHERE number = 2",
        "UPDATE log SET digest = zeroblob(32) WHERE number = 2",
        "UPDATE log SET mac = zeroblob(32) WHERE number = 2",
        "DELETE FROM log WHERE number = 2",
    ],
)
def test_an_altered_log_shows_where(store: CaseStore, path: Path, change: str) -> None:
    case = filled(store)
    for calls in (3, 4, 5):
        store.note(case.id, "looked-up", {"calls": calls})
    with sqlite3.connect(path) as other:
        other.execute(change)
    other.close()
    report = store.verify(case.id)
    assert not report.intact
    assert report.broken_at == 2


def test_a_cut_end_shows(store: CaseStore, path: Path) -> None:
    case = filled(store)
    store.note(case.id, "erased", {"calls": 3})
    with sqlite3.connect(path) as other:
        other.execute("DELETE FROM log WHERE number > 1")
    other.close()
    assert store.verify(case.id).cut == 1
    # Nor can new entries be put in place of those that were cut off.
    store.note(case.id, "something else")
    assert store.verify(case.id).broken_at == 2


def test_a_kill_between_entry_and_head_is_no_alarm(store: CaseStore) -> None:
    case = filled(store)
    kept = store.database.head(case.id)
    assert kept is not None
    store.note(case.id, "looked-up")
    store.database._heads.execute("UPDATE heads SET count = ?, mac = ?", kept)
    assert store.verify(case.id).intact


def test_a_payload_is_removed_for_good_and_the_log_still_verifies(store: CaseStore) -> None:
    case = filled(store)
    store.note(case.id, "note", private={"text": NOTES})
    store.remove_payload(case.id, 2)
    report = store.verify(case.id)
    assert report.intact
    assert report.removed == 1
    assert store.log(case.id)[1].private is None


def test_a_case_goes_only_where_it_may(store: CaseStore) -> None:
    case = filled(store)
    with pytest.raises(NotAllowed):
        store.update(msgspec.structs.replace(case, state=CaseState.ERASING), "state")
    assert store.case(case.id).state is CaseState.OPEN
    access = store.create(draft(kind=CaseKind.ACCESS))
    access = store.update(msgspec.structs.replace(access, state=CaseState.LOOKED_UP), "state")
    with pytest.raises(NotAllowed):
        store.update(msgspec.structs.replace(access, state=CaseState.APPROVED), "state")


def test_subjects_are_kept_once(store: CaseStore) -> None:
    case = filled(store)
    new = [NewSubject("email", ADDRESS), NewSubject("email", "kai@lindqvist.test")]
    assert store.add_subjects(case.id, [*new, *new]) == 1
    assert [one.position for one in store.subjects(case.id)] == [1, 2, 3]


def test_a_reduced_case_knows_its_subject_only_when_it_is_typed_again(
    store: CaseStore, path: Path
) -> None:
    case = filled(store)
    [one, _] = store.subjects(case.id)
    gone = msgspec.structs.replace(one, state=SubjectState.GONE, request_id="r-1", counts=Counts())
    store.put([gone], "gone", {"calls": 0}, answers={"lookup": b"{}"}, counted=True)
    before = (path.parent / "cases.sqlite3").read_bytes()
    key = sqlite3.connect(path).execute("SELECT wrapped_key FROM cases").fetchone()[0]
    assert key in before

    reduced = store.reduce(case.id)
    assert not reduced.readable
    assert (reduced.reference, reduced.notes) == (case.reference, "")
    assert [(one.value, one.state) for one in store.subjects(case.id)] == [
        ("", SubjectState.GONE),
        ("", SubjectState.WAITING),
    ]
    assert store.subjects(case.id)[0].request_id == "r-1"
    assert store.answer(gone, "lookup") is None
    assert [found.id for found, _ in store.recognise("email", ADDRESS)] == [case.id]
    assert store.recognise("email", "somebody@else.test") == []
    assert store.verify(case.id).intact
    # Neither the file nor the journal beside it still has the key.
    assert key not in on_disk(path)
    with pytest.raises(CaseGone):
        store.note(case.id, "more")


SHARP, DOUBLE = "groß@lindqvist.test", "gross@lindqvist.test"


def test_two_people_of_like_letters_are_told_apart(store: CaseStore) -> None:
    case = store.create(draft(), [NewSubject("email", SHARP), NewSubject("email", DOUBLE)])
    assert [one.value for one in store.subjects(case.id)] == [SHARP, DOUBLE]
    assert [one.value for _, one in store.recognise("email", SHARP.title())] == [SHARP]
    assert [one.value for _, one in store.recognise("email", DOUBLE.upper())] == [DOUBLE]
    holds = Holds(store)
    holds.put("email", SHARP, "court")
    assert holds.has("email", SHARP)
    assert not holds.has("email", DOUBLE)


def test_what_an_older_version_has_marked_is_recognised(store: CaseStore) -> None:
    case = store.create(draft(), [NewSubject("email", SHARP)])
    holds = Holds(store)
    holds.put("email", SHARP, "court")
    older = store.keys.fingerprints("email", SHARP)[-1]
    assert older != store.keys.fingerprint("email", SHARP)
    with store.database.writing() as rows:
        rows.execute("UPDATE subjects SET fingerprint = ?", (older,))
        rows.execute("UPDATE holds SET fingerprint = ?", (older,))
    assert [one.value for _, one in store.recognise("email", SHARP)] == [SHARP]
    assert store.recognise("email", DOUBLE) == []
    assert (holds.has("email", SHARP), holds.has("email", DOUBLE)) == (True, False)
    holds.put("email", SHARP, "another court")
    assert [one.reason for one in holds.all()] == ["another court"]
    holds.remove("email", SHARP)
    assert holds.all() == []
    # Whose it was is gone with the key; better told once too often.
    store.reduce(case.id)
    assert [found.id for found, _ in store.recognise("email", SHARP)] == [case.id]


def test_a_deleted_case_leaves_reference_dates_and_counts(store: CaseStore, path: Path) -> None:
    case = filled(store)
    [one, _] = store.subjects(case.id)
    store.put([msgspec.structs.replace(one, counts=Counts(calls=4))], "looked-up")
    deleted = store.delete(case.id)
    assert (deleted.reference, deleted.received, deleted.notes) == (
        "DSR-2026-014",
        dt.date(2026, 1, 31),
        "",
    )
    assert store.subjects(case.id)[0].counts == Counts(calls=4)
    assert store.recognise("email", ADDRESS) == []
    assert store.verify(case.id).intact


def test_an_erasure_that_was_about_to_leave_is_unknown_afterwards(store: CaseStore) -> None:
    case = filled(store)
    [one, _] = store.subjects(case.id)
    store.put([msgspec.structs.replace(one, state=SubjectState.SENDING)], "sending")
    assert [left.id for left in store.interrupted(case.id)] == [one.id]
    assert [one.state for one in store.subjects(case.id)] == [
        SubjectState.UNKNOWN,
        SubjectState.WAITING,
    ]
    assert store.interrupted(case.id) == []


def test_a_session_without_keyring_leaves_nothing(tmp_path: Path) -> None:
    store = CaseStore(None, Keys.of(new_key()))
    case = filled(store)
    store.reduce(case.id)
    assert store.verify(case.id).intact
    store.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a database" * 99, b"SQLite format 3\0" * 9])
def test_a_damaged_file_says_so_and_is_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(CasesUnreadable):
        CaseStore(path, Keys.of(MASTER))
    assert path.read_bytes() == content


def test_two_programs_write_one_log(store: CaseStore, path: Path) -> None:
    other = CaseStore(path, Keys.of(MASTER))
    case = filled(store)
    for number in range(5):
        store.note(case.id, "here", {"number": number})
        other.note(case.id, "there", {"number": number})
    assert [entry.event for entry in other.log(case.id)[1:]] == ["here", "there"] * 5
    assert store.verify(case.id).intact
    other.close()


def test_a_kill_loses_nothing_that_was_said_to_be_kept(path: Path) -> None:
    """The child says each number once it is kept, and is killed in the middle."""
    script = textwrap.dedent(
        """
        import datetime as dt, sys
        from pathlib import Path
        from gong_admin.services.privacy.keys import Keys
        from gong_admin.services.privacy.store import CaseStore
        from tests.unit.services.privacy.test_store import MASTER, filled
        store = CaseStore(Path(sys.argv[1]), Keys.of(MASTER))
        case = filled(store)
        for number in range(100_000):
            store.note(case.id, "step", {"number": number})
            print(number, flush=True)
        """
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    said = -1
    for line in child.stdout:
        said = int(line)
        if said >= 40:
            child.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
            break
    rest = child.stdout.read().split()
    child.stdout.close()
    child.wait()
    said = int(rest[-1]) if rest and rest[-1].isdigit() else said
    store = CaseStore(path, Keys.of(MASTER))
    [case] = store.cases()
    kept = [entry.facts["number"] for entry in store.log(case.id)[1:]]
    assert kept == list(range(len(kept)))
    assert len(kept) > said
    assert store.verify(case.id).intact
    store.close()


@pytest.mark.parametrize(
    ("regime", "received", "extended", "last"),
    [
        (Regime.GDPR, dt.date(2026, 1, 31), False, dt.date(2026, 2, 28)),
        (Regime.GDPR, dt.date(2026, 1, 31), True, dt.date(2026, 4, 30)),
        (Regime.GDPR, dt.date(2025, 12, 15), False, dt.date(2026, 1, 15)),
        (Regime.CCPA, dt.date(2026, 1, 1), False, dt.date(2026, 2, 15)),
        (Regime.CCPA, dt.date(2026, 1, 1), True, dt.date(2026, 4, 1)),
        (Regime.OWN, dt.date(2026, 1, 1), False, None),
    ],
)
def test_deadlines(regime: Regime, received: dt.date, extended: bool, last: dt.date | None) -> None:
    assert deadline(regime, received, extended=extended) == last


# -- two windows -------------------------------------------------------------------------------


def approved(store: CaseStore) -> list[Subject]:
    """Two subjects, found and approved."""
    case = filled(store)
    found = [
        msgspec.structs.replace(one, state=SubjectState.FOUND, counts=Counts(calls=3))
        for one in store.subjects(case.id)
    ]
    store.put(found, "looked-up", answers={"lookup": b"{}"})
    case = store.update(msgspec.structs.replace(case, state=CaseState.LOOKED_UP), "state")
    case = msgspec.structs.replace(case, state=CaseState.APPROVED)
    keep_approval(store, case, found, {}, {}, {one.id: b"{}" for one in found})
    return store.subjects(case.id)


def erased(store: CaseStore, one: Subject) -> Subject:
    """By another window."""
    sent = msgspec.structs.replace(
        one, state=SubjectState.ERASING, sent=dt.datetime.now(dt.UTC), request_id="4kq1d8"
    )
    store.put([sent], "erasure-taken")
    return sent


def test_what_a_window_shows_too_late_puts_no_erasure_back(store: CaseStore) -> None:
    stale, other = approved(store)
    sent = erased(store, stale)
    assert not withdraw(store, stale)
    assert hold(store, [stale, other])[0] == sent
    assert remove_subjects(store, [stale]) == 0
    assert store.subject(stale.id) == sent
    assert store.answer(stale, "approved") is not None


def test_an_approval_that_is_taken_back_leaves_nothing_behind(store: CaseStore) -> None:
    first, second = approved(store)
    assert withdraw(store, first)
    assert not withdraw(store, first)
    [held] = hold(store, [second])
    assert (held.state, held.approved) == (SubjectState.HELD, None)
    for one in store.subjects(first.case_id):
        assert one.approved is None
        assert store.answer(one, "approved") is None
        assert store.answer(one, OVERRULED) is None
    events = [entry.event for entry in store.log(first.case_id)]
    assert events[-2:] == ["approval-withdrawn", "held"]
    assert store.verify(first.case_id).intact


def test_an_erasure_in_another_window_keeps_its_subject(
    store: CaseStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale, _ = approved(store)
    writing, sent = store.database.writing, list[Subject]()

    def overtaken(**options: bool) -> Any:
        monkeypatch.undo()
        sent.append(erased(store, stale))
        return writing(**options)

    monkeypatch.setattr(store.database, "writing", overtaken)
    assert remove_subjects(store, [stale]) == 0
    assert store.subject(stale.id) == sent[0]


def test_who_was_taken_out_meanwhile_is_allowed_nothing(store: CaseStore) -> None:
    first, second = approved(store)
    remove_subjects(store, [first])
    allow(store, [first, second], {first.id: b"1", second.id: b"2"})
    assert store.answer(second, OVERRULED) == b"2"


def test_a_lookup_takes_no_approval_back(store: CaseStore) -> None:
    one, _ = approved(store)
    before = msgspec.structs.replace(one, approved=None)  # as it was when it was asked for
    assert put_seen(store, before, before, "looked-up", {}, b"{}") == one
    assert store.subject(one.id) == one
    assert store.log(one.case_id)[-1].facts["overtaken"] is True
