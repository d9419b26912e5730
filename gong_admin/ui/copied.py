"""What was copied as more than plain text, from its copying to the program's end."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

_put: list[QMimeData] = []  # the last one, as long as the clipboard may hold it


def put(copied: QMimeData) -> None:
    """Put something made here on the clipboard."""
    QGuiApplication.clipboard().setMimeData(copied)
    _put[:] = [copied]


def release() -> None:
    """At the end: leave it as plain text.

    An object made in Python that Qt still holds on the clipboard when Python has ended crashes
    the process (PySide6 6.11). Qt deletes it when somebody else copies something.
    """
    copied = _put.pop() if _put else None
    if copied is not None and shiboken6.isValid(copied):
        QGuiApplication.clipboard().setText(copied.text())
