"""What came of an erasure in a few sentences, right in whatever state the case is."""

from __future__ import annotations

import collections
from collections.abc import Sequence

from gong_admin.services.privacy.case import (
    AFTER_SENDING,
    FOLLOWED,
    Case,
    CaseKind,
    Counts,
    Subject,
    SubjectState,
)
from gong_admin.services.privacy.proof.document import Block, Heading, Table
from gong_admin.services.words import counted

STATE_WORDS = {
    SubjectState.WAITING: "Not looked up",
    SubjectState.FOUND: "Found",
    SubjectState.NOTHING: "Nothing found",
    SubjectState.REFUSED: "Not looked up: a Gong user",
    SubjectState.FAILED: "Lookup failed",
    SubjectState.HELD: "On the do-not-erase list",
    SubjectState.MORE: "Skipped: more than approved",
    SubjectState.SHARED: "Skipped: shared with the do-not-erase list",
    SubjectState.SENDING: "Being sent",
    SubjectState.UNKNOWN: "Sent, answer unknown",
    SubjectState.NOT_TAKEN: "Not accepted by Gong",
    SubjectState.ERASING: "Accepted, being erased",
    SubjectState.GONE: "Nothing left",
    SubjectState.CAME_BACK: "Came back",
}

COUNTED = (
    ("calls", "Calls"),
    ("emails", "Emails"),
    ("meetings", "Meetings"),
    ("records", "Leads and contacts"),
    ("events", "Engagement events"),
)
"""What is counted, as `Counts` calls it and as it is said."""

_NOT_LOOKED_UP = frozenset({SubjectState.WAITING, SubjectState.FAILED})


def outcome(case: Case, subjects: Sequence[Subject]) -> str:
    """What was sent, what Gong said and what was found since; then what was not sent, and why.
    Every subject of an erasure that was approved is in one of the sentences."""
    if case.kind is CaseKind.ACCESS:
        return "This case is a request for access: nothing is erased in it."
    states = collections.Counter(one.state for one in subjects)
    # Gong has said yes to these. Of the others it is not known, not even once nothing is left.
    accepted = [one for one in subjects if _sent(one) and one.answered is not None]
    unclear = [one for one in subjects if _sent(one) and one.answered is None]
    said = []
    if accepted:
        said.append(f"{counted(len(accepted), 'erasure')} accepted by Gong; {_finished(accepted)}.")
    if unclear:
        sent = counted(len(unclear), "erasure")
        said.append(f"{sent} sent without a known answer; {_finished(unclear)}.")
    if refused := sum(map(_refused, subjects)):
        said.append(f"{counted(refused, 'erasure')} not accepted by Gong.")
    if not said:
        said.append("No erasure was sent in this case.")
    if back := states[SubjectState.CAME_BACK]:
        said.append(f"{counted(back, 'subject')} came back after nothing was left.")
    if ended := sum(one.ended is not None and one.state in FOLLOWED for one in subjects):
        left = "though something is, or may be, left"
        said.append(f"{counted(ended, 'subject')} not looked up any more, {left}.")
    # Of those below whom an erasure was sent for before, the sentences above tell.
    unsent = collections.Counter(one.state for one in subjects if one.sent is None)
    if before := unsent[SubjectState.GONE]:
        said.append(f"{counted(before, 'subject')} not sent: nothing was left before.")
    if held := unsent[SubjectState.HELD]:
        said.append(f"{counted(held, 'subject')} not sent: on the do-not-erase list.")
    if more := unsent[SubjectState.MORE]:
        said.append(f"{counted(more, 'subject')} not sent: more is held than was approved.")
    if shared := unsent[SubjectState.SHARED]:
        said.append(
            f"{counted(shared, 'subject')} not sent: somebody on the do-not-erase list would lose "
            "something, or it could not be read whether."
        )
    own = sum(one.state is SubjectState.REFUSED and one.approved is not None for one in subjects)
    if own:
        said.append(f"{counted(own, 'subject')} not sent: the address of a Gong user.")
    waiting = sum(one.state is SubjectState.FOUND and one.approved is not None for one in subjects)
    if waiting:
        said.append(f"{counted(waiting, 'subject')} approved and not sent.")
    if missing := sum(one.state in _NOT_LOOKED_UP for one in subjects):
        said.append(f"{counted(missing, 'subject')} not looked up.")
    return " ".join(said)


def by_state(subjects: Sequence[Subject]) -> str:
    """How many there are, and how many in each state: "9: 4 nothing left, 5 being sent"."""
    states = collections.Counter(one.state for one in subjects)
    if not states:
        return "0"
    told = (f"{states[one]:,} {_small(words)}" for one, words in STATE_WORDS.items() if states[one])
    return f"{len(subjects):,}: {'; '.join(told)}"


def holdings(subjects: Sequence[Subject]) -> list[Block]:
    """What Gong holds, before and now. Once subjects were approved of them alone: what is held on
    others would make two sums of different people."""
    approved = [one for one in subjects if one.approved is not None]
    told = approved or subjects
    before = [one.approved for one in approved if one.approved is not None]
    now = [one.counts for one in told if one.counts is not None]
    if not now:
        return []
    rows = [
        (title, *((_sum(before, key),) if approved else ()), _sum(now, key))
        for key, title in (*COUNTED, ("held", "All"))
    ]
    title = "What Gong holds"
    if len(now) < len(subjects):
        which = "approved" if approved else "looked up"
        title = f"What Gong holds on {counted(len(now), 'subject')} {which}"
    titles = ("Held by Gong", *(("When approved",) if approved else ()), "At the last look")
    return [Heading(title, 2), Table(titles, rows, frozenset(range(1, len(titles))))]


def _sent(one: Subject) -> bool:
    """Whether an erasure has, or may have, reached Gong and was not refused."""
    return one.sent is not None and not _refused(one)


def _refused(one: Subject) -> bool:
    """Whether Gong has refused the erasure, also where it was approved once more or left since.
    Whoever was left without that there was an answer may have been taken."""
    if one.sent is None or one.state in AFTER_SENDING:
        return False
    return one.state is SubjectState.NOT_TAKEN or one.request_id is not None


def _finished(subjects: Sequence[Subject]) -> str:
    gone = sum(one.state is SubjectState.GONE for one in subjects)
    if not gone:
        return "none finished yet"
    return f"nothing is left of {gone:,} of {len(subjects):,}"


def _sum(counts: Sequence[Counts], key: str) -> str:
    return f"{sum(getattr(one, key) for one in counts):,}"


def _small(words: str) -> str:
    """As part of a sentence; names keep their capitals."""
    return words[:1].lower() + words[1:]
