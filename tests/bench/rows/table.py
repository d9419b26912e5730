"""A hundred thousand users: reading them, typing and sorting, beside Qt's own proxy."""

from __future__ import annotations

import statistics
from typing import Any

from gong_admin.sandbox.process import Sandbox
from tests.bench import processes
from tests.bench.report import Figure
from tests.bench.sandboxes import inside, key

USERS = 100_000


def figures(quick: bool) -> list[Figure]:
    """One process reads the users once; all the rest happens to them."""
    with Sandbox(users=USERS, rate=0, daily=0, latency_ms=0) as sandbox:
        limits = {"calls_per_second": 100.0, "background_share": 1.0}
        found = inside(
            "users",
            sandbox=key(sandbox),
            gap_runs=2 if quick else 5,
            gap_seconds=3 if quick else 6,
            sorted_columns=3 if quick else 12,
            settings=limits,
        )
        again = [
            inside("loading", sandbox=key(sandbox), settings=limits)
            for _ in range(1 if quick else 4)
        ]
    bare = [processes.run("tests.bench.bare_window") for _ in range(3)]
    return [*_compared(found), _gaps(found), *_loaded(found, again, bare)]


def _compared(found: dict[str, Any]) -> list[Figure]:
    filters, sorts = found["filters"], found["sorts"]
    wrong = [each for each in (*filters, *sorts) if not each["same_rows"]]
    if wrong:
        raise processes.Failed(f"the rows differ from the proxy's: {wrong}")
    ratios = [each["ratio"] for each in filters]
    typed = statistics.median(each["ratio"] for each in filters if not each["taken_back"])
    slowest = min(sorts, key=lambda each: each["ratio"])
    what = f"{USERS:,} users, {found['shown']} columns shown of {found['columns']}"
    return [
        Figure(
            "text filter, key to painted, against QSortFilterProxyModel",
            statistics.median(ratios),
            " x faster",
            15,
            at_most=False,
            inputs=f"{what}; median of {len(ratios)} keys typed and taken back, "
            f"{_median(filters, 'ours_ms'):.1f} ms over {_median(filters, 'proxy_ms'):.0f} ms "
            f"(from {min(ratios):.1f} x to {max(ratios):.1f} x; of the keys typed alone "
            f"{typed:.1f} x); same rows, same order",
            details={"keys": filters},
        ),
        Figure(
            "sort by any column, to painted, against QSortFilterProxyModel",
            slowest["ratio"],
            " x faster",
            50,
            at_most=False,
            inputs=f"{what}; the slowest of {len(sorts)} columns, {slowest['column']}: "
            f"{slowest['ours_ms']:.1f} ms over {slowest['proxy_ms']:.0f} ms "
            f"(median {_median(sorts, 'ratio'):.0f} x); same rows, same order",
            details={"columns": sorts},
        ),
    ]


def _gaps(found: dict[str, Any]) -> Figure:
    runs = found["gaps"]
    return Figure(
        "worst gap while typing, sorting and scrolling",
        _median(runs, "worst_ms"),
        " ms",
        16,
        inputs=f"{USERS:,} users; median of {len(runs)} runs of {runs[0]['keys']} keys, one each "
        f"100 ms, and {runs[0]['sorts']} sorts; a 5-ms tick, subtracted",
        details={"runs": runs},
    )


def _loaded(
    found: dict[str, Any], again: list[dict[str, Any]], bare: list[dict[str, Any]]
) -> list[Figure]:
    load = found["load"]
    worst = sorted(each["worst_gap_ms"] for each in (load, *again))
    rss = statistics.median(each["rss"] for each in bare)
    held = max(load["after_load"]["rss"], load["after_warming"]["rss"])
    return [
        Figure(
            "worst gap while reading and scrolling",
            statistics.median(worst),
            " ms",
            20,
            inputs=f"{load['rows']:,} users from a sandbox without limits in "
            f"{load['seconds']:.1f} s; median of the worst gaps of {len(worst)} programs that read "
            f"them, {worst[0]:.0f} to {worst[-1]:.0f} ms",
            details={"loads": [load, *again]},
        ),
        Figure(
            "memory over the bare window",
            (held - rss) / 1e6,
            " MB",
            180,
            inputs=f"{load['rows']:,} users read, search and the orders of the columns shown "
            f"prepared; resident: {held / 1e6:.0f} MB over {rss / 1e6:.0f} MB",
            details={"ours": load["after_warming"], "bare": bare},
        ),
    ]


def _median(measured: list[dict[str, Any]], name: str) -> float:
    return statistics.median(each[name] for each in measured)
