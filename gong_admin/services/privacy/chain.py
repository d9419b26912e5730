"""The log of a case as a chain: an entry that is altered, taken out or slipped in shows.

Each entry signs the one before it, together with its facts, which name nobody, and a salted digest
of its payload, which may. The salt lies with the payload: when that is removed for good, the entry
still verifies and what it said can't be guessed from the digest. A cut at the end shows by the
head, number and signature of the last entry, which is kept apart under a seal of its own (`store`)
and printed in every evidence pack.

What it can't show: somebody who has the key can write the whole chain anew, and somebody who has
kept older copies of both files can put them back.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from gong_admin.services.privacy.keys import Keys

SALT_BYTES = 16
_MAC_BYTES = 32


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the log as the chain sees it. `at` is ISO 8601 in UTC. `facts` is JSON: counts,
    request ids, states. `payload` is JSON behind its salt; None when it was removed or its key
    destroyed."""

    number: int  # from 1
    at: str
    event: str
    facts: str
    digest: bytes
    mac: bytes
    payload: bytes | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: how many entries, and the signature of the last. `follows`: what is kept
    apart is the end of the same chain, so that this one may take its place."""

    count: int
    mac: bytes
    follows: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class ChainReport:
    """`broken_at` is the first entry that is not as it was written, 0 for none; `cut` how many
    entries are missing at the end; `removed` how many payloads were taken out. `unkept`: the end
    that was kept apart is gone or was changed, so that nobody can say whether any are missing."""

    count: int
    removed: int = 0
    broken_at: int = 0
    cut: int = 0
    unkept: bool = False

    @property
    def intact(self) -> bool:
        return not self.broken_at and not self.cut and not self.unkept


def salted(payload: bytes) -> bytes:
    """A payload with a fresh salt before it, as it is digested and kept."""
    return os.urandom(SALT_BYTES) + payload


def digest_of(salted_payload: bytes) -> bytes:
    return hashlib.sha256(salted_payload).digest()


def start(keys: Keys, case_id: str) -> Head:
    """The head of a chain without entries."""
    return Head(0, keys.signed(b"case", case_id.encode()))


def linked(
    keys: Keys, before: Head, at: str, event: str, facts: str, salted_payload: bytes
) -> Link:
    """The entry that comes after `before`."""
    number, digest = before.count + 1, digest_of(salted_payload)
    mac = _mac(keys, before, at, event, facts, digest)
    return Link(number, at, event, facts, digest, mac, salted_payload)


def verify(keys: Keys, case_id: str, links: Iterable[Link], kept: Head | None) -> ChainReport:
    """Check all entries of a case, in their order, against each other and the head that was kept
    apart. Entries behind that head are fine: a kill may come between entry and head."""
    head, removed, kept_seen = start(keys, case_id), 0, kept is None or kept.count == 0
    for link in links:
        mac = _mac(keys, head, link.at, link.event, link.facts, link.digest)
        altered = link.payload is not None and digest_of(link.payload) != link.digest
        if link.number != head.count + 1 or link.mac != mac or altered:
            return ChainReport(head.count, removed, broken_at=head.count + 1)
        removed += link.payload is None
        head = Head(link.number, link.mac)
        if kept is not None and head.count == kept.count:
            if head.mac != kept.mac:
                return ChainReport(head.count, removed, broken_at=head.count)
            kept_seen = True
    missing = 0 if kept_seen or kept is None else kept.count - head.count
    return ChainReport(head.count, removed, cut=missing)


def genuine(keys: Keys, case_id: str, links: Iterable[Link]) -> list[bool]:
    """Which entries were written as they are, behind the entry that is before them now: one that
    was altered does not keep those behind it from being told."""
    before, found = start(keys, case_id), []
    for link in links:
        before = Head(link.number - 1, before.mac)
        mac = _mac(keys, before, link.at, link.event, link.facts, link.digest)
        whole = link.payload is None or digest_of(link.payload) == link.digest
        found.append(link.mac == mac and whole)
        before = Head(link.number, link.mac)
    return found


def sealed(keys: Keys, case_id: str, head: Head) -> bytes:
    """The signature of a head as it is kept apart: that of its entry alone lies in the log."""
    return head.mac + _seal(keys, case_id, head)


def unsealed(keys: Keys, case_id: str, count: int, kept: bytes) -> Head | None:
    """The head that was kept so; None where it was changed."""
    head, seal = Head(count, kept[:_MAC_BYTES]), kept[_MAC_BYTES:]
    return head if hmac.compare_digest(seal, _seal(keys, case_id, head)) else None


def _seal(keys: Keys, case_id: str, head: Head) -> bytes:
    return keys.signed(b"head", case_id.encode(), str(head.count).encode(), head.mac)


def _mac(keys: Keys, before: Head, at: str, event: str, facts: str, digest: bytes) -> bytes:
    number = before.count + 1
    words = (part.encode() for part in (str(number), at, event, facts))
    return keys.signed(before.mac, *words, digest)
