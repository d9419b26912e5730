"""The columns under which what was found is shown, kind by kind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gong_admin.models.column import Column, Kind
from gong_admin.runtime.language import translate
from gong_admin.services.privacy.findings import BETWEEN, KindTable
from gong_admin.services.privacy.lookup import CallFacts
from gong_admin.services.words import counted

_FIELDS_SHOWN = 6  # of a CRM record, before somebody chooses others
_NAME_IN_CODE = re.compile(r"[A-Z]+(_[A-Z]+)*|[a-z]+([A-Z][a-z]*)+|[A-Za-z]+(_[A-Za-z]+)+")


@dataclass(frozen=True, slots=True)
class FoundRow:
    """`cells` are under the columns of the `KindTable`; `facts` what was filled in of a call, and
    `others` who was on it from outside besides whom was looked up."""

    key: str
    cells: tuple[str, ...]
    facts: CallFacts | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    """How a column of a kind is shown. `words`: a word of Gong's in plain words, the word itself is
    in the tip. `tip`: the column whose cell is the tip."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 160
    facet: bool = False
    visible: bool = True
    words: Callable[[str], str] | None = None
    tip: str = ""
    spare: int = 0


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


def rows_of(
    table: KindTable, facts: Mapping[str, CallFacts] | None = None, whom: str = ""
) -> list[FoundRow]:
    """The rows of a kind about `whom`. A key is a row's place: Gong's ids may be missing or
    repeat."""
    known = facts or {}
    filled = table.kind == "calls"
    return [
        _row(place, cells, known.get(cells[0]) if filled else None, whom.casefold())
        for place, cells in enumerate(table.rows)
    ]


def _row(place: int, cells: tuple[str, ...], facts: CallFacts | None, whom: str) -> FoundRow:
    others = tuple(one for one in facts.outsiders if one.casefold() != whom) if facts else ()
    return FoundRow(str(place), cells, facts, others)


def columns_of(table: KindTable, *, filled: bool = False) -> tuple[Column[FoundRow], ...]:
    """The columns of a kind; `filled` where titles, dates and people of calls are known."""
    looks = _looks(table.kind, filled)
    columns: list[Column[FoundRow]] = []
    for place, (key, title) in enumerate(table.columns):
        look = looks.get(key) or _of_field(title, place, table, place < len(looks) + _FIELDS_SHOWN)
        columns.append(_column(key, place, look, table))
    if filled:
        return (*_of_facts(), *columns)
    if table.kind == "meetings" and any(_meeting_time(row) for row in rows_of(table)):
        time = translate("privacy", "Time")
        columns.insert(0, Column("time", time, _meeting_time, Kind.DATE, width=160))
    return tuple(columns)


def first_order(columns: Sequence[Column[FoundRow]]) -> tuple[tuple[str, bool], ...]:
    """The sorting of a kind that nobody has sorted yet: the newest first, where there are times."""
    times = (one.key for one in columns if one.key in ("started", "sent", "time"))
    return tuple((key, True) for key in times)


def _of_field(name: str, place: int, table: KindTable, visible: bool) -> _Look:
    """A field of the CRM. An address needs more room than other texts."""
    words = plain(name)
    wide = any("@" in row[place] for row in table.rows)
    return _Look(words[:1].upper() + words[1:], width=260 if wide else 140, visible=visible)


def _column(key: str, place: int, look: _Look, table: KindTable) -> Column[FoundRow]:
    cell = _cell(place)
    if look.kind is Kind.DATE:
        if all(moment(row[place]) is not None for row in table.rows if row[place]):
            return Column(key, look.title, _moment_in(place), Kind.DATE, width=look.width)
        # What is no time is shown as Gong told it.
        return Column(key, look.title, cell, width=look.width)
    keys = [key for key, _ in table.columns]
    tip = keys.index(look.tip) if look.tip else place
    return Column(
        key,
        look.title,
        _worded(place, look.words) if look.words else cell,
        look.kind,
        width=look.width,
        facet=look.facet,
        visible=look.visible,
        tooltip=_cell(tip) if look.words else None,
        spare=look.spare,
    )


def _looks(kind: str, filled: bool) -> dict[str, _Look]:
    return {
        "calls": {
            "id": _Look(translate("privacy", "Call"), Kind.ID, 190, spare=2),
            "status": _Look(
                translate("privacy", "Status"), width=120, facet=True, words=plain, spare=3
            ),
            "systems": _Look(
                translate("privacy", "In other systems"),
                width=240,
                # There are the people of the call then, who matter more.
                visible=not filled,
                words=_systems,
                tip="elsewhere",
            ),
            "elsewhere": _Look(
                translate("privacy", "Ids in other systems"), Kind.ID, 240, visible=False
            ),
        },
        "emails": {
            "sent": _Look(translate("privacy", "Sent"), Kind.DATE, 160),
            "from": _Look(translate("privacy", "From"), width=220, facet=True),
            "mailbox": _Look(translate("privacy", "Mailbox"), width=220, facet=True),
            "id": _Look(translate("privacy", "Message id"), Kind.ID, 260),
            "hash": _Look(translate("privacy", "Message hash"), Kind.ID, 260, visible=False),
        },
        "meetings": {"meetings": _Look(translate("privacy", "Meeting id"), Kind.ID, 320)},
        "records": {
            "system": _Look(
                translate("privacy", "System"), width=120, facet=True, words=system_words
            ),
            "type": _Look(translate("privacy", "Type"), width=100, facet=True, words=plain),
            "id": _Look(translate("privacy", "Id"), Kind.ID, 180, visible=False),
            "external": _Look(translate("privacy", "Id in the CRM"), Kind.ID, 190),
            "mirror": _Look(translate("privacy", "Mirror id"), Kind.ID, 190, visible=False),
        },
        "events": {
            "time": _Look(translate("privacy", "Time"), Kind.DATE, 160),
            "type": _Look(translate("privacy", "Type"), width=150, facet=True, words=plain),
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
        Column(
            "minutes",
            translate("privacy", "Minutes"),
            _minutes,
            Kind.NUMBER,
            display=_minutes_text,
            width=90,
        ),
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


def _worded(place: int, words: Callable[[str], str]) -> Callable[[FoundRow], str]:
    return lambda row: words(row.cells[place])


def _moment_in(place: int) -> Callable[[FoundRow], dt.datetime | None]:
    return lambda row: moment(row.cells[place])


def _meeting_time(row: FoundRow) -> dt.datetime | None:
    """The time at the end of a meeting's id, where it has one: Gong tells nothing else of it."""
    return moment(row.cells[0].rpartition("_")[2])


def _title(row: FoundRow) -> str:
    return row.facts.title if row.facts else ""


def _started(row: FoundRow) -> dt.datetime | None:
    return moment(row.facts.started) if row.facts else None


def _minutes(row: FoundRow) -> float | None:
    seconds = row.facts.seconds if row.facts else None
    return round(seconds / 60, 2) if seconds is not None else None


def _minutes_text(row: FoundRow) -> str:
    """Minutes and seconds, as a player shows them: "65:54"."""
    seconds = row.facts.seconds if row.facts else None
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes:,}:{rest:02}"


def _colleagues(row: FoundRow) -> tuple[str, ...]:
    return row.facts.colleagues if row.facts else ()


def _outsiders(row: FoundRow) -> tuple[str, ...]:
    return row.others


def plain(word: str) -> str:
    """A name as programs write it, in plain words: "IN_PROGRESS" and "contentShared" are "In
    progress" and "Content shared". Whatever else Gong told stays as it is."""
    if not _NAME_IN_CODE.fullmatch(word):
        return word
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", word).replace("_", " ")
    return apart.capitalize()


def system_words(system: str) -> str:
    """A CRM or another system by the name that people know."""
    return {
        "Generic": translate("privacy", "Another system"),
        "MicrosoftDynamic": translate("privacy", "Microsoft Dynamics"),
    }.get(system, system)


def _systems(cell: str) -> str:
    """Where a call is known too: "Another system: Conversation"."""
    found: dict[str, None] = {}
    for one in cell.split(BETWEEN):
        system, mark, what = one.partition(": ")
        found[f"{system_words(system)}{mark}{what}"] = None
    return BETWEEN.join(found)


def type_note(table: KindTable) -> str:
    """How many of each type there are among leads and contacts: "2 contacts, 1 lead"."""
    place = [key for key, _ in table.columns].index("type")
    counts: dict[str, int] = {}
    for row in table.rows:
        word = plain(row[place]).lower()
        counts[word] = counts.get(word, 0) + 1
    return ", ".join(counted(count, words) for words, count in sorted(counts.items()) if words)
