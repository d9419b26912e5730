"""Lists as they really come: large, in any encoding, with what is no address in them. What is
wrong is said with its line, nothing is sent, nothing is lost."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.bench.measure import GapMeter
from tests.ui.panels.looking_up import lookup

__all__ = ["lookup"]


def take(lookup: Any, file: Path) -> None:
    """Choose a file, and wait for its list."""
    lookup.presenter.lists.take_file(file)
    lookup.wait(lambda: lookup.page is lookup.view.list)
    for table in (lookup.view.list.taken, lookup.view.list.aside):
        lookup.wait(lambda table=table: not table.model.busy)


def aside(lookup: Any) -> dict[int, tuple[str, str]]:
    """What is set aside: by line, what is shown of it and why."""
    intake = lookup.presenter.lists.intake
    return {one.line: (one.text, one.reason) for one in intake.aside}


def test_fifty_megabytes_are_read_beside_the_window(lookup: Any, tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    notes = "x" * 10_000
    with file.open("w") as text:
        text.write("Email,Notes\n")
        text.writelines(f"person{number}@corvane.test,{notes}\n" for number in range(5_000))
        text.write("nobody,\n")
    assert file.stat().st_size > 50_000_000
    before, meter = lookup.asked(), GapMeter()
    meter.start()
    began = time.perf_counter()
    take(lookup, file)
    took = (time.perf_counter() - began) * 1000
    meter.stop()
    assert meter.worst < took / 2  # read on the window's thread, it would be nearly all of it
    assert len(lookup.presenter.lists.intake.taken) == 5_000
    assert list(aside(lookup)) == [5_002]
    assert "5,000 lookups" in lookup.view.list.said()
    assert lookup.asked() == before


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_out_and_said(
    lookup: Any, tmp_path: Path, encoding: str, named: str
) -> None:
    file = tmp_path / "list.csv"
    lines = (
        "Name;E-Mail\nJürgen Groß;juergen@corvane.test\nÉlodie;elodie@corvane.test\nMüller;müller\n"
    )
    file.write_bytes(lines.encode(encoding))
    take(lookup, file)
    taken = [one.identifier.value for one in lookup.presenter.lists.intake.taken]
    assert taken == ["juergen@corvane.test", "elodie@corvane.test"]
    assert named in lookup.view.list.said()
    [(line, (shown, _))] = aside(lookup).items()
    assert (line, shown) == (4, "müller")


def test_whatever_is_no_address_is_set_aside_with_its_line(lookup: Any, tmp_path: Path) -> None:
    rows = [
        "Email",
        "ines@corvane.test",
        '=HYPERLINK("http://x.test";"Ines")',
        "<img src=x onerror=alert(1)>@corvane.test",
        "a" * 10_000 + "@corvane.test",
        "ines\u202etset.enavroc@",
        "020 7946 0135",
        "in\u0435s@corvane.test",
        "INES@corvane.test",
    ]
    file = tmp_path / "list.txt"
    file.write_text("\n".join(rows), encoding="utf-8")
    before = lookup.asked()
    take(lookup, file)
    found = aside(lookup)
    assert list(found) == [3, 4, 5, 6, 7, 9]
    assert len(found[5][0]) <= 300
    assert "10,01" in found[5][1]
    assert "RIGHT-TO-LEFT OVERRIDE" in found[6][1]
    assert "country" in found[7][1]
    assert "line 2" in found[9][1]
    # What looks like another is taken, and said.
    lookalike = lookup.presenter.lists.intake.taken[1].identifier
    assert "CYRILLIC SMALL LETTER IE" in " ".join(lookalike.warnings)
    # Shown as it is, never taken for markup; the override does not turn the line around.
    model = lookup.view.list.aside.model
    texts = [model.text(row, model.column_number("text")) for row in range(model.rowCount())]
    assert rows[3] in texts
    assert "ines[U+202E]tset.enavroc@" in texts
    assert lookup.asked() == before


def test_sheets_are_named_and_hidden_ones_too(lookup: Any, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name in ("People", "More", "Old"):
        book.create_sheet(name).append([f"{name}@corvane.test"])
    book["Old"].sheet_state = "hidden"
    book["More"].append(["People@corvane.test"])
    book.save(tmp_path / "list.xlsx")
    take(lookup, tmp_path / "list.xlsx")
    listed = lookup.view.list
    assert "Sheets read: People, More." in listed.said()
    assert "Not read, being hidden: Old." in listed.said()
    assert listed.taken.view.columns.is_shown("sheet")
    assert [row.sheet for row in listed.taken.model.shown()] == ["People", "More"]
    [(line, (_, reason))] = aside(lookup).items()
    assert (line, reason) == (2, "The same as in line 1 of the sheet “People”.")
    file = tmp_path / "list.txt"
    file.write_text("ines@corvane.test\n")
    take(lookup, file)
    lookup.wait(lambda: len(listed.taken.model.shown()) == 1)
    assert not listed.taken.view.columns.is_shown("sheet")


def test_a_zip_that_is_called_a_list(lookup: Any, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("list.csv", "Email\nines@corvane.test\n")
    lookup.presenter.lists.take_file(file)
    lookup.wait(lambda: lookup.says("This is a ZIP file"))
    assert lookup.says("Nothing was sent")


def test_a_list_that_goes_on_and_on_ends_at_a_line(lookup: Any, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    with file.open("w") as text:
        text.write("Email,Name\n")
        text.writelines(f"?,{number}\n" for number in range(100_010))
        text.write("ines@corvane.test,Ines\n")
    lookup.presenter.lists.take_file(file)
    lookup.wait(lambda: lookup.says("at most 100,000 lines"))
    assert lookup.says("line 100,00")


def test_a_line_without_end_is_said(lookup: Any, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Email\nines@corvane.test\n" + "a" * 1_200_000)
    lookup.presenter.lists.take_file(file)
    lookup.wait(lambda: lookup.says("too long"))
    assert lookup.says("line 3")
