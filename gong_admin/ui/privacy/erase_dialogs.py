"""The reviews before an approval, an erasure, and an erasure that is sent a second time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from gong_admin.runtime.connections import Connection
from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import Approver, Elsewhere
from gong_admin.services.privacy.erase_review import (
    Before,
    CallsRead,
    Candidate,
    clashes_of,
    total,
)
from gong_admin.services.privacy.held_calls import Clash, merged
from gong_admin.ui.privacy.erase_guards import HoldStop, IdentityBox
from gong_admin.ui.privacy.erase_lists import Part, SubjectsBox
from gong_admin.ui.privacy.erase_parts import (
    ApproverBox,
    ElsewhereBox,
    Number,
    Numbers,
    OrderBox,
    OthersBox,
    OverBudget,
)
from gong_admin.ui.privacy.erase_words import (
    figures,
    request_of,
    sent_words,
    warnings_of_gong,
    what_goes,
)
from gong_admin.ui.tenant_colour import colour_of
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.review import Consequence, Figures, Review, ReviewDialog

MOST_ASKED = 8
"""Numbers of several people that one review asks about; the others wait for the next."""


class Asking(StrEnum):
    APPROVE = "approve"
    ERASE = "erase"
    AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided. `subjects` are ids, in the order in which they shall be erased.
    `overruled` is what of people on the do-not-erase list may go with each of them; `unread` that
    it is gone on without knowing who of them was on calls, `reason` why without an identity."""

    subjects: tuple[int, ...]
    elsewhere: dict[str, Elsewhere]
    approver: Approver | None = None
    seconds_between: float = 0.0
    stop_at_problem: bool = False
    reason: str = ""
    unread: bool = False
    overruled: Mapping[int, tuple[Clash, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked. `cost` says what it takes, `over` that the day's calls don't suffice, ""
    where they do. `waiting` erasures without an answer are not part of it. `reason` is why it was
    gone on before without checking the identity."""

    asking: Asking
    before: Before
    connection: Connection
    cost: str = ""
    over: str = ""
    waiting: int = 0
    reason: str = ""


class EraseDialog(ReviewDialog):
    """Shows one of the three; `answer()` is what was decided."""

    _parts: tuple[Part, ...] = ()
    leaves_for_identity = False  # closed because the identity is checked first

    def __init__(self, parent: QWidget | None, asked: Asked) -> None:
        super().__init__(parent, _review(asked))
        # The title of a window is read by others than the person before it.
        self.title_label.setText(_title(asked))
        self._asked = asked
        self._asks = asked_about(asked)
        self._left = {one.subject.id for one in asked.before.candidates} - {
            one.subject.id for one in left_out(asked)
        }
        self._figures: Figures | None = None
        self.numbers = Numbers([_number(one) for one in self._asks]) if self._asks else None
        # Right before they leave, it is read again for each: there it need not be read here.
        held = len(asked.before.guard.people) if self._approving else 0
        self.others = OthersBox(held) if _has_others(asked) else None
        self.whom = SubjectsBox(asked.before) if len(asked.before.candidates) > 1 else None
        self.stop = HoldStop()
        checked = asked.before.case.identity_checked
        self.identity = None if checked else IdentityBox(asked.reason)
        self._met: tuple[Clash, ...] = ()  # who on the do-not-erase list was on the calls
        again, erasing = asked.asking is Asking.AGAIN, asked.asking is Asking.ERASE
        known = asked.before.case.elsewhere
        self.elsewhere = None if again else ElsewhereBox(known, needed=erasing)
        many = not self._approving and len(self._left) > 1
        self.order = OrderBox(len(self._left)) if many else None
        self.over = OverBudget(asked.over) if asked.over else None
        self.approver = ApproverBox() if self._approving else None
        made: Sequence[Part | None] = (
            *(self.whom, self.stop, self.identity, self.numbers, self.others, self.elsewhere),
            *(self.order, self.over, self.approver),
        )
        self._parts = tuple(part for part in made if part is not None)
        self.still = Label("", "secondary", tone="text2", wrap=True)
        self.add_flush(self.still)
        # Behind what has to be known, before the request.
        for place, part in enumerate(self._parts, 1):
            self.add_part(part, place)
            part.changed.connect(self._changed)
        if self.numbers is not None:
            self.numbers.changed.connect(self._show_figures)
            self.numbers.changed.connect(self._look_for_holds)
        self._show_figures()
        self._look_for_holds()
        self.check()

    @property
    def _approving(self) -> bool:
        return self._asked.asking is Asking.APPROVE

    def chosen(self) -> list[Candidate]:
        """Those that are approved or erased as it stands now."""
        asks = {one.subject.id for one in self._asks}
        wanted = (self._left - asks) | (self.numbers.chosen() if self.numbers else frozenset())
        return [one for one in self._asked.before.candidates if one.subject.id in wanted]

    def show_read(self, read: CallsRead) -> None:
        """Who was on the calls is known now."""
        self._met = self._asked.before.guard.met(read.facts)
        self._look_for_holds()

    def leave_for_identity(self) -> None:
        self.leaves_for_identity = True
        self.reject()

    def _clashes(self) -> dict[int, tuple[Clash, ...]]:
        """What people on the do-not-erase list would lose, and nobody has allowed before."""
        chosen = self._not_left_out()
        found = clashes_of(chosen, self._met)
        if self._approving:
            return found  # an approval says all of it anew
        allowed = {one.subject.id: one.allowed for one in chosen}
        return {id_: allowed[id_].rest(clashes) for id_, clashes in found.items()}

    def _look_for_holds(self) -> None:
        every = self._clashes().values()
        self.stop.show_clashes(merged(one for clashes in every for one in clashes))

    def _not_left_out(self) -> list[Candidate]:
        out = self.numbers.left_out() if self.numbers else frozenset()
        wanted = self._left - out
        return [one for one in self._asked.before.candidates if one.subject.id in wanted]

    def check(self) -> None:
        super().check()
        if not self._parts:
            return  # it is still being made
        before, words = self.still.text(), self.missing()
        self.still.setText(f"{words}." if words else "")
        self.still.setVisible(bool(words))
        if bool(before) != bool(words):
            self.refit()

    def missing(self) -> str:
        for part in self._parts:
            if words := part.missing():
                return words
        if self._parts and not self.chosen():
            return self.tr("Everything is left out")
        return super().missing()

    def answer(self) -> Answer:
        subjects = [one.subject for one in self.chosen()]
        if self.order is not None and self.order.order.value() == "fewest":
            subjects.sort(key=lambda one: one.counts.held if one.counts is not None else 0)
        kept = self._asked.before.case.elsewhere
        return Answer(
            subjects=tuple(one.id for one in subjects),
            elsewhere=self.elsewhere.fields.values() if self.elsewhere is not None else kept,
            approver=self.approver.approver() if self.approver is not None else None,
            seconds_between=float(self.order.between.value()) if self.order is not None else 0.0,
            stop_at_problem=self.order is not None and self.order.stop.isChecked(),
            reason=self.identity.reason() if self.identity is not None else "",
            unread=self.others is not None and self.others.unread,
            overruled=self._clashes(),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (not isinstance(at, QAbstractButton) or at.isCheckable()):
            # From a field or a box it neither sends nor throws away what was filled in: it leads
            # to the button that does, once that is allowed.
            if self.button.isEnabled():
                self.button.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)

    def _changed(self) -> None:
        self.check()
        self.part_changed()

    def _show_figures(self) -> None:
        old = self._figures
        shown, before = self._not_left_out(), self._asked.before
        every = len(shown) == len(before.candidates)
        self._figures = Figures(figures(before.counts if every else total(shown)))
        self.add_part(self._figures, 0)
        if old is not None:
            old.hide()
            old.deleteLater()


def asked_about(asked: Asked) -> list[Candidate]:
    """The numbers of several people that this review asks about: at the approval alone."""
    if asked.asking is not Asking.APPROVE:
        return []
    return [one for one in asked.before.candidates if one.several][:MOST_ASKED]


def left_out(asked: Asked) -> list[Candidate]:
    """Numbers of several people beyond those."""
    if asked.asking is not Asking.APPROVE:
        return []
    return [one for one in asked.before.candidates if one.several][MOST_ASKED:]


def _has_others(asked: Asked) -> bool:
    return asked.asking is not Asking.AGAIN and bool(asked.before.call_ids)


def _number(one: Candidate) -> Number:
    return Number(one.subject.id, one.subject.value, one.people, one.addresses)


# -- in words ------------------------------------------------------------------------------------


def _title(asked: Asked) -> str:
    candidates = asked.before.candidates
    one = candidates[0].subject.value if len(candidates) == 1 else ""
    count = len(candidates)
    match asked.asking:
        case Asking.APPROVE if one:
            return translate("erase", "Approve the erasure of {0}?").format(one)
        case Asking.APPROVE:
            return translate("erase", "Approve the erasure of {0:,} subjects?").format(count)
        case Asking.ERASE if one:
            return translate("erase", "Erase everything Gong holds on {0}?").format(one)
        case Asking.ERASE:
            return translate("erase", "Erase everything Gong holds on {0:,} subjects?").format(
                count
            )
        case _ if one:
            return translate("erase", "Send the erasure of {0} again?").format(one)
        case _:
            return translate("erase", "Send {0:,} erasures again?").format(count)


def _window_title(asking: Asking) -> str:
    return {
        Asking.APPROVE: translate("erase", "Approve an erasure"),
        Asking.ERASE: translate("erase", "Erase"),
        Asking.AGAIN: translate("erase", "Send erasures again"),
    }[asking]


def _action(asked: Asked) -> str:
    count = len(asked.before.candidates)
    match asked.asking:
        case Asking.APPROVE:
            return translate("erase", "Approve")
        case Asking.ERASE if count == 1:
            return translate("erase", "Erase data of 1 subject")
        case Asking.ERASE:
            return translate("erase", "Erase data of {0:,} subjects").format(count)
        case _ if count == 1:
            return translate("erase", "Send 1 erasure again")
        case _:
            return translate("erase", "Send {0:,} erasures again").format(count)


def _consequences(asked: Asked) -> list[Consequence]:
    found = what_goes(asked.before)
    if asked.asking is Asking.AGAIN:
        found.append(
            Consequence(
                translate(
                    "erase",
                    "{0}, and no answer came. Gong may have taken it all the same: looking again "
                    "shows it within hours. Each is looked up once more before it is sent.",
                ).format(sent_words(asked.before.candidates) or translate("erase", "Sent")),
                "danger",
            )
        )
    found += warnings_of_gong()
    if over := len(left_out(asked)):
        found.append(
            Consequence(
                translate(
                    "erase",
                    "{0:,} more numbers of several people are left out; approve them afterwards.",
                ).format(over),
                "warn",
            )
        )
    if asked.waiting:
        found.append(
            Consequence(
                translate(
                    "erase", "What was sent before without an answer ({0:,}) is not sent again."
                ).format(asked.waiting),
                "info",
            )
        )
    return found


def _review(asked: Asked) -> Review:
    candidates, case = asked.before.candidates, asked.before.case
    approving, one = asked.asking is Asking.APPROVE, len(candidates) == 1
    subject = candidates[0].subject
    method, line, request = request_of(subject)
    retype = subject.value if one else f"{len(candidates)} {case.reference}"
    label = translate("erase", "Type the number of subjects and the case's reference:")
    if one:
        label = (
            translate("erase", "Type the address to confirm:")
            if subject.kind == "email"
            else translate("erase", "Type the number to confirm:")
        )
    return Review(
        title=_window_title(asked.asking),
        action=_action(asked),
        action_icon="shield-check" if approving else "eraser",
        tenant=asked.connection.name,
        tenant_kind=asked.connection.kind.value.capitalize(),
        tenant_colour=colour_of(asked.connection),
        target=translate("erase", "in all workspaces · case {0}").format(case.reference),
        consequences=_consequences(asked),
        method=method,
        request_line=line,
        request=request,
        request_note="" if one else translate("erase", "first of {0:,}").format(len(candidates)),
        footnote=translate("erase", "Approving sends nothing to Gong.")
        if approving
        else asked.cost,
        retype="" if approving else retype,
        retype_label=label,
        destructive=not approving,
        outward=True,
        can_rehearse=not approving,
    )
