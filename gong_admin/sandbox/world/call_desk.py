"""Calls as the API shows them: the store of calls with what the other areas know of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from gong_admin.sandbox.world.activity import Activity
from gong_admin.sandbox.world.calls import Call, Calls
from gong_admin.sandbox.world.clock import iso
from gong_admin.sandbox.world.company import APP_URL
from gong_admin.sandbox.world.content import Content
from gong_admin.sandbox.world.crm import Crm
from gong_admin.sandbox.world.outcomes import OUTCOMES
from gong_admin.sandbox.world.people import People, Person
from gong_admin.sandbox.world.seeds import Seeds, Wire


class CallDesk:
    """Answers everything under `/v2/calls`."""

    def __init__(
        self,
        seeds: Seeds,
        store: Calls,
        content: Content,
        activity: Activity,
        people: People,
        crm: Crm,
        changed: Callable[[], None],
    ) -> None:
        self._seeds = seeds
        self._store = store
        self._content = content
        self._activity = activity
        self._people = people
        self._crm = crm
        self._changed = changed

    def find(
        self,
        start: dt.datetime | None = None,
        end: dt.datetime | None = None,
        workspace_id: str | None = None,
        ids: Iterable[str] | None = None,
        hosts: Iterable[str] | None = None,
    ) -> list[Call]:
        """See `Calls.find`."""
        return self._store.find(start, end, workspace_id, ids, hosts)

    def get(self, call_id: str) -> Call:
        """Raises `Refused` 404 for an unknown call."""
        return self._store.get(call_id)

    def basic(self, call: Call) -> Wire:
        return call.meta

    def transcript(self, call: Call) -> Wire:
        return {"callId": call.id, "transcript": self._content.transcript(call)}

    def add(self, body: Wire) -> str:
        call_id = self._store.add(body)
        self._changed()
        return call_id

    def add_media(self, call_id: str) -> str:
        return self._store.add_media(call_id)

    def outcomes(self) -> list[Wire]:
        return [outcome.wire(order + 1) for order, outcome in enumerate(OUTCOMES)]

    def associations(self, since: dt.datetime | None = None) -> list[Wire]:
        """Calls that somebody tied to another account or deal by hand, oldest first. About one
        call in forty; a few were tied twice."""
        found: list[tuple[dt.datetime, Wire]] = []
        for call in self._store.find():
            if call.account is None or call.parties is not None:
                continue
            rng = self._seeds.rng("association", call.id)
            if rng.random() >= 0.025:
                continue
            for number in range(1 + (rng.random() < 0.15)):
                account = self._people.accounts[call.account]
                hours = 1 + rng.random() * 20 + number * 24
                created = call.started + dt.timedelta(hours=hours)
                deal = self._deal(call)
                found.append(
                    (
                        created,
                        {
                            "callId": call.id,
                            "userId": call.host,
                            "created": iso(created, 3),
                            "associatedCrmObjects": [
                                {
                                    "accountCrmId": account.crm_id,
                                    "dealCrmId": deal["objectId"] if deal else None,
                                }
                            ],
                        },
                    )
                )
        found.sort(key=lambda entry: (entry[0], entry[1]["callId"]))
        return [wire for created, wire in found if since is None or created > since]

    def extensive(self, call: Call, selector: Wire) -> Wire:
        """The call with what `selector` (the request's contentSelector) asks for."""
        exposed = selector.get("exposedFields") or {}
        level = selector.get("context") or "None"
        timings = selector.get("contextTiming") or ["Now"]
        data: Wire = {"metaData": call.meta}
        if level != "None":
            data["context"] = self._context(call, level == "Extended", timings)
        if exposed.get("parties"):
            data["parties"] = self._parties(call, level, timings)
        if wanted := exposed.get("content"):
            data["content"] = self._contents(call, wanted)
        if wanted := exposed.get("interaction"):
            measured = self._content.interaction(call)
            keys = {"personInteractionStats": "interactionStats"}
            data["interaction"] = {
                keys.get(name, name): measured[keys.get(name, name)]
                for name in ("speakers", "video", "personInteractionStats", "questions")
                if wanted.get(name)
            }
        if (exposed.get("collaboration") or {}).get("publicComments"):
            data["collaboration"] = {"publicComments": self._activity.comments(call)}
        if exposed.get("media"):
            token = self._seeds.token("media", call.id, 24)
            base = f"{APP_URL}/media/{call.id}"
            video = call.meta["media"] == "Video"
            data["media"] = {
                "audioUrl": f"{base}.mp3?token={token}",
                "videoUrl": f"{base}.mp4?token={token}" if video else None,
            }
        return data

    def _contents(self, call: Call, wanted: Wire) -> Wire:
        content = self._content
        makers: dict[str, tuple[str, Callable[[], object]]] = {
            "structure": ("structure", lambda: content.structure(call)),
            "topics": ("topics", lambda: content.topics(call)),
            "trackers": (
                "trackers",
                lambda: content.trackers(call, bool(wanted.get("trackerOccurrences"))),
            ),
            "brief": ("brief", lambda: content.brief(call)),
            "outline": ("outline", lambda: content.outline(call)),
            "highlights": ("highlights", lambda: content.highlights(call)),
            "callOutcome": ("callOutcome", lambda: content.outcome(call)),
            "keyPoints": ("keyPoints", lambda: content.key_points(call)),
        }
        return {key: make() for name, (key, make) in makers.items() if wanted.get(name)}

    def _deal(self, call: Call) -> Wire | None:
        if call.account is None:
            return None
        deals = self._crm.deals_of(self._people.accounts[call.account])
        return deals[int(call.id) % len(deals)] if deals else None

    def _context(self, call: Call, extended: bool, timings: list[str]) -> list[Wire]:
        if call.parties is not None:
            return call.context
        if call.account is None:
            return []
        account = self._crm.find("ACCOUNT", self._people.accounts[call.account].crm_id)
        objects = []
        for kind, values, names in (
            ("Account", account, {"name": "Name", "industry": "Industry"}),
            (
                "Opportunity",
                self._deal(call),
                {
                    "name": "Name",
                    "stageId": "StageName",
                    "amount": "Amount",
                    "closeDate": "CloseDate",
                },
            ),
        ):
            if values is None:
                continue
            fields = [{"name": shown, "value": values.get(key)} for key, shown in names.items()]
            objects += [
                {
                    "objectType": kind,
                    "objectId": values["objectId"],
                    "fields": fields if extended else [],
                    "timing": timing,
                }
                for timing in timings
            ]
        return [{"system": "Generic", "objects": objects}] if objects else []

    def _parties(self, call: Call, level: str, timings: list[str]) -> list[Wire]:
        parties = self._store.parties(call)
        if level == "None" or call.parties is not None:
            return parties
        outside = iter(call.outsiders)
        return [
            party
            if party["userId"]
            else party
            | {
                "context": self._party_context(
                    self._people.all[next(outside)], level == "Extended", timings
                )
            }
            for party in parties
        ]

    def _party_context(self, person: Person, extended: bool, timings: list[str]) -> list[Wire]:
        objects = [
            {
                "objectType": kind.title(),
                "objectId": crm_id,
                "fields": [{"name": "Title", "value": person.title}] if extended else [],
                "timing": timing,
            }
            for kind, crm_id in self._crm.records_of(person)
            for timing in timings
        ]
        return [{"system": "Generic", "objects": objects}] if objects else []
