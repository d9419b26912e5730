"""The tree in the look of the tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gong_admin.ui.table.tree_view import IconNameRole, NoteRole, TreeView

KEY, LEFT = Qt.Key, Qt.MouseButton.LeftButton


@pytest.fixture
def tree(qtbot: QtBot, dressed: QApplication) -> Iterator[TreeView]:
    model = QStandardItemModel()
    for name in ("Onboarding", "Best calls"):
        folder = QStandardItem(name)
        folder.setData("folder", IconNameRole)
        folder.setData("2", NoteRole)
        folder.appendRows([QStandardItem("Discovery"), QStandardItem("Closing")])
        model.appendRow(folder)
    view = TreeView("Folders")
    view.setModel(model)
    qtbot.addWidget(view)
    view.resize(260, 300)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.setModel(None)


def test_arrows_open_choose_and_enter_opens(tree: TreeView, qtbot: QtBot) -> None:
    model = tree.model()
    tree.setFocus()
    tree.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(tree, KEY.Key_Right)
    assert tree.isExpanded(model.index(0, 0))
    with qtbot.waitSignal(tree.chosen) as chosen:
        qtbot.keyClick(tree, KEY.Key_Down)
    assert chosen.args[0].data() == "Discovery"
    with qtbot.waitSignal(tree.opened) as opened:
        qtbot.keyClick(tree, KEY.Key_Return)
    assert opened.args[0].data() == "Discovery"


def test_a_click_on_the_caret_opens_without_choosing(tree: TreeView, qtbot: QtBot) -> None:
    index = tree.model().index(1, 0)
    spot = QPoint(tree.content_left(index) + 6, tree.visualRect(index).center().y())
    qtbot.mouseClick(tree.viewport(), LEFT, pos=spot)
    assert tree.isExpanded(index)
    assert not tree.selectionModel().hasSelection()
    qtbot.mouseClick(tree.viewport(), LEFT, pos=QPoint(120, spot.y()))
    assert tree.selectionModel().isSelected(index)


def test_typing_goes_to_the_filter(tree: TreeView, qtbot: QtBot) -> None:
    tree.setFocus()
    with qtbot.waitSignal(tree.text_typed) as typed:
        qtbot.keyClick(tree, "d")
    assert typed.args == ["d"]
    assert tree.accessibleName() == "Folders"
