"""The files of an evidence pack that programs read: the log, the subjects, what was found.

All of it is made in memory: a file that is not where the user wants it would lie around after a
kill.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.decode import decoder
from gong_admin.services.export import ExportColumn, ExportValue
from gong_admin.services.export_csv import csv_bytes
from gong_admin.services.export_xlsx import xlsx_bytes
from gong_admin.services.privacy import chain
from gong_admin.services.privacy.case import Counts, Subject
from gong_admin.services.privacy.chain import SALT_BYTES, ChainReport, Head, Link
from gong_admin.services.privacy.findings import KINDS, parse
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.keys import Keys
from gong_admin.services.privacy.proof.evidence import Evidence
from gong_admin.services.privacy.proof.evidence_summary import COUNTED, STATE_WORDS
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.journal import ALTERED
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress

LOG = "log.jsonl"

_COLUMNS = (
    ExportColumn("position", "Number"),
    ExportColumn("kind", "Kind"),
    ExportColumn("subject", "Subject"),
    ExportColumn("state", "State"),
    *(ExportColumn(f"{key}_before", f"{title} before") for key, title in COUNTED),
    *(ExportColumn(f"{key}_now", f"{title} now") for key, title in COUNTED),
    ExportColumn("sent", "Sent", is_date=True),
    ExportColumn("answered", "Accepted", is_date=True),
    ExportColumn("request_id", "Request id"),
    ExportColumn("looked_up", "Last looked up", is_date=True),
    ExportColumn("note", "Note"),
)


class _LogLine(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the log. `facts` and `private` are exactly the bytes that were signed and
    digested; `salt` and `private` are missing where personal data was removed or left out.
    Digest, signature and salt are in base64."""

    number: int
    at: str
    event: str
    facts: msgspec.Raw
    digest: str
    mac: str
    salt: str = ""
    private: msgspec.Raw = msgspec.Raw()


def evidence_files(evidence: Evidence) -> dict[str, bytes]:
    """The log as JSON Lines and the subjects as tables."""
    # Gong's sentences may quote whom they are about.
    columns = _COLUMNS if evidence.personal else _COLUMNS[:-1]
    rows = [_row(one, evidence.names[one.id])[: len(columns)] for one in evidence.subjects]
    log = zip(evidence.log.links, evidence.log.genuine, strict=True)
    return {
        LOG: b"".join(_line(*each, personal=evidence.personal) for each in log),
        "subjects.csv": csv_bytes(rows, columns),
        "subjects.xlsx": xlsx_bytes(rows, columns),
    }


def found_files(
    store: CaseStore,
    evidence: Evidence,
    *,
    token: CancelToken,
    progress: ProgressReport = ignore_progress,
) -> dict[str, bytes]:
    """What was found, a CSV and an XLSX file a kind: what was approved for erasure, else the last
    lookup. Nothing where personal data is left out. Raises `Cancelled`."""
    if not evidence.personal:
        return {}
    columns: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    rows: dict[str, list[tuple[Subject, Mapping[str, str]]]] = {kind: [] for kind in KINDS}
    for number, subject in enumerate(evidence.subjects):
        token.raise_if_cancelled()
        if not number % 20:
            progress(Progress(number, len(evidence.subjects), "subjects"))
        raw = store.answer(subject, "approved") or store.answer(subject, "lookup")
        if raw is None:
            continue
        for table in parse(IdentifierKind(subject.kind), subject.value, raw).tables():
            columns[table.kind].update(table.columns)
            keys = [key for key, _ in table.columns]
            rows[table.kind] += [(subject, dict(zip(keys, row, strict=True))) for row in table.rows]
    files: dict[str, bytes] = {}
    for kind in KINDS:
        if not rows[kind]:
            continue
        token.raise_if_cancelled()
        heads = (
            ExportColumn("number", "Number"),
            ExportColumn("subject", "Subject"),
            *(ExportColumn(key, title) for key, title in columns[kind].items()),
        )
        files[f"found/{kind}.csv"] = csv_bytes(_cells(rows[kind], columns[kind], token), heads)
        files[f"found/{kind}.xlsx"] = xlsx_bytes(_cells(rows[kind], columns[kind], token), heads)
        _let_go(rows[kind])
    return files


def _cells(
    rows: Iterable[tuple[Subject, Mapping[str, str]]], keys: Iterable[str], token: CancelToken
) -> Iterator[list[ExportValue]]:
    """The rows of a table, made as they are written: a list of them all would be as many objects
    once more."""
    for one, row in rows:
        token.raise_if_cancelled()
        yield [one.position, one.value, *(row.get(key, "") for key in keys)]


def _let_go(rows: list[Any]) -> None:
    """Empty a long list bit by bit: all at once would keep the window waiting."""
    while rows:
        del rows[-1_000:]


def verify_log(content: bytes, keys: Keys, about: Mapping[str, Any]) -> ChainReport | None:
    """Whether the log of a pack is as it was written; None where it is no log. Only for a pack
    that `keys` have signed: the log of another is chained with a key that is not ours. `about` is
    that of the pack."""
    try:
        links = list(_links(content))
        head = Head(int(about["log_entries"]), bytes.fromhex(about["log_head"]))
        return chain.verify(keys, str(about["case"]), links, head if head.count else None)
    except (msgspec.MsgspecError, ValueError, KeyError, TypeError, OverflowError):
        return None


def _links(content: bytes) -> Iterable[Link]:
    for line in content.splitlines():
        one = decoder(_LogLine, strict=True).decode(line)
        salt = base64.b64decode(one.salt)
        payload = salt + bytes(one.private) if salt else None
        digest, mac = base64.b64decode(one.digest), base64.b64decode(one.mac)
        facts = bytes(one.facts).decode()
        yield Link(one.number, one.at, one.event, facts, digest, mac, payload)


def _line(link: Link, genuine: bool, *, personal: bool) -> bytes:
    if not genuine:
        # So that it shows as altered to whoever checks the pack as well.
        link = replace(link, event=ALTERED, facts="{}", payload=None)
    line: dict[str, Any] = {
        "number": link.number,
        "at": link.at,
        "event": link.event,
        "facts": msgspec.Raw(link.facts.encode()),
        "digest": base64.b64encode(link.digest).decode(),
        "mac": base64.b64encode(link.mac).decode(),
    }
    if personal and link.payload:
        line["salt"] = base64.b64encode(link.payload[:SALT_BYTES]).decode()
        line["private"] = msgspec.Raw(link.payload[SALT_BYTES:])
    return msgspec.json.encode(line) + b"\n"


def _row(one: Subject, name: str) -> Sequence[ExportValue]:
    def counts(of: Counts | None) -> list[ExportValue]:
        return [None if of is None else getattr(of, key) for key, _ in COUNTED]

    return [
        *(one.position, one.kind, name, STATE_WORDS[one.state]),
        *counts(one.approved),
        *counts(one.counts),
        *(one.sent, one.answered, one.request_id, one.looked_up, one.note),
    ]
