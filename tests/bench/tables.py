"""Pieces for measuring tables: rows, a window, Qt's own proxy as the reference, a stopwatch.

Both sides show the same records through the same kind of view, and both are timed from the
call that a key event makes to the end of the painting that shows its result.
"""

from __future__ import annotations

import operator
import random
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any, Protocol

import msgspec
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QRegularExpression,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView, QWidget

from gong_admin.models.column import Column, Kind


class Person(msgspec.Struct, gc=False):
    """A row of twelve texts, as long and as varied as those of a company's users."""

    id: str
    name: str
    email: str
    title: str
    department: str
    manager: str
    profile: str
    state: str
    created: str
    phone: str
    language: str
    zone: str


FIELDS = Person.__struct_fields__

_FIRST = ("Amara", "Bashir", "Chiara", "Dana", "Emeka", "Freya", "Goran", "Hana", "Ivo", "Jorge")
_LAST = ("Whitfield", "Okafor", "Lindqvist", "Marchetti", "Novak", "Osei", "Petrov", "Quispe")
_SYLLABLES = tuple(f"{a}{b}" for a in "bcdfghjklmnprstvw" for b in "aeiou")


def build_people(count: int, seed: int = 7) -> list[Person]:
    """The same `count` people for the same seed."""
    rng = random.Random(seed)

    def word(low: int = 2, high: int = 4) -> str:
        return "".join(rng.choices(_SYLLABLES, k=rng.randint(low, high))).title()

    first = [*_FIRST, *(word() for _ in range(400))]
    last = [*_LAST, *(word() for _ in range(1500))]
    titles = [f"{word()} {word()}" for _ in range(150)]
    departments = [word(3, 5) for _ in range(24)]
    managers = [f"{rng.choice(first)} {rng.choice(last)}" for _ in range(max(4, count // 12))]
    profiles = [f"{word()} profile" for _ in range(16)]
    zones = [f"Europe/{word()}" for _ in range(30)]
    people = []
    for number in range(count):
        given, family = rng.choice(first), rng.choice(last)
        people.append(
            Person(
                id=str(rng.randrange(10**17, 10**18) * 10**6 + number),
                name=f"{given} {family}",
                email=f"{given}.{family}{number}@acme.test".lower(),
                title=rng.choice(titles),
                department=rng.choice(departments),
                manager=rng.choice(managers),
                profile=rng.choice(profiles),
                state="Active" if rng.random() < 0.85 else "Deactivated",
                created=f"{rng.randint(1, 28)} {rng.choice(('Jan', 'Apr', 'Sep'))} "
                f"{rng.randint(2016, 2026)}, {rng.randint(7, 19):02}:{rng.randint(0, 59):02}",
                phone=f"+44 20 7946 {rng.randint(0, 9999):04}",
                language=rng.choice(("en-GB", "en-US", "de-DE", "fr-FR", "pt-BR")),
                zone=rng.choice(zones),
            )
        )
    return people


def people_columns() -> tuple[Column[Person], ...]:
    """Twelve columns over `Person`."""
    return tuple(
        Column(
            name,
            name.title(),
            operator.attrgetter(name),
            Kind.TEXT,
            facet=name in ("department", "profile", "state"),
        )
        for name in FIELDS
    )


FoldedRole = Qt.ItemDataRole.UserRole + 1
"""One text for all columns of a row, casefolded: what spares the proxy the most work."""
AscendingRole = Qt.ItemDataRole.UserRole + 2
"""What a cell sorts by, made beforehand, so that the proxy can compare plainly."""
DescendingRole = Qt.ItemDataRole.UserRole + 3
"""The same where the largest come first: what is missing is last in either order."""


class PlainModel(QAbstractTableModel):
    """The records as a source for Qt's proxy, with everything it asks for made beforehand.

    `shown` are the columns; the text filter looks into all of `columns` that can be searched.
    """

    def __init__(
        self,
        records: Sequence[Any],
        columns: Sequence[Column[Any]],
        shown: Sequence[Column[Any]],
    ) -> None:
        super().__init__()
        searched = [column for column in columns if column.searchable]
        self._width = len(shown)
        self._texts = [tuple(column.text(record) for column in shown) for record in records]
        self._folded = [
            "\n".join([column.text(record) for column in searched]).casefold() for record in records
        ]
        keys = [tuple(column.sort_value(record) for column in shown) for record in records]
        lacking = [_extremes(column) for column in zip(*keys, strict=True)]
        self._ascending = [
            tuple(most if key is None else key for key, (_, most) in zip(row, lacking, strict=True))
            for row in keys
        ]
        self._descending = [
            tuple(
                least if key is None else key for key, (least, _) in zip(row, lacking, strict=True)
            )
            for row in keys
        ]

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._texts)

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._width

    def data(self, index: Any, role: int = 0) -> Any:
        if role == FoldedRole:
            return self._folded[index.row()]
        if role == AscendingRole:
            return self._ascending[index.row()][index.column()]
        if role == DescendingRole:
            return self._descending[index.row()][index.column()]
        if role == 0:
            return self._texts[index.row()][index.column()]
        return None


def _extremes(keys: Sequence[Any]) -> tuple[Any, Any]:
    """Something below and something above all keys of a column."""
    if all(key is None or isinstance(key, str) for key in keys):
        return "", "\uffff"
    return float("-inf"), float("inf")


class ReferenceTable:
    """Qt's proxy in its fastest configuration.

    A fixed string, compared with case over one column of folded texts; sorting by folded
    texts, compared with case and without the locale; nothing dynamic.
    """

    def __init__(
        self,
        records: Sequence[Any],
        columns: Sequence[Column[Any]],
        shown: Sequence[Column[Any]],
        key: Callable[[Any], str],
    ) -> None:
        self._ids = [key(record) for record in records]
        self.source = PlainModel(records, columns, shown)
        self.model = QSortFilterProxyModel()
        self.model.setDynamicSortFilter(False)
        self.model.setFilterRole(FoldedRole)
        self.model.setFilterKeyColumn(0)
        self.model.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self.model.setSortCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self.model.setSourceModel(self.source)

    def filter(self, text: str) -> None:
        """Show rows that contain the text, in any column, in any case."""
        pattern = QRegularExpression.escape(text.casefold())
        self.model.setFilterFixedString(text.casefold())
        assert self.model.filterRegularExpression().pattern() == pattern

    def get_ready(self, order: Qt.SortOrder) -> None:
        """Back to the order of loading, before a sort: the proxy keeps equal rows in the order
        shown last."""
        self.model.sort(-1)
        ascending = order == Qt.SortOrder.AscendingOrder
        self.model.setSortRole(AscendingRole if ascending else DescendingRole)

    def sort(self, column: int, order: Qt.SortOrder) -> None:
        """Sort by one column."""
        self.model.sort(column, order)

    def keys(self) -> list[str]:
        """The ids of the rows shown, from the top."""
        model = self.model
        places = map(model.mapToSource, (model.index(row, 0) for row in range(model.rowCount())))
        return [self._ids[place.row()] for place in places]


class StopwatchView(QTableView):
    """A plain table view that notes when it last finished painting."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0.0
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(32)
        rows.hide()
        self.horizontalHeader().setHighlightSections(False)
        self.resize(1100, 700)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted = perf_counter()


_GIVE_UP = 60.0  # seconds


class Watched(Protocol):
    """A view that notes when it last finished painting (see also `measure.note_painting`)."""

    painted: float

    def viewport(self) -> QWidget: ...
    def isVisible(self) -> bool: ...


def seconds_until_painted(
    view: Watched, act: Callable[[], None], shown_at: Callable[[], float]
) -> float:
    """Seconds from the call of `act` to the end of the painting that shows its whole result.

    `shown_at` is when the view got that result, before `start` while it has not.
    """
    QApplication.processEvents()
    start = perf_counter()
    act()
    while (shown := shown_at()) < start:
        QApplication.processEvents()
        if perf_counter() - start > _GIVE_UP:
            raise TimeoutError("the result is not shown")
    # A result that changes nothing visible paints nothing: ask for it, so that both sides pay.
    view.viewport().update()
    while view.painted < shown:
        QApplication.processEvents()
        if not view.isVisible():  # "nothing found" has taken its place, and been painted
            return perf_counter() - start
        if perf_counter() - start > _GIVE_UP:
            raise TimeoutError("the view does not paint")
    return view.painted - start
