"""Making a profile anew: one that was lost, or one from a file. Gong gives it a new id, and
nobody has it at first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.permissions import CREATE_PROFILE
from gong_admin.api.prepare import prepare
from gong_admin.api.types.permissions import CreateProfile, PermissionProfile
from gong_admin.api.types.users import UserMetadata
from gong_admin.runtime.connections import ConnectionKind
from gong_admin.runtime.dataset import Dataset
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.services.console import raw_request
from gong_admin.services.library import FolderTree
from gong_admin.services.profiles.creating import CreatePlan, CreateResult, create
from gong_admin.services.profiles.editing import NAME, SettingChange, apply, title_of, value_at
from gong_admin.services.profiles.reading import is_on, read
from gong_admin.services.profiles.settings_catalogue import SETTINGS
from gong_admin.services.snapshots.content import Person
from gong_admin.services.snapshots.importing import Fitted, ProfileFromFile, fit
from gong_admin.services.words import counted
from gong_admin.ui.context import PanelContext
from gong_admin.ui.profile_changes.review import change_line, name_of
from gong_admin.ui.profile_changes.saver import allow_changes
from gong_admin.ui.widgets.review import Consequence, Review

_POLL = 0.05  # seconds between two looks at a list that is being read


class ProfileMaker:
    """Fits a profile to a workspace, shows it for review, and makes it. `show` takes what has to
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
            said.append(_tr("The name is taken there: it will be called “{0}”.").format(name))
        for words, names in (
            (_tr("Folders found by their names: {0}."), found.matched_folders),
            (_tr("Leads found by their addresses: {0}."), found.matched_leads),
            (_tr("Folders that are not there and are left out: {0}."), found.unknown_folders),
            (_tr("Leads that are not known here and are left out: {0}."), found.unknown_leads),
        ):
            if names:
                said.append(words.format(", ".join(names)))
        return said

    async def make(self, profile: ProfileFromFile, workspace_id: str) -> CreateResult | None:
        """Review, send, tell; None where the person thought better of it."""
        context = self._context
        notes = self.notes(profile, workspace_id)
        body = self.fitted(profile, workspace_id).raw
        name = read(body).name.strip()
        if not await allow_changes(context, _tr("Make the profile {0}").format(name)):
            return None
        if not await context.prompts.review(self._review(body, workspace_id, notes)):
            return None
        token = CancelToken()
        job = context.jobs.begin(_tr("Making {0}").format(name), cancel=token.cancel)
        try:
            plan = CreatePlan(workspace_id, body)
            result = await context.session.run(create, plan, token=token)
        except BaseException:
            context.data.wrote(CREATE_PROFILE.id)
            job.finish(failed=not token.cancelled)
            raise
        job.finish()
        context.data.profiles.put([result.record])
        self._tell(name, result)
        return result

    def _review(self, body: bytes, workspace_id: str, notes: Sequence[str]) -> Review:
        context, reading = self._context, read(body)
        connection = context.session.connection
        names = name_of(context.data)
        request = prepare(
            CREATE_PROFILE,
            CreateProfile(workspace_id=workspace_id, profile=PermissionProfile()),
            context.session.client.address,
            body,
        )
        changes = [
            change_line(SettingChange(setting.key, None, value_at(reading, setting.key)), names)
            for setting in SETTINGS
            if is_on(reading, setting)
        ]
        production = connection.kind is ConnectionKind.PRODUCTION
        consequences = [Consequence(note, "warn") for note in notes]
        consequences.append(
            Consequence(
                _tr(
                    "It gets a new id, and nobody has it at first. Gong's API can't give it to "
                    "people, nor delete it again: both are done in Gong."
                ),
                "info",
            )
        )
        return Review(
            title=_tr("Make the profile {0}?").format(reading.name.strip()),
            action=_tr("Make 1 profile"),
            tenant=connection.name,
            tenant_kind=connection.kind.value.capitalize(),
            tenant_colour="tenant_production" if production else "tenant_demo",
            target=context.data.workspace_name(workspace_id),
            changes=changes,
            consequences=consequences,
            method=request.method,
            request_line=request.target,
            request=raw_request(request),
            request_note=counted(len(changes), "setting") + " on",
        )

    def _tell(self, name: str, result: CreateResult) -> None:
        if not result.not_taken and result.trouble is None and not result.note:
            self._context.toast(_tr("Made the profile {0}").format(name))
            return
        left = ", ".join(title_of(change.key) for change in result.not_taken)
        text = _tr("Gong did not take: {0}.").format(left) if left else ""
        details = (("Request id", result.request_id),) if result.request_id else ()
        self._show(
            UserMessage(
                Severity.WARNING if left else Severity.INFO,
                _tr("The profile {0} was made").format(name),
                f"{text} {result.note}".strip(),
                details,
                (ActionKind.COPY_DETAILS,),
            )
        )

    def _free_name(self, name: str, workspace_id: str) -> str:
        taken = {record.profile.name for record in self._context.data.profiles_in(workspace_id)}
        if name not in taken:
            return name
        numbered = (f"{name.rstrip()} {number}" for number in range(2, len(taken) + 3))
        return next(one for one in numbered if one not in taken)


def _by_address(users: Iterable[UserMetadata]) -> dict[str, str]:
    return {user.email_address.casefold(): user.id or "" for user in users if user.email_address}


def _tr(text: str) -> str:
    return QCoreApplication.translate("snapshots", text)
