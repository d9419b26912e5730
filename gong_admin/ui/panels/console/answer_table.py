"""An answer's list as a table: columns from what the records hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from gong_admin.api.spec import Kind as SpecKind
from gong_admin.api.spec import ParamSpec, describe
from gong_admin.models.column import CellValue, Column, Kind
from gong_admin.services.console import AnyOperation, items_name

_DEEP = 3  # objects in objects in objects become columns, deeper ones text
_SHOWN_COLUMNS = 12
_MOST_COLUMNS = 300  # a permission profile has 72 fields
_TEXT, _TEXT_MOST = 170, 260  # pixels of a column with words
_CHARACTER = 8  # pixels, roughly
_MEASURED = 100  # rows
_LONGEST = 300  # characters of a list of objects in one cell


@dataclass(frozen=True, slots=True)
class Row:
    """A record by its place in the answer; records need not have an id of their own."""

    key: str
    cells: dict[str, CellValue]


@dataclass(frozen=True)
class AnswerTable:
    """What `RecordTableModel` needs."""

    columns: tuple[Column[Row], ...]
    rows: tuple[Row, ...]


def table_of(op: AnyOperation, body: bytes) -> AnswerTable | None:
    """The answer's list as a table; None where the answer holds none. For a worker thread."""
    name = items_name(op)
    if not name:
        return None
    try:
        document = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return None
    listed = document.get(name) if isinstance(document, dict) else None
    if not isinstance(listed, list):
        return None
    known = _known(op, name)
    records: list[dict[str, Any]] = []
    for record in listed:
        records.append({})
        _flatten(record, "", records[-1])
    kinds = _kinds(records, known)
    rows = [
        Row(str(number), {key: _in_kind(key, v, kinds[key], known) for key, v in flat.items()})
        for number, flat in enumerate(records)
    ]
    order = [key for key in known if key in kinds]
    order += [key for key in kinds if key not in known]
    columns = tuple(
        _column(key, kinds[key], _text_width(key, rows), visible=place < _SHOWN_COLUMNS)
        for place, key in enumerate(order[:_MOST_COLUMNS])
    )
    return AnswerTable(columns or (_column("value", Kind.TEXT, _TEXT, visible=True),), tuple(rows))


def _known(op: AnyOperation, name: str) -> dict[str, ParamSpec]:
    """The fields that the operation's type declares for a record, in its order."""
    item = next((spec.item for spec in describe(op.response) if spec.name == name), None)
    found: dict[str, ParamSpec] = {}

    def walk(specs: tuple[ParamSpec, ...], prefix: str) -> None:
        for spec in specs:
            found[prefix + spec.name] = spec
            walk(spec.fields, f"{prefix}{spec.name}.")

    if item is not None:
        walk(item.fields, "")
    return found


def _flatten(record: Any, prefix: str, flat: dict[str, Any]) -> None:
    if not isinstance(record, dict):
        flat[prefix.rstrip(".") or "value"] = record
        return
    for name, value in record.items():
        if isinstance(value, dict) and value and prefix.count(".") < _DEEP:
            _flatten(value, f"{prefix}{name}.", flat)
        else:
            flat[prefix + name] = value


def _kinds(records: Sequence[dict[str, Any]], known: dict[str, ParamSpec]) -> dict[str, Kind]:
    """The kind of each column. One field with two kinds of values is text, to be sorted at all."""
    found: dict[str, Kind | None] = {}
    for flat in records:
        for key, value in flat.items():
            kind = _cell(key, value, known)[1]
            before = found.setdefault(key, kind)
            if kind is not None and before is not kind:
                found[key] = kind if before is None else Kind.TEXT
    return {key: kind or Kind.TEXT for key, kind in found.items()}


def _in_kind(key: str, value: Any, kind: Kind, known: dict[str, ParamSpec]) -> CellValue:
    cell, own = _cell(key, value, known)
    if own is None or own is kind:
        return cell
    if isinstance(cell, dt.datetime):
        return str(value)
    return cell if isinstance(cell, str | tuple) else str(cell)


def _cell(key: str, value: Any, known: dict[str, ParamSpec]) -> tuple[CellValue, Kind | None]:
    """The cell, and the kind that its column would have for its sake; None for nothing."""
    spec = known.get(key)
    if isinstance(value, bool):
        return value, Kind.BOOL
    if isinstance(value, int | float):
        is_id = key.rpartition(".")[2].casefold().endswith("id") or (
            spec is not None and spec.kind is SpecKind.NUMBER_ID
        )
        return (str(value), Kind.ID) if is_id else (value, Kind.NUMBER)
    if isinstance(value, str):
        return _text_cell(key, value, spec)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value), Kind.TEXT
    if value is None:
        return None, None
    text = msgspec.json.encode(value).decode()
    return (text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"), Kind.MONO


def _text_cell(key: str, value: str, spec: ParamSpec | None) -> tuple[CellValue, Kind]:
    if spec is not None and spec.of == "date-time":
        try:
            moment = dt.datetime.fromisoformat(value)
        except ValueError:
            return value, Kind.TEXT
        return (moment, Kind.DATE) if moment.tzinfo is not None else (value, Kind.TEXT)
    last = key.rpartition(".")[2]
    if last == "id" or last.endswith("Id"):
        return value, Kind.ID
    return value, Kind.TEXT


def _text_width(key: str, rows: Sequence[Row]) -> int:
    """Wide enough for the words in the first rows, within reason."""
    words = (cell for row in rows[:_MEASURED] if isinstance(cell := row.cells.get(key), str))
    longest = max((len(each) for each in words), default=0)
    return max(_TEXT, min(_TEXT_MOST, longest * _CHARACTER))


def _column(key: str, kind: Kind, text_width: int, *, visible: bool) -> Column[Row]:
    def value(row: Row) -> CellValue:
        return row.cells.get(key)

    widths = {Kind.BOOL: 110, Kind.NUMBER: 110, Kind.DATE: 150}
    return Column(
        key=key,
        title=key,
        value=value,
        kind=kind,
        width=text_width if kind is Kind.TEXT else widths.get(kind, _TEXT),
        visible=visible,
        facet=kind is Kind.BOOL,
    )
