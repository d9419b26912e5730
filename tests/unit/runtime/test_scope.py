"""Task scopes: the latest wins, errors reach the right place, closed views hear nothing."""

from __future__ import annotations

import asyncio
import gc

import pytest

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled, ConnectionFailed
from gong_admin.runtime.scope import TaskScope


@pytest.fixture
def errors() -> list[Exception]:
    return []


@pytest.fixture
def scope(loop, errors) -> TaskScope:
    return TaskScope(errors.append)


def test_busy_from_the_first_start_to_the_last_end(scope, run):
    seen = []
    scope.busy_changed.connect(seen.append)

    async def work():
        scope.start("a", asyncio.sleep(0))
        scope.start("b", asyncio.sleep(0))
        assert scope.busy
        await scope.finished()

    run(work())
    assert seen == [True, False]
    assert not scope.busy


def test_latest_cancels_the_previous_and_its_token(scope, run):
    tokens, finished = [], []

    async def load(name: str, token: CancelToken) -> None:
        tokens.append(token)
        await asyncio.sleep(0.02)
        finished.append(name)

    async def work():
        scope.start("load", lambda token: load("first", token))
        await asyncio.sleep(0)
        scope.start("load", lambda token: load("second", token))
        scope.start("other", lambda token: load("other", token))
        await scope.finished()

    run(work())
    assert sorted(finished) == ["other", "second"]
    assert [token.cancelled for token in tokens] == [True, False, False]


def test_without_latest_both_run(scope, run):
    finished = []

    async def load(name: str) -> None:
        await asyncio.sleep(0)
        finished.append(name)

    async def work():
        scope.start("load", load("first"), latest=False)
        scope.start("load", load("second"), latest=False)
        await scope.finished()

    run(work())
    assert finished == ["first", "second"]


def test_expected_errors_reach_the_view(scope, run, errors):
    error = ConnectionFailed("no route", reason="other", may_have_happened=False)

    async def fail() -> None:
        raise error

    async def work():
        scope.start("load", fail())
        await scope.finished()

    run(work())
    assert errors == [error]


def test_faults_reach_the_crash_reporter_not_the_view(scope, run, loop, errors):
    async def fail() -> None:
        raise ValueError("a fault")

    async def work():
        scope.start("load", fail())
        await scope.finished()

    run(work())
    assert errors == []
    assert [str(context["exception"]) for context in loop.unhandled] == ["a fault"]
    loop.unhandled.clear()


def test_a_fault_in_the_error_handler_is_not_hidden(run, loop):
    def broken(_: Exception) -> None:
        raise KeyError("handler")

    scope = TaskScope(broken)

    async def fail() -> None:
        raise ConnectionFailed("x", reason="dns", may_have_happened=False)

    async def work():
        scope.start("load", fail())
        await scope.finished()
        await asyncio.sleep(0)

    run(work())
    assert isinstance(loop.unhandled[0]["exception"], KeyError)
    loop.unhandled.clear()


def test_cancelling_is_not_an_error(scope, run, errors):
    async def load(token: CancelToken) -> None:
        await asyncio.sleep(0)
        raise Cancelled

    async def work():
        scope.start("load", load)
        scope.start("forever", asyncio.Event().wait())
        await asyncio.sleep(0.01)
        scope.cancel("forever")
        await scope.finished()

    run(work())
    assert errors == []


def test_closed_scope_drops_results_and_errors(scope, run, errors):
    shown, busy = [], []

    async def load() -> None:
        try:
            await asyncio.sleep(1)
        finally:
            shown.append("cleaned up")
        shown.append("result")

    async def work():
        scope.start("load", load())
        await asyncio.sleep(0)
        scope.busy_changed.connect(busy.append)
        scope.close()
        await scope.finished()
        scope.start("late", load())

    run(work())
    assert shown == ["cleaned up"]
    assert errors == []
    assert busy == []
    assert not scope.busy


def test_tasks_survive_a_collection_while_they_wait(scope, run):
    finished = []

    async def load() -> None:
        future = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(0.02, future.set_result, 1)
        finished.append(await future)

    async def work():
        scope.start("load", load())
        await asyncio.sleep(0)
        gc.collect()
        await scope.finished()

    run(work())
    assert finished == [1]


@pytest.mark.filterwarnings("error")
def test_what_is_cancelled_before_its_first_step_is_closed(scope, run):
    async def load() -> None:
        raise AssertionError("it was cancelled")

    work = load()

    async def start_and_cancel():
        scope.start("load", work)
        scope.cancel("load")
        await scope.finished()

    run(start_and_cancel())
    assert work.cr_frame is None  # closed, so Python has nothing to warn of
