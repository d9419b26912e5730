"""Lists of people out of CSV, text and Excel files, whatever they call themselves.

A file is judged by its content. It is read piece by piece: 50 MB cost no more memory than 50 kB.
"""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gong_admin.api.cancel import CancelToken
from gong_admin.services.privacy.intake import Intake, IntakeError, Row, take

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # also the mark of an XLSX with a password
_SAMPLE = 64 * 1024
_LONGEST_LINE = 1_000_000  # characters; more is no list
_MOST_UNPACKED = 1_000_000_000  # bytes; an XLSX of a list is far below
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


def read_file(path: Path, region: str = "", token: CancelToken | None = None) -> Intake:
    """Raises `IntakeError`, `Cancelled`, OSError."""
    token = token or CancelToken()
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    if not sample.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise IntakeError("The file is empty.")
    if sample.startswith(_OLD_EXCEL):
        raise IntakeError(
            "This is an Excel file of the old kind, or one with a password. Save it as XLSX or "
            "CSV, without a password."
        )
    if sample.startswith(_ZIP):
        intake = take(_sheet_rows(path), region, token)
        intake.about = "Excel"
        return intake
    encoding, name = _encoding(sample)
    try:
        with path.open(encoding=encoding, newline="") as text:
            intake = take(_text_rows(text, _separator(sample, encoding)), region, token)
    except UnicodeDecodeError:
        # Only the beginning was looked at: cp1252 reads whatever UTF-8 does not.
        encoding, name = "cp1252", "Windows-1252"
        with path.open(encoding=encoding, errors="replace", newline="") as text:
            intake = take(_text_rows(text, _separator(sample, encoding)), region, token)
    intake.about = name
    return intake


# -- text --------------------------------------------------------------------------------------


def _encoding(sample: bytes) -> tuple[str, str]:
    for mark, encoding, name in _BOMS:
        if sample.startswith(mark):
            return encoding, name
    if sample[1:200:2].count(0) > len(sample[1:200:2]) // 2:
        return "utf-16-le", "UTF-16"
    if sample[0:200:2].count(0) > len(sample[0:200:2]) // 2:
        return "utf-16-be", "UTF-16"
    if b"\0" in sample:
        raise IntakeError("This is not a text file.")
    try:
        # A character may be cut at the sample's end.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252", "Windows-1252"
    return "utf-8", "UTF-8"


def _separator(sample: bytes, encoding: str) -> str:
    """The one of the usual separators that the first lines have most of, "" for none."""
    lines = sample.decode(encoding, errors="ignore").splitlines()[:20]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in ";\t,"}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] else ""


def _text_rows(text: io.TextIOBase, separator: str) -> Iterator[Row]:
    if not separator:
        for number, line in enumerate(_lines(text), 1):
            yield number, [line.strip()]
        return
    reader = csv.reader(_lines(text), delimiter=separator)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            raise IntakeError(f"The line can't be read: {problem}.", reader.line_num) from None
        yield reader.line_num, cells


def _lines(text: io.TextIOBase) -> Iterator[str]:
    number = 0
    while line := text.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            raise IntakeError("The line is too long to be one of a list.", number)
        yield line.replace("\0", "")


# -- Excel -------------------------------------------------------------------------------------


def _sheet_rows(path: Path) -> Iterator[Row]:
    """The rows of the first sheet that has any. A formula is taken as its text: nothing here
    works one out."""
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

    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Exception as problem:  # whatever a damaged workbook makes of it
        raise IntakeError("The file is damaged.") from problem
    try:
        for sheet in book.worksheets:
            empty = True
            for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                if any(cell is not None for cell in cells):
                    empty = False
                    yield number, [_cell(cell) for cell in cells]
            if not empty:
                return
    except IntakeError:
        raise
    except Exception as problem:
        raise IntakeError("The file is damaged.") from problem
    finally:
        book.close()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a phone number that Excel took for a number
    return str(value)
