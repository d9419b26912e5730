"""For screen readers and other assistive technology, where Qt alone does not do."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` when it has finished what it is saying; does nothing where
    none is listening. `widget` is what it is about."""
    if text and QAccessible.isActive():
        # Politeness is polite unless set otherwise: it waits for its turn.
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def current_follows_selection(view: QAbstractItemView) -> None:
    """Make the entry current that is selected from outside, in a view whose entries are chosen by
    being current: assistive technology only ever selects."""
    selection = view.selectionModel()

    def follow() -> None:
        chosen = selection.selectedIndexes()
        if len(chosen) == 1 and chosen[0] != selection.currentIndex():
            no_update = QItemSelectionModel.SelectionFlag.NoUpdate
            selection.setCurrentIndex(chosen[0], no_update)

    # A click and a key select first, and then go there by themselves.
    selection.selectionChanged.connect(lambda *_: QTimer.singleShot(0, view, follow))
