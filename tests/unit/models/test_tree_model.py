from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from gong_admin.models.column import Column
from gong_admin.models.roles import RecordRole
from gong_admin.models.tree_model import RecordTreeModel


@dataclass(frozen=True)
class Folder:
    id: str
    name: str
    folders: tuple[Folder, ...] = ()


TREE = (
    Folder(
        "1",
        "Sales",
        (
            Folder("2", "Discovery", (Folder("3", "Best openings"), Folder("4", "Objections"))),
            Folder("5", "Negotiation"),
        ),
    ),
    Folder("6", "Support", (Folder("7", "Escalations"),)),
)


@pytest.fixture
def tree(qtbot: QtBot) -> RecordTreeModel[Folder]:
    model = RecordTreeModel(
        (Column[Folder]("name", "Name", lambda f: f.name),), lambda f: f.id, lambda f: f.folders
    )
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    assert tester.model() is model
    model.set_records(TREE)
    return model


def lines(model: RecordTreeModel[Folder], parent: QModelIndex | None = None, deep: int = 0) -> str:
    parent = parent or QModelIndex()
    text = ""
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        text += "  " * deep + model.data(index) + "\n" + lines(model, index, deep + 1)
    return text


def test_shows_records_below_records(tree: RecordTreeModel[Folder]) -> None:
    assert lines(tree).splitlines() == [
        "Sales",
        "  Discovery",
        "    Best openings",
        "    Objections",
        "  Negotiation",
        "Support",
        "  Escalations",
    ]
    assert tree.headerData(0, Qt.Orientation.Horizontal) == "Name"
    assert tree.data(tree.index(0, 0), RecordRole) is TREE[0]
    assert tree.record(QModelIndex()) is None


def test_a_filter_shows_matches_with_what_is_above_and_below(
    tree: RecordTreeModel[Folder],
) -> None:
    tree.set_filter("OBJ")
    assert lines(tree).splitlines() == ["Sales", "  Discovery", "    Objections"]
    tree.set_filter("discovery")
    assert lines(tree).splitlines() == [
        "Sales",
        "  Discovery",
        "    Best openings",
        "    Objections",
    ]
    tree.set_filter("nothing")
    assert lines(tree) == ""
    tree.set_filter("")
    assert len(lines(tree).splitlines()) == 7


def test_a_record_is_found_by_its_id(tree: RecordTreeModel[Folder]) -> None:
    assert tree.data(tree.index_of("4")) == "Objections"
    assert tree.data(tree.parent(tree.index_of("4"))) == "Discovery"
    assert not tree.index_of("unknown").isValid()
    tree.set_filter("support")
    assert not tree.index_of("4").isValid()


def test_branches_are_read_when_they_are_shown(qtbot: QtBot) -> None:
    asked: list[str] = []

    def below(folder: Folder) -> tuple[Folder, ...]:
        asked.append(folder.id)
        return folder.folders

    model = RecordTreeModel(
        (Column[Folder]("name", "Name", lambda f: f.name),), lambda f: f.id, below
    )
    model.set_records(TREE)
    assert model.rowCount() == 2
    assert asked == []
    assert model.rowCount(model.index(1, 0)) == 1
    assert asked == ["6"]
