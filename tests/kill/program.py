"""The program that is killed, seen from outside: what it said, and what it is told."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Protocol

from gong_admin.runtime.paths import HOME_VARIABLE

ROOT = Path(__file__).parents[2]


class Listener(Protocol):
    """Who hears it; on another thread."""

    def hear(self, told: dict[str, Any]) -> Any:
        """What is said to the program in answer."""

    def see(self, shown: list[tuple[int, str]]) -> None:
        """Subjects in the states that a window shows them in."""


class Program:
    """The process, what it said, and what it was told."""

    def __init__(self, home: Path, told: dict[str, Any], judge: Listener) -> None:
        self._judge = judge
        self.ready = threading.Event()
        self.was_ready = False
        self.done = False
        self._complaints = (home / "complaints.txt").open("ab")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.kill.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            cwd=ROOT,
            env={
                **os.environ,
                HOME_VARIABLE: str(home),
                "TMPDIR": str(home),
                "QT_QPA_PLATFORM": "offscreen",
            },
        )
        self._say(told)
        self._reader = threading.Thread(target=self._read, name="kill-reader", daemon=True)
        self._reader.start()

    def kill(self) -> None:
        self._process.kill()
        self.wait(10)

    def wait(self, seconds: float) -> int:
        """Wait for its end, and take the last of what it said."""
        try:
            return self._process.wait(seconds)
        finally:
            self._process.kill()
            self._process.wait()
            self._reader.join()
            for stream in (self._process.stdin, self._process.stdout, self._complaints):
                assert stream is not None
                with contextlib.suppress(OSError):
                    stream.close()

    def ended(self, seconds: float) -> bool:
        """Wait at most so long; whether it has ended by itself."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        return self._process.poll() is not None

    def _say(self, what: Any) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # it was killed
            self._process.stdin.write(json.dumps(what).encode() + b"\n")
            self._process.stdin.flush()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if not line.endswith(b"\n"):
                break  # killed while it spoke
            told = json.loads(line)
            if "ready" in told:
                self.was_ready = True
                self.ready.set()
            elif "done" in told:
                self.done = True
            elif "shown" in told:
                self._judge.see(told["shown"])
            else:
                self._say(self._judge.hear(told))
        self.ready.set()
