"""Every error in plain words, and no secret in any of them."""

from __future__ import annotations

import datetime as dt
import errno

import pytest

from gong_admin.api import errors
from gong_admin.runtime import redact
from gong_admin.runtime.errors import ChangesLocked, LocalProblem, MayHaveHappened, SecretMissing
from gong_admin.runtime.present import ActionKind, Severity, is_expected, present

NOW = dt.datetime(2026, 6, 10, 14, 0, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def everything_below(kind):
    for child in kind.__subclasses__():
        yield child
        yield from everything_below(child)


@pytest.mark.parametrize(
    "kind", sorted(everything_below(errors.Answered), key=lambda k: k.__name__)
)
def test_every_answer_of_gong_is_told_with_its_ids(kind):
    error = kind(
        418,
        ("Gong's own sentence",),
        operation_id="listUsers",
        method="GET",
        path="/v2/users",
        request_id="req-1",
        trace_id="trace-1",
    )
    message = present(error, now=NOW)
    assert message.severity is not Severity.CRASH
    assert message.title
    assert message.text.endswith((".", "!"))
    details = dict(message.details)
    assert (details["Request id"], details["Trace id"]) == ("req-1", "trace-1")
    assert ActionKind.COPY_DETAILS in message.actions


def test_no_error_of_ours_is_told_as_a_fault():
    ours = set(everything_below(errors.GongError)) | set(everything_below(LocalProblem))
    for kind in ours:
        assert is_expected(kind.__new__(kind))


def test_a_missing_scope_is_named():
    error = errors.MissingScope(401)
    error.scope = "api:coaching:read"
    message = present(error)
    assert "api:coaching:read" in message.text
    assert ActionKind.RUN_DOCTOR in message.actions


@pytest.mark.parametrize(
    ("wait", "says"),
    [
        (dt.timedelta(seconds=20), "in 20 seconds"),
        (dt.timedelta(hours=2), "at 16:00"),
        (dt.timedelta(hours=20), "tomorrow at 10:00"),
        (dt.timedelta(days=3), "on 13 June at 14:00"),
        (dt.timedelta(seconds=-5), "now"),
    ],
)
def test_the_limit_says_when_in_the_reader_s_time(wait, says):
    error = errors.RateLimited(429)
    error.retry_at = (NOW + wait).astimezone(dt.UTC)
    assert says in present(error, now=NOW).text


@pytest.mark.parametrize(
    "reason", ["dns", "refused", "tls", "ca-file", "proxy", "timeout", "reset", "other"]
)
def test_no_answer(reason):
    error = errors.ConnectionFailed("x", reason=reason, may_have_happened=False)
    message = present(error)
    assert message.severity is Severity.ERROR
    assert ActionKind.RETRY in message.actions


def test_an_unclear_write_says_so_before_anything_else():
    cause = errors.ConnectionFailed("x", reason="timeout", may_have_happened=True)
    message = present(MayHaveHappened("Update profile", cause))
    assert "may have happened" in message.title
    assert ActionKind.CHECK_RESULT in message.actions
    assert ActionKind.RETRY not in message.actions


def test_a_locked_connection_offers_the_lock_and_a_read_only_one_does_not():
    assert ActionKind.ALLOW_CHANGES in present(ChangesLocked("Acme", "Update")).actions
    assert (
        ActionKind.ALLOW_CHANGES
        not in present(ChangesLocked("Acme", "Update", for_good=True)).actions
    )


def test_files():
    message = present(PermissionError(errno.EACCES, "Permission denied", "/tmp/out.csv"))
    assert dict(message.details)["File"] == "/tmp/out.csv"
    assert ActionKind.CHOOSE_FILE in message.actions
    full = present(OSError(errno.ENOSPC, "No space left on device", "/tmp/out.csv"))
    assert full.text == "No space left on device."


def test_the_unknown_is_a_fault_of_ours_and_quotes_nobody():
    message = present(KeyError("Dana Whitfield"))
    assert message.severity is Severity.CRASH
    assert "Dana" not in repr(message)


def test_no_message_shows_a_secret_in_use():
    redact.guard("AKIA-made-up", "s3cr3t/made+up==")
    errors_with_secrets = [
        errors.BadRequest(400, ("key s3cr3t/made+up== is wrong",)),
        errors.ConnectionFailed(
            "Authorization: Basic QUtJQS1tYWRlLXVwOnMzY3IzdC9tYWRlK3VwPT0=",
            reason="other",
            may_have_happened=False,
        ),
        errors.InvalidRequest({"accessKeySecret": "s3cr3t/made+up== is not right"}),
        SecretMissing("Acme", "s3cr3t/made+up=="),
        RuntimeError("s3cr3t/made+up=="),
    ]
    for error in errors_with_secrets:
        shown = repr(present(error))
        assert "s3cr3t" not in shown
        assert "QUtJQS1" not in shown
