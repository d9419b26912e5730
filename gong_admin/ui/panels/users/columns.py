"""The columns of the users' table: everything Gong tells of a person."""

from __future__ import annotations

from collections.abc import Hashable

from gong_admin.api.types.users import UserMetadata
from gong_admin.models.column import Column, Kind
from gong_admin.models.text import day_text
from gong_admin.runtime.tenant_data import full_name
from gong_admin.services.users import SETTINGS, moment, recording, recording_because
from gong_admin.ui.panels.users import words
from gong_admin.ui.panels.users.people import People


def user_columns(people: People) -> tuple[Column[UserMetadata], ...]:
    """The usual ones first; the others wait in the list of columns."""
    return (
        Column("name", "Name", full_name, Kind.PERSON, width=190),
        Column("email", "Email", lambda user: user.email_address, width=210),
        Column("title", "Title", lambda user: user.title, width=190),
        Column(
            "manager",
            "Manager",
            people.manager,
            width=140,
            facet=True,
            facet_values=_manager_choice,
            facet_label=lambda choice: people.user_name(str(choice)) if choice else "",
        ),
        Column("profile", "Profile", people.profiles, width=150, facet=True, visible=False),
        _recording_column(),
        _status_column(),
        Column(
            "created",
            "Created",
            lambda user: moment(user.created),
            Kind.DATE,
            display=_created_day,
            width=120,
            visible=False,  # in the detail; beside it Title and Profile need the room
        ),
        Column("workspaces", "Workspace", people.workspaces, width=150, facet=True, visible=False),
        Column("languages", "Language", words.languages, width=180, facet=True, visible=False),
        Column("conferencing", "Conferencing", words.providers, width=150, visible=False),
        Column("phone", "Phone", lambda user: user.phone_number, width=140, visible=False),
        Column("extension", "Extension", lambda user: user.extension, width=90, visible=False),
        Column("aliases", "Email aliases", _aliases, width=220, visible=False),
        Column(
            "trusted",
            "Trusted address",
            lambda user: user.trusted_email_address,
            width=220,
            visible=False,
        ),
        Column("meeting_urls", "Meeting addresses", _meeting_urls, width=260, visible=False),
        Column(
            "consent",
            "Consent page",
            lambda user: user.meeting_consent_page_url,
            width=260,
            visible=False,
        ),
        # Both stand in the name, which is searched.
        Column(
            "first_name",
            "First name",
            lambda user: user.first_name,
            width=120,
            visible=False,
            searchable=False,
        ),
        Column(
            "last_name",
            "Last name",
            lambda user: user.last_name,
            width=140,
            visible=False,
            searchable=False,
        ),
        *(_setting_column(field, title) for field, title in SETTINGS),
        Column(
            "manager_id",
            "Manager id",
            lambda user: user.manager_id,
            Kind.ID,
            width=190,
            visible=False,
        ),
        Column("id", "User id", lambda user: user.id, Kind.ID, width=190, visible=False),
    )


def _recording_column() -> Column[UserMetadata]:
    return Column(
        "recording",
        "Recording",
        lambda user: recording(user).value,
        Kind.PILL,
        width=170,
        facet=True,
        tooltip=recording_because,
        pill=lambda user: words.RECORDING_TONES[recording(user)],
        pill_icon=lambda user: words.RECORDING_ICONS[recording(user)],
    )


def _status_column() -> Column[UserMetadata]:
    return Column(
        "status",
        "Status",
        _status,
        Kind.PILL,
        width=115,
        facet=True,
        pill=lambda user: "success" if user.active else "neutral",
    )


def _setting_column(field: str, title: str) -> Column[UserMetadata]:
    def value(user: UserMetadata) -> bool | None:
        return getattr(user.settings, field, None)

    return Column(field, title, value, Kind.BOOL, width=150, visible=False, searchable=False)


def _created_day(user: UserMetadata) -> str:
    time = moment(user.created)
    return day_text(time) if time else ""


def _status(user: UserMetadata) -> str:
    if user.active is None:
        return ""
    return "Active" if user.active else "Inactive"


def _manager_choice(user: UserMetadata) -> tuple[Hashable, ...]:
    return (user.manager_id,)


def _aliases(user: UserMetadata) -> tuple[str, ...]:
    return tuple(user.email_aliases or ())


def _meeting_urls(user: UserMetadata) -> tuple[str, ...]:
    return tuple(user.personal_meeting_urls or ())
