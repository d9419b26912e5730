"""Numbers and changes in sentences."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_FROM_THE_RIGHT = frozenset({"R", "AL"})


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 call", "2,400 calls". `many` where adding an s won't do."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def from_to(before: str, after: str) -> str:
    """What changed: "Off → On". A name that is written from the right would turn the line around,
    and with it what the arrow says: such names are isolated (Unicode's UAX 9)."""
    if not any(unicodedata.bidirectional(sign) in _FROM_THE_RIGHT for sign in before + after):
        return f"{before} → {after}"
    return f"\u200e\u2068{before}\u2069 → \u2068{after}\u2069"


def ranges(numbers: Iterable[int]) -> str:
    """Numbers, those in a row together: "1–3, 7"."""
    runs: list[tuple[int, int]] = []
    for one in sorted(numbers):
        if runs and one == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], one)
        else:
            runs.append((one, one))
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in runs)
