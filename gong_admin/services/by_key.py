"""A mapping for a hundred thousand records that grows while the window scrolls."""

from __future__ import annotations

from typing import Generic, TypeVar

V = TypeVar("V")

_PARTS = 64
_MASK = _PARTS - 1


class ByKey(Generic[V]):
    """Values by text keys, in no order.

    A dict makes room by moving all it holds, which takes some 10 ms at 100,000 keys and more with
    more, at one key out of many. Here the keys lie in 64 dicts: each moves by itself, in no time.
    """

    def __init__(self) -> None:
        self._parts: list[dict[str, V]] = [{} for _ in range(_PARTS)]

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def __contains__(self, key: str) -> bool:
        return key in self._parts[hash(key) & _MASK]

    def __setitem__(self, key: str, value: V) -> None:
        self._parts[hash(key) & _MASK][key] = value

    def get(self, key: str) -> V | None:
        """The value under this key; None when there is none."""
        return self._parts[hash(key) & _MASK].get(key)

    def setdefault(self, key: str, value: V) -> V:
        """The value under this key, which is `value` from now on where there was none."""
        return self._parts[hash(key) & _MASK].setdefault(key, value)

    def pop(self, key: str) -> V | None:
        """Take the value under this key out; None when there is none."""
        return self._parts[hash(key) & _MASK].pop(key, None)
