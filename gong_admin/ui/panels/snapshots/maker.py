"""Making a profile anew: one that was lost, or one from a file. Gong gives it a new id, and
nobody has it at first."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from gong_admin.api.types.users import UserMetadata
from gong_admin.runtime.dataset import Dataset
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import UserMessage
from gong_admin.services.library import FolderTree
from gong_admin.services.profiles.creating import CreatePlan, CreateResult
from gong_admin.services.profiles.editing import NAME, apply
from gong_admin.services.profiles.reading import read
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.services.profiles.settings_catalogue import LIBRARY_FOLDERS, SETTINGS
from gong_admin.services.snapshots.content import Person
from gong_admin.services.snapshots.importing import Fitted, ProfileFromFile, fit
from gong_admin.services.words import counted
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.profile_changes.folder_dialog import FolderQuestion
from gong_admin.ui.profile_changes.new_profile import ProfileCreator

_POLL = 0.05  # seconds between two looks at a list that is being read
_PAGE = 100  # users that one call brings

Wish = tuple[ProfileFromFile, str]
"""A profile to be made, and the id of the workspace."""


class ProfileMaker:
    """Fits profiles to workspaces and makes them there, after a review. `show` takes what has to
    be read at leisure."""

    def __init__(self, context: PanelContext, show: Callable[[UserMessage], None]) -> None:
        self._context, self._show = context, show
        self._addresses: Mapping[str, str] = {}

    # -- what there is ---------------------------------------------------------------------------

    async def prepare(self) -> None:
        """Read what folders and people there are, unless that costs many calls."""
        data = self._context.data
        for dataset in (data.workspaces, data.profiles, data.folders, data.users):
            dataset.ensure()
        await self._read(data.workspaces, data.profiles, data.folders, data.users)

    async def prepare_people(self, profiles: Sequence[ProfileFromFile]) -> None:
        """Where a profile names people who are not among those that have been read, offer to read
        all of them, with the cost: else nobody can tell whether Gong knows them."""
        context, users = self._context, self._context.data.users
        unread = {
            one
            for each in profiles
            for one in _leads_in(each.item.raw)
            if users.get(one) is None and not self._found_by_address(each.people.get(one))
        }
        if users.complete or not unread:
            return
        calls = math.ceil((users.total or _PAGE) / _PAGE)
        choices = context.settings.choices
        agreed = await context.prompts.confirm(
            translate("snapshots", "Read all users first?"),
            translate(
                "snapshots",
                "{0} are not among the users that have been read so far. Gong refuses a profile "
                "with leads that it does not know. Reading all users: {1}.",
            ).format(
                counted(len(unread), "lead"),
                cost_text(calls, choices.reading_rate, choices.calls_per_day),
            ),
            translate("snapshots", "Read all users"),
            way_out=translate("snapshots", "Go on without"),
        )
        if agreed:
            users.read_whole()
            await self._read(users)

    def _found_by_address(self, person: Person | None) -> str:
        return self._addresses.get(person.email.casefold(), "") if person is not None else ""

    async def _read(self, *wanted: Dataset[Any]) -> None:
        while any(dataset.loading for dataset in wanted):
            await asyncio.sleep(_POLL)
        records = list(self._context.data.users.records)
        self._addresses = await self._context.bridge.run(_by_address, records)

    # -- making it fit ---------------------------------------------------------------------------

    def fitted(
        self,
        profile: ProfileFromFile,
        workspace_id: str,
        chosen: Mapping[str, str] | None = None,
        taken: Collection[str] = (),
    ) -> Fitted:
        """The profile as it would be made there, with the folders that were `chosen`; `prepare`
        comes first. `taken` are names of others that are about to be made there."""
        data = self._context.data

        def user_of(user_id: str, person: Person | None) -> str:
            if data.users.get(user_id) is not None:
                return user_id
            # While not all users have been read, nobody can say that there is none.
            return self._found_by_address(person) or ("" if data.users.complete else user_id)

        folders = dict(self._folders_in(workspace_id))
        found = fit(profile, folders=folders, user_of=user_of, chosen=chosen)
        name = self._free_name(read(found.raw).name, workspace_id, taken)
        return replace(found, raw=apply(found.raw, {NAME: name}))

    def notes(
        self, profile: ProfileFromFile, workspace_id: str, found: Fitted | None = None
    ) -> list[str]:
        """What is different there, in sentences. `found` is what was made of it after the person
        was asked for folders; None before that."""
        asks = found is None and bool(self._folders_in(workspace_id))
        found, said = found or self.fitted(profile, workspace_id), []
        name = read(found.raw).name
        if name != profile.item.name:
            said.append(
                translate("snapshots", "The name is taken there: it will be called “{0}”.").format(
                    name
                )
            )
        missing = (
            translate(
                "snapshots", "Folders that are not there: {0}. Next you are asked for others."
            )
            if asks
            else translate("snapshots", "Folders that are not there and are left out: {0}.")
        )
        for words, names in (
            (translate("snapshots", "Folders found by their names: {0}."), found.matched_folders),
            (translate("snapshots", "Leads found by their addresses: {0}."), found.matched_leads),
            (missing, [path for _, path in found.unknown_folders]),
            (
                translate("snapshots", "Leads that are not known here and are left out: {0}."),
                found.unknown_leads,
            ),
        ):
            if names:
                said.append(words.format(", ".join(names)))
        return said

    def _warnings(self, found: Fitted) -> list[str]:
        """What the review has to say, since its settings don't show it."""
        said, users = [], self._context.data.users
        if found.library_closed:
            said.append(
                translate(
                    "snapshots",
                    "None of the folders is there: the library gets the level None, and its "
                    "switches are off.",
                )
            )
        if found.own_team:
            said.append(
                translate(
                    "snapshots",
                    "None of the leads is known here. Without leads “Team” means the team of each "
                    "member's own manager: {0}.",
                ).format(", ".join(found.own_team))
            )
        unread = [one for one in _leads_in(found.raw) if users.get(one) is None]
        if unread and not users.complete:
            said.append(
                translate(
                    "snapshots",
                    "Not all users have been read. These leads go by their ids, and Gong refuses "
                    "the profile if it does not know one: {0}.",
                ).format(", ".join(unread))
            )
        return said

    async def _ask_for_folders(
        self, profile: ProfileFromFile, workspace_id: str
    ) -> Mapping[str, str] | None:
        """What stands for folders that are not there; None when the person gave up."""
        missing = self.fitted(profile, workspace_id).unknown_folders
        there = self._folders_in(workspace_id)
        if not missing or not there:
            return {}
        own = read(profile.item.raw).ids(LIBRARY_FOLDERS)
        return await self._context.prompts.match_folders(
            FolderQuestion(
                profile=profile.item.name.strip(),
                workspace=self._context.data.workspace_name(workspace_id),
                folders=missing,
                there=sorted(there, key=lambda pair: pair[1].casefold()),
                matched=len(own) - len(missing),
            )
        )

    def _folders_in(self, workspace_id: str) -> list[tuple[str, str]]:
        """The folders of a workspace by their ids, with where they are."""
        records = self._context.data.folders.records
        tree = FolderTree(records)
        return [
            (record.id, " / ".join(tree.path(record.id)))
            for record in records
            if record.workspace_id in (workspace_id, "")
        ]

    # -- making it -------------------------------------------------------------------------------

    async def make(self, wishes: Sequence[Wish], *, told: bool = False) -> tuple[CreateResult, ...]:
        """Review and make them; one that can't be made keeps no other back. `told`: what would be
        different there has been said already. Nothing where the person thought better of it;
        raises what `ProfileCreator` raises."""
        plans: list[CreatePlan] = []
        notes: list[str] = []
        warnings: list[str] = []
        for profile, workspace_id in wishes:
            chosen = await self._ask_for_folders(profile, workspace_id)
            if chosen is None:
                return ()
            taken = {read(p.body).name for p in plans if p.workspace_id == workspace_id}
            found = self.fitted(profile, workspace_id, chosen, taken)
            plans.append(CreatePlan(workspace_id, found.raw))
            whose = f"{profile.item.name.strip()}: " if len(wishes) > 1 else ""
            notes += [f"{whose}{said}" for said in self.notes(profile, workspace_id, found)]
            warnings += [f"{whose}{said}" for said in self._warnings(found)]
        if notes and not told:
            names = ", ".join(profile.item.name.strip() for profile, _ in wishes)
            agreed = await self._context.prompts.confirm(
                translate("snapshots", "“{0}” can't be made just as it was").format(names)
                if len(wishes) == 1
                else translate("snapshots", "Not all can be made just as they were"),
                "\n".join(notes),
                translate("snapshots", "Go on"),
            )
            if not agreed:
                return ()
        creator = ProfileCreator(self._context, self._show)
        return await creator.create(plans, warnings=warnings, each_alone=True)

    def _free_name(self, name: str, workspace_id: str, besides: Collection[str]) -> str:
        there = self._context.data.profiles_in(workspace_id)
        taken = {*besides, *(record.profile.name for record in there)}
        if name not in taken:
            return name
        numbered = (f"{name.rstrip()} {number}" for number in range(2, len(taken) + 3))
        return next(one for one in numbered if one not in taken)


def _by_address(users: Iterable[UserMetadata]) -> dict[str, str]:
    return {user.email_address.casefold(): user.id or "" for user in users if user.email_address}


def _leads_in(raw: bytes) -> tuple[str, ...]:
    """The ids of all leads in a profile, each once."""
    reading = read(raw)
    keys = (setting.key for setting in SETTINGS if setting.kind is SettingKind.LEADS)
    return tuple(dict.fromkeys(one for key in keys for one in reading.ids(key)))
