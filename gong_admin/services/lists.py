"""Reading a company's lists whole: users, workspaces, profiles, members, trackers, folders.

Each function walks all pages on the caller's thread and hands over every batch as it comes.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.library import GET_LIBRARY_STRUCTURE
from gong_admin.api.catalogue.permissions import LIST_PROFILE_USERS, LIST_PROFILES
from gong_admin.api.catalogue.settings import LIST_SCORECARDS, LIST_TRACKERS, LIST_WORKSPACES
from gong_admin.api.catalogue.users import LIST_USERS
from gong_admin.api.client import Answer, Client
from gong_admin.api.errors import CursorExpired
from gong_admin.api.operation import Operation, Req, Resp
from gong_admin.api.pacing import Priority
from gong_admin.api.types.common import Records
from gong_admin.api.types.library import GetLibraryStructure, LibraryFolder
from gong_admin.api.types.permissions import (
    ListProfiles,
    ListProfileUsers,
    PermissionProfile,
    ProfilesAnswer,
)
from gong_admin.api.types.settings import (
    ListScorecards,
    ListTrackers,
    ListWorkspaces,
    Scorecard,
    Tracker,
    Workspace,
)
from gong_admin.api.types.users import ListUsers, UserMetadata
from gong_admin.services.sharing import Shared

T = TypeVar("T")

FEW_CALLS = 20
"""Reading that costs no more than this is done without asking, at a click's priority."""

_IN_COMMON = (
    "first_name",
    "last_name",
    "title",
    "manager_id",
    "email_aliases",
    "settings",
    "conferencing_providers",
    "spoken_languages",
)
"""What users have in common with many others (see `sharing`)."""

_RESTARTS = 2  # so often is a walk begun anew when its cursor's hour is over


@dataclass(frozen=True, slots=True)
class Batch(Generic[T]):
    """What one request brought. `total` is the size of the whole list where that is known;
    `empty_because` Gong's sentence where a 404 stood for an empty list; `request_id` is for
    "copy details". `held`: this was the beginning, and reading the rest was not started because
    of what it costs."""

    records: Sequence[T]
    total: int | None = None
    empty_because: str = ""
    request_id: str | None = None
    held: bool = False


HandOver = Callable[[Batch[T]], None]


@dataclass(frozen=True, slots=True)
class ProfileRecord:
    """A profile with the workspace it belongs to. `raw` is the profile as Gong sent it, for
    whatever the type does not know."""

    workspace_id: str
    profile: PermissionProfile
    raw: bytes

    @property
    def id(self) -> str:
        return self.profile.id or ""


@dataclass(frozen=True, slots=True)
class Member:
    """A person's profile in one workspace."""

    workspace_id: str
    profile_id: str
    user_id: str
    name: str
    email: str

    @property
    def key(self) -> str:
        return f"{self.profile_id}/{self.user_id}"


@dataclass(frozen=True, slots=True)
class FolderRecord:
    """A library folder with the workspace it belongs to ("" in a company without workspaces)."""

    workspace_id: str
    folder: LibraryFolder

    @property
    def id(self) -> str:
        return self.folder.id or ""


def read_users(client: Client, token: CancelToken, give: HandOver[UserMetadata]) -> None:
    """All users. A walk that outlives its cursor's hour is begun anew: the reader of the batches
    keeps each user once."""
    shared = Shared(
        _IN_COMMON,
        often_empty=("personal_meeting_urls",),
        often_same=(("trusted_email_address", "email_address"),),
    )
    for answer in walk(client, LIST_USERS, ListUsers(), token):
        users, records = shared.among(answer.value.users or ()), answer.value.records
        total = records.total_records if records else None
        give(Batch(users, total, answer.empty_because, answer.request_id))


def read_users_if_few(client: Client, token: CancelToken, give: HandOver[UserMetadata]) -> None:
    """All users where that takes a few calls, else the first page (a `held` batch)."""
    for answer in walk(client, LIST_USERS, ListUsers(), token):
        users, records = answer.value.users or (), answer.value.records
        total = records.total_records if records else None
        held = total is not None and total > FEW_CALLS * max(1, len(users)) and _goes_on(records)
        give(Batch(users, total, answer.empty_because, answer.request_id, held))
        if held:
            return


def _goes_on(records: Records | None) -> bool:
    return records is not None and bool(records.cursor)


def read_workspaces(client: Client, token: CancelToken, give: HandOver[Workspace]) -> None:
    answer = client.call(LIST_WORKSPACES, ListWorkspaces(), token=token)
    found = answer.value.workspaces or []
    give(Batch(found, len(found), answer.empty_because, answer.request_id))


def read_profiles(
    client: Client, token: CancelToken, give: HandOver[ProfileRecord], workspaces: Iterable[str]
) -> None:
    """The profiles of these workspaces (ids), one call each."""
    for workspace_id in workspaces:
        answer = client.call(LIST_PROFILES, ListProfiles(workspace_id=workspace_id), token=token)
        found = profiles_in(answer, workspace_id)
        give(Batch(found, None, answer.empty_because, answer.request_id))


def profiles_in(answer: Answer[ProfilesAnswer], workspace_id: str) -> list[ProfileRecord]:
    """The profiles of a workspace, each with its own part of the answer."""
    raws = _members_of(answer.raw, "profiles")
    return [
        ProfileRecord(workspace_id, profile, bytes(raw))
        for profile, raw in zip(answer.value.profiles or (), raws, strict=True)
    ]


def read_members(
    client: Client, token: CancelToken, give: HandOver[Member], profiles: Sequence[ProfileRecord]
) -> None:
    """Who has which of these profiles: one call a profile, in the background when they are many."""
    priority = Priority.CLICK if len(profiles) <= FEW_CALLS else Priority.BACKGROUND
    for record in profiles:
        request = ListProfileUsers(profile_id=record.id)
        answer = client.call(LIST_PROFILE_USERS, request, token=token, priority=priority)
        found = [
            Member(
                record.workspace_id,
                record.id,
                user.id,
                user.full_name or "",
                user.email_address or "",
            )
            for user in answer.value.users or ()
            if user.id
        ]
        give(Batch(found, None, answer.empty_because, answer.request_id))


def read_trackers(client: Client, token: CancelToken, give: HandOver[Tracker]) -> None:
    answer = client.call(LIST_TRACKERS, ListTrackers(), token=token)
    found = answer.value.keyword_trackers or []
    give(Batch(found, len(found), answer.empty_because, answer.request_id))


def read_scorecards(client: Client, token: CancelToken, give: HandOver[Scorecard]) -> None:
    answer = client.call(LIST_SCORECARDS, ListScorecards(), token=token)
    found = answer.value.scorecards or []
    give(Batch(found, len(found), answer.empty_because, answer.request_id))


def read_folders(
    client: Client, token: CancelToken, give: HandOver[FolderRecord], workspaces: Sequence[str]
) -> None:
    """The library of these workspaces. Gong wants a workspace where a company has several."""
    for workspace_id in workspaces or ("",):
        request = GetLibraryStructure(workspace_id=workspace_id or None)
        answer = client.call(GET_LIBRARY_STRUCTURE, request, token=token)
        found = [FolderRecord(workspace_id, folder) for folder in answer.value.folders or ()]
        give(Batch(found, None, answer.empty_because, answer.request_id))


def workspace_ids(client: Client, token: CancelToken, known: Sequence[Workspace]) -> list[str]:
    """The ids of `known`, read first where nobody has yet."""
    if not known:
        answer = client.call(LIST_WORKSPACES, ListWorkspaces(), token=token)
        known = answer.value.workspaces or []
    return [workspace.id for workspace in known if workspace.id]


def walk(
    client: Client, operation: Operation[Req, Resp], request: Req, token: CancelToken
) -> Iterator[Answer[Resp]]:
    """All pages. The first ones go at a click's priority, since somebody waits for them; a long
    walk goes on in the background. Begun anew where its cursor expires, at most twice."""
    for attempt in itertools.count():
        try:
            yield from client.pages(operation, request, token=token, priority=_by_length)
        except CursorExpired:
            if attempt >= _RESTARTS:
                raise
        else:
            return


def _by_length(page: int) -> Priority:
    return Priority.CLICK if page < FEW_CALLS else Priority.BACKGROUND


def _members_of(raw: bytes, name: str) -> list[Any]:
    """The members of a list in a JSON object, each as its raw text."""
    if not raw:
        return []
    listed = msgspec.json.decode(raw, type=dict[str, msgspec.Raw]).get(name)
    if listed is None:
        return []
    return msgspec.json.decode(listed, type=list[msgspec.Raw] | None) or []
