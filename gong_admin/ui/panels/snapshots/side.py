"""Snapshots as entries of the list at the side, and the sentences about one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from gong_admin.models.text import date_text, day_text
from gong_admin.services.snapshots.content import Manifest, Origin, Part
from gong_admin.services.snapshots.store import Entry
from gong_admin.services.words import counted
from gong_admin.ui.widgets.side_list import SideItem

_WEEK = dt.timedelta(days=7)


def items_of(entries: Sequence[Entry], now: dt.datetime) -> list[SideItem]:
    """The pinned ones first, then by age, the newest first."""
    pinned = [entry for entry in entries if entry.about.pinned]
    others = [entry for entry in entries if not entry.about.pinned]
    return [
        *(_item(entry, _tr("Pinned")) for entry in pinned),
        *(_item(entry, _age_group(entry, now)) for entry in others),
    ]


def title_of(entry: Entry) -> str:
    """When it was taken, as people read it; the folder's name where that is not known."""
    return date_text(entry.manifest.taken_at) if entry.manifest is not None else entry.key


def facts_of(manifest: Manifest) -> list[tuple[str, str]]:
    """What it holds: words and figures."""
    counts = manifest.counts
    facts = [
        (_tr("Taken"), _tr("daily") if manifest.origin is Origin.DAILY else _tr("by hand")),
        (_tr("Calls it took"), f"{manifest.calls:,}"),
    ]
    for part, words in (
        (Part.PROFILES, _tr("Permission profiles")),
        (Part.MEMBERS, _tr("Members")),
        (Part.WORKSPACES, _tr("Workspaces")),
        (Part.FOLDERS, _tr("Library folders")),
        (Part.TRACKERS, _tr("Trackers")),
        (Part.SCORECARDS, _tr("Scorecards")),
    ):
        known = counts.get(part.value)
        facts.append((words, _tr("not kept") if known is None else f"{known:,}"))
    people = _tr("kept") if manifest.options.people else _tr("ids only")
    facts.append((_tr("Names and addresses"), people))
    return facts


def _item(entry: Entry, group: str) -> SideItem:
    if entry.manifest is None:
        return SideItem(entry.key, entry.key, entry.problem, group=group)
    words = entry.about.note or _holds(entry.manifest)
    return SideItem(entry.key, title_of(entry), words, group=group)


def _holds(manifest: Manifest) -> str:
    counts = manifest.counts
    parts = [counted(counts.get(Part.PROFILES.value, 0), "profile")]
    members = counts.get(Part.MEMBERS.value)
    parts.append(_tr("no members") if members is None else counted(members, "member"))
    if manifest.origin is Origin.DAILY:
        parts.append(_tr("daily"))
    return " · ".join(parts)


def _age_group(entry: Entry, now: dt.datetime) -> str:
    if entry.manifest is None:
        return _tr("Can't be read")
    at = entry.manifest.taken_at
    if day_text(at) == day_text(now):
        return _tr("Today")
    return _tr("Last 7 days") if now - at < _WEEK else _tr("Earlier")


def _tr(text: str) -> str:
    return QCoreApplication.translate("snapshots", text)
