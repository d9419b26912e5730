"""What the pages of the settings are made of."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label, Snug, tight
from gong_admin.ui.widgets.button import Button, IconButton
from gong_admin.ui.widgets.dialog import RING_ROOM
from gong_admin.ui.widgets.tabs import TabBar


class Page(QWidget):
    """A page of settings: lines one below the other, each taking effect at once."""

    title = ""
    grown = Signal()
    """The page would like another height."""

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        # Room for the focus rings, which are painted around the controls, and as far from the
        # dialog's edge as the words of the tabs are.
        self.column.setContentsMargins(TabBar.PADDING, theme.space.m, RING_ROOM, RING_ROOM)
        self.column.setSpacing(theme.space.xl)

    def add_line(self, title: str, help_text: str, control: QWidget) -> QWidget:
        """A setting: its name and what it means, and the control below them."""
        line = Snug()
        column = QVBoxLayout(line)
        tight(column, theme.space.xs)
        label = Label(title, "medium")
        label.setBuddy(control.focusProxy() or control)
        if not control.accessibleName():
            control.setAccessibleName(title)
        column.addWidget(label)
        if help_text:
            column.addWidget(Label(help_text, "secondary", wrap=True))
            control.setAccessibleDescription(help_text)
        column.addSpacing(theme.space.xs)
        row = QHBoxLayout()
        tight(row)
        row.addWidget(control)
        row.addStretch(1)
        column.addLayout(row)
        self.column.addWidget(line)
        return line

    def end(self) -> None:
        """All lines are there."""
        self.column.addStretch(1)


class PathLine(QWidget):
    """A file or folder: its path, a button to choose another, a cross to have none."""

    choose_requested = Signal()
    cleared = Signal()

    def __init__(self, none_words: str, choose: str, clear: str) -> None:
        super().__init__()
        self._none_words = none_words
        self.path = ""
        self.words = ElidedLabel("")
        self.button = Button(choose, icon="folder-open")
        self.button.clicked.connect(self.choose_requested)
        self.cross = IconButton("x", clear, small=True)
        self.cross.clicked.connect(self.cleared)
        row = QHBoxLayout(self)
        tight(row, theme.space.s)
        row.addWidget(self.button)
        row.addWidget(self.words, 1)
        row.addWidget(self.cross)
        self.setFocusProxy(self.button)
        self.set_path("")

    def setAccessibleName(self, name: str) -> None:
        """What the path is for; said with the button, which takes the focus."""
        super().setAccessibleName(name)
        self.button.setAccessibleName(f"{name}: {self.button.text()}")

    def set_path(self, path: str) -> None:
        """Show `path`, or that there is none."""
        self.path = path
        self.words.setText(path or self._none_words)
        self.words.set_tone("text" if path else "text2")
        self.button.setAccessibleDescription(path or self._none_words)
        self.cross.setVisible(bool(path))
