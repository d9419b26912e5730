"""Where the palette's entries come from, and which of them fit what is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette. `run` does it; `detail` stands behind the title; `icon` is
    Phosphor's name, or "avatar" for a person. `extra` is searched as well, but not shown."""

    title: str
    run: Callable[[], object]
    detail: str = ""
    icon: str = "arrow-right"
    shortcut: str = ""
    extra: str = ""


@dataclass(slots=True)
class Source:
    """A group of entries under one heading.

    `count` tells how many there are, without making them; `find(words, limit)` the fitting ones.
    """

    heading: str
    find: Callable[[Sequence[str], int], list[Entry]]
    count: Callable[[], int]


def fixed(heading: str, entries: Callable[[], Iterable[Entry]]) -> Source:
    """A source of a few entries, made anew each time (panels, actions)."""

    def find(words: Sequence[str], limit: int) -> list[Entry]:
        found = [
            (place, entry)
            for entry in entries()
            if (place := rank(f"{entry.title} {entry.extra}".casefold(), words)) is not None
        ]
        found.sort(key=lambda pair: pair[0])
        return [entry for _, entry in found[:limit]]

    return Source(heading, find, lambda: sum(1 for _ in entries()))


@dataclass(slots=True)
class Folded:
    """Names made comparable once and searched often: 100,000 people at every key."""

    keys: list[str] = field(default_factory=list)

    def search(self, words: Sequence[str], limit: int) -> list[int]:
        """Positions of the best `limit` names: those with the word at a word's beginning first."""
        if not words:
            return list(range(min(limit, len(self.keys))))
        first, *rest = words
        hits = [
            position
            for position, key in enumerate(self.keys)
            if first in key and all(word in key for word in rest)
        ]
        best: list[tuple[int, int]] = []
        for position in hits[:5_000]:
            place = rank(self.keys[position], words)
            if place is not None:
                best.append((place, position))
        best.sort()
        return [position for _, position in best[:limit]]


def rank(text: str, words: Sequence[str]) -> int | None:
    """How well a casefolded `text` fits: 0 begins with it, 1 a word begins with it, 2 inside;
    summed over all words. None where a word is missing."""
    total = 0
    for word in words:
        at = text.find(word)
        if at < 0:
            return None
        if at == 0:
            continue
        total += 1 if f" {word}" in text or f"@{word}" in text else 2
    return total
