"""Made-up people for the tests and pictures of tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from gong_admin.models.column import Column, Kind
from gong_admin.models.record_table import RecordTableModel

_FIRST = "Amara Anouk Beatriz Callum Clara Dana Ewa Freya Gideon Hugh Ines Kenji Leila Lucía Marcus"
_LAST = (
    "Nwosu Verbeek Moura Reyes Voss Whitfield Zielińska Lund Asante Penrose Okafor Arakawa Price"
)
_TITLES = (
    "Sales engineer", "Account manager", "Customer success", "Account executive", "Deal desk",
    "Enablement manager", "Sales developer", "Privacy officer", "Revenue operations",
)  # fmt: skip
_PROFILES = (
    "Standard member", "Account executive", "Business admin", "Collaborator", "Team lead",
    "Forecast viewer", "Sales developer",
)  # fmt: skip
_STATES = (
    ("Recorded", "success", "record-fill"),
    ("Off", "neutral", "minus-circle"),
    ("Import", "neutral", "download-simple"),
    ("Prevented", "warning", "prohibit"),
)


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    email: str
    title: str
    manager: str
    profile: str | None
    recording: int
    active: bool
    calls: int
    created: datetime


def people(count: int) -> list[Person]:
    """The same ``count`` people every time."""
    first, last = _FIRST.split(), _LAST.split()
    made = []
    for n in range(count):
        given, family = first[n * 7 % len(first)], last[(n * 5 + n // 13) % len(last)]
        made.append(
            Person(
                id=str(7782390045162831 + n * 7919),
                name=f"{given} {family}",
                email=f"{given[0].lower()}{family.lower()}{n}@orvane.test",
                title=_TITLES[n * 11 % len(_TITLES)],
                manager=f"{first[n * 3 % len(first)]} {last[n // 9 % len(last)]}",
                profile=None if n % 53 == 7 else _PROFILES[n * n % len(_PROFILES)],
                recording=(0, 0, 1, 0, 2, 0, 0, 3)[n % 8],
                active=n % 9 != 4,
                calls=n * 37 % 2411,
                created=datetime(2019, 1, 7, 9, 42, tzinfo=UTC)
                + timedelta(hours=(n * 977) % 60000),
            )
        )
    return made


def person_columns() -> tuple[Column[Person], ...]:
    """Columns of every kind."""
    return (
        Column("name", "Name", lambda p: p.name, Kind.PERSON, width=180),
        Column("email", "Email", lambda p: p.email, width=180),
        Column("title", "Title", lambda p: p.title, width=150, facet=True),
        Column("manager", "Manager", lambda p: p.manager, Kind.PERSON, width=130, facet=True),
        Column("profile", "Profile", lambda p: p.profile, width=150, facet=True),
        Column(
            "recording",
            "Recording",
            lambda p: _STATES[p.recording][0],
            Kind.PILL,
            width=116,
            facet=True,
            pill=lambda p: _STATES[p.recording][1],
            pill_icon=lambda p: _STATES[p.recording][2],
        ),
        Column("active", "Active", lambda p: p.active, Kind.BOOL, width=80, facet=True),
        Column("calls", "Calls", lambda p: p.calls, Kind.NUMBER, width=80),
        Column(
            "created",
            "Created",
            lambda p: p.created,
            Kind.DATE,
            width=112,
            display=lambda p: f"{p.created:%d %b %Y}",
        ),
        Column("id", "User id", lambda p: p.id, Kind.ID, width=150, visible=False),
    )


def person_model(count: int) -> RecordTableModel[Person]:
    """A settled table model of ``count`` people."""
    model = RecordTableModel(person_columns(), lambda p: p.id)
    model.set_records(people(count))
    model.finish()
    return model
