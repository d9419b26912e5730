"""What is copied as curl or Python does what the program does: each is run and compared."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gong_admin.api import snippets
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue import CATALOGUE, operation
from gong_admin.api.credentials import KeyPair
from gong_admin.api.prepare import FilePart, HttpRequest, prepare
from gong_admin.api.transport import Transport
from tests.unit.api.conftest import KEY, SECRET
from tests.unit.api.scripted import Received, ScriptedServer

NASTY = """it's $HOME `id` "quoted" \\ @file {a,b} [1-3] ü 漢 %2F + & =\n"""


def run_curl(text: str, environment: dict[str, str], folder: Path) -> None:
    subprocess.run(
        ["sh", "-c", f"{text} --silent --fail"],
        env=environment, cwd=folder, check=True, capture_output=True, timeout=30,
    )  # fmt: skip


def run_python(text: str, environment: dict[str, str], folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", text],
        env=environment, cwd=folder, check=True, capture_output=True, timeout=30,
    )  # fmt: skip


RUNNERS: list[Any] = [
    pytest.param(
        snippets.curl,
        run_curl,
        id="curl",
        marks=pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed"),
    ),
    pytest.param(snippets.python, run_python, id="python"),
]


def http(**changes: Any) -> HttpRequest:
    fields = {
        "operation_id": "x",
        "method": "POST",
        "base": "",
        "path": "/v2/things/a%2Fb",
        "query": (),
        "headers": (("Accept", "application/json"), ("Content-Type", "application/json")),
        **changes,
    }
    return HttpRequest(**fields)


@pytest.mark.parametrize(("render", "run"), RUNNERS)
@pytest.mark.parametrize(
    "changes",
    [
        {"method": "GET", "headers": (("Accept", "application/json"),)},
        {"query": (("emailAddress", NASTY), ("tag", "1"), ("tag", "2"))},
        {"method": "GET", "body": b'["ACC-1","ACC-2"]'},
        {"method": "DELETE", "body": b'{"integrationId":5840192736450918273,"on":true,"no":null}'},
        {"method": "PUT", "body": b"{}"},
        {"body": f'{{"text":{NASTY!r}}}'.encode()},
        {"body": b"@etc"},
        {"method": "PUT", "headers": (), "file": True},
    ],
    ids=["get", "query", "get with body", "delete", "empty", "no json", "at sign", "file"],
)
def test_a_snippet_sends_what_the_program_sends(
    server: ScriptedServer,
    tmp_path: Path,
    changes: dict[str, Any],
    render: Callable[[HttpRequest], str],
    run: Callable[[str, dict[str, str], Path], None],
) -> None:
    if changes.get("file"):
        path = tmp_path / "call, part 1; 'late' $x.mp3"
        path.write_bytes(b"\x00sound")
        changes = {**changes, "file": FilePart("mediaFile", path)}
    request = http(**changes)
    transport = Transport()
    transport.send(http(**changes, base=server.url), KeyPair(KEY, SECRET), token=CancelToken())
    transport.close()
    text = render(request)
    environment = {
        **os.environ, "GONG_URL": server.url, "GONG_ACCESS_KEY": KEY, "GONG_SECRET": SECRET
    }  # fmt: skip
    run(text, environment, tmp_path)
    ours, theirs = server.received
    assert comparable(theirs) == comparable(ours)
    assert SECRET not in text
    assert KEY not in text


def comparable(received: Received) -> tuple[Any, ...]:
    kind, _, boundary = received.headers.get("content-type", "").partition("; boundary=")
    body: Any = received.body.replace(boundary.encode(), b"") if boundary else received.body
    if boundary:
        # The order of a part's headers is the sender's own.
        head, _, content = body.partition(b"\r\n\r\n")
        body = sorted(head.replace(b"-", b"").splitlines()), content.replace(b"-", b"")
    elif kind == "application/json" and body.startswith((b"{", b"[")) and b"'" not in body:
        body = received.json
    elif body.startswith(b" @"):
        body = body[1:]
    return (received.method, received.path, received.query, kind, body,
            received.headers["authorization"])  # fmt: skip


@pytest.mark.parametrize("op", CATALOGUE, ids=lambda op: op.id)
def test_every_operation_has_snippets(op: Any) -> None:
    request = prepare(op, op.example)
    compile(snippets.python(request), "snippet", "exec")
    assert request.path in snippets.curl(request)


def test_a_lookup_names_its_subject_and_no_key() -> None:
    op = operation("findAllReferencesToEmailAddress")
    text = snippets.curl(prepare(op, op.request(email_address="mika+x@orvane.test")))
    assert "emailAddress=mika%2Bx%40orvane.test" in text
    assert '"$GONG_ACCESS_KEY:$GONG_SECRET"' in text
