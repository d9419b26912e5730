"""What is kept on disk about a run holds no secret and nobody's data, and no fault is lost."""

from __future__ import annotations

import errno
import logging
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, qWarning

from gong_admin.runtime import log
from gong_admin.runtime.crash import CrashReporter
from gong_admin.runtime.log import _PrivateFile
from gong_admin.runtime.redact import redact

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("text", "gone", "kept"),
    [
        ("Authorization: Basic QWxhZGRpbjpvcGVu", "QWxhZGRpbjpvcGVu", "Authorization"),
        ("{'Authorization': 'Bearer abc.def-ghi'}", "abc.def-ghi", "Authorization"),
        ('"accessKeySecret": "hunter2 two"', "hunter2", "accessKeySecret"),
        ("refresh_token=abcdef&x", "abcdef", "refresh_token"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOjF9.abc_-1", "eyJzdWIiOjF9", ""),
        ("https://me:pw@proxy.acme.test:8080/", "me:pw", "proxy.acme.test"),
        ("GET /v2/data-privacy/data-for-email-address?emailAddress=a%40b", "a%40b", "/v2/data"),
        ("mail to dana.w+x@acme.test now", "dana", "mail to"),
        ("call +44 20 7946 0958 now", "7946", "now"),
        ("call (555) 010-4477 now", "4477", "now"),
        ("call 15550104477 now", "15550104477", "now"),
    ],
)
def test_redaction(text, gone, kept):
    assert gone not in redact(text)
    assert kept in redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "user 7782341279875423891 of workspace 128470509336518",
        "request 4al018gzaztcr8nbukw",
        "2026-06-10 14:00:01,123 INFO 3 calls in 0.125 s",
        "listUsers: 200 in 0.081 s",
    ],
)
def test_what_support_needs_stays(text):
    assert redact(text) == text


@pytest.fixture
def logging_as_before():
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    quiet = {name: logging.getLogger(name).level for name in log._QUIET}
    yield
    for name, before in quiet.items():
        logging.getLogger(name).setLevel(before)
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    logging.captureWarnings(False)


def test_the_log_is_private_redacted_and_pruned(tmp_path, logging_as_before):
    for number in range(20):
        (tmp_path / f"gong-admin-20260101T0000{number:02}-1.log").write_text("old")
    file = log.configure(tmp_path)
    try:
        raise ValueError("dana@acme.test")
    except ValueError:
        logging.getLogger("gong_admin.x").info("for %s", "eve@acme.test", exc_info=True)
    text = file.read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "acme.test" not in text
    assert len(list(tmp_path.iterdir())) == 11
    if os.name != "nt":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_library_that_is_silent_stays_so(tmp_path, logging_as_before):
    """urllib3 warns with whole queries; whoever uses it has silenced it before."""
    logging.getLogger("urllib3").setLevel(logging.CRITICAL + 1)
    file = log.configure(tmp_path)
    logging.getLogger("urllib3.connectionpool").warning("GET /v2/calls?text=mika")
    assert "mika" not in file.read_text(encoding="utf-8")


@pytest.fixture
def reporter(qtbot, tmp_path):
    told = []
    reporter = CrashReporter(tmp_path, told.append)
    reporter.told = told
    return reporter


def fail() -> None:
    name = "Dana Whitfield"
    raise LookupError(f"no such person: {name!r}, eve@acme.test, 7782341279875423891")


def report(reporter: CrashReporter) -> None:
    try:
        fail()
    except LookupError as error:
        reporter.report(error, "test")


def test_a_report_says_where_and_never_who(reporter, qtbot, tmp_path, expected_logs):
    expected_logs("fault in test")
    report(reporter)
    qtbot.waitUntil(lambda: bool(reporter.told))
    (file,) = tmp_path.iterdir()
    text = file.read_text(encoding="utf-8")
    assert "LookupError" in text
    assert "in fail" in text
    assert "tests/unit/runtime/test_log_and_crash.py" in text
    for personal in ("Dana", "acme.test", "7782341279875423891", str(Path.home()) + "/"):
        assert personal not in text


def test_the_same_fault_is_told_once(reporter, qtbot, tmp_path, expected_logs):
    expected_logs("fault in test")
    expected_logs("the same fault again")
    for _ in range(3):
        report(reporter)
    qtbot.waitUntil(lambda: bool(reporter.told))
    QCoreApplication.processEvents()  # where a second one would come up
    assert len(reporter.told) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_faults_of_threads_and_words_of_qt_are_caught(reporter, qtbot, expected_logs):
    expected_logs("fault in thread worker")
    expected_logs("a made-up warning")
    reporter.install()
    try:
        thread = threading.Thread(target=fail, name="worker")
        thread.start()
        thread.join()
        qWarning("a made-up warning")
    finally:
        reporter.uninstall()
    qtbot.waitUntil(lambda: bool(reporter.told))
    assert isinstance(reporter.told[0].exception, LookupError)


def run_program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "gong_admin", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_version_and_usage():
    assert run_program("--version").stdout.startswith("Gong Admin ")
    refused = run_program("--theme", "dark")
    assert refused.returncode == 2
    assert "--tour" in refused.stderr


def test_a_missing_library_names_its_package():
    from gong_admin import desktop

    said = desktop._missing_library(
        "libEGL.so.1: cannot open shared object file: No such file or directory"
    )
    assert "libEGL.so.1" in said
    assert "apt-get install libegl1" in said


def test_a_log_on_a_full_disk_says_nothing(tmp_path, capsys):
    handler = _PrivateFile(tmp_path / "a.log", encoding="utf-8")

    def full(_text):
        raise OSError(errno.ENOSPC, "No space left on device")

    handler.stream.write = full
    handler.handle(logging.makeLogRecord({"msg": "a line"}))
    handler.close()
    assert capsys.readouterr().err == ""


def test_a_log_that_has_grown_goes_on_in_a_new_file_and_two_old_ones_are_kept(tmp_path):
    handler = _PrivateFile(tmp_path / "a.log", encoding="utf-8", most=10)
    for number in range(5):
        handler.handle(logging.makeLogRecord({"msg": f"the line number {number}"}))
    handler.close()
    kept = {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert kept == {
        "a.log": "the line number 4\n",
        "a.log.1": "the line number 3\n",
        "a.log.2": "the line number 2\n",
    }
    if os.name != "nt":
        assert all(file.stat().st_mode & 0o077 == 0 for file in tmp_path.iterdir())
