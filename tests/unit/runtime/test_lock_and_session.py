"""The lock, the guarded client and the session, against the sandbox."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import Iterator

import msgspec
import pytest
import shiboken6

from gong_admin.api import errors
from gong_admin.api.catalogue import operation
from gong_admin.api.pacing import Pacer
from gong_admin.api.types.settings import ListWorkspaces
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.connections import AuthKind, Connection, ConnectionKind
from gong_admin.runtime.credentials import Secret
from gong_admin.runtime.errors import ChangesLocked, MayHaveHappened, ProofNotKept
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.lock import ChangeLock
from gong_admin.runtime.session import open_session


class Clock:
    """Both clocks in one; `asleep` moves only the time of day."""

    def __init__(self) -> None:
        self.up = self.day = 1000.0

    def __call__(self) -> tuple[float, float]:
        return self.up, self.day

    def pass_(self, seconds: float) -> None:
        self.up += seconds
        self.day += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lock(qtbot, clock) -> Iterator[ChangeLock]:
    lock = ChangeLock("Acme", clock=clock)
    yield lock
    lock.close()


def test_closed_at_first_and_opened_on_purpose(lock):
    seen = []
    lock.changed.connect(seen.append)
    with pytest.raises(ChangesLocked):
        lock.check("Update a profile")
    lock.open()
    lock.check("Update a profile")
    lock.close("The screen was locked.")
    assert seen == [True, False]
    with pytest.raises(ChangesLocked):
        lock.check("Update a profile")


def test_closes_fifteen_minutes_after_the_last_write(lock, clock):
    lock.open()
    clock.pass_(14 * 60)
    lock.wrote()
    clock.pass_(14 * 60)
    lock.check("still allowed")
    clock.pass_(61)
    with pytest.raises(ChangesLocked):
        lock.check("too late")


def test_time_asleep_counts(lock, clock):
    lock.open()
    clock.day += 16 * 60
    assert not lock.is_open


def test_setting_the_clock_back_does_not_keep_it_open(lock, clock):
    lock.open()
    clock.day -= 3600
    clock.up += 15 * 60
    assert not lock.is_open


def test_the_window_is_told_when_time_is_up(lock, clock, qtbot, monkeypatch):
    lock._timer.setInterval(5)
    lock.open()
    clock.pass_(16 * 60)
    with qtbot.waitSignal(lock.closed) as told:
        pass
    assert told.args == ["15 minutes passed without a change."]


def test_a_read_only_connection_stays_so(qtbot):
    lock = ChangeLock("Acme", read_only=True)
    with pytest.raises(ChangesLocked) as raised:
        lock.open()
    assert raised.value.for_good
    assert not lock.is_open


def test_check_from_many_threads_while_it_closes(lock):
    lock.open()
    refused = []

    def hammer() -> None:
        for _ in range(500):
            try:
                lock.check("x")
            except ChangesLocked:
                refused.append(1)

    threads = [threading.Thread(target=hammer) for _ in range(4)]
    for thread in threads:
        thread.start()
    lock.close()
    for thread in threads:
        thread.join()
    with pytest.raises(ChangesLocked):
        lock.check("x")


# -- a session against the sandbox ---------------------------------------------------------------


@pytest.fixture
def tenant(sandbox):
    return sandbox(users=202)  # no other module asks for so many: profiles are made here


@pytest.fixture
def journal(tmp_path) -> Journal:
    return Journal(tmp_path / "journal.jsonl")


@pytest.fixture
def session(tenant, run, journal, tmp_path):
    bridge = Bridge()
    connection = Connection(
        name="Demo", base_url=tenant.base_url, kind=ConnectionKind.DEMO, read_only=False
    )
    secret = Secret(AuthKind.KEY_PAIR, tenant.access_key_secret, tenant.access_key)
    session = run(
        open_session(
            connection,
            secret.credentials(),
            bridge=bridge,
            journal=journal,
            pacer=Pacer(tenant.base_url, tmp_path, rate=0),
        )
    )
    yield session
    if shiboken6.isValid(session):
        session.close()
        session.deleteLater()
    run(bridge.shut_down(5))


@pytest.fixture
def new_profile(session, run):
    """A request for a profile of its own, in a workspace that is there."""
    workspaces = run(session.call(operation("listWorkspaces"), ListWorkspaces())).value.workspaces
    example = operation("createPermissionProfile").example
    return msgspec.structs.replace(
        example,
        workspace_id=workspaces[0].id,
        profile=msgspec.structs.replace(example.profile, name=f"Profile {uuid.uuid4().hex[:8]}"),
    )


def test_reads_pass_the_closed_lock_and_leave_no_trace(session, run, journal):
    op = operation("listUsers")
    answer = run(session.call(op, op.request()))
    assert len(answer.value.users) == 100
    assert journal.read().entries == []


def test_a_write_needs_the_lock_and_is_recorded(session, run, journal, new_profile):
    op = operation("createPermissionProfile")
    with pytest.raises(ChangesLocked):
        run(session.call(op, new_profile))
    assert journal.read().entries == []

    session.lock.open()
    answer = run(session.call(op, new_profile, subject="a new profile"))
    (entry,) = journal.read().entries
    assert (entry.outcome, entry.status, entry.operation) == ("done", 200, op.id)
    assert entry.request_id == answer.request_id
    assert entry.after["profile"]["id"] == answer.value.profile.id
    assert entry.subject == "a new profile"


def test_a_refused_write_is_recorded_as_refused(session, run, journal, new_profile):
    op = operation("createPermissionProfile")
    session.lock.open()
    with pytest.raises(errors.BadRequest):
        run(session.call(op, new_profile, raw_body=b'{"name": 7}'))
    (entry,) = journal.read().entries
    assert entry.outcome == "refused"


def test_a_write_without_an_answer_may_have_happened(session, run, journal, sandbox, new_profile):
    session.lock.open()
    tenant = sandbox(users=202)
    tenant.control("faults", {"drop": 1.0})
    try:
        op = operation("createPermissionProfile")
        with pytest.raises(MayHaveHappened):
            run(session.call(op, new_profile))
    finally:
        tenant.control("faults", {"drop": 0.0})
    (entry,) = journal.read().entries
    assert entry.outcome == "uncertain"


def test_an_answer_is_recorded_though_the_connection_is_gone(
    session, run, journal, tenant, new_profile
):
    """The program ends while Gong takes its time: it waits for the answer, to keep it."""
    session.lock.open()
    op = operation("createPermissionProfile")

    def arrived() -> int:
        return tenant.control("stats")["requests"].get(op.id, 0)

    before = arrived()
    tenant.control("faults", {"latency": {"count": 1, "operations": [op.id], "seconds": 0.5}})

    async def write_and_leave() -> None:
        writing = asyncio.ensure_future(session.call(op, new_profile))
        while arrived() == before:
            await asyncio.sleep(0.01)
        session.close()
        shiboken6.delete(session)
        await writing

    run(write_and_leave())
    (entry,) = journal.read().entries
    assert entry.outcome == "done"
    assert not journal.unanswered


def test_without_a_journal_nothing_is_sent(session, run, tmp_path, tenant, new_profile):
    session.lock.open()
    session.client._journal._path = tmp_path / "no" / "journal"
    op = operation("createPermissionProfile")
    with pytest.raises(ProofNotKept) as raised:
        run(session.call(op, new_profile))
    assert raised.value.before_sending


def test_usage_counts_calls(session, run, qtbot):
    op = operation("listUsers")
    run(session.call(op, op.request()))
    with qtbot.waitSignal(session.usage_changed) as told:
        session.refresh_usage()
    assert told.args[0].used_today >= 1


def test_cancelling_the_task_cancels_the_call(session, run):
    from gong_admin.api.cancel import CancelToken

    op = operation("listUsers")
    token = CancelToken()

    async def work():
        task = asyncio.ensure_future(session.call(op, op.request(), token=token))
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    run(work())
    assert token.cancelled
