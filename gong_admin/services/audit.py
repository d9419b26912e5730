"""The newest entries of the user activity log, and what each says as a sentence.

Gong documents neither the order of the entries nor the names of the tables and columns in them,
so the newest are sought by narrowing the span of time, and names are only put into plain words.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.audit import LIST_LOGS
from gong_admin.api.client import Client
from gong_admin.api.pacing import Priority
from gong_admin.api.types.audit import ListLogs, LogEntry, LogsPage
from gong_admin.services.words import from_to

MASK = "‹hidden›"

_FIRST_SPAN = dt.timedelta(days=1)
_GROWTH = 5  # a quiet span is followed by one so many times as long
_SEARCHES = 3  # spans looked at in one go, beside those that turned out too full
_NARROWINGS = 2
_MOST_PAGES = 10  # of one span that stays full however short it is

_SECRET_NAME = re.compile(r"token|secret|passw|cookie|csrf|session|credential|api_?key", re.I)
_OPAQUE = re.compile(r"(?=[^\s]*[A-Za-z])(?=[^\s]*\d)[A-Za-z0-9_+/=.~-]{24,}")
_WORDS_LIMIT = 60  # characters of a value that are shown

NameOf = Callable[[str], str]
"""A person's name for an id, the id itself for one that is not known."""


@dataclass(frozen=True, slots=True)
class Event:
    """An entry with its time, the moment `1970` where Gong sent none that can be read."""

    when: dt.datetime
    entry: LogEntry


@dataclass(frozen=True, slots=True)
class Found:
    """`events`, newest first, are all there are from `since` on. `crowded`: there were so many
    in so short a time that some are missing. `request` is the last that was sent."""

    events: tuple[Event, ...]
    since: dt.datetime
    crowded: bool
    request: ListLogs


def newest_events(
    client: Client, token: CancelToken, until: dt.datetime, *, want: int = 20
) -> Found:
    """At least `want` events before `until`, or all of the last month: one to three calls where
    the company is neither very quiet nor very busy. Raises what `Client.call` raises."""
    events: list[Event] = []
    end, span, crowded, narrowed = until, _FIRST_SPAN, False, 0
    request, searches = _request(end - span, end), 0
    while searches < _SEARCHES and len(events) < want:
        request = _request(end - span, end)
        pages = client.pages(LIST_LOGS, request, token=token, priority=Priority.CLICK)
        first = next(pages).value
        total = first.records.total_records if first.records else None
        if _goes_on(first) and narrowed < _NARROWINGS:
            # Three times what is wanted, because events don't spread evenly.
            narrowed += 1
            span *= min(0.5, 3 * want / total) if total else 0.1
            continue
        entries, last = list(first.log_entries or ()), first
        for answer in itertools.islice(pages, _MOST_PAGES - 1):
            entries += answer.value.log_entries or ()
            last = answer.value
        crowded |= _goes_on(last)
        # Whether Gong counts the end of a span in is not known; nothing is shown twice.
        found = (event for event in map(_event, entries) if event.when < end)
        events += sorted(found, key=lambda event: event.when, reverse=True)
        end -= span
        span *= _GROWTH
        searches += 1
    return Found(tuple(events), end, crowded, request)


def _request(start: dt.datetime, end: dt.datetime) -> ListLogs:
    return ListLogs(log_type="UserActivityLog", from_date_time=_iso(start), to_date_time=_iso(end))


def _iso(when: dt.datetime) -> str:
    return when.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _goes_on(page: LogsPage) -> bool:
    return page.records is not None and bool(page.records.cursor)


def _event(entry: LogEntry) -> Event:
    try:
        when = dt.datetime.fromisoformat(entry.event_time or "")
    except ValueError:
        when = dt.datetime.fromtimestamp(0, dt.UTC)
    return Event(when if when.tzinfo else when.replace(tzinfo=dt.UTC), entry)


# -- sentences ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """`sentence`: who did what to whom. `detail`: from what to what. `kind` is "add", "remove"
    or "change"; `impersonated` when Gong's staff did it in the user's name."""

    sentence: str
    detail: str
    kind: str
    impersonated: bool


def tell(entry: LogEntry, name_of: NameOf) -> Told:
    """What an entry of the user activity log says, without tokens."""
    record = entry.log_record or {}
    who = entry.user_full_name or entry.user_email_address or "Somebody"
    staff = entry.impersonator_full_name or entry.impersonator_email_address
    subject = _subject(record)
    changes = list(_changes(record))
    details = [f"by {staff} of Gong, signed in as {who}"] if staff else []
    if not changes:
        return Told(f"{who} {_unknown_act(record)}", "".join(details), "change", bool(staff))

    table, operation, columns = changes[0]
    if len(changes) > 1:
        details.append(f"and {len(changes) - 1} more")
    kind = {"INSERT": "add", "DELETE": "remove"}.get(operation, "change")
    act = _act(_table_words(table), kind, columns, subject)
    if kind != "change" or not _turned(columns):
        # The sentence has named the column where it tells of a single one.
        named = kind != "change" or len(columns) > 1
        words = [_column_words(column, name_of, named=named) for column in columns]
        details = words + details
    return Told(f"{who} {act}", " · ".join(filter(None, details)), kind, bool(staff))


@dataclass(frozen=True, slots=True)
class _Subject:
    """Whom or what it was done to, "" where that isn't told. `kind` is what it is ("tracker")."""

    name: str = ""
    kind: str = ""


def _act(thing: str, kind: str, columns: Sequence[Column], subject: _Subject) -> str:
    """The predicate: "changed the manager of Dana Whitfield", "removed the tracker Price"."""
    some = f"{'an' if thing[:1] in 'aeio' else 'a'} {thing}"
    if not subject.name:
        whole = owner = some
    elif subject.kind and subject.kind in thing:
        whole, owner = f"the {thing} {subject.name}", subject.name
    else:
        whole, owner = f"the {thing} of {subject.name}", subject.name
    if kind != "change":
        return f"{'added' if kind == 'add' else 'removed'} {whole}"
    if len(columns) != 1:
        return f"changed {whole}"
    what = _plain(str(columns[0].get("columnName") or "something"))
    if turned := _turned(columns):
        return f"turned “{what}” {turned} for {owner}"
    if what.endswith(" name") and what.removesuffix(" name") in thing:
        what = what.removesuffix(" name")
    return f"changed the {what} of {owner}"


def _turned(columns: Sequence[Column]) -> str:
    """ "on" or "off" where all that changed is one switch."""
    if len(columns) != 1:
        return ""
    new = str(columns[0].get("newValue")).lower()
    return {"true": "on", "false": "off"}.get(new, "")


def masked(name: str, value: object) -> str:
    """`value` as text, hidden where its name or its look says that it is a credential."""
    text = str(value)
    if _SECRET_NAME.search(name):
        return MASK
    text = _OPAQUE.sub(MASK, text)
    return text if len(text) <= _WORDS_LIMIT else f"{text[: _WORDS_LIMIT - 1]}…"


Column = Mapping[str, Any]


def _changes(record: Mapping[str, Any]) -> Iterator[tuple[str, str, Sequence[Column]]]:
    """Table, operation and columns of every row that changed."""
    for table in _dicts(record.get("tableChanges")):
        for row in _dicts(table.get("rowChanges")):
            columns = list(_dicts(row.get("columnChanges")))
            if columns or row.get("operation"):
                yield (
                    str(table.get("tableName") or ""),
                    str(row.get("operation") or "").upper(),
                    columns,
                )


def _dicts(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


def _subject(record: Mapping[str, Any]) -> _Subject:
    """The first name among the custom data."""
    custom = record.get("customData")
    if isinstance(custom, dict):
        for key, value in custom.items():
            kind = _plain(key)
            if kind.endswith("name") and isinstance(value, str) and value:
                return _Subject(masked(key, value), kind.removesuffix("name").strip())
    return _Subject()


def _unknown_act(record: Mapping[str, Any]) -> str:
    action, request = record.get("action"), record.get("httpRequest")
    if isinstance(action, str) and action:
        return f"did “{_plain(masked('action', action)).lower()}”"
    if isinstance(request, dict) and request.get("path"):
        path = str(request["path"]).partition("?")[0]
        return f"used {masked('path', path)}"
    return "did something that Gong does not name"


def _column_words(column: Column, name_of: NameOf, *, named: bool) -> str:
    """From what to what; with `named`, the column's name before it."""
    name = str(column.get("columnName") or "")
    old, new = (_value(name, column.get(key), name_of) for key in ("oldValue", "newValue"))
    change = from_to(old, new) if old and new else new or old
    if named:
        thing = _plain(name)
        if thing.endswith(" count"):
            thing = f"{thing.removesuffix(' count')}s"  # "recipients: 4"
        return f"{thing}: {change}" if change else thing
    if old and new:
        return change
    return f"to {new}" if new else f"was {old}" if old else ""


def _value(name: str, value: object, name_of: NameOf) -> str:
    if value is None or value == "":
        return ""
    if str(value).lower() in ("true", "false"):
        return "on" if str(value).lower() == "true" else "off"
    known = name_of(str(value)) if name.lower().endswith("id") else str(value)
    if known != str(value):
        return known
    # Lists are told without spaces: "price,discount". Figures have commas of their own.
    return re.sub(r",(?=[^\W\d])", ", ", masked(name, value))


def _table_words(table: str) -> str:
    """ "company_user_settings" is, to a reader, the "user settings"."""
    return _plain(table).removeprefix("company ") or "setting"


def _plain(name: str) -> str:
    """The name of a column or table in words: "calls_access_level", "managerId"."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").strip().lower()
    return words.removesuffix(" id")
