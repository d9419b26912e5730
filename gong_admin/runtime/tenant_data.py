"""What has been read of one tenant, shared by all panels: its datasets and how to name things."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QObject

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.permissions import CREATE_PROFILE, UPDATE_PROFILE
from gong_admin.api.client import Client
from gong_admin.api.types.settings import Scorecard, Tracker, Workspace
from gong_admin.api.types.users import UserMetadata
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.dataset import Dataset, DataState, Steps
from gong_admin.runtime.jobs import Jobs
from gong_admin.runtime.staging import StagedProfiles
from gong_admin.services import lists
from gong_admin.services.lists import Batch, FolderRecord, Member, ProfileRecord

# What a write changes of the lists; Gong's API writes none of the others.
_WRITES_PROFILES = (CREATE_PROFILE.id, UPDATE_PROFILE.id)


def full_name(user: UserMetadata) -> str:
    """A person's name as shown everywhere; the address where there is none."""
    name = " ".join(part for part in (user.first_name, user.last_name) if part)
    return name or user.email_address or user.id or ""


class TenantData(QObject):
    """The datasets of one open connection. Nothing is read before somebody asks for it.
    `staged` holds the edits to profiles that are not saved yet.

    `members` costs a call a profile: panels ask before they read it.
    """

    def __init__(
        self, client: Client, bridge: Bridge, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        make = functools.partial(self._dataset, bridge, jobs)
        self.workspaces: Dataset[Workspace] = make(
            "workspaces", "workspaces", lists.read_workspaces, _id
        )
        self.users: Dataset[UserMetadata] = make(
            "users", "users", lists.read_users, _id, lists.read_users_if_few
        )
        self.profiles: Dataset[ProfileRecord] = make(
            "permission profiles",
            "profiles",
            self._read_profiles,
            _id,
            after=self.workspaces,
        )
        self.members: Dataset[Member] = make(
            "members of profiles",
            "memberships",
            self._read_members,
            _member_key,
            steps=Steps("profiles", lambda: len(self.profiles) or None),
        )
        self.trackers: Dataset[Tracker] = make(
            "trackers", "trackers", lists.read_trackers, _tracker_id
        )
        self.scorecards: Dataset[Scorecard] = make(
            "scorecards", "scorecards", lists.read_scorecards, _scorecard_id
        )
        self.folders: Dataset[FolderRecord] = make(
            "library folders", "folders", self._read_folders, _id, after=self.workspaces
        )
        self.staged = StagedProfiles(self.profiles.get, self._profiles_read_at, self)

    def all(self) -> Iterator[Dataset[Any]]:
        for value in vars(self).values():
            if isinstance(value, Dataset):
                yield value

    def by_name(self, name: str) -> Dataset[Any]:
        """The dataset of that attribute: "users". Raises AttributeError."""
        dataset = getattr(self, name)
        assert isinstance(dataset, Dataset)
        return dataset

    def wrote(self, operation_id: str) -> None:
        """A write has been sent: the lists that it may have changed are out of date."""
        if operation_id in _WRITES_PROFILES:
            self.profiles.mark_stale()

    def try_again(self) -> None:
        """What was in the way is gone, perhaps: read what could not be read, but for `members`,
        which cost too much for that. A panel that recovers has its names back with it."""
        for dataset in self.all():
            if dataset.state is DataState.FAILED and dataset is not self.members:
                dataset.refresh()

    # -- names ---------------------------------------------------------------------------------

    def user_name(self, user_id: str | None) -> str:
        """A user's name; the id while the users have not been read, "" for no id.

        "-1" is how Gong writes that the system itself did something.
        """
        if not user_id:
            return ""
        if user_id == "-1":
            return "Gong"
        user = self.users.get(user_id)
        return full_name(user) if user else user_id

    def workspace_name(self, workspace_id: str | None) -> str:
        if not workspace_id:
            return ""
        workspace = self.workspaces.get(workspace_id)
        return (workspace.name if workspace else None) or workspace_id

    def profile_name(self, profile_id: str | None) -> str:
        record = self.profiles.get(profile_id)
        return (record.profile.name if record else None) or profile_id or ""

    def folder_name(self, folder_id: str | None) -> str:
        record = self.folders.get(folder_id)
        return (record.folder.name if record else None) or folder_id or ""

    def profiles_in(self, workspace_id: str | None) -> list[ProfileRecord]:
        """The profiles of a workspace, of all for None."""
        return [
            record
            for record in self.profiles.records
            if workspace_id is None or record.workspace_id == workspace_id
        ]

    def close(self) -> None:
        self.staged.close()
        for dataset in self.all():
            dataset.close()

    async def finished(self) -> None:
        """Wait until nothing is read or kept any more, after `close`."""
        await self.staged.finished()
        for dataset in self.all():
            await dataset.finished()

    def _profiles_read_at(self) -> dt.datetime | None:
        return self.profiles.read_at

    # -- readers (worker threads) --------------------------------------------------------------

    def _read_profiles(
        self, client: Client, token: CancelToken, give: Callable[[Batch[ProfileRecord]], None]
    ) -> None:
        known = tuple(self.workspaces.records)
        lists.read_profiles(client, token, give, lists.workspace_ids(client, token, known))

    def _read_members(
        self, client: Client, token: CancelToken, give: Callable[[Batch[Member]], None]
    ) -> None:
        records = list(self.profiles.records)
        if not records:
            self._read_profiles(client, token, lambda batch: records.extend(batch.records))
        lists.read_members(client, token, give, records)

    def _read_folders(
        self, client: Client, token: CancelToken, give: Callable[[Batch[FolderRecord]], None]
    ) -> None:
        known = tuple(self.workspaces.records)
        lists.read_folders(client, token, give, lists.workspace_ids(client, token, known))

    def _dataset(
        self,
        bridge: Bridge,
        jobs: Jobs,
        name: str,
        unit: str,
        reader: Callable[[Client, CancelToken, Callable[[Batch[Any]], None]], None],
        key: Callable[[Any], str],
        frugal: Callable[[Client, CancelToken, Callable[[Batch[Any]], None]], None] | None = None,
        steps: Steps | None = None,
        after: Dataset[Any] | None = None,
    ) -> Dataset[Any]:
        return Dataset(
            name,
            unit,
            functools.partial(reader, self._client),
            key,
            bridge=bridge,
            jobs=jobs,
            frugal=functools.partial(frugal, self._client) if frugal else None,
            steps=steps,
            after=after,
            parent=self,
        )


def _id(record: Any) -> str:
    return record.id or ""


def _member_key(record: Member) -> str:
    return record.key


def _tracker_id(record: Tracker) -> str:
    return record.tracker_id or ""


def _scorecard_id(record: Scorecard) -> str:
    return record.scorecard_id or ""
