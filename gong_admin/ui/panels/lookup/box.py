"""The box that takes an address or a number, and says what it takes it for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui.privacy.region_select import RegionSelect
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import IconLabel, Label, Snug, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.fields import SearchField, set_invalid

_LONGEST = 32_000  # characters; Qt's field ends soon after


class LookupField(SearchField):
    """A line that knows when a list is pasted into it: `pasted(text)`, and the line is left as it
    was."""

    pasted = Signal(str)

    def __init__(self, placeholder: str, name: str) -> None:
        super().__init__(placeholder, name=name)
        self.setMaxLength(_LONGEST)
        # Files and texts are dropped on the panel, this part of it included.
        self.setAcceptDrops(False)
        self.textChanged.connect(self._look_for_lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            if "\n" in text.strip():
                self.pasted.emit(text)
                return
        super().keyPressEvent(event)

    def _look_for_lines(self, text: str) -> None:
        # From the field's own menu; the clipboard has what did not fit into one line.
        if "\n" not in text.strip():
            return
        whole = QGuiApplication.clipboard().text()
        self.clear()
        self.pasted.emit(whole if whole.startswith(text[:_LONGEST]) else text)


class LookupBox(QWidget):
    """`typed(text)` with every change, `asked` for Enter and the button, `pasted(text)` for a
    list of lines."""

    typed = Signal(str)
    asked = Signal()
    pasted = Signal(str)

    def __init__(self, region: RegionSelect, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = LookupField(
            self.tr("Email address or phone number"), self.tr("Address or number to look up")
        )
        self.field.textChanged.connect(self.typed)
        self.field.returnPressed.connect(self.asked)
        self.field.pasted.connect(self.pasted)
        self.button = Button(self.tr("Look up"), kind="primary", icon="magnifying-glass")
        self.button.clicked.connect(self.asked)
        self.region = region
        self._icon = IconLabel("info", "text3")
        self._note = Label("", "secondary", wrap=True)
        self._note_row = Snug()
        note = QHBoxLayout(self._note_row)
        tight(note, theme.space.s)
        note.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._note, 1)
        row = QHBoxLayout()
        tight(row, theme.space.s)
        row.addWidget(self.field, 1)
        row.addWidget(region)
        row.addWidget(self.button)
        edge = theme.size("edge_padding_x")
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, 0, edge, theme.space.m)
        column.setSpacing(theme.space.s)
        column.addLayout(row)
        column.addWidget(self._note_row)
        region.hide()
        self.show_hint()

    def text(self) -> str:
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Put something into the box; `typed` tells of it."""
        self.field.setText(text)

    def note(self) -> str:
        """What is said below the box."""
        return self._note.text()

    def show_hint(self) -> None:
        """Nothing is typed yet."""
        self._say(
            self.tr("What you type is sent to Gong only with Enter or Look up."),
            "lock-simple",
            "text2",
        )

    def show_recognised(self, words: str) -> None:
        """What it is taken for."""
        self._say(words, "check-circle", "text2")

    def show_odd(self, words: str) -> None:
        """It can be looked up, and something about it should be known."""
        self._say(words, "warning-fill", "warn")

    def show_unfinished(self, words: str) -> None:
        """It is nothing yet; it may become something by typing on."""
        self._say(words, "circle-dashed", "text2")

    def show_problem(self, words: str) -> None:
        """It can't be looked up."""
        self._say(words, "warning-circle-fill", "danger")

    def show_region(self, shown: bool) -> None:
        """Whether the country of numbers is to be chosen here."""
        if shown:
            self.region.fill()
        self.region.setVisible(shown)

    def _say(self, words: str, icon: str, tone: str) -> None:
        mark = {"warn": "warn_mark", "danger": "danger_mark"}.get(tone, "text3")
        self._icon.set_icon(icon, mark)
        self._note.setText(words)
        self._note.set_tone(tone)
        set_invalid(self.field, tone == "danger")
        self.field.setAccessibleDescription(words)
