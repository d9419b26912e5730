"""Snapshots: taken, compared with what others have changed since, and restored."""

from __future__ import annotations

import base64
import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit

from gong_admin.sandbox.process import Sandbox
from gong_admin.tour import acts
from gong_admin.tour.guide import Guide
from gong_admin.tour.sights import rows, words
from gong_admin.tour.step import Lost, Step


async def _others_change_profiles(guide: Guide) -> None:
    """Somebody else is busy in Gong meanwhile."""
    data = guide.bench.data
    if data is None:
        raise Lost("no company is open")
    records = data.profiles.records
    changes: tuple[tuple[str, dict[str, Any]], ...] = (
        (records[1].id, {"deleteCalls": True, "exportCallsAndCoachingDataToCSV": True}),
        (
            records[4].id,
            {
                "description": "For the pilot in autumn",
                "callsAccess": {"permissionLevel": "all", "teamLeadIds": None},
                "emailsAccess": {"permissionLevel": "all", "teamLeadIds": None},
                "trimCalls": True,
            },
        ),
        (records[14].id, {"name": "Partners", "coaching": True, "agentStudioAccess": True}),
    )
    for profile_id, values in changes:
        await guide.app.bridge.run(_write, guide.sandbox, profile_id, values)


def _write(sandbox: Sandbox, profile_id: str, values: dict[str, Any]) -> None:
    address = urlsplit(sandbox.base_url)
    key = base64.b64encode(f"{sandbox.access_key}:{sandbox.access_key_secret}".encode()).decode()
    head = {"Content-Type": "application/json", "Authorization": f"Basic {key}"}
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    try:
        path = f"/v2/permission-profile?profileId={profile_id}"
        for _ in range(_TRIES):
            connection.request("PUT", path, json.dumps(values), head)
            answer = connection.getresponse()
            status = answer.status
            answer.read()
            if status != 429:
                break
            # The company's limit is for everybody, and the window may just have used it.
            time.sleep(1)
    finally:
        connection.close()
    if status != 200:
        raise Lost(f"the sandbox answered {status} to a change of a profile")


_TRIES = 5
_OPEN_LOCK = (acts.command("lock"), acts.press("Allow changes"))

STEPS = (
    Step("snapshots-empty", (acts.go("snapshots"),), words("No snapshots yet", "calls,")),
    Step("snapshots-take", (acts.do("Take a snapshot…"),), words("Names and addresses")),
    Step(
        "snapshots-equal",
        (
            acts.do("Take a snapshot…"),
            acts.press("Who has which profile"),
            acts.press("Take snapshot"),
        ),
        words("Nothing differs", "Compared:"),
        seconds=60,
    ),
    Step(
        "snapshots",
        (
            _others_change_profiles,
            acts.press("Refresh"),
            acts.wait(rows(8), 60),
            acts.select(2),
        ),
        words("Restore this"),
    ),
    Step("snapshots-about", (acts.tab("Snapshot"),), words("Permission profiles", "Scorecards")),
    Step("snapshots-daily", (acts.do("Daily snapshots…"),), words("One every day")),
    Step(
        "snapshots-restore",
        (*_OPEN_LOCK, acts.do("Restore all profiles…")),
        words("Not everything can be restored"),
    ),
    Step(
        "snapshots-review",
        (acts.do("Restore all profiles…"), acts.press("Restore the rest")),
        words("Restore from a snapshot"),
        (acts.command("lock"),),
    ),
    Step("snapshots-compact", (acts.resize(1024, 640),), rows(8)),
)
