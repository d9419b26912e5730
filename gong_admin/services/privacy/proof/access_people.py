"""Everybody whom an answer to an access request may name, gathered before a word is masked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from gong_admin.api.types.call_content import Party
from gong_admin.api.types.privacy import CustomerObject
from gong_admin.services.privacy.identifiers import is_role
from gong_admin.services.privacy.proof import fields
from gong_admin.services.privacy.proof.access_reading import CallsRead
from gong_admin.services.privacy.proof.common_words import COMMON
from gong_admin.services.privacy.proof.masking import Mask
from gong_admin.services.privacy.proof.traces import words_of
from gong_admin.services.privacy.proof.whose import Whose, name_of

_MOST_WORDS = 4  # of a name; more are a sentence


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Names of the company's own people, who may be named although they were on no call. `whole`:
    of all of them."""

    names: Collection[str] = ()
    whole: bool = False


NOBODY_KNOWN = Colleagues()


def known_people(person: Whose, read: CallsRead, colleagues: Colleagues) -> Mask:
    """A mask for all on the calls, in the mail and in the records."""
    mask = Mask([*person.values, *person.names])
    for call in read.calls.values():
        for party in call.parties or ():
            if not person.is_(party):
                name, *ids = ids_of(party)
                mask.know(name or _called_by_address(party.email_address or ""), *ids)
    for record in person.others:
        mask.know(name_of(record), *fields.addresses(record))
    for found in person.findings:
        for email in found.emails:
            for one in (email.sender, email.mailbox):
                if one and not person.named_in(one):
                    mask.know("", one)
        for _, record in found.records:
            _know_named(mask, person, record)
    for name in colleagues.names:
        # By the whole name alone: the first names of hundreds are half of all words.
        mask.know(name, parts=False)
    return mask


def ids_of(party: Party) -> tuple[str, str, str]:
    return party.name or "", party.email_address or "", party.phone_number or ""


def _know_named(mask: Mask, person: Whose, record: CustomerObject) -> None:
    """Owners, assistants and whoever else a record names in a field of its own."""
    for field in record.fields or ():
        if not fields.is_somebody(field.name or ""):
            continue
        told = (one for value in fields.texts(field.value) for one in fields.people_in(value))
        for one in told:
            words = words_of(one)
            if person.named_in(one) or (any(map(str.isdigit, one)) and " " not in one):
                continue  # an id
            name = 1 < len(words) <= _MOST_WORDS and not COMMON.intersection(words)
            mask.know(one, parts=name)


def _called_by_address(address: str) -> str:
    """ "jo.smith@…" is spoken of as Jo Smith."""
    local = address.rpartition("@")[0]
    parts = local.replace("_", ".").replace("-", ".").split(".")
    if is_role(address) or not 1 < len(parts) < _MOST_WORDS or not all(map(str.isalpha, parts)):
        return ""
    return " ".join(parts)
