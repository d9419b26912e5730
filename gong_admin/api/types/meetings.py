"""Meetings that Gong puts into people's calendars."""

from __future__ import annotations

from typing import Annotated

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import NumberId, Path, note
from gong_admin.api.types.common import DateTime, Email, Url, UserEmail

MeetingId = Annotated[NumberId, note("The id that adding the meeting gave.")]


class Invitee(Model, frozen=True, kw_only=True):
    email: Email | None = None
    display_name: str | None = None
    first_name: str | None = None
    last_name: str | None = None


class AddMeeting(Request, frozen=True, kw_only=True):
    start_time: DateTime
    end_time: DateTime
    title: str | None = None
    invitees: Annotated[list[Invitee], note("Everybody but the organiser.")]
    external_id: Annotated[str, note("Its id in the system it comes from.")] | None = None
    provider: Annotated[str, note("As in zoom; empty: the organiser's usual one.")] | None = None
    organizer_email: Annotated[UserEmail, note("Needs a calendar that is connected to Gong.")]


class MeetingAdded(Response, frozen=True, kw_only=True):
    """`additional_invitees` have to be invited too, so that Gong records the meeting."""

    meeting_id: str | None = None
    meeting_url: Url | None = None
    additional_invitees: list[Invitee] | None = None


class UpdateMeeting(Request, frozen=True, kw_only=True):
    meeting_id: Path[MeetingId]
    start_time: DateTime
    end_time: DateTime
    title: str | None = None
    invitees: Annotated[list[Invitee], note("Everybody but the organiser.")]
    external_id: Annotated[str, note("Its id in the system it comes from.")] | None = None
    provider: Annotated[str, note("As in zoom; empty: the organiser's usual one.")] | None = None
    organizer_email: UserEmail


class MeetingUpdated(Response, frozen=True, kw_only=True):
    meeting_id: str | None = None


class DeleteMeeting(Request, frozen=True, kw_only=True):
    """The organiser goes in the body of the DELETE."""

    meeting_id: Path[MeetingId]
    organizer_email: UserEmail | None = None


class MeetingDeleted(Response, frozen=True, kw_only=True):
    """Gong answers with what was sent."""

    organizer_email: UserEmail | None = None


class GetIntegrationStatus(Request, frozen=True, kw_only=True):
    emails: Annotated[list[UserEmail], note("At most 100.", max_length=100)] | None = None


class UserIntegrationStatus(Model, frozen=True, kw_only=True):
    """Whether a person's calendar is connected; the texts are empty where all is well."""

    email: UserEmail | None = None
    exists: bool | None = None
    valid: bool | None = None
    user_facing_error: str | None = None
    fix_url: Url | None = None
    help_url: Url | None = None


class IntegrationStatusAnswer(Response, frozen=True, kw_only=True):
    users: list[UserIntegrationStatus] | None = None
