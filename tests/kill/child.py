"""The program that is killed: `python -m tests.kill.child`, driven over its standard input.

It is the program below the window, put together as `ui.workbench` does: the case office, the
client that passes lock and journal, the pacer, everything on the disk. What it does is what a
user would: look up, approve, erase, look again, each of it until nothing is left to do, and once
more days later. Where Gong takes no calls for hours, the user is told so and tries again. Told in
lines of JSON on standard output, as soon as the window would have shown it.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import os
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from gong_admin.api.credentials import KeyPair
from gong_admin.api.retry import RetryPolicy
from gong_admin.runtime import paths
from gong_admin.runtime.access import make_pacer
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.case_office import CaseOffice, OfficeState
from gong_admin.runtime.connections import Connection
from gong_admin.runtime.credentials import CredentialStore
from gong_admin.runtime.jobs import Jobs
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.log import configure
from gong_admin.runtime.loop import Collector, create_loop
from gong_admin.runtime.message import UserMessage
from gong_admin.runtime.session import TenantSession, open_session
from gong_admin.runtime.settings import Choices
from gong_admin.services.privacy import erase_review, erasing
from gong_admin.services.privacy.case import FOLLOWED, Case, CaseState, Subject, SubjectState
from gong_admin.services.privacy.held_calls import Allowed
from gong_admin.services.privacy.store import CaseStore

_PATIENCE = 60  # rounds of one step before it is given up
_SOON = dt.timedelta(minutes=1)  # a pause that is over sooner is waited for unseen
_SEND = frozenset({SubjectState.FOUND, SubjectState.NOT_TAKEN})
_UNFINISHED = FOLLOWED - {SubjectState.CAME_BACK}


class Handed(CredentialStore):
    """A keyring that holds what this process was handed."""

    def __init__(self, master: str) -> None:
        super().__init__()
        self._master = master

    def load_key(self, name: str) -> tuple[str, str]:
        return self._master, ""


class User:
    """Presses the buttons."""

    def __init__(self, office: CaseOffice, session: TenantSession, told: dict[str, Any]) -> None:
        self.office, self.session = office, session
        self.case_id: str = told["case"]
        self.approved: list[int] = told["approve"]  # subjects to approve
        self.later: bool = told["later"]  # whether to look once more, days later
        self.woken = asyncio.Event()
        office.changed.connect(self.woken.set)
        office.subjects_changed.connect(self.show)
        office.came_back.connect(lambda subject: say(back=subject.id))
        office.failed.connect(self.fail)
        self.failed: UserMessage | None = None  # what the window said last of an act

    def show(self, subjects: list[Subject]) -> None:
        say(shown=[[one.id, one.state.value] for one in subjects])

    def fail(self, message: UserMessage) -> None:
        self.failed = message

    async def work(self) -> None:
        self.office.ensure()
        await self.until(lambda: self.office.state is not OfficeState.OPENING)
        assert self.office.state is OfficeState.OPEN, (self.office.state, self.office.reason)
        say(ready=True)
        await self.look_up()
        await self.approve()
        await self.erase()
        await self.follow()
        if self.later:
            await self.look_later()
        say(done=True)

    async def until(self, there: Callable[[], bool]) -> None:
        while not there():
            self.woken.clear()
            await self.woken.wait()

    async def case(self) -> Case:
        return await self.office.run(CaseStore.case, self.case_id)

    async def subjects(self) -> list[Subject]:
        return await self.office.run(CaseStore.subjects, self.case_id)

    async def job(self) -> None:
        await self.until(lambda: self.case_id not in self.office.jobs)
        await self.pause()

    async def pause(self) -> None:
        """Where Gong takes no calls for hours, the user has been told until when, tells it back,
        and tries again."""
        usage = await self.office._bridge.run(self.session.client.pacer.usage)
        if usage.blocked_until is None or usage.blocked_until < dt.datetime.now(dt.UTC) + _SOON:
            return
        said = self.office.troubles.get(self.case_id) or self.failed
        # Several go wrong at once, and one is told: then the next act tells this one.
        if said is not None and said.retry_at is not None:
            hours = (said.retry_at - dt.datetime.now(dt.UTC)).total_seconds() / 3600
            await self.answer(paused=said.title, hours=hours)
            self.session.client.pacer.insist()

    async def look_up(self) -> None:
        for _ in range(_PATIENCE):
            if (await self.case()).state is not CaseState.OPEN:
                return
            states = (SubjectState.WAITING, SubjectState.FAILED)
            self.office.look_up(self.case_id, states=states)
            await self.job()
            if any(one.state is SubjectState.FAILED for one in await self.subjects()):
                self.office.look_up(self.case_id, states=(SubjectState.FAILED,))
                await self.job()
        raise AssertionError(f"not looked up: {self.office.troubles}")

    async def approve(self) -> None:
        case = await self.case()
        if case.state is CaseState.LOOKED_UP:
            wanted = [one for one in await self.subjects() if one.id in self.approved]
            # As one who overrules the holds where calls are shared: the round is about the rest.
            before = await self.office.run(erase_review.before_approval, case.id)
            clashes = erase_review.clashes_of(before.candidates, ())
            allowed = {id_: Allowed().plus(True, each).packed() for id_, each in clashes.items()}
            await self.office.run(erasing.approve, case, wanted, allowed=allowed)

    async def erase(self) -> None:
        await self.answer(approved=True)
        again: frozenset[int] = frozenset()
        for _ in range(_PATIENCE):
            left = [
                one.id
                for one in await self.subjects()
                if (one.state in _SEND and one.approved is not None) or one.id in again
            ]
            if left:
                self.session.lock.open()
                # All of them, as one who has chosen all: what may not be sent stays behind.
                everybody = [one.id for one in await self.subjects()]
                assert self.office.erase(self.case_id, erasing.Order(everybody, again=again))
                await self.job()
                again = frozenset()
                continue
            await self.look_again()
            unknown = [s.id for s in await self.subjects() if s.state is SubjectState.UNKNOWN]
            if not unknown:
                return
            again = frozenset(await self.answer(ask=unknown))  # the user's word
        raise AssertionError(f"not erased: {self.office.troubles}")

    async def follow(self) -> None:
        for _ in range(_PATIENCE):
            if not [one for one in await self.subjects() if one.state in _UNFINISHED]:
                return
            await self.look_again()
        raise AssertionError("something is left")

    async def look_later(self) -> None:
        """Days later: whether those of whom nothing was left are still gone."""
        # The days pass once: killed on the way, it goes on with whom it has not asked for yet.
        then = dt.datetime.fromisoformat(await self.answer(later=True))
        for _ in range(_PATIENCE):
            left = [
                one
                for one in await self.subjects()
                if one.state is SubjectState.GONE and one.sent and (one.looked_up or then) <= then
            ]
            if not left:
                return
            await self.look(left)
        raise AssertionError("not looked up days later")

    async def look_again(self) -> None:
        """Once time has passed in Gong."""
        await self.answer(advance=10)
        await self.look([one for one in await self.subjects() if one.state in FOLLOWED])

    async def look(self, subjects: list[Subject]) -> None:
        self.failed = None
        self.office.follow_now(subjects)
        await asyncio.sleep(0)
        while self.office._work.is_running("follow"):
            await asyncio.sleep(0.01)
        await self.pause()

    async def answer(self, **what: Any) -> Any:
        """Say something, and wait for what is said to it."""
        say(**what)
        return json.loads(await self.office._bridge.run(sys.stdin.readline))


def say(**what: Any) -> None:
    print(json.dumps(what), flush=True)


async def main(told: dict[str, Any]) -> None:
    bridge, jobs = Bridge(), Jobs()
    connection = Connection(name="Orvane", base_url=told["base_url"], read_only=False)
    choices = Choices(calls_per_second=90.0, calls_per_day=1_000_000, background_share=1.0)
    pacer = await make_pacer(connection.base_url, choices, bridge)
    session = await open_session(
        connection,
        KeyPair(told["access_key"], told["secret"]),
        bridge=bridge,
        journal=Journal(paths.journal_file()),
        pacer=pacer,
    )
    # Gong's pauses would take longer than all the rest.
    session.client._policy = RetryPolicy(first_wait=0.02, longest_wait=0.1)
    office = CaseOffice(session, Handed(told["master"]), paths.cases_dir(), bridge, jobs)
    try:
        await User(office, session, told).work()
    finally:
        office.close()
        session.close()
        await office.finished()
        await bridge.shut_down(2)


def run() -> None:
    told = json.loads(sys.stdin.readline())
    configure(paths.log_dir(), level=logging.DEBUG)
    loop = create_loop(QCoreApplication([]))
    asyncio.set_event_loop(loop)
    collector = Collector()
    collector.start()
    loop.run_until_complete(main(told))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    run()
