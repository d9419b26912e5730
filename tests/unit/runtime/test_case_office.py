"""The case office on the sandbox: opened in every way, stopped, closed, shared, and followed up."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gong_admin.runtime import case_office
from gong_admin.runtime.case_door import CASES_FILE
from gong_admin.runtime.case_keys import KEY_FILE
from gong_admin.runtime.case_office import OfficeState
from gong_admin.runtime.connections import ConnectionKind
from gong_admin.runtime.file_lock import FileLock
from gong_admin.services.privacy import erasing
from gong_admin.services.privacy.case import AFTER_SENDING, Case, CaseState, SubjectState
from gong_admin.services.privacy.keys import locked_with_passphrase, new_key
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.holds import Holds
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient
from tests.unit.runtime.case_desk import Desk
from tests.unit.runtime.case_keyring import Backend, backend_for

FOUND = SubjectState.FOUND


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[Backend]:
    yield from backend_for(monkeypatch)


@pytest.fixture
def desk(
    sandbox: Any, tmp_path: Path, loop: Any, run: Any, qtbot: Any, backend: Backend
) -> Iterator[Desk]:
    desk = Desk(sandbox(fresh=True), tmp_path / "cases", run, qtbot)
    yield desk
    desk.end()


@pytest.fixture
def reading(
    sandbox: Any, tmp_path: Path, loop: Any, run: Any, qtbot: Any, backend: Backend
) -> Iterator[Desk]:
    """On a sandbox that others use as well: nothing is erased."""
    desk = Desk(sandbox(), tmp_path / "cases", run, qtbot)
    yield desk
    desk.end()


# -- opening -----------------------------------------------------------------------------------


def test_with_a_keyring_the_cases_open_by_themselves(reading: Desk) -> None:
    office = reading.open()
    assert office.state is OfficeState.OPEN
    case = reading.new_case("ines@lindqvist.test")
    reading.close()
    office = reading.open(wake=True)
    reading.becomes(OfficeState.OPEN)
    assert [one.id for one in office.store.cases()] == [case.id]
    reading.close()


def test_nothing_is_opened_where_there_are_no_cases(reading: Desk) -> None:
    reading.open(wake=True)
    reading._run(reading.office._scope.finished())
    assert reading.office.state is OfficeState.CLOSED
    assert not (reading.folder / CASES_FILE).exists()
    reading.close()


def test_without_a_keyring_a_passphrase_is_asked_for(reading: Desk, backend: Backend) -> None:
    backend.absent()
    office = reading.open()
    assert office.state is OfficeState.NEEDS_CHOICE
    assert office.reason
    office.use_passphrase("four plain words here")
    reading.becomes(OfficeState.OPEN)
    case = reading.new_case("ines@lindqvist.test")
    reading.close()

    office = reading.open()
    assert office.state is OfficeState.NEEDS_PASSPHRASE
    office.use_passphrase("three plain words")
    reading.until(lambda: "not the passphrase" in office.reason)
    assert office.state is OfficeState.NEEDS_PASSPHRASE
    office.use_passphrase("four plain words here")
    reading.becomes(OfficeState.OPEN)
    assert [one.value for one in reading.subjects(case)] == ["ines@lindqvist.test"]
    reading.close()


def test_one_key_is_made_however_often_the_passphrase_is_given(
    reading: Desk, backend: Backend
) -> None:
    backend.absent()
    office = reading.open()
    office.use_passphrase("four plain words here")
    assert office.state is OfficeState.OPENING  # the question is not there to be answered again
    office.use_passphrase("four plain words here")
    office.use_session()
    office.start_anew()
    reading.becomes(OfficeState.OPEN)
    assert not office.fleeting
    case = reading.new_case("ines@lindqvist.test")
    reading.close()
    office = reading.open()
    office.use_passphrase("four plain words here")
    reading.becomes(OfficeState.OPEN)
    assert [one.id for one in office.store.cases()] == [case.id]
    reading.close()


def test_a_backup_that_cannot_be_read_is_asked_for_again(
    reading: Desk, backend: Backend, tmp_path: Path
) -> None:
    reading.open()
    reading.new_case("ines@lindqvist.test")
    reading.close()
    backend.kept.clear()
    office = reading.open()
    office.use_backup(tmp_path / "gone.gongkey", "of the backup")
    reading.becomes(OfficeState.NEEDS_BACKUP)
    assert office.reason
    reading.close()


@pytest.mark.parametrize("demo", [True, False])
def test_for_this_session_only_nothing_reaches_the_disk(
    reading: Desk, backend: Backend, demo: bool
) -> None:
    backend.absent()
    office = reading.open(ConnectionKind.DEMO if demo else ConnectionKind.PRODUCTION)
    if not demo:
        assert office.state is OfficeState.NEEDS_CHOICE
        office.use_session()
    reading.becomes(OfficeState.OPEN)
    reading.new_case("ines@lindqvist.test")
    reading.close()
    assert not (reading.folder / CASES_FILE).exists()
    assert not (reading.folder / KEY_FILE).exists()


def test_a_key_that_was_lost_comes_back_from_the_backup(
    reading: Desk, backend: Backend, tmp_path: Path
) -> None:
    office = reading.open()
    case = reading.new_case("ines@lindqvist.test")
    reading._run(office.backup(tmp_path / "cases.key", "of the backup"))
    reading.close()
    backend.kept.clear()

    office = reading.open()
    assert office.state is OfficeState.NEEDS_BACKUP
    office.use_backup(tmp_path / "cases.key", "another")
    reading.until(lambda: "passphrase is another" in office.reason)
    office.use_backup(tmp_path / "cases.key", "of the backup")
    reading.becomes(OfficeState.OPEN)
    assert office.store.case(case.id).reference == "DSR-1"
    reading.close()
    assert reading.open().state is OfficeState.OPEN  # and it is kept again
    reading.close()


def test_a_wrong_key_opens_nothing_and_spoils_nothing(reading: Desk, backend: Backend) -> None:
    reading.open()
    case = reading.new_case("ines@lindqvist.test")
    reading.close()
    kept = dict(backend.kept)
    [place] = kept
    for wrong in ("MDEyMw==", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "no key at all"):
        backend.kept[place] = wrong
        assert reading.open().state is OfficeState.NEEDS_BACKUP
        assert reading.office.reason
        reading.close()
    backend.kept.update(kept)
    reading.open()
    assert reading.office.store.verify(case.id).intact
    reading.close()


def test_a_backup_of_another_key_replaces_nothing(
    reading: Desk, backend: Backend, tmp_path: Path
) -> None:
    other = tmp_path / "other.key"
    other.write_bytes(locked_with_passphrase(new_key(), "theirs"))
    backend.absent()
    office = reading.open()
    office.use_passphrase("four plain words here")
    reading.becomes(OfficeState.OPEN)
    case = reading.new_case("ines@lindqvist.test")
    reading.close()
    office = reading.open()
    office.ask_backup()
    office.use_backup(other, "theirs")
    reading.until(lambda: "does not fit" in office.reason)
    assert office.state is OfficeState.NEEDS_BACKUP
    reading.close()

    office = reading.open()
    assert office.state is OfficeState.NEEDS_PASSPHRASE
    office.use_passphrase("four plain words here")
    reading.becomes(OfficeState.OPEN)
    assert [one.value for one in reading.subjects(case)] == ["ines@lindqvist.test"]
    reading.close()


def test_with_nothing_but_holds_another_key_does_not_fit(
    reading: Desk, backend: Backend, tmp_path: Path
) -> None:
    office = reading.open()
    Holds(office.store).put("email", "ines@lindqvist.test", "court")
    reading.close()
    backend.kept.clear()
    other = tmp_path / "other.key"
    other.write_bytes(locked_with_passphrase(new_key(), "theirs"))
    office = reading.open()
    office.use_backup(other, "theirs")
    reading.until(lambda: "does not fit" in office.reason)
    assert not backend.kept
    reading.close()


def test_a_locked_keyring_is_asked_again(reading: Desk, backend: Backend) -> None:
    reading.open()
    reading.new_case("ines@lindqvist.test")
    reading.close()
    backend.lock()
    office = reading.open()
    assert office.state is OfficeState.NEEDS_BACKUP
    assert "locked" in office.reason
    backend.unlock()
    office.retry()
    reading.becomes(OfficeState.OPEN)
    reading.close()


@pytest.mark.parametrize("content", [b"not a database at all, but long enough" * 40, b"SQLite"])
def test_a_damaged_file_is_told_and_set_aside(reading: Desk, content: bytes) -> None:
    reading.open()
    reading.new_case("ines@lindqvist.test")
    reading.close()
    (reading.folder / CASES_FILE).write_bytes(content)
    office = reading.open()
    assert office.state is OfficeState.FAILED
    assert "can't be" in office.reason
    office.start_anew()
    reading.becomes(OfficeState.OPEN)
    assert office.store.cases() == []
    [kept] = reading.folder.glob(f"set-aside-*-{CASES_FILE}")
    assert kept.read_bytes() == content
    reading.close()


# -- work --------------------------------------------------------------------------------------


def test_a_list_is_told_as_it_goes_and_goes_on_after_a_stop(reading: Desk) -> None:
    office = reading.open()
    case = reading.new_case(*reading.people(40))
    office.look_up(case.id)
    reading.until(lambda: len(reading.told) > 2)
    office.stop(case.id)
    reading.work_ends(case)
    assert case.id not in office.troubles  # it was wanted
    reading.close()

    office = reading.open()
    states = [one.state for one in reading.subjects(case)]
    assert FOUND in states
    assert SubjectState.WAITING in states
    reading.told.clear()
    office.look_up(case.id)
    reading.work_ends(case)
    reading.until(lambda: len(reading.told) == states.count(SubjectState.WAITING))
    assert office.store.case(case.id).state is CaseState.LOOKED_UP
    reading.until(lambda: office.seen.tally(case.id).of(FOUND) == 40)
    reading.close()


def test_what_stands_in_the_way_is_told_with_the_case(desk: Desk) -> None:
    office = desk.open()
    case = desk.new_case(*desk.people(3))
    desk.running.control("faults", {"revoked-key": 1})
    office.look_up(case.id)
    desk.work_ends(case)
    assert office.troubles[case.id].title
    desk.running.control("faults", method="DELETE")
    office.look_up(case.id)
    desk.work_ends(case)
    assert case.id not in office.troubles
    assert desk.states(case) == {FOUND}
    desk.close()


def test_erasing_needs_the_lock_open(desk: Desk) -> None:
    office = desk.open()
    case = desk.approved(2)
    desk.session.lock.close()
    assert desk.erase(case)
    desk.work_ends(case)
    assert office.troubles[case.id]
    assert desk.states(case) == {FOUND}
    assert desk.running.control("erasures") == []
    desk.close()


def test_one_window_at_a_time_erases_a_case(desk: Desk, qtbot: Any) -> None:
    office = desk.open()
    case = desk.approved(4)
    other = Desk(desk.running, desk.folder, desk._run, qtbot)
    other.open()
    other.session.lock.open()
    assert desk.erase(case, seconds_between=0.2)
    assert not other.erase(case)
    office.look_up(case.id, states=(FOUND,))  # must not get in the way of what is being erased
    desk.work_ends(case)
    assert desk.states(case) == {SubjectState.ERASING}
    assert other.erase(case)
    other.work_ends(case)
    assert len(desk.running.control("erasures")) == 4
    other.close()
    other.end()
    desk.close()


def test_a_pause_holds_between_two(desk: Desk) -> None:
    office = desk.open()
    case = desk.approved(3)
    assert desk.erase(case)
    office.pauses[case.id].hold()
    desk.until(lambda: len(desk.running.control("erasures")) <= 1)
    office.pauses[case.id].go_on()
    desk.work_ends(case)
    assert desk.states(case) == {SubjectState.ERASING}
    desk.close()


def test_what_is_paused_goes_on_though_another_case_is_erased_meanwhile(desk: Desk) -> None:
    office = desk.open()
    first = desk.approved(3)
    second = desk.new_case(desk.people(4)[3])
    office.look_up(second.id)
    desk.work_ends(second)
    erasing.approve(office.store, office.store.case(second.id), desk.subjects(second))
    assert desk.erase(first, seconds_between=0.2)
    office.pauses[first.id].hold()
    assert desk.erase(second)
    assert not office.pauses[second.id].held
    desk.work_ends(second)
    assert desk.states(second) == {SubjectState.ERASING}
    assert office.pauses[first.id].held
    assert FOUND in desk.states(first)
    office.pauses[first.id].go_on()
    desk.work_ends(first)
    assert desk.states(first) == {SubjectState.ERASING}
    assert not office.pauses
    desk.close()


def test_closing_in_the_middle_loses_no_answer(desk: Desk) -> None:
    desk.running.control(
        "faults", {"latency": {"rate": 1, "seconds": 0.3, "operations": ["purgeEmailAddress"]}}
    )
    office = desk.open()
    case = desk.approved(5)
    assert desk.erase(case)
    desk.until(lambda: len(desk.running.control("erasures")) == 2)
    office.pauses[case.id].hold()  # a pause must not keep the window from closing
    desk.close()

    desk.open()
    subjects = desk.subjects(case)
    assert SubjectState.SENDING not in {one.state for one in subjects}
    sent = [one for one in subjects if one.state in AFTER_SENDING]
    taken = {one["requestId"] for one in desk.running.control("erasures")}
    assert len(sent) == len(taken)
    assert {one.request_id for one in sent if one.request_id} <= taken
    assert desk.office.store.verify(case.id).intact
    # And on from there, nobody twice.
    desk.session.lock.open()
    assert desk.erase(case)
    desk.work_ends(case)
    assert len(desk.running.control("erasures")) == 5
    desk.close()


# -- following ---------------------------------------------------------------------------------


def long_ago(desk: Desk, case: Case, **ago: Any) -> None:
    """As if everything had happened that much earlier."""
    span = dt.timedelta(**ago)
    fields = ("sent", "answered", "looked_up", "gone")
    earlier = [
        msgspec.structs.replace(
            one, **{name: when - span for name in fields if (when := getattr(one, name))}
        )
        for one in desk.subjects(case)
    ]
    desk.office.store.put(earlier, "test")


def test_who_was_erased_is_followed_at_the_next_start(desk: Desk) -> None:
    desk.open()
    case = desk.approved(2)
    assert desk.erase(case)
    desk.work_ends(case)
    long_ago(desk, case, minutes=2)
    desk.close()
    desk.running.control("advance", {"seconds": 60})

    desk.told.clear()
    office = desk.open(wake=True)
    desk.until(lambda: len(desk.told) == 2)
    assert desk.states(case) == {SubjectState.GONE}
    assert office.store.case(case.id).state is CaseState.VERIFIED
    desk.until(lambda: office.seen.tally(case.id).of(SubjectState.GONE) == 2)
    assert office.seen.alarms == ()
    desk.close()


@pytest.mark.parametrize(
    ("state", "begun", "then"),
    [
        (SubjectState.NOTHING, CaseState.OPEN, CaseState.LOOKED_UP),
        (SubjectState.GONE, CaseState.ERASING, CaseState.VERIFIED),
        (SubjectState.CAME_BACK, CaseState.VERIFIED, CaseState.ERASING),
        (SubjectState.WAITING, CaseState.OPEN, CaseState.OPEN),
    ],
)
def test_a_case_catches_up_with_its_subjects_at_the_next_start(
    desk: Desk, state: SubjectState, begun: CaseState, then: CaseState
) -> None:
    store = desk.open().store
    case = desk.new_case(*desk.people(1))
    now = dt.datetime.now(dt.UTC)
    sent = now if begun is not CaseState.OPEN else None
    # As if the program had ended between the last answer and what follows from it.
    for passed in (CaseState.LOOKED_UP, CaseState.APPROVED, CaseState.ERASING, CaseState.VERIFIED):
        if store.case(case.id).state is not begun:
            store.update(msgspec.structs.replace(store.case(case.id), state=passed), "test")
    [one] = desk.subjects(case)
    store.put([msgspec.structs.replace(one, state=state, sent=sent, looked_up=now)], "test")
    desk.close()
    assert desk.open().store.case(case.id).state is then


@pytest.mark.parametrize(
    ("elsewhere", "then"), [(False, SubjectState.UNKNOWN), (True, SubjectState.SENDING)]
)
def test_what_was_on_its_way_when_the_program_ended_is_unknown(
    desk: Desk, elsewhere: bool, then: SubjectState
) -> None:
    store = desk.open().store
    case = desk.approved(1)
    store.update(msgspec.structs.replace(store.case(case.id), state=CaseState.ERASING), "erasing")
    [one] = desk.subjects(case)
    sent = dt.datetime.now(dt.UTC)
    store.put([msgspec.structs.replace(one, state=SubjectState.SENDING, sent=sent)], "sending")
    desk.close()
    # Unless another window is at it, which knows more.
    lock = FileLock(desk.folder / f".{case.id}.lock")
    assert not elsewhere or lock.take()
    desk.open()
    assert desk.states(case) == {then}
    lock.release()


def test_whoever_comes_back_is_an_alarm_once(desk: Desk) -> None:
    desk.running.control("faults", {"reimport": 1})
    office = desk.open()
    case = desk.approved(12)
    assert desk.erase(case)
    desk.work_ends(case)
    desk.running.control("advance", {"seconds": 10})
    office.follow_now(desk.subjects(case))
    desk.followed()
    assert desk.states(case) == {SubjectState.GONE}
    assert desk.back == []

    desk.running.control("advance", {"seconds": 60})
    long_ago(desk, case, hours=2)
    office.follow_due()
    desk.followed()
    assert desk.back
    alarmed = len(desk.back)
    assert all(one.counts and one.counts.records for one in desk.back)
    assert office.store.case(case.id).state is CaseState.ERASING
    desk.until(lambda: bool(office.seen.alarms))
    office.follow_now(desk.back)
    desk.followed()
    assert len(desk.back) == alarmed
    desk.close()


@pytest.mark.parametrize("fault", ["server-error", "revoked-key"])
def test_following_stops_quietly_when_gong_is_away(desk: Desk, fault: str) -> None:
    office = desk.open()
    case = desk.approved(1)
    assert desk.erase(case)
    desk.work_ends(case)
    long_ago(desk, case, minutes=2)
    failed: list[object] = []
    office.failed.connect(failed.append)
    desk.running.control("faults", {fault: 1})
    office.follow_due()
    desk.followed()
    assert office.store.log(case.id)[-1].event == "lookup-failed"
    told = len(office.store.log(case.id))
    office.follow_due()
    desk.followed()
    assert len(office.store.log(case.id)) == told, "asked again at once"
    assert failed == []
    assert desk.states(case) == {SubjectState.ERASING}
    desk.running.control("faults", method="DELETE")
    desk.close()


def test_one_that_fails_is_let_alone_and_the_others_are_followed(desk: Desk, loop: Any) -> None:
    office = desk.open()
    client = PlainClient(desk.running)
    colleague = next(one["emailAddress"] for one in Known(client).users if one["active"])
    client.close()
    case = desk.new_case("no address at all", colleague, *desk.people(2))
    now = dt.datetime.now(dt.UTC)
    store, hours = office.store, dt.timedelta(hours=2)
    for state in (CaseState.LOOKED_UP, CaseState.APPROVED, CaseState.ERASING):
        store.update(msgspec.structs.replace(case, state=state), "test")
    erasing = {"state": SubjectState.ERASING, "sent": now - hours}
    odd, *others = (msgspec.structs.replace(one, **erasing) for one in desk.subjects(case))
    odd = msgspec.structs.replace(odd, kind="phone")  # which Gong refuses: there is no digit in it
    store.put([odd, *others], "test")
    noted: list[Any] = []
    office.noted.connect(noted.append)
    desk.followed()  # whoever was due when it was opened
    office.follow_due()
    desk.followed()
    odd, own, *others = desk.subjects(case)
    assert all(one.looked_up and one.looked_up > now for one in others)
    assert (odd.looked_up, own.looked_up) == (None, None)
    desk.until(lambda: [one.id for one in noted] == [own.id])  # a Gong user by now
    entries = len(store.log(case.id))
    later = [msgspec.structs.replace(one, looked_up=None) for one in others]
    store.put(later, "test")
    office.follow_due()
    desk.followed()
    # Neither is asked for again at once, and nothing of it is a fault of the program.
    asked = [one.facts["subjects"] for one in store.log(case.id)[entries + 1 :]]
    assert sorted(asked) == [[3], [4]]
    assert loop.unhandled == []
    desk.until(lambda: bool(office.seen.given_up))
    desk.close()


def test_looking_again_is_a_job_that_can_be_stopped(desk: Desk) -> None:
    office = desk.open()
    case = desk.approved(12)
    assert desk.erase(case)
    desk.work_ends(case)
    desk.running.control("faults", {"latency": {"rate": 1, "seconds": 0.3}})
    desk.told.clear()
    office.follow_now(desk.subjects(case))
    job = office.jobs[case.id]
    assert job in desk.jobs.running
    desk.until(lambda: job.progress.done > 0)
    assert job.progress.total == 12
    office.stop(case.id)
    desk.work_ends(case)
    assert 0 < len(desk.told) < 12
    assert case.id not in office.troubles  # it was wanted
    desk.close()


def test_looking_again_says_what_stands_in_the_way(desk: Desk) -> None:
    office = desk.open()
    case = desk.approved(2)
    assert desk.erase(case)
    desk.work_ends(case)
    desk.running.control("faults", {"server-error": 1})
    office.follow_now(desk.subjects(case))
    desk.work_ends(case)
    assert office.troubles[case.id].title == "Gong has a problem"
    failed = [one for one in office.store.log(case.id) if one.event == "lookup-failed"]
    assert len(failed) == 2
    assert all(one.facts["status"] == 500 for one in failed)
    desk.close()


# -- another window ----------------------------------------------------------------------------


def test_work_on_a_case_that_has_changed_meanwhile_is_told(desk: Desk, loop: Any) -> None:
    office = desk.open()
    case = desk.approved(1)
    store = office.store
    store.update(msgspec.structs.replace(store.case(case.id), state=CaseState.LOOKED_UP), "test")
    assert desk.erase(case)
    desk.work_ends(case)
    assert "approved" in office.troubles[case.id].text
    store.delete(case.id)
    office.look_up(case.id, states=(FOUND,))
    desk.work_ends(case)
    assert "removed" in office.troubles[case.id].text
    assert loop.unhandled == []
    desk.close()


def test_the_lock_of_a_case_goes_with_it(desk: Desk) -> None:
    office = desk.open()

    def locks() -> list[str]:
        return [one.name for one in desk.folder.glob(".*.lock") if one.name != ".key.lock"]

    case, other = desk.approved(1), desk.new_case("ines@lindqvist.test")
    assert desk.erase(case)
    desk.work_ends(case)
    assert locks() == [f".{case.id}.lock"]
    desk._run(office.forget(CaseStore.reduce, case.id))
    assert locks() == []
    # One that was left behind, and one that is needed.
    for case_id in (case.id, other.id):
        (desk.folder / f".{case_id}.lock").touch()
    desk.close()
    desk.open()
    assert locks() == [f".{other.id}.lock"]
    desk.close()


# -- the end -----------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [OSError(5, "database is locked", "cases"), ValueError()])
def test_what_fails_while_opening_is_told_and_tried_again(
    reading: Desk, loop: Any, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    opened: list[CaseStore] = []

    def fails(store: CaseStore, *_: Any) -> None:
        opened.append(store)
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(case_office, "catch_up", fails)
        office = reading.open()
    assert office.state is OfficeState.FAILED
    assert office.reason
    # A fault of the program is reported as one as well.
    assert len(loop.unhandled) == isinstance(error, ValueError)
    loop.unhandled.clear()
    [first] = opened
    with pytest.raises(sqlite3.ProgrammingError):
        first.cases()
    office.retry()
    reading.becomes(OfficeState.OPEN)
    assert office.store.cases() == []
    reading.close()


def test_closing_at_once_is_fine(reading: Desk) -> None:
    office = reading.open(wake=True)
    office.retry()
    reading.close()
    assert office.state is not OfficeState.OPEN
