"""What Gong holds on one address or number, opened up: counts, tables, ways to more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec

from gong_admin.api.decode import decoder
from gong_admin.api.types.crm_links import ContextField
from gong_admin.api.types.privacy import (
    CallReference,
    CustomerObject,
    EmailAddressReferences,
    EmailReference,
    Engagement,
    PhoneNumberReferences,
)
from gong_admin.services.privacy.case import Counts
from gong_admin.services.privacy.identifiers import IdentifierKind, compared

KINDS: dict[str, str] = {
    "calls": "Calls",
    "emails": "Emails",
    "meetings": "Meetings",
    "records": "Leads and contacts",
    "events": "Engagement events",
    "numbers": "Related phone numbers",
    "addresses": "Related addresses",
}
"""What is held, by kind, in the order in which it is shown."""

HELD = ("calls", "emails", "meetings", "records", "events")
"""What an erasure takes; numbers and addresses only lead to it."""

BETWEEN = ", "
"""Between several things in one cell."""

_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_NUMBER_FIELD = re.compile(r"phone|mobile|fax", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KindTable:
    """One kind with every field that Gong told. `rows` are under `columns` (key, title), ids and
    dates as text, "" for nothing."""

    kind: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """`marks` tell what was found apart, by kind: the same thing has the same mark whenever it is
    looked up."""

    kind: IdentifierKind
    value: str
    emails: tuple[EmailReference, ...] = ()
    calls: tuple[CallReference, ...] = ()
    meetings: tuple[str, ...] = ()
    records: tuple[tuple[str, CustomerObject], ...] = ()  # the CRM's name, the object
    events: tuple[Engagement, ...] = ()
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def counts(self) -> Counts:
        return Counts(**{kind: len(getattr(self, kind)) for kind in KINDS})

    @property
    def call_ids(self) -> tuple[str, ...]:
        """Of the calls, each once."""
        return tuple(dict.fromkeys(call.id for call in self.calls if call.id))

    def tables(self) -> tuple[KindTable, ...]:
        """A table for each kind that has anything."""
        made = (
            _emails(self.emails),
            _calls(self.calls),
            _plain("meetings", "Meeting", self.meetings),
            _records(self.records),
            _events(self.events),
            _plain("numbers", "Phone number", self.numbers),
            _plain("addresses", "Address", self.addresses),
        )
        by_kind = {table.kind: table for table in made}
        return tuple(by_kind[kind] for kind in KINDS if by_kind[kind].rows)

    def people(self) -> tuple[str, ...]:
        """The leads and contacts, by name where the CRM tells one: for a phone number these may
        be several people."""
        return tuple(_person(record) for _, record in self.records)


def parse(kind: IdentifierKind, value: str, raw: bytes) -> Findings:
    """Open up Gong's answer to a lookup. Raises `msgspec.DecodeError` where it is none."""
    found: EmailAddressReferences | PhoneNumberReferences
    if kind is IdentifierKind.EMAIL:
        found = decoder(EmailAddressReferences).decode(raw)
        events = tuple(found.customer_engagement or ())
        numbers: Sequence[str] = ()
        addresses: Sequence[str] = ()
    else:
        found = decoder(PhoneNumberReferences).decode(raw)
        events = ()
        numbers, addresses = found.matching_phone_numbers or (), found.email_addresses or ()
    records = tuple(
        (data.system or "", record)
        for data in found.customer_data or ()
        for record in data.objects or ()
    )
    meetings = tuple(meeting.id or "" for meeting in found.meetings or ())
    emails, calls = tuple(found.emails or ()), tuple(found.calls or ())
    own = compared(value)
    return Findings(
        kind=kind,
        value=value,
        emails=emails,
        calls=calls,
        meetings=meetings,
        records=records,
        events=events,
        numbers=_others(own, (*numbers, *_in_fields(records, _is_number))),
        addresses=_others(own, (*addresses, *_in_fields(records, _is_address))),
        marks={
            "emails": frozenset(map(_email_mark, emails)),
            "calls": frozenset(call.id or "" for call in calls),
            "meetings": frozenset(meetings),
            "records": frozenset(
                f"{system} {one.object_type} {one.external_id or one.id}" for system, one in records
            ),
            "events": frozenset(msgspec.json.encode(event).decode() for event in events),
        },
    )


def more_than(approved: Findings, now: Findings) -> dict[str, int]:
    """How much there is now that was not there when it was approved, by kind. Empty for nothing:
    that some of it is gone meanwhile does not matter."""
    extra = {kind: len(now.marks[kind] - approved.marks[kind]) for kind in HELD}
    # Things without an id of their own all have one mark: their number counts.
    for kind in HELD:
        grown = getattr(now.counts, kind) - getattr(approved.counts, kind)
        extra[kind] = max(extra[kind], grown)
    return {kind: count for kind, count in extra.items() if count > 0}


# -- tables ------------------------------------------------------------------------------------


def _emails(emails: Sequence[EmailReference]) -> KindTable:
    columns = (
        ("sent", "Sent"),
        ("from", "From"),
        ("mailbox", "Mailbox"),
        ("id", "Id"),
        ("hash", "Message hash"),
    )
    rows = tuple(
        _texts(one.sent_time, one.sender, one.mailbox, one.id, one.message_hash) for one in emails
    )
    return KindTable("emails", KINDS["emails"], columns, rows)


def _calls(calls: Sequence[CallReference]) -> KindTable:
    columns = (
        ("id", "Call"),
        ("status", "Status"),
        ("systems", "In other systems"),
        ("elsewhere", "Ids in other systems"),
    )
    rows = []
    for call in calls:
        found = [
            (f"{system.system or '?'}: {one.object_type or ''}".strip(": "), one.external_id)
            for system in call.external_systems or ()
            for one in system.objects or ()
        ]
        systems = BETWEEN.join(name for name, _ in found)
        ids = BETWEEN.join(id_ or "?" for _, id_ in found)
        rows.append(_texts(call.id, call.status, systems, ids))
    return KindTable("calls", KINDS["calls"], columns, tuple(rows))


def _records(records: Sequence[tuple[str, CustomerObject]]) -> KindTable:
    """A column for each field that any of the records has."""
    names = tuple(
        dict.fromkeys(one.name or "" for _, record in records for one in record.fields or ())
    )
    columns = (
        ("system", "System"),
        ("type", "Type"),
        ("id", "Id"),
        ("external", "Id in the CRM"),
        ("mirror", "Mirror id"),
        *((f"field:{name}", name) for name in names),
    )
    rows = []
    for system, record in records:
        fields = {one.name or "": _value(one) for one in record.fields or ()}
        fixed = _texts(system, record.object_type, record.id, record.external_id, record.mirror_id)
        rows.append((*fixed, *(fields.get(name, "") for name in names)))
    return KindTable("records", KINDS["records"], columns, tuple(rows))


def _events(events: Sequence[Engagement]) -> KindTable:
    columns = (
        ("time", "Time"),
        ("type", "Type"),
        ("name", "Event"),
        ("content", "Content"),
        ("url", "Address of the content"),
        ("system", "Reported by"),
        ("source", "Id at the source"),
    )
    rows = tuple(
        _texts(
            *(one.timestamp, one.event_type, one.event_name, one.content_id),
            *(one.content_url, one.reporting_system, one.source_event_id),
        )
        for one in events
    )
    return KindTable("events", KINDS["events"], columns, rows)


def _plain(kind: str, title: str, values: Sequence[str]) -> KindTable:
    return KindTable(kind, KINDS[kind], ((kind, title),), tuple((one,) for one in values))


def _texts(*values: object) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in values)


def _value(one: ContextField) -> str:
    value: Any = one.value
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


# -- marks and ways to more ----------------------------------------------------------------------


def _email_mark(email: EmailReference) -> str:
    # One message lies in several mailboxes, and an erasure takes them all.
    return " ".join(_texts(email.id or email.message_hash, email.mailbox, email.sent_time))


def _in_fields(records: Iterable[tuple[str, CustomerObject]], wanted: Any) -> Iterable[str]:
    return (
        value
        for _, record in records
        for one in record.fields or ()
        if wanted(one.name or "", value := _value(one).strip())
    )


def _is_address(_name: str, value: str) -> bool:
    return bool(_ADDRESS.fullmatch(value))


def _is_number(name: str, value: str) -> bool:
    return bool(_NUMBER_FIELD.search(name)) and sum(one.isdigit() for one in value) >= 6


def _others(own: str, values: Iterable[str]) -> tuple[str, ...]:
    """Without repetitions, and without what was looked up itself."""
    digits = _digits(own)
    kept: dict[str, str] = {}
    for value in values:
        mark = compared(value)
        if mark == own or ("@" not in value and _digits(value) == digits):
            continue
        kept.setdefault(mark if "@" in value else _digits(value), value)
    return tuple(kept.values())


def _digits(text: str) -> str:
    return "".join(one for one in text if one.isdigit()).lstrip("0")


def _person(record: CustomerObject) -> str:
    fields = {(one.name or "").casefold(): _value(one) for one in record.fields or ()}
    for name in ("name", "full name", "fullname"):
        if fields.get(name):
            return fields[name]
    whole = " ".join(
        fields[name]
        for name in ("firstname", "first name", "lastname", "last name")
        if fields.get(name)
    )
    return whole or fields.get("email", "") or record.external_id or record.id or "?"
