"""What outsiders did with content that was sent to them, as other systems report it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from gong_admin.sandbox.world.clock import iso, parse
from gong_admin.sandbox.world.people import People
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire

_CONTENT = ("Price list", "Security white paper", "Product tour", "Case study", "Proposal")
_KINDS = ("contentShared", "contentViewed", "contentViewed", "customEvent", "digitalInteraction")


class Engagement:
    """Events by the addresses of the people in them; reporting returns the integration's id."""

    def __init__(self, seeds: Seeds, people: People, now: dt.datetime) -> None:
        self._seeds = seeds
        self._events: dict[str, list[Wire]] = {}
        self._event_ids: set[str] = set()
        self._integration = int(seeds.id("engagement-integration", 0, 18))
        self._origins: dict[str, str] = {}
        for person in people.all:
            rng = seeds.rng("engagement", person.index)
            count = rng.randint(9, 20) if person.famous else rng.choice((0, 0, 0, 0, 1, 2))
            for number in range(count):
                what = rng.randrange(len(_CONTENT))
                when = now - dt.timedelta(days=rng.random() * 200)
                event = self._event(
                    rng.choice(_KINDS), when, f"content-{what}", _CONTENT[what], "Orvane Library",
                    seeds.token("engagement", f"{person.index}:{number}", 20),
                )  # fmt: skip
                self._events.setdefault(person.email, []).append(event)

    def of(self, address: str) -> list[Wire]:
        return self._events.get(address.strip().lower(), [])

    def drop(self, address: str, count: int) -> None:
        """Erase up to `count` events of this address."""
        events = self._events.get(address.strip().lower(), [])
        del events[:count]

    def content_shared(self, body: Wire) -> int:
        actors = [*(body.get("recipients") or ()), *(body.get("nonCompanyParticipants") or ())]
        return self._take("contentShared", body, actors)

    def content_viewed(self, body: Wire) -> int:
        actors = [body.get("viewer") or {}, *(body.get("nonCompanyParticipants") or ())]
        return self._take("contentViewed", body, actors)

    def custom_action(self, body: Wire) -> int:
        actors = [body.get("actor") or {}, *(body.get("nonCompanyParticipants") or ())]
        return self._take("customEvent", body, actors)

    def digital_interaction(self, body: Wire) -> None:
        content = body.get("content") or {}
        self._once(body["eventId"])
        event = self._event(
            "digitalInteraction", _moment(body["timestamp"]), content.get("contentId"),
            content.get("contentTitle"), body.get("sourceSystemName"), body["eventId"],
        )  # fmt: skip
        self._file(event, [body.get("person") or {}])

    def integration_settings(self, body: Wire) -> int:
        for setting in body["integrationTypeSettings"]:
            self._origins[setting["integrationType"]] = setting["allowedOrigin"]
        return self._integration

    def _take(self, kind: str, body: Wire, actors: list[Wire]) -> int:
        when = _moment(body["eventTimestamp"])
        if body.get("eventId"):
            self._once(body["eventId"])
        event = self._event(
            kind, when, body.get("contentId"), body.get("actionName") or body.get("contentTitle"),
            body["reportingSystem"], body.get("eventId"),
        )  # fmt: skip
        event["contentUrl"] = body.get("contentUrl")
        self._file(event, actors)
        return self._integration

    def _once(self, event_id: str) -> None:
        if event_id in self._event_ids:
            raise Refused(409, f"An event with id '{event_id}' was reported before")
        self._event_ids.add(event_id)

    def _file(self, event: Wire, actors: Iterable[Wire]) -> None:
        for address in dict.fromkeys(actor.get("email") for actor in actors):
            if address:
                self._events.setdefault(address.strip().lower(), []).append(event)

    def _event(
        self,
        kind: str,
        when: dt.datetime,
        content_id: str | None,
        name: str | None,
        system: str | None,
        source_id: str | None,
    ) -> Wire:
        url = f"https://content.orvane.test/{content_id}" if content_id else None
        return {
            "eventType": kind,
            "timestamp": iso(when, 3),
            "contentId": content_id,
            "contentUrl": url,
            "reportingSystem": system,
            "eventName": name,
            "sourceEventId": source_id,
        }


def _moment(text: str) -> dt.datetime:
    try:
        return parse(text)
    except ValueError as error:
        raise Refused(400, f"'{text}' is not a date-time") from error
