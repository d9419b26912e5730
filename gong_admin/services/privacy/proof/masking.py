"""Everybody else's names, addresses and numbers made unreadable in what is given to one person.

The same person has the same mask within one answer, so that a conversation can still be followed:
"Person 2 said …".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ADDRESS = re.compile(r"[^\s@<>\"',;:()\[\]]+@[^\s@<>\"',;:()\[\]]+\.[A-Za-z]{2,}")
_NUMBER = re.compile(r"(?<![\w.])\+?\d[\d\s().\-/]{6,}\d(?![\w.])")
_SHORTEST_NAME = 3  # letters; shorter words are words


class Mask:
    """`keep` are the subject's own addresses, numbers and names, which stay readable."""

    def __init__(self, keep: Iterable[str]) -> None:
        self._keep = {_mark(one) for one in keep if one}
        self._people: dict[str, str] = {}
        self._names: list[tuple[re.Pattern[str], str]] = []

    def person(self, name: str, *others: str) -> str:
        """The mask for somebody known by a name, and by addresses or numbers; themself where it is
        the subject."""
        ids = [one for one in (name, *others) if one]
        if any(_mark(one) in self._keep for one in ids):
            return name or ids[0]
        known = next((self._people[_mark(one)] for one in ids if _mark(one) in self._people), "")
        mask = known or f"Person {len(set(self._people.values())) + 1}"
        for one in ids:
            if _mark(one) not in self._people:
                self._people[_mark(one)] = mask
                self._remember(one, mask)
        return mask

    def text(self, words: str) -> str:
        """Words with known names, and every address and number, masked."""
        # Addresses first: they are made of names.
        words = _NUMBER.sub(self._number, _ADDRESS.sub(self._address, words))
        for pattern, mask in self._names:
            words = pattern.sub(mask, words)
        return words

    def _remember(self, name: str, mask: str) -> None:
        if "@" in name or any(one.isdigit() for one in name):
            return
        # The whole name first: "Ines Okafor" before "Ines".
        parts = [name, *(part for part in name.split() if len(part) >= _SHORTEST_NAME)]
        for part in parts:
            if _mark(part) in self._keep or any(_mark(part) in one.split() for one in self._keep):
                continue
            self._names.append((re.compile(rf"\b{re.escape(part)}\b", re.IGNORECASE), mask))
        self._names.sort(key=lambda pair: -len(pair[0].pattern))

    def _address(self, found: re.Match[str]) -> str:
        mark = _mark(found[0])
        return found[0] if mark in self._keep else self._people.get(mark, "[address]")

    def _number(self, found: re.Match[str]) -> str:
        mark = _mark(found[0])
        return found[0] if mark in self._keep else self._people.get(mark, "[number]")


def _mark(text: str) -> str:
    """What makes two the same: case and the way a number is written do not matter."""
    digits = "".join(one for one in text if one.isdigit())
    if len(digits) >= 7 and "@" not in text:
        return digits.lstrip("0")
    return " ".join(text.casefold().split())
