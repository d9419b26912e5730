"""The evidence of a case: what a regulator wants to read, and what a machine can check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from gong_admin.services.privacy.case import Case, CaseKind, Counts, Elsewhere, Subject
from gong_admin.services.privacy.chain import Head
from gong_admin.services.privacy.proof.agreement import Agreement, agreement
from gong_admin.services.privacy.proof.document import (
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from gong_admin.services.privacy.proof.evidence_summary import (
    STATE_WORDS,
    by_state,
    holdings,
    outcome,
)
from gong_admin.services.privacy.regimes import RULES
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.journal import ALTERED, SEALED, Log
from gong_admin.services.words import counted, ranges

EVENT_WORDS = {
    "opened": "Case opened",
    "subjects-added": "Subjects added",
    "subjects-removed": "Subjects removed",
    ALTERED: "Altered: not as it was written",
    "evidence-made": "Evidence written",
    "access-made": "Answer to the person written",
    "request-changed": "Request changed",
    "request-refused": "Request refused",
    "approval-withdrawn": "Approval withdrawn",
    "closed": "Case closed",
    "reopened": "Case opened again",
    "looked-up": "Looked up",
    "refused": "Lookup refused by Gong",
    "not-asked": "Not looked up",
    "lookup-failed": "Lookup failed",
    "calls-read": "Who was on the calls was read",
    "all-looked-up": "All subjects looked up",
    "subject-approved": "Subject approved",
    "identity-unchecked": "Gone on without checking the identity",
    "approved": "Erasure approved",
    "erasure-confirmed": "Erasure confirmed",
    "erasing": "Erasure begun",
    "sending": "Looked up again, about to be sent",
    "erasure-taken": "Erasure accepted by Gong",
    "erasure-refused": "Erasure not accepted by Gong",
    "answer-unknown": "No answer: whether it was taken is not known",
    "not-sent": "Not sent",
    "held": "Kept by the do-not-erase list",
    "more-than-approved": "Skipped: more is held than was approved",
    "shared-with-held": "Skipped: shared with somebody on the do-not-erase list",
    "nothing-left": "Looked up: nothing left",
    "still-there": "Looked up: something is left",
    "grown": "Looked up: there is more than before",
    "following-ended": "Looked up for a month: something is left, not looked up any more",
    "came-back": "Looked up: it came back",
    "verified": "Verified: nothing is left of those that were erased",
    "unverified": "Not verified any more: something is to be erased or followed",
    "state": "State changed",
    "payload-removed": "Personal data taken out of an entry",
    "reduced": "Personal data of the case removed",
    "deleted": "Case deleted",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the evidence of a case is made of. `names` is what each subject is called in it, by
    its id: the address or number, or its fingerprint where `personal` is off."""

    case: Case
    subjects: Sequence[Subject]
    log: Log
    agreement: Agreement
    names: Mapping[int, str]
    personal: bool = True


def gather(store: CaseStore, case_id: str, *, personal: bool = True) -> Evidence:
    """All of one moment, however much is written meanwhile. Raises `CaseGone`."""
    with store.database.snapshot() as rows:
        case = store.case(case_id)
        key = store.key_of(rows, case_id, needed=False)
        marks = dict(
            rows.execute(
                "SELECT id, fingerprint FROM subjects WHERE case_id = ?", (case_id,)
            ).fetchall()
        )
        subjects = store.subjects(case_id)
        taken = store.journal.take(rows, case_id)
    log = store.journal.opened(taken, key)
    agrees = agreement(case, subjects, log.entries if log.report.intact else ())
    reference = case.reference.casefold()
    if not personal and any(one.value and one.value.casefold() in reference for one in subjects):
        case = msgspec.structs.replace(case, reference="(left out: it names a subject)")
    names = {
        one.id: one.value if personal and one.value else _short(marks.get(one.id))
        for one in subjects
    }
    return Evidence(case, subjects, log, agrees, names, personal and case.readable)


def _short(mark: bytes | None) -> str:
    """A fingerprint as it is printed: 64 of its bits tell the subjects of a case apart."""
    if mark is None:
        return "(removed)"
    text = mark.hex()[:16].upper()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def evidence_document(
    evidence: Evidence, *, made_at: dt.datetime, signer: str, program: str, company: str
) -> Document:
    """The document a regulator reads. `signer` is the fingerprint of the pack's key, `company`
    what the connection is called."""
    case = evidence.case
    document = Document(
        f"Evidence: {case.reference}",
        f"{_kind(case)} · {company_words(company, case.tenant)}",
        f"{case.reference} · {moment(made_at)} UTC · {program}",
    )
    document.blocks += [*_summary(evidence, made_at, company), *_who(evidence)]
    document.blocks += [*_subjects(evidence), *_log(evidence)]
    document.blocks += _checks(evidence, signer)
    return document


def about_pack(
    case: Case, head: Head | None, made_at: dt.datetime, *, program: str, company: str
) -> dict[str, Any]:
    """What the manifest of a pack says of its case: nothing that names a person."""
    return {
        "case": case.id,
        "reference": case.reference,
        "kind": case.kind.value,
        "company": company,
        "tenant": case.tenant,
        "made_at": made_at.isoformat(timespec="seconds"),
        "made_by": program,
        "log_entries": head.count if head else 0,
        "log_head": head.mac.hex() if head else "",
    }


# -- the document --------------------------------------------------------------------------------


def _summary(evidence: Evidence, made_at: dt.datetime, company: str) -> list[Block]:
    case, subjects = evidence.case, evidence.subjects
    rows = [
        ("Company", company),
        ("Gong at", case.tenant),
        ("Request", _kind(case)),
        ("Rule", f"{RULES[case.regime].title}{_source(case)}"),
        ("Received", case.received.isoformat()),
        ("To be answered by", case.deadline.isoformat() if case.deadline else "Not set"),
        ("State", case.state.value.replace("-", " ").capitalize()),
        ("Subjects", by_state(subjects)),
        ("This document", f"{moment(made_at)} UTC"),
    ]
    return [
        Heading("Summary"),
        Paragraph(outcome(case, subjects)),
        *_doubts(evidence),
        Facts(rows),
        *holdings(subjects),
    ]


def _doubts(evidence: Evidence) -> list[Block]:
    """Said before any figure is."""
    if evidence.log.report.intact and evidence.agreement:
        return []
    words = "These figures can't be relied on: see “How to check it” at the end."
    return [Paragraph(words)]


def _who(evidence: Evidence) -> list[Block]:
    case, personal = evidence.case, evidence.personal
    checked = "Checked" if case.identity_checked else "Not checked"
    if case.identity_how and personal:
        checked = f"{checked}: {case.identity_how}"
    rows = [("Identity of the person", checked)]
    if case.approver is not None:
        note = f" ({case.approver.note})" if case.approver.note and personal else ""
        told = f"{case.approver.name}, {moment(case.approver.at)} UTC{note}"
        rows.append(("Approved by (recorded, not verified)", told))
    if case.refusal_ground and personal:
        rows.append(("Refused because", case.refusal_ground))
    if case.extension_notice:
        rows.append(("Told of the extension", case.extension_notice.isoformat()))
    rows += [
        (f"Deleted first in {_SYSTEMS[system]}", _ELSEWHERE[answer])
        for system, answer in case.elsewhere.items()
    ]
    if case.notes and personal:
        rows.append(("Notes", case.notes))
    blocks: list[Block] = [Heading("Who and why"), Facts(rows)]
    if not personal:
        stays = "" if case.approver is None else " The name of the approver is in it."
        blocks.append(
            Paragraph(
                "Personal data was left out: addresses and numbers, what was found, notes and "
                "grounds. Subjects are named by a keyed fingerprint, which is pseudonymous, not "
                "anonymous: whoever holds the key of the cases can tell whether an address is "
                f"one of them.{stays}",
                quiet=True,
            )
        )
    return blocks


def _subjects(evidence: Evidence) -> list[Block]:
    titles = ("No.", "Subject", "State", "Before", "Now", "Sent (UTC)", "Request id")
    rows = [
        (
            f"{one.position:,}",
            evidence.names[one.id],
            STATE_WORDS[one.state],
            _figure(one.approved),
            _figure(one.counts),
            moment(one.sent) if one.sent else "",
            one.request_id or "",
        )
        for one in evidence.subjects
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


def _log(evidence: Evidence) -> list[Block]:
    titles = ("No.", "Time (UTC)", "What", "Subject", "Facts")
    rows = []
    for entry in evidence.log.entries:
        facts = entry.facts
        whom = facts.get("subjects")
        rows.append(
            (
                f"{entry.number:,}",
                moment(entry.at) if entry.at else "",
                EVENT_WORDS.get(entry.event, entry.event),
                ranges(whom) if isinstance(whom, list) else "",
                _told(facts),
            )
        )
    return [Heading("Log"), Table(titles, rows, figures=frozenset({0}))]


def _checks(evidence: Evidence, signer: str) -> list[Block]:
    chain, head = evidence.log.report, evidence.log.head
    whole = f"All {counted(chain.count, 'entry', 'entries')} of the log are as they were written."
    if chain.broken_at:
        whole = f"The log was altered: entry {chain.broken_at:,} is not as it was written."
    elif chain.cut:
        whole = f"The log was cut: {counted(chain.cut, 'entry', 'entries')} are missing at its end."
    elif chain.unkept:
        whole += (
            " Whether any are missing at its end is not known: the end of the log that is kept "
            "apart is gone or was changed."
        )
    elif chain.removed:
        whole += f" Personal data was taken out of {chain.removed:,} for good; their place is kept."
    rows = [("Log", whole), ("Figures and states", _agreed(evidence))]
    rows.append(("Signed with the key", signer))
    if head is not None:
        mac = head.mac.hex()
        parts = " ".join(mac[at : at + 8] for at in range(0, len(mac), 8))
        rows.insert(2, (f"Signature of entry {head.count:,}, the last", parts))
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


def _agreed(evidence: Evidence) -> str:
    """Whether the figures are those that the log tells."""
    agrees = evidence.agreement
    if not evidence.log.report.intact:
        return "Not compared with the log, since that is not as it was written."
    if agrees:
        return "What is kept of the case and its subjects is what the log tells."
    parts = []
    if agrees.subjects:
        parts.append(f"of subject {ranges(agrees.subjects)} another thing is kept")
    if agrees.missing > 0:
        parts.append(f"{counted(agrees.missing, 'subject')} of it are not there")
    if agrees.missing < 0:
        parts.append(f"it knows nothing of {counted(-agrees.missing, 'subject')}")
    if agrees.state:
        parts.append("the case is in another state")
    return f"Not what the log tells: {'; '.join(parts)}. The log counts."


def _kind(case: Case) -> str:
    return "Erasure" if case.kind is CaseKind.ERASURE else "Access"


def _source(case: Case) -> str:
    source = RULES[case.regime].source
    extended = ", extended" if case.extended else ""
    return f" ({source}{extended})" if source else extended


def company_words(company: str, tenant: str) -> str:
    """The company with the address of its Gong, by which it is known for certain."""
    return f"{company}, Gong at {tenant}"


def moment(at: dt.datetime) -> str:
    """A moment in UTC, to the second."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")


_SYSTEMS = {"crm": "the CRM", "mail": "the mail system"}
_ELSEWHERE = {
    Elsewhere.DELETED: "Yes, as was stated",
    Elsewhere.NEVER: "Was never there, as was stated",
    Elsewhere.UNKNOWN: "Not known; gone on all the same",
}


def _figure(counts: Counts | None) -> str:
    return "" if counts is None else f"{counts.held:,}"


def _told(facts: dict[str, Any]) -> str:
    """The facts of an entry in one line, without those that have a column."""
    parts = []
    for key, value in facts.items():
        if key == SEALED or (key == "subjects" and isinstance(value, list)):
            continue
        if key == "counts":
            counts = {name: count for name, count in value.items() if count}
            value = ", ".join(f"{count:,} {name}" for name, count in counts.items()) or "nothing"
        elif isinstance(value, list):
            value = ", ".join(map(str, value))
        elif key == "elsewhere":
            key = "deleted first"
            value = ", ".join(
                f"{_SYSTEMS[system]}: {_small(_ELSEWHERE[Elsewhere(answer)])}"
                for system, answer in value.items()
            )
        elif isinstance(value, dict):
            value = ", ".join(f"{count} {name}" for name, count in value.items())
        if value not in (None, "", False):
            parts.append(f"{key.replace('_', ' ')}: {value}")
    return "; ".join(parts)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
