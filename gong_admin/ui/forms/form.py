"""The form of one operation: the path and query first, then the body, as fields or as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.api.spec import ParamSpec, Place
from gong_admin.ui.forms.base import Problems
from gong_admin.ui.forms.groups import Fields
from gong_admin.ui.forms.inputs import IdInput
from gong_admin.ui.forms.lists import ChipsInput
from gong_admin.ui.forms.sources import Sources
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Separator, tight

_BODY = (Place.BODY, Place.WHOLE)


class Form(QWidget):
    """Inputs for `specs`. `changed` after whatever a person did.

    `show_body(False)` hides the fields of the body while it is edited as text elsewhere; their
    values stay.
    """

    changed = Signal()
    file_requested = Signal(object)  # a `FileInput` whose button was pressed

    def __init__(
        self, specs: Sequence[ParamSpec], sources: Sources, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        outside = [spec for spec in specs if spec.place not in _BODY]
        body = [spec for spec in specs if spec.place in _BODY]
        self._outside = Fields(outside, sources)
        self._body = Fields(body, sources)
        self._line = Separator()
        self._nothing = Label(
            self.tr("Takes nothing: send it as it is."), "body", tone="text2", wrap=True
        )
        column = QVBoxLayout(self)
        tight(column, theme.space.l)
        for part in (self._nothing, self._outside, self._line, self._body):
            column.addWidget(part)
        # Only now that they have a parent: before, showing would open windows of their own.
        self._nothing.setVisible(not specs)
        self._line.setVisible(bool(outside and body))
        self._outside.setVisible(bool(outside))
        self._body.setVisible(bool(body))
        self.has_body = bool(body)
        for fields in (self._outside, self._body):
            fields.changed.connect(self.changed)
            fields.file_requested.connect(self.file_requested)

    @property
    def fields(self) -> tuple[Fields, Fields]:
        """The inputs outside the body, and those of the body."""
        return self._outside, self._body

    def values(self) -> dict[str, Any]:
        return {**self._outside.values(), **self._body.values()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Show these, empty all others and take away the marks of problems, without telling."""
        self._outside.set_values(values)
        self._body.set_values(values)

    def problems(self) -> Problems:
        """What the inputs can't read, by dotted name."""
        return {**self._outside.problems(), **self._body.problems()}

    def show_problems(self, problems: Problems) -> QWidget | None:
        """Mark what is wrong; returns the first field marked."""
        self._outside.show_problems(problems)
        self._body.show_problems(problems)
        return self._outside.first_problem() or self._body.first_problem()

    def show_body(self, shown: bool) -> None:
        self._body.setVisible(shown and self.has_body)

    def show_names(self) -> None:
        """Names of ids may have been read since."""
        for fields in (self._outside, self._body):
            for made in fields.inputs():
                if isinstance(made, IdInput | ChipsInput):
                    made.show_name()
