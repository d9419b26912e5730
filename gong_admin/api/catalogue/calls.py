"""Calls: finding, reading and adding them."""

from __future__ import annotations

import pathlib
from typing import Any

from gong_admin.api.operation import Effect, Operation, Paging
from gong_admin.api.types.calls import (
    AddCall,
    AddCallRecording,
    CallAdded,
    CallAnswer,
    CallOutcomesAnswer,
    CallParticipant,
    CallRecordingAdded,
    CallsPage,
    ContentFields,
    ContentSelector,
    DetailedCallsFilter,
    DetailedCallsPage,
    ExposedFields,
    GetCall,
    GetTranscripts,
    InteractionFields,
    ListCallOutcomes,
    ListCalls,
    ListCallsInDetail,
    ListManualAssociations,
    ManualAssociationsPage,
    TranscriptsFilter,
    TranscriptsPage,
)
from gong_admin.api.types.crm_links import CallLink, CallObject

LIST_CALL_OUTCOMES = Operation(
    id="listCallOutcomes",
    method="GET",
    path="/v2/call-outcomes",
    request=ListCallOutcomes,
    response=CallOutcomesAnswer,
    area="calls",
    title="Call outcomes",
    help="The outcomes that people may choose at the end of a call.",
    effect=Effect.READ,
    items="outcomes",
    scope="api:call-outcomes:read",
    example=ListCallOutcomes(),
)

LIST_CALLS = Operation(
    id="listCalls",
    number=9,
    method="GET",
    path="/v2/calls",
    request=ListCalls,
    response=CallsPage,
    area="calls",
    title="Calls",
    help="The calls of a span of time, without their content.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="calls",
    scope="api:calls:read:basic",
    example=ListCalls(
        from_date_time="2026-03-01T00:00:00Z",
        to_date_time="2026-03-08T00:00:00Z",
        workspace_id="1284705093365184711",
    ),
)

ADD_CALL = Operation(
    id="addCall",
    number=14,
    method="POST",
    path="/v2/calls",
    request=AddCall,
    response=CallAdded,
    area="calls",
    title="Add a call",
    help="Makes a call that was recorded elsewhere known to Gong. The recording follows by address "
    "or by upload.",
    effect=Effect.WRITE,
    scope="api:calls:create",
    example=AddCall(
        client_unique_id="pbx-2026-03-12-000417",
        title="Renewal with Lindqvist Foods",
        actual_start="2026-03-12T09:30:00Z",
        duration=1845.0,
        direction="Outbound",
        parties=[
            CallParticipant(
                user_id="6182947305512870443",
                email_address="dana.whitfield@orvane.test",
                party_id="host",
                media_channel_id=0,
            ),
            CallParticipant(
                name="Marek Tran",
                phone_number="+442079460135",
                party_id="guest",
                media_channel_id=1,
            ),
        ],
        context=[
            CallLink(
                system="Generic", objects=[CallObject(object_type="Account", object_id="ACC-1042")]
            )
        ],
        primary_user="6182947305512870443",
    ),
)

# A POST that reads.
LIST_CALLS_IN_DETAIL = Operation(
    id="listCallsExtensive",
    number=42,
    method="POST",
    path="/v2/calls/extensive",
    request=ListCallsInDetail,
    response=DetailedCallsPage,
    area="calls",
    title="Calls with their content",
    help="Calls by time, id or host, with as much of their content as is asked for.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="calls",
    # The second one only for `exposed_fields.media`.
    scope="api:calls:read:extensive api:calls:read:media-url",
    example=ListCallsInDetail(
        filter=DetailedCallsFilter(
            from_date_time="2026-03-01T00:00:00Z", to_date_time="2026-03-08T00:00:00Z"
        ),
        content_selector=ContentSelector(
            context="Extended",
            context_timing=["Now"],
            exposed_fields=ExposedFields(
                parties=True,
                content=ContentFields(trackers=True, topics=True, brief=True),
                interaction=InteractionFields(speakers=True, questions=True),
            ),
        ),
    ),
)

LIST_MANUAL_ASSOCIATIONS = Operation(
    id="listCRMCallsManualAssociation",
    number=13,
    method="GET",
    path="/v2/calls/manual-crm-associations",
    request=ListManualAssociations,
    response=ManualAssociationsPage,
    area="calls",
    title="CRM objects attached by hand",
    help="Calls that people attached to accounts and deals, oldest first.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="associations",
    scope="api:crm-calls:manual-association:read",
    example=ListManualAssociations(from_date_time="2026-03-01T00:00:00Z"),
)

# A POST that reads.
GET_TRANSCRIPTS = Operation(
    id="getCallTranscripts",
    number=36,
    method="POST",
    path="/v2/calls/transcript",
    request=GetTranscripts,
    response=TranscriptsPage,
    area="calls",
    title="Transcripts",
    help="What was said in calls, sentence by sentence.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="call_transcripts",
    scope="api:calls:read:transcript",
    example=GetTranscripts(filter=TranscriptsFilter(call_ids=["7401928365501274839"])),
)

GET_CALL = Operation(
    id="getCall",
    number=46,
    method="GET",
    path="/v2/calls/{id}",
    request=GetCall,
    response=CallAnswer,
    area="calls",
    title="One call",
    help="One call, without its content.",
    effect=Effect.READ,
    scope="api:calls:read:basic",
    example=GetCall(id="7401928365501274839"),
)

ADD_CALL_RECORDING = Operation(
    id="addCallRecording",
    number=35,
    method="PUT",
    path="/v2/calls/{id}/media",
    request=AddCallRecording,
    response=CallRecordingAdded,
    area="calls",
    title="Upload a recording",
    help="Uploads the recording of a call that was added before.",
    effect=Effect.WRITE,
    scope="api:calls:create",
    example=AddCallRecording(
        id="7401928365501274839", media_file=pathlib.Path("renewal-lindqvist.wav")
    ),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (
    LIST_CALL_OUTCOMES,
    LIST_CALLS,
    ADD_CALL,
    LIST_CALLS_IN_DETAIL,
    LIST_MANUAL_ASSOCIATIONS,
    GET_TRANSCRIPTS,
    GET_CALL,
    ADD_CALL_RECORDING,
)
