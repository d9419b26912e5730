"""A note above a table that offers to do what costs something, and says what it costs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import IconLabel, Label, Snug, tight
from gong_admin.ui.widgets.button import Button


class OfferBar(QWidget):
    """Title, cost and a button; `accepted` when it is pressed. Hidden until `offer` is called.
    `declined` when a second button is, where there is one."""

    accepted = Signal()
    declined = Signal()

    def __init__(self, *, icon: str = "download-simple", parent: QWidget | None = None) -> None:
        """`icon` is that of the button."""
        super().__init__(parent)
        self._box = _Box(icon)
        self.button, self.other_button = self._box.button, self._box.other
        self.button.clicked.connect(self.accepted)
        self.other_button.clicked.connect(self.declined)
        edge = theme.size("edge_padding_x")
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, 0, edge, theme.space.m)
        column.addWidget(self._box)
        self.hide()

    def offer(self, title: str, text: str, words: str, other: str = "") -> None:
        """Show the bar: what is missing, what getting it costs, and the words of the button
        ("" for none, while it is being done) and of the second one."""
        self._box.title.setText(title)
        self._box.text.setText(text)
        self.button.setText(words)
        self.button.setVisible(bool(words))
        self.other_button.setText(other)
        self.other_button.setVisible(bool(other))
        self.setAccessibleName(f"{title}. {text}")
        self.show()

    def words(self) -> str:
        """All that the bar says, "" while it is hidden."""
        if self.isHidden():
            return ""
        return f"{self._box.title.text()} {self._box.text.text()}"


class _Box(Snug):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self.title = Label("", "strong", tone="accent_text", wrap=True)
        self.text = Label("", "secondary", tone="text", wrap=True)
        self.button = Button("", icon=icon)
        self.other = Button("", kind="ghost")
        self.other.hide()
        words = QVBoxLayout()
        tight(words, theme.space.xxs)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 12, 10)
        row.setSpacing(theme.space.s + 2)
        row.addWidget(IconLabel("info-fill", "accent_text"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.other, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        repaint_on_change(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, edge = theme.colour("accent_tint"), theme.colour("accent_border")
        paint.box(QPainter(self), self.rect(), theme.radius.card, fill, edge)
