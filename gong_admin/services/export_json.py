"""Rows as a JSON list of objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gong_admin.services.export_csv import iso

if TYPE_CHECKING:
    from gong_admin.services.export import ExportColumn, ExportValue


def write_json(
    rows: Iterable[Sequence[ExportValue]], columns: Sequence[ExportColumn], path: Path
) -> None:
    """Write a new file: one object a row, named by the columns' keys, one object a line."""
    names = [json.dumps(column.key, ensure_ascii=False) + ": " for column in columns]
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_plain).encode
    with path.open("x", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write("[")
        before = "\n  {"
        for row in rows:
            fields = (name + encode(value) for name, value in zip(names, row, strict=True))
            file.write(before + ", ".join(fields) + "}")
            before = ",\n  {"
        file.write("\n]\n")


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return iso(value)
    raise TypeError(f"{type(value).__name__} cannot be exported")
