"""What every test shares: a home of its own, the loop, the sandbox, and no leftovers."""

from __future__ import annotations

import functools
import gc
import logging
import os
import re
import tempfile
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_API"] = "pyside6"
os.environ["GONG_ADMIN_HOME"] = tempfile.mkdtemp(prefix="gong-admin-tests-")
# Dates read the same everywhere, and nothing goes into the keyring of whoever runs the tests.
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

import hypothesis
import pytest

T = TypeVar("T")

_QT_FIXTURES = {"qapp", "qtbot", "loop", "run", "qtmodeltester"}
_FULL_COLLECT_EVERY = 25  # tests
_tests_run = 0
_PATIENCE = 20_000  # milliseconds until something that is waited for counts as missing
_SANDBOXES_KEPT = 4  # of those that modules share
_GRACE = 10.0  # seconds a thread or an event may need to go away after a test
# The offscreen platform says this about sizes, raising and grabbing, which windows may ask for.
_QT_NOISE = ("This plugin does not support",)

# How long an example takes says more of the machine than of the program. A fixture that all
# examples of a test share is meant to be shared.
_health = hypothesis.HealthCheck
hypothesis.settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[_health.too_slow, _health.function_scoped_fixture],
)
hypothesis.settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("qt_log_level_fail") is None:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
        item.add_marker(pytest.mark.qt_log_ignore(*_QT_NOISE, extend=True))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home of the program: settings, journal, logs and call counts start from nothing."""
    folder = tmp_path / "home"
    monkeypatch.setenv("GONG_ADMIN_HOME", str(folder))
    return folder


@pytest.fixture
def qtbot(qtbot: Any) -> Any:
    """pytest-qt's own, with the patience that a machine with much to do needs."""
    for wait in ("waitUntil", "waitSignal", "waitSignals", "waitExposed"):
        setattr(qtbot, wait, functools.partial(getattr(qtbot, wait), timeout=_PATIENCE))
    return qtbot


# -- the loop ----------------------------------------------------------------------------------


@pytest.fixture
def loop(qapp: Any) -> Iterator[Any]:
    """The program's own event loop. An exception that nobody handled fails the test.

    It counts as running during the whole test, so that a click may start a task and `qtbot` may
    wait for what it does.
    """
    import asyncio

    from gong_admin.runtime.loop import create_loop

    loop = create_loop(qapp)
    unhandled: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _loop, context: unhandled.append(context))
    loop.unhandled = unhandled  # tests that cause one look at it and clear it
    run_forever = loop.run_forever

    def run_and_stay_current() -> Any:
        try:
            return run_forever()
        finally:
            asyncio._set_running_loop(loop)

    loop.run_forever = run_and_stay_current
    asyncio._set_running_loop(loop)
    yield loop
    left = [task for task in asyncio.all_tasks(loop) if not task.done()]
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    asyncio._set_running_loop(None)
    loop.close()
    assert not left, f"tasks still running at the end of the test: {left}"
    if unhandled:
        raise AssertionError(f"unhandled in the loop: {unhandled}") from unhandled[0].get(
            "exception"
        )


@pytest.fixture
def run(loop: Any) -> Callable[[Coroutine[Any, Any, T]], T]:
    """Drives one coroutine to its end on `loop`."""
    return loop.run_until_complete  # type: ignore[no-any-return]


# -- the sandbox -------------------------------------------------------------------------------


class _Sandboxes:
    """The sandboxes that run, which are some fifty megabytes each."""

    def __init__(self) -> None:
        self._shared: dict[Any, Any] = {}  # by options, the one asked for last at the end
        self._fresh: list[Any] = []

    def start(self, *, fresh: bool = False, **options: Any) -> Any:
        from gong_admin.sandbox.process import Sandbox

        options = {"users": 200, "rate": 0, "daily": 0, "latency_ms": 0, **options}
        key = tuple(sorted(options.items()))
        if fresh:
            self._fresh.append(Sandbox(**options).start())
            return self._fresh[-1]
        found = self._shared.pop(key, None) or Sandbox(**options).start()
        self._shared[key] = found
        return found

    @contextmanager
    def fresh_ones_end(self) -> Iterator[None]:
        """End what was started for nobody else in the meantime."""
        before = len(self._fresh)
        yield
        while len(self._fresh) > before:
            self._fresh.pop().stop()

    def keep(self, most: int) -> None:
        """End those that nobody has asked for in a while."""
        while len(self._shared) > most:
            self._shared.pop(next(iter(self._shared))).stop()


@pytest.fixture(scope="session")
def sandboxes() -> Iterator[_Sandboxes]:
    running = _Sandboxes()
    with running.fresh_ones_end():
        yield running
    running.keep(0)


@pytest.fixture(scope="session")
def sandbox(sandboxes: _Sandboxes) -> Callable[..., Any]:
    """Starts Gong on this machine: `sandbox(users=200)` is a running `Sandbox`.

    Without limits and delays unless asked for. One process for each set of options, shared by all
    tests that ask for the same; `fresh=True` for a test, or a module, that changes it for others.
    """
    return sandboxes.start


@pytest.fixture(scope="module", autouse=True)
def few_sandboxes(sandboxes: _Sandboxes) -> Iterator[None]:
    with sandboxes.fresh_ones_end():
        yield
    sandboxes.keep(_SANDBOXES_KEPT)


@pytest.fixture(autouse=True)
def sandboxes_of_a_test_end(sandboxes: _Sandboxes) -> Iterator[None]:
    with sandboxes.fresh_ones_end():
        yield


# -- the garbage collector ---------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def collector_stays_here() -> Iterator[None]:
    """As in the program: collecting happens on the GUI thread only.

    On a worker thread it would destroy widgets there, which ends the process now and then.
    """
    gc.disable()
    yield
    gc.enable()
    from gong_admin.ui import copied

    copied.release()


@pytest.fixture(autouse=True)
def collect_between_tests(collector_stays_here: None) -> Iterator[None]:
    yield
    gc.disable()  # a test of the collector itself may have given it back to Python
    global _tests_run
    _tests_run += 1
    gc.collect(2 if _tests_run % _FULL_COLLECT_EVERY == 0 else 0)


# -- nothing left behind -----------------------------------------------------------------------


@pytest.fixture(autouse=True)
def no_leftovers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves threads, running timers or top-level widgets behind."""
    uses_qt = bool(_QT_FIXTURES & set(request.fixturenames))
    threads = set(threading.enumerate())
    windows, timers = (_windows(), _timers()) if uses_qt else (set(), set())
    yield
    left = _wait_for_threads(threads)
    assert not left, f"threads left running: {sorted(thread.name for thread in left)}"
    if uses_qt:
        _flush_deletes()
        new_windows, new_timers = _windows() - windows, _timers() - timers
        if new_windows or new_timers:
            # Reference cycles hold what the next collection would free: that's no leak.
            gc.collect()
            _flush_deletes()
            new_windows, new_timers = _windows() - windows, _timers() - timers
        assert not new_windows, f"windows left behind: {_describe(new_windows)}"
        assert not new_timers, f"timers left running: {_describe(new_timers)}"


def _wait_for_threads(before: set[threading.Thread]) -> list[threading.Thread]:
    deadline = time.monotonic() + _GRACE
    while True:
        left = [
            thread
            for thread in set(threading.enumerate()) - before
            # A shared sandbox outlives the test that happened to start it.
            if not thread.name.startswith(("sandbox", "pytest_timeout"))
        ]
        if not left or time.monotonic() > deadline:
            return left
        left[0].join(0.05)


class _ById:
    """A Qt object in a set: by identity, because some define `==` their own way."""

    def __init__(self, item: Any) -> None:
        self.item = item

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.item is self.item

    def __hash__(self) -> int:
        return id(self.item)


def _windows() -> set[_ById]:
    from PySide6.QtWidgets import QApplication

    # Qt keeps a few windows of its own (a combo box's list, a tooltip); only ours have no parent.
    return {_ById(w) for w in QApplication.topLevelWidgets() if w.parent() is None}


def _timers() -> set[_ById]:
    import shiboken6
    from PySide6.QtCore import QTimer

    return {
        _ById(item)
        for item in gc.get_objects()
        if type(item) is QTimer and shiboken6.isValid(item) and item.isActive()
    }


def _flush_deletes() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def _describe(found: set[_ById]) -> list[str]:
    return [f"{entry.item!r} of {entry.item.parent()!r}" for entry in found]


# -- no unexpected log lines -------------------------------------------------------------------


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


class ExpectedLogs:
    """`expected_logs("pattern")`: the test provokes a warning that matches, and must get it."""

    def __init__(self) -> None:
        self.patterns: list[str] = []

    def __call__(self, pattern: str) -> None:
        self.patterns.append(pattern)


@pytest.fixture
def expected_logs() -> ExpectedLogs:
    return ExpectedLogs()


@pytest.fixture(autouse=True)
def no_unexpected_logs(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that logs a warning or an error it did not announce."""
    expected = (
        request.getfixturevalue("expected_logs")
        if "expected_logs" in request.fixturenames
        else ExpectedLogs()
    )
    listener = _Listener()
    root = logging.getLogger()
    root.addHandler(listener)
    yield
    root.removeHandler(listener)
    lines = [f"{record.name}: {record.getMessage()}" for record in listener.records]
    missing = [p for p in expected.patterns if not any(re.search(p, line) for line in lines)]
    surprising = [line for line in lines if not any(re.search(p, line) for p in expected.patterns)]
    assert not surprising, f"unexpected log lines: {surprising}"
    assert not missing, f"log lines that never came: {missing}"
