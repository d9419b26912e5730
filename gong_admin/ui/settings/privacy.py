"""What lookups and privacy cases take for granted."""

from __future__ import annotations

from PySide6.QtGui import QIntValidator

from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.settings import Settings
from gong_admin.ui.privacy.region_select import RegionSelect
from gong_admin.ui.settings.parts import Page
from gong_admin.ui.widgets.fields import LineEdit

_MOST_DAYS = 9_999


class PrivacyPage(Page):
    """The country of phone numbers, and for how long cases are kept."""

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
        self._settings = settings
        days = settings.choices.case_days
        self.days = LineEdit(str(days) if days else "", placeholder=self.tr("For ever"))
        self.days.setValidator(QIntValidator(1, _MOST_DAYS, self.days))
        self.days.textChanged.connect(self._days_typed)
        self.add_line(
            self.tr("Days that closed cases are kept"),
            self.tr(
                "Then reducing them to what proof needs is offered; nothing is reduced "
                "automatically. Empty, they are kept for ever."
            ),
            self.days,
        )
        self.end()

    def _days_typed(self, text: str) -> None:
        self._settings.update(case_days=int(text or 0))
