"""People outside Orvane: customers and prospects, with everything Gong knows of them."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from gong_admin.sandbox.world import names
from gong_admin.sandbox.world.clock import iso
from gong_admin.sandbox.world.seeds import Seeds, Wire, weighted
from gong_admin.sandbox.world.users import Users

_TEN_DIGITS = frozenset({"1", "44", "52", "55"})  # by country code


@dataclass(slots=True)
class Account:
    """A company Orvane sells to. `owner`: user id; `workspace`: index."""

    index: int
    crm_id: str
    name: str
    domain: str
    industry: str
    place: int
    owner: str
    people: list[int] = field(default_factory=list)
    deals: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Person:
    """`contact`, `lead`: CRM ids or None. `emails`: how many messages Gong still holds."""

    index: int
    first: str
    last: str
    email: str
    phone: str | None
    title: str | None
    account: int
    contact: str | None
    lead: str | None
    emails: int
    famous: bool = False

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}".strip()


def digits_of(number: str) -> str:
    """A phone number reduced to its digits; Gong ignores everything else."""
    return "".join(c for c in number if c.isdecimal())


class People:
    """All outsiders with their indexes; and the messages they exchanged with Orvane."""

    def __init__(self, seeds: Seeds, users: Users, hosts: list[str], now: dt.datetime) -> None:
        self._seeds = seeds
        self._users = users
        self._now = now
        count = max(24, min(20_000, int(len(users.all()) * 1.7)))
        self.accounts = self._build_accounts(max(6, count // 5), hosts)
        self.all: list[Person] = []
        self._taken: set[str] = set()
        for index in range(count):
            self.all.append(self._person(index))
        self._role_addresses()
        # The few who turn up everywhere, worth trying a privacy request with.
        self.famous = [person for person in self.all if person.famous]
        self._by_email: dict[str, int] = {p.email: p.index for p in self.all}
        self._by_phone: dict[str, list[int]] = {}
        for person in self.all:
            self.accounts[person.account].people.append(person.index)
            if person.phone:
                self._by_phone.setdefault(digits_of(person.phone), []).append(person.index)

    def by_email(self, address: str) -> Person | None:
        index = self._by_email.get(address.strip().lower())
        return None if index is None else self.all[index]

    def by_phone(self, number: str) -> list[Person]:
        return [self.all[index] for index in self._by_phone.get(digits_of(number), ())]

    def emails(self, person: Person) -> list[Wire]:
        """What Gong holds of the person's messages: metadata only, newest first."""
        messages = []
        for number in range(person.emails):
            rng = self._seeds.rng("email", f"{person.index}:{number}")
            account = self.accounts[person.account]
            colleague = account.owner if rng.random() < 0.8 else rng.choice(self._users.active)
            mailbox = (self._users.get(colleague) or {}).get("emailAddress", "")
            sent = self._now - dt.timedelta(days=rng.random() * 420, hours=rng.random() * 9)
            messages.append(
                (
                    sent,
                    {
                        "from": person.email if rng.random() < 0.55 else mailbox,
                        "id": self._seeds.token("email", f"{person.index}:{number}"),
                        "sentTime": iso(sent, 3),
                        "mailbox": mailbox,
                        "messageHash": self._seeds.token("email-hash", f"{person.index}:{number}"),
                    },
                )
            )
        messages.sort(key=lambda message: message[0], reverse=True)
        return [wire for _, wire in messages]

    def shared_number(self) -> str:
        """The number that most people have: a company's switchboard."""
        number = max(self._by_phone, key=lambda digits: len(self._by_phone[digits]), default="")
        return f"+{number}" if number else ""

    def pick(self, rng: random.Random, account: Account, count: int) -> list[Person]:
        """Up to `count` people of the account."""
        indexes = rng.sample(account.people, min(count, len(account.people)))
        return [self.all[index] for index in indexes]

    # Building

    def _build_accounts(self, count: int, hosts: list[str]) -> list[Account]:
        accounts = []
        taken: set[str] = set()
        for index in range(count):
            rng = self._seeds.rng("account", index)
            kind = rng.randrange(len(names.COMPANY_KINDS))
            name = f"{rng.choice(names.COMPANY_STEMS)} {names.COMPANY_KINDS[kind]}"
            if name in taken:
                name = f"{name} {names.PLACES[rng.randrange(len(names.PLACES))][0]}"
            taken.add(name)
            domain = names.address_part(name.replace(" ", "-"))
            if any(c.isdigit() for c in domain) or f"{domain}.test" in taken:
                domain = f"{domain}-{index}"
            taken.add(f"{domain}.test")
            owner = rng.choice(hosts)
            near = [
                number
                for number, place in enumerate(names.PLACES)
                if place[3] == self._users.seat(owner).language
            ]
            accounts.append(
                Account(
                    index,
                    f"001{self._seeds.token('account', index, 12)}AAC",
                    name,
                    f"{domain}.test",
                    names.INDUSTRIES[kind],
                    rng.choice(near if rng.random() < 0.75 else range(len(names.PLACES))),
                    owner,
                )
            )
        return accounts

    def _person(self, index: int) -> Person:
        rng = self._seeds.rng("person", index)
        account = self.accounts[
            index % len(self.accounts)
            if index < len(self.accounts) * 2
            else int(rng.random() ** 1.7 * len(self.accounts))
        ]
        first, last = rng.choice(names.FIRST_NAMES), rng.choice(names.LAST_NAMES)
        famous = index in (3, 11, 17)
        style = rng.random()
        local = names.address_part(first if style < 0.1 else f"{first[0]}{last}")
        if style > 0.4:
            local = f"{names.address_part(first)}.{names.address_part(last)}"
        kind = weighted(rng, (("contact", 6.0), ("lead", 2.5), ("both", 0.5), ("none", 1.5)))
        code = names.PLACES[account.place][2]
        phone = _number(code, rng.randint(200000000, 799999999)) if rng.random() < 0.7 else None
        if rng.random() < 0.04 and not famous:
            phone = _number(code, 300000000 + account.index)  # the company's switchboard
        return Person(
            index,
            first,
            last,
            self._unique(local, account.domain),
            phone or (_number(code, 300555000 + index) if famous else None),
            rng.choice(names.CUSTOMER_TITLES),
            account.index,
            f"003{self._seeds.token('contact', index, 12)}QAE"
            if famous or kind in ("contact", "both")
            else None,
            f"00Q{self._seeds.token('lead', index, 12)}MAM"
            if famous or kind in ("lead", "both")
            else None,
            rng.randint(260, 480) if famous else int(rng.random() ** 3 * 60),
            famous,
        )

    def _role_addresses(self) -> None:
        """`info@` and its like: addresses that are nobody and everybody."""
        for number, local in enumerate(("info", "procurement", "datenschutz", "office")):
            account = self.accounts[(number * 7) % len(self.accounts)]
            index = len(self.all)
            email = self._unique(local, account.domain)
            lead = f"00Q{self._seeds.token('lead', index, 12)}MAM" if number % 2 else None
            title = None
            self.all.append(
                Person(
                    index, local.title(), "", email, None, title, account.index, None, lead,
                    30 + number * 9,
                )
            )  # fmt: skip

    def _unique(self, local: str, domain: str) -> str:
        email = f"{local}@{domain}"
        number = 2
        while email in self._taken:
            email = f"{local}{number}@{domain}"
            number += 1
        self._taken.add(email)
        return email


def _number(code: str, digits: int) -> str:
    """A number from nine `digits`, with a tenth where the country's numbers have ten."""
    if code not in _TEN_DIGITS:
        return f"+{code}{digits}"
    area, line = divmod(digits, 1_000_000)
    return f"+{code}{area}2{line:06}"


def phone_spellings(people: Iterable[Person]) -> list[str]:
    """The numbers of these people, each once, in order."""
    return list(dict.fromkeys(person.phone for person in people if person.phone))
