"""Small companies as the program reads them."""

from __future__ import annotations

from typing import Any

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.types.permissions import PermissionProfile
from gong_admin.api.types.users import UserMetadata
from gong_admin.services.access.company import Company, build
from gong_admin.services.lists import Member, ProfileRecord

WORKSPACES = {"w1": "EMEA", "w2": "Americas"}


def profile(profile_id: str, workspace: str = "w1", **settings: Any) -> ProfileRecord:
    """A profile with these settings and nothing else."""
    raw = msgspec.json.encode({"id": profile_id, "name": f"Profile {profile_id}", **settings})
    return ProfileRecord(workspace, msgspec.json.decode(raw, type=PermissionProfile), raw)


def level(name: str | None, *leads: str) -> dict[str, Any]:
    return {"permissionLevel": name, "teamLeadIds": list(leads) or None}


def user(user_id: str, manager: str | None = None, active: bool | None = True) -> UserMetadata:
    return UserMetadata(id=user_id, first_name=user_id.title(), manager_id=manager, active=active)


def company(
    users: list[UserMetadata], profiles: list[ProfileRecord], members: dict[str, list[str]]
) -> Company:
    """`members` are user ids by profile id."""
    listed = [
        Member(record.workspace_id, record.id, member, "", "")
        for record in profiles
        for member in members.get(record.id, ())
    ]
    return build(
        users,
        profiles,
        listed,
        WORKSPACES,
        name_of=lambda one: one.first_name or "",
        token=CancelToken(),
    )
