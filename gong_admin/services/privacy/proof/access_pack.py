"""The answer to an access request, from Gong to signed packs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Client
from gong_admin.services.privacy.case import Subject
from gong_admin.services.privacy.findings import Findings, parse
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.proof.access_answer import access_answer
from gong_admin.services.privacy.proof.access_document import access_document
from gong_admin.services.privacy.proof.access_reading import calls_to_read, only, read_calls
from gong_admin.services.privacy.proof.evidence import about_pack
from gong_admin.services.privacy.proof.evidence_pack import Printer, note_made
from gong_admin.services.privacy.proof.pack import fingerprint, write_pack
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.progress import ProgressReport, ignore_progress


@dataclass(frozen=True, slots=True)
class AccessWanted:
    """`folder` is where the pack becomes, without its ending; `packed` makes it a ZIP. `apart`:
    the subjects are different people, each gets a pack of their own, numbered. `masked`: nobody
    else can be made out. `transcripts` are read, and cost calls."""

    folder: Path
    packed: bool
    masked: bool = True
    transcripts: bool = True
    apart: bool = False


_AT_ONCE = 500
"""Calls that are read before packs are written of them: what was said in all calls of a long list
of people would not fit into memory."""


@dataclass(frozen=True, slots=True)
class AccessCost:
    """How much there is to read for a case. `calls` are Gong's calls with the subjects, each once;
    `parts` how many are read at a time where each subject gets a pack of their own."""

    subjects: int
    looked_up: int
    calls: int
    parts: tuple[int, ...] = ()

    def requests(self, *, transcripts: bool, apart: bool = False) -> int:
        parts = self.parts if apart else (self.calls,)
        return sum(calls_to_read(count, transcripts=transcripts) for count in parts)


def access_cost(store: CaseStore, case_id: str) -> AccessCost:
    """Raises `CaseGone`."""
    store.case(case_id)
    subjects = store.subjects(case_id)
    found = _findings(store, subjects)
    parts = tuple(len(ids) for _, ids in _parts([[one] for one in subjects], found))
    return AccessCost(len(subjects), len(found), len(_call_ids(found.values())), parts)


def make_access(
    client: Client,
    store: CaseStore,
    case_id: str,
    wanted: AccessWanted,
    printer: Printer,
    *,
    program: str,
    company: str,
    token: CancelToken,
    colleagues: Collection[str] = (),
    progress: ProgressReport = ignore_progress,
) -> list[Path]:
    """Read what Gong tells and write the answer: one pack, or one a subject. Noted in the log.
    `company` is what the connection is called, `colleagues` are names of its people, to
    be masked where they stand in CRM fields.

    Cancelled or failed, the packs that are whole stay and nothing else. Raises `CaseGone`,
    `GongError`, OSError, `Cancelled`.
    """
    case, subjects = store.case(case_id), store.subjects(case_id)
    findings = _findings(store, subjects)
    groups = [[one] for one in subjects] if wanted.apart else [subjects]
    paths: list[Path] = []
    facts = {"calls": 0, "transcripts": 0}
    request_ids: list[str] = []
    for part, call_ids in _parts(groups, findings):
        read = read_calls(
            client, call_ids, transcripts=wanted.transcripts, token=token, progress=progress
        )
        facts["calls"] += len(read.calls)
        facts["transcripts"] += len(read.transcripts)
        request_ids += read.request_ids
        for group in part:
            token.raise_if_cancelled()
            made_at = dt.datetime.now(dt.UTC)
            theirs = {one.id: findings[one.id] for one in group if one.id in findings}
            answer = access_answer(
                case,
                group,
                theirs,
                only(read, _call_ids(theirs.values())),
                masked=wanted.masked,
                made_at=made_at,
                program=program,
                company=company,
                colleagues=colleagues,
            )
            document = access_document(answer, signer=fingerprint(store.keys))
            content = msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n"
            files = {"access.pdf": printer(document, token, progress), "access.json": content}
            head = store.journal.head(case_id)
            about = about_pack(case, head, made_at, program=program, company=company)
            folder = wanted.folder
            if len(groups) > 1:
                folder = folder.with_name(f"{folder.name}-{group[0].position}")
            paths.append(
                write_pack(folder, files, store.keys, about, packed=wanted.packed, token=token)
            )
    told = {**facts, "others_masked": wanted.masked, "request_ids": request_ids}
    note_made(store, case_id, "access-made", {"packs": len(paths), **told})
    return paths


def _parts(
    groups: Sequence[Sequence[Subject]], findings: Mapping[int, Findings]
) -> Iterator[tuple[list[Sequence[Subject]], list[str]]]:
    """Groups of subjects that are read together, with the calls of all of them."""
    part: list[Sequence[Subject]] = []
    ids: dict[str, None] = {}
    for group in groups:
        theirs = _call_ids(findings[one.id] for one in group if one.id in findings)
        if part and len(ids) + len(theirs) > _AT_ONCE:
            yield part, list(ids)
            part, ids = [], {}
        part.append(group)
        ids.update(dict.fromkeys(theirs))
    if part:
        yield part, list(ids)


def _findings(store: CaseStore, subjects: Sequence[Subject]) -> dict[int, Findings]:
    found = {}
    for one in subjects:
        raw = store.answer(one, "lookup")
        if raw is not None:
            found[one.id] = parse(IdentifierKind(one.kind), one.value, raw)
    return found


def _call_ids(findings: Iterable[Findings]) -> list[str]:
    """Of all of them, each once."""
    return list(dict.fromkeys(call for one in findings for call in one.call_ids))
