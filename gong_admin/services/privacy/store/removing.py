"""Taking subjects out of a case before anything was sent for them."""

from __future__ import annotations

from collections.abc import Sequence

from gong_admin.services.privacy.case import AFTER_SENDING, Subject
from gong_admin.services.privacy.store.cases import CaseStore


def remove_subjects(store: CaseStore, subjects: Sequence[Subject]) -> int:
    """Take them out with everything that was answered on them; how many that were. Those for
    whom an erasure was, or may have been, sent stay. What the log said of them stays in it, until
    it is removed there. All are of one case; raises `CaseGone`."""
    wanted = [one.id for one in subjects]
    if not wanted:
        return 0
    case_id = subjects[0].case_id
    with store.database.writing(forgetting=True) as rows:
        # Read in here: an erasure in another window must not lose its subject.
        known = {one.id: one for one in store.subjects(case_id)}
        there = [known[one] for one in wanted if one in known]
        gone = [one for one in there if one.state not in AFTER_SENDING]
        if not gone:
            return 0
        for one in gone:
            for table in ("answers", "series"):
                rows.execute(f"DELETE FROM {table} WHERE subject_id = ?", (one.id,))  # noqa: S608
            rows.execute("DELETE FROM subjects WHERE id = ?", (one.id,))
        told = {"subjects": [one.position for one in gone]}
        key = store.key_of(rows, case_id)
        head = store.journal.append(rows, case_id, key, "subjects-removed", told, {})
    store.journal.keep(case_id, head)
    return len(gone)
