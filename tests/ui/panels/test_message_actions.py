"""What a message offers is done, whichever panel shows it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialog

from gong_admin.ui.connections.manager import ConnectionsDialog
from gong_admin.ui.doctor.dialog import DoctorDialog
from gong_admin.ui.panels import PANELS

# These ask Gong for nothing when they are opened.
QUIET = ("snapshots", "lookup", "cases")
READING = [spec.key for spec in PANELS if spec.key not in QUIET]


def press(bench, qtbot, words):
    """Press the button of that name as soon as a message shows it; the dialog that opens."""

    def offered():
        return [
            button
            for button in bench.window.findChildren(QAbstractButton)
            if button.text() == words and button.isVisible()
        ]

    qtbot.waitUntil(lambda: bool(offered()), timeout=30_000)
    offered()[0].click()

    def opened():
        return [one for one in bench.window.findChildren(QDialog) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(opened()))
    return opened()[0]


@pytest.mark.parametrize("key", READING)
def test_a_refused_key_leads_to_the_connection_not_to_a_check(open_panel, bench, qtbot, key):
    panel = open_panel(key, faults={"revoked-key": 1})
    if key == "console":
        panel.send()
    dialog = press(bench, qtbot, "Edit connection")
    # Nothing is saved of the demo: the list of connections stands for its form.
    assert isinstance(dialog, ConnectionsDialog)
    dialog.reject()


@pytest.mark.parametrize("key", READING)
def test_a_missing_scope_leads_to_the_check_of_the_key(open_panel, bench, qtbot, key):
    panel = open_panel(key, faults={"missing-scope": 1})
    if key == "console":
        panel.send()
    dialog = press(bench, qtbot, "Check this key")
    assert isinstance(dialog, DoctorDialog)
    dialog.reject()
