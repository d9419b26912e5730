"""Calls: finding them, adding them, transcripts. Their content is in `call_content`."""

from __future__ import annotations

import pathlib
from typing import Annotated, Literal

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import File, Path, Query, note
from gong_admin.api.types.call_content import (
    CallContent,
    Collaboration,
    Interaction,
    Media,
    Party,
)
from gong_admin.api.types.common import CallId, DateTime, Phone, Records, Url, UserId, WorkspaceId
from gong_admin.api.types.crm_links import CallContext, CallLink, PartyLink


class CallMetadata(Model, frozen=True, kw_only=True):
    """What one sees of a call without opening it."""

    id: CallId | None = None
    url: Url | None = None
    title: str | None = None
    scheduled: DateTime | None = None
    started: DateTime | None = None
    duration: Annotated[int, note("In seconds.")] | None = None
    primary_user_id: Annotated[UserId, note("The host.")] | None = None
    direction: (
        Annotated[str, note(choices=("Inbound", "Outbound", "Conference", "Unknown"))] | None
    ) = None
    system: str | None = None
    scope: Annotated[str, note(choices=("Internal", "External", "Unknown"))] | None = None
    media: Annotated[str, note(choices=("Video", "Audio"))] | None = None
    language: Annotated[str, note("ISO 639-2/B; und is unknown, zxx no speech.")] | None = None
    workspace_id: WorkspaceId | None = None
    sdr_disposition: str | None = None
    client_unique_id: str | None = None
    custom_data: str | None = None
    purpose: str | None = None
    meeting_url: Url | None = None
    is_private: bool | None = None
    calendar_event_id: str | None = None


class CallOutcome(Model, frozen=True, kw_only=True):
    """An outcome that may be chosen at the end of a call."""

    call_outcome: str | None = None
    display_order: int | None = None
    connect_status: Annotated[str, note(choices=("CONNECTED", "NOT_CONNECTED"))] | None = None
    sentiment: Annotated[str, note(choices=("POSITIVE", "NEGATIVE", "NEUTRAL"))] | None = None
    todo_action: Annotated[str, note(choices=("COMPLETE", "COMPLETE_AND_REMOVE"))] | None = None
    automation: Annotated[str, note(choices=("MARK_AS_OPT_OUT",))] | None = None
    category: Annotated[str, note(choices=("ANSWERED", "NOT_ANSWERED"))] | None = None


class ListCallOutcomes(Request, frozen=True, kw_only=True):
    pass


class CallOutcomesAnswer(Response, frozen=True, kw_only=True):
    outcomes: Annotated[list[CallOutcome], note(unique=True)] | None = None


class ListCalls(Request, frozen=True, kw_only=True):
    from_date_time: Query[Annotated[DateTime, note("Calls that began then or later.")]]
    to_date_time: Query[Annotated[DateTime, note("Calls that began before then.")]]
    workspace_id: Query[WorkspaceId | None] = None
    cursor: Query[str | None] = None


class CallsPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    calls: list[CallMetadata] | None = None


class GetCall(Request, frozen=True, kw_only=True):
    id: Path[CallId]


class CallAnswer(Response, frozen=True, kw_only=True):
    call: CallMetadata | None = None


# Calls with their content


class DetailedCallsFilter(Model, frozen=True, kw_only=True):
    from_date_time: Annotated[DateTime, note("Calls that began then or later.")] | None = None
    to_date_time: Annotated[DateTime, note("Calls that began before then.")] | None = None
    workspace_id: WorkspaceId | None = None
    call_ids: Annotated[list[CallId], note("Only these calls.", unique=True)] | None = None
    primary_user_ids: (
        Annotated[list[UserId], note("Only calls that these people hosted.", unique=True)] | None
    ) = None


class ContentFields(Model, frozen=True, kw_only=True):
    """Which parts of a call's content to send."""

    structure: bool | None = None
    topics: bool | None = None
    trackers: bool | None = None
    tracker_occurrences: (
        Annotated[bool, note("When and by whom; together with trackers.")] | None
    ) = None
    points_of_interest: Annotated[bool, note("Gong has given this up.")] | None = None
    brief: bool | None = None
    outline: bool | None = None
    highlights: bool | None = None
    call_outcome: bool | None = None
    key_points: bool | None = None


class InteractionFields(Model, frozen=True, kw_only=True):
    """Which measures of a call's interaction to send."""

    speakers: Annotated[bool, note("How long each person talked.")] | None = None
    video: Annotated[bool, note("What was on screen for how long.")] | None = None
    person_interaction_stats: Annotated[bool, note("The host's figures.")] | None = None
    questions: Annotated[bool, note("How many questions either side asked.")] | None = None


class CollaborationFields(Model, frozen=True, kw_only=True):
    public_comments: bool | None = None


class ExposedFields(Model, frozen=True, kw_only=True):
    """Which parts of a call to send beside its metadata."""

    parties: Annotated[bool, note("Who took part.")] | None = None
    content: ContentFields | None = None
    interaction: InteractionFields | None = None
    collaboration: CollaborationFields | None = None
    media: (
        Annotated[bool, note("Addresses of the recording, good for 8 hours; a scope of its own.")]
        | None
    ) = None


class ContentSelector(Model, frozen=True, kw_only=True):
    context: (
        Annotated[
            Literal["None", "Basic", "Extended"],
            note("CRM objects of the call: none, their ids, or their fields too."),
        ]
        | None
    ) = None
    context_timing: (
        Annotated[
            list[Literal["Now", "TimeOfCall"]], note("CRM fields as of when; with Extended only.")
        ]
        | None
    ) = None
    exposed_fields: ExposedFields | None = None


class ListCallsInDetail(Request, frozen=True, kw_only=True):
    cursor: str | None = None
    filter: Annotated[DetailedCallsFilter, note("May be empty, but must be there.")]
    content_selector: (
        Annotated[ContentSelector, note("What to send beside the metadata.")] | None
    ) = None


class CallDetails(Model, frozen=True, kw_only=True):
    """A call with as much of it as was asked for."""

    meta_data: CallMetadata | None = None
    context: list[CallContext] | None = None
    parties: list[Party] | None = None
    content: CallContent | None = None
    interaction: Interaction | None = None
    collaboration: Collaboration | None = None
    media: Media | None = None


class DetailedCallsPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    calls: list[CallDetails] | None = None


# Transcripts


class TranscriptsFilter(Model, frozen=True, kw_only=True):
    from_date_time: Annotated[DateTime, note("Calls that began then or later.")] | None = None
    to_date_time: Annotated[DateTime, note("Calls that began before then.")] | None = None
    workspace_id: WorkspaceId | None = None
    call_ids: Annotated[list[CallId], note("Only these calls.", unique=True)] | None = None


class GetTranscripts(Request, frozen=True, kw_only=True):
    cursor: str | None = None
    filter: TranscriptsFilter


class Sentence(Model, frozen=True, kw_only=True):
    """`start` and `end` in milliseconds from the start of the call."""

    start: int | None = None
    end: int | None = None
    text: str | None = None


class Monologue(Model, frozen=True, kw_only=True):
    """What one speaker said in one go. `speaker_id` is that of the call's `Party`."""

    speaker_id: str | None = None
    topic: str | None = None
    sentences: list[Sentence] | None = None


class CallTranscript(Model, frozen=True, kw_only=True):
    call_id: CallId | None = None
    transcript: list[Monologue] | None = None


class TranscriptsPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    call_transcripts: list[CallTranscript] | None = None


# CRM objects that people attached to calls


class ListManualAssociations(Request, frozen=True, kw_only=True):
    from_date_time: Query[Annotated[DateTime, note("Attached after this time.")] | None] = None
    cursor: Query[str | None] = None


class AssociatedObjects(Model, frozen=True, kw_only=True):
    account_crm_id: str | None = None
    deal_crm_id: str | None = None


class ManualAssociation(Model, frozen=True, kw_only=True):
    """Somebody attached a call to an account or deal. Doing it again makes a second entry."""

    call_id: CallId | None = None
    user_id: UserId | None = None
    created: DateTime | None = None
    associated_crm_objects: list[AssociatedObjects] | None = None


class ManualAssociationsPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    associations: list[ManualAssociation] | None = None


# Adding calls


class CallParticipant(Model, frozen=True, kw_only=True):
    phone_number: Phone | None = None
    email_address: str | None = None
    name: str | None = None
    party_id: Annotated[str, note("Any text; the speakers' timeline refers to it.")] | None = None
    media_channel_id: (
        Annotated[int, note("The person's channel of a stereo recording.", minimum=0, maximum=1)]
        | None
    ) = None
    context: Annotated[list[PartyLink], note("Who the person is in the CRM.")] | None = None
    user_id: Annotated[UserId, note("For people of the company.")] | None = None


class SpeechSegment(Model, frozen=True, kw_only=True):
    from_time: Annotated[int, note("In milliseconds since the call began.", minimum=0)]
    to_time: Annotated[int, note("In milliseconds since the call began.", minimum=0)]
    party_ids: list[str]


class SpeakersTimeline(Model, frozen=True, kw_only=True):
    precise: bool | None = None
    speech_segments: list[SpeechSegment] | None = None


class FlowTask(Model, frozen=True, kw_only=True):
    task_id: str | None = None


class AddCall(Request, frozen=True, kw_only=True):
    client_unique_id: Annotated[
        str,
        note(
            "The call's id where it was recorded; Gong refuses a second one.",
            min_length=0,
            max_length=2048,
        ),
    ]
    title: str | None = None
    purpose: Annotated[str, note(min_length=0, max_length=255)] | None = None
    scheduled_start: DateTime | None = None
    scheduled_end: DateTime | None = None
    actual_start: Annotated[DateTime, note("When the recording began.")]
    duration: Annotated[float, note("In seconds.")] | None = None
    # The document's upper bound of 2^31 - 1 is none.
    parties: Annotated[list[CallParticipant], note("Everybody, the host included.", min_length=1)]
    direction: Literal["Inbound", "Outbound", "Conference", "Unknown"]
    disposition: (
        Annotated[str, note("How the call ended.", min_length=0, max_length=255)] | None
    ) = None
    context: Annotated[list[CallLink], note("What the call is about in the CRM.")] | None = None
    custom_data: Annotated[str, note("Kept with the call and given back as it is.")] | None = None
    speakers_timeline: SpeakersTimeline | None = None
    meeting_url: Url | None = None
    call_provider_code: Annotated[str, note("The system that carried the call.")] | None = None
    download_media_url: (
        Annotated[Url, note("Gong fetches the recording there; else upload it afterwards.")] | None
    ) = None
    workspace_id: WorkspaceId | None = None
    language_code: Annotated[str, note("As in en-GB; Gong finds out when empty.")] | None = None
    flow_context: FlowTask | None = None
    primary_user: Annotated[UserId, note("The host.")]


class CallAdded(Response, frozen=True, kw_only=True):
    call_id: CallId | None = None


class AddCallRecording(Request, frozen=True, kw_only=True):
    id: Path[Annotated[CallId, note("The id that adding the call gave.")]]
    media_file: File[Annotated[pathlib.Path, note("Sound or video, at most 1.5 GB.")]]


class CallRecordingAdded(Response, frozen=True, kw_only=True):
    call_id: CallId | None = None
    url: Url | None = None
