"""Meetings: those that Gong schedules over the API, and those it saw in calendars."""

from __future__ import annotations

import datetime as dt

from gong_admin.sandbox.world.clock import UTC, iso, parse
from gong_admin.sandbox.world.company import APP_URL
from gong_admin.sandbox.world.people import People
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users

_NO_CALENDAR = "The calendar of this user is not connected to Gong"


class Meetings:
    """`add`, `update` and `delete` know the meetings made here by id; a privacy lookup also finds
    those from calendars, by the address of an invitee."""

    def __init__(self, seeds: Seeds, users: Users, people: People, now: dt.datetime) -> None:
        self._seeds = seeds
        self._users = users
        self._made = 0
        self._scheduled: dict[str, Wire] = {}
        self._of: dict[str, list[str]] = {}
        self._external_ids: dict[str, str] = {}
        for person in people.all:
            rng = seeds.rng("meetings", person.index)
            count = rng.randint(20, 40) if person.famous else rng.choice((0, 0, 1, 2, 3))
            for number in range(count):
                moment = now + dt.timedelta(days=rng.randint(-200, 14), hours=rng.randint(7, 17))
                key = f"{person.index}:{number}"
                meeting_id = (
                    f"{seeds.id('meeting', key, 19)}.{seeds.token('meeting', key, 26)}"
                    f"@calendar.test_{iso(moment)}"
                )
                self._of.setdefault(person.email, []).append(meeting_id)

    def of(self, address: str) -> list[Wire]:
        return [{"id": meeting_id} for meeting_id in self._of.get(address.strip().lower(), ())]

    def drop(self, address: str, count: int) -> None:
        """Erase up to `count` meetings of this address."""
        meetings = self._of.get(address.strip().lower(), [])
        for meeting_id in meetings[:count]:
            self._scheduled.pop(meeting_id, None)
        del meetings[:count]

    def add(self, body: Wire) -> Wire:
        organizer = self._organizer(body["organizerEmail"])
        self._check(body)
        external = body.get("externalId")
        if external and external in self._external_ids:
            raise Refused(409, f"A meeting with externalId '{external}' exists already")
        self._made += 1
        meeting_id = self._seeds.id("scheduled-meeting", self._made, 18)
        self._scheduled[meeting_id] = dict(body)
        if external:
            self._external_ids[external] = meeting_id
        self._invite(meeting_id, body)
        handle = organizer["emailAddress"].partition("@")[0]
        token = self._seeds.token("meeting-token", self._made, 22)
        return {
            "meetingId": meeting_id,
            "meetingUrl": f"{APP_URL}/join/orvane/{handle}?tkn={token}",
            "additionalInvitees": [
                {"displayName": "Gong Assistant", "email": "assistant@gong-staff.test"}
            ],
        }

    def update(self, meeting_id: str, body: Wire) -> Wire:
        self._existing(meeting_id, body["organizerEmail"])
        self._organizer(body["organizerEmail"])
        self._check(body)
        self._scheduled[meeting_id] = dict(body)
        self._invite(meeting_id, body)
        return {"meetingId": meeting_id}

    def delete(self, meeting_id: str, body: Wire) -> Wire:
        organizer = body.get("organizerEmail") or ""
        self._existing(meeting_id, organizer)
        del self._scheduled[meeting_id]
        self._uninvite(meeting_id)
        return {"organizerEmail": organizer}

    def integration_status(self, emails: list[str]) -> list[Wire]:
        answers = []
        for email in emails:
            user = self._users.by_email(email)
            valid = user is not None and self._connected(user)
            problem = "" if valid else (_NO_CALENDAR if user else "No Gong user has this address")
            answers.append(
                {
                    "email": email,
                    "exists": user is not None,
                    "valid": valid,
                    "userFacingError": problem,
                    "fixUrl": f"{APP_URL}/settings/calendar" if user and not valid else "",
                    "helpUrl": "",
                }
            )
        return answers

    def _connected(self, user: Wire) -> bool:
        return bool(user["active"]) and self._seeds.rng("calendar", user["id"]).random() >= 0.08

    def _organizer(self, email: str) -> Wire:
        user = self._users.by_email(email)
        if user is None:
            raise Refused(404, f"User {email} was not found")
        if not self._connected(user):
            raise Refused(
                409,
                _NO_CALENDAR,
                extra={
                    "userFacingError": _NO_CALENDAR,
                    "fixUrl": f"{APP_URL}/settings/calendar",
                    "helpUrl": "",
                },
            )
        return user

    def _existing(self, meeting_id: str, organizer: str) -> Wire:
        meeting = self._scheduled.get(meeting_id)
        if meeting is None or (
            organizer and meeting["organizerEmail"].lower() != organizer.strip().lower()
        ):
            raise Refused(404, f"Meeting {meeting_id} was not found for this organizer")
        return meeting

    def _check(self, body: Wire) -> None:
        try:
            start, end = parse(body["startTime"]), parse(body["endTime"])
        except ValueError as error:
            raise Refused(400, "startTime or endTime is not a date-time") from error
        if end.astimezone(UTC) <= start.astimezone(UTC):
            raise Refused(400, "endTime must lie after startTime")

    def _invite(self, meeting_id: str, body: Wire) -> None:
        self._uninvite(meeting_id)
        for invitee in body["invitees"]:
            if address := (invitee.get("email") or "").strip().lower():
                self._of.setdefault(address, []).append(meeting_id)

    def _uninvite(self, meeting_id: str) -> None:
        for meetings in self._of.values():
            if meeting_id in meetings:
                meetings.remove(meeting_id)
