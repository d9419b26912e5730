"""The console in a window too small for its three parts side by side."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gong_admin.api.catalogue import CATALOGUE
from gong_admin.ui.panels.console.view import ConsoleView

Key = Qt.Key


@pytest.fixture
def console(open_panel):
    return open_panel("console")


def seen(view: ConsoleView) -> list[str]:
    parts = {"operations": view.operations, "request": view.request, "answer": view.answer}
    return [name for name, part in parts.items() if part.isVisible()]


def test_one_part_at_a_time_where_there_is_no_room_for_three(console, bench, qtbot):
    view = console.view
    bench.window.resize(1440, 900)
    bench.window.activateWindow()
    qtbot.waitUntil(bench.window.isActiveWindow)
    qtbot.waitUntil(lambda: seen(view) == ["operations", "request", "answer"])
    assert not view.parts.choice.isVisible()
    view.parts.setMaximumWidth(720)
    qtbot.waitUntil(lambda: view.parts.one_by_one)
    assert seen(view) == ["request"], "what the person filled in"
    assert view.parts.choice.isVisible()
    console.focus_filter()
    assert seen(view) == ["operations"]
    assert view.operations.field.hasFocus()
    qtbot.keyClick(view.operations.field, Key.Key_Down)
    qtbot.keyClick(view.operations.tree, Key.Key_Down)
    assert seen(view) == ["operations"], "going through them by keys stays there"
    qtbot.keyClick(view.operations.tree, Key.Key_Return)
    assert seen(view) == ["request"]
    view.show_busy(True)
    assert seen(view) == ["answer"]
    view.show_busy(False)
    console.choose(next(op for op in CATALOGUE if op.id == "listWorkspaces"))
    assert seen(view) == ["request"]
    view.parts.setMaximumWidth(10_000)
    qtbot.waitUntil(lambda: not view.parts.one_by_one)
    assert seen(view) == ["operations", "request", "answer"]
