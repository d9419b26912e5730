"""The ways to a case and out of the program: which case is shown, what the palette is about, what
is asked before a window closes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QToolTip

from gong_admin.runtime.case_keys import Kept
from gong_admin.runtime.case_office import OfficeState
from gong_admin.runtime.connections import ConnectionKind
from gong_admin.services.privacy.case import CaseKind, CaseState, SubjectState
from gong_admin.services.privacy.store import CaseStore
from gong_admin.ui.palette.palette import Palette
from gong_admin.ui.panels.cases.abilities import ABOUT_A_CASE
from gong_admin.ui.panels.cases.holds_dialog import HoldsDialog
from gong_admin.ui.privacy.new_case import NewCaseDialog
from gong_admin.ui.widgets.button import IconButton, LinkButton
from gong_admin.ui.widgets.toast import Toast
from tests.ui.panels.cases_panel import NOBODY, Panel, panel, people
from tests.ui.panels.looking_up import Lookup, lookup

__all__ = ["lookup", "panel", "people"]


# -- which case is shown ---------------------------------------------------------------------------


def older_case(lookup: Lookup, qtbot: Any, run: Any) -> Panel:
    """The panel of cases with one in it, opened before the lookup."""
    bench = lookup.bench
    bench.navigate("cases")
    cases = Panel(bench.current, bench, qtbot, run)
    cases.until(lambda: cases.office.state.value == "open")
    cases.make(NOBODY, reference="OLDER")
    bench.navigate("lookup")
    return cases


def test_a_case_of_a_list_is_the_one_that_is_shown(lookup: Any, qtbot: Any, run: Any) -> None:
    cases = older_case(lookup, qtbot, run)
    people = [party["emailAddress"] for party in lookup.known.externals[:3]]
    lookup.presenter.lists.take_text("\n".join(people))
    lookup.wait(lambda: lookup.page is lookup.view.list)
    lookup.press("Make a case of 3 subjects")
    lookup.open_case("NEWER")
    lookup.wait(lambda: lookup.bench.current_key == "cases")
    cases.idle()
    assert cases.view.header.title() == "NEWER"
    chosen = next(one for one in cases.view.side.items() if one.key == cases.view.side.key())
    assert chosen.title == "NEWER"


def test_a_second_press_makes_no_second_case_and_breaks_nothing_off(
    lookup: Any, qtbot: Any, run: Any
) -> None:
    cases = older_case(lookup, qtbot, run)
    people = [party["emailAddress"] for party in lookup.known.externals[:3]]
    desk = lookup.presenter.lists
    desk.take_text("\n".join(people))
    lookup.wait(lambda: lookup.page is lookup.view.list)
    lookup.press("Make a case of 3 subjects")
    lookup.open_case("ONCE")
    lookup.view.list.case_wanted.emit()
    lookup.wait(lambda: lookup.bench.current_key == "cases")
    cases.idle()
    assert not [one for one in lookup.bench.window.findChildren(NewCaseDialog) if one.isVisible()]
    assert sorted(one.title for one in cases.view.side.items()) == ["OLDER", "ONCE"]
    assert "waiting" not in cases.states().values()


def test_the_word_about_a_new_case_leads_to_it(lookup: Any, qtbot: Any, run: Any) -> None:
    cases = older_case(lookup, qtbot, run)
    lookup.look_up(lookup.somebody())
    lookup.press("Open a case")
    lookup.open_case("NEWER")
    toasts = lambda: lookup.bench.window.findChildren(Toast)  # noqa: E731
    lookup.wait(lambda: any("NEWER" in one.accessibleName() for one in toasts()))
    (toast,) = [one for one in toasts() if "NEWER" in one.accessibleName()]
    (link,) = toast.findChildren(LinkButton)
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    cases.idle()
    assert lookup.bench.current_key == "cases"
    assert cases.view.header.title() == "NEWER"


def test_a_case_that_is_not_in_the_list_yet_stays_chosen_and_one_that_is_not_there_does_not(
    panel: Any,
) -> None:
    opened = panel()
    opened.make(NOBODY, reference="OLDER")
    opened.bench.navigate("cases", "no such case")
    opened.idle()
    assert opened.view.header.title() == "OLDER"


def test_the_palette_says_which_case_an_action_is_about(panel: Any, people: list[str]) -> None:
    opened = panel()
    opened.make(people[0], reference="DSR-8")
    opened.press_main()
    opened.idle()
    opened.bench.window.commands["palette"].trigger()
    (palette,) = opened.bench.window.findChildren(Palette)
    QTest.keyClicks(palette.field, "approve dsr-8")
    results = palette.list.model()
    said = [results.index(row).data() for row in range(results.rowCount())]
    assert "Approve what was found… DSR-8" in said
    palette.dismiss()
    QApplication.processEvents()


def test_an_answer_is_not_shown_any_more_once_its_subject_was_erased(
    lookup: Any, qtbot: Any, run: Any
) -> None:
    lookup.look_up(lookup.somebody())
    lookup.press("Open a case")
    lookup.open_case("DSR-9")
    lookup.wait(lambda: bool(lookup.presenter.current.cases))
    office = lookup.presenter.context.office
    (one,) = lookup.subjects(run, "DSR-9")
    sent = msgspec.structs.replace(
        one, state=SubjectState.ERASING, sent=dt.datetime.now(dt.UTC), answered=None
    )
    run(office.run(CaseStore.put, [sent], "erased"))
    office.touched(one.case_id)
    lookup.wait(lambda: lookup.presenter.current is None)
    lookup.wait(lambda: lookup.says("erased since"))
    # It can be asked for again with one press.
    lookup.press("Retry")
    lookup.wait(lambda: lookup.presenter.current is not None)


def test_closing_a_case_speaks_of_erased_people_only_where_there_are_some(
    panel: Any, people: list[str], answers: Any
) -> None:
    opened = panel()
    opened.make(people[0], kind=CaseKind.ACCESS)
    opened.act("lookup")
    opened.act("close")
    assert answers.texts[-1] == "It can be opened again."


# -- the do-not-erase list -------------------------------------------------------------------------


def test_done_adds_what_was_typed_into_the_do_not_erase_list(panel: Any) -> None:
    opened = panel()
    opened.presenter.act("holds")
    dialog = opened.dialog(HoldsDialog)
    dialog.whom.setText(NOBODY)
    dialog.done_button.click()
    assert dialog.isVisible(), "what was typed is lost"
    assert "reason" in dialog._why.error()
    dialog.why.setText("Litigation 17")
    dialog.done_button.click()
    opened.idle()
    opened.presenter.act("holds")
    again = opened.dialog(HoldsDialog)
    assert [(one.value, one.reason) for one in again._holds] == [(NOBODY, "Litigation 17")]
    again.done_button.click()
    opened.idle()


def test_the_do_not_erase_list_has_room_for_whoever_is_added(panel: Any) -> None:
    opened = panel()
    opened.presenter.act("holds")
    dialog = opened.dialog(HoldsDialog)
    for number in range(2):
        dialog.whom.setText(f"{number}.{NOBODY}")
        dialog.why.setText("Litigation 17")
        dialog.add.click()
        opened.until(lambda so_far=number + 1: len(dialog._holds) == so_far)
    opened.until(lambda: dialog._list.widget().height() <= dialog._list.viewport().height())
    dialog.done_button.click()
    opened.idle()


# -- closing ---------------------------------------------------------------------------------------


def test_a_window_is_not_closed_in_the_middle_of_an_erasure_without_a_question(
    panel: Any, bench: Any, answers: Any
) -> None:
    opened = panel()
    opened.make(NOBODY)
    answers.agree = False
    job = bench.jobs.begin("Erasing", asks=True)
    bench.window.close()
    opened.until(lambda: answers.asked == ["Close while work is under way?"])
    assert bench.window.isVisible()
    assert "Erasing." in answers.texts[-1]
    assert "memory" in answers.texts[-1], "that the demo's cases are gone with it"
    # It is asked as well before another connection takes the place of this one.
    bench.window.commands["close-connection"].trigger()
    opened.until(lambda: len(answers.asked) == 2)
    assert bench.session is not None
    answers.agree = True
    bench.window.close()
    opened.until(lambda: not bench.window.isVisible())
    job.finish()


def test_a_window_closes_at_once_where_nothing_is_broken_off(
    panel: Any, bench: Any, answers: Any
) -> None:
    opened = panel()
    opened.make(NOBODY)
    job = bench.jobs.begin("Reading users")
    bench.window.close()
    assert not bench.window.isVisible()
    assert answers.asked == []
    job.finish()


def test_the_lookup_of_a_list_is_asked_about(
    panel: Any, people: list[str], bench: Any, answers: Any, open_panel: Any
) -> None:
    opened = panel(faults={"latency": 400})
    opened.make(*people[:4])
    answers.agree = False
    opened.press_main()
    opened.until(lambda: bool(opened.office.jobs))
    bench.window.close()
    opened.until(lambda: len(answers.asked) == 1)
    assert "Looking up a list" in answers.texts[-1]
    opened.idle()


def test_the_demo_says_that_its_cases_are_not_kept(panel: Any) -> None:
    opened = panel()
    opened.make(NOBODY)
    assert opened.view.side._foot.isVisible()
    assert "Demo" in opened.view.side._foot.text()


# -- the menu --------------------------------------------------------------------------------------


def test_the_menu_says_why_an_entry_is_grey(panel: Any) -> None:
    opened = panel()
    opened.make(NOBODY)
    menu, delete = opened.view._more, opened.view._keys["delete"]
    assert not delete.isEnabled()
    opened.view.more_button.click()
    opened.until(menu.isVisible)
    spot = menu.actionGeometry(delete).center()
    asked = QHelpEvent(QEvent.Type.ToolTip, spot, menu.mapToGlobal(spot))
    QApplication.sendEvent(menu, asked)
    assert QToolTip.text() == "Close the case first"
    assert delete.statusTip() == "Close the case first"
    menu.close()
    assert opened.view._keys["close"].statusTip() == ""


def test_what_is_about_all_cases_is_not_in_the_menu_of_one(panel: Any) -> None:
    opened = panel()
    opened.make(NOBODY)
    view = opened.view
    of_all = [action.text() for action in view._every.actions()]
    assert "Do-not-erase list…" in of_all
    assert not set(of_all) & {action.text() for action in view._more.actions()}
    (button,) = (
        one for one in view.side.findChildren(IconButton) if one.accessibleName() == "For all cases"
    )
    button.click()
    opened.until(view._every.isVisible)
    view._every.close()


# -- by keys ---------------------------------------------------------------------------------------


def test_a_case_is_found_by_its_reference_and_both_panels_by_keys(panel: Any, bench: Any) -> None:
    opened = panel()
    opened.make(NOBODY, reference="DSR-41")
    opened.make(NOBODY, reference="DSR-42")
    commands = bench.window.commands
    assert commands["panel-lookup"].shortcut().toString() == "Ctrl+9"
    commands["panel-lookup"].trigger()
    assert bench.current_key == "lookup"
    QTest.keyClicks(bench.window.focusWidget(), "a@b")
    assert bench.current.view.box.text() == "a@b"
    bench.window.commands["palette"].trigger()
    (palette,) = bench.window.findChildren(Palette)
    QTest.keyClicks(palette.field, "dsr-41")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    opened.idle()
    assert bench.current_key == "cases"
    assert opened.view.header.title() == "DSR-41"
    bench.navigate("users")
    assert commands["panel-cases"].shortcut().toString() == "Ctrl+0"
    commands["panel-cases"].trigger()
    assert bench.current_key == "cases"


def test_the_keyboard_stays_in_the_list_of_cases_while_one_goes_through_it(
    panel: Any, people: list[str]
) -> None:
    opened = panel()
    for number in range(3):
        opened.make(people[number], reference=f"DSR-{number}")
    opened.act("lookup")
    opened.bench.window.activateWindow()
    rows = opened.view.side.findChild(QListView)
    rows.setFocus()
    QTest.keyClick(rows, Qt.Key.Key_Home)
    for _ in range(2):
        QTest.keyClick(opened.bench.window.focusWidget(), Qt.Key.Key_Down)
        opened.idle()
        assert opened.bench.window.focusWidget() is rows
    assert opened.view.side.key() == opened.presenter.case_id


# -- while the cases are not open ------------------------------------------------------------------


def test_while_the_cases_are_locked_nothing_is_offered_that_needs_them(
    lookup: Lookup, qtbot: Any, run: Any
) -> None:
    bench = lookup.bench
    bench.navigate("cases")
    cases = Panel(bench.current, bench, qtbot, run)
    cases.until(lambda: cases.office.state is OfficeState.OPEN)
    cases.office.state = OfficeState.NEEDS_PASSPHRASE
    cases.office.changed.emit()
    offered = {str(one.property("act")) for one in cases.presenter.actions() if one.isEnabled()}
    assert not offered & {"backup", *ABOUT_A_CASE}
    assert {"new", "holds", "check"} <= offered
    assert cases.view._keys["erase"].statusTip() == "The cases are not open"
    cases.office.state = OfficeState.OPEN
    cases.office.changed.emit()


# -- what is typed, and what was closed ------------------------------------------------------------


def test_a_pane_that_was_closed_stays_closed(panel: Any) -> None:
    opened = panel()
    case = opened.make(NOBODY)
    (subject,) = opened.subjects(case)
    opened.view.subjects.table.select(str(subject.id))
    opened.idle()
    assert opened.view.detail.isVisible()
    opened.view.detail.closed.emit()
    opened.press_main()  # the lookup changes the subject
    opened.idle()
    assert opened.states() != {NOBODY: "waiting"}
    assert not opened.view.detail.isVisible()


def test_what_is_typed_while_it_is_saved_is_not_lost(panel: Any) -> None:
    opened = panel()
    case = opened.make(NOBODY)
    opened.view.tabs.choose("request")
    request = opened.view.request
    request.notes.setPlainText("Called on Monday")
    request.save_button.click()
    request.notes.setPlainText("Called on Monday and Tuesday")
    opened.idle()
    assert opened.kept(case).notes == "Called on Monday"
    assert request.notes.toPlainText() == "Called on Monday and Tuesday"
    assert request.save_button.isVisible()
    request.save_button.click()
    opened.idle()
    assert opened.kept(case).notes == "Called on Monday and Tuesday"
    assert not request.dirty


def test_what_was_typed_and_not_saved_is_asked_about(panel: Any, bench: Any, answers: Any) -> None:
    opened = panel()
    opened.make(NOBODY)
    opened.view.tabs.choose("request")
    opened.view.request.notes.setPlainText("Called on Monday")
    opened.office._session.connection = msgspec.structs.replace(
        opened.office._session.connection, kind=ConnectionKind.SANDBOX
    )
    opened.office.kept = Kept.KEYRING
    answers.agree = False
    bench.window.commands["close-connection"].trigger()
    opened.until(lambda: bool(answers.asked))
    assert answers.asked == ["Close without saving the request?"]
    assert bench.session is not None
    opened.view.request.discard()
    assert not opened.view.request.unsaved


def test_what_was_typed_goes_when_the_case_is_reduced(panel: Any) -> None:
    opened = panel()
    case = opened.make(NOBODY, reference="DSR-1")
    opened.view.tabs.choose("request")
    request = opened.view.request
    request.notes.setPlainText("Lives in Lisbon")
    opened.make(NOBODY, reference="DSR-2")
    assert request.unsaved == 1
    opened.put(case, "case-closed", state=CaseState.CLOSED)
    opened.run(opened.office.run(CaseStore.reduce, case.id))
    opened.touch(case.id)
    opened.until(lambda: request.unsaved == 0)
    assert "Lisbon" not in request.notes.toPlainText()


def test_the_word_about_somebody_who_came_back_leads_nowhere_in_another_company(
    panel: Any, bench: Any, run: Any, people: list[str], sandbox: Any
) -> None:
    opened = panel()
    case = opened.make(people[0], reference="DSR-9")
    (subject,) = opened.subjects(case)
    bench.navigate("users")
    opened.office.came_back.emit(subject)
    (toast,) = [one for one in bench.window.findChildren(Toast) if "DSR-9" in one.accessibleName()]
    session = bench.session
    run(bench.open(session.connection, session.client._credentials))
    bench.navigate("users")
    toast.action_triggered.emit()
    assert bench.current_key == "users"
