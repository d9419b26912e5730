"""The program's first moments: the window is painted before what works behind it is loaded.

Half of what the program is made of (the event loop, sessions, the keyring, Gong's API) is of no
use to a window in which nothing is open yet. It is loaded once that window can be seen; what the
person presses meanwhile waits in Qt's queue. Whatever need not be there at first sight belongs
after it: into `gong_admin.windows`, or into an import where it is needed.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gong_admin import __version__
from gong_admin.options import Options
from gong_admin.runtime import language, log, paths
from gong_admin.runtime.connections import Connections
from gong_admin.runtime.crash import CrashReporter
from gong_admin.runtime.settings import Settings
from gong_admin.ui.theme import STYLE_ARGUMENTS, apply_stylesheet, apply_theme

if TYPE_CHECKING:
    from gong_admin.ui.front import Front

_SWITCH_INTERVAL = 0.0005  # seconds; with the default of 5 ms a busy worker makes scrolling stutter
_PATIENCE = 300  # milliseconds; a window that opens minimised is never painted


@dataclass(slots=True)
class Opening:
    """What the program has before its loop. `styled`: Qt was started with our style. `front` is
    there once it is shown."""

    qt: QApplication
    styled: bool
    crashes: CrashReporter
    settings: Settings
    connections: Connections
    front: Front | None = None


def begin() -> Opening:
    """Qt, the log, the crash reporter, and what is kept on this computer."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    log.configure(paths.log_dir())
    running = QApplication.instance()
    qt = running or QApplication([*sys.argv[:1], *STYLE_ARGUMENTS])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("Gong Admin")
    qt.setApplicationVersion(__version__)
    qt.setDesktopFileName("gong-admin")
    # Closing the last window ends nothing: shutdown has its own order.
    qt.setQuitOnLastWindowClosed(False)
    # Before any module with texts is loaded: some are constants.
    language.install(qt)
    crashes = CrashReporter(paths.crash_dir())
    crashes.install()
    return Opening(
        qt,
        running is None,
        crashes,
        Settings(paths.settings_file()),
        Connections(paths.connections_file()),
    )


def show_front(opening: Opening, options: Options) -> Front:
    """Dress the program and show its window, saying already what will be opened in it."""
    from gong_admin.ui.front import demo_words, make_front, opening_words
    from gong_admin.ui.panels import PANELS

    choices = opening.settings.choices
    scale = choices.text_percent / 100
    apply_theme(opening.qt, choices.theme, text_scale=scale, styled=opening.styled, sheet=False)
    opening.front = front = make_front(opening.settings, opening.connections, PANELS)
    apply_stylesheet(opening.qt)
    last = opening.connections.get(choices.last_connection)
    if options.demo and options.tour is None:  # a tour begins with the welcome
        front.start_page.show_opening(demo_words())
    elif last is not None:
        front.start_page.show_opening(opening_words(last.name))
    front.window.show()
    return front


def wait_until_painted(window: QWidget) -> None:
    """Let Qt paint a window that was just shown. Before the program's loop runs, not in it."""
    loop = QEventLoop()
    watch = _Watch(loop)
    window.installEventFilter(watch)
    QTimer.singleShot(_PATIENCE, loop.quit)
    # Nobody listens yet: keys and clicks stay where they are until somebody does.
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    window.removeEventFilter(watch)


class _Watch(QObject):
    """Ends a loop with the paint event of what it watches; the rest is painted in the same go."""

    def __init__(self, loop: QEventLoop) -> None:
        super().__init__(loop)
        self._loop = loop

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._loop.quit()
        return super().eventFilter(watched, event)
