"""What a case leaves behind: readable, complete, and altered by nobody unseen."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled
from gong_admin.services.privacy.case import (
    Approver,
    Case,
    CaseKind,
    Counts,
    Elsewhere,
    Subject,
    SubjectState,
)
from gong_admin.services.privacy.keys import Keys, new_key
from gong_admin.services.privacy.proof.document import Facts, Heading, Table
from gong_admin.services.privacy.proof.evidence import (
    about_pack,
    evidence_document,
    gather,
)
from gong_admin.services.privacy.proof.evidence_files import evidence_files, verify_log
from gong_admin.services.privacy.proof.evidence_pack import Wanted, make_evidence
from gong_admin.services.privacy.proof.evidence_summary import holdings, outcome
from gong_admin.services.privacy.proof.masking import Mask
from gong_admin.services.privacy.proof.pack import (
    Verdict,
    check_pack,
    fingerprint,
    read_part,
    write_pack,
)
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import CaseStore, NewSubject

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
KEYS = Keys.of(bytes(range(32)))
FILES = {
    "evidence.pdf": b"%PDF-1.4 pages",
    "log.jsonl": b"{}\n{}\n",
    "tables/calls.csv": b"Id\r\n1",
}


@pytest.fixture
def store() -> CaseStore:
    store = CaseStore(None, KEYS)
    case = store.create(
        Case(
            id="",
            tenant="https://us-1.api.gong.test",
            reference="DSR-2026-014",
            kind=CaseKind.ERASURE,
            regime=Regime.GDPR,
            received=dt.date(2026, 11, 1),
            created=NOW,
            approver=Approver(name="Tilda Brannigan", at=NOW, note="by letter"),
            elsewhere={"crm": Elsewhere.NEVER, "mail": Elsewhere.UNKNOWN},
        ),
        [NewSubject("email", "=ines@lindqvist.test"), NewSubject("phone", "+442079460135")],
    )
    first = store.subjects(case.id)[0]
    gone = msgspec.structs.replace(
        first,
        state=SubjectState.GONE,
        approved=Counts(calls=3, emails=12),
        counts=Counts(),
        sent=NOW,
        request_id="4kq1d8",
    )
    store.put([gone], "nothing-left", {"counts": {"calls": 0}, "request_id": "4kq1d8"})
    return store


def test_the_document_says_who_what_when_and_how_much(store: CaseStore) -> None:
    evidence = gather(store, store.cases()[0].id)
    document = evidence_document(
        evidence, made_at=NOW, signer="1A2B", program="Gong Admin 0.1", company="Orvane"
    )
    assert document.subtitle == "Erasure · Orvane, Gong at https://us-1.api.gong.test"
    titles = [block.text for block in document.blocks if isinstance(block, Heading)]
    assert titles == [
        *(
            "Summary",
            "What Gong holds on 1 subject approved",
            "Who and why",
            "Subjects",
            "Log",
            "How to check it",
        )
    ]
    told = dict(row for block in document.blocks if isinstance(block, Facts) for row in block.rows)
    assert told["Company"] == "Orvane"
    assert told["Subjects"] == "2: 1 not looked up; 1 nothing left"
    assert told["To be answered by"] == "2026-12-01"
    assert "Tilda Brannigan" in told["Approved by (recorded, not verified)"]
    assert told["Deleted first in the CRM"] == "Was never there, as was stated"
    assert told["Deleted first in the mail system"] == "Not known; gone on all the same"
    assert "as they were written" in told["Log"]
    [held, table, events] = [block for block in document.blocks if isinstance(block, Table)]
    assert held.titles == ("Held by Gong", "When approved", "At the last look")
    assert held.rows[0] == ("Calls", "3", "0")
    assert held.rows[-1] == ("All", "15", "0")
    assert table.rows[0][1:5] == ("=ines@lindqvist.test", "Nothing left", "15", "0")
    assert table.rows[0][6] == "4kq1d8"
    assert [row[2] for row in events.rows] == ["Case opened", "Looked up: nothing left"]


def subject(state: SubjectState, **values: Any) -> Subject:
    return Subject(
        id=1, case_id="", position=1, kind="email", value="a@b.test", state=state, **values
    )


FOUND = {"approved": Counts(calls=3), "counts": Counts(calls=3)}
SENT = {**FOUND, "sent": NOW}
TAKEN = {**SENT, "answered": NOW}
REFUSED = {**SENT, "request_id": "4kq1d8"}
S = SubjectState


@pytest.mark.parametrize(
    ("subjects", "words"),
    [
        ([], "No erasure was sent in this case."),
        (
            [subject(S.FOUND, counts=Counts(calls=1)), subject(S.NOTHING), subject(S.REFUSED)],
            "No erasure was sent in this case.",
        ),
        (
            [subject(S.FOUND, **FOUND), subject(S.WAITING), subject(S.FAILED)],
            "No erasure was sent in this case. 1 subject approved and not sent. "
            "2 subjects not looked up.",
        ),
        (
            [subject(S.ERASING, **TAKEN)] * 9,
            "9 erasures accepted by Gong; none finished yet.",
        ),
        (
            [subject(S.GONE, **TAKEN)],
            "1 erasure accepted by Gong; nothing is left of 1 of 1.",
        ),
        (
            [subject(S.GONE, **TAKEN), subject(S.CAME_BACK, **TAKEN)],
            "2 erasures accepted by Gong; nothing is left of 1 of 2. "
            "1 subject came back after nothing was left.",
        ),
        (
            [subject(S.ERASING, **TAKEN, ended=NOW), subject(S.GONE, **TAKEN, ended=NOW)],
            "2 erasures accepted by Gong; nothing is left of 1 of 2. "
            "1 subject not looked up any more, though something is, or may be, left.",
        ),
        # Gong's answer stays unknown, even where nothing is left by now.
        (
            [subject(S.UNKNOWN, **SENT), subject(S.SENDING, **SENT), subject(S.GONE, **SENT)],
            "3 erasures sent without a known answer; nothing is left of 1 of 3.",
        ),
        (
            [subject(S.NOT_TAKEN, **SENT), subject(S.HELD, **FOUND), subject(S.MORE, **FOUND)],
            "1 erasure not accepted by Gong. 1 subject not sent: on the do-not-erase list. "
            "1 subject not sent: more is held than was approved.",
        ),
        # Refused once and approved again, it is to be sent again.
        (
            [subject(S.FOUND, **REFUSED), subject(S.GONE, **FOUND)],
            "1 erasure not accepted by Gong. 1 subject not sent: nothing was left before. "
            "1 subject approved and not sent.",
        ),
        ([subject(S.MORE, **REFUSED)], "1 erasure not accepted by Gong."),
        # Left since, but sent: it may have been taken.
        (
            [subject(one, **SENT) for one in (S.MORE, S.HELD, S.SHARED)],
            "3 erasures sent without a known answer; none finished yet.",
        ),
    ],
)
def test_the_summary_is_right_in_every_state(
    store: CaseStore, subjects: list[Subject], words: str
) -> None:
    case = store.cases()[0]
    assert outcome(case, subjects) == words
    access = msgspec.structs.replace(case, kind=CaseKind.ACCESS)
    assert "nothing is erased" in outcome(access, subjects)


def test_what_is_held_is_counted_of_the_same_people_before_and_now() -> None:
    subjects = [subject(S.ERASING, **TAKEN), subject(S.FOUND, counts=Counts(calls=70))]
    heading, table = holdings(subjects)
    assert isinstance(heading, Heading)
    assert heading.text == "What Gong holds on 1 subject approved"
    assert isinstance(table, Table)
    assert table.rows[0] == ("Calls", "3", "3")
    heading, table = holdings([*subjects[1:], subject(S.FAILED)])
    assert isinstance(heading, Heading)
    assert heading.text == "What Gong holds on 1 subject looked up"
    assert holdings([subject(S.WAITING)]) == []


def test_the_tables_are_safe_and_whole(store: CaseStore) -> None:
    files = evidence_files(gather(store, store.cases()[0].id))
    assert b"\r\n1,email,'=ines@lindqvist.test,Nothing left,3,12" in files["subjects.csv"]
    sheet = openpyxl.load_workbook(io.BytesIO(files["subjects.xlsx"])).active
    assert sheet["C2"].value == "=ines@lindqvist.test"
    assert sheet["C2"].data_type == "s"
    lines = [json.loads(line) for line in files["log.jsonl"].splitlines()]
    assert [line["event"] for line in lines] == ["opened", "nothing-left"]
    assert lines[0]["private"]["subjects"][1][1] == "+442079460135"


LOOKUP = json.dumps(
    {
        "calls": [{"id": "7401928365501274839"}],
        "emails": [{"from": "=cmd@evil.test", "id": "m1"}, {"from": "kai@orvane.test"}],
        "customerData": [
            {"system": "Salesforce", "objects": [{"id": "1", "fields": [{"name": "City"}]}]}
        ],
    }
).encode()


def evidence_of(store: CaseStore, folder: Path, *, personal: bool, packed: bool = True) -> Path:
    [first, _] = store.subjects(store.cases()[0].id)
    store.put([first], "looked-up", answers={"lookup": b"{}", "approved": LOOKUP})
    return make_evidence(
        store,
        first.case_id,
        Wanted(folder / "evidence", packed, personal),
        lambda document, *_: "\n".join(map(str, document.blocks)).encode(),
        program="Gong Admin 0.1",
        company="Orvane",
        token=CancelToken(),
    )


@pytest.mark.parametrize("packed", [False, True])
def test_evidence_holds_all_that_was_found_and_its_log_verifies(
    store: CaseStore, tmp_path: Path, packed: bool
) -> None:
    path = evidence_of(store, tmp_path, personal=True, packed=packed)
    report = check_pack(path, frozenset({fingerprint(KEYS)}))
    assert report.verdict is Verdict.UNALTERED
    # What was approved for erasure is what was found, not what is left.
    assert b"7401928365501274839" in read_part(path, "found/calls.csv")
    assert b",'=cmd@evil.test," in read_part(path, "found/emails.csv")
    assert read_part(path, "found/records.xlsx")
    log = read_part(path, "log.jsonl")
    checked = verify_log(log, KEYS, report.about)
    assert checked is not None
    assert checked.intact
    assert checked.count == report.about["log_entries"] == 3
    # Somebody with the signing key alone can't hide what was altered in the log before.
    lines = log.splitlines(keepends=True)
    altered = b"".join([lines[0], lines[1].replace(b"nothing-left", b"still-there"), lines[2]])
    assert verify_log(altered, KEYS, report.about).broken_at == 2  # type: ignore[union-attr]
    cut = b"".join(lines[:2])
    assert verify_log(cut, KEYS, report.about).cut == 1  # type: ignore[union-attr]
    assert store.log(store.cases()[0].id)[-1].event == "evidence-made"


def test_evidence_with_fingerprints_names_nobody(store: CaseStore, tmp_path: Path) -> None:
    path = evidence_of(store, tmp_path, personal=False, packed=False)
    everything = b"".join(file.read_bytes() for file in path.rglob("*") if file.is_file())
    sheet = openpyxl.load_workbook(path / "subjects.xlsx").active
    everything += str([cell.value for cell in sheet["C"]]).encode()
    assert b"lindqvist" not in everything
    assert b"2079460135" not in everything
    assert not (path / "found").exists()
    # The same address has the same fingerprint wherever it is typed.
    mark = KEYS.fingerprint("email", "=Ines@lindqvist.test").hex()[:16].upper()
    assert mark in sheet["C2"].value.replace(" ", "")
    checked = verify_log(read_part(path, "log.jsonl"), KEYS, check_pack(path, frozenset()).about)
    assert checked is not None
    assert checked.intact
    # A case that was reduced can be proven too.
    case = store.cases()[0]
    store.reduce(case.id)
    reduced = make_evidence(
        store,
        case.id,
        Wanted(tmp_path / "reduced", True, True),
        lambda *_: b"pdf",
        program="",
        company="Orvane",
        token=CancelToken(),
    )
    assert mark[:4].encode() in read_part(reduced, "subjects.csv")


def test_a_cancelled_pack_leaves_nothing(store: CaseStore, tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        write_pack(tmp_path / "pack", FILES, KEYS, {}, packed=False, token=token)
    assert not list(tmp_path.iterdir())


def pack(tmp_path: Path, *, packed: bool, keys: Keys = KEYS) -> Path:
    return write_pack(tmp_path / "evidence", FILES, keys, {"reference": "DSR"}, packed=packed)


@pytest.mark.parametrize("packed", [False, True])
def test_a_pack_verifies(tmp_path: Path, packed: bool) -> None:
    path = pack(tmp_path, packed=packed)
    report = check_pack(path, frozenset({fingerprint(KEYS)}))
    assert (report.verdict, report.signer) == (Verdict.UNALTERED, fingerprint(KEYS))
    assert report.about["reference"] == "DSR"
    # Whoever does not know the key can only say that it fits together.
    assert check_pack(path, frozenset()).verdict is Verdict.CONSISTENT
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    with pytest.raises(FileExistsError):
        pack(tmp_path, packed=packed)


def alter(name: str, content: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_bytes(content)

    return change


def sign_anew(folder: Path) -> None:
    other = write_pack(folder.with_name("other"), FILES, Keys.of(new_key()), {}, packed=False)
    shutil.copy(other / "manifest.sig", folder / "manifest.sig")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (alter("log.jsonl", b"{}\n"), ("log.jsonl", "altered")),
        (alter("tables/more.csv", b"x"), ("tables/more.csv", "added")),
        (lambda folder: (folder / "evidence.pdf").unlink(), ("evidence.pdf", "missing")),
        (lambda folder: (folder / "manifest.sig").unlink(), ("manifest.json", "altered")),
        (sign_anew, ("manifest.json", "altered")),
    ],
)
def test_an_altered_pack_says_where(
    tmp_path: Path, change: Callable[[Path], None], problem: tuple[str, str]
) -> None:
    folder = pack(tmp_path, packed=False)
    change(folder)
    report = check_pack(folder, frozenset({fingerprint(KEYS)}))
    assert report.verdict is Verdict.ALTERED
    assert report.problems == (problem,)


def test_a_pack_made_anew_by_somebody_else_is_not_ours(tmp_path: Path) -> None:
    path = pack(tmp_path, packed=True, keys=Keys.of(new_key()))
    assert check_pack(path, frozenset({fingerprint(KEYS)})).verdict is Verdict.CONSISTENT


def test_a_damaged_zip_says_which_file(tmp_path: Path) -> None:
    path = pack(tmp_path, packed=True)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        at = packed.getinfo("evidence/evidence.pdf").header_offset
    # Somewhere within the packed bytes, behind the 30 bytes of its head and its name.
    spot = at + 30 + len("evidence/evidence.pdf") + 4
    path.write_bytes(content[:spot] + bytes([content[spot] ^ 0xFF]) + content[spot + 1 :])
    report = check_pack(path, frozenset({fingerprint(KEYS)}))
    assert (report.verdict, report.problems) == (
        Verdict.ALTERED,
        (("evidence.pdf", "altered"),),
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_second_file_of_one_name_shows(tmp_path: Path) -> None:
    path = pack(tmp_path, packed=True)
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("evidence/log.jsonl", b"forged")
    report = check_pack(path, frozenset({fingerprint(KEYS)}))
    assert report.verdict is Verdict.ALTERED
    assert report.problems == (("log.jsonl (again)", "added"),)


def test_what_is_no_pack_says_so(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("hello")
    empty = tmp_path / "empty"
    empty.mkdir()
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as packed:
        packed.writestr("manifest.json", "[1, 2]")
    for path in (text, empty, other):
        assert check_pack(path, frozenset()).verdict is Verdict.NO_PACK


def zipped(path: Path, files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    """A ZIP with entries of these names, whatever they are."""
    with zipfile.ZipFile(path, "w", packing) as packed:
        for name, content in files.items():
            info = zipfile.ZipInfo("x")
            info.filename, info.compress_type = name, packing
            packed.writestr(info, content)
    return path


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_whatever_was_done_to_a_zip_there_is_a_verdict(tmp_path: Path, packing: int) -> None:
    folder = pack(tmp_path, packed=False)
    there = sorted(folder.rglob("*.*"))
    files = {f"e/{file.relative_to(folder)}": file.read_bytes() for file in there}
    content = zipped(tmp_path / "whole.zip", files, packing).read_bytes()
    path, found = tmp_path / "flipped.zip", set()
    for spot in range(0, len(content), 7):
        path.write_bytes(content[:spot] + bytes([content[spot] ^ 0x81]) + content[spot + 1 :])
        found.add(check_pack(path, frozenset()).verdict)
        read_part(path, "log.jsonl")
    # Times and rights of the files in it are not signed.
    assert found == {Verdict.ALTERED, Verdict.NO_PACK, Verdict.CONSISTENT}


@pytest.mark.parametrize("name", ["", ".", "./", "/", "a/../b", "x" * 9_000])
def test_odd_names_in_a_zip_are_no_fault(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "odd.zip", {name: b"x"})
    assert check_pack(path, frozenset()).verdict is Verdict.NO_PACK


@pytest.mark.parametrize("about", [["x"], "words", 5, None, {"made_at": 5, "case": ["x"]}])
def test_what_a_pack_says_of_itself_may_be_anything(tmp_path: Path, about: Any) -> None:
    path = write_pack(tmp_path / "odd", FILES, KEYS, about, packed=True)
    report = check_pack(path, frozenset())
    assert report.verdict is Verdict.CONSISTENT
    assert report.about == (about if isinstance(about, dict) else {})
    assert verify_log(b"{}", KEYS, report.about) is None


def test_a_pack_with_a_list_that_cant_be_read_is_altered(tmp_path: Path) -> None:
    folder = pack(tmp_path, packed=False)
    (folder / "manifest.json").write_bytes(b'{"format"')
    assert check_pack(folder, frozenset()).verdict is Verdict.ALTERED


def test_what_a_desktop_leaves_in_a_pack_is_no_alteration(tmp_path: Path) -> None:
    folder = pack(tmp_path, packed=False)
    for name in (".DS_Store", "tables/Thumbs.db", "desktop.ini", "._log.jsonl"):
        (folder / name).write_bytes(b"left")
    report = check_pack(folder, frozenset({fingerprint(KEYS)}))
    assert report.verdict is Verdict.UNALTERED
    assert report.extra == (".DS_Store", "._log.jsonl", "desktop.ini", "tables/Thumbs.db")
    # As a Mac packs it again.
    again = {f"e/{file.relative_to(folder)}": file.read_bytes() for file in folder.rglob("*.*")}
    again["__MACOSX/e/._log.jsonl"] = b"left"
    report = check_pack(zipped(tmp_path / "again.zip", again), frozenset({fingerprint(KEYS)}))
    assert report.verdict is Verdict.UNALTERED
    assert "__MACOSX/e/._log.jsonl" in report.extra
    # Something else shows as ever.
    (folder / "more.txt").write_bytes(b"x")
    report = check_pack(folder, frozenset())
    assert (report.verdict, report.problems) == (Verdict.ALTERED, (("more.txt", "added"),))


def test_everybody_else_is_masked() -> None:
    mask = Mask(["ines@lindqvist.test", "Ines Halloran", "+44 20 7946 0135"])
    assert mask.person("Ines Halloran", "ines@lindqvist.test") == "Ines Halloran"
    assert mask.person("Kai Brandt", "kai@orvane.test") == "Person 1"
    assert mask.person("Noor Abadi") == "Person 2"
    assert mask.person("", "kai@orvane.test") == "Person 1"
    words = (
        "Kai, call Ines on +442079460135 or me on +1 (555) 010-2030; kai brandt and "
        "noor@else.test know, KAI@orvane.test too, Ines Halloran as well"
    )
    assert mask.text(words) == (
        "Person 1, call Ines on +442079460135 or me on [number]; Person 1 and "
        "[address] know, Person 1 too, Ines Halloran as well"
    )


def test_the_manifest_names_nobody(store: CaseStore) -> None:
    case = store.cases()[0]
    head = store.journal.head(case.id)
    about = json.dumps(about_pack(case, head, NOW, program="Gong Admin 0.1", company="Orvane"))
    assert "ines" not in about
    assert "Brannigan" not in about
    assert head is not None
    assert head.mac.hex() in about
