"""To-dos of the reps: calls to make."""

from __future__ import annotations

import datetime as dt

from gong_admin.sandbox.world.clock import Clock, iso, parse
from gong_admin.sandbox.world.company import Workspaces
from gong_admin.sandbox.world.crm import Crm
from gong_admin.sandbox.world.flow_books import FlowBooks
from gong_admin.sandbox.world.people import People, Person
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users

_TITLES = ("Call about the open question", "Ask for the signed order", "Check in", "Book a demo")
_PRIORITIES = ((1, "High", 30), (2, "Normal", 20), (3, "Low", 10))


class Tasks:
    """A user's tasks are made when first asked for, and kept."""

    def __init__(
        self,
        seeds: Seeds,
        workspaces: Workspaces,
        users: Users,
        people: People,
        crm: Crm,
        books: FlowBooks,
        clock: Clock,
    ) -> None:
        self._seeds = seeds
        self._workspaces = workspaces
        self._users = users
        self._people = people
        self._crm = crm
        self._books = books
        self._clock = clock
        self._of: dict[str, list[Wire]] = {}

    def find(self, body: Wire) -> Wire:
        wanted = body["filter"]
        user_id = wanted["userId"]
        self._check_user(user_id)
        workspace_id = wanted.get("workspaceId")
        home = self._workspaces.ids[self._users.seat(user_id).department.workspace]
        if workspace_id and workspace_id != home:
            return self._answer([])
        return self._answer(
            [
                task
                for task in self._tasks(user_id)
                if task["status"] in wanted["status"]
                and task["type"] in wanted["types"]
                and set(task["actions"]) & set(wanted["taskAction"])
            ]
        )

    def update(self, task_id: str, body: Wire) -> Wire:
        user_id = str(body["userId"])
        self._check_user(user_id)
        tasks = self._tasks(user_id)
        task = next((task for task in tasks if str(task["id"]) == task_id), None)
        if task is None:
            raise Refused(404, f"Task {task_id} was not found for this user")
        if body.get("dueDate"):
            try:
                parse(body["dueDate"])
            except ValueError as error:
                raise Refused(400, "dueDate is not a date-time") from error
            task["dueDate"] = body["dueDate"]
        if body.get("status"):
            task["status"] = body["status"]
        if body.get("priority"):
            chosen = [p for p in _PRIORITIES if body["priority"] in (p[1], str(p[0]))]
            if not chosen:
                raise Refused(400, "priority is unknown")
            task["priority"] = _priority(chosen[0])
        task["updated"] = iso(self._clock.now, 3)
        return self._answer([task])

    def _answer(self, tasks: list[Wire]) -> Wire:
        return {"tasks": tasks, "crmType": "GENERIC"}

    def _check_user(self, user_id: str) -> None:
        if not self._users.has(user_id):
            raise Refused(400, f"userId: user {user_id} was not found")

    def _tasks(self, user_id: str) -> list[Wire]:
        if user_id not in self._of:
            rng = self._seeds.rng("tasks", user_id)
            seat = self._users.seat(user_id)
            busy = seat.wire["active"] and seat.department.hosting >= 0.5
            count = rng.randint(0, 9) if busy else 0
            self._of[user_id] = [self._task(user_id, number) for number in range(count)]
        return self._of[user_id]

    def _task(self, user_id: str, number: int) -> Wire:
        rng = self._seeds.rng("task", f"{user_id}:{number}")
        now = self._clock.start
        created = now - dt.timedelta(days=rng.random() * 30)
        person = rng.choice(self._people.all)
        account = self._people.accounts[person.account]
        deals = self._crm.deals_of(account)
        flow = rng.choice(self._books.visible(user_id)) if rng.random() < 0.6 else None
        step = rng.choice(flow.steps) if flow else None
        return {
            "id": int(self._seeds.id("task", f"{user_id}:{number}", 16)),
            "userId": int(user_id),
            "created": iso(created, 3),
            "updated": iso(created + (now - created) * rng.random(), 3),
            "status": rng.choice(("OPEN", "OPEN", "OPEN", "DONE", "DISMISSED")),
            "type": "FLOW" if flow else "MANUAL",
            "actions": ["CALL"],
            "account": {
                "crmId": account.crm_id,
                "name": account.name,
                "crmUrl": f"https://crm.orvane.test/account/{account.crm_id}",
            },
            "opportunity": _opportunity(deals[0]) if deals else None,
            "dueDate": iso(now + dt.timedelta(days=rng.randint(-5, 14), hours=rng.randint(7, 17))),
            "flow": {
                "id": int(flow.wire["id"]),
                "name": flow.wire["name"],
                "step": {
                    "id": int(step["id"]),
                    "name": step["subject"] or step["action"].replace("_", " ").capitalize(),
                    "stepNumber": step["stepOrder"],
                },
            }
            if flow and step
            else None,
            "contact": self._contact(person),
            "additionalContacts": [],
            "title": None if flow else rng.choice(_TITLES),
            "priority": _priority(rng.choice(_PRIORITIES)),
        }

    def _contact(self, person: Person) -> Wire:
        account = self._people.accounts[person.account]
        return {
            "crmId": person.contact or person.lead,
            "type": "CONTACT" if person.contact else "LEAD",
            "data": {
                "firstName": person.first,
                "lastName": person.last,
                "crmUrl": f"https://crm.orvane.test/person/{person.contact or person.lead}",
                "companyName": account.name,
                "affiliation": "Them",
                "emails": [{"email": person.email}],
                "title": person.title,
                "phoneNumbers": [
                    {
                        "raw": person.phone,
                        "normalized": person.phone,
                        "extension": None,
                        "countryCode": None,
                        "label": "Office",
                        "isVerified": False,
                    }
                ]
                if person.phone
                else [],
                "optOutChannels": ["EMAILS"] if person.index % 40 == 0 else [],
            },
        }


def _opportunity(deal: Wire) -> Wire:
    return {
        "crmId": deal["objectId"],
        "name": deal["name"],
        "crmUrl": deal["url"],
        "status": deal["status"],
        "stage": deal["stageId"],
        "amount": str(deal["amount"]),
        "probability": "50",
        "closeDate": deal["closeDate"],
    }


def _priority(priority: tuple[int, str, int]) -> Wire:
    number, name, weight = priority
    return {"id": number, "name": name, "weight": weight}
