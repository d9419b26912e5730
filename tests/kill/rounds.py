"""A round: a case of 50 people and some more, by addresses and by phone numbers, worked off by a
program that is killed on the way.

After each kill, and at the end, what the program keeps on the disk is held against what the
sandbox saw, which is never killed. A round ends when everything that was approved is gone, and
whoever came back since is an alarm.
"""

from __future__ import annotations

import base64
import collections
import contextlib
import datetime as dt
import hashlib
import random
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from gong_admin.api.address import Address
from gong_admin.runtime.case_door import CASES_FILE
from gong_admin.sandbox.process import Sandbox
from gong_admin.services.privacy.case import (
    AFTER_SENDING,
    Case,
    CaseKind,
    CaseState,
    Subject,
    SubjectState,
)
from gong_admin.services.privacy.keys import Keys
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.services.privacy.store.holds import Holds
from gong_admin.services.privacy.store.tally import overview
from tests.kill import people
from tests.kill.program import Program

PEOPLE = 50
MORE = {"held": 2, "grown": 2, "not approved": 4}
"""Subjects of the same case that must not be erased: on the do-not-erase list; with more than was
approved; looked up and never approved."""

_A_DAY = 86_400

FAULTS: tuple[dict[str, Any], ...] = (
    {},
    {
        "drop": 0.06,
        "server-error": 0.06,
        "truncate": 0.06,
        "rate-limit": 0.02,
        "rate-limit-hours": 0.02,
        "reimport": {"rate": 0.3, "seconds": _A_DAY},
    },
    {"html": 0.08, "erase-guard": 0.1, "missing-scope": 0.03, "revoked-key": 0.03},
    {
        "latency": {"rate": 0.1, "seconds": 0.4},
        "drop": 0.1,
        "truncate": 0.1,
        "reimport": {"rate": 0.5, "seconds": _A_DAY},
    },
    {"rate-limit-hours": 0.05, "rate-limit": 0.02, "erase-guard": 0.05},
)
"""What goes wrong besides in the rounds, in turn."""

_LATENCY_MS = 25
_SHOWS_SENT = {SubjectState.ERASING, SubjectState.GONE, SubjectState.CAME_BACK}
_END_SECONDS = 240.0
_LIVES = 1.6  # seconds at most from when it is ready to when it is killed
_WHILE_STARTING = 0.12  # of the kills
_TAKEN, _BACK = "erasure-taken", "came-back"
_LOOKUPS = ("findAllReferencesToEmailAddress", "findAllReferencesToPhoneNumber")


class Broken(AssertionError):
    """What must hold did not."""


@dataclass(slots=True)
class Tally:
    """What came of all rounds."""

    kills: int = 0
    rounds: int = 0
    erasures: int = 0  # requests that reached Gong
    unknown: int = 0  # subjects found in the middle of being sent after a kill
    words: int = 0  # erasures sent again on the user's word
    pauses: int = 0  # times that Gong took no calls for hours, which was told and gone on from
    back: int = 0  # subjects that came back and are an alarm
    lookups: int = 0
    moments: collections.Counter[str] = field(default_factory=collections.Counter)

    def line(self) -> str:
        moments = ", ".join(f"{name} {count}" for name, count in sorted(self.moments.items()))
        return (
            f"{self.kills} kills in {self.rounds} rounds of {PEOPLE} people ({moments}): "
            f"{self.erasures} erasures sent, {self.words} of them again on the user's word, "
            f"{self.unknown} kills met one on its way, {self.lookups} lookups, "
            f"{self.pauses} pauses of hours, {self.back} alarms for who came back; "
            "none unapproved, none twice by itself, no answer lost, every log unbroken"
        )


class Round:
    """A company of its own, a home of its own, and the same case until it is done."""

    def __init__(self, tally: Tally, chance: random.Random, faults: dict[str, Any]) -> None:
        self.tally, self._chance, self._faults = tally, chance, faults
        self.shown: dict[int, SubjectState] = {}  # what a window has shown, by subject
        self.problem = ""  # what was told, and is wrong
        self.words: collections.Counter[int] = collections.Counter()
        self._stack = contextlib.ExitStack()
        self.home = Path(
            self._stack.enter_context(
                tempfile.TemporaryDirectory(prefix="gong-admin-kill-", ignore_cleanup_errors=True)
            )
        )
        self.sandbox = self._stack.enter_context(
            Sandbox(users=200, rate=0, daily=0, latency_ms=_LATENCY_MS, seed=chance.randrange(9999))
        )
        self._master = base64.b64encode(chance.randbytes(32)).decode()
        self._grown = False
        self._again = 0
        self._later = ""  # when days had passed in Gong
        self._back: set[int] = set()  # subjects that the window was told have come back
        self.people = people.choose(self.sandbox, PEOPLE + sum(MORE.values()))
        self.case_id, self.approve = self._open_case()

    def close(self) -> None:
        self._stack.close()

    def work(self, kills: int) -> None:
        """Run it to its end, killed until `kills` kills were made in all. Raises `Broken`."""
        self.sandbox.control("faults", self._faults)
        while True:
            program = Program(self.home, self._told(), self)
            if self.tally.kills < kills and self._is_killed(program):
                self.tally.kills += 1
                moment = self.judge(killed=True)
                self.tally.moments[moment if program.was_ready else "starting"] += 1
                continue
            try:
                code = program.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                raise Broken(f"it does not end: {self._complaints()}") from None
            if code or not program.done:
                raise Broken(f"it ended with {code}: {self._complaints()}")
            break
        self.judge()
        self.judge_end()
        self.tally.rounds += 1
        self.tally.words += self._again
        requests = self.sandbox.control("stats")["requests"]
        self.tally.lookups += sum(requests.get(one, 0) for one in _LOOKUPS)
        self.tally.erasures += len(self.sandbox.control("erasures"))

    def see(self, shown: list[tuple[int, str]]) -> None:
        """What a window shows (on the reader's thread)."""
        self.shown.update({one: SubjectState(state) for one, state in shown})

    def hear(self, told: dict[str, Any]) -> Any:
        """What is said to the program (on the reader's thread)."""
        if "advance" in told:
            return self.sandbox.control("advance", {"seconds": told["advance"]})
        if "later" in told:
            if not self._later:
                self.sandbox.control("advance", {"seconds": 2 * _A_DAY})
                self._later = dt.datetime.now(dt.UTC).isoformat()
            return self._later
        if "ask" in told:
            self.words.update(told["ask"])
            return told["ask"]
        if "paused" in told:
            self.tally.pauses += 1
            if not told["paused"] or not 0 < told["hours"] <= 4:
                self.problem = f"a pause is told wrongly: {told}"
        if "back" in told:
            self._back.add(told["back"])
        if "approved" in told and not self._grown:
            self._grow()
            self._grown = True
        return True

    def _is_killed(self, program: Program) -> bool:
        """Kill it at a random moment; False where it had ended before that."""
        if self._chance.random() < _WHILE_STARTING:
            seconds = self._chance.uniform(0, 1.0)
        else:
            program.ready.wait(_END_SECONDS)
            seconds = self._chance.uniform(0, _LIVES)
        if program.ended(seconds):
            return False
        program.kill()
        return True

    # -- what must hold ------------------------------------------------------------------------

    def judge(self, *, killed: bool = False) -> str:
        """Hold what is kept against what Gong saw; what it was at. Raises `Broken`."""
        if self.problem:
            raise Broken(self.problem)
        with contextlib.closing(self._store()) as store:
            report, case = store.verify(self.case_id), store.case(self.case_id)
            subjects = store.subjects(self.case_id)
            log = store.log(self.case_id)
        if not report.intact:
            raise Broken(f"the log is broken: {report}")
        by_digest = {_digest(one.value): one for one in subjects}
        taken, unclear = collections.Counter[int](), collections.Counter[int]()
        ids = collections.defaultdict[int, set[str]](set)
        for erasure in self.sandbox.control("erasures"):
            one = by_digest.get(erasure["subject"])
            if one is None or one.approved is None or one.id not in self._may_go:
                raise Broken(f"erased and not approved: {erasure}")
            if erasure["taken"]:
                taken[one.id] += 1
                ids[one.id].add(erasure["requestId"])
            unclear[one.id] += erasure["status"] == 200 or erasure["status"] >= 500
        recorded = {entry.facts.get("request_id") for entry in log if entry.event == _TAKEN}
        for one in subjects:
            told = f"subject {one.position}, {one.state.value}"
            if unclear[one.id] > 1 + self.words[one.id]:
                raise Broken(f"sent {unclear[one.id]} times: {told}")
            if taken[one.id] and (one.state not in AFTER_SENDING or one.sent is None):
                raise Broken(f"erased, and not known: {told}")
            if one.state is SubjectState.ERASING and (one.request_id or "") not in ids[one.id]:
                raise Broken(f"said to be taken, and was not: {told}")
            if one.request_id and taken[one.id] and one.request_id not in recorded:
                raise Broken(f"an answer is not in the log: {told}")
            if (shown := self.shown.get(one.id)) is not None and not _still(shown, one):
                raise Broken(f"shown as {shown.value}, and is not: {told}")
        if killed:
            self.tally.unknown += any(one.state is SubjectState.SENDING for one in subjects)
        self._judge_disk([one.value for one in subjects])
        self._again = sum(max(0, count - 1) for count in unclear.values())
        left = any(
            one.state is SubjectState.FOUND and one.id in self._may_go and one.approved
            for one in subjects
        )
        if case.state is CaseState.ERASING:
            return "erasing" if left else "following"
        return "looking up" if case.state is CaseState.OPEN else case.state.value

    def judge_end(self) -> None:
        """Everything that was approved is gone, or came back and is an alarm; the rest is as it
        was."""
        with contextlib.closing(self._store()) as store:
            case, subjects = store.case(self.case_id), store.subjects(self.case_id)
            log = store.log(self.case_id)
            alarms = [one.id for one in overview(store, case.tenant).alarms]
        events = collections.Counter(entry.event for entry in log)
        back = {one.id for one in subjects if one.state is SubjectState.CAME_BACK}
        if case.state is not (CaseState.ERASING if back else CaseState.VERIFIED):
            raise Broken(f"the case is {case.state.value}, and {len(back)} came back")
        gone = (SubjectState.GONE, SubjectState.CAME_BACK)
        for one in subjects:
            if (one.id in self._may_go) != (one.state in gone) and one.sent:
                raise Broken(f"subject {one.position} is {one.state.value}")
        if not events[_TAKEN]:
            raise Broken("nothing was erased at all")
        told = self._back - back
        if told or events[_BACK] != len(back) or alarms != [case.id] * bool(back):
            raise Broken(f"{len(back)} came back; told wrongly {told}, {events}, alarms {alarms}")
        if "reimport" in self._faults:
            values = {one.id: one.value for one in subjects if one.sent and one.id in self._may_go}
            there = people.still_there(self.sandbox, values)
            if there != back:
                raise Broken(f"{len(there)} are in Gong again, {len(back)} are alarms")
        self.tally.back += len(back)

    def _judge_disk(self, values: list[str]) -> None:
        """Nobody is named and no secret is written in anything the program left."""
        secrets = [*values, self._master, self.sandbox.access_key_secret]
        words = [
            word.encode() for one in secrets for word in (one, one.partition("@")[0].lstrip("+"))
        ]
        for file in self.home.rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                if any(word in content for word in words):
                    raise Broken(f"somebody or a secret is named in {file.relative_to(self.home)}")

    # -- the beginning -------------------------------------------------------------------------

    def _store(self) -> CaseStore:
        folder = self.home / "state" / "cases"
        folder.mkdir(parents=True, exist_ok=True)
        return CaseStore(folder / CASES_FILE, Keys.of(base64.b64decode(self._master)))

    def _open_case(self) -> tuple[str, list[int]]:
        """The case, and the subjects that will be approved."""
        case = Case(
            id="",
            tenant=Address.parse(self.sandbox.base_url).url,
            reference="DSR-50",
            kind=CaseKind.ERASURE,
            regime=Regime.GDPR,
            received=dt.date(2026, 11, 1),
            created=dt.datetime.now(dt.UTC),
        )
        # Those that must stay lie between the others.
        mixed = self._chance.sample(self.people, len(self.people))
        with contextlib.closing(self._store()) as store:
            case = store.create(case, [NewSubject(people.kind_of(one), one) for one in mixed])
            ids = {one.value: one.id for one in store.subjects(case.id)}
            numbers = [ids[one] for one in self.people]
            self._may_go = frozenset(numbers[:PEOPLE])
            held, grown = MORE["held"], MORE["grown"]
            for one in self.people[PEOPLE : PEOPLE + held]:
                Holds(store).put(people.kind_of(one), one, "lawsuit")
            self._growing = numbers[PEOPLE + held : PEOPLE + held + grown]
        return case.id, numbers[: PEOPLE + held + grown]

    def _grow(self) -> None:
        """As if more had come of some after they were approved."""
        with contextlib.closing(self._store()) as store:
            for one in store.subjects(self.case_id):
                if one.id in self._growing and one.state is SubjectState.FOUND:
                    raw = msgspec.json.decode(store.answer(one, "approved") or b"{}")
                    less = {key: [] if isinstance(v, list) else v for key, v in raw.items()}
                    store.put([one], "less-approved", answers={"approved": _json(less)})

    def _told(self) -> dict[str, Any]:
        return {
            "base_url": self.sandbox.base_url,
            "access_key": self.sandbox.access_key,
            "secret": self.sandbox.access_key_secret,
            "master": self._master,
            "case": self.case_id,
            "approve": self.approve,
            "later": "reimport" in self._faults,
        }

    def _complaints(self) -> str:
        return (self.home / "complaints.txt").read_text()[-3000:]


def run(
    times: int,
    seed: int,
    *,
    a_round: int | None = None,
    heard: Callable[[Tally], None] = lambda _tally: None,
) -> Tally:
    """Rounds until so many kills were made, at most `a_round` of them in each: on a slow machine
    the first would take them all. Raises `Broken`."""
    tally, chance = Tally(), random.Random(seed)
    while tally.kills < times:
        judged = Round(tally, chance, FAULTS[tally.rounds % len(FAULTS)])
        with contextlib.closing(judged):
            judged.work(times if a_round is None else min(times, tally.kills + a_round))
        heard(tally)
    return tally


def _still(shown: SubjectState, one: Subject) -> bool:
    """Whether a subject that was shown in a state is still there, or further."""
    if shown in _SHOWS_SENT:
        return one.state in _SHOWS_SENT
    if shown is SubjectState.WAITING:
        return True
    return one.state is not SubjectState.WAITING


def _digest(value: str) -> str:
    return hashlib.sha256(value.casefold().encode()).hexdigest()


def _json(what: Any) -> bytes:
    return msgspec.json.encode(what)
