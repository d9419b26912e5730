"""A form for every operation, and what a person does in one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gong_admin.api.catalogue import CATALOGUE, operation
from gong_admin.api.errors import InvalidRequest
from gong_admin.api.spec import describe
from gong_admin.services import console
from gong_admin.ui.forms.form import Form
from gong_admin.ui.forms.groups import CardsInput, GroupInput
from gong_admin.ui.forms.inputs import YesNoInput
from gong_admin.ui.forms.lists import ChipsInput
from gong_admin.ui.forms.sources import Suggestion
from gong_admin.ui.theme import apply_theme
from gong_admin.ui.widgets.basics import ElidedLabel
from gong_admin.ui.widgets.fields import Field
from tests.ui.forms.no_sources import NoSources


class People(NoSources):
    """Two users who are known."""

    _known = (
        Suggestion("101", "Dana Whitfield", "dana@orvane.test"),
        Suggestion("102", "Pavel Horak", "pavel@orvane.test"),
    )

    def knows(self, of):
        return of == "user"

    def suggest(self, of, needle):
        wanted = needle.casefold()
        return [one for one in self._known if wanted in f"{one.name} {one.detail}".casefold()]

    def name(self, of, value):
        return next((one.name for one in self._known if one.value == value), "")


@pytest.fixture
def make(qapp, qtbot):
    apply_theme(qapp, "light")
    # Held to the end: a form that only a traceback holds would be collected while it is painted.
    forms = []

    def make_form(operation_id, sources=None):
        form = Form(describe(operation(operation_id).request), sources or NoSources())
        form.show()
        forms.append(form)
        return form

    yield make_form
    for form in forms:
        form.close()
        form.deleteLater()


@pytest.mark.parametrize("op", CATALOGUE, ids=lambda op: op.id)
def test_every_operation_has_a_form_that_gives_its_example_back(make, op):
    form = make(op.id)
    form.set_values(console.values_of(op, op.example))
    assert form.problems() == {}
    assert console.build(op, form.values()).request == op.example


@pytest.mark.parametrize("op", CATALOGUE, ids=lambda op: op.id)
def test_an_emptied_form_sends_nothing_that_is_not_required(make, op):
    form = make(op.id)
    form.set_values(console.values_of(op, op.example))
    form.set_values({})
    required = {spec.name for spec in describe(op.request) if spec.required}
    assert set(form.values()) <= required


def test_labels_say_gongs_name_what_kind_it_is_and_whether_it_must_be_there(make, qtbot):
    from gong_admin.ui.widgets.basics import Label

    form = make("addCall")
    form.resize(500, 4000)
    said = {
        each.whole_text() if isinstance(each, ElidedLabel) else each.text()
        for each in form.findChildren(Label)
    }
    assert {"clientUniqueId", "actualStart", "date and time · required"} <= said


def test_what_gong_sets_comes_last_and_says_so(make):
    form = make("createPermissionProfile")
    profile = form.fields[1].input("profile").fields
    names = [made.spec.name for made in profile._inputs.values()]
    assert names[0] == "name"
    assert names[-1] == "id"
    hints = {
        row.label.text(): " ".join(each.whole_text() for each in row.findChildren(ElidedLabel))
        for row in form.findChildren(Field)
    }
    assert "needed" in hints["name"]
    assert "set by Gong" in hints["id"]


def test_a_switch_has_three_states(make, qtbot):
    form = make("listMultipleUsers")
    filters = form.fields[1].input("filter")
    assert isinstance(filters, GroupInput)
    switch = filters.fields.input("includeAvatars")
    assert isinstance(switch, YesNoInput)
    assert "includeAvatars" not in form.values()["filter"]
    switch.setFocus()
    QTest.keyClick(switch.control._segments[0], Qt.Key.Key_Right)
    assert form.values()["filter"] == {"includeAvatars": True}
    QTest.keyClick(switch.control._segments[1], Qt.Key.Key_Right)
    assert form.values()["filter"] == {"includeAvatars": False}


def test_problems_stand_at_their_fields_and_the_first_is_named(make):
    form = make("addCall")
    form.set_values({"clientUniqueId": "x", "parties": [{"mediaChannelId": "two"}]})
    with pytest.raises(InvalidRequest) as caught:
        console.build(operation("addCall"), form.values())
    first = form.show_problems(caught.value.problems)
    assert first is form.fields[1].input("actualStart")
    cards = form.fields[1].input("parties")
    assert isinstance(cards, CardsInput)
    row = cards.cards()[0]._rows["mediaChannelId"]
    assert row.error() == "Must be a number"
    form.show_problems({})
    assert row.error() == ""


@pytest.mark.parametrize(
    ("language", "typed", "value"),
    [
        ("en_US", "1,800", 1800),
        ("en_US", "1.8", 1.8),
        ("en_US", "1,8", "1,8"),
        ("de_DE", "1,8", 1.8),
        ("de_DE", "1.800", 1800),
        ("de_DE", "nan", "nan"),
    ],
)
def test_a_number_is_read_as_the_system_writes_it(make, language, typed, value):
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        form = make("addCall")
        (field,) = (one.input("duration") for one in form.fields if "duration" in one._rows)
        field.control.setText(typed)
        assert field.value() == value
        field.set_value(1.125)
        assert field.value() == 1.125
    finally:
        QLocale.setDefault(before)


def test_an_unreadable_date_is_a_problem_and_not_silently_left_out(make):
    form = make("listCalls")
    field = form.fields[0].input("fromDateTime")
    edit = field.control.focusProxy()
    QTest.keyClicks(edit, "the other day")
    assert "can't be read as a date" in form.problems()["fromDateTime"]
    edit.clear()
    QTest.keyClicks(edit, "2026-03-31")
    assert form.problems() == {}
    assert form.values()["fromDateTime"].startswith("2026-03-3")


def test_a_moment_that_was_not_touched_is_sent_to_the_last_digit(make):
    form = make("listCalls")
    form.set_values({"fromDateTime": "2026-03-31T10:20:30.456789+02:00"})
    assert form.values()["fromDateTime"] == "2026-03-31T10:20:30.456789+02:00"


def _chips(form):
    chips = form.fields[1].input("filter").fields.input("userIds")
    assert isinstance(chips, ChipsInput)
    return chips


def test_a_column_of_ids_and_addresses_is_pasted_as_one(make, qtbot):
    form = make("listMultipleUsers", People())
    chips = _chips(form)
    told = []
    form.changed.connect(lambda: told.append(form.values()))
    QGuiApplication.clipboard().setText("dana@orvane.test\n555\r\n555\n")
    QTest.keyClick(chips._edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert form.values()["filter"]["userIds"] == ["101", "555"]
    assert told


def test_a_name_typed_in_full_becomes_its_id_and_backspace_takes_it_away(make):
    form = make("listMultipleUsers", People())
    chips = _chips(form)
    QTest.keyClicks(chips._edit, "pavel")
    QTest.keyClick(chips._edit, Qt.Key.Key_Return)
    assert form.values()["filter"]["userIds"] == ["102"]
    QTest.keyClick(chips._edit, Qt.Key.Key_Backspace)
    assert form.values().get("filter", {}).get("userIds") is None


def test_names_are_offered_as_one_types_and_picked_with_the_arrow_keys(make, qtbot):
    form = make("listMultipleUsers", People())
    line = _chips(form)._edit
    line.setFocus()
    QTest.keyClicks(line, "orvane")
    qtbot.waitUntil(lambda: line._list is not None and line._list.isVisible())
    offered = line._list
    assert [offered.model().index(row, 0).data() for row in range(2)] == [
        "Dana Whitfield  ·  dana@orvane.test  ·  101",
        "Pavel Horak  ·  pavel@orvane.test  ·  102",
    ]
    QTest.keyClick(offered, Qt.Key.Key_Down)
    QTest.keyClick(offered, Qt.Key.Key_Down)
    QTest.keyClick(offered, Qt.Key.Key_Return)
    assert form.values()["filter"]["userIds"] == ["102"]
    assert not offered.isVisible()


def test_thousands_of_pasted_ids_are_all_kept(make):
    form = make("listMultipleUsers", People())
    ids = [str(number) for number in range(3_000)]
    _chips(form).add_pasted("\n".join(ids))
    assert form.values()["filter"]["userIds"] == ids


def test_cards_are_added_and_taken_away(make, qtbot):
    form = make("addCall")
    cards = form.fields[1].input("parties")
    QTest.mouseClick(cards.add_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(cards.add_button, Qt.MouseButton.LeftButton)
    cards.cards()[1].input("name").set_value("Marek")
    assert form.values()["parties"] == [{}, {"name": "Marek"}]
    first_card = cards._cards[0][0]
    from gong_admin.ui.widgets.button import IconButton

    QTest.mouseClick(first_card.findChildren(IconButton)[0], Qt.MouseButton.LeftButton)
    assert form.values()["parties"] == [{"name": "Marek"}]


def test_any_json_is_checked_where_it_is_typed(make):
    form = make("addCall")
    form.set_values(
        {"context": [{"objects": [{"fields": [{"name": "Stage", "value": {"a": [1, None]}}]}]}]}
    )
    fields = form.fields[1].input("context").cards()[0].input("objects").cards()[0]
    value = fields.input("fields").cards()[0].input("value")
    assert value.value() == {"a": [1, None]}
    value.control.setPlainText("{not json")
    (where,) = form.problems()
    assert where == "context.0.objects.0.fields.0.value"
