"""The answer to an access request, from Gong to signed packs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Client
from gong_admin.services.privacy.case import Subject
from gong_admin.services.privacy.findings import Findings, parse
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.proof.access_answer import access_answer
from gong_admin.services.privacy.proof.access_document import access_document
from gong_admin.services.privacy.proof.access_people import NOBODY_KNOWN, Colleagues
from gong_admin.services.privacy.proof.access_reading import (
    CallsRead,
    calls_to_read,
    only,
    read_calls,
)
from gong_admin.services.privacy.proof.evidence import about_pack
from gong_admin.services.privacy.proof.evidence_pack import Printer, note_made
from gong_admin.services.privacy.proof.pack import fingerprint, manifest_digest, write_pack
from gong_admin.services.privacy.proof.whose import (
    LEAVE_OUT,
    Holder,
    SeveralPeople,
    holders,
    one_person,
    undecided,
)
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.progress import ProgressReport, ignore_progress


@dataclass(frozen=True, slots=True)
class AccessWanted:
    """`folder` is where the pack becomes, without its ending; `packed` makes it a ZIP. `apart`:
    the subjects are different people, each gets a pack of their own, numbered. `masked`: nobody
    else can be made out. `transcripts` are read, and cost calls. `chosen`: whose pack it is, by the
    ids of subjects that are numbers of several people: a `Holder`'s key, or `LEAVE_OUT`."""

    folder: Path
    packed: bool
    masked: bool = True
    transcripts: bool = True
    apart: bool = False
    chosen: Mapping[int, str] = field(default_factory=dict)


_AT_ONCE = 500
"""Calls that are read before packs are written of them: what was said in all calls of a long list
of people would not fit into memory."""


@dataclass(frozen=True, slots=True)
class Undecided:
    """A number of several people: one of `holders` has to be chosen before a pack is made of it.
    `known`: not where all subjects are one person, for their address is among these."""

    subject: Subject
    holders: tuple[Holder, ...]
    known: bool = False


@dataclass(frozen=True, slots=True)
class AccessCost:
    """How much there is to read for a case. `calls` are Gong's calls with the subjects, each once;
    `parts` how many are read at a time where each subject gets a pack of their own. `one_person`:
    what was found tells that all subjects are one person's."""

    subjects: int
    looked_up: int
    calls: int
    parts: tuple[int, ...] = ()
    one_person: bool = True
    undecided: tuple[Undecided, ...] = ()

    def requests(self, *, transcripts: bool, apart: bool = False) -> int:
        parts = self.parts if apart else (self.calls,)
        return sum(calls_to_read(count, transcripts=transcripts) for count in parts)


def access_cost(store: CaseStore, case_id: str) -> AccessCost:
    """Raises `CaseGone`."""
    store.case(case_id)
    subjects = store.subjects(case_id)
    found = _findings(store, subjects)
    parts = tuple(len(ids) for _, ids in _parts([[one] for one in subjects], found))
    open_ = [
        Undecided(one, several, not undecided(one, found[one.id], subjects))
        for one in subjects
        if one.id in found and (several := undecided(one, found[one.id], [one]))
    ]
    return AccessCost(
        len(subjects),
        len(found),
        len(_call_ids(found.values())),
        parts,
        one_person(subjects, found),
        tuple(open_),
    )


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
    colleagues: Colleagues = NOBODY_KNOWN,
    progress: ProgressReport = ignore_progress,
) -> list[Path]:
    """Read what Gong tells and write the answer: one pack, or one a subject. Noted in the log.
    `company` is what the connection is called.

    Of a number of several people that is left out nothing is told; where it is alone in a pack,
    that pack is not made. Cancelled or failed, the packs that are whole stay and nothing else, and
    the log tells of them. Raises `CaseGone`, `SeveralPeople`, `GongError`, OSError, `Cancelled`.
    """
    case, subjects = store.case(case_id), store.subjects(case_id)
    findings = _findings(store, subjects)
    every = [[one] for one in subjects] if wanted.apart else [subjects]
    groups = [one for one in every if not _left_out(one, wanted.chosen)]
    for one in (one for group in groups for one in group):
        beside = [one] if wanted.apart else subjects
        # Before anything is read, and not after half of the packs.
        if one.id in findings and undecided(one, findings[one.id], beside):
            keys = {each.key for each in holders(findings[one.id])}
            if wanted.chosen.get(one.id) not in keys | {LEAVE_OUT}:
                raise SeveralPeople(one.value)
    made = _Made(wanted.masked, len(groups))
    try:
        for part, call_ids in _parts(groups, findings):
            read = read_calls(
                client, call_ids, transcripts=wanted.transcripts, token=token, progress=progress
            )
            made.add(read)
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
                    chosen=wanted.chosen,
                )
                document = access_document(answer, signer=fingerprint(store.keys))
                content = msgspec.json.format(msgspec.json.encode(answer), indent=2) + b"\n"
                files = {"access.pdf": printer(document, token, progress), "access.json": content}
                head = store.journal.head(case_id)
                about = about_pack(case, head, made_at, program=program, company=company)
                folder = wanted.folder
                if len(every) > 1:
                    folder = folder.with_name(f"{folder.name}-{group[0].position}")
                path = write_pack(
                    folder, files, store.keys, about, packed=wanted.packed, token=token
                )
                made.paths.append(path)
                made.manifests.append(manifest_digest(path))
    finally:
        if made.paths:
            note_made(store, case_id, "access-made", made.facts())
    return made.paths


@dataclass(slots=True)
class _Made:
    """What has been written so far, for the log."""

    masked: bool
    wanted: int
    paths: list[Path] = field(default_factory=list)
    manifests: list[str] = field(default_factory=list)
    calls: int = 0
    transcripts: int = 0
    request_ids: list[str] = field(default_factory=list)

    def add(self, read: CallsRead) -> None:
        self.calls += len(read.calls)
        self.transcripts += len(read.transcripts)
        self.request_ids += read.request_ids

    def facts(self) -> dict[str, object]:
        facts: dict[str, object] = {
            "packs": len(self.paths),
            "calls": self.calls,
            "transcripts": self.transcripts,
            "others_masked": self.masked,
            "request_ids": self.request_ids,
            "manifests": self.manifests,
        }
        if len(self.paths) < self.wanted:
            facts["packs_wanted"] = self.wanted
        return facts


def _left_out(group: Sequence[Subject], chosen: Mapping[int, str]) -> bool:
    return all(chosen.get(one.id) == LEAVE_OUT for one in group)


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
