"""The pane at the right: one user with settings, history and profiles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from gong_admin.api.types.users import UserMetadata
from gong_admin.runtime.tenant_data import full_name
from gong_admin.ui.panels.users.access_tab import AccessTab
from gong_admin.ui.panels.users.facts_tab import FactsTab, Relations
from gong_admin.ui.panels.users.history_tab import HistoryTab
from gong_admin.ui.widgets.detail_pane import DetailPane
from gong_admin.ui.widgets.pill import Tone

HISTORY = "history"
_REST = 90  # milliseconds without another user until the facts follow the head


class UserDetail(DetailPane):
    """Head and tabs; the tabs' own signals tell what was pressed in them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("User"), avatar=True, parent=parent)
        self.open_button.show()
        self.facts = FactsTab()
        self.history = HistoryTab()
        self.access = AccessTab()
        self.add_tab("settings", self.tr("Settings"), self.facts)
        self.add_tab(HISTORY, self.tr("History"), self.history)
        self.add_tab("access", self.tr("Profiles"), self.access)
        self._next: tuple[UserMetadata, Relations] | None = None
        self._rest = QTimer(self, interval=_REST, singleShot=True)
        self._rest.timeout.connect(self._fill)

    def show_user(self, user: UserMetadata, relations: Relations, profiles: Sequence[str]) -> None:
        """Head and settings. History and profiles are shown by their own tabs."""
        pills: list[tuple[str, Tone, str | None]] = []
        if user.active is not None:
            pills.append(
                (self.tr("Active"), "ok", None)
                if user.active
                else (self.tr("Inactive"), "neutral", "minus-circle")
            )
        pills += [(name, "neutral", "shield-check") for name in profiles]
        self.set_head(full_name(user), user.title or "", pills=pills)
        self._next = user, relations
        if not self._rest.isActive():
            self._fill()
        # Some fifty widgets: whoever holds an arrow key down gets them at the end.
        self._rest.start()

    def _fill(self) -> None:
        if self._next is not None:
            self.facts.show_user(*self._next)
            self._next = None
