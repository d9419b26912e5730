"""Differences as rows of a table: values in words, names for ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gong_admin.models.column import Column, Kind
from gong_admin.runtime.language import translate
from gong_admin.services.profiles.editing import ids_in, words
from gong_admin.services.profiles.reading import Value
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.services.profiles.settings_catalogue import BY_KEY
from gong_admin.services.snapshots.comparing import Area, Difference, Event


@dataclass(frozen=True, slots=True)
class Names:
    """How ids are named, as far as anybody knows: people, library folders, workspaces."""

    person: Callable[[str], str]
    folder: Callable[[str], str]
    workspace: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Row:
    """A difference with the names of what it mentions. `before` and `after` are in words."""

    difference: Difference
    workspace: str
    title: str
    before: str
    after: str
    risk: str

    @property
    def id(self) -> str:
        return self.difference.id

    @property
    def names_people(self) -> bool:
        one = self.difference
        return one.area is Area.MEMBER or one.key.endswith("teamLeadIds")

    @property
    def subject(self) -> str:
        return self.difference.subject.strip() or self.difference.subject_id


def make_rows(differences: Iterable[Difference], names: Names) -> list[Row]:
    """A row for each difference, in their order."""
    return [_row(one, names) for one in differences]


def _row(one: Difference, names: Names) -> Row:
    title, (before, after) = one.title, _sides(one, names)
    if one.area is Area.MEMBER:
        title = names.person(one.key)
    elif not one.key:
        title = area_words(one.area)
    elif one.unknown:
        title = translate("snapshots", "New at Gong: {0}").format(one.key)
    workspace = names.workspace(one.workspace_id) if one.workspace_id else ""
    return Row(one, workspace, title, before, after, risk_of(one))


def _sides(one: Difference, names: Names) -> tuple[str, str]:
    if one.event is not Event.CHANGED:
        there, missing = translate("snapshots", "There"), translate("snapshots", "Not there")
        if one.area is Area.MEMBER:
            there = translate("snapshots", "Member")
            missing = "–"
        return (missing, there) if one.event is Event.CAME else (there, missing)
    return value_words(one, one.before, names), value_words(one, one.after, names)


def value_words(one: Difference, value: Value, names: Names) -> str:
    """One side of a difference in words."""
    if one.unknown:
        return _json_words(value)
    if one.area is Area.SETTING:
        setting = BY_KEY.get(one.key)
        name = names.folder
        if setting is not None and setting.kind is SettingKind.LEADS:
            name = names.person
        return words(one.key, value, [name(each) for each in ids_in(one.key, (value,))])
    if one.key == "updaterUserId" and isinstance(value, str):
        return names.person(value)
    if value is None or value == "":
        return translate("snapshots", "None")
    return words("", value)


def _json_words(value: Value) -> str:
    """What Gong holds for a setting that this program has no name for: it comes as JSON, and most
    of them are switches."""
    if value is None:
        return translate("snapshots", "Not there")
    switch = {"true": translate("snapshots", "On"), "false": translate("snapshots", "Off")}
    return switch.get(str(value), str(value))


def risk_of(one: Difference) -> str:
    """Why the change deserves a second look: a risky setting that is on now; "" for most."""
    setting = BY_KEY.get(one.key) if one.area is Area.SETTING else None
    return setting.risk if setting is not None and one.after is True else ""


def area_words(area: Area) -> str:
    """What a difference is about, in a word."""
    return {
        Area.PROFILE: translate("snapshots", "Profile"),
        Area.SETTING: translate("snapshots", "Setting"),
        Area.MEMBER: translate("snapshots", "Member"),
        Area.WORKSPACE: translate("snapshots", "Workspace"),
        Area.FOLDER: translate("snapshots", "Library folder"),
        Area.TRACKER: translate("snapshots", "Tracker"),
        Area.SCORECARD: translate("snapshots", "Scorecard"),
    }[area]


def event_words(event: Event) -> str:
    return {
        Event.CHANGED: translate("snapshots", "Changed"),
        Event.CAME: translate("snapshots", "New"),
        Event.GONE: translate("snapshots", "Gone"),
    }[event]


_TONES = {Event.CHANGED: "accent", Event.CAME: "success", Event.GONE: "warning"}
_ICONS = {Event.CHANGED: "pencil-simple", Event.CAME: "plus", Event.GONE: "minus"}


def _pill(row: Row) -> str:
    return "danger" if row.risk else _TONES[row.difference.event]


def _pill_icon(row: Row) -> str:
    return "warning-fill" if row.risk else _ICONS[row.difference.event]


def _event(row: Row) -> str:
    if row.risk:
        return translate("snapshots", "Risky now")
    return event_words(row.difference.event)


COLUMNS: tuple[Column[Row], ...] = (
    Column(
        "subject", translate("snapshots", "Where"), lambda row: row.subject, width=180, facet=True
    ),
    Column("title", translate("snapshots", "What"), lambda row: row.title, width=170),
    Column("before", translate("snapshots", "Before"), lambda row: row.before, width=96),
    Column("after", translate("snapshots", "After"), lambda row: row.after, width=96),
    Column(
        "event",
        translate("snapshots", "Change"),
        _event,
        Kind.PILL,
        width=118,
        facet=True,
        pill=_pill,
        pill_icon=_pill_icon,
        tooltip=lambda row: row.risk,
    ),
    Column(
        "workspace",
        translate("snapshots", "Workspace"),
        lambda row: row.workspace,
        width=126,
        spare=1,  # the same for most of them
        facet=True,
    ),
    Column(
        "area",
        translate("snapshots", "Kind"),
        lambda row: area_words(row.difference.area),
        width=110,
        facet=True,
        visible=False,
    ),
    Column(
        "group",
        translate("snapshots", "Group"),
        lambda row: row.difference.group,
        width=150,
        visible=False,
    ),
    Column(
        "risk",
        translate("snapshots", "Why it is risky"),
        lambda row: row.risk,
        width=220,
        visible=False,
    ),
    Column(
        "field",
        translate("snapshots", "Field"),
        lambda row: row.difference.key,
        Kind.MONO,
        width=200,
        visible=False,
    ),
    Column(
        "id",
        translate("snapshots", "Id"),
        lambda row: row.difference.subject_id,
        Kind.ID,
        width=180,
        visible=False,
    ),
)
