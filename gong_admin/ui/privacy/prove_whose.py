"""Whose an answer is where a number is several people's: asked before a pack is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.proof.access_pack import Undecided
from gong_admin.services.privacy.proof.whose import LEAVE_OUT, Holder
from gong_admin.ui.privacy.erase_lists import Part
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import tight
from gong_admin.ui.widgets.fields import Field
from gong_admin.ui.widgets.select import Select
from gong_admin.ui.widgets.states import Hint

MOST_ASKED = 8
"""Numbers that one dialog asks about; nothing of the others is told."""


class WhoseBox(Part):
    """For each number of several people, whose answer it is. None is chosen by itself: the others
    who have the number are strangers to whom gets the pack. `several`: of several subjects, so that
    a number may be left out."""

    def __init__(self, numbers: Sequence[Undecided], *, several: bool) -> None:
        super().__init__(
            translate("prove", "A number of several people: whose answer is it?")
            if len(numbers) == 1
            else translate("prove", "Numbers of several people: whose answer is it?")
        )
        self._numbers, self._apart = numbers, False
        self.choices: dict[int, Select] = {}
        self._fields: dict[int, QWidget] = {}
        rows = QWidget()
        column = QVBoxLayout(rows)
        tight(column, theme.space.s)
        self.column.addWidget(rows)
        for one in numbers[:MOST_ASKED]:
            choice = Select([("", translate("prove", "Choose…")), *_options(one.holders, several)])
            choice.changed.connect(self._told)
            self.choices[one.subject.id] = choice
            label = translate("prove", "The person behind {0}").format(one.subject.value)
            self._fields[one.subject.id] = Field(label, choice)
            column.addWidget(self._fields[one.subject.id])
        self._more = Hint("", icon="warning")
        self.column.addWidget(self._more)
        self.show_for(apart=False)

    def show_for(self, *, apart: bool) -> None:
        """Ask where it matters: among one person's subjects an address may tell whose a number
        is."""
        self._apart = apart
        asked = self._asked()
        for one in self._numbers[:MOST_ASKED]:
            self._fields[one.subject.id].setVisible(one in asked)
        more = len([one for one in asked if one.subject.id not in self.choices])
        self._more.set_text(
            translate("prove", "{0:,} more numbers of several people are left out.").format(more)
        )
        self._more.setVisible(more > 0)
        self.setVisible(bool(asked))

    def chosen(self) -> dict[int, str]:
        """By the ids of the subjects."""
        return {
            one.subject.id: (
                self.choices[one.subject.id].value()
                if one.subject.id in self.choices
                else LEAVE_OUT
            )
            for one in self._asked()
        }

    def missing(self) -> str:
        if all(self.chosen().values()):
            return ""
        return translate("prove", "Choose first whose answer it is where several have a number")

    def _asked(self) -> list[Undecided]:
        return [one for one in self._numbers if self._apart or not one.known]


def _options(holders: Sequence[Holder], several: bool) -> list[tuple[str, str]]:
    options: list[tuple[str, str]] = []
    for number, one in enumerate(holders, 1):
        words = " · ".join(filter(None, (one.name, *one.addresses)))
        words = words or translate("prove", "Somebody without a name or an address")
        if words in (known for _, known in options):
            words = f"{words} ({number})"
        options.append((one.key, words))
    if several:
        options.append((LEAVE_OUT, translate("prove", "Leave the number out")))
    return options
