"""How far a privacy case is, as its stages, the list at the side and the chart tell it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from gong_admin.services.privacy.case import Case, CaseKind, CaseState, SubjectState
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store.tally import Overview, Tally
from gong_admin.ui.panels.cases.abilities import Standing, offer
from gong_admin.ui.panels.cases.series_chart import SeriesChart
from gong_admin.ui.panels.cases.side import items_of, progress_words
from gong_admin.ui.panels.cases.steps import StageLine, next_step, stages
from gong_admin.ui.privacy.words import case_pill
from gong_admin.ui.theme import apply_theme

S = SubjectState
TODAY = dt.date(2026, 11, 22)
NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    apply_theme(qapp, "light")


def case(state: CaseState = CaseState.OPEN, **values: Any) -> Case:
    told: dict[str, Any] = {
        "id": "1",
        "tenant": "x",
        "reference": "DSR-1",
        "kind": CaseKind.ERASURE,
        "regime": Regime.GDPR,
        "received": TODAY,
        "created": NOW,
        "state": state,
    }
    return Case(**{**told, **values})


@pytest.mark.parametrize(
    ("one", "tally", "proven", "passed"),
    [
        (case(), Tally({S.WAITING: 3}), False, set()),
        (case(), Tally({S.NOTHING: 3}), False, {0}),
        (case(CaseState.APPROVED), Tally({S.FOUND: 3}, 3), False, {0, 1}),
        (case(CaseState.ERASING), Tally({S.ERASING: 2, S.GONE: 1}), False, {0, 1, 2}),
        (case(CaseState.VERIFIED), Tally({S.GONE: 3}), True, {0, 1, 2, 3, 4}),
        (case(CaseState.CLOSED), Tally({S.GONE: 3}), True, {0, 1, 2, 3, 4, 5}),
        # Closed, or reduced, without most of it.
        (case(CaseState.CLOSED), Tally({S.WAITING: 3}), False, {5}),
        (case(CaseState.CLOSED, reduced=NOW), Tally({S.FOUND: 3}), False, {0, 5}),
        (case(CaseState.REFUSED), Tally({S.WAITING: 3}), False, set()),
        (case(CaseState.CLOSED, kind=CaseKind.ACCESS), Tally({S.FOUND: 1}), True, {0, 1, 2}),
        (case(CaseState.CLOSED, kind=CaseKind.ACCESS), Tally({S.FOUND: 1}), False, {0, 2}),
    ],
)
def test_only_stages_that_a_case_went_through_are_ticked(
    one: Case, tally: Tally, proven: bool, passed: set[int]
) -> None:
    assert next_step(one, tally, proven=proven).passed == passed


def test_what_was_left_out_is_read_out(qtbot: Any) -> None:
    line = StageLine()
    qtbot.addWidget(line)
    one = case(CaseState.CLOSED, reduced=NOW)
    line.show_stages(stages(one.kind), next_step(one, Tally({S.NOTHING: 1}), proven=True))
    assert line.accessibleDescription() == "Not needed: Approve, Erase, Follow."
    line.show_stages(stages(one.kind), next_step(one, Tally({S.FOUND: 1}), proven=True))
    assert line.accessibleDescription() == "Left out: Approve, Erase, Follow."
    line.resize(900, 32)
    assert not line.grab().isNull()


def test_the_list_tells_how_far_each_case_is_where_that_matters() -> None:
    late = case(id="late", received=TODAY - dt.timedelta(days=60))
    working = case(id="working")
    closed = case(CaseState.CLOSED, id="closed", kind=CaseKind.ACCESS)
    tallies = {
        "late": Tally({S.WAITING: 3}),
        "working": Tally({S.WAITING: 3}),
        "closed": Tally({S.WAITING: 1}),
    }
    seen = Overview((late, working, closed), tallies)
    items = {item.key: item for item in items_of(seen, TODAY, {"working"})}
    assert items["late"].subtitle.endswith("0 of 3")
    assert items["late"].pill == ("Overdue", "danger", "warning-fill")
    # Its numbers are in the bar that shows the work.
    assert items["working"].subtitle.endswith("under way")
    assert items["closed"].subtitle == "Access · 1 subject"


def test_a_case_with_something_left_after_a_month_needs_attention() -> None:
    left = Tally({S.ERASING: 1, S.GONE: 2}, ended=1, ended_last=NOW)
    later, before = NOW + dt.timedelta(days=1), NOW - dt.timedelta(days=1)
    for one, tally, waits in (
        (case(CaseState.ERASING), left, True),
        (case(CaseState.ERASING), Tally({S.ERASING: 3}), False),
        # Closed with it known, or before it was.
        (case(CaseState.CLOSED), replace(left, closed=later), False),
        (case(CaseState.CLOSED), replace(left, closed=before), True),
        (case(CaseState.ERASING), replace(left, closed=later), True),
        (case(CaseState.CLOSED, reduced=NOW), left, False),
    ):
        [item] = items_of(Overview((one,), {one.id: tally}), TODAY)
        assert (item.group == "Needs attention") == waits
        assert item.pill is not None
        assert (item.pill[0] == "Not finished") == waits
        offered = offer(Standing(one, tally, running=False))
        assert (offered[0] == "follow") == waits
    grown = next_step(case(CaseState.ERASING), Tally({S.ERASING: 3}, grown=2), proven=False)
    assert grown.why.endswith("There is more than before of 2.")


def test_what_became_of_the_subjects_is_told_of_each_kind() -> None:
    mixed = Tally({S.GONE: 3, S.HELD: 1, S.REFUSED: 1, S.NOTHING: 2})
    verified = case(CaseState.VERIFIED)
    assert next_step(verified, mixed, proven=False).why == (
        "3 erased, 2 with nothing found, 1 on hold, 1 not looked up: a Gong user."
    )
    assert progress_words(verified, mixed) == "3 erased"
    before = Tally({S.GONE: 3, S.HELD: 1}, unsent=2)
    assert (
        next_step(verified, before, proven=False).why
        == "1 erased, 2 gone before the erasure, 1 on hold."
    )
    assert progress_words(verified, before) == "1 erased"
    looked_up = Tally({S.FOUND: 4, S.REFUSED: 1, S.NOTHING: 2})
    assert progress_words(case(CaseState.LOOKED_UP), looked_up) == "4 found"
    held = Tally({S.NOTHING: 1, S.HELD: 1})
    assert next_step(case(CaseState.LOOKED_UP), held, proven=False).why == (
        "1 with nothing found, 1 on hold."
    )


def test_a_chart_keeps_the_newest_number_and_tells_its_ends_apart(qtbot: Any) -> None:
    chart = SeriesChart()
    qtbot.addWidget(chart)
    held = (439, 439, 364, 290, 145, 72)
    chart.set_series([(NOW + dt.timedelta(seconds=n), one) for n, one in enumerate(held)])
    assert chart.words() == "439 → 439 → 364 → 290 → 145 → 72"
    narrow = chart.words(150)
    assert narrow.startswith("439 → …")
    assert narrow.endswith("→ 72")
    assert chart.words(10) == "439 → … → 72"
    first, last = chart.ends()
    assert (first[-2:], last[-2:]) == ("00", "05"), "both ends say the same minute"
    chart.set_series([(NOW, 5), (NOW + dt.timedelta(days=2), 0)])
    assert chart.ends()[0] != chart.ends()[1]
    assert chart.words(10) == "5 → 0"


def test_an_answered_request_is_called_so_until_it_is_closed() -> None:
    access = case(CaseState.LOOKED_UP, kind=CaseKind.ACCESS)
    assert case_pill(access, TODAY)[0] == "Looked up"
    assert case_pill(access, TODAY, answered=True)[0] == "Answered"
    closed = case(CaseState.CLOSED, kind=CaseKind.ACCESS)
    assert case_pill(closed, TODAY, answered=True)[0] == "Closed"
