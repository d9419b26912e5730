"""The review before a write: what will change, in plain words, and the exact request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.avatar import TenantBadge
from gong_admin.ui.widgets.basics import ElidedLabel, IconLabel, Label, Separator, breakable, tight
from gong_admin.ui.widgets.change_table import Change, ChangeTable
from gong_admin.ui.widgets.dialog import RING_ROOM, Dialog
from gong_admin.ui.widgets.fields import LineEdit
from gong_admin.ui.widgets.pill import KindTag
from gong_admin.ui.widgets.request_fold import RequestFold
from gong_admin.ui.widgets.scroll import FittingScrollArea

__all__ = ["Change", "Consequence", "Review", "ReviewDialog"]


@dataclass(frozen=True, slots=True)
class Consequence:
    """A sentence that the person should have read; `severity` picks icon and colour."""

    text: str
    severity: Literal["danger", "warn", "info"] = "info"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """All that a review shows. `request` is the prepared request as text, without secrets, and
    `request_line` its one-line form; `retype` is the subject that must be typed first, "" for
    none; `action` is the button and names the act: "Save 3 changes". `request_open` shows the
    request in full from the start. `outward`: it reaches people, so that Enter alone must not
    send it."""

    title: str
    action: str
    tenant: str
    tenant_kind: str = ""
    tenant_colour: str = "tenant_demo"
    target: str = ""
    target_id: str = ""
    changes: Sequence[Change] = ()
    extra_title: str = ""
    counts: Sequence[tuple[str, str]] = ()
    consequences: Sequence[Consequence] = ()
    warning_title: str = ""
    warning_text: str = ""
    method: str = ""
    request_line: str = ""
    request: str = ""
    request_note: str = ""
    request_open: bool = False
    footnote: str = ""
    retype: str = ""
    retype_label: str = ""
    destructive: bool = False
    outward: bool = False
    can_rehearse: bool = True
    action_icon: str = field(default="")


class ReviewDialog(Dialog):
    """Shows a `Review`. `accepted` when the person goes on, `rehearse_requested` when they want
    to see what would be sent without sending it; the dialog stays open then.

    A review that asks for more than reading adds its questions with `add_part` and says what is
    still missing in `missing`; `check` looks again.
    """

    rehearse_requested = Signal()

    def __init__(self, parent: QWidget | None, review: Review) -> None:
        width = theme.size("dialog_destructive" if review.destructive else "dialog")
        super().__init__(parent, review.title, width=width)
        self._review = review
        self.leave_ring_room()
        self.add_flush(self._target_line())
        content = QWidget()
        column = self._column = QVBoxLayout(content)
        column.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        column.setSpacing(theme.space.m)
        if review.changes:
            self.changes = ChangeTable(review.changes, review.extra_title)
            column.addWidget(self.changes)
        if review.counts:
            column.addWidget(Figures(review.counts))
        if review.warning_title:
            column.addWidget(_Warning(review.warning_title, review.warning_text))
        if review.consequences:
            column.addWidget(self._consequences())
        self._request: RequestFold | None = None
        if review.request_line:
            self._request = RequestFold(
                review.method, review.request_line, review.request, review.request_note
            )
            if review.request_open:
                self._request.toggle()
            self._request.toggled.connect(self._request_toggled)
            column.addWidget(self._request)
        if review.footnote:
            column.addLayout(_line("shield-check", "text2", review.footnote))
        column.addStretch(1)
        self._area = FittingScrollArea(content)
        # Everything in it wraps or gives way.
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area, 1)
        self._retype: LineEdit | None = None
        if review.retype:
            self._add_retype()
        self._add_foot()

    def add_part(self, part: QWidget, place: int | None = None) -> None:
        """Add a part below all others, or at a place among them."""
        at = self._column.count() - 1 if place is None else place
        self._column.insertWidget(at, part)
        self.part_changed()

    def part_changed(self) -> None:
        """A part needs more room now, or less."""
        self._request_toggled()

    def _request_toggled(self) -> None:
        # A scroll area doesn't pass on that its content would like another height.
        self._area.updateGeometry()
        self.refit()

    def _target_line(self) -> QWidget:
        review, line = self._review, QWidget()
        row = QHBoxLayout(line)
        tight(row, theme.space.s)
        row.addWidget(TenantBadge(review.tenant, review.tenant_colour, side=20))
        row.addWidget(Label(review.tenant, "medium"))
        if review.tenant_kind:
            row.addWidget(KindTag(review.tenant_kind, review.tenant_colour))
        if review.target:
            row.addWidget(Label(review.target, "body", tone="text2", selectable=True))
        if review.target_id:
            middle = Qt.TextElideMode.ElideMiddle
            row.addWidget(ElidedLabel(review.target_id, "mono", elide=middle), 1)
        row.addStretch(1)
        return line

    def _consequences(self) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        tight(column, theme.space.s)
        looks = {
            "danger": ("warning-fill", "danger_mark", "text"),
            "warn": ("warning-fill", "warn_mark", "text"),
            "info": ("info", "text2", "text2"),
        }
        for consequence in self._review.consequences:
            icon, mark, tone = looks[consequence.severity]
            column.addLayout(_line(consequence.icon or icon, mark, consequence.text, tone))
        return block

    def _add_retype(self) -> None:
        review = self._review
        label = QHBoxLayout()
        tight(label, theme.space.xs)
        label.setContentsMargins(RING_ROOM, 0, RING_ROOM, 0)
        words = Label(review.retype_label or self.tr("Type this to confirm:"), "body", tone="text2")
        label.addWidget(words)
        label.addWidget(Label(review.retype, "strong", selectable=True))
        label.addStretch(1)
        self.body.addLayout(label)
        self._retype = LineEdit(name=f"{words.text()} {review.retype}")
        words.setBuddy(self._retype)
        self._retype.textChanged.connect(self.check)
        self.add_flush(self._retype)

    def _add_foot(self) -> None:
        review = self._review
        if review.can_rehearse:
            rehearse = self.add_button(
                self.tr("Rehearse without sending"), kind="ghost", icon="play", left=True
            )
            rehearse.clicked.connect(self.rehearse_requested)
        cancel = self.add_cancel()
        kind: Literal["danger", "primary"] = "danger" if review.destructive else "primary"
        self.button = self.add_button(review.action, kind=kind, icon=review.action_icon)
        self.button.clicked.connect(self.accept)
        if self._retype is not None:
            self._retype.setFocus()
            cancel.setDefault(True)
        elif review.destructive or review.outward:
            cancel.setDefault(True)
            cancel.setFocus()
        else:
            self.button.setDefault(True)
            self.button.setFocus()
        self.check()

    def missing(self) -> str:
        """Why the act is not allowed yet, "" once it is: the subject must stand there, to the
        letter."""
        if self._retype is None or self._retype.text().strip() == self._review.retype:
            return ""
        return self.tr("Type {0} first").format(self._review.retype)

    def check(self) -> None:
        """Allow the act once nothing is missing."""
        missing = self.missing()
        self.button.set_disabled_because(missing)
        if self._retype is not None:
            self.button.setDefault(not missing)

    def accept(self) -> None:
        # Enter in the field must not get past a subject that is only half typed.
        if self.button.isEnabled():
            super().accept()


def _line(icon: str, mark: str, text: str, tone: str = "text2") -> QHBoxLayout:
    row = QHBoxLayout()
    tight(row, theme.space.s + 2)
    row.addWidget(IconLabel(icon, mark), 0, Qt.AlignmentFlag.AlignTop)
    label = Label(breakable(text), "body", tone=tone, wrap=True)
    label.setAccessibleName(text)
    row.addWidget(label, 1)
    return row


class Figures(QWidget):
    """Figures side by side in one box: what an erasure will take."""

    def __init__(self, counts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(theme.space.l)
        for index, (figure, words) in enumerate(counts):
            if index:
                row.addWidget(Separator(Qt.Orientation.Vertical))
            cell = QVBoxLayout()
            tight(cell, theme.space.xxs)
            cell.addWidget(Label(figure, "heading"))
            cell.addWidget(Label(words, "secondary"))
            row.addLayout(cell, 1)
        repaint_on_change(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, edge = theme.colour("surface_alt"), theme.colour("separator")
        paint.box(QPainter(self), self.rect(), theme.radius.card, fill, edge)


class _Warning(QWidget):
    """The box for what can't be taken back."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(theme.space.s + 2)
        row.addWidget(IconLabel("warning-fill", "danger_mark"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        tight(words, theme.space.xxs)
        words.addWidget(Label(title, "strong", tone="danger", wrap=True))
        if text:
            words.addWidget(Label(breakable(text), "secondary", tone="text", wrap=True))
        row.addLayout(words, 1)
        repaint_on_change(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, edge = theme.colour("danger_tint"), theme.colour("danger_border")
        paint.box(QPainter(self), self.rect(), theme.radius.card, fill, edge)
