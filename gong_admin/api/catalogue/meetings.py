"""Meetings: adding, moving and cancelling them. People are told of all three."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation
from gong_admin.api.spec import NumberId
from gong_admin.api.types.meetings import (
    AddMeeting,
    DeleteMeeting,
    GetIntegrationStatus,
    IntegrationStatusAnswer,
    Invitee,
    MeetingAdded,
    MeetingDeleted,
    MeetingUpdated,
    UpdateMeeting,
)

ADD_MEETING = Operation(
    id="addMeeting",
    number=8,
    method="POST",
    path="/v2/meetings",
    request=AddMeeting,
    response=MeetingAdded,
    area="meetings",
    title="Add a meeting",
    help="Makes a meeting that Gong records. The organiser's calendar has to be connected.",
    effect=Effect.OUTWARD,
    scope="api:meetings:user:create",
    example=AddMeeting(
        start_time="2026-04-02T13:00:00Z",
        end_time="2026-04-02T13:45:00Z",
        title="Onboarding with Lindqvist Foods",
        invitees=[Invitee(email="ines.halloran@lindqvist.test", display_name="Ines Halloran")],
        organizer_email="dana.whitfield@orvane.test",
    ),
)

# A POST that reads.
GET_INTEGRATION_STATUS = Operation(
    id="integrationStatus",
    number=1,
    method="POST",
    path="/v2/meetings/integration/status",
    request=GetIntegrationStatus,
    response=IntegrationStatusAnswer,
    area="meetings",
    title="Connected calendars",
    help="Which people's calendars are connected, and what is wrong with the others.",
    effect=Effect.READ,
    items="users",
    scope="api:meetings:integration:status",
    example=GetIntegrationStatus(emails=["dana.whitfield@orvane.test"]),
)

DELETE_MEETING = Operation(
    id="deleteMeeting",
    number=6,
    method="DELETE",
    path="/v2/meetings/{meetingId}",
    request=DeleteMeeting,
    response=MeetingDeleted,
    area="meetings",
    title="Cancel a meeting",
    help="Deletes a meeting; everybody who was invited hears of it.",
    effect=Effect.OUTWARD,
    scope="api:meetings:user:delete",
    example=DeleteMeeting(
        meeting_id=NumberId("6650284719305518426"), organizer_email="dana.whitfield@orvane.test"
    ),
)

UPDATE_MEETING = Operation(
    id="updateMeeting",
    number=53,
    method="PUT",
    path="/v2/meetings/{meetingId}",
    request=UpdateMeeting,
    response=MeetingUpdated,
    area="meetings",
    title="Change a meeting",
    help="Replaces time, title and invitees of a meeting; everybody in it hears of it.",
    effect=Effect.OUTWARD,
    scope="api:meetings:user:update",
    example=UpdateMeeting(
        meeting_id=NumberId("6650284719305518426"),
        start_time="2026-04-03T13:00:00Z",
        end_time="2026-04-03T13:45:00Z",
        title="Onboarding with Lindqvist Foods",
        invitees=[Invitee(email="ines.halloran@lindqvist.test", display_name="Ines Halloran")],
        organizer_email="dana.whitfield@orvane.test",
    ),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (
    ADD_MEETING,
    GET_INTEGRATION_STATUS,
    DELETE_MEETING,
    UPDATE_MEETING,
)
