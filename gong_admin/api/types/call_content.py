"""What is inside a call: who took part, what was said about, how people talked.

Times and durations are in seconds from the start of the call.
"""

from __future__ import annotations

from typing import Annotated

from gong_admin.api.operation import Model
from gong_admin.api.spec import note
from gong_admin.api.types.common import DateTime, Phone, TrackerId, Url, UserId
from gong_admin.api.types.crm_links import PartyContext


class Party(Model, frozen=True, kw_only=True):
    """Somebody who was invited to a call or took part in it."""

    id: str | None = None
    email_address: str | None = None
    name: str | None = None
    title: str | None = None
    user_id: Annotated[UserId, note("For people of the company.")] | None = None
    speaker_id: Annotated[str, note("What transcripts call the person.")] | None = None
    context: list[PartyContext] | None = None
    affiliation: Annotated[str, note(choices=("Internal", "External", "Unknown"))] | None = None
    phone_number: Phone | None = None
    methods: list[Annotated[str, note(choices=("Invitee", "Attendee"))]] | None = None


class AgendaPart(Model, frozen=True, kw_only=True):
    name: str | None = None
    duration: int | None = None


class TopicTime(Model, frozen=True, kw_only=True):
    name: str | None = None
    duration: int | None = None


class Occurrence(Model, frozen=True, kw_only=True):
    start_time: float | None = None
    speaker_id: str | None = None


class PhraseCount(Model, frozen=True, kw_only=True):
    count: int | None = None
    occurrences: list[Occurrence] | None = None
    phrase: str | None = None


class TrackerCount(Model, frozen=True, kw_only=True):
    """How often a tracker's terms were said. Only keyword trackers have phrases."""

    id: TrackerId | None = None
    name: str | None = None
    count: int | None = None
    type: Annotated[str, note(choices=("KEYWORD", "SMART"))] | None = None
    occurrences: list[Occurrence] | None = None
    phrases: list[PhraseCount] | None = None


class OutlineItem(Model, frozen=True, kw_only=True):
    text: str | None = None
    start_time: float | None = None


class OutlineSection(Model, frozen=True, kw_only=True):
    section: str | None = None
    start_time: float | None = None
    duration: float | None = None
    items: list[OutlineItem] | None = None


class Highlight(Model, frozen=True, kw_only=True):
    text: str | None = None
    start_times: list[float] | None = None


class HighlightsSection(Model, frozen=True, kw_only=True):
    title: str | None = None
    items: list[Highlight] | None = None


class OutcomeOfCall(Model, frozen=True, kw_only=True):
    id: str | None = None
    category: str | None = None
    name: str | None = None


class KeyPoint(Model, frozen=True, kw_only=True):
    text: str | None = None


class CallContent(Model, frozen=True, kw_only=True):
    """What a call was about, as Gong's analysis has it."""

    structure: list[AgendaPart] | None = None
    trackers: list[TrackerCount] | None = None
    topics: list[TopicTime] | None = None
    brief: str | None = None
    outline: list[OutlineSection] | None = None
    highlights: list[HighlightsSection] | None = None
    call_outcome: OutcomeOfCall | None = None
    key_points: list[KeyPoint] | None = None


class SpeakerTime(Model, frozen=True, kw_only=True):
    id: str | None = None
    user_id: UserId | None = None
    talk_time: float | None = None


class InteractionMeasure(Model, frozen=True, kw_only=True):
    name: str | None = None
    value: float | None = None


class VideoTime(Model, frozen=True, kw_only=True):
    """How long the picture showed a browser, a presentation, a webcam."""

    name: str | None = None
    duration: float | None = None


class QuestionCounts(Model, frozen=True, kw_only=True):
    company_count: int | None = None
    non_company_count: int | None = None


class Interaction(Model, frozen=True, kw_only=True):
    """How people talked with each other in a call."""

    speakers: list[SpeakerTime] | None = None
    interaction_stats: list[InteractionMeasure] | None = None
    video: list[VideoTime] | None = None
    questions: QuestionCounts | None = None


class Comment(Model, frozen=True, kw_only=True):
    id: str | None = None
    audio_start_time: float | None = None
    audio_end_time: float | None = None
    commenter_user_id: UserId | None = None
    comment: str | None = None
    posted: DateTime | None = None
    in_reply_to: str | None = None
    during_call: bool | None = None


class Collaboration(Model, frozen=True, kw_only=True):
    public_comments: list[Comment] | None = None


class Media(Model, frozen=True, kw_only=True):
    """Addresses of the recording. Whoever has one can listen, for 8 hours."""

    audio_url: Url | None = None
    video_url: Url | None = None
