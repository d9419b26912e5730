"""What lookups and privacy cases take for granted."""

from __future__ import annotations

from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.settings import Settings
from gong_admin.ui.privacy.region_select import RegionSelect
from gong_admin.ui.settings.parts import Page


class PrivacyPage(Page):
    """The country of phone numbers."""

    def __init__(self, settings: Settings, bridge: Bridge) -> None:
        super().__init__()
        self.region = RegionSelect(settings, bridge)
        self.scope = self.region.scope
        self.region.fill()
        self.add_line(
            self.tr("Country of phone numbers"),
            self.tr(
                "For numbers that are typed or listed without + and the code of their country. "
                "Without one they are set aside, and nothing is guessed."
            ),
            self.region,
        )
        self.end()
