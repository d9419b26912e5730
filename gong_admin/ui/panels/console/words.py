"""What the console says about operations: areas, effects, verbs, costs."""

from __future__ import annotations

from gong_admin.api.operation import Effect, Paging
from gong_admin.services.console import AnyOperation
from gong_admin.ui.widgets.pill import Tone

AREAS = {
    "users": "Users",
    "permissions": "Permissions",
    "settings": "Settings",
    "library": "Library",
    "privacy": "Data privacy",
    "audit": "Audit",
    "calls": "Calls",
    "crm": "CRM",
    "flows": "Flows",
    "meetings": "Meetings",
    "engagement": "Engagement",
    "integration": "Integration",
    "stats": "Statistics",
    "coaching": "Coaching",
    "tasks": "Tasks",
    "ask": "Ask Gong",
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
    Effect.READ: ("Reads", "ok", "eye"),
    Effect.SPENDS: ("Spends credits", "warn", "coins"),
    Effect.WRITE: ("Changes Gong", "warn", "pencil-simple"),
    Effect.OUTWARD: ("Reaches people", "warn", "paper-plane-tilt"),
    Effect.DESTRUCTIVE: ("Deletes for good", "danger", "warning-fill"),
}

CONSEQUENCES = {
    Effect.SPENDS: "Gong answers with its AI, which uses up credits of your company.",
    Effect.WRITE: "What Gong holds is changed. The program can't take it back for you.",
    Effect.OUTWARD: "People outside this program will notice: mails, invitations or flows.",
    Effect.DESTRUCTIVE: "What is deleted is gone for good. Nobody can bring it back.",
}


def area_title(area: str) -> str:
    """An area as a heading."""
    return AREAS.get(area, area.capitalize())


def page_words(op: AnyOperation) -> str:
    """How much one call brings, "" for what has no pages."""
    return "100 a page" if op.paging is Paging.CURSOR else ""
