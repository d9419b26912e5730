"""The panel's questions: who is added, why a request is refused, a reference typed again, a
passphrase for a backup, how long cases are kept.

What was answered is kept apart from the fields, which go with the dialog as soon as it closes.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QWidget

from gong_admin.services.privacy.intake import Intake
from gong_admin.services.privacy.intake_text import read_text
from gong_admin.services.privacy.store import NewSubject
from gong_admin.ui.privacy.office_page import SHORTEST_PASSPHRASE
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.dialog import Dialog, dialog_width
from gong_admin.ui.widgets.fields import Field, LineEdit, TextArea
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.states import Hint

_WIDTH = 520
_SHOWN = 3  # of what was set aside
_EVER, _SOME = "ever", "some"
_A_YEAR = 365
_MOST_LINES = 200  # read as one types; longer lists are read beside the window, by Lookup
_MOST_CHARACTERS = 6_000


class AddDialog(Dialog):
    """Addresses and numbers to add to a case. `subjects()` once it was accepted."""

    def __init__(self, parent: QWidget | None, region: str) -> None:
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        self.setWindowTitle(self.tr("Add subjects"))
        self.title_label.setText(self.tr("Add subjects"))
        self._region = region
        self._intake = Intake()
        self.text = TextArea(lines=6, placeholder=self.tr("marta.ilves@corvane.test"))
        self.body.addWidget(
            Field(
                self.tr("&Addresses and phone numbers"),
                self.text,
                help_text=self.tr(
                    "One a line. Files are read by Lookup, which says what is wrong line by line."
                ),
            )
        )
        self._said = Hint("", icon="warning-fill", boxed=True, tone="warn")
        self._said.hide()
        self.body.addWidget(self._said)
        self.add_cancel()
        self.button = self.add_button(
            self.tr("Add"), kind="primary", icon="user-plus", default=True
        )
        self.button.clicked.connect(self.accept)
        self.text.textChanged.connect(self._read)
        self._read()
        self.text.setFocus()

    def subjects(self) -> list[NewSubject]:
        return [
            NewSubject(taken.identifier.kind.value, taken.identifier.value, taken.identifier.typed)
            for taken in self._intake.taken
        ]

    def _read(self) -> None:
        long = self.text.blockCount() > _MOST_LINES
        if long or self.text.document().characterCount() > _MOST_CHARACTERS:
            self._intake = Intake()
            self.button.set_disabled_because(self.tr("Too long for this box"))
            most = self.tr("{0:,} characters").format(_MOST_CHARACTERS)
            if long:
                most = self.tr("{0:,} lines").format(_MOST_LINES)
            words = self.tr("More than {0}: paste them into Lookup, as a list.").format(most)
            self._said.set_text(words)
            self._said.show()
            self.refit()
            return
        self._intake = read_text(self.text.toPlainText(), self._region)
        taken, aside = len(self._intake.taken), self._intake.aside
        words = self.tr("Add {0:,}").format(taken) if taken > 1 else self.tr("Add")
        self.button.setText(words)
        self.button.set_disabled_because("" if taken else self.tr("Nobody to add yet"))
        left_out = self.tr("Line {0:,} is left out. {1}")
        lines = [left_out.format(one.line, one.reason) for one in aside[:_SHOWN]]
        if len(aside) > _SHOWN:
            lines.append(self.tr("{0:,} more are left out.").format(len(aside) - _SHOWN))
        self._said.set_text("\n".join(lines))
        self._said.setVisible(bool(lines))
        self.refit()


class RefuseDialog(Dialog):
    """The ground on which a request is refused. `ground()` once it was accepted."""

    def __init__(self, parent: QWidget | None, reference: str, ground: str) -> None:
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        self._ground = ground
        title = self.tr("Refuse the request {0}?").format(reference)
        self.setWindowTitle(self.tr("Refuse the request"))
        self.title_label.setText(title)
        self.text = TextArea(ground, lines=4)
        self._field = Field(
            self.tr("&Ground"),
            self.text,
            help_text=self.tr("Kept with the case, and printed in its evidence."),
        )
        self.body.addWidget(
            Label(
                self.tr(
                    "Nothing is sent to Gong. The person has to be told, with the ground and where "
                    "to complain; this program does not do that."
                ),
                "secondary",
                wrap=True,
            )
        )
        self.body.addWidget(self._field)
        self.add_cancel()
        self.button = self.add_button(self.tr("Refuse"), kind="primary", icon="prohibit")
        self.button.clicked.connect(self.accept)
        self.text.setFocus()

    def ground(self) -> str:
        return self._ground

    def accept(self) -> None:
        self._ground = self.text.toPlainText().strip()
        if not self._ground:
            self._field.set_error(self.tr("A refusal needs a ground."))
            self.refit()
            return
        super().accept()


class DestroyDialog(Dialog):
    """Destroys something of a case for good: its reference is typed again. Enter then does what the
    button says, which is active; before, it says what is missing."""

    def __init__(self, parent: QWidget | None, reference: str) -> None:
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        self._reference = reference
        self._text = Label("", "body", tone="text2", wrap=True)
        self.body.addWidget(self._text)
        self.line = LineEdit(placeholder=reference)
        self._field = Field(self.tr("&Type the reference to confirm"), self.line)
        self.body.addWidget(self._field)
        self.add_cancel()
        self.button = self.add_button("", kind="danger")
        self.button.clicked.connect(self.accept)
        self.line.textChanged.connect(self._look)
        self.line.returnPressed.connect(self.accept)
        self._look()
        self.line.setFocus()

    def say(self, title: str, text: str, action: str, icon: str) -> None:
        """What is asked, what goes, and what the button does."""
        self.setWindowTitle(title)
        self.title_label.setText(title)
        self._text.setText(text)
        self.setAccessibleDescription(text)
        self.button.setText(action)
        self.button.set_icon_name(icon)

    def _same(self) -> bool:
        return self.line.text().strip() == self._reference

    def _look(self) -> None:
        self._field.set_error("")
        missing = "" if self._same() else self.tr("Type the reference first")
        self.button.set_disabled_because(missing)

    def accept(self) -> None:
        if self._same():
            super().accept()
            return
        words = self.tr("It is not {0}.") if self.line.text().strip() else self.tr("Type {0}.")
        self._field.set_error(words.format(self._reference))
        self.refit()


class DeleteDialog(DestroyDialog):
    """Destroys all that a case holds."""

    def __init__(self, parent: QWidget | None, reference: str) -> None:
        super().__init__(parent, reference)
        self.say(
            self.tr("Delete the case {0}?").format(reference),
            self.tr(
                "The case's key is destroyed: its subjects, what was found, the notes and "
                "what the log said of people can't be read any more, by nobody. Reference, "
                "dates and counts stay. Whoever was erased is not followed any further. "
                "Nothing in Gong changes."
            ),
            self.tr("Delete case"),
            "trash",
        )


class ReduceDialog(DestroyDialog):
    """Destroys what proof does not need."""

    def __init__(self, parent: QWidget | None, reference: str) -> None:
        super().__init__(parent, reference)
        self.say(
            self.tr("Reduce the case {0} to what proof needs?").format(reference),
            self.tr(
                "Counts, times and request ids stay; addresses, findings, notes and what the log "
                "says of people are destroyed for good. A keyed fingerprint of each subject stays, "
                "which recognises the same address when it is typed again: that is pseudonymous, "
                "not anonymous. Following ends: nobody will see whether somebody comes back. Make "
                "the evidence pack first if it shall name people."
            ),
            self.tr("Reduce case"),
            "scissors",
        )


class BackupDialog(Dialog):
    """The passphrase of a backup. `passphrase()` once it was accepted."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        self.setWindowTitle(self.tr("Back up the key of the cases"))
        self.title_label.setText(self.tr("Back up the key of the cases"))
        self._passphrase = ""
        self.first, self.again = LineEdit(secret=True), LineEdit(secret=True)
        self.body.addWidget(
            Label(
                self.tr(
                    "Without the key nobody can read the cases. The backup is a small file that "
                    "opens with a passphrase of its own. It opens every case, those of later "
                    "included: keep it apart from this computer."
                ),
                "secondary",
                wrap=True,
            )
        )
        self._field = Field(
            self.tr("&Passphrase"),
            self.first,
            help_text=self.tr("At least {0} characters.").format(SHORTEST_PASSPHRASE),
        )
        self.body.addWidget(self._field)
        self.body.addWidget(Field(self.tr("Passphrase &again"), self.again))
        self.add_cancel()
        self.button = self.add_button(
            self.tr("Choose where…"), kind="primary", icon="key", default=True
        )
        self.button.clicked.connect(self.accept)
        self.first.setFocus()

    def passphrase(self) -> str:
        return self._passphrase

    def accept(self) -> None:
        problem = ""
        if len(self.first.text()) < SHORTEST_PASSPHRASE:
            problem = self.tr("At least {0} characters.").format(SHORTEST_PASSPHRASE)
        elif self.first.text() != self.again.text():
            problem = self.tr("The two are not the same.")
        self._field.set_error(problem)
        self.refit()
        if not problem:
            self._passphrase = self.first.text()
            super().accept()


class RetentionDialog(Dialog):
    """After how many days a closed case shall be reduced. `days()` once it was accepted, 0 for
    never."""

    def __init__(self, parent: QWidget | None, days: int, due: Callable[[int], int]) -> None:
        """`due(days)` says how many cases that would be now."""
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        self.setWindowTitle(self.tr("How long cases are kept"))
        self.title_label.setText(self.tr("How long cases are kept"))
        self._due, self._days = due, days
        self.choice = Segmented(
            [(_EVER, self.tr("For ever")), (_SOME, self.tr("For some days"))],
            value=_SOME if days else _EVER,
        )
        self.body.addWidget(
            Field(
                self.tr("&Closed cases are kept as they are"),
                self.choice,
                help_text=self.tr(
                    "After some days, this panel offers to reduce them to what proof needs. "
                    "Nothing is ever reduced or deleted automatically."
                ),
            )
        )
        self.line = LineEdit(str(days or _A_YEAR))
        self.line.setValidator(QIntValidator(1, 9_999, self.line))
        self._field = Field(self.tr("&Days after a case was closed"), self.line)
        self.body.addWidget(self._field)
        self._said = Hint("", icon="archive", boxed=True)
        self.body.addWidget(self._said)
        self.add_cancel()
        self.button = self.add_button(self.tr("Save"), kind="primary", default=True)
        self.button.clicked.connect(self.accept)
        self.choice.changed.connect(self._say)
        self.line.textChanged.connect(self._say)
        self._say()

    def days(self) -> int:
        return self._days

    def _say(self) -> None:
        some = self.choice.value() == _SOME
        days = self._days = int(self.line.text() or 0) if some else 0
        self._field.setVisible(some)
        self.button.set_disabled_because(
            self.tr("Say for how many days") if some and not days else ""
        )
        count = self._due(days)
        if not days:
            self._said.set_text(self.tr("Cases are kept until somebody reduces or deletes them."))
        elif count == 1:
            self._said.set_text(self.tr("1 case would be offered now."))
        else:
            self._said.set_text(self.tr("{0:,} cases would be offered now.").format(count))
        self.refit()
