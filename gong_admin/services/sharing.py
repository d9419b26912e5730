"""One copy of what many records have in common.

Every page is decoded by itself, so each of 100,000 users brings their own copy of the same title,
the same manager's id, the same settings: more than half of the memory they take.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec

T = TypeVar("T", bound=msgspec.Struct)


class Shared:
    """Give it the records of one reading, page by page, before anybody else sees them.

    `fields` hold texts, frozen structs, or lists of these, with few different values. Of the lists
    in `often_empty` only the empty ones are shared: keeping the others would cost more.
    `often_same` are pairs of fields, of which the first often holds the same text as the second.
    """

    def __init__(
        self,
        fields: Iterable[str],
        often_empty: Iterable[str] = (),
        often_same: Iterable[tuple[str, str]] = (),
    ) -> None:
        self._fields = tuple(fields)
        self._often_empty = tuple(often_empty)
        self._often_same = tuple(often_same)
        self._nothing: list[Any] = []
        self._kept: dict[Hashable, Any] = {}

    def among(self, records: Sequence[T]) -> Sequence[T]:
        """The same records, with values that were met before in place of equal ones."""
        kept = self._kept.setdefault
        for record in records:
            for field in self._fields:
                value = getattr(record, field)
                if value is None:
                    continue
                key = (field, *value) if type(value) is list else value
                known = kept(key, value)
                if known is not value:
                    # Frozen for everybody else; equal values in its place change nothing.
                    msgspec.structs.force_setattr(record, field, known)
            for field in self._often_empty:
                if getattr(record, field) == []:
                    msgspec.structs.force_setattr(record, field, self._nothing)
            for field, other in self._often_same:
                value = getattr(record, field)
                if value is not None and value == (same := getattr(record, other)):
                    msgspec.structs.force_setattr(record, field, same)
        return records
