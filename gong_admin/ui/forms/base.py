"""What every input of a form is: a widget that holds one value of a request, or none."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gong_admin.api.spec import Kind, ParamSpec
from gong_admin.runtime.language import translate

Problems = dict[str, str]

NOT_SENT = translate("forms", "Not sent")

_KINDS = {
    Kind.TEXT: "text",
    Kind.INTEGER: translate("forms", "whole number"),
    Kind.NUMBER: "number",
    Kind.BOOLEAN: translate("forms", "yes or no"),
    Kind.CHOICE: "choice",
    Kind.NUMBER_ID: "id",
    Kind.OBJECT: "group",
    Kind.MAP: translate("forms", "JSON object"),
    Kind.ANY: translate("forms", "any JSON"),
    Kind.FILE: "file",
}
_THINGS = {
    "user": ("user", "users"),
    "workspace": ("workspace", "workspaces"),
    "profile": (
        translate("forms", "permission profile"),
        translate("forms", "permission profiles"),
    ),
    "call": ("call", "calls"),
    "folder": (translate("forms", "library folder"), translate("forms", "library folders")),
    "tracker": ("tracker", "trackers"),
    "scorecard": ("scorecard", "scorecards"),
    "integration": ("integration", "integrations"),
    "flow": ("flow", "flows"),
    "user-email": ("user's address", "users' addresses"),
    "email": (translate("forms", "email address"), translate("forms", "email addresses")),
    "phone": (translate("forms", "phone number"), translate("forms", "phone numbers")),
    "url": (translate("forms", "web address"), translate("forms", "web addresses")),
    "date": ("date", "dates"),
    "date-time": (translate("forms", "date and time"), translate("forms", "dates and times")),
}


def kind_words(spec: ParamSpec) -> str:
    """What kind of value a field takes, in words: "list of users"."""
    if spec.kind in (Kind.LIST, Kind.SET):
        item = spec.item
        of = spec.of or (item.of if item is not None else "")
        if of in _THINGS:
            return translate("forms", "list of {0}").format(_THINGS[of][1])
        if item is not None and item.kind is Kind.OBJECT:
            return "list"
        plural = {Kind.CHOICE: "choices", Kind.TEXT: "texts"}
        return translate("forms", "list of {0}").format(
            plural.get(item.kind, "values") if item is not None else "values"
        )
    if spec.of in _THINGS:
        return _THINGS[spec.of][0]
    return _KINDS[spec.kind]


def thing(of: str) -> str:
    """One of what an id stands for ("user"), "entry" where that is not known."""
    return _THINGS[of][0] if of in _THINGS else "entry"


def below(problems: Problems, name: str) -> Problems:
    """The problems of one field, relative to it."""
    start = f"{name}."
    found = {where[len(start) :]: why for where, why in problems.items() if where.startswith(start)}
    if name in problems:
        found[""] = problems[name]
    return found


def said(where: str, why: str) -> str:
    """A problem as a sentence: of the field itself, or of an entry in it."""
    if not where:
        return f"{why[:1].upper()}{why[1:]}"
    if where.isdigit():
        return translate("forms", "Entry {0} {1}").format(int(where) + 1, why)
    return f"{where} {why}"


class Input(QWidget):
    """One value. `value()` is None for "not sent"; everything else is what JSON can say.

    `changed` after whatever a person did; setting a value does not tell. `problems()` is what the
    input itself can't read, by dotted name below it ("" is the input); `show_problems` marks what
    somebody else found wrong and returns what it has shown.
    """

    changed = Signal()

    def __init__(self, spec: ParamSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.setAccessibleName(spec.name)

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def problems(self) -> Problems:
        return {}

    def show_problems(self, problems: Problems) -> None:
        """Mark the fields that `problems` names, relative to this input, and clear all others."""

    def first_problem(self) -> QWidget | None:
        """The first marked field in here, to put the keyboard into."""
        return None
