"""How the figures grow with the number of rows."""

from __future__ import annotations

import itertools
from math import log

from tests.bench.report import Figure
from tests.bench.sandboxes import inside

_SIZES = (1_000, 10_000, 100_000, 1_000_000)
_SUBJECTS = (
    ("filter_ms", "text filter"),
    ("sort_ms", "sort"),
    ("worst_gap_ms", "worst gap while typing, sorting and scrolling"),
)


def figures(quick: bool) -> list[Figure]:
    """For each subject the steepest step from one size to the next, over that of n log n."""
    sizes = _SIZES[:3] if quick else _SIZES
    found = inside("growth", sizes=sizes, gap_runs=1 if quick else 3, gap_seconds=3)["sizes"]
    result = []
    for name, what in _SUBJECTS:
        times = [each[name] for each in found]
        steps = [
            (later / earlier) / (_n_log_n(more) / _n_log_n(fewer))
            for (earlier, fewer), (later, more) in itertools.pairwise(
                zip(times, sizes, strict=True)
            )
        ]
        result.append(
            Figure(
                f"growth over n log n: {what}",
                max(steps),
                " x",
                1,
                inputs="12 columns, "
                + ", ".join(
                    f"{size:,} rows {time:.1f} ms" for size, time in zip(sizes, times, strict=True)
                ),
                details={"sizes": found, "steps": steps},
            )
        )
    return result


def _n_log_n(rows: int) -> float:
    return rows * log(rows)
