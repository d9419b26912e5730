"""The places of the library's tree: everything, a workspace, a folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gong_admin.models.column import Column
from gong_admin.models.roles import DISPLAY, AnyIndex
from gong_admin.models.tree_model import RecordTreeModel
from gong_admin.runtime.language import translate
from gong_admin.services.library import FolderTree
from gong_admin.services.lists import FolderRecord
from gong_admin.ui.table.tree_view import IconNameRole, NoteRole

EVERYTHING = "everything"


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the tree. `folders` are the ids of the folders whose calls it shows: its own for
    a folder, all of them for a workspace and for everything."""

    key: str
    title: str
    icon: str
    folders: tuple[str, ...]
    below: tuple[Place, ...] = ()
    record: FolderRecord | None = None
    workspace_id: str = ""


def build_places(
    tree: FolderTree, workspace: str | None, workspace_name: Callable[[str | None], str]
) -> list[Place]:
    """The entries at the top: everything, then the folders, under their workspaces where those of
    several are shown. `workspace` None means all."""
    shown = [one for one in tree.workspaces() if workspace in (None, one)]
    groups = [(one, tuple(_folder(tree, record) for record in tree.top(one))) for one in shown]
    everything = tuple(key for _, places in groups for key in _ids(places))
    if not everything:
        return []
    top = Place(EVERYTHING, translate("library", "All folders"), "books", everything)
    if len(groups) == 1:
        return [top, *groups[0][1]]
    return [
        top,
        *(
            Place(
                f"workspace:{one}",
                workspace_name(one),
                "buildings",
                tuple(_ids(places)),
                places,
                workspace_id=one,
            )
            for one, places in groups
        ),
    ]


def find_place(places: list[Place] | tuple[Place, ...], key: str) -> Place | None:
    """The entry with this key, at any depth."""
    for place in places:
        if place.key == key:
            return place
        if (found := find_place(place.below, key)) is not None:
            return found
    return None


def _folder(tree: FolderTree, record: FolderRecord) -> Place:
    below = tuple(_folder(tree, child) for child in tree.below(record))
    name = record.folder.name or record.id
    return Place(record.id, name, "folder", (record.id,), below, record, record.workspace_id)


def _ids(places: tuple[Place, ...]) -> list[str]:
    found: list[str] = []
    for place in places:
        found.append(place.key)
        found += _ids(place.below)
    return found


class PlacesModel(RecordTreeModel[Place]):
    """The tree with icons, and a note at the right: how many calls lie there, once read."""

    def __init__(self, note: Callable[[Place], str]) -> None:
        super().__init__(
            (Column("title", self.tr("Folder"), lambda place: place.title),),
            key=lambda place: place.key,
            children=lambda place: place.below,
        )
        self._note = note

    def data(self, index: AnyIndex, role: int = DISPLAY) -> Any:
        place = self.record(index) if index.isValid() else None
        if place is not None:
            if role == IconNameRole:
                return place.icon
            if role == NoteRole:
                return self._note(place)
        return super().data(index, role)
