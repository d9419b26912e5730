"""The company's CRM as Gong mirrors it: one integration, its schema and its objects."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO

from gong_admin.sandbox.world.clock import UTC, Clock, iso
from gong_admin.sandbox.world.crm_upload import Line, read_lines
from gong_admin.sandbox.world.people import Account, People, Person
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users

OBJECT_TYPES = ("ACCOUNT", "CONTACT", "DEAL", "LEAD", "BUSINESS_USER", "STAGE")
STAGES = ("Qualified", "Proposal", "Negotiation", "Won", "Lost")
_SCHEMA = {
    "ACCOUNT": (("industry", "Industry", "PICKLIST"), ("ownerId", "Owner", "REFERENCE")),
    "CONTACT": (("title", "Title", "STRING"), ("accountId", "Account", "REFERENCE")),
    "DEAL": (
        ("stageId", "Stage", "PICKLIST"),
        ("amount", "Amount", "CURRENCY"),
        ("closeDate", "Close date", "DATE"),
        ("ownerId", "Owner", "REFERENCE"),
    ),
    "LEAD": (("title", "Title", "STRING"), ("source", "Source", "PICKLIST")),
}
_REFERS = {"ownerId": "USER", "accountId": "ACCOUNT"}
_CHOICES = {
    "industry": ["Transport", "Technology", "Banking", "Retail", "Other"],
    "stageId": list(STAGES),
    "source": ["Website", "Event", "Referral"],
}
_PENDING = 2.0
_WORKING = 6.0
_MOST_ERRORS = 20


@dataclass(slots=True)
class Job:
    """An upload or the deletion of an integration, on its way."""

    status: str = "PENDING"
    errors: list[Wire] = field(default_factory=list)
    failed: int = 0
    done: int = 0


class Crm:
    """Objects are fields by CRM id, by object type."""

    def __init__(
        self, seeds: Seeds, users: Users, people: People, clock: Clock, now: dt.datetime
    ) -> None:
        self._seeds = seeds
        self._users = users
        self._people = people
        self._clock = clock
        self._now = now
        self._registered = 0
        self._jobs: dict[tuple[int, str], Job] = {}
        self._schema: dict[str, dict[str, Wire]] = {}
        self._objects: dict[str, dict[str, Wire]] = {kind: {} for kind in OBJECT_TYPES}
        self._integration: Wire | None = None
        self._register(self._users.all()[0]["emailAddress"], "Orvane CRM")
        self._fill()

    # The integration

    def integrations(self) -> list[Wire]:
        return [self._integration] if self._integration else []

    def register(self, body: Wire) -> int:
        """The new integration's id. Only one may exist; its owner must be a user."""
        if self._integration is not None:
            if body["name"] == self._integration["name"]:
                return int(self._integration["integrationId"])
            raise Refused(409, "A CRM integration is registered already")
        if self._users.by_email(body["ownerEmail"]) is None:
            raise Refused(400, "ownerEmail is not the address of a Gong user")
        return self._register(body["ownerEmail"], body["name"])

    def delete_integration(self, integration_id: int, request_id: str) -> None:
        self._existing(integration_id)
        job = self._new_job(integration_id, request_id)

        def gone() -> None:
            job.status = "DONE"
            self._integration = None
            self._schema = {}
            self._objects = {kind: {} for kind in OBJECT_TYPES}

        self._progress(job, gone)

    # Schema

    def schema(self, integration_id: int, object_type: str) -> list[Wire]:
        self._existing(integration_id)
        return list(self._schema.get(object_type, {}).values())

    def upload_schema(self, integration_id: int, object_type: str, fields: list[Wire]) -> None:
        """Replaces the schema of a type; fields known before must be in it, if only as deleted."""
        self._existing(integration_id)
        known = self._schema.get(object_type, {})
        sent = {entry["uniqueName"] for entry in fields}
        if missing := sorted(set(known) - sent):
            raise Refused(400, f"All fields of the schema must be sent: {', '.join(missing)}")
        for entry in fields:
            if entry["type"] == "PICKLIST" and not entry.get("orderedValueList"):
                raise Refused(400, f"{entry['uniqueName']}: orderedValueList is needed")
            if entry["type"] == "REFERENCE" and not entry.get("referenceTo"):
                raise Refused(400, f"{entry['uniqueName']}: referenceTo is needed")
        self._schema[object_type] = {
            entry["uniqueName"]: _schema_field(entry)
            for entry in fields
            if not entry.get("isDeleted")
        }
        for entry in fields:
            if entry.get("isDeleted"):
                for values in self._objects[object_type].values():
                    values.pop(entry["uniqueName"], None)

    # Objects

    def objects(self, integration_id: int, object_type: str, ids: list[str]) -> Wire:
        """Fields by id, null for unknown ids; the first hundred ids."""
        self._existing(integration_id)
        return {crm_id: self._objects[object_type].get(crm_id) for crm_id in ids[:100]}

    def find(self, object_type: str, crm_id: str) -> Wire | None:
        return self._objects[object_type].get(crm_id)

    def prospect(self, crm_id: str) -> Wire | None:
        """The contact or lead of this id."""
        return self.find("CONTACT", crm_id) or self.find("LEAD", crm_id)

    def prospects(self) -> list[str]:
        return [*self._objects["CONTACT"], *self._objects["LEAD"]]

    def deals_of(self, account: Account) -> list[Wire]:
        return [
            self._objects["DEAL"][deal] for deal in account.deals if deal in self._objects["DEAL"]
        ]

    def check_upload(self, integration_id: int, request_id: str) -> None:
        """What is refused before the file is read."""
        self._existing(integration_id)
        if not re.fullmatch(r"[A-Za-z0-9_-]+", request_id):
            raise Refused(400, "clientRequestId may hold letters, digits, '-' and '_' only")
        if (integration_id, request_id) in self._jobs:
            raise Refused(409, f"clientRequestId '{request_id}' was used before")

    def upload(
        self, integration_id: int, object_type: str, request_id: str, content: IO[bytes]
    ) -> None:
        self.check_upload(integration_id, request_id)
        if object_type not in OBJECT_TYPES:
            raise Refused(400, f"objectType '{object_type}' is unknown")
        lines = list(read_lines(content, object_type))
        job = self._new_job(integration_id, request_id)
        self._progress(job, lambda: self._take(job, object_type, lines))

    def request_status(self, integration_id: int, request_id: str) -> Wire:
        job = self._jobs.get((integration_id, request_id))
        if job is None:
            raise Refused(400, f"No request '{request_id}' is known for this integration")
        return {
            "status": job.status,
            "errors": job.errors[:_MOST_ERRORS],
            "totalErrorCount": job.failed,
            "totalSuccessCount": job.done,
        }

    # People

    def records_of(self, person: Person) -> list[tuple[str, str]]:
        """Type and CRM id of the person's records."""
        return [
            (kind, crm_id)
            for kind, crm_id in (("CONTACT", person.contact), ("LEAD", person.lead))
            if crm_id and crm_id in self._objects[kind]
        ]

    def customer_data(self, people: list[Person]) -> list[Wire]:
        """As a privacy lookup shows it."""
        integration = str(self._integration["integrationId"]) if self._integration else ""
        objects = [
            {
                "id": self._seeds.id("mirror", crm_id, 19),
                "objectType": kind.title(),
                "externalId": crm_id,
                "mirrorId": f'{{"integrationId":"{integration}","crmObjectType":"{kind}",'
                f'"crmId":"{crm_id}"}}',
                "fields": [
                    {"name": name, "value": value}
                    for name, value in self._objects[kind][crm_id].items()
                    if name in ("firstName", "lastName", "emailAddress", "title")
                ],
            }
            for person in people
            for kind, crm_id in self.records_of(person)
        ]
        return [{"system": "Generic", "objects": objects}] if objects else []

    def remove(self, object_type: str, crm_id: str) -> Wire | None:
        return self._objects[object_type].pop(crm_id, None)

    def put(self, object_type: str, crm_id: str, values: Wire) -> None:
        self._objects[object_type][crm_id] = values

    # Inside

    def _existing(self, integration_id: int) -> None:
        if not self._integration or self._integration["integrationId"] != integration_id:
            raise Refused(400, f"Integration {integration_id} was not found")

    def _register(self, owner: str, name: str) -> int:
        self._registered += 1
        integration_id = int(self._seeds.id("integration", self._registered, 19))
        self._integration = {
            "integrationId": integration_id,
            "ownerEmail": owner,
            "name": name,
        }
        return integration_id

    def _new_job(self, integration_id: int, request_id: str) -> Job:
        if (integration_id, request_id) in self._jobs:
            raise Refused(409, f"clientRequestId '{request_id}' was used before")
        job = self._jobs[integration_id, request_id] = Job()
        return job

    def _progress(self, job: Job, finish: Callable[[], None]) -> None:
        def start() -> None:
            job.status = "IN_PROGRESS"

        self._clock.later(_PENDING, start)
        self._clock.later(_WORKING, finish)

    def _take(self, job: Job, object_type: str, lines: list[Line]) -> None:
        kept = self._objects[object_type]
        for line in lines:
            if line.problem:
                job.failed += 1
                job.errors.append({"line": line.number, "description": line.problem})
                continue
            job.done += 1
            crm_id = line.values["objectId"]
            if line.values.get("isDeleted"):
                kept.pop(crm_id, None)
            else:
                kept[crm_id] = {k: v for k, v in line.values.items() if k != "isDeleted"}
        if not lines:
            job.failed = 1
            job.errors.append({"line": 0, "description": "The file holds no objects"})
        job.status = "FAILED" if job.failed else "DONE"

    def _fill(self) -> None:
        stamp = iso(self._now - dt.timedelta(days=400))
        for object_type, fields in _SCHEMA.items():
            self._schema[object_type] = {
                name: _schema_field(
                    {
                        "uniqueName": name,
                        "label": label,
                        "type": kind,
                        "lastModified": stamp,
                        "referenceTo": _REFERS.get(name) if kind == "REFERENCE" else None,
                        "orderedValueList": _CHOICES.get(name) if kind == "PICKLIST" else None,
                    }
                )
                for name, label, kind in fields
            }
        for order, name in enumerate(STAGES):
            self.put("STAGE", f"stage-{order + 1}", {
                "objectId": f"stage-{order + 1}", "name": name, "sortOrder": order + 1,
                "isActive": True, "modifiedDate": stamp,
            })  # fmt: skip
        for account in self._people.accounts:
            self._fill_account(account)
        for person in self._people.all:
            self._fill_person(person)

    def _owner(self, user_id: str) -> str:
        """The CRM id of a Gong user, made when first needed."""
        crm_id = f"005{self._seeds.token('business-user', user_id, 12)}AAA"
        if crm_id not in self._objects["BUSINESS_USER"]:
            user = self._users.get(user_id)
            assert user is not None
            self.put("BUSINESS_USER", crm_id, {
                "objectId": crm_id, "emailAddress": user["emailAddress"],
                "modifiedDate": iso(self._now - dt.timedelta(days=90)),
            })  # fmt: skip
        return crm_id

    def _fill_account(self, account: Account) -> None:
        rng = self._seeds.rng("crm-account", account.index)
        owner = self._owner(account.owner)
        changed = iso(self._now - dt.timedelta(days=rng.random() * 200))
        self.put("ACCOUNT", account.crm_id, {
            "objectId": account.crm_id, "name": account.name, "industry": account.industry,
            "domains": [account.domain], "ownerId": owner, "modifiedDate": changed,
            "url": f"https://crm.orvane.test/account/{account.crm_id}",
        })  # fmt: skip
        for number in range(rng.choice((0, 1, 1, 2))):
            deal = f"006{self._seeds.token('deal', f'{account.index}:{number}', 12)}QAF"
            closes = self._now.astimezone(UTC) + dt.timedelta(days=rng.randint(-60, 120))
            stage = rng.choice(STAGES[:3] if closes > self._now else STAGES[3:])
            account.deals.append(deal)
            self.put("DEAL", deal, {
                "objectId": deal, "name": f"{account.name} - {('New', 'Growth')[number]}",
                "accountId": account.crm_id, "ownerId": owner, "stageId": stage,
                "amount": rng.randint(8, 400) * 500, "closeDate": closes.date().isoformat(),
                "status": {"Won": "WON", "Lost": "LOST"}.get(stage, "OPEN"),
                "modifiedDate": changed, "url": f"https://crm.orvane.test/deal/{deal}",
            })  # fmt: skip

    def _fill_person(self, person: Person) -> None:
        account = self._people.accounts[person.account]
        for kind, crm_id in (("CONTACT", person.contact), ("LEAD", person.lead)):
            if not crm_id:
                continue
            values: Wire = {
                "objectId": crm_id,
                "firstName": person.first,
                "lastName": person.last,
                "emailAddress": person.email,
                "phoneNumber": person.phone,
                "title": person.title,
                "modifiedDate": iso(self._now - dt.timedelta(days=person.index % 300)),
                "url": f"https://crm.orvane.test/{kind.lower()}/{crm_id}",
            }
            values |= (
                {"accountId": account.crm_id}
                if kind == "CONTACT"
                else {"companyName": account.name, "source": "Event"}
            )
            self.put(kind, crm_id, values)


def _schema_field(entry: Wire) -> Wire:
    keys = ("uniqueName", "label", "type", "lastModified", "referenceTo", "orderedValueList")
    return {key: entry.get(key) for key in keys} | {"isDeleted": False}
