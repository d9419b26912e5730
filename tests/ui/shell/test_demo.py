"""The demo company: one process, kept while the program runs, gone with it."""

from __future__ import annotations

import asyncio
import os
import signal
from types import SimpleNamespace

import pytest

from gong_admin.demo import Demo
from gong_admin.runtime.bridge import Bridge
from gong_admin.windows import open_demo


@pytest.fixture
def closing(run):
    bridge = Bridge()
    closing = []
    demo = Demo(bridge, closing)
    yield demo, closing
    for end in closing:
        run(end())
    run(bridge.shut_down(5))


def test_it_is_started_once_and_ends_with_the_program(closing, run):
    demo, ends = closing
    first = run(demo.sandbox(users=50, latency_ms=0))
    assert run(demo.sandbox(users=50, latency_ms=0)) is first
    assert first.running
    run(ends[0]())
    assert not first.running


def test_one_that_died_is_started_anew(closing, run):
    demo, _ = closing
    first = run(demo.sandbox(users=50, latency_ms=0))
    first.stop()
    second = run(demo.sandbox(users=50, latency_ms=0))
    assert second is not first
    assert second.running


def test_who_stops_waiting_leaves_nothing_running_at_the_end(closing, run):
    demo, ends = closing

    async def give_up():
        waiting = asyncio.ensure_future(demo.sandbox(users=50, latency_ms=0))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait({waiting})

    run(give_up())
    run(ends[0]())
    # What was started on the way has ended, or the fixture's check for threads would tell.
    assert demo._starting.result().running is False


def test_a_demo_whose_process_went_is_offered_anew(closing, bench, run, qtbot):
    demo, _ = closing
    sandbox = run(open_demo(SimpleNamespace(demo=demo), bench, users=50, latency_ms=0))
    qtbot.waitUntil(lambda: bench.session is not None)
    assert not bench.window.commands["demo"].isEnabled()
    os.kill(sandbox.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: bench.session is None)
    assert "has ended" in bench.start_page.bar.message().title
    assert bench.window.commands["demo"].isEnabled()
    with qtbot.waitSignal(bench.demo_requested):
        bench.start_page.bar.buttons()[0].click()
