"""A list of people for a case: pasted, or read from a file. What is no address and no number, and
what occurs twice, is set aside with its line, never dropped."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from gong_admin.api.cancel import CancelToken
from gong_admin.services.privacy.identifiers import (
    Identifier,
    IdentifierKind,
    NotAnIdentifier,
    recognise,
)

MOST_ROWS = 100_000
"""More lines than any list of people should have: beyond, a file was taken by mistake."""

_TITLES = {
    IdentifierKind.EMAIL: ("email", "e-mail", "mail", "correo", "courriel"),
    IdentifierKind.PHONE: ("phone", "mobile", "telefon", "téléphone", "teléfono", "tel", "cell"),
}
_LOOKED_AT = 20  # rows from which the columns without a title are guessed


class IntakeError(ValueError):
    """A file that can't be read as a list. `line` is where, 0 for the file as a whole."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that can be looked up."""

    line: int
    identifier: Identifier


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that is left out, and why, in a sentence. `first_line` is where a duplicate stood
    first, 0 for others."""

    line: int
    text: str
    reason: str
    first_line: int = 0


@dataclass(slots=True)
class Intake:
    """`columns` are the titles of those that were used; `about` says how a file was read."""

    taken: list[Taken] = field(default_factory=list)
    aside: list[SetAside] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    about: str = ""


Row = tuple[int, Sequence[str]]  # its line from 1, its cells


def read_text(text: str, region: str = "") -> Intake:
    """What was pasted: one a line, or separated by commas, semicolons or tabs."""
    lines = enumerate(text.splitlines(), 1)
    cells = (
        (number, [part])
        for number, line in lines
        for part in _parts(line)
        if part.strip(" \t\"'\ufeff")
    )
    return take(cells, region, CancelToken(), columns=(0,))


def take(
    rows: Iterable[Row], region: str, token: CancelToken, *, columns: Sequence[int] | None = None
) -> Intake:
    """Sort rows into those that can be looked up and those that can't. `columns` says which cells
    to use; None finds out from titles or contents. Raises `IntakeError`, `Cancelled`."""
    intake = Intake()
    waiting = iter(rows)
    if columns is None:
        head = _first(waiting, _LOOKED_AT)
        columns, intake.columns, titled = _columns(head, region)
        waiting = _chain(head[1:] if titled else head, waiting)
    seen: dict[tuple[IdentifierKind, str], int] = {}
    for count, (line, cells) in enumerate(waiting, 1):
        if count % 1000 == 0:
            token.raise_if_cancelled()
        if count > MOST_ROWS:
            raise IntakeError(f"A list has at most {MOST_ROWS:,} lines; this one goes on.", line)
        used = [cells[column].strip() for column in columns if column < len(cells)]
        for text in filter(None, used):
            _take_one(intake, seen, line, text, region)
    return intake


def correct(intake: Intake, line: SetAside, found: Identifier) -> Intake:
    """The list with a line that was set aside corrected to `found`; set aside again where the
    same stands in another line."""
    aside = [one for one in intake.aside if one is not line]
    same = next((one for one in intake.taken if _mark(one.identifier) == _mark(found)), None)
    if same is not None:
        reason = f"The same as in line {same.line:,}."
        again = SetAside(line.line, found.shown, reason, first_line=same.line)
        return replace(intake, aside=sorted([*aside, again], key=lambda one: one.line))
    taken = sorted([*intake.taken, Taken(line.line, found)], key=lambda one: one.line)
    return replace(intake, taken=taken, aside=aside)


def _mark(one: Identifier) -> tuple[IdentifierKind, str]:
    return one.kind, one.compared


def leave_out(intake: Intake, why: Callable[[Identifier], str]) -> Intake:
    """The list without those that there is a reason against: `why` says it in a sentence, "" for
    none. They are set aside with it."""
    left = [(one, reason) for one in intake.taken if (reason := why(one.identifier))]
    if not left:
        return intake
    gone = {id(one) for one, _ in left}
    aside = [SetAside(one.line, one.identifier.shown, reason) for one, reason in left]
    return replace(
        intake,
        taken=[one for one in intake.taken if id(one) not in gone],
        aside=sorted([*intake.aside, *aside], key=lambda one: one.line),
    )


def _take_one(
    intake: Intake,
    seen: dict[tuple[IdentifierKind, str], int],
    line: int,
    text: str,
    region: str,
) -> None:
    try:
        found = recognise(text, region)
    except NotAnIdentifier as problem:
        intake.aside.append(SetAside(line, problem.typed, problem.reason))
        return
    mark = (found.kind, found.compared)
    if mark in seen:
        reason = f"The same as in line {seen[mark]:,}."
        intake.aside.append(SetAside(line, found.shown, reason, first_line=seen[mark]))
        return
    seen[mark] = line
    intake.taken.append(Taken(line, found))


def _parts(line: str) -> list[str]:
    # A comma inside quotes belongs to a name: "Halloran, Ines" <ines@…>.
    try:
        return next(csv.reader([line.replace(";", ",").replace("\t", ",")], skipinitialspace=True))
    except (csv.Error, StopIteration):
        return [line]


def _first(rows: Iterator[Row], count: int) -> list[Row]:
    head: list[Row] = []
    for row in rows:
        if any(cell.strip() for cell in row[1]):
            head.append(row)
        if len(head) == count:
            break
    return head


def _chain(head: Iterable[Row], rest: Iterator[Row]) -> Iterator[Row]:
    yield from head
    yield from rest


def _columns(head: Sequence[Row], region: str) -> tuple[tuple[int, ...], tuple[str, ...], bool]:
    """Which columns to use, their titles, and whether the first row is one of titles."""
    if not head:
        raise IntakeError("The file is empty.")
    titles = [cell.strip() for cell in head[0][1]]
    if not any(_recognised(title, region) for title in titles):
        named = tuple(
            index
            for index, title in enumerate(titles)
            if any(word in title.casefold() for words in _TITLES.values() for word in words)
        )
        if named:
            return named, tuple(titles[index] for index in named), True
    width = max(len(cells) for _, cells in head)
    hits = [
        sum(index < len(cells) and _recognised(cells[index], region) for _, cells in head)
        for index in range(width)
    ]
    if not any(hits):
        raise IntakeError(
            "There is no column with email addresses or phone numbers in it.", head[0][0]
        )
    # With a title of its own, an odd one or one in another language, the first row has no hit.
    used = tuple(index for index, count in enumerate(hits) if count * 2 >= max(hits))
    titled = len(head) > 1 and not any(
        index < len(titles) and _recognised(titles[index], region) for index in used
    )
    words = tuple(titles[index] if titled and index < len(titles) else "" for index in used)
    return used, words, titled


def _recognised(text: str, region: str) -> bool:
    try:
        recognise(text, region)
    except NotAnIdentifier:
        return False
    return True
