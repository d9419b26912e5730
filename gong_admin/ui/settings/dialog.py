"""The settings: pages behind tabs. Everything takes effect at once, so there is no Save."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QWidget

from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.settings import Settings
from gong_admin.ui.prompts import Prompts
from gong_admin.ui.settings.appearance import AppearancePage
from gong_admin.ui.settings.data import DataPage
from gong_admin.ui.settings.network import NetworkPage
from gong_admin.ui.settings.pace import PacePage
from gong_admin.ui.settings.parts import Page
from gong_admin.ui.settings.privacy import PrivacyPage
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.dialog import Dialog, dialog_width
from gong_admin.ui.widgets.scroll import FittingScrollArea
from gong_admin.ui.widgets.tabs import TabBar

_WIDTH = 560

SettingsPage = Literal["appearance", "pace", "network", "privacy", "data"]


class SettingsDialog(Dialog):
    """Opens on `page`."""

    def __init__(
        self,
        parent: QWidget | None,
        settings: Settings,
        *,
        prompts: Prompts,
        bridge: Bridge,
        page: SettingsPage = "appearance",
    ) -> None:
        super().__init__(parent, self.tr("Settings"), width=dialog_width(_WIDTH))
        self.appearance = AppearancePage(settings)
        self.pace = PacePage(settings)
        self.network = NetworkPage(settings, prompts, bridge)
        self.privacy = PrivacyPage(settings, bridge)
        self.data = DataPage(settings, prompts, bridge)
        self._pages: dict[str, tuple[str, Page]] = {
            "appearance": (self.tr("Appearance"), self.appearance),
            "pace": (self.tr("Pace of calls"), self.pace),
            "network": (self.tr("Network"), self.network),
            "privacy": (self.tr("Privacy"), self.privacy),
            "data": (self.tr("Local data"), self.data),
        }
        self.leave_ring_room(left=TabBar.PADDING)
        self.tabs = TabBar(self.tr("Settings"))
        self.body.addWidget(self.tabs)
        self._areas: dict[str, FittingScrollArea] = {}
        for key, (title, content) in self._pages.items():
            self.tabs.add_tab(key, title)
            area = self._areas[key] = FittingScrollArea(content)
            area.setVisible(False)
            content.grown.connect(self._refit)
            self.body.addWidget(area, 1)
        # Not the default: Enter in a field takes what was typed, and says what is wrong with it.
        self.close_button = self.add_button(self.tr("Close"))
        self.close_button.clicked.connect(self.accept)
        self.tabs.chosen.connect(self._show)
        self.tabs.choose(page)
        self._show(page)
        self.tabs.setFocus()
        theme.changed.connect(self._refit)

    def _show(self, page: str) -> None:
        for key, area in self._areas.items():
            area.setVisible(key == page)
        self._refit()

    def _refit(self) -> None:
        for area in self._areas.values():
            area.updateGeometry()
        self.refit()

    def done(self, result: int) -> None:
        # The field that is being typed into is left with the dialog.
        self.pace.enter()
        self.network.enter()
        self.network.scope.close()
        self.privacy.scope.close()
        self.data.scope.close()
        super().done(result)
