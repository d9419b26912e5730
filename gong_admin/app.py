"""The composition root: builds everything, runs the loop, and ends it in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Awaitable, Callable, Iterator

from gong_admin.demo import Demo
from gong_admin.opening import Opening, begin
from gong_admin.options import Options
from gong_admin.runtime import paths
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.credentials import CredentialStore
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.loop import Collector, create_loop
from gong_admin.ui import copied

_log = logging.getLogger(__name__)
_SHUTDOWN_SECONDS = 5.0
_LOOK_EVERY = 0.05  # seconds between two looks whether an answer has come
_ANSWER_SECONDS = 60.0  # as long as the transport waits for Gong


class App:
    """What lives as long as the program. Windows are built on top of it and close before it.

    `closing` holds what is to end at shutdown, last added first: sessions, windows, the demo.
    """

    def __init__(self, opening: Opening, options: Options) -> None:
        self.opening = opening
        self.qt = opening.qt
        self.options = options
        self.exit_code = 0
        self.crashes = opening.crashes
        self.collector = Collector()
        self.settings = opening.settings
        self.connections = opening.connections
        self.credentials = CredentialStore()
        self.journal = Journal(paths.journal_file())
        self.bridge = Bridge()
        self.closing: list[Callable[[], Awaitable[None]]] = []
        self.demo = Demo(self.bridge, self.closing)
        self._quit = asyncio.Event()

    def quit(self, exit_code: int = 0) -> None:
        """End the program in order. May be called more than once; the first code counts."""
        if not self._quit.is_set():
            self.exit_code = exit_code
            self._quit.set()

    async def main(self, build: Callable[[App], Awaitable[None]]) -> int:
        """Build the windows, wait until `quit`, shut down."""
        self.qt.lastWindowClosed.connect(self.quit)
        with self._signals():
            try:
                await build(self)
                await self._quit.wait()
            finally:
                await self.shut_down()
        return self.exit_code

    async def shut_down(self) -> None:
        """Cancel, wait a little, close, save. Nothing that fails here keeps the rest from ending.
        What has left for Gong is waited for longer: its answer has to be noted.

        The order matters: windows stop asking Gong before the threads they ask on are closed, and
        the settings are written last, when every window has said how it was left.
        """
        while self.closing:
            close = self.closing.pop()
            try:
                if not await ended(close(), lambda: self.journal.unanswered):
                    _log.warning("not ended in time: %s", getattr(close, "__qualname__", close))
            except Exception as error:  # noqa: BLE001 - reported, and the rest has to end as well
                self.crashes.report(error, "shutdown")
        own = asyncio.current_task()
        tasks = [task for task in asyncio.all_tasks() if task is not own]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_SHUTDOWN_SECONDS)
        self.bridge.close()
        await ended(self._answers(), lambda: self.journal.unanswered)
        left = await self.bridge.shut_down(_SHUTDOWN_SECONDS)
        if left:
            _log.warning("still running at the end: %s", ", ".join(left))
        self.credentials.close()
        try:
            self.settings.flush()
        except OSError as problem:
            _log.warning("settings could not be saved: %s", problem.strerror)

    async def _answers(self) -> None:
        while self.journal.unanswered:
            await asyncio.sleep(_LOOK_EVERY)

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        """A terminal's Ctrl+C and a system's SIGTERM end the program like closing its window.

        Python runs its handlers between two steps of Python code, and the collector's timer sees
        to it that there is one every second.
        """
        wanted = [signal.SIGINT, signal.SIGTERM]
        before = {number: signal.signal(number, lambda *_: self.quit()) for number in wanted}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


async def ended(closing: Awaitable[None], unanswered: Callable[[], bool]) -> bool:
    """Wait some seconds until `closing` has ended, counted from when nothing is `unanswered` any
    more; False where it has not. Raises what it raises."""
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(closing)
    began = quiet = loop.time()
    while not task.done() and loop.time() < quiet + _SHUTDOWN_SECONDS:
        if unanswered() and loop.time() < began + _ANSWER_SECONDS:
            quiet = loop.time()
        await asyncio.wait([task], timeout=_LOOK_EVERY)
    if task.done():
        await task
        return True
    task.cancel()
    return False


def run(
    options: Options, build: Callable[[App], Awaitable[None]], opening: Opening | None = None
) -> int:
    """Run the program with the windows that `build` makes; returns the exit code.

    `opening`: how far the program has come already; by default it begins here.
    """
    opening = opening or begin()
    loop = create_loop(opening.qt)
    asyncio.set_event_loop(loop)
    app = App(opening, options)
    app.collector.start()
    loop.set_exception_handler(app.crashes.handle_loop)
    try:
        code: int = loop.run_until_complete(app.main(build))
    finally:
        copied.release()
        app.collector.stop()
        app.crashes.uninstall()
        loop.close()
    if app.bridge.running:
        # A request that nobody waits for any more would hold the process until it times out.
        logging.shutdown()
        os._exit(code)
    return code
