"""What the reviews of an erasure ask besides the usual: answers, whom a number means, who else is
on the calls, an approver, the order. Each tells with `changed` and says what it still misses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.jobs import span
from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import SYSTEMS, Approver, Elsewhere
from gong_admin.ui.privacy.elsewhere import ElsewhereFields
from gong_admin.ui.privacy.erase_lists import Part, UnfoldingLine
from gong_admin.ui.privacy.erase_words import Line, people_words, wrapped_list
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import IconLabel, Label, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.check_box import CheckBox
from gong_admin.ui.widgets.fields import Field, LineEdit
from gong_admin.ui.widgets.loading import LoadingBar
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.select import Select

OUT, ALL = "out", "all"
_PAUSES = (0, 10, 60, 300)  # seconds between two erasures


class ElsewhereBox(Part):
    """What was deleted elsewhere first, so that nobody comes back. Each answer is recorded as it
    is given: whoever doesn't know can say so and go on."""

    def __init__(self, known: dict[str, Elsewhere], *, needed: bool) -> None:
        super().__init__(translate("erase", "Deleted first where Gong reads from"))
        self._needed = needed
        self.fields = ElsewhereFields()
        self.fields.set_values(known)
        self.fields.changed.connect(self._told)
        self.column.addWidget(self.fields)

    def missing(self) -> str:
        if self._needed and len(self.fields.values()) < len(SYSTEMS):
            return translate("erase", "Say what was deleted in the CRM and in the mail system")
        return ""


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number that stands for more than one person."""

    id: int
    value: str
    people: Sequence[str]
    addresses: Sequence[str]


class Numbers(Part):
    """Numbers that several people have: each is left out or erased, and neither by itself. Until
    one of them is chosen, a line says that nothing can be approved."""

    def __init__(self, numbers: Sequence[Number]) -> None:
        super().__init__(
            translate("erase", "A number of several people: all of them would be erased")
        )
        self.choices: dict[int, Segmented] = {}
        self._open: dict[int, QWidget] = {}  # what says that the choice is still to be made
        for one in numbers:
            self.column.addWidget(Label(one.value, "medium", selectable=True))
            for words in people_words(one.people, one.addresses):
                said = Label(wrapped_list(words), "secondary", tone="text", wrap=True)
                said.setAccessibleName(words)
                self.column.addWidget(said)
            choice = Segmented(
                [
                    (OUT, translate("erase", "Leave it out")),
                    (ALL, translate("erase", "Erase all of them")),
                ],
                name=translate("erase", "What happens to {0}").format(one.value),
            )
            choice.clear_value()
            choice.changed.connect(self._chosen)
            self.choices[one.id] = choice
            self._open[one.id] = _warning(translate("erase", "Choose one to approve"))
            row = QHBoxLayout()
            tight(row, theme.space.m)
            row.addWidget(choice)
            row.addWidget(self._open[one.id], 1)
            self.column.addLayout(row)

    def _chosen(self) -> None:
        for one, choice in self.choices.items():
            self._open[one].setVisible(not choice.value())
        self._told()

    def chosen(self) -> frozenset[int]:
        """Those that shall be erased."""
        return frozenset(one for one, choice in self.choices.items() if choice.value() == ALL)

    def left_out(self) -> frozenset[int]:
        """Those that shall stay."""
        return frozenset(one for one, choice in self.choices.items() if choice.value() == OUT)

    def missing(self) -> str:
        if all(choice.value() for choice in self.choices.values()):
            return ""
        return translate("erase", "Choose first what to do with each number of several people")


class OthersBox(Part):
    """Who else loses something: read on request, with what that costs. `wanted`, `cancelled`.

    With `held` people on the do-not-erase list it has to be read, all of it, or somebody says that
    they go on without knowing (`unread`)."""

    wanted = Signal()
    cancelled = Signal()

    def __init__(self, held: int = 0) -> None:
        super().__init__(translate("erase", "Who else loses these calls"))
        self._complete = not held
        self.without = CheckBox(translate("erase", "Go on without knowing whether they do"))
        self.without.toggled.connect(self._told)
        self._held = _warning(
            translate("erase", "1 is on the do-not-erase list, and may lose calls with these.")
            if held == 1
            else translate(
                "erase", "{0:,} are on the do-not-erase list, and may lose calls with these."
            ).format(held)
        )
        self._needed = (self._held, self.without)
        self._words = Label("", "secondary", tone="text", wrap=True)
        self.button = Button(translate("erase", "Read who else"), icon="users")
        self.button.clicked.connect(self.wanted)
        self._offer = QWidget()
        row = QHBoxLayout(self._offer)
        tight(row, theme.space.m)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.bar = LoadingBar()
        self.bar.cancelled.connect(self.cancelled)
        self.bar.hide()
        self._lines = QWidget()
        self._list = QVBoxLayout(self._lines)
        tight(self._list, theme.space.s)
        self._lines.hide()
        for part in (self._held, self._offer, self.bar, self._lines, self.without):
            self.column.addWidget(part)
        for needed in self._needed:
            needed.setVisible(not self._complete)

    @property
    def unread(self) -> bool:
        """Whether somebody goes on without knowing who on the list loses calls."""
        return not self._complete and self.without.isChecked()

    def missing(self) -> str:
        if self._complete or self.without.isChecked():
            return ""
        if self.read:
            return translate("erase", "Not all of the calls could be read: say to go on without")
        return translate("erase", "Read who else loses these calls, or say to go on without")

    @property
    def read(self) -> bool:
        """Whether what was read is shown."""
        return not self._lines.isHidden()

    def offer(self, words: str) -> None:
        """Say what is not known and what reading it costs."""
        self._words.setText(words)
        self.bar.hide()
        self._offer.show()
        self.changed.emit()

    def show_progress(self, title: str, share: float | None) -> None:
        was = self.bar.isHidden()
        self.bar.set_progress(title, "", share)
        self._offer.hide()
        self.bar.show()
        if was:
            self.changed.emit()

    def show_lines(self, lines: Sequence[tuple[str, Line]], *, complete: bool = True) -> None:
        """What was read: icons with sentences. `complete`: of all calls."""
        self._offer.hide()
        self.bar.hide()
        self._complete = self._complete or complete
        for needed in self._needed:
            needed.setVisible(not self._complete)
        for icon, words in lines:
            line = UnfoldingLine(icon, words)
            line.unfolded.connect(self._told)
            self._list.addWidget(line)
        self._lines.show()
        self.changed.emit()


class ApproverBox(Part):
    """Who has approved it, if somebody else has."""

    def __init__(self) -> None:
        super().__init__("")
        self.name, self.note = LineEdit(), LineEdit()
        row = QHBoxLayout()
        tight(row, theme.space.m)
        row.addWidget(Field(translate("erase", "Appro&ver"), self.name), 1)
        row.addWidget(Field(translate("erase", "&Note"), self.note), 1)
        self.column.addLayout(row)
        self.column.addWidget(
            Label(
                translate("erase", "Optional. Recorded with the time, not verified."),
                "secondary",
                wrap=True,
            )
        )
        self.name.textChanged.connect(self._told)
        self.note.textChanged.connect(self._told)

    def approver(self) -> Approver | None:
        name, note = self.name.text().strip(), self.note.text().strip()
        return Approver(name=name, at=dt.datetime.now(dt.UTC), note=note) if name else None

    def missing(self) -> str:
        if self.note.text().strip() and not self.name.text().strip():
            return translate("erase", "A note needs the name of who approved")
        return ""


class OrderBox(Part):
    """In which order `count` subjects are erased, how long in between, and whether a problem ends
    it."""

    def __init__(self, count: int) -> None:
        super().__init__("")
        self._count = count
        self.order = Segmented(
            [
                ("listed", translate("erase", "As listed")),
                ("fewest", translate("erase", "Fewest first")),
            ],
            name=translate("erase", "Order"),
        )
        self.between = Select(
            [
                (str(seconds), words)
                for seconds, words in zip(
                    _PAUSES,
                    (
                        translate("erase", "None"),
                        translate("erase", "10 seconds"),
                        translate("erase", "1 minute"),
                        translate("erase", "5 minutes"),
                    ),
                    strict=True,
                )
            ],
            name=translate("erase", "Pause between erasures"),
            value="0",
        )
        self.stop = CheckBox(translate("erase", "Stop at the first problem"))
        self.stop.setChecked(True)
        row = QHBoxLayout()
        tight(row, theme.space.l)
        row.addWidget(Field(translate("erase", "&Order"), self.order))
        row.addWidget(Field(translate("erase", "&Pause between erasures"), self.between), 1)
        self.column.addLayout(row)
        self.pauses = Label("", "secondary", wrap=True)
        self.pauses.hide()
        self.column.addWidget(self.pauses)
        self.column.addWidget(self.stop)
        self.between.changed.connect(self._show_pauses)

    def _show_pauses(self) -> None:
        seconds = float(self.between.value()) * (self._count - 1)
        words = translate("erase", "The pauses alone take {0}, during which nothing is sent.")
        self.pauses.setText(words.format(span(seconds)) if seconds else "")
        self.pauses.setVisible(bool(seconds))
        self._told()


class OverBudget(Part):
    """More than what is left of the day: begun only if somebody says so."""

    def __init__(self, words: str) -> None:
        super().__init__("")
        self.column.addWidget(Label(words, "body", tone="danger", wrap=True))
        self.box = CheckBox(translate("erase", "Begin all the same"))
        self.box.toggled.connect(self._told)
        self.column.addWidget(self.box)

    def missing(self) -> str:
        if self.box.isChecked():
            return ""
        return translate("erase", "The day's calls don't suffice")


def _warning(words: str) -> QWidget:
    """A line that says what is still to be done."""
    line = QWidget()
    row = QHBoxLayout(line)
    tight(row, theme.space.s)
    row.addWidget(IconLabel("warning-fill", "warn_mark"))
    row.addWidget(Label(words, "secondary", tone="text", wrap=True), 1)
    return line
