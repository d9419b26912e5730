"""Whose an answer is: which of the addresses and numbers that were found, of the records and of the
participants of calls are the person's, and which somebody else's.

An address is one person's. A number may be several people's: it tells who somebody is only where
nothing speaks against it, and where lookups tell that several have it a human decides.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gong_admin.api.types.call_content import Party
from gong_admin.api.types.calls import CallDetails
from gong_admin.api.types.privacy import CustomerObject
from gong_admin.services.privacy.case import Subject
from gong_admin.services.privacy.findings import Findings
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.proof import fields
from gong_admin.services.privacy.proof.traces import address_mark, digits_of, mark_of, words_of

_END = 8  # digits by which a number is known with its country and without

LEAVE_OUT = "-"
"""The choice that nothing of a number goes into the answer."""


class SeveralPeople(Exception):
    """A number of several people, and nobody has said whose answer it is."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody whom a phone number stands for. `key` is what a choice is kept by, `records` are
    places in what was found."""

    key: str
    name: str = ""
    addresses: tuple[str, ...] = ()
    records: frozenset[int] = frozenset()


def holders(found: Findings) -> tuple[Holder, ...]:
    """Everybody whom a number stands for, by what was found with it. A record with an address is
    somebody of that address; one without is told by its name."""
    made: list[Holder] = []
    told = [
        (at, name_of(record), tuple(dict.fromkeys(map(address_mark, fields.addresses(record)))))
        for at, (_, record) in enumerate(found.records)
    ]
    # Those with addresses first: the others may be theirs as well.
    for at, name, addresses in sorted(told, key=lambda one: not one[2]):
        same = [
            one
            for one in made
            if (
                set(addresses) & set(one.addresses)
                if addresses
                else name and words_of(name) == words_of(one.name)
            )
        ]
        if not addresses and len(same) > 1:
            same = []  # whose of them it is can't be told
        whole = Holder(
            "",
            next((one.name for one in same if one.name), name),
            tuple(dict.fromkeys((*(a for one in same for a in one.addresses), *addresses))),
            frozenset({at}).union(*(one.records for one in same)),
        )
        made = [*(one for one in made if one not in same), whole]
    known = {address for one in made for address in one.addresses}
    alone = dict.fromkeys(map(address_mark, found.addresses))
    made += [Holder("", "", (one,)) for one in alone if one not in known]
    return tuple(
        replace(one, key=one.addresses[0] if one.addresses else f"{one.name} #{number}")
        for number, one in enumerate(made)
    )


def undecided(subject: Subject, found: Findings, beside: Iterable[Subject]) -> tuple[Holder, ...]:
    """Those of whom one has to be chosen; none where it is clear whose answer it is. `beside` are
    the same person's other addresses."""
    if subject.kind != IdentifierKind.PHONE:
        return ()
    known = {address_mark(one.value) for one in beside if one.kind == IdentifierKind.EMAIL}
    all_ = holders(found)
    if len(all_) < 2 or any(known & set(one.addresses) for one in all_):
        return ()
    return all_


def one_person(subjects: Sequence[Subject], findings: Mapping[int, Findings]) -> bool:
    """Whether what was found tells that all of these are one person's: each leads to another. What
    a number of several people leads to are several people."""
    marks = [_end(one.value) for one in subjects]
    linked = {mark: {mark} for mark in marks}
    shared = {
        _end(one.value)
        for one in subjects
        if one.kind == IdentifierKind.PHONE
        and one.id in findings
        and len(holders(findings[one.id])) > 1
    }
    for one, mark in zip(subjects, marks, strict=True):
        found = findings.get(one.id)
        if found is None or mark in shared:
            continue
        reached: list[str] = []
        for _, record in found.records:
            reached += [*fields.addresses(record), *fields.numbers(record)]
        if found.kind is IdentifierKind.PHONE:
            reached += found.addresses
        for other in map(_end, reached):
            if other in linked and other not in shared and linked[other] is not linked[mark]:
                linked[mark] |= linked[other]
                for each in linked[mark]:
                    linked[each] = linked[mark]
    return len({id(one) for one in linked.values()}) == 1


def _end(value: str) -> str:
    """What makes two the same, with a country and without."""
    return address_mark(value) if "@" in value else digits_of(value)[-_END:]


@dataclass(slots=True)
class Left:
    """What was found with a number of several people and is not known to be the person's."""

    numbers: list[str] = field(default_factory=list)  # nothing of these at all
    calls: set[str] = field(default_factory=set)
    emails: int = 0
    meetings: set[str] = field(default_factory=set)


class Whose:
    """Whom the answer is for. `chosen` are keys of `Holder`s, or `LEAVE_OUT`, by the ids of
    subjects that are numbers of several people. `calls` are all that were read of theirs.

    `values` are addresses and numbers that are the person's alone, `names` what they are called;
    `others` are leads and contacts of others with the same number.

    Raises `SeveralPeople`.
    """

    def __init__(
        self,
        subjects: Sequence[Subject],
        findings: Mapping[int, Findings],
        chosen: Mapping[int, str],
        calls: Collection[CallDetails],
    ) -> None:
        self.left = Left()
        self.addresses = {
            address_mark(one.value) for one in subjects if one.kind == IdentifierKind.EMAIL
        }
        self._calls = calls
        self._unsure: list[Findings] = []  # numbers of several people, one of them the person
        self.others: list[CustomerObject] = []
        self.findings: list[Findings] = []
        for one in subjects:
            if one.id in findings:
                self._take(one, findings[one.id], chosen.get(one.id, ""), subjects)
        subject_numbers = {
            digits_of(one.value)
            for one in subjects
            if one.kind == IdentifierKind.PHONE and one.value not in self.left.numbers
        }
        if not self.addresses:
            self._look_for_address(subject_numbers)
        records = [record for one in self.findings for _, record in one.records]
        # Each once: hundreds of calls tell the same name.
        own = [party for party in self._parties() if self._addressed(party)]
        told = (*map(name_of, records), *(party.name for party in own))
        self.names = list(dict.fromkeys(filter(None, told)))
        in_records = {mark_of(one) for record in records for one in fields.numbers(record)}
        taken = self._taken()
        ends = {one[-_END:] for one in taken}
        self._numbers = {
            one for one in subject_numbers | in_records if one and one[-_END:] not in ends
        }
        self._consistent = any(map(_called, self.names)) or _agree(
            party.name or "" for party in self._parties() if self._by_number(party)
        )
        by_number = [
            party.name
            for party in self._parties()
            if party.name and not self._addressed(party) and self.is_(party)
        ]
        self.names = list(dict.fromkeys([*self.names, *by_number]))
        on_calls = {digits_of(party.phone_number or "") for party in own}
        mails = {address_mark(one) for record in records for one in fields.addresses(record)}
        self.values = [
            *(one.value for one in subjects),
            *self.addresses,
            *self._numbers,
            *(one for one in on_calls if one and one[-_END:] not in ends),
            *(mails - {mark for mark in taken if "@" in mark}),
        ]
        sure = [one for one in self.findings if all(one is not each for each in self._unsure)]
        self.findings = sure + [self._sure(one, sure) for one in self._unsure]

    def is_(self, party: Party) -> bool:
        """Whether a participant is the person. By a number only where no address, no name and no
        other participant speaks against it."""
        if party.email_address:
            return self._addressed(party)
        if not self._by_number(party) or not self._consistent:
            return False
        known = [one for one in self.names if _called(one)]
        return not known or any(_agree((one, party.name or "")) for one in known)

    def may_be(self, party: Party | None) -> bool:
        """Whether it can't be told if it is the person: Gong tells no address, or another one
        beside the same name."""
        if party is None:
            return True
        if _colleague(party) or self.is_(party):
            return False
        called = _called(party.name or "")
        return not party.email_address or (len(called) > 1 and called in map(_called, self.names))

    def named_in(self, text: str | None) -> bool:
        """Whether it is one of the person's addresses, or has one beside a name."""
        return address_mark((text or "").rpartition("<")[2].strip("> ")) in self.addresses

    # -- of one number ---------------------------------------------------------------------------

    def _take(
        self, subject: Subject, found: Findings, choice: str, subjects: Sequence[Subject]
    ) -> None:
        if subject.kind != IdentifierKind.PHONE:
            self.findings.append(found)
            return
        if choice == LEAVE_OUT:
            self.left.numbers.append(subject.value)
            return
        all_ = holders(found)
        theirs = [one for one in all_ if self.addresses & set(one.addresses)]
        if len(all_) == 1 or choice:
            theirs += [one for one in all_ if len(all_) == 1 or one.key == choice]
        if undecided(subject, found, subjects) and not theirs:
            raise SeveralPeople(subject.value)
        self.addresses.update(address for one in theirs for address in one.addresses)
        own = {at for one in theirs for at in one.records}
        if len(all_) > len(set(theirs)):
            records = tuple(one for at, one in enumerate(found.records) if at in own)
            self.others += [one for at, (_, one) in enumerate(found.records) if at not in own]
            found = replace(found, records=records)
            self._unsure.append(found)
        self.findings.append(found)

    def _sure(self, found: Findings, sure: Sequence[Findings]) -> Findings:
        """What is known to be the person's of what was found with a number of several people.
        `sure` is all that was found otherwise: it is not left out."""
        on = {
            call.meta_data.id
            for call in self._calls
            if call.meta_data is not None and any(map(self.is_, call.parties or ()))
        }
        kept = replace(
            found,
            calls=tuple(one for one in found.calls if one.id in on),
            emails=tuple(
                one
                for one in found.emails
                if self.named_in(one.sender) or self.named_in(one.mailbox)
            ),
            meetings=(),
            numbers=(),
            addresses=(),
        )
        told = [*sure, kept]
        self.left.calls.update(set(found.call_ids).difference(*(one.call_ids for one in told)))
        self.left.emails += len(
            found.marks["emails"].difference(*(one.marks["emails"] for one in sure))
        ) - len(kept.emails)
        self.left.meetings.update(set(found.meetings).difference(*(one.meetings for one in told)))
        return kept

    # -- participants ----------------------------------------------------------------------------

    def _parties(self) -> Iterator[Party]:
        return (party for call in self._calls for party in call.parties or ())

    def _addressed(self, party: Party) -> bool:
        return (
            bool(party.email_address) and address_mark(party.email_address or "") in self.addresses
        )

    def _by_number(self, party: Party) -> bool:
        if party.email_address or _colleague(party):
            return False
        return digits_of(party.phone_number or "") in self._numbers

    def _look_for_address(self, numbers: Collection[str]) -> None:
        """Where lookups tell no address behind a number: that of calls, if they tell one alone."""
        if self._unsure:
            return
        told = [
            party
            for party in self._parties()
            if party.email_address and digits_of(party.phone_number or "") in numbers
        ]
        found = {address_mark(one.email_address or "") for one in told}
        known = [
            name for one in self.findings for _, each in one.records if (name := name_of(each))
        ]
        colleagues = any(map(_colleague, told))
        if (
            len(found) == 1
            and not colleagues
            and _agree([*known, *(one.name or "" for one in told)])
        ):
            self.addresses |= found

    def _taken(self) -> set[str]:
        """Numbers and addresses that others have."""
        taken: set[str] = set()
        for party in self._parties():
            if (party.email_address and not self._addressed(party)) or _colleague(party):
                taken |= {mark_of(party.phone_number or ""), mark_of(party.email_address or "")}
        for record in self.others:
            for one in record.fields or ():
                taken.update(map(mark_of, fields.texts(one.value)))
        for found in self._unsure:
            taken |= {mark_of(found.value), *map(mark_of, found.addresses)}
        taken.update(map(mark_of, self.left.numbers))
        return taken - self.addresses


def name_of(record: CustomerObject) -> str:
    """What a lead or contact is called, "" where the CRM does not tell."""
    told = Findings(IdentifierKind.EMAIL, "", records=(("", record),)).people()[0]
    ids = {"?", record.external_id, record.id}
    return "" if told in ids or "@" in told else told


def _agree(names: Iterable[str]) -> bool:
    """Whether they can be names of one person: "Ines" and "Ines Halloran"."""
    told = dict.fromkeys(words for words in map(_called, dict.fromkeys(names)) if words)
    return all(one <= other or other <= one for one, other in itertools.combinations(told, 2))


def _called(name: str) -> frozenset[str]:
    """Without initials, which tell nobody apart; a number is no name."""
    words = (one for one in words_of(name) if not one.isdigit())
    return frozenset(one for one in words if len(one) > 1 or one.upper() == one.lower())


def _colleague(party: Party) -> bool:
    return bool(party.user_id) or party.affiliation == "Internal"
