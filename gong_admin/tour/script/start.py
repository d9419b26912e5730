"""The first minutes: the welcome, a connection of one's own, the window's dialogs."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gong_admin.tour import acts
from gong_admin.tour.sights import floating, words
from gong_admin.tour.step import Step

_ALL_BUT_TWO = (
    "api:users:read",
    "api:workspaces:read",
    "api:permission-profile:read",
    "api:settings:scorecards:read",
    "api:calls:read:basic",
    "api:calls:read:extensive",
    "api:logs:read",
    "api:stats:user-actions",
)

WELCOME = (
    Step("welcome", (acts.look,), words("Connect to Gong", "Try the demo")),
    Step("connect", (acts.press("Connect to Gong"),), words("Access key secret", "never shown")),
    Step(
        "connect-address",
        (
            acts.press("Connect to Gong"),
            acts.type_into("Your company", "Acme"),
            acts.type_into("https://", "http://api.gong.example.test"),
        ),
        words("Save and open"),
    ),
    Step("connections", (acts.command("connections"),), words("No connections yet")),
)

DIALOGS = (
    Step(
        "palette",
        (acts.go("overview"), acts.command("palette"), acts.type_into("Search users", "ma")),
        words("best matches"),
        (acts.press_key(Qt.Key.Key_Escape),),
    ),
    Step("lock-asks", (acts.command("lock"),), words("Allow changes to Orvane?")),
    Step(
        "lock-open",
        (acts.command("lock"), acts.press("Allow changes")),
        words("Changes allowed"),
        (acts.command("lock"),),
    ),
    Step("connection-menu", (acts.press("Connection: Orvane"),), floating()),
    Step("workspace-menu", (acts.press("Workspace: All workspaces"),), floating()),
    Step(
        "doctor",
        (acts.control("scopes", {"scopes": list(_ALL_BUT_TWO)}), acts.command("doctor")),
        words("Missing", "The key lacks"),
        (acts.control("scopes", {"scopes": None}),),
        seconds=60,
    ),
    Step("settings", (acts.command("settings"),), words("Text size")),
    Step("settings-pace", (acts.command("pacing"),), words("API calls a second")),
    Step("shortcuts", (acts.command("shortcuts"),), words("Find a shortcut")),
    Step("about", (acts.command("about"),), words("Built on")),
)
