"""What reading costs, in the same words wherever it is said."""

from __future__ import annotations

from gong_admin.ui.dataset_binding import call_words, cost_text


def test_calls_time_and_share_of_the_day():
    assert (
        cost_text(24, 2.1, 10_000) == "24 API calls, 11 s at 2.1 a second, 0.2 % of a day's 10,000"
    )
    assert cost_text(1_300, 3.0, 10_000).startswith(
        "1,300 API calls, 7 min 13 s at 3 a second, 13 %"
    )


def test_one_call_is_neither_nothing_nor_timed():
    assert cost_text(1, 3.0, 10_000) == "1 API call, less than 0.1 % of a day's 10,000"


def test_nothing_is_said_of_limits_that_are_not_there():
    assert cost_text(40, 0.0, None) == "40 API calls"
    assert cost_text(40, 0.0, None, more=True) == "40 more API calls"
    assert call_words(1, more=True) == "1 more API call"
