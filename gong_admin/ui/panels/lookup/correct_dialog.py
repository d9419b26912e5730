"""A line of a list that was set aside is corrected."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gong_admin.services.privacy.identifiers import Identifier, NotAnIdentifier, recognise
from gong_admin.services.privacy.intake import SetAside
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.dialog import Dialog, dialog_width
from gong_admin.ui.widgets.fields import Field, LineEdit

_WIDTH = 480


class CorrectDialog(Dialog):
    """What a line should have been. `identifier()` once it was accepted."""

    def __init__(self, parent: QWidget | None, line: SetAside, region: str) -> None:
        title = self.tr("Correct line {0:,}").format(line.line)
        super().__init__(parent, title, width=dialog_width(_WIDTH))
        self._region = region
        self._found: Identifier | None = None
        self.body.addWidget(Label(line.reason, "secondary", wrap=True))
        # Where somebody is named in it, that is what it most likely should have been.
        self.line = LineEdit(line.text if line.found is None else line.found.shown)
        self._field = Field(
            self.tr("&Address or phone number"),
            self.line,
            help_text=self.tr("Only here: the file stays as it is."),
        )
        self.body.addWidget(self._field)
        self.add_cancel()
        self.button = self.add_button(self.tr("Correct"), kind="primary", default=True)
        self.button.clicked.connect(self.accept)
        self.line.setFocus()
        self.line.selectAll()

    def identifier(self) -> Identifier | None:
        return self._found

    def accept(self) -> None:
        try:
            self._found = recognise(self.line.text(), self._region)
        except NotAnIdentifier as wrong:
            self._field.set_error(wrong.reason)
            self.refit()
            return
        super().accept()
