"""Writing rows to a file: CSV, XLSX or JSON.

A file is complete or not there at all: it is written under another name beside its place and
renamed at the end. What is written keeps its type (dates, numbers, yes and no), ids stay text,
times are UTC, and no cell can make a spreadsheet run a formula.
"""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from gong_admin.api.cancel import CancelToken
from gong_admin.services.export_csv import write_csv
from gong_admin.services.export_json import write_json
from gong_admin.services.export_xlsx import MAX_ROWS, write_xlsx
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress

ExportValue = str | int | float | bool | datetime | tuple[str, ...] | None
"""What a cell holds; a tuple is several texts."""

_REPORT_EVERY = 500


class ExportFormat(StrEnum):
    """The kinds of file, by their usual ending."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


class ExportProblem(StrEnum):
    """Why a file could not be written."""

    DISK_FULL = "disk-full"
    NO_PERMISSION = "no-permission"
    IN_USE = "in-use"
    NO_FOLDER = "no-folder"
    TOO_MANY_ROWS = "too-many-rows"
    OTHER = "other"


class ExportFailed(Exception):
    """The file was not written, and nothing of it is left behind.

    The text is a sentence for people; `problem` is for deciding what to offer them.
    """

    def __init__(self, problem: ExportProblem, message: str, path: Path) -> None:
        super().__init__(message)
        self.problem = problem
        self.path = path


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column of a file: `key` names it in JSON, `title` in the first row of a sheet."""

    key: str
    title: str
    is_date: bool = False
    """Holds times; a sheet's title then says that they are in UTC."""


def export(
    rows: Iterable[Sequence[ExportValue]],
    columns: Sequence[ExportColumn],
    path: Path,
    file_format: ExportFormat,
    *,
    total: int | None = None,
    bom: bool = True,
    token: CancelToken | None = None,
    progress: ProgressReport = ignore_progress,
) -> int:
    """Write `rows`, one value a column, to `path`, in place of a file of that name.

    `bom` lets spreadsheets recognise a CSV file as UTF-8; leave it out for programs. Returns
    how many rows were written. Raises `ExportFailed`, or `Cancelled` when the token is.
    """
    if file_format is ExportFormat.XLSX and total is not None and total > MAX_ROWS:
        raise _too_many(path)
    counted = _Counted(rows, total, token or CancelToken(), progress)
    with _replacing(path) as part:
        if file_format is ExportFormat.CSV:
            write_csv(counted, columns, part, bom=bom)
        elif file_format is ExportFormat.JSON:
            write_json(counted, columns, part)
        elif not write_xlsx(counted, columns, part):
            raise _too_many(path)
        counted.token.raise_if_cancelled()
    progress(Progress(counted.done, counted.done, "rows"))
    return counted.done


class _Counted:
    """The rows, once; reports how many were taken and stops when cancelled."""

    def __init__(
        self,
        rows: Iterable[Sequence[ExportValue]],
        total: int | None,
        token: CancelToken,
        progress: ProgressReport,
    ) -> None:
        self._rows, self._total, self._progress = rows, total, progress
        self.token = token
        self.done = 0

    def __iter__(self) -> Iterator[Sequence[ExportValue]]:
        for row in self._rows:
            if not self.done % _REPORT_EVERY:
                self.token.raise_if_cancelled()
                self._progress(Progress(self.done, self._total, "rows"))
            yield row
            self.done += 1


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A name beside `path` to write to; takes its place at the end, or is removed."""
    path = path.resolve()  # a link keeps being one: what it points to is replaced
    part = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        try:
            part.replace(path)
        except PermissionError as error:  # Windows, while a spreadsheet has the file open
            raise ExportFailed(
                ExportProblem.IN_USE,
                f"{path.name} is open in another program. Close it there, or choose another name.",
                path,
            ) from error
    except OSError as error:
        raise _explained(error, path) from error
    finally:
        part.unlink(missing_ok=True)


def _explained(error: OSError, path: Path) -> ExportFailed:
    folder = path.parent
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        problem, text = ExportProblem.DISK_FULL, f"There is no room left on the disk of {folder}."
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        problem = ExportProblem.NO_PERMISSION
        text = f"You may not write to {folder}. Choose another folder."
    elif error.errno in (errno.ENOENT, errno.ENOTDIR):
        problem, text = ExportProblem.NO_FOLDER, f"There is no folder {folder}."
    else:
        problem = ExportProblem.OTHER
        text = f"{path.name} could not be written: {error.strerror or error}."
    return ExportFailed(problem, text, path)


def _too_many(path: Path) -> ExportFailed:
    return ExportFailed(
        ExportProblem.TOO_MANY_ROWS,
        f"A sheet holds at most {MAX_ROWS:,} rows. Filter the table, or export CSV.",
        path,
    )
