"""What tests of the profile editor do in it, as a person does."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.panels.test_profiles import ready

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WAIT = 10_000


def begin(panel, bench, qtbot):
    """All lists read, changes allowed, the window in front."""
    ready(panel, bench, qtbot)
    qtbot.waitUntil(lambda: bench.data.users.complete, timeout=WAIT)
    bench.session.lock.open()
    bench.window.activateWindow()
    with qtbot.waitActive(bench.window):
        pass
    return panel


def row(panel, name: str):
    """The line of a setting by its name."""
    rows = panel.view.settings_view.rows()
    return next(one for one in rows if one.accessibleName().startswith(f"{name}: "))


def toggle(panel, name: str) -> None:
    QTest.mouseClick(row(panel, name).switch, Qt.MouseButton.LeftButton)


def level(panel, name: str, words: str) -> None:
    control = row(panel, name).levels
    segment = next(one for one in control._segments if one.text() == words)
    QTest.mouseClick(segment, Qt.MouseButton.LeftButton)


def key(panel, which, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key wherever the keyboard is."""
    window = QApplication.activePopupWidget() or panel.view.window()
    QTest.keyClick(window.focusWidget() or window, which, modifiers)


def edits(panel) -> dict:
    return dict(panel.context.data.staged.edits(panel.current().id))


def marks(panel) -> dict[str, str]:
    return {item.title: item.mark for item in panel.view.side.items() if item.mark}


def cards(panel) -> list[str]:
    return [card.accessibleName() for card in panel.view.detail.changes.cards()]


def held(panel) -> dict:
    """The profile shown as the sandbox holds it now."""
    return json.loads(panel.current().raw)
