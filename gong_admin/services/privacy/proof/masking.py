"""Everybody else's names, addresses and numbers made unreadable in what is given to one person.

The same person has the same mask within one answer, so that a conversation can still be followed:
"Person 2 said …".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_ADDRESS = re.compile(r"[^\s@<>\"',;:()\[\]]+@[^\s@<>\"',;:()\[\]]+\.[A-Za-z]{2,}")
_NUMBER = re.compile(r"(?<![\w.])\+?\d[\d\s().\-/]{6,}\d(?![\w.])")
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?[./]\d{2,4}")
_FEWEST, _MOST = 7, 15  # digits of a phone number (E.164); more are an id
_SHORTEST_NAME = 3  # letters; shorter words are words


class Mask:
    """`keep` are the subject's own addresses, numbers and names, which stay readable."""

    def __init__(self, keep: Iterable[str]) -> None:
        self._keep = {_mark(one) for one in keep if one}
        self._people: dict[str, str] = {}
        self._names: dict[str, str] = {}  # as they are compared: folded
        self._parts: set[str] = set()  # of them, those that are a part of a name
        self._count = 0
        self._pattern: re.Pattern[str] | None = None

    def person(self, name: str, *others: str) -> str:
        """The mask for somebody known by a name, and by addresses or numbers; themself where it is
        the subject."""
        ids = [one for one in (name, *others) if one]
        if any(_mark(one) in self._keep for one in ids):
            return name or ids[0]
        known = next((self._people[_mark(one)] for one in ids if _mark(one) in self._people), "")
        if not known:
            self._count += 1
        mask = known or f"Person {self._count}"
        for one in ids:
            if _mark(one) not in self._people:
                self._people[_mark(one)] = mask
                self._remember(one, mask)
        return mask

    def text(self, words: str) -> str:
        """Words with known names, and every address and number, masked."""
        # Addresses first: they are made of names.
        words = _NUMBER.sub(self._number, _ADDRESS.sub(self._address, words))
        if not self._names:
            return words
        if self._pattern is None:
            # The whole name first: "Ines Okafor" before "Ines".
            parts = map(_bounded, sorted(self._names, key=len, reverse=True))
            self._pattern = re.compile("|".join(parts), re.IGNORECASE)
        return self._pattern.sub(self._name, words)

    def _remember(self, name: str, mask: str) -> None:
        if "@" in name or any(one.isdigit() for one in name):
            return
        for part in (name, *(part for part in name.split() if len(part) >= _SHORTEST_NAME)):
            if _mark(part) in self._keep or any(_mark(part) in one.split() for one in self._keep):
                continue
            folded = " ".join(part.casefold().split())
            if part != name and folded not in self._names:
                self._parts.add(folded)
            elif part == name:
                self._parts.discard(folded)
            self._names.setdefault(folded, mask)
            self._pattern = None

    def _name(self, found: re.Match[str]) -> str:
        folded = " ".join(found[0].casefold().split())
        # "Will" is a name, "will" is none.
        if folded in self._parts and found[0].islower():
            return found[0]
        return self._names.get(folded, "[name]")

    def _address(self, found: re.Match[str]) -> str:
        mark = _mark(found[0])
        return found[0] if mark in self._keep else self._people.get(mark, "[address]")

    def _number(self, found: re.Match[str]) -> str:
        digits = sum(one.isdigit() for one in found[0])
        if not _FEWEST <= digits <= _MOST or _DATE.match(found[0]):
            return found[0]
        mark = _mark(found[0])
        return found[0] if mark in self._keep else self._people.get(mark, "[number]")


def _bounded(name: str) -> str:
    """A pattern for a name that is no part of a longer word; scripts without capitals often write
    words without blanks, or with others before them."""
    words = r"\s+".join(map(re.escape, name.split()))
    return rf"\b{words}\b" if name.upper() != name.lower() else words


def _mark(text: str) -> str:
    """What makes two the same: case and the way a number is written do not matter."""
    digits = "".join(one for one in text if one.isdigit())
    if len(digits) >= 7 and "@" not in text:
        return digits.lstrip("0")
    return " ".join(text.casefold().split())
