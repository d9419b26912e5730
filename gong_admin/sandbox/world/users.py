"""The people who work at Orvane and have a seat in Gong."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from gong_admin.sandbox.world import names
from gong_admin.sandbox.world.clock import iso, parse
from gong_admin.sandbox.world.company import APP_URL, DEPARTMENTS, DOMAIN, Department
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire, weighted

SETTINGS = (
    # Name, and how many in a hundred have it on.
    ("webConferencesRecorded", 88),
    ("preventWebConferenceRecording", 4),
    ("telephonyCallsImported", 61),
    ("emailsImported", 83),
    ("preventEmailImport", 5),
    ("nonRecordedMeetingsImported", 70),
    ("gongConnectEnabled", 34),
)
_HISTORY_NAMES = {"telephonyCallsImported": "callsImported"}
"""The settings history calls some settings otherwise than the user's record does."""

TEAM = 8  # reports of a manager
GROUP = 7  # managers of a director


@dataclass(slots=True)
class Seat:
    """What the world knows of a user beside the wire record.

    `level`: 0 chief executive, 1 head of a department, 2 director, 3 manager, 4 everyone else.
    """

    index: int
    department: Department
    level: int
    language: str  # of calls: "ger"
    wire: Wire
    reports: list[str] = field(default_factory=list)


class Users:
    """All users, in the order Gong lists them. Ids are unique, addresses too, whatever the case."""

    def __init__(self, seeds: Seeds, count: int, now: dt.datetime) -> None:
        self._seeds = seeds
        self._now = now
        self._seats: dict[str, Seat] = {}
        self._by_email: dict[str, str] = {}
        self._avatars: list[Wire] = []
        self._emails: set[str] = set()
        self._build(count)
        self._build_avatars()
        self._listed = [seat.wire for seat in self._seats.values()]  # asked for page by page
        self.active = [s.wire["id"] for s in self._seats.values() if s.wire["active"]]

    # Reading

    def all(self, include_avatars: bool = False) -> list[Wire]:
        return self._listed + self._avatars if include_avatars else self._listed

    def get(self, user_id: str) -> Wire | None:
        seat = self._seats.get(user_id)
        if seat:
            return seat.wire
        return next((avatar for avatar in self._avatars if avatar["id"] == user_id), None)

    def by_email(self, address: str) -> Wire | None:
        """The user with this address or alias, whatever the case."""
        user_id = self._by_email.get(address.strip().lower())
        return self._seats[user_id].wire if user_id else None

    def find(
        self,
        ids: Iterable[str] | None = None,
        created_from: dt.datetime | None = None,
        created_to: dt.datetime | None = None,
        include_avatars: bool = False,
    ) -> list[Wire]:
        """Users by id and creation time (from inclusive, to exclusive); unknown ids are left
        out. No or no ids at all: everybody."""
        wanted = set(ids or ())
        found = self.all(include_avatars)
        if wanted:
            found = [user for user in found if user["id"] in wanted]
        if created_from:
            found = [user for user in found if parse(user["created"]) >= created_from]
        if created_to:
            found = [user for user in found if parse(user["created"]) < created_to]
        return found

    def has(self, user_id: str) -> bool:
        """Whether this is a person of the company (not one of Gong's avatars)."""
        return user_id in self._seats

    def seat(self, user_id: str) -> Seat:
        return self._seats[user_id]

    def seats(self) -> list[Seat]:
        return list(self._seats.values())

    def full_name(self, user_id: str) -> str:
        user = self.get(user_id)
        return f"{user['firstName']} {user['lastName']}" if user else ""

    def history(self, user_id: str) -> list[Wire]:
        """Every change of the person's settings, newest last; ends with today's values."""
        user = self.get(user_id)
        if user is None:
            raise Refused(404, f"User {user_id} was not found")
        rng = self._seeds.rng("history", user_id)
        created = parse(user["created"])
        days = max(1.0, (self._now - created) / dt.timedelta(days=1))
        changes: list[tuple[dt.datetime, str, bool]] = [(created, "active", True)]
        for name, _ in SETTINGS:
            value = bool(user["settings"][name])
            flips = rng.choice((0, 0, 1, 1, 2, 3)) if value else rng.choice((0, 0, 0, 2))
            moments = sorted(created + dt.timedelta(days=rng.random() * days) for _ in range(flips))
            shown = _HISTORY_NAMES.get(name, name)
            changes.append((created, shown, value if flips % 2 == 0 else not value))
            for left, moment in zip(range(flips - 1, -1, -1), moments, strict=True):
                changes.append((moment, shown, value if left % 2 == 0 else not value))
        if rng.random() < 0.1:
            changes.append((created, "interviewsRecorded", True))
        if not user["active"]:
            changes.append((created + dt.timedelta(days=days * 0.97), "active", False))
        changes.sort(key=lambda change: (change[0], change[1]))
        return [
            {"setting": setting, "value": value, "time": iso(moment, 3)}
            for moment, setting, value in changes
        ]

    # Building

    def _build(self, count: int) -> None:
        plan = _plan(count)
        order: list[str] = []
        for index, (department, level, boss) in enumerate(plan):
            rng = self._seeds.rng("user", index)
            wire, language = self._person(rng, index, department, level)
            if boss is not None:
                wire["managerId"] = order[boss]
            order.append(wire["id"])
            self._seats[wire["id"]] = Seat(index, department, level, language, wire)
        self._mistakes(order)
        for seat in self._seats.values():
            wire = seat.wire
            if wire["managerId"]:
                self._seats[wire["managerId"]].reports.append(wire["id"])
            for address in (wire["emailAddress"], *(wire["emailAliases"] or ())):
                self._by_email[address.lower()] = wire["id"]

    def _person(
        self, rng: random.Random, index: int, department: Department, level: int
    ) -> tuple[Wire, str]:
        _, _, code, language, spoken = names.PLACES[rng.choice(department.places)]
        if index > 30 and index % 211 == 97:
            first, last, local = names.OTHER_SCRIPTS[index // 211 % len(names.OTHER_SCRIPTS)]
        else:
            first, last = rng.choice(names.FIRST_NAMES), rng.choice(names.LAST_NAMES)
            if rng.random() < 0.03:
                last = f"{last}-{rng.choice(names.LAST_NAMES)}"
            local = f"{names.address_part(first)}.{names.address_part(last)}"
        email = self._unique(local)
        draw = rng.random
        active = level < 2 or draw() >= 0.07
        # Longer-serving people sit higher up; half of the others came in the last two years.
        years = 2 + draw() * 6 if level < 3 else draw() ** 2 * 7
        created = self._now - dt.timedelta(days=3 + years * 365, seconds=draw() * 40000)
        role = (
            "Chief Executive Officer",
            department.leader,
            department.director,
            department.manager,
            rng.choice(department.roles),
        )[level]
        hosts = department.hosting > 0.08
        handle = email.partition("@")[0]
        wire: Wire = {
            "id": self._seeds.id("user", index, 18 + index % 2),
            "emailAddress": email,
            "created": iso(created, (0, 3, 3, 6)[index % 4]),
            "active": active,
            "emailAliases": [f"{handle}@orvane-group.test"] if draw() < 0.06 else [],
            "trustedEmailAddress": email if draw() < 0.12 else None,
            "firstName": first,
            "lastName": last,
            "title": None if draw() < 0.03 else role,
            "phoneNumber": f"+{code}{rng.randint(200000000, 799999999)}" if draw() < 0.6 else None,
            "extension": str(rng.randint(100, 999)) if draw() < 0.2 else None,
            "personalMeetingUrls": [f"https://orvane.zoom.test/my/{handle}"]
            if hosts and draw() < 0.5
            else [],
            "settings": {
                name: hosts and draw() * 100 < share if active else False
                for name, share in SETTINGS
            },
            "managerId": None,
            "meetingConsentPageUrl": f"{APP_URL}/join/orvane/{handle}" if draw() < 0.7 else None,
            "conferencingProviders": _providers(rng) if hosts else [],
            "spokenLanguages": _languages(rng, spoken),
        }
        return wire, language

    def _unique(self, local: str) -> str:
        email = f"{local}@{DOMAIN}"
        number = 2
        while email in self._emails:
            email = f"{local}{number}@{DOMAIN}"
            number += 1
        self._emails.add(email)
        return email

    def _mistakes(self, order: list[str]) -> None:
        """What years of growth leave behind: people without a manager, managers who have left but
        still have reports, service users, a name with a stray blank, nulls."""
        rng = self._seeds.rng("user-mistakes")
        count = len(order)
        leaders = [s for s in self._seats.values() if s.level == 3]
        for seat in leaders[3::19]:
            seat.wire["active"] = False
            seat.wire["settings"] = {name: False for name, _ in SETTINGS}
        if count < 20:
            return
        for user_id in rng.sample(order[10:], max(1, count // 45)):
            self._seats[user_id].wire["managerId"] = None
        for user_id in rng.sample(order[10:], max(1, count // 150)):
            self._seats[user_id].wire["settings"]["gongConnectEnabled"] = None
        for number, (first, last, local) in enumerate(
            (
                ("Integration", "User ", "gong-integration"),
                ("CRM", "Sync", "crm-sync"),
                ("Integration", "User ", "dialler"),
            )
        ):
            seat = self._seats[order[-1 - number * 3]]
            self._emails.discard(seat.wire["emailAddress"])
            seat.wire |= {
                "firstName": first,
                "lastName": last,
                "emailAddress": f"{local}@{DOMAIN}",
                "emailAliases": [],
                "trustedEmailAddress": None,
                "title": None,
                "phoneNumber": None,
                "managerId": None,
                "spokenLanguages": [],
                "conferencingProviders": None,
                "active": True,
                "settings": {name: False for name, _ in SETTINGS},
            }

    def _build_avatars(self) -> None:
        """Gong's own staff, seen only when asked for (`includeAvatars`)."""
        for index, (first, last) in enumerate((("Gong", "Support"), ("Robin", "Ashdown (Gong)"))):
            self._avatars.append(
                {
                    "id": self._seeds.id("avatar", index, 19),
                    "emailAddress": f"avatar-{index + 1}@gong-staff.test",
                    "created": iso(self._now - dt.timedelta(days=900 - index), 3),
                    "active": True,
                    "emailAliases": [],
                    "trustedEmailAddress": None,
                    "firstName": first,
                    "lastName": last,
                    "title": None,
                    "phoneNumber": None,
                    "extension": None,
                    "personalMeetingUrls": [],
                    "settings": {name: False for name, _ in SETTINGS},
                    "managerId": None,
                    "meetingConsentPageUrl": None,
                    "conferencingProviders": [],
                    "spokenLanguages": [],
                }
            )


def _plan(count: int) -> list[tuple[Department, int, int | None]]:
    """Department, level and boss (an earlier index) of everybody: a tree below one person."""
    plan: list[tuple[Department, int, int | None]] = [(DEPARTMENTS[-1], 0, None)]
    left = count - 1
    for department in DEPARTMENTS:
        size = min(left, max(1, round((count - 1) * department.share)))
        if department is DEPARTMENTS[-1]:
            size = left
        left -= size
        if size <= 0:
            continue
        head = len(plan)
        plan.append((department, 1, 0))
        size -= 1
        director = head
        manager = head
        managers = 0
        while size > 0:
            if size > TEAM * GROUP and managers % GROUP == 0:
                director = len(plan)
                plan.append((department, 2, head))
                size -= 1
            if size > 2:
                manager = len(plan)
                plan.append((department, 3, director))
                size -= 1
                managers += 1
            team = min(size, TEAM + len(plan) % 3 - 1)
            plan.extend((department, 4, manager) for _ in range(team))
            size -= team
    return plan


def _providers(rng: random.Random) -> list[Wire]:
    main = weighted(rng, (("zoom", 6.0), ("microsoft-teams", 3.0), ("google-meet", 2.0)))
    providers = [{"provider": main, "isDefault": True}]
    if rng.random() < 0.25:
        other = "webex" if main == "zoom" else "zoom"
        providers.append({"provider": other, "isDefault": False})
    return providers


def _languages(rng: random.Random, spoken: str) -> list[Wire]:
    languages = [{"language": spoken, "primary": True}]
    if not spoken.startswith("en") and rng.random() < 0.8:
        languages.append({"language": "en-US", "primary": False})
    return languages
