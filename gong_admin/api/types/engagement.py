"""Events that other systems report: content shared and viewed, actions, digital interactions."""

from __future__ import annotations

from typing import Annotated, Literal

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import note
from gong_admin.api.types.common import DateTime, Email, Phone, Url, UserEmail, UserId, WorkspaceId
from gong_admin.api.types.crm_links import CallLink, PartyLink

ReportingSystem = Annotated[str, note("The same text in all events of one system.")]
EventId = Annotated[str, note("The event's id in the reporting system.")]
ActionName = Annotated[str, note("As in Contract signed.")]
ShareId = Annotated[str, note("Tells several shares of the same content apart.")]
TrackingId = Annotated[str, note("For a person who is not named.")]
MessageBody = Annotated[str, note("May be HTML.")]
# The document gives both enums as one text with commas: these are the real values.
Platform = Literal["Windows", "Linux", "MacOS", "iOS", "Android"]
DataType = Literal["number", "string", "url", "date"]


class Actor(Model, frozen=True, kw_only=True):
    """A person in an event."""

    email: Email | None = None
    name: str | None = None
    title: str | None = None
    context: Annotated[list[PartyLink], note("Who the person is in the CRM.")] | None = None


class Sharer(Model, frozen=True, kw_only=True):
    """The Gong user who shared."""

    id: UserId | None = None
    email: UserEmail | None = None
    name: str | None = None


class Property(Model, frozen=True, kw_only=True):
    """Something more about a content or an event."""

    name: str
    value: Annotated[str, note("In the form that its type asks for.")]
    data_type: DataType


class ReportContentShared(Request, frozen=True, kw_only=True):
    reporting_system: ReportingSystem
    event_timestamp: DateTime
    event_id: EventId | None = None
    content_id: str
    content_url: Url
    content_title: str
    share_id: ShareId | None = None
    share_info_url: Annotated[Url, note("A page that tells more of the event.")] | None = None
    sharing_message_subject: str | None = None
    sharing_message_body: MessageBody | None = None
    sharer: Sharer | None = None
    recipients: Annotated[list[Actor], note("Each with an address.")] | None = None
    crm_context: list[CallLink] | None = None
    content_properties: list[Property] | None = None
    event_properties: list[Property] | None = None
    workspace_id: WorkspaceId | None = None
    action_name: ActionName | None = None
    non_company_participants: list[Actor] | None = None
    more_info_url: Url | None = None
    tracking_id: TrackingId | None = None
    mobile_app_id: str | None = None
    agent_platform: str | None = None  # a free text here, a choice in the other two
    user_agent: str | None = None


class ReportContentViewed(Request, frozen=True, kw_only=True):
    reporting_system: ReportingSystem
    event_timestamp: DateTime
    event_id: EventId | None = None
    content_id: str
    content_url: Annotated[Url, note("Where the viewer opened it.")]
    content_title: str
    view_action_title: Annotated[str, note("As in Document viewed.")] | None = None
    share_id: ShareId | None = None
    view_info_url: Annotated[Url, note("A page that tells more of the event.")] | None = None
    viewer: Actor | None = None
    crm_context: list[CallLink] | None = None
    content_properties: list[Property] | None = None
    event_properties: list[Property] | None = None
    user_agent: str | None = None
    mobile_app_id: str | None = None
    agent_platform: Platform | None = None
    workspace_id: WorkspaceId | None = None
    tracking_id: Annotated[str, note("For a viewer who is not named; else empty.")] | None = None
    non_company_participants: list[Actor] | None = None
    more_info_url: Url | None = None
    action_name: ActionName | None = None
    sharer: Sharer | None = None
    sharing_message_subject: str | None = None
    sharing_message_body: MessageBody | None = None


class ReportCustomAction(Request, frozen=True, kw_only=True):
    reporting_system: ReportingSystem
    event_timestamp: DateTime
    event_id: EventId | None = None
    content_id: str | None = None
    content_url: Url | None = None
    content_title: str | None = None
    action_name: ActionName | None = None
    event_info_url: Annotated[Url, note("A page that tells more of the event.")] | None = None
    actor: Actor | None = None
    crm_context: list[CallLink] | None = None
    content_properties: list[Property] | None = None
    event_properties: list[Property] | None = None
    user_agent: str | None = None
    mobile_app_id: str | None = None
    agent_platform: Platform | None = None
    workspace_id: WorkspaceId | None = None
    non_company_participants: list[Actor] | None = None
    more_info_url: Url | None = None
    sharer: Sharer | None = None
    sharing_message_subject: str | None = None
    share_id: ShareId | None = None
    tracking_id: TrackingId | None = None
    sharing_message_body: MessageBody | None = None


# Digital interactions


class CustomField(Model, frozen=True, kw_only=True):
    name: str
    value: Annotated[str, note("A duration in seconds, a date in ISO 8601.")]
    data_type: Literal["STRING", "NUMBER", "DATE", "URL", "BOOLEAN", "DURATION"] | None = None


class NumericContent(Model, frozen=True, kw_only=True):
    """A figure that was given, such as a rating."""

    value: int | None = None
    range_from: int
    range_to: int
    numeric_type: Literal["PERCENTAGE", "NPS", "RATING", "OTHER"] | None = None


class StepContent(Model, frozen=True, kw_only=True):
    """How far somebody has come in a process."""

    value: Annotated[str, note("The step the person is in.")]
    available_steps: list[str]


class SearchContent(Model, frozen=True, kw_only=True):
    """What somebody looked for."""

    name: str
    object_type: Literal["VENDOR", "PRODUCT", "CATEGORY"]
    domain: str
    object_id: str | None = None
    url: Url | None = None


class Content(Model, frozen=True, kw_only=True):
    content_id: str | None = None
    content_title: str
    content_label: list[str] | None = None
    content_url: Url | None = None
    content_additional_info_url: Url | None = None
    numeric_content_details: NumericContent | None = None
    step_content_details: StepContent | None = None
    search_object_details: SearchContent | None = None
    content_custom_fields: list[CustomField] | None = None


class PersonObject(Model, frozen=True, kw_only=True):
    """The contact or lead that a person is in a CRM."""

    object_type: Literal["CONTACT", "LEAD"]
    object_id: str
    system_name: str | None = None


class Location(Model, frozen=True, kw_only=True):
    country: Annotated[str, note("ISO 3166 where there is a code.")] | None = None
    state: Annotated[str, note("ISO 3166-2 where there is a code.")] | None = None
    region: Annotated[str, note("ISO 3166-2 where there is a code.")] | None = None
    city: str | None = None


class CompanyObject(Model, frozen=True, kw_only=True):
    """The account or opportunity that a company is in a CRM."""

    object_type: Literal["ACCOUNT", "OPPORTUNITY"]
    object_id: str
    system_name: str | None = None


class Company(Model, frozen=True, kw_only=True):
    company_id: str | None = None
    name: str | None = None
    domain: Annotated[str, note("Needed where the person is not named.")] | None = None
    company_business_contexts: list[CompanyObject] | None = None


class Person(Model, frozen=True, kw_only=True):
    name: str | None = None
    email: Email | None = None
    phone_number: Phone | None = None
    person_id: Annotated[str, note("Needed where nothing else names the person.")] | None = None
    person_business_context: PersonObject | None = None
    location: Location | None = None
    company: Company | None = None
    person_custom_fields: list[CustomField] | None = None


class AddDigitalInteraction(Request, frozen=True, kw_only=True):
    event_id: Annotated[str, note("Gong takes an event with the same id only once.")]
    timestamp: DateTime
    event_type: Annotated[str, note("As in page viewed.")]
    source_system_name: str | None = None
    session_id: Annotated[str, note("Ties events of one visit together.")] | None = None
    device: Literal["MOBILE", "PC"] | None = None
    content: Content
    person: Person | None = None
    custom_fields: list[CustomField] | None = None
    tracking_id: Annotated[str, note("For a person who is not named; else empty.")] | None = None


class InteractionAccepted(Response, frozen=True, kw_only=True):
    """Gong will sort the event in later."""
