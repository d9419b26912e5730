"""Tabs with buttons at the right end of their bar."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gong_admin.ui.widgets.basics import Separator, tight
from gong_admin.ui.widgets.tabs import TabBar


class TabbedArea(QWidget):
    """Pages by key; `above` is a layout between the bar and the pages."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = TabBar(name)
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(self.bar, 1)
        self._buttons = QHBoxLayout()
        tight(self._buttons)
        head.addLayout(self._buttons)
        self.above = QVBoxLayout()
        tight(self.above)
        column = QVBoxLayout(self)
        tight(column)
        column.addLayout(head)
        column.addWidget(Separator())
        column.addLayout(self.above)
        column.addWidget(self._stack, 1)
        self.bar.chosen.connect(self._show)

    def add(self, key: str, words: str, page: QWidget) -> None:
        self._pages[key] = page
        self._stack.addWidget(page)
        self.bar.add_tab(key, words)

    def add_button(self, button: QWidget) -> None:
        self._buttons.addWidget(button)

    def key(self) -> str:
        return self.bar.key()

    def enable(self, key: str, enabled: bool) -> None:
        """Whether a tab can be chosen; the first takes over where the current one can't."""
        if not enabled and self.bar.key() == key:
            self.bar.setCurrentIndex(0)
        self.bar.setTabEnabled(self.bar.keys().index(key), enabled)

    def _show(self, key: str) -> None:
        self._stack.setCurrentWidget(self._pages[key])
