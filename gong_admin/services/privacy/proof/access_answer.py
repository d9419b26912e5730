"""The answer to an access request as data: what is held on one person, everybody else masked.

A dictionary that is JSON as it stands. The document for people is made of the same (see
`access_document`), so the two can't say different things.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gong_admin.api.types.call_content import Party
from gong_admin.api.types.calls import CallDetails, Monologue
from gong_admin.api.types.privacy import CallReference
from gong_admin.services.privacy.case import Case, Subject
from gong_admin.services.privacy.findings import Findings
from gong_admin.services.privacy.proof import fields
from gong_admin.services.privacy.proof.access_people import (
    NOBODY_KNOWN,
    Colleagues,
    ids_of,
    known_people,
)
from gong_admin.services.privacy.proof.access_reading import CallsRead
from gong_admin.services.privacy.proof.access_rest import (
    MAYBE_MORE,
    NO,
    NOT_KNOWN,
    YES,
    not_exported,
)
from gong_admin.services.privacy.proof.evidence_summary import STATE_WORDS
from gong_admin.services.privacy.proof.masking import Mask
from gong_admin.services.privacy.proof.traces import digits_of
from gong_admin.services.privacy.proof.whose import Whose

FORMAT = "gong-admin-access-1"

LEFT_OUT = "[somebody else]"
"""Stands for what others said."""

_FEWEST_DIGITS = 5  # of what is written for a phone number without its country and town

UNKNOWN = "Unknown"
"""Somebody of whom Gong tells nothing."""


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
    colleagues: Colleagues = NOBODY_KNOWN,
    chosen: Mapping[int, str] | None = None,
) -> dict[str, Any]:
    """`subjects` are one person's addresses and numbers; `findings` what was found, by their ids;
    `read` their calls. `company` is what the connection is called. `chosen` tells whose answer it
    is where a number is several people's (see `Whose`).

    Raises `SeveralPeople`.
    """
    person = Whose(subjects, findings, chosen or {}, read.calls.values())
    mask = known_people(person, read, colleagues) if masked else None
    teller = _Teller(person, mask)
    found = person.findings
    calls = {call.id: call for one in found for call in one.calls if call.id}
    told = [
        teller.call(reference, read.calls.get(call_id), read.transcripts)
        for call_id, reference in calls.items()
    ]
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
        "calls": told,
        "emails": [teller.email(one) for each in found for one in each.emails],
        "meetings": [{"id": one} for each in found for one in each.meetings],
        "events": [teller.event(one) for each in found for one in each.events],
        "phone_numbers": [teller.text(one) for each in found for one in each.numbers],
        "addresses": [teller.address(one) for each in found for one in each.addresses],
        "not_exported": [
            {"what": what, "why": why}
            for what, why in not_exported(
                subjects, findings, person, read, told, masked=masked, colleagues=colleagues.whole
            )
        ],
    }


class _Teller:
    """Puts things into the answer. `mask` None leaves others as they are."""

    def __init__(self, person: Whose, mask: Mask | None) -> None:
        self._person, self._mask = person, mask
        self._own_numbers = {digits_of(one) for one in person.values if "@" not in one}

    def who(self, party: Party) -> str:
        """A participant, by name or by what is known."""
        known = [one for one in ids_of(party) if one]
        if not known:
            return UNKNOWN
        if self._mask is None or self._person.is_(party):
            return known[0]
        return self._mask.other(*ids_of(party))

    def address(self, text: str | None) -> str:
        """One address or number, with a name or without."""
        if self._mask is None or not text:
            return text or ""
        return self._mask.person("", text)

    def text(self, words: str | None) -> str:
        return (words or "") if self._mask is None else self._mask.text(words or "")

    def record(self, system: str, record: Any) -> dict[str, Any]:
        return {
            "system": system,
            "type": record.object_type,
            "id": record.id,
            "external_id": record.external_id,
            "mirror_id": record.mirror_id,
            "fields": {
                field.name or "": self._value(field.name or "", field.value)
                for field in record.fields or ()
            },
        }

    def call(
        self,
        reference: CallReference,
        call: CallDetails | None,
        transcripts: Mapping[str, Sequence[Monologue]],
    ) -> dict[str, Any]:
        call_id = reference.id or ""
        told: dict[str, Any] = {
            "id": call_id,
            "status": reference.status,
            "in_other_systems": [
                {"system": system.system, "type": one.object_type, "id": one.external_id}
                for system in reference.external_systems or ()
                for one in system.objects or ()
            ],
            "told": call is not None,
        }
        meta = call.meta_data if call is not None else None
        if call is None or meta is None:
            return told
        told |= {
            "title": self.text(meta.title),
            "scheduled": meta.scheduled,
            "started": meta.started,
            "duration_seconds": meta.duration,
            "direction": meta.direction,
            "scope": meta.scope,
            "system": meta.system,
            "disposition": self.text(meta.sdr_disposition) or None,
            "language": meta.language,
            "purpose": self.text(meta.purpose) or None,
            "url": meta.url,
            "participants": [self._party(party) for party in call.parties or ()],
            "recording": {"media": meta.media, "exported": False},
        }
        if call_id in transcripts:
            told["transcript"] = list(self._said(call, transcripts[call_id]))
            told["the_person_speaks"] = self._speaks(call, told["transcript"], transcripts[call_id])
        return told

    def email(self, email: Any) -> dict[str, Any]:
        return {
            "sent": email.sent_time,
            "from": self.address(email.sender),
            "mailbox": self.address(email.mailbox),
            "id": email.id,
            "message_hash": email.message_hash,
        }

    def event(self, event: Any) -> dict[str, Any]:
        return {
            "time": event.timestamp,
            "type": event.event_type,
            "name": self.text(event.event_name),
            "content": self._id(event.content_id),
            "content_url": self._id(event.content_url),
            "reported_by": event.reporting_system,
            "source_id": self._id(event.source_event_id),
        }

    def _id(self, text: str | None) -> str | None:
        """An id or an address of the web: people may stand in it, but not every long figure is a
        phone number."""
        return self._mask.text(text, ids=True) if self._mask is not None and text else text

    def _value(self, name: str, value: Any) -> Any:
        """What a field holds; numbers and people are told by what it is called."""
        if self._mask is None:
            return value
        if isinstance(value, list):
            return [self._value(name, one) for one in value]
        if isinstance(value, dict):
            return {key: self._value(f"{name} {key}", one) for key, one in value.items()}
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            return value
        words = fields.written(value)
        number = fields.is_number(name)
        if not number and fields.is_somebody(name) and (people := fields.people_in(words)):
            return "; ".join(map(self._mask.person, people))
        if isinstance(value, str):
            return self._number(value) if number else self.text(value)
        # A figure stays one, unless it is somebody's number.
        masked = self._number(words) if number else self._id(words)
        return value if masked == words else masked

    def _number(self, words: str) -> str:
        """Whatever is written where a phone number belongs."""
        digits, letters = (sum(map(test, words)) for test in (str.isdigit, str.isalpha))
        if digits < _FEWEST_DIGITS or letters > digits:
            return self.text(words)
        return words if digits_of(words) in self._own_numbers else "[number]"

    def _party(self, party: Party) -> dict[str, Any]:
        own = self._person.is_(party)
        told: dict[str, Any] = {
            "who": self.who(party),
            "is_the_person": own,
            "side": (party.affiliation or "Unknown").lower(),
            "took_part_as": [one.lower() for one in party.methods or ()],
        }
        if own or self._mask is None:
            told |= {
                "email_address": party.email_address,
                "phone_number": self._value("phone", party.phone_number),
                "title": party.title,
            }
        return told

    def _said(self, call: CallDetails, words: Sequence[Monologue]) -> Iterator[dict[str, Any]]:
        """One entry for each time somebody speaks; others are left out, neighbours together."""
        speakers = _speakers(call)
        before: str | None = None
        for one in words:
            parties = speakers.get(one.speaker_id or "", ())
            own = bool(parties) and all(map(self._person.is_, parties))
            who = self.who(parties[0]) if parties else UNKNOWN
            sentences = one.sentences or ()
            start = sentences[0].start if sentences else None
            if own or self._mask is None:
                text = self.text(" ".join(each.text or "" for each in sentences))
                yield {"at_ms": start, "who": who, "is_the_person": own, "words": text}
            elif before != who:
                yield {"at_ms": start, "who": who, "is_the_person": False, "words": LEFT_OUT}
            before = None if own else who

    def _speaks(
        self, call: CallDetails, said: Sequence[Mapping[str, Any]], words: Sequence[Monologue]
    ) -> str:
        """Whether the person is heard, and all of it is told."""
        speakers = _speakers(call)
        voices = {one.speaker_id or "" for one in words}
        unsure = any(
            self._person.may_be(party)
            for voice in voices
            for party in speakers.get(voice) or (None,)
        )
        if any(one["is_the_person"] for one in said):
            return MAYBE_MORE if unsure else YES
        there = any(map(self._person.is_, call.parties or ()))
        return NO if there and not unsure else NOT_KNOWN


def _speakers(call: CallDetails) -> dict[str, list[Party]]:
    found: dict[str, list[Party]] = {}
    for one in call.parties or ():
        if one.speaker_id:
            found.setdefault(one.speaker_id, []).append(one)
    return found
