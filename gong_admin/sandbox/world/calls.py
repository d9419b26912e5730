"""The calls Orvane's people had, with who was there. What was said is in `content`."""

from __future__ import annotations

import bisect
import datetime as dt
import functools
from collections.abc import Iterable
from dataclasses import dataclass, field

from gong_admin.sandbox.world.clock import UTC, parse
from gong_admin.sandbox.world.company import APP_URL, Workspaces
from gong_admin.sandbox.world.people import People, digits_of
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users


@dataclass(slots=True)
class Call:
    """`meta` is what `GET /v2/calls` answers. `insiders`: user ids, the host first;
    `outsiders`: indexes of people; `absent`: those of both who were invited and did not come;
    `parties`: given by whoever uploaded the call, else None; `outcome`: index into OUTCOMES."""

    id: str
    started: dt.datetime
    meta: Wire
    insiders: list[str]
    outsiders: list[int]
    absent: frozenset[str] = frozenset()
    account: int | None = None
    deal: str | None = None
    outcome: int | None = None
    parties: list[Wire] | None = None
    context: list[Wire] = field(default_factory=list)

    @property
    def host(self) -> str:
        return self.insiders[0] if self.insiders else ""


class _Index:
    """The calls by everything they are looked up by."""

    def __init__(self, made: Iterable[Call]) -> None:
        self.calls: dict[str, Call] = {}
        self.of_user: dict[str, list[str]] = {}
        self.of_person: dict[int, list[str]] = {}
        self.client_ids: dict[str, str] = {}
        for call in made:
            self.keep(call)
            if call.meta["clientUniqueId"]:
                self.client_ids[call.meta["clientUniqueId"]] = call.id
        self.sort()

    def keep(self, call: Call) -> None:
        self.calls[call.id] = call
        for user_id in call.insiders:
            self.of_user.setdefault(user_id, []).append(call.id)
        for index in call.outsiders:
            self.of_person.setdefault(index, []).append(call.id)

    def sort(self) -> None:
        self.sorted = sorted(self.calls.values(), key=lambda call: (call.started, call.id))
        self.starts = [call.started for call in self.sorted]


class Calls:
    """All calls, sorted by start; found by workspace, time, host, participant."""

    def __init__(
        self,
        seeds: Seeds,
        workspaces: Workspaces,
        users: Users,
        people: People,
        made: Iterable[Call],
    ) -> None:
        self._seeds = seeds
        self._workspaces = workspaces
        self._users = users
        self._people = people
        self._of_address: dict[str, list[str]] = {}
        self._uploaded = 0
        self._made = made

    @functools.cached_property
    def _index(self) -> _Index:
        # At the first look, because making all calls takes longer than all else together.
        return _Index(self._made)

    # Reading

    def __len__(self) -> int:
        return len(self._index.calls)

    def exists(self, call_id: str) -> bool:
        return call_id in self._index.calls

    def get(self, call_id: str) -> Call:
        call = self._index.calls.get(call_id)
        if call is None:
            raise Refused(404, f"Call ID {call_id} was not found")
        return call

    def find(
        self,
        start: dt.datetime | None = None,
        end: dt.datetime | None = None,
        workspace_id: str | None = None,
        ids: Iterable[str] | None = None,
        hosts: Iterable[str] | None = None,
    ) -> list[Call]:
        """Calls that started from `start` (inclusive) to `end` (exclusive), oldest first. All
        given conditions must hold; empty `ids` and `hosts` count as not given."""
        index = self._index
        first = bisect.bisect_left(index.starts, start.astimezone(UTC)) if start else 0
        last = bisect.bisect_left(index.starts, end.astimezone(UTC)) if end else len(index.sorted)
        found = index.sorted[first:last]
        if wanted := set(ids or ()):
            found = [call for call in found if call.id in wanted]
        if workspace_id is not None:
            found = [call for call in found if call.meta["workspaceId"] == workspace_id]
        if by := set(hosts or ()):
            found = [call for call in found if call.meta["primaryUserId"] in by]
        return found

    def in_workspace(self, workspace_id: str) -> list[Call]:
        return self.find(workspace_id=workspace_id)

    def of_user(self, user_id: str) -> list[Call]:
        """Calls the user was host, invitee or attendee of."""
        return self._existing(self._index.of_user.get(user_id, ()))

    def of_person(self, index: int) -> list[Call]:
        return self._existing(self._index.of_person.get(index, ()))

    def of_address(self, address: str) -> list[Call]:
        """Uploaded calls that name this email address or phone number (digits)."""
        return self._existing(self._of_address.get(address.lower(), ()))

    def of_account(self, account: int) -> list[Call]:
        return [call for call in self._index.sorted if call.account == account]

    # Writing

    def delete(self, call_id: str) -> None:
        """Delete a call for good, for everybody who was on it."""
        if self._index.calls.pop(call_id, None) is not None:
            self._index.sort()

    def add(self, body: Wire) -> str:
        """What `POST /v2/calls` does; returns the new call's id."""
        try:
            started = parse(body["actualStart"])
        except (KeyError, TypeError, ValueError) as error:
            raise Refused(400, "actualStart is not a date-time") from error
        client_id = body["clientUniqueId"]
        if client_id in self._index.client_ids:
            raise Refused(409, f"A call with clientUniqueId '{client_id}' exists already")
        host = body["primaryUser"]
        if self._users.get(host) is None:
            raise Refused(400, f"primaryUser: user {host} was not found")
        parties = body.get("parties") or []
        if not any(party.get("userId") == host for party in parties):
            raise Refused(400, "parties must name the primaryUser")
        workspace_id = body.get("workspaceId") or self._home(host)
        if self._workspaces.get(workspace_id) is None:
            raise Refused(400, f"Workspace {workspace_id} was not found")
        self._uploaded += 1
        call_id = self._seeds.id("uploaded-call", self._uploaded, 19)
        insiders = [host] + [
            p["userId"] for p in parties if p.get("userId") and p["userId"] != host
        ]
        people = [self._people.by_email(p["emailAddress"]) for p in parties if "emailAddress" in p]
        outsiders = [person.index for person in people if person]
        strangers = any(
            not p.get("userId") and (p.get("emailAddress") or p.get("phoneNumber")) for p in parties
        )
        meta: Wire = {
            "id": call_id,
            "url": f"{APP_URL}/call?id={call_id}",
            "title": body.get("title") or "Call",
            "scheduled": body.get("scheduledStart"),
            "started": body["actualStart"],
            "duration": int(body.get("duration") or 0),
            "primaryUserId": host,
            "direction": body["direction"],
            "system": body.get("callProviderCode") or "Public API",
            "scope": "External" if strangers else "Internal",
            "media": "Audio",
            "language": "und",
            "workspaceId": workspace_id,
            "sdrDisposition": body.get("disposition"),
            "clientUniqueId": client_id,
            "customData": body.get("customData"),
            "purpose": body.get("purpose"),
            "meetingUrl": body.get("meetingUrl"),
            "isPrivate": False,
            "calendarEventId": None,
        }
        call = Call(call_id, started.astimezone(UTC), meta, insiders, outsiders)
        call.parties = [
            self._given_party(call_id, number, party) for number, party in enumerate(parties)
        ]
        call.context = body.get("context") or []
        for party in call.parties:
            for address in (party["emailAddress"], digits_of(party["phoneNumber"] or "")):
                if address and not party["userId"]:
                    self._of_address.setdefault(address.lower(), []).append(call_id)
        self._index.client_ids[client_id] = call_id
        self._index.keep(call)
        self._index.sort()
        return call_id

    def add_media(self, call_id: str) -> str:
        """Returns the page of the call in Gong."""
        return str(self.get(call_id).meta["url"])

    def parties(self, call: Call) -> list[Wire]:
        """Who was invited or there; `speakerId` is null for those who did not speak."""
        if call.parties is not None:
            return call.parties
        parties = []
        for user_id in call.insiders:
            user = self._users.get(user_id)
            assert user is not None
            parties.append(
                self._party(
                    call, user_id, user["emailAddress"], self._users.full_name(user_id),
                    user["title"], user["phoneNumber"], user_id,
                )
            )  # fmt: skip
        for index in call.outsiders:
            person = self._people.all[index]
            known = not (call.meta["system"] == "Orvane Dialler" and index % 3)
            parties.append(
                self._party(
                    call, f"p{index}", person.email if known else None,
                    person.name if known else None, person.title, person.phone, None,
                )
            )  # fmt: skip
        return parties

    # Inside

    def _party(
        self,
        call: Call,
        key: str,
        email: str | None,
        name: str | None,
        title: str | None,
        phone: str | None,
        user_id: str | None,
    ) -> Wire:
        there = key not in call.absent
        return {
            "id": self._seeds.id("party", f"{call.id}:{key}", 19),
            "emailAddress": email,
            "name": name,
            "title": title,
            "userId": user_id,
            "speakerId": self._seeds.id("speaker", f"{call.id}:{key}", 18) if there else None,
            "context": [],
            "affiliation": "Internal" if user_id else ("External" if name else "Unknown"),
            "phoneNumber": phone if call.meta["system"] == "Orvane Dialler" else None,
            "methods": ["Invitee", "Attendee"] if there else ["Invitee"],
        }

    def _given_party(self, call_id: str, number: int, party: Wire) -> Wire:
        user = self._users.get(party.get("userId") or "")
        return {
            "id": self._seeds.id("party", f"{call_id}:{number}", 19),
            "emailAddress": party.get("emailAddress") or (user or {}).get("emailAddress"),
            "name": party.get("name") or (self._users.full_name(user["id"]) if user else None),
            "title": (user or {}).get("title"),
            "userId": party.get("userId"),
            "speakerId": self._seeds.id("speaker", f"{call_id}:{number}", 18),
            "context": party.get("context") or [],
            "affiliation": "Internal" if user else "External",
            "phoneNumber": party.get("phoneNumber"),
            "methods": ["Attendee"],
        }

    def _existing(self, ids: Iterable[str]) -> list[Call]:
        calls = self._index.calls
        return [calls[call_id] for call_id in ids if call_id in calls]

    def _home(self, user_id: str) -> str:
        return str(self._workspaces.ids[self._users.seat(user_id).department.workspace])
