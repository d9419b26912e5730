"""The columns under which what was found is shown, kind by kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gong_admin.models.column import Column, Kind
from gong_admin.runtime.language import translate
from gong_admin.services.privacy.findings import KindTable
from gong_admin.services.privacy.lookup import CallFacts
from gong_admin.services.words import counted

_FIELDS_SHOWN = 6  # of a CRM record, before somebody chooses others


@dataclass(frozen=True, slots=True)
class FoundRow:
    """`cells` are under the columns of the `KindTable`; `facts` what was filled in of a call."""

    key: str
    cells: tuple[str, ...]
    facts: CallFacts | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """How a column of a kind is shown."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 160
    facet: bool = False
    visible: bool = True


def kind_title(kind: str) -> str:
    """A kind of what is held, as the title of its tab."""
    return {
        "calls": translate("privacy", "Calls"),
        "emails": translate("privacy", "Emails"),
        "meetings": translate("privacy", "Meetings"),
        "records": translate("privacy", "Leads and contacts"),
        "events": translate("privacy", "Engagement"),
        "numbers": translate("privacy", "Related numbers"),
        "addresses": translate("privacy", "Related addresses"),
    }[kind]


def kind_unit(kind: str) -> str:
    """What a table of the kind counts."""
    return {
        "calls": translate("privacy", "calls"),
        "emails": translate("privacy", "emails"),
        "meetings": translate("privacy", "meetings"),
        "records": translate("privacy", "leads and contacts"),
        "events": translate("privacy", "engagement events"),
        "numbers": translate("privacy", "phone numbers"),
        "addresses": translate("privacy", "addresses"),
    }[kind]


def rows_of(table: KindTable, facts: Mapping[str, CallFacts] | None = None) -> list[FoundRow]:
    """The rows of a kind. A key is a row's place: Gong's ids may be missing or repeat."""
    known = facts or {}
    filled = table.kind == "calls"
    return [
        FoundRow(str(place), cells, known.get(cells[0]) if filled else None)
        for place, cells in enumerate(table.rows)
    ]


def columns_of(table: KindTable, *, filled: bool = False) -> tuple[Column[FoundRow], ...]:
    """The columns of a kind; `filled` where titles, dates and people of calls are known."""
    looks = _looks(table.kind)
    columns: list[Column[FoundRow]] = []
    for place, (key, title) in enumerate(table.columns):
        look = looks.get(key) or _Look(title, visible=place < len(looks) + _FIELDS_SHOWN)
        columns.append(_column(key, place, look, table))
    return (*_of_facts(), *columns) if filled else tuple(columns)


def first_order(kind: str) -> tuple[tuple[str, bool], ...]:
    """The sorting of a kind that nobody has sorted yet: the newest first."""
    return {"emails": (("sent", True),), "events": (("time", True),)}.get(kind, ())


def _column(key: str, place: int, look: _Look, table: KindTable) -> Column[FoundRow]:
    cell = _cell(place)
    if look.kind is Kind.DATE:
        if all(moment(row[place]) is not None for row in table.rows if row[place]):
            return Column(key, look.title, _moment_in(place), Kind.DATE, width=look.width)
        # What is no time is shown as Gong told it.
        return Column(key, look.title, cell, width=look.width)
    return Column(
        key,
        look.title,
        cell,
        look.kind,
        width=look.width,
        facet=look.facet,
        visible=look.visible,
    )


def _looks(kind: str) -> dict[str, _Look]:
    return {
        "calls": {
            "id": _Look(translate("privacy", "Call"), Kind.ID, 190),
            "status": _Look(translate("privacy", "Status"), width=150, facet=True),
            "systems": _Look(translate("privacy", "In other systems"), width=240),
        },
        "emails": {
            "sent": _Look(translate("privacy", "Sent"), Kind.DATE, 160),
            "from": _Look(translate("privacy", "From"), width=220, facet=True),
            "mailbox": _Look(translate("privacy", "Mailbox"), width=220, facet=True),
            "id": _Look(translate("privacy", "Message id"), Kind.ID, 260),
            "hash": _Look(translate("privacy", "Message hash"), Kind.ID, 260, visible=False),
        },
        "meetings": {"meetings": _Look(translate("privacy", "Meeting"), Kind.ID, 320)},
        "records": {
            "system": _Look(translate("privacy", "System"), width=110, facet=True),
            "type": _Look(translate("privacy", "Type"), width=100, facet=True),
            "id": _Look(translate("privacy", "Id"), Kind.ID, 180, visible=False),
            "external": _Look(translate("privacy", "Id in the CRM"), Kind.ID, 190),
            "mirror": _Look(translate("privacy", "Mirror id"), Kind.ID, 190, visible=False),
        },
        "events": {
            "time": _Look(translate("privacy", "Time"), Kind.DATE, 160),
            "type": _Look(translate("privacy", "Type"), width=150, facet=True),
            "name": _Look(translate("privacy", "Event"), width=180),
            "content": _Look(translate("privacy", "Content"), width=200),
            "url": _Look(translate("privacy", "Address of the content"), width=280),
            "system": _Look(translate("privacy", "Reported by"), width=140, facet=True),
            "source": _Look(translate("privacy", "Id at the source"), Kind.ID, 180, visible=False),
        },
        "numbers": {"numbers": _Look(translate("privacy", "Phone number"), Kind.MONO, 320)},
        "addresses": {"addresses": _Look(translate("privacy", "Address"), width=320)},
    }[kind]


def _of_facts() -> tuple[Column[FoundRow], ...]:
    return (
        Column("title", translate("privacy", "Title"), _title, width=260),
        Column("started", translate("privacy", "Date"), _started, Kind.DATE, width=150),
        Column("minutes", translate("privacy", "Minutes"), _minutes, Kind.NUMBER, width=80),
        Column("colleagues", translate("privacy", "Colleagues"), _colleagues, width=220),
        Column("outsiders", translate("privacy", "Others on it"), _outsiders, width=240),
    )


def moment(text: str) -> dt.datetime | None:
    """A time as Gong writes it; None for what is none."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _cell(place: int) -> Callable[[FoundRow], str]:
    return lambda row: row.cells[place]


def _moment_in(place: int) -> Callable[[FoundRow], dt.datetime | None]:
    return lambda row: moment(row.cells[place])


def _title(row: FoundRow) -> str:
    return row.facts.title if row.facts else ""


def _started(row: FoundRow) -> dt.datetime | None:
    return moment(row.facts.started) if row.facts else None


def _minutes(row: FoundRow) -> float | None:
    return row.facts.minutes if row.facts else None


def _colleagues(row: FoundRow) -> tuple[str, ...]:
    return row.facts.colleagues if row.facts else ()


def _outsiders(row: FoundRow) -> tuple[str, ...]:
    return row.facts.outsiders if row.facts else ()


def type_note(table: KindTable) -> str:
    """How many of each type there are among leads and contacts: "2 Contacts, 1 Lead"."""
    place = [key for key, _ in table.columns].index("type")
    counts: dict[str, int] = {}
    for row in table.rows:
        counts[row[place]] = counts.get(row[place], 0) + 1
    return ", ".join(counted(count, words) for words, count in sorted(counts.items()) if words)
