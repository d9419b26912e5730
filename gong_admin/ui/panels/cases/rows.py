"""The subjects of a case as rows of a table."""

from __future__ import annotations

from gong_admin.models.column import Column, Kind
from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import Subject, SubjectState
from gong_admin.ui.privacy.words import SUBJECT_TONES, subject_words

_PILLS = {"ok": "success", "warn": "warning"}  # the words of tables for the pills' tones


def name_of(subject: Subject) -> str:
    """The address or number; its place in the case once that was removed."""
    return subject.value or translate("cases", "Subject {0:,}").format(subject.position)


def held(subject: Subject) -> int | None:
    return None if subject.counts is None else subject.counts.held


def _count(
    kind: str, title: str, *, width: int = 64, visible: bool = True, spare: int = 0
) -> Column[Subject]:
    def value(subject: Subject) -> int | None:
        return None if subject.counts is None else getattr(subject.counts, kind)

    return Column(kind, title, value, Kind.NUMBER, width=width, visible=visible, spare=spare)


def _tone(subject: Subject) -> str:
    tone = SUBJECT_TONES[subject.state][0]
    return _PILLS.get(tone, tone)


# Beside the details there is room for few of them, and the details say the rest.
COLUMNS: tuple[Column[Subject], ...] = (
    Column(
        "position",
        translate("cases", "No."),
        lambda one: one.position,
        Kind.NUMBER,
        width=56,
        spare=1,
    ),
    Column("subject", translate("cases", "Subject"), name_of, width=300),
    Column(
        "state",
        translate("cases", "State"),
        lambda one: subject_words(one),
        Kind.PILL,
        width=168,
        facet=True,
        pill=_tone,
        pill_icon=lambda one: SUBJECT_TONES[one.state][1],
        tooltip=lambda one: one.note,
    ),
    Column("held", translate("cases", "Held"), held, Kind.NUMBER, width=56, spare=2),
    Column(
        "looked_up",
        translate("cases", "Looked up"),
        lambda one: one.looked_up,
        Kind.DATE,
        width=150,
        spare=3,
    ),
    _count("calls", translate("cases", "Calls"), spare=4),
    _count("emails", translate("cases", "Emails"), spare=5),
    _count("meetings", translate("cases", "Meetings"), width=72, spare=6),
    _count("records", translate("cases", "Leads, contacts"), width=132, visible=False),
    _count("events", translate("cases", "Events"), visible=False),
    Column(
        "approved",
        translate("cases", "Approved"),
        lambda one: None if one.approved is None else one.approved.held,
        Kind.NUMBER,
        width=88,
        visible=False,
    ),
    Column(
        "sent",
        translate("cases", "Sent"),
        lambda one: one.sent,
        Kind.DATE,
        width=150,
        visible=False,
    ),
    Column(
        "gone",
        translate("cases", "Nothing left since"),
        lambda one: one.gone,
        Kind.DATE,
        width=150,
        visible=False,
    ),
    Column(
        "kind",
        translate("cases", "Kind"),
        lambda one: (
            translate("cases", "Address")
            if one.kind == "email"
            else translate("cases", "Phone number")
        ),
        width=110,
        facet=True,
        visible=False,
    ),
    Column(
        "request_id",
        translate("cases", "Request id"),
        lambda one: one.request_id,
        Kind.ID,
        width=180,
        visible=False,
    ),
    Column("note", translate("cases", "Note"), lambda one: one.note, width=200, visible=False),
)

RETRIED = (SubjectState.FAILED,)
"""States that "Retry the failed" looks up again."""

ASKED_AGAIN = (
    SubjectState.WAITING,
    SubjectState.FOUND,
    SubjectState.NOTHING,
    SubjectState.REFUSED,
    SubjectState.FAILED,
    SubjectState.HELD,
    SubjectState.MORE,
    SubjectState.SHARED,
    SubjectState.NOT_TAKEN,
)
"""States in which a look again is a plain lookup; after sending it is a follow-up."""
