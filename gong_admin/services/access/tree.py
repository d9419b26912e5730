"""Who is below whom, as ranges: asking costs nothing, however large the company is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NOBODY = -1
"""In place of a parent's number, for whoever has none."""


class Tree:
    """The people laid out so that everybody below a person stands side by side.

    People are numbers from 0. Managers that go round in a circle are all below one another: they
    share one range. Somebody who manages themselves stands at the top.
    """

    def __init__(self, parents: Sequence[int]) -> None:
        """`parents[n]` is the number of n's manager, `NOBODY` where there is none."""
        self._parents = parents
        count = len(parents)
        self.place = [0] * count
        self.start = [0] * count
        self.end = [0] * count
        self._lay_out(_circles(parents))

    def below(self, above: int, person: int) -> bool:
        """Whether `person` is `above`, or below them at any depth."""
        return self.start[above] <= self.place[person] < self.end[above]

    def chain(self, person: int) -> list[int]:
        """The person and everybody above, nearest first; each once, also in a circle."""
        chain: list[int] = []
        seen: set[int] = set()
        while person != NOBODY and person not in seen:
            seen.add(person)
            chain.append(person)
            person = self._parents[person]
        return chain

    def parent(self, person: int) -> int:
        return self._parents[person]

    def ranges(self, above: Iterable[int]) -> list[tuple[int, int]]:
        """The places of all these and of everybody below them, each place once."""
        found: list[tuple[int, int]] = []
        for start, end in sorted((self.start[one], self.end[one]) for one in above):
            # Two ranges of a tree never overlap in part: one holds the other, or they are apart.
            if not found or start >= found[-1][1]:
                found.append((start, end))
        return found

    def _lay_out(self, circles: list[list[int]]) -> None:
        parents, place, start, end = self._parents, self.place, self.start, self.end
        children: list[list[int]] = [[] for _ in parents]
        # A circle is cut open at its first member, from whom all others hang.
        tops = [circle[0] for circle in circles]
        cut = set(tops)
        for number, parent in enumerate(parents):
            if parent == NOBODY:
                tops.append(number)
            elif number not in cut:
                children[parent].append(number)
        now = 0
        for top in tops:
            waiting = [top]
            while waiting:
                number = waiting.pop()
                if number < 0:
                    end[~number] = now  # everybody below has been placed
                    continue
                place[number] = start[number] = now
                now += 1
                waiting.append(~number)
                waiting.extend(children[number])
        for circle in circles:
            for number in circle[1:]:
                start[number], end[number] = start[circle[0]], end[circle[0]]


def _circles(parents: Sequence[int]) -> list[list[int]]:
    """The circles of managers. Everybody has one manager, so no two circles touch."""
    walk_of = [0] * len(parents)  # in which walk upwards somebody was met first
    circles: list[list[int]] = []
    for number in range(len(parents)):
        walk, at = number + 1, number
        while at != NOBODY and not walk_of[at]:
            walk_of[at] = walk
            at = parents[at]
        if at != NOBODY and walk_of[at] == walk:
            circle = [at]
            after = parents[at]
            while after != at:
                circle.append(after)
                after = parents[after]
            circles.append(circle)
    return circles
