"""Data privacy: everything that Gong holds on a person outside the company, and its erasure."""

from __future__ import annotations

from typing import Annotated

import msgspec

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import Query, note
from gong_admin.api.types.common import CallId, DateTime, Email, Phone, Url
from gong_admin.api.types.crm_links import CRM_SYSTEMS, ContextField


class EmailReference(Model, frozen=True, kw_only=True):
    """An email that names the person: who, when, where, never what it says."""

    sender: Email | None = msgspec.field(default=None, name="from")
    id: str | None = None
    sent_time: DateTime | None = None
    mailbox: Email | None = None
    message_hash: str | None = None


class ExternalObject(Model, frozen=True, kw_only=True):
    object_type: Annotated[str, note(choices=("Conversation", "Task"))] | None = None
    external_id: str | None = None


class ExternalSystem(Model, frozen=True, kw_only=True):
    system: Annotated[str, note(choices=CRM_SYSTEMS)] | None = None
    objects: list[ExternalObject] | None = None


class CallReference(Model, frozen=True, kw_only=True):
    id: CallId | None = None
    status: str | None = None
    external_systems: list[ExternalSystem] | None = None


class MeetingReference(Model, frozen=True, kw_only=True):
    id: str | None = None


class CustomerObject(Model, frozen=True, kw_only=True):
    """A lead or contact that stands for the person. `mirror_id` is JSON inside a text."""

    id: str | None = None
    object_type: Annotated[str, note(choices=("Lead", "Contact"))] | None = None
    external_id: str | None = None
    mirror_id: str | None = None
    fields: list[ContextField] | None = None


class CustomerData(Model, frozen=True, kw_only=True):
    system: Annotated[str, note(choices=CRM_SYSTEMS)] | None = None
    objects: list[CustomerObject] | None = None


class Engagement(Model, frozen=True, kw_only=True):
    """Something that the person did with content of the company."""

    event_type: (
        Annotated[
            str,
            note(choices=("contentShared", "contentViewed", "customEvent", "digitalInteraction")),
        ]
        | None
    ) = None
    timestamp: DateTime | None = None
    content_id: str | None = None
    content_url: Url | None = None
    reporting_system: str | None = None
    event_name: str | None = None
    source_event_id: str | None = None


ExternalEmail = Annotated[
    Email, note("Of somebody outside the company; Gong refuses its own users.")
]
InternationalPhone = Annotated[Phone, note("With country code, as in +44 20 7946 0135.")]


class FindEmailAddress(Request, frozen=True, kw_only=True):
    email_address: Query[ExternalEmail]


class EmailAddressReferences(Response, frozen=True, kw_only=True):
    """Empty lists where nothing is held; this is no error."""

    emails: list[EmailReference] | None = None
    calls: list[CallReference] | None = None
    meetings: list[MeetingReference] | None = None
    customer_data: list[CustomerData] | None = None
    customer_engagement: list[Engagement] | None = None


class FindPhoneNumber(Request, frozen=True, kw_only=True):
    phone_number: Query[InternationalPhone]


class PhoneNumberReferences(Response, frozen=True, kw_only=True):
    """Without engagement, but with the numbers that matched and the addresses behind them."""

    emails: list[EmailReference] | None = None
    calls: list[CallReference] | None = None
    meetings: list[MeetingReference] | None = None
    customer_data: list[CustomerData] | None = None
    supplied_phone_number: Phone | None = None
    matching_phone_numbers: Annotated[list[Phone], note(unique=True)] | None = None
    email_addresses: Annotated[list[Email], note(unique=True)] | None = None


class PurgeEmailAddress(Request, frozen=True, kw_only=True):
    # In the query although this is a POST.
    email_address: Query[ExternalEmail]


class PurgePhoneNumber(Request, frozen=True, kw_only=True):
    # In the query although this is a POST.
    phone_number: Query[InternationalPhone]
