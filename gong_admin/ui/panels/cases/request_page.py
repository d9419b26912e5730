"""What is known of the request: deadline, identity check, refusal, ticks, notes, approver."""

from __future__ import annotations

from collections.abc import Set

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.models.text import date_text
from gong_admin.services.privacy.case import Case, CaseKind, CaseState
from gong_admin.services.privacy.regimes import RULES, Regime, deadline
from gong_admin.ui.privacy.case_form import Request, RequestFields
from gong_admin.ui.privacy.elsewhere import ElsewhereFields
from gong_admin.ui.privacy.words import date_words
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Pane, Snug, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.check_box import CheckBox
from gong_admin.ui.widgets.date_field import DateField
from gong_admin.ui.widgets.fields import Field, LineEdit, TextArea
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.scroll import ScrollArea
from gong_admin.ui.widgets.states import Hint

_WIDTH = 620


class RequestPage(QWidget):
    """The form. `changed` when it differs from what was shown; `save_asked` with the button."""

    changed = Signal()
    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: Case | None = None  # as it is kept
        self._drafts: dict[str, Case] = {}  # by case: what was typed and not saved
        self._filling = False
        self.fields = RequestFields()
        self.extended = CheckBox(self.tr("Extended"))
        self.notice = DateField(name=self.tr("The person was told on"))
        self._notice = Field(
            self.tr("The person was told on"),
            self.notice,
            help_text=self.tr("With the reasons, before the first deadline."),
        )
        self._extension = Hint("", icon="calendar-check")
        self.checked = CheckBox(self.tr("Identity checked"))
        self.how = LineEdit()
        self._how = Field(self.tr("How it was checked"), self.how)
        self.elsewhere = ElsewhereFields()
        self.ground = TextArea(lines=2)
        self._ground = Field(
            self.tr("Ground of the refusal"),
            self.ground,
            help_text=self.tr("Printed in the evidence."),
        )
        self.notes = TextArea(lines=4)
        self.facts = KeyValueList()
        self._gone = Hint("", icon="archive", boxed=True)
        self.save_button = Button(self.tr("Save"), kind="primary", icon="check")
        self.save_button.clicked.connect(self.save_asked)
        self.discard_button = Button(self.tr("Discard"))
        self.discard_button.clicked.connect(self.discard)
        self._build()
        self.fields.changed.connect(self._told)
        for box in (self.extended, self.checked):
            box.toggled.connect(self._told)
        self.notice.changed.connect(self._told)
        self.elsewhere.changed.connect(self._told)
        self.how.textChanged.connect(self._told)
        self.ground.textChanged.connect(self._told)
        self.notes.textChanged.connect(self._told)

    def _build(self) -> None:
        edge = theme.size("edge_padding_x")
        self._form = Snug()
        self._form.setMaximumWidth(round(_WIDTH * max(1.0, theme.text_scale)))
        form = QVBoxLayout(self._form)
        tight(form, theme.space.l)
        self._before_gong = Snug()
        above = QVBoxLayout(self._before_gong)
        tight(above, theme.space.xs)
        above.addWidget(Label(self.tr("Deleted elsewhere first"), "medium"))
        above.addWidget(
            Label(
                self.tr("What is not deleted there first, Gong reads in again."),
                "secondary",
                wrap=True,
            )
        )
        above.addWidget(self.elsewhere)
        # Boxes stand as close here as in the group below; what belongs to one, a little apart.
        self._boxes = Snug()
        boxes = QVBoxLayout(self._boxes)
        tight(boxes, theme.space.xs)
        for below in (self._extension, self._notice, self._how):
            below.setContentsMargins(0, 0, 0, theme.space.s)
        for box in (self.extended, self._extension, self._notice, self.checked, self._how):
            boxes.addWidget(box)
        for part in (self._gone, self.fields, self._boxes, self._before_gong, self._ground):
            form.addWidget(part)
        form.addWidget(
            Field(
                self.tr("Notes"),
                self.notes,
                help_text=self.tr("Encrypted with the case, and gone when it is reduced."),
            )
        )
        form.addWidget(self.facts)
        form.addStretch(1)
        content = QWidget()
        row = QHBoxLayout(content)
        row.setContentsMargins(edge, theme.space.l, edge, theme.space.l)
        row.addWidget(self._form, 1)
        row.addStretch(0)
        self._foot = Pane("surface_alt")
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(edge, theme.space.s, edge, theme.space.s)
        foot.setSpacing(theme.space.s)
        foot.addWidget(Label(self.tr("Not saved yet"), "secondary"), 1)
        foot.addWidget(self.discard_button)
        foot.addWidget(self.save_button)
        self._foot.hide()
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(ScrollArea(content), 1)
        column.addWidget(self._foot)

    # -- filling -------------------------------------------------------------------------------

    @property
    def dirty(self) -> bool:
        """Whether something was changed and not saved."""
        return self._case is not None and self._case.readable and self._values() != self._case

    def show_case(self, case: Case) -> None:
        """Fill the form; what was typed and not saved in the same case is kept."""
        shown, dirty = self._case, self.dirty
        if shown is not None and dirty and shown.id == case.id and case.readable:
            self._case = msgspec.structs.replace(shown, state=case.state, approver=case.approver)
            self._show_facts(case)
            return
        if shown is not None and dirty and shown.id != case.id:
            self._drafts[shown.id] = self._values()
        draft = self._drafts.pop(case.id, case)
        self._case = case
        self._filling = True
        self._fill(draft if case.readable else case)
        self._filling = False
        self._show_facts(case)
        self._show_parts()
        self._form.setEnabled(case.readable)

    def _fill(self, case: Case) -> None:
        self.fields.show_request(
            Request(case.reference, case.kind, case.regime, case.received, case.own_deadline)
        )
        self.extended.setChecked(case.extended)
        self.notice.set_day(case.extension_notice)
        self.checked.setChecked(case.identity_checked)
        self.how.setText(case.identity_how)
        self.elsewhere.set_values(case.elsewhere)
        self.ground.setPlainText(case.refusal_ground)
        self.notes.setPlainText(case.notes)

    def ask_identity(self) -> None:
        """Have the identity noted here."""
        self.checked.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def unsaved(self) -> int:
        """In how many cases something was typed and not saved."""
        return len(self._drafts) + self.dirty

    def keep_drafts(self, readable: Set[str]) -> None:
        """Let go of what was typed into any other case: what it held is gone."""
        self._drafts = {key: case for key, case in self._drafts.items() if key in readable}

    def saved(self, case: Case) -> None:
        """This is kept now: the form is filled anew when it is read again, unless more has been
        typed meanwhile."""
        if self._drafts.get(case.id) == case:
            del self._drafts[case.id]
        shown = self._case
        if shown is not None and shown.id == case.id:
            kept = msgspec.structs.replace(case, state=shown.state, approver=shown.approver)
            self._case = None if self._values() == kept else kept

    def discard(self) -> None:
        """Back to what is kept."""
        if (case := self._case) is not None:
            self._case = None
            self.show_case(case)

    @property
    def kept(self) -> Case | None:
        """The case as it was when the form was filled."""
        return self._case

    def result(self) -> Case | None:
        """The case as the form has it; None, with the fields marked, while something is wrong."""
        if self.fields.request() is None:
            self.fields.mark()
            return None
        return self._values()

    def _values(self) -> Case:
        assert self._case is not None
        case, request = self._case, self.fields.request()
        if request is not None:
            case = msgspec.structs.replace(
                case,
                reference=request.reference,
                kind=request.kind,
                regime=request.regime,
                received=request.received,
                own_deadline=request.own_deadline,
            )
        extended = self.extended.isChecked()
        return msgspec.structs.replace(
            case,
            extended=extended,
            extension_notice=self.notice.day() if extended else None,
            identity_checked=self.checked.isChecked(),
            identity_how=self.how.text().strip(),
            refusal_ground=self.ground.toPlainText().strip(),
            notes=self.notes.toPlainText().strip(),
            elsewhere=self.elsewhere.values(),
        )

    def _told(self) -> None:
        if not self._filling and self._case is not None:
            self._show_parts()
            self.changed.emit()

    def _show_parts(self) -> None:
        regime = Regime(self.fields.regime.value())
        rule, request = RULES[regime], self.fields.request()
        self.extended.setVisible(bool(rule.extension))
        extended = self.extended.isChecked() and bool(rule.extension)
        self._notice.setVisible(extended)
        self._extension.setVisible(extended and request is not None)
        if extended and request is not None:
            last = deadline(regime, request.received, extended=True)
            if last is not None:
                self._extension.set_text(self.tr("Now due on {0}.").format(date_words(last)))
        self._how.setVisible(self.checked.isChecked())
        refused = self._case is not None and self._case.state is CaseState.REFUSED
        self._ground.setVisible(refused or bool(self.ground.toPlainText()))
        self._before_gong.setVisible(self.fields.kind.value() == CaseKind.ERASURE.value)
        self._foot.setVisible(self.dirty)

    def _show_facts(self, case: Case) -> None:
        self.facts.clear()
        self.facts.add_section(self.tr("Record"))
        self.facts.add(self.tr("Opened"), date_text(case.created))
        if case.approver is not None:
            approver = case.approver
            words = f"{approver.name}, {date_text(approver.at)}"
            self.facts.add(self.tr("Approver (recorded, not verified)"), words)
            if approver.note:
                self.facts.add(self.tr("Note of the approver"), approver.note)
        for label, at in (
            (self.tr("Reduced"), case.reduced),
            (self.tr("Deleted"), case.deleted),
        ):
            if at is not None:
                self.facts.add(label, date_text(at))
        self._gone.setVisible(not case.readable)
        if case.deleted is not None:
            self._gone.set_text(self.tr("Deleted: reference, dates and counts are left."))
        elif case.reduced is not None:
            self._gone.set_text(
                self.tr(
                    "Reduced: counts, times, request ids and fingerprints of the subjects are "
                    "left. That is pseudonymous, not anonymous: whoever has the key can try "
                    "addresses out."
                )
            )
