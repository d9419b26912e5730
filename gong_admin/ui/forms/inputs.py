"""The inputs of single values: text, numbers, yes or no, choices, dates, ids, JSON, files."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.api.spec import Kind, ParamSpec
from gong_admin.ui.forms.base import NOT_SENT, Input, Problems
from gong_admin.ui.forms.sources import Sources, Suggestion
from gong_admin.ui.forms.suggest import SuggestEdit
from gong_admin.ui.numbers import exact_text, read_number
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.date_field import DateField, DateTimeField
from gong_admin.ui.widgets.fields import LineEdit, TextArea, set_invalid
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.select import Select

_LONG_TEXT = 2_100  # a text that may be longer than this gets several lines


class _Single(Input):
    """An input with one control in it, which carries the mark of an error."""

    def __init__(self, spec: ParamSpec, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self.control = control
        control.setAccessibleName(spec.name)
        self.setFocusProxy(control)
        self.column = QVBoxLayout(self)
        tight(self.column, theme.space.xs)
        self.column.addWidget(control)

    def show_problems(self, problems: Problems) -> None:
        # A date field's outline is that of the line inside it.
        set_invalid(self.control.focusProxy() or self.control, bool(problems))


class TextInput(_Single):
    """A text; an empty field is not sent."""

    def __init__(self, spec: ParamSpec) -> None:
        self._lines = spec.max_length is not None and spec.max_length > _LONG_TEXT
        self._edit: LineEdit | TextArea
        if self._lines:
            self._edit = TextArea(placeholder=NOT_SENT, lines=3)
        else:
            self._edit = LineEdit(placeholder=NOT_SENT)
            if spec.choices:
                completer = QCompleter(list(spec.choices), self._edit)
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                self._edit.setCompleter(completer)
        super().__init__(spec, self._edit)
        self._edit.textChanged.connect(self.changed)

    def value(self) -> str | None:
        edit = self._edit
        text = edit.toPlainText() if isinstance(edit, TextArea) else edit.text()
        return text or None

    def set_value(self, value: Any) -> None:
        blocked = self._edit.blockSignals(True)
        text = "" if value is None else str(value)
        if isinstance(self._edit, TextArea):
            self._edit.setPlainText(text)
        else:
            self._edit.setText(text)
        self._edit.blockSignals(blocked)


class NumberInput(_Single):
    """A number, typed as text, so that "not sent" and every digit have their place."""

    def __init__(self, spec: ParamSpec) -> None:
        self._edit = LineEdit(placeholder=NOT_SENT)
        super().__init__(spec, self._edit)
        self._edit.setMaximumWidth(200)
        self._edit.textChanged.connect(self.changed)

    def value(self) -> int | float | str | None:
        """The text itself where it is no number: the check says what is wrong with it."""
        text = self._edit.text().strip()
        if not text:
            return None
        try:
            return int(text)
        except ValueError:
            pass
        number = read_number(text)
        if number is None:
            return text
        return int(number) if number.is_integer() else number

    def set_value(self, value: Any) -> None:
        blocked = self._edit.blockSignals(True)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        text = exact_text(value) if isinstance(value, float) else str(value)
        self._edit.setText("" if value is None else text)
        self._edit.blockSignals(blocked)


class YesNoInput(_Single):
    """Yes, no, or not sent at all, which Gong may take for something else than no."""

    def __init__(self, spec: ParamSpec) -> None:
        self._choice = Segmented(
            (("", NOT_SENT), ("yes", self.tr("Yes")), ("no", self.tr("No"))), name=spec.name
        )
        super().__init__(spec, self._choice)
        self._choice.changed.connect(self._chosen)

    def value(self) -> bool | None:
        return {"yes": True, "no": False}.get(self._choice.value())

    def set_value(self, value: Any) -> None:
        self._choice.set_value("" if value is None else "yes" if value else "no")

    def _chosen(self) -> None:
        self.changed.emit()


class ChoiceInput(_Single):
    """One of the values that Gong knows."""

    def __init__(self, spec: ParamSpec) -> None:
        options = [("", NOT_SENT), *((choice, choice) for choice in spec.choices)]
        self._select = Select(options, name=spec.name)
        super().__init__(spec, self._select)
        self._select.changed.connect(self._chosen)

    def value(self) -> str | None:
        return self._select.value() or None

    def set_value(self, value: Any) -> None:
        self._select.set_value("" if value is None else str(value))

    def _chosen(self) -> None:
        self.changed.emit()


class MomentInput(_Single):
    """A date, or a date with a time. What was set and not touched is sent to the last digit."""

    def __init__(self, spec: ParamSpec) -> None:
        self._day = DateField(placeholder=NOT_SENT) if spec.of == "date" else None
        self._field = self._day or DateTimeField(placeholder=NOT_SENT)
        super().__init__(spec, self._field)
        self._given: str | None = None
        self._shown = ""
        self._field.changed.connect(self.changed)

    def value(self) -> str | None:
        if self._given is not None and self._field.text() == self._shown:
            return self._given
        moment = self._field.value()
        if moment is None:
            return self._field.text().strip() or None
        if self._day is not None:
            return moment.date().isoformat()
        return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")

    def set_value(self, value: Any) -> None:
        self._given = None if value is None else str(value)
        moment: dt.datetime | None = None
        if self._given is not None:
            moment = _moment(self._given)
        if moment is None:
            self._given = None
        if self._day is not None:
            self._day.set_day(None if moment is None else moment.date())
        else:
            self._field.set_value(moment)
        self._shown = self._field.text()

    def problems(self) -> Problems:
        if self._field.is_valid():
            return {}
        return {"": self.tr("can't be read as a date; write 31 Mar 2026 or 2026-03-31")}


class IdInput(_Single):
    """An id or an address, typed or picked by name; the name stands below once it is known."""

    def __init__(self, spec: ParamSpec, sources: Sources) -> None:
        offers = sources.knows(spec.of)
        hint = self.tr("{0}; type a name, or an id").format(NOT_SENT) if offers else NOT_SENT
        self._edit = SuggestEdit(spec.of, sources, placeholder=hint)
        super().__init__(spec, self._edit)
        self._sources = sources
        self._name = Label("", "secondary", tone="text2")
        self._name.hide()
        self.column.addWidget(self._name)
        self._edit.textChanged.connect(self._typed)
        self._edit.picked.connect(self._picked)
        self._edit.entered.connect(self._enter)

    def value(self) -> str | None:
        return self._edit.text().strip() or None

    def set_value(self, value: Any) -> None:
        blocked = self._edit.blockSignals(True)
        self._edit.setText("" if value is None else str(value))
        self._edit.blockSignals(blocked)
        self.show_name()

    def show_name(self) -> None:
        """Say whose id it is."""
        name = self._sources.name(self.spec.of, self.value() or "")
        self._name.setText(name)
        self._name.setVisible(bool(name))

    def _typed(self) -> None:
        self.show_name()
        self.changed.emit()

    def _picked(self, suggestion: Suggestion) -> None:
        self._edit.setText(suggestion.value)

    def _enter(self) -> None:
        """A name typed in full stands for its id."""
        found = self._sources.suggest(self.spec.of, self._edit.text()) if self.value() else []
        if len(found) == 1:
            self._edit.setText(found[0].value)


class JsonInput(_Single):
    """Whatever has no form of its own, as JSON text."""

    def __init__(self, spec: ParamSpec) -> None:
        example = '{"key": "value"}' if spec.kind is Kind.MAP else '"text", 12, true, {…}'
        self._edit = TextArea(
            placeholder=self.tr("{0}; JSON such as {1}").format(NOT_SENT, example), lines=2
        )
        super().__init__(spec, self._edit)
        self._edit.setFont(theme.font("mono"))
        self._edit.textChanged.connect(self.changed)

    def value(self) -> Any:
        text = self._edit.toPlainText().strip()
        if not text:
            return None
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError:
            return text

    def set_value(self, value: Any) -> None:
        blocked = self._edit.blockSignals(True)
        text = "" if value is None else msgspec.json.format(msgspec.json.encode(value)).decode()
        self._edit.setPlainText(text)
        self._edit.blockSignals(blocked)

    def problems(self) -> Problems:
        text = self._edit.toPlainText().strip()
        try:
            if text:
                msgspec.json.decode(text)
        except msgspec.DecodeError as problem:
            return {"": self.tr("is not JSON: {0}; a text stands in double quotes").format(problem)}
        return {}


class FileInput(_Single):
    """A file to upload. `browse_requested` lets the presenter open the system's dialog."""

    browse_requested = Signal(object)  # this input

    def __init__(self, spec: ParamSpec) -> None:
        self._edit = LineEdit(placeholder=self.tr("Path of a file"))
        super().__init__(spec, self._edit)
        row = QHBoxLayout()
        tight(row, theme.space.s)
        self.column.removeWidget(self._edit)
        row.addWidget(self._edit, 1)
        self.button = Button(self.tr("Choose…"), icon="folder-open")
        self.button.clicked.connect(self._browse)
        row.addWidget(self.button)
        self.column.addLayout(row)
        self._edit.textChanged.connect(self.changed)

    def value(self) -> str | None:
        return self._edit.text().strip() or None

    def set_value(self, value: Any) -> None:
        blocked = self._edit.blockSignals(True)
        self._edit.setText("" if value is None else str(value))
        self._edit.blockSignals(blocked)

    def choose(self, path: str) -> None:
        """Take what the dialog brought, as if it had been typed."""
        self._edit.setText(path)

    def _browse(self) -> None:
        self.browse_requested.emit(self)


def _moment(text: str) -> dt.datetime | None:
    """A moment, or a day as its midnight; without a zone it is meant as it is written here."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        return None
