"""The do-not-erase list: who must not be erased whatever a case asks for, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.models.text import day_text
from gong_admin.services.privacy.identifiers import NotAnIdentifier, recognise
from gong_admin.services.privacy.store.holds import Hold
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label, Separator, Snug, clear_layout, tight
from gong_admin.ui.widgets.button import Button, IconButton
from gong_admin.ui.widgets.dialog import RING_ROOM, Dialog, dialog_width
from gong_admin.ui.widgets.fields import Field, LineEdit, SearchField
from gong_admin.ui.widgets.scroll import FittingScrollArea

_WIDTH = 620
_SHOWN = 200  # rows; beyond, the filter finds them


class HoldsDialog(Dialog):
    """`added(kind, value, reason)` and `removed(kind, value)`, as one object each; the presenter
    answers with `show_holds`, unless the dialog was closed with it."""

    added = Signal(object)
    removed = Signal(object)

    def __init__(self, parent: QWidget | None, region: str) -> None:
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        self.setWindowTitle(self.tr("Do-not-erase list"))
        self.title_label.setText(self.tr("Do-not-erase list"))
        self._region = region
        self._holds: Sequence[Hold] = ()
        self.leave_ring_room()
        self.add_flush(
            Label(
                self.tr(
                    "Addresses and numbers under a legal hold. No case erases them, whoever "
                    "approved it; each is checked again immediately before an erasure leaves."
                ),
                "secondary",
                wrap=True,
            )
        )
        self.whom = LineEdit(placeholder=self.tr("Address or phone number"))
        self.why = LineEdit(placeholder=self.tr("Litigation 2026-17, until released"))
        self._whom = Field(self.tr("&Whom"), self.whom)
        self._why = Field(self.tr("&Reason"), self.why)
        self.add = Button(self.tr("Add"), icon="plus")
        self.add.clicked.connect(self._add_typed)
        self.whom.returnPressed.connect(self._add_typed)
        self.why.returnPressed.connect(self._add_typed)
        form = QVBoxLayout()
        form.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        form.setSpacing(theme.space.m)
        form.addWidget(self._whom)
        form.addWidget(self._why)
        form.addWidget(self.add)
        self.body.addLayout(form)
        self.filter = SearchField(self.tr("Filter the list"))
        self.filter.textChanged.connect(self._fill)
        self.add_flush(self.filter)
        content = Snug()
        self._rows = QVBoxLayout(content)
        self._rows.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        self._rows.setSpacing(theme.space.xs)
        self._list = FittingScrollArea(content)
        self.body.addWidget(self._list, 1)
        self.done_button = self.add_button(self.tr("Done"), kind="primary")
        self.done_button.clicked.connect(self.accept)
        self.whom.setFocus()

    def show_holds(self, holds: Sequence[Hold]) -> None:
        """The list as it is kept, the oldest first."""
        self._holds = holds
        self._fill()

    def _fill(self) -> None:
        clear_layout(self._rows)
        needle = self.filter.text().strip().casefold()
        found = [one for one in self._holds if needle in f"{one.value} {one.reason}".casefold()]
        self.filter.setVisible(len(self._holds) > 8)
        lines: list[QWidget] = []
        for hold in found[:_SHOWN]:
            lines += (_Row(hold, self._remove), Separator())
        if not found:
            words = self.tr("Nobody matches.") if self._holds else self.tr("Nobody is on it.")
            lines.append(Label(words, "secondary"))
        elif len(found) > _SHOWN:
            more = self.tr("{0:,} more: the filter finds them.").format(len(found) - _SHOWN)
            lines.append(Label(more, "secondary"))
        for line in lines:
            self._rows.addWidget(line)
            line.show()  # at once: what is hidden takes no room when the dialog is measured
        self._list.updateGeometry()  # a scroll area doesn't tell that its content has grown
        self.refit()

    def accept(self) -> None:
        """What was typed and not added yet is meant to be on the list: it is added first."""
        typed = self.whom.text().strip() or self.why.text().strip()
        if not typed or self._add():
            super().accept()

    def _add_typed(self) -> None:
        self._add()

    def _add(self) -> bool:
        """Add what was typed; False where something is wrong with it, which is said."""
        try:
            one = recognise(self.whom.text(), self._region)
        except NotAnIdentifier as wrong:
            self._whom.set_error(wrong.reason)
            self.whom.setFocus()
            self.refit()
            return False
        self._whom.set_error("")
        reason = self.why.text().strip()
        self._why.set_error("" if reason else self.tr("A hold needs a reason."))
        self.refit()
        if not reason:
            self.why.setFocus()
            return False
        self.added.emit((one.kind.value, one.value, reason))
        self.whom.clear()
        self.why.clear()
        self.whom.setFocus()
        return True

    def _remove(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.removed.emit(sender.property("hold"))


class _Row(Snug):
    """Whom, why and since when, with a button that takes it off the list."""

    def __init__(self, hold: Hold, remove: object) -> None:
        super().__init__()
        words = QVBoxLayout()
        tight(words, theme.space.xxs)
        words.addWidget(ElidedLabel(hold.value, "medium"))
        words.addWidget(ElidedLabel(f"{hold.reason} · {day_text(hold.at)}", "secondary"))
        cross = IconButton("x", self.tr("Take {0} off the list").format(hold.value), small=True)
        cross.setProperty("hold", (hold.kind, hold.value))
        cross.clicked.connect(remove)
        row = QHBoxLayout(self)
        tight(row, theme.space.m)
        row.addLayout(words, 1)
        row.addWidget(cross)
