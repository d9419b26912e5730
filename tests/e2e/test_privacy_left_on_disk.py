"""Nothing that the program leaves on a disk names anybody: after a whole run, and a killed one.

Files of the user's own are what was asked for: the list that was read, the packs that were made.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.contract.known import Known
from tests.contract.plain_client import PlainClient

ROOT = Path(__file__).parents[2]
PASSPHRASE = "quiet horses walk home"
NOTE = "Claims to be the sister of Wilhelmina Oakenshott"


def read_line(process: subprocess.Popen[str]) -> dict[str, Any]:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, "it ended without a word"
    found: dict[str, Any] = json.loads(line)
    return found


def command_line(process: subprocess.Popen[str]) -> str:
    file = Path(f"/proc/{process.pid}/cmdline")
    if not file.exists():
        return ""
    environment = Path(f"/proc/{process.pid}/environ").read_text(errors="replace")
    return file.read_text(errors="replace") + environment


def spellings(text: str) -> set[bytes]:
    """A text as a file may hold it."""
    words = {text, text.lower(), text.upper(), text.title()}
    if "@" in text:
        words |= {text.replace("@", "%40"), text.partition("@")[0]}
    plain = {word.encode() for word in words} | {word.encode("utf-16-le") for word in words}
    return plain | {base64.b64encode(text.encode())}


@pytest.mark.timeout(120)
@pytest.mark.parametrize("killed", [False, True], ids=["ended", "killed"])
def test_nobody_is_named_and_no_secret_is_left(sandbox: Any, tmp_path: Path, killed: bool) -> None:
    running = sandbox(fresh=True)
    with contextlib.closing(PlainClient(running)) as client:
        people = [party["emailAddress"] for party in Known(client).externals[:6]]
    home, exports = tmp_path / "home", tmp_path / "exports"
    for folder in (home, home / "tmp", exports):
        folder.mkdir()
    book = openpyxl.Workbook()
    for address in ("Email", *people):
        book.active.append([address])
    book.save(exports / "list.xlsx")
    told = {
        "base_url": running.base_url,
        "access_key": running.access_key,
        "secret": running.access_key_secret,
        "passphrase": PASSPHRASE,
        "note": NOTE,
        "people": people,
        "list": str(exports / "list.xlsx"),
        "exports": str(exports),
        "killed": killed,
        "settings": {"calls_per_second": 90.0, "background_share": 1.0},
    }
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_RUNTIME_DIR": str(home / "tmp"),
        "TMPDIR": str(home / "tmp"),
        "GONG_ADMIN_HOME": str(home / "program"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    (home / "tmp").chmod(0o700)
    with (home / "complaints.txt").open("w") as complaints:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.privacy_at_work"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            cwd=ROOT,
            env=environment,
        )
    try:
        assert process.stdin is not None
        process.stdin.write(json.dumps(told) + "\n")
        process.stdin.flush()
        try:
            said = read_line(process)
        except AssertionError:
            pytest.fail((home / "complaints.txt").read_text()[-4000:])
        seen = " ".join(said["titles"]) + command_line(process)
        if killed:
            process.kill()
        process.wait(30)
    finally:
        process.kill()
        process.communicate()
    assert killed or process.returncode == 0

    assert any(home.rglob("cases.sqlite3"))  # it was at work, and it was logged
    logs = "".join(file.read_text() for file in home.rglob("*.log*"))
    assert "DEBUG" in logs
    assert "urllib3" in logs
    assert list(home.rglob("crash-*.txt"))
    assert (exports / "pack-True.zip").exists()

    secrets = [running.access_key_secret, running.access_key, PASSPHRASE, NOTE, "Oakenshott"]
    left: list[str] = []
    for text in (*people, *secrets):
        words = spellings(text)
        left += [
            f"{text} in what others can see" for word in words if word.decode("latin-1") in seen
        ]
        for file in (one for one in home.rglob("*") if one.is_file()):
            content = file.read_bytes()
            found = [word for word in words if word in content]
            left += [f"{text} in {file.relative_to(home)}: {word!r}" for word in found]
    assert not left
    assert not [one for one in (home / "tmp").rglob("*") if one.is_file()], "temporary files"
