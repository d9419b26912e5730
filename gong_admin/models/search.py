"""Finding words in a hundred thousand rows between two frames.

Most columns of a table hold few different texts: a state, a country, a title. Each such text
is searched once, and the rows that have it are found by number. What is left, names and
addresses, is one text a row, and these lie together in blocks.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, compress, repeat
from operator import contains
from typing import Generic, TypeVar

from gong_admin.models.column import Column

T = TypeVar("T")

_CODED = 255  # so many texts of a column get a number; rows with others hold the text
# No search term contains white space.
_BETWEEN_PARTS = "\t"
_BETWEEN_ROWS = "\n"
_ROWS_END = b"\n"
_BLOCK = 64  # rows whose texts lie in one piece
_NONE = bytes(_BLOCK)
_MANY = 24  # hits in a block, beyond which it is faster to look at single rows
_FEW = 12  # rows of a block that are faster looked at one by one


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


class _RowTexts:
    """One text a row, in UTF-8, 64 rows in one piece.

    As strings of their own they take half as much again, and up to four times that where a single
    letter is not of Western Europe. And most pieces do not have a term in any of their rows.
    """

    __slots__ = ("_blocks", "_last", "_starts")

    def __init__(self) -> None:
        self._blocks: list[bytes] = []
        self._last: list[bytes] = []
        """The rows behind the last full block."""
        self._starts = array("I")
        """Where in its block each row begins."""

    def __len__(self) -> int:
        return _BLOCK * len(self._blocks) + len(self._last)

    def add(self, texts: Iterable[str]) -> None:
        """Take in the texts of the next rows."""
        self._last += map(_one_line, texts)
        while len(self._last) >= _BLOCK:
            rows = self._last[:_BLOCK]
            del self._last[:_BLOCK]
            self._blocks.append(_ROWS_END.join(rows))
            self._starts.extend(_starts(rows))

    def replace(self, row: int, text: str) -> None:
        """Take in another text for a row that is there."""
        number, place = divmod(row, _BLOCK)
        if number == len(self._blocks):
            self._last[place] = _one_line(text)
            return
        rows = self._blocks[number].split(_ROWS_END)
        rows[place] = _one_line(text)
        self._blocks[number] = _ROWS_END.join(rows)
        self._starts[_BLOCK * number : _BLOCK * (number + 1)] = _starts(rows)

    def among(self, term: bytes, wanted: bytes, first: int) -> bytes:
        """Which rows from `first` on have the term, of those with a 1 in `wanted`; 1 or 0 each."""
        number, before = divmod(first, _BLOCK)
        asked = bytes(before) + wanted
        found = bytearray()
        while len(found) < len(asked):
            part = asked[len(found) : len(found) + _BLOCK]
            count = part.count(1)
            if not count:
                found += _NONE
            elif number == len(self._blocks):
                found += bytes(map(contains, self._last, repeat(term)))
                break
            elif count <= _FEW:
                found += self._in_rows(term, number, part)
            else:
                found += self._in_block(term, number)
            number += 1
        hits = int.from_bytes(found[before : len(asked)], "little")
        return (hits & int.from_bytes(wanted, "little")).to_bytes(len(wanted), "little")

    def _in_rows(self, term: bytes, number: int, part: bytes) -> bytearray:
        """For each row of a block, of those with a 1 in `part`, whether it has the term."""
        block, starts = self._blocks[number], self._starts
        first, result = number * _BLOCK, bytearray(_BLOCK)
        for place in compress(range(_BLOCK), part):
            row = first + place
            end = starts[row + 1] if place + 1 < _BLOCK else len(block)
            result[place] = block.find(term, starts[row], end) >= 0
        return result

    def _in_block(self, term: bytes, number: int) -> bytes | bytearray:
        """For each row of a block whether it has the term."""
        block, starts = self._blocks[number], self._starts
        found = block.find(term)
        if found < 0:
            return _NONE
        result = bytearray(_BLOCK)
        first = row = number * _BLOCK
        stop, left = first + _BLOCK, _MANY
        while found >= 0:
            row = bisect_right(starts, found, row, stop)  # the one behind
            result[row - first - 1] = 1
            if row == stop:
                break
            left -= 1
            if not left:
                rest = block[starts[row] :].split(_ROWS_END)
                result[row - first :] = bytes(map(contains, rest, repeat(term)))
                break
            found = block.find(term, starts[row])
        return result


def _starts(rows: Iterable[bytes]) -> array[int]:
    """Where each row begins when they lie in one piece."""
    return array("I", accumulate((len(row) + 1 for row in rows), initial=0))[:-1]


def _one_line(text: str) -> bytes:
    """The text as it lies in a block. What JSON calls a lone surrogate is kept as it is."""
    if _BETWEEN_ROWS in text:
        text = text.replace(_BETWEEN_ROWS, _BETWEEN_PARTS)
    return text.encode(errors="surrogatepass")


class SearchTexts(Generic[T]):
    """What the text filter looks into, row by row, without regard to case."""

    def __init__(self, columns: Iterable[Column[T]]) -> None:
        self._columns = [_CodedColumn(column) for column in columns]
        self._rest = _RowTexts()

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
                    if code == _CODED and text not in parts:
                        parts.append(text)
        self._rest.add([_BETWEEN_PARTS.join(parts).casefold() for parts in rest])

    def replace(self, row: int, record: T) -> None:
        """Take in another record for a row that is there."""
        parts = []
        for coded in self._columns:
            text = coded.column.text(record)
            coded.codes[row] = code = coded.number(text)
            if code == _CODED and text not in parts:
                parts.append(text)
        self._rest.replace(row, _BETWEEN_PARTS.join(parts).casefold())

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
        self, term: str, tables: Sequence[tuple[bytearray, bytes]], rest: _RowTexts
    ) -> None:
        self._term = term.encode(errors="surrogatepass")
        self._tables, self._rest = tables, rest

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
        if 1 in left:
            found |= int.from_bytes(self._rest.among(self._term, left, first), "little")
        return found.to_bytes(size, "little")
