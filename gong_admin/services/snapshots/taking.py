"""Reading what a snapshot holds from Gong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.library import GET_LIBRARY_STRUCTURE
from gong_admin.api.catalogue.permissions import LIST_PROFILE_USERS, LIST_PROFILES
from gong_admin.api.catalogue.settings import LIST_SCORECARDS, LIST_TRACKERS, LIST_WORKSPACES
from gong_admin.api.client import Answer, Client
from gong_admin.api.operation import Operation, Req, Resp
from gong_admin.api.pacing import Priority
from gong_admin.api.types.library import GetLibraryStructure
from gong_admin.api.types.permissions import ListProfiles, ListProfileUsers
from gong_admin.api.types.settings import ListScorecards, ListTrackers, ListWorkspaces
from gong_admin.services.lists import FEW_CALLS
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress
from gong_admin.services.snapshots.content import Content, Item, Options, Part, Person

_NOT_FOR_THIS_KEY = (errors.MissingScope, errors.NotAllowed, errors.NotFound)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was read, when that began, and how many calls it took."""

    content: Content
    at: dt.datetime
    calls: int


def calls_needed(workspaces: int, profiles: int, options: Options) -> int:
    """How many calls a snapshot takes: the list of workspaces, trackers and scorecards one each,
    profiles and library one a workspace, members one a profile."""
    spread = max(1, workspaces)
    return 3 + 2 * spread + (profiles if options.members else 0)


def take(
    client: Client,
    options: Options,
    *,
    token: CancelToken,
    progress: ProgressReport = ignore_progress,
    priority: Priority | None = None,
) -> Taken:
    """Read everything. Without `priority`, what costs a few calls goes at a click's, the rest in
    the background.

    Parts that this key may not read are left out, and said in `unread`; the profiles can't be
    left out. Raises what `Client.call` raises.
    """
    return _Taker(client, options, token, progress, priority).take()


class _Taker:
    def __init__(
        self,
        client: Client,
        options: Options,
        token: CancelToken,
        progress: ProgressReport,
        priority: Priority | None,
    ) -> None:
        self._client, self._options, self._token = client, options, token
        self._report, self._priority = progress, priority
        self._calls = 0
        self._total: int | None = None
        self._items: dict[Part, dict[str, Item]] = {}
        self._people: dict[str, Person] = {}
        self._unread: dict[str, str] = {}
        self._empty_because: dict[Part, str] = {}

    def take(self) -> Taken:
        at = dt.datetime.now(dt.UTC)
        self._list(Part.WORKSPACES, LIST_WORKSPACES, ListWorkspaces(), "workspaces")
        workspaces = list(self._items[Part.WORKSPACES])
        self._total = calls_needed(len(workspaces), 0, self._options)
        for workspace_id in workspaces:
            self._list(
                Part.PROFILES,
                LIST_PROFILES,
                ListProfiles(workspace_id=workspace_id),
                "profiles",
                workspace_id,
            )
        profiles = list(self._items.get(Part.PROFILES, ()))
        if not profiles and Part.PROFILES in self._empty_because:
            # Every company has some: this key may not see them, and they are not gone.
            self._unread[Part.PROFILES.value] = self._empty_because[Part.PROFILES]
        self._total = calls_needed(len(workspaces), len(profiles), self._options)
        self._where_allowed(Part.TRACKERS, self._trackers)
        self._where_allowed(Part.SCORECARDS, self._scorecards)
        self._where_allowed(Part.FOLDERS, lambda: self._folders(workspaces))
        members: dict[str, tuple[str, ...]] | None = None
        if self._options.members:
            found: dict[str, tuple[str, ...]] = {}
            self._where_allowed(Part.MEMBERS, lambda: self._members(profiles, found))
            members = None if Part.MEMBERS in self._unread else found
        content = Content(
            {part: dict(sorted(found.items())) for part, found in self._items.items()},
            members,
            dict(sorted(self._people.items())),
            self._unread,
        )
        return Taken(content, at, self._calls)

    def _trackers(self) -> None:
        self._list(Part.TRACKERS, LIST_TRACKERS, ListTrackers(), "keywordTrackers")

    def _scorecards(self) -> None:
        self._list(Part.SCORECARDS, LIST_SCORECARDS, ListScorecards(), "scorecards")

    def _folders(self, workspaces: Iterable[str]) -> None:
        for workspace_id in tuple(workspaces) or ("",):
            request = GetLibraryStructure(workspace_id=workspace_id or None)
            self._list(Part.FOLDERS, GET_LIBRARY_STRUCTURE, request, "folders", workspace_id)

    def _members(self, profiles: Iterable[str], found: dict[str, tuple[str, ...]]) -> None:
        for profile_id in profiles:
            answer = self._call(LIST_PROFILE_USERS, ListProfileUsers(profile_id=profile_id))
            users = [user for user in answer.value.users or () if user.id]
            found[profile_id] = tuple(sorted({user.id for user in users if user.id}))
            if self._options.people:
                for user in users:
                    self._people[user.id or ""] = Person(
                        user.full_name or "", user.email_address or ""
                    )

    def _where_allowed(self, part: Part, read: Callable[[], None]) -> None:
        """Read a part that a snapshot can do without; note why where this key may not."""
        try:
            read()
        except _NOT_FOR_THIS_KEY as error:
            self._items.pop(part, None)
            self._unread[part.value] = str(error)

    def _list(
        self, part: Part, op: Operation[Req, Resp], request: Req, name: str, workspace_id: str = ""
    ) -> None:
        answer = self._call(op, request)
        if answer.empty_because:
            self._empty_because[part] = answer.empty_because
        found = self._items.setdefault(part, {})
        for raw in raw_records(answer.raw, name) if not answer.empty_because else ():
            item = make_item(part, bytes(raw), workspace_id)
            if item.id:
                found[item.id] = item

    def _call(self, op: Operation[Req, Resp], request: Req) -> Answer[Resp]:
        self._token.raise_if_cancelled()
        answer = self._client.call(op, request, token=self._token, priority=self._urgency())
        self._calls += 1
        self._report(Progress(self._calls, self._total, "calls"))
        return answer

    def _urgency(self) -> Priority:
        if self._priority is not None:
            return self._priority
        few = self._total is None or self._total <= FEW_CALLS
        return Priority.CLICK if few else Priority.BACKGROUND


_PLACES: dict[Part, tuple[str, str]] = {
    # part: (where its id stands, where its name does)
    Part.WORKSPACES: ("id", "name"),
    Part.PROFILES: ("id", "name"),
    Part.TRACKERS: ("trackerId", "trackerName"),
    Part.SCORECARDS: ("scorecardId", "scorecardName"),
    Part.FOLDERS: ("id", "name"),
}


def make_item(part: Part, raw: bytes, workspace_id: str = "") -> Item:
    """An item from its JSON. Ids come as texts or as numbers beyond 2^53. Raises
    `msgspec.DecodeError` where `raw` is not an object."""
    value = msgspec.json.decode(raw, type=dict[str, Any])
    id_at, name_at = _PLACES[part]
    name = value.get(name_at)
    return Item(
        workspace_id or _id(value.get("workspaceId")),
        _id(value.get(id_at)),
        name if isinstance(name, str) else "",
        raw,
    )


def raw_records(raw: bytes, name: str) -> list[msgspec.Raw]:
    """The members of a list in a JSON object, each as its own text."""
    listed = msgspec.json.decode(raw, type=dict[str, msgspec.Raw]).get(name)
    if listed is None:
        return []
    return msgspec.json.decode(listed, type=list[msgspec.Raw] | None) or []


def _id(value: object) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
