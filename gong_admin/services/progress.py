"""How far a long piece of work is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` things (`total` None while unknown); `unit` in the plural: "users"."""

    done: int
    total: int | None
    unit: str


ProgressReport = Callable[[Progress], None]
"""Called on the worker thread, at most once a request."""


def ignore_progress(_: Progress) -> None:
    """For callers that show none."""
