"""Briefs, and questions about an account, a deal or a person. Both cost credits."""

from __future__ import annotations

import datetime as dt

from gong_admin.sandbox.world.calls import Call, Calls
from gong_admin.sandbox.world.clock import COMPANY_ZONE, Clock, iso, parse, start_of_day
from gong_admin.sandbox.world.company import Workspaces
from gong_admin.sandbox.world.content import Content
from gong_admin.sandbox.world.crm import Crm
from gong_admin.sandbox.world.people import People, Person
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users

CREDITS = 500
"""What the company has left: a question or a brief costs one credit."""
MOST_CALLS = 60
MOST_EMAILS = 500
_BRIEFS = (
    (0, "Account overview", "Where the account stands, in one page", "Published"),
    (0, "Before the call", "Who is who and what was said last", "Published"),
    (0, "Deal risks (draft)", None, "Not published"),
    (1, "Account overview", "Where the account stands, in one page", "Published"),
    (2, "Handover", "What sales promised", "Published"),
    (2, "Renewal", "Use, wishes and risks before a renewal", "Published"),
)
_DAYS = {
    "LAST_7DAYS": 7, "LAST_30DAYS": 30, "LAST_90DAYS": 90, "LAST_YEAR": 365,
    "LAST_90_DAYS_SINCE_LAST_ACTIVITY": 90, "LAST_YEAR_SINCE_LAST_ACTIVITY": 365,
    "ALL_CONVERSATIONS": 36500,
}  # fmt: skip


class Briefs:
    """The briefs set up in the workspaces."""

    def __init__(
        self, seeds: Seeds, workspaces: Workspaces, users: Users, now: dt.datetime
    ) -> None:
        self._all: list[Wire] = []
        for number, (workspace, name, description, status) in enumerate(_BRIEFS):
            rng = seeds.rng("brief", number)
            creator = rng.choice(users.active)
            created = now - dt.timedelta(days=rng.randint(30, 300))
            self._all.append(
                {
                    "briefId": seeds.id("brief", number, 19),
                    "briefName": name,
                    "workspaceId": workspaces.ids[workspace],
                    "description": description,
                    "status": status,
                    "creator": users.full_name(creator),
                    "creatorUserId": creator,
                    "created": iso(created, 3),
                    "updated": iso(created + (now - created) * rng.random(), 3),
                }
            )

    def all(self, workspace_id: str | None = None) -> list[Wire]:
        return [b for b in self._all if workspace_id in (None, b["workspaceId"])]


class Ask:
    """Answers from what was said in the calls of the entity."""

    def __init__(
        self,
        workspaces: Workspaces,
        briefs: Briefs,
        calls: Calls,
        content: Content,
        people: People,
        crm: Crm,
        clock: Clock,
    ) -> None:
        self._workspaces = workspaces
        self._briefs = briefs
        self._calls = calls
        self._content = content
        self._people = people
        self._crm = crm
        self._clock = clock
        self.credits = CREDITS

    def ask(self, query: Wire) -> Wire:
        """`query`: the request's parameters. Raises `Refused` 402 when the credits are spent."""
        calls, emails = self._material(query)
        self._spend()
        items = [point["text"] for call in calls[:2] for point in self._content.key_points(call)]
        return {
            "numOfCallsSearched": len(calls),
            "numOfEmailsSearched": len(emails),
            "answer": [
                {
                    "answerItems": items or ["The conversations do not tell."],
                    "emailFindings": [_mails(emails[:2])] if emails else [],
                    "callFindings": [{"call": _shown(call)} for call in calls[:3]],
                }
            ],
        }

    def brief(self, query: Wire) -> Wire:
        known = self._briefs.all(query["workspaceId"])
        if not any(brief["briefName"] == query["briefName"] for brief in known):
            raise Refused(404, f"Brief '{query['briefName']}' was not found")
        calls, emails = self._material(query)
        self._spend()
        summaries = [text for call in calls[:3] if (text := self._content.brief(call))]
        section = {
            "title": "Recent conversations",
            "sectionSummary": summaries or ["There were no conversations in this time."],
            "conversationFindings": {
                "callFindings": [{"call": _shown(call)} for call in calls[:3]],
                "emailFindings": [_mails(emails[:2])] if emails else [],
            },
            "briefSectionType": "Conversations",
            "webFindings": [],
            "mcpResult": None,
        }
        return {
            "numOfCallsSearched": len(calls),
            "numOfEmailsSearched": len(emails),
            "briefSections": [section],
        }

    def _spend(self) -> None:
        if self.credits <= 0:
            raise Refused(402, "The company's credits are used up")
        self.credits -= 1

    def _material(self, query: Wire) -> tuple[list[Call], list[Wire]]:
        """Calls and mails of the entity in the time, newest first."""
        if self._workspaces.get(query["workspaceId"]) is None:
            raise Refused(400, f"Workspace {query['workspaceId']} was not found")
        kind, crm_id = query["crmEntityType"], query["crmEntityId"]
        if self._crm.find(kind, crm_id) is None:
            raise Refused(404, f"{kind.title()} {crm_id} was not found")
        calls, people = self._entity(kind, crm_id)
        start, end = self._span(query)
        calls = [
            call
            for call in calls
            if start <= call.started < end and call.meta["workspaceId"] == query["workspaceId"]
        ]
        calls.sort(key=lambda call: call.started, reverse=True)
        emails = [
            mail
            for person in people
            for mail in self._people.emails(person)
            if start <= parse(mail["sentTime"]) < end
        ]
        return calls[:MOST_CALLS], emails[:MOST_EMAILS]

    def _entity(self, kind: str, crm_id: str) -> tuple[list[Call], list[Person]]:
        if kind in ("CONTACT", "LEAD"):
            people = [p for p in self._people.all if crm_id in (p.contact, p.lead)]
            return [call for p in people for call in self._calls.of_person(p.index)], people
        for account in self._people.accounts:
            if crm_id == account.crm_id or crm_id in account.deals:
                people = [self._people.all[index] for index in account.people]
                return self._calls.of_account(account.index), people
        return [], []

    def _span(self, query: Wire) -> tuple[dt.datetime, dt.datetime]:
        now = self._clock.now
        period = query["timePeriod"]
        if period == "CUSTOM_RANGE":
            return parse(query["fromDateTime"]), parse(query["toDateTime"])
        if period in _DAYS:
            return now - dt.timedelta(days=min(_DAYS[period], 3650)), now
        today = now.astimezone(COMPANY_ZONE).date()
        starts = {
            "THIS_WEEK": today - dt.timedelta(days=today.weekday()),
            "THIS_MONTH": today.replace(day=1),
            "THIS_QUARTER": today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1),
            "THIS_YEAR": today.replace(month=1, day=1),
        }
        if period not in starts:
            raise Refused(400, f"timePeriod '{period}' is unknown")
        return start_of_day(starts[period]), now


def _shown(call: Call) -> Wire:
    return {
        "id": call.id,
        "title": call.meta["title"],
        "started": call.meta["started"],
        "url": call.meta["url"],
    }


def _mails(emails: list[Wire]) -> Wire:
    return {
        "emails": [
            {"id": mail["id"], "title": "(no subject)", "sentDateTime": mail["sentTime"]}
            for mail in emails
        ]
    }
