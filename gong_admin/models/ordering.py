"""Sorting a hundred thousand rows without holding anything up.

The same order as Python's stable sort, made in steps: short runs are sorted, cut at common
key values, and the pieces between two cuts sorted together. No step is longer than a few
thousand rows, and the whole is n log n.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isqrt
from typing import Any, Protocol

from gong_admin.models.steps import Steps

RUN = 2048
"""Rows sorted in one step, at least: about a millisecond of texts."""
_RUN_GROWTH = 6  # a run is at least so many square roots long, or cutting runs would be quadratic
_SAMPLES_PER_RUN = 16


@dataclass(frozen=True, slots=True)
class Ordering:
    """All rows of a table in ascending order of one column.

    `rows` holds row numbers; those without a key come last, after `present` others. `starts`
    has, for each group of equal keys, where it begins in `rows`: a range where no two are equal.
    """

    rows: array[int]
    starts: Sequence[int]
    present: int

    def descending(self) -> Steps[array[int]]:
        """The same rows from the largest key down; equal keys keep their order, None is last."""
        if len(self.starts) == self.present:  # no two keys are equal
            reversed_rows = self.rows[: self.present][::-1]
            reversed_rows.extend(self.rows[self.present :])
            return reversed_rows
        result = array("I")
        end = self.present
        for done, start in enumerate(reversed(self.starts)):
            result.extend(self.rows[start:end])
            end = start
            if not done % RUN:
                yield
        result.extend(self.rows[self.present :])
        return result

    def ranks(self, *, descending: bool) -> Steps[list[int | None]]:
        """For each row the number of its group of equal keys, None where it has no key."""
        result: list[int | None] = [None] * len(self.rows)
        sign = -1 if descending else 1
        ends = [*self.starts[1:], self.present] if self.starts else []
        work = 0
        for number, (start, end) in enumerate(zip(self.starts, ends, strict=True)):
            rank = sign * number
            for row in self.rows[start:end]:
                result[row] = rank
            work += end - start
            if work >= RUN:
                work = 0
                yield
        return result


class Keys(Protocol):
    """The keys of rows by their numbers; the same ones however often they are asked for."""

    def __getitem__(self, row: int, /) -> Any: ...


def ordering(rows: Sequence[int], keys: Keys) -> Steps[Ordering]:
    """Sort `rows` by `keys[row]`, stable, None last. Keys other than None must compare."""
    present, missing = yield from _split_missing(rows, keys)
    runs: list[array[int]] = []  # lists of a hundred thousand numbers take eight times as much
    key_of = keys.__getitem__
    length = max(RUN, _RUN_GROWTH * isqrt(len(present)))
    for first in range(0, len(present), length):
        run = present[first : first + length].tolist()
        run.sort(key=key_of)
        runs.append(array("I", run))
        yield
    ordered = array("I")
    starts = array("I")
    if len(runs) == 1:
        _append_sorted(runs[0], key_of, ordered, starts)
    elif runs:
        yield from _merge(runs, key_of, ordered, starts)
    count = len(ordered)
    ordered.extend(missing)
    return Ordering(ordered, range(count) if len(starts) == count else starts, count)


def _split_missing(rows: Sequence[int], keys: Keys) -> Steps[tuple[array[int], array[int]]]:
    present, missing = array("I"), array("I")
    for first in range(0, len(rows), RUN):
        part = rows[first : first + RUN]
        some = [row for row in part if keys[row] is not None]
        if len(some) < len(part):
            missing.extend([row for row in part if keys[row] is None])
        present.extend(some)
        yield
    return present, missing


def _merge(
    runs: list[array[int]],
    key_of: Callable[[int], Any],
    ordered: array[int],
    starts: array[int],
) -> Steps[None]:
    every = max(1, len(runs[0]) // _SAMPLES_PER_RUN)
    samples = [key_of(row) for run in runs for row in run[::every]]
    samples.sort()
    yield
    # A value picked twice or more is held by many rows: a piece of its own, with nothing to sort.
    cuts: list[tuple[Any, bool]] = []
    for value in samples[_SAMPLES_PER_RUN::_SAMPLES_PER_RUN]:
        if cuts and cuts[-1][0] == value:
            cuts[-1] = (value, True)
        else:
            cuts.append((value, False))
    pieces = [array("I") for _ in range(2 * len(cuts) + 1)]
    for run in runs:
        low = 0
        for number, (value, common) in enumerate(cuts):
            high = bisect_left(run, value, low, key=key_of)
            pieces[2 * number].extend(run[low:high])
            low = high
            if common:
                high = bisect_right(run, value, low, key=key_of)
                pieces[2 * number + 1].extend(run[low:high])
                low = high
        pieces[-1].extend(run[low:])
        yield
    runs.clear()
    for number, piece in enumerate(pieces):
        if number % 2:
            if piece:
                starts.append(len(ordered))
                ordered.extend(piece)
        elif piece:
            rest = piece.tolist()
            rest.sort(key=key_of)
            _append_sorted(rest, key_of, ordered, starts)
        pieces[number] = array("I")
        yield


def _append_sorted(
    rows: Sequence[int], key_of: Callable[[int], Any], ordered: array[int], starts: array[int]
) -> None:
    position = len(ordered)
    last: object = starts  # equals no key
    for row in rows:
        key = key_of(row)
        if key != last:
            starts.append(position)
            last = key
        position += 1
    ordered.extend(rows)


def positions_of(rows: Sequence[int], count: int) -> Steps[array[int]]:
    """For each of `count` rows its place in `rows`, -1 for those that are not there."""
    result = array("i", [-1]) * count
    for first in range(0, len(rows), RUN * 2):
        for position, row in enumerate(rows[first : first + RUN * 2], first):
            result[row] = position
        yield
    return result
