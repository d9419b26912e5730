"""Reading a list beside the window, where the window itself goes wrong."""

from __future__ import annotations

import threading

from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.dataset import Dataset
from gong_admin.runtime.jobs import Jobs
from gong_admin.services.lists import Batch


def test_a_fault_while_taking_a_batch_lets_the_reading_thread_go(loop, run, qtbot):
    def read(token, give):
        for number in range(1_000):
            give(Batch([number]))

    def key(record):
        raise ZeroDivisionError

    bridge, jobs = Bridge(), Jobs()
    numbers = Dataset("numbers", "numbers", read, key, bridge=bridge, jobs=jobs)
    numbers.refresh()
    run(numbers.finished())
    assert {type(context["exception"]) for context in loop.unhandled} == {ZeroDivisionError}
    loop.unhandled.clear()
    qtbot.waitUntil(lambda: not jobs.running)
    assert run(bridge.shut_down(5)) == ()


def test_a_fast_server_grows_the_list_in_portions_that_leave_the_window_its_turn(run, qtbot):
    def read(token, give):
        for first in range(0, 3_000, 100):
            give(Batch([str(number) for number in range(first, first + 100)], 3_000))

    bridge, jobs = Bridge(), Jobs()
    words = Dataset("words", "words", read, str, bridge=bridge, jobs=jobs)
    portions: list[int] = []
    told: list[int] = []
    words.appended.connect(lambda records: portions.append(len(records)))
    words.changed.connect(lambda: told.append(len(words)))
    words.refresh()
    run(words.finished())
    assert words.complete
    assert words.records == [str(number) for number in range(3_000)]
    assert max(portions) <= 200
    assert len(told) < len(portions)  # how far it is, is told less often than it grows
    run(bridge.shut_down(5))


def test_newer_records_take_the_place_of_older_ones_and_others_come_behind(run, qtbot):
    def read(token, give):
        give(Batch([("a", 1), ("b", 1), ("c", 1)]))

    bridge, jobs = Bridge(), Jobs()
    pairs = Dataset("pairs", "pairs", read, lambda pair: pair[0], bridge=bridge, jobs=jobs)
    pairs.refresh()
    run(pairs.finished())
    pairs.put([("d", 1), ("b", 2), ("b", 3), ("d", 2)])
    assert pairs.records == [("a", 1), ("b", 3), ("c", 1), ("d", 2)]
    assert pairs.get("b") == ("b", 3)
    run(bridge.shut_down(5))


def test_what_is_written_during_a_refresh_is_not_lost_by_it(run, qtbot):
    """A profile that was saved while its list was read again showed its old values."""
    asked, may_end = threading.Event(), threading.Event()

    def read(token, give):
        give(Batch([("a", 1), ("b", 1)]))
        asked.set()
        assert may_end.wait(10)

    bridge, jobs = Bridge(), Jobs()
    pairs = Dataset("pairs", "pairs", read, lambda pair: pair[0], bridge=bridge, jobs=jobs)
    may_end.set()
    pairs.refresh()
    run(pairs.finished())
    may_end.clear()
    asked.clear()
    pairs.refresh()
    qtbot.waitUntil(asked.is_set)
    pairs.put([("b", 2), ("c", 2)])
    may_end.set()
    run(pairs.finished())
    assert pairs.records == [("a", 1), ("b", 2), ("c", 2)]
    run(bridge.shut_down(5))


def test_a_refresh_that_is_cancelled_leaves_what_was_there(run, qtbot):
    begun, go_on, given = threading.Event(), threading.Event(), threading.Event()
    rounds = []

    def read(token, give):
        rounds.append(token)
        give(Batch([("a", 1)]))
        if len(rounds) > 1:
            begun.set()
            go_on.wait(10)
            give(Batch([("b", 1)]))
            given.set()
            while not token.cancelled:
                go_on.wait(0.01)

    bridge, jobs = Bridge(), Jobs()
    pairs = Dataset("pairs", "pairs", read, lambda pair: pair[0], bridge=bridge, jobs=jobs)
    pairs.refresh()
    run(pairs.finished())
    pairs.refresh()
    qtbot.waitUntil(begun.is_set)
    go_on.set()
    assert given.wait(10)  # the window has had no turn to take it in
    pairs.cancel()
    run(pairs.finished())
    assert pairs.records == [("a", 1)]
    assert pairs.complete
    run(bridge.shut_down(5))


def test_every_change_of_the_records_has_a_version(run, qtbot):
    bridge, jobs = Bridge(), Jobs()
    pairs = Dataset(
        "pairs",
        "pairs",
        lambda _token, give: give(Batch([("a", 1)])),
        lambda pair: pair[0],
        bridge=bridge,
        jobs=jobs,
    )
    seen = [pairs.version]
    pairs.refresh()
    run(pairs.finished())
    seen.append(pairs.version)
    pairs.put([("a", 2)])  # the same list, as long as before
    seen.append(pairs.version)
    pairs.refresh()
    run(pairs.finished())
    seen.append(pairs.version)
    assert len(set(seen)) == 4
    run(bridge.shut_down(5))
