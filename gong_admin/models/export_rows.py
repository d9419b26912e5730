"""A table's rows on their way to a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from gong_admin.models.column import CellValue, Column, Kind
from gong_admin.services.export import ExportColumn

T = TypeVar("T")


def export_columns(columns: Iterable[Column[T]]) -> tuple[ExportColumn, ...]:
    """The columns as `services.export` names them."""
    return tuple(
        ExportColumn(column.key, column.title, is_date=column.kind is Kind.DATE)
        for column in columns
    )


def export_rows(
    records: Iterable[T], columns: Sequence[Column[T]]
) -> Iterator[tuple[CellValue, ...]]:
    """The rows to write, made one by one where they are read: on the worker thread.

    Pass a list that nobody changes, such as `RecordTableModel.shown()`.
    """
    values = [column.export_value for column in columns]
    for record in records:
        yield tuple([value(record) for value in values])
