"""The whole company, put together."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from gong_admin.sandbox.world.access import CallAccess
from gong_admin.sandbox.world.activity import Activity
from gong_admin.sandbox.world.ask import Ask, Briefs
from gong_admin.sandbox.world.audit import Audit
from gong_admin.sandbox.world.call_desk import CallDesk
from gong_admin.sandbox.world.call_making import CallMaker
from gong_admin.sandbox.world.calls import Calls
from gong_admin.sandbox.world.clock import Clock
from gong_admin.sandbox.world.company import Workspaces
from gong_admin.sandbox.world.content import Content
from gong_admin.sandbox.world.crm import Crm
from gong_admin.sandbox.world.engagement import Engagement
from gong_admin.sandbox.world.flow_books import FlowBooks
from gong_admin.sandbox.world.flows import Flows
from gong_admin.sandbox.world.library import Library
from gong_admin.sandbox.world.meetings import Meetings
from gong_admin.sandbox.world.people import People
from gong_admin.sandbox.world.privacy import PrivacyDesk
from gong_admin.sandbox.world.profiles import Profiles
from gong_admin.sandbox.world.scorecards import Scorecards
from gong_admin.sandbox.world.seeds import Seeds
from gong_admin.sandbox.world.stats import Stats
from gong_admin.sandbox.world.tasks import Tasks
from gong_admin.sandbox.world.trackers import Trackers
from gong_admin.sandbox.world.users import Users


class World:
    """Everything there is; the package's docstring lists what each area offers.

    People and permissions are made at once; calls and the rest when first asked for, which
    changes nothing of them, because every area draws from generators of its own. `outsiders` and
    `store` are the people outside and the calls as they are kept; the server uses `people` and
    `calls`.
    """

    def __init__(self, seeds: Seeds, users: int, now: dt.datetime) -> None:
        self._seeds = seeds
        self._now = now.astimezone(dt.UTC)
        self.clock = Clock(now)
        self.workspaces = Workspaces(seeds)
        self.users = Users(seeds, users, self._now)
        hosts = [
            seat.wire["id"]
            for seat in self.users.seats()
            if seat.wire["active"] and seat.department.hosting >= 0.5
        ]
        self.outsiders = People(seeds, self.users, hosts or self.users.active, self._now)
        maker = CallMaker(seeds, self.workspaces, self.users, self.outsiders)
        self.store = Calls(
            seeds, self.workspaces, self.users, self.outsiders, maker.calls(self._now)
        )
        self.library = Library(seeds, self.workspaces, self.users, self.store, self._now)
        folders = self.library.ids_by_workspace()
        self.profiles = Profiles(seeds, self.workspaces, self.users, folders)
        self.access = CallAccess(self.store, self.users)

    @classmethod
    def build(cls, seed: int, users: int, now: dt.datetime) -> World:
        """The same company for the same three, at any size from 1 to 100,000 users. `now` must
        carry an offset."""
        if not 1 <= users <= 100_000:
            raise ValueError("a world has between 1 and 100,000 users")
        return cls(Seeds(seed), users, now)

    def calls_changed(self) -> None:
        """Forget figures computed from calls that were added or deleted since."""
        self.content.forget()
        self.stats.forget()

    @cached_property
    def trackers(self) -> Trackers:
        return Trackers(self._seeds, self.workspaces, self.users, self._now)

    @cached_property
    def scorecards(self) -> Scorecards:
        return Scorecards(self._seeds, self.workspaces, self.users, self.store, self._now)

    @cached_property
    def briefs(self) -> Briefs:
        return Briefs(self._seeds, self.workspaces, self.users, self._now)

    @cached_property
    def content(self) -> Content:
        return Content(self._seeds, self.store, self.outsiders, self.trackers)

    @cached_property
    def activity(self) -> Activity:
        return Activity(self._seeds, self.users, self.store, self.scorecards, self._now)

    @cached_property
    def stats(self) -> Stats:
        return Stats(
            self.users, self.store, self.content, self.activity, self.scorecards, self.clock
        )

    @cached_property
    def audit(self) -> Audit:
        return Audit(self._seeds, self.users, self.store, self.activity, self.clock)

    @cached_property
    def crm(self) -> Crm:
        return Crm(self._seeds, self.users, self.outsiders, self.clock, self._now)

    @cached_property
    def calls(self) -> CallDesk:
        return CallDesk(
            self._seeds,
            self.store,
            self.content,
            self.activity,
            self.outsiders,
            self.crm,
            self.calls_changed,
        )

    @cached_property
    def engagement(self) -> Engagement:
        return Engagement(self._seeds, self.outsiders, self._now)

    @cached_property
    def meetings(self) -> Meetings:
        return Meetings(self._seeds, self.users, self.outsiders, self._now)

    @cached_property
    def people(self) -> PrivacyDesk:
        return PrivacyDesk(
            self._seeds,
            self.users,
            self.outsiders,
            self.store,
            self.crm,
            self.meetings,
            self.engagement,
            self.clock,
            self.calls_changed,
        )

    @cached_property
    def _flow_books(self) -> FlowBooks:
        return FlowBooks(self._seeds, self.workspaces, self.users, self._now)

    @cached_property
    def flows(self) -> Flows:
        return Flows(self._seeds, self.users, self.crm, self._flow_books, self.clock)

    @cached_property
    def tasks(self) -> Tasks:
        return Tasks(
            self._seeds,
            self.workspaces,
            self.users,
            self.outsiders,
            self.crm,
            self._flow_books,
            self.clock,
        )

    @cached_property
    def ask(self) -> Ask:
        return Ask(
            self.workspaces,
            self.briefs,
            self.store,
            self.content,
            self.outsiders,
            self.crm,
            self.clock,
        )
