"""The panel's dialogs: what a snapshot shall hold, a note, and daily ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.settings import SnapshotChoices
from gong_admin.services.snapshots.content import Options
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label, Snug, tight
from gong_admin.ui.widgets.dialog import RING_ROOM, Dialog, dialog_width
from gong_admin.ui.widgets.fields import Field, LineEdit
from gong_admin.ui.widgets.scroll import FittingScrollArea
from gong_admin.ui.widgets.select import Select
from gong_admin.ui.widgets.states import Hint
from gong_admin.ui.widgets.switch import Switch

CostOf = Callable[[Options], str]
"""What a snapshot with these options costs, in words."""

_WIDTH = 500


class _Line(Snug):
    """A switch at the right of its name, with a sentence below."""

    def __init__(self, name: str, help_text: str, on: bool) -> None:
        super().__init__()
        self.switch = Switch(name=name, checked=on)
        self.switch.setAccessibleDescription(help_text)
        words = QVBoxLayout()
        tight(words, theme.space.xxs)
        words.addWidget(ElidedLabel(name, "medium"))
        words.addWidget(Label(help_text, "secondary", wrap=True))
        row = QHBoxLayout(self)
        tight(row, theme.space.l)
        row.addLayout(words, 1)
        row.addWidget(self.switch)


class _Scrolled(Dialog):
    """A dialog whose content scrolls where large text leaves too little room."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        super().__init__(parent, title, width=dialog_width(_WIDTH))
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        self.leave_ring_room()
        self.column.setSpacing(theme.space.l)
        self._area = FittingScrollArea(content)

    def fill(self) -> None:
        self.body.addWidget(self._area, 1)


class TakeDialog(_Scrolled):
    """Asks what to keep and says what it costs. `taken(Options, note)` when agreed to."""

    taken = Signal(object, str)

    def __init__(self, parent: QWidget | None, choices: SnapshotChoices, cost: CostOf) -> None:
        super().__init__(parent, "")
        members, people = choices.by_hand
        self.setWindowTitle(self.tr("Take a snapshot"))
        self.title_label.setText(self.tr("Take a snapshot"))
        self._cost_of = cost
        self.column.addWidget(
            Label(
                self.tr(
                    "All permission profiles, trackers, scorecards and library folders of all "
                    "workspaces, as files on this computer. Gong is only read."
                ),
                "secondary",
                wrap=True,
            )
        )
        self._members = _Line(
            self.tr("Who has which profile"),
            self.tr("One call for each profile. Without, joins and leaves are not seen."),
            members,
        )
        self._people = _Line(
            self.tr("Names and addresses of these people"),
            self.tr("Without, people are kept by their ids alone. Needs no further calls."),
            people,
        )
        self.note = LineEdit()
        self.note.setMaxLength(200)
        self._cost = Hint("", icon="gauge", boxed=True)
        for part in (self._members, self._people):
            self.column.addWidget(part)
        self.column.addWidget(
            Field(
                self.tr("&Note"),
                self.note,
                help_text=self.tr("A snapshot with a note is never deleted by itself."),
            )
        )
        self.column.addWidget(self._cost)
        self.fill()
        self.add_cancel()
        self.button = self.add_button(
            self.tr("Take snapshot"), kind="primary", icon="camera", default=True
        )
        self.button.clicked.connect(self._agreed)
        self._members.switch.toggled.connect(self._say)
        self._say()

    def options(self) -> Options:
        members = self._members.switch.isChecked()
        return Options(members=members, people=members and self._people.switch.isChecked())

    def _say(self) -> None:
        members = self._members.switch.isChecked()
        reason = "" if members else self.tr("Only with the members")
        self._people.switch.set_disabled_because(reason)
        self._cost.set_text(self.tr("{0}.").format(self._cost_of(self.options())))
        self.refit()

    def _agreed(self) -> None:
        self.taken.emit(self.options(), self.note.text().strip())
        self.accept()


class NoteDialog(Dialog):
    """A note on a snapshot. `noted(text)` when it was agreed to; "" takes it away."""

    noted = Signal(str)

    def __init__(self, parent: QWidget | None, note: str) -> None:
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        self.setWindowTitle(self.tr("Note on this snapshot"))
        self.title_label.setText(self.tr("Note on this snapshot"))
        self.line = LineEdit()
        self.line.setText(note)
        self.line.setMaxLength(200)
        self.body.addWidget(
            Field(
                self.tr("&Note"),
                self.line,
                help_text=self.tr("A snapshot with a note is never deleted by itself."),
            )
        )
        self.add_cancel()
        self.button = self.add_button(self.tr("Save note"), kind="primary", default=True)
        self.button.clicked.connect(self._agreed)
        self.line.setFocus()

    def _agreed(self) -> None:
        self.noted.emit(self.line.text().strip())
        self.accept()


class KeepingDialog(_Scrolled):
    """Daily snapshots, and how many are kept. `chosen(dict)` of `SnapshotChoices` when agreed."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None, choices: SnapshotChoices, cost: CostOf) -> None:
        super().__init__(parent, "")
        self.setWindowTitle(self.tr("Daily snapshots"))
        self.title_label.setText(self.tr("Daily snapshots"))
        self._cost_of = cost
        self._daily = _Line(
            self.tr("One every day"),
            self.tr("In the background, when Gong Admin first opens that day."),
            choices.daily,
        )
        self._members = _Line(
            self.tr("Who has which profile"), self.tr("One call for each profile."), choices.members
        )
        self._people = _Line(
            self.tr("Names and addresses of these people"),
            self.tr("Without, people are kept by their ids alone."),
            choices.people,
        )
        self._cost = Hint("", icon="gauge", boxed=True)
        self._count = _number(choices.keep_count, self.tr("Any number"))
        self._days = _number(choices.keep_days, self.tr("For ever"))
        for part in (self._daily, self._members, self._people, self._cost):
            self.column.addWidget(part)
        self._count.setAccessibleName(self.tr("Keep at most so many snapshots"))
        self._days.setAccessibleName(self.tr("Keep for so many days"))
        keeping = QHBoxLayout()
        tight(keeping, theme.space.l)
        keeping.addWidget(Field(self.tr("Keep at &most"), self._count, hint=self.tr("snapshots")))
        keeping.addWidget(Field(self.tr("Keep &for"), self._days, hint=self.tr("days")))
        self.column.addLayout(keeping)
        self.column.addWidget(
            Label(
                self.tr("Pinned snapshots, those with a note and the newest are always kept."),
                "secondary",
                wrap=True,
            )
        )
        self.fill()
        self.add_cancel()
        self.button = self.add_button(self.tr("Save"), kind="primary", default=True)
        self.button.clicked.connect(self._agreed)
        for line in (self._daily, self._members):
            line.switch.toggled.connect(self._say)
        self._say()

    def values(self) -> dict[str, object]:
        members = self._members.switch.isChecked()
        return {
            "daily": self._daily.switch.isChecked(),
            "members": members,
            "people": members and self._people.switch.isChecked(),
            "keep_count": int(self._count.text() or 0),
            "keep_days": int(self._days.text() or 0),
        }

    def _say(self) -> None:
        members = self._members.switch.isChecked()
        self._people.switch.set_disabled_because(
            "" if members else self.tr("Only with the members")
        )
        cost = self._cost_of(Options(members=members))
        daily = self._daily.switch.isChecked()
        self._cost.set_text(
            self.tr("Each day: {0}.").format(cost)
            if daily
            else self.tr("No snapshot is taken by itself. Each would cost: {0}.").format(cost)
        )
        self.refit()

    def _agreed(self) -> None:
        self.chosen.emit(self.values())
        self.accept()


class PlaceDialog(Dialog):
    """Asks for the workspace that a profile from a file shall live in. `placed(workspace_id)`."""

    placed = Signal(str)

    def __init__(
        self,
        parent: QWidget | None,
        name: str,
        workspaces: Sequence[tuple[str, str]],
        suggested: str,
        notes_of: Callable[[str], Sequence[str]],
    ) -> None:
        """`workspaces` are ids and names; `notes_of(id)` says what would not fit there."""
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        title = self.tr("Make the profile “{0}”").format(name)
        self.setWindowTitle(title)
        self.title_label.setText(title)
        self._notes_of = notes_of
        self.select = Select(workspaces, value=suggested)
        self.body.addWidget(Field(self.tr("&Workspace"), self.select))
        self._notes = Hint("", boxed=True)
        self.body.addWidget(self._notes)
        self.add_cancel()
        self.button = self.add_button(self.tr("Review"), kind="primary", default=True)
        self.button.clicked.connect(self._agreed)
        self.select.changed.connect(self._say)
        self._say()

    def _say(self) -> None:
        notes = self._notes_of(self.select.value())
        self._notes.set_text(" ".join(notes))
        self._notes.setVisible(bool(notes))
        self.refit()

    def _agreed(self) -> None:
        self.placed.emit(self.select.value())
        self.accept()


def _number(value: int, none: str) -> LineEdit:
    """A number of the person's choice; left empty it means `none`, which then stands there. So
    does a 0, as this was asked for once."""
    line = LineEdit(placeholder=none)
    line.setValidator(QIntValidator(0, 9_999, line))
    line.setText(str(value) if value else "")
    return line
