"""The review: findings at the left, at the right the one that is looked at and its signature."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.models.record_table import RecordTableModel
from gong_admin.models.text import day_text
from gong_admin.runtime.language import translate
from gong_admin.runtime.sign_offs import SignOff, full_name_of_this_person
from gong_admin.ui.panels.access.review_rows import ReviewRow
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.detail_pane import DetailPane
from gong_admin.ui.widgets.fields import Field, LineEdit, TextArea
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.splitter import Splitter

_SHOWN = 40  # people in the detail; all of them are in the file for the auditor
_PROFILE = "profile:"


class ReviewPage(QWidget):
    """`sign_wanted(who, note)` and `open_wanted` are about the selected rows;
    `person_followed(id)`, `profile_followed(id)`; `audit_wanted`: the file for an auditor."""

    sign_wanted = Signal(str, str)
    open_wanted = Signal()
    person_followed = Signal(str)
    profile_followed = Signal(str)
    audit_wanted = Signal()

    def __init__(
        self, model: RecordTableModel[Any], host: TableHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.table = RecordTable(
            model,
            host,
            table_id="access-review",
            name=translate("access", "Access review"),
            unit="findings",
        )
        self.audit_button = Button(self.tr("Export for an auditor…"), icon="table")
        self.audit_button.clicked.connect(self.audit_wanted)
        self.table.filter_bar.add_control(self.audit_button)
        left = QWidget()
        column = QVBoxLayout(left)
        tight(column)
        column.addSpacing(theme.space.m)
        column.addWidget(self.table, 1)

        self.detail = DetailPane(self.tr("Finding"))
        self.detail.closed.connect(self._close_detail)
        self.detail.add_tab("finding", self.tr("Finding"), self._make_content())
        self._splitter = Splitter(Qt.Orientation.Horizontal, [self.tr("Width of the details")])
        self._splitter.addWidget(left)
        self._splitter.addWidget(self.detail)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setSizes([3 * theme.size("detail"), theme.size("detail")])
        self.detail.hide()
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(self._splitter)

    def _make_content(self) -> QWidget:
        self._text = Label("", "body", wrap=True)
        self._facts = KeyValueList()
        self._facts.followed.connect(self._follow)
        self._signed = Label("", "secondary", tone="text", wrap=True)
        self.who = LineEdit(full_name_of_this_person())
        self.note = TextArea(lines=2, placeholder=self.tr("Why this is as it should be"))
        self.sign_button = Button(self.tr("Sign off"), kind="primary", icon="check")
        self.sign_button.clicked.connect(self._sign)
        self.open_button = Button(self.tr("Open again"), icon="arrow-counter-clockwise")
        self.open_button.clicked.connect(self.open_wanted)
        self._who_field = Field(self.tr("Name"), self.who)
        content = QWidget()
        column = QVBoxLayout(content)
        tight(column, theme.space.l)
        column.addWidget(self._text)
        column.addWidget(self._signed)
        column.addWidget(self._who_field)
        column.addWidget(Field(self.tr("Note"), self.note, hint=self.tr("optional")))
        buttons = QHBoxLayout()
        tight(buttons, theme.space.s)
        buttons.addWidget(self.sign_button)
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self._facts)
        return content

    # -- setters -------------------------------------------------------------------------------

    def show_rows(
        self, rows: Sequence[ReviewRow], people: Sequence[tuple[str, str]], more: int
    ) -> None:
        """Show the selected rows; `people` are ids and names of the only one, `more` how many
        others there are."""
        self.detail.setVisible(bool(rows))
        if not rows:
            return
        signed = [row.signed for row in rows if row.signed is not None]
        if len(rows) == 1:
            found = rows[0].finding
            place = " · ".join(filter(None, (found.profile, found.workspace)))
            self.detail.set_head(found.title, place)
            self._text.setText(found.text)
            self._signed.setText(self._signature(rows[0]))
        else:
            self.detail.set_head(self.tr("{0} findings").format(f"{len(rows):,}"))
            self._text.setText(self.tr("What is noted here goes to each of them."))
            self._signed.setText(
                self.tr("{0} of them are signed off.").format(f"{len(signed):,}") if signed else ""
            )
        self._signed.setVisible(bool(self._signed.text()))
        self.sign_button.setText(
            self.tr("Sign off {0}").format(f"{len(rows):,}")
            if len(rows) > 1
            else self.tr("Sign off again")
            if signed
            else self.tr("Sign off")
        )
        self.open_button.setVisible(bool(signed))
        self._show_people(rows, people, more)

    def _signature(self, row: ReviewRow) -> str:
        if row.signed is not None:
            return self._said(self.tr("Signed off by {0} on {1}."), row.signed)
        if row.earlier is not None:
            words = self.tr("{0} signed off on {1} what was here then; it has changed since.")
            return self._said(words, row.earlier)
        return ""

    def _said(self, words: str, signed: SignOff) -> str:
        day = day_text(signed.at)
        text = words.format(signed.who or "–", day)
        return f"{text} “{signed.note}”" if signed.note else text

    def _show_people(
        self, rows: Sequence[ReviewRow], people: Sequence[tuple[str, str]], more: int
    ) -> None:
        facts = self._facts
        facts.clear()
        facts.setVisible(len(rows) == 1)
        if len(rows) != 1:
            return
        found = rows[0].finding
        if found.profile_id:
            facts.add_section(self.tr("Where"))
            facts.add_link(self.tr("Profile"), found.profile, f"{_PROFILE}{found.profile_id}")
            facts.add(self.tr("Workspace"), found.workspace)
        if people:
            facts.add_section(self.tr("People"), f"{len(people) + more:,}")
            for person_id, name in people:
                facts.add_link(name, self.tr("Show access"), person_id)
            if more:
                facts.add(self.tr("and more"), f"{more:,}", tone="text2")

    @staticmethod
    def people_shown() -> int:
        """How many people `show_rows` is given at most."""
        return _SHOWN

    def refuse_name(self, why: str) -> None:
        """Say that the name is missing; "" takes it away."""
        self._who_field.set_error(why)
        if why:
            self.who.setFocus()

    # -- inside --------------------------------------------------------------------------------

    def _sign(self) -> None:
        self.sign_wanted.emit(self.who.text().strip(), self.note.toPlainText().strip())

    def _follow(self, key: str) -> None:
        if key.startswith(_PROFILE):
            self.profile_followed.emit(key.removeprefix(_PROFILE))
        else:
            self.person_followed.emit(key)

    def _close_detail(self) -> None:
        self.detail.hide()
        self.table.view.setFocus()
