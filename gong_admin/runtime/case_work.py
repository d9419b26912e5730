"""Work on a privacy case: waited for to its end, and told where another window was quicker."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.file_lock import FileLock
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import Severity, UserMessage
from gong_admin.services.privacy import following
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.approving import NothingApproved
from gong_admin.services.privacy.store.cases import CaseGone, NotAllowed

T = TypeVar("T")

OVERTAKEN = (NothingApproved, NotAllowed, CaseGone)
"""What work on a case raises when the case is another by now."""


def overtaken(problem: BaseException) -> UserMessage:
    """What is told about one of `OVERTAKEN`."""
    text = str(problem)
    if isinstance(problem, NothingApproved):
        text = translate(
            "cases", "Nothing in it is approved for erasure any more, and nothing was sent."
        )
    elif isinstance(problem, CaseGone):
        text = translate("cases", "What it held on people was removed.")
    title = translate("cases", "The case is another by now")
    return UserMessage(Severity.WARNING, title, text)


def lock_of(folder: Path, case_id: str) -> FileLock:
    """Whoever has it erases the case."""
    return FileLock(folder / f".{case_id}.lock")


def catch_up(store: CaseStore, tenant: str, folder: Path | None) -> None:
    """What is done when the cases are opened; `folder` None where they are in memory. Blocks."""
    if folder is None:
        following.catch_up(store, tenant, lambda _: contextlib.nullcontext(True))
        return
    remove_locks(store, folder)
    following.catch_up(store, tenant, lambda case_id: lock_of(folder, case_id).held())


def remove_locks(store: CaseStore, folder: Path) -> None:
    """Remove the locks of cases that hold nothing on people any more, or are nowhere. Blocks."""
    # These first: a lock is never older than its case.
    found = {path.name[1:-5]: path for path in folder.glob(f".{'[0-9a-f]' * 32}.lock")}
    needed = {case.id for case in store.cases() if case.readable}
    for case_id in found.keys() - needed:
        FileLock(found[case_id]).remove()


class Unfinished:
    """Work that goes on to its end, whoever has stopped waiting for it."""

    def __init__(self) -> None:
        self._running: set[asyncio.Future[Any]] = set()

    async def do(
        self, work: Coroutine[Any, Any, T], token: CancelToken, lock: FileLock | None = None
    ) -> T:
        """Its result. Cancelled from the window or by its end, it comes back by itself: what is on
        its way to Gong is recorded before anything else happens. `lock` is released then."""
        running = asyncio.ensure_future(work)
        self._running.add(running)
        running.add_done_callback(functools.partial(self._ended, lock))
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            token.cancel()
            raise

    async def finished(self) -> None:
        while self._running:
            await asyncio.wait(set(self._running))

    def _ended(self, lock: FileLock | None, running: asyncio.Future[Any]) -> None:
        self._running.discard(running)
        if lock is not None:
            lock.release()
        if not running.cancelled():
            running.exception()  # it was told where it was awaited, or nobody waits any more
