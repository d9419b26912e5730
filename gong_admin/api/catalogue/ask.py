"""Ask Gong: questions and briefs. Every call costs the company credits."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation
from gong_admin.api.spec import NumberId
from gong_admin.api.types.ask import (
    AskEntity,
    AskEntityAnswer,
    GenerateBrief,
    GenerateBriefAnswer,
)

ASK_ENTITY = Operation(
    id="askEntity",
    method="GET",
    path="/v2/entities/ask-entity",
    request=AskEntity,
    response=AskEntityAnswer,
    area="ask",
    title="Ask about a CRM object",
    help="Gong answers a question from the calls and emails of an account, deal, contact or lead. "
    "Costs credits.",
    effect=Effect.SPENDS,
    scope="api:ai-ask:read",
    example=AskEntity(
        workspace_id=NumberId("1284705093365184711"),
        crm_entity_type="ACCOUNT",
        crm_entity_id="ACC-1042",
        time_period="LAST_90DAYS",
        question="What is holding the renewal up?",
    ),
)

GENERATE_BRIEF = Operation(
    id="generateBrief",
    method="GET",
    path="/v2/entities/get-brief",
    request=GenerateBrief,
    response=GenerateBriefAnswer,
    area="ask",
    title="Write a brief on a CRM object",
    help="Gong fills one of the company's AI briefs for an account, deal, contact or lead. Costs "
    "credits.",
    effect=Effect.SPENDS,
    scope="api:ai-briefer:read",
    example=GenerateBrief(
        workspace_id=NumberId("1284705093365184711"),
        brief_name="Account overview",
        crm_entity_type="ACCOUNT",
        crm_entity_id="ACC-1042",
        time_period="CUSTOM_RANGE",
        from_date_time="2026-01-01T00:00:00Z",
        to_date_time="2026-04-01T00:00:00Z",
    ),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (ASK_ENTITY, GENERATE_BRIEF)
