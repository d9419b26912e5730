"""Cases and subjects in words: states with their tones, kinds, deadlines, counts."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import (
    Case,
    CaseKind,
    CaseState,
    Counts,
    Subject,
    SubjectState,
)
from gong_admin.services.privacy.lookup import NOT_ASKED
from gong_admin.services.privacy.regimes import RULES, Regime, days_left
from gong_admin.ui.widgets.pill import Tone

SETTLED = (CaseState.CLOSED, CaseState.REFUSED)
"""States in which nothing is to be done in a case any more."""


def case_state_words(state: CaseState) -> str:
    return {
        CaseState.OPEN: translate("privacy", "Open"),
        CaseState.LOOKED_UP: translate("privacy", "Looked up"),
        CaseState.APPROVED: translate("privacy", "Approved"),
        CaseState.ERASING: translate("privacy", "Erasing"),
        CaseState.VERIFIED: translate("privacy", "Verified"),
        CaseState.REFUSED: translate("privacy", "Refused"),
        CaseState.CLOSED: translate("privacy", "Closed"),
    }[state]


_CASE_TONES: dict[CaseState, tuple[Tone, str]] = {
    CaseState.OPEN: ("accent", "folder-open"),
    CaseState.LOOKED_UP: ("accent", "magnifying-glass"),
    CaseState.APPROVED: ("warn", "shield-check"),
    CaseState.ERASING: ("accent", "hourglass-medium"),
    CaseState.VERIFIED: ("ok", "check-circle-fill"),
    CaseState.REFUSED: ("neutral", "prohibit"),
    CaseState.CLOSED: ("neutral", "archive"),
}


def case_pill(
    case: Case,
    today: dt.date,
    *,
    came_back: bool = False,
    given_up: bool = False,
    answered: bool = False,
) -> tuple[str, Tone, str]:
    """Words, tone and icon of a case's state. What came back goes before everything, then what is
    left and not looked after any more (`given_up`), and that an answer is late before how far it
    is. `answered`: the answer to an access request was written."""
    if case.deleted is not None:
        return translate("privacy", "Deleted"), "neutral", "trash"
    if came_back:
        return translate("privacy", "Came back"), "danger", "arrow-u-up-left"
    if case.reduced is not None:
        return translate("privacy", "Reduced"), "neutral", "archive"
    if given_up:
        return translate("privacy", "Not finished"), "danger", "warning-fill"
    if overdue(case, today):
        return translate("privacy", "Overdue"), "danger", "warning-fill"
    if answered and case.kind is CaseKind.ACCESS and case.state is CaseState.LOOKED_UP:
        return translate("privacy", "Answered"), "ok", "check-circle-fill"
    tone, icon = _CASE_TONES[case.state]
    return case_state_words(case.state), tone, icon


def subject_state_words(state: SubjectState) -> str:
    return {
        SubjectState.WAITING: translate("privacy", "Waiting"),
        SubjectState.FOUND: translate("privacy", "Found"),
        SubjectState.NOTHING: translate("privacy", "Nothing found"),
        SubjectState.REFUSED: translate("privacy", "Refused by Gong"),
        SubjectState.FAILED: translate("privacy", "Failed"),
        SubjectState.HELD: translate("privacy", "Do not erase"),
        SubjectState.MORE: translate("privacy", "More than approved"),
        SubjectState.SHARED: translate("privacy", "Shared with a hold"),
        SubjectState.SENDING: translate("privacy", "Sending"),
        SubjectState.UNKNOWN: translate("privacy", "Answer unknown"),
        SubjectState.NOT_TAKEN: translate("privacy", "Not accepted"),
        SubjectState.ERASING: translate("privacy", "Erasing"),
        SubjectState.GONE: translate("privacy", "Nothing left"),
        SubjectState.CAME_BACK: translate("privacy", "Came back"),
    }[state]


def subject_words(subject: Subject) -> str:
    """A subject's state; of a Gong user also whether Gong was asked, and of what was found whether
    it is approved."""
    if subject.state is SubjectState.FOUND and subject.approved is not None:
        return translate("privacy", "Approved")
    if subject.state is SubjectState.REFUSED and subject.note == NOT_ASKED:
        return translate("privacy", "Not asked: Gong user")
    return subject_state_words(subject.state)


SUBJECT_TONES: dict[SubjectState, tuple[Tone, str]] = {
    SubjectState.WAITING: ("neutral", "clock"),
    SubjectState.FOUND: ("accent", "magnifying-glass"),
    SubjectState.NOTHING: ("neutral", "circle-dashed"),
    SubjectState.REFUSED: ("warn", "prohibit"),
    SubjectState.FAILED: ("danger", "warning-circle-fill"),
    SubjectState.HELD: ("warn", "hand-palm"),
    SubjectState.MORE: ("warn", "warning-fill"),
    SubjectState.SHARED: ("danger", "hand-palm"),
    SubjectState.SENDING: ("accent", "paper-plane-tilt"),
    SubjectState.UNKNOWN: ("danger", "question"),
    SubjectState.NOT_TAKEN: ("danger", "warning-circle-fill"),
    SubjectState.ERASING: ("accent", "hourglass-medium"),
    SubjectState.GONE: ("ok", "check-circle-fill"),
    SubjectState.CAME_BACK: ("danger", "arrow-u-up-left"),
}
"""The tone and the icon of a subject's state."""


def kind_words(kind: CaseKind) -> str:
    if kind is CaseKind.ACCESS:
        return translate("privacy", "Access")
    return translate("privacy", "Erasure")


def regime_words(regime: Regime) -> str:
    if regime is Regime.OWN:
        return translate("privacy", "Own deadline")
    return RULES[regime].title


def date_words(day: dt.date) -> str:
    """A day as people read it, the month as a word."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def overdue(case: Case, today: dt.date) -> bool:
    """Whether the last day has passed and the request is still not answered."""
    last = case.deadline
    settled = case.state in SETTLED or not case.readable
    return last is not None and not settled and last < today


def deadline_words(case: Case, today: dt.date) -> str:
    """How long there is to answer: "12 days left", "3 days overdue"; "" where it is settled or
    there is no last day."""
    last = case.deadline
    if last is None or case.state in SETTLED or not case.readable:
        return ""
    left = days_left(last, today)
    if left < 0:
        late = -left
        return (
            translate("privacy", "1 day overdue")
            if late == 1
            else translate("privacy", "{0:,} days overdue").format(late)
        )
    if left == 0:
        return translate("privacy", "due today")
    if left == 1:
        return translate("privacy", "1 day left")
    return translate("privacy", "{0:,} days left").format(left)


def count_words(counts: Counts) -> str:
    """What is held, kind by kind: "17 calls, 342 emails"; the kinds with nothing are left out."""
    parts = []
    if count := counts.calls:
        one, many = translate("privacy", "1 call"), translate("privacy", "{0:,} calls")
        parts.append(one if count == 1 else many.format(count))
    if count := counts.emails:
        one, many = translate("privacy", "1 email"), translate("privacy", "{0:,} emails")
        parts.append(one if count == 1 else many.format(count))
    if count := counts.meetings:
        one, many = translate("privacy", "1 meeting"), translate("privacy", "{0:,} meetings")
        parts.append(one if count == 1 else many.format(count))
    if count := counts.records:
        one = translate("privacy", "1 lead or contact")
        many = translate("privacy", "{0:,} leads and contacts")
        parts.append(one if count == 1 else many.format(count))
    if count := counts.events:
        one = translate("privacy", "1 engagement event")
        many = translate("privacy", "{0:,} engagement events")
        parts.append(one if count == 1 else many.format(count))
    return ", ".join(parts) or translate("privacy", "nothing")
