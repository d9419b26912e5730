"""Figures over whole lists, kept up to date without a pause of the window.

Users are counted as they come; whatever looks at complete lists is computed beside the window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gong_admin.api.types.users import UserMetadata
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.dataset import Dataset
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.attention import Finding, Known, find
from gong_admin.services.overview import UserFigures, UserTally, profile_shares, tally
from gong_admin.ui.context import PanelContext


class LiveUserFigures:
    """The figures of a dataset of users, at any time."""

    def __init__(
        self,
        users: Dataset[UserMetadata],
        bridge: Bridge,
        scope: TaskScope,
        changed: Callable[[], None],
    ) -> None:
        self._users = users
        self._bridge = bridge
        self._scope = scope
        self._changed = changed
        self._tally = UserTally()
        self._counting = False
        users.appended.connect(self._add)
        users.replaced.connect(self._start)
        self._start()

    def figures(self) -> UserFigures:
        return self._tally.figures()

    def _add(self, users: list[UserMetadata]) -> None:
        if not self._counting:
            self._tally.add(users)

    def _start(self) -> None:
        self._counting = True
        self._scope.start("users", self._count())

    async def _count(self) -> None:
        records = self._users.records
        known = len(records)
        made = await self._bridge.run(tally, records[:known])
        # What was appended meanwhile; a list that was replaced has started another count.
        made.add(records[known:])
        self._tally, self._counting = made, False
        self._changed()


@dataclass(frozen=True, slots=True)
class Insight:
    """What was found in the lists, for the workspace that was chosen then. `shares` is None
    until the members are complete."""

    findings: tuple[Finding, ...] = ()
    shares: tuple[tuple[str, int], ...] | None = None


class Insights:
    """Computes an `Insight` whenever a list has become complete or another workspace is chosen,
    and calls `changed`."""

    def __init__(
        self, context: PanelContext, scope: TaskScope, changed: Callable[[], None]
    ) -> None:
        self._context = context
        self._scope = scope
        self._changed = changed
        self._seen: tuple[object, ...] = ()
        self.current = Insight()

    def update(self) -> None:
        """Compute again if anything that counts has changed since the last time."""
        data = self._context.data
        lists: tuple[Dataset[Any], ...] = (data.profiles, data.members, data.users, data.workspaces)
        seen = (
            self._context.workspace.current,
            *((d.complete, d.version if d.complete else 0) for d in lists),
        )
        if seen != self._seen:
            self._seen = seen
            self._scope.start("insights", self._compute())

    async def _compute(self) -> None:
        data, chosen = self._context.data, self._context.workspace.current
        profiles = data.profiles_in(chosen) if data.profiles.complete else []
        names = {w.id or "": w.name or "" for w in data.workspaces.records}
        known = Known(
            profiles=profiles,
            users=list(data.users.records) if data.users.complete else None,
            members=list(data.members.records) if data.members.complete else None,
            workspace=chosen,
        )
        self.current = await self._context.bridge.run(_insight, known, names)
        self._changed()


def _insight(known: Known, names: dict[str, str]) -> Insight:
    shares: Sequence[tuple[str, int]] | None = None
    if known.members is not None:
        shares = profile_shares(known.profiles, known.members, names)
    return Insight(tuple(find(known)), tuple(shares) if shares is not None else None)
