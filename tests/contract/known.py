"""What a stranger learns about a company by asking its API, for requests that have to name
something that exists."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

from tests.contract.plain_client import PlainClient


class Known:
    """Everything here comes out of answers, nothing out of the sandbox's insides."""

    def __init__(self, client: PlainClient) -> None:
        self.client = client

    @cached_property
    def now(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.client.sandbox.control("now")["now"])

    def day(self, back: int) -> str:
        return (self.now - dt.timedelta(days=back)).date().isoformat()

    def moment(self, back: float) -> str:
        return (self.now - dt.timedelta(days=back)).isoformat()

    @cached_property
    def users(self) -> list[Any]:
        return [u for page in self.client.walk("GET", "/v2/users") for u in page["users"]]

    @cached_property
    def active(self) -> list[Any]:
        return [user for user in self.users if user["active"]]

    @cached_property
    def workspaces(self) -> list[Any]:
        return self.client.read("GET", "/v2/workspaces")["workspaces"]

    @cached_property
    def workspace(self) -> str:
        return self.workspaces[0]["id"]

    def profiles(self, workspace: str = "") -> list[Any]:
        query = {"workspaceId": workspace or self.workspace}
        return self.client.read("GET", "/v2/all-permission-profiles", query)["profiles"]

    @cached_property
    def profile(self) -> Any:
        return self.profiles()[0]

    @cached_property
    def folders(self) -> list[Any]:
        query = {"workspaceId": self.workspace}
        return self.client.read("GET", "/v2/library/folders", query)["folders"]

    @cached_property
    def calls(self) -> list[Any]:
        query = {"fromDateTime": self.moment(120), "toDateTime": self.moment(0)}
        pages = self.client.walk("GET", "/v2/calls", query)
        return [call for page in pages for call in page["calls"]]

    @cached_property
    def call(self) -> str:
        return self.calls[0]["id"]

    @cached_property
    def externals(self) -> list[Any]:
        """People from outside, as the parties of recent calls show them."""
        answer = self.client.read(
            "POST",
            "/v2/calls/extensive",
            body={
                "filter": {"fromDateTime": self.moment(60), "toDateTime": self.moment(0)},
                "contentSelector": {"exposedFields": {"parties": True}},
            },
        )
        found = [
            party
            for call in answer["calls"]
            for party in call["parties"]
            if party.get("affiliation") == "External" and party.get("emailAddress")
        ]
        return list({party["emailAddress"]: party for party in found}.values())

    @cached_property
    def integration(self) -> int:
        answer = self.client.read("GET", "/v2/crm/integrations")
        return answer["integrations"][0]["integrationId"]

    @cached_property
    def contacts(self) -> list[str]:
        """CRM ids of contacts that calls were associated with, or parties carry."""
        answer = self.client.read(
            "POST",
            "/v2/calls/extensive",
            body={
                "filter": {"fromDateTime": self.moment(90), "toDateTime": self.moment(0)},
                "contentSelector": {"context": "Extended", "exposedFields": {"parties": True}},
            },
        )
        return _objects(answer["calls"], "Contact")

    @cached_property
    def accounts(self) -> list[str]:
        answer = self.client.read(
            "POST",
            "/v2/calls/extensive",
            body={
                "filter": {"fromDateTime": self.moment(90), "toDateTime": self.moment(0)},
                "contentSelector": {"context": "Extended", "exposedFields": {"parties": True}},
            },
        )
        return _objects(answer["calls"], "Account")

    @cached_property
    def flow_owner(self) -> str:
        return next(
            user["emailAddress"]
            for user in self.active
            if self.client.read("GET", "/v2/flows", {"flowOwnerEmail": user["emailAddress"]})[
                "flows"
            ]
        )

    @cached_property
    def flows(self) -> list[Any]:
        return self.client.read("GET", "/v2/flows", {"flowOwnerEmail": self.flow_owner})["flows"]

    @cached_property
    def organizer(self) -> str:
        """A user whose calendar is connected."""
        return next(user["email"] for user in self.calendars if user["valid"])

    @cached_property
    def calendars(self) -> list[Any]:
        """Whether the calendars of the first hundred users are connected."""
        body = {"emails": [user["emailAddress"] for user in self.users[:100]]}
        return self.client.read("POST", "/v2/meetings/integration/status", body=body)["users"]

    @cached_property
    def task(self) -> Any:
        for user in self.active:
            found = self.client.read("POST", "/v2/tasks", body={"filter": task_filter(user["id"])})
            if found["tasks"]:
                return found["tasks"][0]
        raise AssertionError("nobody has a task")

    @cached_property
    def manager(self) -> str:
        managers = [user["managerId"] for user in self.active if user["managerId"]]
        return max(managers, key=managers.count)

    @cached_property
    def brief(self) -> Any:
        return self.client.read("GET", "/v2/settings/briefs")["briefs"][0]


def task_filter(user_id: str) -> dict[str, Any]:
    return {
        "userId": user_id,
        "taskAction": ["CALL"],
        "status": ["OPEN", "DONE", "DISMISSED"],
        "types": ["FLOW", "MANUAL"],
    }


def _objects(calls: list[Any], object_type: str) -> list[str]:
    found: dict[str, None] = {}
    for call in calls:
        contexts = [*(call.get("context") or [])]
        for party in call.get("parties") or []:
            contexts += party.get("context") or []
        for context in contexts:
            for item in context.get("objects") or []:
                if item["objectType"] == object_type:
                    found[item["objectId"]] = None
    return list(found)
