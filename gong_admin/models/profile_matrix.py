"""The model behind the matrix of profiles: a row a setting, a column a profile.

The first column is the baseline that the others are compared with. Rows stand under headings,
which are rows too, so that the keyboard can be on one. What a painted cell needs is asked for
directly (`line_at`, `cell_at`, `differs_at`); Qt's roles are for the clipboard and for assistive
technology.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from gong_admin.models.roles import ACCESSIBLE, DISPLAY, TOOLTIP, AnyIndex
from gong_admin.models.steps import Steps, drain
from gong_admin.services.profiles.comparing import (
    GROUPS,
    Cell,
    Column,
    Line,
    NameOf,
    cell_of,
    cell_words,
    differing_bits,
    lines_of,
    named_words,
)


@dataclass(frozen=True, slots=True)
class MatrixProfile:
    """One column. `now` is the profile with its edits on top, `original` without; the same object
    where there are none. `note` stands below the name: its members, its workspace."""

    id: str
    name: str
    note: str
    now: Column
    original: Column


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of that number, or the heading of a group for -1."""

    group: str
    line: int = -1

    @property
    def is_heading(self) -> bool:
        return self.line < 0


@dataclass(frozen=True, slots=True)
class Counts:
    """What the corner says: how many settings differ, are there, and are hidden as equal."""

    differing: int
    total: int
    hidden: int


@dataclass(slots=True)
class Compared:
    """Profiles that have been compared with the first of them; what differs and what is edited
    are bits by the lines' numbers."""

    profiles: list[MatrixProfile]
    lines: tuple[Line, ...]
    differs: list[int]
    staged: list[int]


def compare(profiles: list[MatrixProfile]) -> Steps[Compared]:
    """Compare all with the first, some at a time."""
    lines = lines_of(profile.now for profile in profiles)
    found = Compared(profiles, lines, [], [])
    for number, each in enumerate(profiles):
        found.differs.append(differing_bits(profiles[0].now, each.now, lines))
        found.staged.append(differing_bits(each.original, each.now, lines))
        if not number % _AT_A_TIME:
            yield
    return found


_AT_A_TIME = 20


class ProfileMatrix(QAbstractTableModel):
    """`rebuilt` after other rows or columns are shown; `dataChanged` when only cells differ."""

    rebuilt = Signal()

    def __init__(self, name_of: NameOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name_of = name_of
        self._profiles: list[MatrixProfile] = []
        self._lines: tuple[Line, ...] = lines_of(())
        self._texts: tuple[str, ...] = ()
        # By column the lines that differ from the baseline, and those that are edited, as bits.
        self._differs: list[int] = []
        self._staged: list[int] = []
        self._any = self._unlike = 0
        self._rows: list[Row] = []
        self._in_group: dict[str, int] = {}
        self._terms: tuple[str, ...] = ()
        self._only_differences = False
        self._hidden_groups: frozenset[str] = frozenset()
        self._collapsed: set[str] = set()
        self._set_lines(self._lines)

    # -- what is compared ------------------------------------------------------------------------

    @property
    def profiles(self) -> Sequence[MatrixProfile]:
        """The columns from the left; the first is the baseline."""
        return self._profiles

    @property
    def name_of(self) -> NameOf:
        """How leads and folders are named."""
        return self._name_of

    @property
    def lines(self) -> Sequence[Line]:
        return self._lines

    def set_profiles(self, compared: Compared | Iterable[MatrixProfile]) -> None:
        """Compare these, the first with all others. Many are better `compared` in steps before."""
        if not isinstance(compared, Compared):
            compared = drain(compare(list(compared)))
        self.beginResetModel()
        self._profiles = compared.profiles
        self._differs, self._staged = compared.differs, compared.staged
        self._set_lines(compared.lines)
        self._sum_up()
        self._rows = self._wanted_rows(frozenset())
        self.endResetModel()
        self.rebuilt.emit()

    def update_profiles(self, changed: Iterable[MatrixProfile]) -> None:
        """Show these in place of those of the same id: their edits are others."""
        numbers = {profile.id: number for number, profile in enumerate(self._profiles)}
        touched: list[int] = []
        for profile in changed:
            number = numbers.get(profile.id)
            if number is not None:
                self._profiles[number] = profile
                touched.append(number)
        if not touched:
            return
        shown = frozenset(row.line for row in self._rows)
        self._compare(range(len(self._profiles)) if 0 in touched else touched)
        rows = self._wanted_rows(shown)
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            self.rebuilt.emit()
        elif self._rows and self._profiles:
            last = self.index(len(self._rows) - 1, len(self._profiles) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def column_number(self, profile_id: str) -> int:
        """Which column a profile is in; -1 when it is not compared."""
        return next((n for n, each in enumerate(self._profiles) if each.id == profile_id), -1)

    # -- what is shown ---------------------------------------------------------------------------

    def set_filter(self, text: str) -> None:
        """Show only settings with every word of `text` in their name, help or place."""
        terms = tuple(text.casefold().split())
        if terms != self._terms:
            self._terms = terms
            self._rebuild()

    def set_only_differences(self, on: bool) -> None:
        """Whether settings on which all profiles agree are left out."""
        if on != self._only_differences:
            self._only_differences = on
            self._rebuild()

    def set_hidden_groups(self, groups: Collection[str]) -> None:
        """Leave these groups out."""
        if frozenset(groups) != self._hidden_groups:
            self._hidden_groups = frozenset(groups)
            self._rebuild()

    def is_collapsed(self, group: str) -> bool:
        return group in self._collapsed and not self._terms

    def toggle_group(self, group: str) -> None:
        """Fold a group, or unfold it. While a filter is set all are unfolded."""
        self._collapsed ^= {group}
        self._rebuild()

    @property
    def filtered(self) -> bool:
        return bool(self._terms)

    def counts(self) -> Counts:
        total = len(self._lines)
        equal = total - self._unlike.bit_count() if self._only_differences else 0
        return Counts(self._any.bit_count(), total, equal)

    def row(self, number: int) -> Row:
        return self._rows[number]

    @property
    def rows(self) -> Sequence[Row]:
        return self._rows

    def row_of(self, row: Row) -> int:
        """Where a row is shown now; -1 when it is not."""
        try:
            return self._rows.index(row)
        except ValueError:
            return -1

    def group_size(self, group: str) -> int:
        """How many settings of a group would be shown, folded or not."""
        return self._in_group.get(group, 0)

    # -- cells -----------------------------------------------------------------------------------

    def line_at(self, row: int) -> Line | None:
        """The setting of a row; None for a heading."""
        number = self._rows[row].line
        return None if number < 0 else self._lines[number]

    def cell_at(self, row: int, column: int) -> Cell:
        """What a profile has, edits included. ValueError for a heading."""
        number = self._rows[row].line
        if number < 0:
            raise ValueError("a heading has no cells")
        return cell_of(self._profiles[column].now, self._lines, number)

    def differs_at(self, row: int, column: int) -> bool:
        """Whether a cell is unlike that of the baseline."""
        return _has(self._differs[column], self._rows[row].line)

    def staged_at(self, row: int, column: int) -> bool:
        """Whether a cell is edited and not saved."""
        return _has(self._staged[column], self._rows[row].line)

    def words_at(self, row: int, column: int) -> tuple[str, str]:
        """A cell in words: the value, and what stands smaller behind it."""
        line = self._lines[self._rows[row].line]
        return cell_words(line, self.cell_at(row, column))

    def whole_words(self, row: int, column: int) -> str:
        """A cell with the names of its leads or folders: "Team (Ines Okafor, Kenji Arakawa)"."""
        line = self._lines[self._rows[row].line]
        return self._named(line, self.cell_at(row, column))

    def was_words(self, row: int, column: int) -> str:
        """What Gong has in place of an edited cell; "" for one that is not edited."""
        if not self.staged_at(row, column):
            return ""
        number = self._rows[row].line
        was = cell_of(self._profiles[column].original, self._lines, number)
        return self._named(self._lines[number], was)

    def tip_at(self, row: int, column: int) -> str:
        """All that there is to say about a cell."""
        line = self.line_at(row)
        if line is None:
            return ""
        parts = [f"{line.title}: {self.whole_words(row, column)}"]
        was = self.was_words(row, column)
        if was:
            parts.append(self.tr("Was {0}. Not saved yet.").format(was))
        if column and self.differs_at(row, column):
            base = self._profiles[0].name
            parts.append(self.tr("{0} has {1}").format(base, self.whole_words(row, 0)))
        if line.setting is None:
            parts.append(self.tr("New at Gong: it is kept and can't be edited here."))
        return "\n".join(parts)

    def _named(self, line: Line, cell: Cell) -> str:
        return named_words(line, cell, self._name_of)

    # -- what Qt asks for ------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._profiles)

    def data(self, index: AnyIndex, role: int = DISPLAY) -> Any:
        if role not in _SERVED or not index.isValid():
            return None
        row, column = index.row(), index.column()
        if self._rows[row].is_heading:
            return None if role == TOOLTIP else self._heading(self._rows[row].group)
        if role == TOOLTIP:
            return self.tip_at(row, column)
        if role == DISPLAY:
            return " ".join(part for part in self.words_at(row, column) if part)
        return self._spoken(row, column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if role not in _SERVED:
            return None
        if orientation == Qt.Orientation.Horizontal:
            if not 0 <= section < len(self._profiles):
                return None
            profile = self._profiles[section]
            if role == DISPLAY:
                return profile.name
            return f"{profile.name}\n{profile.note}"
        if not 0 <= section < len(self._rows):
            return None
        line = self.line_at(section)
        if line is None:
            return None if role == TOOLTIP else self._heading(self._rows[section].group)
        if role == TOOLTIP:
            risk = line.setting.risk if line.setting is not None else ""
            return "\n".join(part for part in (line.title, line.help, risk, line.key) if part)
        return line.title

    def _heading(self, group: str) -> str:
        folded = self.tr(", folded") if self.is_collapsed(group) else ""
        return self.tr("{0}, {1} settings").format(GROUPS[group], self.group_size(group)) + folded

    def _spoken(self, row: int, column: int) -> str:
        """A cell as a screen reader says it: setting, profile, value, what is special about it."""
        line = self._lines[self._rows[row].line]
        said = f"{line.title}, {self._profiles[column].name}: {self.whole_words(row, column)}"
        if column == 0:
            said += self.tr(", baseline")
        elif self.differs_at(row, column):
            said += self.tr(", differs from the baseline")
        was = self.was_words(row, column)
        return said + (self.tr(", was {0}, not saved").format(was) if was else "")

    # -- within ----------------------------------------------------------------------------------

    def _set_lines(self, lines: tuple[Line, ...]) -> None:
        self._lines = lines
        self._texts = tuple(
            f"{line.title}\n{line.help}\n{line.key}\n{GROUPS[line.group]}".casefold()
            for line in lines
        )

    def _compare(self, numbers: Iterable[int]) -> None:
        """Compare these columns with the baseline anew."""
        lines, profiles = self._lines, self._profiles
        for number in numbers:
            each = profiles[number]
            self._differs[number] = differing_bits(profiles[0].now, each.now, lines)
            self._staged[number] = differing_bits(each.original, each.now, lines)
        self._sum_up()

    def _sum_up(self) -> None:
        self._any = functools.reduce(operator.or_, self._differs, 0)
        # Or did before an edit: what will be saved is seen.
        self._unlike = functools.reduce(operator.or_, self._staged, self._any)

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._rows = self._wanted_rows(frozenset())
        self.endResetModel()
        self.rebuilt.emit()

    def _wanted_rows(self, kept: frozenset[int]) -> list[Row]:
        """The rows to show; lines in `kept` also where they are equal by now."""
        by_group: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            if line.group in self._hidden_groups:
                continue
            if self._only_differences and not _has(self._unlike, number) and number not in kept:
                continue
            if all(term in self._texts[number] for term in self._terms):
                by_group.setdefault(line.group, []).append(number)
        self._in_group = {group: len(numbers) for group, numbers in by_group.items()}
        rows: list[Row] = []
        for group in GROUPS:
            if group in by_group:
                rows.append(Row(group))
                if not self.is_collapsed(group):
                    rows += [Row(group, number) for number in by_group[group]]
        return rows


def _has(bits: int, number: int) -> bool:
    return number >= 0 and bool(bits >> number & 1)


_SERVED = frozenset({DISPLAY, TOOLTIP, ACCESSIBLE})
