"""The program is killed in the middle of erasing fifty people, and nothing goes wrong by it."""

from __future__ import annotations

import pytest

from tests.kill.rounds import run


@pytest.mark.timeout(900)
def test_twenty_kills_in_the_middle_of_erasing() -> None:
    tally = run(20, seed=11, a_round=10)
    assert tally.kills == 20
    assert tally.rounds >= 2  # the second under faults, with pauses and people who come back
    assert tally.back
    assert tally.moments["erasing"]  # not only while it started or looked up
