"""Pieces for measuring tables: rows, a window, Qt's own proxy as the reference, a stopwatch.

Both sides show the same records through the same kind of view, and both are timed from the
call that a key event makes to the end of the painting that shows its result.
"""

from __future__ import annotations

import operator
import random
from collections.abc import Callable
from time import perf_counter
from typing import Any

import msgspec
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QRegularExpression,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView

from gong_admin.models.column import Column, Kind
from gong_admin.models.record_table import RecordTableModel


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
SortRole = Qt.ItemDataRole.UserRole + 2
"""The casefolded text of a cell, so that the proxy can compare plainly."""


class PlainModel(QAbstractTableModel):
    """The records as a source for Qt's proxy, with everything it asks for made beforehand."""

    def __init__(self, people: list[Person]) -> None:
        super().__init__()
        self._texts = [tuple(getattr(person, name) for name in FIELDS) for person in people]
        self._folded = ["\n".join(texts).casefold() for texts in self._texts]
        self._keys = [tuple(text.casefold() for text in texts) for texts in self._texts]

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._texts)

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(FIELDS)

    def data(self, index: Any, role: int = 0) -> Any:
        if role == FoldedRole:
            return self._folded[index.row()]
        if role == SortRole:
            return self._keys[index.row()][index.column()]
        if role == 0:
            return self._texts[index.row()][index.column()]
        return None


class ReferenceTable:
    """Qt's proxy in its fastest configuration.

    A fixed string, compared with case over one column of folded texts; sorting by folded
    texts, compared with case and without the locale; nothing dynamic.
    """

    def __init__(self, people: list[Person]) -> None:
        self.source = PlainModel(people)
        self.model = QSortFilterProxyModel()
        self.model.setDynamicSortFilter(False)
        self.model.setFilterRole(FoldedRole)
        self.model.setFilterKeyColumn(0)
        self.model.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self.model.setSortRole(SortRole)
        self.model.setSortCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self.model.setSourceModel(self.source)

    def filter(self, text: str) -> None:
        """Show rows that contain the text, in any column, in any case."""
        pattern = QRegularExpression.escape(text.casefold())
        self.model.setFilterFixedString(text.casefold())
        assert self.model.filterRegularExpression().pattern() == pattern

    def forget_order(self) -> None:
        """Back to the order of loading: the proxy keeps equal rows in the order shown last."""
        self.model.sort(-1)

    def sort(self, column: int, order: Qt.SortOrder) -> None:
        """Sort by one column."""
        self.model.sort(column, order)

    def settled(self) -> bool:
        """Always: the proxy does its work within the call."""
        return True

    def keys(self) -> list[str]:
        """The ids of the rows shown, from the top."""
        model = self.model
        return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


class OurTable:
    """The product's model under the same calls."""

    def __init__(self, people: list[Person]) -> None:
        self.model = RecordTableModel(people_columns(), operator.attrgetter("id"))
        self.model.set_records(people)
        self.model.warm()

    def filter(self, text: str) -> None:
        """Show rows that contain every word of the text, in any column, in any case."""
        self.model.set_filter(text)

    def sort(self, column: int, order: Qt.SortOrder) -> None:
        """Sort by one column."""
        self.model.sort(column, order)

    def settled(self) -> bool:
        """Whether what was asked for is shown."""
        return not self.model.busy

    def keys(self) -> list[str]:
        """The ids of the rows shown, from the top."""
        return [person.id for person in self.model.shown()]


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


def seconds_until_painted(
    view: StopwatchView, act: Callable[[], None], settled: Callable[[], bool]
) -> float:
    """Seconds from the call of `act` to the end of the painting that shows its whole result."""
    QApplication.processEvents()
    start = perf_counter()
    act()
    while not settled():
        QApplication.processEvents()
    shown = perf_counter()
    # A result that changes nothing visible paints nothing: ask for it, so that both sides pay.
    view.viewport().update()
    while view.painted < shown:
        QApplication.processEvents()
        if view.painted > start and settled():
            break
    return view.painted - start
