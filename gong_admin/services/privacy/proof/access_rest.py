"""What an answer to an access request does not hold, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gong_admin.services.privacy.case import Subject
from gong_admin.services.privacy.findings import Findings
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.proof.access_reading import CallsRead
from gong_admin.services.privacy.proof.evidence_summary import STATE_WORDS
from gong_admin.services.privacy.proof.traces import address_mark
from gong_admin.services.privacy.proof.whose import Whose

_NEVER = (
    (
        "Recordings",
        "Other people are heard and seen in them. They are listed with their calls.",
    ),
    ("Content of emails", "Gong's API tells who wrote when, not what."),
    ("Content of meetings", "Gong's API tells that a meeting is kept, by its id alone."),
    (
        "Other details of calls",
        "Workspace, host, links to the meeting and notes of the recording system are not about "
        "the person.",
    ),
    (
        "What was made of the calls",
        "Summaries, trackers, comments and scorecards are about calls as a whole and all who "
        "were on them.",
    ),
)


YES, NO, MAYBE_MORE, NOT_KNOWN = "yes", "no", "yes, perhaps more", "not known"
"""Whether the person is heard in a transcript: Gong does not always tell whose a voice is."""


def not_exported(
    subjects: Sequence[Subject],
    findings: Mapping[int, Findings],
    person: Whose,
    read: CallsRead,
    calls: Sequence[Mapping[str, Any]],
    *,
    masked: bool,
    colleagues: bool,
) -> Iterator[tuple[str, str]]:
    """What and why, line by line. `calls` are those of the answer; `colleagues`: whether all of
    the company's own people were known."""
    for one in subjects:
        if one.id not in findings:
            yield one.value, f"No answer to give. {STATE_WORDS[one.state]}."
    yield from _of_numbers(subjects, person)
    yield from _of_others(person)
    yield from _of_calls(read, calls, masked=masked)
    if masked:
        why = "They are personal data of other people."
        if not colleagues:
            why += (
                " Recognised by what Gong tells of the calls and the CRM; the list of the company's"
                " own people was not read."
            )
        yield "Names, addresses, numbers and words of others", why
    yield from _NEVER


def _of_numbers(subjects: Sequence[Subject], person: Whose) -> Iterator[tuple[str, str]]:
    """What only an address leads to, where there is a number alone."""
    asked = {address_mark(one.value) for one in subjects if one.kind == IdentifierKind.EMAIL}
    if not asked:
        yield "Engagement events", "Gong's API tells them for an address, not for a number."
    for address in sorted(person.addresses - asked):
        yield (
            f"What is held on {address} besides",
            "It was found with the number; the address was not looked up by itself.",
        )


def _of_others(person: Whose) -> Iterator[tuple[str, str]]:
    """What was found with a number of several people."""
    left = person.left
    for value in left.numbers:
        yield (
            f"What was found with {value}",
            "Several people have this number, and whose it is was not decided.",
        )
    for count, one, many in (
        (len(person.others), "lead or contact", "leads or contacts"),
        (len(left.calls), "call", "calls"),
        (left.emails, "email", "emails"),
        (len(left.meetings), "meeting", "meetings"),
    ):
        if count:
            yield (
                f"{count:,} {one if count == 1 else many} found with a number of several people",
                "Gong does not tell them to be this person's.",
            )


def _of_calls(
    read: CallsRead, calls: Sequence[Mapping[str, Any]], *, masked: bool
) -> Iterator[tuple[str, str]]:
    ids = {one["id"] for one in calls}
    if read.no_calls:
        yield "Titles, times and participants of calls", read.no_calls
    elif hidden := len(ids - set(read.calls)):
        yield _some("Details", hidden, len(ids)), "Gong does not tell them to this key."
    alone = [one for one in ids & set(read.calls) if read.calls[one].parties is None]
    if alone:
        yield _some("Participants", len(alone), len(ids)), "Gong tells none for them."
    if read.no_transcripts:
        yield "Transcripts", read.no_transcripts
        return
    if hidden := len(ids - set(read.transcripts)):
        yield _some("Transcripts", hidden, len(ids)), "Gong tells none for them."
    if hidden := len(ids & set(read.transcripts) - set(read.calls)):
        why = "Gong does not tell who was on them, so not whose words they are."
        yield _some("Transcripts", hidden, len(ids)), why
    unsure = sum(one.get("the_person_speaks") in (MAYBE_MORE, NOT_KNOWN) for one in calls)
    if unsure and masked:
        yield (
            f"What the person may have said besides, on {unsure:,} of {len(ids):,} calls",
            "Gong does not tell of every voice whose it is; only words known to be the person's "
            "are given.",
        )


def _some(what: str, count: int, all_: int) -> str:
    return f"{what} of {count:,} of {all_:,} calls"
