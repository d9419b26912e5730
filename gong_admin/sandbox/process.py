"""Starts the sandbox as a process of its own, for the demo tenant and for tests.

    with Sandbox(users=200, rate=0) as sandbox:
        sandbox.base_url, sandbox.access_key, sandbox.access_key_secret, sandbox.bearer_token
        sandbox.control("faults", {"server-error": 0.5})

The process ends with the program that started it, also when that is killed: its standard input
closes then.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import json
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import IO, Any
from urllib.parse import urlsplit

START_TIMEOUT = 60.0
"""Seconds a company of 100,000 users may take to come up on a slow machine."""
_STOP_TIMEOUT = 5.0


class SandboxFailed(Exception):
    """The sandbox did not start, or does not do what it was told. The text says why."""


class Sandbox:
    """A running sandbox; starts on `start` or when entered as a context manager.

    The parameters are those of `gong-sandbox --help`. Credentials and address are there once it
    runs; the secrets never show in its repr.
    """

    def __init__(
        self,
        *,
        users: int = 1200,
        seed: int = 7,
        now: dt.datetime | str | None = None,
        rate: float = 3.0,
        daily: int = 10_000,
        latency_ms: float = 80,
        faults: Mapping[str, float] | None = None,
        port: int = 0,
        start_timeout: float = START_TIMEOUT,
    ) -> None:
        self._arguments = [f"--users={users}", f"--seed={seed}", f"--port={port}"]
        self._arguments += [f"--rate={rate}", f"--daily={daily}", f"--latency-ms={latency_ms}"]
        if now is not None:
            self._arguments.append(
                f"--now={now.isoformat() if isinstance(now, dt.datetime) else now}"
            )
        self._arguments += [f"--fault={name}={value}" for name, value in (faults or {}).items()]
        self._start_timeout = start_timeout
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None
        self.base_url = ""
        self.access_key = ""
        self.access_key_secret = ""
        self.bearer_token = ""

    def __repr__(self) -> str:
        return f"Sandbox({self.base_url or 'not running'})"

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> Sandbox:
        """Start the process and wait until it listens. Raises SandboxFailed."""
        # Into a file, so that a talkative child never blocks on a full pipe.
        self._complaints = tempfile.TemporaryFile(prefix="gong-sandbox-")  # noqa: SIM115
        try:
            self._process = subprocess.Popen(  # noqa: S603
                [*_command(), *self._arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._complaints,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            told = json.loads(self._first_line())
        except (OSError, ValueError) as error:
            self.stop()
            raise SandboxFailed(f"the sandbox did not start: {error}") from error
        except BaseException:
            self.stop()
            raise
        self.base_url = told["base_url"]
        self.access_key = told["access_key"]
        self.access_key_secret = told["access_key_secret"]
        self.bearer_token = told["bearer_token"]
        return self

    def stop(self) -> None:
        """End the process and wait for it. Does nothing when it is not running."""
        process, self._process = self._process, None
        if process is not None:
            assert process.stdin is not None
            assert process.stdout is not None
            with contextlib.suppress(BrokenPipeError):
                process.stdin.close()
            try:
                process.wait(_STOP_TIMEOUT)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()
        if self._complaints is not None:
            self._complaints.close()
            self._complaints = None

    def control(self, path: str, body: Any = None, method: str = "") -> Any:
        """Call `/_sandbox/<path>` (`path` with or without that) and return the decoded answer.

        The method is GET without a body, else the one `path` takes (see
        `gong_admin.sandbox.control`). Raises SandboxFailed with the sandbox's own sentence.
        """
        path = path.removeprefix("/_sandbox/").lstrip("/")
        if not method:
            method = "GET" if body is None else "POST" if path in ("advance", "members") else "PUT"
        address = urlsplit(self.base_url)
        assert address.hostname is not None
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
        try:
            connection.request(
                method,
                f"/_sandbox/{path}",
                None if body is None else json.dumps(body),
                {"Content-Type": "application/json"},
            )
            response = connection.getresponse()
            content = json.loads(response.read())
        except (OSError, http.client.HTTPException) as error:
            raise SandboxFailed(f"the sandbox does not answer: {error}") from error
        finally:
            connection.close()
        if response.status != 200:
            raise SandboxFailed(content["error"])
        return content

    def _first_line(self) -> bytes:
        assert self._process is not None
        stdout = self._process.stdout
        assert stdout is not None
        lines: queue.Queue[bytes] = queue.Queue()
        # A pipe can't be read with a timeout everywhere; a thread that is let go can.
        reader = threading.Thread(
            target=lambda: lines.put(stdout.readline()), name="sandbox-start", daemon=True
        )
        reader.start()
        try:
            line = lines.get(timeout=self._start_timeout)
        except queue.Empty:
            self._process.kill()
            raise SandboxFailed(
                f"the sandbox did not start within {self._start_timeout:g} seconds"
            ) from None
        finally:
            reader.join(_STOP_TIMEOUT)
        if not line:
            self._process.wait(_STOP_TIMEOUT)
            raise SandboxFailed(f"the sandbox did not start: {self._complaint()}")
        return line

    def _complaint(self) -> str:
        assert self._complaints is not None
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it ended without a word"


def _command() -> list[str]:
    return [sys.executable, "-m", "gong_admin.sandbox"]
