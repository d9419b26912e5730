"""The body of an answer: as text that can be read aloud, or, when it is long, line by line."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gong_admin.services.console import pretty
from gong_admin.ui.panels.console.json_lines import JsonLines
from gong_admin.ui.widgets.json_view import JsonView, fold_ranges

_WHOLE_UP_TO = 600  # lines that a text widget lays out and colours at once: some milliseconds


@dataclass(frozen=True, slots=True)
class JsonText:
    """A body made ready to be shown."""

    lines: list[str]
    folds: dict[int, int]

    @staticmethod
    def of(body: bytes) -> JsonText:
        """Indent and look for folds; for a worker thread."""
        text = pretty(body)
        return JsonText(text.split("\n"), fold_ranges(text))


class AnswerJson(QStackedWidget):
    """Shows a `JsonText`."""

    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.short = JsonView(self.tr("Answer as JSON"))
        self.long = JsonLines(self.tr("Answer as JSON"))
        self.addWidget(self.short)
        self.addWidget(self.long)
        self.short.copied.connect(self.copied)
        self.long.copied.connect(self.copied)

    def set_text(self, text: JsonText) -> None:
        """Show a body; the view that is not needed lets go of its own."""
        is_long = len(text.lines) > _WHOLE_UP_TO
        self.short.setPlainText("" if is_long else "\n".join(text.lines))
        self.short.set_folds({} if is_long else text.folds)
        self.long.set_lines(text.lines if is_long else [], text.folds if is_long else {})
        self.setCurrentWidget(self.long if is_long else self.short)

    def text(self) -> str:
        return self.long.text() if self.currentWidget() is self.long else self.short.text()
