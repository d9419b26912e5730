"""Inside the program: a long background load at Gong's pace, and clicks while it runs."""

from __future__ import annotations

import logging
import time
from typing import Any

from PySide6.QtCore import QTimer

from gong_admin.ui.panel import Presenter
from tests.bench.program import Driver

FIRST_PAGES = 21
"""Pages that go at a click's priority, because somebody waits for them (and one to spare)."""
_BETWEEN_CLICKS = 3.1  # seconds; no multiple of a slot, so that clicks fall anywhere in it


class Departures(logging.Handler):
    """When each request left, from the program's own log of attempts: time less duration."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, float]] = []
        logging.getLogger("gong_admin.runtime.session").addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.args, tuple) and len(record.args) == 4:
            operation_id, _, seconds, _ = record.args
            assert isinstance(operation_id, str)
            assert isinstance(seconds, float)
            self.seen.append((operation_id, record.created - seconds))

    def first_after(self, operation_id: str, moment: float) -> float:
        """When the first request of an operation left after a moment."""
        return min(left for name, left in self.seen if name == operation_id and left >= moment)


def pace(driver: Driver, arguments: dict[str, Any]) -> dict[str, Any]:
    """Read all users; between, press Refresh in the Trackers panel."""
    departures = Departures()
    driver.connect(arguments["sandbox"])
    bench = driver.bench
    data = bench.data
    assert data is not None
    bench.navigate("trackers")
    bench.navigate("users")
    driver.wait(lambda: not (data.users.loading or data.trackers.loading), 60, "first pages")
    _panel(driver).view.read_all.trigger()  # type: ignore[attr-defined]
    driver.wait(lambda: len(data.users) >= 100 * FIRST_PAGES, 60, "the first pages")
    clicks: list[float] = []
    clicking = QTimer(interval=int(1000 * _BETWEEN_CLICKS))
    if arguments["clicks"]:
        bench.navigate("trackers")
        refresh = _panel(driver).view.header.refresh_button  # type: ignore[attr-defined]

        def click() -> None:
            clicks.append(time.time())
            driver.click(refresh)

        clicking.timeout.connect(click)
        clicking.start()
    began = time.monotonic()
    driver.wait(lambda: not data.users.loading, 300, "the background load")
    ended = time.monotonic()
    clicking.stop()
    driver.wait(lambda: not data.trackers.loading, 10, "the last click")
    assert data.users.complete, data.users.message
    return {
        "began": began,
        "ended": ended,
        "users": len(data.users),
        "clicks_ms": [
            1000 * (departures.first_after("listTrackers", moment) - moment) for moment in clicks
        ],
    }


def _panel(driver: Driver) -> Presenter:
    panel = driver.bench.current
    assert panel is not None
    return panel
