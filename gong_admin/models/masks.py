"""Which rows a filter showed, kept for when it is asked again."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

_KEPT = 12
"""Filters remembered, the latest: a word that is typed and taken back, key by key."""

Filters = tuple[tuple[str, ...], Mapping[str, frozenset[Hashable]]]
"""Terms and facets, as a `Query` has them."""


class RememberedMasks:
    """A byte a row for each of the last filters, 1 where it shows the row.

    What Backspace brings back was on the screen a moment ago: it is not searched again. All is
    forgotten as soon as rows come, change or go.
    """

    def __init__(self) -> None:
        self._masks: dict[Hashable, bytes] = {}  # the latest last
        self._of: tuple[int, int] = 0, 0

    def get(self, filters: Filters, version: int, count: int) -> bytearray | None:
        """A copy of the mask that these filters had for the same rows; None where none is kept."""
        mask = self._masks.get(_hashable(filters)) if self._of == (version, count) else None
        return None if mask is None else bytearray(mask)

    def keep(self, filters: Filters, version: int, mask: bytearray) -> None:
        """Remember what was found among the rows of this version."""
        rows = version, len(mask)
        if self._of != rows:
            self._masks.clear()
            self._of = rows
        key = _hashable(filters)
        self._masks.pop(key, None)
        self._masks[key] = bytes(mask)
        if len(self._masks) > _KEPT:
            del self._masks[next(iter(self._masks))]


def _hashable(filters: Filters) -> Hashable:
    terms, facets = filters
    return terms, frozenset(facets.items())
