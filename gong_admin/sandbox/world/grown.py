"""The permission profiles of Orvane: what Gong ships, and what a dozen administrators made of it.

The mistakes are on purpose: they are what an administrator comes to find.
"""

# ruff: noqa: SIM905 (lists of words read better as text)

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any

from gong_admin.sandbox.world.seeds import Wire
from gong_admin.sandbox.world.users import Users

SWITCHES = (
    "scoreCalls", "overrideScore", "downloadCallMedia", "shareCallsWithCustomers",
    "manuallyScheduleAndUploadCalls", "privateCalls", "deleteCalls", "trimCalls", "listenInCalls",
    "deleteEmails", "callsAndSearch", "library", "deals", "createEditAndDeleteDealsBoards",
    "dealsInlineEditing", "account", "coaching", "usage", "teamStats", "initiatives", "market",
    "activity", "forecast", "forecastManage", "engageManageCompanyTemplates",
    "engageManageCompanySequences", "engageCreateAndManageRulesets",
    "engageSnoozeFlowToDosForOthers", "engageAllowCrmFieldsViewChange",
    "viewEngageAnalyticsActivity", "viewEngageAnalyticsPerformance", "viewEngageAnalyticsFlows",
    "manageGeneralBusinessSettings", "manageScorecards", "exportCallsAndCoachingDataToCSV",
    "crmDataInlineEditing", "crmDataImport", "viewRevenueAnalytics", "manageRevenueAnalytics",
    "engageReassignFlowToDosToOthers", "engageAssignFlowToDosToOthers", "dealsDataExport",
    "aiBuilder", "orchestrateCreateAndManagePlays",
)  # fmt: skip

_EVERYDAY = frozenset(
    """scoreCalls privateCalls manuallyScheduleAndUploadCalls callsAndSearch library deals account
    teamStats activity dealsInlineEditing crmDataInlineEditing""".split()
)
_LEADING = _EVERYDAY | frozenset(
    """coaching usage initiatives forecast shareCallsWithCustomers overrideScore listenInCalls
    viewEngageAnalyticsActivity viewEngageAnalyticsPerformance createEditAndDeleteDealsBoards
    engageReassignFlowToDosToOthers""".split()
)
_NEW = ("aiBuilder", "orchestrateCreateAndManagePlays")
"""Permissions that came after most profiles were made: null in those."""

NEWER_SWITCH = "agentStudioAccess"
"""A permission that Gong's document does not list yet."""


@dataclass(frozen=True)
class Draft:
    """A profile before it has an id.

    `on`: switches that are true. `levels`: calls, deals, forecast, coaching, insights, usage,
    emails. `leads` by access. `department`: whose people usually have it (`key`, or `key:lead` for
    those who lead). `extra`: a few people have it here and there. `null`: switches sent as null.
    """

    key: str
    name: str
    description: str | None
    on: frozenset[str] = frozenset()
    levels: tuple[str, ...] = ("own",) * 7
    leads: dict[str, list[str]] = field(default_factory=dict)
    library: str = "all"
    folders: tuple[str, ...] = ()
    library_on: tuple[str, ...] = ()
    department: str = ""
    extra: bool = False
    null: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)

    def wire(self) -> Wire:
        calls, deals, forecast, coaching, insights, usage, emails = self.levels
        profile: Wire = {
            "id": None,
            "name": self.name,
            "description": self.description,
            "callsAccess": self._access("calls", calls),
            "libraryFolderAccess": {
                "permissionLevel": self.library,
                "libraryFolderIds": list(self.folders),
                **{
                    switch: switch in self.library_on if self.library != "none" else False
                    for switch in (
                        "managePublicFolder",
                        "manageStreams",
                        "manageFolderCalls",
                        "shareFoldersAndStreams",
                    )
                },
            },
            "dealsAccess": self._access("deals", deals),
            "forecastPermissions": {
                "forecastAccess": self._access("forecast", forecast),
                "forecastEditSubmissions": self._access("forecast-edit", forecast),
                "forecastEditTargets": self._access(
                    "forecast-targets", "none" if forecast == "own" else forecast
                ),
            },
            "coachingAccess": self._access("coaching", coaching),
            "insightsAccess": self._access("insights", insights),
            "usageAccess": self._access("usage", usage),
            "emailsAccess": self._access("emails", emails),
        }
        for switch in SWITCHES:
            profile[switch] = None if switch in self.null else switch in self.on
        return profile | copy.deepcopy(self.more)

    def _access(self, kind: str, level: str) -> Wire:
        leads = self.leads.get(kind)
        return {"permissionLevel": level, "teamLeadIds": None if leads is None else list(leads)}


_ALL = frozenset(SWITCHES)

OUT_OF_THE_BOX = (
    Draft(
        "admin", "Business admin", "Runs Gong for the business: all settings, all data",
        _ALL, ("all",) * 7, library_on=("managePublicFolder", "manageStreams",
        "manageFolderCalls", "shareFoldersAndStreams"), more={NEWER_SWITCH: True},
    ),
    Draft(
        "member", "Standard team member", "Works with the team's own calls and deals",
        _EVERYDAY, ("managers-team", "managers-team", "own", "own", "own", "own", "managers-team"),
        library_on=("manageFolderCalls", "shareFoldersAndStreams"), null=_NEW,
    ),
    Draft(
        "collaborator", "Collaborator", "Looks at what others share", frozenset(
        {"callsAndSearch", "library"}), ("own", "none", "none", "none", "none", "none", "none"),
        null=_NEW,
    ),
    Draft(
        "forecast-manager", "Forecast manager", "Submits and edits the forecast of the team",
        _LEADING | {"forecastManage"}, ("report-to-them",) * 7,
        library_on=("manageFolderCalls", "shareFoldersAndStreams"),
    ),
    Draft(
        "forecast-member", "Forecast team member", "Submits a forecast of their own",
        _EVERYDAY | {"forecast"}, ("managers-team", "own", "own", "own", "own", "own", "own"),
        extra=True, null=_NEW,
    ),
)  # fmt: skip


def grown(workspace: int, folders: list[str], users: Users) -> tuple[Draft, ...]:
    """The profiles made by hand in this workspace (by its number): twelve in the first, fewer in
    the others."""
    leaders = [s.wire["id"] for s in users.seats() if s.level in (2, 3)] or [users.active[0]]
    gone = [i for i in leaders if not users.seat(i).wire["active"]]
    team_leads = leaders[2:5] or leaders[:1]
    hr = tuple(folders[1:3])
    if workspace == 0:
        return (
            Draft("rep", "Sales rep EMEA", "Account executives in EMEA", _EVERYDAY | {"forecast"},
                  ("managers-team", "managers-team", "own", "own", "own", "own", "own"),
                  department="sales-emea", library_on=("shareFoldersAndStreams",), null=_NEW),
            Draft("lead", "Sales manager EMEA", "Managers and directors in EMEA",
                  _LEADING | {"exportCallsAndCoachingDataToCSV"}, ("report-to-them",) * 7,
                  department="sales-emea:lead", library_on=("manageFolderCalls",)),
            # Differ in one switch; nobody remembers why.
            Draft("sdr", "SDR", "Sales development", _EVERYDAY, ("managers-team",) + ("own",) * 6,
                  department="development", null=_NEW),
            Draft("sdr-2", "SDR (dialler pilot)", "Sales development",
                  _EVERYDAY | {"downloadCallMedia"}, ("managers-team",) + ("own",) * 6,
                  extra=True, null=_NEW),
            # A temporary profile that can do nearly everything, and people who still have it.
            Draft("power", "Temp - migration helpers", "Only until the CRM migration is over!",
                  _ALL - {"manageGeneralBusinessSettings"}, ("all",) * 7, extra=True,
                  library_on=("managePublicFolder", "manageStreams", "manageFolderCalls",
                              "shareFoldersAndStreams")),
            Draft("empty", "Trainee 2023", "Summer trainees", _EVERYDAY, ("own",) * 7),
            # Leads without effect under `all`, one of them has left.
            Draft("enable", "Enablement", "Training and onboarding",
                  _LEADING | {"manageScorecards"}, ("all",) + ("report-to-them",) * 6,
                  leads={"calls": [*team_leads, *gone[:1]], "coaching": team_leads},
                  department="operations", library_on=("managePublicFolder", "manageFolderCalls",
                                                       "manageStreams")),
            Draft("solutions", "Solutions engineer", None, _EVERYDAY | {"coaching"},
                  ("managers-team", "managers-team", "none", "own", "own", "none", "own"),
                  leads={"calls": team_leads}, department="solutions", null=_NEW),
            Draft("audit", "Auditors (external) ", "Read only; ends with the audit",
                  frozenset({"callsAndSearch"}), ("none",) * 7, library="none", extra=True),
            Draft("works-council", "Works council", "No listening, no scoring: figures only",
                  frozenset({"usage", "teamStats"}), ("none", "none", "none", "none", "none",
                  "all", "none"), library="none", null=(*_NEW, "trimCalls")),
            Draft("integration", "Integration User ", "Service accounts; API imports",
                  frozenset({"crmDataImport", "manuallyScheduleAndUploadCalls"}), ("all", "all",
                  "none", "none", "none", "none", "all"), library="none"),
            Draft("marketing", "Marketing", "Messaging research",
                  frozenset({"callsAndSearch", "library", "market", "initiatives"}),
                  ("all", "none", "none", "none", "all", "none", "none"),
                  library="specific-folders" if hr else "all", folders=hr, extra=True,
                  more={NEWER_SWITCH: False}),
        )  # fmt: skip
    if workspace == 1:
        return (
            Draft("rep", "Sales rep Americas", "Account executives", _EVERYDAY | {"forecast"},
                  ("managers-team", "managers-team", "own", "own", "own", "own", "own"),
                  department="sales-americas", null=_NEW),
            Draft("lead", "Sales manager Americas", None, _LEADING, ("report-to-them",) * 7,
                  department="sales-americas:lead", leads={"calls": [], "deals": []}),
            Draft("power", "Deal desk", "Pricing and approvals", _LEADING | {
                  "dealsDataExport", "deleteCalls", "deleteEmails"},
                  ("managers-team", "all", "all", "none", "none", "none", "all"), extra=True),
        )  # fmt: skip
    if workspace == 2:
        return (
            Draft("csm", "Customer success manager", "Accounts after the sale", _EVERYDAY,
                  ("all", "managers-team", "none", "own", "own", "none", "managers-team"),
                  department="success", null=_NEW),
            Draft("csm-lead", "Customer success lead", None, _LEADING, ("report-to-them",) * 7,
                  department="success:lead"),
            Draft("support", "Support engineer", "Calls yes, deals no",
                  _EVERYDAY - {"deals", "dealsInlineEditing"},
                  ("managers-team", "none", "none", "own", "none", "none", "none"),
                  department="support", library="specific-folders" if hr else "all", folders=hr,
                  null=_NEW),
            Draft("product", "Product research", "Listens in on customers' wishes",
                  frozenset({"callsAndSearch", "library", "market", "downloadCallMedia"}),
                  ("all", "none", "none", "none", "all", "none", "none"), department="product"),
        )  # fmt: skip
    return ()
