"""Any sequence of changes shows what a few lines of plain Python would show."""

from __future__ import annotations

import itertools
import random
from array import array
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from gong_admin.models import index as index_module
from gong_admin.models import ordering as ordering_module
from gong_admin.models import steps as steps_module
from gong_admin.models.ordering import ordering
from gong_admin.models.record_table import RecordTableModel
from gong_admin.models.steps import drain
from tests.unit.models.people import COLUMNS, Person, person_id

NAMES = st.sampled_from(["", "Ann", "ann b", "Bob", "ßeta", "İda", "Zoë", "bob 12"])
PEOPLE = st.builds(
    Person,
    id=st.integers(0, 25).map(str),
    name=NAMES,
    calls=st.none() | st.integers(-3, 3),
    active=st.none() | st.booleans(),
    profiles=st.lists(st.sampled_from(["A", "B", "C"]), max_size=2, unique=True).map(tuple),
)
FACETS = st.fixed_dictionaries(
    {},
    optional={
        "calls": st.sets(st.none() | st.integers(-3, 3), max_size=3),
        "active": st.sets(st.none() | st.booleans()),
        "profiles": st.sets(st.none() | st.sampled_from(["A", "B", "C"])),
    },
)
SORTING = st.lists(
    st.tuples(st.sampled_from([column.key for column in COLUMNS]), st.booleans()),
    max_size=3,
    unique_by=lambda pair: pair[0],
)
TEXTS = st.sampled_from(["", "a", "an", "ann", "b", "1", "a b", "SS"])
ACTIONS = st.one_of(
    st.tuples(st.just("set_records"), st.lists(PEOPLE, max_size=25)),
    st.tuples(st.just("upsert"), st.lists(PEOPLE, max_size=6)),
    st.tuples(st.just("remove"), st.lists(st.integers(0, 25).map(str), max_size=6)),
    st.tuples(st.just("set_filter"), TEXTS),
    st.tuples(st.just("set_facets"), FACETS),
    st.tuples(st.just("sort_by"), SORTING),
    st.tuples(st.just("go_on"), st.integers(1, 12)),
)


class Plain:
    """What the table must show, without any cleverness."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.terms: list[str] = []
        self.facets: dict[str, set[Any]] = {}
        self.sorting: list[tuple[str, bool]] = []

    def set_records(self, people: list[Person]) -> None:
        self.people = {}
        self.upsert(people)

    def upsert(self, people: list[Person]) -> None:
        self.people.update((person.id, person) for person in people)

    def remove(self, keys: list[str]) -> None:
        for key in keys:
            self.people.pop(key, None)

    def set_filter(self, text: str) -> None:
        self.terms = text.casefold().split()

    def set_facets(self, facets: dict[str, set[Any]]) -> None:
        self.facets = facets

    def sort_by(self, sorting: list[tuple[str, bool]]) -> None:
        self.sorting = sorting

    def go_on(self, slices: int) -> None:
        """The table alone needs time."""

    def shown(self) -> list[str]:
        columns = {column.key: column for column in COLUMNS}
        rows = [
            person
            for person in self.people.values()
            if all(
                any(term in column.text(person).casefold() for column in COLUMNS)
                for term in self.terms
            )
            and all(
                chosen & set(columns[key].facets_of(person))
                for key, chosen in self.facets.items()
                if chosen
            )
        ]
        for key, descending in reversed(self.sorting):
            value = columns[key].sort_value
            known = [person for person in rows if value(person) is not None]
            known.sort(key=lambda person, value=value: value(person), reverse=descending)  # type: ignore[misc]
            rows = known + [person for person in rows if value(person) is None]
        return [person.id for person in rows]


@pytest.mark.parametrize("chunk", [3, 2000])
@settings(max_examples=100)
@given(actions=st.lists(ACTIONS, max_size=20), hurried=st.booleans())
def test_any_sequence_of_changes(
    qtbot: QtBot, chunk: int, actions: list[tuple[str, Any]], hurried: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "CHUNK", chunk)
        patch.setattr(index_module, "READ", chunk)
        patch.setattr(ordering_module, "RUN", chunk)
        if hurried:  # a clock that leaps: every slice is a single step, and changes come between
            patch.setattr(steps_module, "perf_counter", itertools.count().__next__)
        plain = Plain()
        model = RecordTableModel(COLUMNS, person_id)
        for name, argument in actions:
            getattr(plain, name)(argument)
            if name != "go_on":
                getattr(model, name)(argument)
            else:
                for _ in range(argument):
                    QCoreApplication.processEvents()
            if not hurried:
                model.finish()
                assert [person.id for person in model.shown()] == plain.shown()
        model.finish()
        assert [person.id for person in model.shown()] == plain.shown()
        for row, key in enumerate(plain.shown()):
            assert model.row_of(key) == row
        assert model.counts() == (len(plain.shown()), len(plain.people))


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), count=st.integers(0, 9000), distinct=st.integers(1, 10**4))
def test_sorting_in_steps_is_pythons_stable_sort(seed: int, count: int, distinct: int) -> None:
    rng = random.Random(seed)
    common = rng.randrange(distinct)
    keys = [
        rng.choice((None, f"k{common}", *(f"k{rng.randrange(distinct)}" for _ in range(3))))
        for _ in range(count)
    ]
    made = drain(ordering(range(count), keys))
    present = [row for row in range(count) if keys[row] is not None]
    missing = [row for row in range(count) if keys[row] is None]

    def key(row: int) -> str:
        return keys[row] or ""

    assert list(made.rows) == sorted(present, key=key) + missing
    assert list(drain(made.descending())) == sorted(present, key=key, reverse=True) + missing
    ranks = drain(made.ranks(descending=True))
    again = drain(ordering(range(count), ranks))
    assert again.rows == array("I", drain(made.descending()))
