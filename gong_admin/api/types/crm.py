"""The generic CRM integration: a CRM that Gong does not know, fed through the API."""

from __future__ import annotations

import pathlib
from typing import Annotated, Any, Literal

import msgspec

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import File, Query, WholeBody, note
from gong_admin.api.types.common import CrmObjectType, DateTime, IntegrationId, UserEmail

ClientRequestId = Annotated[
    str, note("Chosen by the sender, to ask for the status: letters, digits, - and _.")
]

# Integrations


class ListIntegrations(Request, frozen=True, kw_only=True):
    pass


class Integration(Model, frozen=True, kw_only=True):
    """The id is a number beyond 2^53 in JSON, and text here."""

    integration_id: IntegrationId | None = None
    owner_email: UserEmail | None = None
    name: str | None = None


class IntegrationsAnswer(Response, frozen=True, kw_only=True):
    """At most one: Gong refuses a second integration."""

    integrations: list[Integration] | None = None


class RegisterIntegration(Request, frozen=True, kw_only=True):
    owner_email: Annotated[UserEmail, note("Who answers for it.")]
    name: str


class IntegrationAnswer(Response, frozen=True, kw_only=True):
    """Also what reporting an event and changing integration settings answer."""

    integration_id: IntegrationId | None = None


class DeleteIntegration(Request, frozen=True, kw_only=True):
    integration_id: Query[IntegrationId]
    client_request_id: Query[ClientRequestId]


class Accepted(Response, frozen=True, kw_only=True):
    """Gong works on; ask for the status with the same `client_request_id`."""

    client_request_id: str | None = None


class GetRequestStatus(Request, frozen=True, kw_only=True):
    integration_id: Query[IntegrationId]
    client_request_id: Query[Annotated[str, note("The one that was sent with the request.")]]


class LineError(Model, frozen=True, kw_only=True):
    """What was wrong with one line of an uploaded file."""

    line: int | None = None
    description: str | None = None


class RequestStatus(Response, frozen=True, kw_only=True):
    status: Annotated[str, note(choices=("PENDING", "IN_PROGRESS", "DONE", "FAILED"))] | None = None
    errors: list[LineError] | None = None
    total_error_count: int | None = None
    total_success_count: int | None = None


# Schemas

FIELD_TYPES = (
    "DATE",
    "DATETIME",
    "NUMBER",
    "PERCENT",
    "CURRENCY",
    "ID",
    "URL",
    "STRING",
    "BOOLEAN",
    "PHONENUMBER",
    "EMAILADDRESS",
    "PICKLIST",
    "REFERENCE",
    "STRINGARRAY",
)
"""What answers name; requests have the same as `FieldType`."""
FieldType = Literal[
    "DATE",
    "DATETIME",
    "NUMBER",
    "PERCENT",
    "CURRENCY",
    "ID",
    "URL",
    "STRING",
    "BOOLEAN",
    "PHONENUMBER",
    "EMAILADDRESS",
    "PICKLIST",
    "REFERENCE",
    "STRINGARRAY",
]


class SchemaField(Model, frozen=True, kw_only=True):
    """A field that a kind of object has, as Gong tells it.

    The document types the name `uniqueName`, and its example calls it `name`: one is there.
    """

    unique_name: str | None = None
    name: str | None = None
    label: str | None = None
    type: Annotated[str, note(choices=FIELD_TYPES)] | None = None
    last_modified: DateTime | None = None
    is_deleted: bool | None = None
    reference_to: str | None = None
    ordered_value_list: list[str] | None = None


class GetSchema(Request, frozen=True, kw_only=True):
    integration_id: Query[IntegrationId]
    object_type: Query[CrmObjectType]


class SchemaAnswer(Response, frozen=True, kw_only=True):
    """Fields by kind of object."""

    object_type_to_selected_fields: dict[str, list[SchemaField]] | None = None


class NewSchemaField(Model, frozen=True, kw_only=True):
    """A field that a kind of object shall have. Another type for a name that exists makes a new
    field, and the old one's values are lost."""

    unique_name: Annotated[str, note("The field's name in the CRM.")]
    label: Annotated[str, note("What people see in Gong.")]
    type: FieldType
    last_modified: DateTime | None = None
    is_deleted: Annotated[bool, note("Removes the field with all its values.")] | None = None
    reference_to: (
        Annotated[str, note("For REFERENCE: ACCOUNT, CONTACT, DEAL, LEAD or USER.")] | None
    ) = None
    ordered_value_list: Annotated[list[str], note("For PICKLIST: the values.")] | None = None


class UploadSchema(Request, frozen=True, kw_only=True):
    integration_id: Query[IntegrationId]
    object_type: Query[CrmObjectType]
    fields: WholeBody[
        Annotated[list[NewSchemaField], note("All fields, also those that are there already.")]
    ]


# Objects


class GetObjects(Request, frozen=True, kw_only=True):
    """The ids go out twice: Gong's document declares them as parameters and says in prose that
    they belong in the body, and Gong answers 415 to a request without a JSON body."""

    integration_id: Query[IntegrationId]
    object_type: Query[CrmObjectType]
    # Gong leaves out, without a word, what goes beyond 100.
    objects_crm_ids: Query[
        Annotated[list[str], note("At most 100 ids of the CRM.", unique=True, max_length=100)]
    ]
    body: WholeBody[
        Annotated[list[str], note("The same ids; filled in when empty.", unique=True)] | None
    ] = None

    def __post_init__(self) -> None:
        if self.body is None:
            msgspec.structs.force_setattr(self, "body", self.objects_crm_ids)


class ObjectsAnswer(Response, frozen=True, kw_only=True):
    """Objects by their CRM id, each a map of its fields; None for an id that is not there."""

    crm_objects_map: dict[str, dict[str, Any] | None] | None = None


class UploadObjects(Request, frozen=True, kw_only=True):
    # The document lacks the three parameters; they come from Gong's documentation.
    integration_id: Query[IntegrationId]
    object_type: Query[Literal["ACCOUNT", "CONTACT", "DEAL", "LEAD", "BUSINESS_USER", "STAGE"]]
    client_request_id: Query[ClientRequestId]
    data_file: File[
        Annotated[pathlib.Path, note("One JSON object a line, one kind of object, 200 MB.")]
    ]
