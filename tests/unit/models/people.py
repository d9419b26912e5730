"""A small table to test with: texts, numbers, dates, bools, several values, and nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from gong_admin.models.column import Column, Kind
from gong_admin.models.record_table import RecordTableModel


@dataclass(frozen=True)
class Person:
    id: str
    name: str = ""
    calls: int | None = None
    active: bool | None = None
    since: datetime | None = None
    profiles: tuple[str, ...] = field(default=())


COLUMNS: tuple[Column[Person], ...] = (
    Column("id", "Id", lambda p: p.id, Kind.ID),
    Column("name", "Name", lambda p: p.name, Kind.PERSON),
    Column("calls", "Calls", lambda p: p.calls, Kind.NUMBER, facet=True),
    Column("active", "Active", lambda p: p.active, Kind.BOOL, facet=True),
    Column("since", "Since", lambda p: p.since, Kind.DATE),
    Column("profiles", "Profiles", lambda p: p.profiles, Kind.PILL, facet=True),
)


def person_id(person: Person) -> str:
    return person.id


def make_model(count: int = 0) -> RecordTableModel[Person]:
    """A model with `count` people whose values repeat in cycles of different lengths."""
    model = RecordTableModel(COLUMNS, person_id)
    model.set_records(make_people(count))
    model.finish()
    return model


def make_people(count: int, first: int = 0) -> list[Person]:
    return [
        Person(
            str(10**19 + number),
            f"Person-{number % 13:02} {'abcdefg'[number % 7]}",
            None if number % 11 == 0 else number % 5,
            (True, False, None)[number % 3],
            datetime(2026, 1 + number % 12, 1, tzinfo=UTC),
            (("Sales",), ("Sales", "Managers"), ())[number % 3],
        )
        for number in range(first, first + count)
    ]
