"""Writing the records of subjects, and answers that come when a subject may have moved on."""

from __future__ import annotations

from collections.abc import Mapping
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

import msgspec

from gong_admin.services.privacy.case import Subject
from gong_admin.services.privacy.store import rows

if TYPE_CHECKING:
    from gong_admin.services.privacy.store.cases import CaseStore


def write_subject(written: Connection, key: bytes, one: Subject) -> None:
    written.execute(
        "UPDATE subjects SET state = ?, fixed = ?, body = ? WHERE id = ?",
        (
            *(one.state.value, rows.subject_fixed(one)),
            *(rows.subject_body(one, key), one.id),
        ),
    )


def write_answer(
    written: Connection, key: bytes, one: Subject, what: str, raw: bytes, at: str
) -> None:
    """Gong's last answer of a kind on a subject."""
    written.execute(
        "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)",
        (one.id, what, at, rows.lock(key, raw, f"answer {one.id} {what}")),
    )


def write_counts(written: Connection, one: Subject, at: str) -> None:
    """The next point of a subject's series."""
    if one.counts is not None:
        counts = msgspec.json.encode(one.counts).decode()
        written.execute("INSERT INTO series VALUES (?, ?, ?)", (one.id, at, counts))


def note_unchecked(store: CaseStore, case_id: str, step: str, reason: str) -> None:
    """That somebody goes on with a step ("approval", "erasure", "answer") though the identity was
    not checked, and why. Raises `CaseGone`."""
    store.note(case_id, "identity-unchecked", {"step": step}, {"reason": reason})


def put_if_same(
    store: CaseStore,
    before: Subject,
    after: Subject,
    event: str,
    facts: Mapping[str, Any],
    private: Mapping[str, Any] | None = None,
    *,
    answers: Mapping[str, bytes] | None = None,
    counted: bool = False,
    overtaken: str = "",
) -> bool:
    """Keep the changed record of a subject with its entry in the log, unless something has
    happened to it since `before` was read: an erasure in another window, say, whose state must not
    be put back. Then False, and the log alone tells of what was asked, as `overtaken` where that
    is given. `answers` and `counted` as in `CaseStore.put`. Raises `CaseGone`."""
    with store.database.writing() as written:
        key, now = store.key_of(written, before.case_id), store.clock().isoformat()
        told = {"subjects": [before.position], **facts}
        same = _standing(store.subject(before.id)) == _standing(before)
        if same:
            write_subject(written, key, after)
            for what, raw in (answers or {}).items():
                write_answer(written, key, after, what, raw, now)
            if counted:
                write_counts(written, after, now)
        else:
            event, told["overtaken"] = overtaken or event, True
        head = store.journal.append(written, before.case_id, key, event, told, private or {})
    store.journal.keep(before.case_id, head)
    return same


def _standing(one: Subject | None) -> tuple[object, ...]:
    """What of a subject another window can have changed meanwhile."""
    return () if one is None else (one.state, one.sent, one.approved)


def put_seen(
    store: CaseStore,
    before: Subject,
    after: Subject,
    event: str,
    facts: Mapping[str, Any],
    answer: bytes | None = None,
    private: Mapping[str, Any] | None = None,
) -> Subject:
    """Keep what came of the lookup of a subject, as `put_if_same`. How the subject stands now.
    Raises `CaseGone`."""
    answers = {} if answer is None else {"lookup": answer}
    counted = answer is not None
    if put_if_same(store, before, after, event, facts, private, answers=answers, counted=counted):
        return after
    return store.subject(before.id) or after
