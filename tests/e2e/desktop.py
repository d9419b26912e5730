"""A desktop of its own for the program under test: a screen, a bus, a keyring, a pair of hands.

Nothing of the machine's own desktop is used or changed: home, runtime folder, bus and keyring are
made for one test and gone after it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
TOOLS = ("Xvfb", "xdotool", "dbus-daemon", "gnome-keyring-daemon", "secret-tool")
_LOOK_EVERY = 0.05
# What would lead the program to the machine's own desktop, or away from a real window.
_FOREIGN = (
    "GONG_ADMIN_HOME",
    "PYTHON_KEYRING_BACKEND",
    "QT_QPA_PLATFORM",
    "QT_SCALE_FACTOR",
    "WAYLAND_DISPLAY",
    "DISPLAY",
)


def missing_tools() -> list[str]:
    return [tool for tool in TOOLS if shutil.which(tool) is None]


def runtime_folder() -> Path:
    """A new, short one: a socket's path may have 107 bytes, which a test's own folder can take up
    alone."""
    return Path(tempfile.mkdtemp(prefix="ga-", dir="/tmp"))


def until(look: Callable[[], T], what: str, seconds: float = 20) -> T:
    """The first true answer of `look`; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, f"waited {seconds:g} s for {what}"
        time.sleep(_LOOK_EVERY)
    return found


class Desktop:
    """`env` is the environment of whatever runs on it. Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir(mode=0o700)
        self._stack = ExitStack()
        self._runtime = runtime_folder()
        self.env = {
            name: value
            for name, value in os.environ.items()
            if name not in _FOREIGN and not name.startswith(("XDG_", "DBUS_", "GNOME_", "PYTEST"))
        }
        self.env |= {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(self._runtime)}

    def __enter__(self) -> Desktop:
        with self._stack:
            self._stack.callback(shutil.rmtree, self._runtime, ignore_errors=True)
            self._start_screen()
            self._start_bus()
            self._start_keyring()
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    # -- its parts -----------------------------------------------------------------------------

    def _start_screen(self) -> None:
        read, write = os.pipe()
        with os.fdopen(read) as told:
            try:
                self._run(
                    ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-noreset"],
                    pass_fds=[write],
                )
            finally:
                os.close(write)
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        self.env["DISPLAY"] = f":{number}"

    def _start_bus(self) -> None:
        bus = self._run(
            ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE
        )
        assert bus.stdout is not None
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()

    def _start_keyring(self) -> None:
        keyring = self._run(
            ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"],
            stdin=subprocess.PIPE,
        )
        assert keyring.stdin is not None
        keyring.stdin.write(b"made-up")
        keyring.stdin.close()
        until(
            lambda: (self.home / ".local/share/keyrings/login.keyring").exists(),
            "the keyring to be there",
        )

    def _run(
        self,
        command: Sequence[str],
        *,
        stdin: int = subprocess.DEVNULL,
        stdout: int = subprocess.DEVNULL,
        pass_fds: Sequence[int] = (),
    ) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command,
            env=self.env,
            stdin=stdin,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            pass_fds=pass_fds,
        )
        self._stack.callback(_end, process)
        return process

    # -- the program ---------------------------------------------------------------------------

    def start(self, *arguments: str) -> Program:
        """Start the program as from a terminal on this desktop."""
        program = Program(self, arguments)
        self._stack.callback(program.end)
        return program

    # -- hands and eyes ------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys, "ctrl+k" or "Return", in whatever has the keyboard."""
        self._xdotool("key", "--clearmodifiers", *keys)

    def type(self, text: str) -> None:
        self._xdotool("type", "--clearmodifiers", "--delay", "8", text)

    def window(self, title: str) -> str:
        """The id of the window with that title, once it is there; it gets the keyboard."""
        found = until(lambda: self._search(title), f"a window “{title}”")
        # There is no window manager that would give the keyboard to what is newly opened.
        self._xdotool("windowfocus", "--sync", found)
        return found

    def has_window(self, title: str) -> bool:
        return bool(self._search(title))

    def _search(self, title: str) -> str:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"],
            env=self.env,
            capture_output=True,
            text=True,
            check=False,  # nothing found is an answer
        )
        return found.stdout.split("\n")[0]

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.env, check=True, timeout=30)

    def secret(self, **attributes: str) -> str:
        """What the keyring keeps under these attributes, "" for nothing."""
        wanted = [part for pair in attributes.items() for part in pair]
        found = subprocess.run(
            ["secret-tool", "lookup", *wanted],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        return found.stdout


class Program:
    """The running program."""

    def __init__(self, desktop: Desktop, arguments: Sequence[str]) -> None:
        self.output: IO[bytes] = (desktop.home / f"output-{time.monotonic_ns()}").open("w+b")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "gong_admin", *arguments],
            cwd=ROOT,
            env=desktop.env,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
        )

    @property
    def pid(self) -> int:
        return self.process.pid

    def ended(self) -> int:
        """Its exit code, once it has ended by itself."""
        return self.process.wait(20)

    def said(self) -> str:
        self.output.seek(0)
        return self.output.read().decode()

    def end(self) -> None:
        _end(self.process)
        self.output.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process for good."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
    if process.poll() is None:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
