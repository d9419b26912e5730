"""Gong goes away, connections change and windows close while everything is being read."""

from __future__ import annotations

import os
import signal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gong_admin.api.credentials import KeyPair
from gong_admin.runtime.connections import Connection, ConnectionKind
from gong_admin.sandbox.process import Sandbox
from gong_admin.ui.panels import PANELS
from gong_admin.ui.services import Services
from gong_admin.ui.workbench import Workbench

_SLOW = {"latency": {"rate": 1, "seconds": 30}}  # longer than any test waits


def open_all(bench: Any) -> None:
    """Open every panel, so that all that is read at once is under way."""
    for key in bench.panel_titles():
        bench.navigate(key)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_gong_dies_and_comes_back(bench, connect, qtbot):
    gong = connect(fresh=True)
    bench.navigate("trackers")
    qtbot.waitUntil(lambda: bench.data.trackers.complete)
    table = bench.current.view.table
    qtbot.waitUntil(lambda: table.model.counts()[1] > 0)
    before = table.model.counts()

    os.kill(gong.pid, signal.SIGKILL)
    bench.current.refresh()
    qtbot.waitUntil(lambda: table.message_bar.isVisible(), timeout=20_000)
    assert table.message_bar.message().title in (
        "Nobody answers at Gong's address",
        "The connection broke off",
    )
    assert table.model.counts() == before

    port = int(gong.base_url.rsplit(":", 1)[1])
    with Sandbox(users=200, rate=0, daily=0, latency_ms=0, port=port):
        retry = next(b for b in table.message_bar.buttons() if b.text() == "Retry")
        QTest.mouseClick(retry, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: not table.message_bar.isVisible(), timeout=20_000)
        qtbot.waitUntil(lambda: bench.data.trackers.complete, timeout=20_000)
        assert table.model.counts() == before


def test_the_window_closes_at_once_while_everything_loads(bench, connect, services, run, qtbot):
    gong = connect(fresh=True)
    gong.control("faults", _SLOW)
    open_all(bench)
    qtbot.waitUntil(lambda: len(bench.jobs.running) >= 3)
    bench.window.close()
    run(bench.finished())  # the fixtures' limits would tell if this waited for answers
    assert run(services.bridge.shut_down(5)) == ()


def test_another_connection_shows_nothing_of_the_one_before(bench, connect, qtbot):
    slow = connect(fresh=True, seed=3)
    slow.control("faults", {"latency": {"rate": 1, "seconds": 0.4}})
    open_all(bench)
    qtbot.waitUntil(lambda: len(bench.jobs.running) >= 3)
    first = bench.data
    connect()
    open_all(bench)
    lists = ("workspaces", "users", "profiles", "trackers", "folders")
    qtbot.waitUntil(
        lambda: all(bench.data.by_name(name).complete for name in lists), timeout=20_000
    )
    slow.control("faults", method="DELETE")
    assert bench.data is not first
    fresh = {workspace.id for workspace in bench.data.workspaces.records}
    assert {profile.workspace_id for profile in bench.data.profiles.records} <= fresh
    assert {tracker.workspace_id for tracker in bench.data.trackers.records} - {None} <= fresh


def test_two_windows_on_one_company(services, answers, sandbox, run, qtbot):
    gong = sandbox(users=200)
    services.settings.update(calls_per_second=90.0, background_share=1.0)
    connection = Connection(
        name="Orvane", base_url=gong.base_url, id="demo", kind=ConnectionKind.DEMO
    )
    windows = [Workbench(services, PANELS, prompts=answers) for _ in range(2)]
    for bench in windows:
        bench.window.show()
        run(bench.open(connection, KeyPair(gong.access_key, gong.access_key_secret)))
        open_all(bench)
    for bench in windows:
        qtbot.waitUntil(
            lambda bench=bench: bench.data.users.complete and bench.data.profiles.complete,
            timeout=20_000,
        )
        assert len(bench.data.users) == 200
    qtbot.waitUntil(lambda: not any(bench.jobs.running for bench in windows))

    def both_count_the_calls_of_both() -> bool:
        # What a window knows of the others' is a second old at most.
        used = [run(_used(services, bench)) for bench in windows]
        return used[0] == used[1] > 20

    qtbot.waitUntil(both_count_the_calls_of_both)
    for bench in windows:
        bench.window.close()
        run(bench.finished())
        bench.window.deleteLater()
        bench.deleteLater()


async def _used(services: Services, bench: Workbench) -> int:
    assert bench.session is not None
    pacer = bench.session.client.pacer
    usage = await services.bridge.run(pacer.usage)
    return usage.used_today
