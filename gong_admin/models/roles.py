"""What cells and titles answer to Qt's roles, in tables and trees alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from gong_admin.models.column import Align, Column

T = TypeVar("T")

AnyIndex = QModelIndex | QPersistentModelIndex

RecordRole = Qt.ItemDataRole.UserRole + 1
"""The record of a row."""
KindRole = Qt.ItemDataRole.UserRole + 2
"""The column's `Kind`."""
PillRole = Qt.ItemDataRole.UserRole + 3
"""The meaning of a pill, as in `Column.pill`; None where the column has none."""
ValueRole = Qt.ItemDataRole.UserRole + 4
"""The cell's value as it is, not as text."""

# Plain numbers: comparing enum members costs ten times as much, in every cell painted.
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)

SERVED = frozenset({DISPLAY, ALIGNMENT, TOOLTIP, RecordRole, KindRole, PillRole, ValueRole})
"""The roles that cells answer to; None at once for all others."""

_SIDES = {
    Align.START: int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter),
    Align.CENTRE: int(Qt.AlignmentFlag.AlignCenter),
    Align.END: int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter),
}


def column_data(column: Column[T], record: T, role: int) -> Any:
    """What a cell answers; None for roles it does not serve."""
    if role == DISPLAY:
        return column.text(record)
    if role == RecordRole:
        return record
    if role == ALIGNMENT:
        return _SIDES[column.side]
    if role == KindRole:
        return column.kind
    if role == TOOLTIP:
        return column.tip(record) or None
    if role == PillRole:
        return column.pill(record) if column.pill is not None else None
    if role == ValueRole:
        return column.value(record)
    return None


def header_data(
    columns: Sequence[Column[Any]], section: int, orientation: Qt.Orientation, role: int
) -> Any:
    """What the title of a column answers; None for rows and for roles it does not serve."""
    if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(columns):
        return None
    if role in (DISPLAY, ACCESSIBLE):
        return columns[section].title
    if role == ALIGNMENT:
        return _SIDES[columns[section].side]
    return None
