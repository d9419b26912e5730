"""The dialogs of saving and making profiles: read out, used by keyboard, at any size of text."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gong_admin.api.address import Address
from gong_admin.runtime.connections import Connection
from gong_admin.services.profiles.creating import blank
from gong_admin.services.profiles.editing import Edits, SettingChange
from gong_admin.services.profiles.reading import read
from gong_admin.services.profiles.rules import problems
from gong_admin.ui.profile_changes.conflict import ConflictDialog, conflict_of
from gong_admin.ui.profile_changes.folder_dialog import FolderDialog, FolderQuestion
from gong_admin.ui.profile_changes.new_dialog import NewProfile, NewProfileDialog
from gong_admin.ui.profile_changes.review import Target, save_review
from gong_admin.ui.theme import apply_theme
from gong_admin.ui.widgets.dialog import Dialog
from gong_admin.ui.widgets.review import ReviewDialog
from tests.ui import audit
from tests.ui.shell.conftest import answers, bench, services
from tests.ui.test_accessibility import findings_of

__all__ = ["answers", "bench", "services"]

BASE = json.dumps(
    json.loads(blank("Sellers of the north and the south")) | {"id": "70322"}
).encode()
EDITS: Edits = {
    "description": "What those see and do who sell in the north and in the south",
    "callsAccess.permissionLevel": "managers-team",
    "callsAccess.teamLeadIds": ("1", "2", "3", "4"),
    "deleteCalls": True,
    "downloadCallMedia": True,
}


def names(_setting: Any, each: str) -> str:
    return f"Person number {each}"


def review(parent: QWidget) -> Dialog:
    connection = Connection(name="Orvane", base_url="https://us-1.api.gong.io")
    address = Address.parse(connection.base_url)
    target = Target(connection, address, "EMEA Sales", "70322", BASE, EDITS, 214)
    return ReviewDialog(parent, save_review(target, problems(read(BASE), EDITS), names))


def conflict(parent: QWidget) -> Dialog:
    theirs = [
        SettingChange("description", "", "Something that somebody else has written meanwhile"),
        SettingChange("callsAccess.permissionLevel", "none", "all"),
        SettingChange("trimCalls", False, True),
        SettingChange("settingOfTomorrow", None, '{"level":"all"}'),
    ]
    return ConflictDialog(parent, conflict_of(read(BASE), theirs, EDITS, names))


def new(parent: QWidget) -> Dialog:
    places = [("a", "EMEA Sales"), ("b", "APAC")]
    likes = [("", "Nothing"), ("1", "Sellers · EMEA Sales")]
    return NewProfileDialog(parent, NewProfile("New", places, ("a",), {}, "Sellers", likes=likes))


def clone(parent: QWidget) -> Dialog:
    places = [(str(number), f"Workspace {number}") for number in range(6)]
    asked = NewProfile("Clone Sellers", places, ("1",), {}, "Sellers copy", several=True)
    return NewProfileDialog(parent, asked)


def folders(parent: QWidget) -> Dialog:
    own = [(str(number), f"Onboarding / Week {number}") for number in range(4)]
    return FolderDialog(parent, FolderQuestion("Sellers", "APAC", own, [("9", "Best")], 3))


DIALOGS: list[Callable[[QWidget], Dialog]] = [review, conflict, new, clone, folders]


@pytest.fixture
def text_scale(qapp: Any) -> Any:
    yield lambda scale: apply_theme(qapp, "light", text_scale=scale)
    apply_theme(qapp, "light")


@pytest.mark.parametrize("make", DIALOGS)
def test_it_is_read_out_used_by_keyboard_and_left_by_esc(
    bench: Any, qtbot: Any, make: Callable[[QWidget], Dialog]
) -> None:
    dialog = make(bench.window)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitActive(dialog)
    assert findings_of(dialog, dialog) == []
    assert audit.name_of(dialog) == dialog.windowTitle()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Escape)


@pytest.mark.parametrize("make", DIALOGS)
def test_it_fits_a_small_window_with_large_text(
    bench: Any, qtbot: Any, text_scale: Any, make: Callable[[QWidget], Dialog]
) -> None:
    bench.window.resize(1024, 640)
    text_scale(2.0)
    dialog = make(bench.window)
    dialog.open()
    qtbot.waitExposed(dialog)
    assert dialog.card().width() <= 1024
    assert dialog.card().height() <= 640
    for part in dialog.findChildren(QWidget):
        if part.isVisible() and part.focusPolicy() != Qt.FocusPolicy.NoFocus:
            left = part.mapTo(dialog, part.rect().topLeft()).x()
            right = part.mapTo(dialog, part.rect().topRight()).x()
            assert dialog.card().left() <= left <= right <= dialog.card().right(), part
    dialog.reject()
