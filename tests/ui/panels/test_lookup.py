"""Looking people up: the panel on a real sandbox."""

from __future__ import annotations

import functools
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from gong_admin.api import client as api_client
from gong_admin.api.retry import RetryPolicy
from gong_admin.models.text import date_text
from gong_admin.runtime.message import ActionKind
from gong_admin.services.privacy.case import SubjectState
from gong_admin.ui.privacy.findings_columns import moment, plain, type_note
from gong_admin.ui.widgets.avatar import Avatar
from gong_admin.ui.widgets.button import Button, IconButton, LinkButton
from gong_admin.ui.widgets.retry_later import RetryLater
from tests.ui.panels.looking_up import BY_EMAIL, NOBODY, lookup

__all__ = ["lookup"]


# -- what is typed -------------------------------------------------------------------------------


def test_a_list_is_offered_once(lookup):
    assert "sent to Gong only with Enter" in lookup.box.note()
    buttons = [one.text() for one in lookup.view.findChildren(Button) if one.isVisible()]
    assert buttons.count("Read a list…") == 1
    lookup.look_up(NOBODY)
    buttons = [one.text() for one in lookup.view.findChildren(Button) if one.isVisible()]
    assert buttons.count("Read a list…") == 1


def test_it_says_what_it_takes_it_for_before_anything_is_sent(lookup):
    before = lookup.asked()
    for text, words in (
        ("ines.halloran@lindqvist.test", "Email address"),
        ("+44 20 7946 0135", "Phone number: +44 20 7946 0135"),
        ("ines@", "after the @-sign"),
        ("info@lindqvist.test", "Several people may read this mailbox"),
        ("in\u0435s@lindqvist.test", "Letters of several scripts"),
        ("020 7946 0135", "The country is missing"),
        ("hello", "neither an email address nor a phone number"),
        ("Marta Ilves", "Gong finds nobody by name"),
    ):
        lookup.box.set_text(text)
        lookup.wait(lambda words=words: words in lookup.box.note())
    # Typing on may make something of it: only Enter finds fault.
    assert not lookup.box.field.property("invalid")
    lookup.enter()
    lookup.wait(lambda: lookup.box.field.property("invalid"))
    assert lookup.box.field.accessibleDescription() == lookup.box.note()
    assert lookup.asked() == before


def test_a_number_without_its_country_takes_that_of_the_settings(lookup, bench):
    lookup.box.set_text("020 7946 0135")
    lookup.wait(lambda: lookup.box.region.isVisible() and lookup.box.region.count() > 200)
    region = lookup.box.region
    region.setCurrentIndex(region.findData("GB"))
    region.changed.emit("GB")
    lookup.wait(lambda: "+44 20 7946 0135" in lookup.box.note())
    assert bench.services.settings.choices.phone_region == "GB"


# -- the answer ----------------------------------------------------------------------------------


def test_everything_that_gong_told_is_there_by_kind(lookup):
    address = lookup.somebody()
    held = lookup.held(address)
    before = lookup.asked()
    lookup.look_up(address.upper().replace("@", "@"))
    assert lookup.asked() == before + 1
    findings = lookup.findings
    figures = {key: tile.accessibleName() for key, tile in findings.tiles.items()}
    assert figures["calls"].endswith(f": {len(held['calls'])}")
    assert figures["emails"].endswith(f": {len(held['emails'])}")
    findings.tabs.choose("calls")
    assert {row.cells[0] for row in lookup.rows()} == {call["id"] for call in held["calls"]}
    QTest.mouseClick(findings.tiles["emails"], Qt.MouseButton.LeftButton)
    assert findings.tabs.key() == "emails"
    rows = lookup.rows()
    model = findings.table.model
    sent = sorted((mail["sentTime"] for mail in held["emails"]), reverse=True)
    assert [model.text(n, model.column_number("sent")) for n in range(len(rows))] == [
        date_text(moment(text)) for text in sent
    ]
    findings.tabs.choose("records")
    fields = {
        field["name"]: field["value"]
        for data in held["customerData"]
        for one in data["objects"]
        for field in one["fields"]
    }
    titles = [column.title for column in findings.table.model.columns]
    assert {plain(name).casefold() for name in fields} <= {title.casefold() for title in titles}
    assert not {"firstName", "emailAddress"} & set(titles)
    shown = {cell for row in lookup.rows() for cell in row.cells}
    assert {str(value) for value in fields.values() if value} <= shown


def test_who_was_given_the_calls_that_were_found_is_asked_from_here(lookup):
    lookup.look_up(lookup.somebody())
    lookup.findings.tabs.choose("calls")
    table = lookup.findings.table
    table.view.select_row(0)
    [action] = [one for one in table.table_actions() if "given access" in one.text()]
    action.trigger()
    dialog = QApplication.activeModalWidget()
    assert dialog.calls.toPlainText() == lookup.rows()[0].cells[0]
    dialog.reject()


def test_titles_dates_and_people_of_calls_are_filled_in_on_request(lookup, bench):
    address = lookup.somebody()
    lookup.look_up(address)
    findings = lookup.findings
    findings.tabs.choose("calls")
    assert "1 API call" in findings.offer.words()
    assert "less than 0.1 % of a day" in findings.offer.words()
    lookup.press("Fill in")
    lookup.wait(lambda: "title" in [column.key for column in findings.table.model.columns])
    rows = lookup.rows()
    assert all(row.facts is not None and row.facts.title for row in rows)
    assert any(row.facts.colleagues for row in rows)
    assert any(address in row.facts.outsiders for row in rows)
    assert not findings.offer.isVisible()
    # The newest first, and the others are those besides whom was looked up.
    started = [moment(row.facts.started) for row in rows]
    assert started == sorted(started, reverse=True)
    model = findings.table.model
    others, length = model.column_number("outsiders"), model.column_number("minutes")
    assert not any(address in model.text(n, others) for n in range(len(rows)))
    seconds = round(rows[0].facts.seconds)
    assert model.text(0, length) == f"{seconds // 60}:{seconds % 60:02}"


def test_words_of_the_api_are_put_plainly(lookup):
    address = lookup.somebody()
    lookup.look_up(address)
    findings = lookup.findings
    held = next(one for one in lookup.held(address)["calls"] if one["externalSystems"])
    lookup.rows()
    model = findings.table.model
    row = [one.cells[0] for one in model.shown()].index(held["id"])
    assert held["status"] == "COMPLETED"
    assert model.text(row, model.column_number("status")) == "Completed"
    # What it is called elsewhere is in the tip.
    there = held["externalSystems"][0]["objects"][0]
    systems = model.columns[model.column_number("systems")]
    told = systems.text(model.shown()[row])
    assert there["externalId"] not in told
    assert there["objectType"] in told
    assert there["externalId"] in systems.tip(model.shown()[row])
    records = next(one for one in lookup.presenter.current.tables if one.kind == "records")
    assert type_note(records) == type_note(records).lower()


def test_meetings_have_the_time_that_is_in_their_id(lookup):
    address = next(
        one["emailAddress"]
        for one in lookup.known.externals
        if lookup.held(one["emailAddress"])["meetings"]
    )
    lookup.look_up(address)
    lookup.findings.tabs.choose("meetings")
    ids = [row.cells[0] for row in lookup.rows()]
    times = [moment(one.rpartition("_")[2]) for one in ids]
    assert times == sorted(times, reverse=True)
    model = lookup.findings.table.model
    assert model.text(0, model.column_number("time")) == date_text(times[0])


@pytest.mark.parametrize(
    ("word", "words"),
    [
        ("IN_PROGRESS", "In progress"),
        ("contentShared", "Content shared"),
        ("Contact", "Contact"),
        ("Region__c", "Region__c"),
        ("Person Account", "Person Account"),
        ("", ""),
    ],
)
def test_only_names_of_programs_are_put_plainly(word, words):
    assert plain(word) == words


def test_filling_in_can_be_stopped_and_begun_again(lookup, bench):
    lookup.look_up(lookup.somebody())
    findings = lookup.findings
    findings.tabs.choose("calls")
    count = len(lookup.rows())
    slow = {"rate": 1, "seconds": 20, "operations": ["listCallsExtensive"]}
    lookup.running.control("faults", {"latency": slow})
    lookup.press("Fill in")
    lookup.wait(lambda: findings.table.loading_bar.isVisible())
    lookup.press("Cancel")
    lookup.wait(lambda: findings.offer.isVisible())
    assert not findings.table.loading_bar.isVisible()
    assert len(lookup.rows()) == count
    lookup.wait(lambda: not bench.jobs.running)


def test_a_number_tells_whom_else_an_erasure_would_take(lookup):
    numbers: dict[str, list[Any]] = {}
    for party in lookup.known.externals:
        if party.get("phoneNumber"):
            numbers.setdefault(party["phoneNumber"], []).append(party["emailAddress"])
    number = max(numbers, key=lambda one: len(numbers[one]))
    lookup.look_up(number)
    related = lookup.presenter.current.related
    assert related
    chips = lookup.view.subject.findChildren(Button)
    assert related[0] in [one.text() for one in chips if one.isVisible()]
    kind = "addresses" if lookup.presenter.current.looked.findings.addresses else "numbers"
    lookup.findings.tabs.choose(kind)
    value = lookup.rows()[0].cells[0]
    lookup.findings.table.view.select_row(0)
    QTest.keyClick(lookup.findings.table.view, Qt.Key.Key_Return)
    lookup.wait(lambda: lookup.box.text() == value)
    lookup.wait(lambda: (one := lookup.presenter.current) and one.identifier.typed == value)


def test_nothing_found_says_what_that_may_mean(lookup):
    lookup.look_up(NOBODY)
    # Where there is no name the address is the title, and what copies it stands there once.
    head = lookup.view.subject
    copies = [one for one in head.findChildren(IconButton) if one.isVisible()]
    assert [one.accessibleName() for one in copies] == [f"Copy {NOBODY}"]
    assert not [one for one in head.findChildren(Avatar) if one.isVisible()]
    assert lookup.says("Nothing was found")
    lookup.wait(lambda: lookup.says("Gong holds nothing on it"))
    assert lookup.presenter.current.looked.request_id
    before = lookup.asked()
    lookup.press("Look up again")
    lookup.wait(lambda: lookup.asked() == before + 1)


def test_a_users_own_address_is_not_asked_for(lookup, bench):
    bench.data.users.ensure()
    lookup.wait(lambda: bench.data.users.complete)
    user = bench.data.users.records[5]
    before = lookup.asked()
    lookup.box.set_text(user.email_address)
    lookup.enter()
    lookup.wait(lambda: lookup.says("This is the address of a Gong user"))
    lookup.wait(lambda: lookup.says("Gong's support"))
    assert lookup.asked() == before
    lookup.press("Show in Users")
    assert bench.current_key == "users"
    lookup.wait(
        lambda: [one.id for one in bench.current.view.table.selected_records()] == [user.id]
    )


def test_gongs_refusal_is_told_where_users_have_not_been_read(lookup, monkeypatch):
    async def nobody(_address: str) -> None:
        return None

    address = lookup.known.users[3]["emailAddress"]
    monkeypatch.setattr(lookup.presenter.own, "user_id", nobody)
    before = lookup.asked()
    lookup.box.set_text(address)
    lookup.enter()
    lookup.wait(lambda: lookup.says("Gong refused to look it up"))
    assert lookup.asked() == before + 1


@pytest.mark.parametrize(
    ("fault", "title"),
    [
        ("drop", "The connection broke off"),
        ("truncate", "The answer was not readable"),
        ("html", "The answer was not readable"),
        ("server-error", "Gong has a problem"),
        ("missing-scope", "This key is not allowed to do that"),
        ("revoked-key", "Gong did not accept the key"),
        ("rate-limit", "Gong takes no more calls for now"),
        ("rate-limit-hours", "Gong takes no more calls for now"),
    ],
)
def test_what_goes_wrong_is_told_and_tried_again(fault, title, monkeypatch, request):
    # As often as the program tries; only the waits between are shorter.
    quick = functools.partial(RetryPolicy, attempts=2, first_wait=0.02, longest_wait=0.05)
    monkeypatch.setattr(api_client, "RetryPolicy", quick)
    lookup = request.getfixturevalue("lookup")
    lookup.running.control("faults", {fault: {"rate": 1, "operations": [BY_EMAIL]}})
    lookup.box.set_text(NOBODY)
    lookup.enter()
    lookup.wait(lambda: lookup.says(title))
    assert lookup.presenter.current is None
    # Or what else has failed for the same reason.
    lookup.wait(lambda: "Up to date" not in told_below(lookup) and not lookup.bench.jobs.running)
    assert "Up to date" not in told_below(lookup)
    lookup.running.control("faults", method="DELETE")
    kinds = {ActionKind.RETRY.value}
    buttons = [
        one
        for one in lookup.view.error.buttons()
        if one.property("key") in kinds or isinstance(one, RetryLater)
    ]
    if fault == "rate-limit-hours":
        # It waits for Gong's time; whoever is in a hurry looks up again.
        assert buttons
        lookup.presenter.context.session.client.pacer.insist()
        QTest.mouseClick(lookup.view.header.refresh_button, Qt.MouseButton.LeftButton)
    else:
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    lookup.wait(lambda: lookup.says("Nothing was found"))
    lookup.wait(lambda: "The last lookup failed" not in told_below(lookup))


def told_below(lookup: Any) -> list[str]:
    """What stands in the status bar."""
    labels = lookup.bench.window.status_bar.findChildren(QLabel)
    return [one.text() for one in labels if one.isVisible()]


def test_a_failure_that_is_left_is_not_told_any_more(lookup):
    lookup.running.control("faults", {"missing-scope": {"rate": 1, "operations": [BY_EMAIL]}})
    lookup.box.set_text(NOBODY)
    lookup.enter()
    lookup.wait(lambda: "The last lookup failed" in told_below(lookup))
    lookup.presenter.lists.take_text("a@corvane.test\nb@corvane.test")
    lookup.wait(lambda: lookup.page is lookup.view.list)
    assert "The last lookup failed" not in told_below(lookup)


def test_the_next_answer_takes_the_place_of_the_last(lookup):
    address = lookup.somebody()
    lookup.look_up(address)
    lookup.findings.tabs.choose("emails")
    first = {row.cells for row in lookup.rows()}
    lookup.findings.table.filter_bar.set_text("nothing of the kind")
    other = next(
        party["emailAddress"]
        for party in lookup.known.externals
        if party["emailAddress"] != address and lookup.held(party["emailAddress"])["emails"]
    )
    lookup.look_up(other)
    lookup.findings.tabs.choose("emails")
    sent = {mail["id"] for mail in lookup.held(other)["emails"]}
    rows = lookup.rows()
    assert {row.cells[3] for row in rows} == sent
    assert not first & {row.cells for row in rows}


def test_a_lookup_is_cancelled(lookup):
    slow = {"rate": 1, "seconds": 20, "operations": [BY_EMAIL]}
    lookup.running.control("faults", {"latency": slow})
    lookup.box.set_text(NOBODY)
    lookup.enter()
    lookup.wait(lambda: lookup.says(f"Looking up {NOBODY}"))
    lookup.press("Cancel")
    assert lookup.says("Look up what Gong holds on somebody")
    assert lookup.presenter.current is None


# -- cases ---------------------------------------------------------------------------------------


def test_what_cases_know_is_read_only_while_it_is_shown(lookup):
    lookup.look_up(lookup.somebody())
    presenter = lookup.presenter
    lookup.wait(lambda: not presenter.scope.busy)
    lookup.bench.navigate("users")
    presenter.casework.changed.emit()
    assert not presenter.scope.is_running("know")
    lookup.bench.navigate("lookup")
    assert presenter.scope.is_running("know")


def test_a_case_takes_the_answer_over_and_knows_the_subject_again(lookup, run):
    address = lookup.somebody()
    lookup.look_up(address)
    asked = lookup.asked()
    lookup.press("Open a case")
    lookup.open_case("DSR-1")
    lookup.wait(
        lambda: any(
            one.text() == "In case DSR-1"
            for one in lookup.view.subject.findChildren(LinkButton)
            if one.isVisible()
        )
    )
    lookup.wait(lambda: lookup.subjects(run, "DSR-1")[0].state is SubjectState.FOUND)
    (subject,) = lookup.subjects(run, "DSR-1")
    assert subject.value == address
    assert subject.counts.calls > 1
    assert lookup.asked() == asked
    lookup.look_up(NOBODY)
    assert not lookup.presenter.current.cases
    lookup.look_up(address)
    assert [case.reference for case in lookup.presenter.current.cases] == ["DSR-1"]


def test_related_addresses_are_added_with_a_click(lookup, run):
    number = next(p["phoneNumber"] for p in lookup.known.externals if p.get("phoneNumber"))
    lookup.look_up(number)
    related = lookup.presenter.current.related[0]
    lookup.press(related)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions()] == ["Look up", "Open a case with both…"]
    menu.close()
    lookup.press("Open a case")
    lookup.open_case("DSR-2")
    lookup.wait(lambda: lookup.presenter.current.case is not None)
    lookup.press(related)
    lookup.wait(lambda: related.casefold() in lookup.presenter.current.added)
    assert related in {one.value for one in lookup.subjects(run, "DSR-2")}
    chip = next(b for b in lookup.view.subject.findChildren(Button) if b.text() == related)
    assert not chip.isEnabled()
    assert "DSR-2" in chip.toolTip()
    # Somebody else can be added to the case that is there.
    lookup.look_up(NOBODY)
    lookup.wait(lambda: lookup.view.add_button.isVisible())
    case = lookup.presenter.casework.open_cases()[0]
    lookup.view.add_wanted.emit(case.id)
    lookup.wait(lambda: NOBODY in {one.value for one in lookup.subjects(run, "DSR-2")})
    lookup.wait(
        lambda: (
            {one.value: one.state for one in lookup.subjects(run, "DSR-2")}[NOBODY]
            is SubjectState.NOTHING
        )
    )
