"""Snapshots as entries of the list at the side, and the sentences about one of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from gong_admin.models.text import date_text, day_text
from gong_admin.runtime.language import translate
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
        *(_item(entry, translate("snapshots", "Pinned")) for entry in pinned),
        *(_item(entry, _age_group(entry, now)) for entry in others),
    ]


def title_of(entry: Entry) -> str:
    """When it was taken, as people read it; the folder's name where that is not known."""
    return date_text(entry.manifest.taken_at) if entry.manifest is not None else entry.key


def facts_of(manifest: Manifest) -> list[tuple[str, str]]:
    """What it holds: words and figures."""
    counts = manifest.counts
    facts = [
        (
            translate("snapshots", "Taken"),
            translate("snapshots", "daily")
            if manifest.origin is Origin.DAILY
            else translate("snapshots", "by hand"),
        ),
        (translate("snapshots", "API calls it took"), f"{manifest.calls:,}"),
    ]
    for part, words in (
        (Part.PROFILES, translate("snapshots", "Permission profiles")),
        (Part.MEMBERS, translate("snapshots", "Members")),
        (Part.WORKSPACES, translate("snapshots", "Workspaces")),
        (Part.FOLDERS, translate("snapshots", "Library folders")),
        (Part.TRACKERS, translate("snapshots", "Trackers")),
        (Part.SCORECARDS, translate("snapshots", "Scorecards")),
    ):
        known = counts.get(part.value)
        facts.append((words, translate("snapshots", "not kept") if known is None else f"{known:,}"))
    people = (
        translate("snapshots", "kept")
        if manifest.options.people
        else translate("snapshots", "ids only")
    )
    facts.append((translate("snapshots", "Names and addresses"), people))
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
    parts.append(
        translate("snapshots", "members not kept")
        if members is None
        else counted(members, "member")
    )
    if manifest.origin is Origin.DAILY:
        parts.append(translate("snapshots", "daily"))
    return " · ".join(parts)


def _age_group(entry: Entry, now: dt.datetime) -> str:
    if entry.manifest is None:
        return translate("snapshots", "Can't be read")
    at = entry.manifest.taken_at
    if day_text(at) == day_text(now):
        return translate("snapshots", "Today")
    return (
        translate("snapshots", "Last 7 days")
        if now - at < _WEEK
        else translate("snapshots", "Earlier")
    )
