"""What groups of fields are made of: the line beside them, the words beside a name, their size."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gong_admin.api.spec import Kind, ParamSpec
from gong_admin.runtime.language import translate
from gong_admin.ui.forms.base import kind_words
from gong_admin.ui.theme import theme


class Indent(QWidget):
    """A line at the left of what belongs to a group."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, 1, self.height(), theme.colour("border"))


def hint_of(spec: ParamSpec) -> str:
    """What stands beside a field's name: its kind, and whether it has to be given."""
    words = [kind_words(spec)] if spec.kind is not Kind.OBJECT else []
    if spec.required and not (spec.nullable and spec.kind is not Kind.ANY):
        words.append(translate("forms", "required"))
    elif spec.needed:
        words.append(translate("forms", "needed"))
    elif spec.given:
        words.append(translate("forms", "set by Gong"))
    return " · ".join(words)


def size_of(specs: Iterable[ParamSpec]) -> int:
    """How many fields these are, with all below them."""
    return sum(1 + size_of(spec.fields) for spec in specs)
