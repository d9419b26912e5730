"""A dressed application, and a table as a panel would hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gong_admin.models import steps
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.jobs import Jobs
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import apply_theme
from tests.ui.table.people import person_model


class Views:
    """Layouts kept in memory, as the settings keep them in their file."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}

    def view(self, name: str) -> dict[str, Any]:
        return dict(self.kept.get(name, {}))

    def set_view(self, name: str, layout: dict[str, Any]) -> None:
        self.kept[name] = layout


@dataclass
class Desk:
    """A table's surroundings, and what it said."""

    host: TableHost
    views: Views
    jobs: Jobs
    toasts: list[str] = field(default_factory=list)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A filter has done its work when it returns, however busy the machine is."""
    monkeypatch.setattr(steps, "perf_counter", lambda: 0.0)


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    apply_theme(qapp, "light")
    yield qapp
    qapp.clipboard().clear()


@pytest.fixture
def desk(dressed: QApplication, run: Callable[..., Any]) -> Iterator[Desk]:
    bridge, jobs, views, toasts = Bridge(), Jobs(), Views(), []
    host = TableHost(views, bridge, jobs, toasts.append)
    yield Desk(host, views, jobs, toasts)
    run(bridge.shut_down(2))


@pytest.fixture
def make_table(qtbot: QtBot, desk: Desk) -> Iterator[Callable[..., RecordTable]]:
    # qtbot holds its widgets weakly: a test's last reference would leave the table to a garbage
    # collection in the middle of its own painting.
    made: list[RecordTable] = []

    def make(count: int = 60, width: int = 1200) -> RecordTable:
        table = RecordTable(
            person_model(count),
            desk.host,
            table_id="people",
            name="Users",
            request=lambda language: f"{language} $GONG_URL/v2/users",
        )
        made.append(table)
        qtbot.addWidget(table)
        table.resize(width, 700)
        with qtbot.waitExposed(table):
            table.show()
        table.activateWindow()
        table.view.setFocus()
        return table

    yield make
    made.clear()
