"""Jobs: what the status bar says, from any thread, without flooding the window."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from gong_admin.runtime.jobs import Jobs, span
from gong_admin.services.progress import Progress


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def jobs(qtbot, clock) -> Jobs:
    return Jobs(calls_per_second=lambda: 3.0, clock=clock)


def test_a_flood_of_reports_becomes_few_updates(jobs, qtbot):
    changed = []
    jobs.changed.connect(changed.append)
    job = jobs.begin("Reading users")

    def work() -> None:
        for done in range(20_000):
            job.report(Progress(done, 20_000, "users"))
        job.report(Progress(20_000, 20_000, "users"))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(changed))
    assert len(changed) == 1
    assert changed[0].describe() == "20,000 of 20,000 users"


def test_finish_from_a_worker_removes_the_job(jobs, qtbot):
    removed = []
    jobs.removed.connect(removed.append)
    job = jobs.begin("Reading users", total=10)
    thread = threading.Thread(target=job.finish, args=("10 users read",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: removed == [job])
    assert job.outcome == "10 users read"
    assert jobs.running == ()


def test_nothing_ticks_on_behind_the_last_job(jobs, qtbot):
    job = jobs.begin("Reading users", total=10)
    told = []
    jobs.changed.connect(told.append)
    job.report(Progress(9, 10, "users"))
    QCoreApplication.processEvents()
    timer = jobs.findChild(QTimer)
    assert timer.isActive()  # the window is to learn of it
    job.finish("10 users read")
    QCoreApplication.processEvents()
    assert jobs.running == ()
    assert not timer.isActive()
    job.report(Progress(10, 10, "users"))  # from a worker that is late
    QCoreApplication.processEvents()
    assert not timer.isActive()
    assert told == []


def test_time_left_and_the_limit_that_causes_it(jobs, clock, qtbot):
    job = jobs.begin("Reading users", total=8431)
    assert job.describe() == "0 of 8,431"
    clock.now = 4.0
    with qtbot.waitSignal(jobs.changed):
        job.report(Progress(1200, 8431, "users"))
    assert job.describe() == ("1,200 of 8,431 users, 24 s left at 3 API calls a second")


def test_a_quick_beginning_promises_no_more_than_the_limit_allows(jobs, clock, qtbot):
    job = jobs.begin("Reading users", total=8431)
    clock.now = 1.0
    with qtbot.waitSignal(jobs.changed):
        job.report(Progress(1200, 8431, "users"))
    assert job.describe() == "1,200 of 8,431 users, 24 s left at 3 API calls a second"


def test_slower_than_the_limit_does_not_blame_it(jobs, clock, qtbot):
    job = jobs.begin("Reading users", total=1000)
    clock.now = 10.0
    with qtbot.waitSignal(jobs.changed):
        job.report(Progress(100, 1000, "users"))
    assert job.describe() == "100 of 1,000 users, 1 min 30 s left"


def test_rests_that_were_asked_for_are_part_of_what_is_left(jobs, clock, qtbot):
    job = jobs.begin("Erasing", page_size=1)
    job.gap = 60.0
    with qtbot.waitSignal(jobs.changed):
        job.report(Progress(0, 4, "subjects"))
    assert job.describe() == "0 of 4 subjects, 3 min left with 1 min of rest between two"


def test_unknown_total_counts_only(jobs, clock, qtbot):
    job = jobs.begin("Reading calls")
    assert job.describe() == "Reading calls"
    clock.now = 5.0
    with qtbot.waitSignal(jobs.changed):
        job.report(Progress(300, None, "calls"))
    assert job.describe() == "300 calls"
    assert job.seconds_left() is None


def test_cancel_reaches_the_work(jobs):
    asked = []
    job = jobs.begin("Reading users", cancel=lambda: asked.append("stop"))
    jobs.begin("Saving")
    jobs.cancel_all()
    assert asked == ["stop"]
    assert job in jobs.running  # until the work has really stopped


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (12.4, "12 s"), (60, "1 min"), (200, "3 min 20 s"), (7500, "2 h 5 min")],
)
def test_span(seconds, text):
    assert span(seconds) == text
