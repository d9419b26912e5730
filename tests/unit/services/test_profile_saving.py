"""Saving a profile on the sandbox: under every fault, beside other writers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from gong_admin.api import errors
from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.credentials import KeyPair
from gong_admin.api.operation import Effect
from gong_admin.api.pacing import Pacer
from gong_admin.api.retry import RetryPolicy
from gong_admin.api.transport import Transport
from gong_admin.api.types.permissions import ProfileAnswer
from gong_admin.runtime.errors import ChangesLocked, MayHaveHappened, ProofNotKept
from gong_admin.runtime.guarded_client import GuardedClient
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.lock import ChangeLock
from gong_admin.runtime.present import present
from gong_admin.sandbox.faults import Fault
from gong_admin.services.profiles import saving
from gong_admin.services.profiles.editing import NAME, Edits
from gong_admin.services.profiles.reading import read
from gong_admin.services.profiles.rules import LIBRARY_SWITCHES
from gong_admin.services.profiles.saving import (
    READ_BACK,
    WITHOUT_SWITCHES,
    NotWritten,
    Outcome,
    SavePlan,
    SaveResult,
    changes_between,
    read_profile,
    save,
)
from gong_admin.services.profiles.settings_catalogue import LIBRARY_LEVEL
from gong_admin.services.writing import UnclearOutcome
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient

GET, PUT = "getPermissionProfile", "updatePermissionProfile"


class Watched(Transport):
    """Tells of each request before it leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[str] = []
        self.before: Callable[[str], None] = lambda _: None
        self.leaving: Callable[[], None] = lambda: None

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.before(request.operation_id)
        self.sent.append(request.operation_id)
        return super().send(request, *args, **kwargs)

    def _exchange(self, *args: Any) -> Any:
        self.leaving()
        return super()._exchange(*args)


class World:
    """`mine` saves as the program does; `theirs` writes past it, as Gong's own pages do."""

    def __init__(self, running: Any, folder: Any) -> None:
        self.running = running
        self.theirs = PlainClient(running)
        known = Known(self.theirs)
        self.workspace = known.workspace
        self.id = next(p["id"] for p in known.profiles() if p["name"] == "Standard team member")
        self.transport = Watched()
        self.lock = ChangeLock("Orvane")
        self.lock.open()
        self.journal_file = folder / "journal.jsonl"
        self.journal = Journal(self.journal_file)
        address = Address.parse(running.base_url)
        self.pacer = Pacer(address.url, folder, rate=0, daily=0)
        self.mine = GuardedClient(
            address,
            KeyPair(running.access_key, running.access_key_secret),
            self.pacer,
            connection="Orvane",
            lock=self.lock,
            journal=self.journal,
            transport=self.transport,
        )
        self.mine._policy = RetryPolicy(first_wait=0.01, longest_wait=0.01, click_patience=3)
        self.original = self.now()
        self.loaded = self.load()
        self.transport.sent.clear()

    def load(self) -> bytes:
        return read_profile(self.mine, self.id, CancelToken())[1]

    def now(self) -> dict[str, Any]:
        profile: dict[str, Any] = self.theirs.read(
            "GET", "/v2/permission-profile", {"profileId": self.id}
        )["profile"]
        return profile

    def past_faults(self) -> dict[str, Any]:
        """As `now`, by another operation than those for which faults are on."""
        found = Known(self.theirs).profiles(self.workspace)
        return next(profile for profile in found if profile["id"] == self.id)

    def write(self, **fields: Any) -> None:
        """Somebody else changes the profile."""
        self.theirs.read("PUT", "/v2/permission-profile", {"profileId": self.id}, fields)

    def save(self, edits: Edits, base: bytes | None = None, **options: Any) -> SaveResult:
        plan = SavePlan(self.workspace, self.id, base or self.loaded, edits)
        return save(self.mine, plan, **options)

    def differs(self) -> set[str]:
        """The places where the profile is not what it was when the test began."""
        was, now = (json.dumps(each).encode() for each in (self.original, self.now()))
        return {change.key for change in changes_between(was, now)}

    def flipped(self, *keys: str) -> Edits:
        return {key: not self.original[key] for key in keys}

    def close(self) -> None:
        self.running.control("faults", method="DELETE")
        self.write(**self.original)
        self.lock.close()
        self.mine.close()
        self.pacer.close()
        self.theirs.close()


@pytest.fixture(scope="module")
def running(sandbox: Any) -> Any:
    return sandbox(users=60, fresh=True)


@pytest.fixture
def world(running: Any, qtbot: Any, tmp_path: Any) -> Iterator[World]:
    made = World(running, tmp_path)
    yield made
    made.close()


def test_what_was_read_is_sent_with_the_edits_on_top(world: World) -> None:
    world.write(ofTomorrow={"level": [1, None]}, description=" stray ")
    base = world.load()
    edits: Edits = {"callsAccess.permissionLevel": "own", **world.flipped("trimCalls")}
    world.transport.sent.clear()
    result = world.save(edits, base)

    assert result.outcome is Outcome.SAVED
    assert world.transport.sent == [GET, PUT]
    assert {change.key for change in result.written} == set(edits)
    assert (result.not_taken, result.besides, result.theirs, result.note) == ((), (), (), "")
    now = world.now()
    assert now["ofTomorrow"] == {"level": [1, None]}
    assert now["description"] == " stray "
    assert world.differs() == {*edits, "description", "ofTomorrow"}
    assert json.loads(result.raw) == now
    record = result.record(world.workspace)
    assert record is not None
    assert record.id == world.id

    (entry,) = world.journal.read().entries
    assert (entry.operation, entry.subject, entry.outcome) == (PUT, world.id, "done")
    assert entry.request_id == result.request_id
    assert entry.request_id
    assert entry.before == json.loads(base)
    assert entry.after["profile"] == now


def test_without_edits_nothing_is_sent(world: World) -> None:
    same: Edits = {key: world.original[key] for key in ("trimCalls", "deleteCalls")}
    for edits in ({}, same):
        result = world.save(edits)
        assert result.outcome is Outcome.NOTHING_TO_DO
        assert result.raw is world.loaded
    assert world.transport.sent == []


def test_what_others_changed_comes_back_before_anything_is_sent(world: World) -> None:
    world.write(trimCalls=not world.original["trimCalls"], ofTomorrow=1)
    result = world.save(world.flipped("deleteCalls"))
    assert result.outcome is Outcome.CONFLICT
    assert {change.key for change in result.theirs} == {"trimCalls", "ofTomorrow"}
    assert world.transport.sent == [GET]
    # Seen and decided, it is saved on top of theirs.
    again = world.save(world.flipped("deleteCalls"), result.raw)
    assert again.outcome is Outcome.SAVED
    assert world.differs() == {"trimCalls", "ofTomorrow", "deleteCalls"}


def test_others_who_changed_nothing_are_no_conflict(world: World) -> None:
    # Another order of the same names and leads: as far as anybody can see, nothing happened.
    leads = [user["id"] for user in Known(world.theirs).users[:2]]
    world.write(callsAccess={"permissionLevel": "managers-team", "teamLeadIds": leads})
    base = world.load()
    world.write(callsAccess={"teamLeadIds": leads[::-1], "permissionLevel": "managers-team"})
    assert world.save(world.flipped("deleteCalls"), base).outcome is Outcome.SAVED


def test_what_gong_says_already_is_not_sent(world: World) -> None:
    edits = world.flipped("deleteCalls")
    world.write(**edits)
    result = world.save(edits)
    assert result.outcome is Outcome.NOTHING_TO_DO
    assert {change.key for change in result.theirs} == {"deleteCalls"}
    assert PUT not in world.transport.sent


def test_what_gong_does_not_take_is_said(world: World) -> None:
    world.running.control("faults", {"ignored-setting": {"count": 1, "operations": [PUT]}})
    edits = world.flipped("deleteCalls", "trimCalls")
    result = world.save(edits)
    assert result.outcome is Outcome.PARTLY
    (taken,), (left,) = result.written, result.not_taken
    assert {taken.key, left.key} == set(edits)
    assert left.before == edits[left.key]
    assert left.after == world.original[left.key]
    assert world.differs() == {taken.key}


def test_a_name_is_sent_as_it_is(world: World) -> None:
    world.write(name="Standard team member ")
    result = world.save(world.flipped("deleteCalls"), world.load())
    assert result.outcome is Outcome.SAVED
    assert world.now()["name"] == "Standard team member "


def test_the_librarys_switches_without_a_level(world: World, monkeypatch: Any) -> None:
    """Gong's company may hold what it refuses to take back: sent once more without the four."""
    sent: list[Any] = []
    real = world.mine.write

    def refusing(op: Any, request: Any, **options: Any) -> Any:
        if op.id != PUT:
            return real(op, request, **options)
        body = json.loads(options["raw_body"])
        sent.append(body)
        if "manageStreams" in body["libraryFolderAccess"]:
            raise errors.BadRequest(400, ("libraryFolderAccess can't be set",))
        return real(op, request, **options)

    monkeypatch.setattr(world.mine, "write", refusing)
    edits: Edits = {LIBRARY_LEVEL: "none", **world.flipped("deleteCalls")}
    off = dict.fromkeys((key.split(".")[1] for key in LIBRARY_SWITCHES), False)
    world.write(libraryFolderAccess={"permissionLevel": "all", "libraryFolderIds": [], **off})
    result = world.save(edits, world.load())
    assert result.note == WITHOUT_SWITCHES
    assert len(sent) == 2
    assert set(sent[1]["libraryFolderAccess"]) == {"permissionLevel", "libraryFolderIds"}
    without = {key: sent[0][key] for key in sent[0] if key != "libraryFolderAccess"}
    assert without == {key: sent[1][key] for key in sent[1] if key != "libraryFolderAccess"}
    assert world.now()["libraryFolderAccess"]["permissionLevel"] == "none"


def test_a_refusal_is_told_as_it_came(world: World) -> None:
    other = next(p["name"] for p in Known(world.theirs).profiles() if p["id"] != world.id)
    with pytest.raises(errors.BadRequest) as refused:
        world.save({NAME: other})
    assert other in str(refused.value)
    assert world.differs() == set()


def test_a_profile_that_is_gone_is_told(world: World) -> None:
    plan = SavePlan(world.workspace, "1111111111111111111", world.loaded, {"deleteCalls": None})
    with pytest.raises(errors.NotFound, match="does not know this profile"):
        save(world.mine, plan)


def test_a_closed_lock_lets_nothing_out(world: World) -> None:
    world.lock.close()
    with pytest.raises(ChangesLocked):
        world.save(world.flipped("deleteCalls"))
    assert world.differs() == set()


def test_nothing_is_sent_without_a_journal(world: World) -> None:
    world.journal_file.mkdir()
    with pytest.raises(ProofNotKept) as problem:
        world.save(world.flipped("deleteCalls"))
    assert problem.value.before_sending
    assert world.differs() == set()


def test_a_journal_that_fails_after_the_write_is_told_beside_it(
    world: World, monkeypatch: Any
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(world.journal, "finish", full)
    result = world.save(world.flipped("deleteCalls"))
    assert result.outcome is Outcome.SAVED
    assert isinstance(result.trouble, ProofNotKept)
    assert world.differs() == {"deleteCalls"}


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.TRUNCATE])
def test_an_answer_that_is_lost_is_read_back(world: World, fault: Fault) -> None:
    world.running.control("faults", {fault: {"count": 1, "operations": [PUT]}})
    result = world.save(world.flipped("deleteCalls"))
    assert result.outcome is Outcome.SAVED
    assert result.note == READ_BACK
    assert result.trouble is None
    assert world.transport.sent == [GET, PUT, GET]
    assert world.differs() == {"deleteCalls"}


def test_what_certainly_did_not_happen_is_said_so(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(saving, "LOOK_AGAIN", 0.01)
    world.running.control("faults", {"html": {"count": 1, "operations": [PUT]}})
    with pytest.raises(NotWritten) as problem:
        world.save(world.flipped("deleteCalls"))
    assert present(problem.value).title.startswith("Nothing was changed: ")
    assert world.transport.sent == [GET, PUT, GET, GET]


def test_the_journal_learns_what_reading_back_shows(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(saving, "LOOK_AGAIN", 0.01)
    world.running.control("faults", {"drop": {"count": 1, "operations": [PUT]}})
    result = world.save(world.flipped("deleteCalls"))
    world.running.control("faults", {"html": {"count": 1, "operations": [PUT]}})
    with pytest.raises(NotWritten):
        world.save(world.flipped("trimCalls"), result.raw)
    saved, failed = world.journal.read().entries
    assert (saved.outcome, saved.after) == ("done", json.loads(result.raw))
    assert saved.before["deleteCalls"] is world.original["deleteCalls"]
    assert (failed.outcome, failed.after, failed.status) == ("not-written", None, 200)


@pytest.mark.parametrize("readable", [True, False])
def test_an_answer_without_the_profile_is_no_proof_of_either(
    world: World, monkeypatch: Any, readable: bool
) -> None:
    answered_without_a_profile(world, monkeypatch)
    if readable:
        assert world.save(world.flipped("deleteCalls")).outcome is Outcome.SAVED
        return
    world.transport.before = lambda operation: (
        world.running.control("faults", {"server-error": {"rate": 1, "operations": [GET]}})
        if PUT in world.transport.sent
        else None
    )
    with pytest.raises(UnclearOutcome) as problem:
        world.save(world.flipped("deleteCalls"))
    assert present(problem.value).title == "It may have happened all the same"
    world.transport.before = lambda _: None
    world.running.control("faults", method="DELETE")
    assert world.differs() == {"deleteCalls"}


def answered_without_a_profile(world: World, monkeypatch: Any) -> None:
    """From now on Gong takes writes and does not tell what it holds."""
    real = world.mine.write

    def write(op: Any, *args: Any, **options: Any) -> Any:
        answer = real(op, *args, **options)
        if op.effect is Effect.READ:
            return answer
        return replace(answer, raw=b"{}", value=ProfileAnswer())

    monkeypatch.setattr(world.mine, "write", write)


def test_nobody_can_tell_when_reading_back_fails_too(world: World) -> None:
    world.running.control("faults", {"drop": {"count": 1, "operations": [PUT]}})

    def fail_reading_back(operation: str) -> None:
        if operation == GET and PUT in world.transport.sent:
            world.running.control("faults", {"server-error": {"rate": 1, "operations": [GET]}})

    world.transport.before = fail_reading_back
    with pytest.raises(MayHaveHappened):
        world.save(world.flipped("deleteCalls"))
    world.transport.before = lambda _: None
    world.running.control("faults", method="DELETE")
    assert world.differs() == {"deleteCalls"}
    # Tried again, it is found to be done: nothing is written twice.
    assert world.save(world.flipped("deleteCalls")).outcome is Outcome.NOTHING_TO_DO


def test_cancelling_ends_it_before_the_write_and_not_after(world: World) -> None:
    token = CancelToken()
    world.transport.before = lambda operation: token.cancel() if operation == GET else None
    with pytest.raises(errors.Cancelled):
        world.save(world.flipped("deleteCalls"), token=token)
    assert PUT not in world.transport.sent

    token = CancelToken()
    world.transport.before = lambda _: None
    world.transport.leaving = lambda: token.cancel() if PUT in world.transport.sent else None
    result = world.save(world.flipped("deleteCalls"), token=token)
    assert result.outcome is Outcome.SAVED


_HARMLESS = {Fault.ERASE_GUARD, Fault.REIMPORT, Fault.CURSOR_EXPIRED, Fault.CURSOR_LOOP}


@pytest.mark.parametrize("operations", [[GET], [PUT], [GET, PUT]], ids="+".join)
@pytest.mark.parametrize("fault", sorted(set(Fault) - _HARMLESS))
def test_under_every_fault_nothing_is_lost_or_written_twice(
    world: World, monkeypatch: Any, fault: Fault, operations: list[str]
) -> None:
    """As a person would: try again until it is saved, with the same reviewed edits."""
    monkeypatch.setattr(saving, "LOOK_AGAIN", 0.01)
    world.running.control("faults", {fault: {"count": 2, "operations": operations, "seconds": 0.1}})
    edits = world.flipped("deleteCalls", "trimCalls")
    carried_out: list[int] = []
    seen = {**world.original}

    def look(operation: str) -> None:
        # What a write has brought about is seen before the next request leaves.
        now = world.past_faults()
        if now != seen:
            carried_out.append(len(world.transport.sent))
            seen.clear()
            seen.update(now)

    world.transport.before = look
    base, open_edits = world.loaded, dict(edits)
    for _ in range(8):
        try:
            result = world.save(open_edits, base)
        except (errors.GongError, MayHaveHappened):
            world.mine.pacer.insist()
            continue
        assert result.outcome is not Outcome.CONFLICT or result.theirs
        taken = {change.key for change in result.written}
        open_edits = {key: value for key, value in open_edits.items() if key not in taken}
        base = result.raw
        if result.outcome in (Outcome.SAVED, Outcome.NOTHING_TO_DO):
            break
    look("")
    assert {key: seen[key] for key in edits} == edits
    assert world.differs() == set(edits)
    # One write, unless Gong itself took it in parts.
    assert len(carried_out) == 1 or fault is Fault.IGNORED_SETTING


def change_while_gong_takes_no_calls(world: World) -> bool:
    """Gong refuses the first write for its rate, and somebody else changes `market` before the
    next request of ours; to what."""
    theirs = not world.original["market"]
    world.running.control("faults", {"rate-limit": {"count": 1, "operations": [PUT]}})

    def interfere(_: str) -> None:
        if world.transport.sent[-1:] == [PUT]:
            world.write(market=theirs)

    world.transport.before = interfere
    return theirs


def test_a_write_that_is_held_up_begins_with_the_reading_again(world: World) -> None:
    theirs = change_while_gong_takes_no_calls(world)
    result = world.save(world.flipped("deleteCalls"))
    assert result.outcome is Outcome.CONFLICT
    assert [change.key for change in result.theirs] == ["market"]
    assert world.transport.sent == [GET, PUT, GET]
    assert world.now()["market"] is theirs
    assert world.now()["deleteCalls"] is world.original["deleteCalls"]


def test_a_write_does_not_wait_for_gong_to_take_calls_again(world: World) -> None:
    """Another program of this company was told so, between our reading and our writing."""
    theirs = not world.original["market"]
    held_up: list[str] = []

    def hold(operation: str) -> None:
        if operation == GET and not held_up:
            held_up.append(operation)
            world.pacer.block(0.2)
        elif operation == GET:
            world.write(market=theirs)

    world.transport.before = hold
    assert world.save(world.flipped("deleteCalls")).outcome is Outcome.CONFLICT
    assert world.transport.sent == [GET, GET]
    assert world.now()["market"] is theirs


def test_a_write_that_is_held_up_again_and_again_is_given_up(world: World) -> None:
    world.running.control("faults", {"rate-limit": {"count": 9, "operations": [PUT]}})
    with pytest.raises(errors.RateLimited):
        world.save(world.flipped("deleteCalls"))
    assert world.transport.sent == [GET, PUT] * 4
    assert world.differs() == set()


@pytest.mark.parametrize("moment", range(4))
def test_a_change_of_somebody_else_is_never_lost_unseen(world: World, moment: int) -> None:
    """They write before the `moment`th request of ours, as often as they like until our last
    reading. Whatever they wrote is there in the end, or was shown."""
    theirs = ["scoreCalls", "overrideScore", "listenInCalls", "privateCalls"]
    written: dict[str, Any] = {}

    def interfere(operation: str) -> None:
        if operation == GET and len(world.transport.sent) >= moment and theirs:
            key = theirs.pop()
            written[key] = not world.original[key]
            world.write(**{key: written[key]})

    world.transport.before = interfere
    edits, base, shown = world.flipped("deleteCalls"), world.loaded, set[str]()
    for _ in range(8):
        result = world.save(edits, base)
        shown |= {change.key for change in result.theirs}
        if result.outcome is not Outcome.CONFLICT:
            break
        base = result.raw
    assert result.outcome is Outcome.SAVED
    now = world.now()
    assert {key: now[key] for key in written} == written
    assert shown == set(written)
    assert read(result.raw).values["deleteCalls"] is edits["deleteCalls"]
