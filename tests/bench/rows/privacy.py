"""Five thousand people looked up in one case: smooth, no call wasted, at the pace that is set."""

from __future__ import annotations

import contextlib
import statistics
from contextlib import ExitStack
from typing import Any

from gong_admin.sandbox.process import Sandbox
from tests.bench.processes import Failed
from tests.bench.report import Figure
from tests.bench.sandboxes import inside, key, start_inside
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient

SUBJECTS = 5_000
_RATE = 3.0
_SLOT_MS = 334
_FIND = "findAllReferencesToEmailAddress"


def figures(quick: bool) -> list[Figure]:
    """A whole list as fast as the settings allow, and then a while of one at Gong's pace."""
    with Sandbox(users=1200, rate=0, daily=0, latency_ms=20) as sandbox:
        fast = inside(
            "privacy",
            sandbox=key(sandbox),
            known=_known(sandbox),
            count=1_000 if quick else SUBJECTS,
            clicks=False,
            seconds=600,
            settings={"calls_per_second": 100.0, "background_share": 1.0, "calls_per_day": 100_000},
        )
        lookups = sandbox.control("stats")["requests"][_FIND]
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox(users=1200, rate=_RATE))
        child = stack.enter_context(
            start_inside(
                "privacy",
                sandbox=key(sandbox),
                known=_known(sandbox),
                count=SUBJECTS,
                clicks=True,
                seconds=20 if quick else 120,
                settings={"background_share": 1.0},
            )
        )
        paced = child.result()
        stats = sandbox.control("stats")
    if (
        fast["done"] != fast["subjects"]
        or fast["failed"]
        or not (fast["intact"] and paced["intact"])
    ):
        raise Failed(f"not every subject was looked up: {fast}")
    return [*_smooth(fast, lookups), *_paced(paced, stats)]


def _smooth(run: dict[str, Any], lookups: int) -> list[Figure]:
    seconds = run["ended"] - run["began"]
    return [
        Figure(
            "worst gap while a whole list is looked up as fast as it goes, and its table scrolls",
            statistics.median(run["worst_by_part"]),
            " ms",
            inputs=f"{run['subjects']:,} subjects in one case on the disk, all looked up in "
            f"{seconds:.0f} s, {run['subjects'] / seconds:.0f} a second, far above what Gong "
            f"allows; {_gaps(run)}",
            details=run,
        ),
        Figure(
            "lookups that reached Gong beyond one for each subject",
            lookups - run["subjects"],
            "",
            0,
            inputs=f"{run['subjects']:,} subjects, {lookups:,} lookups",
        ),
    ]


def _paced(run: dict[str, Any], stats: dict[str, Any]) -> list[Figure]:
    arrivals = [moment for moment in stats["arrivals"] if run["began"] <= moment <= run["ended"]]
    rate = (len(arrivals) - 1) / (arrivals[-1] - arrivals[0])
    waits = sorted(run["clicks_ms"])
    return [
        Figure(
            "worst gap while a list is looked up and its table scrolls",
            statistics.median(run["worst_by_part"]),
            " ms",
            16,
            inputs=f"{run['subjects']:,} subjects in one case on the disk, {run['done']} of them "
            f"looked up meanwhile at {_RATE:g} a second; {_gaps(run)}",
            details=run,
        ),
        Figure(
            f"lookups of a list at {_RATE:g} calls a second, share of it used",
            100 * rate / _RATE,
            " %",
            97,
            at_most=False,
            inputs=f"{len(arrivals)} calls arrived at a sandbox that allows {_RATE:g} a second, "
            f"{rate:.3f} a second, {stats['statuses'].get('429', 0)} refused",
            details={"arrivals": arrivals},
        ),
        Figure(
            "a click elsewhere during those lookups, until its request leaves",
            waits[-1],
            " ms",
            _SLOT_MS,
            inputs=f"the longest of {len(waits)} clicks, median {waits[len(waits) // 2]:.0f} ms",
            details={"clicks_ms": waits},
        ),
    ]


def _gaps(run: dict[str, Any]) -> str:
    before = run["before"]
    return (
        f"median of {len(run['worst_by_part'])} times 6 s; {run['gaps_over_16']} gaps over 16 ms "
        f"in all, the worst {run['worst_gap_ms']:.0f} ms; the worst before, while the table only "
        f"scrolled, {before['worst_gap_ms']:.0f} ms; a 5-ms tick, subtracted"
    )


def _known(sandbox: Sandbox) -> list[str]:
    """People of whom Gong holds something; it holds nothing of the others in the list."""
    with contextlib.closing(PlainClient(sandbox)) as client:
        return [party["emailAddress"] for party in Known(client).externals]
