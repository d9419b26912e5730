"""Everything that can go wrong between here and Gong, in every panel.

Each fault strikes twice: when a panel is opened, and when what it shows is read again. Both times
it is told in words an administrator understands, what was shown stays, and the button in the
message brings what was missing.
"""

from __future__ import annotations

import functools
import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests.adapters
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gong_admin.api import client as api_client
from gong_admin.api.retry import RetryPolicy
from gong_admin.runtime.message import ActionKind
from gong_admin.services.snapshots.content import Options
from gong_admin.ui.widgets.basics import ElidedLabel, Label
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.states import ErrorState
from tests.ui.panels.conftest import answers, bench, open_panel, services

__all__ = ["answers", "bench", "open_panel", "services"]

_USERS = 200  # two pages
_PATIENCE = 15_000  # milliseconds that a test waits for what has to come


@dataclass(frozen=True)
class Trouble:
    """How a fault is told: its title, and a word that text or details must have."""

    title: str
    names: str = ""
    actions: frozenset[ActionKind] = frozenset({ActionKind.RETRY})


_RELOAD = frozenset({ActionKind.RELOAD})
TROUBLES = {
    "rate-limit": Trouble("Gong takes no more calls for now", "Try again"),
    "rate-limit-hours": Trouble("Gong takes no more calls for now", "takes calls again"),
    "server-error": Trouble("Gong has a problem", "500"),
    "drop": Trouble("The connection broke off", "before the answer"),
    "truncate": Trouble("The answer was not readable", "cut off"),
    "html": Trouble("The answer was not readable", "proxy"),
    "missing-scope": Trouble("This key is not allowed to do that", "api:"),
    "revoked-key": Trouble("Gong did not accept the key", "revoked"),
}
# These strike at the second page, and only users have one here.
WALKS = {
    "cursor-expired": Trouble("Reading took longer than Gong allows", "start again", _RELOAD),
    "cursor-loop": Trouble("Gong repeats the same page", "what had come is kept", _RELOAD),
}


# -- the panels --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Panel:
    """`lists` are the datasets it cannot do without, `content` what a person sees of them,
    `operation` reads the first of them."""

    key: str
    operation: str
    lists: tuple[str, ...]
    content: Callable[[Any], Any]


def _rows(presenter: Any) -> list[str]:
    model = presenter.view.table.model
    return list(model.keys(range(model.rowCount())))


def _figures(presenter: Any) -> Any:
    tiles = {key: tile.accessibleName() for key, tile in presenter.view.tiles.items()}
    del tiles["calls"]  # counts the attempts as well
    return tiles, len(presenter.view.events.entries())


def _profiles(presenter: Any) -> Any:
    return presenter.view.side.titles(), presenter.view.header.caption().split(" · ")[:1]


def _matrix(presenter: Any) -> Any:
    matrix = presenter.matrix
    return [profile.name for profile in matrix.profiles], matrix.rowCount()


def _folders(presenter: Any) -> Any:
    model = presenter.view.folders.tree.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def _offer(presenter: Any) -> Any:
    """What reading the rest takes, which is not done without asking."""
    return presenter.knowledge.lacking()


PANELS = (
    Panel(
        "overview",
        "listTrackers",
        ("workspaces", "users", "profiles", "trackers", "folders"),
        _figures,
    ),
    Panel("users", "listUsers", ("users",), _rows),
    Panel("profiles", "listPermissionProfile", ("workspaces", "profiles", "folders"), _profiles),
    Panel("compare", "listPermissionProfile", ("workspaces", "profiles", "folders"), _matrix),
    Panel("workspaces", "listWorkspaces", ("workspaces",), _rows),
    Panel("trackers", "listTrackers", ("trackers",), _rows),
    Panel("library", "getLibraryStructure", ("workspaces", "folders"), _folders),
    Panel("access", "listPermissionProfile", ("workspaces", "users", "profiles"), _offer),
)


# -- what a person sees and does ---------------------------------------------------------------


def messages(view: Any) -> list[Any]:
    """The messages in sight: bars above, and errors in place of the rows."""
    found = [*view.findChildren(MessageBar), *view.findChildren(ErrorState)]
    return [one for one in found if one.isVisible()]


def words(widget: Any) -> str:
    """All that a widget says, with its details unfolded."""
    if isinstance(widget, MessageBar):
        widget.show_details()
    labels = [label for label in widget.findChildren(Label) if label.isVisibleTo(widget)]
    return " ".join(
        label.whole_text() if isinstance(label, ElidedLabel) else label.text() for label in labels
    )


def buttons(widget: Any, kinds: frozenset[ActionKind]) -> list[Button]:
    """The buttons of a message for one of these actions."""
    values = {kind.value for kind in kinds}
    return [
        button
        for button in widget.buttons()
        if button.property("action") in values or button.property("key") in values
    ]


_PROGRAMMERS = re.compile(
    r"Traceback|\bNone\b|\b[A-Za-z]*(Error|Exception)\b|\b[a-z_]+\.[a-z_]+\.[a-z_]+\(|0x[0-9a-f]{6}"
)


def check(shown: Any, trouble: Trouble) -> None:
    """The message says what it has to, in words that are not a programmer's."""
    said = words(shown)
    assert trouble.title in said
    assert trouble.names in said
    assert not _PROGRAMMERS.search(said), said
    assert buttons(shown, trouble.actions), f"nothing to press in: {said}"


def press_retry(view: Any) -> None:
    """Press every button in sight that tries again."""
    both = frozenset({ActionKind.RETRY, ActionKind.RELOAD})
    for message in messages(view):
        for button in buttons(message, both):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def off_the_window(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails a test in which the window's own thread waited for an answer of Gong's."""
    waited: list[threading.Thread] = []
    send = requests.adapters.HTTPAdapter.send

    def watched(adapter: Any, *args: Any, **kwargs: Any) -> Any:
        waited.append(threading.current_thread())
        return send(adapter, *args, **kwargs)

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", watched)
    yield
    assert waited, "nothing was asked of Gong"
    assert threading.main_thread() not in waited


@pytest.fixture(autouse=True)
def short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The client tries as often as it does; only the waits between are shorter."""
    quick = functools.partial(RetryPolicy, attempts=2, first_wait=0.02, longest_wait=0.05)
    monkeypatch.setattr(api_client, "RetryPolicy", quick)


@pytest.fixture
def gong(sandbox: Any) -> Iterator[Any]:
    """The company that all these tests share, without faults before and after."""
    shared = sandbox(users=_USERS)
    shared.control("faults", method="DELETE")
    yield shared
    shared.control("faults", method="DELETE")


def tells(bench: Any, panel: Panel, trouble: Trouble, qtbot: Any) -> None:
    """Waits until the panel has stopped reading and says so, and checks what it says."""
    view, lists = bench.panel(panel.key).view, [bench.data.by_name(name) for name in panel.lists]

    def stopped() -> bool:
        busy = bench.jobs.running or any(one.loading for one in lists)
        return not busy and bool(messages(view))

    qtbot.waitUntil(stopped, timeout=_PATIENCE)
    for message in messages(view):
        check(message, trouble)


def recovered(bench: Any, panel: Panel) -> bool:
    """Whether the panel shows all it can, nothing in it waits, and no message is left."""
    view = bench.panel(panel.key).view
    return (
        all(bench.data.by_name(name).complete for name in panel.lists)
        and not bench.jobs.running
        and not bench.panel(panel.key).scope.busy
        and not getattr(bench.panel(panel.key), "busy", False)
        and not messages(view)
        and not (hasattr(view, "table") and getattr(view.table.model, "busy", False))
        and (panel.key != "overview" or bool(view.events.entries()))
    )


# -- the tests ---------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", TROUBLES)
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.key)
def test_a_panel_tells_keeps_and_recovers(
    panel, fault, open_panel, bench, gong, qtbot, off_the_window
):
    trouble = TROUBLES[fault]
    # Each 429 takes its second: one list has to do.
    only = {"operations": [panel.operation]} if fault == "rate-limit" else {}
    on, off = {fault: {"rate": 1, **only}}, {fault: 0}

    # Nothing has come: it says so in place of what it would show.
    gong.control("faults", on)
    shown = open_panel(panel.key, users=_USERS)
    tells(bench, panel, trouble, qtbot)
    gong.control("faults", off)
    press_retry(shown.view)
    qtbot.waitUntil(lambda: recovered(bench, panel), timeout=_PATIENCE)
    before = panel.content(shown)
    if panel.key in ("profiles", "compare") and fault == "missing-scope":
        return  # Gong asks for no scope there; it was the workspaces that could not be read

    # It is read again, and that fails: what was there is still there.
    gong.control("faults", on)
    shown.refresh()
    tells(bench, panel, trouble, qtbot)
    assert panel.content(shown) == before
    gong.control("faults", off)
    press_retry(shown.view)
    qtbot.waitUntil(lambda: recovered(bench, panel), timeout=_PATIENCE)
    assert panel.content(shown) == before


@pytest.mark.parametrize("fault", WALKS)
@pytest.mark.parametrize("key", ["users", "overview"])
def test_a_walk_that_breaks_off_keeps_its_pages(
    key, fault, open_panel, bench, gong, qtbot, off_the_window
):
    panel = next(one for one in PANELS if one.key == key)
    gong.control("faults", {fault: {"rate": 1, "operations": ["listUsers"]}})
    shown = open_panel(key, users=_USERS)
    tells(bench, panel, WALKS[fault], qtbot)
    assert len(bench.data.users) == 100
    gong.control("faults", method="DELETE")
    press_retry(shown.view)
    qtbot.waitUntil(lambda: recovered(bench, panel), timeout=_PATIENCE)
    assert len(bench.data.users) == _USERS

    # Of a list that was whole, nothing is given up for a part of a newer one.
    before = panel.content(shown)
    gong.control("faults", {fault: {"rate": 1, "operations": ["listUsers"]}})
    shown.refresh()
    tells(bench, panel, WALKS[fault], qtbot)
    assert panel.content(shown) == before


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.key)
def test_a_slow_answer_is_waited_for_in_a_live_window(
    panel, open_panel, bench, gong, qtbot, off_the_window
):
    gong.control("faults", {"latency": {"rate": 1, "seconds": 30}})
    shown = open_panel(panel.key, users=_USERS)
    qtbot.waitUntil(lambda: bool(bench.jobs.running), timeout=_PATIENCE)
    # Meanwhile the window does what it is told: other panels open, and come back.
    for other in PANELS:
        bench.navigate(other.key)
    bench.navigate(panel.key)
    bench.window.commands["cancel-jobs"].trigger()
    qtbot.waitUntil(lambda: not bench.jobs.running, timeout=_PATIENCE)
    assert not messages(shown.view)  # nothing has failed
    gong.control("faults", method="DELETE")
    shown.refresh()
    qtbot.waitUntil(
        lambda: (
            any(bench.data.by_name(name).complete for name in panel.lists)
            and not bench.jobs.running
        ),
        timeout=_PATIENCE,
    )


# -- snapshots: what is read is asked for ------------------------------------------------------


@pytest.mark.parametrize("fault", TROUBLES)
def test_a_snapshot_is_taken_and_compared_after_all(
    fault, open_panel, bench, gong, qtbot, off_the_window
):
    trouble = TROUBLES[fault]
    only = {"operations": ["listWorkspaces"]} if fault == "rate-limit" else {}
    on, off = {fault: {"rate": 1, **only}}, {fault: 0}
    shown = open_panel("snapshots", users=_USERS)
    view = shown.view

    def idle() -> bool:
        return not (bench.jobs.running or shown.scope.busy or shown.model.busy)

    def told() -> None:
        qtbot.waitUntil(lambda: idle() and bool(messages(view)), timeout=_PATIENCE)
        for message in messages(view):
            check(message, trouble)

    def entries() -> int:
        return len(shown.context.snapshots.entries)

    qtbot.waitUntil(lambda: bench.data.profiles.complete and idle(), timeout=_PATIENCE)
    gong.control("faults", on)
    shown.keeper.take(Options(members=False))
    told()
    assert not entries(), "half a snapshot would be taken for a whole one"
    gong.control("faults", off)
    press_retry(view)
    qtbot.waitUntil(lambda: entries() == 1 and idle(), timeout=_PATIENCE)
    assert not messages(view)
    before = view.header.title(), view.header.caption().split(" · ")[0]

    # Gong is asked again, and that fails: what was compared is still there.
    gong.control("faults", on)
    shown.refresh()
    told()
    assert (view.header.title(), view.header.caption().split(" · ")[0]) == before
    gong.control("faults", off)
    press_retry(view)
    qtbot.waitUntil(lambda: idle() and not messages(view), timeout=_PATIENCE)
    assert (view.header.title(), view.header.caption().split(" · ")[0]) == before
    assert entries() == 1


# -- the console: one request at a time, in its own place --------------------------------------


@pytest.fixture
def console(open_panel: Any, gong: Any, qtbot: Any) -> Any:
    """The console on the list of users, all pages of which have been read."""
    shown = open_panel("console", "listUsers", users=_USERS)
    shown.view.request.paging.choose("all")
    send(shown, qtbot)
    assert users_in(shown) == _USERS
    return shown


def send(console: Any, qtbot: Any) -> None:
    QTest.mouseClick(console.view.request.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: console.view.request.send.text() == "Send", timeout=_PATIENCE)


def users_in(console: Any) -> int:
    return len(json.loads(console.view.answer.json.text()).get("users", ()))


@pytest.mark.parametrize("fault", [*TROUBLES, *WALKS])
def test_the_console_tells_and_sends_again(fault, console, gong, qtbot, off_the_window):
    trouble = {**TROUBLES, **WALKS}[fault]
    gong.control("faults", {fault: {"rate": 1, "operations": ["listUsers"]}})
    send(console, qtbot)
    (message,) = messages(console.view)
    check(message, trouble)
    assert console.view.request.paging.mode == "all"  # what was asked for is still there
    if fault in WALKS:
        assert users_in(console) >= 100
    gong.control("faults", {fault: 0})
    press_retry(console.view)
    qtbot.waitUntil(lambda: not messages(console.view), timeout=_PATIENCE)
    qtbot.waitUntil(lambda: console.view.request.send.text() == "Send", timeout=_PATIENCE)
    assert users_in(console) == _USERS
