"""Faults of this program: caught wherever they surface, saved as a report, told once.

A report holds where and what, never a value: no secrets, no personal data, no local variables.
"""

from __future__ import annotations

import datetime as dt
import faulthandler
import logging
import os
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from PySide6.QtCore import (
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
    qVersion,
)

from gong_admin import __version__
from gong_admin.runtime.poster import Poster
from gong_admin.runtime.redact import anonymise

_log = logging.getLogger(__name__)
_QT_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class CrashReport:
    """`exception` is the fault, `text` the report, `file` where it lies (None: not saved)."""

    exception: BaseException
    text: str
    file: Path | None


class CrashReporter:
    """Takes every exception that nobody expected, from any thread.

    `on_crash` is called on the GUI thread, once for each distinct fault of this run.
    """

    def __init__(self, folder: Path, on_crash: Callable[[CrashReport], None] | None = None) -> None:
        self.on_crash = on_crash
        self._folder = folder
        self._seen: set[str] = set()
        self._lock = threading.Lock()
        self._poster = Poster()
        self._fault_file: TextIO | None = None

    def install(self) -> None:
        """Catch what reaches the top of any thread, what Qt says, and hard faults."""
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(_log_qt)
        try:
            file = self._folder / f"fault-{os.getpid()}.txt"
            self._fault_file = file.open("w", encoding="ascii")
            faulthandler.enable(self._fault_file)
        except OSError as problem:
            _log.warning("hard faults of this run leave no trace: %s", problem.strerror)

    def uninstall(self) -> None:
        """Undo `install`, at the end of the run."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        if self._fault_file is not None:
            faulthandler.disable()
            self._fault_file.close()
            file = Path(self._fault_file.name)
            if not file.stat().st_size:
                file.unlink()
            self._fault_file = None

    def handle_loop(self, _loop: object, context: dict[str, Any]) -> None:
        """The asyncio loop's exception handler."""
        exception = context.get("exception")
        if exception is None:
            _log.error("event loop: %s", context.get("message"))
        else:
            self.report(exception, str(context.get("message", "event loop")))

    def report(self, exception: BaseException, where: str) -> None:
        """Save a report of `exception` and have it told. The same fault is told once a run."""
        frames = traceback.extract_tb(exception.__traceback__)
        last = frames[-1] if frames else None
        signature = (
            f"{type(exception).__qualname__}@{last.filename}:{last.lineno}"
            if last
            else (f"{type(exception).__qualname__}@{where}")
        )
        with self._lock:
            known = signature in self._seen
            self._seen.add(signature)
        if known:
            _log.error("the same fault again in %s: %s", where, signature)
            return
        text = describe(exception, where)
        file = self._save(text)
        _log.error("fault in %s, report in %s\n%s", where, file and file.name, text)
        if self.on_crash is not None:
            report, tell = CrashReport(exception, text, file), self.on_crash
            self._poster.post(lambda: tell(report))

    def _save(self, text: str) -> Path | None:
        stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S%f")
        file = self._folder / f"crash-{stamp}.txt"
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(text)
        except OSError:
            _log.warning("the crash report could not be saved", exc_info=True)
            return None
        return file

    def _from_main(
        self,
        kind: type[BaseException],
        value: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, value, trace)
            return
        self.report(value, "window")

    def _from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.report(args.exc_value, f"thread {args.thread.name if args.thread else '?'}")

    def _unraisable(self, args: Any) -> None:
        if args.exc_value is not None:
            self.report(args.exc_value, args.err_msg or "clean-up of an object")


def describe(exception: BaseException, where: str) -> str:
    """The text of a report: versions, the chain of exceptions, the places in the code."""
    lines = [
        f"Gong Admin {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.release()} {platform.machine()}",
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M:%S} UTC, in: {anonymise(where)}",
    ]
    chain: list[BaseException] = []
    current: BaseException | None = exception
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )
    for link in reversed(chain):
        lines.append("")
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}: {anonymise(str(link))}")
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
    return "\n".join(lines) + "\n"


def _short(filename: str) -> str:
    """The path inside its package: the folders above may name a person."""
    parts = Path(filename).parts
    for anchor in ("site-packages", "gong_admin", "tests"):
        if anchor in parts:
            start = parts.index(anchor) + (anchor == "site-packages")
            return "/".join(parts[start:])
    return parts[-1] if parts else filename


def _log_qt(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    logging.getLogger(f"qt.{context.category}").log(
        _QT_LEVELS.get(kind, logging.WARNING), "%s", message
    )
