"""Who is in which flow: assigning prospects, one by one and in bulk, and taking them out."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from dataclasses import dataclass

from gong_admin.sandbox.world.clock import Clock, iso
from gong_admin.sandbox.world.crm import Crm
from gong_admin.sandbox.world.flow_books import Flow, FlowBooks
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users

MOST_PROSPECTS = 100
MOST_IN_BULK = 50
MOST_UNASSIGNED = 200
MOST_FLOWS_WITH_STEPS = 20
RECENT = 20
COOL_OFF = dt.timedelta(days=7)
_BULK_SECONDS = 4.0


@dataclass(slots=True)
class Instance:
    """One prospect in one flow."""

    wire: Wire
    owner: str
    since: dt.datetime
    removed: dt.datetime | None = None


class Flows:
    """Instances by id. A prospect is at most once in a flow, and alone in an exclusive one; who
    was taken out of a flow can't go back for a week unless the cool-off is overridden."""

    def __init__(
        self, seeds: Seeds, users: Users, crm: Crm, books: FlowBooks, clock: Clock
    ) -> None:
        self._seeds = seeds
        self._users = users
        self._crm = crm
        self._books = books
        self._clock = clock
        self._instances: dict[str, Instance] = {}
        self._jobs: dict[str, Wire] = {}
        self._made = 0
        self._fill()

    # Reading

    def flows(
        self,
        owner_email: str,
        workspace_id: str | None = None,
        folder_id: str | None = None,
        most_recent: bool = False,
    ) -> list[Wire]:
        owner = self._owner(owner_email)
        found = self._books.visible(owner["id"])
        if workspace_id:
            found = [flow for flow in found if flow.workspace == workspace_id]
        if folder_id:
            found = [flow for flow in found if flow.wire["folderId"] == folder_id]
        if most_recent:
            mine = [i for i in self._instances.values() if i.owner == owner["id"]]
            mine.sort(key=lambda instance: instance.since, reverse=True)
            order = list(dict.fromkeys(i.wire["flowId"] for i in mine))[:RECENT]
            by_id = {flow.wire["id"]: flow for flow in found}
            found = [by_id[flow_id] for flow_id in order if flow_id in by_id]
        return [flow.wire for flow in found]

    def folders(
        self, owner_email: str, workspace_id: str | None = None, parent_id: str | None = None
    ) -> list[Wire]:
        owner = self._owner(owner_email)
        return [
            folder.wire
            for folder_id, folder in self._books.folders.items()
            if folder.owner in (None, owner["id"])
            and (not workspace_id or folder.workspace == workspace_id)
            and (not parent_id or parent_id in (folder_id, folder.parent))
        ]

    def steps(self, flow_ids: list[str]) -> list[Wire]:
        if len(flow_ids) > MOST_FLOWS_WITH_STEPS:
            raise Refused(400, f"At most {MOST_FLOWS_WITH_STEPS} flows can be asked for at once")
        answers = []
        for flow in map(self._flow, flow_ids):
            shown = {key: value for key, value in flow.wire.items() if key != "folderName"}
            answers.append(shown | {"description": flow.description, "steps": flow.steps})
        return answers

    def assigned(self, crm_ids: list[str], instance_ids: list[str]) -> list[Wire]:
        if not crm_ids and not instance_ids:
            raise Refused(400, "crmProspectsIds or flowInstanceIds is needed")
        prospects, instances = set(crm_ids), set(instance_ids)
        return [
            instance.wire
            for instance in self._running()
            if instance.wire["crmProspectId"] in prospects
            or instance.wire["flowInstanceId"] in instances
        ]

    # Writing

    def assign(self, body: Wire, override: bool = False) -> Wire:
        prospects = list(dict.fromkeys(body["crmProspectsIds"]))
        if len(prospects) > MOST_PROSPECTS:
            raise Refused(400, f"At most {MOST_PROSPECTS} prospects can be assigned at once")
        owner = self._owner(body["flowInstanceOwnerEmail"])
        flow = self._flow(body["flowId"])
        override = override or bool((body.get("overrides") or {}).get("coolOffOverride"))
        done, failed = [], []
        for crm_id in prospects:
            if problem := self._problem(flow, crm_id, override):
                code, text = problem
                failed.append(
                    {
                        "flowId": flow.wire["id"],
                        "crmProspectId": crm_id,
                        "errorCode": code,
                        "errorMessage": text,
                    }
                )
            else:
                done.append(self._start(flow, crm_id, owner, self._clock.now).wire)
        return {"prospectsAssigned": done, "prospectsNotAssigned": failed}

    def bulk_assign(self, body: Wire) -> Wire:
        prospects = body["prospects"]
        if not prospects or len(prospects) > MOST_IN_BULK:
            raise Refused(400, f"Between 1 and {MOST_IN_BULK} prospects can be sent at once")
        owner = self._owner(body["flowInstanceOwnerEmail"])
        flow = self._flow(body["flowId"])
        self._made += 1
        job_id = self._seeds.id("bulk", self._made, 18)
        job = self._jobs[job_id] = {
            "id": job_id,
            "status": "PENDING",
            "totalCount": len(prospects),
            "processedCount": 0,
            "successCount": 0,
            "failedCount": 0,
            "results": [],
        }
        accepted = dict(job)
        self._clock.later(_BULK_SECONDS / 2, lambda: job.update(status="IN_PROGRESS"))
        work = functools.partial(self._work, job, flow, owner, prospects)
        self._clock.later(_BULK_SECONDS, work)
        return accepted

    def bulk_status(self, job_id: str) -> Wire:
        if job_id not in self._jobs:
            raise Refused(404, f"Bulk assignment {job_id} was not found")
        return self._jobs[job_id]

    def unassign_instances(self, body: Wire) -> list[str]:
        wanted = set(body["flowInstanceIds"])
        if len(wanted) > MOST_UNASSIGNED:
            raise Refused(400, f"At most {MOST_UNASSIGNED} instances can be unassigned at once")
        self._check_actor(body)
        return self._remove(i for i in self._running() if i.wire["flowInstanceId"] in wanted)

    def unassign_prospect(self, body: Wire) -> list[str]:
        """Out of one flow, or of all where no flow is named."""
        self._check_actor(body)
        flow_id = body.get("flowId")
        return self._remove(
            i
            for i in self._running()
            if i.wire["crmProspectId"] == body["crmProspectId"]
            and (not flow_id or i.wire["flowId"] == flow_id)
        )

    # Inside

    def _running(self) -> list[Instance]:
        return [instance for instance in self._instances.values() if instance.removed is None]

    def _owner(self, email: str) -> Wire:
        user = self._users.by_email(email)
        if user is None:
            raise Refused(400, f"No Gong user has the address {email}")
        return user

    def _check_actor(self, body: Wire) -> None:
        if body.get("unassignedByUserEmail"):
            self._owner(body["unassignedByUserEmail"])

    def _flow(self, flow_id: str) -> Flow:
        flow = self._books.flows.get(flow_id)
        if flow is None:
            raise Refused(404, f"Flow {flow_id} was not found")
        return flow

    def _problem(self, flow: Flow, crm_id: str, override: bool) -> tuple[str, str] | None:
        if self._crm.prospect(crm_id) is None:
            return "InvalidArgument", "The prospect was not found in the CRM"
        for instance in self._instances.values():
            if instance.wire["crmProspectId"] != crm_id:
                continue
            same = instance.wire["flowId"] == flow.wire["id"]
            if instance.removed is None:
                if same:
                    return "InvalidState", "The prospect is in this flow already"
                if instance.wire["exclusive"]:
                    return "InvalidState", "The prospect is in an exclusive flow"
            elif same and not override and self._clock.now - instance.removed < COOL_OFF:
                return "InvalidState", "The prospect left this flow less than a week ago"
        return None

    def _start(self, flow: Flow, crm_id: str, owner: Wire, since: dt.datetime) -> Instance:
        self._made += 1
        instance_id = self._seeds.id("flow-instance", self._made, 18)
        instance = self._instances[instance_id] = Instance(
            {
                "flowId": flow.wire["id"],
                "flowName": flow.wire["name"],
                "crmProspectId": crm_id,
                "flowInstanceId": instance_id,
                "flowInstanceOwnerEmail": owner["emailAddress"],
                "flowInstanceOwnerFullName": f"{owner['firstName']} {owner['lastName']}",
                "flowInstanceCreateDate": iso(since, 3),
                "flowInstanceStatus": "Running",
                "workspaceId": flow.workspace,
                "exclusive": flow.wire["exclusive"],
            },
            owner["id"],
            since,
        )
        return instance

    def _remove(self, instances: Iterable[Instance]) -> list[str]:
        removed = []
        for instance in list(instances):
            instance.removed = self._clock.now
            removed.append(instance.wire["flowInstanceId"])
        return removed

    def _work(self, job: Wire, flow: Flow, owner: Wire, prospects: list[Wire]) -> None:
        for prospect in prospects:
            crm_id = prospect.get("crmId")
            problem: tuple[str, str] | None = None
            if crm_id:
                problem = self._problem(flow, crm_id, override=False)
            elif not (prospect.get("firstName") and prospect.get("lastName")):
                problem = ("InvalidArgument", "A new prospect needs first and last name")
            else:
                self._made += 1
                crm_id = f"00Q{self._seeds.token('bulk-lead', self._made, 12)}MAM"
                lead = {
                    "objectId": crm_id,
                    "firstName": prospect["firstName"],
                    "lastName": prospect["lastName"],
                    "emailAddress": prospect.get("email"),
                    "title": prospect.get("jobTitle"),
                    "companyName": prospect.get("companyName"),
                }
                self._crm.put("LEAD", crm_id, lead)
            instance = None
            if problem is None:
                assert crm_id is not None
                instance = self._start(flow, crm_id, owner, self._clock.now)
            job["processedCount"] += 1
            job["successCount" if instance else "failedCount"] += 1
            job["results"].append(
                {
                    "prospect": prospect,
                    "status": "ASSIGNED" if instance else "FLOW_ASSIGNMENT_FAILED",
                    "crmId": crm_id,
                    "flowInstanceId": instance.wire["flowInstanceId"] if instance else None,
                    "errorCode": problem[0] if problem else None,
                    "errorMessage": problem[1] if problem else None,
                }
            )
        job["status"] = "FAILED" if job["failedCount"] == job["totalCount"] else "COMPLETED"

    def _fill(self) -> None:
        """About one prospect in nine is in a flow already; the first dozen are left free."""
        hosts = [self._users.seat(user_id) for user_id in self._users.active]
        owners = [seat.wire for seat in hosts if seat.department.hosting >= 0.5]
        if not owners:
            return
        for number, crm_id in enumerate(self._crm.prospects()[12:]):
            rng = self._seeds.rng("assignment", number)
            if rng.random() >= 0.11:
                continue
            owner = rng.choice(owners)
            flow = rng.choice(self._books.visible(owner["id"]))
            since = self._clock.start - dt.timedelta(days=rng.random() * 60)
            instance = self._start(flow, crm_id, owner, since)
            instance.wire["flowInstanceStatus"] = rng.choice(
                ("Running", "Running", "Paused", "Pending", "FinishedNoReply", "FinishedResponse")
            )
