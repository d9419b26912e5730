"""What the window shows before a connection is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.runtime.connections import Connections
from gong_admin.runtime.message import UserMessage
from gong_admin.ui.widgets.basics import Label, Pane


class StartPage(Pane):
    """Lists the saved connections; says what is being opened, or why it could not be."""

    openRequested = Signal(str)  # connection id

    def __init__(self, connections: Connections, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self._connections = connections
        self._words = Label("", "heading")
        column = QVBoxLayout(self)
        column.addWidget(self._words, 1, Qt.AlignmentFlag.AlignCenter)

    def show_connections(self) -> None:
        self._words.setText("")

    def show_opening(self, text: str) -> None:
        self._words.setText(text)

    def show_problem(self, message: UserMessage) -> None:
        self._words.setText(message.title)
