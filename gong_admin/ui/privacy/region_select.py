"""Choosing the country of phone numbers that are typed without one."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.language import translate
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.runtime.settings import Settings
from gong_admin.services.privacy.identifiers import regions
from gong_admin.ui.widgets.select import Select

_SETTING = "phone_region"


class RegionSelect(Select):
    """Shows and sets the setting; every other one that is open follows. `fill` has the countries
    listed, whose plans are loaded beside the window."""

    def __init__(self, settings: Settings, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(
            [("", self.tr("No country"))],
            name=self.tr("Country of phone numbers"),
            parent=parent,
        )
        self._settings, self._bridge = settings, bridge
        self.scope = TaskScope(self._failed, self)
        self.changed.connect(self._chosen)
        settings.changed.connect(self._followed)

    def fill(self) -> None:
        if self.count() == 1 and not self.scope.busy:
            self.scope.start("fill", self._fill())

    async def _fill(self) -> None:
        known = await self._bridge.run(regions)
        named = [(region_words(region, code), region) for region, code in known.items()]
        named.sort(key=lambda one: one[0].casefold())
        options = [("", self.tr("No country")), *((region, words) for words, region in named)]
        self.set_options(options, self._settings.choices.phone_region)
        self.updateGeometry()

    def _chosen(self, region: str) -> None:
        self._settings.update(phone_region=region)

    def _followed(self, name: str) -> None:
        if name == _SETTING:
            self.set_value(self._settings.choices.phone_region)

    def _failed(self, error: Exception) -> None:
        self.setToolTip(present(error).title)


def region_words(region: str, code: int) -> str:
    """ "Germany (+49)"; its letters where Qt knows no name."""
    territory = QLocale.codeToTerritory(region)
    name = QLocale.territoryToString(territory)
    if territory == QLocale.Country.AnyTerritory:
        name = region
    return translate("privacy", "{0} (+{1})").format(name, code)
