"""Lists of people in the reviews of an erasure: the first of them, and all on request."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.erase_review import Before
from gong_admin.ui.privacy.erase_words import Line, named, wrapped_list
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import IconLabel, Label, Snug, tight
from gong_admin.ui.widgets.button import Button


class Part(Snug):
    """A question of a review."""

    changed = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        tight(self.column, theme.space.s)
        if title:
            self.column.addWidget(Label(title, "strong", wrap=True))

    def missing(self) -> str:
        """What has to be answered first, "" for nothing."""
        return ""

    def _told(self) -> None:
        self.changed.emit()


class UnfoldingLine(QWidget):
    """An icon with a sentence. Where that names only some, a button shows all: `unfolded`."""

    unfolded = Signal()

    def __init__(self, icon: str, line: Line) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        tight(row, theme.space.s + 2)
        row.addWidget(IconLabel(icon, "text2"), 0, Qt.AlignmentFlag.AlignTop)
        self.label = Label("", "secondary", tone="text", wrap=True)
        row.addWidget(self.label, 1)
        self._line = line
        self.button = Button(translate("erase", "Show all"), kind="ghost")
        self.button.setVisible(line.whole != line.words)
        self.button.setAccessibleDescription(line.words)
        self.button.clicked.connect(self._unfold)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._show(line.words)

    def _show(self, words: str) -> None:
        self.label.setText(wrapped_list(words))
        self.label.setAccessibleName(words)

    def _unfold(self) -> None:
        self._show(self._line.whole)
        self.button.hide()
        self.unfolded.emit()


class SubjectsBox(Part):
    """Who is approved or erased, by name, and why the figures can be less than their sum."""

    def __init__(self, before: Before) -> None:
        super().__init__("")
        values = [one.subject.value for one in before.candidates]
        self.line = UnfoldingLine("user", Line(named(values), ", ".join(values)))
        self.line.unfolded.connect(self._told)
        self.column.addWidget(self.line)
        if before.shared:
            words = (
                translate("erase", "A call that several of them were on counts once.")
                if before.shared == 1
                else translate("erase", "Calls that several of them were on count once.")
            )
            self.column.addWidget(Label(words, "secondary", wrap=True))
