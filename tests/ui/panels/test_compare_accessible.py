"""The dialogs and popups of the Compare profiles panel, read out and used by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gong_admin.services.profiles.bulk import BulkItem, BulkOutcome, BulkReport, State
from gong_admin.services.profiles.saving import SavePlan
from gong_admin.ui.panels.compare.alike_popup import AlikePopup
from gong_admin.ui.panels.compare.choose_popup import ChoosePopup
from gong_admin.ui.panels.compare.copy_dialog import CopyDialog
from gong_admin.ui.profile_changes.bulk_dialogs import BulkOutcomesDialog, BulkReviewDialog
from gong_admin.ui.profile_changes.bulk_words import BulkReview, outcomes_of, review_rows
from gong_admin.ui.theme import apply_theme
from gong_admin.ui.widgets.review import Consequence
from tests.ui import audit
from tests.ui.panels.test_compare import popup, ready
from tests.ui.panels.test_compare_saving import find_dialog


def item(number):
    plan = SavePlan("1", str(number), b'{"deleteCalls": false}', {"deleteCalls": True})
    return BulkItem(plan, f"Profile {number}", "EMEA")


def name_of(_setting, one):
    return one


@pytest.fixture
def compare(open_panel, bench, qtbot):
    panel = open_panel("compare")
    ready(panel, bench, qtbot)
    bench.session.lock.open()
    return panel


def findings(root):
    root.activateWindow()
    stops = audit.walk(root)
    backwards = audit.walk(root, back=True)
    found = [*audit.names(root), *audit.roles(root), *audit.twins(root), *audit.buddies(root)]
    found += [*audit.small(root), *audit.missed(root, stops), *audit.jumps(stops)]
    if set(backwards) != set(stops):
        found.append("Shift+Tab makes another round than Tab")
    return [*found, *audit.unseen(stops)]


def test_the_review_of_many(bench, qtbot):
    rows, summary, risky = review_rows([item(n) for n in range(9)], {"3": 12}, name_of)
    assert risky == ["Delete calls"]
    assert summary == "Delete calls: On in all 9 profiles."
    review = BulkReview(
        "Copy Delete calls: 9 changes to 9 profiles?",
        "Save 9 profiles",
        "Orvane",
        "Demo",
        "tenant_demo",
        rows,
        summary,
        consequences=[Consequence("People will be able to: delete calls.", "danger")],
        cost="18 API calls, 6 s at 3 a second",
    )
    dialog = BulkReviewDialog(bench.window, review)
    dialog.open()
    qtbot.waitActive(dialog)
    assert audit.name_of(dialog) == review.title
    assert findings(dialog) == []
    QTest.keyClick(dialog.outline, Qt.Key.Key_Right)
    assert "12 members · 1 change" in dialog.outline.texts()[6]
    dialog.reject()


def test_the_outcomes_of_many(bench, qtbot):
    states = [State.SAVED, State.CONFLICT, State.FAILED, State.NOT_TRIED]
    report = BulkReport(
        tuple(
            BulkOutcome(item(n), state, problem="It went wrong." if n == 2 else "")
            for n, state in enumerate(states)
        ),
        cancelled=True,
    )
    outcomes = outcomes_of("Copy", report, name_of, "Cancelled: nothing more was sent.")
    assert (outcomes.rest, outcomes.conflicts) == (2, {"1"})
    dialog = BulkOutcomesDialog(bench.window, outcomes)
    dialog.open()
    qtbot.waitActive(dialog)
    assert findings(dialog) == []
    assert dialog.rest_button.text() == "Go on with the other 2"
    dialog.rest_button.click()
    assert dialog.choice == "rest"


def test_the_copy_dialog(compare, qtbot):
    compare.view.copy_button.click()
    dialog = find_dialog(CopyDialog, qtbot)
    assert findings(dialog) == []
    dialog.reject()
    qtbot.waitUntil(lambda: compare.copying.dialog is None)


@pytest.mark.parametrize("button", ["baseline_button", "profiles_button"])
def test_what_is_chosen_from(compare, button):
    getattr(compare.view, button).click()
    choose = popup(compare, ChoosePopup)
    assert findings(choose) == []
    QTest.keyClick(choose.list, Qt.Key.Key_Escape)
    assert not choose.isVisible()


def test_what_is_alike(compare, qtbot):
    compare.view.alike_button.click()
    alike = popup(compare, AlikePopup)
    qtbot.waitUntil(lambda: bool(alike.pairs.titles()))
    assert findings(alike) == []
    alike.close()


@pytest.fixture
def text_scale(qapp):
    yield lambda scale: apply_theme(qapp, "light", text_scale=scale)
    apply_theme(qapp, "light")


def test_twice_the_size_of_text_in_the_smallest_window(compare, bench, qtbot, text_scale):
    """In the smallest window rows can still be seen, and the tools are in one menu."""
    text_scale(2.0)
    bench.window.resize(1024, 640)
    view = compare.view
    qtbot.waitUntil(lambda: view.tools_button.isVisibleTo(view))
    assert not view.profiles_button.isVisibleTo(view)
    qtbot.waitUntil(lambda: view.table.viewport().height() > 3 * view.table.rowHeight(1))
    view.tools_button.click()
    words = [action.text() for action in view._menu.actions()]
    assert words[0] == "Baseline: Standard team member…"
    view._menu.actions()[1].trigger()
    assert popup(compare, ChoosePopup).isVisible()
    popup(compare, ChoosePopup).close()
    view._menu.close()
