"""What keyword trackers have in common: which words are listened for more than once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gong_admin.api.types.settings import Tracker

EVERY_LANGUAGE = "mul"
"""How Gong writes that keywords count in calls of any language."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A keyword of one tracker that `other` listens for as well. `language` is the code it has
    in the tracker asked about."""

    keyword: str
    language: str
    other: Tracker


def keywords(tracker: Tracker) -> Iterator[tuple[str, str]]:
    """Language code and keyword, one pair for each keyword in each language."""
    for entry in tracker.language_keywords or ():
        for keyword in entry.keywords or ():
            yield entry.language or EVERY_LANGUAGE, keyword


class Overlaps:
    """Finds shared keywords among `trackers`.

    Two keywords are the same without regard to case and blanks, in the same language or where
    one of them counts in every language. Related forms are Gong's secret and not considered.
    """

    def __init__(self, trackers: Iterable[Tracker]) -> None:
        self._found: dict[str, list[tuple[str, Tracker]]] = {}
        for tracker in trackers:
            for language, keyword in keywords(tracker):
                self._found.setdefault(_folded(keyword), []).append((language, tracker))

    def of(self, tracker: Tracker) -> list[Shared]:
        """Every keyword of `tracker` with each other tracker that has it: those of its own
        workspace first, then in the order of its keywords."""
        shared: list[Shared] = []
        told: set[tuple[str, str, str | None]] = set()
        for language, keyword in keywords(tracker):
            for other_language, other in self._found.get(_folded(keyword), ()):
                once = language, _folded(keyword), other.tracker_id
                if (
                    other.tracker_id != tracker.tracker_id
                    and _meet(language, other_language)
                    and once not in told
                ):
                    told.add(once)
                    shared.append(Shared(keyword, language, other))
        shared.sort(key=lambda entry: entry.other.workspace_id != tracker.workspace_id)
        return shared

    def count(self, tracker: Tracker) -> int:
        """How many keywords of `tracker` others of its workspace have, too. A call belongs to one
        workspace, so that trackers of others never count the same words twice."""
        return len(
            {
                (entry.language, _folded(entry.keyword))
                for entry in self.of(tracker)
                if entry.other.workspace_id == tracker.workspace_id
            }
        )


def _folded(keyword: str) -> str:
    return " ".join(keyword.casefold().split())


def _meet(one: str, other: str) -> bool:
    return one == other or EVERY_LANGUAGE in (one, other)
