"""An answer of any shape as a table that sorts, filters and leaves nothing out."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from gong_admin.api.catalogue import operation
from gong_admin.models.record_table import RecordTableModel
from gong_admin.ui.panels.console.answer_table import AnswerTable, table_of

_VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from(["2026-01-01T00:00:00Z", "2026-01-01T00:00:00"])
    | st.lists(st.text(max_size=3), max_size=2)
    | st.dictionaries(st.sampled_from(["a", "b"]), st.integers(), max_size=2)
)
_CALLS = st.lists(
    st.dictionaries(st.sampled_from(["id", "started", "title", "duration", "isNew"]), _VALUES),
    min_size=1,
    max_size=6,
)


def calls(*records: Any) -> AnswerTable:
    table = table_of(operation("listCalls"), json.dumps({"calls": records}).encode())
    assert table is not None
    return table


@given(records=_CALLS)
def test_values_of_any_kind_in_one_field_can_be_sorted(qapp: Any, records: list[Any]) -> None:
    table = calls(*records)
    model = RecordTableModel(table.columns, lambda row: row.key)
    model.set_records(table.rows)
    for section in range(len(table.columns)):
        for order in Qt.SortOrder:
            model.sort(section, order)
            model.finish()
            assert model.rowCount() == len(records)


def test_a_number_and_a_word_in_one_field_are_both_text() -> None:
    table = calls({"duration": 5}, {"duration": "long"}, {"duration": True}, {"duration": None})
    [column] = table.columns
    assert [column.text(row) for row in table.rows] == ["5", "long", "True", ""]


def test_a_profile_s_seventy_fields_all_have_a_column() -> None:
    table = calls({f"field{number}": number for number in range(100)})
    assert len(table.columns) == 100
