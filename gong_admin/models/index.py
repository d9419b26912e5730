"""Records of a table, and which of them it shows in which order. Knows no Qt model.

Whatever takes long is a generator of `steps`; it may be dropped at any point without harm,
because results are only stored when they are complete.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, Generic, TypeVar

from gong_admin.models.column import Column
from gong_admin.models.ordering import Ordering, ordering
from gong_admin.models.steps import Steps, drain

T = TypeVar("T")

Sorting = tuple[tuple[str, bool], ...]
"""Pairs of column key and "descending", the most significant first."""

CHUNK = 1000
"""Rows handled between two yields: some hundred microseconds."""

SEPARATOR = "\n"  # between the columns of a row's search text; no search term contains it


@dataclass(frozen=True, slots=True)
class Query:
    """Which rows to show and in which order.

    `terms` must all occur in a row, in any column, without regard to case. `facets` maps a
    column's key to the chosen values, of which a row must have one. No `sorting` is the order
    of loading.
    """

    terms: tuple[str, ...] = ()
    facets: Mapping[str, frozenset[Hashable]] = field(default_factory=dict)
    sorting: Sorting = ()

    @property
    def filters(self) -> bool:
        """Whether the query hides anything."""
        return bool(self.terms or self.facets)

    def narrows(self, other: Query) -> bool:
        """Whether every row that this shows is one that `other` shows as well."""
        return all(any(old in new for new in self.terms) for old in other.terms) and all(
            key in self.facets and self.facets[key] <= chosen
            for key, chosen in other.facets.items()
        )

    def same_rows(self, other: Query) -> bool:
        """Whether this shows the same rows as `other`, whatever the order."""
        return self.terms == other.terms and self.facets == other.facets


EVERY_TEXT = Query(terms=("",))
"""Matches every row, by searching it."""


@dataclass(frozen=True, slots=True)
class View:
    """The rows that a table shows, from the top, and what asked for them."""

    rows: array[int]
    query: Query
    version: int
    """The `version` of the index that it was made from."""
    count: int
    """Row numbers from here on came later than this view was made."""
    ordered: bool = True
    """False when rows that came later stand below the sorted ones."""


class _Choices:
    """A facet column as small numbers: each distinct set of values once, its number per row."""

    __slots__ = ("codes", "numbers", "values")

    def __init__(self) -> None:
        self.codes: array[int] = array("I")
        self.values: list[tuple[Hashable, ...]] = []
        self.numbers: dict[tuple[Hashable, ...], int] = {}

    def number(self, values: tuple[Hashable, ...]) -> int:
        number = self.numbers.get(values)
        if number is None:
            number = self.numbers[values] = len(self.values)
            self.values.append(values)
        return number

    def allowed(self, chosen: frozenset[Hashable]) -> frozenset[int]:
        return frozenset(
            number for number, values in enumerate(self.values) if not chosen.isdisjoint(values)
        )


class RecordIndex(Generic[T]):
    """Records by row number and by key, with what is needed to search and sort them fast.

    Row numbers are given in order of arrival and never change; a removed record leaves a gap.
    """

    def __init__(self, columns: Sequence[Column[T]], key: Any) -> None:
        self.columns = tuple(columns)
        self.column_by_key = {column.key: column for column in self.columns}
        self.records: list[T] = []
        self.version = 0
        """Goes up whenever records change or go, not when more come."""
        self._replacements = 0
        self._key = key
        self._row_by_key: dict[str, int] = {}
        self._gone: set[int] = set()
        self._searched = tuple(column for column in self.columns if column.searchable)
        self._texts: list[str] = []  # search text by row; shorter than records until asked for
        self._choices: dict[str, _Choices] = {}
        self._orderings: dict[str, Ordering] = {}
        self._sorted: tuple[tuple[Sorting, int], array[int]] | None = None

    def __len__(self) -> int:
        """Records held."""
        return len(self._row_by_key)

    # Changes

    def put(self, records: Iterable[T]) -> tuple[list[int], range]:
        """Add records, or replace those of the same key; returns rows replaced, rows added."""
        replaced: list[int] = []
        first = len(self.records)
        row_by_key, key_of = self._row_by_key, self._key
        for record in records:
            key = key_of(record)
            row = row_by_key.setdefault(key, len(self.records))
            if row == len(self.records):
                self.records.append(record)
            else:
                self._replace(row, record)
                if row < first:
                    replaced.append(row)
        added = range(first, len(self.records))
        if replaced:
            self.version += 1
            self._replacements += 1
            self._orderings.clear()
            self._sorted = None
        return replaced, added

    def remove(self, keys: Iterable[str]) -> list[int]:
        """Take records out; returns the rows that they were in. Unknown keys are ignored."""
        rows = [row for key in keys if (row := self._row_by_key.pop(key, None)) is not None]
        self._gone.update(rows)
        if rows:
            self.version += 1  # orderings stay right: rows that are gone are left out of views
        return rows

    def _replace(self, row: int, record: T) -> None:
        self.records[row] = record
        if row < len(self._texts):
            self._texts[row] = self._search_text(record)
        for key, choices in self._choices.items():
            if row < len(choices.codes):
                choices.codes[row] = choices.number(self.column_by_key[key].facets_of(record))

    # Looking up

    def row_of(self, key: str) -> int | None:
        """The row number of the record with this key."""
        return self._row_by_key.get(key)

    def key_at(self, row: int) -> str:
        """The key of the record in this row."""
        key: str = self._key(self.records[row])
        return key

    # Views

    def view(self, query: Query, previous: View | None = None) -> Steps[View]:
        """Work out what to show; `previous`, a view of this index, saves work where it can.

        Starts over when records change or go meanwhile. Those that come are put below.
        """
        while True:
            version, count = self.version, len(self.records)
            rows = yield from self._rows_of(query, previous, count)
            ordered = True
            while count < len(self.records) and version == self.version:
                late = range(count, len(self.records))
                count = late.stop
                rows.extend((yield from self.matching(late, query)))
                ordered = not query.sorting
            if version == self.version:
                return View(rows, query, version, count, ordered)

    def _rows_of(self, query: Query, previous: View | None, count: int) -> Steps[array[int]]:
        """A new array of the rows below `count` that the query shows."""
        if previous is not None and previous.version == self.version:
            shown, old = previous.rows[:], previous.query
            if old.sorting == query.sorting and previous.ordered and query.narrows(old):
                return shown if query.same_rows(old) else (yield from self.matching(shown, query))
            if query.filters and query.same_rows(old):
                everything = yield from self._all_rows(query.sorting, count)
                return (yield from self._in_order(shown, everything))
        everything = yield from self._all_rows(query.sorting, count)
        if query.filters:
            return (yield from self.matching(everything, query))
        return everything[:]

    def matching(self, rows: Sequence[int], query: Query) -> Steps[array[int]]:
        """Those of `rows` that the query shows, in the order given."""
        yield from self.prepare_search(query)
        facets = [
            (self._choices[key].codes, self._choices[key].allowed(chosen))
            for key, chosen in query.facets.items()
        ]
        texts = self._texts
        result = array("I")
        for first in range(0, len(rows), CHUNK):
            part: Sequence[int] = rows[first : first + CHUNK]
            for codes, allowed in facets:
                part = [row for row in part if codes[row] in allowed]
            for term in query.terms:
                part = [row for row in part if term in texts[row]]
            result.extend(part)
            yield
        return result

    def prepare_search(self, query: Query) -> Steps[None]:
        """Build what searching by this query needs, for the rows that lack it."""
        if query.terms:
            texts, records = self._texts, self.records
            while len(texts) < len(records):
                first = len(texts)
                texts.extend(map(self._search_text, records[first : first + CHUNK // 4]))
                yield
        for key in query.facets:
            yield from self._prepare_choices(key)

    def _search_text(self, record: T) -> str:
        return SEPARATOR.join([column.text(record) for column in self._searched]).casefold()

    def _prepare_choices(self, key: str) -> Steps[_Choices]:
        choices = self._choices.setdefault(key, _Choices())
        facets_of = self.column_by_key[key].facets_of
        codes, number = choices.codes, choices.number
        while len(codes) < len(self.records):
            first = len(codes)
            codes.extend([number(facets_of(r)) for r in self.records[first : first + CHUNK]])
            yield
        return choices

    # Order

    def ordering_of(self, key: str, count: int) -> Steps[Ordering]:
        """The first `count` rows by one column; kept until records change."""
        kept = self._orderings.get(key)
        while kept is None or len(kept.rows) != count:
            state = self._replacements
            sort_value = self.column_by_key[key].sort_value
            keys: list[Any] = []
            for first in range(0, count, CHUNK):
                keys.extend(map(sort_value, self.records[first : min(first + CHUNK, count)]))
                yield
            made = yield from ordering(range(count), keys)
            if state == self._replacements:
                kept = self._orderings[key] = made
        return kept

    def _all_rows(self, sorting: Sorting, count: int) -> Steps[array[int]]:
        """The first `count` rows in order, without those that are gone. Not to be changed."""
        if not sorting:
            rows = array("I", range(count))
        elif self._sorted is not None and self._sorted[0] == (sorting, count):
            rows = self._sorted[1]
        else:
            state = self._replacements
            rows = yield from self._sort(sorting, count)
            if state == self._replacements:
                self._sorted = ((sorting, count), rows)
        if not self._gone:
            return rows
        gone = self._gone
        left = array("I")
        for first in range(0, len(rows), CHUNK):
            left.extend([row for row in rows[first : first + CHUNK] if row not in gone])
            yield
        return left

    def _sort(self, sorting: Sorting, count: int) -> Steps[array[int]]:
        *significant, (key, descending) = sorting
        base = yield from self.ordering_of(key, count)
        rows = (yield from base.descending()) if descending else base.rows
        for key, descending in reversed(significant):
            column = yield from self.ordering_of(key, count)
            ranks = yield from column.ranks(descending=descending)
            rows = (yield from ordering(rows, ranks)).rows
        return rows

    def _in_order(self, rows: array[int], order: array[int]) -> Steps[array[int]]:
        shown = bytearray(len(self.records))
        for first in range(0, len(rows), CHUNK * 4):
            for row in rows[first : first + CHUNK * 4]:
                shown[row] = 1
            yield
        result = array("I")
        for first in range(0, len(order), CHUNK * 4):
            part = order[first : first + CHUNK * 4]
            result.extend(compress(part, map(shown.__getitem__, part)))
            yield
        return result

    # Facets

    def facet_counts(self, key: str, query: Query) -> dict[Hashable, int]:
        """How many rows have each value of a column, among those that pass the other filters.

        Values that none of them has are there with 0.
        """
        others = {name: chosen for name, chosen in query.facets.items() if name != key}
        choices = drain(self._prepare_choices(key))
        rows = drain(self._all_rows((), len(self.records)))
        if query.terms or others:
            rows = drain(self.matching(rows, Query(query.terms, others)))
        counts: dict[Hashable, int] = {}
        by_number = Counter(map(choices.codes.__getitem__, rows))
        for number, values in enumerate(choices.values):
            for value in values:
                counts[value] = counts.get(value, 0) + by_number.get(number, 0)
        return counts

    # Ahead of time

    def warm(self, keys: Iterable[str]) -> Steps[None]:
        """Prepare the search and the order of these columns before somebody asks for them."""
        yield from self.prepare_search(EVERY_TEXT)
        for key in keys:
            yield from self.ordering_of(key, len(self.records))
