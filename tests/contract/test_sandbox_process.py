"""The sandbox as a process: how it starts, ends, and whom it lets in."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

from gong_admin.sandbox.process import Sandbox, SandboxFailed
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient
from tests.contract.requests_that_work import new_call


def test_it_dies_with_the_program_that_started_it() -> None:
    script = (
        "import time; from gong_admin.sandbox.process import Sandbox\n"
        "with Sandbox(users=5) as s: print(s.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
    child.wait(10)


def test_sigterm_ends_it() -> None:
    with Sandbox(users=5) as sandbox:
        assert sandbox.pid
        os.kill(sandbox.pid, signal.SIGTERM)
        psutil.Process(sandbox.pid).wait(10)
        assert not sandbox.running


def test_a_start_that_fails_says_why() -> None:
    with pytest.raises(SandboxFailed, match="from 1 to 100000"):
        Sandbox(users=0).start()
    with Sandbox(users=5) as sandbox:
        port = int(sandbox.base_url.rpartition(":")[2])
        with pytest.raises(SandboxFailed, match="cannot listen"):
            Sandbox(users=5, port=port).start()


@pytest.mark.parametrize(
    ("option", "why"),
    [
        ("--port=99999", "from 0 to 65535"),
        ("--now=0001-01-01", "from the years"),
        ("--daily=-5", "not below 0"),
        ("--rate=nan", "not below 0"),
    ],
)
def test_an_option_out_of_range_is_refused_in_a_sentence(option: str, why: str) -> None:
    command = [sys.executable, "-m", "gong_admin.sandbox", option]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert why in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(shutil.which("setsid") is None, reason="needs a terminal of its own")
def test_in_the_background_of_a_shell_it_goes_on(tmp_path: Path) -> None:
    """Who reads from the terminal there is stopped by it."""
    import pty

    ours, terminal = pty.openpty()
    os.mkfifo(told := tmp_path / "told")
    shell = ["setsid", "--ctty", "bash", "--norc", "-i"]
    with subprocess.Popen(shell, stdin=terminal, stdout=terminal, stderr=terminal) as bash:
        command = f"{sys.executable} -m gong_admin.sandbox --users=5 --rate=0 > {told} &\n"
        os.write(ours, command.encode())
        with told.open() as lines:
            address = json.loads(lines.readline())["base_url"]
        children = psutil.Process(bash.pid).children(recursive=True)
        try:
            for _ in range(3):
                connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
                connection.request("GET", "/v2/users")
                assert connection.getresponse().status == 401
                connection.close()
        finally:
            for child in [*children, bash]:
                child.kill()
    os.close(ours)
    os.close(terminal)


def test_faults_from_the_start() -> None:
    with Sandbox(users=5, rate=0, latency_ms=0, faults={"server-error": 2}) as sandbox:
        client = PlainClient(sandbox)
        assert [client.get("/v2/users").status for _ in range(3)] == [500, 500, 200]
        client.close()
    with pytest.raises(SandboxFailed, match="no fault is called 'nonsense'"):
        Sandbox(users=5, faults={"nonsense": 1}).start()


def test_a_page_in_a_browser_cannot_reach_it(client: PlainClient) -> None:
    assert client.send("GET", "/v2/users", headers={"Host": "evil.test"}).status == 403
    form = {"Content-Type": "text/plain"}
    assert client.send("PUT", "/_sandbox/faults", None, b'{"drop": 1}', headers=form).status == 415


def test_the_same_seed_makes_the_same_answers() -> None:
    def answers() -> Any:
        with Sandbox(users=20, now="2026-05-12T00:00:00Z", rate=0, latency_ms=0) as sandbox:
            client = PlainClient(sandbox)
            query = {"fromDateTime": "2026-04-01T00:00:00Z", "toDateTime": "2026-05-12T00:00:00Z"}
            found = [
                client.read("GET", "/v2/users")["users"],
                client.read("GET", "/v2/calls", query)["calls"],
                client.read("GET", "/v2/settings/trackers")["keywordTrackers"],
            ]
            client.close()
            return found

    assert answers() == answers()


def test_a_large_recording_passes_through_little_memory(client: PlainClient, known: Known) -> None:
    call_id = client.read("POST", "/v2/calls", None, new_call(known))["callId"]
    process = psutil.Process(client.sandbox.pid)
    size, chunk = 192 << 20, b"\0" * (1 << 20)
    head = (
        b'--b\r\nContent-Disposition: form-data; name="mediaFile"; filename="a.mp4"\r\n'
        b"Content-Type: video/mp4\r\n\r\n"
    )
    tail = b"\r\n--b--\r\n"
    before = process.memory_info().rss
    peak = before

    def parts() -> Iterator[bytes]:
        nonlocal peak
        yield head
        for _ in range(size // len(chunk)):
            yield chunk
            peak = max(peak, process.memory_info().rss)
        yield tail

    connection = http.client.HTTPConnection(urlsplit(client.sandbox.base_url).netloc)
    connection.request(
        "PUT",
        f"/v2/calls/{call_id}/media",
        parts(),
        {
            "Authorization": client.basic,
            "Content-Type": "multipart/form-data; boundary=b",
            "Content-Length": str(len(head) + size + len(tail)),
        },
    )
    response = connection.getresponse()
    assert response.status == 201, response.read()
    connection.close()
    assert peak - before < 40 << 20
