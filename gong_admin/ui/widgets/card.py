"""Cards: a group with an outline on the surface, tiles with one figure, and headings."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label, tight
from gong_admin.ui.widgets.focus_ring import FocusRing


class Card(QWidget):
    """A box with an outline. Fill `self.body`, a vertical layout."""

    def __init__(
        self, *, fill: str = "surface", padding: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._fill = fill
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(theme.space.s)
        repaint_on_change(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        edge = theme.colour("separator")
        paint.box(QPainter(self), self.rect(), theme.radius.card, theme.colour(self._fill), edge)


class Heading(QWidget):
    """A section's title with a caption behind it, and room at the right for a link or a note."""

    def __init__(
        self, title: str, caption: str = "", *, right: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        tight(self._row, theme.space.s)
        self._title = ElidedLabel(title, "strong")
        self._caption = Label(caption, "secondary", tone="text3")
        self._row.addWidget(self._title)
        if right:
            self._row.addStretch(1)
        self._row.addWidget(self._caption)
        if not right:
            self._row.addStretch(1)

    def set_caption(self, caption: str) -> None:
        self._caption.setText(caption)

    def add(self, widget: QWidget) -> None:
        """Put something at the right end."""
        self._row.addWidget(widget)


class StatTile(QAbstractButton):
    """A figure with what it counts above and a remark below; pressing it goes to the figures
    behind it. Without `clickable` it can't be pressed and takes no
    focus."""

    def __init__(
        self, label: str, *, clickable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label, self._value, self._note = label, "", ""
        self._clickable = clickable
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if clickable else Qt.FocusPolicy.NoFocus)
        self.setEnabled(clickable)
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        FocusRing(self, theme.radius.card)
        repaint_on_change(self)
        self.set_figure("–", "")

    def set_figure(self, value: str, note: str) -> None:
        """`value` as text with its unit; "–" while unknown, with `note` saying why."""
        self._value, self._note = value, note
        self.setAccessibleName(f"{self._label}: {value}")
        self.setAccessibleDescription(note)
        self.setToolTip(note)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.size("card_tile") * 2, theme.size("card_tile"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.size("card_tile"), theme.size("card_tile"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        over = self._clickable and self.underMouse()
        fill = theme.colour("hover" if over else "surface")
        edge = theme.colour("border" if over else "separator")
        paint.box(painter, self.rect(), theme.radius.card, fill, edge)
        left, room = 16, self.rect().adjusted(16, 0, -12, 0)
        small, tall = theme.font("secondary_medium"), self.height()
        line = small.pixelSize() + 6
        figure = theme.font("title").pixelSize() + 8
        top = (tall - 2 * line - figure) // 2
        room.setRect(left, top, room.width(), line)
        paint.text(painter, room, self._label, small, theme.colour("text2"))
        room.setRect(left, top + line, room.width(), figure)
        paint.text(painter, room, self._value, theme.font("title"), theme.colour("text"))
        room.setRect(left, top + line + figure, room.width(), line)
        paint.text(painter, room, self._note, theme.font("secondary"), theme.colour("text2"))
