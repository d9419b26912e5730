"""The program as `gong-admin` starts it, until its window is painted and until it can be used.

Runs the program's own `main`; only the window gets somebody who watches it. Prints what
`bare_window` prints, and the moment `ready`: from then on a click is answered.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

sys.argv[1:] = []


class Watch(QObject):
    """Takes the two moments, and ends the process after the second."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._seen = False
        self._painted = 0.0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._look)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._seen = self._seen or event.type() == QEvent.Type.Paint
        return False

    def painted(self) -> None:
        """Called when the program takes its window for painted."""
        moment = time.monotonic()
        self._window.removeEventFilter(self)
        if not self._seen:
            sys.exit("the window was not painted")
        self._painted = moment
        self._timer.start()

    def _look(self) -> None:
        # The commands come last of all that is made.
        if any(True for _ in self._window.commands):  # type: ignore[attr-defined]
            moment = time.monotonic()
            from tests.bench.bare_window import memory

            times = {"painted": self._painted, "ready": moment}
            sys.stdout.write(json.dumps({**times, **memory()}) + "\n")
            sys.stdout.flush()
            os._exit(0)


def main() -> None:
    gc.disable()  # as `main` does before all that is imported here
    from gong_admin import opening
    from gong_admin.__main__ import main as program

    wait = opening.wait_until_painted

    def wait_and_tell(window: QWidget) -> None:
        watch = Watch(window)
        wait(window)
        watch.painted()

    opening.wait_until_painted = wait_and_tell
    sys.exit(program())


if __name__ == "__main__":
    main()
