"""Everything Gong holds on one outsider, and its erasure, which takes its time."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from gong_admin.sandbox.world.calls import Call, Calls
from gong_admin.sandbox.world.clock import Clock
from gong_admin.sandbox.world.crm import Crm
from gong_admin.sandbox.world.engagement import Engagement
from gong_admin.sandbox.world.meetings import Meetings
from gong_admin.sandbox.world.people import People, Person, digits_of, phone_spellings
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users

T = TypeVar("T")

STEPS = 6
STEP_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a lookup or an erasure is about: the people found, and addresses without a person."""

    people: tuple[Person, ...]
    addresses: tuple[str, ...]  # email addresses
    phone: str = ""  # digits


class PrivacyDesk:
    """Lookups and erasures by email address or phone number. Only outsiders have them."""

    def __init__(
        self,
        seeds: Seeds,
        users: Users,
        people: People,
        calls: Calls,
        crm: Crm,
        meetings: Meetings,
        engagement: Engagement,
        clock: Clock,
        changed: Callable[[], None],
    ) -> None:
        self._seeds = seeds
        self._users = users
        self._people = people
        self._calls = calls
        self._crm = crm
        self._meetings = meetings
        self._engagement = engagement
        self._clock = clock
        self._changed = changed

    def email_references(self, address: str) -> Wire:
        """The body of the lookup by email address; lists are empty where nothing is held.
        Raises `Refused` 400 for the address of a Gong user."""
        subject = self._by_email(address)
        found = self._references(subject)
        found["customerEngagement"] = self._engagement.of(address)
        return found

    def phone_references(self, number: str) -> Wire:
        subject = self._by_phone(number)
        found = self._references(subject)
        found["suppliedPhoneNumber"] = number
        held = [person for person in subject.people if self._holds(person)]
        found["matchingPhoneNumbers"] = phone_spellings(held)
        found["emailAddresses"] = [person.email for person in held]
        return found

    def erase_email(
        self, address: str, *, guard: bool = False, reimport: float | None = None
    ) -> None:
        """Accept an erasure and work it down over some seconds of sandbox time.

        `guard`: refuse it, as Gong does for an abnormal number of objects. `reimport`: so many
        seconds after it is done the CRM, which still has the person, sends the records again.
        """
        self._erase(self._by_email(address), guard, reimport)

    def erase_phone(
        self, number: str, *, guard: bool = False, reimport: float | None = None
    ) -> None:
        """The same for every person with this phone number."""
        self._erase(self._by_phone(number), guard, reimport)

    # Looking up

    def _by_email(self, address: str) -> Subject:
        if self._users.by_email(address):
            raise Refused(400, "The address belongs to a Gong user: only external people")
        person = self._people.by_email(address)
        return Subject((person,) if person else (), (address.strip().lower(),))

    def _by_phone(self, number: str) -> Subject:
        digits = digits_of(number)
        if not digits:
            raise Refused(400, "The phone number holds no digits")
        people = tuple(self._people.by_phone(digits))
        return Subject(people, tuple(person.email for person in people), digits)

    def _references(self, subject: Subject) -> Wire:
        return {
            "emails": [mail for person in subject.people for mail in self._people.emails(person)],
            "calls": [self._call(call) for call in self._calls_of(subject)],
            "meetings": [m for address in subject.addresses for m in self._meetings.of(address)],
            "customerData": self._crm.customer_data(list(subject.people)),
        }

    def _calls_of(self, subject: Subject) -> list[Call]:
        found: dict[str, Call] = {}
        for person in subject.people:
            found |= {call.id: call for call in self._calls.of_person(person.index)}
        for address in (*subject.addresses, subject.phone):
            if address:
                found |= {call.id: call for call in self._calls.of_address(address)}
        return list(found.values())

    def _call(self, call: Call) -> Wire:
        dialled = call.meta["system"] == "Orvane Dialler"
        systems = [
            {
                "system": "Generic",
                "objects": [
                    {
                        "objectType": "Task" if dialled else "Conversation",
                        "externalId": self._seeds.token("external-call", call.id, 15),
                    }
                ],
            }
        ]
        return {
            "id": call.id,
            "status": "COMPLETED",
            "externalSystems": systems if call.account is not None else [],
        }

    def _holds(self, person: Person) -> bool:
        return bool(
            person.emails
            or self._crm.records_of(person)
            or self._calls.of_person(person.index)
            or self._meetings.of(person.email)
        )

    # Erasing

    def _erase(self, subject: Subject, guard: bool, reimport: float | None) -> None:
        if guard:
            raise Refused(
                400, "The request would delete an abnormal number of objects and was not accepted"
            )
        saved = [
            (kind, crm_id, values)
            for person in subject.people
            for kind, crm_id in self._crm.records_of(person)
            if (values := self._crm.find(kind, crm_id))
        ]
        for step in range(1, STEPS + 1):
            take = functools.partial(self._step, subject, STEPS - step)
            self._clock.later(step * STEP_SECONDS, take)
        if reimport is not None:

            def bring_back() -> None:
                for kind, crm_id, values in saved:
                    self._crm.put(kind, crm_id, values)

            self._clock.later(STEPS * STEP_SECONDS + reimport, bring_back)

    def _step(self, subject: Subject, left: int) -> None:
        """Delete this step's share, so that nothing is left when `left` is 0."""
        for call in _share(self._calls_of(subject), left):
            self._calls.delete(call.id)
        for person in subject.people:
            person.emails -= -(-person.emails // (left + 1))
            for kind, crm_id in _share(self._crm.records_of(person), left):
                self._crm.remove(kind, crm_id)
        for address in subject.addresses:
            self._meetings.drop(address, len(_share(self._meetings.of(address), left)))
            self._engagement.drop(address, len(_share(self._engagement.of(address), left)))
        self._changed()


def _share(items: list[T], left: int) -> list[T]:
    """The part to delete now when `left` more steps follow."""
    return items[: -(-len(items) // (left + 1))]
