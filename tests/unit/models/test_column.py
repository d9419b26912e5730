from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from gong_admin.models.column import Align, Column, Kind
from gong_admin.models.export_rows import export_columns, export_rows

MOMENT = datetime(2026, 3, 1, 10, 30, 15, tzinfo=timezone(timedelta(hours=2)))


def column(kind: Kind = Kind.TEXT, **options: Any) -> Column[Any]:
    return Column("key", "Title", lambda record: record, kind, **options)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        ("Dana", Kind.TEXT, "Dana"),
        (None, Kind.TEXT, ""),
        (True, Kind.BOOL, "Yes"),
        (False, Kind.BOOL, "No"),
        (12345, Kind.NUMBER, "12,345"),
        (12345, Kind.ID, "12345"),
        (2.5, Kind.NUMBER, "2.5"),
        (("Sales", "Managers"), Kind.PILL, "Sales, Managers"),
        ((), Kind.PILL, ""),
    ],
)
def test_texts_follow_from_values(value: Any, kind: Kind, text: str) -> None:
    assert column(kind).text(value) == text


def test_dates_are_told_in_local_time_and_exactly_in_the_tip() -> None:
    local = MOMENT.astimezone()
    text = column(Kind.DATE).text(MOMENT)
    assert str(local.year) in text
    assert text.endswith(f"{local.hour:02}:{local.minute:02}")
    assert column(Kind.DATE).tip(MOMENT) == "2026-03-01T08:30:15Z"


def test_sorting_ignores_case_and_goes_by_the_moment() -> None:
    assert column().sort_value("ÄB") == column().sort_value("äb")
    assert column().sort_value(MOMENT) == column().sort_value(MOMENT.astimezone(UTC))
    assert column().sort_value(()) is None
    assert column(sort_key=lambda r: r.upper()).sort_value("ab") == "ab"


def test_facets_count_nothing_as_a_choice_of_its_own() -> None:
    assert column().facets_of(()) == (None,)
    assert column().facets_of(None) == (None,)
    assert column().facets_of(("A", "B")) == ("A", "B")
    assert column().label_of(True) == "Yes"
    assert column(facet_label=lambda value: f"<{value}>").label_of("A") == "<A>"


def test_numbers_keep_to_the_end_of_their_cell() -> None:
    assert column(Kind.NUMBER).side is Align.END
    assert column(Kind.TEXT).side is Align.START
    assert column(Kind.TEXT, align=Align.CENTRE).side is Align.CENTRE


def test_exports_keep_types_but_ids_are_text() -> None:
    assert column(Kind.ID).export_value(12345678901234567890) == "12345678901234567890"
    assert column(Kind.NUMBER).export_value(7) == 7
    assert column(Kind.DATE).export_value(MOMENT) is MOMENT
    assert column(export=lambda record: "other").export_value("x") == "other"
    columns = (column(Kind.DATE), column(Kind.NUMBER))
    assert [c.is_date for c in export_columns(columns)] == [True, False]
    assert list(export_rows([7], columns[1:])) == [(7,)]
