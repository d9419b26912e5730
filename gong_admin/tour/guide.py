"""Finds its way in the window as a person does: by the words on things."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from gong_admin.app import App
from gong_admin.sandbox.process import Sandbox
from gong_admin.tour.step import Lost, Sight
from gong_admin.ui.picture import floating_above
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.workbench import Workbench
from gong_admin.windows import open_sandbox

W = TypeVar("W", bound=QWidget)
_LOOK_EVERY = 0.02  # seconds
_ROUNDS = 3  # of the event loop until what was asked for is laid out


class Guide:
    """The window, the sandbox behind it, and how to find and wait for things in them."""

    def __init__(self, app: App, bench: Workbench) -> None:
        self.app = app
        self.bench = bench
        self.crashes: list[str] = []  # faults of the program since the last step
        self._sandbox: Sandbox | None = None

    # -- the company ---------------------------------------------------------------------------

    @property
    def sandbox(self) -> Sandbox:
        if self._sandbox is None:
            raise Lost("no company is open")
        return self._sandbox

    async def open_company(self, users: int) -> None:
        """Start a sandbox and open it in place of the one before. Its present is the midnight
        before today, so that all tours of a day show the same company."""
        await self.end_company()
        midnight = dt.datetime.now(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        sandbox = Sandbox(users=users, now=midnight)
        await self.app.bridge.run(sandbox.start)
        self._sandbox = sandbox
        await self.reopen()

    async def reopen(self) -> None:
        """Open the company anew: nothing of it has been read."""
        await open_sandbox(self.bench, self.sandbox)

    async def end_company(self) -> None:
        """Close it and end its sandbox."""
        self.bench.leave()
        sandbox, self._sandbox = self._sandbox, None
        if sandbox is not None:
            await self.app.bridge.run(sandbox.stop)

    async def control(self, path: str, body: Any, method: str = "") -> None:
        """Tell the sandbox something under `/_sandbox/`."""
        await self.app.bridge.run(self.sandbox.control, path, body, method)

    async def faults(self, faults: Mapping[str, Any]) -> None:
        """Have the sandbox fail in these ways and no others."""
        await self.control("faults", None, "DELETE")
        if faults:
            await self.control("faults", dict(faults))

    # -- looking -------------------------------------------------------------------------------

    def top(self) -> QWidget:
        """The dialog or popup in front, or the window."""
        return ([self.bench.window, *floating_above(self.bench.window)])[-1]

    def visible(self, kind: type[W]) -> Iterator[W]:
        """All visible widgets of a kind, those in front first."""
        for surface in reversed([self.bench.window, *floating_above(self.bench.window)]):
            for widget in surface.findChildren(kind):
                # A dialog is a child of the window as well; it was looked at by itself.
                if widget.isVisible() and widget.window() is surface:
                    yield widget

    def find(self, kind: type[W], words: str) -> W:
        """The visible widget of a kind that says `words`; whole words win over a part of them."""
        candidates = [(list(said(widget)), widget) for widget in self.visible(kind)]
        for texts, widget in candidates:
            if any(text.casefold() == words.casefold() for text in texts):
                return widget
        for texts, widget in candidates:
            if any(words.casefold() in text.casefold() for text in texts):
                return widget
        raise Lost(f"there is no {kind.__name__} that says “{words}”")

    def says(self, words: str) -> bool:
        """Whether anything visible says `words`."""
        wanted = words.casefold()
        return any(
            wanted in text.casefold() for widget in self.visible(QWidget) for text in said(widget)
        )

    def tab(self, words: str) -> tuple[QTabBar, int]:
        """The tab that begins with `words`, and its bar."""
        for bar in self.visible(QTabBar):
            for index in range(bar.count()):
                if bar.tabText(index).casefold().startswith(words.casefold()):
                    return bar, index
        raise Lost(f"there is no tab “{words}”")

    @property
    def table(self) -> RecordTable:
        """The visible table; the first of several."""
        for table in self.visible(RecordTable):
            return table
        raise Lost("there is no table")

    # -- waiting -------------------------------------------------------------------------------

    async def until(self, sight: Sight, seconds: float) -> None:
        """Wait until something is seen. Raises `Lost` when it does not show up in time."""
        deadline = time.monotonic() + seconds
        while not self._sees(sight):
            if time.monotonic() > deadline:
                raise Lost(f"waited {seconds:g} seconds for {sight.what}")
            await asyncio.sleep(_LOOK_EVERY)

    def _sees(self, sight: Sight) -> bool:
        try:
            return sight.test(self)
        except Lost:
            return False  # what it looks at is not there yet

    async def settled(self) -> None:
        """Let what has been asked for be laid out."""
        for _round in range(_ROUNDS):
            await asyncio.sleep(_LOOK_EVERY)
            # Layouts ask their parents for room in turn, each time by a posted event.
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def said(widget: QObject) -> Iterator[str]:
    """What a widget tells whoever looks at it, or listens to it."""
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text().replace("&", "")
    elif isinstance(widget, QLineEdit):
        yield widget.text()
        yield widget.placeholderText()
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QWidget):
        yield widget.accessibleName()
        yield widget.accessibleDescription()
