"""What a profile amounts to, in numbers."""

from __future__ import annotations

from gong_admin.runtime.language import translate
from gong_admin.services.profiles.reading import Reading, is_on, is_risky
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.services.profiles.settings_catalogue import LIBRARY_FOLDERS, SETTINGS


def figures(reading: Reading) -> list[tuple[str, str]]:
    """Labels with their figures."""
    switches = [setting for setting in SETTINGS if setting.kind is SettingKind.SWITCH]
    on = sum(is_on(reading, setting) for setting in switches)
    levels = [s for s in SETTINGS if s.kind in (SettingKind.LEVEL, SettingKind.LIBRARY_LEVEL)]
    above = sum(is_on(reading, setting) for setting in levels)
    lists = [s for s in SETTINGS if s.kind is SettingKind.LEADS]
    filled = sum(is_on(reading, setting) for setting in lists)
    silent = sum(reading.values[setting.key] is None for setting in switches)
    figures = [
        (
            translate("profiles", "Switches on"),
            translate("profiles", "{0} of {1}").format(on, len(switches)),
        ),
        (
            translate("profiles", "Risky ones on"),
            f"{sum(is_risky(reading, setting) for setting in switches)}",
        ),
        (
            translate("profiles", "Levels above none"),
            translate("profiles", "{0} of {1}").format(above, len(levels)),
        ),
        (
            translate("profiles", "Lists of leads filled"),
            translate("profiles", "{0} of {1}").format(filled, len(lists)),
        ),
        (translate("profiles", "Library folders chosen"), f"{len(reading.ids(LIBRARY_FOLDERS)):,}"),
    ]
    if silent:
        figures.append((translate("profiles", "Switches not told"), f"{silent}"))
    if reading.unknown:
        figures.append((translate("profiles", "New at Gong"), f"{len(reading.unknown)}"))
    return figures
