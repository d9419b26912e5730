"""The log of a case: every question and answer, and whether it is as it was written."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.models.column import Column, Kind
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.language import translate
from gong_admin.services.privacy.chain import ChainReport
from gong_admin.services.privacy.proof.evidence import EVENT_WORDS
from gong_admin.services.privacy.store import LogEntry
from gong_admin.ui.panels.cases.log_words import facts_words, private_words, recorded
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.pill import Pill

COLUMNS: tuple[Column[LogEntry], ...] = (
    Column("number", translate("cases", "No."), lambda one: one.number, Kind.NUMBER, width=60),
    Column("at", translate("cases", "When"), lambda one: one.at, Kind.DATE, width=150),
    Column(
        "event",
        translate("cases", "What"),
        lambda one: EVENT_WORDS.get(one.event, one.event),
        width=180,
        facet=True,
    ),
    Column("facts", translate("cases", "Facts"), facts_words, width=420),
    Column("private", translate("cases", "About people"), private_words, width=200),
    Column(
        "recorded", translate("cases", "As recorded"), recorded, Kind.MONO, width=300, visible=False
    ),
)


class LogPage(QWidget):
    """`forget_asked` for the entries that are selected; `verify_asked` to check again."""

    forget_asked = Signal()
    verify_asked = Signal()

    def __init__(
        self, model: RecordTableModel[Any], host: TableHost, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.table = RecordTable(
            model,
            host,
            table_id="cases.log",
            name=translate("cases", "Log"),
            unit=translate("cases", "entries"),
            placeholder=translate("cases", "Filter entries"),
        )
        self.verdict = Pill()
        self._words = Label("", "secondary", wrap=True)
        self.verify_button = Button(self.tr("Check again"), icon="shield-check")
        self.verify_button.clicked.connect(self.verify_asked)
        self.forget_button = Button(self.tr("Remove personal data…"), icon="scissors")
        self.forget_button.clicked.connect(self.forget_asked)
        edge = theme.size("edge_padding_x")
        row = QHBoxLayout()
        row.setContentsMargins(edge, theme.space.m, edge, theme.space.m)
        row.setSpacing(theme.space.s)
        row.addWidget(self.verdict)
        row.addWidget(self._words, 1)
        row.addWidget(self.verify_button)
        row.addWidget(self.forget_button)
        column = QVBoxLayout(self)
        tight(column)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.show_verdict(None)

    def show_verdict(self, report: ChainReport | None) -> None:
        """Whether the log is unaltered; None while it is being checked."""
        if report is None:
            self.verdict.set_state(self.tr("Checking…"), "neutral", "hourglass-medium")
            self._words.setText("")
            return
        if report.broken_at:
            self.verdict.set_state(self.tr("Altered"), "danger")
            self._words.setText(
                self.tr("Entry {0:,} is not as it was written.").format(report.broken_at)
            )
        elif report.cut:
            self.verdict.set_state(self.tr("Cut"), "danger")
            self._words.setText(self.tr("{0:,} entries are missing at the end.").format(report.cut))
        elif report.unkept:
            self.verdict.set_state(self.tr("Uncertain"), "warn")
            self._words.setText(
                self.tr(
                    "{0:,} entries, as they were written. Whether any are missing at the end is "
                    "not known: what is kept of it apart is gone or was changed."
                ).format(report.count)
            )
        else:
            self.verdict.set_state(self.tr("Unaltered"), "ok")
            words = self.tr("{0:,} entries, each signed together with the one before.").format(
                report.count
            )
            if report.removed:
                words += " " + self.tr("From {0:,} personal data was removed.").format(
                    report.removed
                )
            self._words.setText(words)
