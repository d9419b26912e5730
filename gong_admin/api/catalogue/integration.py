"""Integration: where parts of Gong may be shown inside other systems."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation
from gong_admin.api.types.crm import IntegrationAnswer
from gong_admin.api.types.integration import IntegrationTypeSettings, SetIntegrationSettings

SET_INTEGRATION_SETTINGS = Operation(
    id="integrationSettings",
    number=20,
    method="POST",
    path="/v2/integration-settings",
    request=SetIntegrationSettings,
    response=IntegrationAnswer,
    area="integration",
    title="Allow origins for embedding",
    help="Sets from which web addresses Gong's composer, account pages and dialler may be framed.",
    effect=Effect.WRITE,
    scope="api:integration-settings:write",
    example=SetIntegrationSettings(
        integration_type_settings=[
            IntegrationTypeSettings(
                integration_type="DIALER", allowed_origin="https://crm.orvane.test"
            )
        ]
    ),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (SET_INTEGRATION_SETTINGS,)
