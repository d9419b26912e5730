"""Makes the calls of the last ninety days: who calls whom, when and for how long."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator

from gong_admin.sandbox.world import names
from gong_admin.sandbox.world.calls import Call
from gong_admin.sandbox.world.clock import UTC, iso_local
from gong_admin.sandbox.world.company import APP_URL, Workspaces
from gong_admin.sandbox.world.outcomes import OUTCOMES
from gong_admin.sandbox.world.people import Account, People, Person
from gong_admin.sandbox.world.seeds import Seeds, Wire, weighted
from gong_admin.sandbox.world.users import Seat, Users

DAYS = 90
PER_PERSON = 13
AT_MOST = 40_000
_WEEKDAY = (0.95, 1.15, 1.15, 1.05, 0.75, 0.05, 0.03)
_TITLES = {
    "sales-emea": ("Intro call", "Discovery", "Demo", "Proposal review", "Negotiation"),
    "sales-americas": ("Intro call", "Discovery", "Demo", "Pricing call", "Legal review"),
    "development": ("Cold call", "Follow-up call", "Qualification call"),
    "success": ("Kick-off", "Monthly check-in", "Business review", "Renewal call", "Training"),
    "support": ("Support session", "Escalation call", "Configuration help"),
    "solutions": ("Technical deep dive", "Proof of concept", "Security questions"),
}
_INTERNAL = ("Team meeting", "One to one", "Pipeline review", "Deal strategy", "Forecast call")
_SYSTEMS = (("Zoom", 6.0), ("Microsoft Teams", 3.0), ("Google Meet", 1.5), ("Webex", 0.5))


class CallMaker:
    """Weekly rhythm, working hours by region, own accounts, and a few people in every call."""

    def __init__(self, seeds: Seeds, workspaces: Workspaces, users: Users, people: People) -> None:
        self._seeds = seeds
        self._workspaces = workspaces
        self._users = users
        self._people = people

    def calls(self, now: dt.datetime) -> Iterator[Call]:
        hosts = [
            (seat, seat.department.hosting * (1.0 if seat.level == 4 else 0.5))
            for seat in self._users.seats()
            if seat.wire["active"] and seat.wire["settings"]["webConferencesRecorded"]
        ]
        hosts = hosts or [(seat, 1.0) for seat in self._users.seats() if seat.wire["active"]]
        seats = [seat for seat, _ in hosts]
        weights = _running(weight for _, weight in hosts)
        first_day = (now - dt.timedelta(days=DAYS)).date()
        days = [first_day + dt.timedelta(days=n) for n in range(DAYS)]
        day_weights = _running(
            _WEEKDAY[day.weekday()] * (0.75 + 0.5 * n / DAYS) for n, day in enumerate(days)
        )
        own_accounts: dict[str, list[Account]] = {}
        for account in self._people.accounts:
            own_accounts.setdefault(account.owner, []).append(account)
        famous = [self._people.accounts[person.account] for person in self._people.famous]
        for index in range(min(AT_MOST, len(self._users.active) * PER_PERSON)):
            rng = self._seeds.rng("call", index)
            seat = rng.choices(seats, cum_weights=weights)[0]
            day = rng.choices(days, cum_weights=day_weights)[0]
            mine = own_accounts.get(seat.wire["id"]) or self._people.accounts
            account = rng.choice(famous) if rng.random() < 0.008 else rng.choice(mine)
            yield self._one(rng, index, seat, day, account)

    def _one(
        self, rng: random.Random, index: int, seat: Seat, day: dt.date, account: Account
    ) -> Call:
        host = seat.wire["id"]
        dialled = seat.department.key == "development" and rng.random() < 0.7
        internal = not dialled and rng.random() < 0.14
        american = seat.department.key == "sales-americas"
        minutes = rng.choice((0, 0, 0, 15, 30, 30, 45)) + (rng.randrange(60) if dialled else 0)
        scheduled = dt.datetime(day.year, day.month, day.day, tzinfo=UTC) + dt.timedelta(
            hours=(13 if american else 7) + int(rng.triangular(0, 10, 4)), minutes=minutes
        )
        late = dt.timedelta(seconds=0 if dialled else rng.randint(-60, 300))
        started = scheduled + late
        call_id = self._seeds.id("call", index, 19 if index % 5 else 18)
        insiders, outsiders, absent = self._who(rng, seat, account, dialled, internal)
        if dialled:
            duration = int(rng.triangular(15, 900, 40))
            title = f"Call with {self._people.all[outsiders[0]].name}" if outsiders else "Call"
        else:
            duration = int(rng.triangular(240, 4500, 1700))
            kinds = _INTERNAL if internal else _TITLES.get(seat.department.key, _TITLES["success"])
            title = rng.choice(kinds)
            if not internal:
                title = f"{title} - {account.name}"
        language = "eng"
        if not internal and names.PLACES[account.place][3] == seat.language:
            language = seat.language
        if duration < 30:
            language = "zxx"
        system = "Orvane Dialler" if dialled else weighted(rng, _SYSTEMS)
        meta: Wire = {
            "id": call_id,
            "url": f"{APP_URL}/call?id={call_id}",
            "title": title,
            "scheduled": None if dialled else iso_local(scheduled),
            "started": iso_local(started, 3 if index % 9 == 0 else 0),
            "duration": duration,
            "primaryUserId": host,
            "direction": ("Inbound" if rng.random() < 0.1 else "Outbound")
            if dialled
            else "Conference",
            "system": system,
            "scope": "Internal" if internal else ("External" if outsiders else "Unknown"),
            "media": "Audio" if dialled or rng.random() < 0.06 else "Video",
            "language": language,
            "workspaceId": self._workspaces.ids[seat.department.workspace],
            "sdrDisposition": None,
            "clientUniqueId": f"dial-{index:07d}" if dialled else None,
            "customData": None,
            "purpose": None,
            "meetingUrl": None
            if dialled
            else f"https://orvane.{system.split()[0].lower()}.test/j/{index:09d}",
            "isPrivate": rng.random() < (0.12 if internal else 0.015),
            "calendarEventId": None
            if dialled
            else f"{self._seeds.token('event', index, 20)}@calendar.test",
        }
        call = Call(call_id, started, meta, insiders, outsiders, absent)
        if outsiders:
            call.account = account.index
        if dialled:
            call.outcome = rng.choices(range(len(OUTCOMES)), [o.weight for o in OUTCOMES])[0]
            meta["sdrDisposition"] = OUTCOMES[call.outcome].name
        return call

    def _who(
        self, rng: random.Random, seat: Seat, account: Account, dialled: bool, internal: bool
    ) -> tuple[list[str], list[int], frozenset[str]]:
        host = seat.wire["id"]
        insiders = [host]
        outsiders: list[Person] = []
        if internal:
            circle = [*seat.reports, *self._peers(seat)]
            insiders += rng.sample(circle, min(len(circle), rng.randint(1, 6)))
        else:
            outsiders = self._people.pick(rng, account, 1 if dialled else rng.choice((1, 1, 2, 3)))
            known = [person for person in self._people.famous if person.account == account.index]
            if known and rng.random() < 0.7:
                outsiders = [known[0], *(p for p in outsiders[1:] if p is not known[0])]
            if not dialled and rng.random() < 0.35:
                manager = seat.wire["managerId"]
                circle = [*self._peers(seat), *([manager] if manager else [])]
                insiders += rng.sample(circle, min(len(circle), rng.choice((1, 1, 2))))
        insiders = list(dict.fromkeys(insiders))
        absent = {
            user_id for user_id in insiders[1:] if rng.random() < 0.15 and len(insiders) > 2
        } | {f"p{p.index}" for p in outsiders[1:] if rng.random() < 0.25}
        return insiders, [person.index for person in outsiders], frozenset(absent)

    def _peers(self, seat: Seat) -> list[str]:
        manager = seat.wire["managerId"]
        if not manager:
            return []
        return [
            user_id
            for user_id in self._users.seat(manager).reports
            if user_id != seat.wire["id"] and self._users.seat(user_id).wire["active"]
        ]


def _running(weights: Iterable[float]) -> list[float]:
    total = 0.0
    sums = []
    for weight in weights:
        total += weight
        sums.append(total)
    return sums
