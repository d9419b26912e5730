"""What the panel knows: the company, indexed from the lists that all panels share."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from gong_admin.api.cancel import CancelToken
from gong_admin.api.types.users import UserMetadata
from gong_admin.runtime.dataset import Dataset
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import UserMessage
from gong_admin.runtime.scope import TaskScope
from gong_admin.runtime.tenant_data import full_name
from gong_admin.services.access.company import Company, build
from gong_admin.services.lists import Member, ProfileRecord
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.access.person_field import CompanySources, Searchable, searchable

PAINTED = 0.02
"""Seconds until a page that was just asked is painted. Python lets one thread run at a time: work
that began before would make every cell wait for it."""
_PAGE = 100  # users that one call brings
_REST = 300  # milliseconds without a change until the company is made anew


@dataclass(frozen=True, slots=True)
class Lacking:
    """What still has to be read: how much of each list, and the calls that takes (None while the
    number of users or profiles is not known)."""

    lists: tuple[str, ...]
    calls: int | None


class Knowledge(QObject):
    """`company` once users, profiles and members have been read; made anew, beside the window,
    whenever one of them has changed. Reading starts with `read` and never by itself."""

    changed = Signal()
    """How far reading is, or what went wrong."""
    known = Signal()
    """`company` is another one."""

    def __init__(self, context: PanelContext, scope: TaskScope) -> None:
        super().__init__()
        data = context.data
        self._context, self._scope = context, scope
        self._users, self._profiles, self._members = data.users, data.profiles, data.members
        self._lists: tuple[Dataset[Any], ...] = (data.users, data.profiles, data.members)
        # What is read without asking: a call or two each, of the users the beginning.
        self._cheap: tuple[Dataset[Any], ...] = (data.workspaces, data.profiles, data.users)
        self.company: Company | None = None
        self.sources = CompanySources()
        self._read_for: tuple[object, ...] = ()  # what `company` was made from
        self._members_wanted = False
        self._asked = False  # whether somebody has agreed to what reading costs
        self._closed = False
        self._changes = 0
        self._shown = False
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._look)
        self._rest = QTimer(self, interval=_REST, singleShot=True)
        self._rest.timeout.connect(self._make)
        for dataset in (*self._lists, data.workspaces):
            dataset.changed.connect(self._news)
            dataset.replaced.connect(self._replaced)
        context.jobs.changed.connect(self._job_changed)
        self._soon.start()

    # -- asking --------------------------------------------------------------------------------

    @property
    def complete(self) -> bool:
        """Whether all there is has been read."""
        return all(dataset.complete for dataset in self._lists)

    @property
    def reading(self) -> bool:
        return self._members_wanted or any(one.loading for one in self._lists)

    @property
    def stale(self) -> bool:
        return any(dataset.stale for dataset in self._lists)

    @property
    def read_at(self) -> dt.datetime | None:
        """When the oldest part was read."""
        moments = [one.read_at for one in self._lists if one.read_at is not None]
        return min(moments) if len(moments) == len(self._lists) else None

    @property
    def message(self) -> UserMessage | None:
        """What went wrong with the first list that could not be read."""
        found = (one.message for one in (*self._cheap, self._members))
        return next((one for one in found if one is not None), None)

    def lacking(self) -> Lacking:
        """What has to be read before anything can be answered."""
        calls: int | None = 0
        names = [one.name for one in self._lists if not one.complete]
        if not self._users.complete:
            total = self._users.total
            left = None if total is None else math.ceil(max(0, total - len(self._users)) / _PAGE)
            calls = None if left is None or calls is None else calls + left
        if not self._members.complete:
            known = self._profiles.complete and calls is not None
            calls = (calls or 0) + len(self._profiles) if known else None
        return Lacking(tuple(names), calls)

    def progress(self) -> tuple[str, str, float | None]:
        """Title, detail and share of the reading that is under way."""
        busy = next((one for one in self._lists if one.loading), None)
        if busy is None:
            return translate("access", "Reading…"), "", None
        now = busy.progress
        of = translate("access", " of {0}").format(f"{now.total:,}") if now.total else ""
        title = translate("access", "Reading {0}: {1}{2} {3}").format(
            busy.name, f"{now.done:,}", of, now.unit
        )
        waiting = [one.name for one in self._lists if not one.complete and one is not busy]
        detail = (
            translate("access", "Then {0}.").format(translate("access", " and ").join(waiting))
            if waiting
            else ""
        )
        if busy.job is not None and busy.job.seconds_left() is not None:
            detail = f"{busy.job.describe().partition(', ')[2]}. {detail}".strip()
        return title, detail, now.done / now.total if now.total else None

    # -- reading -------------------------------------------------------------------------------

    def glance(self) -> None:
        """Read what is cheap and tells what the rest will cost."""
        for dataset in self._cheap:
            dataset.ensure()

    def again(self) -> None:
        """Try once more what failed, and no more than was asked for."""
        members_failed = self._members.message is not None
        for dataset in self._cheap:
            if dataset.message is not None and not dataset.loading:
                dataset.refresh()
        if self._asked:
            self.read()
            self._members_wanted = self._members_wanted or members_failed

    def read(self) -> None:
        """Read whatever is missing."""
        self._asked = True
        if not self._users.complete and not self._users.loading:
            self._users.read_whole()
        if not self._profiles.complete and not self._profiles.loading:
            self._profiles.refresh()
        self._members_wanted = not self._members.complete
        self._soon.start()

    def refresh(self) -> None:
        """Read again what has been read: everything, or what tells the cost of that."""
        if self.company is None and not self._asked:
            for dataset in self._cheap:
                dataset.refresh()
            return
        self._asked = True
        self._users.read_whole()
        self._profiles.refresh()
        self._members_wanted = True
        self.changed.emit()

    def show(self, shown: bool) -> None:
        """Whether the panel is in front: what nobody sees is not kept up to date."""
        self._shown = shown
        if shown:
            self._soon.start()

    def close(self) -> None:
        """Nothing is told any more."""
        self._closed = True
        self._soon.stop()
        self._rest.stop()

    def cancel(self) -> None:
        self._asked = self._members_wanted = False
        for dataset in self._lists:
            dataset.cancel()
        self.changed.emit()

    # -- inside --------------------------------------------------------------------------------

    def _news(self) -> None:
        if not self._closed:
            self._soon.start()

    def _replaced(self) -> None:
        self._changes += 1

    def _job_changed(self, job: object) -> None:
        if not self._closed and any(one.job is job for one in self._lists):
            self.changed.emit()

    def _look(self) -> None:
        """Something has come: read on, or make the company."""
        if self._members_wanted and not self._profiles.loading:
            # After the profiles, whose number it follows, and unless they could not be read.
            self._members_wanted = False
            if self._profiles.complete and not self._members.loading:
                self._members.refresh()
        if self.complete and not self._members_wanted:
            if self.company is None:
                self._make()
            else:
                self._rest.start()  # many profiles may be saved one after the other
        self.changed.emit()

    def _make(self) -> None:
        """Make the company, unless it is there, or nobody looks at it."""
        made_of = (self._changes, *(one.read_at for one in self._lists))
        if self._shown and self.complete and made_of != self._read_for:
            self._read_for = made_of
            self._scope.start("company", self._build)

    async def _build(self, token: CancelToken) -> None:
        data = self._context.data
        names = {one.id: one.name or one.id for one in data.workspaces.records if one.id}
        company, people = await self._context.bridge.run_background(
            _indexed,
            list(data.users.records),
            list(data.profiles.records),
            list(data.members.records),
            names,
            token,
        )
        self.company = company
        self.sources.take(people, company)
        self.known.emit()
        self.changed.emit()


def _indexed(
    users: Sequence[UserMetadata],
    profiles: Sequence[ProfileRecord],
    members: Sequence[Member],
    workspaces: dict[str, str],
    token: CancelToken,
) -> tuple[Company, list[Searchable]]:
    company = build(users, profiles, members, workspaces, name_of=full_name, token=token)
    return company, searchable(company.people)
