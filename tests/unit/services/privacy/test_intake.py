"""Addresses and numbers as people type them, and lists as they come: nothing guessed silently."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled
from gong_admin.services.privacy.identifiers import NotAnIdentifier, recognise
from gong_admin.services.privacy.intake import IntakeError, read_text
from gong_admin.services.privacy.intake_files import read_file


@pytest.mark.parametrize(
    ("typed", "region", "value"),
    [
        ("Ines.Halloran@Lindqvist.TEST", "", "Ines.Halloran@lindqvist.test"),
        (" Ines Halloran <ines@lindqvist.test>; ", "", "ines@lindqvist.test"),
        ("mailto:ines@lindqvist.test?subject=hello", "", "ines@lindqvist.test"),
        ("ines@münchen.de", "", "ines@xn--mnchen-3ya.de"),
        ("+44 (0)20 7946 0135", "", "+442079460135"),
        ("0044 20 7946 0135", "", "+442079460135"),
        ("tel:+442079460135", "", "+442079460135"),
        ("020 7946 0135", "gb", "+442079460135"),
        ("+44 20 7946 0135 ext. 12", "", "+442079460135"),
    ],
)
def test_what_is_typed_has_one_form(typed: str, region: str, value: str) -> None:
    assert recognise(typed, region).value == value


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "nothing here"),
        ("Ines Halloran", "neither"),
        ("ines@lindqvist", "period"),
        ("ines@@lindqvist.test", "invalid characters"),
        ("i\u200bnes@lindqvist.test", "ZERO WIDTH SPACE"),
        ("ines\u202e@lindqvist.test", "RIGHT-TO-LEFT OVERRIDE"),
        ("x" * 10_000 + "@lindqvist.test", "10,015"),
        ("020 7946 0135", "country is missing"),
        ("+999 1234567", "country code"),
        ("+44 20", "too few digits"),
        ("+44 20 7946 0135 7946 0135", "too many digits"),
    ],
)
def test_what_is_wrong_is_said(typed: str, says: str) -> None:
    with pytest.raises(NotAnIdentifier) as told:
        recognise(typed)
    assert says in told.value.reason
    assert len(told.value.typed) <= 60


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("info@lindqvist.test", "a role"),
        ("Sales+eu@lindqvist.test", "a role"),
        ("\u0430nna@lindqvist.test", "CYRILLIC SMALL LETTER A"),
        ("\u05e9\u05dc\u05d5\u05dd@lindqvist.test", "right to left"),
        ("ines@münchen.de", "xn--mnchen-3ya.de"),
        ("+49 111 0000000", "No such number"),
        ("+44 20 7946 0135 ext 12", "extension"),
    ],
)
def test_what_looks_odd_is_told(typed: str, says: str) -> None:
    assert any(says in warning for warning in recognise(typed).warnings)


def test_an_ordinary_address_has_no_warning() -> None:
    assert recognise("ines.halloran@lindqvist.test").warnings == ()
    assert recognise("+44 20 7946 0135").warnings == ()


def values(intake: object) -> list[str]:
    return [one.identifier.value for one in intake.taken]  # type: ignore[attr-defined]


def test_a_pasted_list_sets_aside_what_it_cannot_use() -> None:
    intake = read_text("a@b.test\n\nnobody\nA@B.test, c@d.test; e@f.test\n+44 20 7946 0135")
    assert values(intake) == ["a@b.test", "c@d.test", "e@f.test", "+442079460135"]
    assert [(one.line, one.first_line) for one in intake.aside if one.first_line] == [(4, 1)]
    assert any(one.line == 3 and "neither" in one.reason for one in intake.aside)


CSV = 'Id,Full name,E-Mail,Mobile\n1,"Halloran, Ines",ines@lindqvist.test,+44 20 7946 0135\n' + (
    "2,Kai,kai@lindqvist.test,\n3,=cmd|calc,nobody,\n4,Ines again,INES@lindqvist.test,\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_csv_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(CSV.replace("Kai", "Käi").encode(encoding))
    intake = read_file(path)
    assert values(intake) == ["ines@lindqvist.test", "+442079460135", "kai@lindqvist.test"]
    assert intake.columns == ("E-Mail", "Mobile")
    assert [(one.line, one.first_line) for one in intake.aside] == [(4, 0), (5, 2)]


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_a_csv_without_titles(tmp_path: Path, separator: str) -> None:
    path = tmp_path / "list.txt"
    rows = [("Ines", "ines@lindqvist.test", "x"), ("Kai", "kai@lindqvist.test", "y")]
    path.write_text("\n".join(separator.join(row) for row in rows))
    assert values(read_file(path)) == ["ines@lindqvist.test", "kai@lindqvist.test"]


def test_a_text_file_with_a_line_each(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("ines@lindqvist.test\r\n\r\nkai@lindqvist.test\r\n")
    assert values(read_file(path)) == ["ines@lindqvist.test", "kai@lindqvist.test"]


def test_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Name", "Email", "Phone"])
    sheet.append(["Ines", "ines@lindqvist.test", 442079460135.0])
    sheet.append(["Kai", '=HYPERLINK("http://x")', "+44 20 7946 0136"])
    book.save(tmp_path / "list.xlsx")
    intake = read_file(tmp_path / "list.xlsx", "GB")
    assert "ines@lindqvist.test" in values(intake)
    assert "+442079460136" in values(intake)
    assert any(one.line == 3 and one.text.startswith("=HYPERLINK") for one in intake.aside)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "empty"),
        ("blank.csv", b"\xef\xbb\xbf \r\n\r\n", "empty"),
        ("names.csv", b"Name\nInes\nKai\n", "no column"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(1, 200)), "text"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600, "old kind"),
        ("half.xlsx", b"PK\x03\x04" + b"x" * 600, "damaged"),
        ("long.csv", b"email\n" + b"a" * 1_100_000, "too long"),
    ],
)
def test_a_file_that_is_no_list_says_why(
    tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(IntakeError) as told:
        read_file(path)
    assert says in told.value.reason


def test_a_zip_that_is_called_csv(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("list.csv", CSV)
    with pytest.raises(IntakeError, match="ZIP"):
        read_file(path)


def test_a_large_file_costs_no_more_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    filler = "x" * 1000
    with path.open("w") as stream:
        stream.write("email,notes\n")
        stream.writelines(f"person{number}@lindqvist.test,{filler}\n" for number in range(10_000))
    tracemalloc.start()
    intake = read_file(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(intake.taken) == 10_000
    assert peak < path.stat().st_size


def test_a_file_without_end_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    path.write_text("email\n" + "nobody,\n" * 100_002)
    with pytest.raises(IntakeError) as told:
        read_file(path)
    assert told.value.line > 100_000


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("email\n" + "".join(f"p{n}@lindqvist.test\n" for n in range(3000)))
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        read_file(path, token=token)
