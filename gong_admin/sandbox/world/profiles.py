"""Permission profiles, who has which, and what Gong accepts when one is written."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping

from gong_admin.sandbox.world.company import Workspaces
from gong_admin.sandbox.world.grown import OUT_OF_THE_BOX, Draft, grown
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Seat, Users

LEVELS = ("all", "managers-team", "report-to-them", "own", "none")
LIBRARY_LEVELS = ("none", "all", "specific-folders")
LEVEL_FIELDS = (
    "callsAccess",
    "dealsAccess",
    "coachingAccess",
    "insightsAccess",
    "usageAccess",
    "emailsAccess",
)
FORECAST_FIELDS = ("forecastAccess", "forecastEditSubmissions", "forecastEditTargets")
LIBRARY_SWITCHES = (
    "managePublicFolder",
    "manageStreams",
    "manageFolderCalls",
    "shareFoldersAndStreams",
)
_NESTED = (*LEVEL_FIELDS, "libraryFolderAccess", "forecastPermissions")


class Profiles:
    """Profiles by workspace. A person has at most one profile in each workspace."""

    def __init__(
        self,
        seeds: Seeds,
        workspaces: Workspaces,
        users: Users,
        folders_by_workspace: Mapping[str, list[str]],
    ) -> None:
        self._seeds = seeds
        self._workspaces = workspaces
        self._users = users
        self._profiles: dict[str, Wire] = {}
        self._workspace: dict[str, str] = {}
        self._members: dict[str, dict[str, None]] = {}  # profile id -> user ids, in order
        self._of_user: dict[tuple[str, str], str] = {}  # (workspace, user) -> profile id
        self._created = 0
        for index, workspace_id in enumerate(workspaces.ids):
            drafts = (*OUT_OF_THE_BOX, *grown(index, folders_by_workspace[workspace_id], users))
            names = {draft.key: self._add(workspace_id, draft.wire()) for draft in drafts}
            self._assign_all(index, workspace_id, names, drafts)

    # Reading

    def in_workspace(self, workspace_id: str) -> list[Wire]:
        self._check_workspace(workspace_id)
        return [p for p in self._profiles.values() if self._workspace[p["id"]] == workspace_id]

    def get(self, profile_id: str) -> Wire:
        return self._existing(profile_id)

    def workspace_of(self, profile_id: str) -> str:
        self._existing(profile_id)
        return self._workspace[profile_id]

    def members(self, profile_id: str) -> list[Wire]:
        """`id`, `fullName` and `emailAddress` of the people with this profile."""
        self._existing(profile_id)
        found = (self._users.get(user_id) for user_id in self._members[profile_id])
        return [
            {
                "id": user["id"],
                "fullName": f"{user['firstName']} {user['lastName']}",
                "emailAddress": user["emailAddress"],
            }
            for user in found
            if user
        ]

    def of_user(self, workspace_id: str, user_id: str) -> str | None:
        return self._of_user.get((workspace_id, user_id))

    # Writing

    def create(self, workspace_id: str, body: Wire, ignored: Collection[str] = ()) -> Wire:
        self._check_workspace(workspace_id)
        name = body.get("name")
        if not isinstance(name, str) or not name.strip():
            raise Refused(400, "The permission profile needs a name")
        profile = _merged(Draft("new", name, "").wire(), body, ignored)
        profile["name"] = name
        self._check(profile, workspace_id, None)
        return self.get(self._add(workspace_id, profile))

    def update(self, profile_id: str, body: Wire, ignored: Collection[str] = ()) -> Wire:
        """Merge `body` into the profile; fields that this program does not know are kept.
        `ignored`: names that are accepted and not taken (the fault `ignored-setting`)."""
        current = self._existing(profile_id)
        merged = _merged(current, body, ignored)
        self._check(merged, self._workspace[profile_id], profile_id)
        self._profiles[profile_id] = merged
        return merged

    def move(self, user_id: str, profile_id: str) -> None:
        """Give a person this profile in its workspace. Gong has no operation for it."""
        workspace_id = self.workspace_of(profile_id)
        if self._users.get(user_id) is None:
            raise Refused(404, f"User {user_id} was not found")
        before = self._of_user.get((workspace_id, user_id))
        if before:
            del self._members[before][user_id]
        self._assign(workspace_id, user_id, profile_id)

    # Inside

    def _existing(self, profile_id: str) -> Wire:
        profile = self._profiles.get(profile_id)
        if profile is None:
            raise Refused(400, "Bad request")
        return profile

    def _check_workspace(self, workspace_id: str) -> None:
        if self._workspaces.get(workspace_id) is None:
            raise Refused(400, f"Workspace {workspace_id} was not found")

    def _check(self, profile: Wire, workspace_id: str, profile_id: str | None) -> None:
        name = profile.get("name")
        if not isinstance(name, str) or not name.strip():
            raise Refused(400, "The permission profile needs a name")
        for other in self.in_workspace(workspace_id):
            if other["id"] != profile_id and other["name"] == name:
                raise Refused(422, f"A permission profile named '{name}' exists in this workspace")
        forecast = profile.get("forecastPermissions") or {}
        for holder, key in (
            *((profile, key) for key in LEVEL_FIELDS),
            *((forecast, key) for key in FORECAST_FIELDS),
        ):
            access = holder.get(key)
            if access is None:
                continue
            if access.get("permissionLevel") not in LEVELS:
                raise Refused(400, f"{key}.permissionLevel is not one of {', '.join(LEVELS)}")
            for user_id in access.get("teamLeadIds") or ():
                if self._users.get(user_id) is None:
                    raise Refused(400, f"{key}.teamLeadIds: user {user_id} was not found")
        _check_library(profile.get("libraryFolderAccess"))

    def _add(self, workspace_id: str, profile: Wire) -> str:
        self._created += 1
        profile_id = self._seeds.id("profile", self._created, 19)
        self._profiles[profile_id] = profile | {"id": profile_id}
        self._workspace[profile_id] = workspace_id
        self._members[profile_id] = {}
        return profile_id

    def _assign(self, workspace_id: str, user_id: str, profile_id: str) -> None:
        self._of_user[workspace_id, user_id] = profile_id
        self._members[profile_id][user_id] = None

    def _assign_all(
        self, index: int, workspace_id: str, ids: Mapping[str, str], drafts: Collection[Draft]
    ) -> None:
        departments = {d.department: d.key for d in drafts if d.department}
        extras = [d.key for d in drafts if d.extra]
        for seat in self._users.seats():
            rng = self._seeds.rng("membership", f"{index}:{seat.index}")
            key = _usual(seat, index, departments, rng.random())
            if key and rng.random() < 0.05 and extras:
                key = rng.choice(extras)
            if key:
                self._assign(workspace_id, seat.wire["id"], ids[key])


def _usual(seat: Seat, workspace: int, departments: Mapping[str, str], draw: float) -> str | None:
    """The profile one would expect for this person here, or None for no profile."""
    at_home = seat.department.workspace == workspace
    if seat.wire["lastName"] == "User ":
        return "integration" if workspace == 0 else None
    if seat.department.key == "operations" and seat.level < 4:
        return "admin"
    if workspace == 3 and not at_home:
        return "collaborator" if draw < 0.02 else None
    if not at_home:
        return "collaborator" if draw < 0.22 or seat.level < 2 else None
    if draw < 0.03:
        return None
    if seat.level < 2:
        return "forecast-manager"
    if seat.level < 4:
        return departments.get(f"{seat.department.key}:lead", "forecast-manager")
    return departments.get(seat.department.key, "member")


def _merged(current: Wire, body: Wire, ignored: Collection[str]) -> Wire:
    merged = copy.deepcopy(current)
    for key, value in body.items():
        if key == "id" or key in ignored:
            continue
        if key in _NESTED and isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] |= copy.deepcopy(value)
        else:
            merged[key] = copy.deepcopy(value)
    return merged


def _check_library(access: Wire | None) -> None:
    if access is None:
        return
    level = access.get("permissionLevel")
    if level not in LIBRARY_LEVELS:
        raise Refused(
            400, f"libraryFolderAccess.permissionLevel is not one of {', '.join(LIBRARY_LEVELS)}"
        )
    if level == "none":
        for switch in LIBRARY_SWITCHES:
            if access.get(switch):
                raise Refused(400, f"libraryFolderAccess.{switch} can't be set without access")
        if access.get("libraryFolderIds"):
            raise Refused(400, "libraryFolderAccess.libraryFolderIds can't be set without access")
    if level == "specific-folders" and not access.get("libraryFolderIds"):
        raise Refused(400, "libraryFolderAccess.libraryFolderIds names no folder")
