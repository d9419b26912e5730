"""The whole window under random hands, with faults coming and going.

One seed and a few hundred steps by default. For a long run, name seeds and steps, and how many
milliseconds a step may take:

    MONKEY_SEEDS=1-30 MONKEY_STEPS=1000 MONKEY_STANDSTILL=1500 uv run pytest tests/ui/test_monkey.py
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from gong_admin.api.credentials import KeyPair
from gong_admin.runtime.connections import Connection, ConnectionKind
from gong_admin.ui.theme import apply_theme
from tests.ui.monkey import Monkey
from tests.ui.panels.conftest import answers, bench, services

__all__ = ["answers", "bench", "services"]


def _seeds() -> list[int]:
    first, _, last = os.environ.get("MONKEY_SEEDS", "1").partition("-")
    return list(range(int(first), int(last or first) + 1))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", _seeds())
def test_nothing_breaks_whatever_is_pressed(
    seed: int, bench: Any, sandbox: Any, run: Any, loop: Any, qtbot: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    gong = sandbox(fresh=True, users=200)
    bench.services.settings.update(calls_per_second=90.0, background_share=1.0)
    bench.window.commands["quit"].setEnabled(False)  # the window is needed to the end

    def reopen() -> None:
        connection = Connection(
            name="Orvane",
            base_url=gong.base_url,
            id="demo",
            kind=ConnectionKind.DEMO,
            read_only=False,
        )
        run(bench.open(connection, KeyPair(gong.access_key, gong.access_key_secret)))

    monkey = Monkey(seed, bench, gong, reopen)
    clock = QElapsedTimer()
    # Milliseconds; only where somebody watches: on a busy machine anything may take so long.
    standstill = int(os.environ.get("MONKEY_STANDSTILL", "0"))
    for number in range(int(os.environ.get("MONKEY_STEPS", "250"))):
        clock.start()
        quick = monkey.step()
        story = "\n".join(monkey.done)
        assert not loop.unhandled, f"step {number}:\n{story}"
        assert not (quick and standstill) or clock.elapsed() < standstill, (
            f"step {number} took {clock.elapsed()} ms:\n{story}"
        )

    # Afterwards everything still works.
    gong.control("faults", method="DELETE")
    while top := QApplication.activePopupWidget() or QApplication.activeModalWidget():
        top.close()
    apply_theme(QApplication.instance(), "light")
    bench.services.settings.update(density="comfortable")
    bench.close_connection()
    qtbot.waitUntil(lambda: not bench.jobs.running)
    reopen()
    bench.session.client.pacer.insist()  # a 429 may have said to wait for hours
    bench.workspace.choose(None)
    bench.navigate("trackers")
    bench.current.refresh()
    qtbot.waitUntil(lambda: bench.data.trackers.complete, timeout=20_000)
