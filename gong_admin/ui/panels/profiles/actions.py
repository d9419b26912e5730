"""What can be done with a profile: in the menu of its head, and in the command palette."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gong_admin.ui.icons import icon
from gong_admin.ui.widgets.popup import Menu

_WRITES = frozenset({"new", "clone"})


class ProfileActions(QObject):
    """`chosen` is called with the key of an action: "new", "clone", "compare", "copy-id",
    "copy-json", "curl", "python", "members" or "all-members"."""

    def __init__(self, parent: QWidget, chosen: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._chosen = chosen
        self.menu = Menu(parent=parent)
        self._actions: dict[str, QAction] = {}
        self._add("new", self.tr("New profile…"), "plus")
        self._add("clone", self.tr("Clone profile…"), "copy")
        self._add("compare", self.tr("Compare with other profiles"), "columns")
        self.menu.addSeparator()
        self._add("copy-id", self.tr("Copy profile id"), "fingerprint-simple")
        self._add("copy-json", self.tr("Copy profile as JSON"), "brackets-curly")
        self._add("curl", self.tr("Copy request for profiles as curl"), "terminal")
        self._add("python", self.tr("Copy request for profiles as Python"), "code")
        self.menu.addSeparator()
        self._add("members", self.tr("Read members of this profile"), "users")
        self._add("all-members", self.tr("Read members of all profiles"), "users-three")

    def _add(self, key: str, words: str, glyph: str) -> None:
        action = QAction(icon(glyph), words, self)
        action.setData(key)
        action.triggered.connect(self._triggered)
        self.menu.addAction(action)
        self._actions[key] = action

    def all(self) -> list[QAction]:
        return list(self._actions.values())

    def set_enabled(self, *, profile: bool, changes: bool) -> None:
        """Whether there is a profile to do something with, and whether changes are allowed."""
        for key, action in self._actions.items():
            allowed = changes or key not in _WRITES
            action.setEnabled(allowed and (profile or key == "new"))

    def _triggered(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._chosen(str(action.data()))
