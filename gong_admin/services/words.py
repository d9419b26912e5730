"""Numbers in sentences."""

from __future__ import annotations

from collections.abc import Iterable


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 call", "2,400 calls". `many` where adding an s won't do."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def ranges(numbers: Iterable[int]) -> str:
    """Numbers, those in a row together: "1–3, 7"."""
    runs: list[tuple[int, int]] = []
    for one in sorted(numbers):
        if runs and one == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], one)
        else:
            runs.append((one, one))
    return ", ".join(f"{first}" if first == last else f"{first}–{last}" for first, last in runs)
