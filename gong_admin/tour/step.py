"""What a step of the tour is made of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gong_admin.tour.guide import Guide

Act = Callable[["Guide"], Awaitable[None]]
"""Something done in the window or to the sandbox. Raises `Lost` where it can't be done."""

SECONDS = 20.0
"""How long a step may take to show what it is about, at Gong's pace of 3 calls a second."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Something that must be seen: `what` names it in a complaint, `test` looks for it."""

    what: str
    test: Callable[[Guide], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One picture. `way` leads there: the clock starts with its last act and stops when `sees` is
    seen. `after` puts back what would be in the way of the next step."""

    name: str
    way: tuple[Act, ...]
    sees: Sight
    after: tuple[Act, ...] = ()
    seconds: float = SECONDS


class Lost(Exception):
    """A step could not be taken. The text says what was missing."""
