"""The five audit logs."""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections.abc import Callable

from gong_admin.sandbox.world.activity import Activity, Did
from gong_admin.sandbox.world.audit_changes import change
from gong_admin.sandbox.world.calls import Calls
from gong_admin.sandbox.world.clock import Clock, iso
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users

LOG_TYPES = (
    "AccessLog",
    "UserActivityLog",
    "UserCallPlay",
    "ExternallySharedCallAccess",
    "ExternallySharedCallPlay",
)
ACCESS_LOG_DAYS = 14
ACTIVITY_LOG_DAYS = 90
_PAGES = (
    ("GET", "/home", 30), ("GET", "/calls", 20), ("GET", "/call", 30), ("GET", "/deals", 12),
    ("GET", "/team/activity", 6), ("POST", "/search", 10), ("POST", "/call/comment", 4),
    ("GET", "/library", 5), ("GET", "/company/users", 2), ("POST", "/company/users/save", 1),
)  # fmt: skip
_BROWSERS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/137.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) Safari/605.1",
    "Mozilla/5.0 (X11; Linux x86_64) Firefox/139.0",
)
_RANGES = ("192.0.2", "198.51.100", "203.0.113")

Dated = tuple[dt.datetime, Wire]


class Audit:
    """Entries by type, each list made when first asked for. Oldest first."""

    def __init__(
        self, seeds: Seeds, users: Users, calls: Calls, activity: Activity, clock: Clock
    ) -> None:
        self._seeds = seeds
        self._users = users
        self._calls = calls
        self._activity = activity
        self._clock = clock
        self._made: dict[str, list[Dated]] = {}

    def entries(
        self, log_type: str, start: dt.datetime, end: dt.datetime | None = None
    ) -> list[Wire]:
        """From `start` (inclusive) to `end` (exclusive, default now)."""
        if log_type not in LOG_TYPES:
            raise Refused(400, f"logType '{log_type}' is unknown")
        if log_type == "AccessLog":
            start = max(start, self._clock.now - dt.timedelta(days=ACCESS_LOG_DAYS))
        return [
            wire
            for when, wire in self._log(log_type)
            if start <= when and (end is None or when < end)
        ]

    def _log(self, log_type: str) -> list[Dated]:
        if log_type not in self._made:
            makers: dict[str, Callable[[], list[Dated]]] = {
                "AccessLog": self._access,
                "UserActivityLog": self._changes,
                "UserCallPlay": self._plays,
                "ExternallySharedCallAccess": functools.partial(self._shared, False),
                "ExternallySharedCallPlay": functools.partial(self._shared, True),
            }
            entries = makers[log_type]()
            entries.sort(key=lambda entry: (entry[0], str(entry[1]["userId"])))
            self._made[log_type] = entries
        return self._made[log_type]

    def _entry(
        self, rng: random.Random, user_id: str | None, when: dt.datetime, record: Wire
    ) -> Wire:
        """About one entry in sixty was made by Gong's staff in the user's name."""
        user = self._users.get(user_id) if user_id else None
        staff = rng.random() < 0.016 if user else False
        return {
            "userId": user_id,
            "userEmailAddress": user["emailAddress"] if user else None,
            "userFullName": self._users.full_name(user["id"]) if user else None,
            "impersonatorUserId": self._seeds.id("gong-staff", 1, 19) if staff else None,
            "impersonatorEmailAddress": "robin.ashdown@gong-staff.test" if staff else None,
            "impersonatorFullName": "Robin Ashdown" if staff else None,
            "impersonatorCompanyId": self._seeds.id("gong-company", 1, 18) if staff else None,
            "eventTime": iso(when, 6),
            "logRecord": record,
        }

    def _access(self) -> list[Dated]:
        entries = []
        people = self._users.active
        weights = [weight for _, _, weight in _PAGES]
        for number in range(min(12_000, 40 + len(people) * 5)):
            rng = self._seeds.rng("access-log", number)
            when = self._workday(rng, ACCESS_LOG_DAYS)
            user_id = rng.choice(people)
            method, path, _ = rng.choices(_PAGES, weights)[0]
            status = rng.choices((200, 302, 403, 404, 500), (93, 3, 2, 1, 1))[0]
            record: Wire = {
                "remote_ip": _address(rng),
                "http_method": method,
                "request_path": path,
                "http_version": "HTTP/2.0",
                "http_status_code": status,
                "response_size": rng.randint(200, 90_000),
                "duration_ms": int(rng.triangular(8, 2400, 60)),
                "user_agent": rng.choice(_BROWSERS),
                "referrer": "https://app.orvane-gong.test/home" if rng.random() < 0.6 else None,
                "query_string": None,
            }
            if rng.random() < 0.06:
                login = self._seeds.token("login-token", number, 40)
                record |= {
                    "http_method": "GET",
                    "request_path": "/welcome/sso",
                    "query_string": f"loginToken={login}&redirect=%2Fhome",
                }
            elif method == "POST":
                record["csrf_token"] = self._seeds.token("csrf", number, 32)
            elif path == "/call":
                record["query_string"] = f"id={self._seeds.id('call', number, 19)}"
            entries.append((when, self._entry(rng, user_id, when, record)))
        return entries

    def _changes(self) -> list[Dated]:
        entries = []
        admins = [
            s.wire["id"] for s in self._users.seats() if s.department.key == "operations"
        ] or self._users.active
        for number in range(min(6_000, 60 + len(self._users.active))):
            rng = self._seeds.rng("activity-log", number)
            when = self._workday(rng, ACTIVITY_LOG_DAYS)
            actor = rng.choice(admins) if rng.random() < 0.7 else rng.choice(self._users.active)
            token = self._seeds.token("session-token", number, 36)
            record = change(self._seeds, rng, number, self._users, actor)
            record["httpRequest"] |= {"remoteAddress": _address(rng), "sessionToken": token}
            entries.append((when, self._entry(rng, actor, when, record)))
        return entries

    def _plays(self) -> list[Dated]:
        """One entry for each time somebody listened to a call."""
        entries = []
        for fact in self._activity.all():
            if fact.what is not Did.LISTENED:
                continue
            rng = self._seeds.rng("play", f"{fact.call}:{fact.number}")
            duration = self._calls.get(fact.call).meta["duration"]
            record = _play(rng, fact.call, fact.when, duration)
            entries.append((fact.when, self._entry(rng, fact.who, fact.when, record)))
        return entries

    def _shared(self, played: bool) -> list[Dated]:
        """Somebody outside opened (or played) a call that was shared with them."""
        entries = []
        for fact in self._activity.all():
            if fact.what is not Did.SHARED_OUTSIDE:
                continue
            rng = self._seeds.rng("shared-play" if played else "shared-access", fact.call)
            duration = self._calls.get(fact.call).meta["duration"]
            for _ in range(rng.choice((0, 1, 1)) if played else rng.choice((1, 1, 2, 4))):
                when = fact.when + dt.timedelta(hours=rng.random() * 50)
                if when >= self._clock.start:
                    continue
                record: Wire = _play(rng, fact.call, when, duration)
                if not played:
                    record = {"call_id": fact.call, "accessed": iso(when, 3)}
                record |= {
                    "viewer_ip": _address(rng),
                    "viewer_user_agent": rng.choice(_BROWSERS),
                    "share_token": self._seeds.token("share", fact.call, 30),
                    "shared_by": fact.who,
                }
                entries.append((when, self._entry(rng, None, when, record)))
        return entries

    def _workday(self, rng: random.Random, days: int) -> dt.datetime:
        """A moment in the last `days`, seldom at the weekend or at night."""
        now = self._clock.start
        when = now
        for _ in range(4):
            day = now - dt.timedelta(days=1 + rng.random() * (days - 1))
            hour = int(rng.triangular(5, 20, 10))
            when = day.replace(hour=hour, minute=rng.randrange(60), second=rng.randrange(60))
            if when.weekday() < 5:
                break
        when = when.replace(microsecond=rng.randrange(1_000_000))
        return min(when, now - dt.timedelta(seconds=1))


def _play(rng: random.Random, call_id: str, when: dt.datetime, duration: int) -> Wire:
    start = rng.randrange(max(1, duration // 2))
    heard = rng.randint(1, max(1, duration - start))
    return {
        "call_id": call_id,
        "start_time": iso(when, 3),
        "end_time": iso(when + dt.timedelta(seconds=heard), 3),
        "from_seconds": start,
        "to_seconds": start + heard,
        "play_speed": rng.choice((1, 1, 1.25, 1.5, 2)),
    }


def _address(rng: random.Random) -> str:
    """An address from the ranges reserved for documentation."""
    return f"{rng.choice(_RANGES)}.{rng.randint(1, 254)}"
