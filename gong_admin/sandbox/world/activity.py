"""What people did with calls after they were held: listen, comment, share, give feedback.

These are the facts from which all activity figures and the audit log's plays are derived. The
facts of a call are computed from the call; nothing is counted anywhere else.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
from dataclasses import dataclass

from gong_admin.sandbox.world.calls import Call, Calls
from gong_admin.sandbox.world.clock import iso_local, parse
from gong_admin.sandbox.world.scorecards import Scorecards
from gong_admin.sandbox.world.seeds import Seeds, Wire, weighted
from gong_admin.sandbox.world.users import Users

_REMARKS = (
    "Good question here, note how long the pause is.",
    "I would have named the price later.",
    "Can you send me the slides?",
    "This is the objection we practised.",
    "Ask for the decision process at this point.",
    "Nice recap!",
)


class Did(enum.Enum):
    LISTENED = "listened"
    COMMENTED = "commented"
    GAVE_FEEDBACK = "gave feedback"
    ASKED_FEEDBACK = "asked for feedback"
    MARKED = "marked as reviewed"
    SHARED_INSIDE = "shared inside"
    SHARED_OUTSIDE = "shared outside"
    SCORED = "scored"


@dataclass(frozen=True, slots=True)
class Fact:
    """`who` did it at `when` with `call`, which `owner` hosted. `number`: which one of the call."""

    what: Did
    when: dt.datetime
    who: str
    call: str
    owner: str
    number: int


_KINDS = (
    (Did.LISTENED, 5.0),
    (Did.COMMENTED, 1.6),
    (Did.GAVE_FEEDBACK, 0.8),
    (Did.MARKED, 0.7),
    (Did.SHARED_INSIDE, 0.9),
    (Did.SHARED_OUTSIDE, 0.3),
    (Did.ASKED_FEEDBACK, 0.5),
)


class Activity:
    """The facts of every call."""

    def __init__(
        self, seeds: Seeds, users: Users, calls: Calls, scorecards: Scorecards, now: dt.datetime
    ) -> None:
        self._seeds = seeds
        self._users = users
        self._calls = calls
        self._scorecards = scorecards
        self._now = now
        self._of_call = functools.lru_cache(None)(self._facts)

    def of_call(self, call: Call) -> list[Fact]:
        """In order of time, never after the moment the world was made for."""
        return self._of_call(call.id)

    def all(self) -> list[Fact]:
        """The facts of all calls that still exist, call by call."""
        return [fact for call in self._calls.find() for fact in self.of_call(call)]

    def comments(self, call: Call) -> list[Wire]:
        """The public comments of a call, as its collaboration shows them."""
        shown: list[Wire] = []
        for fact in self.of_call(call):
            if fact.what is not Did.COMMENTED:
                continue
            rng = self._seeds.rng("comment", f"{call.id}:{fact.number}")
            start = round(rng.random() * max(1, call.meta["duration"] - 5), 1)
            reply = shown and rng.random() < 0.2
            shown.append(
                {
                    "id": self._seeds.id("comment", f"{call.id}:{fact.number}", 19),
                    "audioStartTime": start,
                    "audioEndTime": round(start + 1 + rng.random() * 4, 1),
                    "commenterUserId": fact.who,
                    "comment": rng.choice(_REMARKS),
                    "posted": iso_local(fact.when, 3),
                    "inReplyTo": shown[0]["id"] if reply else None,
                    "duringCall": False,
                }
            )
        return shown

    def _facts(self, call_id: str) -> list[Fact]:
        call = self._calls.get(call_id)
        if call.parties is not None or not call.host:
            return []
        rng = self._seeds.rng("activity", call_id)
        over = call.started + dt.timedelta(seconds=call.meta["duration"])
        manager = self._users.seat(call.host).wire["managerId"]
        near = [u for u in [manager, *call.insiders[1:]] if u]
        facts = []
        for number in range(int(rng.random() ** 2 * 6)):
            what = weighted(rng, _KINDS)
            when = over + dt.timedelta(hours=rng.random() ** 2 * 200 + 0.1)
            own = what is Did.ASKED_FEEDBACK or (
                what not in (Did.GAVE_FEEDBACK, Did.MARKED) and rng.random() < 0.35
            )
            who = call.host
            if not own:
                others = [u for u in near if u != call.host]
                who = rng.choice(others if others and rng.random() < 0.7 else self._users.active)
            if when < self._now:
                facts.append(Fact(what, when, who, call_id, call.host, number))
        for answered in self._scorecards.of_call(call):
            if answered["reviewerUserId"]:
                when = parse(answered["reviewTime"])
                facts.append(
                    Fact(Did.SCORED, when, answered["reviewerUserId"], call_id, call.host, 99)
                )
        return sorted(facts, key=lambda fact: (fact.when, fact.number))
