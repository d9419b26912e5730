"""The rhythm of calls: never too fast for Gong, no slot lost, clicks first, each job in turn."""

from __future__ import annotations

import datetime as dt
import heapq
import os
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import BudgetSpent, Cancelled, RateLimited
from gong_admin.api.ledger import Ledger
from gong_admin.api.pacing import Pacer, Priority
from gong_admin.api.slots import Rates, Slots
from gong_admin.api.turns import Turns

NOON = dt.datetime(2026, 6, 3, 12, 0, tzinfo=dt.UTC).timestamp()
CLICK, BACKGROUND = Priority.CLICK, Priority.BACKGROUND


class LeakyBucket:
    """Gong's limit as a third party documents it: so many a second, and a few at once."""

    def __init__(self, rate: float = 3.0, burst: float = 3.0) -> None:
        self._rate, self._burst = rate, burst
        self._level, self._at = 0.0, 0.0

    def accepts(self, at: float) -> bool:
        self._level = max(0.0, self._level - (at - self._at) * self._rate)
        self._at = at
        if self._level + 1 > self._burst + 1e-9:
            return False
        self._level += 1
        return True


class FakeClock:
    """Time passes only by waiting."""

    def __init__(self, now: float = NOON) -> None:
        self.time = now
        self.waited: list[float] = []
        self.during_wait: Callable[[], None] = lambda: None

    def now(self) -> float:
        return self.time

    def wait(self, token: CancelToken, seconds: float) -> None:
        self.waited.append(seconds)
        self.during_wait()
        token.raise_if_cancelled()
        self.time += seconds


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def pacer(tmp_path: Path, clock: FakeClock) -> Iterator[Callable[..., Pacer]]:
    made: list[Pacer] = []

    def make(**options: Any) -> Pacer:
        options = {"clock": clock, **options}
        made.append(Pacer("orvane", tmp_path, **options))
        return made[-1]

    yield make
    for each in made:
        each.close()


def acquire(pacer: Pacer, priority: Priority = CLICK, patience: float = 30) -> None:
    pacer.acquire(CancelToken(), priority, patience=patience)


# -- the rhythm, simulated ----------------------------------------------------------------------


def background_load(
    slots: Slots, rates: Rates, start: float, latencies: list[float], late: float
) -> list[float]:
    """When the calls of a load leave that waits for each answer, and wakes up a little late."""
    now, left = start, []
    for latency in latencies:
        while True:
            taken, wait = slots.claim(now, rates, BACKGROUND)
            if taken:
                break
            now += wait + late
        left.append(now)
        now += latency
    return left


@pytest.mark.parametrize("share", [1.0, 0.7])
@given(
    st.lists(st.floats(0.04, 0.3), min_size=200, max_size=200),
    st.floats(0, 0.016),
)
@settings(max_examples=25)
def test_a_load_uses_its_rate_and_is_never_refused(
    share: float, latencies: list[float], late: float
) -> None:
    left = background_load(Slots(), Rates(3.0, share), NOON, latencies, late)
    used = (len(left) - 1) / (left[-1] - left[0])
    assert 0.97 * 3.0 * share <= used <= 3.0 * share * len(left) / (len(left) - 2)
    bucket = LeakyBucket()
    assert all(bucket.accepts(at) for at in left)


@given(st.lists(st.floats(0.02, 0.5), min_size=200, max_size=200))
@settings(max_examples=25)
def test_loads_are_not_refused_where_their_calls_are_held_up(delays: list[float]) -> None:
    """Many loads at once, and a computer or a network so busy that calls arrive in bunches."""
    slots, rates, bucket = Slots(), Rates(3.0, 1.0), LeakyBucket()
    left = background_load(slots, rates, NOON, [0.0] * len(delays), 0.0)
    arrivals = sorted(at + delay for at, delay in zip(left, delays, strict=True))
    assert all(bucket.accepts(at) for at in arrivals)


@given(
    clicks=st.lists(st.floats(0, 30), max_size=40),
    jitter=st.randoms(use_true_random=False),
    share=st.sampled_from([0.3, 0.7, 1.0]),
)
@settings(max_examples=60)
def test_clicks_go_before_loads_and_nobody_is_refused(
    clicks: list[float], jitter: Any, share: float
) -> None:
    """Two loads (two processes, say) and a person who clicks; the network delays by chance."""
    slots, rates, bucket = Slots(), Rates(3.0, share), LeakyBucket()
    events = [(NOON + at, index, CLICK) for index, at in enumerate(sorted(clicks))]
    events += [(NOON, -1, BACKGROUND), (NOON, -2, BACKGROUND)]
    heapq.heapify(events)
    arrivals: list[float] = []
    last_click = 0.0
    while events and events[0][0] < NOON + 40:
        now, who, priority = heapq.heappop(events)
        taken, wait = slots.claim(now, rates, priority)
        if priority is CLICK and taken:
            # One slot, beside the clicks that were there before it.
            assert wait <= max(0.0, last_click - now) + rates.interval + 1e-6
            last_click = now + wait
            arrivals.append(now + wait + jitter.uniform(0.02, 0.2))
        elif taken:
            arrivals.append(now + jitter.uniform(0.02, 0.2))
            heapq.heappush(events, (now + 0.08, who, priority))
        else:
            heapq.heappush(events, (now + wait, who, priority))
    assert all(bucket.accepts(at) for at in sorted(arrivals))


@given(st.floats(-1e6, 1e6))
def test_a_clock_that_jumps_costs_seconds_at_most(jump: float) -> None:
    slots, rates = Slots(), Rates(3.0, 0.7)
    for _ in range(10):
        slots.claim(NOON, rates, CLICK)
    _, wait = slots.claim(NOON + jump, rates, CLICK)
    assert wait <= 8
    taken, wait = slots.claim(NOON + jump + 8, rates, BACKGROUND)
    assert taken or wait <= 8


# -- the pacer ----------------------------------------------------------------------------------


def test_calls_keep_the_rate(pacer: Callable[..., Pacer], clock: FakeClock) -> None:
    ours = pacer()
    for _ in range(31):
        acquire(ours)
    # One of the 30 intervals is the slot that may be ahead.
    assert clock.time - NOON == pytest.approx(29 / 3)


def test_two_pacers_of_a_tenant_share_its_rate_and_another_does_not(
    pacer: Callable[..., Pacer], clock: FakeClock, tmp_path: Path
) -> None:
    one, two = pacer(), pacer()
    for _ in range(15):
        acquire(one)
        acquire(two)
    assert clock.time - NOON == pytest.approx(28 / 3)
    other = Pacer("lindqvist", tmp_path, clock=clock)
    acquire(other)
    assert clock.time - NOON == pytest.approx(28 / 3)
    clock.time += 2  # a figure may be a second old
    assert one.usage().used_today == two.usage().used_today == 30
    assert other.usage().used_today == 1
    other.close()


def test_background_work_leaves_its_part_to_others(
    pacer: Callable[..., Pacer], clock: FakeClock
) -> None:
    ours = pacer(background_share=0.5)
    for _ in range(31):
        acquire(ours, BACKGROUND)
    assert clock.time - NOON == pytest.approx(29.5 / 1.5)


def test_the_count_survives_a_restart_and_ends_with_the_utc_day(
    pacer: Callable[..., Pacer], clock: FakeClock
) -> None:
    first = pacer(daily=500)
    for _ in range(7):
        acquire(first)
    first.close()
    second = pacer(daily=500)
    assert (second.usage().used_today, second.usage().daily) == (7, 500)
    clock.time += 12 * 3600
    assert second.usage().used_today == 0
    acquire(second)
    clock.time += 2
    assert second.usage().used_today == 1


def test_background_work_stops_at_its_part_of_the_day_and_clicks_go_on(
    pacer: Callable[..., Pacer],
) -> None:
    ours = pacer(daily=10)
    for _ in range(8):
        acquire(ours, BACKGROUND)
    with pytest.raises(BudgetSpent) as spent:
        acquire(ours, BACKGROUND)
    assert (spent.value.used, spent.value.limit) == (8, 8)
    for _ in range(5):
        acquire(ours, CLICK)
    assert ours.usage().used_today == 13


def test_after_a_429_nobody_asks_before_time(pacer: Callable[..., Pacer], clock: FakeClock) -> None:
    one, two = pacer(), pacer()
    one.block(20)
    acquire(two)
    assert clock.time - NOON == pytest.approx(20)
    one.block(3600)
    with pytest.raises(RateLimited) as limited:
        acquire(two)
    assert limited.value.retry_at == dt.datetime.fromtimestamp(clock.time + 3600, dt.UTC)
    assert two.usage().blocked_until == limited.value.retry_at
    two.insist()
    acquire(two)
    acquire(one)
    assert one.usage().blocked_until is None


def test_a_block_of_a_clock_that_was_wrong_is_not_believed(
    pacer: Callable[..., Pacer], clock: FakeClock
) -> None:
    clock.time = NOON + 400 * 86_400
    ours = pacer()
    ours.block(3600)
    clock.time = NOON
    acquire(ours)
    assert clock.waited == []


def test_a_cancelled_wait_gives_its_slot_back(
    pacer: Callable[..., Pacer], clock: FakeClock
) -> None:
    ours = pacer()
    acquire(ours)
    acquire(ours)
    token = CancelToken()
    clock.during_wait = token.cancel
    with pytest.raises(Cancelled):
        ours.acquire(token, CLICK, patience=30)
    clock.during_wait = lambda: None
    acquire(ours)
    assert clock.time - NOON == pytest.approx(1 / 3)
    clock.time += 2
    assert ours.usage().used_today == 3


def test_a_block_that_comes_while_a_click_waits_holds_it_too(
    pacer: Callable[..., Pacer], clock: FakeClock
) -> None:
    ours = pacer()
    acquire(ours)
    acquire(ours)
    blocks = [10.0]
    clock.during_wait = lambda: ours.block(blocks.pop()) if blocks else None
    acquire(ours)
    assert clock.time - NOON == pytest.approx(10)


def test_without_a_limit_calls_cost_next_to_nothing_and_are_counted(
    pacer: Callable[..., Pacer], clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = pacer(rate=0, daily=0)
    pages = []
    open_page = Ledger.open_page

    def counted(self: Ledger, now: float) -> Any:
        pages.append(now)
        return open_page(self, now)

    monkeypatch.setattr(Ledger, "open_page", counted)
    for _ in range(1000):
        acquire(ours, BACKGROUND)
    assert len(pages) < 10
    assert ours.usage().used_today == 1000
    ours.close()
    assert pacer().usage().used_today == 1000


def test_without_a_rate_the_day_and_a_block_hold_all_the_same(
    pacer: Callable[..., Pacer], clock: FakeClock
) -> None:
    ours = pacer(rate=0, daily=10)
    for _ in range(8):
        acquire(ours, BACKGROUND)
    with pytest.raises(BudgetSpent):
        acquire(ours, BACKGROUND)
    ours.block(5)
    acquire(ours, CLICK)
    assert clock.time - NOON == pytest.approx(5)


def test_limits_can_be_changed_and_nonsense_is_refused(
    pacer: Callable[..., Pacer], clock: FakeClock
) -> None:
    ours = pacer()
    ours.set_limits(rate=10, background_share=1.0)
    for _ in range(11):
        acquire(ours, BACKGROUND)
    assert clock.time - NOON == pytest.approx(0.95)
    for nonsense in ({"rate": -1}, {"background_share": 0}, {"background_stop": 2}, {"daily": -1}):
        with pytest.raises(ValueError, match=r"limit|share"):
            ours.set_limits(**nonsense)
    assert ours.limits.rate == 10


# -- the ledger's file ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage", [b"not a database at all" * 100, b"SQLite format 3\0" + b"\0" * 4096]
)
def test_a_damaged_file_is_made_anew(
    pacer: Callable[..., Pacer], tmp_path: Path, damage: bytes, expected_logs: Callable[[str], None]
) -> None:
    path = Ledger("orvane", tmp_path).path
    path.write_bytes(damage)
    expected_logs("count of today's calls was damaged")
    ours = pacer()
    acquire(ours)
    ours.close()
    assert pacer().usage().used_today == 1


def test_the_file_of_another_version_is_made_anew(
    pacer: Callable[..., Pacer], tmp_path: Path, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("count of today's calls was damaged")
    acquire(pacer())
    with sqlite3.connect(Ledger("orvane", tmp_path).path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    ours = pacer()
    acquire(ours)
    assert ours.usage().used_today == 1


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be removed there")
def test_a_file_taken_away_while_open_stops_nothing(
    pacer: Callable[..., Pacer], clock: FakeClock, tmp_path: Path
) -> None:
    ours = pacer()
    acquire(ours)
    Ledger("orvane", tmp_path).path.unlink()
    for _ in range(3):
        acquire(ours)
    clock.time += 2
    assert pacer().usage().used_today >= 2
    assert len(clock.waited) >= 1


def test_without_a_place_for_the_file_the_rate_holds_for_this_process(
    tmp_path: Path, clock: FakeClock, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("paced for this program alone")
    (tmp_path / "file").write_text("")
    ours = Pacer("orvane", tmp_path / "file" / "state", clock=clock)
    for _ in range(31):
        acquire(ours)
    assert clock.time - NOON == pytest.approx(29 / 3)
    assert ours.usage().used_today == 31
    ours.close()


def test_two_processes_keep_one_rate(tmp_path: Path) -> None:
    """Real clocks: both together must not be faster than the rate, nor lose a slot."""
    script = textwrap.dedent(
        """
        import pathlib, sys, time
        from gong_admin.api.cancel import CancelToken
        from gong_admin.api.pacing import Pacer, Priority
        pacer = Pacer("orvane", pathlib.Path(sys.argv[1]), rate=50, background_share=1.0)
        print("ready", flush=True)
        sys.stdin.readline()
        for _ in range(20):
            pacer.acquire(CancelToken(), Priority.BACKGROUND, patience=30)
            print(time.monotonic(), flush=True)
        pacer.close()
        """
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    sent = [float(line) for process in processes for line in process.communicate()[0].splitlines()]
    assert len(sent) == 40
    # At most one slot ahead of an even rhythm, whoever takes it; the first may be told late. Each
    # at a rate of its own would be done in half the time.
    assert max(sent) - min(sent) >= 38 / 50 - 0.2
    ledger = Pacer("orvane", tmp_path)
    assert ledger.usage().used_today == 40
    ledger.close()


# -- turns --------------------------------------------------------------------------------------


def test_a_job_with_many_threads_gets_no_more_turns() -> None:
    turns, order = Turns(), []
    crowd, single = CancelToken(), CancelToken()
    queued = threading.Semaphore(0)

    def work(name: str, token: CancelToken) -> None:
        queued.release()
        with turns.turn(token):
            order.append(name)

    with turns.turn(CancelToken()):
        threads = [threading.Thread(target=work, args=("crowd", crowd)) for _ in range(6)]
        threads += [threading.Thread(target=work, args=("single", single)) for _ in range(2)]
        for expected, thread in enumerate(threads, 1):
            thread.start()
            queued.acquire()
            while len(turns._waiting) < expected:
                thread.join(0.001)
    for thread in threads:
        thread.join()
    assert order == ["crowd", "single", "crowd", "single", "crowd", "crowd", "crowd", "crowd"]


def test_who_waits_for_a_turn_is_cancelled_at_once() -> None:
    turns, token = Turns(), CancelToken()
    outcome: list[str] = []

    def work() -> None:
        try:
            with turns.turn(token):
                outcome.append("had a turn")
        except Cancelled:
            outcome.append("cancelled")

    with turns.turn(CancelToken()):
        thread = threading.Thread(target=work)
        thread.start()
        token.cancel()
        thread.join(5)
        assert outcome == ["cancelled"]
    with turns.turn(CancelToken()):
        outcome.append("free again")
    assert outcome[-1] == "free again"
