"""What lies in a layout, found without Qt's items."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

import gong_admin
from gong_admin.ui.widgets.basics import Label, clear_layout
from gong_admin.ui.widgets.laid_out import laid_out, laid_out_widgets

_SOURCE = Path(gong_admin.__file__).parent
_MAY = {"flow_layout.py", "basics.py"}  # a layout of its own; and spacers only


def filled(host: QWidget) -> tuple[QVBoxLayout, QHBoxLayout, list[Label]]:
    column, row = QVBoxLayout(host), QHBoxLayout()
    labels = [Label(text) for text in "abcd"]
    column.addWidget(labels[0])
    column.addStretch(1)
    column.addLayout(row)
    column.insertWidget(0, labels[1])
    row.addWidget(labels[2])
    row.addSpacing(4)
    row.addWidget(labels[3])
    return column, row, labels


def _note(gone: list[str], text: str, *_: object) -> None:
    gone.append(text)


def test_parts_come_in_the_order_of_the_layout_without_spacers(qtbot: Any) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    column, row, labels = filled(host)
    assert laid_out(column) == [labels[1], labels[0], row]
    assert laid_out_widgets(row) == labels[2:]


def test_nothing_is_left_of_a_layout_that_is_cleared(qtbot: Any) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    column, _row, labels = filled(host)
    gone: list[str] = []
    for label in labels:
        label.destroyed.connect(functools.partial(_note, gone, label.text()))
    clear_layout(column)
    assert column.count() == 0
    qtbot.waitUntil(lambda: sorted(gone) == ["a", "b", "c", "d"])
    assert [child for child in host.children() if isinstance(child, QWidget)] == []


def test_cells_of_a_grid_are_parts_too(qtbot: Any) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    grid, one, two = QGridLayout(host), Label("one"), Label("two")
    grid.addWidget(two, 1, 0)
    grid.addWidget(one, 0, 0)
    assert laid_out(grid) == [two, one]


def test_nobody_asks_a_layout_of_qts_for_its_items() -> None:
    """PySide takes what lies at a dead item's address later for that item."""
    found = [
        file.name
        for file in _SOURCE.rglob("*.py")
        if file.name not in _MAY
        and re.search(
            r"\b_?(?:row|column|layout|extra|grid)\w*\.(?:itemAt|takeAt)\(", file.read_text("utf-8")
        )
    ]
    assert found == []
