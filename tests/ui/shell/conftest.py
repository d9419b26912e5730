"""A window at work on the sandbox, with the real panels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gong_admin.api.credentials import KeyPair
from gong_admin.runtime import paths
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.connections import Connection, ConnectionKind, Connections
from gong_admin.runtime.credentials import CredentialStore
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.settings import Settings
from gong_admin.ui.panels import PANELS
from gong_admin.ui.services import Services
from gong_admin.ui.theme import apply_theme
from gong_admin.ui.window_commands import WindowCommands
from gong_admin.ui.workbench import Workbench


class Answers:
    """Answers the window's questions as a test was told to; keeps what was asked."""

    def __init__(self) -> None:
        self.agree = True
        self.asked: list[str] = []
        self.texts: list[str] = []
        self.reviews: list[Any] = []
        self.conflicts: list[Any] = []
        self.side = ""
        self.wanted: Any = None
        self.folders: Any = None
        self.outcomes: list[Any] = []
        self.choices: list[str] = []

    async def confirm(
        self, title: str, text: str, action: str, *, danger: bool = False, way_out: str = ""
    ) -> bool:
        self.asked.append(title)
        self.texts.append(text)
        return self.agree

    async def review(self, review: Any) -> bool:
        self.asked.append(review.title)
        self.reviews.append(review)
        return self.agree

    async def resolve_conflict(self, conflict: Any) -> Any:
        """Everything as `side` says, "" to give up."""
        self.conflicts.append(conflict)
        if not self.side:
            return None
        return {row.key: row.choice or self.side for row in conflict.rows}

    async def review_many(self, review: Any) -> bool:
        self.asked.append(review.title)
        self.reviews.append(review)
        return self.agree

    async def show_outcomes(self, outcomes: Any) -> str:
        """The next of `choices`, "close" at their end."""
        self.outcomes.append(outcomes)
        return self.choices.pop(0) if self.choices else "close"

    async def new_profile(self, asked: Any) -> Any:
        """As the test says: a function of what is asked."""
        self.asked.append(asked.title)
        return self.wanted(asked) if self.wanted else None

    async def match_folders(self, asked: Any) -> Any:
        self.asked.append(asked.workspace)
        return self.folders(asked) if self.folders else None

    async def save_file(self, *_: Any) -> None:
        return None

    async def open_file(self, *_: Any) -> None:
        return None

    async def open_folder(self, *_: Any) -> None:
        return None


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def services(loop: Any, home: Any, qapp: Any) -> Iterator[Services]:
    apply_theme(qapp, "light")
    services = Services(
        Bridge(),
        Settings(paths.settings_file()),
        Connections(paths.connections_file()),
        CredentialStore(),
        Journal(paths.journal_file()),
    )
    yield services
    loop.run_until_complete(services.bridge.shut_down(5))
    services.settings.flush()
    services.credentials.close()


@pytest.fixture
def bench(services: Services, answers: Answers, qtbot: Any, run: Any) -> Iterator[Workbench]:
    """A window without a connection."""
    bench = Workbench(services, PANELS, prompts=answers)
    commands = WindowCommands(bench, PANELS)
    bench.window.resize(1440, 900)
    bench.window.show()
    yield bench
    commands.closing.close_window()
    run(bench.finished())
    bench.window.deleteLater()
    bench.deleteLater()


@pytest.fixture
def connect(bench: Workbench, sandbox: Any, run: Any) -> Callable[..., Any]:
    """`connect(users=200)` opens the sandbox in the window and returns it."""

    def open_sandbox(**options: Any) -> Any:
        running = sandbox(**options)
        services = bench.services
        services.settings.update(calls_per_second=90.0, background_share=1.0)
        connection = Connection(
            name="Orvane",
            base_url=running.base_url,
            id="demo",
            kind=ConnectionKind.DEMO,
            read_only=False,
        )
        run(bench.open(connection, KeyPair(running.access_key, running.access_key_secret)))
        return running

    return open_sandbox
