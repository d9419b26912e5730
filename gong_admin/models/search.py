"""Finding words in a hundred thousand rows between two frames.

Most columns of a table hold few different texts: a state, a country, a title. Each such text
is searched once, and the rows that have it are found by number. What is left, names and
addresses, is one string a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import compress, repeat
from operator import contains
from typing import Generic, TypeVar

from gong_admin.models.column import Column

T = TypeVar("T")

_CODED = 255  # so many texts of a column get a number; rows with others hold the text
_SEPARATOR = "\n"  # no search term contains it
_FEW = 4  # below one row in four it is faster to look at single rows


class _CodedColumn(Generic[T]):
    """The first texts met in a column by number, and the number in each row."""

    __slots__ = ("codes", "column", "folded", "numbers")

    def __init__(self, column: Column[T]) -> None:
        self.column = column
        self.numbers: dict[str, int] = {}
        self.folded: list[str] = []
        self.codes = bytearray()

    def number(self, text: str) -> int:
        """The number of a text, `_CODED` when it has none."""
        number = self.numbers.get(text)
        if number is None:
            number = len(self.folded)
            if number == _CODED:
                return _CODED
            self.numbers[text] = number
            self.folded.append(text.casefold())
        return number

    def hits(self, term: str) -> bytes | None:
        """A table for `bytes.translate`, 1 where a number's text has the term; None if none."""
        found = bytes([term in text for text in self.folded])
        return found.ljust(256, b"\0") if 1 in found else None


class SearchTexts(Generic[T]):
    """What the text filter looks into, row by row, without regard to case."""

    def __init__(self, columns: Iterable[Column[T]]) -> None:
        self._columns = [_CodedColumn(column) for column in columns]
        self._rest: list[str] = []

    def __len__(self) -> int:
        return len(self._rest)

    @property
    def width(self) -> int:
        """How many columns are looked into."""
        return len(self._columns)

    def add(self, records: Sequence[T]) -> None:
        """Take in the records of the next rows."""
        rest: list[list[str]] = [[] for _ in records]
        for coded in self._columns:
            texts = list(map(coded.column.text, records))
            if len(coded.folded) < _CODED:
                codes = list(map(coded.number, texts))
            else:
                codes = list(map(coded.numbers.get, texts, repeat(_CODED)))
            coded.codes.extend(codes)
            if _CODED in codes:
                for parts, text, code in zip(rest, texts, codes, strict=True):
                    if code == _CODED:
                        parts.append(text)
        self._rest.extend([_SEPARATOR.join(parts).casefold() for parts in rest])

    def replace(self, row: int, record: T) -> None:
        """Take in another record for a row that is there."""
        parts = []
        for coded in self._columns:
            text = coded.column.text(record)
            coded.codes[row] = code = coded.number(text)
            if code == _CODED:
                parts.append(text)
        self._rest[row] = _SEPARATOR.join(parts).casefold()

    def search(self, term: str) -> Search[T]:
        """Get ready to look for a term in the rows that are there now."""
        tables = [
            (coded.codes, table)
            for coded in self._columns
            if (table := coded.hits(term)) is not None
        ]
        return Search(term, tables, self._rest)


class Search(Generic[T]):
    """One term, to be looked for in stretches of rows."""

    __slots__ = ("_rest", "_tables", "_term")

    def __init__(
        self, term: str, tables: Sequence[tuple[bytearray, bytes]], rest: Sequence[str]
    ) -> None:
        self._term, self._tables, self._rest = term, tables, rest

    def among(self, wanted: bytes, first: int) -> bytes:
        """Which rows from `first` on have the term, of those with a 1 in `wanted`; 1 or 0 each."""
        size = len(wanted)
        stop = first + size
        asked = int.from_bytes(wanted, "little")
        found = 0
        for codes, table in self._tables:
            found |= int.from_bytes(codes[first:stop].translate(table), "little")
        found &= asked
        left = (asked & ~found).to_bytes(size, "little")
        count = left.count(1)
        if not count:
            return found.to_bytes(size, "little")
        if count * _FEW > size:
            hits = bytes(map(contains, self._rest[first:stop], repeat(self._term)))
            return (found | asked & int.from_bytes(hits, "little")).to_bytes(size, "little")
        result = bytearray(found.to_bytes(size, "little"))
        term, rest = self._term, self._rest
        for place in compress(range(size), left):
            if term in rest[first + place]:
                result[place] = 1
        return bytes(result)
