"""Addresses and numbers as people type them, and lists as they come: nothing guessed silently."""

from __future__ import annotations

import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled
from gong_admin.services.privacy.identifiers import Identifier, NotAnIdentifier, recognise
from gong_admin.services.privacy.intake import (
    Against,
    Intake,
    IntakeError,
    correct,
    leave_out,
    take_in,
)
from gong_admin.services.privacy.intake_columns import find_titles
from gong_admin.services.privacy.intake_files import read_file
from gong_admin.services.privacy.intake_text import read_text


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
        ("TEL:+44 20 7946 0135", "", "+442079460135"),
        ("(+49) 171 2345678", "", "+491712345678"),
        # As a website, a telephone and an export write it.
        ("06\u202f12\u202f34\u202f56\u202f78", "fr", "+33612345678"),
        ("\u202a+49 171 2345678\u202c", "", "+491712345678"),
        ('="01712345678"', "de", "+491712345678"),
        ("ines@corp.local", "", "ines@corp.local"),
        # A spreadsheet has dropped the +.
        ("4917112345678", "de", "+4917112345678"),
        ("442079460135", "us", "+442079460135"),
        # Whole as they are.
        ("01712345678", "de", "+491712345678"),
        ("3912345678", "it", "+393912345678"),
        ("12025550143", "us", "+12025550143"),
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
        ("ines@localhost", "period"),
        ('<a href="mailto:ines@lindqvist.test">ines@lindqvist.test</a>', "invalid characters"),
        ("kai@lindqvist.test <ines@lindqvist.test>", "invalid characters"),
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
        ("d\u0251na@lindqvist.test", "LATIN SMALL LETTER ALPHA"),
        ("d\u0131na@lindqvist.test", "LATIN SMALL LETTER DOTLESS I"),
        ("A|a@lindqvist.test", "Rarely part of an address: |"),
        ("ines@corp.local", "one network's own"),
    ],
)
def test_what_looks_odd_is_told(typed: str, says: str) -> None:
    assert any(says in warning for warning in recognise(typed).warnings)


def test_a_number_without_its_plus_is_told() -> None:
    assert "Read as +49 171" in recognise("4917112345678", "DE").warnings[0]
    # A number of London, or a very long one of the country's own.
    assert "may as well be +44 20 7946 0135" in recognise("442079460135", "DE").warnings[0]
    assert recognise("12025550143", "US").warnings == ()


@pytest.mark.parametrize("address", ["groß@müller.test", "ølga@lindqvist.test", "žofie@łódź.test"])
def test_letters_of_a_language_are_nothing_odd(address: str) -> None:
    assert not any("look like" in warning for warning in recognise(address).warnings)


def test_a_long_text_is_looked_at_in_no_time() -> None:
    # Each number of characters twice as large took four times as long.
    with pytest.raises(NotAnIdentifier):
        recognise("1" + " " * 2_000_000 + "z")


def test_what_is_wrong_is_shown_as_it_stands() -> None:
    with pytest.raises(NotAnIdentifier) as told:
        recognise('<a href="/x">ines</a>')
    assert told.value.typed == '<a href="/x">ines</a>'


def test_an_ordinary_address_has_no_warning() -> None:
    assert recognise("ines.halloran@lindqvist.test").warnings == ()
    assert recognise("+44 20 7946 0135").warnings == ()
    assert recognise("o'halloran+crm@lindqvist.test").warnings == ()


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


# -- every row ends somewhere ----------------------------------------------------------------------


def table(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\n".join(rows).encode(encoding))
    return path


def aside(intake: Intake) -> dict[int, str]:
    return {one.line: one.reason for one in intake.aside}


SALESFORCE = (
    "First Name,Mailing Street,Mailing Zip/Postal Code,Phone,Mobile,Email,Email Opt Out,"
    "Cancelled,Hotel,Date",
    "Ines,Hauptstr. 12,10115,+49 30 1234567,,ines@lindqvist.test,0,2024-05-01,-,2024-05-01",
    "Bob,1 Main St,02110-1234,,0171 1234567,bob@lindqvist.test,1,20240501,Ritz 555,01.05.2024",
)


@pytest.mark.parametrize("region", ["DE", "FR"])
def test_titles_are_read_by_whole_words(tmp_path: Path, region: str) -> None:
    intake = read_file(table(tmp_path / "list.csv", *SALESFORCE), region)
    assert intake.columns == ("Phone", "Mobile", "Email")
    assert values(intake)[:2] == ["+49301234567", "ines@lindqvist.test"]
    assert len(intake.taken) + len(intake.aside) == 4


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("E-Mail-Adresse", "email"),
        ("Work Email", "email"),
        ("workEmail", "email"),
        ("Adresse e-mail", "email"),
        ("Correo electrónico", "email"),
        ("メールアドレス", "email"),
        ("Handy", "phone"),
        ("Téléphone portable", "phone"),
        ("PHONE_NUMBER", "phone"),
        ("Phone 1 - Value", "phone"),
        ("Мобильный", "phone"),
        ("Contact", "open"),
        ("Contact ID", "other"),
        ("Email Type", "other"),
        ("Mailing City", "other"),
        ("Hotel", "other"),
        ("Cancelled", "other"),
        ("Date of birth", "other"),
    ],
)
def test_a_title_says_what_a_column_holds(title: str, role: str) -> None:
    titles = find_titles([["Email", title]])
    assert titles is not None
    assert titles.columns[1].role == role


def test_somebody_elses_column_is_only_taken_on_the_users_word(tmp_path: Path) -> None:
    rows = ("Email,Assistant Phone,Created By", "a@x.test,+49 30 1234567,rep@own.test")
    intake = read_file(table(tmp_path / "list.csv", *rows))
    assert values(intake) == ["a@x.test"]
    assert [one.found.value for one in intake.aside if one.found] == [
        *("+49301234567", "rep@own.test")
    ]
    assert "“Assistant Phone”" in intake.aside[0].reason
    assert values(take_in(intake, intake.aside)) == ["a@x.test", "+49301234567", "rep@own.test"]


def test_without_titles_a_number_needs_its_country_or_a_column_of_numbers(tmp_path: Path) -> None:
    rows = ("10001,a@x.test,2024-01-05,+49 30 1234567", "10002,b@x.test,20240506,0049301234568")
    intake = read_file(table(tmp_path / "orders.csv", *rows), "DE")
    assert values(intake) == ["a@x.test", "+49301234567", "b@x.test", "+49301234568"]
    rows = ("a@x.test,0171 1234567", "b@x.test,0171 1234568")
    assert len(read_file(table(tmp_path / "numbers.csv", *rows), "DE").taken) == 4
    rows = ("a@x.test,0171 1234567", "b@x.test,call later")
    intake = read_file(table(tmp_path / "notes.csv", *rows), "DE")
    assert values(intake) == ["a@x.test", "b@x.test"]
    [doubtful] = intake.aside
    assert doubtful.found is not None
    assert values(take_in(intake, [doubtful])) == ["a@x.test", "+491711234567", "b@x.test"]


def test_a_plain_list_takes_numbers_of_the_country_and_no_dates(tmp_path: Path) -> None:
    lines = ("0171 1234567", "ines@x.test", "10115", "2024-05-01", "20240501", "1712345678")
    for intake in (
        read_file(table(tmp_path / "list.txt", *lines), "DE"),
        read_text("\n".join(lines), "DE"),
    ):
        assert values(intake) == ["+491711234567", "ines@x.test", "+491712345678"]
        assert list(aside(intake)) == [3, 4, 5]


def test_a_stray_quotation_mark_swallows_nobody(tmp_path: Path) -> None:
    rows = ("name,email", 'A "Bob,a@x.test', '"C,c@x.test', "D,d@x.test", "E,e@x.test")
    intake = read_file(table(tmp_path / "open.csv", *rows))
    assert values(intake) == ["a@x.test", "d@x.test", "e@x.test"]
    assert [(one.line, one.found is not None) for one in intake.aside] == [(3, True)]
    assert "never closed" in intake.aside[0].reason
    # Closed in another row: whoever is in between is shown.
    rows = ("name,email", '"C,c@x.test', "D,d@x.test", '"E,e@x.test', "F,f@x.test")
    intake = read_file(table(tmp_path / "closed.csv", *rows))
    assert values(intake) == ["f@x.test"]
    assert [one.line for one in intake.aside if one.found] == [2, 3, 4]
    rows = ("name,email", '"C,c@x.test', '"E,e@x.test', "F,f@x.test")
    intake = read_file(table(tmp_path / "next.csv", *rows))
    assert [one.line for one in intake.aside if one.found] == [2, 3]
    # What has several lines of its own is one cell.
    rows = ("name,email", '"Ines', 'Halloran",a@x.test', 'B,"b@x.test', 'c@x.test"')
    intake = read_file(table(tmp_path / "lines.csv", *rows))
    assert (values(intake), intake.aside) == (["a@x.test", "b@x.test", "c@x.test"], [])
    assert values(read_text("\n".join(rows))) == values(intake)
    rows = ("name,email,note", 'A,a@x.test,"one', "two, three", 'four"', "B,b@,")
    intake = read_file(table(tmp_path / "note.csv", *rows))
    assert values(intake) == ["a@x.test"]
    assert list(aside(intake)) == [5]


def test_a_wrong_first_line_is_no_title(tmp_path: Path) -> None:
    for first in ("ines@lindqvist", "ines@@x.test", "0171 1234567"):
        intake = read_file(table(tmp_path / "list.txt", first, "bob@x.test"))
        assert values(intake) == ["bob@x.test"]
        assert [(one.line, one.text) for one in intake.aside] == [(1, first)]


def test_names_beside_addresses_and_plain_lines_are_mixed(tmp_path: Path) -> None:
    lines = ("Halloran, Ines <ines@x.test>", "Smith, Bob <bob@x.test>", "carol@x.test", "Dana")
    intake = read_file(table(tmp_path / "list.txt", *lines))
    assert values(intake) == ["ines@x.test", "bob@x.test", "carol@x.test"]
    assert list(aside(intake)) == [4]


def test_several_in_one_row_are_all_taken(tmp_path: Path) -> None:
    rows = ("E-Mail;Handy;Kontakt", ";+49 171 1234567;", "a@x.test / b@x.test;;+49 171 1234568")
    intake = read_file(table(tmp_path / "list.csv", *rows))
    assert values(intake) == ["+491711234567", "a@x.test", "b@x.test", "+491711234568"]
    intake = read_text("Halloran, Ines <a@x.test>; Bob <b@x.test>, c@x.test\nd@x.test e@x.test")
    assert values(intake) == ["a@x.test", "b@x.test", "c@x.test", "d@x.test", "e@x.test"]
    for line in (
        "Ines <a@x.test>\ttel:+49 171 1234567",
        'a@x.test, "open, Ines, +49 171 1234567\nc@x.test\nd@x.test',
        "a@x.test; +49 171 1234567, Ines",
        "+49 171 1234567 / Ines <a@x.test>",
    ):
        assert sorted(values(read_text(line)))[:2] == ["+491711234567", "a@x.test"]


def test_every_row_ends_taken_or_aside(tmp_path: Path) -> None:
    rows = ("Report", "Of today", "", "name,email", "A,", "B,b@x.test", "C,n/a", ",", "D", "9,,x")
    intake = read_file(table(tmp_path / "list.csv", *rows))
    assert values(intake) == ["b@x.test"]
    assert list(aside(intake)) == [1, 2, 5, 7, 9, 10]
    assert all(aside(intake).values())


@pytest.mark.parametrize(
    ("rows", "taken"),
    [
        (("email;note", "a@x.test;x, y, z, w", "b@x.test;p, q, r"), 2),
        (("email\tname", "a@x.test\tHalloran, Ines, Dr., PhD"), 1),
        (("a@x.test\tHalloran, Ines, Dr.", "b@x.test\tSmith, Bob, Dr."), 2),
        (("name|email", "A|a@x.test", "B|b@x.test"), 2),
        (("A|a@x.test", "B|b@x.test"), 2),
        (("name,email", '"Halloran; Ines; Dr.",a@x.test', '"B; C",b@x.test'), 2),
    ],
)
def test_the_separator_is_what_makes_a_table(
    tmp_path: Path, rows: tuple[str, ...], taken: int
) -> None:
    intake = read_file(table(tmp_path / "list.txt", *rows))
    assert (values(intake), intake.aside) == ([f"{one}@x.test" for one in "ab"[:taken]], [])


def test_all_sheets_that_can_be_seen_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Whom this is about"])
    for name, address in (("Old", "old@x.test"), ("People", "a@x.test"), ("More", "a@x.test")):
        sheet = book.create_sheet(name)
        sheet.append(["Email"])
        sheet.append([address])
    book["Old"].sheet_state = "hidden"
    book["More"].append(["b@x.test"])
    book.save(tmp_path / "list.xlsx")
    intake = read_file(tmp_path / "list.xlsx")
    assert [(one.sheet, one.line) for one in intake.taken] == [("People", 2), ("More", 3)]
    assert (intake.sheets, intake.unread) == (("Read me", "People", "More"), ("Old",))
    assert [(one.sheet, one.line) for one in intake.aside] == [("Read me", 1), ("More", 2)]
    assert "line 2 of the sheet “People”" in intake.aside[1].reason


def test_half_a_character_at_the_end_of_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("email\nä@x.test\nb@x.test\n".encode("utf-16") + b"A")
    intake = read_file(path)
    assert intake.about == "UTF-16"
    assert values(intake) == ["ä@x.test", "b@x.test"]


def test_numbers_that_can_be_dates_and_a_list_with_bullets() -> None:
    assert len(read_text("22 12 34 56\n22 12 20 24", "NO").taken) == 2
    for region in ("NO", ""):
        intake = read_text("22.12.2024\n2024-12-22\n12/22/24", region)
        assert set(aside(intake).values()) == {"It reads as a date."}
    assert (
        len(read_text("- a@x.test\n* b@x.test\n1. c@x.test\n\u2022 0171 1234567", "DE").taken) == 4
    )


def test_an_address_inside_other_text_is_only_taken_on_the_users_word() -> None:
    intake = read_text('please spare bob@x.test\n<a href="mailto:a@x.test">a@x.test</a>\nc@x.test')
    assert values(intake) == ["c@x.test"]
    assert [one.found.value for one in intake.aside if one.found] == ["bob@x.test", "a@x.test"]
    assert intake.aside[1].text == '<a href="mailto:a@x.test">a@x.test</a>'


# -- what is against it ----------------------------------------------------------------------------


def test_who_must_not_be_erased_is_left_out_of_an_erasure_alone() -> None:
    def why(one: Identifier) -> Against | None:
        if one.value == "user@x.test":
            return Against("A user")
        return Against("On hold", hold=True) if one.value == "held@x.test" else None

    intake = leave_out(read_text("a@x.test\nheld@x.test\nuser@x.test"), why)
    assert values(intake) == ["a@x.test"]
    assert [one.value for one in intake.with_held()] == ["a@x.test", "held@x.test"]
    held, user = intake.aside
    # Corrected to what it is, or taken in, it stays; a user does not.
    for again in (
        correct(intake, held, recognise("HELD@x.test")),
        take_in(intake, [held, user]),
    ):
        assert [one.identifier.compared for one in leave_out(again, why).taken] == [
            *("a@x.test", "held@x.test")
        ]
    again = leave_out(correct(intake, user, recognise("user@x.test")), why)
    assert values(again) == ["a@x.test"]


def test_titles_of_other_languages_and_a_number_of_a_contact() -> None:
    intake = read_text("Nom;Adresse électronique;Telf.\nA;ines@a.test;01.42.68.53.00", "FR")
    assert values(intake) == ["ines@a.test", "+33142685300"]
    intake = read_text("Name,Email,Contact No.\nA,ines@a.test,0171 2345678", "DE")
    assert values(intake) == ["ines@a.test", "+491712345678"]
    # One of its own making is none to call.
    intake = read_text("Name,Email,Contact Number\nA,ines@a.test,100234\nB,kai@a.test,100235", "DE")
    assert values(intake) == ["ines@a.test", "kai@a.test"]
