"""A clock that the load of the machine does not move: a model works until its time is up."""

from __future__ import annotations

import itertools

import pytest

from gong_admin.models import steps


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time is never up: whatever a model begins is done when it returns."""
    monkeypatch.setattr(steps, "perf_counter", lambda: 0.0)


@pytest.fixture
def ticking(at_once: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step takes a quarter of a millisecond: work of many steps is done in slices."""
    looks = itertools.count()
    monkeypatch.setattr(steps, "perf_counter", lambda: next(looks) / 4000)
