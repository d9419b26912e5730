"""The evidence of a case, from the store to a signed pack."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gong_admin.api.cancel import CancelToken
from gong_admin.services.privacy.proof.document import Document
from gong_admin.services.privacy.proof.evidence import about_pack, evidence_document, gather
from gong_admin.services.privacy.proof.evidence_files import evidence_files, found_files
from gong_admin.services.privacy.proof.pack import fingerprint, manifest_digest, write_pack
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.cases import CaseGone
from gong_admin.services.progress import ProgressReport, ignore_progress

Printer = Callable[[Document, CancelToken, ProgressReport], bytes]
"""Makes a PDF of a document: printing is Qt's, which services know nothing of."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """`folder` is where the pack becomes, without its ending; `packed` makes it a ZIP beside.
    `personal`: with addresses and what was found, else with fingerprints only."""

    folder: Path
    packed: bool
    personal: bool


def make_evidence(
    store: CaseStore,
    case_id: str,
    wanted: Wanted,
    printer: Printer,
    *,
    program: str,
    company: str,
    token: CancelToken,
    progress: ProgressReport = ignore_progress,
) -> Path:
    """Write the evidence of a case, and that it was written into its log. `company` is what the
    connection is called. Nothing is left where it fails or is cancelled. Raises `CaseGone`,
    OSError, `Cancelled`."""
    evidence = gather(store, case_id, personal=wanted.personal)
    made_at = dt.datetime.now(dt.UTC)
    signer = fingerprint(store.keys)
    document = evidence_document(
        evidence, made_at=made_at, signer=signer, program=program, company=company
    )
    files = {"evidence.pdf": printer(document, token, progress)}
    token.raise_if_cancelled()
    files |= evidence_files(evidence)
    files |= found_files(store, evidence, token=token, progress=progress)
    about = about_pack(evidence.case, evidence.log.head, made_at, program=program, company=company)
    about["personal_data"] = evidence.personal
    path = write_pack(wanted.folder, files, store.keys, about, packed=wanted.packed, token=token)
    facts = {"files": len(files), "personal_data": evidence.personal}
    note_made(store, case_id, "evidence-made", {**facts, "manifest": manifest_digest(path)})
    return path


def note_made(store: CaseStore, case_id: str, event: str, facts: dict[str, object]) -> None:
    """Note in the log that a pack was written; a case that was reduced keeps its log as it is."""
    with contextlib.suppress(CaseGone):
        store.note(case_id, event, facts)
