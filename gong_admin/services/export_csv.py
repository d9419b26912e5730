"""Rows as CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from gong_admin.services.export import ExportColumn, ExportValue

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_SKIPPED = " \u00a0\u3000\ufeff\"'"  # what spreadsheets may drop before they look for a formula


def write_csv(
    rows: Iterable[Sequence[ExportValue]],
    columns: Sequence[ExportColumn],
    path: Path,
    *,
    bom: bool,
) -> None:
    """Write a new file by RFC 4180: UTF-8, commas, CRLF, a first row of titles."""
    encoding = "utf-8-sig" if bom else "utf-8"
    with path.open("x", encoding=encoding, errors="replace", newline="") as file:
        _write(file, rows, columns)


def csv_bytes(rows: Iterable[Sequence[ExportValue]], columns: Sequence[ExportColumn]) -> bytes:
    """The same without a file, with the mark by which spreadsheets know UTF-8."""
    text = io.StringIO(newline="")
    _write(text, rows, columns)
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _write(
    file: TextIO, rows: Iterable[Sequence[ExportValue]], columns: Sequence[ExportColumn]
) -> None:
    writer = csv.writer(file)
    writer.writerow([harmless(column.title) for column in columns])
    for row in rows:
        writer.writerow(list(map(_field, row)))


def harmless(text: str) -> str:
    """The text, behind an apostrophe if a spreadsheet could take it for a formula."""
    if text.startswith(_FORMULA_STARTS) or text.lstrip(_SKIPPED).startswith(_FORMULA_STARTS):
        return "'" + text
    return text


def iso(moment: datetime) -> str:
    """A moment in ISO 8601 and UTC; a time without a zone is taken as local."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _field(value: ExportValue) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, tuple):
        return harmless(", ".join(value))
    return value
