"""What the console says about operations: areas, effects, verbs, costs."""

from __future__ import annotations

from gong_admin.api.operation import Effect, Paging
from gong_admin.runtime.language import translate
from gong_admin.services.console import AnyOperation
from gong_admin.ui.widgets.pill import Tone

AREAS = {
    "users": translate("console", "Users"),
    "permissions": translate("console", "Permissions"),
    "settings": translate("console", "Settings"),
    "library": translate("console", "Library"),
    "privacy": translate("console", "Data privacy"),
    "audit": translate("console", "Audit"),
    "calls": translate("console", "Calls"),
    "crm": "CRM",
    "flows": translate("console", "Flows"),
    "meetings": translate("console", "Meetings"),
    "engagement": translate("console", "Engagement"),
    "integration": translate("console", "Integration"),
    "stats": translate("console", "Statistics"),
    "coaching": translate("console", "Coaching"),
    "tasks": translate("console", "Tasks"),
    "ask": translate("console", "Ask Gong"),
}

# method: (tag, token of its colour)
VERBS = {
    "GET": ("GET", "ok"),
    "POST": ("POST", "accent_text"),
    "PUT": ("PUT", "warn"),
    "PATCH": ("PATCH", "warn"),
    "DELETE": ("DEL", "danger"),
}

# effect: (words of the pill, tone, icon)
EFFECTS: dict[Effect, tuple[str, Tone, str]] = {
    Effect.READ: (translate("console", "Reads"), "ok", "eye"),
    Effect.SPENDS: (translate("console", "Spends credits"), "warn", "coins"),
    Effect.WRITE: (translate("console", "Changes Gong"), "warn", "pencil-simple"),
    Effect.OUTWARD: (translate("console", "Reaches people"), "warn", "paper-plane-tilt"),
    Effect.DESTRUCTIVE: (translate("console", "Deletes for good"), "danger", "warning-fill"),
}

CONSEQUENCES = {
    Effect.SPENDS: translate(
        "console", "Gong answers with its AI, which uses up credits of your company."
    ),
    Effect.WRITE: translate(
        "console", "What Gong holds is changed. The program can't take it back for you."
    ),
    Effect.OUTWARD: translate(
        "console", "People outside this program will notice: mails, invitations or flows."
    ),
    Effect.DESTRUCTIVE: translate(
        "console", "What is deleted is gone for good. Nobody can bring it back."
    ),
}


def area_title(area: str) -> str:
    """An area as a heading."""
    return AREAS.get(area, area.capitalize())


def page_words(op: AnyOperation) -> str:
    """How much one call brings, "" for what has no pages."""
    return "100 a page" if op.paging is Paging.CURSOR else ""
