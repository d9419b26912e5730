"""A mapping for a hundred thousand records that grows while the window scrolls."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

V = TypeVar("V")

_BITS = 6
_PARTS = 1 << _BITS
_MASK = _PARTS - 1
_SMALLEST = 8  # places in a part, a power of two
_GONE = 0xFFFFFFFF  # stands where a row was that has been taken out


class RowsByKey(Generic[V]):
    """The places of `records` by their keys, which `key_of` tells: in a sixth of the room.

    A dict holds the key, its hash and a number as an object of its own, some 65 bytes a row. Here
    a row takes six to twelve.

    A dict also makes room by moving all it holds, which takes some 10 ms at 100,000 keys and more
    with more, at one key out of many. Here the keys lie in 64 parts: each moves by itself, in no
    time. Keys spread evenly, so parts that made room at the same filling would do it nearly all
    at once; each has a filling of its own, from a third to two thirds.
    """

    def __init__(self, records: Sequence[V], key_of: Callable[[V], str]) -> None:
        self._records, self._key_of = records, key_of
        # Open addressing: row + 1 at the first free place from the key's hash on.
        self._parts = [array("I", bytes(4 * _SMALLEST)) for _ in range(_PARTS)]
        self._taken = [0] * _PARTS  # places in use, of rows that are gone as well
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def get(self, key: str) -> int | None:
        """The row of this key; None when there is none."""
        slots, at = self._find(key)
        return slots[at] - 1 if slots[at] else None

    def setdefault(self, key: str, row: int) -> int:
        """The row of this key, which is `row` from now on where there was none. Its record
        must be there before anything else is asked."""
        slots, at = self._find(key)
        if slots[at]:
            return slots[at] - 1
        slots[at] = row + 1
        self._count += 1
        number = hash(key) & _MASK
        self._taken[number] += 1
        if self._full(number, self._taken[number], len(slots)):
            self._make_room(number, {row: key})
        return row

    def pop(self, key: str) -> int | None:
        """Take the row of this key out; None when there is none."""
        slots, at = self._find(key)
        if not slots[at]:
            return None
        row, slots[at] = slots[at] - 1, _GONE
        self._count -= 1
        return row

    def _find(self, key: str) -> tuple[array[int], int]:
        """The place of a key, or the free one where it would be."""
        code = hash(key)
        slots = self._parts[code & _MASK]
        last = len(slots) - 1
        at = (code >> _BITS) & last
        while slot := slots[at]:
            if slot != _GONE and self._key_of(self._records[slot - 1]) == key:
                break
            at = (at + 1) & last
        return slots, at

    @staticmethod
    def _full(number: int, taken: int, size: int) -> bool:
        """Whether this part is to make room with so many of its places taken."""
        return 3 * _PARTS * taken > (_PARTS + number) * size

    def _make_room(self, number: int, keys: dict[int, str]) -> None:
        """Lay a part out anew. `keys` has those of records that are not there yet."""
        old = [slot for slot in self._parts[number] if slot and slot != _GONE]
        size = _SMALLEST
        while self._full(number, 2 * len(old), size):
            size *= 2
        slots = array("I", bytes(4 * size))
        for slot in old:
            row = slot - 1
            key = keys[row] if row in keys else self._key_of(self._records[row])
            at = (hash(key) >> _BITS) & (size - 1)
            while slots[at]:
                at = (at + 1) & (size - 1)
            slots[at] = slot
        self._parts[number], self._taken[number] = slots, len(old)
