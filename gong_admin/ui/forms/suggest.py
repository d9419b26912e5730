"""A line to type into that offers known things below as one types."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from gong_admin.ui.forms.sources import MOST, Sources, Suggestion
from gong_admin.ui.widgets.fields import LineEdit

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CHOOSE = (*_ENTER, Qt.Key.Key_Tab)
_AFTER = 60  # milliseconds of quiet before the list is searched


class SuggestEdit(LineEdit):
    """`picked(Suggestion)` when one is chosen from the list; `pasted(str)` for text of more than
    one line, which a line can't hold; `entered` with Enter; `emptied` with Backspace in nothing."""

    picked = Signal(object)
    pasted = Signal(str)
    entered = Signal()
    emptied = Signal()

    def __init__(
        self,
        of: str,
        sources: Sources,
        *,
        name: str = "",
        placeholder: str = "",
        many: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, placeholder=placeholder, parent=parent)
        self._of, self._sources, self._many = of, sources, many
        self._found: list[Suggestion] = []
        self._completer: QCompleter | None = None
        self._list: QListView | None = None
        self._model = QStringListModel(self)
        self._timer = QTimer(self, interval=_AFTER, singleShot=True)
        self._timer.timeout.connect(self.offer)
        if sources.knows(of):
            self.textEdited.connect(self._edited)

    def offer(self) -> None:
        """Show what matches the text now."""
        self._show_matches(self.text())

    def offer_all(self) -> None:
        """Show what there is, whatever the text; what is typed next takes the text's place."""
        self._sources.ensure(self._of)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.selectAll()
        self._show_matches("")

    def _show_matches(self, needle: str) -> None:
        self._found = self._sources.suggest(self._of, needle)
        completer = self._make_completer()
        self._model.setStringList([_line(one) for one in self._found])
        if self._found and self.window().focusWidget() is self:
            completer.complete()
        elif self._list is not None:
            self._list.hide()

    @property
    def offering(self) -> bool:
        """Whether the list is open, and has the keyboard in the line's place."""
        return self._list is not None and self._list.isVisible()

    def _edited(self, text: str) -> None:
        self._sources.ensure(self._of)
        if text.strip():
            self._timer.start()
        else:
            self._timer.stop()

    def _make_completer(self) -> QCompleter:
        if self._completer is None:
            completer = self._completer = QCompleter(self._model, self)
            completer.setMaxVisibleItems(MOST)
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            self._list = QListView()
            self._list.setProperty("suggestions", True)
            self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            completer.setPopup(self._list)
            completer.setWidget(self)
            completer.activated.connect(self._activated)
        return self._completer

    def _activated(self, line: str) -> None:
        chosen = next((one for one in self._found if _line(one) == line), None)
        if chosen is not None:
            self.picked.emit(chosen)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._sources.ensure(self._of)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste) and self._many:
            text = QGuiApplication.clipboard().text()
            if len(text.split()) > 1 or "," in text or ";" in text:
                self.pasted.emit(text)
                return
        if self._list is not None and self.offering:
            chosen = self._list.selectionModel().hasSelection()
            if event.key() == Qt.Key.Key_Escape or (event.key() in _CHOOSE and chosen):
                # The list gets the key back and closes, or takes what is chosen in it.
                event.ignore()
                return
            if event.key() in _CHOOSE:
                self._list.hide()
        if event.key() in _ENTER and not event.modifiers():
            self.entered.emit()
            return
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        super().keyPressEvent(event)


def _line(suggestion: Suggestion) -> str:
    parts = [suggestion.name or suggestion.value]
    for more in (suggestion.detail, suggestion.value):
        if more and more not in parts:
            parts.append(more)
    return "  ·  ".join(parts)
