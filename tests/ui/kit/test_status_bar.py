"""The line at the foot of the window, where there is little room."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from gong_admin.api.pacing import Usage
from gong_admin.runtime.jobs import Jobs
from gong_admin.ui.shell.status_bar import StatusBar

Show = Callable[..., QWidget]


@pytest.mark.parametrize(("width", "whole"), [(1400, True), (420, False)])
def test_it_leaves_out_what_it_has_no_room_for(shown: Show, width: int, whole: bool) -> None:
    bar = StatusBar(Jobs())
    shown(bar, width=width)
    bar.show_usage(Usage(412, 10_000, None), 3.0)
    assert bar._rate.isVisible() is whole
    assert bar._used.isVisible(), "how much of the day is used is worth most"
    parts = [part for part in bar.findChildren(QWidget) if part.isVisible()]
    assert all(part.geometry().right() <= bar.width() for part in parts)


def test_without_a_connection_nothing_is_said_to_be_up_to_date(shown: Show) -> None:
    bar = StatusBar(Jobs())
    shown(bar, width=900)
    assert not bar._counts.isVisible()
    assert not bar._mark.isVisible()
