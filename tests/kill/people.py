"""Who is erased: what a company's Gong says of people outside, and whether it holds anything."""

from __future__ import annotations

import collections
import contextlib
from collections.abc import Mapping
from typing import Any

from gong_admin.sandbox.process import Sandbox
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient

BY_PHONE = 5
"""Every so many-th is a phone number, all others are addresses."""

_LETTERS = 5
_WORDS = ("info", "procurement", "datenschutz", "office")  # the company's mailboxes of no one

_DAYS = 400  # of calls: of the older ones some were dialled


def choose(sandbox: Sandbox, count: int) -> list[str]:
    """So many people, no two of them the same, by address or number."""
    with contextlib.closing(PlainClient(sandbox)) as client:
        known = Known(client)
        numbers = _numbers(client, known, -(-count // BY_PHONE))
        owners = set(numbers.values())
        found = (party["emailAddress"] for party in known.externals)
        addresses = [one for one in found if one not in owners and _telling(one)]
    people = addresses[: count - len(numbers)]
    assert len(people) + len(numbers) == count, (len(people), len(numbers))
    for place, number in enumerate(numbers):
        people.insert(place * BY_PHONE, number)
    sandbox.control("stats", method="DELETE")
    return people


def _telling(address: str) -> bool:
    """Whether its name can't stand in a file by chance: as a word of ours, or a few letters."""
    name = address.partition("@")[0]
    return len(name) >= _LETTERS and name not in _WORDS


def kind_of(value: str) -> str:
    return "email" if "@" in value else "phone"


def still_there(sandbox: Sandbox, values: Mapping[int, str]) -> set[int]:
    """Of which of these subjects Gong holds something; nothing goes wrong any more."""
    sandbox.control("faults", method="DELETE")
    with contextlib.closing(PlainClient(sandbox)) as client:
        return {number for number, value in values.items() if _held(_ask(client, value))}


def _numbers(client: PlainClient, known: Known, count: int) -> dict[str, str]:
    """Numbers that are one person's alone, with the address of each."""
    whose = collections.defaultdict[str, set[str]](set)
    body = {
        "filter": {"fromDateTime": known.moment(_DAYS), "toDateTime": known.moment(0)},
        "contentSelector": {"exposedFields": {"parties": True}},
    }
    for page in client.walk("POST", "/v2/calls/extensive", body=body):
        for party in (party for call in page["calls"] for party in call["parties"]):
            if party.get("affiliation") == "External" and party.get("phoneNumber"):
                whose[party["phoneNumber"]].add(party["emailAddress"])
    found: dict[str, str] = {}
    for number in whose:
        # Of a switchboard's, most have been on no call.
        owners = _ask(client, number)["emailAddresses"]
        if len(owners) == 1 and len(found) < count:
            found[number] = owners[0]
    return found


def _ask(client: PlainClient, value: str) -> Any:
    by = "email-address" if kind_of(value) == "email" else "phone-number"
    name = "emailAddress" if kind_of(value) == "email" else "phoneNumber"
    return client.read("GET", f"/v2/data-privacy/data-for-{by}", {name: value})


def _held(answer: Any) -> bool:
    return any(answer[key] for key in ("calls", "emails", "meetings", "customerData"))
