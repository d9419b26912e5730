"""Making a profile anew: one that was lost, or one from a file. Gong gives it a new id, and
nobody has it at first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from gong_admin.api.types.users import UserMetadata
from gong_admin.runtime.dataset import Dataset
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import UserMessage
from gong_admin.services.library import FolderTree
from gong_admin.services.profiles.creating import CreatePlan, CreateResult
from gong_admin.services.profiles.editing import NAME, apply
from gong_admin.services.profiles.reading import read
from gong_admin.services.snapshots.content import Person
from gong_admin.services.snapshots.importing import Fitted, ProfileFromFile, fit
from gong_admin.ui.context import PanelContext
from gong_admin.ui.profile_changes.new_profile import ProfileCreator

_POLL = 0.05  # seconds between two looks at a list that is being read


class ProfileMaker:
    """Fits a profile to a workspace and makes it there, after a review. `show` takes what has to
    be read at leisure."""

    def __init__(self, context: PanelContext, show: Callable[[UserMessage], None]) -> None:
        self._context, self._show = context, show
        self._addresses: Mapping[str, str] = {}

    async def prepare(self) -> None:
        """Read what folders and people there are, unless that costs many calls."""
        data = self._context.data
        wanted: tuple[Dataset[Any], ...] = (
            data.workspaces,
            data.profiles,
            data.folders,
            data.users,
        )
        for dataset in wanted:
            dataset.ensure()
        while any(dataset.loading for dataset in wanted):
            await asyncio.sleep(_POLL)
        records = list(data.users.records)
        self._addresses = await self._context.bridge.run(_by_address, records)

    def fitted(self, profile: ProfileFromFile, workspace_id: str) -> Fitted:
        """The profile as it would be made there; `prepare` comes first."""
        data = self._context.data
        tree = FolderTree(data.folders.records)
        folders = {
            record.id: " / ".join(tree.path(record.id))
            for record in data.folders.records
            if record.workspace_id in (workspace_id, "")
        }

        def user_of(user_id: str, person: Person | None) -> str:
            if data.users.get(user_id) is not None:
                return user_id
            address = person.email.casefold() if person is not None else ""
            if address in self._addresses:
                return self._addresses[address]
            # While not all users have been read, nobody can say that there is none.
            return "" if data.users.complete else user_id

        found = fit(profile, folders=folders, user_of=user_of)
        name = self._free_name(read(found.raw).name, workspace_id)
        return Fitted(
            apply(found.raw, {NAME: name}),
            found.matched_folders,
            found.matched_leads,
            found.unknown_folders,
            found.unknown_leads,
        )

    def notes(self, profile: ProfileFromFile, workspace_id: str) -> list[str]:
        """What is different there, in sentences."""
        found, said = self.fitted(profile, workspace_id), []
        name = read(found.raw).name
        if name != profile.item.name:
            said.append(
                translate("snapshots", "The name is taken there: it will be called “{0}”.").format(
                    name
                )
            )
        for words, names in (
            (translate("snapshots", "Folders found by their names: {0}."), found.matched_folders),
            (translate("snapshots", "Leads found by their addresses: {0}."), found.matched_leads),
            (
                translate("snapshots", "Folders that are not there and are left out: {0}."),
                found.unknown_folders,
            ),
            (
                translate("snapshots", "Leads that are not known here and are left out: {0}."),
                found.unknown_leads,
            ),
        ):
            if names:
                said.append(words.format(", ".join(names)))
        return said

    async def make(
        self, profile: ProfileFromFile, workspace_id: str, *, told: bool = False
    ) -> tuple[CreateResult, ...]:
        """Review and make it. `told`: what would be different there has been said already.
        Nothing where the person thought better of it; raises what `ProfileCreator` raises."""
        notes = self.notes(profile, workspace_id)
        if notes and not told:
            agreed = await self._context.prompts.confirm(
                translate("snapshots", "“{0}” can't be made just as it was").format(
                    profile.item.name.strip()
                ),
                "\n".join(notes),
                translate("snapshots", "Go on"),
            )
            if not agreed:
                return ()
        plan = CreatePlan(workspace_id, self.fitted(profile, workspace_id).raw)
        return await ProfileCreator(self._context, self._show).create([plan])

    def _free_name(self, name: str, workspace_id: str) -> str:
        taken = {record.profile.name for record in self._context.data.profiles_in(workspace_id)}
        if name not in taken:
            return name
        numbered = (f"{name.rstrip()} {number}" for number in range(2, len(taken) + 3))
        return next(one for one in numbered if one not in taken)


def _by_address(users: Iterable[UserMetadata]) -> dict[str, str]:
    return {user.email_address.casefold(): user.id or "" for user in users if user.email_address}
