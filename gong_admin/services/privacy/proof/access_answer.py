"""The answer to an access request as data: what is held on one person, everybody else masked.

A dictionary that is JSON as it stands. The document for people is made of the same (see
`access_document`), so the two can't say different things.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from gong_admin.api.types.call_content import Party
from gong_admin.api.types.calls import CallDetails, Monologue
from gong_admin.services.privacy.case import Case, Subject
from gong_admin.services.privacy.findings import Findings
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.proof.access_reading import CallsRead
from gong_admin.services.privacy.proof.evidence_summary import STATE_WORDS
from gong_admin.services.privacy.proof.masking import Mask

FORMAT = "gong-admin-access-1"

LEFT_OUT = "[somebody else]"
"""Stands for what others said."""

_NEVER = (
    (
        "Recordings",
        "Other people are heard and seen in them. They are listed with their calls.",
    ),
    ("Content of emails", "Gong's API tells who wrote when, not what."),
    ("Content of meetings", "Gong's API tells that a meeting is kept, by its id alone."),
    (
        "What was made of the calls",
        "Summaries, trackers, comments and scorecards are about calls as a whole and all who "
        "were on them.",
    ),
)


def access_answer(
    case: Case,
    subjects: Sequence[Subject],
    findings: Mapping[int, Findings],
    read: CallsRead,
    *,
    masked: bool,
    made_at: dt.datetime,
    program: str,
    company: str,
    colleagues: Collection[str] = (),
) -> dict[str, Any]:
    """`subjects` are one person's addresses and numbers; `findings` what was found, by their ids;
    `read` their calls. `company` is what the connection is called, `colleagues` are names of its
    people, who may stand in fields of the CRM although they were on no call."""
    person = _Person(subjects, [findings[one.id] for one in subjects if one.id in findings])
    own = [party for call in read.calls.values() for party in person.parties(call)]
    mask = Mask([*person.values, *person.names, *(one.name or "" for one in own)])
    if masked:
        # Everybody on any of the calls is known before the first word is masked.
        for call in read.calls.values():
            for party in call.parties or ():
                mask.person(*_ids(party))
    teller = _Teller(person, mask if masked else None, colleagues)
    found = person.findings
    calls = {call.id: call for one in found for call in one.calls if call.id}
    return {
        "format": FORMAT,
        "reference": case.reference,
        "company": company,
        "tenant": case.tenant,
        "made_at": made_at.isoformat(timespec="seconds"),
        "made_by": program,
        "subjects": [
            {
                "kind": one.kind,
                "value": one.value,
                "looked_up": one.looked_up.isoformat() if one.looked_up else None,
                "state": STATE_WORDS[one.state],
            }
            for one in subjects
        ],
        "others_masked": masked,
        "records": [teller.record(*one) for each in found for one in each.records],
        "calls": [
            teller.call(call_id, call.status, read.calls.get(call_id), read.transcripts)
            for call_id, call in calls.items()
        ],
        "emails": [teller.email(one) for each in found for one in each.emails],
        "meetings": [{"id": one} for each in found for one in each.meetings],
        "events": [teller.event(one) for each in found for one in each.events],
        "phone_numbers": [teller.text(one) for each in found for one in each.numbers],
        "addresses": [teller.who("", one) for each in found for one in each.addresses],
        "not_exported": [
            {"what": what, "why": why} for what, why in _missing(subjects, findings, read, masked)
        ],
    }


class _Person:
    """Whom the answer is for."""

    def __init__(self, subjects: Sequence[Subject], findings: Sequence[Findings]) -> None:
        self.findings = findings
        self.values = [one.value for one in subjects]
        for one in findings:
            # What is written into the same contact is theirs; behind a number may be several.
            if one.kind is IdentifierKind.EMAIL:
                self.values += one.numbers
        self.names = [
            name
            for one in findings
            if one.kind is IdentifierKind.EMAIL or len(one.records) == 1
            for name in one.people()
            if name != "?"
        ]
        self._marks = {_folded(one) for one in self.values}

    def parties(self, call: CallDetails) -> list[Party]:
        return [party for party in call.parties or () if self.is_(party)]

    def is_(self, party: Party) -> bool:
        ids = (party.email_address, party.phone_number)
        return any(_folded(one) in self._marks for one in ids if one)


class _Teller:
    """Puts things into the answer. `mask` None leaves others as they are."""

    def __init__(self, person: _Person, mask: Mask | None, colleagues: Collection[str]) -> None:
        self._person, self._mask = person, mask
        own = {one.casefold() for one in person.names}
        self._colleagues = {one.casefold() for one in colleagues} - own

    def who(self, name: str | None, *ids: str | None) -> str:
        known = [one for one in (name, *ids) if one]
        if self._mask is None or not known:
            return known[0] if known else ""
        return self._mask.person(name or "", *(one for one in ids if one))

    def text(self, words: str | None) -> str:
        return (words or "") if self._mask is None else self._mask.text(words or "")

    def record(self, system: str, record: Any) -> dict[str, Any]:
        return {
            "system": system,
            "type": record.object_type,
            "id": record.id,
            "external_id": record.external_id,
            "mirror_id": record.mirror_id,
            "fields": {field.name or "": self._value(field.value) for field in record.fields or ()},
        }

    def call(
        self,
        call_id: str,
        status: str | None,
        call: CallDetails | None,
        transcripts: Mapping[str, Sequence[Monologue]],
    ) -> dict[str, Any]:
        told: dict[str, Any] = {"id": call_id, "status": status, "told": call is not None}
        meta = call.meta_data if call is not None else None
        if call is None or meta is None:
            return told
        told |= {
            "title": self.text(meta.title),
            "started": meta.started,
            "duration_seconds": meta.duration,
            "direction": meta.direction,
            "language": meta.language,
            "purpose": self.text(meta.purpose) or None,
            "url": meta.url,
            "participants": [self._party(party) for party in call.parties or ()],
            "recording": {"media": meta.media, "exported": False},
        }
        if call_id in transcripts:
            told["transcript"] = list(self._said(call, transcripts[call_id]))
        return told

    def email(self, email: Any) -> dict[str, Any]:
        return {
            "sent": email.sent_time,
            "from": self.who("", email.sender),
            "mailbox": self.who("", email.mailbox),
            "id": email.id,
            "message_hash": email.message_hash,
        }

    def event(self, event: Any) -> dict[str, Any]:
        return {
            "time": event.timestamp,
            "type": event.event_type,
            "name": self.text(event.event_name),
            "content": event.content_id,
            "content_url": event.content_url,
            "reported_by": event.reporting_system,
            "source_id": event.source_event_id,
        }

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            if self._mask is not None and value.strip().casefold() in self._colleagues:
                return self._mask.person(value.strip())
            return self.text(value)
        if isinstance(value, list):
            return [self._value(one) for one in value]
        if isinstance(value, dict):
            return {key: self._value(one) for key, one in value.items()}
        return value

    def _party(self, party: Party) -> dict[str, Any]:
        own = self._person.is_(party)
        told: dict[str, Any] = {
            "who": self.who(*_ids(party)),
            "is_the_person": own,
            "side": (party.affiliation or "Unknown").lower(),
            "took_part_as": [one.lower() for one in party.methods or ()],
        }
        if own or self._mask is None:
            told |= {
                "email_address": party.email_address,
                "phone_number": party.phone_number,
                "title": party.title,
            }
        return told

    def _said(self, call: CallDetails, words: Sequence[Monologue]) -> Iterator[dict[str, Any]]:
        """One entry for each time somebody speaks; others are left out, neighbours together."""
        speakers = {one.speaker_id: one for one in call.parties or () if one.speaker_id}
        before: str | None = None
        for one in words:
            party = speakers.get(one.speaker_id or "")
            own = party is not None and self._person.is_(party)
            who = self.who(*_ids(party)) if party is not None else "Unknown"
            sentences = one.sentences or ()
            start = sentences[0].start if sentences else None
            if own or self._mask is None:
                text = self.text(" ".join(each.text or "" for each in sentences))
                yield {"at_ms": start, "who": who, "is_the_person": own, "words": text}
            elif before != who:
                yield {"at_ms": start, "who": who, "is_the_person": False, "words": LEFT_OUT}
            before = None if own else who


def _ids(party: Party) -> tuple[str, str, str]:
    return party.name or "", party.email_address or "", party.phone_number or ""


def _folded(text: str) -> str:
    if "@" in text:
        return text.casefold().strip()
    return "".join(one for one in text if one.isdigit()).lstrip("0")


def _missing(
    subjects: Sequence[Subject], findings: Mapping[int, Findings], read: CallsRead, masked: bool
) -> Iterator[tuple[str, str]]:
    for one in subjects:
        if one.id not in findings:
            yield one.value, f"No answer to give. {STATE_WORDS[one.state]}."
    ids = {call for one in findings.values() for call in one.call_ids}
    if read.no_calls:
        yield "Titles, times and participants of calls", read.no_calls
    elif hidden := len(ids - set(read.calls)):
        yield f"Details of {hidden:,} of {len(ids):,} calls", "Gong does not tell them to this key."
    if read.no_transcripts:
        yield "Transcripts", read.no_transcripts
    elif hidden := len(ids - set(read.transcripts)):
        yield f"Transcripts of {hidden:,} of {len(ids):,} calls", "Gong tells none for them."
    if masked:
        yield "Names, addresses and words of others", "They are personal data of other people."
    yield from _NEVER
