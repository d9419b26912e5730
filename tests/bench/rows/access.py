"""The questions about access in a large company, and how they grow with it."""

from __future__ import annotations

import itertools
from typing import Any

from gong_admin.sandbox.process import Sandbox
from tests.bench.report import Figure
from tests.bench.sandboxes import inside, key

_SIZES = (1_000, 10_000, 100_000)
_PROFILES = 200
_QUESTIONS = (
    ("index", "the company is indexed"),
    ("who_can", "who has a level"),
    ("who_sees", "who can see somebody's calls"),
    ("two_people", "two people side by side"),
    ("review", "the review"),
)
_LIMIT_MS = 1_000
_GAP_MS = 16


def figures(_quick: bool) -> list[Figure]:
    """Each question at the largest size until its rows stand in the table, the worst gap of the
    window meanwhile, and the steepest step from one size to the next."""
    with Sandbox(users=50, rate=0, daily=0, latency_ms=0) as sandbox:
        found = inside("access", sandbox=key(sandbox), sizes=_SIZES, profiles=_PROFILES)["sizes"]
    largest = found[-1]
    about = (
        f"{largest['users']:,} users, {largest['profiles']} profiles, "
        f"{largest['memberships']:,} memberships"
    )
    return [
        *(
            Figure(
                f"access: {what}",
                largest[f"{name}_ms"],
                " ms",
                _LIMIT_MS,
                inputs=about,
                details={"sizes": found},
            )
            for name, what in _QUESTIONS
        ),
        Figure(
            "access: worst gap while these are answered",
            max(largest[f"{name}_gap_ms"] for name, _ in _QUESTIONS[1:]),
            " ms",
            _GAP_MS,
            inputs=about,
        ),
        _growth(found),
    ]


def _growth(found: list[dict[str, Any]]) -> Figure:
    """Milliseconds of all questions together, a user: it must not grow with the company."""
    sums = [sum(each[f"{name}_ms"] for name, _ in _QUESTIONS) for each in found]
    steps = [
        (later / earlier) / (more["users"] / fewer["users"])
        for (earlier, fewer), (later, more) in itertools.pairwise(zip(sums, found, strict=True))
    ]
    return Figure(
        "access: growth of all questions over the number of users",
        max(steps),
        " x",
        1.2,
        inputs=", ".join(
            f"{each['users']:,} users {sum_:.0f} ms" for sum_, each in zip(sums, found, strict=True)
        ),
        details={"steps": steps},
    )
