"""CRM: the one generic integration, its schema, and the objects in it."""

from __future__ import annotations

import pathlib
from typing import Any

from gong_admin.api.operation import Effect, Operation
from gong_admin.api.spec import NumberId
from gong_admin.api.types.common import Done
from gong_admin.api.types.crm import (
    Accepted,
    DeleteIntegration,
    GetObjects,
    GetRequestStatus,
    GetSchema,
    IntegrationAnswer,
    IntegrationsAnswer,
    ListIntegrations,
    NewSchemaField,
    ObjectsAnswer,
    RegisterIntegration,
    RequestStatus,
    SchemaAnswer,
    UploadObjects,
    UploadSchema,
)

_INTEGRATION = NumberId("5840192736450918273")

GET_OBJECTS = Operation(
    id="getCrmObjects",
    number=21,
    method="GET",
    path="/v2/crm/entities",
    request=GetObjects,
    response=ObjectsAnswer,
    area="crm",
    title="CRM objects",
    help="What Gong holds of single CRM objects. Meant for checking an upload.",
    effect=Effect.READ,
    scope="api:crm:get-objects",
    example=GetObjects(
        integration_id=_INTEGRATION,
        object_type="ACCOUNT",
        objects_crm_ids=["ACC-1042", "ACC-1043"],
    ),
)

UPLOAD_OBJECTS = Operation(
    id="uploadCrmData",
    number=23,
    method="POST",
    path="/v2/crm/entities",
    request=UploadObjects,
    response=Accepted,
    area="crm",
    title="Upload CRM objects",
    help="Adds, changes and removes objects by a file. Gong works on it after it has answered.",
    effect=Effect.WRITE,
    scope="api:crm:upload",
    example=UploadObjects(
        integration_id=_INTEGRATION,
        object_type="ACCOUNT",
        client_request_id="accounts-2026-03-12",
        data_file=pathlib.Path("accounts.ldjson"),
    ),
)

GET_SCHEMA = Operation(
    id="listCrmSchemaFields",
    number=28,
    method="GET",
    path="/v2/crm/entity-schema",
    request=GetSchema,
    response=SchemaAnswer,
    area="crm",
    title="CRM schema",
    help="The fields that a kind of object has in Gong.",
    effect=Effect.READ,
    scope="api:crm:schema",
    example=GetSchema(integration_id=_INTEGRATION, object_type="ACCOUNT"),
)

# Answers 201, and 200 when nothing had to be done: both mean that the schema is as sent.
UPLOAD_SCHEMA = Operation(
    id="uploadCrmSchemaField",
    method="POST",
    path="/v2/crm/entity-schema",
    request=UploadSchema,
    response=Done,
    area="crm",
    title="Change the CRM schema",
    help="Sets the fields of a kind of object. A removed or retyped field loses its values.",
    effect=Effect.WRITE,
    scope="api:crm:schema",
    example=UploadSchema(
        integration_id=_INTEGRATION,
        object_type="ACCOUNT",
        fields=[
            NewSchemaField(unique_name="tier", label="Tier", type="STRING"),
            NewSchemaField(
                unique_name="region",
                label="Region",
                type="PICKLIST",
                ordered_value_list=["Nordics", "Iberia", "Benelux"],
            ),
        ],
    ),
)

DELETE_INTEGRATION = Operation(
    id="deleteGenericCrmIntegration",
    number=39,
    method="DELETE",
    path="/v2/crm/integrations",
    request=DeleteIntegration,
    response=Accepted,
    area="crm",
    title="Delete the CRM integration",
    help="Deletes the integration and every object that came through it, for good, within a day.",
    effect=Effect.DESTRUCTIVE,
    scope="api:crm:integration:delete",
    example=DeleteIntegration(
        integration_id=_INTEGRATION, client_request_id="delete-integration-1"
    ),
)

LIST_INTEGRATIONS = Operation(
    id="listGenericCrmIntegration",
    number=51,
    method="GET",
    path="/v2/crm/integrations",
    request=ListIntegrations,
    response=IntegrationsAnswer,
    area="crm",
    title="CRM integration",
    help="The generic CRM integration, if there is one.",
    effect=Effect.READ,
    items="integrations",
    scope="api:crm:integrations:read",
    example=ListIntegrations(),
)

REGISTER_INTEGRATION = Operation(
    id="registerGenericCrmIntegration",
    number=37,
    method="PUT",
    path="/v2/crm/integrations",
    request=RegisterIntegration,
    response=IntegrationAnswer,
    area="crm",
    title="Register a CRM integration",
    help="Makes the generic CRM integration. Gong refuses it where any CRM is connected already.",
    effect=Effect.WRITE,
    scope="api:crm:integration:register",
    example=RegisterIntegration(owner_email="dana.whitfield@orvane.test", name="Orvane CRM"),
)

GET_REQUEST_STATUS = Operation(
    id="getRequestStatus",
    number=7,
    method="GET",
    path="/v2/crm/request-status",
    request=GetRequestStatus,
    response=RequestStatus,
    area="crm",
    title="Status of an upload or deletion",
    help="How far Gong is with a CRM upload, or with deleting the integration.",
    effect=Effect.READ,
    scope="api:crm:upload",
    example=GetRequestStatus(integration_id=_INTEGRATION, client_request_id="accounts-2026-03-12"),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (
    GET_OBJECTS,
    UPLOAD_OBJECTS,
    GET_SCHEMA,
    UPLOAD_SCHEMA,
    DELETE_INTEGRATION,
    LIST_INTEGRATIONS,
    REGISTER_INTEGRATION,
    GET_REQUEST_STATUS,
)
