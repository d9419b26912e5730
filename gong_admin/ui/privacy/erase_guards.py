"""What stands in the way of an erasure until a person has answered for it: somebody on the
do-not-erase list who would lose something, and an identity that nobody has checked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import Counts
from gong_admin.services.privacy.held_calls import Clash
from gong_admin.ui import paint
from gong_admin.ui.privacy.erase_lists import Part
from gong_admin.ui.privacy.erase_words import named, wrapped_list
from gong_admin.ui.privacy.words import count_words
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import IconLabel, Label, clear_layout, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.check_box import CheckBox
from gong_admin.ui.widgets.fields import Field, LineEdit


class _Stop(QWidget):
    """The red box."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 10, 14, 10)
        self.column.setSpacing(theme.space.s)
        repaint_on_change(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, edge = theme.colour("danger_tint"), theme.colour("danger_border")
        paint.box(QPainter(self), self.rect(), theme.radius.card, fill, edge)


class HoldStop(Part):
    """Red, with a box for each person on the do-not-erase list who would lose something: nothing
    goes on until each is ticked. Hidden while there is nobody."""

    def __init__(self) -> None:
        super().__init__("")
        self._box = _Stop()
        self.column.addWidget(self._box)
        self.boxes: dict[str, CheckBox] = {}
        self._clashes: tuple[Clash, ...] = ()
        self.hide()

    def show_clashes(self, clashes: Sequence[Clash]) -> None:
        """Those not overruled before. Who is overruled for less than this is asked again."""
        clashes = tuple(sorted(clashes, key=lambda one: one.whom))
        if clashes == self._clashes:
            return
        known = {one.whom: one for one in self._clashes}
        kept = {
            one.whom
            for one in clashes
            if one.whom in known
            and self.boxes[one.whom].isChecked()
            and one.things <= known[one.whom].things
        }
        self._clashes, self.boxes = clashes, {}
        clear_layout(self._box.column)
        self.setVisible(bool(clashes))
        for one in clashes:
            self._add(one, ticked=one.whom in kept)
        self._told()

    def _add(self, one: Clash, *, ticked: bool) -> None:
        row = QHBoxLayout()
        tight(row, theme.space.s + 2)
        row.addWidget(IconLabel("hand-palm", "danger_mark"))
        words = clash_words(one)
        label = Label(wrapped_list(words), "strong", tone="danger", wrap=True)
        label.setAccessibleName(words)
        row.addWidget(label, 1)
        self._box.column.addLayout(row)
        box = CheckBox(translate("erase", "Overrule this hold, and erase them all the same"))
        box.setAccessibleName(
            translate("erase", "Overrule the hold of {0}, and erase all the same").format(one.value)
        )
        box.setChecked(ticked)
        box.toggled.connect(self._told)
        self.boxes[one.whom] = box
        self._box.column.addWidget(box)

    @property
    def overruled(self) -> tuple[Clash, ...]:
        return tuple(one for one in self._clashes if self.boxes[one.whom].isChecked())

    def missing(self) -> str:
        open_ = [one.value for one in self._clashes if not self.boxes[one.whom].isChecked()]
        if not open_:
            return ""
        return translate("erase", "Stopped by the do-not-erase list: {0}").format(named(open_))


class IdentityBox(Part):
    """That nobody has checked who asks: it is checked now, or gone on with for a reason.
    `check_asked` when it shall be checked."""

    check_asked = Signal()

    def __init__(self, reason: str = "") -> None:
        super().__init__("")
        row = QHBoxLayout()
        tight(row, theme.space.s + 2)
        row.addWidget(IconLabel("warning-fill", "warn_mark"))
        words = translate("erase", "Identity not checked: nobody has noted who asks for this.")
        row.addWidget(Label(words, "body", tone="text", wrap=True), 1)
        self.button = Button(translate("erase", "Check now…"), icon="user")
        self.button.clicked.connect(self.check_asked)
        row.addWidget(self.button)
        self.column.addLayout(row)
        self.why = LineEdit(reason)
        self.column.addWidget(Field(translate("erase", "Or go &on without, because"), self.why))
        self.why.textChanged.connect(self._told)

    def reason(self) -> str:
        return self.why.text().strip()

    def missing(self) -> str:
        if self.reason():
            return ""
        return translate("erase", "Check the identity, or say why you go on without")


def clash_words(one: Clash) -> str:
    """What somebody on the list would lose."""
    counts = Counts(
        **{kind: one.count(kind) for kind in ("calls", "emails", "meetings", "records")}
    )
    if not counts.held:
        return translate(
            "erase",
            "What goes has an address or number of {0} with it, who is on the do-not-erase list.",
        ).format(one.value)
    what = count_words(counts)
    if counts.held == 1:
        return translate(
            "erase", "{0} that goes is also of {1}, who is on the do-not-erase list."
        ).format(what, one.value)
    return translate(
        "erase", "{0} that go are also of {1}, who is on the do-not-erase list."
    ).format(what, one.value)
