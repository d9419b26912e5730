"""How people, folders and workspaces are called that two snapshots mention."""

from __future__ import annotations

from gong_admin.runtime.tenant_data import TenantData
from gong_admin.services.snapshots.content import Content, Part
from gong_admin.ui.panels.snapshots.rows import Names


def names_of(data: TenantData, *sides: Content) -> Names:
    """Names from what has been read now, else from the `sides`, the first of them that knows."""

    def person(user_id: str) -> str:
        if data.users.get(user_id) is not None or user_id == "-1":
            return data.user_name(user_id)
        for side in sides:
            if user_id in side.people:
                return side.people[user_id].name or user_id
        return user_id

    def folder(folder_id: str) -> str:
        paths = (side.folder_path(folder_id) for side in sides)
        return next((path for path in paths if path), "") or data.folder_name(folder_id)

    def workspace(workspace_id: str) -> str:
        for side in sides:
            if workspace_id in side.of(Part.WORKSPACES):
                return side.workspace_name(workspace_id)
        return data.workspace_name(workspace_id)

    return Names(person, folder, workspace)
