"""The bridge between the window's thread and the threads that wait for Gong.

Coroutines run on the GUI thread; blocking calls run here, on our own named threads. Nothing
else in the program makes threads for Gong's sake.
"""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Bridge:
    """Runs blocking functions beside the window and hands their results back to it.

    There are two groups of threads, so that what the user clicks never queues behind long
    background loads: `run` uses the first, `run_background` the second. Cancelling the awaiting
    task frees only the awaiter; the function itself ends when it looks at its `CancelToken`.
    """

    def __init__(self, *, workers: int = 6, background_workers: int = 4) -> None:
        self._clicks = ThreadPoolExecutor(workers, thread_name_prefix="gong-click")
        self._background = ThreadPoolExecutor(
            background_workers, thread_name_prefix="gong-background"
        )
        self._running: dict[Future[Any], str] = {}
        self._closed = False

    @property
    def running(self) -> tuple[str, ...]:
        """Names of the functions that have not returned yet, for the shutdown's log."""
        return tuple(self._running.values())

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `function` on a thread; its result or exception comes back to the caller."""
        return await self._submit(
            self._clicks, function, functools.partial(function, *args, **kwargs)
        )

    async def run_background(
        self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Like `run`, on the threads kept for long loads."""
        return await self._submit(
            self._background, function, functools.partial(function, *args, **kwargs)
        )

    async def shut_down(self, seconds: float) -> tuple[str, ...]:
        """Take no more work, drop what has not begun, wait `seconds` for what has.

        Returns the names of functions that still run. They can't be stopped from outside;
        whoever ends the process decides whether to wait for them.
        """
        self.close()
        deadline = time.monotonic() + seconds
        while self._running and time.monotonic() < deadline:
            await asyncio.sleep(0.01)
        return self.running

    def close(self) -> None:
        """Take no more work and drop what has not begun, without waiting."""
        self._closed = True
        for pool in (self._clicks, self._background):
            pool.shutdown(wait=False, cancel_futures=True)

    async def _submit(
        self, pool: ThreadPoolExecutor, function: Callable[..., T], call: Callable[[], T]
    ) -> T:
        if self._closed:
            # The window is closing: whoever still asks is being cancelled anyway.
            raise asyncio.CancelledError
        future = pool.submit(call)
        self._running[future] = getattr(function, "__qualname__", repr(function))
        future.add_done_callback(self._forget)
        return await asyncio.wrap_future(future)

    def _forget(self, future: Future[Any]) -> None:
        # dict.pop is one step under the GIL, so it may happen on the worker's thread.
        self._running.pop(future, None)
