"""Findings of the doctor as lines: an icon and a word for the verdict, a sentence for the rest."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.doctor import Check, Verdict
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import IconLabel, Label, Snug, clear_layout, tight
from gong_admin.ui.widgets.loading import LoadingBar

VERDICT_ICONS = {
    Verdict.GOOD: ("check-circle-fill", "ok_mark"),
    Verdict.BAD: ("x-circle-fill", "danger_mark"),
    Verdict.PARTLY: ("warning-fill", "warn_mark"),
    Verdict.UNKNOWN: ("question-fill", "text3"),
    Verdict.SKIPPED: ("minus-circle-fill", "text3"),
}
VERDICT_WORDS = {
    Verdict.GOOD: translate("doctor", "works"),
    Verdict.BAD: translate("doctor", "does not work"),
    Verdict.PARTLY: translate("doctor", "works in part"),
    Verdict.UNKNOWN: translate("doctor", "not known"),
    Verdict.SKIPPED: translate("doctor", "not checked"),
}


def add_shown(column: QVBoxLayout, line: QWidget) -> None:
    """Add a line so that it counts at once: Qt shows it later, and measures what is shown."""
    column.addWidget(line)
    line.show()


def finding(verdict: Verdict, title: str, text: str, *, role: str = "strong") -> QWidget:
    """One line: verdict, what was looked at, what was found."""
    icon, tint = VERDICT_ICONS[verdict]
    line = Snug()
    row = QHBoxLayout(line)
    tight(row, theme.space.s + 2)
    row.addWidget(IconLabel(icon, tint), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    tight(words, theme.space.xxs)
    words.addWidget(Label(title, role, tone="text", wrap=True, selectable=True))
    words.addWidget(Label(text, "secondary", wrap=True, selectable=True))
    row.addLayout(words, 1)
    line.setAccessibleName(f"{title}: {VERDICT_WORDS[verdict]}. {text}")
    return line


class CheckLines(Snug):
    """The first checks below one another, or what is being waited for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.running = False
        self.checks: tuple[Check, ...] = ()
        self._column = QVBoxLayout(self)
        tight(self._column, theme.space.m)

    def show_running(self, text: str) -> None:
        """Say what is being asked."""
        self.running, self.checks = True, ()
        clear_layout(self._column)
        bar = LoadingBar()
        bar.set_cancellable(False)
        bar.set_progress(text)
        add_shown(self._column, bar)
        self.show()

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Say what was found."""
        self.running, self.checks = False, tuple(checks)
        clear_layout(self._column)
        for check in self.checks:
            text = check.text
            if check.request_id and check.verdict is not Verdict.GOOD:
                text = self.tr("{0} Request id {1}.").format(text, check.request_id)
            add_shown(self._column, finding(check.verdict, check.title, text))
        self.show()
