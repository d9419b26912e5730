"""What became of each subject of a run, and what can be done about the rest."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import Subject, SubjectState
from gong_admin.services.privacy.erase_review import Outcome
from gong_admin.ui.privacy.erase_words import more_words, problem_words
from gong_admin.ui.privacy.words import SUBJECT_TONES
from gong_admin.ui.profile_changes.outline import Node, Outline
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import IconLabel, Label, Separator, tight
from gong_admin.ui.widgets.dialog import Dialog, dialog_width

_WIDTH = 640
_MOST = 300  # lines, the troubles first; the panel's table has all
APPROVE, AGAIN, CLOSE = "approve", "again", "close"
"""What a person chooses in the list."""

_ORDER = (
    SubjectState.UNKNOWN,
    SubjectState.NOT_TAKEN,
    SubjectState.MORE,
    SubjectState.SHARED,
    SubjectState.HELD,
    SubjectState.REFUSED,
    SubjectState.FOUND,
    SubjectState.ERASING,
    SubjectState.GONE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """An outcome with why the run ended before its end, "" where it didn't. `fleeting`: the cases
    are gone with the program, and nobody is followed after that."""

    outcome: Outcome
    stopped: str = ""
    fleeting: bool = False


def summary(outcome: Outcome) -> str:
    """What became of all, in a sentence: "2 taken by Gong, 1 skipped"."""
    told = []
    for state in _ORDER:
        if count := len(outcome.of(state)):
            told.append(f"{count:,} {_words(state)}")
    return ", ".join(told)


def _words(state: SubjectState) -> str:
    return {
        SubjectState.UNKNOWN: translate("erase", "sent, answer unknown"),
        SubjectState.NOT_TAKEN: translate("erase", "refused by Gong"),
        SubjectState.MORE: translate("erase", "skipped: more than approved"),
        SubjectState.SHARED: translate("erase", "skipped: shared with the do-not-erase list"),
        SubjectState.HELD: translate("erase", "on the do-not-erase list"),
        SubjectState.REFUSED: translate("erase", "not sent: a Gong user"),
        SubjectState.FOUND: translate("erase", "not sent"),
        SubjectState.ERASING: translate("erase", "accepted by Gong"),
        SubjectState.GONE: translate("erase", "with nothing left"),
    }[state]


class OutcomeDialog(Dialog):
    """A line a subject, the troubles first; `choice` tells how it was closed."""

    def __init__(self, parent: QWidget | None, told: Told) -> None:
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        outcome = told.outcome
        self.choice = CLOSE
        self.setWindowTitle(self.tr("What became of the erasures"))
        self.title_label.setText(self.tr("What became of the erasures"))
        self.body.addWidget(Label(f"{summary(outcome)}.", "body", wrap=True))
        if told.stopped:
            self.body.addLayout(_line("warning-fill", "warn_mark", told.stopped))
        self.outline = Outline(self.tr("What became of each"), _nodes(outcome))
        self.body.addWidget(Separator())
        self.body.addWidget(self.outline, 1)
        self.body.addWidget(Separator())
        if outcome.of(SubjectState.ERASING, SubjectState.UNKNOWN):
            text = self.tr(
                "They are looked up again until nothing is left: hours, as a rule. It goes on at "
                "the next start of the program."
            )
            if told.fleeting:
                text = self.tr(
                    "They are looked up again until nothing is left: hours, as a rule. That ends "
                    "when you close the program, for it keeps this case no longer."
                )
            self.body.addLayout(_line("arrows-clockwise", "text2", text))
        done = self.add_cancel(self.tr("Done"))
        if outcome.of(SubjectState.UNKNOWN):
            again = self.add_button(self.tr("Send again…"), icon="paper-plane-tilt")
            again.clicked.connect(self._again)
        skipped = outcome.of(SubjectState.MORE, SubjectState.SHARED, SubjectState.NOT_TAKEN)
        if skipped or any(outcome.more.values()):
            anew = self.add_button(self.tr("Approve anew…"), icon="shield-check")
            anew.clicked.connect(self._anew)
        done.setDefault(True)
        done.setFocus()

    def _again(self) -> None:
        self.choice = AGAIN
        self.accept()

    def _anew(self) -> None:
        self.choice = APPROVE
        self.accept()


def _nodes(outcome: Outcome) -> list[Node]:
    ordered = [one for state in _ORDER for one in outcome.of(state)]
    nodes = [
        Node(str(one.id), one.value, _note(outcome, one), _icon(one.state))
        for one in ordered[:_MOST]
    ]
    if (more := len(ordered) - _MOST) > 0:
        words = translate("erase", "{0:,} more, in the list of the case").format(more)
        nodes.append(Node("more", words))
    return nodes


def _icon(state: SubjectState) -> str:
    # The tree fills the icons of selected lines itself.
    return SUBJECT_TONES[state][1].removesuffix("-fill")


def _note(outcome: Outcome, one: Subject) -> str:
    words = _words(one.state)
    if one.state is SubjectState.MORE and (more := outcome.more.get(one.id)):
        return translate("erase", "{0}, by {1}").format(words, more_words(more))
    if one.state is SubjectState.UNKNOWN and (more := outcome.more.get(one.id)):
        why = translate("erase", "{0}; not sent again: more than approved, by {1}")
        return why.format(words, more_words(more))
    if one.state is SubjectState.FOUND and one.note:
        return f"{words}: {problem_words(one.note)}"
    if one.state is SubjectState.NOT_TAKEN and one.note:
        return f"{words}: {one.note}"
    if one.state is SubjectState.ERASING and one.counts is not None:
        return translate("erase", "{0}, {1:,} to go").format(words, one.counts.held)
    return words


def _line(icon: str, mark: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    tight(row, theme.space.s + 2)
    row.addWidget(IconLabel(icon, mark), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(text, "body", tone="text2", wrap=True), 1)
    return row
