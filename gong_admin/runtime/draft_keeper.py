"""Keeps drafts on the disk beside the window's work: soon after each edit, at once at the end."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from gong_admin.runtime import paths
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.connections import ConnectionKind
from gong_admin.runtime.drafts import Draft, DraftStore, Keep
from gong_admin.runtime.scope import TaskScope
from gong_admin.runtime.tenant_place import tenant_place

if TYPE_CHECKING:
    from gong_admin.runtime.session import TenantSession
    from gong_admin.runtime.staging import StagedProfiles

_log = logging.getLogger(__name__)
_KEEP_AFTER = 150  # milliseconds from the first edit; later ones go with it


class DraftKeeper(QObject):
    """`recovered` holds the drafts that are offered, the latest first. Lives on the GUI thread."""

    recovered_changed = Signal()
    failed = Signal(object)  # the OSError: edits are not kept, and lost if the program ends

    def __init__(self, store: DraftStore, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.recovered: tuple[Draft, ...] = ()
        self._store = store
        self._bridge = bridge
        self._number = 0
        self._waiting: dict[str, Keep] = {}
        self._forget: list[Draft] = []
        self._writing: tuple[list[Keep], list[Draft]] = ([], [])
        self._timer = QTimer(self, singleShot=True, interval=_KEEP_AFTER)
        self._timer.timeout.connect(self._begin)
        self._scope = TaskScope(self._failed, self)
        self._closed = False

    def look(self) -> None:
        """See what earlier runs have left."""
        self._scope.start("recover", self._recover())

    def keep(self, profile_id: str, draft: Draft | None) -> None:
        """From now on keep this of a profile, or nothing."""
        self._number += 1
        self._waiting[profile_id] = Keep(profile_id, self._number, draft)
        self._soon()

    def forget(self, draft: Draft) -> None:
        """A recovered draft isn't offered any more; it goes once what is waiting is kept."""
        self.recovered = tuple(each for each in self.recovered if each is not draft)
        self._forget.append(draft)
        self._soon()
        self.recovered_changed.emit()

    def close(self) -> None:
        """Write what is waiting, here and now; what is kept is the next run's to recover."""
        if self._closed:
            return
        self._closed = True
        self._timer.stop()
        self._scope.close()
        changes = [*self._writing[0], *self._waiting.values()]
        forget = [*self._writing[1], *self._forget]
        try:
            # Not to wait for the disk: the system has it, whatever becomes of this process.
            self._store.keep(changes, forget, sync=False)
        except OSError as problem:
            _log.warning("edits could not be kept: %s", problem.strerror)
        self._store.close()

    async def finished(self) -> None:
        """Wait until nothing is on its way to the disk."""
        await self._scope.finished()

    def _soon(self) -> None:
        if not self._timer.isActive() and not self._closed:
            self._timer.start()

    def _begin(self) -> None:
        if self._scope.is_running("keep"):
            return  # looks again at its end
        self._scope.start("keep", self._keep())

    async def _keep(self) -> None:
        while self._waiting or self._forget:
            self._writing = list(self._waiting.values()), self._forget
            self._waiting, self._forget = {}, []
            try:
                await self._bridge.run(self._store.keep, *self._writing)
            except asyncio.CancelledError:
                raise  # `close` writes it
            except OSError as problem:
                _log.warning("edits could not be kept: %s", problem.strerror)
                self._try_later()
                self.failed.emit(problem)
                return
            self._writing = [], []

    def _try_later(self) -> None:
        """What could not be written goes with what is edited next, and is tried at the end."""
        changes, forget = self._writing
        self._writing = [], []
        self._waiting = {change.profile_id: change for change in changes} | self._waiting
        self._forget = forget + self._forget

    async def _recover(self) -> None:
        self.recovered = await self._bridge.run(self._store.recover)
        if self.recovered:
            self.recovered_changed.emit()

    def _failed(self, error: Exception) -> None:
        _log.warning("drafts can't be looked for: %s", error)


def keep_drafts(staged: StagedProfiles, session: TenantSession, bridge: Bridge) -> None:
    """Let the edits of a connection outlive the program; those in a demo go with it."""
    if session.connection.kind is ConnectionKind.DEMO:
        return
    place = tenant_place(session.client.address.url, session.connection.id)
    try:
        folder = paths.drafts_dir()
        store = DraftStore(folder / place.name, folder / place.older if place.older else None)
    except OSError as problem:
        staged.not_kept.emit(problem)
        return
    staged.keep_with(DraftKeeper(store, bridge))
