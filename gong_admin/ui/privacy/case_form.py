"""The fields of a request: what it is called, what is asked for, and by when it is due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import Case, CaseKind
from gong_admin.services.privacy.regimes import RULES, Regime, deadline
from gong_admin.ui.privacy.words import date_words, kind_words, regime_words
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Snug, tight
from gong_admin.ui.widgets.date_field import DateField
from gong_admin.ui.widgets.fields import Field, LineEdit
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.states import Hint

LONGEST_REFERENCE = 80


@dataclass(frozen=True, slots=True)
class Request:
    """What a case is opened with. `own_deadline` counts for the regime `OWN` alone."""

    reference: str
    kind: CaseKind
    regime: Regime
    received: dt.date
    own_deadline: dt.date | None = None

    def case(self, tenant: str) -> Case:
        """As a case that the store can keep; it makes id and time."""
        return Case(
            id="",
            tenant=tenant,
            reference=self.reference,
            kind=self.kind,
            regime=self.regime,
            received=self.received,
            created=dt.datetime.now(dt.UTC),
            own_deadline=self.own_deadline,
        )


class RequestFields(Snug):
    """Reference, kind, regime and days. `changed` with every change; `request()` once all of it
    can be read."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reference = LineEdit(placeholder=self.tr("DSR-2026-0142"))
        self.reference.setMaxLength(LONGEST_REFERENCE)
        self._reference = Field(
            self.tr("&Reference"),
            self.reference,
            help_text=self.tr("Such as a ticket's number. It outlives a deleted case: no names."),
        )
        self.kind = Segmented(
            [(kind.value, kind_words(kind)) for kind in (CaseKind.ERASURE, CaseKind.ACCESS)],
            value=CaseKind.ERASURE.value,
        )
        self.regime = Segmented(
            [(one.value, regime_words(one)) for one in Regime],
            value=Regime.GDPR.value,
        )
        self.received = DateField(name=self.tr("Received"))
        self._received = Field(self.tr("Re&ceived"), self.received)
        self.own = DateField(name=self.tr("Answer by"))
        self._own = Field(self.tr("Answer &by"), self.own)
        self._due = Hint("", icon="calendar-check", boxed=True)
        column = QVBoxLayout(self)
        tight(column, theme.space.l)
        column.addWidget(self._reference)
        column.addWidget(Field(self.tr("&Kind of request"), self.kind))
        column.addWidget(Field(self.tr("Re&gime"), self.regime))
        days = QHBoxLayout()
        tight(days, theme.space.m)
        days.addWidget(self._received, 1)
        days.addWidget(self._own, 1)
        column.addLayout(days)
        column.addWidget(self._due)
        self.reference.textChanged.connect(self._told)
        self.received.changed.connect(self._told)
        self.own.changed.connect(self._told)
        self.kind.changed.connect(self._told)
        self.regime.changed.connect(self._told)
        self.show_request(Request("", CaseKind.ERASURE, Regime.GDPR, dt.date.today()))

    def show_request(self, request: Request) -> None:
        """Fill the fields, without telling."""
        blocked = self.blockSignals(True)
        self.reference.setText(request.reference)
        self.kind.set_value(request.kind.value)
        self.regime.set_value(request.regime.value)
        self.received.set_day(request.received)
        self.own.set_day(request.own_deadline)
        self.blockSignals(blocked)
        self._say()

    def request(self) -> Request | None:
        """What is filled in; None while something is missing or can't be read."""
        reference, received = self.reference.text().strip(), self.received.day()
        regime = Regime(self.regime.value())
        own = self.own.day() if regime is Regime.OWN else None
        if not reference or received is None or (regime is Regime.OWN and own is None):
            return None
        return Request(reference, CaseKind(self.kind.value()), regime, received, own)

    def mark(self) -> None:
        """Mark what is missing, and put the keyboard there."""
        missing: list[tuple[Field, QWidget, str]] = []
        if not self.reference.text().strip():
            missing.append((self._reference, self.reference, self.tr("A case needs a reference.")))
        if self.received.day() is None:
            missing.append((self._received, self.received, self.tr("A day, like 3 Nov 2026.")))
        if self.regime.value() == Regime.OWN.value and self.own.day() is None:
            missing.append((self._own, self.own, self.tr("A day, like 3 Dec 2026.")))
        for field, _control, words in missing:
            field.set_error(words)
        if missing:
            missing[0][1].setFocus()

    def _told(self) -> None:
        if self.reference.text().strip():
            self._reference.set_error("")
        if self.received.day() is not None:
            self._received.set_error("")
        if self.own.day() is not None:
            self._own.set_error("")
        self._say()
        if not self.signalsBlocked():
            self.changed.emit()

    def _say(self) -> None:
        regime, received = Regime(self.regime.value()), self.received.day()
        self._own.setVisible(regime is Regime.OWN)
        last = None
        if received is not None:
            last = deadline(regime, received, own=self.own.day())
        self._due.setVisible(last is not None and regime is not Regime.OWN)
        if last is not None:
            self._due.set_text(due_words(regime, last))


def due_words(regime: Regime, last: dt.date) -> str:
    """By when, and where that stands."""
    rule = RULES[regime]
    words = translate("privacy", "To be answered by {0}.").format(date_words(last))
    return f"{words} {rule.source}." if rule.source else words
