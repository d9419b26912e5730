"""What became of people where Gong reads from: asked in the same words wherever it is asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import SYSTEMS, Elsewhere
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Snug, tight
from gong_admin.ui.widgets.segmented import Segmented


class ElsewhereFields(Snug):
    """A choice for each system, none of them made by itself. `changed` when a person chose."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        tight(grid, theme.space.s)
        grid.setHorizontalSpacing(theme.space.m)
        grid.setColumnStretch(2, 1)
        self.choices: dict[str, Segmented] = {}
        for row, system in enumerate(SYSTEMS):
            choice = Segmented(
                [(one.value, answer_words(one)) for one in Elsewhere], name=system_words(system)
            )
            choice.clear_value()
            choice.changed.connect(self._chosen)
            self.choices[system] = choice
            grid.addWidget(Label(system_words(system), "body"), row, 0)
            grid.addWidget(choice, row, 1)

    def values(self) -> dict[str, Elsewhere]:
        """What was answered, by system."""
        return {key: Elsewhere(one.value()) for key, one in self.choices.items() if one.value()}

    def set_values(self, values: dict[str, Elsewhere]) -> None:
        for key, choice in self.choices.items():
            if key in values:
                choice.set_value(values[key].value)
            else:
                choice.clear_value()

    def choose(self, system: str, answer: Elsewhere) -> None:
        """As a person does."""
        self.choices[system].set_value(answer.value)
        self._chosen()

    def _chosen(self) -> None:
        self.changed.emit()


def system_words(system: str) -> str:
    return {
        "crm": translate("privacy", "In the CRM"),
        "mail": translate("privacy", "In the mail system"),
    }[system]


def answer_words(answer: Elsewhere) -> str:
    return {
        Elsewhere.DELETED: translate("privacy", "Deleted"),
        Elsewhere.NEVER: translate("privacy", "Never there"),
        Elsewhere.UNKNOWN: translate("privacy", "Not known, go on"),
    }[answer]
