"""Five hundred profiles side by side, and how the time grows with their number."""

from __future__ import annotations

import itertools

from gong_admin.sandbox.process import Sandbox
from tests.bench.report import Figure
from tests.bench.sandboxes import inside, key

_SIZES = (50, 100, 200, 500, 1_000)
_MEANT = 500  # profiles that the limits are about


def figures(quick: bool) -> list[Figure]:
    """One process; each size in panels of its own."""
    sizes = _SIZES[:4] if quick else _SIZES
    with Sandbox(users=200, rate=0, daily=0, latency_ms=0) as sandbox:
        found = inside(
            "matrix",
            sandbox=key(sandbox),
            sizes=sizes,
            repeats=1 if quick else 5,
            seconds=3,
            settings={"calls_per_second": 100.0, "background_share": 1.0},
        )["sizes"]
    meant = next(each for each in found if each["profiles"] == _MEANT)
    steps = [
        (later["open_ms"] / earlier["open_ms"]) / (later["profiles"] / earlier["profiles"])
        for earlier, later in itertools.pairwise(found)
    ]
    told = ", ".join(f"{each['profiles']:,} {each['open_ms']:.0f} ms" for each in found)
    gaps = ", ".join(f"{each['profiles']:,} {each['worst_gap_ms']:.1f} ms" for each in found)
    run = meant["runs"][0]
    return [
        Figure(
            "opening the matrix of profiles after its data is there",
            meant["open_ms"],
            " ms",
            300,
            inputs=f"{_MEANT} profiles x 68 values, all shown, from the click to painted; "
            f"median; {told}",
            details={"sizes": found},
        ),
        Figure(
            "worst gap while reading, comparing, filtering and editing profiles",
            meant["worst_gap_ms"],
            " ms",
            16,
            inputs=f"{_MEANT} profiles x 68 values, all read anew, while {run['keys']} keys are "
            f"typed, {run['edits']} cells edited and it scrolls; a 5-ms tick, subtracted; {gaps}",
            details={"sizes": found},
        ),
        Figure(
            "worst gap while every pair of profiles is compared",
            meant["pairs"]["worst_gap_ms"],
            " ms",
            16,
            inputs=f"{_MEANT * (_MEANT - 1) // 2:,} pairs in {meant['pairs']['seconds']:.2f} s",
            details={"sizes": found},
        ),
        Figure(
            "growth over n: opening the matrix of profiles",
            max(steps),
            " x",
            1,
            inputs=told,
            details={"steps": steps},
        ),
    ]
