"""What the panel reads of a case, beside the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gong_admin.services.privacy.case import Case, Subject
from gong_admin.services.privacy.chain import ChainReport
from gong_admin.services.privacy.findings import Findings, parse
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.store import CaseStore, LogEntry

_PROOFS = ("evidence-made", "access-made")
"""Events after which there is a proof, or an answer."""

_UNPROVED = (
    *("subjects-added", "sending", "erasure-taken", "erasure-refused", "answer-unknown"),
    *("came-back", "grown", "following-ended", "verified", "unverified"),
)
"""Events after which another one is needed. Not each look: that one has found the same goes on for
a month."""


@dataclass(frozen=True, slots=True)
class Read:
    """A case with the subjects that are not as they were known; `all_others` when these are all,
    because some are gone or new. `proven`: a pack was made since it came to where it is: one from
    before the erasure proves nothing of it."""

    case: Case
    subjects: list[Subject]
    all_others: bool
    proven: bool


def read_case(store: CaseStore, case_id: str, known: Mapping[int, Subject]) -> Read:
    """Raises `CaseGone`. Blocks."""
    case, subjects = store.case(case_id), store.subjects(case_id)
    others = len(subjects) != len(known) or any(one.id not in known for one in subjects)
    if not others:
        subjects = [one for one in subjects if known[one.id] != one]
    with store.database.reading() as rows:
        last = dict(
            rows.execute(
                "SELECT event, max(CAST(number AS INTEGER)) FROM log "
                "WHERE case_id = ? GROUP BY event",
                (case_id,),
            ).fetchall()
        )
    proof = max(last.get(event, 0) for event in _PROOFS)
    return Read(case, subjects, others, proof > max(last.get(event, 0) for event in _UNPROVED))


def read_log(store: CaseStore, case_id: str) -> tuple[list[LogEntry], ChainReport]:
    """All entries, and whether they are unaltered."""
    log = store.read_log(case_id)
    return log.entries, log.report


def read_findings(store: CaseStore, subject: Subject) -> Findings | None:
    """What the last lookup told, opened up; None where nothing is kept."""
    raw = store.answer(subject, "lookup")
    return None if raw is None else parse(IdentifierKind(subject.kind), subject.value, raw)
