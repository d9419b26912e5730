"""Settings of the integrations that show parts of Gong inside other systems."""

from __future__ import annotations

from typing import Annotated, Literal

from gong_admin.api.operation import Model, Request
from gong_admin.api.spec import note
from gong_admin.api.types.common import Url


class IntegrationTypeSettings(Model, frozen=True, kw_only=True):
    integration_type: Literal["EMAIL_COMPOSER", "ACCOUNT_PAGES", "DIALER"]
    allowed_origin: Annotated[Url, note("Where a frame with Gong in it may come from.")]


class SetIntegrationSettings(Request, frozen=True, kw_only=True):
    integration_type_settings: list[IntegrationTypeSettings]
