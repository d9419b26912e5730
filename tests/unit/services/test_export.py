from __future__ import annotations

import csv
import errno
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled
from gong_admin.services import export_csv
from gong_admin.services.export import (
    ExportColumn,
    ExportFailed,
    ExportFormat,
    ExportProblem,
    export,
)
from gong_admin.services.export_xlsx import xlsx_bytes
from gong_admin.services.progress import Progress

COLUMNS = (
    ExportColumn("id", "Id"),
    ExportColumn("name", "Name"),
    ExportColumn("calls", "Calls"),
    ExportColumn("active", "Active"),
    ExportColumn("since", "Since", is_date=True),
    ExportColumn("profiles", "Profiles"),
)
MOMENT = datetime(2026, 3, 1, 10, 30, tzinfo=timezone(timedelta(hours=2)))
ROWS: list[tuple[Any, ...]] = [
    ("12345678901234567890", "Dana Whitfield", 1284, True, MOMENT, ("Sales", "Managers")),
    ("00042", "Zoë Ångström, née O’Hara", -7, False, None, ()),
    ("7", None, 2.5, None, MOMENT, ("Sales",)),
]
DANGEROUS = [
    "=1+1",
    "+44 20 7946 0000",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    '"=1+1',
    "'=1+1",
    "  =1+1",
    "＝1+1",
    "\n=1+1",
]
FORMATS = list(ExportFormat)


def write(path: Path, rows: Any = ROWS, **options: Any) -> int:
    return export(rows, COLUMNS, path, ExportFormat(path.suffix[1:]), **options)


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def read_sheet(path: Path) -> Any:
    return openpyxl.load_workbook(path).active


def test_csv_holds_every_value_as_text_that_programs_can_read(tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    assert write(path) == 3
    assert read_csv(path) == [
        ["Id", "Name", "Calls", "Active", "Since", "Profiles"],
        [
            "12345678901234567890",
            "Dana Whitfield",
            "1284",
            "TRUE",
            "2026-03-01T08:30:00Z",
            "Sales, Managers",
        ],
        ["00042", "Zoë Ångström, née O’Hara", "-7", "FALSE", "", ""],
        ["7", "", "2.5", "", "2026-03-01T08:30:00Z", "Sales"],
    ]


def test_csv_is_marked_as_utf_8_for_spreadsheets_unless_asked_not_to(tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    write(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    write(path, bom=False)
    assert path.read_bytes().startswith(b"Id,Name")


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_in_csv_begins_as_a_formula(tmp_path: Path, text: str) -> None:
    path = tmp_path / "users.csv"
    write(path, [("1", text, 1, None, None, (text, "x"))])
    row = read_csv(path)[1]
    assert row[1] == "'" + text
    assert row[5] == "'" + text + ", x"


def test_negative_numbers_in_csv_stay_numbers_and_plain_texts_are_left_alone() -> None:
    assert export_csv.harmless("a=b") == "a=b"
    assert export_csv.harmless("O'Hara") == "O'Hara"
    assert export_csv.harmless('"quoted"') == '"quoted"'
    assert export_csv.harmless("") == ""


def test_xlsx_keeps_types_and_ids_to_the_last_digit(tmp_path: Path) -> None:
    path = tmp_path / "users.xlsx"
    write(path)
    sheet = read_sheet(path)
    titles, first, second, third = sheet.iter_rows(values_only=True)
    assert titles == ("Id", "Name", "Calls", "Active", "Since (UTC)", "Profiles")
    moment = datetime(2026, 3, 1, 8, 30)
    assert first == (
        "12345678901234567890",
        "Dana Whitfield",
        1284,
        True,
        moment,
        "Sales, Managers",
    )
    assert second == ("00042", "Zoë Ångström, née O’Hara", -7, False, None, None)
    assert third == ("7", None, 2.5, None, moment, "Sales")
    assert sheet["A2"].number_format == "@"


def test_xlsx_in_memory_is_the_same_as_on_the_disk(tmp_path: Path) -> None:
    odd = [
        ("1", text, 1, None, None, ()) for text in (*DANGEROUS, "x" * 40_000, "<&>\x00\U0001f600")
    ]
    rows = [*ROWS, ("", None, None, None, None, ()), *odd, *ROWS * 1_500]
    kept = tmp_path / "kept.xlsx"
    kept.write_bytes(xlsx_bytes(iter(rows), COLUMNS))
    path = tmp_path / "users.xlsx"
    write(path, rows)
    here, there = read_sheet(kept), read_sheet(path)
    assert list(here.iter_rows(values_only=True)) == list(there.iter_rows(values_only=True))
    assert here["A2"].number_format == "@"
    assert here.freeze_panes == there.freeze_panes
    assert here.auto_filter.ref == there.auto_filter.ref
    kept.write_bytes(xlsx_bytes([], COLUMNS))
    assert [row[0] for row in read_sheet(kept).iter_rows(values_only=True)] == ["Id"]


def test_xlsx_keeps_titles_in_view_with_filters_and_fitting_columns(tmp_path: Path) -> None:
    path = tmp_path / "users.xlsx"
    write(path)
    sheet = read_sheet(path)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F4"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["B"].width >= len("Zoë Ångström, née O’Hara")


@pytest.mark.parametrize("text", [*DANGEROUS, "https://example.test/a", "{=1}"])
def test_xlsx_holds_no_formulas_and_no_links(tmp_path: Path, text: str) -> None:
    path = tmp_path / "users.xlsx"
    write(path, [("1", text, 1, None, None, ())])
    cell = read_sheet(path)["B2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value.replace("_x000D_", "\r") == text


def test_xlsx_says_where_a_text_is_too_long_for_a_cell(tmp_path: Path) -> None:
    path = tmp_path / "users.xlsx"
    write(path, [("1", "x" * 40_000, 10**20, None, datetime(1850, 1, 1, tzinfo=UTC), ())])
    row = next(read_sheet(path).iter_rows(min_row=2, values_only=True))
    assert len(row[1]) == 32_767
    assert row[1].endswith("(cut: a cell holds no more)")
    assert row[2] == str(10**20)
    assert row[4].startswith("1850-01-01")


def test_json_is_a_list_of_objects_in_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    write(path)
    text = path.read_text(encoding="utf-8")
    assert "Zoë Ångström" in text
    assert json.loads(text)[0] == {
        "id": "12345678901234567890",
        "name": "Dana Whitfield",
        "calls": 1284,
        "active": True,
        "since": "2026-03-01T08:30:00Z",
        "profiles": ["Sales", "Managers"],
    }
    assert [row["name"] for row in json.loads(text)][1:] == ["Zoë Ångström, née O’Hara", None]


@pytest.mark.parametrize("file_format", FORMATS)
def test_no_rows_make_a_file_with_nothing_but_its_titles(
    tmp_path: Path, file_format: ExportFormat
) -> None:
    path = tmp_path / f"users.{file_format}"
    assert write(path, []) == 0
    if file_format is ExportFormat.CSV:
        assert len(read_csv(path)) == 1
    elif file_format is ExportFormat.XLSX:
        assert read_sheet(path).max_row == 1
    else:
        assert json.loads(path.read_text()) == []


@pytest.mark.parametrize("file_format", FORMATS)
def test_cancelling_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, file_format: ExportFormat
) -> None:
    path = tmp_path / f"users.{file_format}"
    path.write_text("old")
    token = CancelToken()

    def rows() -> Iterator[tuple[Any, ...]]:
        for number in range(3000):
            if number == 1200:
                token.cancel()
            yield (str(number), "x", 1, True, MOMENT, ())

    with pytest.raises(Cancelled):
        write(path, rows(), token=token)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, file_format: ExportFormat) -> None:
    def rows() -> Iterator[tuple[Any, ...]]:
        yield ROWS[0]
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(ExportFailed) as caught:
        write(tmp_path / f"users.{file_format}", rows())
    assert caught.value.problem is ExportProblem.DISK_FULL
    assert str(tmp_path) in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_while_a_workbook_is_put_together_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", full)
    with pytest.raises(ExportFailed) as caught:
        write(tmp_path / "users.xlsx")
    assert caught.value.problem is ExportProblem.DISK_FULL
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_folder_that_is_not_there_is_said(tmp_path: Path, file_format: ExportFormat) -> None:
    with pytest.raises(ExportFailed) as caught:
        write(tmp_path / "gone" / f"users.{file_format}")
    assert caught.value.problem is ExportProblem.NO_FOLDER


def test_a_file_held_by_another_program_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(ExportFailed, match="open in another program") as caught:
        write(tmp_path / "users.csv")
    assert caught.value.problem is ExportProblem.IN_USE
    assert list(tmp_path.iterdir()) == []


def test_a_link_goes_on_pointing_to_the_file_that_was_replaced(tmp_path: Path) -> None:
    target = tmp_path / "real.csv"
    target.write_text("old")
    link = tmp_path / "users.csv"
    link.symlink_to(target)
    write(link)
    assert link.is_symlink()
    assert read_csv(target)[1][1] == "Dana Whitfield"


def test_progress_counts_rows_up_to_the_last(tmp_path: Path) -> None:
    seen: list[Progress] = []
    rows = [(str(n), "x", 1, True, MOMENT, ()) for n in range(1200)]
    write(tmp_path / "users.csv", rows, total=1200, progress=seen.append)
    assert seen[0] == Progress(0, 1200, "rows")
    assert [progress.done for progress in seen] == sorted(progress.done for progress in seen)
    assert seen[-1] == Progress(1200, 1200, "rows")


def test_more_rows_than_a_sheet_holds_are_refused_before_writing(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="1,048,575") as caught:
        write(tmp_path / "users.xlsx", iter(()), total=2_000_000)
    assert caught.value.problem is ExportProblem.TOO_MANY_ROWS
