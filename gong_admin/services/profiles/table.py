"""The settings of profiles as rows of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gong_admin.services.export import ExportColumn, ExportValue
from gong_admin.services.profiles.reading import Reading, level_of
from gong_admin.services.profiles.setting import GROUP_TITLES, Setting, SettingKind
from gong_admin.services.profiles.settings_catalogue import SETTINGS

NameOf = Callable[[Setting, str], str]
"""The name of a lead or folder by its id; the id itself where nobody knows."""

_UNKNOWN = "Not known to this program"

ONE_PROFILE = (
    ExportColumn("group", "Group"),
    ExportColumn("setting", "Setting"),
    ExportColumn("value", "Value"),
    ExportColumn("ids", "Ids"),
    ExportColumn("risk", "Why it is risky"),
    ExportColumn("meaning", "Meaning"),
    ExportColumn("field", "Field"),
)


def rows_of_one(reading: Reading, name_of: NameOf) -> Iterator[Sequence[ExportValue]]:
    """A row a setting, under the columns of `ONE_PROFILE`."""
    for setting in SETTINGS:
        yield (
            GROUP_TITLES[setting.group][0],
            setting.name,
            _value(reading, setting, name_of),
            reading.ids(setting.key),
            setting.risk,
            setting.help,
            setting.key,
        )
    for unknown in reading.unknown:
        yield (_UNKNOWN, unknown.key, unknown.value, (), "", "", unknown.key)


def columns_of_several(readings: Sequence[Reading], titles: Sequence[str]) -> list[ExportColumn]:
    """The columns of `rows_of_several`: what the setting is, then one for each profile."""
    return [
        ExportColumn("group", "Group"),
        ExportColumn("setting", "Setting"),
        ExportColumn("field", "Field"),
        *(ExportColumn(reading.id, title) for reading, title in zip(readings, titles, strict=True)),
    ]


def rows_of_several(
    readings: Sequence[Reading], name_of: NameOf
) -> Iterator[Sequence[ExportValue]]:
    """A row a setting with its value in each profile, side by side."""
    for setting in SETTINGS:
        values = (_value(reading, setting, name_of) for reading in readings)
        yield (GROUP_TITLES[setting.group][0], setting.name, setting.key, *values)
    unknown = [{one.key: one.value for one in reading.unknown} for reading in readings]
    for key in dict.fromkeys(key for found in unknown for key in found):
        yield (_UNKNOWN, key, key, *(found.get(key) for found in unknown))


def _value(reading: Reading, setting: Setting, name_of: NameOf) -> ExportValue:
    value = reading.values[setting.key]
    if isinstance(value, tuple):
        return tuple(name_of(setting, one) for one in value)
    if setting.kind in (SettingKind.LEVEL, SettingKind.LIBRARY_LEVEL):
        level = level_of(setting, value)
        return level.word if level else value
    return value
