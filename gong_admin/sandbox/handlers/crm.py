"""The generic CRM integration: registration, schema, objects, uploads."""

from __future__ import annotations

from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.handlers.kinds import Handler, UploadRule
from gong_admin.sandbox.uploads import CRM_LIMIT
from gong_admin.sandbox.world import Wire


def integrations(exchange: Exchange) -> Wire:
    return {"integrations": exchange.world.crm.integrations()}


def register(exchange: Exchange) -> Wire:
    return {"integrationId": exchange.world.crm.register(exchange.body)}


def delete_integration(exchange: Exchange) -> Wire:
    request_id = exchange.need("clientRequestId")
    exchange.world.crm.delete_integration(_integration(exchange), request_id)
    exchange.status = 201
    return {"clientRequestId": request_id}


def schema(exchange: Exchange) -> Wire:
    object_type = exchange.need("objectType")
    fields = exchange.world.crm.schema(_integration(exchange), object_type)
    return {"objectTypeToSelectedFields": {object_type: fields}}


def upload_schema(exchange: Exchange) -> Wire:
    exchange.world.crm.upload_schema(
        _integration(exchange), exchange.need("objectType"), exchange.body
    )
    exchange.status = 201
    return {}


def objects(exchange: Exchange) -> Wire:
    found = exchange.world.crm.objects(
        _integration(exchange), exchange.need("objectType"), exchange.texts("objectsCrmIds")
    )
    return {"crmObjectsMap": found}


def _check_upload(exchange: Exchange) -> None:
    exchange.world.crm.check_upload(_integration(exchange), exchange.need("clientRequestId"))


def upload(exchange: Exchange) -> Wire:
    request_id = exchange.need("clientRequestId")
    exchange.world.crm.upload(
        _integration(exchange), exchange.need("objectType"), request_id, exchange.upload.content
    )
    exchange.status = 201
    return {"clientRequestId": request_id}


def request_status(exchange: Exchange) -> Wire:
    status: Wire = exchange.world.crm.request_status(
        _integration(exchange), exchange.need("clientRequestId")
    )
    return status


def _integration(exchange: Exchange) -> int:
    return int(exchange.need("integrationId"))


HANDLERS: dict[str, Handler] = {
    "listGenericCrmIntegration": integrations,
    "registerGenericCrmIntegration": register,
    "deleteGenericCrmIntegration": delete_integration,
    "listCrmSchemaFields": schema,
    "uploadCrmSchemaField": upload_schema,
    "getCrmObjects": objects,
    "getRequestStatus": request_status,
}

UPLOADS: dict[str, UploadRule] = {
    "uploadCrmData": UploadRule(
        part="dataFile", limit=CRM_LIMIT, keep=True, check=_check_upload, handler=upload
    ),
}
