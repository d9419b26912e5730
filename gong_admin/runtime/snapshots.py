"""The snapshots of the tenant that is open: taking, reading and keeping them beside the window."""

from __future__ import annotations

import asyncio
import datetime as dt
import functools
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import msgspec
from PySide6.QtCore import QObject, Signal

from gong_admin.api.cancel import CancelToken
from gong_admin.api.pacing import Priority
from gong_admin.runtime import paths
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.connections import Connection, ConnectionKind
from gong_admin.runtime.jobs import Job, Jobs
from gong_admin.runtime.language import translate
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.runtime.session import TenantSession
from gong_admin.runtime.settings import Settings, SnapshotChoices
from gong_admin.runtime.tenant_place import SHARED_HOST
from gong_admin.services.snapshots.content import About, Options, Origin
from gong_admin.services.snapshots.store import (
    Entry,
    Retention,
    Snapshot,
    SnapshotStore,
    Tenant,
    load_folder,
    safe_name,
)
from gong_admin.services.snapshots.taking import Taken, take

_log = logging.getLogger(__name__)

P = ParamSpec("P")
T = TypeVar("T")


class TenantSnapshots(QObject):
    """`changed` when `entries` differ; `told` is a sentence about the daily snapshot, which
    nobody waits for. Lives on the GUI thread; the disk and Gong are left to other threads.

    The coroutines raise what Gong's client raises, and OSError where the disk fails.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(
        self,
        session: TenantSession,
        bridge: Bridge,
        jobs: Jobs,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        connection = session.connection
        self.tenant = Tenant(connection.id, connection.name, _host(session))
        self.entries: tuple[Entry, ...] = ()
        self.known = False  # whether `entries` have been looked for
        self.job: Job | None = None  # the reading that is under way, if somebody waits for it
        self._session, self._bridge, self._jobs = session, bridge, jobs
        self._settings = settings
        self._name = _folder_name(connection, self.tenant.host)
        self._scope = TaskScope(self._daily_failed, self)
        self._closed = False

    @property
    def folder(self) -> Path:
        """Where the tenant's snapshots lie; there once the first was taken."""
        return paths.snapshots_dir() / self._name

    # -- what is chosen --------------------------------------------------------------------------

    @property
    def choices(self) -> SnapshotChoices:
        kept = self._settings.choices.snapshots
        return kept.get(self.tenant.id, SnapshotChoices())

    def choose(self, **values: Any) -> None:
        """Set some of the choices. Raises `msgspec.ValidationError` for what can't be one."""
        chosen = msgspec.structs.replace(self.choices, **values)
        kept = {**self._settings.choices.snapshots, self.tenant.id: chosen}
        self._settings.update(snapshots=msgspec.to_builtins(kept))

    # -- what there is ---------------------------------------------------------------------------

    async def look(self) -> None:
        """See which snapshots there are."""
        self._show(await self._run(SnapshotStore.entries))

    async def load(self, key: str) -> Snapshot:
        return await self._run(SnapshotStore.load, key)

    async def load_from(self, folder: Path) -> Snapshot:
        """A snapshot that lies somewhere else, in a clone of a repository say."""
        return await self._bridge.run(load_folder, folder)

    async def describe(self, key: str, about: About) -> None:
        await self._run(SnapshotStore.describe, key, about)
        await self.look()

    async def delete(self, key: str) -> None:
        try:
            await self._run(SnapshotStore.delete, key)
        finally:
            await self.look()

    async def copy(self, key: str, folder: Path) -> Path:
        return await self._run(SnapshotStore.copy, key, folder)

    # -- taking ----------------------------------------------------------------------------------

    async def read_now(self, options: Options, token: CancelToken) -> Taken:
        """What Gong says now, without keeping it."""
        return await self._read(
            options, token, translate("snapshots", "Reading settings to compare")
        )

    async def take(
        self, options: Options, origin: Origin, token: CancelToken, *, note: str = ""
    ) -> tuple[Entry, Taken]:
        """Take a snapshot and keep it; those that are too old or too many go."""
        taken = await self._read(
            options,
            token,
            translate("snapshots", "Taking a snapshot"),
            Priority.BACKGROUND if origin is Origin.DAILY else None,
        )
        entry = await self._run(SnapshotStore.save, taken, self.tenant, options, origin)
        if note:
            entry = await self._run(SnapshotStore.describe, entry.key, About(note=note))
        await self.retain()
        await self.look()
        return entry, taken

    async def retain(self) -> None:
        """Delete what the choices don't keep any more."""
        keep = Retention(self.choices.keep_count, self.choices.keep_days)
        await self._run(SnapshotStore.retain, keep, dt.datetime.now(dt.UTC))

    def take_daily(self) -> None:
        """Take today's snapshot in the background, if that was agreed to and there is none."""
        if self.choices.daily:
            token = CancelToken()
            self._scope.start("daily", self._take_daily(token), token=token)

    def close(self) -> None:
        """The connection closes: nothing is told any more."""
        self._closed = True
        self._scope.close()

    async def _take_daily(self, token: CancelToken) -> None:
        await self.look()
        today = dt.datetime.now().astimezone().date()
        days = (e.manifest.taken_at.astimezone().date() for e in self.entries if e.manifest)
        if today in days:
            return
        chosen = self.choices
        options = Options(members=chosen.members, people=chosen.people)
        _, taken = await self.take(options, Origin.DAILY, token)
        if not self._closed:
            text = translate("snapshots", "Today's snapshot was taken with {0} calls")
            self.told.emit(text.format(f"{taken.calls:,}"))

    def _daily_failed(self, error: Exception) -> None:
        _log.info("the daily snapshot was not taken: %s", type(error).__qualname__)
        message = present(error)
        text = translate("snapshots", "Today's snapshot was not taken. {0}.")
        self.told.emit(text.format(message.title))

    async def _read(
        self, options: Options, token: CancelToken, title: str, priority: Priority | None = None
    ) -> Taken:
        job = self._jobs.begin(title, None, token.cancel, page_size=1)
        if priority is None:
            self.job = job
        done = False
        work = functools.partial(
            take, options=options, token=token, progress=job.report, priority=priority
        )
        try:
            taken = await self._bridge.run_background(work, self._session.client)
            done = True
        except asyncio.CancelledError:
            token.cancel()
            raise
        finally:
            self.job = None if self.job is job else self.job
            stopped = token.cancelled or self._closed
            failed = translate("snapshots", "{0} failed").format(title)
            job.finish("" if done or stopped else failed, failed=not done)
        return taken

    # -- inside ----------------------------------------------------------------------------------

    async def _run(self, method: Callable[P, T], *args: Any) -> T:
        """A method of the store, on a thread."""
        store = SnapshotStore(self.folder)
        return await self._bridge.run(functools.partial(method, store, *args))  # type: ignore[arg-type]

    def _show(self, entries: tuple[Entry, ...]) -> None:
        if self._closed:
            return
        differs = entries != self.entries or not self.known
        self.entries, self.known = entries, True
        if differs:
            self.changed.emit()


def _host(session: TenantSession) -> str:
    return session.client.address.url.split("://", 1)[-1].rstrip("/")


def _folder_name(connection: Connection, host: str) -> str:
    """The demo's company is always the same; its address is another with each start."""
    if connection.kind is ConnectionKind.DEMO:
        return "demo"
    return safe_name(f"{host}-{connection.id}" if host == SHARED_HOST else host)
