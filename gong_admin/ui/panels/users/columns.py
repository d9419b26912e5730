"""The columns of the users' table: everything Gong tells of a person."""

from __future__ import annotations

from collections.abc import Hashable

from gong_admin.api.types.users import UserMetadata
from gong_admin.models.column import Column, Kind
from gong_admin.models.text import day_text
from gong_admin.runtime.language import translate
from gong_admin.runtime.tenant_data import full_name
from gong_admin.services.users import SETTINGS, moment, recording, recording_because
from gong_admin.ui.panels.users import words
from gong_admin.ui.panels.users.people import People

# Asked for in every row: looked up once.
_ACTIVE, _INACTIVE = translate("users", "Active"), translate("users", "Inactive")


def user_columns(people: People) -> tuple[Column[UserMetadata], ...]:
    """The usual ones first; the others wait in the list of columns."""
    return (
        Column("name", translate("users", "Name"), full_name, Kind.PERSON, width=188),
        Column("email", translate("users", "Email"), lambda user: user.email_address, width=210),
        Column("title", translate("users", "Title"), lambda user: user.title, width=190, spare=1),
        Column(
            "manager",
            translate("users", "Manager"),
            people.manager,
            width=140,
            spare=2,
            facet=True,
            facet_values=_manager_choice,
            facet_label=lambda choice: people.user_name(str(choice)) if choice else "",
        ),
        Column(
            "profile",
            translate("users", "Profile"),
            people.profiles,
            width=142,
            facet=True,
            visible=False,
        ),
        _recording_column(),
        _status_column(),
        Column(
            "created",
            translate("users", "Created"),
            lambda user: moment(user.created),
            Kind.DATE,
            display=_created_day,
            width=120,
            visible=False,  # in the detail; beside it Title and Profile need the room
        ),
        Column(
            "workspaces",
            translate("users", "Workspace"),
            people.workspaces,
            width=150,
            facet=True,
            visible=False,
        ),
        Column(
            "languages",
            translate("users", "Language"),
            words.languages,
            width=180,
            facet=True,
            visible=False,
        ),
        Column(
            "conferencing",
            translate("users", "Conferencing"),
            words.providers,
            width=150,
            visible=False,
        ),
        Column(
            "phone",
            translate("users", "Phone"),
            lambda user: user.phone_number,
            width=140,
            visible=False,
        ),
        Column(
            "extension",
            translate("users", "Extension"),
            lambda user: user.extension,
            width=90,
            visible=False,
        ),
        Column("aliases", translate("users", "Email aliases"), _aliases, width=220, visible=False),
        Column(
            "trusted",
            translate("users", "Trusted address"),
            lambda user: user.trusted_email_address,
            width=220,
            visible=False,
        ),
        Column(
            "meeting_urls",
            translate("users", "Meeting addresses"),
            _meeting_urls,
            width=260,
            visible=False,
        ),
        Column(
            "consent",
            translate("users", "Consent page"),
            lambda user: user.meeting_consent_page_url,
            width=260,
            visible=False,
        ),
        # Both stand in the name, which is searched.
        Column(
            "first_name",
            translate("users", "First name"),
            lambda user: user.first_name,
            width=120,
            visible=False,
            searchable=False,
        ),
        Column(
            "last_name",
            translate("users", "Last name"),
            lambda user: user.last_name,
            width=140,
            visible=False,
            searchable=False,
        ),
        *(_setting_column(field, title) for field, title in SETTINGS),
        Column(
            "manager_id",
            translate("users", "Manager id"),
            lambda user: user.manager_id,
            Kind.ID,
            width=190,
            visible=False,
        ),
        Column(
            "id",
            translate("users", "User id"),
            lambda user: user.id,
            Kind.ID,
            width=190,
            visible=False,
        ),
    )


def _recording_column() -> Column[UserMetadata]:
    return Column(
        "recording",
        translate("users", "Recording"),
        lambda user: recording(user).value,
        Kind.PILL,
        width=178,  # whole at the table's edge too
        facet=True,
        tooltip=recording_because,
        pill=lambda user: words.RECORDING_TONES[recording(user)],
        pill_icon=lambda user: words.RECORDING_ICONS[recording(user)],
    )


def _status_column() -> Column[UserMetadata]:
    return Column(
        "status",
        translate("users", "Status"),
        _status,
        Kind.PILL,
        width=115,
        spare=3,  # who is inactive is told by the recording as well
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
    return _ACTIVE if user.active else _INACTIVE


def _manager_choice(user: UserMetadata) -> tuple[Hashable, ...]:
    return (user.manager_id,)


def _aliases(user: UserMetadata) -> tuple[str, ...]:
    return tuple(user.email_aliases or ())


def _meeting_urls(user: UserMetadata) -> tuple[str, ...]:
    return tuple(user.personal_meeting_urls or ())
