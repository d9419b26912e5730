"""The window's commands: each has one name, one shortcut, one place where it is told.

The palette, the menus and the list of shortcuts (F1) are all read from here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """`group` is its heading in the list of shortcuts; `icon` Phosphor's name."""

    action: QAction
    group: str
    icon: str

    @property
    def title(self) -> str:
        return self.action.text()

    @property
    def shortcut(self) -> str:
        return self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class Commands(QObject):
    """The commands of one window, in the order in which they were added."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._commands: dict[str, Command] = {}

    def add(
        self,
        key: str,
        title: str,
        run: Callable[[], object],
        *,
        group: str,
        shortcut: str = "",
        icon: str = "caret-right",
    ) -> QAction:
        """A command that works wherever the focus is in the window."""
        action = QAction(title, self._window)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        # triggered sends `checked`; commands take nothing.
        action.triggered.connect(lambda *_: run())
        self._window.addAction(action)
        self._commands[key] = Command(action, group, icon)
        return action

    def __getitem__(self, key: str) -> QAction:
        return self._commands[key].action

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())
