"""What a table remembers about its looks: columns, widths, sort, density.

The layout of each table is kept under the table's id where the caller says (the settings in the
program). Everything in it is plain JSON.
Columns are named by key, never by position, so that a column added by a later version of the
program appears at its own place and a removed one is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from gong_admin.models.index import Sorting

__all__ = ["ColumnLayout", "LayoutStore", "TableLayout", "Views", "fit_widths", "merge_order"]


@dataclass(frozen=True, slots=True)
class ColumnLayout:
    """One column as the user left it; ``width`` is ``None`` where the table may choose it."""

    key: str
    width: int | None = None
    visible: bool = True


@dataclass(frozen=True, slots=True)
class TableLayout:
    """The whole layout of a table: columns in visual order, then the levels of the sort."""

    columns: tuple[ColumnLayout, ...] = ()
    sort: Sorting = ()
    compact: bool | None = None

    def to_json(self) -> dict[str, Any]:
        """The layout as plain JSON values."""
        return {
            "columns": [
                {"key": c.key, "width": c.width, "visible": c.visible} for c in self.columns
            ],
            "sort": [{"column": key, "descending": down} for key, down in self.sort],
            "compact": self.compact,
        }

    @classmethod
    def from_json(cls, data: object) -> TableLayout:
        """Read what :meth:`to_json` wrote; whatever does not fit is left out, never an error.

        A settings file is edited by people and by older versions: a broken entry may cost a
        column width, it must not cost the table.
        """
        if not isinstance(data, Mapping):
            return cls()
        columns = []
        for item in _mappings(data.get("columns")):
            key, width = item.get("key"), item.get("width")
            if isinstance(key, str):
                good = isinstance(width, int) and not isinstance(width, bool) and 0 < width < 4000
                columns.append(
                    ColumnLayout(key, width if good else None, item.get("visible") is not False)
                )
        sort = [
            (item["column"], item.get("descending") is True)
            for item in _mappings(data.get("sort"))
            if isinstance(item.get("column"), str)
        ]
        compact = data.get("compact")
        return cls(tuple(columns), tuple(sort), compact if isinstance(compact, bool) else None)


class Views(Protocol):
    """Where layouts are kept by name; the program's settings are one."""

    def view(self, name: str) -> dict[str, Any]:
        """The layout kept under ``name``; empty if there is none."""
        ...

    def set_view(self, name: str, layout: dict[str, Any]) -> None:
        """Keep ``layout`` under ``name``."""
        ...


class LayoutStore:
    """Reads and writes the layout of one table."""

    def __init__(self, views: Views, table_id: str) -> None:
        self._views = views
        self.table_id = table_id

    def load(self) -> TableLayout:
        """The remembered layout, or an empty one."""
        return TableLayout.from_json(self._views.view(self.table_id))

    def save(self, layout: TableLayout) -> None:
        """Remember ``layout``; nothing is written where nothing changed."""
        data = layout.to_json()
        if self._views.view(self.table_id) != data:
            self._views.set_view(self.table_id, data)


def merge_order(saved: Sequence[str], known: Sequence[str]) -> list[str]:
    """The visual order of the ``known`` columns: as saved, new ones after their neighbour.

    ``merge_order(["c", "a"], ["a", "b", "c"]) == ["c", "a", "b"]``
    """
    order = [key for key in dict.fromkeys(saved) if key in known]
    for position, key in enumerate(known):
        if key in order:
            continue
        before = known[position - 1] if position else None
        order.insert(order.index(before) + 1 if before is not None else 0, key)
    return order


def fit_widths(
    wanted: Sequence[int], minimum: Sequence[int], flexible: Sequence[bool], available: int
) -> list[int]:
    """Widths that fill ``available`` pixels, or as little more as the minimums allow.

    Room that is left over goes to the flexible columns in proportion to what they wanted; room
    that is missing is taken from them, down to their minimum. Columns that the user set stay
    as they are. Where the minimums do not fit, the table scrolls sideways, and then nothing need
    be cut.
    """
    widths = list(wanted)
    least = sum(
        least if flex else width
        for width, least, flex in zip(wanted, minimum, flexible, strict=True)
    )
    if least > available:
        return widths
    movable = [i for i, flex in enumerate(flexible) if flex]
    while movable:
        room = available - sum(w for i, w in enumerate(widths) if i not in movable)
        weight = sum(wanted[i] for i in movable) or 1
        stuck = [i for i in movable if wanted[i] * room < minimum[i] * weight]
        if not stuck:
            for i in movable:
                widths[i] = wanted[i] * room // weight
            widths[movable[-1]] += available - sum(widths)  # what rounding left over
            break
        for i in stuck:
            widths[i] = minimum[i]
        movable = [i for i in movable if i not in stuck]
    return widths


def _mappings(value: object) -> Iterable[Mapping[str, Any]]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [item for item in value if isinstance(item, Mapping)]
    return []
