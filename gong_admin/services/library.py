"""The library: how its folders hang together, and the calls that lie in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.library import GET_FOLDER_CALLS
from gong_admin.api.client import Client
from gong_admin.api.pacing import Priority
from gong_admin.api.types.library import GetFolderCalls, LibraryCall
from gong_admin.services.lists import FolderRecord


@dataclass(frozen=True, slots=True)
class FolderContent:
    """The calls of one folder as read at `read_at`. `unknown_because` is Gong's sentence where it
    doesn't show the folder (any more): it was archived, made private or deleted."""

    folder_id: str
    calls: tuple[LibraryCall, ...]
    read_at: dt.datetime
    unknown_because: str = ""
    request_id: str | None = None


def read_folder(
    client: Client, folder_id: str, token: CancelToken, priority: Priority = Priority.CLICK
) -> FolderContent:
    """The calls of a folder, in Gong's order. One call."""
    answer = client.call(
        GET_FOLDER_CALLS, GetFolderCalls(folder_id=folder_id), token=token, priority=priority
    )
    return FolderContent(
        folder_id,
        tuple(answer.value.calls or ()),
        dt.datetime.now(dt.UTC),
        answer.empty_because,
        answer.request_id,
    )


class FolderTree:
    """Folders by their parents. Every folder is in it once, whatever Gong says of its parent:
    those whose parent isn't shown (a private one, say) or that hang in a circle stand at the top.
    """

    def __init__(self, records: Iterable[FolderRecord]) -> None:
        self._records = {record.id: record for record in records if record.id}
        self._parents = self._sound_parents()
        self._below: dict[tuple[str, str | None], list[FolderRecord]] = {}
        for record in sorted(self._records.values(), key=_by_name):
            place = record.workspace_id, self._parents[record.id]
            self._below.setdefault(place, []).append(record)

    def __len__(self) -> int:
        return len(self._records)

    def get(self, folder_id: str) -> FolderRecord | None:
        return self._records.get(folder_id)

    def workspaces(self) -> list[str]:
        """The ids of the workspaces that have folders, in the order in which they were read."""
        return list(dict.fromkeys(record.workspace_id for record in self._records.values()))

    def top(self, workspace_id: str) -> list[FolderRecord]:
        """The folders of a workspace that have none above them, by name."""
        return self._below.get((workspace_id, None), [])

    def below(self, record: FolderRecord) -> list[FolderRecord]:
        """The folders directly in `record`, by name."""
        return self._below.get((record.workspace_id, record.id), [])

    def path(self, folder_id: str) -> tuple[str, ...]:
        """The names from the top down to the folder, its own included."""
        names: list[str] = []
        at: str | None = folder_id
        while at is not None and (record := self._records.get(at)) is not None:
            names.append(record.folder.name or record.id)
            at = self._parents[at]
        return tuple(reversed(names))

    def _sound_parents(self) -> dict[str, str | None]:
        parents: dict[str, str | None] = {}
        for record in self._records.values():
            above = self._records.get(record.folder.parent_folder_id or "")
            same = above is not None and above.workspace_id == record.workspace_id
            parents[record.id] = above.id if above is not None and same else None
        for start in parents:
            seen: set[str] = set()
            at: str | None = start
            while at is not None:
                if at in seen:
                    parents[at] = None  # a circle is cut where it closes
                    break
                seen.add(at)
                at = parents[at]
        return parents


def _by_name(record: FolderRecord) -> str:
    return (record.folder.name or "").casefold()
