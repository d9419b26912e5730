"""The bridge and the loop: results, errors, order and shutdown across threads."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread

from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.loop import Collector
from gong_admin.runtime.poster import Poster


@pytest.fixture
def bridge() -> Iterator[Bridge]:
    bridge = Bridge(workers=2, background_workers=1)
    yield bridge
    bridge.close()


def test_result_comes_back_to_the_gui_thread(bridge, run):
    async def work():
        worker = await bridge.run(threading.current_thread)
        return worker, threading.current_thread()

    worker, here = run(work())
    assert worker.name.startswith("gong-click")
    assert here is threading.main_thread()


def test_arguments_and_exceptions_pass(bridge, run):
    def divide(a: int, *, by: int) -> float:
        return a / by

    assert run(bridge.run(divide, 6, by=3)) == 2
    with pytest.raises(ZeroDivisionError):
        run(bridge.run(divide, 1, by=0))


def test_a_click_passes_a_busy_background(bridge, run):
    release = threading.Event()

    async def work():
        slow = asyncio.ensure_future(bridge.run_background(release.wait, 10))
        queued = asyncio.ensure_future(bridge.run_background(lambda: "background"))
        clicked = await bridge.run(lambda: "click")
        assert not slow.done()
        assert not queued.done()
        release.set()
        return clicked, await slow, await queued

    assert run(work()) == ("click", True, "background")


def test_cancelled_before_it_began_never_runs(bridge, run):
    release, ran = threading.Event(), []

    async def work():
        first = asyncio.ensure_future(bridge.run_background(release.wait, 10))
        second = asyncio.ensure_future(bridge.run_background(ran.append, 1))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        release.set()
        await first
        await bridge.run_background(lambda: None)

    run(work())
    assert ran == []


def test_shutdown_names_what_still_runs_and_does_not_hang(bridge, run):
    release = threading.Event()

    def stubborn() -> None:
        release.wait(10)

    async def work():
        task = asyncio.ensure_future(bridge.run(stubborn))
        await asyncio.sleep(0)
        left = await bridge.shut_down(0.05)
        release.set()
        await task
        return left

    before = time.monotonic()
    left = run(work())
    assert time.monotonic() - before < 5
    assert len(left) == 1
    assert "stubborn" in left[0]


def test_after_shutdown_asking_is_a_cancellation(bridge, run):
    bridge.close()
    with pytest.raises(asyncio.CancelledError):
        run(bridge.run(lambda: 1))


def test_many_results_keep_their_owners(bridge, run):
    async def work():
        return await asyncio.gather(*(bridge.run(lambda n=n: n * n) for n in range(500)))

    assert run(work()) == [n * n for n in range(500)]


def test_poster_keeps_order_and_thread(qtbot):
    poster, seen = Poster(), []

    def send() -> None:
        for number in range(100):
            poster.post(lambda number=number: seen.append((number, QThread.currentThread())))

    thread = threading.Thread(target=send)
    thread.start()
    thread.join()
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 100)
    assert [number for number, _ in seen] == list(range(100))
    assert {where for _, where in seen} == {QThread.currentThread()}


def test_collector_takes_collecting_over_and_gives_it_back(qapp):
    collector = Collector()
    gc.enable()  # the tests themselves collect on the GUI thread only
    try:
        collector.start()
        assert not gc.isenabled()
        collector.stop()
        assert gc.isenabled()
    finally:
        gc.disable()


def test_collector_does_not_put_off_what_would_take_long(qtbot, monkeypatch):
    import gong_admin.runtime.loop as loop_module

    monkeypatch.setattr(loop_module, "_COLLECT_EVERY", 60_000)
    collected = []

    def heard(phase: str, told: dict[str, int]) -> None:
        if phase == "stop":
            collected.append(told["generation"])

    collector = Collector()
    collector.start()
    gc.callbacks.append(heard)
    try:
        kept = [[] for _ in range(2_000)]
        qtbot.waitUntil(lambda: collected == [1])  # the first is due at once
        kept += [[] for _ in range(20_000)]
        qtbot.waitUntil(lambda: collected == [1, 1])
        assert kept
    finally:
        gc.callbacks.remove(heard)
        collector.stop()


def test_collector_frees_cycles(qtbot, monkeypatch):
    import weakref

    import gong_admin.runtime.loop as loop_module

    monkeypatch.setattr(loop_module, "_COLLECT_EVERY", 5)

    class Node:
        def __init__(self) -> None:
            self.me = self

    collector = Collector()
    collector.start()
    try:
        gone = weakref.ref(Node())
        ballast = [[] for _ in range(2000)]  # enough young objects to be worth a collection
        qtbot.waitUntil(lambda: gone() is None)
        assert len(ballast) == 2000
    finally:
        collector.stop()
