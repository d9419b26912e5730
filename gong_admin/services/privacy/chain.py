"""The log of a case as a chain: an entry that is altered, taken out or slipped in shows.

Each entry signs the one before it, together with its facts, which name nobody, and a salted digest
of its payload, which may. The salt lies with the payload: when that is removed for good, the entry
still verifies and what it said can't be guessed from the digest. A cut at the end shows by the
head, number and signature of the last entry, which is kept apart (`store`) and printed in every
evidence pack.

What it can't show: somebody who has the key can write the whole chain anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass

from gong_admin.services.privacy.keys import Keys

SALT_BYTES = 16


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
    """The end of a chain: how many entries, and the signature of the last."""

    count: int
    mac: bytes


@dataclass(frozen=True, slots=True)
class ChainReport:
    """`broken_at` is the first entry that is not as it was written, 0 for none; `cut` how many
    entries are missing at the end; `removed` how many payloads were taken out."""

    count: int
    removed: int = 0
    broken_at: int = 0
    cut: int = 0

    @property
    def intact(self) -> bool:
        return not self.broken_at and not self.cut


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


def _mac(keys: Keys, before: Head, at: str, event: str, facts: str, digest: bytes) -> bytes:
    number = before.count + 1
    words = (part.encode() for part in (str(number), at, event, facts))
    return keys.signed(before.mac, *words, digest)
