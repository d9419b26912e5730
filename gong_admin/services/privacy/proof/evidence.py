"""The evidence of a case: what a regulator wants to read, and what a machine can check."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from gong_admin.services.export import ExportColumn, ExportValue
from gong_admin.services.export_csv import csv_bytes
from gong_admin.services.export_xlsx import xlsx_bytes
from gong_admin.services.privacy.case import Case, CaseKind, Counts, Subject, SubjectState
from gong_admin.services.privacy.chain import ChainReport, Head
from gong_admin.services.privacy.proof.document import (
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from gong_admin.services.privacy.regimes import RULES
from gong_admin.services.privacy.store import CaseStore, LogEntry
from gong_admin.services.words import counted

STATE_WORDS = {
    SubjectState.WAITING: "Not looked up",
    SubjectState.FOUND: "Found",
    SubjectState.NOTHING: "Nothing found",
    SubjectState.REFUSED: "Refused by Gong",
    SubjectState.FAILED: "Lookup failed",
    SubjectState.HELD: "On the do-not-erase list",
    SubjectState.MORE: "Skipped: more than approved",
    SubjectState.SENDING: "Being sent",
    SubjectState.UNKNOWN: "Sent, answer unknown",
    SubjectState.NOT_TAKEN: "Not accepted by Gong",
    SubjectState.ERASING: "Accepted, being erased",
    SubjectState.GONE: "Nothing left",
    SubjectState.CAME_BACK: "Came back",
}

EVENT_WORDS = {
    "opened": "Case opened",
    "subjects-added": "Subjects added",
    "subjects-removed": "Subjects removed",
    "request-changed": "Request changed",
    "request-refused": "Request refused",
    "approval-withdrawn": "Approval withdrawn",
    "closed": "Case closed",
    "reopened": "Case opened again",
    "looked-up": "Looked up",
    "refused": "Lookup refused by Gong",
    "lookup-failed": "Lookup failed",
    "all-looked-up": "All subjects looked up",
    "subject-approved": "Subject approved",
    "approved": "Erasure approved",
    "erasing": "Erasure begun",
    "sending": "Looked up again, about to be sent",
    "erasure-taken": "Erasure accepted by Gong",
    "erasure-refused": "Erasure not accepted by Gong",
    "answer-unknown": "No answer: whether it was taken is not known",
    "not-sent": "Not sent",
    "held": "Kept by the do-not-erase list",
    "more-than-approved": "Skipped: more is held than was approved",
    "nothing-left": "Looked up: nothing left",
    "still-there": "Looked up: something is left",
    "came-back": "Looked up: it came back",
    "verified": "Verified: nothing left of all subjects",
    "state": "State changed",
    "payload-removed": "Personal data taken out of an entry",
    "reduced": "Personal data of the case removed",
    "deleted": "Case deleted",
}

_COUNTED = (("calls", "Calls"), ("emails", "Emails"), ("meetings", "Meetings"))
_COUNTED_TOO = (("records", "Leads, contacts"), ("events", "Events"))

_COLUMNS = (
    ExportColumn("position", "Number"),
    ExportColumn("kind", "Kind"),
    ExportColumn("subject", "Subject"),
    ExportColumn("state", "State"),
    *(ExportColumn(f"{key}_before", f"{title} before") for key, title in _COUNTED + _COUNTED_TOO),
    *(ExportColumn(f"{key}_now", f"{title} now") for key, title in _COUNTED + _COUNTED_TOO),
    ExportColumn("sent", "Sent", is_date=True),
    ExportColumn("answered", "Accepted", is_date=True),
    ExportColumn("request_id", "Request id"),
    ExportColumn("looked_up", "Last looked up", is_date=True),
    ExportColumn("note", "Note"),
)


def evidence_document(
    case: Case,
    subjects: Sequence[Subject],
    log: Sequence[LogEntry],
    chain: ChainReport,
    head: Head | None,
    *,
    made_at: dt.datetime,
    signer: str,
    program: str,
) -> Document:
    """The document a regulator reads. `signer` is the fingerprint of the pack's key."""
    document = Document(
        f"Evidence: {case.reference}",
        f"{_kind(case)} · Gong at {case.tenant}",
        f"{case.reference} · {_moment(made_at)} · {program}",
    )
    document.blocks += [*_summary(case, subjects, made_at), *_who(case)]
    document.blocks += [*_subjects(subjects), *_log(log)]
    document.blocks += _checks(chain, head, signer)
    return document


def evidence_files(subjects: Sequence[Subject], log: Iterable[LogEntry]) -> dict[str, bytes]:
    """The log as JSON Lines and the subjects as tables; made without a file, which would lie
    around after a kill."""
    rows = [_row(one) for one in subjects]
    return {
        "log.jsonl": _json_lines(log),
        "subjects.csv": csv_bytes(rows, _COLUMNS),
        "subjects.xlsx": xlsx_bytes(rows, _COLUMNS),
    }


def gather(
    store: CaseStore, case_id: str
) -> tuple[Case, list[Subject], list[LogEntry], ChainReport, Head | None]:
    """All that the evidence of a case is made of. Raises `CaseGone`."""
    return (
        store.case(case_id),
        store.subjects(case_id),
        store.log(case_id),
        store.verify(case_id),
        store.journal.head(case_id),
    )


def about_pack(case: Case, head: Head | None, made_at: dt.datetime, program: str) -> dict[str, Any]:
    """What the manifest of a pack says of its case: nothing that names a person."""
    return {
        "case": case.id,
        "reference": case.reference,
        "kind": case.kind.value,
        "tenant": case.tenant,
        "made_at": made_at.isoformat(timespec="seconds"),
        "made_by": program,
        "log_entries": head.count if head else 0,
        "log_head": head.mac.hex() if head else "",
    }


# -- the document --------------------------------------------------------------------------------


def _summary(case: Case, subjects: Sequence[Subject], made_at: dt.datetime) -> list[Block]:
    sent = [one for one in subjects if one.sent is not None]
    gone = [one for one in sent if one.state is SubjectState.GONE]
    rows = [
        ("Request", _kind(case)),
        ("Rule", f"{RULES[case.regime].title}{_source(case)}"),
        ("Received", case.received.isoformat()),
        ("To be answered by", case.deadline.isoformat() if case.deadline else "Not set"),
        ("State", case.state.value.replace("-", " ").capitalize()),
        ("Subjects", f"{len(subjects):,}"),
        ("Held when it was approved", _held(one.approved for one in subjects)),
        ("Held at the last look", _held(one.counts for one in subjects)),
        ("This document", _moment(made_at)),
    ]
    words = (
        f"{counted(len(sent), 'erasure')} sent; nothing is left of {len(gone):,}."
        if sent
        else "No erasure was sent in this case."
    )
    if case.kind is CaseKind.ACCESS:
        words = "This case is a request for access: nothing is erased in it."
    return [Heading("Summary"), Paragraph(words), Facts(rows)]


def _who(case: Case) -> list[Block]:
    rows = [
        ("Identity of the person", case.identity_how or _yes(case.identity_checked, "Checked")),
    ]
    if case.approver is not None:
        note = f" ({case.approver.note})" if case.approver.note else ""
        told = f"{case.approver.name}, {_moment(case.approver.at)}{note}"
        rows.append(("Approved by (recorded, not verified)", told))
    if case.refusal_ground:
        rows.append(("Refused because", case.refusal_ground))
    if case.extension_notice:
        rows.append(("Told of the extension", case.extension_notice.isoformat()))
    if case.ticked:
        names = {"crm": "the CRM", "mail": "the mail system"}
        done = ", ".join(names.get(one, one) for one in case.ticked)
        rows.append(("Confirmed as deleted before in", done))
    if case.notes:
        rows.append(("Notes", case.notes))
    return [Heading("Who and why"), Facts(rows)]


def _subjects(subjects: Sequence[Subject]) -> list[Block]:
    titles = ("No.", "Subject", "State", "Before", "Now", "Sent", "Request id")
    rows = [
        (
            f"{one.position:,}",
            one.value or "(removed)",
            STATE_WORDS[one.state],
            _figure(one.approved),
            _figure(one.counts),
            _moment(one.sent) if one.sent else "",
            one.request_id or "",
        )
        for one in subjects
    ]
    explained = Paragraph(
        "Before and now count calls, emails, meetings, leads and contacts, and engagement events "
        "that Gong's lookup told: when the erasure was approved, and at the last look.",
        quiet=True,
    )
    return [
        Heading("Subjects"),
        Table(titles, rows, figures=frozenset({0, 3, 4}), exact=frozenset({6})),
        explained,
    ]


def _log(log: Sequence[LogEntry]) -> list[Block]:
    titles = ("No.", "Time (UTC)", "What", "Subject", "Facts")
    rows = [
        (
            f"{entry.number:,}",
            _moment(entry.at),
            EVENT_WORDS.get(entry.event, entry.event),
            ", ".join(str(one) for one in entry.facts.get("subjects", ()))
            if isinstance(entry.facts.get("subjects"), list)
            else "",
            _told(entry.facts),
        )
        for entry in log
    ]
    return [Heading("Log"), Table(titles, rows, figures=frozenset({0}))]


def _checks(chain: ChainReport, head: Head | None, signer: str) -> list[Block]:
    whole = f"All {counted(chain.count, 'entry', 'entries')} of the log are as they were written."
    if chain.broken_at:
        whole = f"The log was altered: entry {chain.broken_at:,} is not as it was written."
    elif chain.cut:
        whole = f"The log was cut: {counted(chain.cut, 'entry', 'entries')} are missing at its end."
    elif chain.removed:
        whole += f" Personal data was taken out of {chain.removed:,} for good; their place is kept."
    rows = [("Log", whole), ("Signed with the key", signer)]
    if head is not None:
        rows.insert(1, ("Last entry", f"{head.count:,}, {head.mac.hex()}"))
    return [
        Heading("How to check it"),
        Facts(rows),
        Paragraph(
            "Each entry of the log is chained to the one before. Each file of the pack is listed "
            "with its SHA-256 in manifest.json, which is signed with Ed25519. Gong tells no "
            "progress of an erasure: what is left was found by looking the subject up again.",
            quiet=True,
        ),
    ]


def _kind(case: Case) -> str:
    return "Erasure" if case.kind is CaseKind.ERASURE else "Access"


def _source(case: Case) -> str:
    source = RULES[case.regime].source
    extended = ", extended" if case.extended else ""
    return f" ({source}{extended})" if source else extended


def _yes(value: bool, word: str) -> str:
    return word if value else f"Not {word.lower()}"


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")


def _figure(counts: Counts | None) -> str:
    return "" if counts is None else f"{counts.held:,}"


def _held(counts: Iterable[Counts | None]) -> str:
    known = [one for one in counts if one is not None]
    if not known:
        return "Not known"
    parts = [
        f"{title.lower()} {sum(getattr(one, key) for one in known):,}"
        for key, title in _COUNTED + _COUNTED_TOO
    ]
    return f"{sum(one.held for one in known):,} ({'; '.join(parts)})"


def _told(facts: dict[str, Any]) -> str:
    """The facts of an entry in one line, without those that have a column."""
    parts = []
    for key, value in facts.items():
        if key == "subjects" and isinstance(value, list):
            continue
        if key == "counts":
            counts = {name: count for name, count in value.items() if count}
            value = ", ".join(f"{count:,} {name}" for name, count in counts.items()) or "nothing"
        elif isinstance(value, dict):
            value = ", ".join(f"{count} {name}" for name, count in value.items())
        if value not in (None, "", False):
            parts.append(f"{key.replace('_', ' ')}: {value}")
    return "; ".join(parts)


# -- files ---------------------------------------------------------------------------------------


def _row(one: Subject) -> list[ExportValue]:
    def counts(of: Counts | None) -> list[ExportValue]:
        return [None if of is None else getattr(of, key) for key, _ in _COUNTED + _COUNTED_TOO]

    return [
        *(one.position, one.kind, one.value, STATE_WORDS[one.state]),
        *counts(one.approved),
        *counts(one.counts),
        *(one.sent, one.answered, one.request_id, one.looked_up, one.note),
    ]


def _json_lines(log: Iterable[LogEntry]) -> bytes:
    lines = (
        json.dumps(
            {
                "number": entry.number,
                "at": entry.at.isoformat(),
                "event": entry.event,
                "facts": entry.facts,
                "private": entry.private,
            },
            ensure_ascii=False,
            sort_keys=True,
        )
        for entry in log
    )
    return "".join(f"{line}\n" for line in lines).encode()
