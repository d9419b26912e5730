"""The sheets of an Excel file as rows of a list."""

from __future__ import annotations

import contextlib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gong_admin.services.privacy.intake import IntakeError
from gong_admin.services.privacy.intake_rows import Row, Source

_MOST_UNPACKED = 1_000_000_000  # bytes; an XLSX of a list is far below


class Workbook(contextlib.AbstractContextManager["Workbook"]):
    """An Excel file. Hidden sheets are not read: who made the file may not know of them. A formula
    is taken as its text: nothing here works one out. Raises `IntakeError`."""

    def __init__(self, path: Path) -> None:
        _check(path)
        from openpyxl import load_workbook

        try:
            self._book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        except Exception as problem:  # whatever a damaged workbook makes of it
            raise IntakeError("The file is damaged.") from problem
        sheets = self._book.worksheets
        self._shown = [one for one in sheets if one.sheet_state == "visible"]
        self.hidden = tuple(one.title for one in sheets if one.sheet_state != "visible")

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def sources(self) -> Iterator[Source]:
        for sheet in self._shown:
            yield Source(_rows(sheet), sheet=sheet.title)


def _check(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            names = set(packed.namelist())
            size = sum(one.file_size for one in packed.infolist())
    except (zipfile.BadZipFile, OSError) as problem:
        raise IntakeError("The file is damaged.") from problem
    if "xl/workbook.xml" not in names:
        raise IntakeError("This is a ZIP file, not a list. Unpack it first.")
    if size > _MOST_UNPACKED:
        raise IntakeError("The file is far too large for a list.")


def _rows(sheet: Any) -> Iterator[Row]:
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            if any(cell is not None for cell in cells):
                yield Row(number, [_cell(cell) for cell in cells])
    except Exception as problem:
        raise IntakeError("The file is damaged.") from problem


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a phone number that Excel took for a number
    return str(value)
