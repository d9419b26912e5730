"""Background work at Gong's real pace, and clicks that overtake it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from gong_admin.sandbox.process import Sandbox
from tests.bench.report import Figure
from tests.bench.sandboxes import key, start_inside
from tests.bench.scripts_pace import FIRST_PAGES

_RATE = 3.0
_SLOT_MS = 334
_SHARES = (1.0, 0.7)


def figures(quick: bool) -> list[Figure]:
    """Two loads side by side, each with a program and a sandbox of its own: one that may use the
    whole rate, one that leaves others their part, as the program does unless told otherwise."""
    pages = 40 if quick else 200
    with ExitStack() as stack:
        sandboxes = [
            stack.enter_context(Sandbox(users=100 * (pages + FIRST_PAGES), rate=_RATE))
            for _ in _SHARES
        ]
        children = [
            stack.enter_context(
                start_inside(
                    "pace",
                    sandbox=key(sandbox),
                    clicks=share == 1.0,
                    settings={"background_share": share},
                )
            )
            for share, sandbox in zip(_SHARES, sandboxes, strict=True)
        ]
        found = [child.result() for child in children]
        statistics = [sandbox.control("stats") for sandbox in sandboxes]
    return [
        *(
            _used(share, pages, run, stats)
            for share, run, stats in zip(_SHARES, found, statistics, strict=True)
        ),
        Figure(
            "calls refused with 429 during these loads",
            sum(stats["statuses"].get("429", 0) for stats in statistics),
            "",
            0,
            details={"statistics": [_without_arrivals(stats) for stats in statistics]},
        ),
        _clicks(found[0]),
    ]


def _used(share: float, pages: int, run: dict[str, Any], stats: dict[str, Any]) -> Figure:
    arrivals = [moment for moment in stats["arrivals"] if run["began"] <= moment <= run["ended"]]
    rate = (len(arrivals) - 1) / (arrivals[-1] - arrivals[0])
    configured = _RATE * share
    return Figure(
        f"background load at {configured:g} calls a second, share of it used",
        100 * rate / configured,
        " %",
        97 if share == 1 else None,
        at_most=False,
        inputs=f"{pages} pages; {len(arrivals)} calls arrived at a sandbox that allows "
        f"{_RATE:g} a second, {rate:.3f} a second",
        details={"arrivals": arrivals},
    )


def _clicks(run: dict[str, Any]) -> Figure:
    waits = sorted(run["clicks_ms"])
    return Figure(
        "a click during that load, until its request leaves",
        waits[-1],
        " ms",
        _SLOT_MS,
        inputs=f"the longest of {len(waits)} clicks, median {waits[len(waits) // 2]:.0f} ms",
        details={"clicks_ms": waits},
    )


def _without_arrivals(stats: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stats.items() if name != "arrivals"}
