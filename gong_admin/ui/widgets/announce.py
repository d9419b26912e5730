"""Words for those who listen to the screen, about what changed where the focus is not."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text` when it has finished what it is saying; does nothing where
    none is listening. `widget` is what it is about."""
    if text and QAccessible.isActive():
        # Politeness is polite unless set otherwise: it waits for its turn.
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
