"""Questions that are answered in a dialog of their own, through the window's real prompts."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from gong_admin.ui.profile_changes.conflict import Conflict, ConflictDialog, ConflictRow
from gong_admin.ui.prompts import WindowPrompts
from tests.ui.shell.conftest import answers, bench, services

__all__ = ["answers", "bench", "services"]

CONFLICT = Conflict("Sales", [ConflictRow("market", "Market", "Off", "On", "Off", "")])


def answer(bench, run, *, accepted):
    """What comes of a conflict that is decided by clicks."""

    def decide():
        dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, ConflictDialog)]
        if not dialogs:
            return
        timer.stop()
        (dialog,) = dialogs
        for switch in dialog._switches.values():
            switch.step(-1)
        (dialog.accept if accepted else dialog.reject)()

    timer = QTimer(interval=5)
    timer.timeout.connect(decide)
    timer.start()
    return run(WindowPrompts(bench.window).resolve_conflict(CONFLICT))


def test_what_was_decided_outlives_the_dialog(bench, run):
    assert answer(bench, run, accepted=True) == {"market": "yours"}


def test_giving_up_decides_nothing(bench, run):
    assert answer(bench, run, accepted=False) is None
