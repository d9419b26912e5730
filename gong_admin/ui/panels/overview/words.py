"""Words of the Overview that need no widget."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QLocale, QTime

from gong_admin.api import snippets
from gong_admin.api.catalogue.audit import LIST_LOGS
from gong_admin.api.catalogue.calls import LIST_CALLS
from gong_admin.api.prepare import prepare
from gong_admin.api.types.audit import ListLogs
from gong_admin.runtime.language import translate
from gong_admin.services.audit import Event, NameOf, tell
from gong_admin.services.call_counts import day_request
from gong_admin.ui.panels.overview.entries import Entry

_LOOKS = {"add": ("plus", "ok"), "remove": ("minus", "danger"), "change": ("sliders", "accent")}


def event_entry(event: Event, name_of: NameOf, now: dt.datetime) -> Entry:
    """An entry of the audit log as it is listed; what Gong's staff did stands out."""
    told = tell(event.entry, name_of)
    icon, tone = _LOOKS[told.kind]
    if told.impersonated:
        icon, tone = "warning", "warn"
    return Entry(
        icon,
        tone,
        told.sentence,
        told.detail,
        when=moment(event.when.astimezone(), now),
        exact=event.entry.event_time or "",
    )


def moment(when: dt.datetime, now: dt.datetime) -> str:
    """A local time as one says it at `now`: "14:32", "Thu 14:32", "3 Nov 14:32"."""
    locale = QLocale()
    time = locale.toString(QTime(when.hour, when.minute), QLocale.FormatType.ShortFormat)
    days = (now.date() - when.date()).days
    if days == 0:
        return time
    if 0 < days < 7:
        name = locale.dayName(when.isoweekday(), QLocale.FormatType.ShortFormat)
        return f"{name} {time}"
    month = locale.monthName(when.month, QLocale.FormatType.ShortFormat)
    return f"{when.day} {month} {time}"


def span_words(since: dt.datetime, until: dt.datetime) -> str:
    """How far back something was looked for: "the last 6 days"."""
    days = max(1, round((until - since).total_seconds() / 86_400))
    if days == 1:
        hours = max(1, round((until - since).total_seconds() / 3600))
        return (
            translate("overview", "the last {0} hours").format(hours)
            if hours > 1
            else translate("overview", "the last hour")
        )
    return translate("overview", "the last {0} days").format(days)


def calls_request(language: str, day: dt.date, workspace_id: str | None) -> str:
    """The request that counts the calls of a day, as curl or Python."""
    request = prepare(LIST_CALLS, day_request(day, workspace_id))
    return snippets.curl(request) if language == "curl" else snippets.python(request)


def events_request(language: str, asked: ListLogs) -> str:
    """The request behind the newest changes, as curl or Python."""
    request = prepare(LIST_LOGS, asked)
    return snippets.curl(request) if language == "curl" else snippets.python(request)
