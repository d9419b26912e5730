"""Everybody else's names, addresses and numbers made unreadable in what is given to one person.

The same person has the same mask within one answer, so that a conversation can still be followed:
"Person 2 said …".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from email.utils import parseaddr

from gong_admin.services.privacy.proof.common_words import COMMON, TITLES
from gong_admin.services.privacy.proof.traces import (
    BESIDE,
    GAP,
    TRACE,
    digits_of,
    folded,
    mark_of,
    word,
    words_of,
)

_FEWEST, _MOST = 7, 15  # digits of a phone number (E.164); more are an id
_SHORTEST_NAME = 2  # letters; a single one is an initial
_COUNTRY = 3  # digits of the longest country code
_JOINED = re.compile(r"[\s,_\-‐‑–'’]{0,3}")  # between two words of one name, or two of its masks
_OWN = -1  # in place of somebody else: what is the person's stays

Words = tuple[str, ...]


class Mask:
    """`keep` are the subject's own addresses, numbers and names, which stay readable."""

    def __init__(self, keep: Iterable[str]) -> None:
        self._own: set[str] = set()  # marks of addresses and numbers
        self._own_words: set[str] = set()
        self._masks: list[str] = []  # by who somebody is; "" until it is shown
        self._count = 0
        self._people: dict[str, int] = {}  # by the marks of addresses and numbers
        self._called: dict[Words, int] = {}
        self._addressed: set[int] = set()  # those of whom an address is known
        self._names: dict[str, dict[Words, int]] = {}  # by their first words, which are folded
        self._solid: dict[str, int] = {}  # names in scripts without capitals
        self._pattern: re.Pattern[str] | None = None
        self._order: list[int] = []  # whose its groups are
        for one in filter(None, keep):
            if _is_id(one):
                self._own.add(mark_of(one))
                continue
            words = words_of(one)
            self._own_words.update(words)
            self._register(one, words, _OWN)

    # -- people --------------------------------------------------------------------------------

    def person(self, name: str, *ids: str) -> str:
        """The mask for somebody known by a name, and by addresses or numbers; themself where it is
        the subject. Whoever has an address is known by that: numbers and names are shared."""
        _, marks = _told(name, ids)
        own = [one in self._own for one in marks if "@" in one] or [
            one in self._own for one in marks
        ]
        words = words_of(name)
        if any(own) or (not marks and words and self._names.get(words[0], {}).get(words) == _OWN):
            return name or next(filter(None, ids))
        return self.other(name, *ids)

    def other(self, name: str, *ids: str) -> str:
        """The mask for somebody who is not the subject, whatever they share with them."""
        told, marks = _told(name, ids)
        at = self._known(words_of(told), [one for one in marks if one not in self._own])
        # What somebody is called was said when they became known.
        return self._shown(self.know(name, *ids) if at is None else at)

    def know(self, name: str, *ids: str, parts: bool = True) -> int:
        """Mask somebody else from now on: what they are called, and with `parts` each word of it
        by itself."""
        name, marks = _told(name, ids)
        marks = [one for one in marks if one not in self._own]
        words = words_of(name)
        at = self._known(words, marks)
        if at is None:
            at = len(self._masks)
            self._masks.append("")
        for one in marks:
            self._people.setdefault(one, at)
            if "@" in one:
                self._addressed.add(at)
        if words:
            self._called.setdefault(words, at)
            if parts or len(words) > 1:
                self._register(name, words, at)
                self._register("", (*words[-1:], *words[:-1]), at)  # "Brandt, Kai"
            for part in _parts(name) if parts else ():
                if not self._own_words.issuperset(words_of(part)):
                    self._register(part, words_of(part), at)
        return at

    def _known(self, words: Words, marks: Sequence[str]) -> int | None:
        addresses = [one for one in marks if "@" in one]
        for one in addresses or marks:
            if one in self._people:
                return self._people[one]
        at = self._called.get(words)
        return None if addresses and at in self._addressed else at

    def _shown(self, at: int) -> str:
        if not self._masks[at]:
            self._count += 1
            self._masks[at] = f"Person {self._count}"
        return self._masks[at]

    def _register(self, name: str, words: Words, at: int) -> None:
        if name and name.upper() == name.lower():
            # Without capitals there are often no blanks either: found within other words too.
            if any(one.isalpha() for one in name):
                self._solid.setdefault(r"\s*".join(map(re.escape, name.split())), at)
                self._pattern = None
        elif words and (at == _OWN or not self._own_words.issuperset(words) or len(words) > 1):
            self._names.setdefault(words[0], {}).setdefault(words, at)

    # -- texts ---------------------------------------------------------------------------------

    def text(self, words: str, *, ids: bool = False) -> str:
        """Words with known names, and every address and number, masked. `ids`: where digits are
        not a phone number unless it is known for one."""
        made, end = [], 0
        for found in TRACE.finditer(words):
            made.append(self._named(words[end : found.start()]))
            if found.lastgroup == "address":
                made.append(self._address(found[0]))
            elif found["number"] or digits_of(found[0]) in self._people:
                made.append(self._number(found, ids))
            else:
                made.append(found[0])
            end = found.end()
        made.append(self._named(words[end:]))
        return "".join(made)

    def _address(self, found: str) -> str:
        bare = found.strip(BESIDE)
        before, behind = found.partition(bare)[0], found.rpartition(bare)[2]
        # "?to=ines@…" in an address of the web.
        named, _, value = bare.rpartition("=")
        for one, lead in ((bare, ""), (value, f"{named}=" if named else "")):
            mark = mark_of(one.replace("%40", "@"))
            if mark in self._own:
                return f"{before}{lead}{one}{behind}"
            if mark in self._people:
                return f"{before}{lead}{self._shown(self._people[mark])}{behind}"
        return f"{before}[address]{behind}"

    def _number(self, match: re.Match[str], ids: bool) -> str:
        found = match[0]
        mark, runs = digits_of(found), re.findall(r"\d+", found)
        if mark in self._people:
            return self._shown(self._people[mark])
        if mark in self._own or any(_national(mark, one) for one in self._own):
            return found
        beside = match.string[match.start() - 1 : match.start()], match.string[match.end() :][:1]
        glued = any(one.isalpha() for one in beside)
        if not found.startswith(("+", "(+")) and (ids or (glued and len(runs) == 1)):
            return found
        if sum(map(len, runs)) <= _MOST:
            return "[number]"
        # Several, side by side; what is long by itself is an id.
        return " ".join(dict.fromkeys(one if len(one) > _MOST else "[number]" for one in runs))

    def _named(self, words: str) -> str:
        if not self._solid:
            return self._worded(words)
        if self._pattern is None:
            longest = sorted(self._solid, key=len, reverse=True)
            self._pattern = re.compile("|".join(f"({one})" for one in longest))
            self._order = [self._solid[one] for one in longest]
        made, end = [], 0
        for found in self._pattern.finditer(words):
            made.append(self._worded(words[end : found.start()]))
            at = self._order[(found.lastindex or 1) - 1]
            made.append(found[0] if at == _OWN else self._shown(at))
            end = found.end()
        return "".join([*made, self._worded(words[end:])])

    def _worded(self, words: str) -> str:
        """With names that are made of words masked, the longest first: "Ines Okafor" before
        "Ines"."""
        if not self._names:
            return words
        made: list[str] = []
        end, last = 0, _OWN
        for start, stop, at in self._found(words):
            between = words[end:start]
            # "Whitfield, Dana" is one person, once.
            if not (at == last != _OWN and _JOINED.fullmatch(between)):
                made.append(between)
                made.append(words[start:stop] if at == _OWN else self._shown(at))
            if at != _OWN and words[stop : stop + 1].isdigit():
                made.append(" ")  # "dana2" is not Person 12
            end, last = stop, at
        return "".join([*made, words[end:]])

    def _found(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Where names begin and end, and whose they are."""
        spots = [(one.start(), one.end(), folded(one[0])) for one in word().finditer(text)]
        at = 0
        while at < len(spots):
            names = self._names.get(spots[at][2], {})
            for words in sorted(names, key=len, reverse=True):
                there = spots[at : at + len(words)]
                if tuple(one[2] for one in there) != words or not all(
                    GAP.fullmatch(text, one[1], other[0])
                    for one, other in itertools.pairwise(there)
                ):
                    continue
                start, stop = there[0][0], there[-1][1]
                # "Will" is a name, "will" is none.
                if len(words) == 1 and words[0] in COMMON and text[start:stop].islower():
                    continue
                yield start, stop, names[words]
                at += len(words)
                break
            else:
                at += 1


def _parts(name: str) -> Iterator[str]:
    """What somebody may be called by: first names, surnames, each half of a double one."""
    for piece in name.split():
        halves = word().findall(piece)
        letters = [one for one in halves if not one.isdigit()]
        # "2nd" and "3G" are no names.
        shortest = _SHORTEST_NAME if letters == halves else _SHORTEST_NAME + 1
        whole = ("".join(letters), piece) if len(letters) > 1 else ()
        for one in (*letters, *whole):
            if len(one) >= shortest and folded(one.strip(".")) not in TITLES:
                yield one


def _told(name: str, ids: Iterable[str]) -> tuple[str, list[str]]:
    """The name, and the marks of what else is known: an address may stand beside a name in either
    of them."""
    marks = []
    for one in (name, *ids):
        written, address = parseaddr(one) if "<" in one else ("", one)
        if _is_id(address):
            marks.append(mark_of(address))
            if one == name:
                name = ""
            name = name or written
    return name, marks


def _is_id(text: str) -> bool:
    """Whether it is an address or a number, and no name."""
    return "@" in text or (
        sum(map(str.isdigit, text)) >= _FEWEST and not any(map(str.isalpha, text))
    )


def _national(digits: str, own: str) -> bool:
    """Whether somebody's number is written here without its country."""
    return len(digits) > _FEWEST and own.endswith(digits) and len(own) - len(digits) <= _COUNTRY
