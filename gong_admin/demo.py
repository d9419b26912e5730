"""The demo company: one sandbox for the program, started when it is first wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from gong_admin.runtime.bridge import Bridge

if TYPE_CHECKING:
    from gong_admin.sandbox.process import Sandbox


class Demo:
    """Keeps what was changed in it while the program runs, however often it is opened."""

    def __init__(self, bridge: Bridge, closing: list[Callable[[], Awaitable[None]]]) -> None:
        """`closing` is the program's list of what is to end with it, last added first."""
        self._bridge = bridge
        self._starting: asyncio.Task[Sandbox] | None = None
        # Ended after every window: they close what they have open in it first.
        closing.insert(0, self._stop)

    async def sandbox(self, *, users: int, latency_ms: float) -> Sandbox:
        """The running sandbox; the parameters count when it has to be started.

        Raises `SandboxFailed`. Who stops waiting does not stop it from starting.
        """
        if self._starting is None or self._ended():
            self._starting = asyncio.create_task(self._start(users, latency_ms), name="demo")
        return await asyncio.shield(self._starting)

    async def _start(self, users: int, latency_ms: float) -> Sandbox:
        from gong_admin.sandbox.process import Sandbox

        sandbox = Sandbox(users=users, latency_ms=latency_ms)
        await self._bridge.run(sandbox.start)
        return sandbox

    def _ended(self) -> bool:
        task = self._starting
        if task is None or not task.done():
            return False
        return task.cancelled() or task.exception() is not None or not task.result().running

    async def _stop(self) -> None:
        if self._starting is None:
            return
        # One that is only just starting is waited for, else nobody would end it.
        done, _ = await asyncio.wait({self._starting})
        for task in done:
            if not task.cancelled() and task.exception() is None:
                await self._bridge.run(task.result().stop)
