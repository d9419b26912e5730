"""The flows that exist at Orvane, their folders and steps."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from gong_admin.sandbox.world.clock import iso
from gong_admin.sandbox.world.company import Workspaces
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users

_COMPANY = (
    "New lead, first two weeks", "Event follow-up", "Trial ends", "Win back", "Renewal in 90 days",
    "Onboarding welcome", "No show", "Partner referral", "Erstkontakt DACH", "Relance France",
    "Reactivación", "Price change notice",
)  # fmt: skip
_PERSONAL = ("My follow-ups", "After the demo", "Warm intros")
_ACTIONS = ("AUTO_SEND_EMAIL", "CALL", "LINKEDIN_CONNECT", "SEND_EMAIL", "CUSTOM")


@dataclass(slots=True)
class Flow:
    """`owner`: user id of a personal or shared flow. `description` and `steps` in wire form."""

    wire: Wire
    workspace: str
    owner: str | None
    description: str
    steps: list[Wire]


@dataclass(slots=True)
class Folder:
    wire: Wire
    workspace: str
    owner: str | None
    parent: str | None


class FlowBooks:
    """Company flows for everybody; personal and shared flows for some of the reps."""

    def __init__(
        self, seeds: Seeds, workspaces: Workspaces, users: Users, now: dt.datetime
    ) -> None:
        self._seeds = seeds
        self._now = now
        self.flows: dict[str, Flow] = {}
        self.folders: dict[str, Folder] = {}
        self._by_owner: dict[str | None, list[Flow]] = {}
        for index, workspace_id in enumerate(workspaces.ids):
            parent = self._folder(f"company:{index}", "Company flows", workspace_id, None, None)
            child = self._folder(f"events:{index}", "Events", workspace_id, None, parent)
            for number, name in enumerate(_COMPANY):
                if number % 4 != 3 or index == 0:
                    folder = (parent, child, None)[number % 3]
                    self._flow(f"{index}:{number}", name, workspace_id, None, "Company", folder)
        for seat in users.seats():
            if seat.level < 3 or seat.department.hosting < 0.5 or not seat.wire["active"]:
                continue
            if seat.index % 7:
                continue
            user_id = seat.wire["id"]
            workspace_id = workspaces.ids[seat.department.workspace]
            folder = self._folder(f"own:{seat.index}", "null", workspace_id, user_id, None)
            for number in range(1 + seat.index % len(_PERSONAL)):
                kind = "Shared" if number == 1 else "Personal"
                key = f"own:{seat.index}:{number}"
                self._flow(key, _PERSONAL[number], workspace_id, user_id, kind, folder)

    def visible(self, user_id: str) -> list[Flow]:
        """Company flows, and the user's own."""
        return [*self._by_owner.get(None, ()), *self._by_owner.get(user_id, ())]

    def _folder(
        self, key: str, name: str, workspace_id: str, owner: str | None, parent: str | None
    ) -> str:
        rng = self._seeds.rng("flow-folder", key)
        folder_id = self._seeds.id("flow-folder", key, 19)
        self.folders[folder_id] = Folder(
            {
                "id": folder_id,
                "name": name if name != "null" else "My flows",
                # The live service sends the word where there is no parent.
                "folderId": parent or "null",
                "folderName": self.folders[parent].wire["name"] if parent else "null",
                "visibility": "Personal" if owner else "Company",
                "creationDate": iso(self._now - dt.timedelta(days=rng.randint(100, 900))),
                "exclusive": False,
            },
            workspace_id,
            owner,
            parent,
        )
        return folder_id

    def _flow(
        self,
        key: str,
        name: str,
        workspace_id: str,
        owner: str | None,
        visibility: str,
        folder: str | None,
    ) -> None:
        rng = self._seeds.rng("flow", key)
        flow_id = self._seeds.id("flow", key, 19)
        wire: Wire = {
            "id": flow_id,
            "name": name,
            "folderId": folder or "null",
            "folderName": self.folders[folder].wire["name"] if folder else "null",
            "visibility": visibility,
            "creationDate": iso(self._now - dt.timedelta(days=rng.randint(20, 800)), 3),
            "exclusive": rng.random() < 0.3,
        }
        about = f"{name}: {rng.choice(('a few mails and a call', 'three touches in ten days'))}."
        flow = Flow(wire, workspace_id, owner, about, self._steps(rng, key, name))
        self.flows[flow_id] = flow
        self._by_owner.setdefault(owner, []).append(flow)

    def _steps(self, rng: random.Random, key: str, name: str) -> list[Wire]:
        steps = []
        for order in range(1, rng.randint(3, 7)):
            action = _ACTIONS[0] if order == 1 else rng.choice(_ACTIONS)
            mail = action.endswith("EMAIL")
            steps.append(
                {
                    "id": self._seeds.id("flow-step", f"{key}:{order}", 19),
                    "stepOrder": order,
                    "action": action,
                    "subject": (name if order == 1 else f"Re: {name}") if mail else None,
                    "body": "Hello {{recipient.first_name}},\n\nshall we speak this week?"
                    if mail
                    else None,
                    "isReply": order > 1 if mail else None,
                }
            )
        return steps
