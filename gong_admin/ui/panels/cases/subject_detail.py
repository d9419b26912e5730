"""One subject of a case in full: how it stands, how its counts went, what was found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gong_admin.models.text import date_text
from gong_admin.services.privacy.case import AFTER_SENDING, Counts, Subject
from gong_admin.services.privacy.findings import KINDS
from gong_admin.services.privacy.following import next_look
from gong_admin.ui.panels.cases.rows import name_of
from gong_admin.ui.panels.cases.series_chart import SeriesChart
from gong_admin.ui.privacy.words import SUBJECT_TONES, subject_words
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.detail_pane import DetailPane
from gong_admin.ui.widgets.flow_layout import FlowLayout
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.states import EmptyState, Hint


class SubjectDetail(DetailPane):
    """`asked(act)`: "look", "skip" or "remove", about the subject that is shown. `found_wanted`
    when what was found is to be read."""

    asked = Signal(str)
    found_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.setAccessibleName(self.tr("Subject"))
        self.subject: Subject | None = None
        self.open_button.hide()
        content = QWidget()
        column = QVBoxLayout(content)
        tight(column, theme.space.l)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8, row_gap=8)
        self.look = self._button(self.tr("Look up now"), "magnifying-glass", "look")
        self.skip = self._button(self.tr("Withdraw approval"), "prohibit", "skip")
        self.remove = self._button(self.tr("Remove…"), "trash", "remove")
        for button in (self.look, self.skip, self.remove):
            flow.addWidget(button)
        self._hint = Hint("", boxed=True)
        self.chart = SeriesChart()
        self.facts = KeyValueList()
        column.addWidget(buttons)
        column.addWidget(self._hint)
        column.addWidget(self.chart)
        column.addWidget(self.facts)
        self.add_tab("state", self.tr("State"), content)
        self._found = QStackedWidget()
        self._nothing = EmptyState("")
        self._found.addWidget(self._nothing)
        self.add_tab("found", self.tr("Found"), self._found, scrolls=False)
        self.tab_chosen.connect(self._tab)

    def _button(self, words: str, icon: str, act: str) -> Button:
        button = Button(words, icon=icon)
        button.setProperty("act", act)
        button.clicked.connect(self._act)
        return button

    def _act(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.asked.emit(str(sender.property("act")))

    def _tab(self, key: str) -> None:
        if key == "found":
            self.found_wanted.emit()

    @property
    def shows_found(self) -> bool:
        return self.tabs.key() == "found"

    def show_found(self, view: QWidget) -> None:
        """Show what was found; it belongs to the pane from now on."""
        if self._found.indexOf(view) < 0:
            self._found.addWidget(view)
        self._found.setCurrentWidget(view)

    def say_nothing_found(self, words: str) -> None:
        """Say why there is nothing to show."""
        self._nothing.set_content(words, icon="fingerprint")
        self._found.setCurrentWidget(self._nothing)

    def show_subject(self, subject: Subject, why_not: dict[str, str], meaning: str) -> None:
        """`why_not` says why an act is off, "" where it isn't; `meaning` explains the state."""
        self.subject = subject
        self._hint.set_text(meaning)
        self._hint.setVisible(bool(meaning))
        tone, icon = SUBJECT_TONES[subject.state]
        self.set_head(
            name_of(subject),
            subject.typed if subject.typed != subject.value else "",
            pills=[(subject_words(subject), tone, icon)],
        )
        again = subject.state in AFTER_SENDING
        self.look.setText(self.tr("Look again now") if again else self.tr("Look up now"))
        for button, act in ((self.look, "look"), (self.skip, "skip"), (self.remove, "remove")):
            button.set_disabled_because(why_not.get(act, ""))
        self.skip.setVisible(subject.approved is not None and not again)
        self._fill(subject)

    def show_series(self, series: Sequence[tuple[dt.datetime, Counts]]) -> None:
        """How much was held at each look, the oldest first."""
        self.chart.setVisible(len(series) > 1)
        self.chart.set_series([(at, counts.held) for at, counts in series])

    def _fill(self, subject: Subject) -> None:
        facts = self.facts
        facts.clear()
        if subject.note:
            facts.add(self.tr("Note"), subject.note)
        facts.add_section(self.tr("Held by Gong"))
        if subject.counts is None:
            facts.add(self.tr("Not looked up yet"), "")
        else:
            approved = subject.approved
            for kind, title in KINDS.items():
                now = getattr(subject.counts, kind)
                was = now if approved is None else getattr(approved, kind)
                number = f"{now:,}"
                if was and approved is not None and subject.sent is not None:
                    number = self.tr("{0:,} of {1:,} left").format(now, was)
                elif was != now:
                    number = self.tr("{0:,}, approved {1:,}").format(now, was)
                facts.add(title, number)
        facts.add_section(self.tr("When"))
        for label, at in (
            (self.tr("Looked up"), subject.looked_up),
            (self.tr("Erasure sent"), subject.sent),
            (self.tr("Gong said yes"), subject.answered),
            (self.tr("Nothing left since"), subject.gone),
            (self.tr("Next look"), next_look(subject)),
        ):
            if at is not None:
                facts.add(label, date_text(at))
        if subject.request_id:
            facts.add(self.tr("Request id"), subject.request_id, mono=True, copyable=True)
