"""Profiles side by side: which settings differ, and which profiles are nearly the same.

A level and its leads or folders are one line here, as they are one choice to a person: 58 lines
for the 68 values, and one more for each setting of Gong's that this program does not know.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass

from gong_admin.services.profiles.editing import words
from gong_admin.services.profiles.reading import Reading, Value, level_of
from gong_admin.services.profiles.setting import (
    GROUP_TITLES,
    LEADS_COUNT_UNDER,
    Group,
    Setting,
    SettingKind,
)
from gong_admin.services.profiles.settings_catalogue import COMPANIONS, shown_settings
from gong_admin.services.words import counted

NEW_GROUP = "new"
"""The group of settings that only Gong has a name for."""

GROUPS: Mapping[str, str] = {
    **{group.value: title for group, (title, _about) in GROUP_TITLES.items()},
    NEW_GROUP: "New at Gong",
}
"""The title of each group, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is compared across profiles. `setting` is None for one that is new at Gong, whose
    `key` and `title` are its name there; `companion` the leads or folders of a level."""

    key: str
    group: str
    title: str
    help: str = ""
    setting: Setting | None = None
    companion: Setting | None = None

    @property
    def editable(self) -> bool:
        return self.setting is not None

    @property
    def keys(self) -> tuple[str, ...]:
        """The places in a profile that the line stands for."""
        return (self.key,) if self.companion is None else (self.key, self.companion.key)


LINES: tuple[Line, ...] = tuple(
    Line(setting.key, group.value, setting.name, setting.help, setting, COMPANIONS.get(setting.key))
    for group in Group
    for setting in shown_settings(group)
)
"""Everything that this program knows, in the order in which it is shown."""

Cell = tuple[Value, tuple[str, ...]]
"""What a profile has on a line: its value, and the ids of the leads or folders in no order that
means anything. A list that was never told is an empty one: nobody could see a difference."""


@dataclass(frozen=True, slots=True)
class Column:
    """One profile, made ready for comparing. `cells` are its values on `LINES`; `unknown` the
    rest by key, as JSON."""

    reading: Reading
    cells: tuple[Cell, ...]
    unknown: Mapping[str, str]


def column_of(reading: Reading) -> Column:
    """Make a profile ready. A tenth of a millisecond: keep it while the reading stays."""
    values = reading.values
    cells = tuple(
        _kept((values[line.key], _NONE))
        if line.companion is None
        else _kept((values[line.key], tuple(sorted(reading.ids(line.companion.key)))))
        for line in LINES
    )
    return Column(reading, cells, {one.key: one.value for one in reading.unknown})


_NONE: tuple[str, ...] = ()
_CELLS: dict[tuple[type, Cell], Cell] = {}
_CELLS_KEPT = 10_000


def _kept(cell: Cell) -> Cell:
    """The one cell for all that are equal: comparing them is a glance then."""
    if len(_CELLS) >= _CELLS_KEPT:
        _CELLS.clear()
    return _CELLS.setdefault((type(cell[0]), cell), cell)


def lines_of(columns: Iterable[Column]) -> tuple[Line, ...]:
    """All lines of these profiles: `LINES`, and what any of them has that is new at Gong."""
    known: set[str] = set()
    for column in columns:
        known.update(column.unknown)
    return (*LINES, *(Line(key, NEW_GROUP, key) for key in sorted(known)))


def cell_of(column: Column, lines: Sequence[Line], index: int) -> Cell:
    """What the profile has on the line number `index` of `lines`."""
    if index < len(LINES):
        return column.cells[index]
    return column.unknown.get(lines[index].key), _NONE


def differing_bits(one: Column, other: Column, lines: Sequence[Line]) -> int:
    """The lines on which two profiles are not the same, as the bits of a number: the lowest is
    the first line. For many profiles; see `differing`."""
    if one is other:
        return 0
    bits, bit = 0, 1
    for a, b in zip(one.cells, other.cells, strict=True):
        if a is not b and a != b:
            bits |= bit
        bit <<= 1
    if one.unknown != other.unknown:
        for number in range(len(LINES), len(lines)):
            key = lines[number].key
            if one.unknown.get(key) != other.unknown.get(key):
                bits |= 1 << number
    return bits


def differing(one: Column, other: Column, lines: Sequence[Line]) -> list[int]:
    """The numbers of the lines on which two profiles are not the same, in order."""
    bits = differing_bits(one, other, lines)
    return [number for number in range(len(lines)) if bits >> number & 1]


def cell_words(line: Line, cell: Cell) -> tuple[str, str]:
    """A cell as one reads it: "Team" and "2 leads", "On" and "". The second is what stands
    smaller behind the first."""
    value, ids = cell
    first = words(line.key, value)
    if line.setting is None or line.companion is None:
        return first, ""
    if line.setting.kind is SettingKind.LIBRARY_LEVEL:
        return first, counted(len(ids), "folder") if ids else ""
    if ids:
        return first, counted(len(ids), "lead")
    return first, "own team" if value == LEADS_COUNT_UNDER else ""


NameOf = Callable[[Setting, str], str]
"""The name of a lead or folder by its id; the id itself where nobody knows."""


def named_words(line: Line, cell: Cell, name_of: NameOf) -> str:
    """A cell in full: "Team (Ines Okafor, Kenji Arakawa)"."""
    first, second = cell_words(line, cell)
    companion, ids = line.companion, cell[1]
    if companion is None or not ids:
        return f"{first} ({second})" if second else first
    return f"{first} ({', '.join(name_of(companion, one) for one in ids)})"


def bars_of(line: Line, cell: Cell) -> int | None:
    """How far a level reaches, 0 to 4; None where the line is no level, or the level unknown."""
    if line.companion is None or line.setting is None:
        return None
    level = level_of(line.setting, cell[0])
    return None if level is None else level.bars


# -- nearly the same -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pair:
    """Two profiles, by their numbers, and on how many lines they differ."""

    first: int
    second: int
    distance: int


def nearest_pairs(
    columns: Sequence[Column], *, most: int = 100
) -> Generator[None, None, tuple[Pair, ...]]:
    """The pairs of profiles that differ on the fewest lines, the nearest first.

    Every pair is looked at: 500 profiles make 124,750. Each profile becomes one large number with
    a bit for each of its values; where two differ, two bits do. Yields often.
    """
    places: dict[tuple[str, object], int] = {}
    marks: list[int] = []
    lines = lines_of(columns)
    for column in columns:
        mark = 0
        for index, line in enumerate(lines):
            key = (line.key, cell_of(column, lines, index))
            mark |= 1 << places.setdefault(key, len(places))
        marks.append(mark)
        yield
    found: list[tuple[int, int, int]] = []
    for first, mark in enumerate(marks):
        found += [
            ((mark ^ marks[second]).bit_count() // 2, first, second)
            for second in range(first + 1, len(marks))
        ]
        if len(found) > 8 * most:
            found = heapq.nsmallest(most, found)
        yield
    return tuple(Pair(first, second, bits) for bits, first, second in heapq.nsmallest(most, found))
