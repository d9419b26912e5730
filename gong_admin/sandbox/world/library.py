"""The library: public folders of recommended calls."""

from __future__ import annotations

import datetime as dt
import random

from gong_admin.sandbox.world.calls import Call, Calls
from gong_admin.sandbox.world.clock import iso, iso_local
from gong_admin.sandbox.world.company import APP_URL, Workspaces
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users

_FOLDERS = (
    # One tuple a workspace; "/" separates levels, a parent stands before its children.
    (
        "Onboarding", "Onboarding/Week 1", "Onboarding/Week 1/Product basics",
        "Onboarding/Week 1/Product basics/Live demos", "Onboarding/Week 2",
        "Onboarding/Certification", "Discovery calls", "Discovery calls/Best of the quarter",
        "Objection handling", "Objection handling/Price", "Objection handling/Competitors",
        "Objection handling/Competitors/Lost and won", "Deutsch", "Deutsch/Erstgespräche",
    ),
    (
        "Great discovery", "Great discovery/Enterprise", "Great discovery/Commercial",
        "Negotiation", "Negotiation/Procurement", "Negotiation/Procurement/Legal terms",
        "En español",
    ),
    (
        "Kick-offs", "Kick-offs/Enterprise", "Business reviews", "Business reviews/Templates",
        "Business reviews/Templates/Slides explained", "Churn interviews", "Voice of the customer",
        "Voice of the customer/Feature wishes",
    ),
    ("Partner pitches", "Partner pitches/Joint demos"),
)  # fmt: skip
_NOTES = (
    "Listen to how the budget comes up without being asked.",
    "Good agenda, and it is kept.",
    "The silence after the price is worth the whole call.",
    "Summary of next steps in under a minute.",
    "How not to answer the security question. Discussed with the team.",
    "",
    None,
    None,
)


class Library:
    """Folders exist from the start; their calls are chosen when a folder is first read."""

    def __init__(
        self,
        seeds: Seeds,
        workspaces: Workspaces,
        users: Users,
        calls: Calls,
        now: dt.datetime,
    ) -> None:
        self._seeds = seeds
        self._workspaces = workspaces
        self._folders: dict[str, list[Wire]] = {}
        self._by_id: dict[str, tuple[str, Wire]] = {}
        self._chosen: dict[str, list[Wire]] = {}
        self._users = users
        self._calls = calls
        for workspace_id, paths in zip(workspaces.ids, _FOLDERS, strict=True):
            by_path: dict[str, str] = {}
            folders = self._folders[workspace_id] = []
            for path in paths:
                rng = seeds.rng("folder", path)
                folder_id = by_path[path] = seeds.id("folder", f"{workspace_id}:{path}", 19)
                parent, _, name = path.rpartition("/")
                updated = now - dt.timedelta(days=rng.random() ** 2 * 500 + 1)
                folder: Wire = {
                    "id": folder_id,
                    "name": name,
                    "parentFolderId": by_path[parent] if parent else None,
                    "createdBy": None if rng.random() < 0.1 else rng.choice(users.active),
                    "updated": iso(updated, 3),
                }
                folders.append(folder)
                self._by_id[folder_id] = (workspace_id, folder)

    def ids_by_workspace(self) -> dict[str, list[str]]:
        return {ws: [folder["id"] for folder in fs] for ws, fs in self._folders.items()}

    def folders(self, workspace_id: str | None) -> list[Wire]:
        if workspace_id is None:
            raise Refused(400, "This company has several workspaces: workspaceId is needed")
        if workspace_id not in self._folders:
            raise Refused(400, f"Workspace {workspace_id} was not found")
        return self._folders[workspace_id]

    def content(self, folder_id: str | None) -> Wire:
        """The folder with its calls; those that were deleted since are left out."""
        if not folder_id:
            raise Refused(400, "folderId is needed")
        if folder_id not in self._by_id:
            raise Refused(404, f"Folder {folder_id} was not found")
        workspace_id, folder = self._by_id[folder_id]
        if folder_id not in self._chosen:
            rng = self._seeds.rng("folder-content", folder_id)
            candidates = [
                c for c in self._calls.in_workspace(workspace_id) if not c.meta["isPrivate"]
            ]
            count = min(len(candidates), rng.choice((0, 2, 3, 4, 5, 7, 9, 14)))
            self._chosen[folder_id] = [
                self._entry(rng, call) for call in rng.sample(candidates, count)
            ]
        entries = [entry for entry in self._chosen[folder_id] if self._calls.exists(entry["id"])]
        shown = ("id", "name", "createdBy", "updated")
        return {key: folder[key] for key in shown} | {"calls": entries}

    def _entry(self, rng: random.Random, call: Call) -> Wire:
        duration = call.meta["duration"]
        whole = rng.random() < 0.3 or duration < 120
        start = 0 if whole else rng.randrange(0, duration - 60)
        added = call.started + dt.timedelta(days=1 + rng.random() * 3)
        return {
            "id": call.id,
            "title": call.meta["title"],
            "note": rng.choice(_NOTES),
            "addedBy": rng.choice(self._users.active),
            "created": iso_local(added),
            "url": f"{APP_URL}/call?id={call.id}",
            "snippet": None
            if whole
            else {"fromSec": start, "toSec": min(duration, start + rng.randint(30, 300))},
        }
