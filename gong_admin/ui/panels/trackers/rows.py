"""Trackers as rows of a table: codes as words, names for ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QLocale

from gong_admin.api.types.settings import Tracker
from gong_admin.models.column import Column, Kind
from gong_admin.models.text import day_text
from gong_admin.runtime.language import translate
from gong_admin.runtime.tenant_data import TenantData
from gong_admin.services.tracker_filter import read_filter, sentence
from gong_admin.services.trackers import EVERY_LANGUAGE, Overlaps, keywords
from gong_admin.services.users import moment

_SPEAKERS = {
    "Anyone": translate("trackers", "Anyone"),
    "Company": translate("trackers", "Company"),
    "NonCompany": translate("trackers", "Outsiders"),
}
_MOMENTS = {
    "Anytime": translate("trackers", "Any time"),
    "First": translate("trackers", "First"),
    "Last": translate("trackers", "Last"),
}
_UNITS = {"percent": "%", "minutes": "min", "seconds": "s"}


@dataclass(frozen=True, slots=True)
class Row:
    """A tracker with the names of what it mentions. `shared` counts its keywords that other
    trackers of its workspace have, too."""

    tracker: Tracker
    workspace: str
    creator: str
    updater: str
    shared: int

    @property
    def id(self) -> str:
        return self.tracker.tracker_id or ""

    @property
    def name(self) -> str:
        return self.tracker.tracker_name or self.id

    @property
    def created(self) -> datetime | None:
        return moment(self.tracker.created)

    @property
    def updated(self) -> datetime | None:
        return moment(self.tracker.updated)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(
            language_name(entry.language) for entry in self.tracker.language_keywords or ()
        )

    @property
    def keywords(self) -> tuple[str, ...]:
        return tuple(keyword for _, keyword in keywords(self.tracker))


def make_rows(trackers: Iterable[Tracker], data: TenantData, overlaps: Overlaps) -> list[Row]:
    """Rows for `trackers`, with names as far as they have been read."""
    return [
        Row(
            tracker,
            data.workspace_name(tracker.workspace_id),
            data.user_name(tracker.creator_user_id),
            data.user_name(tracker.updater_user_id),
            overlaps.count(tracker),
        )
        for tracker in trackers
    ]


def language_name(code: str | None) -> str:
    """The name of a language by its ISO 639-2/B code; the code where it has none."""
    if not code or code == EVERY_LANGUAGE:
        return translate("trackers", "Every language")
    language = QLocale.codeToLanguage(code)
    return code if language is QLocale.Language.AnyLanguage else QLocale.languageToString(language)


def speaker_text(tracker: Tracker) -> str:
    """Who has to say it."""
    return _SPEAKERS.get(tracker.affiliation or "", tracker.affiliation or "")


def moment_text(tracker: Tracker) -> str:
    """When in a call it counts: "First 5 min of call"."""
    words = _MOMENTS.get(tracker.said_at or "", tracker.said_at or "")
    if tracker.said_at_interval is None:
        return words
    unit = _UNITS.get(tracker.said_at_unit or "", tracker.said_at_unit or "")
    length = f"{tracker.said_at_interval} {unit}".strip()
    return translate("trackers", "{0} {1} of call").format(words, length)


def related_text(tracker: Tracker) -> str:
    """Whether related forms of the keywords count: in all languages, in some, in none."""
    entries = tracker.language_keywords or ()
    related = [language_name(entry.language) for entry in entries if entry.include_related_forms]
    if not related:
        return translate("trackers", "No")
    return translate("trackers", "Yes") if len(related) == len(entries) else ", ".join(related)


def filter_text(tracker: Tracker) -> str:
    """The calls it listens to, as a sentence; Gong's own text where it can't be read."""
    node = read_filter(tracker.filter_query)
    return sentence(node) if node else tracker.filter_query or ""


def day(at: datetime | None) -> str:
    return day_text(at) if at else ""


COLUMNS: tuple[Column[Row], ...] = (
    Column("name", translate("trackers", "Name"), lambda row: row.name, width=190),
    Column(
        "workspace",
        translate("trackers", "Workspace"),
        lambda row: row.workspace,
        width=150,
        facet=True,
    ),
    Column(
        "languages",
        translate("trackers", "Languages"),
        lambda row: row.languages,
        width=190,
        facet=True,
    ),
    Column(
        "keywords",
        translate("trackers", "Keywords"),
        lambda row: len(row.keywords),
        Kind.NUMBER,
        width=84,
    ),
    Column(
        "shared",
        translate("trackers", "Shared keywords"),
        lambda row: row.shared,
        Kind.NUMBER,
        width=126,
        tooltip=lambda row: translate(
            "trackers", "{0:,} also in other trackers of this workspace"
        ).format(row.shared),
    ),
    Column(
        "affiliation",
        translate("trackers", "Said by"),
        lambda row: speaker_text(row.tracker),
        width=100,
        facet=True,
    ),
    Column(
        "said_at",
        translate("trackers", "Said at"),
        lambda row: moment_text(row.tracker),
        width=146,
        spare=1,  # this and the next stand in the detail
    ),
    Column(
        "part_of_question",
        translate("trackers", "Part of a question"),
        lambda row: row.tracker.part_of_question,
        Kind.BOOL,
        width=130,
        visible=False,
    ),
    Column(
        "topics",
        translate("trackers", "Topics"),
        lambda row: tuple(row.tracker.said_in_topics or ()),
        width=120,
        visible=False,
    ),
    Column(
        "related",
        translate("trackers", "Related forms"),
        lambda row: related_text(row.tracker),
        width=120,
        visible=False,
    ),
    Column(
        "filter",
        translate("trackers", "Calls"),
        lambda row: filter_text(row.tracker),
        width=260,
        visible=False,
    ),
    Column(
        "creator",
        translate("trackers", "Creator"),
        lambda row: row.creator,
        width=150,
        facet=True,
        visible=False,
    ),
    Column(
        "created",
        translate("trackers", "Created"),
        lambda row: row.created,
        Kind.DATE,
        width=110,
        display=lambda row: day(row.created),
        visible=False,
    ),
    Column(
        "updated",
        translate("trackers", "Updated"),
        lambda row: row.updated,
        Kind.DATE,
        width=110,
        spare=2,
        display=lambda row: day(row.updated),
    ),
    Column(
        "updater",
        translate("trackers", "Updated by"),
        lambda row: row.updater,
        width=150,
        visible=False,
    ),
    Column(
        "words",
        translate("trackers", "Keyword list"),
        lambda row: row.keywords,
        width=320,
        visible=False,
    ),
    Column(
        "id",
        translate("trackers", "Tracker id"),
        lambda row: row.id,
        Kind.ID,
        width=180,
        visible=False,
    ),
)
