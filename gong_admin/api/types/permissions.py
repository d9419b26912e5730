"""Permission profiles, and access to single calls."""

from __future__ import annotations

from typing import Annotated

import msgspec

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import Query, WholeBody, note
from gong_admin.api.types.common import (
    CallId,
    Email,
    FolderId,
    ProfileId,
    UserId,
    WorkspaceId,
)

# The document lists one more value, which is all the values in one text: left out.
LEVELS = ("all", "managers-team", "report-to-them", "own", "none")
LIBRARY_LEVELS = ("none", "all", "specific-folders")


class LevelAccess(Model, frozen=True, kw_only=True):
    """Whose things a person may see, or edit.

    `managers-team` without leads is everybody below the person's own manager, with leads
    everybody below each lead. The document has ten types of this one shape.
    """

    permission_level: Annotated[str, note("How far it reaches.", choices=LEVELS)] | None = None
    team_lead_ids: (
        Annotated[list[UserId], note("Leads whose teams count, under managers-team.", unique=True)]
        | None
    ) = None


class ForecastPermissions(Model, frozen=True, kw_only=True):
    forecast_access: LevelAccess | None = None
    forecast_edit_submissions: LevelAccess | None = None
    forecast_edit_targets: LevelAccess | None = None


class LibraryFolderAccess(Model, frozen=True, kw_only=True):
    """With the level `none`, Gong wants none of the others set."""

    permission_level: (
        Annotated[str, note("Which folders are open.", choices=LIBRARY_LEVELS)] | None
    ) = None
    library_folder_ids: (
        Annotated[list[FolderId], note("The folders, under specific-folders.", unique=True)] | None
    ) = None
    manage_public_folder: Annotated[bool, note("Manages public folders.")] | None = None
    manage_streams: Annotated[bool, note("Manages streams.")] | None = None
    manage_folder_calls: (
        Annotated[bool, note("Puts calls into folders and archives them.")] | None
    ) = None
    share_folders_and_streams: (
        Annotated[bool, note("Shares folders and streams with colleagues.")] | None
    ) = None


class PermissionProfile(Model, frozen=True, kw_only=True):
    """What the people of one workspace who have this profile may see and do.

    Read and written back. Gong may hold settings that are not listed here: whoever writes a
    profile sends the raw body that was read, with the edits on top, not this type encoded.
    """

    id: Annotated[ProfileId, note("Leave it empty for a new profile.", given=True)] | None = None
    name: Annotated[str, note("How people tell profiles apart.", needed=True)] | None = None
    description: str | None = None

    calls_access: Annotated[LevelAccess, note("Whose calls are open.")] | None = None
    library_folder_access: LibraryFolderAccess | None = None
    deals_access: Annotated[LevelAccess, note("Whose deals are open.")] | None = None
    forecast_permissions: ForecastPermissions | None = None
    coaching_access: Annotated[LevelAccess, note("Whose coaching is open.")] | None = None
    insights_access: Annotated[LevelAccess, note("Whose insights are open.")] | None = None
    usage_access: Annotated[LevelAccess, note("Whose usage is open.")] | None = None
    emails_access: Annotated[LevelAccess, note("Whose emails are open.")] | None = None

    # Calls and emails
    score_calls: Annotated[bool, note("Fills in scorecards.")] | None = None
    override_score: Annotated[bool, note("Changes what others scored.")] | None = None
    download_call_media: Annotated[bool, note("Downloads recordings.")] | None = None
    share_calls_with_customers: (
        Annotated[bool, note("Shares calls outside the company.")] | None
    ) = None
    manually_schedule_and_upload_calls: (
        Annotated[bool, note("Schedules recordings and uploads calls by hand.")] | None
    ) = None
    private_calls: Annotated[bool, note("Makes own calls private.")] | None = None
    delete_calls: Annotated[bool, note("Deletes calls for good.")] | None = None
    trim_calls: Annotated[bool, note("Cuts parts off recordings.")] | None = None
    listen_in_calls: Annotated[bool, note("Listens in while a call goes on.")] | None = None
    delete_emails: Annotated[bool, note("Deletes emails for good.")] | None = None

    # Pages of Gong
    calls_and_search: Annotated[bool, note("Opens the calls and the search.")] | None = None
    library: Annotated[bool, note("Opens the library.")] | None = None
    deals: Annotated[bool, note("Opens the deals.")] | None = None
    create_edit_and_delete_deals_boards: (
        Annotated[bool, note("Makes, changes and removes deal boards.")] | None
    ) = None
    deals_inline_editing: Annotated[bool, note("Edits deals in place.")] | None = None
    account: Annotated[bool, note("Opens the accounts.")] | None = None
    coaching: Annotated[bool, note("Opens the coaching pages.")] | None = None
    usage: Annotated[bool, note("Opens the usage pages.")] | None = None
    team_stats: Annotated[bool, note("Opens the team's statistics.")] | None = None
    initiatives: Annotated[bool, note("Opens the initiatives.")] | None = None
    market: Annotated[bool, note("Opens the market page.")] | None = None
    activity: Annotated[bool, note("Opens the activity pages.")] | None = None
    forecast: Annotated[bool, note("Opens the forecast.")] | None = None
    forecast_manage: Annotated[bool, note("Sets up forecast boards and loads targets.")] | None = (
        None
    )

    # Engage
    engage_manage_company_templates: (
        Annotated[bool, note("Looks after the company's email templates.")] | None
    ) = None
    engage_manage_company_sequences: (
        Annotated[bool, note("Looks after the company's flows.")] | None
    ) = None
    engage_create_and_manage_rulesets: Annotated[bool, note("Sets up rulesets.")] | None = None
    engage_snooze_flow_to_dos_for_others: (
        Annotated[bool, note("Puts off flow to-dos of others.")] | None
    ) = None
    engage_allow_crm_fields_view_change: (
        Annotated[bool, note("Changes which CRM fields are shown.")] | None
    ) = None
    view_engage_analytics_activity: (
        Annotated[bool, note("Sees Engage's activity analytics.")] | None
    ) = None
    view_engage_analytics_performance: (
        Annotated[bool, note("Sees Engage's performance analytics.")] | None
    ) = None
    view_engage_analytics_flows: Annotated[bool, note("Sees Engage's flow analytics.")] | None = (
        None
    )

    # Settings, data and the rest, in the order in which the document has them
    manage_general_business_settings: (
        Annotated[bool, note("Changes the general business settings.")] | None
    ) = None
    manage_scorecards: Annotated[bool, note("Sets up scorecards.")] | None = None
    export_calls_and_coaching_data_to_csv: (
        Annotated[bool, note("Exports calls and coaching figures as CSV.")] | None
    ) = msgspec.field(default=None, name="exportCallsAndCoachingDataToCSV")
    crm_data_inline_editing: Annotated[bool, note("Edits CRM data in place.")] | None = None
    crm_data_import: Annotated[bool, note("Imports CRM data.")] | None = None
    view_revenue_analytics: Annotated[bool, note("Sees the revenue dashboards.")] | None = None
    manage_revenue_analytics: Annotated[bool, note("Sets up the revenue dashboards.")] | None = None
    engage_reassign_flow_to_dos_to_others: (
        Annotated[bool, note("Hands flow to-dos on to others.")] | None
    ) = None
    engage_assign_flow_to_dos_to_others: (
        Annotated[bool, note("Gives flow to-dos to others.")] | None
    ) = None
    deals_data_export: Annotated[bool, note("Exports deals.")] | None = None
    ai_builder: Annotated[bool, note("Uses the AI builder.")] | None = None
    orchestrate_create_and_manage_plays: Annotated[bool, note("Sets up plays.")] | None = None


class ListProfiles(Request, frozen=True, kw_only=True):
    workspace_id: Query[WorkspaceId]


class ProfilesAnswer(Response, frozen=True, kw_only=True):
    profiles: list[PermissionProfile] | None = None


class GetProfile(Request, frozen=True, kw_only=True):
    profile_id: Query[ProfileId]


class ProfileAnswer(Response, frozen=True, kw_only=True):
    profile: PermissionProfile | None = None


class CreateProfile(Request, frozen=True, kw_only=True):
    workspace_id: Query[Annotated[WorkspaceId, note("Where the profile will live.")]]
    profile: WholeBody[PermissionProfile]


class UpdateProfile(Request, frozen=True, kw_only=True):
    profile_id: Query[ProfileId]
    profile: WholeBody[
        Annotated[PermissionProfile, note("The whole profile, not only what changes.")]
    ]


class ListProfileUsers(Request, frozen=True, kw_only=True):
    profile_id: Query[ProfileId]


class ProfileUser(Model, frozen=True, kw_only=True):
    id: UserId | None = None
    full_name: str | None = None
    email_address: Email | None = None


class ProfileUsers(Response, frozen=True, kw_only=True):
    users: list[ProfileUser] | None = None


class CallUsers(Model, frozen=True, kw_only=True):
    """A call and the people to whom it is opened, or closed."""

    call_id: CallId
    user_ids: Annotated[list[UserId], note(unique=True)]


class AddUsersAccessToCalls(Request, frozen=True, kw_only=True):
    call_access_list: (
        Annotated[list[CallUsers], note("Who gets which call.", needed=True)] | None
    ) = None


class DeleteUsersAccessToCalls(Request, frozen=True, kw_only=True):
    call_access_list: (
        Annotated[list[CallUsers], note("Who loses which call.", needed=True)] | None
    ) = None


class CallsAccessFilter(Model, frozen=True, kw_only=True):
    call_ids: Annotated[list[CallId], note(unique=True)]


class GetUsersAccessToCalls(Request, frozen=True, kw_only=True):
    filter: CallsAccessFilter


class AccessUser(Model, frozen=True, kw_only=True):
    user_id: UserId | None = None


class CallAccess(Model, frozen=True, kw_only=True):
    call_id: CallId | None = None
    users: list[AccessUser] | None = None


class CallsAccess(Response, frozen=True, kw_only=True):
    call_access_list: list[CallAccess] | None = None
