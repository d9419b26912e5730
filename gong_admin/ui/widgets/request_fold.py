"""The exact request of a review, folded to one line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label, tight
from gong_admin.ui.widgets.button import IconButton
from gong_admin.ui.widgets.code_view import CodeView

_REQUEST_AT_MOST = 300  # pixels; what is longer scrolls


class RequestFold(QWidget):
    """The request in one line; unfolded, all of it, as it would be sent. `toggled` after."""

    toggled = Signal()

    def __init__(
        self,
        method: str,
        line: str,
        request: str,
        note: str = "",
        *,
        at_most: int = _REQUEST_AT_MOST,
    ) -> None:
        """`at_most` is how many pixels it gets when unfolded."""
        super().__init__()
        self._at_most = at_most
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 12, 6)
        column.setSpacing(theme.space.xs)
        row = QHBoxLayout()
        tight(row, theme.space.s)
        self._fold = IconButton("caret-right", self.tr("Show the request"), small=True)
        self._fold.clicked.connect(self.toggle)
        row.addWidget(self._fold)
        row.addWidget(Label(self.tr("Request"), "strong"))
        row.addSpacing(theme.space.xs)
        row.addWidget(Label(method, "mono_strong", tone="warn"))
        # A long line gives way; unfolded it can be read to its end, and copied.
        middle = Qt.TextElideMode.ElideMiddle
        row.addWidget(ElidedLabel(line, "mono", tone="text", elide=middle), 1)
        row.addWidget(Label(note, "secondary"))
        column.addLayout(row)
        self._request = request
        self._text: CodeView | None = None
        repaint_on_change(self)

    def toggle(self) -> None:
        text = self._text or self._made()
        shown = not text.isVisibleTo(self)
        text.setVisible(shown)
        self._fold.set_icon_name("caret-down" if shown else "caret-right")
        self._fold.set_name(self.tr("Hide the request") if shown else self.tr("Show the request"))
        self.toggled.emit()

    def _made(self) -> CodeView:
        """The request in full, made when it is first unfolded: most don't look, and a dialog
        that opens has no time to colour a hundred lines."""
        text = CodeView(self._request, language="http", name=self.tr("The request"), wrap=True)
        text.setProperty("sunken", True)
        tall = (self._request.count("\n") + 1) * text.fontMetrics().lineSpacing() + 24
        text.setFixedHeight(min(self._at_most, tall))
        text.hide()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(text)
        self._text = text
        return text

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The whole line is the handle, as long as it is folded.
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._text is None or not self._text.isVisibleTo(self):
            self.toggle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, edge = theme.colour("surface_alt"), theme.colour("separator")
        paint.box(QPainter(self), self.rect(), theme.radius.card, fill, edge)
