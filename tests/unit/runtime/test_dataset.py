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
