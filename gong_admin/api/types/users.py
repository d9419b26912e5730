"""People who have, or had, a place in the company's Gong."""

from __future__ import annotations

from typing import Annotated

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import Path, Query, note
from gong_admin.api.types.common import DateTime, Email, Phone, Records, Url, UserId


class UserSettings(Model, frozen=True, kw_only=True, gc=False):
    """What Gong captures of a person."""

    web_conferences_recorded: bool | None = None
    prevent_web_conference_recording: bool | None = None
    telephony_calls_imported: bool | None = None
    emails_imported: bool | None = None
    prevent_email_import: bool | None = None
    non_recorded_meetings_imported: bool | None = None
    gong_connect_enabled: bool | None = None


class ConferencingProvider(Model, frozen=True, kw_only=True, gc=False):
    provider: str | None = None
    is_default: bool | None = None


class SpokenLanguage(Model, frozen=True, kw_only=True, gc=False):
    language: Annotated[str, note("BCP 47, as in en-GB.")] | None = None
    primary: bool | None = None


class UserMetadata(Model, frozen=True, kw_only=True, gc=False):
    """One Gong user. A company may have 100,000, so this holds no more than Gong sends, and the
    garbage collector, which would look at each of them again and again, passes them by."""

    id: UserId | None = None
    email_address: Email | None = None
    created: DateTime | None = None
    active: bool | None = None
    email_aliases: list[Email] | None = None
    trusted_email_address: Email | None = None
    first_name: str | None = None
    last_name: str | None = None
    title: str | None = None
    phone_number: Phone | None = None
    extension: str | None = None
    personal_meeting_urls: list[Url] | None = None
    settings: UserSettings | None = None
    manager_id: UserId | None = None
    meeting_consent_page_url: Url | None = None
    conferencing_providers: list[ConferencingProvider] | None = None
    spoken_languages: list[SpokenLanguage] | None = None


SETTING_NAMES = (
    "webConferencesRecorded",
    "preventWebConferenceRecording",
    "emailsImported",
    "preventEmailImport",
    "active",
    "nonRecordedMeetingsImported",
    "gongConnectEnabled",
    "callsImported",
    "interviewsRecorded",
    "preventInterviewRecording",
)
"""Settings that the history tells of. Some have other names there than in `UserSettings`."""


class SettingChange(Model, frozen=True, kw_only=True):
    """One entry of a person's settings history: from `time` on, `setting` was `value`."""

    setting: Annotated[str, note(choices=SETTING_NAMES)] | None = None
    value: bool | None = None
    time: DateTime | None = None


class ListUsers(Request, frozen=True, kw_only=True):
    cursor: Query[str | None] = None
    include_avatars: (
        Query[Annotated[bool, note("Also the synthetic users that stand for Gong's own staff.")]]
        | None
    ) = None


class UsersFilter(Model, frozen=True, kw_only=True):
    created_from_date_time: (
        Annotated[DateTime, note("Only users created at this time or later.")] | None
    ) = None
    created_to_date_time: (
        Annotated[DateTime, note("Only users created before this time.")] | None
    ) = None
    include_avatars: (
        Annotated[bool, note("Also the synthetic users that stand for Gong's own staff.")] | None
    ) = None
    user_ids: Annotated[list[UserId], note("Only these users.", unique=True)] | None = None


class ListUsersByFilter(Request, frozen=True, kw_only=True):
    cursor: str | None = None
    filter: Annotated[UsersFilter, note("May be empty, but must be there.")]


class UsersPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    users: list[UserMetadata] | None = None


class GetUser(Request, frozen=True, kw_only=True):
    id: Path[UserId]


class UserAnswer(Response, frozen=True, kw_only=True):
    user: UserMetadata | None = None


class GetUserHistory(Request, frozen=True, kw_only=True):
    id: Path[UserId]


class UserHistory(Response, frozen=True, kw_only=True):
    user_settings_history: list[SettingChange] | None = None
