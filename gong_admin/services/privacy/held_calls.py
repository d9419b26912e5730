"""What an erasure of others would take of somebody on the do-not-erase list.

An erasure takes calls as a whole, with everybody on them. So it is not enough that nobody on the
list is erased: what is erased must not be theirs as well. That is known from two sides: from what
lookups of them have told, in whatever case, which costs nothing; and from who is on the calls,
which has to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from gong_admin.api.decode import decoder
from gong_admin.services.privacy.case import Subject
from gong_admin.services.privacy.findings import Findings, parse
from gong_admin.services.privacy.identifiers import IdentifierKind, compared
from gong_admin.services.privacy.lookup import CallFacts
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.approving import OVERRULED
from gong_admin.services.privacy.store.holds import Holds

Thing = tuple[str, str]
"""A kind and the mark of one thing of it: ("calls", its id)."""

_KINDS = ("calls", "emails", "meetings", "records")
_END = 9  # digits at the end of a phone number by which it is known, however it is written


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody on the list, and what of theirs would go. `addresses` among the things: what is
    erased has their address or number with it, and so is theirs."""

    kind: str
    value: str
    things: frozenset[Thing]

    @property
    def whom(self) -> str:
        return f"{self.kind} {compared(self.value)}"

    def count(self, kind: str) -> int:
        return sum(one == kind for one, _ in self.things)

    @property
    def calls(self) -> frozenset[str]:
        return frozenset(mark for kind, mark in self.things if kind == "calls")


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: they are counted by the thousand
class _Held:
    kind: str
    value: str
    mark: str
    things: frozenset[Thing]  # from lookups


@dataclass(frozen=True)
class Guard:
    """The do-not-erase list as it is now, with what lookups have told of whoever is on it."""

    people: tuple[_Held, ...] = ()

    @classmethod
    def of(cls, store: CaseStore, tenant: str) -> Guard:
        """Blocks."""
        people = []
        for hold in Holds(store).all():
            things: set[Thing] = set()
            for case, subject in store.recognise(hold.kind, hold.value):
                # After a reduction there is nothing to compare with.
                raw = store.answer(subject, "lookup") if case.tenant == tenant else None
                if raw is not None:
                    kind = IdentifierKind(hold.kind)
                    things |= things_of(parse(kind, hold.value, raw))
            mark = _mark(hold.value)
            people.append(_Held(hold.kind, hold.value, mark, frozenset(things)))
        return cls(tuple(people))

    def known(self, found: Findings) -> tuple[Clash, ...]:
        """What of `found` is theirs, as far as lookups have told."""
        # By thing, not by whoever is on the list: both it and a case may be long.
        theirs: dict[_Held, set[Thing]] = {}
        for thing in things_of(found):
            for one in self._by_thing.get(thing, ()):
                theirs.setdefault(one, set()).add(thing)
        # For an address too: the lead or contact with it may have theirs besides.
        for one in self._meant((*found.addresses, *found.numbers)):
            theirs.setdefault(one, set()).add(("addresses", one.mark))
        ordered = sorted(theirs, key=lambda one: (one.kind, one.value))
        return tuple(Clash(one.kind, one.value, frozenset(theirs[one])) for one in ordered)

    def met(self, facts: Mapping[str, CallFacts]) -> tuple[Clash, ...]:
        """On which calls they are."""
        calls: dict[_Held, set[Thing]] = {}
        for call_id, told in facts.items():
            for one in self._meant(told.known_by):
                calls.setdefault(one, set()).add(("calls", call_id))
        return tuple(Clash(one.kind, one.value, frozenset(told)) for one, told in calls.items())

    def _meant(self, told: Iterable[str]) -> frozenset[_Held]:
        """Whom these addresses and numbers are of. Of several whose numbers end alike the one who
        has just this number; all of them where that is nobody: it may be written without its
        country."""
        meant: set[_Held] = set()
        for value in told:
            alike = self._by_mark.get(_mark(value), ())
            same = [one for one in alike if _digits(one.value) == _digits(value)]
            meant.update(same if len(alike) > 1 and same else alike)
        return frozenset(meant)

    @cached_property
    def _by_mark(self) -> Mapping[str, Sequence[_Held]]:
        found: dict[str, list[_Held]] = {}
        for one in self.people:
            found.setdefault(one.mark, []).append(one)
        return found

    @cached_property
    def _by_thing(self) -> Mapping[Thing, Sequence[_Held]]:
        found: dict[Thing, list[_Held]] = {}
        for one in self.people:
            for thing in one.things:
                found.setdefault(thing, []).append(one)
        return found

    def holds(self, value: str) -> bool:
        """Whether an address or number is on the list."""
        return _mark(value) in self._by_mark


def things_of(found: Findings) -> frozenset[Thing]:
    """What could be somebody else's as well. What has no mark of its own can't be compared."""
    return frozenset(
        (kind, mark)
        for kind in _KINDS
        for mark in found.marks.get(kind, ())
        if mark.strip() and not mark.endswith(" None")
    )


def merged(clashes: Iterable[Clash]) -> tuple[Clash, ...]:
    """One for each of them, with everything."""
    first: dict[str, Clash] = {}
    things: dict[str, set[Thing]] = {}
    for one in clashes:
        whom = one.whom
        first.setdefault(whom, one)
        things.setdefault(whom, set()).update(one.things)
    return tuple(Clash(one.kind, one.value, frozenset(things[whom])) for whom, one in first.items())


# -- what was allowed all the same ----------------------------------------------------------------


class Allowed(msgspec.Struct, frozen=True):
    """`unread`: somebody has said to go on without knowing who is on calls that can't be read.
    `things` may go, though they are also somebody's (`Clash.whom`) on the list."""

    unread: bool = False
    things: dict[str, list[Thing]] = {}

    def plus(self, unread: bool, clashes: Iterable[Clash]) -> Allowed:
        """With what is allowed besides."""
        things = {whom: list(told) for whom, told in self.things.items()}
        for one in clashes:
            things[one.whom] = sorted(one.things.union(things.get(one.whom, ())))
        return Allowed(self.unread or unread, things)

    def packed(self) -> bytes | None:
        """As it is kept with a subject; None for nothing."""
        return msgspec.json.encode(self) if self.unread or self.things else None

    def rest(self, clashes: Iterable[Clash]) -> tuple[Clash, ...]:
        """What was not allowed."""
        left = []
        for one in clashes:
            things = one.things.difference(self.things.get(one.whom, ()))
            if things:
                left.append(Clash(one.kind, one.value, things))
        return tuple(left)


def allowed_of(store: CaseStore, subject: Subject) -> Allowed:
    raw = store.answer(subject, OVERRULED)
    return Allowed() if raw is None else decoder(Allowed, strict=True).decode(raw)


def _mark(value: str) -> str:
    if "@" in value:
        return compared(value.strip())
    return _digits(value)[-_END:]


def _digits(value: str) -> str:
    return value if "@" in value else "".join(one for one in value if one.isdigit()).lstrip("0")
