"""Rows as an Excel workbook of one sheet, written row by row with flat memory."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain, islice
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gong_admin.services.export import ExportColumn, ExportValue

MAX_ROWS = 1_048_575
"""Rows that a sheet holds below its titles."""

_MAX_TEXT = 32_767  # characters that a cell holds
_CUT = " … (cut: a cell holds no more)"
_FIRST_YEAR = 1900  # its calendar begins there
_EXACT = 10**15  # beyond this Excel rounds numbers
_SAMPLE = 200  # rows looked at for the widths of columns
_WIDEST = 60


def write_xlsx(
    rows: Iterable[Sequence[ExportValue]], columns: Sequence[ExportColumn], path: Path
) -> bool:
    """Write a new file; False when there are more rows than a sheet holds.

    Titles stay in view and carry filters, columns are as wide as their first rows need, texts
    are never taken for formulas, links or numbers, dates are dates in UTC.
    """
    from xlsxwriter import Workbook  # late: most sessions never export a workbook
    from xlsxwriter.exceptions import FileCreateError

    scratch = path.with_name(path.name + ".d")
    scratch.mkdir()
    try:
        options = {"constant_memory": True, "tmpdir": str(scratch), "default_date_format": _DATE}
        workbook = Workbook(str(path), options)
        try:
            fits = _fill(workbook, workbook.add_worksheet(), iter(rows), columns)
            workbook.close()
        except FileCreateError as error:
            raise error.args[0] from None  # the system's own error, with its number
        finally:
            _release(workbook)
        return fits
    finally:
        shutil.rmtree(scratch)


def xlsx_bytes(rows: Iterable[Sequence[ExportValue]], columns: Sequence[ExportColumn]) -> bytes:
    """The same as `write_xlsx` without touching the disk, for what must not lie around there. All
    of it is held in memory. Rows beyond those of a sheet are left out."""
    from gong_admin.services.export_xlsx_memory import MemorySheet, MemoryWorkbook

    buffer = io.BytesIO()
    workbook = MemoryWorkbook(buffer, {"in_memory": True, "default_date_format": _DATE})
    _fill(workbook, workbook.add_worksheet(worksheet_class=MemorySheet), iter(rows), columns)
    workbook.close()
    return buffer.getvalue()


_DATE = "yyyy-mm-dd hh:mm:ss"


def _fill(workbook: Any, sheet: Any, rows: Any, columns: Sequence[ExportColumn]) -> bool:
    bold = workbook.add_format({"bold": True})
    text = workbook.add_format({"num_format": "@"})
    titles = [f"{c.title} (UTC)" if c.is_date else c.title for c in columns]
    first_rows = list(islice(rows, _SAMPLE))
    for number, title in enumerate(titles):
        longest = max((_length(row[number]) for row in first_rows), default=0)
        sheet.set_column(number, number, min(max(len(title) + 3, longest + 1), _WIDEST))
        sheet.write_string(0, number, title, bold)
    sheet.freeze_panes(1, 0)
    line = 0
    for row in chain(first_rows, rows):
        line += 1
        if line > MAX_ROWS:
            return False
        for number, value in enumerate(row):
            _write(sheet, line, number, value, text)
    sheet.autofilter(0, 0, line, max(len(columns) - 1, 0))
    return True


def _write(sheet: Any, line: int, number: int, value: ExportValue, text: Any) -> None:
    if value is None or value in ("", ()):
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, number, value)
    elif isinstance(value, datetime) and value.year > _FIRST_YEAR:
        sheet.write_datetime(line, number, value.astimezone(UTC).replace(tzinfo=None))
    elif isinstance(value, (int, float)) and abs(value) < _EXACT and isfinite(value):
        sheet.write_number(line, number, value)
    else:
        string = ", ".join(value) if isinstance(value, tuple) else str(value)
        if len(string) > _MAX_TEXT:
            string = string[: _MAX_TEXT - len(_CUT)] + _CUT
        sheet.write_string(line, number, string, text)


def _length(value: ExportValue) -> int:
    if isinstance(value, datetime):
        return len(_DATE)
    return max(map(len, str(value).splitlines()), default=0) if value is not None else 0


def _release(workbook: Any) -> None:
    """Close what an unfinished workbook holds open, so that its files can be removed."""
    workbook.fileclosed = True  # else it would be written after all when it is collected
    for sheet in workbook.worksheets():
        if sheet.row_data_fh is not None:
            sheet.row_data_fh.close()
