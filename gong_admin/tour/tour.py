"""Takes the tour: step by step, a picture in each colour scheme, and a record of it all."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from gong_admin.app import App
from gong_admin.runtime.crash import CrashReport
from gong_admin.runtime.scope import TaskScope
from gong_admin.tour.acts import dismiss
from gong_admin.tour.guide import Guide
from gong_admin.tour.script import script
from gong_admin.tour.step import Lost, Step
from gong_admin.ui.picture import picture_of
from gong_admin.ui.widgets.toast import Toast
from gong_admin.ui.workbench import Workbench

RECORD = "tour.json"


@dataclass(frozen=True, slots=True)
class Picture:
    """One line of the record. `milliseconds` passed from the last act of the step until what it
    is about was seen; the same in both schemes, because the step is taken once."""

    name: str
    theme: str
    file: str
    milliseconds: int


class Tour:
    """Takes `steps` with a window; a step that fails is told and the next one is tried."""

    def __init__(self, guide: Guide, steps: Sequence[Step]) -> None:
        options = guide.app.options
        assert options.tour is not None
        self._guide = guide
        self._steps = steps
        self._folder = options.tour
        self._size = options.size
        self._themes = list(options.themes)
        self.pictures: list[Picture] = []
        self.problems: list[str] = []

    async def take(self) -> None:
        """All steps in turn; the pictures and the record are in the folder at the end.

        Raises OSError where the folder can't be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        for earlier in (*self._folder.glob("[0-9][0-9]-*.png"), self._folder / RECORD):
            earlier.unlink(missing_ok=True)
        for number, step in enumerate(self._steps, start=1):
            name = f"{number:02}-{step.name}"
            try:
                await self._take(step, name)
            except OSError:
                raise
            except Exception as problem:  # noqa: BLE001 - told, and the other steps go on
                self._failed(name, problem)
            await self._put_back(step, name)
        record = msgspec.json.format(msgspec.json.encode(self.pictures), indent=2)
        (self._folder / RECORD).write_bytes(record + b"\n")

    async def _take(self, step: Step, name: str) -> None:
        guide = self._guide
        await self._tidy()
        *way, last = step.way
        for act in way:
            await act(guide)
            await guide.settled()
        started = time.perf_counter()
        await last(guide)
        await guide.until(step.sees, step.seconds)
        milliseconds = round(1000 * (time.perf_counter() - started))
        for theme in self._themes:
            guide.app.settings.update(theme=theme)
            await guide.settled()
            file = f"{name}-{theme}.png"
            self._save(file)
            self.pictures.append(Picture(step.name, theme, file, milliseconds))
        # The next step begins in the colours of this one: half the switching, and there are
        # pictures of either scheme that were not switched to.
        self._themes.reverse()

    async def _tidy(self) -> None:
        """The window as every step expects it: its size, nothing hovered, no word of before."""
        window = self._guide.bench.window
        for toast in window.findChildren(Toast):
            toast.close()
        if (window.width(), window.height()) != self._size:
            window.resize(*self._size)
        # The pointer of a platform without a mouse rests somewhere on the window all the same.
        QCursor.setPos(window.screen().geometry().bottomRight())
        for widget in window.findChildren(QWidget):
            if widget.underMouse():
                widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        await self._guide.settled()

    async def _put_back(self, step: Step, name: str) -> None:
        guide = self._guide
        for act in (dismiss, *step.after):
            try:
                await act(guide)
            except Lost as problem:
                self._complain(f"{name}, afterwards: {problem}")
        if guide.crashes:
            self._complain(f"{name}: {', '.join(guide.crashes)}, see the report above")
            guide.crashes.clear()

    def _failed(self, name: str, problem: Exception) -> None:
        if isinstance(problem, Lost):
            self._complain(f"{name}: {problem}")
        else:
            self._guide.app.crashes.report(problem, name)
            self._complain(f"{name}: {type(problem).__qualname__}, see the report above")
        self._save(f"{name}-failed.png")

    def _save(self, file: str) -> None:
        path = self._folder / file
        if not picture_of(self._guide.bench.window).save(str(path)):
            raise OSError(f"{path} could not be written")

    def _complain(self, problem: str) -> None:
        self.problems.append(problem)
        _say(problem)


def start(app: App, bench: Workbench) -> None:
    """Take the whole tour with a window that has just been opened, then end the program: with
    exit code 0, or 1 when a step failed."""
    guide = Guide(app, bench)
    scope = TaskScope(lambda problem: app.crashes.report(problem, "tour"))
    scope.start("tour", _take(guide))

    async def stop() -> None:
        scope.close()
        await scope.finished()
        await guide.end_company()

    app.closing.append(stop)


async def _take(guide: Guide) -> None:
    app, bench = guide.app, guide.bench
    app.crashes.on_crash = functools.partial(_note_crash, guide)
    app.qt.setCursorFlashTime(0)  # a caret that is there in one picture is there in all
    bench.window.move(0, 0)
    tour = Tour(guide, script())
    code = 1
    try:
        await tour.take()
        code = 1 if tour.problems else 0
        _say(f"{len(tour.pictures)} pictures in {app.options.tour}")
    except OSError as problem:
        _say(f"ended early: {problem}")
    finally:
        app.quit(code)


def _note_crash(guide: Guide, report: CrashReport) -> None:
    guide.crashes.append(type(report.exception).__qualname__)


def _say(text: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"tour: {text}\n")
        sys.stderr.flush()
