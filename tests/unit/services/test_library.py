"""The library's folders as a tree, whatever Gong says of their parents."""

from __future__ import annotations

from gong_admin.api.types.library import LibraryFolder
from gong_admin.services.library import FolderTree
from gong_admin.services.lists import FolderRecord


def folder(key: str, parent: str | None = None, workspace: str = "1") -> FolderRecord:
    return FolderRecord(
        workspace, LibraryFolder(id=key, name=f"Folder {key}", parent_folder_id=parent)
    )


def keys(records: list[FolderRecord]) -> list[str]:
    return [record.id for record in records]


def test_folders_stand_below_their_parents_by_name():
    tree = FolderTree([folder("c", "a"), folder("a"), folder("b", "a"), folder("d", "b")])
    top = tree.top("1")
    assert keys(top) == ["a"]
    assert keys(tree.below(top[0])) == ["b", "c"]
    assert tree.path("d") == ("Folder a", "Folder b", "Folder d")


def test_a_folder_whose_parent_is_hidden_stands_at_the_top():
    tree = FolderTree([folder("a", "private"), folder("b", "a")])
    assert keys(tree.top("1")) == ["a"]
    assert tree.path("b") == ("Folder a", "Folder b")


def test_a_parent_in_another_workspace_does_not_count():
    tree = FolderTree([folder("a"), folder("b", "a", workspace="2")])
    assert keys(tree.top("2")) == ["b"]
    assert tree.workspaces() == ["1", "2"]


def test_a_circle_is_cut_and_loses_nobody():
    tree = FolderTree([folder("a", "c"), folder("b", "a"), folder("c", "b"), folder("d", "d")])
    found: list[str] = []

    def walk(records: list[FolderRecord]) -> None:
        for record in records:
            found.append(record.id)
            walk(tree.below(record))

    walk(tree.top("1"))
    assert sorted(found) == ["a", "b", "c", "d"]


def test_a_path_to_nowhere_is_empty():
    assert FolderTree([]).path("x") == ()
