"""The bar above everything gives way where it is narrow, the least important first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gong_admin.runtime.connections import Connection
from gong_admin.ui.shell.top_bar import TopBar
from gong_admin.ui.theme import apply_theme


def test_whether_changes_are_allowed_is_read_whole(
    qapp: QApplication, shown: Callable[..., QWidget], qtbot: QtBot
) -> None:
    bar = TopBar()
    window = shown(bar, width=1024)
    bar.show_connection(Connection(name="Orvane", base_url="https://api.gong.test"))
    bar.show_lock(unlocked=True, detail="")
    wide = bar.workspace.full_width()
    qtbot.waitUntil(lambda: bar.workspace.width() == wide)
    apply_theme(qapp, "light", text_scale=2.0)
    qtbot.waitUntil(lambda: bar.lock.width() >= bar.lock.sizeHint().width())
    assert bar.workspace.width() < bar.workspace.full_width()
    apply_theme(qapp, "light")
    qtbot.waitUntil(lambda: bar.workspace.width() == wide)
    window.close()
