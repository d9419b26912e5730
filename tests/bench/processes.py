"""Processes of the benchmark: each measurement has one of its own, with a home of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from gong_admin.runtime.paths import HOME_VARIABLE

_SCREEN = {"name": "bench", "x": 0, "y": 0, "width": 1600, "height": 1000, "dpr": 1}


class Failed(Exception):
    """A process of the benchmark did not do its work. The text is what it said."""


def run(module: str, *arguments: str, seconds: float = 600) -> dict[str, Any]:
    """Run a module of the benchmark; the object it prints on its last line."""
    with start(module, *arguments) as child:
        return child.result(seconds)


def start(module: str, *arguments: str) -> Child:
    """Start a module of the benchmark, and go on."""
    return Child(module, arguments)


class Child:
    """A running process. As a context manager, it does not outlive the block."""

    def __init__(self, module: str, arguments: tuple[str, ...]) -> None:
        self._home = tempfile.TemporaryDirectory(
            prefix="gong-admin-bench-", ignore_cleanup_errors=True
        )
        environment = {**os.environ, HOME_VARIABLE: self._home.name, "PYTHONFAULTHANDLER": "1"}
        # As on a user's machine, where the modules were compiled when they were first run.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        if not os.environ.get("DISPLAY"):
            screen = Path(self._home.name) / "screen.json"
            screen.write_text(json.dumps({"screens": [_SCREEN]}), encoding="ascii")
            environment.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={screen}")
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()
        self._home.cleanup()

    def result(self, seconds: float = 300) -> dict[str, Any]:
        """Wait for the end; the object printed on the last line. Raises `Failed`."""
        try:
            out, complaints = self._process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGABRT)  # tells where it was
            complaints = self._process.communicate()[1]
            raise Failed(f"not done after {seconds:g} s: {complaints}") from None
        lines = out.strip().splitlines()
        if self._process.returncode or not lines:
            raise Failed(f"exit code {self._process.returncode}: {complaints}{self._crashes()}")
        result: dict[str, Any] = json.loads(lines[-1])
        return result

    def _crashes(self) -> str:
        """What the program wrote about its own end."""
        folder = Path(self._home.name) / "log" / "crashes"
        files = sorted(folder.glob("*")) if folder.exists() else []
        return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files)
