"""The head above a form: which operation this is, and what calling it does."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gong_admin.services.console import AnyOperation
from gong_admin.ui import paint
from gong_admin.ui.panels.console.words import EFFECTS, VERBS, page_words
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import ElidedLabel, clear_layout, tight
from gong_admin.ui.widgets.button import IconButton
from gong_admin.ui.widgets.flow_layout import FlowLayout
from gong_admin.ui.widgets.pill import Pill

_TINTS = {
    "ok": "ok_tint",
    "accent_text": "accent_tint",
    "warn": "warn_tint",
    "danger": "danger_tint",
}


class VerbTag(QWidget):
    """The HTTP method in its colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._method = "GET"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)

    def set_method(self, method: str) -> None:
        self._method = method
        self.setAccessibleName(method)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = paint.text_width(self._method, theme.font("mono_caption"))
        return QSize(words + 16, theme.size("pill"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, tint = QPainter(self), VERBS[self._method][1]
        paint.box(painter, self.rect(), theme.radius.small, theme.colour(_TINTS[tint]))
        font, ink = theme.font("mono_caption"), theme.colour(tint)
        paint.text(painter, self.rect(), self._method, font, ink, paint.CENTRE, elide=False)


class OperationHead(QWidget):
    """Title, request line, pills. `history_button` is the presenter's to connect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ElidedLabel("", "title")
        self.history_button = IconButton("clock-counter-clockwise", self.tr("Requests sent before"))
        self._verb = VerbTag()
        self._path = ElidedLabel("", "mono")
        host = QWidget()
        self._pills = FlowLayout(host, gap=6, row_gap=6)
        first = QHBoxLayout()
        tight(first, theme.space.s)
        first.addWidget(self._title, 1)
        first.addWidget(self.history_button)
        second = QHBoxLayout()
        tight(second, theme.space.s + 2)
        second.addWidget(self._verb)
        second.addWidget(self._path, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 16, 14)
        column.setSpacing(10)
        column.addLayout(first)
        column.addLayout(second)
        column.addWidget(host)

    def show_operation(self, op: AnyOperation) -> None:
        self._title.setText(op.title)
        self._verb.set_method(op.method)
        self._path.setText(op.path)
        clear_layout(self._pills)
        words, tone, icon = EFFECTS[op.effect]
        self._pills.addWidget(Pill(words, tone, icon))
        for scope in op.scopes:
            self._pills.addWidget(Pill(scope, "neutral", "key"))
        if page_words(op):
            self._pills.addWidget(Pill(page_words(op), "neutral", "stack"))

    def title(self) -> str:
        return self._title.whole_text()
