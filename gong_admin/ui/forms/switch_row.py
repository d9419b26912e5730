"""Yes or no at the end of its name's line."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.api.spec import ParamSpec
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label, tight


class SwitchRow(QWidget):
    """A row like `Field`, whose name gives way to the control beside it."""

    def __init__(self, spec: ParamSpec, control: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._help = spec.help
        self._error = ""
        self._note = Label(spec.help, "secondary", tone="text2", wrap=True)
        head = QHBoxLayout()
        tight(head, theme.space.s)
        head.addWidget(ElidedLabel(spec.name, "medium"), 1)
        if spec.required:
            head.addWidget(Label(self.tr("required"), "secondary", tone="text3"))
        head.addWidget(control)
        column = QVBoxLayout(self)
        tight(column, theme.space.xs)
        column.addLayout(head)
        column.addWidget(self._note)
        if not spec.help:
            self._note.hide()
        control.setAccessibleDescription(spec.help)

    def set_error(self, error: str) -> None:
        """Say what is wrong in place of the help; "" brings it back."""
        self._error = error
        self._note.setText(error or self._help)
        self._note.set_tone("danger" if error else "text2")
        self._note.setVisible(bool(error or self._help))

    def error(self) -> str:
        return self._error
