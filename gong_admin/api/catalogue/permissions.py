"""Permissions: profiles of a workspace, and single calls opened to single people."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation
from gong_admin.api.types.common import Done
from gong_admin.api.types.permissions import (
    AddUsersAccessToCalls,
    CallsAccess,
    CallsAccessFilter,
    CallUsers,
    CreateProfile,
    DeleteUsersAccessToCalls,
    ForecastPermissions,
    GetProfile,
    GetUsersAccessToCalls,
    LevelAccess,
    LibraryFolderAccess,
    ListProfiles,
    ListProfileUsers,
    PermissionProfile,
    ProfileAnswer,
    ProfilesAnswer,
    ProfileUsers,
    UpdateProfile,
)

LIST_PROFILES = Operation(
    id="listPermissionProfile",
    number=5,
    method="GET",
    path="/v2/all-permission-profiles",
    request=ListProfiles,
    response=ProfilesAnswer,
    area="permissions",
    title="Permission profiles of a workspace",
    help="All profiles of one workspace with all their settings, by name.",
    effect=Effect.READ,
    items="profiles",
    example=ListProfiles(workspace_id="1284705093365184711"),
)

GET_PROFILE = Operation(
    id="getPermissionProfile",
    number=16,
    method="GET",
    path="/v2/permission-profile",
    request=GetProfile,
    response=ProfileAnswer,
    area="permissions",
    title="One permission profile",
    help="One profile with all its settings.",
    effect=Effect.READ,
    example=GetProfile(profile_id="5093317264408152967"),
)

CREATE_PROFILE = Operation(
    id="createPermissionProfile",
    number=40,
    method="POST",
    path="/v2/permission-profile",
    request=CreateProfile,
    response=ProfileAnswer,
    area="permissions",
    title="New permission profile",
    help="Makes a new profile in a workspace. It can be changed later, but only Gong's own admin "
    "centre deletes profiles and gives them to people.",
    effect=Effect.WRITE,
    example=CreateProfile(
        workspace_id="1284705093365184711",
        profile=PermissionProfile(
            name="Partner managers",
            description="Own calls and the partner folders",
            calls_access=LevelAccess(permission_level="own"),
            library_folder_access=LibraryFolderAccess(
                permission_level="specific-folders", library_folder_ids=["3380412957716240851"]
            ),
            deals_access=LevelAccess(permission_level="none"),
            forecast_permissions=ForecastPermissions(
                forecast_access=LevelAccess(permission_level="none"),
                forecast_edit_submissions=LevelAccess(permission_level="none"),
                forecast_edit_targets=LevelAccess(permission_level="none"),
            ),
            calls_and_search=True,
            library=True,
            delete_calls=False,
        ),
    ),
)

UPDATE_PROFILE = Operation(
    id="updatePermissionProfile",
    number=18,
    method="PUT",
    path="/v2/permission-profile",
    request=UpdateProfile,
    response=ProfileAnswer,
    area="permissions",
    title="Change a permission profile",
    help="Replaces the settings of a profile; everybody who has it is affected at once.",
    effect=Effect.WRITE,
    example=UpdateProfile(
        profile_id="5093317264408152967",
        profile=PermissionProfile(
            id="5093317264408152967",
            name="Sales managers",
            description="Heads of the sales teams",
            calls_access=LevelAccess(
                permission_level="managers-team", team_lead_ids=["6182947305512870443"]
            ),
            library_folder_access=LibraryFolderAccess(
                permission_level="all", manage_public_folder=True
            ),
            calls_and_search=True,
            library=True,
            score_calls=True,
        ),
    ),
)

LIST_PROFILE_USERS = Operation(
    id="listPermissionProfileUsers",
    number=22,
    method="GET",
    path="/v2/permission-profile/users",
    request=ListProfileUsers,
    response=ProfileUsers,
    area="permissions",
    title="Members of a permission profile",
    help="Everybody who has this profile.",
    effect=Effect.READ,
    items="users",
    scope="api:users:read",
    example=ListProfileUsers(profile_id="5093317264408152967"),
)

# A POST that reads.
GET_USERS_ACCESS_TO_CALLS = Operation(
    id="getUsersAccessToCalls",
    number=49,
    method="POST",
    path="/v2/calls/users-access",
    request=GetUsersAccessToCalls,
    response=CallsAccess,
    area="permissions",
    title="Who was given access to calls",
    help="The people to whom these calls were opened through the API. Shares and what profiles "
    "allow are not told.",
    effect=Effect.READ,
    items="call_access_list",
    scope="api:call-user-access:read",
    example=GetUsersAccessToCalls(filter=CallsAccessFilter(call_ids=["7401928365501274839"])),
)

ADD_USERS_ACCESS_TO_CALLS = Operation(
    id="addUsersAccessToCalls",
    number=27,
    method="PUT",
    path="/v2/calls/users-access",
    request=AddUsersAccessToCalls,
    response=Done,
    area="permissions",
    title="Give access to calls",
    help="Opens calls to people. Who can see a call already is not affected.",
    effect=Effect.WRITE,
    scope="api:call-user-access:write",
    example=AddUsersAccessToCalls(
        call_access_list=[
            CallUsers(call_id="7401928365501274839", user_ids=["6182947305512870443"])
        ]
    ),
)

DELETE_USERS_ACCESS_TO_CALLS = Operation(
    id="deleteUsersAccessToCalls",
    number=10,
    method="DELETE",
    path="/v2/calls/users-access",
    request=DeleteUsersAccessToCalls,
    response=Done,
    area="permissions",
    title="Take access to calls away",
    help="Takes back what was given through the API. Shares and what profiles allow stay.",
    effect=Effect.WRITE,  # can be given again
    scope="api:call-user-access:write",
    example=DeleteUsersAccessToCalls(
        call_access_list=[
            CallUsers(call_id="7401928365501274839", user_ids=["6182947305512870443"])
        ]
    ),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (
    LIST_PROFILES,
    DELETE_USERS_ACCESS_TO_CALLS,
    GET_USERS_ACCESS_TO_CALLS,
    ADD_USERS_ACCESS_TO_CALLS,
    GET_PROFILE,
    CREATE_PROFILE,
    UPDATE_PROFILE,
    LIST_PROFILE_USERS,
)
