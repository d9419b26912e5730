"""What the program opens when it starts: the demo, the connection used last, or the welcome."""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from gong_admin.api.credentials import KeyPair
from gong_admin.app import App
from gong_admin.opening import show_front
from gong_admin.runtime.connections import AuthKind, Connection, ConnectionKind
from gong_admin.runtime.crash import CrashReport
from gong_admin.runtime.files import set_aside
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.runtime.screen_lock import ScreenLockWatch
from gong_admin.ui.front import demo_words
from gong_admin.ui.links import open_folder
from gong_admin.ui.panels import PANELS
from gong_admin.ui.services import Services
from gong_admin.ui.theme import apply_theme
from gong_admin.ui.widgets.toast import show_toast
from gong_admin.ui.window_commands import WindowCommands
from gong_admin.ui.workbench import Workbench

if TYPE_CHECKING:
    from gong_admin.sandbox.process import Sandbox

DEMO_COMPANY = translate("windows", "Orvane")
DEMO_ID = "demo"
_SETTLE_AFTER = 200  # milliseconds
_WATCH_EVERY = 1000  # milliseconds


async def build(app: App) -> None:
    """Bring the window to life that the program shows already, or show it now; open in it what
    the user will want to see."""
    choices = app.settings.choices
    if app.opening.front is None:
        show_front(app.opening, app.options)
    app.settings.changed.connect(lambda name: _restyle(app, name))
    bench = make_window(app)
    if not bench.window.isVisible():  # closed before anybody listened
        app.quit()
        return
    # Once it is painted: this takes as long as painting does.
    QTimer.singleShot(_SETTLE_AFTER, app.collector, app.collector.settle)
    app.crashes.on_crash = functools.partial(_tell_crash, bench)
    if app.options.tour is not None:
        from gong_admin.tour.tour import start

        start(app, bench)
    elif app.options.demo:
        bench.start(open_demo(app, bench))
    elif choices.last_connection and app.connections.get(choices.last_connection):
        bench.open_saved(choices.last_connection)
    else:
        _tell_damage(bench)


def make_window(app: App) -> Workbench:
    """A window without a connection. It is closed with the program at the latest."""
    services = Services(app.bridge, app.settings, app.connections, app.credentials, app.journal)
    bench = Workbench(services, PANELS, front=app.opening.front)
    commands = WindowCommands(bench, PANELS)

    bench.connection_opened.connect(app.collector.settle_soon)
    bench.demo_requested.connect(lambda: bench.start(open_demo(app, bench)))
    watch = ScreenLockWatch(bench)
    watch.locked.connect(bench.lock_changes)

    async def close() -> None:
        commands.closing.close_window()
        await bench.finished()
        bench.window.deleteLater()

    app.closing.append(close)
    return bench


async def open_demo(
    app: App, bench: Workbench, *, users: int = 1200, latency_ms: float = 80
) -> Sandbox | None:
    """Start the sandbox and open it as the demo tenant; None where it could not start."""
    from gong_admin.sandbox.process import SandboxFailed

    bench.leave()
    bench.wanted_connection = DEMO_ID
    bench.show_starting(demo_words())
    try:
        sandbox = await app.demo.sandbox(users=users, latency_ms=latency_ms)
    except SandboxFailed as problem:
        bench.show_problem(
            UserMessage(
                Severity.ERROR,
                translate("windows", "The demo company could not be started"),
                str(problem),
                actions=(ActionKind.RETRY, ActionKind.COPY_DETAILS),
            )
        )
        return None
    await open_sandbox(bench, sandbox)
    _watch(bench, sandbox)
    return sandbox


def _watch(bench: Workbench, sandbox: Sandbox) -> None:
    """Offer the demo anew when its process has gone: no retry reaches it any more, the next one
    listens elsewhere."""
    timer = QTimer(bench, interval=_WATCH_EVERY)

    def look() -> None:
        session = bench.session
        if session is None or session.connection.base_url != sandbox.base_url:
            timer.stop()
            timer.deleteLater()
        elif not sandbox.running:
            timer.stop()
            timer.deleteLater()
            bench.leave()
            bench.show_problem(
                UserMessage(
                    Severity.WARNING,
                    translate("windows", "The demo company has ended"),
                    translate(
                        "windows",
                        "Its program on this computer was stopped. Starting it again gives the "
                        "same company, without what was changed in it.",
                    ),
                    actions=(ActionKind.RETRY,),
                )
            )

    timer.timeout.connect(look)
    timer.start()


async def open_sandbox(bench: Workbench, sandbox: Sandbox) -> None:
    """Open a running sandbox as the demo tenant."""
    connection = Connection(
        name=DEMO_COMPANY,
        base_url=sandbox.base_url,
        id=DEMO_ID,
        kind=ConnectionKind.DEMO,
        colour="teal",
        auth=AuthKind.KEY_PAIR,
        read_only=False,
        last_used=dt.datetime.now(dt.UTC),
    )
    await bench.open(connection, KeyPair(sandbox.access_key, sandbox.access_key_secret))


def _tell_damage(bench: Workbench) -> None:
    """Files that could not be read were set aside: whoever misses a connection has to know."""
    damaged = set_aside()
    if damaged:
        names = ", ".join(sorted(file.name for file, _ in damaged))
        bench.show_problem(
            UserMessage(
                Severity.WARNING,
                translate("windows", "Something kept on this computer could not be read"),
                translate(
                    "windows",
                    "{0}: damaged or not readable, so the program begins anew without. The "
                    "old files are still there, and keys are kept elsewhere.",
                ).format(names),
                tuple((file.name, str(kept)) for file, kept in damaged),
                (ActionKind.COPY_DETAILS,),
            )
        )


def _tell_crash(bench: Workbench, report: CrashReport) -> None:
    """A fault of ours: said once, without a traceback; the report lies beside the log."""
    if report.file is None:
        bench.toast(
            translate("windows", "Something went wrong inside Gong Admin."), icon="warning-fill"
        )
        return
    toast = show_toast(
        bench.window,
        translate(
            "windows",
            "Something went wrong inside Gong Admin. A report without personal data was saved.",
        ),
        icon="warning-fill",
        action=translate("windows", "Open folder"),
    )
    toast.action_triggered.connect(functools.partial(open_folder, report.file.parent))


def _restyle(app: App, setting: str) -> None:
    if setting in ("theme", "text_percent"):
        choices = app.settings.choices
        apply_theme(app.qt, choices.theme, text_scale=choices.text_percent / 100)
