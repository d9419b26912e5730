"""A list of people for a case: who is taken, and what is set aside. What is no address and no
number, what is doubtful, and what occurs twice, is set aside with its line, never dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from gong_admin.services.privacy.identifiers import Identifier, IdentifierKind


class IntakeError(ValueError):
    """A file that can't be read as a list. `line` is where, 0 for the file as a whole."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that can be looked up. `sheet` is where it stands, "" where there is but one. `kept`:
    they must not be erased, and the user has taken them in all the same."""

    line: int
    identifier: Identifier
    sheet: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is left out, and why, in a sentence. `first_line` is where a duplicate stood
    first, 0 for others. `found` is whom it would be, where the user may take it all the same;
    `hold`: it must not be erased, which says nothing against an access request."""

    line: int
    text: str
    reason: str
    first_line: int = 0
    sheet: str = ""
    found: Identifier | None = None
    hold: bool = False


@dataclass(frozen=True, slots=True)
class Against:
    """Why somebody who could be looked up is not. `hold`: because they must not be erased."""

    reason: str
    hold: bool = False


@dataclass(slots=True)
class Intake:
    """`columns` are the titles of those that were used; `about` says how a file was read. `sheets`
    are those of a workbook that were read, `unread` those that were not, being hidden."""

    taken: list[Taken] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    about: str = ""
    sheets: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def held(self) -> list[SetAside]:
        """Those who are left out of an erasure alone."""
        return [one for one in self.aside if one.hold and one.found is not None]

    def with_held(self) -> list[Identifier]:
        """Whom an access request takes in: also those who must not be erased."""
        held = [Taken(one.line, one.found, one.sheet) for one in self.held if one.found is not None]
        return [one.identifier for one in sorted([*self.taken, *held], key=self._place)]

    def sorted_with(self, taken: Iterable[Taken], aside: Iterable[SetAside]) -> Intake:
        """The same list with other rows, in the order of the file."""
        return replace(
            self,
            taken=sorted(taken, key=self._place),
            aside=sorted(aside, key=self._place),
        )

    def _place(self, one: Taken | SetAside) -> tuple[int, int]:
        return self.sheets.index(one.sheet) if one.sheet in self.sheets else -1, one.line


Mark = tuple[IdentifierKind, str]


def mark_of(one: Identifier) -> Mark:
    """What two rows have in common that are the same."""
    return one.kind, one.compared


def correct(intake: Intake, line: SetAside, found: Identifier) -> Intake:
    """The list with a line that was set aside corrected to `found`; set aside again where the
    same stands in another line. Corrected to what it was, it is taken in."""
    return _moved(intake, [(line, found)])


def take_in(intake: Intake, lines: Sequence[SetAside]) -> Intake:
    """The list with these lines taken, as far as they can be: the user has looked at them."""
    return _moved(intake, [(one, one.found) for one in lines if one.found is not None])


def _moved(intake: Intake, lines: Sequence[tuple[SetAside, Identifier]]) -> Intake:
    gone = {id(line) for line, _ in lines}
    aside = [one for one in intake.aside if id(one) not in gone]
    taken = list(intake.taken)
    there = {mark_of(one.identifier): one for one in taken}
    for line, found in lines:
        same = there.get(mark_of(found))
        if same is not None:
            aside.append(
                SetAside(
                    line.line,
                    found.shown,
                    same_as(same.line, same.sheet, line.sheet),
                    first_line=same.line,
                    sheet=line.sheet,
                )
            )
            continue
        kept = line.hold and line.found is not None and mark_of(line.found) == mark_of(found)
        if kept:
            found = replace(found, warnings=(*found.warnings, line.reason))
        there[mark_of(found)] = new = Taken(line.line, found, line.sheet, kept=kept)
        taken.append(new)
    return intake.sorted_with(taken, aside)


def leave_out(intake: Intake, why: Callable[[Identifier], Against | None]) -> Intake:
    """The list without those that there is something against. Whoever must not be erased stays
    where the user has taken them in."""
    taken: list[Taken] = []
    aside = list(intake.aside)
    for one in intake.taken:
        against = why(one.identifier)
        if against is None or (against.hold and one.kept):
            taken.append(one)
            continue
        found = one.identifier if against.hold else None
        shown = one.identifier.shown
        aside.append(
            SetAside(
                one.line, shown, against.reason, sheet=one.sheet, found=found, hold=against.hold
            )
        )
    return intake if len(taken) == len(intake.taken) else intake.sorted_with(taken, aside)


def same_as(line: int, sheet: str, here: str) -> str:
    """That the same stands in another line, of another sheet perhaps."""
    if sheet != here:
        return f"The same as in line {line:,} of the sheet “{sheet}”."
    return f"The same as in line {line:,}."
