"""The matrix of profiles as its view and a screen reader ask for it."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt

from gong_admin.models.profile_matrix import MatrixProfile, ProfileMatrix, Row
from gong_admin.services.profiles.comparing import column_of
from gong_admin.services.profiles.reading import read

NAMES = {"7": "Ines Okafor", "8": "Kenji Arakawa"}
ROLES = Qt.ItemDataRole


def profile(key, name, was=None, **settings):
    now = column_of(read(json.dumps({"id": key, "name": name, **settings}).encode()))
    original = now
    if was is not None:
        settings = {**settings, **was}
        original = column_of(read(json.dumps({"id": key, "name": name, **settings}).encode()))
    return MatrixProfile(key, name, "EMEA", now, original)


def team(*leads):
    return {"permissionLevel": "managers-team", "teamLeadIds": list(leads)}


@pytest.fixture
def matrix(qapp):
    model = ProfileMatrix(lambda _setting, one: NAMES.get(one, one))
    model.set_profiles(
        [
            profile("1", "Standard", deleteCalls=False, callsAccess=team("7")),
            profile("2", "Sales", deleteCalls=True, callsAccess=team("7", "8")),
            profile("3", "Guests", deleteCalls=False, callsAccess=team("7"), brandNew=1),
        ]
    )
    return model


def titles(model):
    return [line.title for n in range(model.rowCount()) if (line := model.line_at(n)) is not None]


def at(model, title):
    return next(
        n
        for n in range(model.rowCount())
        if (x := model.line_at(n)) is not None and x.title == title
    )


def test_only_what_differs(matrix):
    assert len(titles(matrix)) == 59
    matrix.set_only_differences(True)
    assert titles(matrix) == ["Calls", "Delete calls", "brandNew"]
    counts = matrix.counts()
    assert (counts.differing, counts.total, counts.hidden) == (3, 59, 56)
    row = at(matrix, "Delete calls")
    assert [matrix.differs_at(row, column) for column in range(3)] == [False, True, False]


def test_groups_fold_and_are_left_out(matrix):
    assert matrix.row(0) == Row("access")
    matrix.toggle_group("access")
    assert (matrix.row(0), matrix.row(1)) == (Row("access"), Row("library"))
    assert matrix.headerData(0, Qt.Orientation.Vertical) == "Level of access, 10 settings, folded"
    matrix.set_filter("deals")
    assert not matrix.is_collapsed("access")  # a match must not hide
    assert "Deals" in titles(matrix)  # the level; the switch opens "Deals pages"
    matrix.set_filter("")
    matrix.set_hidden_groups({"access", "library"})
    assert matrix.row(0) == Row("calls")


def test_the_filter_finds_names_help_and_gong_s_own_words(matrix):
    for needle, title in (("brought", None), ("delete call", "Delete calls")):
        matrix.set_filter(needle)
        assert (titles(matrix) == []) if title is None else (title in titles(matrix))
    matrix.set_filter("deleteCalls")
    assert titles(matrix) == ["Delete calls"]


def test_a_cell_as_a_screen_reader_says_it(matrix):
    row = at(matrix, "Calls")
    said = matrix.data(matrix.index(row, 1), ROLES.AccessibleTextRole)
    assert said == "Calls, Sales: Team (Ines Okafor, Kenji Arakawa), differs from the baseline"
    assert matrix.data(matrix.index(row, 0)) == "Team 1 lead"
    assert matrix.data(matrix.index(row, 0), ROLES.AccessibleTextRole).endswith(", baseline")
    assert "Standard has Team (Ines Okafor)" in matrix.data(matrix.index(row, 1), ROLES.ToolTipRole)


def test_edits_keep_their_rows_where_they_are(matrix, qtbot):
    matrix.set_only_differences(True)
    edited = profile("2", "Sales", {"deleteCalls": True}, deleteCalls=False, callsAccess=team("7"))
    with qtbot.waitSignal(matrix.dataChanged):
        matrix.update_profiles([edited])
    assert titles(matrix) == ["Calls", "Delete calls", "brandNew"]  # though two are equal now
    row = at(matrix, "Delete calls")
    assert matrix.staged_at(row, 1)
    assert "Was On. Not saved yet." in matrix.tip_at(row, 1)
    assert matrix.data(matrix.index(row, 1), ROLES.AccessibleTextRole).endswith(
        ", was On, not saved"
    )
    matrix.set_filter("x")
    matrix.set_filter("")
    assert titles(matrix) == ["Delete calls", "brandNew"]  # what will be saved is seen


def test_an_edit_brings_a_row_that_was_equal(matrix):
    matrix.set_only_differences(True)
    edited = profile("3", "Guests", callsAccess=team("7"), deleteCalls=False, trimCalls=True)
    matrix.update_profiles([edited])
    assert "Trim calls" in titles(matrix)


def test_the_model_keeps_qt_s_rules(matrix, qtmodeltester):
    qtmodeltester.check(matrix)


def test_nothing_to_compare(qapp):
    model = ProfileMatrix(lambda _setting, one: one)
    model.set_profiles([])
    assert (model.columnCount(), model.counts().differing) == (0, 0)
