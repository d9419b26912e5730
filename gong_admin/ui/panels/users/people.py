"""What the Users panel knows beside the users themselves: names, reports, profiles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gong_admin.api.types.users import UserMetadata
from gong_admin.runtime.tenant_data import TenantData
from gong_admin.services.lists import Member
from gong_admin.services.users import Organisation


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place in one workspace; `profile_id` is None where they have no profile."""

    workspace_id: str
    workspace: str
    profile_id: str | None
    profile: str


class People:
    """Answers the columns and the detail pane. `workspace` narrows profiles to one workspace."""

    def __init__(self, data: TenantData) -> None:
        self._data = data
        self.organisation = Organisation(data.users.get)
        self.workspace: str | None = None
        self._members: dict[str, list[Member]] = {}
        self._members_of: dt.datetime | None = None  # which reading they come from

    # -- kept up to date by the presenter ------------------------------------------------------

    def add(self, users: Iterable[UserMetadata]) -> None:
        self.organisation.add(users)

    def replace(self) -> None:
        """The list of users is another one."""
        self.organisation.replace(self._data.users.records)

    def take_members(self) -> bool:
        """Take in the members of the profiles; whether they have been read anew."""
        read_at = self._data.members.read_at
        if read_at == self._members_of:
            return False
        members: dict[str, list[Member]] = {}
        for member in self._data.members.records:
            members.setdefault(member.user_id, []).append(member)
        self._members, self._members_of = members, read_at
        return True

    # -- asking --------------------------------------------------------------------------------

    @property
    def knows_profiles(self) -> bool:
        """Whether it has been read to the end who has which profile, at least once."""
        return self._members_of is not None

    def manager(self, user: UserMetadata) -> str:
        return self._data.user_name(user.manager_id)

    def user_name(self, user_id: str | None) -> str:
        return self._data.user_name(user_id)

    def profiles(self, user: UserMetadata) -> tuple[str, ...]:
        """Names of the person's profiles, each once; those of the chosen workspace only."""
        names = (self._data.profile_name(m.profile_id) for m in self._memberships(user))
        return tuple(dict.fromkeys(names))

    def workspaces(self, user: UserMetadata) -> tuple[str, ...]:
        """Names of the workspaces in which the person has a profile."""
        names = (self._data.workspace_name(m.workspace_id) for m in self._memberships(user))
        return tuple(dict.fromkeys(names))

    def shown(self, users: Sequence[UserMetadata]) -> Sequence[UserMetadata]:
        """Those of the chosen workspace, as far as that is known."""
        if self.workspace is None or not self.knows_profiles:
            return users
        return [user for user in users if self._memberships(user)]

    def seats(self, user: UserMetadata) -> list[Seat]:
        """The person's profile in every workspace, also where they have none."""
        members = self._members.get(user.id or "", ())
        seats: list[Seat] = []
        for workspace in self._data.workspaces.records:
            here = [m.profile_id for m in members if m.workspace_id == workspace.id]
            name = workspace.name or workspace.id or ""
            for profile_id in here or (None,):
                profile = self._data.profile_name(profile_id)
                seats.append(Seat(workspace.id or "", name, profile_id, profile))
        return seats

    def _memberships(self, user: UserMetadata) -> list[Member]:
        members = self._members.get(user.id or "", [])
        if self.workspace is None:
            return members
        return [member for member in members if member.workspace_id == self.workspace]
