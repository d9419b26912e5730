"""The bar at the bottom while there are edits: how many, and what to do with them."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gong_admin.services.words import counted
from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import (
    ElidedLabel,
    IconLabel,
    Label,
    Pane,
    Separator,
    tight,
)
from gong_admin.ui.widgets.button import Button, LinkButton


class _Dot(QWidget):
    """The mark of an edit, as in the list and beside the settings."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme.size("toggle_dot"), theme.size("toggle_dot"))
        repaint_on_change(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = self.width()
        paint.box(QPainter(self), QRect(0, 0, side, side), side / 2, theme.colour("accent"))


class SaveBar(Pane):
    """Hidden while there is nothing to save. `problem_wanted` when the person asks what keeps the
    edits from being saved."""

    save_wanted = Signal()
    reset_wanted = Signal()
    problem_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Changes that wait to be saved"))
        self._count = Label("", "strong")
        self._problems, self._hindered = 0, ""
        self._mark = IconLabel("warning-circle-fill", "danger_mark")
        self.problem_link = LinkButton("")
        self.problem_link.setToolTip(self.tr("Show the first of them"))
        self.problem_link.clicked.connect(self.problem_wanted)
        self._facts = ElidedLabel("", "secondary")
        self.reset_button = Button(
            self.tr("Reset"), kind="ghost", icon="arrow-counter-clockwise", large=True
        )
        self.reset_button.set_tooltip(self.tr("Take back all changes of this profile"))
        self.reset_button.clicked.connect(self.reset_wanted)
        self.save_button = Button(self.tr("Review and save"), kind="primary", large=True)
        self.save_button.set_tooltip(self.tr("Review and save (Ctrl+S)"))
        self.save_button.clicked.connect(self.save_wanted)
        row = QHBoxLayout()
        edge = theme.size("edge_padding_x")
        row.setContentsMargins(edge, theme.space.s + 2, edge, theme.space.s + 2)
        row.setSpacing(theme.space.s)
        row.addWidget(_Dot(), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._count)
        row.addWidget(self._mark)
        row.addWidget(self.problem_link)
        row.addWidget(self._facts, 1)
        row.addWidget(self.reset_button)
        row.addWidget(self.save_button)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(Separator())
        column.addLayout(row)
        self.show_problems(0)
        self.hide()

    def show_edits(self, count: int, risky: int, calls: int) -> None:
        """How many edits there are, how many of them are risky, what saving costs in calls."""
        words = self.tr("1 change") if count == 1 else self.tr("{0} changes").format(f"{count:,}")
        self._count.setText(words)
        facts = [self.tr("{0} risky").format(f"{risky:,}")] if risky else []
        facts.append(self.tr("{0} API calls").format(calls))
        facts.append(self.tr("nothing is sent until you save"))
        self._facts.setText(" · ".join(facts))
        self.setVisible(count > 0)

    def words(self) -> str:
        """All that the bar says, "" while it is hidden."""
        if self.isHidden():
            return ""
        problems = f"{self.problem_link.text()} " if self._problems else ""
        return f"{self._count.text()} {problems}{self._facts.whole_text()}"

    def show_problems(self, count: int) -> None:
        """How many problems keep the edits from being saved."""
        self._problems = count
        self.problem_link.setText(counted(count, "problem"))
        for part in (self._mark, self.problem_link):
            part.setVisible(count > 0)
        self._apply()

    def set_state(self, *, saving: bool, locked: str) -> None:
        """Whether a save is under way, and why nothing can be saved otherwise."""
        busy = self.tr("Being saved…") if saving else ""
        self._hindered = busy or locked
        self.reset_button.set_disabled_because(busy)
        self._apply()

    def _apply(self) -> None:
        wrong = ""
        if self._problems:
            words = counted(self._problems, "problem")
            wrong = self.tr("Gong would not take it: {0} above").format(words)
        self.save_button.set_disabled_because(self._hindered or wrong)
