"""From the start of the process to the painted window, over a bare PySide6 window."""

from __future__ import annotations

import statistics
import time

from tests.bench import processes
from tests.bench.report import Figure

_PAIRS, _QUICK_PAIRS = 11, 5


def figures(quick: bool) -> list[Figure]:
    """The two kinds of process in turn, so that whatever slows the machine slows both."""
    ours: list[float] = []
    ready: list[float] = []
    bare: list[float] = []
    for module in ("tests.bench.startup_window", "tests.bench.bare_window"):
        _seconds(module)  # once unmeasured: the files are read from the disk
    for _ in range(_QUICK_PAIRS if quick else _PAIRS):
        bare.append(_seconds("tests.bench.bare_window")["painted"])
        moments = _seconds("tests.bench.startup_window")
        ours.append(moments["painted"])
        ready.append(moments["ready"])
    own, other = statistics.median(ours), statistics.median(bare)
    return [
        Figure(
            "start to painted window, over a bare window with a table",
            own / other,
            " x",
            1.8,
            inputs=f"median of {len(ours)} starts each, in turn: "
            f"{1000 * own:.0f} ms over {1000 * other:.0f} ms; "
            f"no connection, no network; a click is answered after "
            f"{1000 * statistics.median(ready):.0f} ms",
            details={"ours_s": ours, "bare_s": bare, "ready_s": ready},
        )
    ]


def _seconds(module: str) -> dict[str, float]:
    """The moments that a process tells, each in seconds since its start."""
    started = time.monotonic()
    told = processes.run(module, seconds=60)
    return {name: told[name] - started for name in ("painted", "ready") if name in told}
