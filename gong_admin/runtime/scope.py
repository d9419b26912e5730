"""Task scopes: the life of the work that one view has started."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled
from gong_admin.runtime.present import is_expected

Work = Coroutine[Any, Any, object] | Callable[[CancelToken], Coroutine[Any, Any, object]]


class TaskScope(QObject):
    """Starts coroutines for one view and ends with it.

    Errors that a person can understand (`present.is_expected`) go to `on_error`; all others go to
    the loop's exception handler, which is the crash reporter. Cancelling is not an error. After
    `close` nothing reaches the view any more. Lives on the GUI thread.
    """

    busy_changed = Signal(bool)

    def __init__(
        self, on_error: Callable[[Exception], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._on_error = on_error
        # Strong references: the loop itself keeps only weak ones.
        self._tasks: dict[asyncio.Task[None], tuple[str, CancelToken]] = {}
        self._closed = False

    @property
    def busy(self) -> bool:
        return bool(self._tasks)

    def is_running(self, key: str) -> bool:
        return any(name == key for name, _ in self._tasks.values())

    def start(
        self, key: str, work: Work, *, latest: bool = True, token: CancelToken | None = None
    ) -> None:
        """Run `work` until it ends or is replaced.

        `work` is a coroutine, or a function that takes the `CancelToken` of this run and returns
        one; for a coroutine that made its own token, pass it as `token`. With `latest`, whatever
        runs under `key` is cancelled first; without, both run.
        """
        if self._closed:
            if inspect.iscoroutine(work):
                work.close()
            return
        if latest:
            self.cancel(key)
        token = token or CancelToken()
        coroutine = work(token) if callable(work) else work
        was_busy = self.busy
        task = asyncio.get_running_loop().create_task(self._guard(coroutine, token), name=key)
        self._tasks[task] = (key, token)
        task.add_done_callback(self._ended)
        # Cancelled before its first step, the task never comes to run it.
        task.add_done_callback(lambda _: coroutine.close())
        if not was_busy:
            self.busy_changed.emit(True)

    def cancel(self, key: str | None = None) -> None:
        """Cancel what runs under `key`, or everything."""
        for task, (name, token) in list(self._tasks.items()):
            if key is None or name == key:
                token.cancel()
                task.cancel()

    def close(self) -> None:
        """Cancel everything; from now on results are dropped and nothing starts."""
        self._closed = True
        self.cancel()

    async def finished(self) -> None:
        """Wait until nothing runs in this scope; for shutdown and tests."""
        while self._tasks:
            await asyncio.wait(set(self._tasks))

    async def _guard(self, coroutine: Coroutine[Any, Any, object], token: CancelToken) -> None:
        try:
            await coroutine
        except Cancelled:
            return
        except Exception as error:  # noqa: BLE001 - told to a person or the crash reporter
            if not is_expected(error):
                asyncio.get_running_loop().call_exception_handler(
                    {"message": "task", "exception": error}
                )
            elif not self._closed and not token.cancelled:
                self._on_error(error)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            # Only `on_error` itself can have raised.
            task.get_loop().call_exception_handler({"message": "on_error", "exception": error})
        if not self._tasks and not self._closed:
            self.busy_changed.emit(False)
