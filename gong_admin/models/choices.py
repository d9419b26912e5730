"""The values of a facet column, and which rows have which."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import compress
from typing import Generic, TypeVar

from gong_admin.models.column import Column

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FacetCount:
    """One choice of a facet: its value, its text, and how many rows it would show."""

    value: Hashable
    label: str
    count: int


def facet_counts(
    counts: Mapping[Hashable, int], label_of: Callable[[Hashable], str]
) -> tuple[FacetCount, ...]:
    """The values of a column by how many rows each would show: most first, then by text."""
    found = [FacetCount(value, label_of(value), count) for value, count in counts.items()]
    return tuple(sorted(found, key=lambda choice: (-choice.count, choice.label.casefold())))


class Choices(Generic[T]):
    """Each distinct set of values of a column once, with its number in every row."""

    def __init__(self, column: Column[T]) -> None:
        self._column = column
        self._numbers: dict[tuple[Hashable, ...], int] = {}
        self._codes: array[int] = array("I")

    def __len__(self) -> int:
        return len(self._codes)

    def add(self, records: Iterable[T]) -> None:
        """Take in the records of the next rows."""
        self._codes.extend([self._number(record) for record in records])

    def replace(self, row: int, record: T) -> None:
        """Take in another record for a row that is there."""
        self._codes[row] = self._number(record)

    def _number(self, record: T) -> int:
        return self._numbers.setdefault(self._column.facets_of(record), len(self._numbers))

    def test(self, chosen: frozenset[Hashable]) -> FacetTest:
        """Get ready to look for rows that have one of the chosen values."""
        allowed = bytes([not chosen.isdisjoint(values) for values in self._numbers])
        return FacetTest(self._codes, allowed)

    def counts(self, mask: bytearray) -> dict[Hashable, int]:
        """How many of the rows with a 1 in `mask` have each value; 0 where none has."""
        by_number = Counter(compress(self._codes, mask))
        counts: dict[Hashable, int] = {}
        for values, number in self._numbers.items():
            for value in values:
                counts[value] = counts.get(value, 0) + by_number[number]
        return counts


class FacetTest:
    """The chosen values of one column, to be looked for in stretches of rows."""

    __slots__ = ("_allowed", "_codes")

    def __init__(self, codes: array[int], allowed: bytes) -> None:
        self._codes, self._allowed = codes, allowed

    def among(self, wanted: bytes, first: int) -> bytes:
        """Which rows from `first` on have such a value, of those with a 1 in `wanted`."""
        size = len(wanted)
        codes = self._codes[first : first + size]
        hits = bytes(map(self._allowed.__getitem__, codes))
        both = int.from_bytes(hits, "little") & int.from_bytes(wanted, "little")
        return both.to_bytes(size, "little")
