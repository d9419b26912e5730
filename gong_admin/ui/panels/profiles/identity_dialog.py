"""Name and description of a profile, to edit. They wait to be saved like every other edit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.dialog import Dialog, dialog_width
from gong_admin.ui.widgets.fields import Field, LineEdit, TextArea


class IdentityDialog(Dialog):
    """`staged(name, description)` when the user is done; a text that was not touched comes back
    as it was, with its stray blanks.

    `problem_of(name)` says what is wrong with a name, "" for nothing.
    """

    staged = Signal(str, str)

    def __init__(
        self,
        parent: QWidget,
        name: str,
        description: str,
        problem_of: Callable[[str], str],
    ) -> None:
        super().__init__(parent, self.tr("Name and description"), width=dialog_width(480))
        self._name, self._description = name, description
        self._problem_of = problem_of
        self.name = LineEdit(name)
        self.description = TextArea(description, lines=3)
        self._field = Field(self.tr("Name"), self.name)
        self.body.addWidget(self._field)
        self.body.addWidget(Field(self.tr("Description"), self.description))
        note = self.tr("Nothing is sent yet: this waits with the other changes of the profile.")
        self.body.addWidget(Label(note, "secondary", tone="text2", wrap=True))
        self.add_cancel()
        self.button = self.add_button(self.tr("Change"), kind="primary", default=True)
        self.button.clicked.connect(self._done)
        self.name.textChanged.connect(self._look)
        self.name.setFocus()
        self.name.selectAll()

    def _given(self) -> tuple[str, str]:
        # What was not touched is not trimmed; what was typed has no blanks around it.
        named = self.name.isModified()
        described = self.description.document().isModified()
        return (
            self.name.text().strip() if named else self._name,
            self.description.toPlainText().strip() if described else self._description,
        )

    def _look(self) -> None:
        name, _ = self._given()
        error = self._problem_of(name) if name != self._name else ""
        self._field.set_error(error)
        self.button.set_disabled_because(error)
        self.refit()

    def _done(self) -> None:
        self._look()
        if self.button.isEnabled():
            self.staged.emit(*self._given())
            self.accept()
