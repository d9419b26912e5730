"""The palette's view on what has been read: people, profiles, trackers, folders by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from gong_admin.api.types.settings import Tracker, Workspace
from gong_admin.api.types.users import UserMetadata
from gong_admin.runtime.dataset import Dataset
from gong_admin.runtime.language import translate
from gong_admin.runtime.tenant_data import TenantData, full_name
from gong_admin.services.lists import FolderRecord, ProfileRecord
from gong_admin.ui.palette.source import Entry, Folded, Source, fixed

if TYPE_CHECKING:
    from gong_admin.runtime.case_office import CaseOffice

T = TypeVar("T")
Navigate = Callable[[str, str | None], None]


class _Records(Generic[T]):
    """Searches one dataset; the names are folded when it is first searched after a change."""

    def __init__(
        self, dataset: Dataset[T], text: Callable[[T], str], entry: Callable[[T], Entry]
    ) -> None:
        self._dataset = dataset
        self._text = text
        self._entry = entry
        self._folded = Folded()
        self._of = -1  # the version of the records that are folded

    def find(self, words: Sequence[str], limit: int) -> list[Entry]:
        if not words:
            return []  # people are found by typing; panels and commands are listed
        records = self._dataset.records
        if self._of != self._dataset.version:
            self._folded = Folded([self._text(record).casefold() for record in records])
            self._of = self._dataset.version
        return [self._entry(records[position]) for position in self._folded.search(words, limit)]

    def count(self) -> int:
        return len(self._dataset)


def sources(data: TenantData, navigate: Navigate) -> list[Source]:
    """One source for each kind of thing that can be opened by name."""

    def user(record: UserMetadata) -> Entry:
        return Entry(
            full_name(record), lambda: navigate("users", record.id), record.title or "", "avatar"
        )

    def profile(record: ProfileRecord) -> Entry:
        return Entry(
            record.profile.name or record.id,
            lambda: navigate("profiles", record.id),
            data.workspace_name(record.workspace_id),
            "shield-check",
        )

    def workspace(record: Workspace) -> Entry:
        return Entry(
            record.name or record.id or "",
            lambda: navigate("workspaces", record.id),
            record.description or "",
            "buildings",
        )

    def tracker(record: Tracker) -> Entry:
        return Entry(
            record.tracker_name or record.tracker_id or "",
            lambda: navigate("trackers", record.tracker_id),
            data.workspace_name(record.workspace_id),
            "crosshair",
        )

    def folder(record: FolderRecord) -> Entry:
        return Entry(
            record.folder.name or record.id,
            lambda: navigate("library", record.id),
            data.workspace_name(record.workspace_id),
            "folder",
        )

    groups: list[tuple[str, _Records[Any]]] = [
        (translate("palette", "Users"), _Records(data.users, _user_text, user)),
        (
            translate("palette", "Permission profiles"),
            _Records(data.profiles, _profile_text, profile),
        ),
        (translate("palette", "Workspaces"), _Records(data.workspaces, _workspace_text, workspace)),
        (translate("palette", "Trackers"), _Records(data.trackers, _tracker_text, tracker)),
        (translate("palette", "Library folders"), _Records(data.folders, _folder_text, folder)),
    ]
    return [Source(heading, records.find, records.count) for heading, records in groups]


def cases(office: CaseOffice, navigate: Navigate) -> Source:
    """Privacy cases by their reference, as far as they are open."""

    def entries() -> list[Entry]:
        return [
            Entry(one.reference, partial(navigate, "cases", one.id), icon="eraser")
            for one in office.seen.cases
        ]

    all_of = fixed(translate("palette", "Privacy cases"), entries)
    # Found by typing, as people are: the list is long, and not for whoever looks over a shoulder.
    return Source(
        all_of.heading,
        lambda words, limit: all_of.find(words, limit) if words else [],
        lambda: len(office.seen.cases),
    )


def _user_text(record: UserMetadata) -> str:
    return f"{full_name(record)} {record.email_address or ''} {record.id or ''}"


def _profile_text(record: ProfileRecord) -> str:
    return f"{record.profile.name or ''} {record.id}"


def _workspace_text(record: Workspace) -> str:
    return f"{record.name or ''} {record.id or ''}"


def _tracker_text(record: Tracker) -> str:
    return f"{record.tracker_name or ''} {record.tracker_id or ''}"


def _folder_text(record: FolderRecord) -> str:
    return f"{record.folder.name or ''} {record.id}"
