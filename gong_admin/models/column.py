"""One column of a table: what it shows of a record, and how it sorts, filters and exports."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from gong_admin.models.text import cell_text, exact_text

T = TypeVar("T")

CellValue = str | int | float | bool | datetime | tuple[str, ...] | None
"""What a cell holds. A tuple is several texts, such as the profiles of a person."""

SortKey = str | int | float | None
"""Comparable within one column; None sorts last in either direction."""


class Kind(StrEnum):
    """How a cell is painted and written."""

    TEXT = "text"
    PERSON = "person"
    PILL = "pill"
    DATE = "date"
    NUMBER = "number"
    BOOL = "bool"
    ID = "id"
    MONO = "mono"


class Align(StrEnum):
    """Side that a cell's text keeps to; start is left in left-to-right scripts."""

    START = "start"
    CENTRE = "centre"
    END = "end"


@dataclass(frozen=True)
class Column(Generic[T]):
    """What a table shows of each record in one column.

    `key` names the column in settings and in the model's methods and never changes; `title` is
    what people read. Every function takes a record, must be pure (export calls them on another
    thread) and cheap (a load calls them once for every record).

    What is left out follows from `value` and `kind`: the text shown, the sort order (texts
    without regard to case, dates by time, None last), the side, and what is exported.
    """

    key: str
    title: str
    value: Callable[[T], CellValue]
    kind: Kind = Kind.TEXT
    display: Callable[[T], str] | None = None
    sort_key: Callable[[T], SortKey] | None = None
    align: Align | None = None
    width: int = 160
    """Width in pixels of a table opened for the first time."""
    facet: bool = False
    """Whether the filter bar offers the values of this column to choose from."""
    facet_values: Callable[[T], tuple[Hashable, ...]] | None = None
    """The choices that a record counts under; from `value` when left out."""
    facet_label: Callable[[Hashable], str] | None = None
    """The text of one choice; the value's own text when left out."""
    tooltip: Callable[[T], str] | None = None
    pill: Callable[[T], str] | None = None
    """Meaning of a pill: "neutral", "accent", "success", "warning" or "danger"."""
    pill_icon: Callable[[T], str] | None = None
    """Name of the icon in a pill; one that goes with its meaning when left out."""
    export: Callable[[T], CellValue] | None = None
    visible: bool = True
    """Whether a table opened for the first time shows the column."""
    spare: int = 0
    """How soon the column gives way where there is no room for all: the highest first, 0 never."""
    searchable: bool = True
    """Whether the text filter looks into this column."""

    def text(self, record: T) -> str:
        """The text of the cell."""
        if self.display is not None:
            return self.display(record)
        value = self.value(record)
        return value if type(value) is str else cell_text(value, grouped=self.kind is Kind.NUMBER)

    def sort_value(self, record: T) -> SortKey:
        """What the cell sorts by; None goes last."""
        if self.sort_key is not None:
            key = self.sort_key(record)
            return _folded(key) if isinstance(key, str) else key
        value = self.value(record)
        if isinstance(value, str):
            return _folded(value)
        if isinstance(value, datetime):
            return value.timestamp()
        if isinstance(value, tuple):
            return ", ".join(value).casefold() if value else None
        return value

    def facets_of(self, record: T) -> tuple[Hashable, ...]:
        """The choices of the facet that this record belongs to, at least one."""
        if self.facet_values is not None:
            return self.facet_values(record) or (None,)
        value = self.value(record)
        if isinstance(value, tuple):
            return value or (None,)
        return (value,)

    def label_of(self, choice: Hashable) -> str:
        """The text of one choice of the facet; empty for "none"."""
        if self.facet_label is not None:
            return self.facet_label(choice)
        if choice is None or isinstance(choice, (str, bool, int, float, datetime)):
            return cell_text(choice)
        return str(choice)

    def tip(self, record: T) -> str:
        """What to say when the pointer rests on the cell: the exact time of a date, say."""
        if self.tooltip is not None:
            return self.tooltip(record)
        value = self.value(record)
        if isinstance(value, datetime):
            return exact_text(value)
        if isinstance(value, tuple) and len(value) > 1:
            return "\n".join(value)
        return ""

    def export_value(self, record: T) -> CellValue:
        """What is written to a file: dates, numbers, bools and tuples as such, else the text."""
        if self.export is not None:
            return self.export(record)
        value = self.value(record)
        if value is None or isinstance(value, (bool, datetime, tuple)):
            return value
        if isinstance(value, (int, float)) and self.kind is Kind.NUMBER:
            return value
        return self.text(record)

    @property
    def side(self) -> Align:
        """The side that the cell's text keeps to."""
        if self.align is not None:
            return self.align
        return Align.END if self.kind is Kind.NUMBER else Align.START


def _folded(text: str) -> str:
    # The very text where nothing differs, as in addresses and ids: sorting needs all of them.
    folded = text.casefold()
    return text if folded == text else folded
