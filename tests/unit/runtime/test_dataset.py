"""Reading a list beside the window, where the window itself goes wrong."""

from __future__ import annotations

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
