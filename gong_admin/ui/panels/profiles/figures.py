"""What a profile amounts to, in numbers."""

from __future__ import annotations

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
        ("Switches on", f"{on} of {len(switches)}"),
        ("Risky ones on", f"{sum(is_risky(reading, setting) for setting in switches)}"),
        ("Levels above none", f"{above} of {len(levels)}"),
        ("Lists of leads filled", f"{filled} of {len(lists)}"),
        ("Library folders chosen", f"{len(reading.ids(LIBRARY_FOLDERS)):,}"),
    ]
    if silent:
        figures.append(("Switches not told", f"{silent}"))
    if reading.unknown:
        figures.append(("New at Gong", f"{len(reading.unknown)}"))
    return figures
