"""The program as a process: its start, its end, and what the desktop tells it."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from gong_admin import app as program
from gong_admin.api.catalogue import operation
from gong_admin.runtime.journal import Journal

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")

READY = """
    import asyncio, sys, threading
    from gong_admin import app as program, windows
    from gong_admin.options import Options

    async def build(app):
        await windows.build(app)
        {more}
        print("ready", flush=True)

    sys.exit(program.run(Options(), build))
"""


def start(home: Path, more: str = "pass") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(READY).format(more=more)],
        cwd=ROOT,
        env={**os.environ, "GONG_ADMIN_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_sigterm_ends_it_in_order_and_saves(home):
    with start(home, "app.settings.update(theme='dark')") as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    assert '"theme": "dark"' in (home / "config" / "settings.json").read_text()
    assert "Traceback" not in err
    assert list((home / "log" / "crashes").iterdir()) == []


def test_a_call_that_never_returns_does_not_hold_the_end(home):
    more = (
        "hang = lambda: (print('hanging', flush=True), threading.Event().wait()); "
        "asyncio.ensure_future(app.bridge.run(hang)); "
        "program._SHUTDOWN_SECONDS = 0.2"
    )
    with start(home, more) as process:
        assert process.stdout is not None
        assert {process.stdout.readline(), process.stdout.readline()} == {"ready\n", "hanging\n"}
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "still running at the end" in err


def test_a_fault_in_the_window_is_reported_and_the_program_goes_on(home):
    more = (
        "from PySide6.QtCore import QTimer; QTimer.singleShot(0, lambda: 1 / 0); "
        "app.crashes.on_crash = lambda report: print(report.file.name, flush=True)"
    )
    with start(home, more) as process:
        assert process.stdout is not None
        told = {process.stdout.readline().strip(), process.stdout.readline().strip()}
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 0
    (report,) = (home / "log" / "crashes").glob("crash-*")
    assert told == {"ready", report.name}
    assert "ZeroDivisionError" in report.read_text()


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("dbus-send")), reason="needs D-Bus"
)
def test_the_desktop_locks_the_screen():
    program = """
        import subprocess, sys
        from PySide6.QtCore import QCoreApplication, QTimer
        from gong_admin.runtime.screen_lock import ScreenLockWatch

        app = QCoreApplication(sys.argv)
        watch = ScreenLockWatch()
        assert "org.freedesktop.ScreenSaver" in watch.sources, watch.sources
        heard = []
        watch.locked.connect(lambda: (heard.append(1), print("locked"), app.quit()))

        def say(active):
            subprocess.run(["dbus-send", "--session", "--type=signal", "/ScreenSaver",
                "org.freedesktop.ScreenSaver.ActiveChanged", f"boolean:{active}"], check=True)

        QTimer.singleShot(0, lambda: (say("false"), say("true")))
        QTimer.singleShot(20000, app.quit)
        app.exec()
        assert heard == [1]
    """
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", textwrap.dedent(program)],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key != "DBUS_SESSION_BUS_ADDRESS"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout == "locked\n", done.stderr


@pytest.mark.parametrize(
    ("unanswered", "longest", "noted"),
    [(True, 60.0, True), (True, 0.1, False), (False, 60.0, False)],
)
def test_what_has_left_for_gong_is_waited_for_longer_than_the_rest(
    run, loop, monkeypatch, unanswered, longest, noted
):
    monkeypatch.setattr(program, "_SHUTDOWN_SECONDS", 0.1)
    monkeypatch.setattr(program, "_ANSWER_SECONDS", longest)
    answer = asyncio.Event()

    async def closing():
        await answer.wait()

    loop.call_later(1.0, answer.set)
    assert run(program.ended(closing(), lambda: unanswered)) == noted


def test_the_journal_knows_what_is_unanswered(home, tmp_path):
    journal, op = Journal(tmp_path / "journal.jsonl"), operation("deleteMeeting")
    entry = journal.begin(op, tenant="https://api.gong.io", connection="Acme")
    assert journal.unanswered
    journal.finish(entry, op, "done")
    assert not journal.unanswered


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")
@pytest.mark.parametrize(
    ("display", "said"),
    [
        ({}, "There is no display to show a window on."),
        ({"DISPLAY": ":977"}, "none answers at DISPLAY (:977)"),
        ({"WAYLAND_DISPLAY": "wayland-977"}, "none answers at WAYLAND_DISPLAY (wayland-977)"),
        ({"DISPLAY": ":977", "QT_QPA_PLATFORM": "wayland;xcb"}, "none answers at DISPLAY (:977)"),
        ({"DISPLAY": ":977", "QT_QPA_PLATFORM": "wishes"}, "no platform of the name"),
    ],
)
def test_without_a_display_it_says_so_and_what_can_be_done(home, display, said):
    done = begun_on(home, display, "sys.exit(main())")
    assert done.returncode == 2
    assert said in done.stderr
    assert "--tour" in done.stderr or "QT_QPA_PLATFORM" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")
def test_pictures_need_no_display(home):
    asks = "from gong_admin import desktop; print(desktop.missing(pictures=True) or 'none', "
    done = begun_on(home, {"DISPLAY": ":977"}, f"{asks} os.environ['QT_QPA_PLATFORM'])")
    assert done.stdout == "none offscreen\n"


def begun_on(home, display, more):
    known = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"}
    rest = {name: value for name, value in os.environ.items() if name not in known}
    return subprocess.run(
        [sys.executable, "-c", f"import os, sys; from gong_admin.__main__ import main; {more}"],
        cwd=ROOT,
        env=rest | {"GONG_ADMIN_HOME": str(home)} | display,
        capture_output=True,
        text=True,
        timeout=60,
    )
