"""Saving many profiles on the sandbox: under faults, beside other writers, cancelled, killed."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.credentials import KeyPair
from gong_admin.api.errors import BadCredentials
from gong_admin.api.pacing import Pacer
from gong_admin.api.retry import RetryPolicy
from gong_admin.api.transport import Transport
from gong_admin.runtime.bulk_runs import BROKEN_OFF, BulkRuns
from gong_admin.runtime.errors import ChangesLocked
from gong_admin.runtime.guarded_client import GuardedClient
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.lock import ChangeLock
from gong_admin.runtime.tenant_place import tenant_place
from gong_admin.services.profiles.bulk import BulkItem, BulkReport, State, run
from gong_admin.services.profiles.editing import apply
from gong_admin.services.profiles.saving import SavePlan, read_profile
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient

ROOT = Path(__file__).parents[3]
PUT = "updatePermissionProfile"
GET = "getPermissionProfile"


class Watched(Transport):
    """Tells of each request before it leaves."""

    def __init__(self) -> None:
        super().__init__()
        self.before: Callable[[str], None] = lambda _: None

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.before(request.operation_id)
        return super().send(request, *args, **kwargs)


class World:
    """`mine` saves as the program does; `theirs` writes past it, as Gong's own pages do."""

    def __init__(self, running: Any, folder: Path) -> None:
        self.running = running
        self.theirs = PlainClient(running)
        known = Known(self.theirs)
        self.workspace = known.workspace
        self.profiles = known.profiles()[:6]
        self.lock = ChangeLock("Orvane")
        self.lock.open()
        self.transport = Watched()
        address = Address.parse(running.base_url)
        self.pacer = Pacer(address.url, folder, rate=0, daily=0)
        key = KeyPair(running.access_key, running.access_key_secret)
        self.mine = GuardedClient(
            address,
            key,
            self.pacer,
            connection="Orvane",
            lock=self.lock,
            journal=Journal(folder / "journal.jsonl"),
            transport=self.transport,
        )
        self.mine._policy = RetryPolicy(first_wait=0.01, longest_wait=0.01, click_patience=3)
        self.runs = BulkRuns(folder / "bulk")
        self.items = [self.item(profile["id"]) for profile in self.profiles]
        running.control("stats", method="DELETE")

    def item(self, profile_id: str) -> BulkItem:
        """Its "Trim calls" turned over."""
        profile, raw = read_profile(self.mine, profile_id, CancelToken())
        edits = {"trimCalls": not profile.trim_calls}
        plan = SavePlan(self.workspace, profile_id, raw, edits)
        return BulkItem(plan, profile.name or "", "EMEA")

    def run(self, items: Any = None, token: Any = None, **options: Any) -> BulkReport:
        items = self.items if items is None else items
        log = self.runs.begin("Trim calls", items)
        try:
            return run(
                self.mine,
                items,
                token=token or CancelToken(),
                on_start=log.begun,
                on_outcome=log.done,
                **options,
            )
        finally:
            log.close()

    def now(self, profile_id: str) -> dict[str, Any]:
        profile: dict[str, Any] = self.theirs.read(
            "GET", "/v2/permission-profile", {"profileId": profile_id}
        )["profile"]
        return profile

    def written(self) -> list[bool]:
        """Whether each profile is as it was wanted, and otherwise as it was."""
        found = []
        for item in self.items:
            now = self.now(item.plan.profile_id)
            before = json.loads(item.plan.base)
            wanted = json.loads(apply(item.plan.base, item.plan.edits))
            assert now in (before, wanted)
            found.append(now == wanted)
        return found

    def puts(self) -> int:
        return int(self.running.control("stats")["requests"].get(PUT, 0))

    def close(self) -> None:
        self.running.control("faults", method="DELETE")
        for item in self.items:
            body = json.loads(item.plan.base)
            id = item.plan.profile_id
            self.theirs.read("PUT", "/v2/permission-profile", {"profileId": id}, body)
        self.lock.close()
        self.mine.close()
        self.pacer.close()
        self.theirs.close()


@pytest.fixture(scope="module")
def running(sandbox: Any) -> Any:
    return sandbox(users=60, fresh=True)


@pytest.fixture
def world(running: Any, qtbot: Any, tmp_path: Path) -> Iterator[World]:
    world = World(running, tmp_path)
    yield world
    world.close()


def states(report: BulkReport) -> list[str]:
    return [outcome.state.value for outcome in report.outcomes]


def test_each_is_read_and_written_once(world):
    told = []
    report = world.run(progress=lambda progress: told.append(progress.done))
    assert report.all_well
    assert states(report) == ["saved"] * 6
    assert world.written() == [True] * 6
    assert world.puts() == 6
    assert told == list(range(7))
    assert world.runs.left() == ()


def test_what_others_changed_is_left_to_a_person(world):
    theirs = world.items[2].plan.profile_id
    now = world.now(theirs)
    world.theirs.read(
        "PUT", "/v2/permission-profile", {"profileId": theirs}, {"market": not now["market"]}
    )
    report = world.run()
    assert states(report) == ["saved", "saved", "conflict", "saved", "saved", "saved"]
    assert world.now(theirs)["trimCalls"] == now["trimCalls"]  # not touched
    (conflict,) = report.conflicts
    assert [change.title for change in conflict.result.theirs] == ["Market"]
    assert report.rest == ()
    (left,) = world.runs.left()
    assert states(left.report) == states(report)


def test_what_others_change_while_gong_takes_no_calls_is_left_to_a_person(world):
    ours = world.items[1].plan.profile_id
    theirs = not world.now(ours)["market"]
    world.running.control("faults", {"rate-limit": {"count": 1, "operations": [PUT]}})
    sent = []

    def interfere(operation_id):
        if sent[-1:] == [PUT] and len(sent) == 2:
            world.theirs.read(
                "PUT", "/v2/permission-profile", {"profileId": ours}, {"market": theirs}
            )
        sent.append(operation_id)

    world.transport.before = interfere
    report = world.run(world.items[1:3])
    world.transport.before = lambda _: None
    assert states(report) == ["conflict", "saved"]
    assert world.now(ours)["market"] is theirs


def test_a_profile_that_is_gone_does_not_keep_the_others_back(world):
    gone = BulkItem(SavePlan("1", "999", world.items[0].plan.base, {"trimCalls": None}), "Gone")
    report = world.run([gone, *world.items[:2]])
    assert states(report) == ["failed", "saved", "saved"]
    (left,) = world.runs.left()
    assert "may have been deleted" in left.report.outcomes[0].problem


def test_cancel_leaves_a_list_that_can_be_gone_on_with(world):
    token = CancelToken()
    log = world.runs.begin("Trim calls", world.items)

    def done(number, outcome):
        log.done(number, outcome)
        if number == 1:
            token.cancel()

    report = run(world.mine, world.items, token=token, on_start=log.begun, on_outcome=done)
    log.close()
    assert report.cancelled
    assert states(report) == ["saved"] * 2 + ["not-tried"] * 4
    assert world.written() == [True] * 2 + [False] * 4
    (left,) = world.runs.left()
    assert states(left.report) == states(report)
    assert left.report.rest == tuple(world.items[2:])
    world.runs.forget(left.id)
    assert world.run(left.report.rest).all_well
    assert world.puts() == 6


@pytest.mark.parametrize(
    ("fault", "rate"),
    [
        ("rate-limit", {"count": 3}),
        ("server-error", {"count": 2, "operations": [GET]}),
        ("html", {"count": 2}),
        ("drop", {"count": 3, "operations": [PUT]}),
        ("truncate", {"count": 3, "operations": [PUT]}),
    ],
)
def test_faults_on_the_way_lose_nothing_and_write_nothing_twice(world, fault, rate):
    world.running.control("faults", {fault: rate})
    report = world.run()
    rest = report.rest
    world.running.control("faults", method="DELETE")
    if rest:
        report = world.run(rest)
    assert report.all_well
    assert world.written() == [True] * 6
    changed = {entry.subject for entry in world.mine._journal.read().entries}
    assert changed == {item.plan.profile_id for item in world.items}


def test_what_gong_does_not_take_is_told(world):
    world.running.control("faults", {"ignored-setting": {"count": 2, "operations": [PUT]}})
    report = world.run()
    assert report.counts[State.PARTLY] == 2
    partly = [each for each in report.outcomes if each.state is State.PARTLY]
    assert all([c.key for c in each.result.not_taken] == ["trimCalls"] for each in partly)
    assert world.written().count(False) == 2


def test_what_befalls_all_ends_the_run(world):
    world.running.control("faults", {"revoked-key": {"rate": 1, "operations": [PUT]}})
    report = world.run()
    assert states(report) == ["failed"] + ["not-tried"] * 5
    assert isinstance(report.stopped_by, BadCredentials)
    assert world.puts() == 1


def test_no_answer_three_times_in_a_row_ends_the_run(world):
    world.running.control("faults", {"server-error": 1})
    report = world.run()
    assert states(report) == ["failed"] * 3 + ["not-tried"] * 3
    assert report.stopped_by is not None


def test_a_lock_that_closes_meanwhile_ends_the_run(world):
    def close(operation_id):
        if operation_id == GET:
            calls.append(1)
            if len(calls) == 3:
                world.lock.close()

    calls: list[int] = []
    world.transport.before = close
    report = world.run()
    world.transport.before = lambda _: None
    assert states(report) == ["saved"] * 2 + ["failed"] + ["not-tried"] * 3
    assert isinstance(report.stopped_by, ChangesLocked)
    assert world.written() == [True] * 2 + [False] * 4


def test_a_full_disk_ends_the_run_before_more_is_sent(world):
    log = world.runs.begin("Trim calls", world.items)

    def full(number):
        if number == 1:
            raise OSError(28, "No space left on device")

    report = run(world.mine, world.items, token=CancelToken(), on_start=full, on_outcome=log.done)
    log.close()
    assert states(report) == ["saved"] + ["not-tried"] * 5
    assert world.puts() == 1


CHILD = """
import json, sys
from pathlib import Path
from tests.unit.runtime.test_profile_bulk import Slow
Slow(**json.loads(sys.argv[1])).go_on_for_ever()
"""


class Slow:
    """What the killed process is: a run that is stuck in the middle of its third profile."""

    def __init__(self, base_url: str, key: str, secret: str, folder: str) -> None:
        self.running = type("R", (), {"base_url": base_url, "access_key": key})()
        self.running.access_key_secret = secret
        self.running.control = lambda *_, **__: {}
        self.folder = Path(folder)

    def go_on_for_ever(self) -> None:
        import threading

        world = World(self.running, self.folder)
        puts: list[str] = []

        def stuck(operation_id: str) -> None:
            puts.append(operation_id)
            if puts.count(GET) == 3 and operation_id == GET:
                sys.stdout.write("stuck\n")
                sys.stdout.flush()
                threading.Event().wait()

        world.transport.before = stuck
        world.run()


def test_a_kill_leaves_the_list_and_going_on_writes_each_once(world, tmp_path):
    sandbox = world.running
    arguments = {
        "base_url": sandbox.base_url,
        "key": sandbox.access_key,
        "secret": sandbox.access_key_secret,
        "folder": str(tmp_path),
    }
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, json.dumps(arguments)], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"stuck\n"
    assert world.runs.left() == ()  # it is still at work
    child.kill()
    child.wait()
    child.stdout.close()
    (left,) = world.runs.left()
    assert states(left.report) == ["saved"] * 2 + ["uncertain"] + ["not-tried"] * 3
    assert left.report.outcomes[2].problem == BROKEN_OFF
    assert left.report.rest == tuple(world.items[2:])
    log = world.runs.begin(left.title, left.report.rest, replaces=left.id)
    report = run(world.mine, left.report.rest, token=CancelToken(), on_outcome=log.done)
    log.close()
    assert report.all_well
    assert world.written() == [True] * 6
    assert world.puts() == 6
    assert world.runs.left() == ()


def test_going_on_after_a_write_that_was_not_noted_writes_nothing_twice(world):
    assert world.run(world.items[:1]).all_well
    report = world.run()  # the list did not know
    assert states(report) == ["unchanged"] + ["saved"] * 5
    assert world.puts() == 6


def test_a_damaged_list_is_not_in_the_way(world, tmp_path):
    (tmp_path / "bulk").mkdir()
    (tmp_path / "bulk" / "a.jsonl").write_text("{oops")
    (tmp_path / "bulk" / "b.jsonl").write_text('{"format": 99}\n')
    assert world.runs.left() == ()


def test_what_is_decided_after_the_run_is_noted_in_the_list(world):
    theirs = world.items[2].plan.profile_id
    market = not world.now(theirs)["market"]
    world.theirs.read("PUT", "/v2/permission-profile", {"profileId": theirs}, {"market": market})
    world.run()
    (left,) = world.runs.left()
    (conflict,) = left.report.conflicts
    world.runs.amend(left.id, replace(conflict, state=State.THEIRS))
    assert world.runs.left() == ()


def test_runs_that_older_versions_kept_are_found(world, tmp_path):
    token = CancelToken()
    token.cancel()
    world.run(token=token)
    runs = BulkRuns(tmp_path / "new", tmp_path / "bulk")
    (left,) = runs.left()
    assert left.shared
    assert left.report.rest == tuple(world.items)
    runs.forget(left.id)
    assert world.runs.left() == ()


def test_companies_at_one_address_have_each_their_own():
    shared, own = "https://api.gong.io", "https://us-1.api.gong.io"
    one, other = tenant_place(shared, "a"), tenant_place(shared, "b")
    assert one.name != other.name
    assert one.older == other.older is not None
    assert tenant_place(own, "a") == tenant_place(own, "b")
    assert tenant_place(own, "a").older is None


def test_in_memory(world):
    world.runs = BulkRuns(None)
    token = CancelToken()
    token.cancel()
    assert states(world.run(token=token)) == ["not-tried"] * 6
    (left,) = world.runs.left()
    assert left.report.rest == tuple(world.items)
    world.runs.forget(left.id)
    assert world.runs.left() == ()
