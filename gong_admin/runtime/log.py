"""The program's own log: a rotating file for each run, without secrets and personal data."""

from __future__ import annotations

import datetime as dt
import logging
import os
import sys
from io import TextIOWrapper
from pathlib import Path

from gong_admin.runtime.redact import redact

_MAX_BYTES = 1_000_000
_BACKUPS = 2
_RUNS_KEPT = 10
_FORMAT = "%(asctime)s %(levelname)-7s %(threadName)s %(name)s: %(message)s"
# At DEBUG and INFO these name addresses and whole queries, or say nothing of use.
_QUIET = ("urllib3", "requests", "keyring", "asyncio", "qasync", "charset_normalizer", "aiohttp")


class RedactingFormatter(logging.Formatter):
    """Redacts the finished line, tracebacks included, so that nothing slips past by its place."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _PrivateFile(logging.FileHandler):
    """A rotating file that only its owner can read, from its first byte on.

    A file that has grown beyond `most` bytes becomes `<name>.1`, the one before `<name>.2`. Not
    Python's own handler: its module loads sockets and queues, which no window needs to be seen.
    """

    def __init__(self, file: Path, *, encoding: str, most: int = _MAX_BYTES) -> None:
        super().__init__(file, encoding=encoding)
        self._most = most

    def emit(self, record: logging.LogRecord) -> None:
        try:
            if self.stream is not None and self.stream.tell() > self._most:
                self.stream.close()
                self._roll()
        except OSError:
            self.handleError(record)
        super().emit(record)

    def _roll(self) -> None:
        older = [Path(f"{self.baseFilename}.{number}") for number in range(_BACKUPS, 0, -1)]
        for kept, newer in zip(older, [*older[1:], Path(self.baseFilename)], strict=True):
            if newer.exists():
                newer.replace(kept)
        self.stream = self._open()

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return open(descriptor, "a", encoding=self.encoding, errors=self.errors)  # noqa: PTH123 - no path

    def handleError(self, record: logging.LogRecord) -> None:
        """A line that can't be written is let go: by default Python would fill the terminal with
        a traceback for each, and the disk that is full now may have room again later."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


def configure(folder: Path, *, level: int = logging.INFO) -> Path:
    """Log to a new file in `folder`, and warnings to the terminal if there is one.

    Each run has a file of its own, as two running instances can't rotate one file. Returns it;
    where it can't be made, only the terminal is told.
    """
    _prune(folder)
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S")
    file = folder / f"gong-admin-{stamp}-{os.getpid()}.log"
    handlers: list[logging.Handler] = []
    problem: OSError | None = None
    try:
        handlers.append(_PrivateFile(file, encoding="utf-8"))
    except OSError as error:  # a full disk, say: the program is worth more than its log
        problem = error
    if sys.stderr is not None:  # None under pythonw
        terminal = logging.StreamHandler(sys.stderr)
        terminal.setLevel(logging.WARNING)
        handlers.append(terminal)
    root = logging.getLogger()
    for handler in handlers:
        handler.setFormatter(RedactingFormatter(_FORMAT))
        root.addHandler(handler)
    root.setLevel(level)
    for name in _QUIET:
        library = logging.getLogger(name)
        library.setLevel(max(library.level, logging.WARNING))  # one may be quieter already
    logging.captureWarnings(True)
    if problem is not None:
        root.warning("no log is kept of this run: %s", problem.strerror)
    return file


def _prune(folder: Path) -> None:
    """Delete the logs of runs long past."""
    runs = sorted(folder.glob("gong-admin-*.log*"), key=lambda path: path.name, reverse=True)
    for old in runs[_RUNS_KEPT:]:
        # Another instance may have been faster, or (Windows) still has it open.
        try:
            old.unlink(missing_ok=True)
        except PermissionError:
            continue
