"""A workbook that is written into memory row by row. Import it late: it brings the library.

The library itself writes row by row into files on the disk, or keeps objects for every cell until
the end: millions of a large table, which the collector goes through in the window's time, with
texts sorted and encoded in one go while the window waits. This is the first way without the files.
"""

from __future__ import annotations

import io
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.worksheet import Worksheet

_PIECE = 1 << 16  # characters


class MemoryWorkbook(Workbook):  # type: ignore[misc]
    """Sheets added to it with `worksheet_class=MemorySheet` take little memory."""

    def _get_packager(self) -> Packager:
        return _Packager()


class MemorySheet(Worksheet):  # type: ignore[misc]
    """Rows are written in their order, each once."""

    def _initialize(self, init_data: Any) -> None:
        super()._initialize(init_data)
        self.constant_memory = True
        self._pieces: list[str] = []
        self.fh = io.StringIO()

    def _write_single_row(self, current_row_num: int = 0) -> None:
        super()._write_single_row(current_row_num)
        if self.fh.tell() > _PIECE:
            self._pieces.append(self.fh.getvalue())
            self.fh = io.StringIO()

    def _opt_reopen(self) -> None:
        """There is no file."""

    def _set_xml_writer(self, filename: Any) -> None:
        # The rows are there; what comes now is the sheet around them.
        self._pieces.append(self.fh.getvalue())
        super()._set_xml_writer(filename)

    def _write_optimized_sheet_data(self) -> None:
        self._xml_start_tag("sheetData")
        self._pieces.reverse()
        while self._pieces:
            self.fh.write(self._pieces.pop())
        self._xml_end_tag("sheetData")


class _Packager(Packager):  # type: ignore[misc]
    def _filename(self, xml_filename: str) -> io.StringIO:
        part = _Part()
        # As if it were binary: it is encoded already.
        self.filenames.append((part, xml_filename, True))
        return part


class _Part(io.StringIO):
    """Text that is encoded bit by bit as it comes; its value is bytes."""

    def __init__(self) -> None:
        super().__init__()
        self._encoded: list[bytes] = []

    def write(self, text: str) -> int:
        written = super().write(text)
        if self.tell() > _PIECE:
            self._encode()
        return written

    def getvalue(self) -> Any:
        self._encode()
        return b"".join(self._encoded)

    def _encode(self) -> None:
        self._encoded.append(super().getvalue().encode())
        self.seek(0)
        self.truncate()
