"""Every setting of a permission profile, opened up: 44 switches, ten levels, nine lists of leads,
the library's folders and its four switches make 68 values.

Checked against `PermissionProfile` of the API by a test, so that none is missing or invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gong_admin.services.profiles.setting import Group, Setting, SettingKind

LIBRARY_LEVEL = "libraryFolderAccess.permissionLevel"
LIBRARY_FOLDERS = "libraryFolderAccess.libraryFolderIds"


def _access(field: str, name: str, help_text: str, risk: str = "") -> tuple[Setting, Setting]:
    """A level and the leads that go with it."""
    level_key = f"{field}.permissionLevel"
    return (
        Setting(level_key, Group.ACCESS, SettingKind.LEVEL, name, help_text, risk),
        Setting(
            f"{field}.teamLeadIds",
            Group.ACCESS,
            SettingKind.LEADS,
            f"{name}: leads",
            "People whose teams count when the level is Team.",
            level_key=level_key,
        ),
    )


def _switch(group: Group, key: str, name: str, help_text: str, risk: str = "") -> Setting:
    return Setting(key, group, SettingKind.SWITCH, name, help_text, risk)


_ACCESS = (
    *_access("callsAccess", "Calls", "Whose calls a member can open."),
    *_access("emailsAccess", "Emails", "Whose emails a member can read."),
    *_access("dealsAccess", "Deals", "Whose deals a member sees."),
    *_access("forecastPermissions.forecastAccess", "Forecast", "Whose forecast a member sees."),
    *_access(
        "forecastPermissions.forecastEditSubmissions",
        "Forecast submissions",
        "Whose submissions a member edits.",
    ),
    *_access(
        "forecastPermissions.forecastEditTargets",
        "Forecast targets",
        "Whose targets a member may set.",
    ),
    *_access("coachingAccess", "Coaching", "Whose coaching a member follows."),
    *_access("insightsAccess", "Insights", "Whose figures a member compares."),
    *_access("usageAccess", "Usage", "Whose use of Gong a member sees."),
    Setting(
        LIBRARY_LEVEL,
        Group.ACCESS,
        SettingKind.LIBRARY_LEVEL,
        "Library",
        "Which folders of the library are open.",
    ),
    Setting(
        LIBRARY_FOLDERS,
        Group.ACCESS,
        SettingKind.FOLDERS,
        "Library: folders",
        "The folders that count when the level is Chosen folders.",
        level_key=LIBRARY_LEVEL,
    ),
)

_LIBRARY = (
    _switch(Group.LIBRARY, "library", "Library page", "Opens the library."),
    _switch(
        Group.LIBRARY,
        "libraryFolderAccess.managePublicFolder",
        "Manage public folders",
        "Makes, renames, removes folders.",
    ),
    _switch(
        Group.LIBRARY,
        "libraryFolderAccess.manageStreams",
        "Manage streams",
        "Sets up folders that fill themselves.",
    ),
    _switch(
        Group.LIBRARY,
        "libraryFolderAccess.manageFolderCalls",
        "Manage calls in folders",
        "Files calls in folders.",
    ),
    _switch(
        Group.LIBRARY,
        "libraryFolderAccess.shareFoldersAndStreams",
        "Share folders and streams",
        "Passes folders on to colleagues.",
    ),
)

_CALLS = (
    _switch(
        Group.CALLS, "callsAndSearch", "Calls and search", "Opens the call list and the search."
    ),
    _switch(Group.CALLS, "scoreCalls", "Score calls", "Fills in scorecards."),
    _switch(Group.CALLS, "overrideScore", "Override scores", "Changes what others have scored."),
    _switch(
        Group.CALLS,
        "manuallyScheduleAndUploadCalls",
        "Schedule and upload calls",
        "Adds recordings by hand.",
    ),
    _switch(Group.CALLS, "privateCalls", "Set own calls private", "Hides own calls from others."),
    _switch(Group.CALLS, "trimCalls", "Trim calls", "Cuts parts off recordings."),
    _switch(Group.CALLS, "listenInCalls", "Listen in on calls", "Joins calls as they happen."),
    _switch(
        Group.CALLS,
        "shareCallsWithCustomers",
        "Share calls with customers",
        "Sends links to people outside.",
        "Recordings leave the company by a link that can be passed on.",
    ),
    _switch(
        Group.CALLS,
        "downloadCallMedia",
        "Download call media",
        "Saves recordings as files.",
        "A file on somebody's disk is out of reach of access rules and of later erasures.",
    ),
    _switch(
        Group.CALLS,
        "deleteCalls",
        "Delete calls",
        "Removes calls for everybody.",
        "A deleted recording can't be brought back.",
    ),
    _switch(
        Group.CALLS,
        "deleteEmails",
        "Delete emails",
        "Removes emails for everybody.",
        "A deleted email can't be brought back to Gong.",
    ),
)

_DEALS = (
    _switch(Group.DEALS, "deals", "Deals pages", "Opens the deal boards."),
    _switch(Group.DEALS, "account", "Accounts", "Opens the pages of accounts."),
    _switch(
        Group.DEALS,
        "createEditAndDeleteDealsBoards",
        "Manage deal boards",
        "Makes, changes and removes boards.",
    ),
    _switch(Group.DEALS, "dealsInlineEditing", "Edit deals in place", "Changes deals on a board."),
    _switch(
        Group.DEALS,
        "dealsDataExport",
        "Export deals",
        "Saves deals as a file.",
        "The pipeline leaves Gong as a file, with no trace of where it goes.",
    ),
)

_FORECAST = (
    _switch(Group.FORECAST, "forecast", "Forecast pages", "Opens the forecast."),
    _switch(
        Group.FORECAST,
        "forecastManage",
        "Manage forecast",
        "Sets up boards and loads targets.",
    ),
)

_ENGAGE = (
    _switch(
        Group.ENGAGE,
        "engageManageCompanyTemplates",
        "Manage company templates",
        "Looks after the shared email templates.",
    ),
    _switch(
        Group.ENGAGE,
        "engageManageCompanySequences",
        "Manage company flows",
        "Looks after the shared flows.",
    ),
    _switch(
        Group.ENGAGE,
        "engageCreateAndManageRulesets",
        "Manage rulesets",
        "Sets the rules by which flows run.",
    ),
    _switch(
        Group.ENGAGE,
        "engageAssignFlowToDosToOthers",
        "Assign to-dos to others",
        "Gives to-dos of flows to colleagues.",
    ),
    _switch(
        Group.ENGAGE,
        "engageReassignFlowToDosToOthers",
        "Reassign to-dos",
        "Hands to-dos on from one to another.",
    ),
    _switch(
        Group.ENGAGE,
        "engageSnoozeFlowToDosForOthers",
        "Snooze others' to-dos",
        "Puts off what colleagues have to do.",
    ),
    _switch(
        Group.ENGAGE,
        "engageAllowCrmFieldsViewChange",
        "Choose CRM fields",
        "Changes which CRM fields are shown.",
    ),
    _switch(
        Group.ENGAGE,
        "orchestrateCreateAndManagePlays",
        "Manage plays",
        "Makes and changes plays.",
    ),
)

_ANALYTICS = (
    _switch(Group.ANALYTICS, "coaching", "Coaching pages", "Opens the pages on coaching."),
    _switch(Group.ANALYTICS, "teamStats", "Team statistics", "Opens the team's statistics."),
    _switch(Group.ANALYTICS, "activity", "Activity", "Opens the activity pages."),
    _switch(Group.ANALYTICS, "usage", "Usage pages", "Opens the pages on how Gong is used."),
    _switch(Group.ANALYTICS, "initiatives", "Initiatives", "Opens the initiatives."),
    _switch(Group.ANALYTICS, "market", "Market", "Opens what is said about the market."),
    _switch(
        Group.ANALYTICS,
        "viewEngageAnalyticsActivity",
        "Engage: activity",
        "Sees how much is done in Engage.",
    ),
    _switch(
        Group.ANALYTICS,
        "viewEngageAnalyticsPerformance",
        "Engage: performance",
        "Sees what Engage achieves.",
    ),
    _switch(
        Group.ANALYTICS,
        "viewEngageAnalyticsFlows",
        "Engage: flows",
        "Sees how each flow does.",
    ),
    _switch(
        Group.ANALYTICS,
        "viewRevenueAnalytics",
        "Revenue dashboards",
        "Sees the revenue dashboards.",
    ),
    _switch(
        Group.ANALYTICS,
        "manageRevenueAnalytics",
        "Manage revenue dashboards",
        "Sets up the revenue dashboards.",
    ),
    _switch(
        Group.ANALYTICS,
        "exportCallsAndCoachingDataToCSV",
        "Export calls and coaching",
        "Saves figures as a CSV file.",
        "Figures about people leave Gong as a file.",
    ),
)

_CRM = (
    _switch(
        Group.CRM,
        "crmDataInlineEditing",
        "Edit CRM data in place",
        "Writes to the CRM from within Gong.",
    ),
    _switch(
        Group.CRM,
        "crmDataImport",
        "Import CRM data",
        "Loads CRM records into Gong.",
    ),
)

_AI = (_switch(Group.AI, "aiBuilder", "AI builder", "Builds and changes AI prompts and agents."),)

_ADMINISTRATION = (
    _switch(
        Group.ADMINISTRATION,
        "manageScorecards",
        "Manage scorecards",
        "Makes and changes scorecards.",
    ),
    _switch(
        Group.ADMINISTRATION,
        "manageGeneralBusinessSettings",
        "General business settings",
        "Changes how Gong works for everybody.",
        "One person's change holds for the whole company.",
    ),
)

SETTINGS: tuple[Setting, ...] = (
    *_ACCESS,
    *_LIBRARY,
    *_CALLS,
    *_DEALS,
    *_FORECAST,
    *_ENGAGE,
    *_ANALYTICS,
    *_CRM,
    *_AI,
    *_ADMINISTRATION,
)
"""All 68, in the order in which they are shown."""

BY_KEY: Mapping[str, Setting] = MappingProxyType({setting.key: setting for setting in SETTINGS})

COMPANIONS: Mapping[str, Setting] = MappingProxyType(
    {setting.level_key: setting for setting in SETTINGS if setting.level_key}
)
"""The leads or folders of each level, by the level's key."""


def settings_of(group: Group) -> tuple[Setting, ...]:
    return tuple(setting for setting in SETTINGS if setting.group is group)


def shown_settings(group: Group) -> tuple[Setting, ...]:
    """Those that have a line of their own: leads and folders stand with their level."""
    return tuple(setting for setting in settings_of(group) if not setting.level_key)
