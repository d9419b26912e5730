"""Fields below one another, groups of them, and lists of groups as cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.api.spec import Kind, ParamSpec, Place
from gong_admin.ui.forms.base import Input, Problems, below, said
from gong_admin.ui.forms.group_parts import Indent, hint_of, size_of
from gong_admin.ui.forms.inputs import (
    ChoiceInput,
    FileInput,
    IdInput,
    JsonInput,
    MomentInput,
    NumberInput,
    TextInput,
    YesNoInput,
)
from gong_admin.ui.forms.lists import ChecksInput, ChipsInput
from gong_admin.ui.forms.sources import Sources
from gong_admin.ui.forms.switch_row import SwitchRow
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.button import Button, IconButton, LinkButton
from gong_admin.ui.widgets.card import Card
from gong_admin.ui.widgets.fields import Field

_OPEN_UP_TO = 16  # an optional group of at most so many fields is open from the start

Values = dict[str, Any]


def make_input(spec: ParamSpec, sources: Sources, depth: int = 0) -> Input:
    """The input that fits a field."""
    match spec.kind:
        case Kind.BOOLEAN:
            return YesNoInput(spec)
        case Kind.INTEGER | Kind.NUMBER:
            return NumberInput(spec)
        case Kind.CHOICE:
            return ChoiceInput(spec)
        case Kind.FILE:
            return FileInput(spec)
        case Kind.NUMBER_ID:
            return IdInput(spec, sources)
        case Kind.TEXT:
            if spec.of in ("date", "date-time"):
                return MomentInput(spec)
            return IdInput(spec, sources) if sources.knows(spec.of) else TextInput(spec)
        case Kind.OBJECT if spec.fields:
            return GroupInput(spec, sources, depth)
        case Kind.LIST | Kind.SET if spec.item is not None:
            if spec.item.kind is Kind.OBJECT and spec.item.fields:
                return CardsInput(spec, sources, depth)
            if spec.item.kind is Kind.CHOICE:
                return ChecksInput(spec)
            if spec.item.kind in (Kind.TEXT, Kind.NUMBER_ID):
                return ChipsInput(spec, sources)
    return JsonInput(spec)


class Fields(QWidget):
    """One row for each of `specs`. Values and problems go by Gong's names."""

    changed = Signal()
    file_requested = Signal(object)  # a `FileInput`

    def __init__(
        self,
        specs: Sequence[ParamSpec],
        sources: Sources,
        depth: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._inputs: dict[str, Input] = {}
        self._rows: dict[str, Field | SwitchRow] = {}
        column = QVBoxLayout(self)
        tight(column, theme.space.l)
        # What Gong sets by itself comes last: it is hardly ever filled in.
        for spec in sorted(specs, key=lambda spec: spec.given):
            made = make_input(spec, sources, depth)
            self._inputs[spec.name] = made
            made.changed.connect(self.changed)
            if isinstance(made, GroupInput | CardsInput):
                made.file_requested.connect(self.file_requested)
                column.addWidget(made)
                continue
            if isinstance(made, YesNoInput):
                switch = self._rows[spec.name] = SwitchRow(spec, made)
                column.addWidget(switch)
                continue
            if isinstance(made, FileInput):
                made.browse_requested.connect(self.file_requested)
            row = self._rows[spec.name] = Field(
                spec.name,
                made,
                hint=hint_of(spec),
                help_text=spec.help,
            )
            column.addWidget(row)

    def inputs(self) -> Iterator[Input]:
        """All inputs that have been built, groups before what they hold."""
        for made in self._inputs.values():
            yield made
            if isinstance(made, GroupInput | CardsInput):
                yield from made.inputs()

    def input(self, name: str) -> Input:
        """The input of one of Gong's names. KeyError where there is none."""
        return self._inputs[name]

    def values(self) -> Values:
        found = {name: made.value() for name, made in self._inputs.items()}
        return {name: value for name, value in found.items() if value is not None}

    def set_values(self, values: Values) -> None:
        """Show these and empty all others, without telling."""
        for name, made in self._inputs.items():
            made.set_value(values.get(name))
        self.show_problems({})

    def problems(self) -> Problems:
        """What the inputs can't read."""
        return {
            f"{name}.{inner}" if inner else name: why
            for name, made in self._inputs.items()
            for inner, why in made.problems().items()
        }

    def show_problems(self, problems: Problems) -> None:
        """Mark the fields named, clear all others."""
        for name, made in self._inputs.items():
            own = below(problems, name)
            made.show_problems(own)
            row = self._rows.get(name)
            if row is not None:
                row.set_error("; ".join(said(where, why) for where, why in own.items()))

    def first_problem(self) -> QWidget | None:
        for name, made in self._inputs.items():
            row = self._rows.get(name)
            if row is None:
                found = made.first_problem()
                if found is not None:
                    return found
            elif row.error():
                return made
        return None


class GroupInput(Input):
    """An object: its fields under its name. What is optional and large is built when it is
    opened, so that a form with hundreds of fields is there at once."""

    file_requested = Signal(object)

    def __init__(self, spec: ParamSpec, sources: Sources, depth: int = 0) -> None:
        super().__init__(spec)
        self._sources, self._depth = sources, depth
        self._fields: Fields | None = None
        self._explicit = False  # an empty object that is sent as such
        self._button = LinkButton(self.tr("Add"))
        self._button.setAccessibleName(self.tr("Add {0}").format(spec.name))
        self._button.clicked.connect(self._toggle)
        self._error = Label("", "secondary", tone="danger", wrap=True)
        self._error.hide()
        head = QHBoxLayout()
        tight(head, theme.space.s)
        head.addWidget(Label(spec.name, "strong"))
        head.addWidget(Label(hint_of(spec), "secondary", tone="text3"))
        head.addStretch(1)
        head.addWidget(self._button)
        self._column = QVBoxLayout(self)
        tight(self._column, theme.space.s)
        self._column.addLayout(head)
        if spec.help:
            self._column.addWidget(Label(spec.help, "secondary", tone="text2", wrap=True))
        self._column.addWidget(self._error)
        fixed = spec.required or spec.place is Place.WHOLE
        self._button.setVisible(not fixed)
        if fixed or (depth == 0 and size_of(spec.fields) <= _OPEN_UP_TO):
            self._open()

    def inputs(self) -> Iterator[Input]:
        if self._fields is not None:
            yield from self._fields.inputs()

    @property
    def fields(self) -> Fields | None:
        """What the group holds, None while it is folded."""
        return self._fields

    def value(self) -> Values | None:
        values = self._fields.values() if self._fields is not None else {}
        if values or self._explicit or self.spec.required:
            return values
        return None

    def set_value(self, value: Any) -> None:
        values = value if isinstance(value, dict) else {}
        self._explicit = value is not None and not values
        if values or self._explicit:
            self._open()
        if self._fields is not None:
            self._fields.set_values(values)

    def problems(self) -> Problems:
        return self._fields.problems() if self._fields is not None else {}

    def show_problems(self, problems: Problems) -> None:
        own = problems.get("", "")
        if self._fields is not None:
            self._fields.show_problems(problems)
        elif problems:
            own = own or "; ".join(said(where, why) for where, why in problems.items())
        self._error.setText(own)
        self._error.setVisible(bool(own))

    def first_problem(self) -> QWidget | None:
        found = self._fields.first_problem() if self._fields is not None else None
        if found is None and not self._error.isHidden():
            return self._button
        return found

    def _toggle(self) -> None:
        if self._fields is None:
            self._explicit = True
            self._open()
            for first in self.inputs():
                first.setFocus()
                break
        else:
            self._explicit = False
            self._column.removeWidget(self._host)
            self._host.hide()
            self._host.deleteLater()
            self._fields = None
            self._name_button(self.tr("Add"))
        self.changed.emit()

    def _open(self) -> None:
        if self._fields is not None:
            return
        self._fields = Fields(self.spec.fields, self._sources, self._depth + 1)
        self._fields.changed.connect(self.changed)
        self._fields.file_requested.connect(self.file_requested)
        self._host = Indent() if self._depth else QWidget()
        inside = QVBoxLayout(self._host)
        inside.setContentsMargins(theme.space.m if self._depth else 0, theme.space.xs, 0, 0)
        inside.addWidget(self._fields)
        self._column.addWidget(self._host)
        self._name_button(self.tr("Leave out"))

    def _name_button(self, words: str) -> None:
        self._button.setText(words)
        self._button.setAccessibleName(f"{words} {self.spec.name}")


class CardsInput(Input):
    """A list of objects: a card each, to add and to take away."""

    file_requested = Signal(object)

    def __init__(self, spec: ParamSpec, sources: Sources, depth: int = 0) -> None:
        super().__init__(spec)
        self._sources, self._depth = sources, depth
        self._cards: list[tuple[Card, Fields]] = []
        self._explicit = False
        self._error = Label("", "secondary", tone="danger", wrap=True)
        self._error.hide()
        head = QHBoxLayout()
        tight(head, theme.space.s)
        head.addWidget(Label(spec.name, "strong"))
        head.addWidget(Label(hint_of(spec), "secondary", tone="text3"))
        head.addStretch(1)
        column = QVBoxLayout(self)
        tight(column, theme.space.s)
        column.addLayout(head)
        if spec.help:
            column.addWidget(Label(spec.help, "secondary", tone="text2", wrap=True))
        column.addWidget(self._error)
        self._column = QVBoxLayout()
        tight(self._column, theme.space.s)
        column.addLayout(self._column)
        self.add_button = Button(self.tr("Add"), icon="plus")
        self.add_button.setAccessibleName(self.tr("Add to {0}").format(spec.name))
        self.add_button.clicked.connect(self._add_clicked)
        column.addWidget(self.add_button)
        self.setFocusProxy(self.add_button)

    def inputs(self) -> Iterator[Input]:
        for _card, fields in self._cards:
            yield from fields.inputs()

    def cards(self) -> list[Fields]:
        """The fields of each card, from the top."""
        return [fields for _card, fields in self._cards]

    def value(self) -> list[Values] | None:
        values = [fields.values() for _card, fields in self._cards]
        return values if values or self._explicit or self.spec.required else None

    def set_value(self, value: Any) -> None:
        wanted = [each if isinstance(each, dict) else {} for each in value or ()]
        self._explicit = value is not None and not wanted
        while len(self._cards) > len(wanted):
            self._drop(len(self._cards) - 1)
        while len(self._cards) < len(wanted):
            self._add()
        for (_card, fields), values in zip(self._cards, wanted, strict=True):
            fields.set_values(values)

    def problems(self) -> Problems:
        return {
            f"{index}.{inner}": why
            for index, (_card, fields) in enumerate(self._cards)
            for inner, why in fields.problems().items()
        }

    def show_problems(self, problems: Problems) -> None:
        for index, (_card, fields) in enumerate(self._cards):
            fields.show_problems(below(problems, str(index)))
        self._error.setText(problems.get("", ""))
        self._error.setVisible("" in problems)

    def first_problem(self) -> QWidget | None:
        if not self._error.isHidden():
            return self.add_button
        found = (fields.first_problem() for _card, fields in self._cards)
        return next((each for each in found if each is not None), None)

    def _add_clicked(self) -> None:
        fields = self._add()
        first = next(fields.inputs(), None)
        if first is not None:
            first.setFocus()
        self.changed.emit()

    def _add(self) -> Fields:
        assert self.spec.item is not None
        card = Card(padding=12)
        head = QHBoxLayout()
        tight(head)
        number = Label(f"{self.spec.name} {len(self._cards) + 1}", "secondary_medium")
        head.addWidget(number)
        head.addStretch(1)
        remove = IconButton(
            "x",
            self.tr("Take {0} {1} away").format(self.spec.name, len(self._cards) + 1),
            small=True,
        )
        remove.clicked.connect(self._remove_clicked)
        head.addWidget(remove)
        fields = Fields(self.spec.item.fields, self._sources, self._depth + 1)
        fields.changed.connect(self.changed)
        fields.file_requested.connect(self.file_requested)
        card.body.addLayout(head)
        card.body.addWidget(fields)
        self._cards.append((card, fields))
        self._column.addWidget(card)
        return fields

    def _remove_clicked(self) -> None:
        button = self.sender()
        for index, (card, _fields) in enumerate(self._cards):
            if isinstance(button, QWidget) and card.isAncestorOf(button):
                self._drop(index)
                break
        self._explicit = False
        self.changed.emit()

    def _drop(self, index: int) -> None:
        card, _fields = self._cards.pop(index)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
        for number, (each, _) in enumerate(self._cards, start=1):
            title = each.findChild(Label)
            if title is not None:
                title.setText(f"{self.spec.name} {number}")
