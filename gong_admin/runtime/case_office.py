"""The privacy cases of the tenant that is open: kept, looked up, erased and followed beside the
window."""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.case_door import Barred, CaseDoor, OfficeState, Opened
from gong_admin.runtime.case_follower import CaseFollower
from gong_admin.runtime.case_keys import Kept
from gong_admin.runtime.case_work import OVERTAKEN, Unfinished, catch_up, lock_of, overtaken
from gong_admin.runtime.connections import ConnectionKind
from gong_admin.runtime.credentials import CredentialStore
from gong_admin.runtime.file_lock import FileLock
from gong_admin.runtime.jobs import Job, Jobs
from gong_admin.runtime.message import UserMessage
from gong_admin.runtime.poster import Poster
from gong_admin.runtime.present import is_expected, present
from gong_admin.runtime.scope import TaskScope
from gong_admin.runtime.session import TenantSession
from gong_admin.services.privacy import erasing, following, lookup
from gong_admin.services.privacy.case import Subject, SubjectState
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.tally import Overview, overview

__all__ = ["CaseOffice", "OfficeState"]

_TELL_EVERY = 50  # milliseconds between two updates of the window
_COUNT_EVERY = 250  # milliseconds between two counts of all cases

P = ParamSpec("P")
T = TypeVar("T")
Opening = Callable[[], Coroutine[Any, Any, Opened | Barred]]


class CaseOffice(QObject):
    """`store` once `state` is OPEN; its methods block and go through `run`. Lives on the GUI
    thread.

    `changed`: state, or which cases there are. `case_changed`: a case's record or log (its id).
    `subjects_changed`: a list of `Subject`, gathered for some milliseconds. `came_back`: a
    `Subject` of which something is there again; `noted`: one with more than at the look before, or
    that is looked up no more though something is left. `counted`: `seen` is another.
    `failed`: a `UserMessage` about what somebody has asked for; about work on a case it is in
    `troubles`, by case, until the work begins again.
    """

    changed = Signal()
    case_changed = Signal(str)
    subjects_changed = Signal(object)
    came_back = Signal(object)
    noted = Signal(object)
    counted = Signal()
    failed = Signal(object)

    def __init__(
        self,
        session: TenantSession,
        credentials: CredentialStore,
        folder: Path,
        bridge: Bridge,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = OfficeState.CLOSED
        self.reason = ""
        self.kept = Kept.NOWHERE
        self.tenant = session.client.address.url
        self.seen = Overview()  # all cases of the tenant and how far they are
        self.jobs: dict[str, Job] = {}  # by case: the work that is under way
        self.pauses: dict[str, erasing.Pause] = {}  # by case: of the erasures under way
        self.troubles: dict[str, UserMessage] = {}
        # The demo's company is gone with the program, and so is what was done to it.
        self._fleeting = session.connection.kind is ConnectionKind.DEMO
        self._session, self._bridge, self._all_jobs = session, bridge, jobs
        self._folder = folder
        self._door = CaseDoor(credentials, folder, bridge)
        self._asked = OfficeState.FAILED  # what to ask again where opening fails
        self._master: bytes | None = None
        self._store: CaseStore | None = None
        self._scope = TaskScope(self._failed, self)
        self._work = TaskScope(self._failed, self)
        self._poster = Poster(self)
        self._fresh: dict[int, Subject] = {}
        self._tell = QTimer(self, interval=_TELL_EVERY, singleShot=True)
        self._tell.timeout.connect(self._told)
        self._recount = QTimer(self, interval=_COUNT_EVERY, singleShot=True)
        self._recount.timeout.connect(self._start_counting)
        told = (self._subject_changed, self._subject_turned, self.touched)
        work = self._in_background
        self._follower = CaseFollower(self._work, work, self.tenant, *told, self)
        self._unfinished = Unfinished()
        self._closed = False

    # -- opening -------------------------------------------------------------------------------

    @property
    def store(self) -> CaseStore:
        assert self._store is not None, "the office is not open"
        return self._store

    @property
    def fleeting(self) -> bool:
        """Whether the cases are kept in memory alone, and are gone with the connection."""
        return self.kept is Kept.SESSION

    def wake(self) -> None:
        """Open the cases if there are any: whoever was erased is followed from the start."""
        if self.state is OfficeState.CLOSED and not self._fleeting:
            self._scope.start("wake", self._wake())

    def ensure(self) -> None:
        """Open the cases unless they are, or somebody has to say how."""
        if self.state is OfficeState.CLOSED:
            self.retry()

    def retry(self) -> None:
        """Open the cases again from the beginning."""
        self._begin(lambda: self._door.open(fleeting=self._fleeting))

    def use_passphrase(self, passphrase: str) -> None:
        """Open with a passphrase: that of the cases, or a new one where there are none yet."""
        new = self.state is OfficeState.NEEDS_CHOICE
        self._begin(lambda: self._door.open_with(passphrase, new=new))

    def use_session(self) -> None:
        """Keep cases in memory, until the program ends."""
        self._fleeting = self._begin(lambda: self._door.open(fleeting=True)) or self._fleeting

    def ask_backup(self) -> None:
        """The passphrase is forgotten: a backup is wanted."""
        self._become(OfficeState.NEEDS_BACKUP)

    def use_backup(self, path: Path, passphrase: str) -> None:
        """Open with the key from a backup."""
        self._begin(lambda: self._door.open_backup(path, passphrase))

    def start_anew(self) -> None:
        """Set the cases that can't be opened aside, and begin without any."""
        self._begin(self._start_anew)

    async def backup(self, path: Path, passphrase: str) -> None:
        """Write the key to a file. Raises OSError."""
        assert self._master is not None
        await self._door.backup(self._master, path, passphrase)

    async def _wake(self) -> None:
        if self.state is OfficeState.CLOSED and await self._door.cases_exist():
            self.retry()

    async def _start_anew(self) -> Opened | Barred:
        await self._door.set_aside()
        return await self._door.open(fleeting=self._fleeting)

    def _begin(self, opening: Opening) -> bool:
        """Open the cases; not while they are opened already: that would make a second key."""
        if self._closed or self.state in (OfficeState.OPENING, OfficeState.OPEN):
            return False
        self._asked = self.state if self.state is not OfficeState.CLOSED else OfficeState.FAILED
        self._become(OfficeState.OPENING)
        self._scope.start("open", self._through(opening))
        return True

    async def _through(self, opening: Opening) -> None:
        try:
            # To its end, though the window closes: nothing must be left open behind it.
            await self._unfinished.do(self._enter(opening), CancelToken())
        except Exception as error:
            if not is_expected(error):  # told as a crash; nobody must wait here for ever
                self._become(OfficeState.FAILED, present(error).title)
            raise

    async def _enter(self, opening: Opening) -> None:
        found = await opening()
        if isinstance(found, Barred):
            self._become(found.state, found.reason)
            return
        self._store, self._master, self.kept = found.store, found.master, found.kept
        try:
            await self.run(catch_up, self.tenant, None if self.fleeting else self._folder)
        except BaseException:
            self._store = None
            found.store.close()
            raise
        self._become(OfficeState.OPEN)
        if not self._closed:
            self._start_counting()
            self._follower.start()

    def _become(self, state: OfficeState, reason: str = "") -> None:
        if not self._closed:
            self.state, self.reason = state, reason
            self.changed.emit()

    # -- work ----------------------------------------------------------------------------------

    async def run(
        self, method: Callable[Concatenate[CaseStore, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """A method of the store, on a thread: `await office.run(CaseStore.subjects, case_id)`."""
        return await self._bridge.run(method, self.store, *args, **kwargs)

    async def forget(self, how: Callable[[CaseStore, str], object], case_id: str) -> None:
        """Reduce or delete a case (`how`). Nobody erases in it any more: its lock goes with it."""
        await self.run(how, case_id)
        await self._bridge.run(lock_of(self._folder, case_id).remove)
        self.touched(case_id)

    def touched(self, case_id: str = "") -> None:
        """A case was written from outside: whoever shows it reads it again."""
        if case_id:
            self.case_changed.emit(case_id)
        self._count_soon()
        self.changed.emit()

    def look_up(
        self,
        case_id: str,
        *,
        states: Sequence[SubjectState] = (SubjectState.WAITING,),
        only: frozenset[int] | None = None,
        own: Callable[[str], bool] = lambda _address: False,
    ) -> None:
        """Look up the subjects of a case that are in one of `states`, of them `only` these ids, in
        the background, unless something runs for the case: an erasure is not broken off by it.
        `own` is called on other threads."""
        if case_id in self.jobs:
            return
        token = CancelToken()
        work = functools.partial(lookup.run, token=token, states=states, only=only, own=own)
        self._start(case_id, self.tr("Looking up a list"), work, token)

    def erase(self, case_id: str, order: erasing.Order) -> bool:
        """Erase in the background; False where another window of this machine is at it."""
        lock = None if self.fleeting else lock_of(self._folder, case_id)
        if case_id in self.pauses or (lock is not None and not lock.take()):
            return False
        token, pause = CancelToken(), erasing.Pause()
        self.pauses[case_id] = pause
        work = functools.partial(erasing.run, order=order, token=token, pause=pause)
        self._start(case_id, self.tr("Erasing"), work, token, lock)
        return True

    def stop(self, case_id: str) -> None:
        """Stop what runs for a case. What is on its way is waited for."""
        if (job := self.jobs.get(case_id)) is not None:
            job.cancel()

    def follow_now(self, subjects: Sequence[Subject]) -> None:
        """Look erased subjects of one case up again at once, as somebody who waits for it, unless
        something runs for the case."""
        if not subjects or (case_id := subjects[0].case_id) in self.jobs:
            return
        token, turned = CancelToken(), self._subject_turned
        work = functools.partial(following.look_again, subjects=subjects, turned=turned)
        work = functools.partial(work, token=token)
        self._start(case_id, self.tr("Looking again"), work, token, waits=True)

    def follow_due(self) -> None:
        """Look up again who is due."""
        if self.state is OfficeState.OPEN:
            self._follower.look()

    def _start(
        self,
        case_id: str,
        title: str,
        work: Callable[..., None],
        token: CancelToken,
        lock: FileLock | None = None,
        *,
        waits: bool = False,
    ) -> None:
        """`waits`: somebody waits for it, so it doesn't queue behind what takes long."""
        job = self._all_jobs.begin(title, None, token.cancel, page_size=1, asks=not waits)
        self.jobs[case_id] = job
        self.troubles.pop(case_id, None)
        self.case_changed.emit(case_id)
        call = functools.partial(work, changed=self._subject_changed, progress=job.report)
        key = CaseFollower.KEY if waits else case_id
        doing = self._run(case_id, job, call, token, lock, waits)
        self._work.start(key, doing, latest=not waits, token=token)

    async def _run(
        self,
        case_id: str,
        job: Job,
        call: Callable[..., None],
        token: CancelToken,
        lock: FileLock | None,
        waits: bool,
    ) -> None:
        run = self._session.run if waits else self._session.run_background
        done = False
        try:
            await self._unfinished.do(run(call, self.store, case_id), token, lock)
            done = True
        except Cancelled:
            pass
        except OVERTAKEN as problem:
            self.troubles[case_id] = overtaken(problem)
        except Exception as error:
            if not is_expected(error):
                raise
            self.troubles[case_id] = present(error)
        finally:
            if self.jobs.get(case_id) is job:
                del self.jobs[case_id]
                self.pauses.pop(case_id, None)
            stopped = token.cancelled or self._closed
            job.finish(
                "" if done or stopped else f"{job.title} stopped", failed=not done and not stopped
            )
            if not self._closed:
                self._told()
                self.touched(case_id)

    async def _in_background(self, service: Callable[..., object], token: CancelToken) -> object:
        """A service function on the tenant and its cases."""
        return await self._unfinished.do(self._session.run_background(service, self.store), token)

    # -- telling -------------------------------------------------------------------------------

    def _subject_changed(self, subject: Subject) -> None:
        """On a worker's thread."""
        self._poster.post(functools.partial(self._subject_seen, subject))

    def _subject_turned(self, subject: Subject) -> None:
        """On a worker's thread."""
        self._poster.post(functools.partial(self._turned, subject))

    def _turned(self, subject: Subject) -> None:
        if not self._closed:
            back = subject.back is not None and subject.back == subject.looked_up
            (self.came_back if back else self.noted).emit(subject)

    def _subject_seen(self, subject: Subject) -> None:
        if self._closed:
            return
        self._fresh[subject.id] = subject
        if not self._tell.isActive():
            self._tell.start()

    def _told(self) -> None:
        fresh, self._fresh = list(self._fresh.values()), {}
        if fresh and not self._closed:
            self._count_soon()
            self.subjects_changed.emit(fresh)

    def _count_soon(self) -> None:
        if not self._recount.isActive():
            self._recount.start()

    def _start_counting(self) -> None:
        if self.state is OfficeState.OPEN and not self._closed:
            self._scope.start("count", self.recount())

    async def recount(self) -> None:
        """Count all cases now instead of soon."""
        seen = await self._bridge.run(overview, self.store, self.tenant)
        if seen != self.seen:
            self.seen = seen
            self.counted.emit()

    def _failed(self, error: Exception) -> None:
        message = present(error)
        self.failed.emit(message)
        self.reason = f"{message.title}. {message.text}"
        self._become(self._asked if self.state is OfficeState.OPENING else self.state, self.reason)

    # -- the end -------------------------------------------------------------------------------

    def close(self) -> None:
        """The connection closes: work stops, nothing is told any more."""
        self._closed = True
        self._follower.stop()
        self._tell.stop()
        self._recount.stop()
        for pause in self.pauses.values():
            pause.go_on()
        self._scope.close()
        self._work.close()

    async def finished(self) -> None:
        """Wait until nothing is written any more, after `close`."""
        await self._scope.finished()
        await self._work.finished()
        await self._unfinished.finished()
        if self._store is not None:
            store, self._store = self._store, None
            store.close()
