"""Stopwatches: gaps in the event loop, the end of painting, memory."""

from __future__ import annotations

import gc
import time
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QTableView

TICK_MS = 5


class GapMeter(QObject):
    """Ticks every 5 ms and keeps how much later than that each tick came, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin anew."""
        self.gaps.clear()
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        self._tick()
        self._timer.stop()

    @property
    def worst(self) -> float:
        """Milliseconds of the longest gap, the tick subtracted."""
        return max(self.gaps)

    def beyond(self, milliseconds: float) -> int:
        """How many gaps were longer."""
        return sum(gap > milliseconds for gap in self.gaps)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append(max(0.0, 1000 * (now - self._last) - TICK_MS))
        self._last = now


class Scroller(QObject):
    """Scrolls a view by some pixels with every frame, and back up from the end."""

    def __init__(self, view: QTableView, pixels: int = 90) -> None:
        super().__init__()
        self._bar = view.verticalScrollBar()
        self._pixels = pixels
        self._timer = QTimer(self, interval=16)
        self._timer.timeout.connect(self._step)

    def start(self) -> None:
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _step(self) -> None:
        bar = self._bar
        place = bar.value() + self._pixels
        bar.setValue(0 if place > bar.maximum() else place)


def note_painting(kind: type[Any]) -> None:
    """Have views of this class note in `painted` when they last finished painting."""
    paint = kind.paintEvent

    def paint_event(view: Any, event: QPaintEvent) -> None:
        paint(view, event)
        view.painted = time.perf_counter()

    kind.painted = 0.0
    kind.paintEvent = paint_event


def memory() -> dict[str, int]:
    """Bytes of this process when nothing is left to be collected."""
    from tests.bench.bare_window import memory as measure

    gc.collect()
    return measure()
