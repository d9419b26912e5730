"""The lines of a text as the rows of a list: what separates the columns, and which quotation marks
can be believed."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gong_admin.api.cancel import CancelToken
from gong_admin.services.privacy.identifiers import reads_as_number
from gong_admin.services.privacy.intake import Intake
from gong_admin.services.privacy.intake_columns import find_titles
from gong_admin.services.privacy.intake_rows import Row, Source, take

_SEPARATORS = ("", "\t", ";", "|", ",")  # what decides where everything else is even
_LOOKED_AT = 40  # lines
_LONGEST = 400  # characters of what can be a name with an address
_MOST_IN_CELL = 200  # lines of one cell; more are an open quotation mark
_MOST_CHARACTERS = 1_000_000  # of one cell, likewise
_ALONE = re.compile(r"[^\s@,;|\"<>]+@[^\s@,;|\"<>]+|[^@<>]*<[^\s@<>]+@[^\s@<>]+>")

_OPEN_QUOTE = "A quotation mark is opened here and never closed."
_WIDE_QUOTE = "Quotation marks make one row of the lines {0:,} to {1:,}; what is in it is doubtful."
_NO_ROW = "The line can't be read as a row of a table."


def read_text(text: str, region: str = "") -> Intake:
    """What was pasted: one a line, several with separators between, or a table."""
    lines = text.splitlines(keepends=True)
    mark = separator(lines)
    source = Source(rows_of(lines, mark), plain=not mark)
    return take([source], region, CancelToken(), of_file=False)


def separator(lines: Sequence[str]) -> str:
    """What separates the columns, judged by the first lines; "" where these are plain."""
    head = [line for line in lines if line.strip()][:_LOOKED_AT]
    best, most = "", (0, 0.0, 0.0)
    for mark in _SEPARATORS:
        score = _score(head, mark)
        if score > most:
            best, most = mark, score
    return best


def _score(lines: Sequence[str], mark: str) -> tuple[int, float, float]:
    """How much speaks for a separator: titles that are known, addresses and numbers that stand by
    themselves, and rows of one length."""
    rows = [row.cells for row in rows_of(lines, mark)]
    lengths = Counter(map(len, rows)).most_common(1)
    if not lengths or (mark and lengths[0][0] < 2):
        return 0, 0.0, 0.0
    titles = find_titles(rows)
    alone = sum(any(_alone(cell.strip(), mark) for cell in cells) for cells in rows)
    return len(titles.used) if titles else 0, alone / len(rows), lengths[0][1] / len(rows)


def _alone(cell: str, mark: str) -> bool:
    if not mark and any(other in cell for other in "\t;|"):
        return False
    return _ALONE.fullmatch(cell[:_LONGEST]) is not None or reads_as_number(cell)


def rows_of(lines: Iterable[str], mark: str) -> Iterator[Row]:
    """The lines as rows. A quotation mark that is never closed, or only in another row, swallows
    none: the lines are read as they stand, and said to be doubtful."""
    if not mark:
        for number, line in enumerate(lines, 1):
            yield Row(number, [line.strip()])
        return
    feed = _Feed(lines)
    while True:
        first = feed.begin()
        try:
            cells = next(csv.reader(feed, delimiter=mark, skipinitialspace=True))
        except StopIteration:
            return
        except csv.Error:
            yield Row(first, [feed.given[0]], _NO_ROW)
            feed.give_back(1)
            continue
        given = feed.given
        if feed.asked > len(given):
            yield Row(first, _literal(given[0], mark), _OPEN_QUOTE)
            feed.give_back(1)
        elif len(given) > 1 and any(_hides_rows(cell, mark) for cell in cells):
            doubt = _WIDE_QUOTE.format(first, first + len(given) - 1)
            for number, line in enumerate(given, first):
                yield Row(number, _literal(line, mark), doubt)
        else:
            yield Row(first, cells)


def _hides_rows(cell: str, mark: str) -> bool:
    """Whether a line of a cell that has several looks like a row of its own."""
    rows = (
        (_literal(line, mark) for line in cell.splitlines()) if "\n" in cell or "\r" in cell else ()
    )
    return any(len(row) > 1 and any(_is_somebody(one.strip(' "')) for one in row) for row in rows)


def _is_somebody(cell: str) -> bool:
    cell = cell[:_LONGEST].lower()
    with_country = cell.startswith(("+", "tel:")) and reads_as_number(cell.removeprefix("tel:"))
    return with_country or _ALONE.fullmatch(cell) is not None


def _literal(line: str, mark: str) -> list[str]:
    """The cells of a line, quotation marks being nothing special."""
    return line.rstrip("\r\n").split(mark)


class _Feed:
    """Lines for a reader of rows that takes as many as it thinks it needs, and may have to give
    some back. `given` are those since `begin`, `asked` how many were wanted."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: list[str] = []  # the next one last
        self._next = 1
        self.given: list[str] = []
        self.asked = self._size = 0

    def begin(self) -> int:
        """The number of the line that comes next."""
        self._next += len(self.given)
        self.given = []
        self.asked = self._size = 0
        return self._next

    def give_back(self, kept: int) -> None:
        """All that were given but for the first `kept`."""
        self._again += reversed(self.given[kept:])
        del self.given[kept:]

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.asked += 1
        if self.asked > _MOST_IN_CELL or self._size > _MOST_CHARACTERS:
            raise StopIteration
        line = self._again.pop() if self._again else next(self._lines)
        self.given.append(line)
        self._size += len(line)
        return line
