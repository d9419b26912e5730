"""Records of a table, and which of them it shows in which order. Knows no Qt model.

Whatever takes long is a generator of `steps`; it may be dropped at any point without harm,
because results are only stored when they are complete.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import Any, Generic, TypeVar

from gong_admin.models.choices import Choices
from gong_admin.models.column import Column
from gong_admin.models.masks import RememberedMasks
from gong_admin.models.ordering import Ordering, ordering
from gong_admin.models.search import SearchTexts
from gong_admin.models.steps import Steps, drain
from gong_admin.services.by_key import RowsByKey

T = TypeVar("T")

Sorting = tuple[tuple[str, bool], ...]
"""Pairs of column key and "descending", the most significant first."""

CHUNK = 2000
"""Rows handled between two yields: some hundred microseconds."""
READ = 1500
"""Cells whose texts are read between two yields; that takes longer, and longer the more columns
there are."""


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
    mask: bytearray
    """1 for every row number that is shown, 0 for the others; rows beyond its end came later."""
    query: Query
    version: int
    """The `version` of the index that it was made from."""
    ordered: bool = True
    """False when rows that came later stand below the sorted ones."""

    def extended(self, rows: array[int], mask: bytearray) -> View:
        """Put rows that came later below, as `RecordIndex.late` gives them.

        Changes `rows` and `mask` in place: copying them for each page of a load would not be
        linear.
        """
        self.rows.extend(rows)
        self.mask.extend(mask)
        return replace(self, ordered=self.ordered and not (rows and self.query.sorting))


class _Keys(Generic[T]):
    """What rows sort by, worked out whenever it is asked for: a hundred thousand texts at once
    would leave 8 MB of holes in Python's memory."""

    __slots__ = ("_key_of", "_records")

    def __init__(self, records: Sequence[T], key_of: Callable[[T], Any]) -> None:
        self._records, self._key_of = records, key_of

    def __getitem__(self, row: int) -> Any:
        return self._key_of(self._records[row])


class RecordIndex(Generic[T]):
    """Records by row number and by key, with what is needed to search and sort them fast.

    Row numbers are given in order of arrival and never change; a removed record leaves a gap.
    """

    def __init__(self, columns: Sequence[Column[T]], key: Callable[[T], str]) -> None:
        self.columns = tuple(columns)
        self.column_by_key = {column.key: column for column in self.columns}
        self.records: list[T] = []
        self.version = 0
        """Goes up whenever records change or go, not when more come."""
        self._replacements = 0
        self._key = key
        self._row_by_key = RowsByKey(self.records, key)
        self._gone: set[int] = set()
        self._texts = SearchTexts(column for column in self.columns if column.searchable)
        self._choices: dict[str, Choices[T]] = {}
        self._orderings: dict[str, Ordering] = {}
        self._sorted: tuple[tuple[Sorting, int], array[int]] | None = None
        self._masks = RememberedMasks()

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
        rows = [row for key in keys if (row := self._row_by_key.pop(key)) is not None]
        self._gone.update(rows)
        if rows:
            self.version += 1  # orderings stay right: rows that are gone are left out of views
        return rows

    def _replace(self, row: int, record: T) -> None:
        self.records[row] = record
        if row < len(self._texts):
            self._texts.replace(row, record)
        for choices in self._choices.values():
            if row < len(choices):
                choices.replace(row, record)

    # Looking up

    def row_of(self, key: str) -> int | None:
        """The row number of the record with this key."""
        return self._row_by_key.get(key)

    # Views

    def view(self, query: Query, previous: View | None = None) -> Steps[View]:
        """Work out what to show; `previous`, a view of this index, saves work where it can.

        Starts over when records change or go meanwhile. Those that come are put below.
        """
        while True:
            version, count = self.version, len(self.records)
            if previous is not None and previous.version != version:
                previous = None
            mask = yield from self._mask_of(query, previous, count)
            rows = yield from self._rows_of(query, previous, mask)
            view = View(rows, mask, query, version)
            while len(mask) < len(self.records) and version == self.version:
                late_rows, late_mask = yield from self.late(view)
                view = view.extended(late_rows, late_mask)
            if version == self.version:
                return view

    def late(self, view: View) -> Steps[tuple[array[int], bytearray]]:
        """The rows that came after `view` was made: those that it shows, and its mask for all."""
        first, stop = len(view.mask), len(self.records)
        mask = yield from self._search(view.query, bytes([1]) * (stop - first), first)
        return array("I", compress(range(first, stop), mask)), mask

    def _mask_of(self, query: Query, previous: View | None, count: int) -> Steps[bytearray]:
        """A new mask of the first `count` rows that has 1 where the query shows the row."""
        if previous is not None and query.same_rows(previous.query):
            return previous.mask[:]
        filters, version = (query.terms, query.facets), self.version
        known = self._masks.get(filters, version, count)
        if known is not None:
            return known
        if previous is not None and query.narrows(previous.query):
            wanted = bytes(previous.mask)
        else:
            everything = bytearray([1]) * count
            for row in self._gone:
                everything[row] = 0
            wanted = bytes(everything)
        mask = yield from self._search(query, wanted, 0)
        if query.filters and version == self.version:
            self._masks.keep(filters, version, mask)
        return mask

    def _rows_of(self, query: Query, previous: View | None, mask: bytearray) -> Steps[array[int]]:
        """A new array of the rows in the mask, in order."""
        if previous is not None and previous.ordered and previous.query.sorting == query.sorting:
            if query.same_rows(previous.query):
                return previous.rows[:]
            if query.narrows(previous.query):
                rows = previous.rows[:]
                while rows and rows[-1] >= len(mask):  # came below while the mask was made
                    rows.pop()
                return (yield from _masked(rows, mask))
        if not query.sorting:
            return array("I", compress(range(len(mask)), mask))
        ordered = yield from self._in_order(query.sorting, len(mask))
        return (yield from _masked(ordered, mask)) if 0 in mask else ordered[:]

    def _search(self, query: Query, wanted: bytes, base: int) -> Steps[bytearray]:
        """Which of the rows from `base` on the query shows, of those with a 1 in `wanted`."""
        if not query.filters:
            return bytearray(wanted)
        yield from self.prepare_search(query)
        facets = [self._choices[key].test(chosen) for key, chosen in query.facets.items()]
        searches = [self._texts.search(term) for term in query.terms]
        result = bytearray()
        for first in range(0, len(wanted), CHUNK):
            part = wanted[first : first + CHUNK]
            for facet in facets:
                part = facet.among(part, base + first)
            for search in searches:
                if 1 in part:
                    part = search.among(part, base + first)
            result += part
            yield
        return result

    def prepare_search(self, query: Query) -> Steps[None]:
        """Build what searching by this query needs, for the rows that lack it."""
        if query.terms:
            rows = max(16, READ // max(1, self._texts.width))
            while (first := len(self._texts)) < len(self.records):
                self._texts.add(self.records[first : first + rows])
                yield
        for key in query.facets:
            yield from self._prepare_choices(key)

    def _prepare_choices(self, key: str) -> Steps[Choices[T]]:
        choices = self._choices.get(key)
        if choices is None:
            choices = self._choices[key] = Choices(self.column_by_key[key])
        while (first := len(choices)) < len(self.records):
            choices.add(self.records[first : first + CHUNK])
            yield
        return choices

    # Order

    def ordering_of(self, key: str, count: int, *, frugal: bool = False) -> Steps[Ordering]:
        """The first `count` rows by one column; kept until records change. `frugal` takes longer
        and holds no more than some thousand keys at a time: where nobody waits for it."""
        kept = self._orderings.get(key)
        while kept is None or len(kept.rows) != count:
            state = self._replacements
            sort_value = self.column_by_key[key].sort_value
            keys: list[Any] | _Keys[T] = _Keys(self.records[:count], sort_value)
            if not frugal:
                keys = []
                for first in range(0, count, CHUNK):
                    keys.extend(map(sort_value, self.records[first : min(first + CHUNK, count)]))
                    yield
            made = yield from ordering(range(count), keys)
            if state == self._replacements:
                kept = self._orderings[key] = made
        return kept

    def _in_order(self, sorting: Sorting, count: int) -> Steps[array[int]]:
        """The first `count` rows in order, those that are gone among them. Not to be changed."""
        if self._sorted is not None and self._sorted[0] == (sorting, count):
            return self._sorted[1]
        state = self._replacements
        rows = yield from self._sort(sorting, count)
        if state == self._replacements:
            self._sorted = ((sorting, count), rows)
        return rows

    def _sort(self, sorting: Sorting, count: int) -> Steps[array[int]]:
        *significant, (key, descending) = sorting
        base = yield from self.ordering_of(key, count)
        rows = (yield from base.descending()) if descending else base.rows
        for key, descending in reversed(significant):
            column = yield from self.ordering_of(key, count)
            ranks = yield from column.ranks(descending=descending)
            rows = (yield from ordering(rows, ranks)).rows
        return rows

    # Facets

    def facet_counts(self, key: str, query: Query) -> dict[Hashable, int]:
        """How many rows have each value of a column, among those that pass the other filters.

        Values that none of them has are there with 0.
        """
        others = {name: chosen for name, chosen in query.facets.items() if name != key}
        choices = drain(self._prepare_choices(key))
        mask = drain(self._mask_of(Query(query.terms, others), None, len(self.records)))
        return choices.counts(mask)

    # Ahead of time

    def warm(self, sorted_by: Iterable[str]) -> Steps[None]:
        """Prepare search, and the order of these columns, before somebody asks for them. The
        orders of others are let go, but for one that is in use."""
        yield from self.prepare_search(EVERY_TEXT)
        wanted = set(sorted_by)
        in_use = {key for key, _ in self._sorted[0][0]} if self._sorted is not None else set()
        for key in [key for key in self._orderings if key not in wanted | in_use]:
            del self._orderings[key]
        for column in self.columns:
            if column.key in wanted:
                yield from self.ordering_of(column.key, len(self.records), frugal=True)


def _masked(rows: array[int], mask: bytearray) -> Steps[array[int]]:
    result = array("I")
    for first in range(0, len(rows), CHUNK * 4):
        part = rows[first : first + CHUNK * 4]
        result.extend(compress(part, map(mask.__getitem__, part)))
        yield
    return result
