"""Numbers in sentences."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 call", "2,400 calls". `many` where adding an s won't do."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
