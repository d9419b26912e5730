"""Looks up again who was erased, quietly, for as long as the cases are open."""

from __future__ import annotations

import datetime as dt
import functools
import logging
from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject, QTimer

from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Client
from gong_admin.api.errors import Cancelled, GongError
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.privacy import following
from gong_admin.services.privacy.case import Subject
from gong_admin.services.privacy.store import CaseStore

_log = logging.getLogger(__name__)
_LOOK_EVERY = 30_000  # milliseconds between two looks at who is due
_FIRST_REST = dt.timedelta(minutes=2)
_LONGEST_FOR_ALL = dt.timedelta(hours=1)  # the network is back, or the day is another
_LONGEST_FOR_ONE = dt.timedelta(hours=12)

Service = Callable[..., object]
Work = Callable[[Service, CancelToken], Awaitable[object]]


class CaseFollower(QObject):
    """`work(service, token)` runs a service function on the tenant and its cases, in the
    background. `changed` and `turned` are as in `following.run`; they are called on other threads.
    `touched` is told the cases in which somebody was looked up, afterwards.

    What fails is tried again later and later: one subject by itself, all where something stands
    in the way of all.
    """

    KEY = "follow"

    def __init__(
        self,
        scope: TaskScope,
        work: Work,
        tenant: str,
        changed: Callable[[Subject], None],
        turned: Callable[[Subject], None],
        touched: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._scope, self._work, self._tenant = scope, work, tenant
        self._changed, self._turned, self._touched = changed, turned, touched
        self._all, self._each = Rest(_LONGEST_FOR_ALL), Rest(_LONGEST_FOR_ONE)
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        self._timer.start()
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        """Look up again who is due, unless that is under way."""
        if not self._scope.is_running(self.KEY):
            token = CancelToken()
            self._scope.start(self.KEY, self._look(token), token=token)

    async def _look(self, token: CancelToken) -> None:
        if self._all.holds():
            return
        cases: set[str] = set()
        try:
            await self._work(functools.partial(self._round, cases=cases, token=token), token)
        except Cancelled:
            raise
        except GongError as problem:
            # Nobody waits for it.
            self._all.longer()
            _log.info("following stopped: %s", type(problem).__qualname__)
        except Exception:
            self._all.longer()
            raise
        else:
            self._all.over()
        finally:
            for case_id in () if token.cancelled else cases:
                self._touched(case_id)

    def _round(
        self, client: Client, store: CaseStore, *, cases: set[str], token: CancelToken
    ) -> None:
        """On another thread."""
        now = dt.datetime.now(dt.UTC)
        due = [
            one for one in following.due(store, self._tenant, now) if not self._each.holds(one.id)
        ]

        def changed(subject: Subject) -> None:
            self._each.over(subject.id)
            cases.add(subject.case_id)
            self._changed(subject)

        def failed(subject: Subject, problem: GongError) -> None:
            self._each.longer(subject.id)
            _log.info("a subject was not looked up again: %s", type(problem).__qualname__)

        following.run(
            *(client, store, due),
            token=token,
            changed=changed,
            turned=self._turned,
            failed=failed,
        )


class Rest:
    """Until when something is let alone (by its id, or all of it), longer with each time that it
    goes wrong."""

    def __init__(self, longest: dt.timedelta) -> None:
        self._longest = longest
        self._until: dict[int, tuple[dt.timedelta, dt.datetime]] = {}

    def holds(self, what: int = 0) -> bool:
        known = self._until.get(what)
        return known is not None and dt.datetime.now(dt.UTC) < known[1]

    def longer(self, what: int = 0) -> None:
        known = self._until.get(what)
        span = _FIRST_REST if known is None else min(2 * known[0], self._longest)
        self._until[what] = span, dt.datetime.now(dt.UTC) + span

    def over(self, what: int = 0) -> None:
        self._until.pop(what, None)
