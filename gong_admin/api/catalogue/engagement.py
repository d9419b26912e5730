"""Engagement: telling Gong what people outside did with the company's content."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation
from gong_admin.api.types.crm import IntegrationAnswer
from gong_admin.api.types.crm_links import CallLink, CallObject
from gong_admin.api.types.engagement import (
    Actor,
    AddDigitalInteraction,
    Company,
    Content,
    InteractionAccepted,
    Person,
    Property,
    ReportContentShared,
    ReportContentViewed,
    ReportCustomAction,
    Sharer,
)

_ACCOUNT = [
    CallLink(system="Generic", objects=[CallObject(object_type="Account", object_id="ACC-1042")])
]
_INES = Actor(email="ines.halloran@lindqvist.test", name="Ines Halloran")

REPORT_CUSTOM_ACTION = Operation(
    id="customAction",
    number=15,
    method="PUT",
    path="/v2/customer-engagement/action",
    request=ReportCustomAction,
    response=IntegrationAnswer,
    area="engagement",
    title="Report an action",
    help="Adds an action of somebody outside, such as a signature, to Gong's timeline.",
    effect=Effect.WRITE,
    scope="api:engagement-data:write",
    example=ReportCustomAction(
        reporting_system="orvane-sign",
        event_timestamp="2026-03-12T10:15:00Z",
        event_id="sign-88213",
        content_title="Order form 2026",
        action_name="Contract signed",
        actor=_INES,
        crm_context=_ACCOUNT,
        agent_platform="MacOS",
    ),
)

REPORT_CONTENT_SHARED = Operation(
    id="contentShared",
    number=41,
    method="PUT",
    path="/v2/customer-engagement/content/shared",
    request=ReportContentShared,
    response=IntegrationAnswer,
    area="engagement",
    title="Report shared content",
    help="Adds to Gong's timeline that a user shared content with people outside.",
    effect=Effect.WRITE,
    scope="api:engagement-data:write",
    example=ReportContentShared(
        reporting_system="orvane-share",
        event_timestamp="2026-03-12T09:00:00Z",
        content_id="doc-4471",
        content_url="https://share.orvane.test/doc-4471",
        content_title="Security overview",
        share_id="share-1",
        sharer=Sharer(email="dana.whitfield@orvane.test", name="Dana Whitfield"),
        recipients=[_INES],
        crm_context=_ACCOUNT,
        content_properties=[Property(name="pages", value="12", data_type="number")],
    ),
)

REPORT_CONTENT_VIEWED = Operation(
    id="contentViewed",
    number=45,
    method="PUT",
    path="/v2/customer-engagement/content/viewed",
    request=ReportContentViewed,
    response=IntegrationAnswer,
    area="engagement",
    title="Report viewed content",
    help="Adds to Gong's timeline that somebody outside looked at content.",
    effect=Effect.WRITE,
    scope="api:engagement-data:write",
    example=ReportContentViewed(
        reporting_system="orvane-share",
        event_timestamp="2026-03-12T11:30:00Z",
        content_id="doc-4471",
        content_url="https://share.orvane.test/doc-4471",
        content_title="Security overview",
        share_id="share-1",
        viewer=_INES,
        crm_context=_ACCOUNT,
    ),
)

ADD_DIGITAL_INTERACTION = Operation(
    id="addDigitalInteraction",
    number=34,
    method="POST",
    path="/v2/digital-interaction",
    request=AddDigitalInteraction,
    response=InteractionAccepted,
    area="engagement",
    title="Report a digital interaction",
    help="Adds what somebody did on a website or in an app to Gong's timeline.",
    effect=Effect.WRITE,
    scope="api:digital-interactions:write",
    example=AddDigitalInteraction(
        event_id="visit-551902",
        timestamp="2026-03-12T11:42:00Z",
        event_type="page viewed",
        source_system_name="orvane-web",
        device="PC",
        content=Content(content_title="Pricing", content_url="https://www.orvane.test/pricing"),
        person=Person(
            name="Ines Halloran",
            email="ines.halloran@lindqvist.test",
            company=Company(name="Lindqvist Foods", domain="lindqvist.test"),
        ),
    ),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (
    REPORT_CUSTOM_ACTION,
    REPORT_CONTENT_SHARED,
    REPORT_CONTENT_VIEWED,
    ADD_DIGITAL_INTERACTION,
)
