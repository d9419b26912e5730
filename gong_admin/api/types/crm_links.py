"""How calls, people and events point into a CRM, as sent and as received."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from gong_admin.api.operation import Model
from gong_admin.api.spec import note

CRM_SYSTEMS = ("Salesforce", "HubSpot", "MicrosoftDynamic", "Generic")
"""What answers name; requests have the same as `CrmSystem`."""
CrmSystem = Literal["Salesforce", "HubSpot", "MicrosoftDynamic", "Generic"]

# The document adds two of these, joined by a comma, as one more value to each: left out.
CallObjectType = Literal["Opportunity", "Account", "Lead", "Contact", "User"]
PartyObjectType = Literal["Lead", "Contact", "Account", "Opportunity", "User"]


class ContextField(Model, frozen=True, kw_only=True):
    """A field of a CRM object. The value is whatever JSON the CRM gave."""

    name: str | None = None
    value: Any = None


# Sent


class CallObject(Model, frozen=True, kw_only=True):
    """A CRM object that a call or event belongs to."""

    object_type: CallObjectType
    object_id: Annotated[str, note("As the CRM writes it.")]
    fields: Annotated[list[ContextField], note("Not used by Gong so far.")] | None = None


class CallLink(Model, frozen=True, kw_only=True):
    """Where a call or event belongs in a CRM."""

    system: CrmSystem
    objects: list[CallObject] | None = None


class PartyObject(Model, frozen=True, kw_only=True):
    """A CRM object that stands for a person outside the company."""

    object_type: PartyObjectType
    object_id: Annotated[str, note("As the CRM writes it.")]
    fields: Annotated[list[ContextField], note("Not used by Gong so far.")] | None = None


class PartyLink(Model, frozen=True, kw_only=True):
    """Who a person is in a CRM."""

    system: CrmSystem
    objects: list[PartyObject] | None = None


# Received


class LinkedCallObject(Model, frozen=True, kw_only=True):
    object_type: Annotated[str, note(choices=("Opportunity", "Account"))] | None = None
    object_id: str | None = None
    fields: list[ContextField] | None = None
    timing: Annotated[str, note(choices=("Now", "TimeOfCall"))] | None = None


class CallContext(Model, frozen=True, kw_only=True):
    """What a call is about, in one CRM."""

    system: Annotated[str, note(choices=CRM_SYSTEMS)] | None = None
    objects: list[LinkedCallObject] | None = None


class LinkedPartyObject(Model, frozen=True, kw_only=True):
    object_type: Annotated[str, note(choices=("Contact", "User", "Lead"))] | None = None
    object_id: str | None = None
    fields: list[ContextField] | None = None
    timing: Annotated[str, note(choices=("Now", "TimeOfCall"))] | None = None


class PartyContext(Model, frozen=True, kw_only=True):
    """Who a participant of a call is, in one CRM."""

    system: Annotated[str, note(choices=CRM_SYSTEMS)] | None = None
    objects: list[LinkedPartyObject] | None = None
