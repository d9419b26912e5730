"""Lists of people out of CSV, text and Excel files, whatever they call themselves.

A file is judged by its content. It is read piece by piece: 50 MB cost no more memory than 50 kB.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from pathlib import Path

from gong_admin.api.cancel import CancelToken
from gong_admin.services.privacy.intake import Intake, IntakeError
from gong_admin.services.privacy.intake_rows import Source, take
from gong_admin.services.privacy.intake_sheets import Workbook
from gong_admin.services.privacy.intake_text import rows_of, separator

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # also the mark of an XLSX with a password
_SAMPLE = 64 * 1024
_LONGEST_LINE = 1_000_000  # characters; more is no list
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
        return _read_workbook(path, region, token)
    encoding, name = _encoding(sample)
    try:
        intake = _read_lines(path, sample, encoding, region, token)
    except UnicodeDecodeError:
        # Only the beginning was looked at: cp1252 reads whatever UTF-8 does not.
        encoding, name = "cp1252", "Windows-1252"
        intake = _read_lines(path, sample, encoding, region, token)
    intake.about = name
    return intake


def _read_workbook(path: Path, region: str, token: CancelToken) -> Intake:
    with Workbook(path) as book:
        intake = take(book.sources(), region, token)
        intake.unread = book.hidden
    intake.about = "Excel"
    return intake


def _read_lines(
    path: Path, sample: bytes, encoding: str, region: str, token: CancelToken
) -> Intake:
    head = sample.decode(encoding, errors="ignore").splitlines(keepends=True)
    # The last line may be cut off.
    mark = separator(head[:-1] if len(sample) == _SAMPLE and len(head) > 1 else head)
    # Half a character at the end of UTF-16 is shown as one that can't be read.
    errors = "strict" if encoding.startswith("utf-8") else "replace"
    with path.open(encoding=encoding, errors=errors, newline="") as text:
        source = Source(rows_of(_lines(text), mark), plain=not mark)
        return take([source], region, token)


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


def _lines(text: io.TextIOBase) -> Iterator[str]:
    number = 0
    while line := text.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            raise IntakeError("The line is too long to be one of a list.", number)
        yield line.replace("\0", "")
