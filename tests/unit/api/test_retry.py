"""When a call is repeated, and how long it waits."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gong_admin.api import errors
from gong_admin.api.operation import Effect
from gong_admin.api.retry import RetryPolicy, may_repeat, retry_after
from gong_admin.api.slots import Priority

NOW = dt.datetime(2026, 6, 3, 12, 0, tzinfo=dt.UTC)
OTHERS = [effect for effect in Effect if effect is not Effect.READ]


def lost(reason: str, may_have_happened: bool) -> errors.ConnectionFailed:
    return errors.ConnectionFailed("x", reason=reason, may_have_happened=may_have_happened)


CURABLE = [
    lost("timeout", True),
    lost("reset", True),
    errors.ServerError(500),
    errors.Garbled(200),
]


@pytest.mark.parametrize("error", CURABLE)
def test_reads_are_repeated_where_something_else_may_come(error: errors.GongError) -> None:
    assert may_repeat(Effect.READ, error)


@pytest.mark.parametrize("effect", OTHERS)
@pytest.mark.parametrize("error", CURABLE)
def test_what_may_have_happened_is_never_repeated(effect: Effect, error: errors.GongError) -> None:
    assert not may_repeat(effect, error)


@pytest.mark.parametrize("effect", list(Effect))
@pytest.mark.parametrize("error", [lost("refused", False), errors.RateLimited(429)])
def test_what_can_not_have_happened_is_repeated(effect: Effect, error: errors.GongError) -> None:
    assert may_repeat(effect, error)


@pytest.mark.parametrize("effect", list(Effect))
@pytest.mark.parametrize(
    "error",
    [
        lost("tls", False),
        lost("proxy", False),
        errors.WrongShape(200),
        errors.BadCredentials(401),
        errors.BadRequest(400),
        errors.NotFound(404),
        errors.CursorExpired(400),
        errors.Conflict(409),
        errors.Redirected(302),
    ],
)
def test_what_would_bring_the_same_again_is_not_repeated(
    effect: Effect, error: errors.GongError
) -> None:
    assert not may_repeat(effect, error)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("1", 1),
        (" 7 ", 7),
        ("1.5", 1.5),
        ("43200", 43200),
        ("-1", None),
        ("1e400", None),
        ("999999999999999999999", None),
        ("nan", None),
        ("inf", None),
        ("", None),
        ("soon", None),
        ("٣", None),
        (None, None),
        (format_datetime(NOW + dt.timedelta(seconds=90)), 90),
        (format_datetime(NOW - dt.timedelta(seconds=2)), 0),
        (format_datetime(NOW - dt.timedelta(days=2)), None),
        ("Wed, 31 Jun 2026 25:00:00 GMT", None),
        ("Wed, 03 Jun 2026 12:00:30 -0000", 30),
    ],
)
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@given(st.one_of(st.text(), st.integers().map(str), st.floats().map(str)))
def test_any_retry_after_is_survived(value: str) -> None:
    seconds = retry_after(value, NOW)
    assert seconds is None or 0 <= seconds <= 25 * 3600


@given(st.integers(1, 10_000))
def test_waits_grow_within_bounds(attempt: int) -> None:
    policy = RetryPolicy()
    most = min(policy.longest_wait, policy.first_wait * 2 ** min(attempt - 1, 20))
    assert most / 2 <= policy.wait(attempt) <= most


def test_a_click_is_less_patient_than_background_work() -> None:
    policy = RetryPolicy()
    assert policy.patience(Priority.CLICK) < policy.patience(Priority.BACKGROUND)
