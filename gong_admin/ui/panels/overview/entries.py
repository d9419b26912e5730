"""A short list in a card: an icon, two lines, and at the right a link or a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label, Separator, clear_layout, tight
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.card import Card, Heading
from gong_admin.ui.widgets.states import IconTile


@dataclass(frozen=True, slots=True)
class Entry:
    """`action` is the word on the link at the right; without one, `when` stands there, with
    `exact` (the ISO time) in its tooltip."""

    icon: str
    tone: str
    title: str
    text: str
    action: str = ""
    when: str = ""
    exact: str = ""


class EntryCard(Card):
    """`chosen(index)` for an entry's link, `more` for the link below the list."""

    chosen = Signal(int)
    more = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.heading = Heading(title)
        self._entries: tuple[Entry, ...] = ()
        self._note = Label("", "secondary", wrap=True)
        self._rows = QVBoxLayout()
        tight(self._rows)
        self.more_link = LinkButton("")
        self.more_link.clicked.connect(self.more)
        self.body.addWidget(self.heading)
        self.body.addWidget(self._note)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.more_link, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.set_note("")
        self.set_more("")

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these; rows that stay the same stay as they are."""
        shown = tuple(entries)
        if shown == self._entries:
            return
        start = len(self._entries) if shown[: len(self._entries)] == self._entries else 0
        if start == 0:
            clear_layout(self._rows)
        for index in range(start, len(shown)):
            if index:
                self._rows.addWidget(Separator())
            self._rows.addWidget(self._row(index, shown[index]))
        self._entries = shown

    def entries(self) -> tuple[Entry, ...]:
        return self._entries

    def set_note(self, text: str) -> None:
        """Words in place of entries, or above them; "" for none."""
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def set_more(self, words: str) -> None:
        """The link below the list; "" for none."""
        self.more_link.setText(words)
        self.more_link.setVisible(bool(words))

    def _row(self, index: int, entry: Entry) -> QWidget:
        row = QWidget()
        row.setAccessibleName(f"{entry.title}. {entry.text}")
        line = QHBoxLayout(row)
        line.setContentsMargins(0, theme.space.s, 0, theme.space.s)
        line.setSpacing(theme.space.m)
        line.addWidget(IconTile(entry.icon, entry.tone, 28))
        words = QVBoxLayout()
        tight(words)
        words.addWidget(ElidedLabel(entry.title, "strong"))
        words.addWidget(ElidedLabel(entry.text, "secondary"))
        line.addLayout(words, 1)
        if entry.action:
            link = LinkButton(entry.action)
            link.setAccessibleName(f"{entry.action}: {entry.title}")
            link.clicked.connect(lambda: self.chosen.emit(index))
            line.addWidget(link)
        elif entry.when:
            when = Label(entry.when, "secondary", tone="text3")
            when.setToolTip(entry.exact)
            line.addWidget(when)
        return row
