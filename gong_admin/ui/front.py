"""A window before anything works behind it: its bars, and the start page.

The program shows this first (see `gong_admin.opening`) and loads the rest while the person looks
at it. So it knows nothing of what opens a connection: no asyncio, nothing of Gong's operations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gong_admin.runtime.connections import Connection, Connections
from gong_admin.runtime.jobs import Jobs
from gong_admin.runtime.language import translate
from gong_admin.runtime.settings import Settings
from gong_admin.ui.main_window import MainWindow
from gong_admin.ui.panel_spec import PanelSpec
from gong_admin.ui.shell.start_page import StartPage


@dataclass(frozen=True, slots=True)
class Front:
    """What can be seen without a connection. `jobs` are those that the status bar shows."""

    jobs: Jobs
    window: MainWindow
    start_page: StartPage

    def show_connection(self, connection: Connection) -> None:
        """Say what is open, in its colour."""
        self.window.top_bar.show_connection(connection)
        self.window.status_bar.show_connection(connection)
        self.window.setWindowTitle(f"{connection.name} – Gong Admin")

    def show_no_connection(self) -> None:
        """Offer what can be opened."""
        window = self.window
        window.show_navigation(False)
        window.top_bar.show_connection(None)
        window.status_bar.show_connection(None)
        window.status_bar.show_usage(None, 0.0)
        window.setWindowTitle("Gong Admin")
        self.start_page.show_connections()
        window.show_page(self.start_page)
        self.start_page.focus_first()


def make_front(settings: Settings, connections: Connections, panels: Sequence[PanelSpec]) -> Front:
    """A window as it was left, with nothing open in it; not shown yet."""

    def reading_rate() -> float:
        return settings.choices.reading_rate

    jobs = Jobs(calls_per_second=reading_rate)
    window = MainWindow(panels, jobs)
    jobs.setParent(window)
    front = Front(jobs, window, StartPage(connections))
    window.restore(settings.choices.window)
    front.show_no_connection()
    return front


def demo_words() -> str:
    """What the window says while the demo company starts."""
    return translate("front", "Starting the demo company…")


def opening_words(name: str) -> str:
    """What the start page says while the connection `name` is opened."""
    return translate("front", "Opening {0}…").format(name)
