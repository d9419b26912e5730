"""What is kept of privacy cases, and how it changes: each change with its entry in the log.

Record and log entry are written in one transaction: what is shown as done is in both, or nothing
happened. The functions here know nothing of Gong; `erasing`, `lookup` and `following` do.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import msgspec

from gong_admin.api.decode import decoder
from gong_admin.services.privacy import chain
from gong_admin.services.privacy.case import (
    Case,
    Counts,
    Subject,
    SubjectState,
    may_become,
)
from gong_admin.services.privacy.identifiers import compared
from gong_admin.services.privacy.keys import Keys, new_key, seal, unseal
from gong_admin.services.privacy.store import rows, writing
from gong_admin.services.privacy.store.database import Database
from gong_admin.services.privacy.store.journal import Journal, Log, LogEntry
from gong_admin.services.privacy.store.refusals import CaseGone, NotAllowed

__all__ = ["CaseGone", "CaseStore", "LogEntry", "NewSubject", "NotAllowed"]

_CASE_COLUMNS = "id, tenant, created, state, fixed, label, body, wrapped_key"
_SUBJECT_COLUMNS = "id, case_id, position, state, fixed, body"


@dataclass(frozen=True, slots=True)
class NewSubject:
    """An address ("email") or number ("phone") in its normalised form, and as it was typed."""

    kind: str
    value: str
    typed: str = ""


class CaseStore:
    """All cases of this machine, in the file at `path`, or in memory for this session only.

    Raises `CasesUnreadable` when opened on a file that is damaged, and `WrongKey` when `keys` are
    not those the cases were locked with. Safe from any thread and beside other processes.
    """

    def __init__(
        self,
        path: Path | None,
        keys: Keys,
        *,
        clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.keys = keys
        self.clock = clock
        self.database = Database(path)
        self.journal = Journal(self.database, keys, clock)

    def close(self) -> None:
        self.database.close()

    # -- cases ---------------------------------------------------------------------------------

    def create(self, case: Case, subjects: Sequence[NewSubject] = ()) -> Case:
        """Keep a new case under an id of its own. Its `id` and `created` are made here."""
        case = msgspec.structs.replace(case, id=uuid.uuid4().hex, created=self.clock())
        key = new_key()
        self.journal.begin(case.id)
        with self.database.writing() as rows_:
            rows_.execute(
                "INSERT INTO cases (id, tenant, created, state, label, wrapped_key, body, fixed) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(case.id, case.tenant, case.created.isoformat(), case.state.value),
                    self._label(case),
                    self.keys.wrapped(key, case.id),
                    rows.case_body(case, key),
                    rows.case_fixed(case),
                ),
            )
            count = self._insert(rows_, case, key, subjects)
            head = self.journal.append(
                rows_,
                case.id,
                key,
                "opened",
                {"kind": case.kind.value, "regime": case.regime.value, "subjects": count},
                {"subjects": [[one.kind, one.value, one.typed] for one in subjects]},
            )
        self.journal.keep(case.id, head)
        return case

    def cases(self, tenant: str | None = None) -> list[Case]:
        """All cases, the newest first; of one tenant where it is given."""
        with self.database.reading() as rows_:
            found = rows_.execute(
                f"SELECT {_CASE_COLUMNS} FROM cases WHERE tenant = ? OR ? IS NULL "  # noqa: S608
                "ORDER BY created DESC, id",
                (tenant, tenant),
            ).fetchall()
        return [self._case(row) for row in found]

    def case(self, case_id: str) -> Case:
        """Raises `CaseGone`."""
        with self.database.reading() as rows_:
            return self._case(self._row(rows_, case_id))

    def change(
        self,
        case_id: str,
        how: Callable[[Case], Case | None],
        event: str,
        facts: Mapping[str, Any] | None = None,
        private: Mapping[str, Any] | None = None,
    ) -> Case:
        """Change the record of a case as it is kept now, whatever somebody else has written since
        it was read. `how` gives the changed record, None to leave it; what it reads of the store
        is of the same moment. Raises `NotAllowed` where its state may not follow the one that is
        kept, `CaseGone` where it can't be written any more."""
        with self.database.writing() as rows_:
            now = self._case(self._row(rows_, case_id))
            case = how(now)
            if case is None:
                return now
            if now.state is not case.state and not may_become(now.state, case.state, now.kind):
                raise NotAllowed(now.state, case.state)
            key = self.key_of(rows_, case_id)
            self.write_case(rows_, case, key)
            facts = {**(facts or {}), "state": case.state.value}
            head = self.journal.append(rows_, case_id, key, event, facts, private or {})
        self.journal.keep(case_id, head)
        return case

    def update(self, case: Case, event: str) -> Case:
        """Keep the record of a case as it is here, all of it. Raises what `change` raises."""
        return self.change(case.id, lambda _now: case, event)

    def note(
        self,
        case_id: str,
        event: str,
        facts: Mapping[str, Any] | None = None,
        private: Mapping[str, Any] | None = None,
    ) -> None:
        """Append to a case's log. Raises `CaseGone`."""
        with self.database.writing() as rows_:
            key = self.key_of(rows_, case_id)
            head = self.journal.append(rows_, case_id, key, event, facts or {}, private or {})
        self.journal.keep(case_id, head)

    # -- subjects ------------------------------------------------------------------------------

    def add_subjects(self, case_id: str, subjects: Sequence[NewSubject]) -> int:
        """Add those that the case does not have yet; how many these were. Raises `CaseGone`."""
        with self.database.writing() as rows_:
            case, key = self._case(self._row(rows_, case_id)), self.key_of(rows_, case_id)
            count = self._insert(rows_, case, key, subjects)
            head = self.journal.append(
                rows_,
                case_id,
                key,
                "subjects-added",
                {"added": count},
                {"subjects": [[one.kind, one.value, one.typed] for one in subjects]},
            )
        self.journal.keep(case_id, head)
        return count

    def subjects(self, case_id: str) -> list[Subject]:
        """In the order in which they were added."""
        with self.database.reading() as rows_:
            key = self.key_of(rows_, case_id, needed=False)
            found = rows_.execute(
                f"SELECT {_SUBJECT_COLUMNS} FROM subjects "  # noqa: S608
                "WHERE case_id = ? ORDER BY position",
                (case_id,),
            ).fetchall()
        return [rows.subject_of(row, key) for row in found]

    def subject(self, subject_id: int) -> Subject | None:
        """As it stands now; None where it was taken out."""
        with self.database.reading() as rows_:
            row = rows_.execute(
                f"SELECT {_SUBJECT_COLUMNS} FROM subjects WHERE id = ?",  # noqa: S608
                (subject_id,),
            ).fetchone()
            return rows.subject_of(row, self.key_of(rows_, row[1], needed=False)) if row else None

    def put(
        self,
        subjects: Iterable[Subject],
        event: str,
        facts: Mapping[str, Any] | None = None,
        private: Mapping[str, Any] | None = None,
        *,
        answers: Mapping[str, bytes] | None = None,
        counted: bool = False,
    ) -> None:
        """Keep the changed records of subjects of one case, with one entry in its log.

        `answers` are Gong's, by what they answered ("lookup", "approved"): the last of each kind
        is kept for each subject. `counted` adds the subjects' counts to their series.
        """
        subjects = list(subjects)
        if not subjects:
            return
        case_id, now = subjects[0].case_id, self.clock().isoformat()
        with self.database.writing() as rows_:
            key = self.key_of(rows_, case_id)
            for one in subjects:
                writing.write_subject(rows_, key, one)
                for what, raw in (answers or {}).items():
                    writing.write_answer(rows_, key, one, what, raw, now)
                if counted:
                    writing.write_counts(rows_, one, now)
            told = {"subjects": [one.position for one in subjects], **(facts or {})}
            head = self.journal.append(rows_, case_id, key, event, told, private or {})
        self.journal.keep(case_id, head)

    def answer(self, subject: Subject, what: str) -> bytes | None:
        """What Gong answered last; None where nothing was kept."""
        with self.database.reading() as rows_:
            key = self.key_of(rows_, subject.case_id, needed=False)
            found = rows_.execute(
                "SELECT body FROM answers WHERE subject_id = ? AND what = ?", (subject.id, what)
            ).fetchone()
        if key is None or found is None:
            return None
        return rows.unlock(key, found[0], f"answer {subject.id} {what}")

    def series(self, subject: Subject) -> list[tuple[dt.datetime, Counts]]:
        """How much was held at each look, the oldest first."""
        with self.database.reading() as rows_:
            found = rows_.execute(
                "SELECT at, counts FROM series WHERE subject_id = ? ORDER BY at", (subject.id,)
            ).fetchall()
        decode = decoder(Counts, strict=True).decode
        return [(dt.datetime.fromisoformat(at), decode(told)) for at, told in found]

    def interrupted(self, case_id: str) -> list[Subject]:
        """Subjects whose erasure was about to leave when this program ended: whether it did is
        not known, and they become `UNKNOWN`. Only for whoever holds the case for erasing."""
        left = [one for one in self.subjects(case_id) if one.state is SubjectState.SENDING]
        changed = [msgspec.structs.replace(one, state=SubjectState.UNKNOWN) for one in left]
        self.put(changed, "answer-unknown", {"why": "the program ended while it was sent"})
        return changed

    def recognise(self, kind: str, value: str) -> list[tuple[Case, Subject]]:
        """The cases in which an address or number occurs, reduced ones included."""
        with self.database.reading() as rows_:
            found = rows_.execute(
                f"SELECT {_SUBJECT_COLUMNS} FROM subjects "  # noqa: S608
                "WHERE fingerprint IN (?, ?) ORDER BY id",
                self.keys.fingerprints(kind, value),
            ).fetchall()
            keys = {row[1]: self.key_of(rows_, row[1], needed=False) for row in found}
            subjects = [rows.subject_of(row, keys[row[1]]) for row in found]
            return [
                (self._case(self._row(rows_, one.case_id)), one)
                for one in subjects
                if compared(one.value) in ("", compared(value))  # "": reduced, nobody knows
            ]

    # -- forgetting ----------------------------------------------------------------------------

    def reduce(self, case_id: str) -> Case:
        """Forget what a case holds on people, for good, but for counts, times, request ids and
        fingerprints. Raises `CaseGone` where that has happened already."""
        return self._forget(case_id, "reduced", marks=True)

    def delete(self, case_id: str) -> Case:
        """Destroy a case's key: reference, dates and counts stay. Raises `CaseGone`."""
        return self._forget(case_id, "deleted", marks=False)

    def remove_payload(self, case_id: str, number: int) -> None:
        """Take what an entry of the log says of people out for good; the chain still verifies."""
        with self.database.writing(forgetting=True) as rows_:
            key = self.key_of(rows_, case_id)
            rows_.execute(
                "UPDATE log SET payload = NULL WHERE case_id = ? AND number = ?", (case_id, number)
            )
            head = self.journal.append(
                rows_, case_id, key, "payload-removed", {"number": number}, {}
            )
        self.journal.keep(case_id, head)

    def _forget(self, case_id: str, event: str, *, marks: bool) -> Case:
        with self.database.writing(forgetting=True) as rows_:
            case = self._case(self._row(rows_, case_id))
            if case.deleted is not None or (marks and case.reduced is not None):
                raise CaseGone(case_id)
            # A key for this entry alone: there is nothing private in it.
            head = self.journal.append(rows_, case_id, new_key(), event, {}, {})
            case = msgspec.structs.replace(case, **{event: self.clock()})
            mine = "SELECT id FROM subjects WHERE case_id = ?"
            rows_.execute(f"DELETE FROM answers WHERE subject_id IN ({mine})", (case_id,))  # noqa: S608
            rows_.execute("UPDATE subjects SET body = NULL WHERE case_id = ?", (case_id,))
            if not marks:
                rows_.execute(
                    "UPDATE subjects SET fingerprint = NULL WHERE case_id = ?", (case_id,)
                )
            rows_.execute("UPDATE log SET payload = NULL WHERE case_id = ?", (case_id,))
            rows_.execute(
                "UPDATE cases SET wrapped_key = NULL, body = NULL, fixed = ? WHERE id = ?",
                (rows.case_fixed(case), case_id),
            )
        self.journal.keep(case_id, head)
        return self.case(case_id)

    # -- log -----------------------------------------------------------------------------------

    def read_log(self, case_id: str) -> Log:
        """Raises `CaseGone`; nothing for a log that was altered."""
        with self.database.reading() as rows_:
            key = self.key_of(rows_, case_id, needed=False)
        return self.journal.read(case_id, key)

    def log(self, case_id: str) -> list[LogEntry]:
        return self.read_log(case_id).entries

    def verify(self, case_id: str) -> chain.ChainReport:
        """Whether the log is as it was written."""
        return self.read_log(case_id).report

    # -- rows ----------------------------------------------------------------------------------

    def _row(self, rows_: Connection, case_id: str) -> tuple[Any, ...]:
        found = rows_.execute(
            f"SELECT {_CASE_COLUMNS} FROM cases WHERE id = ?",  # noqa: S608
            (case_id,),
        ).fetchone()
        if found is None:
            raise CaseGone(case_id)
        assert isinstance(found, tuple)
        return found

    def _case(self, row: tuple[Any, ...]) -> Case:
        *plain, label, body, wrapped = row
        case_id = plain[0]
        reference = unseal(self.keys.wrap, label, f"label {case_id}").decode()
        key = None if wrapped is None else self.keys.unwrapped(wrapped, case_id)
        return rows.case_of(tuple(plain), reference=reference, body=body, key=key)

    def key_of(self, rows_: Connection, case_id: str, *, needed: bool = True) -> Any:
        """The case's own key; None where it was destroyed. Raises `CaseGone` if it is `needed`."""
        wrapped = self._row(rows_, case_id)[-1]
        if wrapped is None and needed:
            raise CaseGone(case_id)
        return None if wrapped is None else self.keys.unwrapped(wrapped, case_id)

    def write_case(self, rows_: Connection, case: Case, key: bytes) -> None:
        rows_.execute(
            "UPDATE cases SET state = ?, label = ?, body = ?, fixed = ? WHERE id = ?",
            (
                *(case.state.value, self._label(case)),
                *(rows.case_body(case, key), rows.case_fixed(case), case.id),
            ),
        )

    def _label(self, case: Case) -> bytes:
        return seal(self.keys.wrap, case.reference.encode(), f"label {case.id}")

    def _insert(
        self, rows_: Connection, case: Case, key: bytes, subjects: Iterable[NewSubject]
    ) -> int:
        mine = "SELECT fingerprint, position FROM subjects WHERE case_id = ?"
        there = dict(rows_.execute(mine, (case.id,)).fetchall())
        before = position = max(there.values(), default=0)  # none is given twice: the log has them
        for new in subjects:
            mark = self.keys.fingerprint(new.kind, new.value)
            if mark in there:
                continue
            position += 1
            there[mark] = position
            subject = Subject(id=0, case_id=case.id, position=position, **asdict(new))
            rows_.execute(
                "INSERT INTO subjects (case_id, position, fingerprint, state, fixed, body) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    *(case.id, position, mark, subject.state.value),
                    *(rows.subject_fixed(subject), rows.subject_body(subject, key)),
                ),
            )
        return position - before
