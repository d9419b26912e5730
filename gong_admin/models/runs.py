"""Runs of neighbouring rows: how selections of thousands of rows are handled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def runs_of(rows: Iterable[int]) -> Iterator[range]:
    """The ascending row numbers as few ranges: 1, 2, 3, 7 gives 1 to 3 and 7."""
    start = stop = -1
    for row in rows:
        if row == stop:
            stop += 1
            continue
        if stop > start:
            yield range(start, stop)
        start, stop = row, row + 1
    if stop > start:
        yield range(start, stop)
