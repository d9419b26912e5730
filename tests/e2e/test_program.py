"""The real program in a real window, with a real keyring, talking to the sandbox over HTTP."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from gong_admin.sandbox.process import Sandbox
from tests.contract.plain_client import PlainClient
from tests.e2e.desktop import ROOT, Desktop, until

pytestmark = pytest.mark.window

_NAME = "Acme"
_FILTER = "enterprise"


def requests(sandbox: Sandbox, operation: str) -> int:
    """How often the sandbox was asked for an operation."""
    found: dict[str, int] = sandbox.control("stats")["requests"]
    return found.get(operation, 0)


def saved(desktop: Desktop) -> list[dict[str, Any]]:
    """The connections on disk."""
    file = desktop.home / ".config/gong-admin/connections.json"
    if not file.exists():
        return []
    content = json.loads(file.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = content["connections"]
    return found


def test_from_the_first_connection_to_the_second_start(desktop, sandbox):
    gong = sandbox(fresh=True, users=200)
    program = desktop.start()
    desktop.window("Gong Admin")
    connect(desktop, gong)
    assert_kept_in_the_keyring_alone(desktop, gong)
    desktop.window(f"{_NAME} – Gong Admin")
    export_filtered(desktop, gong)
    call_from_the_console(desktop, gong)
    desktop.press("ctrl+q")
    assert program.ended() == 0, program.said()
    assert "Traceback" not in program.said()
    assert_no_secret_on_disk(desktop.home, gong)

    before = requests(gong, "listWorkspaces")
    again = desktop.start()
    desktop.window(f"{_NAME} – Gong Admin")  # opened by itself, with the key from the keyring
    until(lambda: requests(gong, "listWorkspaces") > before, "the workspaces to be read again")
    again.process.send_signal(signal.SIGTERM)
    assert again.ended() == 0, again.said()
    assert_no_secret_on_disk(desktop.home, gong)


def connect(desktop: Desktop, gong: Sandbox) -> None:
    """Type a new connection and open it."""
    desktop.press("ctrl+shift+n")
    desktop.window("Connect to Gong")
    desktop.type(_NAME)
    for field, text in (
        ("alt+a", gong.base_url),
        ("alt+k", gong.access_key),
        ("alt+s", gong.access_key_secret),
    ):
        desktop.press(field)
        desktop.type(text)
    desktop.press("Return")
    until(lambda: saved(desktop), "the connection to be saved")
    until(lambda: requests(gong, "listWorkspaces"), "the workspaces to be read")


def assert_kept_in_the_keyring_alone(desktop: Desktop, gong: Sandbox) -> None:
    (connection,) = saved(desktop)
    assert connection["name"] == _NAME
    assert connection["base_url"] == gong.base_url
    kept = desktop.secret(service="Gong Admin", username=connection["id"])
    assert gong.access_key_secret in kept
    assert gong.access_key_secret not in json.dumps(connection)


def export_filtered(desktop: Desktop, gong: Sandbox) -> None:
    """Go to the users, filter them, export what is left, and compare with what Gong holds."""
    desktop.press("ctrl+2")
    until(lambda: requests(gong, "listUsers") >= 2, "both pages of users to be read")
    file = desktop.home / "filtered.csv"
    desktop.press("ctrl+f")
    desktop.type(_FILTER)
    desktop.press("ctrl+k")
    desktop.type("users as csv")
    desktop.press("Return")
    desktop.window("Export users")
    desktop.press("ctrl+a")
    desktop.type(str(file))
    desktop.press("Return")
    until(file.exists, "the exported file")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        exported = list(csv.DictReader(lines))
    expected = {
        user["emailAddress"]
        for user in all_users(gong)
        if _FILTER in json.dumps(user, ensure_ascii=False).casefold()
    }
    assert 0 < len(expected) < 200
    assert {row["Email"] for row in exported} == expected
    assert len(exported) == len(expected)


def all_users(gong: Sandbox) -> list[dict[str, Any]]:
    client = PlainClient(gong)
    try:
        return [user for page in client.walk("GET", "/v2/users") for user in page["users"]]
    finally:
        client.close()


def call_from_the_console(desktop: Desktop, gong: Sandbox) -> None:
    assert requests(gong, "listMultipleUsers") == 0
    desktop.window(f"{_NAME} – Gong Admin")
    desktop.press("ctrl+k")
    desktop.type("API console")
    desktop.press("Return")
    desktop.press("ctrl+Return")
    until(lambda: requests(gong, "listMultipleUsers"), "the console's request")


def assert_no_secret_on_disk(home: Path, gong: Sandbox) -> None:
    secrets = [secret.encode() for secret in (gong.access_key, gong.access_key_secret)]
    files = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.name == "connections.json" for path in files)
    for path in files:
        content = path.read_bytes()
        assert not any(secret in content for secret in secrets), f"a secret is in {path}"


def test_the_demo_dies_with_the_program_even_when_that_is_killed(desktop):
    program = desktop.start("--demo")
    desktop.window("Orvane – Gong Admin")
    (sandbox,) = [
        child
        for child in psutil.Process(program.pid).children(recursive=True)
        if "gong_admin.sandbox" in child.cmdline()
    ]
    os.kill(program.pid, signal.SIGKILL)
    program.process.wait(5)
    until(lambda: not sandbox.is_running(), "the sandbox to end")


def run(env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gong_admin"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")
def test_without_a_display_it_says_so_and_what_works_all_the_same():
    env = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = run(env)
    assert done.returncode == 2
    assert "no display" in done.stderr
    assert "--tour" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_library_is_named_with_its_package(desktop, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "libxcb-icccm.so.4").write_bytes(b"")  # found first, and can't be loaded
    done = run({**desktop.env, "LD_LIBRARY_PATH": str(broken)})
    assert done.returncode == 2
    assert "libxcb-icccm.so.4" in done.stderr
    assert "apt-get install libxcb-icccm4" in done.stderr
    assert "Traceback" not in done.stderr
