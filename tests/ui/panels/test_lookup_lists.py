"""Looking up lists, and what every lookup has to leave no trace of: on a real sandbox."""

from __future__ import annotations

import csv
import json

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gong_admin.runtime import paths
from gong_admin.runtime.case_office import OfficeState
from gong_admin.services.export import ExportFormat
from gong_admin.services.privacy.case import CaseKind, SubjectState
from gong_admin.services.privacy.store.holds import Holds
from gong_admin.ui.panels.lookup.correct_dialog import CorrectDialog
from tests.on_disk import files_below
from tests.ui.panels.looking_up import Lookup, lookup
from tests.ui.test_accessibility import findings_of

__all__ = ["lookup"]


# -- lists ---------------------------------------------------------------------------------------


def paste(lookup: Lookup, text: str) -> None:
    QApplication.clipboard().setText(text)
    lookup.box.field.setFocus()
    QTest.keyClick(lookup.box.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_lines_that_are_pasted_become_a_list_with_its_cost(lookup, run, bench):
    before = lookup.asked()
    people = [party["emailAddress"] for party in lookup.known.externals[:3]]
    paste(lookup, "\n".join([*people, "not an address", people[0].upper(), "", "+1"]))
    lookup.wait(lambda: lookup.page is lookup.view.list)
    listed = lookup.view.list
    assert "3 lookups" in listed.said()
    assert "less than 0.1 % of a day's 10,000" in listed.said()
    lookup.wait(lambda: not listed.taken.model.busy and not listed.aside.model.busy)
    assert [row.identifier.value for row in listed.taken.model.shown()] == people
    aside = [(row.line, row.reason) for row in listed.aside.model.shown()]
    assert [line for line, _ in aside] == [4, 5, 7]
    assert "line 1" in aside[1][1]
    assert lookup.asked() == before
    lookup.press("Make a case of 3 subjects")
    lookup.open_case("DSR-3")
    lookup.wait(lambda: bench.current_key == "cases")
    lookup.wait(lambda: lookup.asked() == before + 3)
    lookup.wait(
        lambda: all(one.state is not SubjectState.WAITING for one in lookup.subjects(run, "DSR-3"))
    )
    assert lookup.asked() == before + 3


def test_users_and_those_on_hold_are_set_aside_with_the_reason(lookup, run, bench):
    bench.data.users.ensure()
    lookup.wait(lambda: bench.data.users.complete)
    own = bench.data.users.records[0].email_address
    office = lookup.presenter.context.office
    office.ensure()
    lookup.wait(lambda: office.state is OfficeState.OPEN)
    free, held = (party["emailAddress"] for party in lookup.known.externals[:2])
    run(office.run(_hold, held.upper()))
    paste(lookup, f"{own}\n{free}\nno address\n{held}")
    lookup.wait(lambda: lookup.page is lookup.view.list)
    intake = lookup.presenter.lists.intake
    assert [one.identifier.value for one in intake.taken] == [free]
    assert [one.line for one in intake.aside] == [1, 3, 4]
    assert "A Gong user" in intake.aside[0].reason
    assert "Litigation 17" in intake.aside[2].reason
    assert "1 lookup" in lookup.view.list.said()
    # Looked up singly, the hold is told as well.
    lookup.look_up(held)
    assert lookup.view.subject._hold.isVisible()
    lookup.look_up(free)
    assert not lookup.view.subject._hold.isVisible()


def test_who_must_not_be_erased_is_in_a_case_for_access(lookup, run, bench):
    office = lookup.presenter.context.office
    office.ensure()
    lookup.wait(lambda: office.state is OfficeState.OPEN)
    free, held = (party["emailAddress"] for party in lookup.known.externals[:2])
    run(office.run(_hold, held))
    before = lookup.asked()
    paste(lookup, f"{held}\n{free}")
    lookup.wait(lambda: lookup.page is lookup.view.list)
    assert "A case for access takes them in" in lookup.view.list.said()
    lookup.press("Make a case of 1 subject")
    dialog = lookup.new_case()
    assert "Left out, being on the do-not-erase list: 1" in dialog._whom.text()
    dialog.fields.kind.set_value(CaseKind.ACCESS.value)
    dialog.fields.kind.changed.emit(CaseKind.ACCESS.value)
    assert "2 subjects" in dialog._whom.text()
    lookup.open_case("DSR-A")
    lookup.wait(lambda: lookup.asked() == before + 2)
    assert [one.value for one in lookup.subjects(run, "DSR-A")] == [held, free]


def test_a_list_of_people_on_hold_alone_makes_no_case_for_erasure(lookup, run, bench):
    office = lookup.presenter.context.office
    office.ensure()
    lookup.wait(lambda: office.state is OfficeState.OPEN)
    held = lookup.known.externals[0]["emailAddress"]
    run(office.run(_hold, held))
    paste(lookup, f"{held}\nnobody")
    lookup.wait(lambda: lookup.page is lookup.view.list)
    lookup.press("Make a case of 1 subject")
    dialog = lookup.new_case()
    assert not dialog.button.isEnabled()
    dialog.reject()
    # The user may take them in all the same; the erasure is guarded anyway.
    listed = lookup.view.list
    lookup.wait(lambda: not listed.aside.model.busy)
    listed.aside.view.selectRow(1)
    lookup.wait(lambda: listed.correct_button.isEnabled())
    assert not listed.take_button.isEnabled()
    listed.aside.view.selectRow(0)
    lookup.wait(listed.take_button.isEnabled)
    lookup.press("Take in")
    lookup.wait(lambda: lookup.presenter.lists.intake.taken)
    [taken] = lookup.presenter.lists.intake.taken
    assert taken.identifier.value == held
    assert "Litigation 17" in taken.identifier.warnings[-1]


def _hold(store, value):
    Holds(store).put("email", value, "Litigation 17")


def test_a_long_list_is_pasted_from_the_fields_own_menu(lookup):
    people = [f"person.number.{number}@corvane.test" for number in range(1500)]
    QApplication.clipboard().setText("\n".join(people))
    assert len(QApplication.clipboard().text()) > lookup.box.field.maxLength()
    lookup.box.field.paste()
    lookup.wait(lambda: lookup.page is lookup.view.list)
    assert len(lookup.presenter.lists.intake.taken) == len(people)
    assert lookup.box.text() == ""
    lookup.wait(lambda: not lookup.view.list.taken.model.warming)


def test_addresses_on_one_line_are_read_as_a_list(lookup):
    lookup.box.set_text("a@corvane.test, b@corvane.test; c@corvane.test")
    lookup.wait(lambda: "3 addresses or numbers" in lookup.box.note())
    lookup.enter()
    lookup.wait(lambda: lookup.page is lookup.view.list)
    assert len(lookup.presenter.lists.intake.taken) == 3


def test_a_file_is_dropped_and_what_is_set_aside_exported(lookup, tmp_path, bench):
    file = tmp_path / "people.csv"
    rows = [("Name", "E-mail"), ("A", "a@corvane.test"), ("B", "=1+1"), ("C", "<b>c</b>")]
    with file.open("w", newline="", encoding="utf-16") as text:
        csv.writer(text, delimiter=";").writerows(rows)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    place, none = QPoint(400, 400), Qt.KeyboardModifier.NoModifier
    left, act = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    enter = QDragEnterEvent(place, act, data, left, none)
    QApplication.sendEvent(lookup.view, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(lookup.view, QDropEvent(QPointF(place), act, data, left, none))
    lookup.wait(lambda: lookup.page is lookup.view.list)
    listed = lookup.view.list
    assert "E-mail" in listed.said()
    assert "UTF-16" in listed.said()
    listed.tabs.choose("aside")
    lookup.wait(lambda: not listed.aside.model.busy)
    out = tmp_path / "aside.csv"
    exporter = listed.aside.commands.exporter
    exporter.write(out, ExportFormat.CSV)
    lookup.wait(lambda: out.exists() and not bench.jobs.running)
    with out.open(encoding="utf-8-sig", newline="") as text:
        exported = list(csv.reader(text))
    assert [line[0] for line in exported[1:]] == ["3", "4"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "The file is empty"),
        ("zip.csv", b"PK\x03\x04rubbish", "damaged"),
        ("noise.txt", b"\x01\x00\x02\x03" * 400, "This is not a text file"),
        ("words.csv", b"a,b\nc,d\n", "no column with email addresses"),
    ],
)
def test_a_file_that_is_no_list_says_why(lookup, tmp_path, name, content, said):
    file = tmp_path / name
    file.write_bytes(content)
    lookup.presenter.lists.take_file(file)
    lookup.wait(lambda: lookup.says("The list can't be read") and lookup.says(said))
    assert lookup.says("Nothing was sent")


# -- nothing is kept, everybody can use it ---------------------------------------------------------


def test_nothing_of_a_lookup_is_kept(lookup, bench):
    address = lookup.somebody()
    sender = lookup.held(address)["emails"][0]["mailbox"]
    QApplication.clipboard().setText("before")
    lookup.look_up(address)
    findings = lookup.findings
    findings.tabs.choose("emails")
    lookup.rows()
    findings.table.filter_bar.set_text(address)
    findings.table.filter_bar.set_facet("mailbox", frozenset({sender}))
    findings.table.filter_bar.set_facet("from", frozenset({address}))
    lookup.wait(lambda: not findings.table.model.busy)
    findings.table.set_compact(True)
    bench.services.settings.flush()
    kept = paths.settings_file().read_text(encoding="utf-8")
    assert "lookup.emails" in json.loads(kept)["views"]  # what is kept is the layout
    folders = (paths.settings_file().parent, paths.log_dir())
    everything = [
        content.decode("utf-8", "replace")
        for folder in folders
        for _, content in files_below(folder)
    ]
    for text in (kept, *everything):
        assert address not in text
        assert sender not in text
    assert address not in bench.window.windowTitle()
    assert QApplication.clipboard().text() == "before"
    assert all(address not in action.text() for action in lookup.presenter.actions())


def test_by_keyboard_and_read_out(lookup, bench, qtbot):
    lookup.look_up(lookup.somebody())
    bench.window.activateWindow()
    qtbot.waitActive(bench.window)
    lookup.wait(lambda: not bench.jobs.running)
    assert findings_of(bench.window, lookup.view) == []
    paste(lookup, "a@corvane.test\nb@corvane.test\nnothing")
    lookup.wait(lambda: lookup.page is lookup.view.list)
    assert lookup.view.list.make_button.hasFocus()
    assert findings_of(bench.window, lookup.view) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_it_fits_a_small_window(lookup, bench, percent):
    bench.window.resize(1024, 640)
    bench.services.settings.update(text_percent=percent)
    lookup.look_up(lookup.somebody())
    lookup.findings.tabs.choose("emails")
    table = lookup.findings.table
    assert table.view.viewport().height() > 2 * table.view.rowHeight(0)
    assert bench.window.width() <= 1024
    assert bench.window.height() <= 640
    assert lookup.view.width() <= bench.window.width()


def test_a_number_of_whom_nothing_is_known_is_not_said_to_be_outside(lookup):
    lookup.look_up("+1 202 555 0143")
    assert lookup.view.subject._whose.words() == "Not known whose"
    lookup.look_up(lookup.somebody())
    assert lookup.view.subject._whose.words() == "Outside the company"


def test_a_wrong_line_is_corrected_in_place(lookup):
    paste(lookup, "a@corvane.test\nb@@corvane.test\nfinchley-media,test")
    lookup.wait(lambda: lookup.page is lookup.view.list)
    listed = lookup.view.list
    assert not listed.correct_button.isVisible()
    listed.tabs.choose("aside")
    lookup.wait(lambda: not listed.aside.model.busy)
    assert not listed.correct_button.isEnabled()
    listed.aside.view.selectRow(0)
    lookup.wait(listed.correct_button.isEnabled)
    lookup.press("Correct the line")
    lookup.wait(lambda: isinstance(QApplication.activeModalWidget(), CorrectDialog))
    dialog = QApplication.activeModalWidget()
    dialog.button.click()
    assert dialog._field.error(), "as wrong as before"
    dialog.line.setText("b@corvane.test")
    dialog.button.click()
    intake = lambda: lookup.presenter.lists.intake  # noqa: E731
    lookup.wait(lambda: len(intake().taken) == 2)
    assert [one.line for one in intake().taken] == [1, 2]
    assert "2 lookups" in listed.said()
    assert listed.tabs.key() == "aside"
    # The same as another is told, as it is of a line in the file.
    left = intake().aside[0]
    listed.correct_wanted.emit(left)
    lookup.wait(lambda: isinstance(QApplication.activeModalWidget(), CorrectDialog))
    dialog = QApplication.activeModalWidget()
    dialog.line.setText("A@corvane.test")
    dialog.button.click()
    lookup.wait(lambda: any("line 1" in one.reason for one in intake().aside))
    assert len(intake().taken) == 2


def test_a_doubtful_line_is_taken_in_or_corrected_to_whom_it_names(lookup):
    paste(lookup, "a@corvane.test\nplease spare b@corvane.test\nc@corvane.test is another\nnobody")
    lookup.wait(lambda: lookup.page is lookup.view.list)
    listed, model = lookup.view.list, lookup.view.list.aside.model
    listed.tabs.choose("aside")
    lookup.wait(lambda: not model.busy)
    shown = [model.text(row, model.column_number("found")) for row in range(model.rowCount())]
    assert shown == ["b@corvane.test", "c@corvane.test", ""]
    listed.correct_wanted.emit(model.shown()[1])
    lookup.wait(lambda: isinstance(QApplication.activeModalWidget(), CorrectDialog))
    dialog = QApplication.activeModalWidget()
    assert dialog.line.text() == "c@corvane.test"
    dialog.button.click()
    lookup.wait(lambda: model.rowCount() == 2 and not model.busy)
    listed.aside.view.selectAll()
    lookup.wait(listed.take_button.isEnabled)
    lookup.press("Take in")
    lookup.wait(lambda: len(lookup.presenter.lists.intake.taken) == 3)
    taken = lookup.presenter.lists.intake.taken
    assert [(one.line, one.identifier.value) for one in taken] == [
        *((1, "a@corvane.test"), (2, "b@corvane.test"), (3, "c@corvane.test"))
    ]
    assert [one.line for one in lookup.presenter.lists.intake.aside] == [4]
