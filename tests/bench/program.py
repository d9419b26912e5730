"""The real program, driven from within its own process.

A script is a plain function that is called by Qt's loop, once the window is there. It waits in
loops of Qt's own, never inside a coroutine, so that everything else goes on as it always does.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gong_admin import app as program
from gong_admin.api.credentials import KeyPair
from gong_admin.app import App
from gong_admin.options import Options
from gong_admin.runtime.connections import Connection, ConnectionKind
from gong_admin.ui.workbench import Workbench
from gong_admin.windows import DEMO_COMPANY, make_window

Script = Callable[["Driver", dict[str, Any]], dict[str, Any]]
_LOOK_EVERY = 20  # milliseconds


class Driver:
    """The program under measurement, and what a person does with it."""

    def __init__(self, app: App, bench: Workbench) -> None:
        self.app = app
        self.bench = bench

    def wait(self, condition: Callable[[], bool], seconds: float, what: str) -> float:
        """Let the program run until something holds; the seconds that took."""
        started = time.monotonic()
        loop, look = QEventLoop(), QTimer()

        def check() -> None:
            if condition() or time.monotonic() - started > seconds:
                loop.quit()

        look.timeout.connect(check)
        look.start(_LOOK_EVERY)
        loop.exec()
        look.stop()
        if not condition():
            raise TimeoutError(f"{what}: not within {seconds:g} s")
        return time.monotonic() - started

    def spin(self, seconds: float) -> None:
        """Let the program run for a while."""
        loop = QEventLoop()
        QTimer.singleShot(int(1000 * seconds), loop.quit)
        loop.exec()

    def connect(self, sandbox: dict[str, str]) -> None:
        """Open the sandbox (its first line) in the window."""
        connection = Connection(
            name=DEMO_COMPANY,
            base_url=sandbox["base_url"],
            id="demo",
            kind=ConnectionKind.DEMO,
            read_only=False,
        )
        key = KeyPair(sandbox["access_key"], sandbox["access_key_secret"])
        self.bench.start(self.bench.open(connection, key))
        self.wait(lambda: self.bench.session is not None, 30, "opening the company")

    def key(self, widget: QWidget, character: str = "", key: int = 0) -> None:
        """Press and release a key; what it does happens before this returns."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(widget, event)

    def type(self, widget: QWidget, character: str) -> None:
        """Press the key of a character; "\b" is Backspace."""
        if character == "\b":
            self.key(widget, "", Qt.Key.Key_Backspace)
        else:
            self.key(widget, character)

    def click(self, widget: QWidget, place: QPoint | None = None) -> None:
        """Click the left button."""
        where = place or widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=where)


def run(script: Script, arguments: dict[str, Any]) -> int:
    """Start the program as it always starts, run the script in its loop, print its result."""
    result: dict[str, Any] = {}

    async def build(app: App) -> None:
        from gong_admin.ui.theme import apply_theme

        apply_theme(app.qt, "light")
        app.settings.update(**arguments.get("settings", {}))
        bench = make_window(app)
        bench.window.resize(1440, 900)
        bench.window.show()
        app.collector.settle()
        QTimer.singleShot(0, lambda: play(app, bench))

    def play(app: App, bench: Workbench) -> None:
        try:
            result.update(script(Driver(app, bench), arguments))
        except Exception:  # noqa: BLE001 - told on stderr, and the process ends with 1
            traceback.print_exc()
            app.quit(1)
        else:
            app.quit(0)

    code = program.run(Options(), build)
    if code == 0:
        print(json.dumps(result))
    return code


def main(scripts: dict[str, Script]) -> int:
    """Run the script named on the command line; its arguments follow as JSON."""
    return run(scripts[sys.argv[1]], json.loads(sys.argv[2]))
