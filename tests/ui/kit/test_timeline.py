"""Long titles of a history are read whole: the row grows, and shrinks again with more room."""

from __future__ import annotations

from gong_admin.ui.widgets.timeline import Moment, Timeline


def test_a_title_that_does_not_fit_beside_its_time_takes_another_line(qtbot):
    timeline = Timeline("History", grows=True)
    qtbot.addWidget(timeline)
    timeline.resize(600, 200)
    timeline.show()
    timeline.set_moments([Moment("Prevent web conference recording", "Turned off", "6 Aug 2023")])
    one_line = timeline.height()
    timeline.resize(240, one_line)
    qtbot.waitUntil(lambda: timeline.height() > one_line)
    timeline.resize(600, timeline.height())
    qtbot.waitUntil(lambda: timeline.height() == one_line)
