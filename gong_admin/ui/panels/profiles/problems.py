"""What is wrong, or worth knowing, about a value: below the setting, with a click that helps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.services.profiles.editing import title_of
from gong_admin.services.profiles.rules import Problem
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import IconLabel, Label, clear_layout, tight
from gong_admin.ui.widgets.button import LinkButton

_LOOK = {
    # severity: (icon, its colour, tone of the words)
    "error": ("warning-circle-fill", "danger_mark", "danger"),
    "warning": ("warning-fill", "warn_mark", "warn"),
    "note": ("info", "text3", "text2"),
}


class ProblemList(QWidget):
    """A line for each problem; `fixed(edits)` when its way out is taken. Hidden without any."""

    fixed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Problem, ...] = ()
        self._fixable = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, theme.space.xxs)
        self._column.setSpacing(theme.space.xs)
        self.hide()

    def show_problems(self, problems: Sequence[Problem], *, fixable: bool) -> None:
        """Show these; `fixable`: whether anything may be changed now."""
        if (tuple(problems), fixable) == (self._shown, self._fixable):
            return
        self._shown, self._fixable = tuple(problems), fixable
        clear_layout(self._column)
        for problem in self._shown:
            self._column.addLayout(self._line(problem))
        self.setVisible(bool(self._shown))
        self.updateGeometry()

    def words(self) -> str:
        """All that is said."""
        return " ".join(problem.text for problem in self._shown)

    def _line(self, problem: Problem) -> QHBoxLayout:
        icon, tint, tone = _LOOK[problem.severity]
        words = QVBoxLayout()
        tight(words)
        words.addWidget(Label(problem.text, "secondary", tone=tone, wrap=True))
        if problem.fix is not None and self._fixable:
            link = LinkButton(problem.fix_words)
            # Several settings may offer the same: each says for which it does.
            link.setAccessibleName(f"{title_of(problem.key)}: {problem.fix_words}")
            link.setAccessibleDescription(problem.text)
            link.setProperty("problem", self._shown.index(problem))
            link.clicked.connect(self._fix)
            words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        tight(row, theme.space.s - 2)
        row.addWidget(IconLabel(icon, tint), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _fix(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.fixed.emit(self._shown[int(sender.property("problem"))].fix)
